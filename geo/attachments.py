"""The places of a sentence, each given to the movement that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.clauses import LONGEST, is_of_time
from geo.movement import Part, is_fine, may_hold
from geo.nouns import Noun, is_person, is_preposition, is_pronoun, noun_after
from geo.prepositions import column_of, goal_follows, is_attribute, is_fronted
from geo.reading import Reading, Waiting
from geo.story import Mention
from geo.tokens import ARROWS, BREAKS, Token
from geo.triggers import BESIDE_COPULA, COPULAS, LOOSE, PRESENCE, STAY, TRIP, Trigger

# Verbs after which a name that stands inside another is a place all the same: "Left X".
_LOGGED: Final = ("verb.leave", "verb.reach", "verb.arrive", "verb.pass")
_TAKES_OBJECT: Final = ("verb.reach", "verb.leave", "verb.pass")
# A house is named within so many words after its town: "Glasgow Royal Infirmary".
_HOUSE: Final = 4
# Prepositions that say where somebody is.
_SOMEWHERE: Final = frozenset(("at", "into", "near", "via", "to"))
# What a participle ends its clause with, or follows: "als wir X verlassen hatten".
_FINITE: Final = ("clause.auxiliary", "clause.passive", "status.perfect")
_WATERS: Final = ("river", "lake", "sea")
# Between a preposition and its place stand at most so many words: "in the small border town of X".
_REACH: Final = 6
# What lies in "Kenya's" follows it within so many words.
_OWNED: Final = 3
# A verb governs no place further off than this many words.
_GOVERNS: Final = 16


class Attachments:
    """Gives the places of one sentence to its triggers.

    Parameters
    ----------
    reading
        Of the sentence; it is kept up to date.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._clauses, self._grammar = reading.clauses, reading.clauses.grammar
        self._tokens, self._cues = reading.clauses.tokens, reading.clauses.cues

    def is_place(self, index: int, mention: Mention) -> bool:
        """Whether the toponym may be where one goes: a name, but not a ship's, "the Mongolia"."""
        place, before = mention.place, self._clauses.before(index)
        if place is None or mention.kind == "demonym" or before is None:
            return mention.kind == "name"
        if mention.kind == "embedded":
            return before.has(*_LOGGED) or self._names_house(index)
        article = before.word.rpartition(" ")[2] == "the"
        if not article or place.kind not in ("country", "state", "city"):
            return True
        name, after = self._tokens[index].word, self._clauses.after(index)
        usual = name in self._cues.articled or name.endswith("s") or " " in name
        of_kind = after is not None and ("place.kind" in after.tags or self._is_house(index))
        way = after is not None and after.word == "to" and self._tokens[index + 2 : index + 3]
        if way and way[0].mention is not None:
            # "The X to Y route".
            return True
        return usual or of_kind or name != mention.text.lower()

    def _is_house(self, index: int) -> bool:
        """Whether the name describes a house two words on: "the Oslo railway station"."""
        kind, house = self._tokens[index + 1 : index + 2], self._tokens[index + 2 : index + 3]
        plain = bool(kind) and kind[0].word.isalpha() and not kind[0].capital
        return plain and kind[0].mention is None and bool(house) and house[0].has("place.house")

    def _names_house(self, index: int) -> bool:
        """Whether the name goes on to that of a house or a port: "Townsville Airport"."""
        named = False
        first = self._cues.words.get(self._tokens[index].word.partition(" ")[0], frozenset())
        if "traveller.leader" in first:
            return False
        for token in self._tokens[index + 1 : index + _HOUSE + 2]:
            if token.mention is not None and token.mention.place is not None:
                return named and not is_fine(token.mention.place)
            named = named or "place.house" in token.tags
            if not (named or token.capital):
                return False
        return named

    def place(self, index: int, mention: Mention) -> None:
        """Give the toponym at ``index`` to the trigger in hand, or let it wait for one."""
        if self._continues(index, mention) or self.modifies(index):
            return
        column, at, before = self._reading.column, self._reading.column_at, self._reading.last
        self._reading.column = ""
        self._reading.last = (index, None, None)
        if column == "near" and (self._tokens[at - 1].word == "," or self._follows(at, before)):
            self._near(index, before)
            return
        if not column or index - at > _REACH:
            column, at = "none", index
        if (
            self._reading.thence is not None
            and not self._cues.verb_last
            and column in ("to", "into", "via")
        ):
            self._start_thence(self._reading.thence)
        broken = self._reading.broken
        if broken is not None and self._tokens[at - 1].word == "," and column in ("to", "via"):
            broken.clause = self._reading.clause
            self._reading.trigger, self._reading.broken = broken, None
        trigger = self._reading.trigger
        if self._cues.verb_last and trigger is not None and trigger.kinds == PRESENCE:
            trigger = None
        while trigger is not None and self._governs(trigger, index, column, at):
            part = self._part(trigger, index, column, at)
            if part and not self._is_no_way(trigger, index, column, at):
                self._take_source(trigger, index)
                self._reading.touch(trigger, index, part)
                return
            trigger = trigger.outer
        if column == "none" and self._is_late_object(index):
            self._reading.touch(
                self._reading.triggers[-1], index, self._reading.triggers[-1].part("object") or "to"
            )
            return
        self._reading.waiting.append(Waiting(index, column, at))

    def _take_source(self, trigger: Trigger, index: int) -> None:
        """Take X of "they drove the X to Y route" for the source."""
        waiting = self._reading.waiting[-1] if self._reading.waiting else None
        if waiting is None or waiting.column not in ("none", "object"):
            return
        if waiting.index != index - 2 or self._tokens[index - 1].word != "to":
            return
        if waiting.index > trigger.index and trigger.part("from"):
            self._reading.waiting.pop()
            self._reading.touch(trigger, waiting.index, "from")

    def _follows(self, at: int, last: tuple[int, Trigger | None, Part | None] | None) -> bool:
        """Whether the preposition stands right after the last place, a town that has its verb."""
        if last is None or last[0] != at - 1 or last[1] is None:
            return False
        mention = self._tokens[last[0]].mention
        return mention is not None and mention.place is not None and is_fine(mention.place)

    def _near(self, index: int, last: tuple[int, Trigger | None, Part | None] | None) -> None:
        """Take Y of "in France, near Y" with its country; "X near Y" says where X lies."""
        if last is None or last[1] is None or last[2] is None:
            return
        if _may_hold(self._tokens[last[0]].mention, self._tokens[index].mention):
            self._reading.touch(last[1], index, last[2])

    def _is_late_object(self, index: int) -> bool:
        """Whether a time or a phrase stands between a verb and its object.

        "Reached on the third day X", "verließ ich mit dem Postwagen X".
        """
        trigger = self._reading.held
        if trigger is None or trigger.touches:
            return False
        between = self._tokens[trigger.index + 1 : index]
        timed = any("time" in token.tags for token in between) or self._is_past_phrase(between)
        timed = timed and len(between) <= _GOVERNS
        return timed and trigger.kinds[0] in _TAKES_OBJECT and trigger is self._reading.triggers[-1]

    def _is_past_phrase(self, between: Sequence[Token]) -> bool:
        """Whether only a phrase stands between: "verließ ich mit dem Postwagen X"."""
        if not self._cues.verb_last or not between or any(t.word == "," for t in between):
            return False
        last = between[-1]
        noun = last.word.isalpha() and (not last.tags or _is_means(last))
        return noun and any(is_preposition(token) for token in between)

    def _part(self, trigger: Trigger, index: int, column: str, at: int) -> Part | None:
        """The part of the place, also in a log, "Arrived X", and off a ship, "left her at X"."""
        between = self._tokens[trigger.index + 1 : at]
        rode = any("traveller.vehicle" in token.tags for token in between)
        if column == "at" and rode and "verb.leave" in trigger.kinds:
            return "to"
        if column == "at" and "verb.leave" in trigger.kinds and self._has_left(trigger, index):
            return None
        if trigger.kinds == STAY and self._tokens[at].word == "on" and not self._is_fine(index):
            # "Meetings on Chile" are about it.
            return None
        beside = trigger.index + 1 == index and column == "object"
        if beside and "verb.arrive" in trigger.kinds and self._clauses.leads(trigger.index):
            return "to"
        return trigger.part(column)

    def _is_fine(self, index: int) -> bool:
        mention = self._tokens[index].mention
        return mention is not None and mention.place is not None and is_fine(mention.place)

    def _has_left(self, trigger: Trigger, index: int) -> bool:
        """Whether another town is what one leaves: "fled X and have met in Y"."""
        left = [self._tokens[at].mention for at, touch in trigger.touches if touch.part == "from"]
        return bool(left) and not any(_may_hold(it, self._tokens[index].mention) for it in left)

    def _start_thence(self, thence: int) -> None:
        """Open a way that no verb tells: "Thence to X took six days"."""
        self._reading.trigger = Trigger(thence, TRIP, self._reading.clause, flags={"thence"})
        self._reading.triggers.append(self._reading.trigger)
        self._reading.thence = None

    def _governs(self, trigger: Trigger, index: int, column: str, at: int) -> bool:
        if (
            column == "none"
            or trigger.clause != self._reading.clause
            or self._is_far(trigger.reach, index)
        ):
            return False
        if self._is_over(trigger, at):
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

    def _is_far(self, start: int, end: int) -> bool:
        """Whether too many words but names stand between: "the transfer of A, B and C to X"."""
        if end - start <= _GOVERNS:
            return False
        between = self._tokens[start + 1 : end]
        return sum(not (t.word == "," or (t.capital and not t.tags)) for t in between) >= _GOVERNS

    def _is_over(self, trigger: Trigger, at: int) -> bool:
        """Whether a stay has its place, and the next is of a verb to come.

        "Nach einem Halt in X wird sie in Y landen", but "Besuche in X und in Y".
        """
        if not (self._cues.verb_last and trigger.kinds[0] == "noun.stay" and trigger.touches):
            return False
        between = self._tokens[trigger.reach + 1 : at]
        return not any("clause.and" in token.tags or token.word == "," for token in between)

    def _continues(self, index: int, mention: Mention) -> bool:
        """Take a place that follows another: "X, Y and Z" or "X, in the country of Y"."""
        if self._reading.last is None:
            return self._resumes(index)
        before, trigger, part = self._reading.last
        between, previous = self._tokens[before + 1 : index], self._tokens[before].mention
        if previous is None or not 0 < len(between) <= _REACH:
            return self._resumes(index)
        if _may_hold(mention, previous) and all(_locates(token) for token in between):
            self._reading.last, self._reading.column = (index, trigger, part), ""
            return True
        if _lies_by(mention, between):
            self._reading.last, self._reading.column = (before, trigger, part), ""
            return True
        if len(between) == 1 and between[0].word in ARROWS:
            self._arrow(before, index, trigger)
            return True
        words = _without_unknown([t for t in between if not t.has("clause.link", "place.kind")])
        if not _lists(words):
            return self._resumes(index)
        if trigger is not None and part == "to" and any("clause.or" in t.tags for t in between):
            # "Is said to go to X or Y": to which of them nobody knows.
            trigger.flags.add("possible")
        self._list(before, index, trigger, part)
        return True

    def _list(self, before: int, index: int, trigger: Trigger | None, part: Part | None) -> None:
        """Let the place play the part of the one before it in a list."""
        self._reading.column = ""
        if trigger is not None and part is not None:
            finer = _may_hold(self._tokens[before].mention, self._tokens[index].mention)
            self._reading.touch(trigger, index, part, listed=not finer)
            return
        self._reading.last = (index, None, None)
        waiting = next((w for w in self._reading.waiting if w.index == before), None)
        column, at = (waiting.column, waiting.at) if waiting else ("none", index)
        self._reading.waiting.append(Waiting(index, column, at))

    def _resumes(self, index: int) -> bool:
        """Go on with a list whose members are parted by semicolons."""
        if not self._reading.after_semicolon:
            return False
        start = index - 1
        while self._tokens[start].word != ";":
            if not self._tokens[start].has("clause.and", "preposition.at"):
                return False
            start -= 1
        done = [trigger for trigger in self._reading.triggers if trigger.touches]
        done = [trigger for trigger in done if trigger.kinds != PRESENCE] or done
        if not done:
            return False
        self._reading.touch(done[-1], index, done[-1].touches[-1][1].part, listed=True)
        self._reading.column = ""
        return True

    def _arrow(self, before: int, index: int, trigger: Trigger | None) -> None:
        """Take "X → Y" for a way."""
        arrow = self._tokens[index - 1].span
        if trigger is None:
            trigger = Trigger(index - 1, TRIP, self._reading.clause)
            self._reading.triggers.append(trigger)
            self._reading.waiting = [
                waiting for waiting in self._reading.waiting if waiting.index != before
            ]
            self._reading.touch(trigger, before, "from", arrow)
        self._reading.touch(trigger, index, "to", arrow)

    def modifies(self, index: int) -> bool:
        """Whether the place only describes what follows: "Florida's X", "Paris police"."""
        after = self._clauses.after(index)
        if after is not None and after.word == "'s":
            if self._owns_place(index):
                return True
            owned = self._clauses.after(index + 1)
            if owned is None or owned.has("place.kind", "place.institution"):
                return owned is None
            # "From London's Putney Bridge", but not "visited Spain's King Felipe".
            site = owned.capital and not owned.tags and self._clauses.cues.language == "en"
            return not (site and self._reading.column in _SOMEWHERE | {"from"})
        if after is not None and "place.edge" in after.tags and self._reading.column == "near":
            return True
        if self._is_of_two(index):
            return True
        person = after is not None and is_person(after) and not after.capital
        return person and self._cues.language == "en"

    def _is_of_two(self, index: int) -> bool:
        """Whether a hyphen joins it and a country, of which something is: "an X-Y summit"."""
        return self._is_joined(index) or self._is_joined(index - 2)

    def _is_joined(self, index: int) -> bool:
        """Whether a country stands there that a hyphen joins to the next place."""
        three = self._tokens[index : index + 3] if index >= 0 else []
        if len(three) < 3 or three[1].word != "-" or three[1].start > three[0].end:
            return False
        place = three[0].mention.place if three[0].mention else None
        return place is not None and place.kind == "country" and three[2].mention is not None

    def _owns_place(self, index: int) -> bool:
        """Whether what belongs to the place is a place within it: "Kenya's northern X"."""
        for token in self._tokens[index + 2 : index + 2 + _OWNED]:
            if token.mention is not None:
                return _may_hold(self._tokens[index].mention, token.mention)
            if "place.kind" not in token.tags:
                return False
        return False

    # Places without a verb yet

    def take_waiting(self, trigger: Trigger) -> None:
        """Give a verb the places that stand before it: "At X we boarded", "X verlassen"."""
        if trigger.kinds == PRESENCE:
            return
        for waiting in tuple(self._reading.waiting):
            part = self._backward(trigger, waiting)
            if part is not None:
                self._reading.waiting.remove(waiting)
                self._reading.touch(trigger, waiting.index, part)

    def _backward(self, trigger: Trigger, waiting: Waiting) -> Part | None:
        """The part of a place before its verb."""
        if waiting.column == "none":
            if "noun.stay" in trigger.kinds and self._is_named_stay(waiting.index, trigger.index):
                return "to"
            return self._object_before(trigger, waiting.index)
        fronted = is_fronted(self._clauses, waiting.at) or self._ends_way(trigger, waiting)
        if trigger.index - waiting.index > _GOVERNS or not (fronted or self._cues.verb_last):
            return None
        bare = waiting.column == "from" and is_attribute(self._clauses, waiting.at)
        if bare and (fronted or not goal_follows(self._clauses, waiting.at)):
            return None
        return trigger.part(waiting.column)

    def _ends_way(self, trigger: Trigger, waiting: Waiting) -> bool:
        """Whether the place follows the source of the same verb: "De X à Y nous allâmes"."""
        sources = [at for at, touch in trigger.touches if touch.part == "from"]
        return waiting.column in ("to", "into") and waiting.at - 1 in sources

    def _is_named_stay(self, index: int, stay: int) -> bool:
        """Whether a copula makes the place a stay: "X was the last port of call"."""
        between = self._tokens[index + 1 : stay]
        near = 0 < len(between) <= _REACH and between[0].has(*BESIDE_COPULA)
        closing = self._tokens[stay + 1 : stay + 2] if self._cues.verb_last else []
        return near and any(t.has(*COPULAS) for t in (*between, *closing))

    def _object_before(self, trigger: Trigger, index: int) -> Part | None:
        """The part of an object before its verb: "X was reached", "X erreichten wir"."""
        part = trigger.part("object")
        if part is None or "verb.appear" in trigger.kinds:
            return part
        between = self._tokens[index + 1 : trigger.index]
        if len(between) < _REACH and any("clause.passive" in token.tags for token in between):
            return part
        after = self._clauses.after(trigger.index)
        ends = after is None or after.word in BREAKS or is_pronoun(after) or is_of_time(after)
        ends = ends or (after is not None and after.has("clause.and", *_FINITE))
        return part if ends and self._cues.verb_last else None

    def close_clause(self, index: int) -> None:
        """End the clause at ``index``: its places have to do without a verb of movement."""
        if self._grammar is None:
            self._take_way(index)
        for waiting in self._reading.waiting:
            if self._is_hearsay(waiting.index):
                continue
            taken = waiting.column in ("at", "into") and self._left_over(waiting.index)
            left = waiting.column == "from" and is_fronted(self._clauses, waiting.at)
            if taken:
                continue
            if self._grammar is not None:
                self._reading.left.append(waiting.index)
            elif left or waiting.column in _SOMEWHERE:
                self._loose(waiting)
        self._reading.waiting = []
        self._reading.column = ""
        self._reading.clause += 1
        self._reading.clause_at = index
        self._reading.clause_flags = set()
        self._reading.after_semicolon = False

    def _take_way(self, end: int) -> None:
        """Take a way that no verb tells: "Mit der Fähre von X nach Y", "Von X bis Y ritten wir".

        ``end`` is where the clause ends; 0 at the end of the sentence.
        """
        ends = ("to",) if self._cues.verb_last else ("to", "into")
        goal = next((w for w in reversed(self._reading.waiting) if w.column in ends), None)
        here = any(t.clause == self._reading.clause for t in self._reading.triggers)
        if goal is None or here:
            return
        start = self._clauses.start(goal.index)
        way = [w for w in self._reading.waiting if w.column in ("from", "via")]
        first = min((w.at for w in way), default=goal.at)
        before, after = self._tokens[start:first], self._tokens[goal.index + 1 : end or None]
        rides = bool(before) and is_preposition(before[0]) and any(map(_is_means, before))
        if first > goal.at or not (rides or (first == start and way)):
            return
        noun = noun_after(self._tokens, goal.index + 1, goal.index + 1 + _REACH)
        if noun.pronoun not in ("narrator", "third"):
            if not _is_beside_way(after):
                # "Von X nach Y führt eine Straße."
                return
            noun = Noun()
        trigger = Trigger(first, TRIP, self._reading.clause, noun=noun)
        self._reading.triggers.append(trigger)
        for waiting in tuple(self._reading.waiting):
            if waiting in way or waiting.column in ends:
                self._reading.waiting.remove(waiting)
                self._reading.touch(trigger, waiting.index, trigger.part(waiting.column) or "via")

    def _left_over(self, index: int) -> bool:
        """A place that no verb of movement took: "was in X", or with a time, "At noon in X"."""
        here = [
            trigger for trigger in self._reading.triggers if trigger.clause == self._reading.clause
        ]
        present = [trigger for trigger in here if trigger.kinds == PRESENCE]
        if present:
            self._reading.touch(present[-1], index, "at")
            return True
        start = self._clauses.start(index)
        timed = any("time.clock" in token.tags for token in self._tokens[start:index])
        if here or not (timed or self._opens_stay(index)):
            return False
        trigger = Trigger(start if timed else index, PRESENCE, self._reading.clause)
        self._reading.triggers.append(trigger)
        self._reading.touch(trigger, index, "at")
        return True

    def _loose(self, waiting: Waiting) -> None:
        """Take any verb for a stay, as a text that tells a journey lets one: "sang in X"."""
        start = max(self._reading.clause_at, waiting.at - LONGEST)
        noun = noun_after(self._tokens, start, waiting.at)
        if not (noun.pronoun or noun.names):
            after = noun_after(self._tokens, waiting.index + 1, waiting.index + 1 + _REACH)
            # "The last miles to X we walked": the subject follows.
            inverted = after.pronoun not in ("", "it")
            if inverted or (not noun and is_fronted(self._clauses, waiting.at)):
                noun = after
        if noun:
            self._stay_loosely(waiting.index, noun, waiting.column)

    def _is_hearsay(self, index: int) -> bool:
        """Whether the place is where those are who say so: "according to the office in X"."""
        start = max(self._reading.clause_at, index - _GOVERNS)
        return any("clause.hearsay" in token.tags for token in self._tokens[start:index])

    def _is_no_way(self, trigger: Trigger, index: int, column: str, at: int) -> bool:
        """Whether the parser finds another verb: "took part, with a lead over X"."""
        if column != "via" or "phrase.via" in self._tokens[at].tags:
            return False
        found = self._grammar.attachment(index) if self._grammar is not None else None
        return found is not None and trigger.index not in found.governors

    def close(self) -> None:
        """End the sentence: only the parser can still tell where its places belong."""
        self.close_clause(0)
        for index in self._reading.left:
            self._attach(index)

    def _attach(self, index: int) -> None:
        """Give the place to the movement that the parser finds it to belong to, or to a stay."""
        attachment = self._grammar.attachment(index) if self._grammar is not None else None
        if self._grammar is None or attachment is None or not attachment.governors:
            return
        at, governors = attachment.preposition, attachment.governors
        column = "object" if at is None else column_of(self._tokens[at].tags)
        mention = self._tokens[index].mention
        fine = mention is not None and mention.place is not None and is_fine(mention.place)
        owns = any(token.word == "of" for token in self._tokens[governors[0] : index])
        if column == "object" and owns and not fine:
            # "Visited the pavilions of X": a country has them elsewhere too.
            return
        for inner in range(1, len(governors) - 1) if column in ("at", "into") else ():
            # "From the summit of states in X she flew": what is in X is where one comes from.
            outer = column_of(self._tokens[governors[inner]].tags)
            if self._attach_to(governors[inner + 1 : inner + 2], index, outer):
                return
        if self._attach_to(governors, index, column):
            return
        if column in ("at", "into") and self._grammar.is_subject(governors[0]):
            # "The office in X said so": it is not told where anybody stays.
            return
        noun = self._grammar.subject(governors[0], noun=False)
        # "The source of supply to X", "given the situation in X": nobody stays there.
        of_noun = len(governors) > 1 and column in ("to", "via")
        # "Will welcome the queen to X": nobody but the queen goes there.
        of_noun = of_noun or (column == "to" and self._grammar.object(governors[0]) is not None)
        if noun and column in _SOMEWHERE and not (of_noun or self._grammar.is_aside(governors[0])):
            self._stay_loosely(index, noun, column)

    def _attach_to(self, governors: Sequence[int], index: int, column: str) -> bool:
        for trigger in self._reading.triggers:
            part = trigger.part(column) if trigger.index in governors else None
            if part is not None:
                self._reading.touch(trigger, index, part)
                return True
        return False

    def _stay_loosely(self, index: int, noun: Noun, column: str) -> None:
        if self._is_bracketed(index):
            return
        trigger = Trigger(index, LOOSE, self._reading.clause, noun=noun)
        since = self._tokens[self._clauses.floor(index) + 1 : index]
        trigger.perfect = any("status.perfect" in token.tags for token in since)
        self._reading.triggers.append(trigger)
        parts: dict[str, Part] = {"to": "to", "from": "from"}
        self._reading.touch(trigger, index, parts.get(column, "at"))

    def _is_bracketed(self, index: int) -> bool:
        """Whether brackets enclose the place: "the first meeting (3 May, in X)"."""
        signs = [token.word for token in self._tokens[:index] if token.word in ("(", ")")]
        return signs[-1:] == ["("]

    def _opens_stay(self, index: int) -> bool:
        """Whether the sentence opens with the place and then tells of somebody: "In X they …"."""
        return index == 1 and bool(noun_after(self._tokens, 2, 2 + _REACH))


def _may_hold(outer: Mention | None, inner: Mention | None) -> bool:
    if outer is None or inner is None or outer.place is None or inner.place is None:
        return False
    return may_hold(outer.place, inner.place)


def _is_means(token: Token) -> bool:
    """Whether it names a means of travel."""
    return any(tag.startswith("mode.") for tag in token.tags)


def _is_beside_way(tokens: Sequence[Token]) -> bool:
    """Whether it only says when or how one goes: "from X to Y by train, two days"."""
    means = False
    for token in tokens:
        light = token.has("clause.number", "clause.link", "clause.and") or not token.word.isalpha()
        led = is_preposition(token) or (means and (light or _is_means(token)))
        if not (led or light or "time" in token.tags):
            return False
        means = led and not _is_means(token)
    return True


def _lies_by(mention: Mention, between: Sequence[Token]) -> bool:
    """Whether the water only says where a place lies: "X an der Elbe", "X on the Rhine"."""
    water = mention.place is not None and mention.place.kind in _WATERS
    at = between[0].has("preposition.at") and all(_locates(token) for token in between)
    return water and at


def _locates(token: Token) -> bool:
    """Whether the word may stand between a place and what it lies in: "X, in the Y region"."""
    if token.word in (",", "(", "of"):
        return True
    prepositions = ("preposition.at", "preposition.of_from", "preposition.into")
    return token.has("clause.link", "place.kind", *prepositions)


def _without_unknown(words: Sequence[Token]) -> Sequence[Token]:
    """The words of a list without a name that no gazetteer knows: "X, Nowhere, and Y"."""
    inner = words[1:-1]
    if not inner or words[0].word != ",":
        return words
    names = [t for t in inner if t.capital and not t.tags and t.mention is None]
    rest = [t for t in words if t not in names]
    return rest if len(rest) > 1 and not words[1].tags else words


def _lists_on(words: Sequence[Token]) -> bool:
    """Whether the words only lead on to the next place of a verb: "X, then at Y", "and at Y"."""
    plain = all(t.word == "," or t.has("clause.and", "clause.adverb") for t in words)
    return plain and any(t.word == "," or "clause.and" in t.tags for t in words)


def _lists(words: Sequence[Token]) -> bool:
    """Whether the words only part the members of a list: "X, followed by Y and finally Z"."""
    joins = [
        t.word in (",", "&") or t.has("clause.and", "order.follows", "clause.such") for t in words
    ]
    beside = [t.word == "by" or "clause.adverb" in t.tags for t in words]
    return any(joins) and all(one or other for one, other in zip(joins, beside, strict=True))
