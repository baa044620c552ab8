"""Stops that no movement names: places that a journey's text names along the way.

"We saw the cathedral of X", "X, Y and Z followed": who tells a journey does not say of each town
that they came to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.asides import Asides
from geo.draft import Draft
from geo.likelihood import ENOUGH, FAR_KM, Surroundings, remoteness
from geo.measure import distance_km
from geo.movement import is_fine, moves, places_of
from geo.movers import Movement, Movers
from geo.story import Mention, Place, Reason, Stop
from geo.visits import TOWN

# The least chance of a stop. A stop too many costs a reader more trust than one too few.
_LIKELY: Final = 0.73


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
    fine = _named(movers)
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
    """The places where one may stay that the article names, in the order of naming."""
    asides = Asides(movers)
    first: dict[str, Named] = {}
    for mention in movers.narration.mentions:
        place = mention.place
        if place is None or place.id in first or not is_fine(place):
            continue
        if mention.kind == "name" and not mention.government and not asides.holds(mention):
            first[place.id] = Named(place, mention)
    return list(first.values())


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
