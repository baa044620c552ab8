"""What ties the stops of a traveller into one journey: a leg told as one, an order, nearness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from geo.movement import Frame, Touch
from geo.visits import Visit

# Stays and stops tell no movement of themselves.
_WEAK: Final = frozenset(("verb.presence", "verb.stop", "verb.spend", "phrase.via"))
# What somebody does who goes from the one to the other of two places.
_TRAVELS: Final = frozenset(("verb.go", "verb.reach"))
# What leads a way through three places or more without a word on who goes.
_LEADS: Final = ("verb.go", "verb.bring")
# Flags of a movement that came after or before another of its sentence, or went on from it.
_ORDERING: Final = frozenset(("after", "before", "thence"))
# A journey of two stops is told by sentences at most so far apart.
_NEAR: Final = 3
# An article of so few sentences tells of nothing else.
_SHORT: Final = 4


def are_tied(
    visits: Sequence[Visit], told_in: Sequence[int], order: Mapping[int, int], *, legs: bool
) -> bool:
    """Whether the movements to the visits are told of one journey.

    Parameters
    ----------
    visits
        Two or more, in travel order.
    told_in
        The numbers of the sentences that tell them, in their order.
    order
        The number of each of the article's sentences, by where it starts.
    legs
        Whether one of the movements is itself a :func:`leg`.
    """
    frames = frames_of(visits)
    return (
        legs
        or _are_ordered(frames)
        or _goes_on(frames)
        or _stops_on_way(frames)
        # "The journey began in X; further stops are Y and Z": all of it is told of one.
        or any("beginning" in frame.flags for frame in frames)
        or _are_near(told_in, len(visits), narrated=is_narrated(frames))
        or (len(order) <= _SHORT and _meet(visits, order))
        or _is_programme(frames, order)
    )


def leg(visits: Sequence[Visit]) -> Frame | None:
    """The first movement that itself leads from one stop to another."""
    stops = {visit.place.id for visit in visits}
    frames = sorted(frames_of(visits), key=lambda frame: frame.sentence.start)
    # "The transfer of troops from X to Y" may be debated without anybody's going.
    goes_somewhere = any(f.is_verb and not is_weak(f) for f in frames)
    return next((f for f in frames if _is_leg(f, stops, goes_somewhere=goes_somewhere)), None)


def _is_leg(frame: Frame, stops: set[str], *, goes_somewhere: bool) -> bool:
    touches = [t for t in frame.touches if t.place is not None and t.place.id in stops]
    places = {touch.place.id for touch in touches if touch.place is not None}
    if len(places) < 2:
        return False
    if frame.is_noun and len(places) == 2 and not goes_somewhere:
        return False
    return _lists(frame, touches, len(places)) or _goes_onward(frame, touches)


def _lists(frame: Frame, touches: Sequence[Touch], places: int) -> bool:
    """Whether it names one place after another: "Lee travelled to X and Y"."""
    parts = {touch.part for touch in touches}
    if frame.traveller:
        # Somebody with a name, who goes, needs two.
        return places >= (2 if frame.traveller.names and frame.kind in _TRAVELS else 3)
    # "The journey led by X, Y and Z", "leads to X, Y and Z", "further stops are X, Y and Z"
    by = frame.kind == "verb.go" and parts == {"via"}
    to = frame.kind in (*_LEADS, "noun.stay") and parts == {"to"}
    return places > 2 and (by or to)


def _goes_onward(frame: Frame, touches: Sequence[Touch]) -> bool:
    """Whether it leads from one place to another: "from X to Y", "to X, then to Y"."""
    parts = {touch.part for touch in touches}
    goals = [touch for touch in frame.touches if touch.part == "to" and not touch.listed]
    goes = frame.is_verb and bool(frame.traveller)
    return (bool(parts & {"from", "via"}) and "to" in parts) or (goes and len(goals) > 1)


def is_weak(frame: Frame) -> bool:
    """Whether it names a movement rather than telling it: "a visit to X"."""
    return frame.kind in _WEAK or (frame.is_noun and "from" not in frame.parts)


def frames_of(visits: Sequence[Visit]) -> list[Frame]:
    """The movements that touch any of the visits, each once."""
    frames = {id(frame): frame for visit in visits for frame, _ in visit.touches}
    return list(frames.values())


def is_narrated(frames: Sequence[Frame]) -> bool:
    """Whether somebody tells of a journey of their own."""
    return any(frame.traveller.pronoun == "narrator" for frame in frames)


def _is_programme(frames: Sequence[Frame], order: Mapping[int, int]) -> bool:
    """Whether the frames tell day by day where a leader, or "he" or "she", is: a state visit.

    Parameters
    ----------
    order
        The number of each sentence, by where it starts.
    """
    leads = any(
        frame.traveller.pronoun == "third"
        or any(kind == "leader" for kind, _ in frame.traveller.heads)
        for frame in frames
    )
    days = {frame.moment for frame in frames if frame.moment}
    told_in = sorted({order.get(frame.sentence.start, 0) for frame in frames})
    gaps = [b - a for a, b in pairwise(told_in)]
    return leads and len(days) > 1 and len(told_in) > 2 and max(gaps) <= _NEAR


def _are_ordered(frames: Sequence[Frame]) -> bool:
    """Whether a sentence orders two movements: "to X, after a stay in Y", "thence to Y"."""
    places: dict[int, set[str]] = {}
    for frame in frames:
        told = {touch.place.id for touch in frame.touches if touch.place is not None}
        places.setdefault(frame.sentence.start, set()).update(told)
    ordering = [frame for frame in frames if frame.flags & _ORDERING]
    return any(len(places[frame.sentence.start]) > 1 for frame in ordering)


def _meet(visits: Sequence[Visit], order: Mapping[int, int]) -> bool:
    """Whether one leaves each stop, or comes to the next, beside what tells of the other.

    "They were moved out of X and are held in Y", "left X, beginning a deployment to Y".
    """
    return all(_is_beside_stay(first, second, order) for first, second in pairwise(visits))


def _is_beside_stay(first: Visit, second: Visit, order: Mapping[int, int]) -> bool:
    left = [frame for frame, touch in first.touches if touch.part == "from"]
    came = [frame for frame, touch in second.touches if touch.part != "from"]
    pairs = [
        (frame, end) for frame in left for end in came if _is_stay(end) or _sets_out(end, frame)
    ]
    pairs += [(stay, frame) for frame in came for stay, _ in first.touches if _is_stay(stay)]
    return any(
        earlier.traveller
        and later.traveller
        and not (is_weak(earlier) and is_weak(later))
        and abs(_number(later, order) - _number(earlier, order)) <= 1
        for earlier, later in pairs
    )


def _sets_out(trip: Frame, start: Frame) -> bool:
    """Whether it tells of what one begins there: "left X, beginning a deployment to Y"."""
    told = trip.kind == "noun.trip" and start.is_verb
    return told and trip.sentence == start.sentence


def _is_stay(frame: Frame) -> bool:
    return "stayed" in frame.flags


def _number(frame: Frame, order: Mapping[int, int]) -> int:
    return order.get(frame.sentence.start, 0)


def _stops_on_way(frames: Sequence[Frame]) -> bool:
    """Whether one stops on the way to a goal: "on her way to X she stopped in Y"."""
    ways = {
        frame.sentence
        for frame in frames
        if frame.kind in ("phrase.goal", "noun.trip") and "to" in frame.parts
    }
    return any(frame.kind == "verb.stop" and frame.sentence in ways for frame in frames)


def _goes_on(frames: Sequence[Frame]) -> bool:
    """Whether one is told to go on from where one came: "the first stop is X, from there to Y"."""
    return any("thence" in frame.flags and "to" in frame.parts for frame in frames)


def _are_near(told_in: Sequence[int], stops: int, *, narrated: bool) -> bool:
    """Whether movements follow one another closely enough to be one journey; a diary's do."""
    gaps = [b - a for a, b in pairwise(told_in)]
    if not gaps or narrated:
        return bool(gaps)
    return (min(gaps) if stops > 2 else gaps[0]) <= _NEAR
