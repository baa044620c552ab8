"""Whether movements amount to a journey that a map may draw.

News names many places, and now and then somebody goes to one of them. A line is drawn only
where one traveller is told to go from place to place, and where that is told at some length
or at the head of the article: a missing line costs a reader less than a false one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geo.measure import distance_km
from geo.movement import Frame
from geo.story import Reason, Span
from geo.visits import TOWN, Visit

# Stays and stops tell no movement of themselves.
_WEAK: Final = frozenset(("verb.presence", "verb.stop", "verb.spend", "phrase.via"))
# What somebody does who goes from the one to the other of two places.
_TRAVELS: Final = frozenset(("verb.go", "verb.reach"))
# Flags of a movement that came after or before another of its sentence, or went on from it.
_ORDERING: Final = frozenset(("after", "before", "thence"))
# A journey of two stops is told by sentences at most so far apart.
_NEAR: Final = 3
# The first sentences, where an article says what it is about.
_HEAD: Final = 4
# The least share of an article's sentences that tells a journey of which the head says nothing.
_SHARE: Final = 0.12
# The same where somebody tells of a journey of their own, as in a diary.
_SHARE_NARRATED: Final = 0.06


def objection(visits: Sequence[Visit], sentences: Sequence[Span]) -> Reason | None:
    """Why the visits of a traveller make no journey; None where they do.

    Parameters
    ----------
    visits
        In travel order.
    sentences
        All of the article's.
    """
    if len(visits) < 2:
        return (
            Reason("journey.one place", (visits[0].place.name,))
            if visits
            else Reason("journey.no movement")
        )
    frames = _frames(visits)
    narrated = any(frame.traveller.pronoun == "narrator" for frame in frames)
    # Of one's own journey one tells in stays too: "We breakfasted at X and dined at Y".
    stays = narrated and len(visits) > 2
    if not (stays or any(visit.parts & {"to", "via"} for visit in visits[1:])):
        return Reason("journey.no arrival")
    reach = max(distance_km(visits[0].place.point, visit.place.point) for visit in visits)
    if reach < TOWN:
        return Reason("journey.one town")
    order = {sentence.start: at for at, sentence in enumerate(sentences)}
    leg = _leg(visits)
    strong = {f.sentence.start for f in frames if stays or not _is_weak(f)}
    told_in = sorted(
        order.get(f.sentence.start, 0)
        for f in frames
        # "We stayed in X and went on to Y"
        if stays or not _is_weak(f) or (narrated and _is_stop(f) and f.sentence.start in strong)
    )
    linked = leg is not None or _are_ordered(frames) or _goes_on(frames)
    # "The journey began in X; further stops are Y and Z": all of it is told of one.
    linked = linked or _stops_on_way(frames) or any("beginning" in f.flags for f in frames)
    linked = linked or _together(told_in, len(visits), narrated=narrated)
    # An article of a few sentences tells of nothing else.
    linked = linked or (len(sentences) <= _HEAD and _meet(visits, order))
    if not (linked or _is_programme(frames, order)):
        return Reason("journey.not connected")
    first = min([order.get(leg.sentence.start, 0)] if leg else told_in, default=_HEAD)
    all_in = {order.get(frame.sentence.start, 0) for frame in frames}
    share = _SHARE_NARRATED if narrated else _SHARE
    if min([first, *told_in]) >= _HEAD and len(all_in) < share * len(sentences):
        return Reason("journey.in passing")
    return None


def _is_programme(frames: Sequence[Frame], order: dict[int, int]) -> bool:
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


def _is_stop(frame: Frame) -> bool:
    return frame.kind == "verb.stop" and frame.traveller.pronoun == "narrator"


def _is_weak(frame: Frame) -> bool:
    """Whether it names a movement rather than telling it: "a visit to X"."""
    noun = frame.kind.startswith("noun.")
    return frame.kind in _WEAK or (noun and not any(t.part == "from" for t in frame.touches))


def _frames(visits: Sequence[Visit]) -> list[Frame]:
    frames = {id(frame): frame for visit in visits for frame, _ in visit.touches}
    return list(frames.values())


def _leg(visits: Sequence[Visit]) -> Frame | None:
    """The first movement that itself leads from one stop to another."""
    stops = {visit.place.id for visit in visits}
    frames = sorted(_frames(visits), key=lambda frame: frame.sentence.start)
    # "The transfer of troops from X to Y" may be debated without anybody's going.
    goes_somewhere = any(f.kind.startswith("verb.") and not _is_weak(f) for f in frames)
    for frame in frames:
        parts = {
            touch.part
            for touch in frame.touches
            if touch.mention and touch.mention.place and touch.mention.place.id in stops
        }
        places = {
            t.mention.place.id for t in frame.touches if t.mention and t.mention.place
        } & stops
        # "Lee travelled to X and Y": somebody with a name, who goes.
        least = 2 if frame.traveller.names and frame.kind in _TRAVELS else 3
        # "The journey led by X, Y and Z", "further stops are X, Y and Z": nobody is named.
        routed = frame.kind == "verb.go" and parts == {"via"}
        # "The journey leads to X, Y and Z"
        led = frame.kind in ("verb.go", "verb.bring") and not frame.traveller
        routed = routed or (led and parts == {"to"} and len(places) > 2)
        routed = routed or (frame.kind == "noun.stay" and parts == {"to"} and len(places) > 2)
        listed = (routed or bool(frame.traveller)) and len(places) >= least
        onward = bool(parts & {"from", "via"}) and "to" in parts
        goals = [t for t in frame.touches if t.part == "to" and not t.listed]
        goes = frame.kind.startswith("verb.") and bool(frame.traveller)
        onward = onward or (goes and len(goals) > 1)
        if len(places) > 1 and (listed or onward):
            named = frame.kind.startswith("noun.") and len(places) == 2
            if goes_somewhere or not named:
                return frame
    return None


def _are_ordered(frames: Sequence[Frame]) -> bool:
    """Whether a sentence orders two movements: "to X, after a stay in Y", "thence to Y"."""
    places: dict[int, set[str]] = {}
    for frame in frames:
        told = {touch.place.id for touch in frame.touches if touch.place is not None}
        places.setdefault(frame.sentence.start, set()).update(told)
    ordering = [frame for frame in frames if frame.flags & _ORDERING]
    return any(len(places[frame.sentence.start]) > 1 for frame in ordering)


def _meet(visits: Sequence[Visit], order: dict[int, int]) -> bool:
    """Whether one leaves each stop, or comes to the next, beside what tells of the other.

    "They were moved out of X and are held in Y", "left X, beginning a deployment to Y".
    """
    return all(_is_beside_stay(first, second, order) for first, second in pairwise(visits))


def _is_beside_stay(first: Visit, second: Visit, order: dict[int, int]) -> bool:
    left = [frame for frame, touch in first.touches if touch.part == "from"]
    came = [frame for frame, touch in second.touches if touch.part != "from"]
    pairs = [
        (frame, end) for frame in left for end in came if _is_stay(end) or _sets_out(end, frame)
    ]
    pairs += [(stay, frame) for frame in came for stay, _ in first.touches if _is_stay(stay)]
    return any(
        earlier.traveller
        and later.traveller
        and not (_is_weak(earlier) and _is_weak(later))
        and abs(_number(later, order) - _number(earlier, order)) <= 1
        for earlier, later in pairs
    )


def _sets_out(trip: Frame, start: Frame) -> bool:
    """Whether it tells of what one begins there: "left X, beginning a deployment to Y"."""
    told = trip.kind == "noun.trip" and start.kind.startswith("verb.")
    return told and trip.sentence == start.sentence


def _is_stay(frame: Frame) -> bool:
    return "stayed" in frame.flags


def _number(frame: Frame, order: dict[int, int]) -> int:
    return order.get(frame.sentence.start, 0)


def _stops_on_way(frames: Sequence[Frame]) -> bool:
    """Whether one stops on the way to a goal: "on her way to X she stopped in Y"."""
    ways = {
        frame.sentence
        for frame in frames
        if frame.kind in ("phrase.goal", "noun.trip") and any(t.part == "to" for t in frame.touches)
    }
    return any(frame.kind == "verb.stop" and frame.sentence in ways for frame in frames)


def _goes_on(frames: Sequence[Frame]) -> bool:
    """Whether one is told to go on from where one came: "the first stop is X, from there to Y"."""
    return any("thence" in frame.flags and _leads_to(frame) for frame in frames)


def _leads_to(frame: Frame) -> bool:
    return any(touch.part == "to" for touch in frame.touches)


def _together(told_in: Sequence[int], stops: int, *, narrated: bool) -> bool:
    """Whether movements follow one another closely enough to be one journey; a diary's do."""
    gaps = [b - a for a, b in pairwise(told_in)]
    if not gaps or narrated:
        return bool(gaps)
    return (min(gaps) if stops > 2 else gaps[0]) <= _NEAR
