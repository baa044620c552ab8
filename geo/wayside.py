"""Stops that no movement names: places that a journey's text names along the way.

"We saw the cathedral of X", "X, Y and Z followed": who tells a journey does not say of each town
that they came to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from geo.clauses import Clauses
from geo.draft import Draft
from geo.likelihood import ENOUGH, FAR_KM, Surroundings, remoteness
from geo.measure import distance_km
from geo.movement import is_fine, moves, places_of
from geo.movers import Movement, Movers
from geo.narration import Narration
from geo.nouns import is_person
from geo.story import Mention, Place, Reason, Stop
from geo.tokens import BREAKS, Token
from geo.toponyms import modifies
from geo.visits import TOWN

# The least chance of a stop. A stop too many costs a reader more trust than one too few.
_LIKELY: Final = 0.73
# What stands at most so many words before a place that says where another lies: "80 km from X".
_BEFORE: Final = 4
# What parts the place where news was written from the news.
_DATELINE: Final = re.compile(r"[^.!?\n–—]{0,40}?(?: [-–—]|[–—]|--)")
# How a sentence ends; a line that ends otherwise is a title or a head.
_ENDED: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*\Z")
_OF: Final = ("preposition.of", "preposition.of_from")
_BESIDE: Final = ("distance.unit", "preposition.near", "preposition.cut", "status.bygone")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that the text names, with its first mention."""

    place: Place
    mention: Mention


def wayside_stops(movers: Movers, draft: Draft, stops: Sequence[Stop]) -> list[Stop]:
    """The places that are stops, though no movement of the traveller names them.

    In the order of naming.

    Parameters
    ----------
    stops
        What the movements of the draft lead to, in travel order.
    """
    return [
        Stop(
            named.mention,
            movers.narration.sentence_of(named.mention.span),
            "via",
            "inferred",
            (),
            (Reason("journey.wayside"),),
        )
        for named, around in candidates(movers, draft, stops)
        if around.chance() >= _LIKELY
    ]


def with_wayside(stops: Sequence[Stop], wayside: Sequence[Stop]) -> list[Stop]:
    """The stops with those of the wayside, each behind the last stop that is named before it."""
    route = list(stops)
    for stop in wayside:
        route.insert(_turn(stop.mention, route), stop)
    return route


def _turn(mention: Mention, stops: Sequence[Stop]) -> int:
    """Behind how many stops a place comes, if it is one of the wayside."""
    start = mention.span.start
    before = (at for at, stop in enumerate(stops, 1) if stop.mention.span.start < start)
    return max(before, default=0)


def candidates(
    movers: Movers, draft: Draft, stops: Sequence[Stop]
) -> list[tuple[Named, Surroundings]]:
    """The places that may be such stops, each with what speaks for it.

    None is asked for in a text too short for chances, nor beside a storm: much is told of
    places where its winds and its rain were.
    """
    if draft.party.is_storm or movers.narration.naming_count < ENOUGH:
        return []
    known = [stop.place for stop in stops if stop.place is not None]
    out = {place.id for place in known} | _settled(draft)
    fine = [one for one in _named(movers) if is_fine(one.place)]
    return [
        (one, _surroundings(one, fine, stops))
        for one in fine
        if one.place.id not in out and _nearest(one.place, known) >= TOWN
    ]


def _settled(draft: Draft) -> set[str]:
    """The places of which the rules know whether they are stops.

    Of a movement that nobody is said to make, or somebody who may be the traveller in other
    words ("the aircraft"), they do not.
    """
    known = [m.frame for m in draft.movements if not (m.frame.is_fact and _is_open(m, draft))]
    return {place.id for place in places_of(known)}


def _is_open(movement: Movement, draft: Draft) -> bool:
    """Whether the movement may yet be the traveller's."""
    traveller = movement.traveller
    if traveller is None:
        return True
    another = (
        traveller.other or traveller.generic or traveller.unknown or draft.party.includes(traveller)
    )
    return not (another or (traveller.names and moves(movement.frame)))


def _surroundings(named: Named, fine: Sequence[Named], stops: Sequence[Stop]) -> Surroundings:
    """What speaks for a place's being a stop, one of those where one may stay."""
    nearest = _nearest(named.place, [one.place for one in fine])
    return Surroundings(
        remoteness(nearest), remoteness(_detour(named, stops)), named.mention.confidence
    )


def _named(movers: Movers) -> list[Named]:
    """The places that the article names, in the order of naming."""
    first: dict[str, Named] = {}
    for mention in movers.narration.mentions:
        if mention.place is None or mention.kind != "name" or mention.government:
            continue
        if mention.place.id not in first and not _is_aside(mention, movers):
            first[mention.place.id] = Named(mention.place, mention)
    return list(first.values())


def _is_aside(mention: Mention, movers: Movers) -> bool:
    """Whether the name stands where nobody is told to be.

    It describes something, tells where another thing lies, or stands in a title or a dateline.
    """
    narration = movers.narration
    sentence = narration.sentence_of(mention.span)
    if _ENDED.search(sentence.of(narration.article.text)) is None or _dates(mention, narration):
        return True
    words = narration.tokens(sentence)
    at = bisect_left(words, mention.span.start, key=attrgetter("start"))
    grammar = movers.grammar(sentence, words)
    if modifies(Clauses(words, narration.cues, grammar), at, ""):
        return True
    return _locates(words, at) or (grammar is not None and grammar.describes(at))


def _locates(words: Sequence[Token], at: int) -> bool:
    """Whether the name there only says where something else lies or comes from.

    "Near X", "between X and Y", "built in X", "the line from X to Y".
    """
    if at and words[at - 1].has("preposition.from"):
        return True
    if at > 2 and words[at - 1].has("preposition.to") and words[at - 2].mention is not None:
        return _locates(words, at - 2)
    if at > 1 and words[at - 1].has(*_OF) and _is_somebody(words, at - 2):
        # "The merchant, one Ann Lee of X"
        return True
    for word in reversed(words[max(0, at - _BEFORE) : at]):
        if word.word == "," or word.word in BREAKS:
            return False
        if word.has(*_BESIDE) and not word.has("preposition.of"):
            return True
    return False


def _is_somebody(words: Sequence[Token], at: int) -> bool:
    """Whether the word is for a person, or the last of a name of two or more."""
    named = at > 0 and all(word.capital and not word.tags for word in words[at - 1 : at + 1])
    return is_person(words[at]) or named


def _dates(mention: Mention, narration: Narration) -> bool:
    """Whether the name only tells where news was written: "OSLO, Norway – The king left"."""
    opens = narration.sentence_of(mention.span).start == mention.span.start
    head = _DATELINE.match(narration.article.text, mention.span.end)
    return opens and head is not None and not narration.is_narrated


def _nearest(place: Place, others: Sequence[Place]) -> float:
    """Kilometres to the nearest of the others."""
    return min(
        (distance_km(place.point, other.point) for other in others if other.id != place.id),
        default=FAR_KM,
    )


def _detour(named: Named, stops: Sequence[Stop]) -> float:
    """How many kilometres longer the place makes the way between the stops beside it."""
    at = _turn(named.mention, stops)
    beside = [stop.place.point for stop in stops[max(0, at - 1) : at + 1] if stop.place]
    if len(beside) < 2:
        return 0.0
    before, after = beside
    point = named.place.point
    return distance_km(before, point) + distance_km(point, after) - distance_km(before, after)
