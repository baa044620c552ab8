"""Headings and lines that name places without a verb: of a letter, of a day, of an itinerary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geo.clauses import is_of_time
from geo.entries import read_entry
from geo.movement import Part, Touch, may_hold
from geo.nouns import Noun, is_number, is_preposition
from geo.parts import PRESENCE, STAY, TRIP, is_means
from geo.reading import HEAD, Reading
from geo.subjects import is_verb
from geo.tokens import BREAKS, DASHES, Token, tagged
from geo.toponyms import encloses

# The heading of a diary or a letter has so many words at most, so many of them of an address.
_LONGEST: Final = 12
_ADDRESS: Final = 3
# Signs that part a day from its places, and those from one another: "4 May: Oslo / Hull".
_APART: Final = DASHES | {":"}
_BETWEEN: Final = _APART | {",", "/", "."}
_DATES: Final = frozenset(("time.month", "time.unit"))
_SOURCES: Final = ("preposition.from", "preposition.of_from")
_TOLD: Final = ("clause.auxiliary", "clause.passive", "status.perfect")
# What says by what and how far one goes has so many words and signs at most.
_MEASURE: Final = 9
# A line is called a route in so many words: "Our itinerary:".
_TITLED: Final = 3
# A way has two ends.
_FROM_TO: Final = 2


class Headings:
    """Reads what stands at the head of a sentence, before its verbs.

    Parameters
    ----------
    reading
        Of the sentence; what tells a way or a stay is added to it.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading, self._clauses = reading, reading.clauses
        self._tokens = reading.clauses.tokens

    def read(self) -> int:
        """Take a heading, or a line that is one as a whole; the index at which it is over."""
        whole = self._route() or self._heading() or self._leg()
        return whole or read_entry(self._reading) or self._dateline()

    def _route(self) -> int:
        """Take a line that only lists the places of a trip for a way: "Route: Oslo, Hull, Bergen".

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        tokens = self._tokens
        if not tagged(tokens[:_TITLED], *TRIP):
            return 0
        colon = next((at for at, token in enumerate(tokens[: _TITLED + 1]) if token.word == ":"), 0)
        names = self._places_in(colon, len(tokens)) if colon else []
        if len(names) <= _FROM_TO or not all(map(_is_listed, tokens[colon + 1 :])):
            return 0
        self._tell(TRIP, Noun(), _way(names))
        return len(tokens)

    def _heading(self) -> int:
        """Take the heading of a day for a way or a stay: "Day 3: Oslo – Bergen", "Oslo - Norway".

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        tokens = self._tokens
        names = [at for at, token in enumerate(tokens) if token.mention is not None]
        if len(tokens) > _LONGEST or len(names) < _FROM_TO:
            return 0
        parted = all(b - a == _FROM_TO and self._is_dash(a + 1) for a, b in pairwise(names))
        counted = all(is_number(t) or t.word == ":" or is_of_time(t) for t in tokens[: names[0]])
        if not parted or not counted or names[-1] != len(tokens) - 1:
            return 0
        places = [mention.place for at in names if (mention := tokens[at].mention)]
        within, around = places[0], places[1]
        if within is None or around is None:
            return 0
        stays = len(names) == _FROM_TO and may_hold(around, within)
        narrator = Noun(pronoun="narrator")
        if stays:
            self._tell(PRESENCE, narrator, [(names[0], "at")])
        else:
            self._tell(TRIP, narrator, _way(names))
        return len(tokens)

    def _leg(self) -> int:
        """Take a line of an itinerary for a way: "b. From Oslo to Bergen - 5 days", "X to Y".

        Of "De X à Y par Z, paquebot : 3 jours", X and Y are its ends and Z lies on the way.

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        first = next((at for at, t in enumerate(self._tokens) if t.mention is not None), 0)
        opening = self._tokens[:first]
        if not all(_counts(t) or t.has(*_SOURCES) for t in opening):
            return 0
        # "X à Y" may be a town in another; "de X à Y" is a way.
        onward = ("preposition.to", *(("preposition.into",) if opening else ()))
        ends, at = [], first
        while at < len(self._tokens) and self._tokens[at].mention is not None:
            ends.append(at)
            at = self._after_area(at)
            if at == len(self._tokens) or not self._tokens[at].has(*onward):
                break
            at += 1
        way, at = self._by_way_of(at) if len(ends) >= _FROM_TO else ([], at)
        over = at == len(self._tokens) or self._tokens[at].word in BREAKS | DASHES | {"("}
        if len(ends) < _FROM_TO or not (over or _is_measure(self._tokens[at:])):
            return 0
        self._tell(TRIP, Noun(), [*_way(ends), *((end, "via") for end in way)])
        return at

    def _by_way_of(self, index: int) -> tuple[list[int], int]:
        """The places on the way that are told from the index on, and where that is over."""
        if index == len(self._tokens) or "preposition.via" not in self._tokens[index].tags:
            return [], index
        end = index + 1
        while end < len(self._tokens) and _is_of_list(self._tokens[end]):
            end += 1
        return self._places_in(index, end), end

    def _after_area(self, index: int) -> int:
        """The index after a place and what it lies in: "Albany, NY"."""
        tokens = self._tokens[index + 1 : index + 3]
        inner = self._tokens[index].mention
        if len(tokens) < 2 or tokens[0].word != "," or inner is None or inner.place is None:
            return index + 1
        outer = tokens[1].mention
        held = encloses(outer, inner) or (outer is None and tokens[1].capital)
        return index + 3 if held else index + 1

    def _is_dash(self, index: int) -> bool:
        """Whether a dash parts two names, and no hyphen joins them."""
        before, token = self._tokens[index - 1], self._tokens[index]
        return token.word in DASHES and token.start > before.end

    def _dateline(self) -> int:
        """Take the heading of a diary or a letter for a stay: "PARIS, March 15.—Here we are".

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        if _DATES.isdisjoint(self._clauses.tags):
            return 0
        ends = (at for at in range(len(self._tokens)) if self._ends_head(at))
        end = next(ends, len(self._tokens))
        head = self._tokens[:end]
        dated = tagged(head, *_DATES) and any(map(is_number, head))
        if not dated or end > _LONGEST:
            return 0
        names = [t for t in head if t.capital and t.mention is None and not is_of_time(t)]
        if len(names) > _ADDRESS or not all(
            t.mention or t.capital or is_of_time(t) or t.word == "." for t in head
        ):
            return 0
        where = self._places_in(0, end)[:1]
        kind, noun = PRESENCE, Noun(pronoun="narrator")
        if not where and _is_heading(self._tokens[end:]):
            # "Tuesday 4 May: Oslo" is all of it, a line of an itinerary.
            where, end = self._places_in(end, len(self._tokens)), len(self._tokens)
            kind, noun = STAY, Noun()
        for at in where:
            self._tell(kind, noun, [(at, "at" if kind == PRESENCE else "to")])
        return end if where else 0

    def _ends_head(self, at: int) -> bool:
        """Whether the sign ends the heading of a letter: not that of a day, "den 3. Mai"."""
        word, after = self._tokens[at].word, self._clauses.after(at)
        if word == "." and after is not None and "time.month" in after.tags:
            return not (at and is_number(self._tokens[at - 1]))
        return word in BREAKS or word == "-"

    def _places_in(self, start: int, end: int) -> list[int]:
        """The indices of the toponyms there."""
        mentions = ((at, self._tokens[at].mention) for at in range(start, end))
        return [at for at, mention in mentions if mention is not None and mention.kind == "name"]

    def _tell(self, kinds: tuple[str, ...], noun: Noun, places: Sequence[tuple[int, Part]]) -> None:
        """Take the places, by their index, for a movement of which only their names tell."""
        trigger = self._reading.begin(places[0][0], kinds, noun=noun, clause=HEAD)
        trigger.flags.add("heading")
        for at, part in places:
            token = self._tokens[at]
            self._reading.take(trigger, at, Touch(token.mention, part, token.span))


def _way(names: Sequence[int]) -> list[tuple[int, Part]]:
    """The parts of places on a way, the first of which is its source."""
    return [(at, "to" if number else "from") for number, at in enumerate(names)]


def _counts(token: Token) -> bool:
    """Whether the word may number a line: "b.", "3)", "Day 4:"."""
    short = len(token.word) == 1 or token.word in (":", ".", ")", "(")
    return token.mention is None and (short or is_number(token) or is_of_time(token))


def _is_of_list(token: Token) -> bool:
    """Whether it may stand in a list of places: one of them, or what joins them."""
    named = token.mention is not None or token.capital or token.word == "-"
    return named or token.has("clause.and", "clause.link")


def _is_measure(tokens: Sequence[Token]) -> bool:
    """Whether it only says by what and how far: ", paquebot: 13 jours"."""
    counted = any(is_number(a) and b.has("time.unit", "distance.unit") for a, b in pairwise(tokens))
    told = any(is_preposition(t) or t.has(*_TOLD) or is_verb(t) for t in tokens)
    by = any(t.word == ":" or is_means(t) for t in tokens)
    return counted and by and not told and tokens[0].word == "," and len(tokens) <= _MEASURE


def _is_heading(tokens: Sequence[Token]) -> bool:
    """Whether the rest of a line only names places, after a sign."""
    if not 1 < len(tokens) <= _LONGEST or tokens[0].word not in _APART:
        return False
    return all(map(_is_listed, tokens[1:]))


def _is_listed(token: Token) -> bool:
    """Whether it names a place of a list or parts it from the next: "Oslo, then Hull"."""
    named = token.mention is not None or token.capital or token.word in _BETWEEN
    return named or token.has("clause.and", "clause.adverb", "order.follows")
