"""What kinds of movement a word may tell, by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geo.clauses import Clauses
from geo.nouns import is_number, is_preposition
from geo.parts import PRESENCE, STAY, kinds_of
from geo.prepositions import is_measured, is_since
from geo.tokens import BREAKS, Token, tagged
from geo.triggers import Trigger

_VERBS: Final = ("verb.", "split.")
# A stay names its time within so many words: "spent the last three nights in X".
_TIMED: Final = 6


def kinds_at(clauses: Clauses, index: int, held: Trigger | None) -> tuple[str, ...]:
    """What movements the word at ``index`` may tell; none for a name or for "hours of arrival".

    Parameters
    ----------
    held
        The trigger before it in its clause.
    """
    token = clauses.tokens[index]
    if _is_time_spent(clauses, index, token):
        busy = held is not None and held.is_verb
        return () if busy else STAY
    kinds = _of_split(clauses, index, token) or kinds_of(token.tags)
    if not kinds or _is_name(clauses, index, token) or _is_means_of(clauses, index):
        return ()
    if "phrase.source" in kinds and (is_measured(clauses, index) or is_since(clauses, index)):
        return ()
    if "verb.enter" in kinds:
        return ("verb.enter",)
    if " " not in token.word and (_is_noun(clauses, index, kinds) or _is_led(clauses, index)):
        kinds = tuple(kind for kind in kinds if not kind.startswith("verb."))
    if "verb.spend" in kinds:
        # Spanish "pasé" both spends a time and passes a place.
        others = tuple(kind for kind in kinds if kind != "verb.spend")
        return ("verb.spend", *others) if _is_timed(clauses, index) else others or PRESENCE
    before = clauses.tokens[max(0, index - 2) : index]
    if kinds and kinds[0] in ("noun.arrival", "noun.departure"):
        of = tagged(before, "preposition.of", "preposition.of_from")
        return () if of else kinds
    return kinds


def _is_time_spent(clauses: Clauses, index: int, token: Token) -> bool:
    """Whether a time tells a stay: "after two days in X", "a night at Y"."""
    if "time.unit" not in token.tags or "time.long" in token.tags:
        return False
    before, following = (
        clauses.tokens[max(0, index - 2) : index],
        clauses.tokens[index + 1 : index + 3],
    )
    counted = any(is_number(t) for t in before)
    counted = counted or (bool(before) and before[-1].has("clause.link", "clause.indefinite"))
    if not counted or len(following) < 2 or following[1].mention is None:
        return False
    return following[0].has("preposition.at", "preposition.into")


def _of_split(clauses: Clauses, index: int, token: Token) -> tuple[str, ...]:
    """What a verb tells with its prefix later in the clause: "legde maandag in X aan"."""
    prefixes = clauses.cues.prefixes.get(token.word)
    for at in range(index + 1, len(clauses.tokens)) if prefixes else ():
        later = clauses.tokens[at]
        whole = prefixes and later.word in prefixes
        prefix = later.word if whole else later.word.partition(" ")[0]
        if "particle.onto" in later.tags and _leads_onto(clauses.tokens[index:at]):
            break
        if prefixes and prefix in prefixes and ends_group(clauses, at):
            return (prefixes[prefix],)
        noun = "clause.article" in clauses.tokens[at - 1].tags
        verb = not noun and any(tag.startswith(_VERBS) for tag in later.tags)
        if verb or clauses.starts_anew(at):
            break
    return ()


def _leads_onto(tokens: Sequence[Token]) -> bool:
    """Whether a preposition and its place make a goal with the prefix: "zogen auf X los"."""
    return any("preposition.onto" in t.tags and at.mention for t, at in pairwise(tokens))


def _is_name(clauses: Clauses, index: int, token: Token) -> bool:
    """Whether capitals make it a name; in German, and in phrases, they say nothing."""
    plain = not token.capital or clauses.cues.language == "de" or " " in token.word
    return not plain and not clauses.leads(index)


def _is_noun(clauses: Clauses, index: int, kinds: tuple[str, ...]) -> bool:
    """Whether an article makes it a noun, or may before an adjective: "a long run"."""
    at = clauses.determiner(index)
    finite = clauses.tokens[index].word.endswith(clauses.cues.forms.finite)
    if finite and at == index - 1 >= 0 and "traveller.clitic" in clauses.tokens[at].tags:
        # "On l'embarqua": no article, as what follows can only be a verb.
        return False
    return at == index - 1 >= 0 or (at >= 0 and any(kind[:5] == "noun." for kind in kinds))


def _is_led(clauses: Clauses, index: int) -> bool:
    """Whether French "en" makes it a noun: "en visite", "en marche"."""
    before = clauses.before(index)
    noun = any(tag.startswith("noun.") for tag in clauses.tokens[index].tags)
    participle = clauses.cues.forms.participle.fullmatch(clauses.tokens[index].word)
    return noun and before is not None and "clause.nominal" in before.tags and not participle


def _is_means_of(clauses: Clauses, index: int) -> bool:
    """Whether "by" makes it what one goes by: "taken by ferry to X"."""
    before, token = clauses.before(index), clauses.tokens[index]
    by = before is not None and "clause.by" in before.tags
    return by and "traveller.vehicle" in token.tags


def _is_timed(clauses: Clauses, index: int) -> bool:
    near = clauses.tokens[max(0, index - _TIMED * clauses.cues.verb_last) : index + _TIMED]
    return any("time" in token.tags and "time.long" not in token.tags for token in near)


def ends_group(clauses: Clauses, index: int) -> bool:
    """Whether a verb's group of words ends here, or goes on with a preposition."""
    after = clauses.after(index)
    if after is None or after.word in BREAKS or after.word == ",":
        return True
    if after.has("clause.and", "phrase.goal") or clauses.tokens[index].has("phrase.goal"):
        return True
    return after.mention is None and is_preposition(after)
