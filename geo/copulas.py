"""Copulas: what joins a stay or a goal to its place, "the first stop was X", "X was a stop"."""

from __future__ import annotations

from typing import Final

from geo.clauses import Clauses
from geo.parts import STAY
from geo.reading import REACH
from geo.tokens import Token, tagged
from geo.triggers import Trigger

# Tags of a copula, and of what may stand beside it.
COPULAS: Final = ("clause.passive", "order.now", "verb.presence")
_BESIDE: Final = ("clause.auxiliary", "clause.adverb", "status.planned", "clause.passive")
# "The destination was X", "son point de départ était X"
_GOAL: Final = ("noun.goal",)
_JOINED: Final = frozenset(("verb.stop", "noun.stay", "noun.departure", "noun.arrival", *_GOAL))
# "The last port of call will probably be X": so many words may stand before "be".
_BEFORE: Final = 3
# "The last stop of the trip is X": what stands between "stop" and the copula.
_OF_TRIP: Final = ("clause.link", "preposition.of", "preposition.of_from", "noun.trip")
# "Of the" has so many words.
_OF_THE: Final = 2


def joins(clauses: Clauses, held: Trigger, index: int) -> bool:
    """Whether the word at ``index`` joins a stay to its place: "the first stop was X".

    Parameters
    ----------
    held
        The movement before it in its clause.
    """
    between = clauses.tokens[held.index + 1 : index]
    if held.touches or len(between) > _BEFORE:
        return False
    beside = all(token.has(*_BESIDE, *_OF_TRIP) for token in between)
    return beside and _JOINED.issuperset(held.kinds) and clauses.tokens[index].has(*COPULAS)


def column_behind(held: Trigger) -> str:
    """The column of ``PARTS`` of a place that a copula makes the stay or the goal."""
    return "is" if held.kinds == _GOAL else "at"


def is_of_trip(clauses: Clauses, held: Trigger, index: int, kinds: tuple[str, ...]) -> bool:
    """Whether the noun only says what a stay is a part of: "the last stop of the trip"."""
    if held.kinds not in (STAY, _GOAL) or held.touches or "noun.trip" not in kinds:
        return False
    between = clauses.tokens[held.index + 1 : index]
    of = all(token.has("clause.possessive", *_OF_TRIP) for token in between)
    return 0 < len(between) <= _OF_THE and of


def names_stay(clauses: Clauses, index: int, stay: int) -> bool:
    """Whether a copula makes the place before it a stay: "X was the last port of call"."""
    tokens = clauses.tokens
    between = tokens[index + 1 : stay]
    if clauses.cues.verb_last and all(map(_is_of_list, between)):
        # "Danach stehen X und Y auf dem Programm"
        listed = index
        while listed and _is_of_list(tokens[listed - 1]):
            listed -= 1
        return listed > 0 and tokens[listed - 1].has(*COPULAS)
    near = 0 < len(between) <= REACH and between[0].has(*_BESIDE)
    closing = tokens[stay + 1 : stay + 2] if clauses.cues.verb_last else []
    return near and tagged((*between, *closing), *COPULAS)


def _is_of_list(token: Token) -> bool:
    """Whether it may stand in a list of places: one of them, or what joins them."""
    return token.mention is not None or token.word == "," or token.has("clause.and", "clause.link")
