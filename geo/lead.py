"""The end of a journey that an article tells first, as news does, before what led up to it."""

from __future__ import annotations

from typing import Final

from geo.logbook import Logbook
from geo.movement import STOPS, Frame
from geo.times import Moment
from geo.visits import Visit

# What tells a journey to a place, and not that one came there.
_BOUND: Final = ("noun.trip", "phrase.goal", "verb.bound", "verb.start")
# An arrival told after so many places is no end told first: the text goes on from there.
_WAY: Final = 2


class Lead:
    """Notices that a text tells the end first.

    Parameters
    ----------
    log
        The visits as they are told.
    over
        The character at which the headline and the lead are over: what is told there may be
        the end of the journey.

    Attributes
    ----------
    end
        The end, told first, to which all that is told now leads up; None where there is none.
    """

    def __init__(self, log: Logbook, over: int) -> None:
        self.end: Visit | None = None
        self._log, self._over = log, over
        # Whether the text began with a return home.
        self._homecoming = False

    def holds(self, frame: Frame) -> bool:
        """Whether the movement is told in the headline or the lead."""
        return frame.sentence.start < self._over

    def open(self, frame: Frame) -> None:
        """Notice a text whose first movement is a return home."""
        if not self._log.visits and any(touch.mention is None for touch in frame.touches):
            self._homecoming = self.holds(frame)

    def is_arrival(self, visit: Visit | None) -> bool:
        """Whether the visit is an arrival with which the article begins."""
        if visit is None or visit.is_left or not visit.touches:
            return False
        frame, touch = visit.touches[0]
        return touch.part == "to" and frame.kind not in STOPS and self.holds(frame)

    def is_past(self, frame: Frame) -> bool:
        """Whether the movement is later than the end that was told first."""
        moment = self.end.touches[0][0].moment if self.end else None
        return bool(moment and moment.precedes(frame.moment))

    def follow(self, frame: Frame, visit: Visit, here: Visit | None, moment: Moment) -> None:
        """Notice a text that tells the end first: a new source after it leads up to it.

        Parameters
        ----------
        visit
            The last place of the movement.
        here, moment
            Where the telling had come to before it, and on what day.
        """
        visits = self._log.visits
        if self._homecoming and self.holds(frame) and visits:
            self.end = visits[0]
            return
        if "finish" in frame.flags and self.holds(frame) and frame.touches[-1].part == "to":
            self.end = visit
            return
        if self._is_outset(frame, visit):
            for goal in visits[: visit.number]:
                self._log.precede(visit, goal)
        if self.end is visit or frame.status == "planned":
            self.end = None
            return
        source = frame.touches[0]
        if here is None or here is visit or source.part != "from" or source.place is None:
            return
        is_new = source.place.id == visit.place.id and len(visit.touches) == 1
        if self._is_end(here, frame) and is_new and not moment.precedes(frame.moment):
            self._log.precede(visit, here)
            if frame.kind in ("verb.leave", "verb.start") and "stayed" not in frame.flags:
                self._log.begin(visit, here)
            self.end = here

    def _is_end(self, here: Visit, frame: Frame) -> bool:
        """Whether where the telling has come to is the end, as the movement sets out anew."""
        told = here.touches[0][0]
        # "Bound for X, the ship left Y" tells the end first too.
        apart = told.sentence != frame.sentence or told.kind == "phrase.goal"
        if not (self.holds(told) and apart and "from" not in here.parts):
            return False
        if here.number >= _WAY and not _is_bound_for(here):
            return False
        # "We met in X, rested in Y. Yesterday we left Z": stays told one by one are no end.
        return not (here.number and here.parts == self._log.visits[0].parts == {"at"})

    def _is_outset(self, frame: Frame, visit: Visit) -> bool:
        """Whether one leaves a place before which the text told only where one is bound for.

        "He will make a trip to X and Y. He leaves Z on Monday."
        """
        told = self._log.visits[: visit.number]
        new = visit.number == len(self._log.visits) - 1 and visit.parts == {"from"}
        leaves = frame.kind in ("verb.leave", "verb.start") and "thence" not in frame.flags
        if not (new and leaves and told and all(map(_is_bound_for, told))):
            return False
        return not any(f.moment.precedes(frame.moment) for v in told for f, _ in v.touches)


def _is_bound_for(visit: Visit) -> bool:
    """Whether all that is told of a place is that one is on a journey there."""
    return all(
        frame.kind in _BOUND and touch.part == "to" and "beginning" not in frame.flags
        for frame, touch in visit.touches
    )
