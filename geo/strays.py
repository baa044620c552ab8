"""Strays: places that only a parser can still give to a movement, or to a stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.grammar import Grammar
from geo.movement import Part
from geo.nouns import Noun
from geo.parts import LOOSE
from geo.prepositions import SOMEWHERE, column_of, is_origin
from geo.reading import Reading
from geo.tokens import tagged
from geo.toponyms import is_town

# Of a place where somebody is, and nothing says that they come there or leave.
_LOOSE_PARTS: Final[dict[str, Part]] = {"to": "to", "from": "from"}
_WITHIN: Final = ("at", "into")


class Strays:
    """Takes the places of a sentence to which the rules found no movement.

    Parameters
    ----------
    reading
        Of the whole sentence; what tells a stay is added to it.
    """

    def __init__(self, reading: Reading, grammar: Grammar) -> None:
        self._reading, self._grammar = reading, grammar
        self._clauses, self._tokens = reading.clauses, reading.clauses.tokens

    def take(self, index: int) -> None:
        """Give the place to the movement that the parser finds it to belong to, or to a stay."""
        if self._stays_by_itself(index):
            return
        attachment = self._grammar.attachment(index)
        if attachment is None or not attachment.governors:
            return
        at, governors = attachment.preposition, attachment.governors
        column = "object" if at is None else column_of(self._tokens[at].tags)
        if column == "from" and at is not None and is_origin(self._clauses, at):
            # "As leaders from X convened"
            return
        if column == "object" and self._only_owns(index, governors[0]):
            return
        if self._give_outer(governors, index, column) or self._give(governors, index, column):
            return
        noun = self._stayer(governors, column) if column in SOMEWHERE else None
        if noun:
            stay_loosely(self._reading, index, noun, column)

    def _stays_by_itself(self, index: int) -> bool:
        """Take a town that is a subject, or all that there is of a sentence, for a stay.

        "X gave them supper", "after X came Y", "X on the third day". A country gives and comes
        in ways of its own.
        """
        if not is_town(self._tokens[index].mention):
            return False
        verb = self._grammar.follows(index)
        came = verb is not None and "order.hither" in self._tokens[verb].tags
        noun = self._grammar.receiver(index)
        if noun is None and (came or self._grammar.is_alone(index)):
            noun = Noun(pronoun="narrator")
        if noun is not None:
            stay_loosely(self._reading, index, noun, "at")
        return noun is not None

    def _only_owns(self, index: int, verb: int) -> bool:
        """Whether one goes to what a country has: "visited the pavilions of X", elsewhere too."""
        owns = tagged(self._tokens[verb:index], "preposition.of")
        return owns and not is_town(self._tokens[index].mention)

    def _give_outer(self, governors: Sequence[int], index: int, column: str) -> bool:
        """Give the place the part of what is in it: "from the summit of states in X she flew"."""
        for inner in range(1, len(governors) - 1) if column in _WITHIN else ():
            outer = column_of(self._tokens[governors[inner]].tags)
            if self._give(governors[inner + 1 : inner + 2], index, outer):
                return True
        return False

    def _give(self, governors: Sequence[int], index: int, column: str) -> bool:
        """Give the place to the first movement that governs it and takes it so."""
        for trigger in self._reading.triggers:
            part = trigger.part(column) if trigger.index in governors else None
            if part is not None:
                self._reading.touch(trigger, index, part)
                return True
        return False

    def _stayer(self, governors: Sequence[int], column: str) -> Noun | None:
        """Who is where a verb is done: its subject, or whom a time finds, "noon saw us at X"."""
        verb = governors[0]
        if column in _WITHIN and self._grammar.is_subject(verb):
            # "The office in X said so": it is not told where anybody stays.
            return None
        if len(governors) > 1 and column in ("to", "via"):
            # "The source of supply to X", "given the situation in X": nobody stays there.
            return None
        noun, thing = self._grammar.subject(verb, noun=False), self._grammar.object(verb)
        if (column == "to" and thing is not None) or self._grammar.is_aside(verb):
            # "Will welcome the queen to X": nobody but the queen goes there.
            return None
        found = thing is not None and bool(thing.pronoun)
        return thing if found and not (noun and (noun.pronoun or noun.names)) else noun


def stay_loosely(reading: Reading, index: int, noun: Noun, column: str) -> None:
    """Take any verb for a stay, as a text that tells a journey lets one: "sang in X"."""
    if _is_bracketed(reading, index):
        return
    clauses = reading.clauses
    trigger = reading.begin(index, LOOSE, noun=noun)
    since = clauses.tokens[clauses.floor(index) + 1 : index]
    trigger.perfect = tagged(since, "status.perfect")
    reading.touch(trigger, index, _LOOSE_PARTS.get(column, "at"))


def _is_bracketed(reading: Reading, index: int) -> bool:
    """Whether brackets enclose the place: "the first meeting (3 May, in X)"."""
    before = reading.clauses.tokens[:index]
    signs = [token.word for token in before if token.word in ("(", ")")]
    return signs[-1:] == ["("]
