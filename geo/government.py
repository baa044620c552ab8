"""Which verb governs a place, and what part the place plays in its movement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from geo.clauses import is_of_time
from geo.copulas import names_stay
from geo.movement import Part
from geo.nouns import is_preposition, is_pronoun
from geo.parts import STAY, is_means
from geo.prepositions import closing_tags, goal_follows, is_attribute, is_fronted
from geo.reading import REACH, Reading, Waiting
from geo.tokens import BREAKS, Token, tagged
from geo.toponyms import encloses, is_town
from geo.triggers import Trigger

# A verb governs no place further off than this many words.
GOVERNS: Final = 16
# What part a place plays right behind the noun: a line of a timetable.
_SCHEDULED: Final[dict[str, Part]] = {"noun.arrival": "to", "noun.departure": "from"}
# An article may stand between a preposition and its place.
_ARTICLE: Final = 2
_TAKES_OBJECT: Final = ("verb.reach", "verb.leave", "verb.pass")
# Verbs that may lead aboard what goes on to a goal.
_RIDING: Final = ("verb.bring", "verb.go", "verb.presence")
# What a participle ends its clause with, or follows: "als wir X verlassen hatten".
_FINITE: Final = ("clause.auxiliary", "clause.passive", "status.perfect")


class Government:
    """What the movements of one sentence govern, as far as it has been read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._clauses, self._grammar = reading.clauses, reading.clauses.grammar
        self._tokens, self._cues = reading.clauses.tokens, reading.clauses.cues

    def reaches(self, trigger: Trigger, place: Waiting) -> bool:
        """Whether the place that comes next may belong to the movement."""
        index, column, at = place.index, place.column, place.at
        if column == "none" or trigger.clause != self._reading.clause:
            return False
        if self._is_far(trigger.reach, index) or self._is_over(trigger, at):
            return False
        if self._is_told_over(trigger, at):
            return False
        between = self._tokens[trigger.index + 1 : at]
        if column in ("at", "into") and any(token.word == "," for token in between):
            if len(between) <= 2 or all(is_of_time(token) for token in between):
                return True
            # "Nous mena d'abord à X, ensuite à Y": the verb leads on.
            last = trigger.touches[-1][1].part if trigger.touches else None
            onward = self._tokens[trigger.reach + 1 : at]
            if last == "from" and not onward:
                # "Alla de X à Y, de Y à Z"
                return True
            return "to" in trigger.parts and _lists_on(onward)
        return True

    def _is_told_over(self, trigger: Trigger, at: int) -> bool:
        """Whether somebody does something else since: "would not go to X, but we did, and at Y"."""
        since = self._tokens[trigger.reach + 1 : at]
        parted = any("clause.contrast" in a.tags and _is_subject(b) for a, b in pairwise(since))
        return parted and bool(trigger.touches) and not self._cues.verb_last

    def _is_far(self, start: int, end: int) -> bool:
        """Whether too many words but names stand between: "the transfer of A, B and C to X"."""
        if end - start <= GOVERNS:
            return False
        between = self._tokens[start + 1 : end]
        return sum(not (t.word == "," or (t.capital and not t.tags)) for t in between) >= GOVERNS

    def _is_over(self, trigger: Trigger, at: int) -> bool:
        """Whether a stay has its place, and the next is of a verb to come.

        "Nach einem Halt in X wird sie in Y landen", but "Besuche in X und in Y".
        """
        between = self._tokens[trigger.reach + 1 : at]
        if self._cues.verb_last and trigger.kind == "noun.trip" and "to" in trigger.parts:
            # "Der Flug nach X wurde nach Y umgeleitet"
            return tagged(between, *_FINITE)
        if not (self._cues.verb_last and trigger.kind == "noun.stay" and trigger.touches):
            return False
        return not any("clause.and" in token.tags or token.word == "," for token in between)

    def part(self, trigger: Trigger, place: Waiting) -> Part | None:
        """The part of a place after its verb; None where it has none.

        Also in a log, "Arrived X", and off a ship, "left her at X".
        """
        index, column, at = place.index, place.column, place.at
        if self._is_no_way(trigger, place) or self._is_about(trigger, column):
            return None
        rode = any(map(self._is_vehicle, range(trigger.index + 1, at)))
        if column == "at" and rode and "verb.leave" in trigger.kinds:
            return "to"
        if column == "at" and "verb.leave" in trigger.kinds and self._has_left(trigger, index):
            return None
        if self._leads_to_goal(trigger, place):
            return "to"
        about = trigger.kinds == STAY and "preposition.about" in self._tokens[at].tags
        if about and not is_town(self._tokens[index].mention):
            # "Meetings on Chile" are about it.
            return None
        verb = self._tokens[trigger.index]
        beside = trigger.index + 1 == index and column == "object"
        ongoing = verb.word.endswith(self._cues.forms.ongoing)
        logged = ongoing or self._clauses.leads(trigger.index)
        if beside and logged and "verb.arrive" in trigger.kinds:
            return "to"
        if column == "for" and "preposition.for" in closing_tags(self._clauses, verb):
            # "Made for X and then for Y"
            return trigger.part("to")
        if beside and trigger.kind in _SCHEDULED:
            # "Ankunft X 8.30, Abfahrt X 9.15"
            return _SCHEDULED[trigger.kind]
        return trigger.part(column)

    def _is_vehicle(self, index: int) -> bool:
        return "traveller.vehicle" in self._tokens[index].tags

    def _has_left(self, trigger: Trigger, index: int) -> bool:
        """Whether another town is what one leaves: "fled X and have met in Y"."""
        left = [self._tokens[at].mention for at, touch in trigger.touches if touch.part == "from"]
        return bool(left) and not any(encloses(it, self._tokens[index].mention) for it in left)

    def _is_about(self, trigger: Trigger, column: str) -> bool:
        """Whether Spanish "en" only says where one goes about: "viajó en X"."""
        about = self._cues.language == "es" and column == "into"
        return about and set(trigger.kinds) == {"verb.go"}

    def _leads_to_goal(self, trigger: Trigger, place: Waiting) -> bool:
        """Whether "for" or "in" leads to a goal though its verb lets it not by itself.

        "Loaded on a freighter for X", "se fue para X", "nous partîmes de X à Y".
        """
        if place.column == "into":
            before = place.at - 1
            return any(at == before and touch.part == "from" for at, touch in trigger.touches)
        if place.column != "for":
            return False
        near = place.index - place.at <= _ARTICLE and self._cues.language in ("fr", "es")
        rides = trigger.kind in _RIDING and self._is_vehicle(place.at - 1)
        return rides or (near and "verb.go" in trigger.kinds)

    def _is_no_way(self, trigger: Trigger, place: Waiting) -> bool:
        """Whether the parser finds another verb: "took part, with a lead over X"."""
        if place.column != "via" or "phrase.via" in self._tokens[place.at].tags:
            return False
        if trigger.index == place.at:
            return False
        found = self._grammar.attachment(place.index) if self._grammar is not None else None
        return found is not None and trigger.index not in found.governors

    def is_late_object(self, index: int) -> bool:
        """Whether a time or a phrase stands between a verb and its object.

        "Reached on the third day X", "verließ ich mit dem Postwagen X".
        """
        trigger = self._reading.held
        if trigger is None or trigger.parts - {"from", "via"}:
            return False
        between = self._tokens[trigger.index + 1 : index]
        timed = tagged(between, "time") or self._is_past_phrase(between)
        timed = timed and len(between) <= GOVERNS
        return timed and trigger.kind in _TAKES_OBJECT and trigger is self._reading.triggers[-1]

    def _is_past_phrase(self, between: Sequence[Token]) -> bool:
        """Whether only a phrase stands between: "verließ ich mit dem Postwagen X"."""
        if not self._cues.verb_last or not between or any(t.word == "," for t in between):
            return False
        last = between[-1]
        noun = last.word.isalpha() and (not last.tags or is_means(last))
        return noun and any(is_preposition(token) for token in between)

    def part_before(self, trigger: Trigger, waiting: Waiting) -> Part | None:
        """The part of a place before its verb; None where it has none."""
        bare, stays = waiting.column in ("none", "object"), "noun.stay" in trigger.kinds
        if bare and stays and names_stay(self._clauses, waiting.index, trigger.index):
            return "to"
        if waiting.column == "none":
            return self._object_before(trigger, waiting.index)
        if self._is_parted(trigger, waiting):
            return None
        fronted = is_fronted(self._clauses, waiting.at) or self._ends_way(trigger, waiting)
        if trigger.index - waiting.index > GOVERNS or not (fronted or self._cues.verb_last):
            return None
        if waiting.column == "near" and trigger.is_noun:
            # "Found near X, far from the planned route"
            return None
        if self._comes_with(trigger, waiting):
            return "from"
        bare = waiting.column == "from" and is_attribute(self._clauses, waiting.at)
        if bare and (fronted or not goal_follows(self._clauses, waiting.at)):
            return None
        return trigger.part(waiting.column)

    def _comes_with(self, trigger: Trigger, waiting: Waiting) -> bool:
        """Whether a vehicle is from the place from which it came: "Der Zug aus X erreichte Y"."""
        arrives = trigger.kind in ("verb.reach", "verb.arrive") and self._cues.verb_last
        vehicle = waiting.at and "traveller.vehicle" in self._tokens[waiting.at - 1].tags
        return arrives and bool(vehicle) and waiting.column == "from"

    def _is_parted(self, trigger: Trigger, waiting: Waiting) -> bool:
        """Whether another clause tells of the place: "Over X schreef hij, maar hij kwam …".

        Or of those who say so: "Nach Angaben der Polizei in X fuhr der Zug …".
        """
        between = self._tokens[waiting.index + 1 : trigger.index]
        if tagged(between, "clause.contrast"):
            return True
        verbs = (t for t in self._reading.triggers if waiting.index < t.index < trigger.index)
        if any(verb.touches and verb.is_verb for verb in verbs):
            return True
        for token in reversed(self._tokens[self._clauses.start(waiting.at) : waiting.at]):
            if token.has("clause.hearsay"):
                return True
            if token.has(*_FINITE) or token.word == ",":
                return False
        return False

    def _ends_way(self, trigger: Trigger, waiting: Waiting) -> bool:
        """Whether the place follows the source of the same verb: "De X à Y nous allâmes"."""
        sources = [at for at, touch in trigger.touches if touch.part == "from"]
        return waiting.column in ("to", "into") and waiting.at - 1 in sources

    def _object_before(self, trigger: Trigger, index: int) -> Part | None:
        """The part of an object before its verb: "X was reached", "X erreichten wir"."""
        part = trigger.part("object")
        if part is None or "verb.appear" in trigger.kinds:
            return part
        between = self._tokens[index + 1 : trigger.index]
        if len(between) < REACH and tagged(between, "clause.passive"):
            return part
        after = self._clauses.after(trigger.index)
        ends = after is None or after.word in BREAKS or is_pronoun(after) or is_of_time(after)
        ends = ends or (after is not None and after.has("clause.and", *_FINITE))
        ends = ends or (after is not None and after.word == ",")
        return part if ends and self._cues.verb_last else None


def _is_subject(token: Token) -> bool:
    return "traveller.nominative" in token.tags


def _lists_on(words: Sequence[Token]) -> bool:
    """Whether the words only lead on to the next place of a verb: "X, then today at Y"."""
    plain = all(is_of_time(t) or t.has("clause.and", "clause.adverb") for t in words)
    return plain and any(t.word == "," or "clause.and" in t.tags for t in words)
