"""Visits, and what is known of which came first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.movement import Frame, Touch, is_municipality, moves
from geo.story import Mention, Place

# Stops within this distance of one another, in kilometres, are one town.
TOWN: Final = 5.0
# Kinds of place that are no stop where finer ones are told.
_WIDE: Final = frozenset(("continent", "region", "sea", "river", "lake", "mountain", "county"))


def is_wide(place: Place) -> bool:
    """Whether it is no stop where finer places are told."""
    return place.kind in _WIDE and not is_municipality(place)


@dataclass(slots=True)
class Visit:
    """One stay at a place, with every movement that tells of it.

    Attributes
    ----------
    number
        Counted as first told.
    rank
        Its place in the order of telling: an arrival that is told again counts as told last.
    parts
        The parts that the movements give it: "from", "via", "to", "at".
    is_return
        Whether the traveller has been there before.
    is_left
        Whether the text says that one goes on from there.
    """

    place: Place
    number: int
    rank: int
    touches: list[tuple[Frame, Touch]] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    is_return: bool = False
    is_left: bool = False

    def take(self, frame: Frame, touch: Touch) -> None:
        """Add what a movement tells of it."""
        self.touches.append((frame, touch))
        self.parts.add(touch.part)

    @property
    def is_gone_to(self) -> bool:
        """Whether a movement leads there or away, and not only a stay tells of it."""
        return any(moves(frame) and "stayed" not in frame.flags for frame, _ in self.touches)

    @property
    def is_planned(self) -> bool:
        """Whether it lies ahead in every movement."""
        return all(frame.status == "planned" for frame, _ in self.touches)

    @property
    def mentions(self) -> list[Mention]:
        """The toponyms that name it, in the order of telling."""
        return [touch.mention for _, touch in self.touches if touch.mention is not None]


class Order:
    """Which visit comes before which; what would contradict is not taken."""

    def __init__(self) -> None:
        self._before: dict[int, set[int]] = {}

    def precede(self, first: Visit, second: Visit) -> None:
        """Say that one visit comes before another, unless the contrary is known."""
        if first is not second and not self.leads(second, first):
            self._before.setdefault(second.number, set()).add(first.number)

    def leads(self, first: Visit, second: Visit) -> bool:
        """Whether the one is known to come before the other."""
        seen: set[int] = set()
        todo = [second.number]
        while todo:
            number = todo.pop()
            if number == first.number:
                return True
            if number not in seen:
                seen.add(number)
                todo += self._before.get(number, ())
        return False

    def sort(self, visits: Sequence[Visit]) -> list[Visit]:
        """The visits in travel order; in the order of telling where nothing else is known."""
        left = sorted(visits, key=lambda visit: visit.rank)
        done: set[int] = set()
        order: list[Visit] = []
        while left:
            ready = next(v for v in left if self._before.get(v.number, set()) <= done)
            left.remove(ready)
            done.add(ready.number)
            order.append(ready)
        return order


def in_travel_order(touches: Sequence[Touch]) -> list[Touch]:
    """The places of one movement in travel order: a source, a way through, a goal.

    A source or a way that is told after a goal ("to Z from X via Y") leads to that goal; a
    list stays together.
    """
    ordered: list[Touch] = []
    at = 0
    for touch in touches:
        if touch.listed and ordered:
            at += 1
        else:
            at = len(ordered)
            if touch.part in ("via", "from"):
                at = _before_goal(ordered)
            while touch.part == "from" and at and ordered[at - 1].part == "via":
                at -= 1
        ordered.insert(at, touch)
    return ordered


def _before_goal(ordered: Sequence[Touch]) -> int:
    """The index of the last goal, or of the list of goals at the end; the end if there is none."""
    at = len(ordered)
    if not at or ordered[-1].part not in ("to", "at"):
        return at
    at -= 1
    while at and ordered[at].listed:
        at -= 1
    return at
