"""Framing: what a trigger and the whole of its sentence tell becomes a frame."""

from __future__ import annotations

from typing import Final

from geo.certainty import is_broken_off, told_by_outcome
from geo.clauses import Clauses
from geo.movement import Frame, Touch
from geo.nouns import Noun
from geo.parts import modes_of
from geo.progress import progress
from geo.story import Mode, Span
from geo.times import Moment, moment_in
from geo.triggers import Trigger

# A day is looked for among so many tokens after the last place of a movement.
_DAY_AFTER: Final = 9


def frame_of(clauses: Clauses, trigger: Trigger, sentence: Span) -> Frame:
    """The movement that a trigger tells, all of whose places are known."""
    flags = trigger.flags | told_by_outcome(clauses, trigger)
    planned = "planned" in flags
    flags |= set(progress(clauses, trigger, planned=planned))
    if trigger.perfect:
        flags.add("perfect")
    if _strikes(trigger):
        flags.add("strike")
    return Frame(
        trigger.kind,
        _touches(clauses, trigger),
        trigger.noun or Noun(),
        "planned" if planned else "told",
        frozenset(flags - {"planned"}),
        _modes(clauses, trigger),
        sentence,
        _moment(clauses, trigger),
    )


def _touches(clauses: Clauses, trigger: Trigger) -> tuple[Touch, ...]:
    """Its places in the order of the text; without a goal that was not reached."""
    touches = (touch for _, touch in sorted(trigger.touches, key=lambda pair: pair[0]))
    broken_off = is_broken_off(clauses, trigger)
    return tuple(touch for touch in touches if not (broken_off and touch.part == "to"))


def _strikes(trigger: Trigger) -> bool:
    """Whether it tells what only a storm does: "was centred off X"."""
    starts = trigger.kind == "verb.start"
    return trigger.kind == "verb.strike" or (starts and "verb.strike" in trigger.kinds)


def _moment(clauses: Clauses, trigger: Trigger) -> Moment:
    """The day of the movement: named beside it, or else first in its sentence."""
    months, weekdays = clauses.cues.months, clauses.cues.weekdays
    end = _after_places(clauses, trigger) + _DAY_AFTER
    near = moment_in(clauses.tokens[clauses.segment(trigger.index) : end], months, weekdays)
    return near or moment_in(clauses.tokens[: trigger.index], months, weekdays)


def _after_places(clauses: Clauses, trigger: Trigger) -> int:
    """The index of the last place, with those that only say where it lies: "X, in Y"."""
    last = max(index for index, _ in trigger.touches)
    for at in range(last + 1, len(clauses.tokens)):
        token = clauses.tokens[at]
        if token.mention is not None:
            last = at
        elif token.word != "," and not token.has("preposition.at", "clause.link"):
            break
    return last


def _modes(clauses: Clauses, trigger: Trigger) -> tuple[Mode, ...]:
    """The means of travel that the trigger and the rest of its clause name."""
    if not modes_of(clauses.tags):
        return ()
    end = trigger.reach
    while end < len(clauses.tokens) and not clauses.ends(end):
        end += 1
    around = clauses.tokens[clauses.segment(trigger.index) : end]
    tokens = [clauses.tokens[trigger.index], *around]
    return tuple(mode for token in tokens if token.tags for mode in modes_of(token.tags))
