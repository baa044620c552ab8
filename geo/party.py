"""The one whose journey an article tells, and whom and what the article means by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.movement import Frame, Touch, holds, is_fine, moves, places_of
from geo.movers import Movement
from geo.story import Place
from geo.traveller import PEOPLE, Traveller
from geo.visits import is_wide

# What a place to which a vehicle goes counts for one who may ride it.
_RIDDEN_SHARE: Final = 0.6
# A movement without a subject belongs to the journey at most so many sentences away.
_BESIDE: Final = 3
# So many places of which nobody is said to move make a diary or a log.
_DIARY: Final = 3
# To so many places a brochure leads its readers.
_LED: Final = 3

_GOING: Final = (
    "verb.go",
    "verb.arrive",
    "verb.reach",
    "verb.leave",
    "verb.bring",
    "noun.trip",
    "noun.arrival",
)
# Whoever goes to so many towns is on a tour, and was in those where something was done.
_TOUR: Final = 2
# What tells a goal before it is reached.
_UNENDED: Final = (
    "verb.go",
    "verb.bound",
    "verb.leave",
    "verb.start",
    "phrase.goal",
    "noun.trip",
)
# So many places, each with its day, make a programme.
_SCHEDULE: Final = 3


@dataclass(frozen=True, slots=True)
class Party:
    """The main traveller, and the other words for it: what carries it, who goes along.

    ``main`` is None where the article names nobody who moves.
    """

    main: Traveller | None = None
    others: tuple[Traveller, ...] = ()

    @property
    def is_storm(self) -> bool:
        """Whether a storm is what moves."""
        return self.main is not None and "storm" in self.main.kinds

    def includes(self, traveller: Traveller | None) -> bool:
        """Whether the traveller is the main one, or goes with it."""
        return traveller is not None and any(traveller is own for own in (self.main, *self.others))

    def frames(self, movements: Sequence[Movement], *, loosely: bool = False) -> list[Frame]:
        """The party's movements that the article tells as facts or plans, in their order.

        Parameters
        ----------
        loosely
            Whether whatever the travellers do somewhere tells a stay.
        """
        told = [m for m in movements if m.frame.is_fact]
        own = self._own(told)
        if not loosely and self.main is not None:
            own = [m for m in own if not _is_unsure(m)]
        frames = [m.frame for m in own if _suits(m.frame, storm=self.is_storm)]
        frames = _without_asides(_without_diverted(frames))
        if self.main is not None and "leader" in self.main.kinds and _is_programme(frames):
            frames = [_dated(frame) for frame in frames]
        return _with_stays(frames, loosely=loosely)

    def _own(self, movements: Sequence[Movement]) -> list[Movement]:
        """Its own movements, and those near them or like a diary's that name nobody."""
        nobodys = [m for m in movements if m.traveller is None]
        if self.main is None:
            return _longest_run(nobodys)
        numbers = [m.number for m in movements if self.includes(m.traveller)]
        alone = _places([m for m in nobodys if _stands_alone(m.frame)])
        own = _places([m for m in movements if m.traveller is self.main])
        diary = self.main.narrator or len(alone) >= max(_DIARY, len(own))
        # Before "a plane" is told of, nothing is told of it.
        first = min(numbers, default=0) if self.main.fresh and not diary else 0
        return [
            m
            for m in movements
            if self._moves(m)
            or (_is_nobodys(m) and m.number >= first and (diary or _near(m, numbers)))
        ]

    def _moves(self, movement: Movement) -> bool:
        """Whether the movement is the party's; of an unknown noun only a going counts."""
        mover = movement.traveller
        if mover is None or mover is self.main or not mover.unknown:
            return self.includes(mover)
        return self.includes(mover) and movement.frame.kind in _GOING


def main_party(
    movements: Sequence[Movement], known: Sequence[Traveller], *, loosely: bool = False
) -> Party:
    """The traveller of whom the article tells most, with those who go along.

    Parameters
    ----------
    known
        Every traveller, in the order of telling.
    loosely
        Whether all belong to it whom the words do not make another.
    """
    places: dict[int, set[str]] = {}
    for m in movements:
        goes = (moves(m.frame) or _is_schedule(m.frame)) and m.frame.is_fact
        if m.traveller is not None and not m.traveller.generic and goes:
            places.setdefault(known.index(m.traveller), set()).update(_places([m]))
    # "If you come from X, change at Y": advice, unless it goes on from place to place.
    places = {
        at: its for at, its in places.items() if known[at].kinds != {"reader"} or len(its) >= _LED
    }
    if not places:
        return Party()
    best = max(places, key=lambda at: (_weight(at, places, known), -at))
    main = known[best]
    alone = all(known[at] is main for at in places if known[at].names)
    others = [t for t in known if t.accompanies(main, alone=alone)]
    if loosely:
        others += [t for t in known if not (t is main or t in others or t.is_another(main))]
    if main.is_vehicle:
        aboard = [known[at] for at in places if at != best and places[at] & places[best]]
        others += [t for t in aboard if t.kinds & PEOPLE and not t.other and t not in others]
        riders = [known[at] for at in sorted(places) if known[at].kinds & PEOPLE]
        if loosely and riders and riders[0].names and riders[0] not in others:
            # Whose train it is was told before anybody else went anywhere.
            others.append(riders[0])
    return Party(main, tuple(others))


def _weight(at: int, places: dict[int, set[str]], known: Sequence[Traveller]) -> float:
    """How many places a traveller goes to, with a part in those of the vehicles.

    The first to be named weighs one place more.
    """
    if known[at].is_vehicle:
        return len(places[at])
    first = min(other for other in places if not known[other].is_vehicle)
    ridden = set().union(*(its for other, its in places.items() if known[other].is_vehicle))
    return len(places[at]) + _RIDDEN_SHARE * len(ridden) + (at == first)


def _places(movements: Sequence[Movement]) -> set[str]:
    return {place.id for place in places_of([m.frame for m in movements])}


def _is_unsure(movement: Movement) -> bool:
    """Whether a verb that must have a subject tells of nobody that the words made out."""
    finite = movement.frame.kind in ("verb.leave", "verb.arrive", "verb.reach")
    return movement.traveller is None and finite


def _stands_alone(frame: Frame) -> bool:
    """Whether it may be a line of a diary, a log or an itinerary."""
    return frame.is_verb or "heading" in frame.flags


def _is_nobodys(movement: Movement) -> bool:
    loose = movement.frame.kind == "verb.loose"
    return movement.traveller is None and not (loose and not movement.frame.traveller.pronoun)


def _near(movement: Movement, numbers: Collection[int]) -> bool:
    return any(abs(movement.number - number) <= _BESIDE for number in numbers)


def _longest_run(movements: Sequence[Movement]) -> list[Movement]:
    """The most movements that stand close to one another."""
    runs: list[list[Movement]] = []
    for movement in movements:
        if runs and movement.number - runs[-1][-1].number <= _BESIDE:
            runs[-1].append(movement)
        else:
            runs.append([movement])
    return max(runs, key=lambda run: len(_places(run)), default=[])


def _suits(frame: Frame, *, storm: bool) -> bool:
    """Whether a storm, or anyone else, may move in this way."""
    if storm:
        return frame.kind not in ("verb.stop", "verb.board", "noun.stay")
    return "strike" not in frame.flags


def _without_diverted(frames: Sequence[Frame]) -> list[Frame]:
    """Drop the goal that a later movement says was never reached: "was redirected to X"."""
    kept: list[Frame] = []
    for frame in frames:
        before = kept[-1] if kept and "diverted" in frame.flags else None
        if before is not None and before.kind in _UNENDED:
            kept[-1] = replace(before, touches=tuple(t for t in before.touches if t.part != "to"))
        kept.append(frame)
    return [frame for frame in kept if frame.touches]


def _without_asides(frames: Sequence[Frame]) -> list[Frame]:
    """Drop what a year sets apart from a journey that is told by days: "in 2019 he went to X".

    A journey of years tells of where one set out in one of them.
    """
    dated = [f for f in frames if f.moment.is_date(weekday=True) or f.moment.offset is not None]
    now = next((frame for frame in dated if moves(frame)), None)
    if now is None:
        return list(frames)
    year = now.moment.year
    asides = [
        frame
        for frame in frames[frames.index(now) + 1 :]
        if frame.moment.year and frame not in dated and frame.status == "told"
    ]
    began = any("from" in frame.parts for frame in asides)
    known = bool(year or now.moment.weekday or now.moment.offset is not None)
    if now.status == "planned":
        # A plan is of this year or the next, and what is told with a year alone was before.
        known = known or not any(frame.moment.month for frame in asides)
    if began or not known or any(year and year <= frame.moment.year for frame in asides):
        return list(frames)
    return [frame for frame in frames if not any(frame is aside for aside in asides)]


def _with_stays(frames: Sequence[Frame], *, loosely: bool) -> list[Frame]:
    """Keep "was in X" only where a narrator tells a journey, or where it tells an arrival."""
    moving = [frame for frame in frames if moves(frame)]
    narrated = any(frame.traveller.pronoun == "narrator" for frame in frames)
    if narrated and moving:
        return list(frames)
    goals = [t.place for f in moving for t in f.touches if t.part == "to" and t.place is not None]
    areas = [place for place in goals if place.kind in ("country", "state")]
    areas = [area for area in areas if not any(holds(area, goal) for goal in goals)]
    tours = len({goal.id for goal in goals if goal.kind == "city"}) >= _TOUR
    kept = []
    for frame in frames:
        if moves(frame):
            kept.append(frame)
        elif _is_schedule(frame):
            kept.append(_dated(frame))
        elif loosely and all(_is_fine(touch) for touch in frame.touches):
            kept.append(
                replace(
                    frame,
                    kind="verb.stop",
                    flags=frame.flags | {"stayed"},
                    touches=tuple(replace(t, part="to") for t in frame.touches),
                )
            )
        elif touches := _as_goals(frame, areas, tours=tours):
            kept.append(replace(frame, kind="verb.reach", touches=touches))
    return kept


def _is_programme(frames: Sequence[Frame]) -> bool:
    """Whether a head of state is in so many towns on different days, as on a state visit."""
    dated = [frame for frame in frames if frame.moment]
    towns = {place.id for place in places_of(dated) if is_fine(place)}
    return len(towns) >= _SCHEDULE and len({frame.moment for frame in dated}) > 1


def _dated(frame: Frame) -> Frame:
    """A stay that has its day, taken for an arrival."""
    if moves(frame) or not frame.moment or "perfect" in frame.flags:
        return frame
    touches = tuple(replace(touch, part="to") for touch in frame.touches)
    return replace(frame, kind="verb.reach", touches=touches)


def _is_schedule(frame: Frame) -> bool:
    """Whether it tells on which days one is where: "will be in X on Monday, in Y on Friday"."""
    told = [touch for touch in frame.touches if touch.place is not None and is_fine(touch.place)]
    apart = sum(not touch.listed for touch in told)
    return apart >= _SCHEDULE and bool(frame.moment) and len(told) == len(frame.touches)


def _is_fine(touch: Touch) -> bool:
    """Whether one may stay there: in a town, or in any place to which one is said to go."""
    if touch.place is None or is_wide(touch.place):
        return False
    return is_fine(touch.place) or touch.part == "to"


def _as_goals(frame: Frame, areas: Sequence[Place], *, tours: bool) -> tuple[Touch, ...]:
    """Where one "had been", stayed on a tour, or is to be in a country that one goes to."""
    stayed = tours and frame.status == "told" and "perfect" not in frame.flags
    been = not frame.flags.isdisjoint(("perfect", "earlier"))
    return tuple(
        replace(touch, part="to")
        for touch in frame.touches
        if touch.place
        and (
            been
            or (stayed and touch.place.kind == "city")
            or any(holds(area, touch.place) for area in areas)
        )
    )
