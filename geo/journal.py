"""The journey of one traveller, written down movement by movement as the text tells it.

Each place is one visit unless a return is told. Within a movement the source comes before
what it passes, and that before its goal; "after", "had" and "earlier" put a movement before
the one that it is told after. What nothing orders stays as it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geo.lead import Lead
from geo.logbook import Logbook
from geo.movement import STOPS, Frame, Part, Touch, holds, is_one_land
from geo.storms import as_a_storm
from geo.story import Span
from geo.times import Moment
from geo.visits import Visit, in_travel_order, is_wide

# "Bound for X, the ship anchored at Y."
_HALTS = (*STOPS, "verb.arrive")
# "Reached the city by way of X": the way leads to a goal that was told before.
_REACHES = ("phrase.via", "verb.reach", "verb.arrive")


class Journal:
    """The visits of one traveller, and their order as far as it is told.

    Parameters
    ----------
    lead_end
        The character at which the headline and the lead are over: what is told there may be
        the end of the journey.
    forecast
        Whether it is a storm's: what is told as a plan is a forecast of where it goes from where
        it is. Of those who travel by choice, a text may tell any part of one plan as a fact.
    """

    def __init__(self, lead_end: int, *, forecast: bool = False) -> None:
        self._log = Logbook()
        self._lead = Lead(self._log, lead_end)
        self._forecast = forecast
        # Where the telling has come to, and on what day.
        self._here: Visit | None = None
        # The last place that one is said to have reached.
        self._reached: Visit | None = None
        self._moment = Moment()
        # The last place that was told, and in which sentence.
        self._told: tuple[Visit, Span] | None = None
        # The goals that the last movement lists: "to X and Y".
        self._goals: list[Visit] = []
        # A source whose goal is still to be told.
        self._source: Visit | None = None
        # The place where the traveller is at the time of writing.
        self._now: Visit | None = None
        # The sentence that told where the whole journey began, and the number of that visit.
        self._begun: Span | None = None
        self._begun_at = 0
        # The sentence of the last movement, if it told of what had been before.
        self._flashback: Span | None = None

    def write(self, frames: Sequence[Frame]) -> list[Visit]:
        """Take down movements in the order of telling, and give the visits in travel order."""
        # What no map shows orders nothing.
        frames = [f for f in frames if any(t.place or t.mention is None for t in f.touches)]
        if self._forecast:
            frames = list(as_a_storm(frames))
        count = Counter(frame.sentence.start for frame in frames)
        begun: set[int] = set()
        for index, frame in enumerate(frames):
            alone = count[frame.sentence.start] == 1
            first = frame.sentence.start not in begun
            begun.add(frame.sentence.start)
            self._write(frame, alone=alone, first=first)
            if {"before", "opening"} <= frame.flags and first and not alone:
                self._swap(frame, frames[index + 1])
        if self._forecast:
            self._plan()
        order = self._log.in_order()
        if len(order) > 1 and order[-1].parts == {"from"} and "from" not in order[0].parts:
            # Nobody is said to go anywhere from there, or to have begun elsewhere: there it began.
            order.insert(0, order.pop())
        return order

    def _plan(self) -> None:
        """Put where a storm was before where it is expected, where nothing else orders them."""
        planned = [visit for visit in self._log.visits if visit.is_planned]
        for visit in self._log.visits:
            if not visit.is_planned:
                for later in planned:
                    self._log.precede(visit, later)

    def _swap(self, frame: Frame, following: Frame) -> None:
        """Put X first in "before leaving for Y, she visited X"."""
        goals = [self._log.latest(touch.place) for touch in frame.touches if touch.part == "to"]
        for touch in following.touches:
            if touch.place is None or (touch.part == "from" and "purpose" not in frame.flags):
                continue
            visit = self._log.latest(touch.place) or self._log.new(touch.place)
            for goal in goals:
                if goal is not None:
                    self._log.precede(visit, goal)

    def _write(self, frame: Frame, *, alone: bool, first: bool) -> None:
        opens = self._flashback != frame.sentence
        self._lead.open(frame)
        anchor = self._anchor(frame)
        backward = self._turns_back(frame, alone=alone, first=first)
        if "thence" in frame.flags and anchor is not None:
            anchor.is_left = True
        previous: Visit | None = None
        visits: list[Visit] = []
        part = ""
        for touch in in_travel_order(frame.touches):
            visit = self._visit(touch, frame, backward=backward)
            if visit is None:
                continue
            visits.append(visit)
            self._take(visit, frame, touch, backward=backward)
            if previous is None:
                self._join(visit, frame, touch)
                self._stop_on_way(visit, frame, touch)
            elif part != touch.part or touch.listed:
                self._log.precede(previous, visit)
            if part == "via" and frame.kind == "verb.enter" and previous is not None:
                self._log.enter(previous, visit.place)
            self._place(visit, frame, anchor if backward else None, opens=opens)
            previous, part = visit, touch.part
        if previous is not None:
            self._go_on(previous, part, frame, backward=backward)
            self._goals = [visit for visit in visits if visit.parts == {"to"}]
        if frame.status == "told" and frame.moment.is_date(weekday=self._forecast):
            tour = frame.kind == "noun.trip" and any(touch.listed for touch in frame.touches)
            self._log.date(visits[:1] if tour else visits, frame.moment)

    def _anchor(self, frame: Frame) -> Visit | None:
        """What a movement may come before: "stayed in X after a flight from Y" goes by X."""
        told = self._told
        within = told is not None and told[1] == frame.sentence and "after" in frame.flags
        if told is not None and within:
            return told[0]
        # Where one came from, told after a plan, led to where one is.
        return self._reached if "hither" in frame.flags and self._reached else self._here

    def _take(self, visit: Visit, frame: Frame, touch: Touch, *, backward: bool) -> None:
        """Note what the movement tells of the visit."""
        thence = "thence" in frame.flags
        moves = frame.kind.startswith(("verb.", "phrase.")) or thence
        moves = moves and touch.part == "to"
        moves = moves and touch.place is not None and touch.place.id == visit.place.id
        again = visit.touches and not (backward or visit.is_left or visit is self._here)
        if again and moves and (visit.is_planned or not self._forecast):
            # A storm does not come back: where it has been is told again.
            visit.rank = self._log.next_rank()
        here = self._here
        if moves and visit.parts == {"from"} and here is not None and here.number > visit.number:
            # What was told since leads up to a start that was told before.
            for since in self._log.visits[visit.number + 1 :]:
                same = bool(since.touches) and since.touches[0][0].sentence == frame.sentence
                if same and not self._log.leads(visit, since):
                    self._log.precede(since, visit)
        visit.take(frame, touch)
        visit.is_left = visit.is_left or touch.part == "from"

    def _join(self, visit: Visit, frame: Frame, touch: Touch) -> None:
        """Let a source told before lead to the first place of this movement, unless it is older."""
        source = self._source
        if source is None or touch.part not in ("to", "via"):
            return
        if frame.moment.precedes(source.touches[-1][0].moment):
            return
        if not any(t.place is not None and t.place.id == source.place.id for t in frame.touches):
            self._log.precede(source, visit)

    def _stop_on_way(self, source: Visit, frame: Frame, touch: Touch) -> None:
        """Put X between Y and Z in "stopped in X on the way from Y to Z"."""
        told = self._told
        if told is None or told[1] != frame.sentence:
            return
        last, way = told[0].touches[-1]
        if last.kind == "phrase.goal" and way.part == "to" and frame.kind in _HALTS:
            self._log.precede(source, told[0])
        if touch.part != "from":
            return
        stop = last.kind
        if frame.kind in ("phrase.source", "phrase.goal", "noun.trip") and stop in STOPS:
            self._log.precede(source, told[0])
            for goal in frame.touches[1:]:
                visit = self._log.latest(goal.place) or (goal.place and self._log.new(goal.place))
                if visit:
                    self._log.precede(told[0], visit)

    def _place(self, visit: Visit, frame: Frame, anchor: Visit | None, *, opens: bool) -> None:
        """Put the visit before or after what the text has told: an anchor, the end, now."""
        if anchor is not None and anchor is not visit:
            self._log.precede(visit, anchor)
            for goal in self._goals if anchor in self._goals else ():
                self._log.precede(visit, goal)
            alone = frame.parts == {"from"}
            if opens and alone and len(visit.touches) == 1:
                self._log.begin(visit, anchor)
        elif self._lead.end is not None and frame.status == "told":
            self._log.precede(visit, self._lead.end)
        self._begin_whole(visit, frame)
        self._pass_on_way(visit, frame)
        if "now" in frame.flags:
            self._stand(visit)
        elif self._now is not None:
            ahead = frame.kind == "phrase.goal" and visit.parts == {"to"}
            if ahead or frame.status == "planned":
                self._log.precede(self._now, visit)
            else:
                self._log.precede(visit, self._now)

    def _pass_on_way(self, visit: Visit, frame: Frame) -> None:
        """Put Z before Y in "is on her way from X to Y; yesterday she passed Z"."""
        if "under way" in frame.flags or self._forecast:
            return
        for goal in self._log.visits[: visit.number]:
            ahead = all("under way" in f.flags and t.part == "to" for f, t in goal.touches)
            if goal.touches and ahead and goal.touches[0][0].sentence != frame.sentence:
                self._log.precede(visit, goal)

    def _go_on(self, visit: Visit, part: str, frame: Frame, *, backward: bool) -> None:
        """Come to the last place of a movement."""
        self._source = visit if part == "from" else None
        self._told = (visit, frame.sentence)
        self._lead.follow(frame, visit, self._here, self._moment)
        if not backward and not is_wide(visit.place):
            self._here = visit
            if frame.status == "told":
                self._reached = visit
            self._moment = frame.moment or self._moment

    def _stand(self, now: Visit) -> None:
        """Put X after what was told, and before what is planned: "now I am in X"."""
        self._now = now
        for visit in self._log.visits:
            if visit.is_planned:
                self._log.precede(now, visit)
            else:
                self._log.precede(visit, now)

    def _begin_whole(self, visit: Visit, frame: Frame) -> None:
        """Put X and Y first in "the journey began in X and has made stops in Y"."""
        new = visit.number == len(self._log.visits) - 1 and "from" in visit.parts
        if "beginning" in frame.flags and new:
            self._begun, self._begun_at = frame.sentence, visit.number
        if self._begun == frame.sentence and (new or "so far" in frame.flags):
            for other in self._log.visits:
                if other.touches and other.touches[0][0].sentence != frame.sentence:
                    self._log.precede(visit, other)
        if self._begun == frame.sentence and visit.number >= self._begun_at:
            # "He is in X, the last stop of a tour that began in Y and led him to Z."
            for other in self._log.visits[: self._begun_at]:
                if other.touches and other.touches[0][0].sentence == frame.sentence:
                    self._log.precede(visit, other)

    def _turns_back(self, frame: Frame, *, alone: bool, first: bool) -> bool:
        """Whether the movement came before the last one that was told."""
        before = self._is_before(frame)
        if before is False and (self._lead.end is self._here or self._lead.is_past(frame)):
            self._lead.end = None
        elif before:
            self._lead.end = self._here
        parts = frame.parts
        if "so far" in frame.flags and self._lead.is_arrival(self._here):
            backward = True
        elif "after" in frame.flags:
            backward = not first or (alone and "opening" not in frame.flags)
        else:
            backward = ("hither" in frame.flags and parts == {"from"}) or bool(
                frame.flags & {"earlier", "perfect"}
            )
        if self._recalls(frame, parts):
            return True
        goes_on = self._flashback == frame.sentence or "thence" in frame.flags
        # "It was lit in X in March and will be flown to Y": a plan is of what is to come.
        goes_on = goes_on and frame.status == "told"
        backward = backward or bool(before) or (self._flashback is not None and goes_on)
        # "Having first called at X" tells of one movement, "had called at X" of all that follow.
        once = not frame.flags.isdisjoint(("after", "earlier"))
        self._flashback = frame.sentence if backward and not once else None
        return backward

    def _recalls(self, frame: Frame, parts: set[Part]) -> bool:
        """Whether a sentence that told the goal now tells the way there: "reached X by way of"."""
        told = self._told
        if told is None or told[1] != frame.sentence or frame.kind not in _REACHES:
            return False
        return parts == {"via"} and told[0].touches[-1][1].part == "to"

    def _is_before(self, frame: Frame) -> bool | None:
        """Whether the movement's day is before that of the last one; None if that is unknown.

        Of two weekdays the second may lie in the week before only where the text began with
        an arrival, as news does.
        """
        if self._here is None or frame.status != "told":
            return None
        before = frame.moment.precedes(self._moment)
        if before is None and self._is_wider(frame.moment):
            # News that leads with a day tells of years only in what came before, and of months.
            told = self._here.touches[0]
            arrived = told[1].part == "to" and not self._here.is_left
            before = (arrived and self._lead.holds(told[0])) or None
        if before and frame.moment.weekday and not self._forecast:
            start = self._log.start()
            led = start is not None and start.touches[0][0] is self._here.touches[0][0]
            arrival = self._here.touches[0][1].part == "to" and led
            return True if arrival else None
        return before

    def _is_wider(self, moment: Moment) -> bool:
        """Whether it is a year or a month, told after a day without one."""
        now = self._moment
        month = moment.month and not moment.day and now.weekday and not now.month
        return bool(month or (moment.year and now and not now.year))

    def _visit(self, touch: Touch, frame: Frame, *, backward: bool) -> Visit | None:
        """The visit that a movement means: one that was told, a return, or a new one."""
        place = touch.place
        if touch.mention is None:
            return self._home()
        if place is None or (place.kind == "continent" and not is_one_land(place)):
            return None
        latest = self._log.latest(place)
        if latest is None and place.kind in ("country", "state") and touch.part in ("to", "at"):
            own = {t.place.id for t in frame.touches if t.place is not None}
            within = (v for v in reversed(self._log.visits) if holds(place, v.place))
            latest = next((v for v in within if v.place.id not in own), None)
        if latest is None:
            visit = self._log.new(place)
            visit.is_return = "again" in frame.flags and touch.part == "to"
            return visit
        if touch.part == "from":
            return self._start_of_return(latest) if self._was_end(latest, frame) else latest
        if not backward and touch.part == "to" and self._comes_back(latest, frame):
            return self._log.returning(place)
        return latest

    def _home(self) -> Visit | None:
        start = self._log.start()
        if start is None or len(self._log.visits) < 2 or "from" not in start.parts:
            return None
        return self._log.returning(start.place)

    def _was_end(self, visit: Visit, frame: Frame) -> bool:
        """Whether the text began with the end of a round trip, and now tells the departure."""
        ended = visit.number == 0 and visit.parts <= {"to", "via"}
        told_once = visit.is_return and len(visit.touches) == 1
        return ended and (told_once or "perfect" in frame.flags)

    def _start_of_return(self, end: Visit) -> Visit:
        start = self._log.new(end.place)
        self._log.precede(start, end)
        self._lead.end = end
        return start

    def _comes_back(self, latest: Visit, frame: Frame) -> bool:
        """Whether one comes to a place for the second time."""
        if latest is self._here:
            return False
        since = sum(visit.number > latest.number for visit in self._log.visits)
        in_lead = latest.is_return and self._lead.holds(latest.touches[0][0])
        if "again" in frame.flags and since and not in_lead:
            return True
        if latest.is_return:
            return False
        enough = 1 if frame.kind == "verb.arrive" else 2
        at_start = latest.is_left and latest is self._log.start()
        return self._lead.end is None and at_start and since >= enough
