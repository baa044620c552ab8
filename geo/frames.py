"""The movements that a sentence tells, read from left to right without a parser.

A verb, noun or phrase of movement ("sailed", "flight", "on his way to") is a trigger; a
preposition, or the place of an object ("reached X"), says what part a toponym plays in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from geo.attachments import Attachments
from geo.clauses import Clauses
from geo.cues import Cues
from geo.entries import read_list, read_way
from geo.framing import frame_of
from geo.grammar import Grammar
from geo.headings import Headings
from geo.leftovers import Leftovers
from geo.movement import Frame
from geo.noungroups import noun_after, subject_before
from geo.nouns import Noun
from geo.parts import LOOSE, PRESENCE, STAY
from geo.perfects import is_perfect
from geo.prepositions import column_of, is_far_off
from geo.reading import Reading
from geo.signals import Signals
from geo.story import Span
from geo.subjects import subject_of
from geo.tokens import BREAKS, NOTHING, Token
from geo.toponyms import is_place
from geo.triggers import Trigger

_SIGNS: Final = BREAKS | {","}
# A clause within commas has so many words at most.
_APPOSITION: Final = 12
# The subject of a place that is a movement by itself follows within so many words.
_SUBJECT: Final = 6
# What tells where one is, or a storm, and not where it goes.
_LYING: Final = ("verb.strike", "verb.presence", "verb.loose")
# "After" stands at most so many words before the noun of a stay.
_DETERMINED: Final = 3


class FrameReader:
    """Reads the movements of one sentence.

    Parameters
    ----------
    tokens
        Of the whole sentence, see :meth:`geo.tokenizer.Tokenizer.tokens`.
    sentence
        Where it stands in the article's text.
    grammar
        Tells whose a movement is, where a parser is at hand.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        cues: Cues,
        sentence: Span,
        grammar: Grammar | None = None,
    ) -> None:
        self._tokens, self._cues, self._grammar = tokens, cues, grammar
        self._sentence = sentence
        self._clauses = Clauses(tokens, cues, grammar)
        self._reading = Reading(self._clauses)
        self._attachments = Attachments(self._reading)
        self._leftovers = Leftovers(self._reading)
        self._signals = Signals(self._reading, self._attachments, self._leftovers)
        # By the trigger: a text that tells a journey is asked strictly, and then loosely.
        self._frames: dict[int, Frame] = {}

    def frames(self, *, loosely: bool) -> list[Frame]:
        """The movements that name a place, in the order of their cues.

        Parameters
        ----------
        loosely
            Whether any verb tells a stay.
        """
        told = [t for t in self._told if loosely or t.kinds != LOOSE]
        frames = [self._frame(trigger) for trigger in told]
        return [frame for frame in frames if frame.touches]

    def _frame(self, trigger: Trigger) -> Frame:
        frame = self._frames.get(id(trigger))
        if frame is None:
            frame = frame_of(self._clauses, trigger, self._sentence)
            self._frames[id(trigger)] = frame
        return frame

    @cached_property
    def _told(self) -> list[Trigger]:
        self._read()
        if not any(trigger.touches for trigger in self._reading.triggers):
            return []
        # Only a movement that names a place asks who makes it, or who made those before it.
        asks = [
            at for at, t in enumerate(self._reading.triggers, 1) if t.touches and t.kinds != LOOSE
        ]
        for trigger in self._reading.triggers[: max(asks, default=0)]:
            self._find_traveller(trigger)
        told = [trigger for trigger in self._reading.triggers if trigger.touches]
        told = [trigger for trigger in told if not self._is_misread(trigger)]
        for trigger in told:
            self._inherit_plan(trigger)
        told.sort(key=lambda trigger: min(index for index, _ in trigger.touches))
        for earlier, later in pairwise(told):
            if self._cues.verb_last and self._goes_on(earlier, later):
                earlier.leaves()
                earlier.noun = later.noun
            if "before" in later.flags and "planned" in earlier.flags:
                later.flags.add("planned")
        return told

    def _inherit_plan(self, trigger: Trigger) -> None:
        """Let a participle lie ahead where its verb does: "will sail on, arriving in X"."""
        verb = self._grammar.sets_status_of(trigger.index) if self._grammar is not None else None
        planned = verb is not None and any(
            other.index == verb and "planned" in other.flags for other in self._reading.triggers
        )
        if planned:
            trigger.flags.add("planned")

    def _is_misread(self, trigger: Trigger) -> bool:
        """Whether the parser finds a noun where a verb was read, or the other way round.

        "A lead over X", "he means to call for peace in X".
        """
        if self._grammar is None or trigger.kinds in (LOOSE, PRESENCE):
            return False
        if self._clauses.leads(trigger.index):
            # "Arrived X at 4", says a log.
            return False
        if all(kind.startswith("verb.") for kind in trigger.kinds):
            return self._grammar.is_noun(trigger.index)
        nouns = all(kind.startswith("noun.") for kind in trigger.kinds)
        return nouns and self._grammar.is_verb(trigger.index)

    def _read(self) -> None:
        start = Headings(self._reading).read()
        for index, token in enumerate(self._tokens):
            if index < start:
                continue
            if token.mention is None:
                if token.tags or token.word in _SIGNS:
                    self._signals.word(index, token)
                if token.word == ":":
                    start = read_list(self._reading, index)
            elif way := read_way(self._reading, index):
                start = way
            elif is_place(self._clauses, index, token.mention):
                self._attachments.place(index, token.mention)
        self._leftovers.close()

    def _goes_on(self, stay: Trigger, later: Trigger) -> bool:
        """Whether one leaves the place of a stay: "Nach einem Besuch in X reiste er nach Y"."""
        same = stay.kinds == STAY and later.clause == stay.clause
        if not same or not later.is_verb or "to" not in later.parts:
            return False
        before = self._tokens[max(0, stay.index - _DETERMINED) : stay.index + 1]
        words = [self._cues.words.get(token.word.split()[0], NOTHING) for token in before]
        after = any("order.later" in tags for tags in words)
        return after and not stay.flags & {"denied", "possible"}

    def _find_traveller(self, trigger: Trigger) -> None:
        if trigger.noun is not None:
            return
        first = min((index for index, _ in trigger.touches), default=len(self._tokens))
        leader = self._leader(trigger)
        shared = leader.noun if leader else self._shared_subject(trigger.index)
        before = leader.index if leader is not None and leader.perfect else None
        trigger.perfect = is_perfect(self._clauses, trigger.index, trigger.reach, before)
        if trigger.index == first:
            start = self._after_apposition(first + 1)
            trigger.noun = noun_after(self._tokens, start, start + _SUBJECT)
            return
        trigger.noun = subject_of(
            self._clauses, trigger.index, trigger.kinds, first, shared, self._grammar
        )
        self._correct(trigger, trigger.noun)
        word = self._tokens[trigger.index]
        if not trigger.noun and "traveller.crowd" in word.tags:
            trigger.noun = Noun(heads=frozenset((("crowd", word.word),)))
        stayed = leader is not None and leader.kinds == PRESENCE
        if leader and stayed and trigger.touches and not trigger.parts & {"from", "at"}:
            leader.leaves()

    def _correct(self, trigger: Trigger, noun: Noun) -> None:
        """Take back of a movement what one who travels so does not do."""
        if trigger.kind == "verb.strike" and noun.pronoun == "narrator":
            # "We strike to the north": who tells it is no storm.
            trigger.kinds = ("verb.go",)
        if trigger.kind == "verb.strike" and _rides(noun):
            # "Le navire toucha X": no storm either.
            trigger.kinds = ("verb.reach",)
            # "Hit a tree near X"
            trigger.touches = [
                (at, touch)
                for at, touch in trigger.touches
                if not self._is_led_by(trigger, at, "near")
            ]
        if trigger.kind in _LYING:
            # "Was 300 miles south of X"
            trigger.touches = [
                (at, touch) for at, touch in trigger.touches if not is_far_off(self._clauses, at)
            ]
        if trigger.kind == "verb.leave" and trigger.touches:
            # "Left ruins in X": it is not X that is left.
            behind = all(self._is_led_by(trigger, at, "at") for at, _ in trigger.touches)
            trigger.flags |= {"behind"} if behind else set()

    def _is_led_by(self, trigger: Trigger, index: int, column: str) -> bool:
        """Whether a preposition of the column leads from the verb to the place there."""
        between = self._tokens[trigger.index + 1 : index]
        leads = (token for token in reversed(between) if column_of(token.tags))
        return column_of(next(leads, self._tokens[trigger.index]).tags) == column

    def _after_apposition(self, start: int) -> int:
        """Where the clause goes on after "In X, der Hauptstadt von Y, …": in German and Dutch.

        There no comma parts a place from its verb, as it may in English.
        """
        if not self._cues.verb_last or self._tokens[start : start + 1] == []:
            return start
        if self._tokens[start].word != ",":
            return start
        ends = range(start + 1, min(start + _APPOSITION, len(self._tokens)))
        return next((at + 1 for at in ends if self._tokens[at].word == ","), start)

    def _leader(self, trigger: Trigger) -> Trigger | None:
        """The verb before in the clause, with which this one shares its subject."""
        at, floor = self._clauses.junction(trigger.index), self._clauses.floor(trigger.index)
        if self._clauses.is_purpose(trigger.index):
            # "Franchit le col pour gagner X", "vint mouiller à X": it has no subject of its own.
            at = trigger.index
        noun = trigger.is_noun
        earlier = [
            t
            for t in self._reading.triggers
            if floor < t.index < at and t.noun is not None and t.kinds != LOOSE
            if noun or t.kinds != STAY
        ]
        return earlier[-1] if earlier else None

    def _shared_subject(self, index: int) -> Noun | None:
        """The subject before "and" or a comma, where the verb before it tells no movement."""
        at, start = self._clauses.junction(index), self._clauses.floor(index) + 1
        if at < 0:
            return None
        if "clause.and" in self._tokens[at].tags:
            return noun_after(self._tokens, start, at)
        subject = noun_after(self._tokens, start, at)
        if at != index - 1 or self._clauses.determiner(index) >= 0 or not subject:
            return None
        # "The secretary of state, Ann Lee, landed": the name between commas is the subject's.
        beside = subject_before(self._tokens, at, start)
        return subject.with_names(beside.names) if subject.heads else subject


def _rides(noun: Noun) -> bool:
    """Whether it is a vehicle."""
    return any(kind == "vehicle" for kind, _ in noun.heads)
