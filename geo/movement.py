"""Movements: a place, whether one leaves, passes or reaches it, and how certain that is.

A sentence is read from left to right, clause by clause, without a parser. A verb or noun
of movement ("sailed", "flight") opens a frame; a preposition ("from", "to", "via") or the
place of an object ("reached X") says what part in it a toponym plays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, Literal

from geo.cues import BREAKS, NOTHING, Cues, Token
from geo.nouns import (
    Noun,
    first_noun,
    is_number,
    is_person,
    is_preposition,
    is_pronoun,
    noun_after,
    subject_before,
)
from geo.story import Mention, Mode, Place, Span
from geo.times import Moment, moment_in

Part = Literal["from", "via", "to", "at"]
Status = Literal["told", "planned"]

# What part a place plays by the cue before it (rows) and the preposition between (columns);
# "object" is no preposition at all: "reached X".
PARTS: Final[dict[str, dict[str, Part]]] = {
    "verb.go": {"from": "from", "to": "to", "into": "to", "via": "via"},
    "verb.bound": {"for": "to"},
    "verb.arrive": {
        "from": "from",
        "to": "to",
        "into": "to",
        "at": "to",
        "near": "to",
        "via": "via",
    },
    "verb.reach": {"from": "from", "object": "to", "via": "via"},
    "verb.enter": {
        "from": "from",
        "object": "to",
        "to": "to",
        "into": "to",
        "via": "via",
        "at": "via",
    },
    "verb.leave": {
        "from": "from",
        "object": "from",
        "at": "from",
        "to": "to",
        "for": "to",
        "via": "via",
    },
    "verb.start": {
        "from": "from",
        "to": "to",
        "for": "to",
        "at": "from",
        "into": "from",
        "via": "via",
    },
    "verb.pass": {
        "from": "from",
        "to": "to",
        "via": "via",
        "object": "via",
        "at": "via",
        "into": "via",
    },
    "verb.stop": {"at": "to", "into": "to", "near": "to"},
    "verb.board": {
        "from": "from",
        "to": "to",
        "for": "to",
        "at": "from",
        "into": "from",
    },
    "verb.bring": {"from": "from", "to": "to", "into": "to", "via": "via"},
    "verb.strike": {
        "from": "from",
        "to": "to",
        "at": "to",
        "object": "to",
        "via": "via",
    },
    "verb.spend": {"at": "to", "into": "to"},
    "verb.appear": {"object": "via"},
    "verb.presence": {"at": "at", "into": "at"},
    "noun.trip": {"from": "from", "to": "to", "into": "to", "for": "to", "via": "via"},
    "noun.arrival": {"from": "from", "to": "to", "at": "to", "into": "to"},
    "noun.departure": {
        "from": "from",
        "to": "to",
        "for": "to",
        "at": "from",
        "into": "from",
    },
    "noun.stay": {"to": "to", "at": "to", "into": "to"},
    "phrase.goal": {"to": "to", "via": "via", "from": "from"},
    "phrase.source": {"from": "from", "to": "to", "via": "via"},
    "phrase.via": {"via": "via", "to": "to", "from": "from"},
}
# What part a place plays that "where" refers back to: "X, where he boarded a train".
WHERE: Final[dict[str, Part]] = {
    "verb.arrive": "to",
    "verb.stop": "to",
    "verb.presence": "at",
    "verb.enter": "via",
    "verb.pass": "via",
    "verb.board": "from",
    "verb.start": "from",
    "verb.leave": "from",
    "noun.arrival": "to",
    "noun.departure": "from",
}

Flag = Literal[
    "denied", "possible", "habitual", "bygone", "perfect", "diverted",
    "after", "before", "earlier", "again", "thence", "each", "verbless", "strike",
]  # fmt: skip
_STATUS_FLAGS: Final = ("denied", "possible", "habitual", "bygone", "diverted")
_ORDER_FLAGS: Final = ("earlier", "again")
_LOGGED: Final = frozenset(("verb.leave", "verb.reach", "verb.arrive", "verb.pass"))
_ENTRIES: Final = frozenset(
    ("verb.leave", "verb.reach", "verb.arrive", "verb.pass", "verb.start")
)
_ORDERERS: Final = frozenset(("order.after", "order.before"))
_OPENERS: Final = _ORDERERS | {"clause.subordinate", "clause.where"}
_SUBJECTS: Final = frozenset(("i", "we", "he", "she", "they"))
_ARROWS: Final = frozenset(("→", "->", "➔", "⇒", "▸"))
# Between a preposition and its place stand at most so many words: "in the small border town of X".
REACH: Final = 6
# And so many between "to a" and "in": "to a small shop in X".
_REACH_IN: Final = 4
# A verb governs no place further off than this many words.
GOVERNS: Final = 16


@dataclass(frozen=True, slots=True)
class Touch:
    """A place in a frame, the part that it plays, and the words that say so.

    ``mention`` is None for "home".
    """

    mention: Mention | None
    part: Part
    cue: Span
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One movement: what one verb or noun says of one traveller."""

    kind: str
    word: str
    touches: tuple[Touch, ...]
    traveller: Noun
    status: Status
    flags: frozenset[str]
    modes: tuple[Mode, ...]
    sentence: Span
    moment: Moment = Moment()


@dataclass(slots=True)
class _Trigger:
    """A cue of movement that is being read."""

    index: int
    kinds: tuple[str, ...]
    clause: int
    touches: list[tuple[int, Touch]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    noun: Noun | None = None
    perfect: bool = False
    outer: _Trigger | None = None

    def part(self, column: str) -> tuple[str, Part] | None:
        for kind in self.kinds:
            part = PARTS[kind].get(column)
            if part is not None:
                return kind, part
        return None


@lru_cache(maxsize=4096)
def _kinds_of(tags: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind in PARTS if kind in tags)


def holds(outer: Place, inner: Place) -> bool:
    """Whether the one place is an area that holds the other, by country and state."""
    if outer.id == inner.id or inner.kind in ("country", "continent"):
        return outer.kind == "continent" and inner.kind == "country"
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind == "state":
        return (
            outer.country == inner.country
            and inner.state == outer.name
            and inner.kind != "state"
        )
    return outer.kind == "continent"


def contains(outer: Mention, inner: Mention) -> bool:
    """Whether "X, Y" may say that X lies in Y: Y holds it, or is wider and of no one country."""
    a, b = outer.place, inner.place
    if a is None or b is None:
        return False
    return holds(a, b) or (
        a.kind in ("region", "county", "sea", "island")
        and b.kind not in (a.kind, "country", "state")
    )


class SentenceReader:
    """Reads the frames of one sentence; see :func:`read_frames`."""

    def __init__(self, tokens: Sequence[Token], cues: Cues, sentence: Span) -> None:
        self.tokens = tokens
        self.cues = cues
        self.sentence = sentence
        self.triggers: list[_Trigger] = []
        self.trigger: _Trigger | None = None
        self.clause = 0
        self.clause_flags: set[str] = set()
        self.clause_at = 0
        self.column: str = ""
        self.column_at = 0
        self.pending: list[tuple[int, str, int]] = []
        self.last: tuple[int, _Trigger | None, Part | None] | None = None
        self.after_semicolon = False
        self.thence = False
        self.thence_at = 0
        self.where: int | None = None
        self.by = "where"

    def frames(self) -> list[Frame]:
        """The frames that name a place, in the order of their cues."""
        for index, token in enumerate(self.tokens):
            if token.mention is not None:
                if self._is_place(index, token.mention):
                    self._place(index, token.mention)
            else:
                self._word(index, token)
        self._close_clause()
        for trigger in self.triggers:
            first = min(
                (index for index, _ in trigger.touches), default=len(self.tokens)
            )
            trigger.perfect = self._is_perfect(trigger)
            trigger.noun = self._traveller(trigger, first)
            self._leave_presence(trigger)
        return [self._frame(t) for t in self.triggers if t.touches]

    def _leave_presence(self, trigger: _Trigger) -> None:
        """ "Was treated in X and then flown to Y": X is where that way begins."""
        before = self._continued(trigger.index)
        parts = {touch.part for _, touch in trigger.touches}
        if (
            before is None
            or before.kinds != ("verb.presence",)
            or parts & {"from", "at"}
            or not parts
        ):
            return
        before.kinds = ("verb.start",)
        before.touches = [
            (i, replace(touch, part="from")) for i, touch in before.touches
        ]

    def _is_place(self, index: int, mention: Mention) -> bool:
        """Whether the toponym may be a stop: placed, and a name, not a ship's, "the Mongolia"."""
        if mention.place is None or mention.kind == "demonym" or not index:
            return mention.place is not None and mention.kind == "name"
        before = self.tokens[index - 1]
        if mention.kind == "embedded":
            return not _LOGGED.isdisjoint(before.tags)
        if before.word != "the" or mention.place.kind not in (
            "country",
            "state",
            "city",
        ):
            return True
        name = self.tokens[index].word
        after = self.tokens[index + 1].tags if index + 1 < len(self.tokens) else NOTHING
        return (
            name in self.cues.articled
            or name != mention.text.lower()
            or name.endswith("s")
            or " " in name
            or "place.kind" in after
        )

    # Words -----------------------------------------------------------------

    def _word(self, index: int, token: Token) -> None:
        tags, word = token.tags, token.word
        if not tags and word[0].isalnum():
            return
        if self._ends_clause(index) or self._opens_clause(index, token):
            self._close_clause(index)
            self.after_semicolon = word == ";"
            self.where = self._referred(index, token)
            self.by = next(
                (k for k in ("whence", "where") if f"clause.{k}" in tags), "which"
            )
            self.clause_flags = {
                tag[6:] for tag in tags if tag in ("order.after", "order.before")
            }
            if "order.after" in tags and self._kinds(index, token):
                self._open(index, token)
            return
        if word == ",":
            self.column = ""
            if self._subject_follows(index):
                self.clause_flags = set()
            return
        if word in _SUBJECTS and index - self.clause_at > 3:
            self.clause_flags = set()
        if "phrase.thence" in tags:
            self.thence, self.thence_at = True, index
        if self._particle(index, token):
            return
        kinds = self._kinds(index, token)
        if kinds:
            self._open(index, token, kinds)
        if "preposition.cut" in tags and not self._holds(index, token):
            self.column = ""
        elif self._preposition(index, token) or kinds:
            return
        elif "place.home" in tags:
            self._home(index, token)
        elif any(tag.startswith("time.") for tag in tags):
            self.column = "" if self.column != "object" else self.column

    def _subject_follows(self, index: int) -> bool:
        """Whether a clause with a subject of its own follows the comma."""
        for token in self.tokens[index + 1 : index + 3]:
            if is_pronoun(token) or (
                token.mention is None and token.capital and not token.tags
            ):
                return True
            if "clause.link" in token.tags:
                return True
            if "clause.adverb" not in token.tags and "clause.and" not in token.tags:
                return False
        return False

    def _ends_clause(self, index: int) -> bool:
        """Whether the sign ends a clause; a full stop after an abbreviation does not."""
        token = self.tokens[index]
        if token.word != "." or not index:
            return token.word in BREAKS
        before = self.tokens[index - 1]
        return len(before.word) > 3 or not (before.capital or before.word[0].isdigit())

    def _opens_clause(self, index: int, token: Token) -> bool:
        tags = token.tags
        if "order.after" in tags or "order.before" in tags:
            after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            return after is None or not (
                after.word[0].isdigit()
                or any(t.startswith("time.") for t in after.tags)
            )
        if "clause.subordinate" in tags:
            return True
        if "clause.where" in tags or "clause.whence" in tags:
            return True
        if "clause.relative" not in tags:
            return False
        before = self.tokens[index - 1].word if index else ","
        return before == "," or self.cues.language == "en"

    def _referred(self, index: int, token: Token) -> int | None:
        """The place that "where" refers back to."""
        if not any(
            f"clause.{kind}" in token.tags for kind in ("where", "whence", "which")
        ):
            return None
        for at in range(index - 1, max(-1, index - 4), -1):
            if self.tokens[at].mention is not None:
                named = self.tokens[at].mention
                return (
                    at
                    if named is not None
                    and named.kind == "name"
                    and named.place is not None
                    else None
                )
        return None

    def _kinds(self, index: int, token: Token) -> tuple[str, ...]:
        """The rows of PARTS that the word opens; none for a name or "hours of arrival"."""
        kinds = _kinds_of(token.tags)
        if "verb.enter" in kinds:
            kinds = ("verb.enter",)
        if kinds and " " not in token.word and self._determiner(index) >= 0:
            kinds = tuple(kind for kind in kinds if not kind.startswith("verb."))
        if "verb.spend" in kinds:
            near = self.tokens[max(0, index - 6 * self.cues.verb_last) : index + 6]
            timed = any(
                tag.startswith("time.") and "time.long" not in token.tags
                for token in near
                for tag in token.tags
            )
            kinds = ("verb.spend",) if timed else ("verb.presence",)
        if not kinds or (
            token.capital
            and index
            and not self._starts(index)
            and not self._is_title(token)
        ):
            return ()
        if kinds[0] in ("noun.arrival", "noun.departure") and index:
            before = self.tokens[index - 1]
            near = [before, self.tokens[index - 2]] if index > 1 else [before]
            if any(t.word == "of" or "preposition.of_from" in t.tags for t in near):
                return ()
        return kinds

    def _determiner(self, index: int) -> int:
        """Where the article or possessive of a noun stands: "the trip", "a short visit"; else -1."""
        if self.cues.language == "de" or not index:
            return -1
        for at in range(index - 1, max(-1, index - 4), -1):
            token = self.tokens[at]
            if token.word == "'s" or "clause.indefinite" in token.tags:
                return at
            if (
                at == index - 1
                and "clause.link" in token.tags
                and "clause.relative" not in token.tags
            ):
                return at
            if (
                token.mention is not None
                or not token.word.isalpha()
                or token.tags
                and not is_person(token)
            ):
                return -1
        return -1

    def _is_title(self, token: Token) -> bool:
        """Whether capitals say nothing here: German nouns, headlines."""
        return self.cues.language == "de" or token.word.count(" ") > 0

    def _starts(self, index: int) -> bool:
        """Whether only signs, numbers and times precede in the clause."""
        for at in range(index - 1, -1, -1):
            before = self.tokens[at]
            if before.word in BREAKS or before.word in "'’":
                return True
            if not (
                before.word == ","
                or before.word[0].isdigit()
                or any(t.startswith("time.") for t in before.tags)
            ):
                return False
        return True

    def _open(self, index: int, token: Token, kinds: tuple[str, ...] = ()) -> None:
        kinds = kinds or self._kinds(index, token)
        weak = kinds == ("verb.presence",)
        held = self.trigger
        goes_on = held is not None and held.clause == self.clause
        if weak and goes_on and not self._joins_verb(index):
            return
        trigger = _Trigger(index, kinds, self.clause)
        if (
            kinds[0].startswith("noun.")
            and held is not None
            and held.clause == self.clause
        ):
            trigger.outer = held
        if "noun.stay" in kinds and any(
            "order.follows" in t.tags for t in self.tokens[max(0, index - 3) : index]
        ):
            trigger.flags.add("earlier")
        if self.thence:
            trigger.flags.add("thence")
            self.thence = False
            self._leave_pending(trigger)
        self.triggers.append(trigger)
        self.trigger = trigger
        part = self._part_referred(kinds)
        if self.where is not None and part is not None:
            self._touch(
                trigger, self.where, self.tokens[self.where].mention, part, token.span
            )
            self.where = self.where if kinds == ("verb.presence",) else None
        self._license_pending(trigger)
        self.column, self.column_at = (
            self._closing_preposition(token) or "object",
            index,
        )
        for tag, column in (
            ("phrase.goal", "to"),
            ("phrase.source", "from"),
            ("phrase.via", "via"),
        ):
            if tag in token.tags:
                self.column = column
                if (
                    held is not None
                    and held.clause == self.clause
                    and held.part(column)
                ):
                    self.triggers.pop()
                    self.trigger = held

    def _leave_pending(self, trigger: _Trigger) -> None:
        """ "Was treated in X and taken from there": X is the source."""
        for waiting in reversed(self.pending):
            if waiting[0] < self.thence_at and waiting[1] in ("at", "into"):
                self.pending.remove(waiting)
                mention = self.tokens[waiting[0]].mention
                self._touch(
                    trigger,
                    waiting[0],
                    mention,
                    "from",
                    self.tokens[self.thence_at].span,
                )
                return

    def _part_referred(self, kinds: tuple[str, ...]) -> Part | None:
        """The part of the place that a relative pronoun refers back to."""
        if self.where is None:
            return None
        if self.by == "whence":
            return "from"
        if self.by == "where":
            return WHERE.get(kinds[0])
        return next(
            (PARTS[kind]["object"] for kind in kinds if "object" in PARTS[kind]), None
        )

    def _joins_verb(self, index: int) -> bool:
        """Whether a verb goes on after another: "left X, dined at Y"."""
        before = self.tokens[index - 1] if index else None
        if before is None or "clause.passive" in self.tokens[index].tags:
            return False
        return before.word == "," or "clause.and" in before.tags

    def _closing_preposition(self, token: Token) -> str:
        """The preposition that ends a phrase: "called at"."""
        first, _, last = token.word.rpartition(" ")
        tags = self.cues.words.get(last, NOTHING) if first else NOTHING
        return next(
            (
                c
                for c in ("to", "into", "at", "near", "from", "via")
                if f"preposition.{c}" in tags
            ),
            "",
        )

    def _preposition(self, index: int, token: Token) -> bool:
        for tag in ("from", "to", "for", "at", "near", "via", "of_from", "into"):
            if f"preposition.{tag}" in token.tags:
                break
        else:
            return False
        if tag == "of_from":
            if self.column and self._holds(index, token):
                return True
            if (
                index
                and is_person(self.tokens[index - 1])
                and not self._goal_follows(index)
            ):
                self.column = ""
                return True
            tag = "from"
        if tag == "to" and self._infinitive(index):
            self.column = ""
            return True
        if tag == "from" and self._is_origin(index):
            self.column = ""
            return True
        if tag in ("at", "into") and self._leads_into(index):
            self.column_at = index
            return True
        if (
            tag in ("at", "into")
            and self.column not in ("", "object")
            and index
            and self._is_institution(index - 1)
        ):
            self.column_at = index
            return True
        self.column, self.column_at = tag, index
        return True

    def _leads_into(self, index: int) -> bool:
        """Whether the place only says where a goal lies: "to a shop in X"."""
        at = self.column_at + 1
        if (
            self.column not in ("to", "into", "from")
            or not at < index <= at + _REACH_IN
        ):
            return False
        return any(
            f"clause.{kind}" in self.tokens[at].tags for kind in ("link", "possessive")
        )

    def _is_institution(self, index: int) -> bool:
        """Whether the token ends the name of a building or camp: "to a hospital in X"."""
        token = self.tokens[index]
        named = token.capital and token.mention is None and not token.tags
        return "place.institution" in token.tags or (
            named and index - self.column_at <= 4
        )

    def _holds(self, index: int, token: Token) -> bool:
        """Whether "of" only joins a kind of place to its name: "the city of X"."""
        if token.word != "of" and "preposition.of_from" not in token.tags:
            return False
        before = self.tokens[index - 1].tags if index else NOTHING
        return "place.kind" in before or "place.institution" in before

    @staticmethod
    def _is_person(token: Token) -> bool:
        return any(
            tag in token.tags
            for tag in ("traveller.person", "traveller.leader", "traveller.group")
        )

    def _is_origin(self, index: int) -> bool:
        """Whether "from" tells where somebody is of, or a distance, and no journey."""
        if not index:
            return False
        before = self.tokens[index - 1]
        if "distance.unit" in before.tags and any(
            t.word[0].isdigit() for t in self.tokens[max(0, index - 4) : index]
        ):
            return True
        if before.word in ("far", "away"):
            return True
        return is_person(before) and not self._goal_follows(index)

    def _goal_follows(self, index: int) -> bool:
        """Whether a goal follows the source in the same clause."""
        seen = False
        for token in self.tokens[index + 1 : index + 12]:
            if token.word in BREAKS:
                return False
            if token.mention is not None:
                seen = True
            elif seen and (
                "preposition.to" in token.tags
                or "phrase.goal" in token.tags
                or "preposition.into" in token.tags
            ):
                return True
        return False

    def _infinitive(self, index: int) -> bool:
        """Whether "to" opens an infinitive that is no movement: "flew to discuss"."""
        if self.tokens[index].word not in ("to", "te", "zu") or index + 1 >= len(
            self.tokens
        ):
            return False
        after = self.tokens[index + 1]
        if after.mention is not None or after.capital or after.word in "'’":
            return False
        nominal = ("clause.link", "place.kind", "place.institution", "preposition.at")
        if any(tag in after.tags for tag in nominal) or after.word[0].isdigit():
            return False
        if (
            any(t.mention is not None for t in self.tokens[index + 1 : index + 4])
            and not after.tags
        ):
            return not after.word.endswith(("n", "al", "ed", "ic", "ly"))
        return True

    def _home(self, index: int, token: Token) -> None:
        trigger = self.trigger
        after = self.tokens[index + 1].tags if index + 1 < len(self.tokens) else NOTHING
        if (
            trigger is None
            or trigger.clause != self.clause
            or index - trigger.index > 3
        ):
            return
        if any(tag.startswith("preposition.") for tag in after):
            return
        if any(
            kind in ("verb.go", "verb.arrive", "noun.arrival", "verb.bring")
            for kind in trigger.kinds
        ):
            near = self.tokens[max(0, index - 3) : index + 1]
            if any("order.again" in t.tags for t in near) or "verb.go" in trigger.kinds:
                self._touch(trigger, index, None, "to", token.span)

    def _particle(self, index: int, token: Token) -> bool:
        """Take a separable prefix at the end of its clause: "fuhr um acht in X ab"."""
        if not self.cues.verb_last:
            return False
        kind = next(
            (
                k
                for k in ("start", "arrive", "stop", "reach")
                if f"particle.{k}" in token.tags
            ),
            None,
        )
        trigger = self.trigger
        if (
            kind is None
            or trigger is None
            or trigger.clause != self.clause
            or "verb.go" not in trigger.kinds
        ):
            return False
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        ends = (
            after is None or after.word in BREAKS | {","} or "clause.and" in after.tags
        )
        if (
            after is not None
            and not ends
            and (after.mention is not None or not is_preposition(after))
        ):
            return False
        trigger.kinds = (
            self.cues.splits.get(
                f"{self.tokens[trigger.index].word} {token.word}", f"verb.{kind}"
            ),
        )
        self._license_pending(trigger)
        return True

    # Places ----------------------------------------------------------------

    def _place(self, index: int, mention: Mention) -> None:
        if self._joins(index, mention):
            return
        column, at = self.column, self.column_at
        if self._modifies(index):
            return
        self.column = ""
        self.last = (index, None, None)
        if column and index - at > REACH:
            column = ""
        if not column:
            column, at = ("none", index)
        trigger = self.trigger
        if self.thence and column in ("to", "into", "via") and not self.cues.verb_last:
            trigger = self._start_thence()
        waits = (
            self.cues.verb_last
            and trigger is not None
            and trigger.kinds == ("verb.presence",)
        )
        while (
            trigger is not None
            and not waits
            and self._governs(trigger, index, column, at)
        ):
            licensed = trigger.part(column)
            if column == "at" and self._leaves_vehicle(trigger, at):
                licensed = ("verb.arrive", "to")
            if column == "object" and self._is_logged(trigger, index):
                licensed = ("verb.arrive", "to")
            if licensed:
                self._touch(
                    trigger,
                    index,
                    mention,
                    licensed[1],
                    self.tokens[trigger.index].span,
                )
                return
            trigger = trigger.outer
        self.pending.append((index, column, at))

    def _leaves_vehicle(self, trigger: _Trigger, at: int) -> bool:
        """Whether one leaves a vehicle there, and so arrives: "left the ship at X"."""
        between = self.tokens[trigger.index + 1 : at]
        return "verb.leave" in trigger.kinds and any(
            "traveller.vehicle" in t.tags for t in between
        )

    def _is_logged(self, trigger: _Trigger, index: int) -> bool:
        """Whether it reads "Arrived X", as a log does."""
        beside = trigger.index + 1 == index and "verb.arrive" in trigger.kinds
        return beside and self._starts(trigger.index)

    def _start_thence(self) -> _Trigger:
        """ "Thence to X took six days": a way without a verb of movement."""
        trigger = _Trigger(
            self.thence_at, ("noun.trip",), self.clause, flags={"thence"}
        )
        self.triggers.append(trigger)
        self.trigger, self.thence = trigger, False
        return trigger

    def _governs(self, trigger: _Trigger, index: int, column: str, at: int) -> bool:
        if index - max([trigger.index, *(i for i, _ in trigger.touches)]) > GOVERNS:
            return False
        if column == "none":
            return False
        if trigger.clause != self.clause:
            return (
                column in ("to", "from", "via")
                and trigger.clause == self.clause - 1
                and self._parenthesis(trigger)
            )
        between = self.tokens[trigger.index + 1 : at]
        if column == "at" and any(t.word == "," for t in between):
            return len(between) <= 2 or all(self._is_time(t) for t in between)
        return True

    def _parenthesis(self, trigger: _Trigger) -> bool:
        return False

    @staticmethod
    def _is_time(token: Token) -> bool:
        return (
            token.word == ","
            or token.word[0].isdigit()
            or any(
                tag.startswith(("time.", "preposition.at", "clause.link"))
                for tag in token.tags
            )
        )

    def _joins(self, index: int, mention: Mention) -> bool:
        """Take a place that follows another: "X, Y and Z" or "X, in the country of Y"."""
        if self.last is None:
            return self._resumes(index, mention)
        before, trigger, part = self.last
        between = self.tokens[before + 1 : index]
        previous = self.tokens[before].mention
        if not between or previous is None or len(between) > 6:
            return self._resumes(index, mention)
        if contains(mention, previous) and self._locates(between):
            self.last = (index, trigger, part)
            self.column = ""
            return True
        if (
            contains(previous, mention)
            and between[0].word in (",", "(")
            and len(between) == 1
            and trigger
        ):
            # "in Germany, Berlin": the finer place follows.
            self._touch(
                trigger, index, mention, part or "to", self.tokens[trigger.index].span
            )
            return True
        words = [
            t
            for t in between
            if "clause.link" not in t.tags and "place.kind" not in t.tags
        ]
        if words and all(
            t.word == "," or "clause.and" in t.tags or t.word == "&" for t in words
        ):
            if trigger is None or part is None:
                self.last = (index, None, None)
                column, at = next(
                    ((c, a) for i, c, a in self.pending if i == before), ("none", index)
                )
                self.pending.append((index, column, at))
            else:
                self._touch(
                    trigger,
                    index,
                    mention,
                    part,
                    self.tokens[trigger.index].span,
                    listed=True,
                )
            self.column = ""
            return True
        if len(between) == 1 and between[0].word in _ARROWS:
            self._arrow(before, index, previous, mention)
            return True
        return self._resumes(index, mention)

    def _locates(self, between: Sequence[Token]) -> bool:
        """Whether the words only say what the place lies in: "," or "(in"."""
        return all(
            t.word in (",", "(", "area", "region")
            or "clause.link" in t.tags
            or "place.kind" in t.tags
            or t.word == "of"
            or "preposition.at" in t.tags
            or "preposition.of_from" in t.tags
            or "preposition.into" in t.tags
            for t in between
        )

    def _resumes(self, index: int, mention: Mention) -> bool:
        """Go on with a list whose members are parted by semicolons."""
        if not self.after_semicolon:
            return False
        start = index - 1
        while start >= 0 and self.tokens[start].word != ";":
            tags = self.tokens[start].tags
            if not ("clause.and" in tags or "preposition.at" in tags):
                return False
            start -= 1
        done = [t for t in self.triggers if t.touches]
        done = [t for t in done if t.kinds != ("verb.presence",)] or done
        if start < 0 or not done:
            return False
        part = done[-1].touches[-1][1].part
        self._touch(
            done[-1],
            index,
            mention,
            part,
            self.tokens[done[-1].index].span,
            listed=True,
        )
        self.column = ""
        return True

    def _arrow(self, before: int, index: int, first: Mention, second: Mention) -> None:
        trigger = self.last[1] if self.last else None
        arrow = self.tokens[index - 1]
        if trigger is None:
            trigger = _Trigger(index - 1, ("noun.trip",), self.clause)
            self.triggers.append(trigger)
            self.pending = [waiting for waiting in self.pending if waiting[0] != before]
            self._touch(trigger, before, first, "from", arrow.span)
        self._touch(trigger, index, second, "to", arrow.span)

    def _modifies(self, index: int) -> bool:
        """Whether the place only describes what follows: "Florida's X", "Paris police"."""
        if index + 1 >= len(self.tokens):
            return False
        after = self.tokens[index + 1]
        if after.word == "'s":
            following = (
                self.tokens[index + 2] if index + 2 < len(self.tokens) else after
            )
            return not (
                "place.kind" in following.tags or "place.institution" in following.tags
            )
        return is_person(after) and not after.capital and self.cues.language == "en"

    def _touch(
        self,
        trigger: _Trigger,
        index: int,
        mention: Mention | None,
        part: Part,
        cue: Span,
        listed: bool = False,
    ) -> None:
        low = min(self._segment(trigger), index)
        if any(
            "status.occasion" in token.tags
            for token in self.tokens[: max(index, trigger.index)]
        ):
            trigger.flags.add("bygone")
        joint = (
            self._junction(trigger.index)
            if "clause.and" in self._joint_tags(trigger)
            else -1
        )
        for at in range(low, max(index, trigger.index) + 1):
            for tag in self.tokens[at].tags:
                if at < joint and tag in ("status.denied", "status.habitual"):
                    continue
                section, _, name = tag.partition(".")
                if (section == "status" and name in (*_STATUS_FLAGS, "planned")) or (
                    section == "order" and name in _ORDER_FLAGS
                ):
                    trigger.flags.add(name)
        trigger.flags |= self.clause_flags
        trigger.touches.append((index, Touch(mention, part, cue, listed)))
        if mention is not None:
            self.last = (index, trigger, part)

    def _joint_tags(self, trigger: _Trigger) -> frozenset[str]:
        at = self._junction(trigger.index)
        return self.tokens[at].tags if at >= 0 else NOTHING

    def _segment(self, trigger: _Trigger) -> int:
        """Where the part of the sentence that bears on the trigger begins."""
        start = trigger.index
        while start > 0:
            token = self.tokens[start - 1]
            if self._starts_anew(start - 1) or "clause.contrast" in token.tags:
                break
            if token.word == "," and self._subject_follows(start - 1):
                break
            if (
                token.mention is None
                and "clause.relative" in token.tags
                and self._opens_clause(start - 1, token)
            ):
                break
            start -= 1
        return start

    def _license_pending(self, trigger: _Trigger) -> None:
        """Give a verb the places that stand before it: "At X we boarded", "X verlassen"."""
        if trigger.kinds == ("verb.presence",):
            return
        kept = []
        for index, column, at in self.pending:
            licensed = self._backward(trigger, index, column, at)
            if licensed:
                self._touch(
                    trigger,
                    index,
                    self.tokens[index].mention,
                    licensed,
                    self.tokens[trigger.index].span,
                )
            else:
                kept.append((index, column, at))
        self.pending = kept
        trigger.touches.sort(key=lambda touch: touch[0])

    def _backward(
        self, trigger: _Trigger, index: int, column: str, at: int
    ) -> Part | None:
        fronted = self._is_fronted(at)
        if column == "none":
            found = trigger.part("object")
            if found is None:
                return None
            if found[0] == "verb.appear":
                return found[1]
            passive = any(
                "clause.passive" in t.tags
                for t in self.tokens[index + 1 : trigger.index]
            )
            if passive and trigger.index - index <= 5:
                return found[1]
            after = (
                self.tokens[trigger.index + 1]
                if trigger.index + 1 < len(self.tokens)
                else None
            )
            ends = (
                after is None
                or after.word in BREAKS
                or after.word == ","
                or is_pronoun(after)
                or self._is_time(after)
            )
            return found[1] if self.cues.verb_last and ends else None
        found = trigger.part(column)
        if found is None or not (self.cues.verb_last or fronted):
            return None
        if (
            column == "from"
            and at > self._clause_start(index)
            and not fronted
            and self._is_of(at)
        ):
            return None
        return found[1] if trigger.index - index <= GOVERNS else None

    def _is_fronted(self, at: int) -> bool:
        """Whether the preposition begins its clause, but for an adverb or a conjunction."""
        if at - self._clause_start(at) < 1:
            return True
        tags = self.tokens[at - 1].tags
        light = ("clause.and", "clause.adverb", "clause.contrast", "order.again")
        return self.tokens[at - 1].word == "," or any(tag in tags for tag in light)

    def _is_of(self, at: int) -> bool:
        """Whether a source only says of whom or what it is: "firms from X delivered"."""
        before = self.tokens[at - 1]
        rides = "traveller.vehicle" in before.tags or "traveller.thing" in before.tags
        return is_person(before) or (
            not before.tags and before.word.isalpha() and not rides
        )

    def _clause_start(self, index: int) -> int:
        start = index
        while start > 0 and self.tokens[start - 1].word not in BREAKS:
            start -= 1
        return start

    def _close_clause(self, index: int = 0) -> None:
        for at, column, _ in self.pending:
            self._left_over(at, column)
        self.pending = []
        self.column = ""
        self.clause += 1
        self.clause_at = index
        self.clause_flags = set()
        self.after_semicolon = False

    def _left_over(self, index: int, column: str) -> None:
        """A place that no verb of movement took: "was in X", or with a time, "At noon in X"."""
        if column not in ("at", "into"):
            return
        here = [t for t in self.triggers if t.clause == self.clause]
        present = [t for t in here if t.kinds == ("verb.presence",)]
        if present:
            cue = self.tokens[present[-1].index].span
            self._touch(present[-1], index, self.tokens[index].mention, "at", cue)
        if here:
            return
        start = self._clause_start(index)
        if not any("time.clock" in t.tags for t in self.tokens[start:index]):
            return
        trigger = _Trigger(start, ("verb.presence",), self.clause, flags={"verbless"})
        self.triggers.append(trigger)
        self._touch(
            trigger, index, self.tokens[index].mention, "at", self.tokens[start].span
        )

    # Frames ----------------------------------------------------------------

    def _frame(self, trigger: _Trigger) -> Frame:
        self._denied_after(trigger)
        token = self.tokens[trigger.index]
        many = "noun.many" in token.tags and trigger.kinds[0].startswith("noun.")
        if many and self._determiner(trigger.index) < 0:
            trigger.flags.add("habitual")
        if trigger.perfect:
            trigger.flags.add("perfect")
        flags = set(trigger.flags)
        status: Status = "planned" if "planned" in flags else "told"
        flags.discard("planned")
        if trigger.kinds[0] == "verb.strike":
            flags.add("strike")
        if "order.now" in self.tokens[trigger.index].tags and trigger.noun is not None:
            if trigger.noun.pronoun == "narrator" and status == "told":
                flags.add("now")
        before = self.tokens[trigger.index - 1].tags if trigger.index else NOTHING
        if (
            trigger.kinds[0] == "verb.stop"
            and "order.now" in before
            and status == "told"
        ):
            flags.add("now")
        if "order.hither" in self.tokens[trigger.index].tags:
            flags.add("hither")
        return Frame(
            trigger.kinds[0],
            self.tokens[trigger.index].word,
            tuple(
                touch for _, touch in sorted(trigger.touches, key=lambda pair: pair[0])
            ),
            trigger.noun or Noun(),
            status,
            frozenset(flags),
            self._modes(trigger),
            self.sentence,
            self._moment(trigger),
        )

    def _denied_after(self, trigger: _Trigger) -> None:
        """ "A stop in X was cancelled": a noun's denial follows it."""
        if trigger.kinds[0].startswith("verb."):
            return
        for token in self.tokens[max(index for index, _ in trigger.touches) + 1 :]:
            if token.word in BREAKS or token.word == "," or "clause.and" in token.tags:
                return
            if "status.denied" in token.tags:
                trigger.flags.add("denied")

    def _moment(self, trigger: _Trigger) -> Moment:
        """The day of the movement: named beside it, or else first in its sentence."""
        end = max(index for index, _ in trigger.touches) + 9
        near = moment_in(
            self.tokens[self._segment(trigger) : end],
            self.cues.months,
            self.cues.weekdays,
        )
        return (
            near
            if near != Moment()
            else moment_in(
                self.tokens[: trigger.index], self.cues.months, self.cues.weekdays
            )
        )

    def _modes(self, trigger: _Trigger) -> tuple[Mode, ...]:
        """The means of travel that the trigger's clause names, the trigger's own first."""
        found: list[Mode] = []
        end = max(trigger.index, *(index for index, _ in trigger.touches))
        while end < len(self.tokens) and not self._ends_clause(end):
            end += 1
        tokens = [
            self.tokens[trigger.index],
            *self.tokens[self._segment(trigger) : end],
        ]
        for token in tokens:
            found += [tag[5:] for tag in token.tags if tag.startswith("mode.")]  # type: ignore[misc]
        return tuple(found)

    def _traveller(self, trigger: _Trigger, first: int) -> Noun:
        index = trigger.index
        if "verb.appear" in trigger.kinds:
            return Noun()
        if self._is_entry(trigger):
            return Noun(pronoun="narrator")
        brings = "verb.bring" in trigger.kinds and trigger.kinds[0] != "verb.go"
        beside = self.tokens[
            max(0, index - 4) : index + (2 if self.cues.verb_last else 0)
        ]
        passive = any("clause.passive" in t.tags for t in beside)
        if "verb.bring" in trigger.kinds and self._has_clitic(index):
            return Noun(pronoun="third")
        if "verb.bring" in trigger.kinds and not passive:
            thing = noun_after(self.tokens, index + 1, self._object_end(index))
            if thing or (brings and not self._is_reduced(index)):
                return thing
        if self.cues.verb_last:
            late = self._late_pronoun(index)
            if late:
                return late
        if trigger.kinds[0].startswith("noun."):
            at = self._determiner(index)
            if at >= 0:
                index = (
                    at + 1
                    if self.tokens[at].word == "'s" or is_pronoun(self.tokens[at])
                    else at
                )
        shared = self._shared(index)
        if shared is not None:
            return shared
        floor = self._floor(index)
        own = subject_before(self.tokens, index, floor)
        if not own and self.cues.language != "en":
            own = noun_after(
                self.tokens, index + 1, self._preposition_after(index, first)
            )
        if not own and floor > 0 and not _ORDERERS.isdisjoint(self.tokens[floor].tags):
            return first_noun(self.tokens[:floor])
        return own

    def _late_pronoun(self, index: int) -> Noun:
        """A pronoun that follows its verb: "kwamen ze", "begab ich mich"."""
        for at in range(index + 1, min(index + 3, len(self.tokens))):
            token = self.tokens[at]
            if not is_pronoun(token) or "traveller.reflexive" in token.tags:
                continue
            after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            article = (
                "clause.link" in token.tags and after is not None and not after.tags
            )
            if not article and not (
                after and "clause.link" in token.tags and is_person(after)
            ):
                return noun_after(self.tokens, at, at + 1) or Noun(pronoun="it")
        return Noun()

    def _is_entry(self, trigger: _Trigger) -> bool:
        """Whether it reads "Left X", with nobody named, as a diary does."""
        token = self.tokens[trigger.index]
        told = not token.word.endswith("ing") and not _ENTRIES.isdisjoint(trigger.kinds)
        if not told or self.cues.language != "en" or not self._starts(trigger.index):
            return False
        return token.capital or not any(
            t.word.isalpha() for t in self.tokens[: trigger.index]
        )

    def _has_clitic(self, index: int) -> bool:
        """Whether the object is a pronoun before the verb: "l'a transporté"."""
        near = self.tokens[max(0, index - 2) : index]
        if near and "clause.have" in near[-1].tags:
            near = near[:-1]
        return bool(near) and "traveller.clitic" in near[-1].tags

    def _is_reduced(self, index: int) -> bool:
        """Whether a participle without an object follows its noun: "beans shipped to X"."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return after is None or is_preposition(after)

    def _object_end(self, index: int) -> int:
        """Where the object of the verb is over: at a preposition or a place."""
        for at in range(index + 1, len(self.tokens)):
            token = self.tokens[at]
            if is_preposition(token) or token.word in BREAKS or token.word == ",":
                return at
            if token.mention is not None and token.mention.kind == "name":
                return at
        return len(self.tokens)

    def _preposition_after(self, index: int, end: int) -> int:
        """Where the first preposition after the verb stands, before which a subject may follow."""
        for at in range(index + 1, end):
            if is_preposition(self.tokens[at]):
                return at
        return max(end, index + 1)

    def _is_perfect(self, trigger: _Trigger) -> bool:
        """Whether the verb tells what had happened before."""
        start = (
            self._segment(trigger) if self.cues.verb_last else max(0, trigger.index - 4)
        )
        if any("status.perfect" in t.tags for t in self.tokens[start : trigger.index]):
            return True
        leader = self._continued(trigger.index)
        return leader is not None and leader.perfect

    def _shared(self, index: int) -> Noun | None:
        """The subject of the verb before, where a verb only goes on: "left X and reached Y"."""
        leader = self._continued(index)
        if leader is not None:
            return leader.noun
        at = self._junction(index)
        if at < 0 or "clause.and" not in self.tokens[at].tags:
            return None
        return noun_after(self.tokens, self._floor(index) + 1, at)

    def _continued(self, index: int) -> _Trigger | None:
        """The verb before in the clause, with which this one shares its subject."""
        at = self._junction(index)
        floor = self._floor(index)
        earlier = [
            t for t in self.triggers if floor < t.index < at and t.noun is not None
        ]
        return earlier[-1] if earlier else None

    def _junction(self, index: int) -> int:
        """The comma or conjunction right before the verb; -1 if there is none."""
        at = index - 1
        timed = False
        while at >= 0:
            token = self.tokens[at]
            is_time = any(tag.startswith("time.") for tag in token.tags)
            beside_time = timed and (
                is_number(token)
                or "clause.link" in token.tags
                or "preposition.at" in token.tags
                or not token.tags
            )
            if not (is_time or beside_time or self._is_beside_verb(token)):
                break
            timed = is_time or (timed and "preposition.at" not in token.tags)
            at -= 1
        if at < 0:
            return -1
        token = self.tokens[at]
        joins = (
            token.word == ","
            or "clause.and" in token.tags
            or "order.before" in token.tags
        )
        return at if joins else -1

    @staticmethod
    def _is_beside_verb(token: Token) -> bool:
        return token.word == "to" or any(
            tag in token.tags
            for tag in (
                "clause.adverb",
                "clause.passive",
                "status.perfect",
                "status.planned",
                "status.denied",
                "order.again",
            )
        )

    def _floor(self, index: int) -> int:
        """The last token before the clause of the token at ``index``; -1 if none."""
        at = index - 1
        while at >= 0:
            token = self.tokens[at]
            if token.word in ("–", "—"):
                opening = next(
                    (
                        i
                        for i in range(at - 1, -1, -1)
                        if self.tokens[i].word == token.word
                    ),
                    -1,
                )
                if opening < 0:
                    return at
                at = opening - 1
                continue
            if self._starts_anew(at):
                return at
            at -= 1
        return -1

    def _starts_anew(self, at: int) -> bool:
        """Whether a clause with words of its own begins after the token."""
        token = self.tokens[at]
        return self._ends_clause(at) or (
            not _OPENERS.isdisjoint(token.tags) and self._opens_clause(at, token)
        )


def read_frames(tokens: Sequence[Token], cues: Cues, sentence: Span) -> list[Frame]:
    """The movements that a sentence tells.

    Parameters
    ----------
    tokens
        Of the whole sentence, see :meth:`geo.cues.Cues.tokens`.
    sentence
        Where it stands in the article's text.
    """
    return SentenceReader(tokens, cues, sentence).frames()


def places_of(frames: Sequence[Frame]) -> Iterator[Mention]:
    """Every toponym that a frame names, in their order."""
    for frame in frames:
        for touch in frame.touches:
            if touch.mention is not None:
                yield touch.mention
