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
from geo.clauses import Clauses, is_of_time
from geo.cues import Cues
from geo.grammar import Grammar
from geo.leftovers import Leftovers
from geo.movement import Frame, Part, may_hold
from geo.nouns import Noun, is_number, is_preposition, noun_after, subject_before
from geo.prepositions import column_of, is_far_off
from geo.reading import Reading
from geo.signals import Signals
from geo.story import Span
from geo.subjects import is_verb, subject_of
from geo.tokens import BREAKS, NOTHING, Token
from geo.toponyms import is_place
from geo.triggers import LOOSE, PRESENCE, STAY, TRIP, Trigger, is_means

_SIGNS: Final = BREAKS | {","}
# The heading of a diary or a letter has so many words at most, so many of them of an address.
_DATELINE: Final = 12
_ADDRESS: Final = 3
_DASHES: Final = frozenset(("-", "–", "—"))
# Signs that part a day from its places, and those from one another: "4 May: Oslo / Hull".
_APART: Final = _DASHES | {":"}
_BETWEEN: Final = _APART | {",", "/", "."}
_DATES: Final = frozenset(("time.month", "time.unit"))
_SOURCES: Final = ("preposition.from", "preposition.of_from")
_TOLD: Final = ("clause.auxiliary", "clause.passive", "status.perfect")
# What says by what and how far one goes has so many words and signs at most.
_MEASURE: Final = 9
# A way has two ends.
_FROM_TO: Final = 2
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
            frame = trigger.frame(self._clauses, self._sentence)
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
        start = self._heading() or self._leg() or self._dateline()
        for index in range(start, len(self._tokens)):
            token = self._tokens[index]
            if token.mention is None:
                if token.tags or token.word in _SIGNS:
                    self._signals.word(index, token)
            elif is_place(self._clauses, index, token.mention):
                self._attachments.place(index, token.mention)
        self._leftovers.close()

    def _dateline(self) -> int:
        """Take the heading of a diary or a letter for a stay: "PARIS, March 15.—Here we are".

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        if _DATES.isdisjoint(self._clauses.tags):
            return 0
        ends = (at for at in range(len(self._tokens)) if self._ends_head(at))
        end = next(ends, len(self._tokens))
        head = self._tokens[:end]
        dated = any(t.has(*_DATES) for t in head) and any(map(is_number, head))
        if not dated or end > _DATELINE:
            return 0
        names = [t for t in head if t.capital and t.mention is None and not is_of_time(t)]
        if len(names) > _ADDRESS or not all(
            t.mention or t.capital or is_of_time(t) or t.word == "." for t in head
        ):
            return 0
        where = self._places_in(0, end)[:1]
        kind, noun = PRESENCE, Noun(pronoun="narrator")
        if not where and _is_heading(self._tokens[end:]):
            # "Tuesday 4 May: Oslo" is all of it, a line of an itinerary.
            where, end = self._places_in(end, len(self._tokens)), len(self._tokens)
            kind, noun = STAY, Noun()
        part: Part = "at" if kind == PRESENCE else "to"
        for at in where:
            token = self._tokens[at]
            stay = Trigger(at, kind, -1, flags={"heading"}, noun=noun)
            self._reading.triggers.append(stay)
            stay.touch(self._clauses, at, part, token.span, mention=token.mention)
        return end if where else 0

    def _ends_head(self, at: int) -> bool:
        """Whether the sign ends the heading of a letter: not that of a day, "den 3. Mai"."""
        word, after = self._tokens[at].word, self._clauses.after(at)
        if word == "." and after is not None and "time.month" in after.tags:
            return not (at and is_number(self._tokens[at - 1]))
        return word in BREAKS or word == "-"

    def _places_in(self, start: int, end: int) -> list[int]:
        """The indices of the toponyms there."""
        mentions = ((at, self._tokens[at].mention) for at in range(start, end))
        return [at for at, mention in mentions if mention is not None and mention.kind == "name"]

    def _heading(self) -> int:
        """Take the heading of a day for a way or a stay: "Day 3: Oslo – Bergen", "Oslo - Norway".

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        tokens = self._tokens
        names = [at for at, token in enumerate(tokens) if token.mention is not None]
        if len(tokens) > _DATELINE or len(names) < _FROM_TO:
            return 0
        parted = all(b - a == _FROM_TO and self._is_dash(a + 1) for a, b in pairwise(names))
        counted = all(is_number(t) or t.word == ":" or is_of_time(t) for t in tokens[: names[0]])
        if not parted or not counted or names[-1] != len(tokens) - 1:
            return 0
        places = [mention.place for at in names if (mention := tokens[at].mention)]
        within, around = places[0], places[1]
        if within is None or around is None:
            return 0
        stays = len(names) == _FROM_TO and may_hold(around, within)
        kind: tuple[str, ...] = PRESENCE if stays else TRIP
        trigger = Trigger(names[0], kind, -1, flags={"heading"}, noun=Noun(pronoun="narrator"))
        self._reading.triggers.append(trigger)
        for at in names[:1] if stays else names:
            part: Part = "at" if stays else "from" if at == names[0] else "to"
            mention = tokens[at].mention
            trigger.touch(self._clauses, at, part, tokens[at].span, mention=mention)
        return len(tokens)

    def _leg(self) -> int:
        """Take a line of an itinerary for a way: "b. From Oslo to Bergen - 5 days", "X to Y".

        Of "De X à Y par Z, paquebot : 3 jours", X and Y are its ends and Z lies on the way.

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        first = next((at for at, t in enumerate(self._tokens) if t.mention is not None), 0)
        opening = self._tokens[:first]
        if not all(_counts(t) or t.has(*_SOURCES) for t in opening):
            return 0
        # "X à Y" may be a town in another; "de X à Y" is a way.
        onward = ("preposition.to", *(("preposition.into",) if opening else ()))
        ends, at = [], first
        while at < len(self._tokens) and self._tokens[at].mention is not None:
            ends.append(at)
            at = self._after_area(at)
            if at == len(self._tokens) or not self._tokens[at].has(*onward):
                break
            at += 1
        way, at = self._by_way_of(at) if len(ends) >= _FROM_TO else ([], at)
        over = at == len(self._tokens) or self._tokens[at].word in BREAKS | _DASHES | {"("}
        if len(ends) < _FROM_TO or not (over or _is_measure(self._tokens[at:])):
            return 0
        trigger = Trigger(first, TRIP, -1, flags={"heading"}, noun=Noun())
        self._reading.triggers.append(trigger)
        for end in ends:
            token = self._tokens[end]
            part: Part = "from" if end == first else "to"
            trigger.touch(self._clauses, end, part, token.span, mention=token.mention)
        for end in way:
            token = self._tokens[end]
            trigger.touch(self._clauses, end, "via", token.span, mention=token.mention)
        return at

    def _by_way_of(self, index: int) -> tuple[list[int], int]:
        """The places on the way that are told from the index on, and where that is over."""
        if index == len(self._tokens) or "preposition.via" not in self._tokens[index].tags:
            return [], index
        end = index + 1
        while end < len(self._tokens) and _is_of_list(self._tokens[end]):
            end += 1
        return self._places_in(index, end), end

    def _after_area(self, index: int) -> int:
        """The index after a place and what it lies in: "Albany, NY"."""
        tokens = self._tokens[index + 1 : index + 3]
        inner = self._tokens[index].mention
        if len(tokens) < 2 or tokens[0].word != "," or inner is None or inner.place is None:
            return index + 1
        outer = tokens[1].mention
        held = outer is not None and outer.place is not None and may_hold(outer.place, inner.place)
        return index + 3 if held or (outer is None and tokens[1].capital) else index + 1

    def _is_dash(self, index: int) -> bool:
        """Whether a dash parts two names, and no hyphen joins them."""
        before, token = self._tokens[index - 1], self._tokens[index]
        return token.word in _DASHES and token.start > before.end

    def _goes_on(self, stay: Trigger, later: Trigger) -> bool:
        """Whether one leaves the place of a stay: "Nach einem Besuch in X reiste er nach Y"."""
        same = stay.kinds == STAY and later.clause == stay.clause
        if not same or later.kinds[0][:5] != "verb." or "to" not in later.parts:
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
        trigger.perfect = trigger.is_perfect(self._clauses, leader)
        if trigger.index == first:
            start = self._after_apposition(first + 1)
            trigger.noun = noun_after(self._tokens, start, start + _SUBJECT)
            return
        trigger.noun = subject_of(
            self._clauses, trigger.index, trigger.kinds, first, shared, self._grammar
        )
        if trigger.kinds[0] == "verb.strike" and trigger.noun.pronoun == "narrator":
            # "We strike to the north": who tells it is no storm.
            trigger.kinds = ("verb.go",)
        if trigger.kinds[0] == "verb.strike" and _rides(trigger.noun):
            # "Le navire toucha X": no storm either.
            trigger.kinds = ("verb.reach",)
            # "Hit a tree near X"
            trigger.touches = [
                (at, touch)
                for at, touch in trigger.touches
                if not self._is_led_by(trigger, at, "near")
            ]
        if trigger.kinds[0] in _LYING:
            # "Was 300 miles south of X"
            trigger.touches = [
                (at, touch) for at, touch in trigger.touches if not is_far_off(self._clauses, at)
            ]
        if trigger.kinds[0] == "verb.leave" and trigger.touches:
            # "Left ruins in X": it is not X that is left.
            behind = all(self._is_led_by(trigger, at, "at") for at, _ in trigger.touches)
            trigger.flags |= {"behind"} if behind else set()
        word = self._tokens[trigger.index]
        if not trigger.noun and "traveller.crowd" in word.tags:
            trigger.noun = Noun(heads=frozenset((("crowd", word.word),)))
        stayed = leader is not None and leader.kinds == PRESENCE
        if leader and stayed and trigger.touches and not trigger.parts & {"from", "at"}:
            leader.leaves()

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
        ends = range(start + 1, min(start + _DATELINE, len(self._tokens)))
        return next((at + 1 for at in ends if self._tokens[at].word == ","), start)

    def _leader(self, trigger: Trigger) -> Trigger | None:
        """The verb before in the clause, with which this one shares its subject."""
        at, floor = self._clauses.junction(trigger.index), self._clauses.floor(trigger.index)
        if self._clauses.is_purpose(trigger.index):
            # "Franchit le col pour gagner X", "vint mouiller à X": it has no subject of its own.
            at = trigger.index
        noun = trigger.kinds[0].startswith("noun.")
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


def _counts(token: Token) -> bool:
    """Whether the word may number a line: "b.", "3)", "Day 4:"."""
    short = len(token.word) == 1 or token.word in (":", ".", ")", "(")
    return token.mention is None and (short or is_number(token) or is_of_time(token))


def _is_of_list(token: Token) -> bool:
    """Whether it may stand in a list of places: one of them, or what joins them."""
    named = token.mention is not None or token.capital or token.word == "-"
    return named or token.has("clause.and", "clause.link")


def _is_measure(tokens: Sequence[Token]) -> bool:
    """Whether it only says by what and how far: ", paquebot: 13 jours"."""
    counted = any(is_number(a) and b.has("time.unit", "distance.unit") for a, b in pairwise(tokens))
    told = any(is_preposition(t) or t.has(*_TOLD) or is_verb(t) for t in tokens)
    by = any(t.word == ":" or is_means(t) for t in tokens)
    return counted and by and not told and tokens[0].word == "," and len(tokens) <= _MEASURE


def _is_heading(tokens: Sequence[Token]) -> bool:
    """Whether the rest of a line only names places, after a sign."""
    if not 1 < len(tokens) <= _DATELINE or tokens[0].word not in _APART:
        return False
    return all(t.mention is not None or t.capital or t.word in _BETWEEN for t in tokens[1:])
