"""Certainty: what the words of a sentence say of whether a movement comes about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from geo.clauses import Clauses
from geo.nouns import is_storm
from geo.parts import LOOSE
from geo.tokens import BREAKS, tagged
from geo.triggers import Trigger

# Tags of words around a trigger that become flags of its frame.
_FLAGS: Final = {
    tag: tag.partition(".")[2]
    for tag in (
        "status.denied",
        "status.possible",
        "status.habitual",
        "status.bygone",
        "status.diverted",
        "status.planned",
        "order.earlier",
        "order.again",
    )
}
# "Did not arrive in X until Friday": so many tokens from the place on.
_UNTIL: Final = 3
# A time so many words into its clause holds for the whole of it: "Two years ago she flew …".
_OPENING: Final = 4
# A journey may have begun last year.
_BEGINNINGS: Final = ("verb.start", "verb.leave", "verb.bound")
# Flags that a verb does not hand on to the next: "did not stop at X and went to Y".
_OWN: Final = ("status.denied", "status.habitual")
# What a word for what was may describe: "the former president".
_TITLES: Final = ("traveller.leader", "traveller.person", "traveller.title", "traveller.deputy")
# A prefix or a participle may stand behind the denial that closes a clause.
_AFTER_DENIAL: Final = 1
# "Was on a scheduled flight to X when": movements that may be broken off, and how far before them
# "was" stands.
_ON_WAY: Final = ("verb.go", "verb.bound", "phrase.goal", "noun.trip")
_LASTED: Final = 4


def told_on_way(clauses: Clauses, trigger: Trigger, index: int) -> set[str]:
    """What the words before and around a movement say of it, up to its place at ``index``.

    Returns
    -------
    Flags of a ``Frame``, and "planned".
    """
    end = max(index, trigger.index)
    flags = set()
    if _is_occasion(clauses, end) or _is_long_ago(clauses, trigger, end):
        flags.add("bygone")
    if clauses.tags.isdisjoint(_FLAGS):
        return flags
    flags |= set(_told_before(clauses, trigger, index))
    if clauses.cues.verb_last:
        flags |= set(_told_at_close(clauses, trigger, end))
    return flags


def told_by_outcome(clauses: Clauses, trigger: Trigger) -> set[str]:
    """What the whole sentence says of a movement, all of whose places are known.

    Returns
    -------
    Flags of a ``Frame``, and "planned".
    """
    flags = set()
    grammar = clauses.grammar
    if grammar is not None and grammar.is_headline_plan(trigger.index):
        flags.add("planned")
    if trigger.kind == "verb.wreck" and not is_storm(trigger.noun):
        # Wherever a wreck was bound, it never came there.
        flags.add("diverted")
    if not trigger.is_verb or trigger.kinds == LOOSE:
        if _is_general(clauses, trigger):
            flags.add("habitual")
        if _is_called_off(clauses, trigger) or _is_warned_of(clauses, trigger):
            flags.add("denied")
    planned = "planned" in trigger.flags | flags
    if _is_lost(clauses, trigger) or (planned and _is_thwarted(clauses, trigger)):
        flags.add("denied")
    if trigger.perfect and planned:
        # "Had been due to fly to X": it is not told that it came about.
        flags.add("possible")
    return flags


def is_broken_off(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether something befell one on the way: "was sailing to X when the mast broke"."""
    if trigger.kind not in _ON_WAY or "clause.meanwhile" not in clauses.tags:
        return False
    before = clauses.tokens[max(0, trigger.index - _LASTED) : trigger.index]
    if not tagged(before, "clause.lasted"):
        return False
    if trigger.is_verb and not clauses.tokens[trigger.index].word.endswith(
        clauses.cues.forms.ongoing
    ):
        return False
    after = clauses.tokens[trigger.reach + 1 :]
    if clauses.cues.verb_last and after and after[0].word == ",":
        after = after[1:]
    ends = (at for at, token in enumerate(after) if token.word in BREAKS or token.word == ",")
    clause = after[: next(ends, len(after))]
    return tagged(clause, "clause.meanwhile")


def _is_occasion(clauses: Clauses, end: int) -> bool:
    """Whether the sentence is about an earlier journey: "the last time she went to X"."""
    if "status.occasion" not in clauses.tags:
        return False
    return tagged(clauses.tokens[:end], "status.occasion")


def _is_long_ago(clauses: Clauses, trigger: Trigger, end: int) -> bool:
    """Whether it was long ago: "went to X last year", but not "left last year and went on"."""
    if trigger.kind in _BEGINNINGS or "status.ago" not in clauses.tags:
        return False
    start = clauses.floor(trigger.index) + 1
    for at in range(start, clauses.end(end)):
        if "status.ago" not in clauses.tokens[at].tags:
            continue
        between = clauses.tokens[at : trigger.index]
        joined = any(t.word == "," or "clause.and" in t.tags for t in between)
        if at - start < _OPENING or not joined:
            return True
    return False


def _told_before(clauses: Clauses, trigger: Trigger, index: int) -> Iterator[str]:
    """What the words say that stand before the verb, or between it and its place."""
    end = max(index, trigger.index)
    joint = _joint(clauses, trigger)
    delayed = tagged(clauses.tokens[end : end + _UNTIL], "status.until")
    for at in range(min(clauses.segment(trigger.index), index), end + 1):
        told = [tag for tag in clauses.tokens[at].tags if tag in _FLAGS]
        if not told or _describes(clauses, at) or not _bears_on(clauses, at, trigger):
            continue
        for tag in told:
            # "Did not arrive until Monday" tells an arrival.
            until = delayed and tag == "status.denied"
            if not until and not (at < joint and tag in _OWN):
                yield _FLAGS[tag]


def _joint(clauses: Clauses, trigger: Trigger) -> int:
    """What parts the verb from one before it: "and", or a German comma; -1 where nothing does.

    "Weil er nicht nach X kam, fuhr er nach Y".
    """
    joint = clauses.junction(trigger.index)
    comma = clauses.cues.verb_last and joint == trigger.index - 1
    parts = joint >= 0 and (comma or "clause.and" in clauses.tokens[joint].tags)
    return joint if parts else -1


def _describes(clauses: Clauses, at: int) -> bool:
    """Whether the word says of somebody what they were, and nothing of the movement.

    "The former president was flown to X".
    """
    after = clauses.after(at)
    titled = after is not None and after.has(*_TITLES)
    return titled and "status.bygone" in clauses.tokens[at].tags


def _bears_on(clauses: Clauses, at: int, trigger: Trigger) -> bool:
    """Whether the word says something of this verb, and not of another in the sentence."""
    if clauses.grammar is None or not trigger.is_verb:
        return True
    return clauses.grammar.bears_on(at, trigger.index)


def _told_at_close(clauses: Clauses, trigger: Trigger, end: int) -> Iterator[str]:
    """What a verb that ends its clause says of it: "weil er nach X reisen wollte"."""
    if trigger.kinds == LOOSE:
        closing = clauses.tokens[end + 1 : clauses.end(end)][-1:]
    else:
        closing = clauses.tokens[end + 1 : end + 2] if end == trigger.index else []
        if _is_denied_at_close(clauses, trigger, end):
            yield "denied"
    for token in closing:
        told = [_FLAGS[tag] for tag in token.tags if tag in _FLAGS]
        # "Das uns bringen sollte" tells what was to come.
        yield from ["planned"] if "planned" in told else told


def _is_denied_at_close(clauses: Clauses, trigger: Trigger, end: int) -> bool:
    """Whether a denial closes its clause: "Nach X kamen wir nicht", "kwam in X nooit aan"."""
    if "status.denied" not in clauses.tags or not trigger.is_verb:
        return False
    rest = clauses.tokens[end + 1 : clauses.end(end)]
    at = next((at for at, token in enumerate(rest) if "status.denied" in token.tags), None)
    if at is None or tagged(rest[:at], "clause.and"):
        return False
    after = [token for token in rest[at + 1 :] if token.word not in BREAKS]
    return len(after) <= _AFTER_DENIAL and all(token.mention is None for token in after)


def _is_general(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether it tells of movements in general: "flights to X are full"."""
    many = "noun.many" in clauses.tokens[trigger.index].tags
    return many and clauses.determiner(trigger.index) < 0


def _is_called_off(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether a denial follows the noun: "a stop in X was cancelled"."""
    if "status.denied" not in clauses.tags:
        return False
    for token in clauses.tokens[trigger.reach + 1 :]:
        if token.word in BREAKS or token.word == ",":
            return False
        if token.has("clause.and", "clause.subordinate"):
            return False
        if "status.denied" in token.tags:
            return True
    return False


def _is_warned_of(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether it only tells for where there is a warning: "a watch from X down to Y"."""
    if not trigger.kind.startswith("phrase.") or "status.warned" not in clauses.tags:
        return False
    since = clauses.tokens[clauses.floor(trigger.index) + 1 : trigger.index]
    return tagged(since, "status.warned")


def _is_thwarted(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether it was only wished for: "wanted to go to X, but the road was closed"."""
    if not {"status.wished", "clause.thwarted"} <= clauses.tags:
        return False
    start, end = clauses.floor(trigger.index) + 1, trigger.reach + 2
    wished = tagged(clauses.tokens[start:end], "status.wished")
    return wished and any(
        before.word in (",", ";") and "clause.thwarted" in token.tags
        for before, token in pairwise(clauses.tokens[trigger.reach + 1 :])
    )


def _is_lost(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether one came to grief on the way: "sank on her way to X"."""
    if trigger.kind not in _ON_WAY or "status.lost" not in clauses.tags:
        return False
    before = clauses.tokens[clauses.floor(trigger.index) + 1 : trigger.index]
    return tagged(before, "status.lost")
