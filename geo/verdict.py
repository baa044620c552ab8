"""Whether movements amount to a journey that a map may draw.

News names many places, and now and then somebody goes to one of them. A line is drawn only
where one traveller is told to go from place to place, and where that is told at some length
or at the head of the article: a missing line costs a reader less than a false one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from geo.measure import distance_km
from geo.movement import Frame
from geo.story import Reason, Span
from geo.ties import are_tied, frames_of, is_narrated, is_weak, leg
from geo.visits import TOWN, Visit

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
    frames = frames_of(visits)
    narrated = is_narrated(frames)
    # Of one's own journey one tells in stays too: "We breakfasted at X and dined at Y".
    stays = narrated and len(visits) > 2
    if not (stays or any(visit.parts & {"to", "via"} for visit in visits[1:])):
        return Reason("journey.no arrival")
    reach = max(distance_km(visits[0].place.point, visit.place.point) for visit in visits)
    if reach < TOWN:
        return Reason("journey.one town")
    order = {sentence.start: at for at, sentence in enumerate(sentences)}
    told_in = _told_in(frames, order, stays=stays, narrated=narrated)
    first_leg = leg(visits)
    if not are_tied(visits, told_in, order, legs=first_leg is not None):
        return Reason("journey.not connected")
    if first_leg is not None:
        told_in.append(order.get(first_leg.sentence.start, 0))
    if _is_in_passing(frames, told_in, order, narrated=narrated):
        return Reason("journey.in passing")
    return None


def _told_in(
    frames: Sequence[Frame], order: Mapping[int, int], *, stays: bool, narrated: bool
) -> list[int]:
    """The numbers of the sentences that tell the movements, in their order."""
    strong = {f.sentence.start for f in frames if stays or not is_weak(f)}
    return sorted(
        order.get(f.sentence.start, 0)
        for f in frames
        # "We stayed in X and went on to Y"
        if stays or not is_weak(f) or (narrated and _is_stop(f) and f.sentence.start in strong)
    )


def _is_in_passing(
    frames: Sequence[Frame], told_in: Sequence[int], order: Mapping[int, int], *, narrated: bool
) -> bool:
    """Whether an article that is about other things mentions them: late, and in few sentences."""
    all_in = {order.get(frame.sentence.start, 0) for frame in frames}
    share = _SHARE_NARRATED if narrated else _SHARE
    return min(told_in, default=_HEAD) >= _HEAD and len(all_in) < share * len(order)


def _is_stop(frame: Frame) -> bool:
    return frame.kind == "verb.stop" and frame.traveller.pronoun == "narrator"
