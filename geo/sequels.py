"""Places that follow another of their sentence: members of a list, and what a place lies in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geo.clauses import is_of_time
from geo.movement import Part
from geo.nouns import is_preposition, is_pronoun
from geo.parts import PRESENCE, TRIP
from geo.reading import REACH, Reading, Taken, Waiting
from geo.story import Mention
from geo.subjects import is_verb
from geo.tokens import ARROWS, BREAKS, Token, tagged
from geo.toponyms import encloses
from geo.triggers import Trigger

# Before a place of which only another time is told stand at most so many words.
_TIMED: Final = 8
_GOALS: Final = ("preposition.at", "preposition.into", "preposition.to")
_LOCATING: Final = (
    "clause.link",
    "place.kind",
    "preposition.at",
    "preposition.of",
    "preposition.of_from",
    "preposition.into",
)
_WATERS: Final = ("river", "lake", "sea")


class Sequels:
    """Gives a place the part of the one before it, where it only goes on with that one.

    Parameters
    ----------
    reading
        Of the sentence; it is kept up to date.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading, self._tokens = reading, reading.clauses.tokens

    def continues(self, index: int, mention: Mention) -> bool:
        """Take a place that follows another: "X, Y and Z" or "X, in the country of Y"."""
        if self._reading.last is None:
            return self._resumes(index)
        before, trigger, part = self._reading.last
        between, previous = self._tokens[before + 1 : index], self._tokens[before].mention
        if previous is None or not 0 < len(between) <= REACH:
            return self._resumes(index)
        if encloses(mention, previous) and all(_locates(token) for token in between):
            self._reading.last, self._reading.column = Taken(index, trigger, part), ""
            return True
        if _lies_by(mention, between):
            self._reading.column = ""
            return True
        if len(between) == 1 and between[0].word in ARROWS:
            self._arrow(before, index, trigger)
            return True
        words = _without_unknown([t for t in between if not t.has("clause.link", "place.kind")])
        if not (_lists(words) or _lists(_without_time(between))):
            return self._resumes(index)
        if trigger is not None and part == "to" and tagged(between, "clause.or"):
            # "Is said to go to X or Y": to which of them nobody knows.
            trigger.flags.add("possible")
        self._list(before, index, trigger, part)
        return True

    def _list(self, before: int, index: int, trigger: Trigger | None, part: Part | None) -> None:
        """Let the place play the part of the one before it in a list."""
        self._reading.column = ""
        if trigger is not None and part is not None:
            finer = encloses(self._tokens[before].mention, self._tokens[index].mention)
            self._reading.touch(trigger, index, part, listed=not finer)
            return
        self._reading.last = Taken(index)
        waiting = next((w for w in self._reading.waiting if w.index == before), None)
        column, at = (waiting.column, waiting.at) if waiting else ("none", index)
        self._reading.waiting.append(Waiting(index, column, at))

    def _resumes(self, index: int) -> bool:
        """Go on with a list whose members are parted by semicolons."""
        if not self._reading.after_semicolon:
            return False
        start = next(at for at in range(index, -1, -1) if self._tokens[at].word == ";") + 1
        between = self._tokens[start:index]
        plain = all(token.has("clause.and", "preposition.at") for token in between)
        if not (plain or self._is_another_time(between, index)):
            return False
        done = [trigger for trigger in self._reading.triggers if trigger.touches]
        done = [trigger for trigger in done if trigger.kinds != PRESENCE] or done
        if not done:
            return False
        self._reading.touch(done[-1], index, done[-1].touches[-1][1].part, listed=True)
        self._reading.column = ""
        return True

    def _is_another_time(self, between: Sequence[Token], index: int) -> bool:
        """Whether only another time is told of the verb before: "; at nine, at X".

        Or another day: "; el tercero, en X". No verb of its own may follow.
        """
        if not 1 < len(between) <= _TIMED or not between[-1].has(*_GOALS):
            return False
        counted = any("time" in token.tags or "clause.number" in token.tags for token in between)
        ordinal = between[0].has("clause.link") and not between[1].tags
        light = (*_GOALS, "clause.and", "clause.number")
        told = between[2:] if ordinal else between
        if not (counted or ordinal) or not all(is_of_time(t) or t.has(*light) for t in told):
            return False
        rest = self._tokens[index + 1 :]
        end = next((at for at, token in enumerate(rest) if token.word in BREAKS), len(rest))
        return not any(is_verb(token) or is_pronoun(token) for token in rest[:end])

    def _arrow(self, before: int, index: int, trigger: Trigger | None) -> None:
        """Take "X → Y" for a way."""
        arrow = self._tokens[index - 1].span
        if trigger is None:
            trigger = self._reading.begin(index - 1, TRIP)
            self._reading.waiting = [
                waiting for waiting in self._reading.waiting if waiting.index != before
            ]
            self._reading.touch(trigger, before, "from", arrow)
        self._reading.touch(trigger, index, "to", arrow)


def _lies_by(mention: Mention, between: Sequence[Token]) -> bool:
    """Whether the water only says where a place lies: "X an der Elbe", "X on the Rhine"."""
    water = mention.place is not None and mention.place.kind in _WATERS
    at = between[0].has("preposition.at") and all(_locates(token) for token in between)
    return water and at


def _locates(token: Token) -> bool:
    """Whether the word may stand between a place and what it lies in: "X, in the Y region"."""
    return token.word in (",", "(") or token.has(*_LOCATING)


def _without_unknown(words: Sequence[Token]) -> Sequence[Token]:
    """The words of a list without a name that no gazetteer knows: "X, Nowhere, and Y"."""
    inner = words[1:-1]
    if not inner or words[0].word != ",":
        return words
    names = [t for t in inner if t.capital and not t.tags and t.mention is None]
    rest = [t for t in words if t not in names]
    return rest if len(rest) > 1 and not words[1].tags else words


def _without_time(between: Sequence[Token]) -> Sequence[Token]:
    """The words of a list without the time of a member: "X on Monday and Y", "X le soir et Y"."""
    joined = tagged(between, "time") and "clause.and" in between[-1].tags
    return [t for t in between if t.word == "," or not is_of_time(t)] if joined else ()


def _lists(words: Sequence[Token]) -> bool:
    """Whether the words only part the members of a list: "X, followed by Y and finally Z"."""
    joins = [
        t.word in (",", "&") or t.has("clause.and", "order.follows", "clause.such") for t in words
    ]
    beside = [t.has("clause.by", "clause.adverb") for t in words]
    for at, (before, token) in enumerate(pairwise(words), 1):
        # "Gefolgt von X", "gevolgd door X"
        beside[at] = beside[at] or ("order.follows" in before.tags and is_preposition(token))
    return any(joins) and all(one or other for one, other in zip(joins, beside, strict=True))
