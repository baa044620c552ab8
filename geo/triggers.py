"""Triggers: the verbs, nouns and phrases that tell a movement, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from geo.clauses import Clauses
from geo.movement import Frame, Part, Status, Touch
from geo.nouns import Noun, is_storm
from geo.parts import LOOSE, PARTS, modes_of
from geo.story import Mention, Mode, Span
from geo.times import Moment, moment_in
from geo.tokens import BREAKS, NOTHING, Token

# What part a place plays that "where" refers back to: "X, where he boarded a train".
_WHERE: Final[dict[str, Part]] = {
    "verb.spend": "to",
    "verb.arrive": "to",
    "verb.stop": "to",
    "verb.wreck": "to",
    "verb.presence": "at",
    "verb.enter": "via",
    "verb.pass": "via",
    "verb.board": "from",
    "verb.start": "from",
    "verb.leave": "from",
    "noun.arrival": "to",
    "noun.departure": "from",
}
_WAYS_REFERRED: Final[dict[str, Part]] = {"whence": "from", "whither": "to"}
# Tags of words around a trigger that become flags of its frame.
_FLAGS: Final = {
    tag: tag.partition(".")[2]
    for tag in (
        "status.denied",
        "status.possible",
        "status.habitual",
        "status.bygone",
        "status.diverted",
        "status.planned",
        "order.earlier",
        "order.again",
    )
}
# "Did not arrive in X until Friday": so many tokens from the place on.
_UNTIL: Final = 3
# A time so many words into its clause holds for the whole of it: "Two years ago she flew …".
_OPENING: Final = 4
# A journey may have begun last year.
_BEGINNINGS: Final = ("verb.start", "verb.leave", "verb.bound")
# Flags that a verb does not hand on to the next: "did not stop at X and went to Y".
_OWN: Final = ("status.denied", "status.habitual")
# A day is looked for among so many tokens after the last place of a movement.
_DAY_AFTER: Final = 9
# "The journey, which included many stops, began": so many words from the verb.
_WHOLE: Final = 12
# "Was on a scheduled flight to X when": movements that may be broken off, and "was" before them.
_ON_WAY: Final = ("verb.go", "verb.bound", "phrase.goal", "noun.trip")
_LASTED: Final = 4
_AHEAD: Final = ("phrase.goal", "phrase.source")
# "Is" stands at most so many words before its participle: "is now slowly moving".
_GOING_ON: Final = 3
# What a word for what was may describe: "the former president".
_TITLES: Final = ("traveller.leader", "traveller.person", "traveller.title", "traveller.deputy")
# "Returned to X after a patrol", "from a mission".
_BACK_FROM: Final = ("order.after", "preposition.from")
# A prefix or a participle may stand behind the denial that closes a clause.
_AFTER_DENIAL: Final = 1


@dataclass(slots=True)
class Trigger:
    """A cue of movement that is being read.

    Attributes
    ----------
    kinds
        The rows of ``PARTS`` that it may be, the likelier first.
    clause
        The number of its clause within the sentence.
    touches
        The places that it takes, each with the index of its token.
    outer
        The verb whose object the trigger is: "ended its voyage in X".
    """

    index: int
    kinds: tuple[str, ...]
    clause: int
    touches: list[tuple[int, Touch]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    noun: Noun | None = None
    perfect: bool = False
    outer: Trigger | None = None

    @property
    def parts(self) -> set[Part]:
        """The parts of its places."""
        return {touch.part for _, touch in self.touches}

    @property
    def reach(self) -> int:
        """The index of its last token so far."""
        return max([self.index, *(index for index, _ in self.touches)])

    def part(self, column: str) -> Part | None:
        """The part of a place after a preposition; None where it takes none such."""
        rows = (PARTS.get(kind, {}) for kind in self.kinds)
        return next((row[column] for row in rows if column in row), None)

    def referred(self, pronoun: str) -> Part | None:
        """The part of a place that "where", "whence" or "which" refers back to."""
        if pronoun in _WAYS_REFERRED:
            return _WAYS_REFERRED[pronoun]
        return _WHERE.get(self.kinds[0]) if pronoun == "where" else self.part("object")

    def recast(self, column: str) -> None:
        """Give the places that were "at" the verb the part that its prefix makes of them."""
        part = self.part(column)
        if part is not None:
            self.touches = [
                (index, replace(touch, part=part) if touch.part == "at" else touch)
                for index, touch in self.touches
            ]

    def leaves(self) -> None:
        """Take a stay for the place that one leaves next: "was in X and flew to Y"."""
        self.kinds = ("verb.start",)
        self.flags.add("stayed")
        self.touches = [(index, replace(touch, part="from")) for index, touch in self.touches]

    def touch(
        self,
        clauses: Clauses,
        index: int,
        part: Part,
        cue: Span,
        *,
        mention: Mention | None,
        listed: bool = False,
    ) -> None:
        """Take the place at ``index``, and what the words on the way say of the movement."""
        self.flags |= set(self._flags(clauses, index))
        self.touches.append((index, Touch(mention, part, cue, listed)))

    def _flags(self, clauses: Clauses, index: int) -> Iterable[str]:
        end = max(index, self.index)
        occasional = "status.occasion" in clauses.tags
        if occasional and any("status.occasion" in t.tags for t in clauses.tokens[:end]):
            yield "bygone"
        if self.kinds[0] not in _BEGINNINGS and self._is_ago(clauses, end):
            yield "bygone"
        if clauses.tags.isdisjoint(_FLAGS):
            return
        joint = clauses.junction(self.index)
        if joint >= 0 and not self._parts(clauses, joint):
            joint = -1
        delayed = any("status.until" in t.tags for t in clauses.tokens[end : end + _UNTIL])
        for at in range(min(clauses.segment(self.index), index), end + 1):
            told = [tag for tag in clauses.tokens[at].tags if tag in _FLAGS]
            if not told or self._describes(clauses, at) or not self._bears(clauses, at):
                continue
            for tag in told:
                # "Did not arrive until Monday" tells an arrival.
                until = delayed and tag == "status.denied"
                if not until and not (at < joint and tag in _OWN):
                    yield _FLAGS[tag]
        yield from self._closing_flags(clauses, end)

    def _describes(self, clauses: Clauses, at: int) -> bool:
        """Whether the word says of somebody what they were, and nothing of the movement.

        "The former president was flown to X".
        """
        after = clauses.after(at)
        titled = after is not None and any(tag in _TITLES for tag in after.tags)
        return titled and "status.bygone" in clauses.tokens[at].tags

    def _closing_flags(self, clauses: Clauses, end: int) -> Iterable[str]:
        """What a verb that ends its clause says of it: "weil er nach X reisen wollte"."""
        if not clauses.cues.verb_last:
            return
        if self.kinds == LOOSE:
            closing = clauses.tokens[end + 1 : clauses.end(end)][-1:]
        else:
            closing = clauses.tokens[end + 1 : end + 2] if end == self.index else []
        if self.kinds != LOOSE and self._closes_denied(clauses, end):
            yield "denied"
        for token in closing:
            told = [_FLAGS[tag] for tag in token.tags if tag in _FLAGS]
            # "Das uns bringen sollte" tells what was to come.
            yield from ["planned"] if "planned" in told else told

    def _closes_denied(self, clauses: Clauses, end: int) -> bool:
        """Whether a denial closes its clause: "Nach X kamen wir nicht", "kwam in X nooit aan"."""
        if "status.denied" not in clauses.tags or not self.kinds[0].startswith("verb."):
            return False
        rest = clauses.tokens[end + 1 : clauses.end(end)]
        at = next((at for at, token in enumerate(rest) if "status.denied" in token.tags), None)
        if at is None or any("clause.and" in token.tags for token in rest[:at]):
            return False
        after = [token for token in rest[at + 1 :] if token.word not in BREAKS]
        return len(after) <= _AFTER_DENIAL and all(token.mention is None for token in after)

    def _parts(self, clauses: Clauses, joint: int) -> bool:
        """Whether what stands before says nothing of the verb: "and", or a German comma.

        "Weil er nicht nach X kam, fuhr er nach Y".
        """
        comma = clauses.cues.verb_last and joint == self.index - 1
        return comma or "clause.and" in clauses.tokens[joint].tags

    def _bears(self, clauses: Clauses, at: int) -> bool:
        """Whether the word says something of this verb, and not of another in the sentence."""
        if clauses.grammar is None or not self.kinds[0].startswith("verb."):
            return True
        return clauses.grammar.bears_on(at, self.index)

    def _is_ago(self, clauses: Clauses, index: int) -> bool:
        """Whether it was long ago: "went to X last year", but not "left last year and went on"."""
        if "status.ago" not in clauses.tags:
            return False
        start = clauses.floor(self.index) + 1
        for at in range(start, clauses.end(index)):
            if "status.ago" not in clauses.tokens[at].tags:
                continue
            between = clauses.tokens[at : self.index]
            joined = any(t.word == "," or "clause.and" in t.tags for t in between)
            if at - start < _OPENING or not joined:
                return True
        return False

    def frame(self, clauses: Clauses, sentence: Span) -> Frame:
        """The movement that it tells."""
        flags = self.flags | set(self._own_flags(clauses))
        touches = [touch for _, touch in sorted(self.touches, key=lambda pair: pair[0])]
        if self._is_broken_off(clauses):
            touches = [touch for touch in touches if touch.part != "to"]
        if self._is_lost(clauses) or ("planned" in flags and self._is_thwarted(clauses)):
            flags.add("denied")
        if self.perfect and "planned" in flags:
            # "Had been due to fly to X": it is not told that it came about.
            flags.add("possible")
        status: Status = "planned" if "planned" in flags else "told"
        if status == "told" and self._is_now(clauses):
            flags.add("now")
        if status == "told" and self._is_going_on(clauses):
            flags.add("going on")
        if self._is_under_way(clauses):
            flags.add("under way")
        if self._begins_whole(clauses):
            flags.add("beginning")
        return Frame(
            self.kinds[0],
            tuple(touches),
            self.noun or Noun(),
            status,
            frozenset(flags - {"planned"}),
            self._modes(clauses),
            sentence,
            self._moment(clauses),
        )

    def _is_broken_off(self, clauses: Clauses) -> bool:
        """Whether something befell one on the way: "was sailing to X when the mast broke"."""
        if self.kinds[0] not in _ON_WAY or "clause.meanwhile" not in clauses.tags:
            return False
        before = clauses.tokens[max(0, self.index - _LASTED) : self.index]
        word = clauses.tokens[self.index].word
        lasted = any("clause.lasted" in token.tags for token in before)
        goes_on = word.endswith("ing") or not self.kinds[0].startswith("verb.")
        after = clauses.tokens[self.reach + 1 :]
        if clauses.cues.verb_last and after and after[0].word == ",":
            after = after[1:]
        ends = (at for at, token in enumerate(after) if token.word in BREAKS or token.word == ",")
        clause = after[: next(ends, len(after))]
        return lasted and goes_on and any("clause.meanwhile" in token.tags for token in clause)

    def _is_thwarted(self, clauses: Clauses) -> bool:
        """Whether it was only wished for: "wanted to go to X, but the road was closed"."""
        if not {"status.wished", "clause.thwarted"} <= clauses.tags:
            return False
        end = self.reach + 2
        start = clauses.floor(self.index) + 1
        wished = any("status.wished" in token.tags for token in clauses.tokens[start:end])
        after = clauses.tokens[self.reach + 1 :]
        return wished and any(
            before.word in (",", ";") and "clause.thwarted" in token.tags
            for before, token in pairwise(after)
        )

    def _is_lost(self, clauses: Clauses) -> bool:
        """Whether one came to grief on the way: "sank on her way to X"."""
        if self.kinds[0] not in _ON_WAY or "status.lost" not in clauses.tags:
            return False
        before = clauses.tokens[clauses.floor(self.index) + 1 : self.index]
        return any("status.lost" in token.tags for token in before)

    def _own_flags(self, clauses: Clauses) -> Iterable[str]:
        token, kind = clauses.tokens[self.index], self.kinds[0]
        if self.perfect:
            yield "perfect"
        if kind == "verb.strike" or (kind == "verb.start" and "verb.strike" in self.kinds):
            yield "strike"
        yield from self._order_flags(clauses, token)
        if clauses.grammar is not None and clauses.grammar.is_headline_plan(self.index):
            yield "planned"
        if not kind.startswith("verb.") or self.kinds == LOOSE:
            yield from self._noun_flags(clauses)

    def _noun_flags(self, clauses: Clauses) -> Iterable[str]:
        token = clauses.tokens[self.index]
        if "noun.many" in token.tags and clauses.determiner(self.index) < 0:
            yield "habitual"
        if self._is_denied_after(clauses) or self._is_warned(clauses):
            yield "denied"

    def _order_flags(self, clauses: Clauses, token: Token) -> Iterable[str]:
        """What the word itself says of the order of movements."""
        kind = self.kinds[0]
        if "order.hither" in token.tags and kind != "verb.arrive":
            yield "hither"
        if "order.finish" in token.tags or self._ends_absence(clauses):
            yield "finish"
        if kind == "verb.wreck" and not is_storm(self.noun):
            # Wherever a wreck was bound, it never came there.
            yield "diverted"
        if self._is_present_perfect(clauses):
            yield "so far"

    def _ends_absence(self, clauses: Clauses) -> bool:
        """Whether one comes back from a journey of which is still to be told.

        "Returned to X after a three-month patrol": no place follows.
        """
        if "again" not in self.flags or clauses.tags.isdisjoint(_BACK_FROM):
            return False
        back = False
        for token in clauses.tokens[self.reach + 1 :]:
            if token.mention is not None or token.word in BREAKS:
                return False
            if back and token.has("noun.whole", "noun.trip"):
                return True
            back = back or token.has(*_BACK_FROM)
        return False

    def _is_warned(self, clauses: Clauses) -> bool:
        """Whether it only tells for where there is a warning: "a watch from X down to Y"."""
        if not self.kinds[0].startswith("phrase.") or "status.warned" not in clauses.tags:
            return False
        since = clauses.tokens[clauses.floor(self.index) + 1 : self.index]
        return any("status.warned" in token.tags for token in since)

    def _begins_whole(self, clauses: Clauses) -> bool:
        """Whether the journey itself begins: "started her trip in X", "the tour began in X"."""
        outer = self.outer if self.outer is not None and self.kinds[0] == "noun.trip" else self
        if "verb.start" not in outer.kinds:
            return False
        before = clauses.tokens[max(0, outer.index - _LASTED) : outer.index]
        if any("clause.whence" in token.tags for token in before):
            # "Flew to X, from where the tour begins": what was told leads there.
            return False
        around = clauses.tokens[max(0, self.index - _WHOLE) : self.index + _WHOLE]
        return any("noun.whole" in token.tags for token in around)

    def _is_present_perfect(self, clauses: Clauses) -> bool:
        """Whether it tells what has been so far: "a trip that has taken him to X"."""
        before = clauses.tokens[max(0, self.index - 2) : self.index]
        return any("status.so_far" in token.tags for token in before)

    def _is_now(self, clauses: Clauses) -> bool:
        """Whether it tells where the traveller is at the time of writing."""
        if self.noun is not None and self.noun.pronoun == "narrator":
            # "Ten acht uren is men te X" tells it as if it were now.
            since = clauses.tokens[clauses.floor(self.index) + 1 : self.index]
            timed = clauses.cues.verb_last and any("time.clock" in token.tags for token in since)
            return "order.now" in clauses.tokens[self.index].tags and not timed
        before = clauses.before(self.index)
        tags = before.tags if before else NOTHING
        return self.kinds[0] == "verb.stop" and "order.now" in tags

    def _is_under_way(self, clauses: Clauses) -> bool:
        """Whether one has not come to the goal yet: "is on her way from X to Y"."""
        if self.kinds[0] not in _AHEAD or "to" not in self.parts:
            return False
        before = clauses.tokens[max(0, self.index - _GOING_ON) : self.index]
        return any("order.now" in token.tags for token in before)

    def _is_going_on(self, clauses: Clauses) -> bool:
        """Whether it tells what is happening at the time of writing: "is now moving past X"."""
        if not self.kinds[0].startswith("verb."):
            return False
        before = clauses.tokens[
            max(clauses.segment(self.index), self.index - _GOING_ON) : self.index
        ]
        return any("order.now" in token.tags for token in before)

    def _is_denied_after(self, clauses: Clauses) -> bool:
        """Whether a denial follows the noun: "a stop in X was cancelled"."""
        if "status.denied" not in clauses.tags:
            return False
        for token in clauses.tokens[self.reach + 1 :]:
            if token.word in BREAKS or token.word == ",":
                return False
            if token.has("clause.and", "clause.subordinate"):
                return False
            if "status.denied" in token.tags:
                return True
        return False

    def _moment(self, clauses: Clauses) -> Moment:
        """The day of the movement: named beside it, or else first in its sentence."""
        months, weekdays = clauses.cues.months, clauses.cues.weekdays
        end = self._after_places(clauses) + _DAY_AFTER
        near = moment_in(clauses.tokens[clauses.segment(self.index) : end], months, weekdays)
        return near or moment_in(clauses.tokens[: self.index], months, weekdays)

    def _after_places(self, clauses: Clauses) -> int:
        """The index of the last place, with those that only say where it lies: "X, in Y"."""
        last = max(index for index, _ in self.touches)
        for at in range(last + 1, len(clauses.tokens)):
            token = clauses.tokens[at]
            if token.mention is not None:
                last = at
            elif token.word != "," and not token.has("preposition.at", "clause.link"):
                break
        return last

    def _modes(self, clauses: Clauses) -> tuple[Mode, ...]:
        """The means of travel that the trigger and the rest of its clause name."""
        if not modes_of(clauses.tags):
            return ()
        end = self.reach
        while end < len(clauses.tokens) and not clauses.ends(end):
            end += 1
        around = clauses.tokens[clauses.segment(self.index) : end]
        tokens = [clauses.tokens[self.index], *around]
        return tuple(mode for token in tokens if token.tags for mode in modes_of(token.tags))
