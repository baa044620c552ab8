"""The places of a sentence, each given to the movement that it belongs to."""

from __future__ import annotations

from geo.government import Government
from geo.movement import Part
from geo.parts import PRESENCE, TRIP
from geo.prepositions import goal_follows
from geo.reading import REACH, Reading, Taken, Waiting
from geo.sequels import Sequels
from geo.story import Mention
from geo.toponyms import encloses, is_town, modifies
from geo.triggers import Trigger


class Attachments:
    """Gives the places of one sentence to its triggers.

    Parameters
    ----------
    reading
        Of the sentence; it is kept up to date.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading, self._clauses = reading, reading.clauses
        self._tokens, self._cues = reading.clauses.tokens, reading.clauses.cues
        self._government, self._sequels = Government(reading), Sequels(reading)

    def place(self, index: int, mention: Mention) -> None:
        """Give the toponym at ``index`` to the trigger in hand, or let it wait for one."""
        reading = self._reading
        if self._sequels.continues(index, mention) or modifies(
            self._clauses, index, reading.column
        ):
            return
        column, at, before = reading.column, reading.column_at, reading.last
        reading.column, reading.last = "", Taken(index)
        if column == "near" and (self._tokens[at - 1].word == "," or self._follows(at, before)):
            self._near(index, before)
            return
        if not column or index - at > REACH:
            column, at = "none", index
        # "Statt nach X fuhr er nach Y"
        if not (at and self._tokens[at - 1].has("clause.instead")):
            self._attach(Waiting(index, column, at))

    def _attach(self, place: Waiting) -> None:
        """Give the place to the movement that takes it, or let it wait for one to come."""
        self._lead_on(place)
        taker = self._taker(place)
        if taker is not None:
            trigger, part = taker
            self._take_source(trigger, place.index)
            self._reading.touch(trigger, place.index, part)
        elif not (place.column == "none" and self._take_bare(place.index)):
            self._reading.waiting.append(place)

    def _take_bare(self, index: int) -> bool:
        """Take a place without a preposition that goes on with a list, or is a late object."""
        reading = self._reading
        if reading.broken is not None and self._rejoins(index):
            reading.touch(reading.broken, index, reading.broken.touches[-1][1].part, listed=True)
            return True
        if self._government.is_late_object(index):
            trigger = reading.triggers[-1]
            reading.touch(trigger, index, trigger.part("object") or "to")
            return True
        return False

    def _rejoins(self, index: int) -> bool:
        """Whether a list goes on after a clause: "visited X, where he spoke, and then Y"."""
        at = index - 1
        while at > 0 and self._tokens[at].has("clause.and", "clause.adverb", "time"):
            at -= 1
        return at < index - 1 and self._tokens[at].word == ","

    def _lead_on(self, place: Waiting) -> None:
        """Take up a movement that the place goes on with: from there, or one that was broken off.

        "Thence to X", "from X, where they rested, to Y".
        """
        reading, column = self._reading, place.column
        onward = not self._cues.verb_last and column in ("to", "into", "via")
        if reading.thence is not None and onward:
            self._start_thence(reading.thence)
        elif self._resumes(place):
            self._start_thence(place.at)
        broken, parted = reading.broken, self._tokens[place.at - 1].word == ","
        if broken is not None and parted and column in ("to", "via"):
            broken.clause = reading.clause
            reading.trigger, reading.broken = broken, None

    def _resumes(self, place: Waiting) -> bool:
        """Whether a way goes on after a semicolon: "went to X; from there, or then, to Y"."""
        reading = self._reading
        if self._cues.verb_last or place.column not in ("from", "to", "via"):
            return False
        if not reading.after_semicolon or reading.here:
            return False
        if place.column == "from" and not goal_follows(self._clauses, place.at):
            return False
        told = any(t.part("to") and t.touches for t in reading.triggers)
        opening = self._tokens[reading.clause_at + 1 : place.at]
        light = all(t.has("clause.and", "clause.adverb", "time", "clause.link") for t in opening)
        return told and light

    def _taker(self, place: Waiting) -> tuple[Trigger, Part] | None:
        """The movement in hand, or one around it, that takes the place, and as what."""
        trigger = self._reading.trigger
        if self._cues.verb_last and trigger is not None and trigger.kinds == PRESENCE:
            return None
        while trigger is not None and self._government.reaches(trigger, place):
            part = self._government.part(trigger, place)
            if part is not None:
                return trigger, part
            trigger = trigger.outer
        return None

    def _take_source(self, trigger: Trigger, index: int) -> None:
        """Take X of "they drove the X to Y route" for the source."""
        waiting = self._reading.waiting[-1] if self._reading.waiting else None
        if waiting is None or waiting.column not in ("none", "object"):
            return
        if waiting.index != index - 2 or self._tokens[index - 1].word != "to":
            return
        if waiting.index > trigger.index and trigger.part("from"):
            self._reading.settle(waiting, trigger, "from")

    def _follows(self, at: int, last: Taken | None) -> bool:
        """Whether the preposition stands right after the last place, a town that has its verb."""
        if last is None or last.at != at - 1 or last.trigger is None:
            return False
        return is_town(self._tokens[last.at].mention)

    def _near(self, index: int, last: Taken | None) -> None:
        """Take Y of "in France, near Y" with its country; "X near Y" says where X lies."""
        if last is None or last.trigger is None or last.part is None:
            return
        if encloses(self._tokens[last.at].mention, self._tokens[index].mention):
            self._reading.touch(last.trigger, index, last.part)

    def _start_thence(self, thence: int) -> None:
        """Open a way that no verb tells: "Thence to X took six days"."""
        self._reading.trigger = self._reading.begin(thence, TRIP)
        self._reading.trigger.flags.add("thence")
        self._reading.thence = None

    def take_waiting(self, trigger: Trigger) -> None:
        """Give a verb the places that stand before it: "At X we boarded", "X verlassen"."""
        if trigger.kinds == PRESENCE:
            return
        for waiting in tuple(self._reading.waiting):
            part = self._government.part_before(trigger, waiting)
            if part is not None:
                self._reading.settle(waiting, trigger, part)
