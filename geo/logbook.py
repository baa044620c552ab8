"""The visits of one traveller as the text tells them, and what is told of their order."""

from __future__ import annotations

from collections.abc import Sequence

from geo.movement import holds
from geo.story import Place
from geo.times import Moment
from geo.visits import Order, Visit, is_wide


class Logbook:
    """The visits by the order in which they are first told, and which comes before which.

    Attributes
    ----------
    visits
        Each has its index here as its number.
    """

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        self._order = Order()
        self._ranks = 0
        # Where a border was crossed, and into what.
        self._entered: list[tuple[Visit, Place]] = []
        # The visits on days with a date, and whether the last of them was told backwards.
        self._dated: list[tuple[Moment, Visit]] = []
        self._is_backward = False

    # --- visits -------------------------------------------------------------------------

    def new(self, place: Place) -> Visit:
        """A visit that was not told before."""
        visit = Visit(place, len(self.visits), self.next_rank())
        self.visits.append(visit)
        for crossing, area in self._entered:
            if holds(area, place):
                self.precede(crossing, visit)
        return visit

    def returning(self, place: Place) -> Visit:
        """A new visit to a place where the traveller has been before."""
        visit = self.new(place)
        visit.is_return = True
        return visit

    def latest(self, place: Place | None) -> Visit | None:
        """The visit to a place that was told last; None where none was."""
        same = (v for v in reversed(self.visits) if place is not None and v.place.id == place.id)
        return next(same, None)

    def start(self) -> Visit | None:
        """The first visit that was told, of those to no wide area."""
        return next((visit for visit in self.visits if not is_wide(visit.place)), None)

    def next_rank(self) -> int:
        """The rank of what is told now: higher than all before."""
        self._ranks += 1
        return self._ranks

    # --- their order --------------------------------------------------------------------

    def precede(self, first: Visit, second: Visit) -> None:
        """Say that one visit comes before another, unless the contrary is known."""
        self._order.precede(first, second)

    def leads(self, first: Visit, second: Visit) -> bool:
        """Whether the one is known to come before the other."""
        return self._order.leads(first, second)

    def begin(self, start: Visit, end: Visit) -> None:
        """Put X before all that led to where they are: "they had set out from X"."""
        for visit in self.visits:
            if visit is not start and self.leads(visit, end):
                self.precede(start, visit)

    def enter(self, crossing: Visit, area: Place) -> None:
        """Put X before what lies in Y: "at X they crossed into Y"."""
        self._entered.append((crossing, area))
        for visit in self.visits:
            if visit is not crossing and holds(area, visit.place) and not visit.is_left:
                self.precede(crossing, visit)

    def date(self, visits: Sequence[Visit], moment: Moment) -> None:
        """Put the visits before those of later dates, and after those of earlier ones.

        What the text tells backwards goes on backwards within one day.
        """
        for its, other in self._dated:
            before = moment.precedes(its)
            if before is None:
                before = self._is_backward
            self._is_backward = before
            for visit in visits:
                first, second = (visit, other) if before else (other, visit)
                self.precede(first, second)
        self._dated += [(moment, visit) for visit in visits]

    def in_order(self) -> list[Visit]:
        """The visits in travel order; in the order of telling where nothing else is known."""
        return self._order.sort(self.visits)
