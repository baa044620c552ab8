"""The journey of one traveller, written down movement by movement as the text tells it.

Each place is one visit unless a return is told. Within a movement the source comes before
what it passes, and that before its goal; "after", "had" and "earlier" put a movement before
the one that it is told after. What nothing orders stays as it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.movement import Frame, Part, Touch, holds, is_one_land
from geo.story import Place, Span
from geo.times import Moment
from geo.visits import Order, Visit, in_travel_order, is_wide

_STOPS = ("verb.stop", "noun.stay")
# "Bound for X, the ship anchored at Y."
_HALTS = (*_STOPS, "verb.arrive")
# "Reached the city by way of X": the way leads to a goal that was told before.
_REACHES = ("phrase.via", "verb.reach", "verb.arrive")
# What tells a journey to a place, and not that one came there.
_BOUND = ("noun.trip", "phrase.goal", "verb.bound", "verb.start")
# An arrival told after so many places is no end told first: the text goes on from there.
_WAY = 2
# "Is heading for X": what tells only whither one goes.
_AHEAD = ("verb.go", "verb.bound", "verb.reach", "phrase.goal")


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
        self.visits: list[Visit] = []
        self._forecast = forecast
        self._order = Order()
        self._lead_end = lead_end
        self._ranks = 0
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
        # The end, told first, to which all that is told now leads up.
        self._lead: Visit | None = None
        # The place where the traveller is at the time of writing.
        self._now: Visit | None = None
        # Where a border was crossed, and into what.
        self._entered: list[tuple[Visit, Place]] = []
        # Whether the text began with a return home.
        self._homecoming = False
        # The visits on days with a date, and whether the last of them was told backwards.
        self._dated: list[tuple[Moment, Visit]] = []
        self._is_backward = False
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
            frames = list(_as_a_storm(frames))
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
        order = self._order.sort(self.visits)
        if len(order) > 1 and order[-1].parts == {"from"} and "from" not in order[0].parts:
            # Nobody is said to go anywhere from there, or to have begun elsewhere: there it began.
            order.insert(0, order.pop())
        return order

    def _plan(self) -> None:
        """Put where a storm was before where it is expected, where nothing else orders them."""
        planned = [visit for visit in self.visits if visit.is_planned]
        for visit in self.visits:
            if not visit.is_planned:
                for later in planned:
                    self._order.precede(visit, later)

    def _swap(self, frame: Frame, following: Frame) -> None:
        """Put X first in "before leaving for Y, she visited X"."""
        goals = [self._latest(touch.place) for touch in frame.touches if touch.part == "to"]
        for touch in following.touches:
            if touch.place is None or (touch.part == "from" and "purpose" not in frame.flags):
                continue
            visit = self._latest(touch.place) or self._new(touch.place)
            for goal in goals:
                if goal is not None:
                    self._order.precede(visit, goal)

    def _write(self, frame: Frame, *, alone: bool, first: bool) -> None:
        opens = self._flashback != frame.sentence
        if not self.visits and any(touch.mention is None for touch in frame.touches):
            self._homecoming = frame.sentence.start < self._lead_end
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
                self._order.precede(previous, visit)
            if part == "via" and frame.kind == "verb.enter" and previous is not None:
                self._enter(previous, visit.place)
            self._place(visit, frame, anchor if backward else None, opens=opens)
            previous, part = visit, touch.part
        if previous is not None:
            self._go_on(previous, part, frame, backward=backward)
            self._goals = [visit for visit in visits if visit.parts == {"to"}]
        if frame.status == "told" and frame.moment.is_date(weekday=self._forecast):
            tour = frame.kind == "noun.trip" and any(touch.listed for touch in frame.touches)
            self._date(visits[:1] if tour else visits, frame.moment)

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
            visit.rank = self._next_rank()
        here = self._here
        if moves and visit.parts == {"from"} and here is not None and here.number > visit.number:
            # What was told since leads up to a start that was told before.
            for since in self.visits[visit.number + 1 :]:
                same = bool(since.touches) and since.touches[0][0].sentence == frame.sentence
                if same and not self._order.leads(visit, since):
                    self._order.precede(since, visit)
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
            self._order.precede(source, visit)

    def _stop_on_way(self, source: Visit, frame: Frame, touch: Touch) -> None:
        """Put X between Y and Z in "stopped in X on the way from Y to Z"."""
        told = self._told
        if told is None or told[1] != frame.sentence:
            return
        last, way = told[0].touches[-1]
        if last.kind == "phrase.goal" and way.part == "to" and frame.kind in _HALTS:
            self._order.precede(source, told[0])
        if touch.part != "from":
            return
        stop = last.kind
        if frame.kind in ("phrase.source", "phrase.goal", "noun.trip") and stop in _STOPS:
            self._order.precede(source, told[0])
            for goal in frame.touches[1:]:
                visit = self._latest(goal.place) or (goal.place and self._new(goal.place))
                if visit:
                    self._order.precede(told[0], visit)

    def _place(self, visit: Visit, frame: Frame, anchor: Visit | None, *, opens: bool) -> None:
        """Put the visit before or after what the text has told: an anchor, the end, now."""
        if anchor is not None and anchor is not visit:
            self._order.precede(visit, anchor)
            for goal in self._goals if anchor in self._goals else ():
                self._order.precede(visit, goal)
            alone = {touch.part for touch in frame.touches} == {"from"}
            if opens and alone and len(visit.touches) == 1:
                self._begin(visit, anchor)
        elif self._lead is not None and frame.status == "told":
            self._order.precede(visit, self._lead)
        self._begin_whole(visit, frame)
        self._pass_on_way(visit, frame)
        if "now" in frame.flags:
            self._stand(visit)
        elif self._now is not None:
            ahead = frame.kind == "phrase.goal" and visit.parts == {"to"}
            if ahead or frame.status == "planned":
                self._order.precede(self._now, visit)
            else:
                self._order.precede(visit, self._now)

    def _pass_on_way(self, visit: Visit, frame: Frame) -> None:
        """Put Z before Y in "is on her way from X to Y; yesterday she passed Z"."""
        if "under way" in frame.flags or self._forecast:
            return
        for goal in self.visits[: visit.number]:
            ahead = all("under way" in f.flags and t.part == "to" for f, t in goal.touches)
            if goal.touches and ahead and goal.touches[0][0].sentence != frame.sentence:
                self._order.precede(visit, goal)

    def _go_on(self, visit: Visit, part: str, frame: Frame, *, backward: bool) -> None:
        """Come to the last place of a movement."""
        self._source = visit if part == "from" else None
        self._told = (visit, frame.sentence)
        self._follow_lead(frame, visit)
        if not backward and not is_wide(visit.place):
            self._here = visit
            if frame.status == "told":
                self._reached = visit
            self._moment = frame.moment or self._moment

    def _date(self, visits: Sequence[Visit], moment: Moment) -> None:
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
                self._order.precede(first, second)
        self._dated += [(moment, visit) for visit in visits]

    def _stand(self, now: Visit) -> None:
        """Put X after what was told, and before what is planned: "now I am in X"."""
        self._now = now
        for visit in self.visits:
            if visit.is_planned:
                self._order.precede(now, visit)
            else:
                self._order.precede(visit, now)

    def _enter(self, crossing: Visit, area: Place) -> None:
        """Put X before what lies in Y: "at X they crossed into Y"."""
        self._entered.append((crossing, area))
        for visit in self.visits:
            if visit is not crossing and holds(area, visit.place) and not visit.is_left:
                self._order.precede(crossing, visit)

    def _begin(self, start: Visit, end: Visit) -> None:
        """Put X before all that led to where they are: "they had set out from X"."""
        for visit in self.visits:
            if visit is not start and self._order.leads(visit, end):
                self._order.precede(start, visit)

    def _begin_whole(self, visit: Visit, frame: Frame) -> None:
        """Put X and Y first in "the journey began in X and has made stops in Y"."""
        new = visit.number == len(self.visits) - 1 and "from" in visit.parts
        if "beginning" in frame.flags and new:
            self._begun, self._begun_at = frame.sentence, visit.number
        if self._begun == frame.sentence and (new or "so far" in frame.flags):
            for other in self.visits:
                if other.touches and other.touches[0][0].sentence != frame.sentence:
                    self._order.precede(visit, other)
        if self._begun == frame.sentence and visit.number >= self._begun_at:
            # "He is in X, the last stop of a tour that began in Y and led him to Z."
            for other in self.visits[: self._begun_at]:
                if other.touches and other.touches[0][0].sentence == frame.sentence:
                    self._order.precede(visit, other)

    def _turns_back(self, frame: Frame, *, alone: bool, first: bool) -> bool:
        """Whether the movement came before the last one that was told."""
        before = self._is_before(frame)
        if before is False and (self._lead is self._here or self._is_past_lead(frame)):
            self._lead = None
        elif before:
            self._lead = self._here
        parts = {touch.part for touch in frame.touches}
        if "so far" in frame.flags and self._in_lead(self._here):
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

    def _in_lead(self, visit: Visit | None) -> bool:
        """Whether the visit is an arrival with which the article begins."""
        if visit is None or visit.is_left or not visit.touches:
            return False
        frame, touch = visit.touches[0]
        moved = touch.part == "to" and frame.kind not in _STOPS
        return moved and frame.sentence.start < self._lead_end

    def _is_homecoming(self, frame: Frame) -> bool:
        """Whether news begins with somebody's return, and this is still a part of it."""
        in_lead = frame.sentence.start < self._lead_end
        return self._homecoming and in_lead

    def _is_past_lead(self, frame: Frame) -> bool:
        """Whether the movement is later than the end that was told first."""
        lead = self._lead.touches[0][0].moment if self._lead else None
        return bool(lead and lead.precedes(frame.moment))

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
            before = (arrived and told[0].sentence.start < self._lead_end) or None
        if before and frame.moment.weekday and not self._forecast:
            start = self._start()
            led = start is not None and start.touches[0][0] is self._here.touches[0][0]
            arrival = self._here.touches[0][1].part == "to" and led
            return True if arrival else None
        return before

    def _is_wider(self, moment: Moment) -> bool:
        """Whether it is a year or a month, told after a day without one."""
        now = self._moment
        month = moment.month and not moment.day and now.weekday and not now.month
        return bool(month or (moment.year and now and not now.year))

    def _follow_lead(self, frame: Frame, visit: Visit) -> None:
        """Notice a text that tells the end first: a new source after it leads up to it."""
        in_lead = frame.sentence.start < self._lead_end
        if self._is_homecoming(frame) and self.visits:
            self._lead = self.visits[0]
            return
        if "finish" in frame.flags and in_lead and frame.touches[-1].part == "to":
            self._lead = visit
            return
        if self._is_outset(frame, visit):
            for goal in self.visits[: visit.number]:
                self._order.precede(visit, goal)
        if self._lead is visit or frame.status == "planned":
            self._lead = None
            return
        here, source = self._here, frame.touches[0]
        if here is None or here is visit or source.part != "from" or source.place is None:
            return
        told = here.touches[0][0]
        # "Bound for X, the ship left Y" tells the end first too.
        apart = told.sentence != frame.sentence or told.kind == "phrase.goal"
        is_end = told.sentence.start < self._lead_end and apart and "from" not in here.parts
        is_end = is_end and (here.number < _WAY or _is_bound_for(here))
        # "We met in X, rested in Y. Yesterday we left Z": stays told one by one are no end.
        is_end = is_end and not (here.number and here.parts == self.visits[0].parts == {"at"})
        is_new = source.place.id == visit.place.id and len(visit.touches) == 1
        if is_end and is_new and not self._moment.precedes(frame.moment):
            self._order.precede(visit, here)
            if frame.kind in ("verb.leave", "verb.start") and "stayed" not in frame.flags:
                self._begin(visit, here)
            self._lead = here

    def _is_outset(self, frame: Frame, visit: Visit) -> bool:
        """Whether one leaves a place before which the text told only where one is bound for.

        "He will make a trip to X and Y. He leaves Z on Monday."
        """
        told = self.visits[: visit.number]
        new = visit.number == len(self.visits) - 1 and visit.parts == {"from"}
        leaves = frame.kind in ("verb.leave", "verb.start") and "thence" not in frame.flags
        if not (new and leaves and told and all(map(_is_bound_for, told))):
            return False
        return not any(f.moment.precedes(frame.moment) for v in told for f, _ in v.touches)

    def _visit(self, touch: Touch, frame: Frame, *, backward: bool) -> Visit | None:
        """The visit that a movement means: one that was told, a return, or a new one."""
        place = touch.place
        if touch.mention is None:
            return self._home()
        if place is None or (place.kind == "continent" and not is_one_land(place)):
            return None
        latest = self._latest(place)
        if latest is None and place.kind in ("country", "state") and touch.part in ("to", "at"):
            own = {t.place.id for t in frame.touches if t.place is not None}
            within = (v for v in reversed(self.visits) if holds(place, v.place))
            latest = next((v for v in within if v.place.id not in own), None)
        if latest is None:
            visit = self._new(place)
            visit.is_return = "again" in frame.flags and touch.part == "to"
            return visit
        if touch.part == "from":
            return self._start_of_return(latest) if self._was_end(latest, frame) else latest
        if not backward and touch.part == "to" and self._comes_back(latest, frame):
            return self._returning(place)
        return latest

    def _home(self) -> Visit | None:
        start = self._start()
        if start is None or len(self.visits) < 2 or "from" not in start.parts:
            return None
        return self._returning(start.place)

    def _was_end(self, visit: Visit, frame: Frame) -> bool:
        """Whether the text began with the end of a round trip, and now tells the departure."""
        ended = visit.number == 0 and visit.parts <= {"to", "via"}
        told_once = visit.is_return and len(visit.touches) == 1
        return ended and (told_once or "perfect" in frame.flags)

    def _start_of_return(self, end: Visit) -> Visit:
        start = self._new(end.place)
        self._order.precede(start, end)
        self._lead = end
        return start

    def _comes_back(self, latest: Visit, frame: Frame) -> bool:
        """Whether one comes to a place for the second time."""
        if latest is self._here:
            return False
        since = sum(visit.number > latest.number for visit in self.visits)
        in_lead = latest.is_return and latest.touches[0][0].sentence.start < self._lead_end
        if "again" in frame.flags and since and not in_lead:
            return True
        if latest.is_return:
            return False
        enough = 1 if frame.kind == "verb.arrive" else 2
        at_start = latest.is_left and latest is self._start()
        return self._lead is None and at_start and since >= enough

    def _start(self) -> Visit | None:
        return next((visit for visit in self.visits if not is_wide(visit.place)), None)

    def _returning(self, place: Place) -> Visit:
        visit = self._new(place)
        visit.is_return = True
        return visit

    def _new(self, place: Place) -> Visit:
        visit = Visit(place, len(self.visits), self._next_rank())
        self.visits.append(visit)
        for crossing, area in self._entered:
            if holds(area, place):
                self._order.precede(crossing, visit)
        return visit

    def _next_rank(self) -> int:
        self._ranks += 1
        return self._ranks

    def _latest(self, place: Place | None) -> Visit | None:
        same = (v for v in reversed(self.visits) if place is not None and v.place.id == place.id)
        return next(same, None)


def _is_bound_for(visit: Visit) -> bool:
    """Whether all that is told of a place is that one is on a journey there."""
    return all(
        frame.kind in _BOUND and touch.part == "to" and "beginning" not in frame.flags
        for frame, touch in visit.touches
    )


def _as_a_storm(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The movements of a storm as they lie in time: where it is now, or may be next.

    "Is moving toward X" tells no more than a forecast does, "is moving past X" where it is. And
    where it left ruins it has been.
    """
    ahead: Span | None = None
    count = Counter(frame.sentence for frame in frames)
    for told in frames:
        # "Weakened after making landfall in X" goes on from what was told before.
        alone = count[told.sentence] == 1
        frame = replace(told, flags=told.flags - {"after"}) if alone else told
        parts = {touch.part for touch in frame.touches}
        if "behind" in frame.flags:
            touches = tuple(replace(touch, part="to") for touch in frame.touches)
            yield replace(frame, kind="verb.strike", touches=touches)
        elif parts == {"to"} and frame.kind in _AHEAD and "going on" in frame.flags:
            ahead = frame.sentence
            yield replace(frame, status="planned")
        elif parts == {"to"} and frame.kind in _AHEAD and ahead == frame.sentence:
            # "Is moving into X and was headed toward Y"
            yield replace(frame, status="planned")
        elif "going on" in frame.flags and not parts & {"from", "at"}:
            yield replace(frame, flags=frame.flags | {"now"})
        else:
            yield frame
