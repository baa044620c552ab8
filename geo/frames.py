"""The movements that a sentence tells, read from left to right without a parser.

A verb, noun or phrase of movement ("sailed", "flight", "on his way to") is a trigger; a
preposition, or the place of an object ("reached X"), says what part a toponym plays in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from geo.clauses import LONGEST, Clauses, is_of_time
from geo.cues import BREAKS, Cues, Token
from geo.grammar import Grammar
from geo.movement import Frame, Part, is_fine, may_hold
from geo.nouns import (
    Noun,
    is_number,
    is_person,
    is_preposition,
    is_pronoun,
    noun_after,
    subject_before,
)
from geo.prepositions import (
    closing_column,
    column_of,
    goal_follows,
    is_after,
    is_attribute,
    is_fronted,
    is_measured,
    joins_kind,
    leads_nowhere,
    leads_on,
)
from geo.story import Mention, Span
from geo.subjects import subject_of
from geo.triggers import LOOSE, PRESENCE, Trigger, kinds_of

# Verbs after which a name that stands inside another is a place all the same: "Left X".
_LOGGED: Final = ("verb.leave", "verb.reach", "verb.arrive", "verb.pass")
_HOMEWARD: Final = frozenset(("verb.go", "verb.arrive", "verb.bring", "noun.arrival"))
_PHRASES: Final = (("phrase.goal", "to"), ("phrase.source", "from"), ("phrase.via", "via"))
_PARTICLES: Final = ("start", "arrive", "stop", "reach")
_REFERRERS: Final = ("whence", "where", "which")
_VERBS: Final = ("verb.", "split.")
_SUBJECTS: Final = frozenset(("i", "we", "he", "she", "they", "it"))
_STAY: Final = ("noun.stay",)
_TAKES_OBJECT: Final = ("verb.reach", "verb.leave", "verb.pass")
_SIGNS: Final = BREAKS | {","}
# A house is named within so many words after its town: "Glasgow Royal Infirmary".
_HOUSE: Final = 4
# "The last port of call will probably be X": what may stand before "be".
_COPULA: Final = 3
_BESIDE_COPULA: Final = ("clause.auxiliary", "clause.adverb", "status.planned", "clause.passive")
# "The last stop of the trip is X".
_OF_TRIP: Final = ("clause.link", "preposition.of_from", "noun.trip")
# Prepositions that say where somebody is.
_SOMEWHERE: Final = frozenset(("at", "into", "near", "via", "to"))
_ARROWS: Final = frozenset(("→", "->", "➔", "⇒", "▸"))
# The heading of a diary or a letter has so many words at most, so many of them of an address.
_DATELINE: Final = 12
_ADDRESS: Final = 3
# Between a preposition and its place stand at most so many words: "in the small border town of X".
_REACH: Final = 6
# A verb governs no place further off than this many words.
_GOVERNS: Final = 16
# "After" in German and Dutch, at most so many words before the noun of a stay.
_AFTER: Final = frozenset(("nach", "na"))
_DETERMINED: Final = 3
# A stay names its time within so many words: "spent the last three nights in X".
_TIMED: Final = 6


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A place that no trigger has taken yet, and the preposition before it."""

    index: int
    column: str
    at: int


class FrameReader:
    """Reads the movements of one sentence.

    Parameters
    ----------
    tokens
        Of the whole sentence, see :meth:`geo.cues.Cues.tokens`.
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
        self.tokens = tokens
        self.grammar = grammar
        self.sentence = sentence
        self.cues = cues
        self.clauses = Clauses(tokens, cues, grammar)
        self.triggers: list[Trigger] = []
        self._trigger: Trigger | None = None
        self._clause = 0
        self._clause_at = 0
        self._clause_flags: set[str] = set()
        self._column, self._column_at = "", 0
        self._waiting: list[_Waiting] = []
        self._left: list[int] = []
        self._last: tuple[int, Trigger | None, Part | None] | None = None
        self._after_semicolon = False
        self._thence: int | None = None
        self._referred: int | None = None
        self._referrer = "where"

    def frames(self, *, loosely: bool) -> list[Frame]:
        """The movements that name a place, in the order of their cues.

        Parameters
        ----------
        loosely
            Whether any verb tells a stay.
        """
        told = [t for t in self._told if loosely or t.kinds != LOOSE]
        return [trigger.frame(self.clauses, self.sentence) for trigger in told]

    @cached_property
    def _told(self) -> list[Trigger]:
        self._read()
        if not any(trigger.touches for trigger in self.triggers):
            return []
        # Only a movement that names a place asks who makes it, or who made those before it.
        asks = [at for at, t in enumerate(self.triggers, 1) if t.touches and t.kinds != LOOSE]
        for trigger in self.triggers[: max(asks, default=0)]:
            self._find_traveller(trigger)
        told = [trigger for trigger in self.triggers if trigger.touches]
        told = [trigger for trigger in told if not self._is_misread(trigger)]
        told.sort(key=lambda trigger: min(index for index, _ in trigger.touches))
        for earlier, later in pairwise(told):
            if self.cues.verb_last and self._goes_on(earlier, later):
                earlier.leaves()
                earlier.noun = later.noun
            if "before" in later.flags and "planned" in earlier.flags:
                later.flags.add("planned")
        return told

    def _is_misread(self, trigger: Trigger) -> bool:
        """Whether the parser finds a noun where a verb was read, or the other way round.

        "A lead over X", "he means to call for peace in X".
        """
        if self.grammar is None or trigger.kinds in (LOOSE, PRESENCE):
            return False
        if self.clauses.leads(trigger.index):
            # "Arrived X at 4", says a log.
            return False
        if all(kind.startswith("verb.") for kind in trigger.kinds):
            return self.grammar.is_noun(trigger.index)
        nouns = all(kind.startswith("noun.") for kind in trigger.kinds)
        return nouns and self.grammar.is_verb(trigger.index)

    def _read(self) -> None:
        for index in range(self._dateline(), len(self.tokens)):
            token = self.tokens[index]
            if token.mention is None:
                if token.tags or token.word in _SIGNS:
                    self._word(index, token)
            elif self._is_place(index, token.mention):
                self._place(index, token.mention)
        self._close_clause(0)
        for index in self._left:
            self._attach(index)

    def _dateline(self) -> int:
        """Take the heading of a diary or a letter for a stay: "PARIS, March 15.—Here we are".

        Returns
        -------
        The index at which it is over; 0 where there is none.
        """
        ends = (at for at, t in enumerate(self.tokens) if t.word in BREAKS or t.word == "-")
        end = next(ends, len(self.tokens))
        head = self.tokens[:end]
        dated = any("time.month" in t.tags for t in head) and any(is_number(t) for t in head)
        if not dated or end > _DATELINE:
            return 0
        names = [t for t in head if t.capital and t.mention is None and not is_of_time(t)]
        if len(names) > _ADDRESS or not all(t.mention or t.capital or is_of_time(t) for t in head):
            return 0
        for at, token in enumerate(head):
            if token.mention is not None and token.mention.kind == "name":
                stay = Trigger(at, PRESENCE, -1, noun=Noun(pronoun="narrator"))
                self.triggers.append(stay)
                stay.touch(self.clauses, at, "at", token.span, mention=token.mention)
                return end
        return 0

    def _goes_on(self, stay: Trigger, later: Trigger) -> bool:
        """Whether one leaves the place of a stay: "Nach einem Besuch in X reiste er nach Y"."""
        same = stay.kinds == _STAY and later.clause == stay.clause
        if not same or later.kinds[0][:5] != "verb." or "to" not in later.parts:
            return False
        before = self.tokens[max(0, stay.index - _DETERMINED) : stay.index + 1]
        return any(t.word.split()[0] in _AFTER for t in before) and not stay.flags & {
            "denied",
            "possible",
        }

    # Travellers

    def _find_traveller(self, trigger: Trigger) -> None:
        if trigger.noun is not None:
            return
        first = min((index for index, _ in trigger.touches), default=len(self.tokens))
        leader = self._leader(trigger)
        shared = leader.noun if leader else self._shared_subject(trigger.index)
        trigger.perfect = trigger.is_perfect(self.clauses, leader)
        if trigger.index == first:
            trigger.noun = noun_after(self.tokens, first + 1, first + 1 + _REACH)
            return
        trigger.noun = subject_of(
            self.clauses, trigger.index, trigger.kinds, first, shared, self.grammar
        )
        if trigger.kinds[0] == "verb.strike" and trigger.noun.pronoun == "narrator":
            # "We strike to the north": who tells it is no storm.
            trigger.kinds = ("verb.go",)
        word = self.tokens[trigger.index]
        if not trigger.noun and "traveller.crowd" in word.tags:
            trigger.noun = Noun(heads=frozenset((("crowd", word.word),)))
        stayed = leader is not None and leader.kinds == PRESENCE
        if leader and stayed and trigger.touches and not trigger.parts & {"from", "at"}:
            leader.leaves()

    def _leader(self, trigger: Trigger) -> Trigger | None:
        """The verb before in the clause, with which this one shares its subject."""
        at, floor = self.clauses.junction(trigger.index), self.clauses.floor(trigger.index)
        noun = trigger.kinds[0].startswith("noun.")
        earlier = [
            t
            for t in self.triggers
            if floor < t.index < at and t.noun is not None and t.kinds != LOOSE
            if noun or t.kinds != _STAY
        ]
        return earlier[-1] if earlier else None

    def _shared_subject(self, index: int) -> Noun | None:
        """The subject before "and" or a comma, where the verb before it tells no movement."""
        at, start = self.clauses.junction(index), self.clauses.floor(index) + 1
        if at < 0:
            return None
        if "clause.and" in self.tokens[at].tags:
            return noun_after(self.tokens, start, at)
        subject = noun_after(self.tokens, start, at)
        if at != index - 1 or self.clauses.determiner(index) >= 0 or not subject:
            return None
        # "The secretary of state, Ann Lee, landed": the name between commas is the subject's.
        beside = subject_before(self.tokens, at, start)
        return subject.with_names(beside.names) if subject.heads else subject

    # Words

    def _word(self, index: int, token: Token) -> None:
        if self.clauses.ends(index) or self.clauses.opens(index):
            self._open_clause(index, token)
        elif token.word == ",":
            self._column = ""
            if self.clauses.subject_follows(index):
                self._clause_flags = set()
        elif not (self.cues.verb_last and self._particle(index, token)):
            self._cue(index, token)

    def _open_clause(self, index: int, token: Token) -> None:
        self._close_clause(index)
        self._after_semicolon = token.word == ";"
        self._referrer, self._referred = "", None
        if not token.tags:
            return
        self._referrer = next((k for k in _REFERRERS if f"clause.{k}" in token.tags), "")
        self._referred = self._antecedent(index) if self._referrer else None
        self._clause_flags = {name for name in ("after", "before") if token.has(f"order.{name}")}
        if index == 0 and "after" in self._clause_flags:
            self._clause_flags.add("opening")
        kinds = self._kinds(index, token) if "order.after" in token.tags else ()
        after = self.clauses.after(index)
        named = after is not None and after.mention is not None and after.mention.kind == "name"
        if kinds:
            self._open(index, token, kinds)
        elif named and "order.after" in token.tags and not self._modifies(index + 1):
            self._open(index, token, _STAY)
            self._column, self._column_at = "at", index

    def _antecedent(self, index: int) -> int | None:
        """The place right before that "where" or "which" refers back to."""
        for at in range(index - 1, max(-1, index - 4), -1):
            mention = self.tokens[at].mention
            if mention is not None:
                return at if mention.kind == "name" and mention.place is not None else None
        return None

    def _cue(self, index: int, token: Token) -> None:
        if self.cues.verb_last and "clause.and" in token.tags and self._is_auxiliary(index + 1):
            self._trigger = None
        if token.word in _SUBJECTS and index - self._clause_at > 3:
            self._clause_flags = set()
        if self._is_copula(index, token):
            self._column, self._column_at = "at", index
        if "phrase.thence" in token.tags:
            self._thence = index
        kinds = self._kinds(index, token)
        if kinds:
            self._open(index, token, kinds)
        self._lead(index, token, told=bool(kinds))

    def _lead(self, index: int, token: Token, *, told: bool) -> None:
        """Note where the word leads: a preposition to a place, "home" to where one set out.

        ``told`` says whether it tells a movement itself.
        """
        column = column_of(token.tags)
        if "preposition.off" in token.tags and self._anchors():
            self._column, self._column_at = "near", index
        elif "preposition.cut" in token.tags and not joins_kind(self.clauses, index):
            self._column = ""
        elif column:
            self._preposition(index, column)
        elif "place.home" in token.tags and not told:
            self._home(index, token)
        elif "time" in token.tags and not told and self._column != "object":
            self._column = ""

    def _anchors(self) -> bool:
        """Whether the verb in hand tells an arrival or a start, as off a coast: "ankerden voor"."""
        held = self._trigger
        if held is None or held.clause != self._clause:
            return False
        return held.kinds[0] in ("verb.arrive", "verb.start")

    def _has_stay(self) -> bool:
        """Whether the clause opened with a stay that is over: "after X and Y she …"."""
        held = self._trigger
        stays = held is not None and held.clause == self._clause and held.kinds == _STAY
        return stays and bool(held and held.touches)

    def _is_copula(self, index: int, token: Token) -> bool:
        """Whether it joins a stay to its place: "the first stop was X"."""
        held = self._trigger
        if held is None or held.touches or held.clause != self._clause:
            return False
        between = self.tokens[held.index + 1 : index]
        if len(between) > _COPULA or not all(t.has(*_BESIDE_COPULA, *_OF_TRIP) for t in between):
            return False
        stays = {"verb.stop", "noun.stay"}.issuperset(held.kinds)
        return stays and token.has("clause.passive", "order.now", "verb.presence")

    def _is_time_spent(self, index: int, token: Token) -> bool:
        """Whether a time tells a stay: "after two days in X", "a night at Y"."""
        if "time.unit" not in token.tags or "time.long" in token.tags:
            return False
        before, following = (
            self.tokens[max(0, index - 2) : index],
            self.tokens[index + 1 : index + 3],
        )
        counted = any(is_number(t) for t in before)
        counted = counted or (bool(before) and before[-1].has("clause.link", "clause.indefinite"))
        if not counted or len(following) < 2 or following[1].mention is None:
            return False
        return following[0].has("preposition.at", "preposition.into")

    def _is_auxiliary(self, index: int) -> bool:
        """Whether a verb follows whose participle ends the clause: "und hatte in X gehalten"."""
        tags = self.tokens[index].tags if index < len(self.tokens) else frozenset()
        return not tags.isdisjoint(("status.perfect", "clause.passive", "clause.auxiliary"))

    def _kinds(self, index: int, token: Token) -> tuple[str, ...]:
        """What movements the word may tell; none for a name or for "hours of arrival"."""
        if self._is_time_spent(index, token):
            held = self._trigger
            busy = held is not None and held.clause == self._clause
            return () if busy and held and held.kinds[0][:5] == "verb." else _STAY
        kinds = self._of_split(index, token) or kinds_of(token.tags)
        if not kinds or self._is_name(index, token):
            return ()
        if "phrase.source" in kinds and is_measured(self.clauses, index):
            return ()
        if "verb.enter" in kinds:
            return ("verb.enter",)
        if " " not in token.word and self._is_noun(index, kinds):
            kinds = tuple(kind for kind in kinds if not kind.startswith("verb."))
        if "verb.spend" in kinds:
            return ("verb.spend",) if self._is_timed(index) else PRESENCE
        before = self.tokens[max(0, index - 2) : index]
        if kinds and kinds[0] in ("noun.arrival", "noun.departure"):
            of = any(t.word == "of" or "preposition.of_from" in t.tags for t in before)
            return () if of else kinds
        return kinds

    def _of_split(self, index: int, token: Token) -> tuple[str, ...]:
        """What a verb tells with its prefix later in the clause: "legde maandag in X aan"."""
        prefixes = self.cues.prefixes.get(token.word)
        for at in range(index + 1, len(self.tokens)) if prefixes else ():
            later = self.tokens[at]
            whole = prefixes and later.word in prefixes
            prefix = later.word if whole else later.word.partition(" ")[0]
            if prefixes and prefix in prefixes and self._ends_group(at):
                return (prefixes[prefix],)
            if self.clauses.starts_anew(at) or any(tag.startswith(_VERBS) for tag in later.tags):
                break
        return ()

    def _is_name(self, index: int, token: Token) -> bool:
        """Whether capitals make it a name; in German, and in phrases, they say nothing."""
        plain = not token.capital or self.cues.language == "de" or " " in token.word
        return not plain and not self.clauses.leads(index)

    def _is_noun(self, index: int, kinds: tuple[str, ...]) -> bool:
        """Whether an article makes it a noun, or may before an adjective: "a long run"."""
        at = self.clauses.determiner(index)
        return at == index - 1 >= 0 or (at >= 0 and any(kind[:5] == "noun." for kind in kinds))

    def _is_timed(self, index: int) -> bool:
        near = self.tokens[max(0, index - _TIMED * self.cues.verb_last) : index + _TIMED]
        return any("time" in token.tags and "time.long" not in token.tags for token in near)

    def _open(self, index: int, token: Token, kinds: tuple[str, ...]) -> None:
        held = self._trigger
        if held is not None and held.clause != self._clause:
            held = None
        if kinds == PRESENCE and held is not None and not self.clauses.joins_verb(index):
            return
        if held is not None and self._is_whole_trip(held, index, kinds):
            return
        column = next((name for tag, name in _PHRASES if tag in token.tags), "")
        if column and held is not None and self._leads_further(held, column, index):
            self._column, self._column_at = column, index
            return
        if kinds[0].startswith("verb.") and self._has_stay():
            self._clause_flags = set()
        trigger = Trigger(index, kinds, self._clause)
        if kinds[0].startswith("noun."):
            trigger.outer = held
        self._relate(trigger)
        self.triggers.append(trigger)
        self._trigger = trigger
        self._refer_back(trigger, token)
        self._take_waiting(trigger)
        closing = closing_column(self.clauses, token)
        if not trigger.part(closing):
            # "Anchored off X" is a word that takes its place as an object.
            closing = ""
        self._column, self._column_at = column or closing or "object", index

    def _is_whole_trip(self, held: Trigger, index: int, kinds: tuple[str, ...]) -> bool:
        """Whether the noun only says what a stay is a part of: "the last stop of the trip"."""
        if held.kinds != _STAY or held.touches or "noun.trip" not in kinds:
            return False
        between = self.tokens[held.index + 1 : index]
        return 0 < len(between) <= 2 and all(
            t.has("clause.possessive", *_OF_TRIP) or t.word == "of" for t in between
        )

    def _leads_further(self, held: Trigger, column: str, index: int) -> bool:
        """Whether a phrase leads the movement on: "flew en route to", no "stay, and then to"."""
        near = index - held.reach <= _GOVERNS - _REACH
        anew = held.kinds == _STAY and self.clauses.junction(index) >= 0
        return near and not anew and held.part(column) is not None

    def _relate(self, trigger: Trigger) -> None:
        """Note how the movement follows on others: "it followed stops in", "from there"."""
        before = self.tokens[max(0, trigger.index - 3) : trigger.index]
        if "noun.stay" in trigger.kinds and any("order.follows" in t.tags for t in before):
            trigger.flags.add("earlier")
        if self._thence is not None:
            trigger.flags.add("thence")
            self._leave_waiting(trigger, self._thence)
            self._thence = None

    def _leave_waiting(self, trigger: Trigger, thence: int) -> None:
        """Take X for the source: "was treated in X and taken from there"."""
        for waiting in reversed(self._waiting):
            if waiting.index < thence and waiting.column in ("at", "into"):
                self._waiting.remove(waiting)
                self._touch(trigger, waiting.index, "from", self.tokens[thence].span)
                return

    def _refer_back(self, trigger: Trigger, token: Token) -> None:
        """Take X into the clause that follows it: "X, where he boarded a train"."""
        part = trigger.referred(self._referrer) if self._referred is not None else None
        if self._referred is not None and part is not None:
            self._touch(trigger, self._referred, part, token.span)
            if trigger.kinds != PRESENCE:
                self._referred = None

    def _preposition(self, index: int, column: str) -> None:
        if column == "of_from" and self._column and joins_kind(self.clauses, index):
            return
        if column == "to" and is_after(self.clauses, index):
            self._clause_flags.add("after")
            self._open(index, self.tokens[index], _STAY)
            self._column = ""
            return
        if column == "of_from" and self._has_no_source():
            self._column = ""
            return
        if leads_nowhere(self.clauses, index, column):
            self._column = ""
            return
        if self.tokens[index].word == "by" and not self._is_way_by(index):
            self._column = ""
            return
        on = column in ("at", "into", "of_from")
        if on and leads_on(self.clauses, index, self._column, self._column_at):
            column = self._column
        self._column, self._column_at = "from" if column == "of_from" else column, index

    def _has_no_source(self) -> bool:
        """Whether the noun in hand takes no place where one came from: "ein Besuch von"."""
        held = self._trigger
        if held is None or held.clause != self._clause or held.kinds[0][:5] != "noun.":
            return False
        return held.part("from") is None

    def _is_way_by(self, index: int) -> bool:
        """Whether "by" tells a way: "brought us, by X, to Y", "from X by Y to Z"."""
        before, after = self.clauses.before(index), self.clauses.after(index)
        if before is None or after is None or after.mention is None or self._trigger is None:
            return False
        return before.word == "," or before.mention is not None

    def _home(self, index: int, token: Token) -> None:
        trigger, after = self._trigger, self.clauses.after(index)
        if trigger is None or trigger.clause != self._clause or index - trigger.index > 3:
            return
        leads = after is not None and any(tag.startswith("preposition.") for tag in after.tags)
        if leads and not any("time" in token.tags for token in self.tokens[index + 2 : index + 4]):
            return
        near = self.tokens[max(0, index - 3) : index + 1]
        again = any("order.again" in t.tags for t in near) or "verb.go" in trigger.kinds
        if again and not _HOMEWARD.isdisjoint(trigger.kinds):
            trigger.touch(self.clauses, index, "to", token.span, mention=None)

    def _particle(self, index: int, token: Token) -> bool:
        """Take a separable prefix at the end of its clause: "fuhr um acht in X ab"."""
        trigger = self._trigger
        kind = next((k for k in _PARTICLES if f"particle.{k}" in token.tags), None)
        if kind is None or trigger is None or trigger.clause != self._clause:
            return False
        if "verb.go" not in trigger.kinds or not self._ends_group(index):
            return False
        verb = f"{self.tokens[trigger.index].word} {token.word}"
        trigger.kinds = (self.cues.splits.get(verb, f"verb.{kind}"),)
        self._take_waiting(trigger)
        return True

    def _ends_group(self, index: int) -> bool:
        """Whether a verb's group of words ends here, or goes on with a preposition."""
        after = self.clauses.after(index)
        if after is None or after.word in BREAKS or after.word == ",":
            return True
        if after.has("clause.and", "phrase.goal") or self.tokens[index].has("phrase.goal"):
            return True
        return after.mention is None and is_preposition(after)

    # Places

    def _is_place(self, index: int, mention: Mention) -> bool:
        """Whether the toponym may be where one goes: a name, but not a ship's, "the Mongolia"."""
        place, before = mention.place, self.clauses.before(index)
        if place is None or mention.kind == "demonym" or before is None:
            return mention.kind == "name"
        if mention.kind == "embedded":
            return before.has(*_LOGGED) or self._names_house(index)
        article = before.word.rpartition(" ")[2] == "the"
        if not article or place.kind not in ("country", "state", "city"):
            return True
        name, after = self.tokens[index].word, self.clauses.after(index)
        usual = name in self.cues.articled or name.endswith("s") or " " in name
        of_kind = after is not None and "place.kind" in after.tags
        return usual or of_kind or name != mention.text.lower()

    def _names_house(self, index: int) -> bool:
        """Whether the name goes on to that of a house or a port: "Townsville Airport"."""
        named = False
        first = self.cues.words.get(self.tokens[index].word.partition(" ")[0], frozenset())
        if "traveller.leader" in first:
            return False
        for token in self.tokens[index + 1 : index + _HOUSE + 2]:
            if token.mention is not None and token.mention.place is not None:
                return named and not is_fine(token.mention.place)
            named = named or "place.house" in token.tags
            if not (named or token.capital):
                return False
        return named

    def _place(self, index: int, mention: Mention) -> None:
        if self._continues(index, mention) or self._modifies(index):
            return
        column, at, before = self._column, self._column_at, self._last
        self._column = ""
        self._last = (index, None, None)
        if column == "near" and self.tokens[at - 1].word == ",":
            self._near(index, before)
            return
        if not column or index - at > _REACH:
            column, at = "none", index
        if self._thence is not None and not self.cues.verb_last and column in ("to", "into", "via"):
            self._start_thence(self._thence)
        trigger = self._trigger
        if self.cues.verb_last and trigger is not None and trigger.kinds == PRESENCE:
            trigger = None
        while trigger is not None and self._governs(trigger, index, column, at):
            part = self._part(trigger, index, column, at)
            if part and not (column == "via" and self._is_no_way(trigger, index)):
                self._touch(trigger, index, part)
                return
            trigger = trigger.outer
        if column == "none" and self._is_late_object(index):
            self._touch(self.triggers[-1], index, self.triggers[-1].part("object") or "to")
            return
        self._waiting.append(_Waiting(index, column, at))

    def _near(self, index: int, last: tuple[int, Trigger | None, Part | None] | None) -> None:
        """Take Y of "in France, near Y" with its country; "X, outside Y" says where X lies."""
        if last is None or last[1] is None or last[2] is None:
            return
        if _may_hold(self.tokens[last[0]].mention, self.tokens[index].mention):
            self._touch(last[1], index, last[2])

    def _is_late_object(self, index: int) -> bool:
        """Whether a time stands between a verb and its object: "reached on the third day X"."""
        trigger = self._trigger
        if trigger is None or trigger.clause != self._clause or trigger.touches:
            return False
        between = self.tokens[trigger.index + 1 : index]
        timed = any("time" in token.tags for token in between) and len(between) <= _GOVERNS
        return timed and trigger.kinds[0] in _TAKES_OBJECT and trigger is self.triggers[-1]

    def _part(self, trigger: Trigger, index: int, column: str, at: int) -> Part | None:
        """The part of the place, also in a log, "Arrived X", and off a ship, "left her at X"."""
        between = self.tokens[trigger.index + 1 : at]
        rode = any("traveller.vehicle" in token.tags for token in between)
        if column == "at" and rode and "verb.leave" in trigger.kinds:
            return "to"
        if column == "at" and "verb.leave" in trigger.kinds and self._has_left(trigger, index):
            return None
        beside = trigger.index + 1 == index and column == "object"
        if beside and "verb.arrive" in trigger.kinds and self.clauses.leads(trigger.index):
            return "to"
        return trigger.part(column)

    def _has_left(self, trigger: Trigger, index: int) -> bool:
        """Whether another town is what one leaves: "fled X and have met in Y"."""
        left = [self.tokens[at].mention for at, touch in trigger.touches if touch.part == "from"]
        return bool(left) and not any(_may_hold(it, self.tokens[index].mention) for it in left)

    def _start_thence(self, thence: int) -> None:
        """Open a way that no verb tells: "Thence to X took six days"."""
        self._trigger = Trigger(thence, ("noun.trip",), self._clause, flags={"thence"})
        self.triggers.append(self._trigger)
        self._thence = None

    def _governs(self, trigger: Trigger, index: int, column: str, at: int) -> bool:
        if column == "none" or trigger.clause != self._clause or index - trigger.reach > _GOVERNS:
            return False
        if self._is_over(trigger, at):
            return False
        between = self.tokens[trigger.index + 1 : at]
        if column in ("at", "into") and any(token.word == "," for token in between):
            return len(between) <= 2 or all(is_of_time(token) for token in between)
        return True

    def _is_over(self, trigger: Trigger, at: int) -> bool:
        """Whether a stay has its place, and the next is of a verb to come.

        "Nach einem Halt in X wird sie in Y landen", but "Besuche in X und in Y".
        """
        if not (self.cues.verb_last and trigger.kinds[0] == "noun.stay" and trigger.touches):
            return False
        between = self.tokens[trigger.reach + 1 : at]
        return not any("clause.and" in token.tags or token.word == "," for token in between)

    def _continues(self, index: int, mention: Mention) -> bool:
        """Take a place that follows another: "X, Y and Z" or "X, in the country of Y"."""
        if self._last is None:
            return self._resumes(index)
        before, trigger, part = self._last
        between, previous = self.tokens[before + 1 : index], self.tokens[before].mention
        if previous is None or not 0 < len(between) <= _REACH:
            return self._resumes(index)
        if _may_hold(mention, previous) and all(_locates(token) for token in between):
            self._last, self._column = (index, trigger, part), ""
            return True
        if len(between) == 1 and between[0].word in _ARROWS:
            self._arrow(before, index, trigger)
            return True
        words = [token for token in between if not token.has("clause.link", "place.kind")]
        if not words or not all(_lists(token) for token in words):
            return self._resumes(index)
        if trigger is not None and part == "to" and any("clause.or" in t.tags for t in between):
            # "Is said to go to X or Y": to which of them nobody knows.
            trigger.flags.add("possible")
        self._list(before, index, trigger, part)
        return True

    def _list(self, before: int, index: int, trigger: Trigger | None, part: Part | None) -> None:
        """Let the place play the part of the one before it in a list."""
        self._column = ""
        if trigger is not None and part is not None:
            finer = _may_hold(self.tokens[before].mention, self.tokens[index].mention)
            self._touch(trigger, index, part, listed=not finer)
            return
        self._last = (index, None, None)
        waiting = next((w for w in self._waiting if w.index == before), None)
        column, at = (waiting.column, waiting.at) if waiting else ("none", index)
        self._waiting.append(_Waiting(index, column, at))

    def _resumes(self, index: int) -> bool:
        """Go on with a list whose members are parted by semicolons."""
        if not self._after_semicolon:
            return False
        start = index - 1
        while self.tokens[start].word != ";":
            if not self.tokens[start].has("clause.and", "preposition.at"):
                return False
            start -= 1
        done = [trigger for trigger in self.triggers if trigger.touches]
        done = [trigger for trigger in done if trigger.kinds != PRESENCE] or done
        if not done:
            return False
        self._touch(done[-1], index, done[-1].touches[-1][1].part, listed=True)
        self._column = ""
        return True

    def _arrow(self, before: int, index: int, trigger: Trigger | None) -> None:
        """Take "X → Y" for a way."""
        arrow = self.tokens[index - 1].span
        if trigger is None:
            trigger = Trigger(index - 1, ("noun.trip",), self._clause)
            self.triggers.append(trigger)
            self._waiting = [waiting for waiting in self._waiting if waiting.index != before]
            self._touch(trigger, before, "from", arrow)
        self._touch(trigger, index, "to", arrow)

    def _modifies(self, index: int) -> bool:
        """Whether the place only describes what follows: "Florida's X", "Paris police"."""
        after = self.clauses.after(index)
        if after is not None and after.word == "'s":
            owned = self.clauses.after(index + 1)
            if owned is None or owned.has("place.kind", "place.institution"):
                return owned is None
            # "From London's Putney Bridge", but not "visited Spain's King Felipe".
            site = owned.capital and not owned.tags and self.clauses.cues.language == "en"
            return not (site and self._column in _SOMEWHERE | {"from"})
        if after is not None and "place.edge" in after.tags and self._column == "near":
            return True
        person = after is not None and is_person(after) and not after.capital
        return person and self.cues.language == "en"

    def _touch(
        self,
        trigger: Trigger,
        index: int,
        part: Part,
        cue: Span | None = None,
        *,
        listed: bool = False,
    ) -> None:
        mention = self.tokens[index].mention
        cue = cue or self.tokens[trigger.index].span
        trigger.touch(self.clauses, index, part, cue, mention=mention, listed=listed)
        trigger.flags |= self._clause_flags
        self._last = (index, trigger, part)

    # Places without a verb yet

    def _take_waiting(self, trigger: Trigger) -> None:
        """Give a verb the places that stand before it: "At X we boarded", "X verlassen"."""
        if trigger.kinds == PRESENCE:
            return
        for waiting in tuple(self._waiting):
            part = self._backward(trigger, waiting)
            if part is not None:
                self._waiting.remove(waiting)
                self._touch(trigger, waiting.index, part)

    def _backward(self, trigger: Trigger, waiting: _Waiting) -> Part | None:
        """The part of a place before its verb."""
        if waiting.column == "none":
            if "noun.stay" in trigger.kinds and self._is_named_stay(waiting.index, trigger.index):
                return "to"
            return self._object_before(trigger, waiting.index)
        fronted = is_fronted(self.clauses, waiting.at)
        if trigger.index - waiting.index > _GOVERNS or not (fronted or self.cues.verb_last):
            return None
        bare = waiting.column == "from" and is_attribute(self.clauses, waiting.at)
        if bare and (fronted or not goal_follows(self.clauses, waiting.at)):
            return None
        return trigger.part(waiting.column)

    def _is_named_stay(self, index: int, stay: int) -> bool:
        """Whether a copula makes the place a stay: "X was the last port of call"."""
        between = self.tokens[index + 1 : stay]
        near = 0 < len(between) <= _REACH and between[0].has(*_BESIDE_COPULA)
        return near and any(t.has("clause.passive", "order.now", "verb.presence") for t in between)

    def _object_before(self, trigger: Trigger, index: int) -> Part | None:
        """The part of an object before its verb: "X was reached", "X erreichten wir"."""
        part = trigger.part("object")
        if part is None or "verb.appear" in trigger.kinds:
            return part
        between = self.tokens[index + 1 : trigger.index]
        if len(between) < _REACH and any("clause.passive" in token.tags for token in between):
            return part
        after = self.clauses.after(trigger.index)
        ends = after is None or after.word in BREAKS or is_pronoun(after) or is_of_time(after)
        ends = ends or (after is not None and "clause.and" in after.tags)
        return part if ends and self.cues.verb_last else None

    def _close_clause(self, index: int) -> None:
        for waiting in self._waiting:
            if self._is_hearsay(waiting.index):
                continue
            taken = waiting.column in ("at", "into") and self._left_over(waiting.index)
            left = waiting.column == "from" and is_fronted(self.clauses, waiting.at)
            if taken:
                continue
            if self.grammar is not None:
                self._left.append(waiting.index)
            elif left or waiting.column in _SOMEWHERE:
                self._loose(waiting)
        self._waiting = []
        self._column = ""
        self._clause += 1
        self._clause_at = index
        self._clause_flags = set()
        self._after_semicolon = False

    def _left_over(self, index: int) -> bool:
        """A place that no verb of movement took: "was in X", or with a time, "At noon in X"."""
        here = [trigger for trigger in self.triggers if trigger.clause == self._clause]
        present = [trigger for trigger in here if trigger.kinds == PRESENCE]
        if present:
            self._touch(present[-1], index, "at")
            return True
        start = self.clauses.start(index)
        timed = any("time.clock" in token.tags for token in self.tokens[start:index])
        if here or not (timed or self._opens_stay(index)):
            return False
        trigger = Trigger(start if timed else index, PRESENCE, self._clause)
        self.triggers.append(trigger)
        self._touch(trigger, index, "at")
        return True

    def _loose(self, waiting: _Waiting) -> None:
        """Take any verb for a stay, as a text that tells a journey lets one: "sang in X"."""
        start = max(self._clause_at, waiting.at - LONGEST)
        noun = noun_after(self.tokens, start, waiting.at)
        if not (noun.pronoun or noun.names):
            after = noun_after(self.tokens, waiting.index + 1, waiting.index + 1 + _REACH)
            # "The last miles to X we walked": the subject follows.
            inverted = after.pronoun not in ("", "it")
            if inverted or (not noun and is_fronted(self.clauses, waiting.at)):
                noun = after
        if noun:
            self._stay_loosely(waiting.index, noun, waiting.column)

    def _is_hearsay(self, index: int) -> bool:
        """Whether the place is where those are who say so: "according to the office in X"."""
        start = max(self._clause_at, index - _GOVERNS)
        return any("clause.hearsay" in token.tags for token in self.tokens[start:index])

    def _is_no_way(self, trigger: Trigger, index: int) -> bool:
        """Whether the parser finds another verb: "took part, with a lead over X"."""
        found = self.grammar.attachment(index) if self.grammar is not None else None
        return found is not None and trigger.index not in found.governors

    def _attach(self, index: int) -> None:
        """Give the place to the movement that the parser finds it to belong to, or to a stay."""
        attachment = self.grammar.attachment(index) if self.grammar is not None else None
        if self.grammar is None or attachment is None or not attachment.governors:
            return
        at, governors = attachment.preposition, attachment.governors
        column = "object" if at is None else column_of(self.tokens[at].tags)
        above = governors
        while len(above) > 2 and self.tokens[above[1]].word == "of":
            above = above[2:]
        if column in ("at", "into") and len(above) > 2:
            # "From the summit in X she flew": what stands in X is where one comes from.
            outer = column_of(self.tokens[above[1]].tags)
            if self._attach_to(above[2:3], index, outer):
                return
        if self._attach_to(governors, index, column):
            return
        noun = self.grammar.subject(governors[0], noun=False)
        # "The source of supply to X", "given the situation in X": nobody stays there.
        of_noun = len(governors) > 1 and column in ("to", "via")
        if noun and column in _SOMEWHERE and not (of_noun or self.grammar.is_aside(governors[0])):
            self._stay_loosely(index, noun, column)

    def _attach_to(self, governors: Sequence[int], index: int, column: str) -> bool:
        for trigger in self.triggers:
            part = trigger.part(column) if trigger.index in governors else None
            if part is not None:
                self._touch(trigger, index, part)
                return True
        return False

    def _stay_loosely(self, index: int, noun: Noun, column: str) -> None:
        trigger = Trigger(index, LOOSE, self._clause, noun=noun)
        since = self.tokens[self.clauses.floor(index) + 1 : index]
        trigger.perfect = any("status.perfect" in token.tags for token in since)
        self.triggers.append(trigger)
        parts: dict[str, Part] = {"to": "to", "from": "from"}
        self._touch(trigger, index, parts.get(column, "at"))

    def _opens_stay(self, index: int) -> bool:
        """Whether the sentence opens with the place and then tells of somebody: "In X they …"."""
        return index == 1 and bool(noun_after(self.tokens, 2, 2 + _REACH))


def _may_hold(outer: Mention | None, inner: Mention | None) -> bool:
    if outer is None or inner is None or outer.place is None or inner.place is None:
        return False
    return may_hold(outer.place, inner.place)


def _locates(token: Token) -> bool:
    """Whether the word may stand between a place and what it lies in: "X, in the Y region"."""
    if token.word in (",", "(", "of"):
        return True
    prepositions = ("preposition.at", "preposition.of_from", "preposition.into")
    return token.has("clause.link", "place.kind", *prepositions)


def _lists(token: Token) -> bool:
    return token.word in (",", "&") or "clause.and" in token.tags
