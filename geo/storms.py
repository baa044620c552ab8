"""The movements of a storm as they lie in time: where it was, where it is, and what is forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.movement import Frame
from geo.story import Span

# "Is heading for X": what tells only whither one goes.
_AHEAD: Final = ("verb.go", "verb.bound", "verb.reach", "phrase.goal")


def as_a_storm(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The movements with what lies ahead as planned, and what is so at the time of writing as now.

    "Is moving toward X" tells no more than a forecast does, "is moving past X" where it is. And
    where it left ruins it has been.
    """
    ahead: Span | None = None
    count = Counter(frame.sentence for frame in frames)
    for told in frames:
        # "Weakened after making landfall in X" goes on from what was told before.
        alone = count[told.sentence] == 1
        frame = replace(told, flags=told.flags - {"after"}) if alone else told
        parts = frame.parts
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
