"""A story with other stops: their roles follow their order, and the way keeps what still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.route import leg
from geo.stops import with_roles
from geo.story import Itinerary, Leg, Mode, Point, Reason, Stop, Story

# What a journey is told to be whose last stop an editor has taken out.
EMPTIED = (Reason("desk.emptied"),)


@dataclass(frozen=True, slots=True)
class Berth:
    """A stop of the story to be made.

    Attributes
    ----------
    arrives, leaves
        Index of the old stop whose leg led here, and of the one whose leg led
        on; None where there was none. They differ where two stops become one.
    """

    stop: Stop
    arrives: int | None = None
    leaves: int | None = None


def berths(story: Story) -> list[Berth]:
    """The stops of a story as they are."""
    return [Berth(stop, i, i) for i, stop in enumerate(story.stops)]


def rerouted(story: Story, kept: Sequence[Berth]) -> Story:
    """The story with these stops.

    A leg between two old stops that still follow one another and have not moved
    stays the same object, drawn or found; and so does one that led between the
    same points elsewhere in the journey. A new one is travelled as the leg was
    that left its first stop, or else that reached its second.
    """
    stops = with_roles([berth.stop for berth in kept])
    points = [stop.place.point for stop in story.stops]
    ways = list(pairwise(points))[: len(story.legs)]
    legs = tuple(_leg(story, ways, a, b) for a, b in pairwise(kept))
    if not stops:
        emptied = EMPTIED if story.stops else story.itinerary.reasons
        itinerary = Itinerary((), story.itinerary.mode, emptied, story.itinerary.speed)
    else:
        # A story that told no journey said why; now it tells one.
        reasons = story.itinerary.reasons if story.stops else ()
        itinerary = replace(story.itinerary, stops=stops, reasons=reasons)
    return replace(story, itinerary=itinerary, legs=legs)


def _leg(story: Story, ways: list[tuple[Point, Point]], start: Berth, end: Berth) -> Leg:
    points = start.stop.place.point, end.stop.place.point
    at = start.leaves
    if at is not None and end.arrives == at + 1 and at < len(ways) and ways[at] == points:
        return story.legs[at]
    if points in ways:
        return story.legs[ways.index(points)]
    return leg(*points, _mode(story, start, end))


def _mode(story: Story, start: Berth, end: Berth) -> Mode:
    """How one travelled from the first stop, or to the second, or else on the whole journey."""
    if start.leaves is not None and start.leaves < len(story.legs):
        return story.legs[start.leaves].mode
    if end.arrives is not None and 0 < end.arrives <= len(story.legs):
        return story.legs[end.arrives - 1].mode
    return story.itinerary.mode
