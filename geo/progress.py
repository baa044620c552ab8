"""Progress: how far a movement has come when it is told, and where it stands in its journey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.clauses import Clauses
from geo.tokens import BREAKS, NOTHING, tagged
from geo.triggers import Trigger

# "The journey, which included many stops, began": so many words from the verb.
_WHOLE: Final = 12
# "From where" stands at most so many words before the verb.
_WHENCE: Final = 4
# "Has" stands at most so many words before its participle.
_SO_FAR: Final = 2
# "Is" stands at most so many words before its participle: "is now slowly moving".
_GOING_ON: Final = 3
_AHEAD: Final = ("phrase.goal", "phrase.source")
# "Returned to X after a patrol", "from a mission".
_BACK_FROM: Final = ("order.after", "preposition.from")


def progress(clauses: Clauses, trigger: Trigger, *, planned: bool) -> Iterator[str]:
    """What a sentence says of how far a movement has come: flags of a ``Frame``.

    Parameters
    ----------
    planned
        Whether it lies ahead.
    """
    word = clauses.tokens[trigger.index]
    if "order.hither" in word.tags and trigger.kind != "verb.arrive":
        yield "hither"
    if "order.finish" in word.tags or _ends_absence(clauses, trigger):
        yield "finish"
    if _is_so_far(clauses, trigger):
        yield "so far"
    if not planned and _is_now(clauses, trigger):
        yield "now"
    if not planned and _is_going_on(clauses, trigger):
        yield "going on"
    if _is_under_way(clauses, trigger):
        yield "under way"
    if _begins_whole(clauses, trigger):
        yield "beginning"


def _ends_absence(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether one comes back from a journey of which is still to be told.

    "Returned to X after a three-month patrol": no place follows.
    """
    if "again" not in trigger.flags or clauses.tags.isdisjoint(_BACK_FROM):
        return False
    back = False
    for token in clauses.tokens[trigger.reach + 1 :]:
        if token.mention is not None or token.word in BREAKS:
            return False
        if back and token.has("noun.whole", "noun.trip"):
            return True
        back = back or token.has(*_BACK_FROM)
    return False


def _is_so_far(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether it tells what has been so far: "a trip that has taken him to X"."""
    before = clauses.tokens[max(0, trigger.index - _SO_FAR) : trigger.index]
    return tagged(before, "status.so_far")


def _is_now(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether it tells where the traveller is at the time of writing."""
    if trigger.noun is not None and trigger.noun.pronoun == "narrator":
        # "Ten acht uren is men te X" tells it as if it were now.
        since = clauses.tokens[clauses.floor(trigger.index) + 1 : trigger.index]
        timed = clauses.cues.verb_last and tagged(since, "time.clock")
        return "order.now" in clauses.tokens[trigger.index].tags and not timed
    before = clauses.before(trigger.index)
    tags = before.tags if before else NOTHING
    return trigger.kind == "verb.stop" and "order.now" in tags


def _is_going_on(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether it tells what is happening at the time of writing: "is now moving past X"."""
    if not trigger.is_verb:
        return False
    start = max(clauses.segment(trigger.index), trigger.index - _GOING_ON)
    return tagged(clauses.tokens[start : trigger.index], "order.now")


def _is_under_way(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether one has not come to the goal yet: "is on her way from X to Y"."""
    if trigger.kind not in _AHEAD or "to" not in trigger.parts:
        return False
    before = clauses.tokens[max(0, trigger.index - _GOING_ON) : trigger.index]
    return tagged(before, "order.now")


def _begins_whole(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether the journey itself begins: "started her trip in X", "the tour began in X"."""
    of_verb = trigger.outer is not None and trigger.kind == "noun.trip"
    verb = trigger.outer if trigger.outer is not None and of_verb else trigger
    if "verb.start" not in verb.kinds:
        return False
    before = clauses.tokens[max(0, verb.index - _WHENCE) : verb.index]
    if tagged(before, "clause.whence"):
        # "Flew to X, from where the tour begins": what was told leads there.
        return False
    around = clauses.tokens[max(0, trigger.index - _WHOLE) : trigger.index + _WHOLE]
    return tagged(around, "noun.whole")
