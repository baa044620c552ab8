"""Visits in travel order: movements say what came before what, and this module sorts.

Each place is one visit unless a return is told. Within a movement the source comes before
what it passes, and that before its goal; "after", "had" and "earlier" put a movement before
the one that it is told after. What nothing orders stays as it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.movement import Frame, Touch, holds
from geo.story import Mention, Place, Span
from geo.times import Moment

# Kinds of place that are no stop where finer ones are told.
WIDE: Final = frozenset(("continent", "region", "sea", "river", "lake", "mountain", "county"))


@dataclass(slots=True)
class Visit:
    """One stay at a place, with every movement that tells of it.

    Attributes
    ----------
    told_at
        Its number, counted as first told.
    rank
        Its place in the order of telling: an arrival that is told again counts as told last.
    """

    place: Place
    told_at: int
    touches: list[tuple[Frame, Touch]] = field(default_factory=list)
    rank: int = 0
    is_return: bool = False
    is_left: bool = False

    @property
    def parts(self) -> set[str]:
        """The parts that the movements give it: "from", "via", "to", "at"."""
        return {touch.part for _, touch in self.touches}

    @property
    def is_planned(self) -> bool:
        """Whether it lies ahead in every movement."""
        return all(frame.status == "planned" for frame, _ in self.touches)

    @property
    def mentions(self) -> list[Mention]:
        """The toponyms that name it, in the order of telling."""
        return [touch.mention for _, touch in self.touches if touch.mention is not None]


def in_frame_order(touches: Sequence[Touch]) -> list[Touch]:
    """The touches of one movement in travel order: a source or a way before its goal."""
    ordered: list[Touch] = []
    at = 0
    for touch in touches:
        if touch.listed and ordered:
            at += 1
        else:
            at = len(ordered)
            if touch.part == "via" and at and ordered[-1].part in ("to", "at"):
                at -= 1
            elif touch.part == "from":
                if at and ordered[-1].part in ("to", "at"):
                    at -= 1
                while at and ordered[at - 1].part == "via":
                    at -= 1
        ordered.insert(at, touch)
    return ordered


class Journal:
    """The visits of one traveller, written down as they are told."""

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        self._before: dict[int, set[int]] = {}
        self._here: Visit | None = None
        self._open_source: Visit | None = None
        self._lead: Visit | None = None
        self._moment: Moment | None = None
        self._now: Visit | None = None
        self._ranks = 0
        self._flashback: Span | None = None

    def write(self, frames: Sequence[Frame], lead_end: int) -> None:
        """Take down movements in the order of telling.

        Parameters
        ----------
        lead_end
            The character at which the headline and the lead are over: what is told
            there may be the end of the journey.
        """
        for index, frame in enumerate(frames):
            same = [f for f in frames if f.sentence == frame.sentence]
            position = same.index(frame)
            self._write(frame, position == 0, position == len(same) - 1, lead_end)
            if "before" in frame.flags and position == 0 and len(same) > 1:
                self._swap_next(frames, index)

    def _swap_next(self, frames: Sequence[Frame], index: int) -> None:
        """ "Before leaving for Y, she visited X": X comes first."""
        goals = [
            self._latest(t.mention.place)
            for t in frames[index].touches
            if t.mention and t.part == "to" and t.mention.place
        ]
        for touch in frames[index + 1].touches:
            if touch.mention is None or touch.mention.place is None or touch.part == "from":
                continue
            visit = self._latest(touch.mention.place) or self._new(touch.mention.place)
            for goal in goals:
                if goal is not None:
                    self._precede(visit, goal)

    def _write(self, frame: Frame, first: bool, last: bool, lead_end: int) -> None:
        before = self._is_before(frame)
        if before is False:
            self._lead = None
        backward = self._is_backward(frame, first, last) or before is True
        goes_on = self._flashback == frame.sentence
        if self._flashback is not None and (
            self._flashback == frame.sentence or "thence" in frame.flags
        ):
            backward = True
        self._flashback = frame.sentence if backward and "after" not in frame.flags else None
        anchor = self._here
        if before:
            self._lead = anchor
        if "thence" in frame.flags and anchor is not None:
            anchor.is_left = True
        previous: tuple[Visit, str] | None = None
        for touch in in_frame_order(frame.touches):
            visit = self._visit(touch, frame, backward)
            if visit is None:
                continue
            if visit.touches:
                self._tell_again(visit, frame, touch, backward)
            visit.touches.append((frame, touch))
            visit.is_left = visit.is_left or touch.part == "from"
            if (
                previous is not None
                and previous[0] is not visit
                and (previous[1] != touch.part or touch.listed)
            ):
                self._precede(previous[0], visit)
            if (
                self._open_source is not None
                and previous is None
                and touch.part in ("to", "via")
                and not _names(frame, self._open_source.place)
            ):
                self._precede(self._open_source, visit)
            if previous is not None and previous[1] == "via" and frame.kind == "verb.enter":
                self._enter(previous[0], visit.place)
            if backward and anchor is not None and anchor is not visit:
                self._precede(visit, anchor)
                if (
                    {t.part for t in frame.touches} == {"from"}
                    and len(visit.touches) == 1
                    and not goes_on
                ):
                    self._start_all(visit, anchor)
            elif self._lead is not None and self._lead is not visit and frame.status == "told":
                self._precede(visit, self._lead)
            self._order_by_now(visit, frame)
            previous = (visit, touch.part)
        if previous is not None:
            self._open_source = previous[0] if previous[1] == "from" else None
            self._follow_lead(frame, previous[0], lead_end)
            if not backward and previous[0].place.kind not in WIDE:
                self._here = previous[0]
                if frame.moment != Moment():
                    self._moment = frame.moment

    def _order_by_now(self, visit: Visit, frame: Frame) -> None:
        """ "Now I am in X": what was told of leads there, what is planned leads on."""
        if "now" in frame.flags:
            self._now = visit
            for told, plan in ((v, v.is_planned) for v in self.visits):
                self._precede(visit, told) if plan else self._precede(told, visit)
        elif self._now is not None and self._now is not visit:
            if frame.status == "planned" or frame.kind == "phrase.goal" and visit.parts == {"to"}:
                self._precede(self._now, visit)
            else:
                self._precede(visit, self._now)

    def _is_before(self, frame: Frame) -> bool | None:
        """Whether the movement's day is before that of the last one; None if that is unknown.

        Of two weekdays the second may lie in the week before only where the text began with
        an arrival, as news does.
        """
        if self._moment is None or self._here is None or frame.status != "told":
            return None
        before = frame.moment.precedes(self._moment)
        if before and frame.moment.weekday:
            told = self._here.touches[0]
            lead = told[1].part == "to" and self._here is self._start()
            return True if lead else None
        return before

    def _enter(self, crossing: Visit, area: Place) -> None:
        """ "At X they crossed into Y": X comes before what lies in Y."""
        for visit in self.visits:
            if visit is not crossing and holds(area, visit.place) and not visit.is_left:
                self._precede(crossing, visit)

    def _start_all(self, start: Visit, end: Visit) -> None:
        """ "They had set out from X": X comes before all that led to where they are."""
        for visit in self.visits:
            if visit is not start and self._leads_to(visit.told_at, end.told_at):
                self._precede(start, visit)

    def _follow_lead(self, frame: Frame, visit: Visit, lead_end: int) -> None:
        """Notice a text that tells the end first: what follows leads up to it."""
        if self._lead is visit or frame.status == "planned":
            self._lead = None
            return
        first = frame.touches[0]
        here = self._here
        if (
            first.part == "from"
            and here is not None
            and here.touches[0][0].sentence.start < lead_end
            and here.touches[0][0].sentence != frame.sentence
            and self._latest(first.mention.place if first.mention else None) is visit
            and len(visit.touches) == 1
            and here is not visit
            and "from" not in here.parts
            and (self._moment is None or not self._moment.precedes(frame.moment))
        ):
            self._precede(visit, here)
            self._lead = here

    @staticmethod
    def _is_backward(frame: Frame, first: bool, last: bool) -> bool:
        if "after" in frame.flags:
            return not first or last
        hither = "hither" in frame.flags and {touch.part for touch in frame.touches} == {"from"}
        return hither or bool(frame.flags & {"earlier", "perfect"})

    def _visit(self, touch: Touch, frame: Frame, backward: bool) -> Visit | None:
        if touch.mention is None:
            start = self._start()
            if start is None or len(self.visits) < 2 or "from" not in start.parts:
                return None
            return self._returning(start.place)
        place = touch.mention.place
        if place is None or place.kind == "continent":
            return None
        latest = self._latest(place)
        if latest is None and place.kind in ("country", "state") and touch.part in ("to", "at"):
            latest = next((v for v in reversed(self.visits) if holds(place, v.place)), None)
        if latest is None:
            visit = self._new(place)
            visit.is_return = "again" in frame.flags and touch.part == "to"
            return visit
        if touch.part == "from":
            ended = latest.told_at == 0 and latest.parts <= {"to", "via"}
            if ended and (
                (latest.is_return and len(latest.touches) == 1) or "perfect" in frame.flags
            ):
                return self._start_of_return(place, latest)
            return latest
        return (
            self._returning(place)
            if not backward and self._comes_back(latest, touch, frame)
            else latest
        )

    def _start_of_return(self, place: Place, end: Visit) -> Visit:
        """The text began with the return; now it tells the departure."""
        start = self._new(place)
        self._precede(start, end)
        self._lead = end
        return start

    def _comes_back(self, latest: Visit, touch: Touch, frame: Frame) -> bool:
        if touch.part != "to" or latest is self._here or latest.is_return:
            return False
        since = [v for v in self.visits if v.told_at > latest.told_at]
        if "again" in frame.flags and since:
            return True
        if self._lead is not None:
            return False
        enough = 1 if frame.kind == "verb.arrive" else 2
        return latest.is_left and latest is self._start() and len(since) >= enough

    def _start(self) -> Visit | None:
        return next((visit for visit in self.visits if visit.place.kind not in WIDE), None)

    def _returning(self, place: Place) -> Visit:
        visit = self._new(place)
        visit.is_return = True
        return visit

    def _new(self, place: Place) -> Visit:
        visit = Visit(place, len(self.visits), rank=self._next_rank())
        self.visits.append(visit)
        return visit

    def _next_rank(self) -> int:
        self._ranks += 1
        return self._ranks

    def _tell_again(self, visit: Visit, frame: Frame, touch: Touch, backward: bool) -> None:
        """Move an arrival behind what was told since, where the text comes to it at last."""
        moves = frame.kind.startswith(("verb.", "phrase.")) and frame.kind != "verb.presence"
        if moves and touch.part == "to" and not (backward or visit.is_left or visit is self._here):
            visit.rank = self._next_rank()

    def _latest(self, place: Place | None) -> Visit | None:
        if place is None:
            return None
        return next((v for v in reversed(self.visits) if v.place.id == place.id), None)

    def _precede(self, first: Visit, second: Visit) -> None:
        """Say that one visit comes before another, unless the contrary is known."""
        if first is not second and not self._leads_to(second.told_at, first.told_at):
            self._before.setdefault(second.told_at, set()).add(first.told_at)

    def _leads_to(self, first: int, second: int) -> bool:
        seen, todo = set(), [second]
        while todo:
            at = todo.pop()
            if at == first:
                return True
            if at not in seen:
                seen.add(at)
                todo += self._before.get(at, ())
        return False

    def ordered(self) -> list[Visit]:
        """The visits in travel order; as told where nothing orders them."""
        left = sorted(self.visits, key=lambda visit: visit.rank)
        done: set[int] = set()
        order: list[Visit] = []
        while left:
            ready = next(v for v in left if self._before.get(v.told_at, set()) <= done)
            left.remove(ready)
            done.add(ready.told_at)
            order.append(ready)
        return order


def _names(frame: Frame, place: Place) -> bool:
    return any(
        t.mention and t.mention.place and t.mention.place.id == place.id for t in frame.touches
    )
