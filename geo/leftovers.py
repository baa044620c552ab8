"""Places that no verb of movement has taken by the end of their clause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geo.clauses import LONGEST
from geo.government import GOVERNS
from geo.noungroups import noun_after
from geo.nouns import Noun, is_number, is_preposition, is_pronoun
from geo.parts import PRESENCE, TRIP, is_means
from geo.prepositions import SOMEWHERE, is_fronted
from geo.reading import REACH, Reading, Waiting
from geo.strays import Strays, stay_loosely
from geo.tokens import Token, tagged

# The prepositions of a way, and what may stand beside them where no verb does.
_OF_WAY = ("to", "from", "via")
_LIGHT = (
    "time",
    "clause.link",
    "clause.and",
    "clause.adverb",
    "phrase.thence",
    "phrase.goal",
    "preposition.at",
    "preposition.cut",
    "preposition.from",
    "preposition.of_from",
    "preposition.to",
    "preposition.via",
    "order.again",
    "order.earlier",
    "distance.unit",
    "place.kind",
)


class Leftovers:
    """Takes the places that are left over for a way or a stay that no verb tells, or for none.

    Parameters
    ----------
    reading
        Of the sentence; it is kept up to date.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._clauses, self._grammar = reading.clauses, reading.clauses.grammar
        self._tokens, self._cues = reading.clauses.tokens, reading.clauses.cues

    def close_clause(self, index: int) -> None:
        """End the clause at ``index``: its places have to do without a verb of movement."""
        if self._grammar is None or self._grammar.is_verbless:
            self._take_way(index)
            self._take_bare_way(index)
        else:
            self._take_told_way()
        for waiting in self._reading.waiting:
            if self._is_hearsay(waiting.index):
                continue
            taken = waiting.column in ("at", "into") and self._left_over(waiting.index)
            left = waiting.column == "from" and is_fronted(self._clauses, waiting.at)
            if taken:
                continue
            if self._grammar is not None:
                self._reading.left.append(waiting.index)
            elif left or waiting.column in SOMEWHERE:
                self._loose(waiting)
        self._reading.waiting = []
        self._reading.column = ""
        self._reading.clause += 1
        self._reading.clause_at = index
        self._reading.clause_flags = set()
        self._reading.after_semicolon = False

    def close(self) -> None:
        """End the sentence: only the parser can still tell where its places belong."""
        self.close_clause(0)
        if self._grammar is not None:
            strays = Strays(self._reading, self._grammar)
            for index in self._reading.left:
                strays.take(index)

    def _take_way(self, end: int) -> None:
        """Take a way that no verb tells: "Mit der Fähre von X nach Y", "Von X bis Y ritten wir".

        ``end`` is where the clause ends; 0 at the end of the sentence.
        """
        ends = ("to",) if self._cues.verb_last else ("to", "into")
        goal = next((w for w in reversed(self._reading.waiting) if w.column in ends), None)
        if goal is None or self._reading.here:
            return
        start = self._clauses.start(goal.index)
        way = [w for w in self._reading.waiting if w.column in ("from", "via")]
        first = min((w.at for w in way), default=goal.at)
        before, after = self._tokens[start:first], self._tokens[goal.index + 1 : end or None]
        rides = bool(before) and is_preposition(before[0]) and any(map(is_means, before))
        if first > goal.at or not (rides or (first == start and way)):
            return
        noun = noun_after(self._tokens, goal.index + 1, goal.index + 1 + REACH)
        if noun.pronoun not in ("narrator", "third"):
            if not _is_beside_way(after):
                # "Von X nach Y führt eine Straße."
                return
            noun = Noun()
        trigger = self._reading.begin(first, TRIP, noun=noun)
        for waiting in tuple(self._reading.waiting):
            if waiting in way or waiting.column in ends:
                self._reading.settle(waiting, trigger, trigger.part(waiting.column) or "via")

    def _take_told_way(self) -> None:
        """Take a way that a verb of none tells: "We were two days from X to Y", "saw us to Y"."""
        waiting = self._reading.waiting
        goal = next((w for w in reversed(waiting) if w.column == "to"), None)
        source = next((w for w in waiting if w.column == "from"), None)
        if goal is None or source is None or source.index > goal.index:
            return
        before = self._tokens[self._reading.clause_at : source.at]
        timed = any(is_number(a) and "time.unit" in b.tags for a, b in pairwise(before))
        sent = bool(before) and is_pronoun(before[-1])
        noun = noun_after(before, 0, len(before)) if timed else noun_after(before[-1:], 0, 1)
        going = any(t.touches or t.kinds != PRESENCE for t in self._reading.here)
        if going or not (timed or sent) or noun.pronoun not in ("narrator", "third"):
            return
        trigger = self._reading.begin(source.at, TRIP, noun=noun)
        self._reading.settle(source, trigger, "from")
        self._reading.settle(goal, trigger, "to")

    def _take_bare_way(self, end: int) -> None:
        """Take a goal of a clause that has no verb: "Dann zu Schiff nach X", "Weiter nach X".

        ``end`` is where the clause ends; 0 at the end of the sentence.
        """
        waiting = self._reading.waiting
        goals = [w for w in waiting if w.column == "to"]
        if not (self._cues.verb_last and goals) or self._reading.here:
            return
        clause = self._tokens[self._clauses.start(goals[0].index) : end or None]
        if any(w.column not in _OF_WAY for w in waiting) or not all(map(_is_light, clause)):
            return
        kinds = TRIP if any(w.column == "from" for w in waiting) else ("phrase.goal",)
        trigger = self._reading.begin(goals[0].at, kinds, noun=Noun())
        for place in tuple(waiting):
            self._reading.settle(place, trigger, trigger.part(place.column) or "via")

    def _left_over(self, index: int) -> bool:
        """A place that no verb of movement took: "was in X", or with a time, "At noon in X"."""
        here = self._reading.here
        present = [trigger for trigger in here if trigger.kinds == PRESENCE]
        opening = self._tokens[self._clauses.start(index) : index]
        if tagged(opening, "status.bygone"):
            # "Born in X, he was …"
            return True
        if present and self._is_of_another(index):
            return False
        if present:
            self._reading.touch(present[-1], index, "at")
            return True
        start = self._clauses.start(index)
        timed = tagged(self._tokens[start:index], "time.clock")
        if here or not (timed or self._opens_stay(index)):
            return False
        trigger = self._reading.begin(start if timed else index, PRESENCE)
        self._reading.touch(trigger, index, "at")
        return True

    def _is_of_another(self, index: int) -> bool:
        """Whether the parser finds it with a subject of its own: "…, the office in X said"."""
        attachment = self._grammar.attachment(index) if self._grammar is not None else None
        if self._grammar is None or attachment is None or not attachment.governors:
            return False
        return self._grammar.is_subject(attachment.governors[0])

    def _loose(self, waiting: Waiting) -> None:
        """Take any verb for a stay, as a text that tells a journey lets one: "sang in X"."""
        start = max(self._reading.clause_at, waiting.at - LONGEST)
        noun = noun_after(self._tokens, start, waiting.at)
        if not (noun.pronoun or noun.names):
            after = noun_after(self._tokens, waiting.index + 1, waiting.index + 1 + REACH)
            # "The last miles to X we walked": the subject follows.
            inverted = after.pronoun not in ("", "it")
            if inverted or (not noun and is_fronted(self._clauses, waiting.at)):
                noun = after
        if noun:
            stay_loosely(self._reading, waiting.index, noun, waiting.column)

    def _is_hearsay(self, index: int) -> bool:
        """Whether the place is where those are who say so: "according to the office in X"."""
        start = max(self._reading.clause_at, index - GOVERNS)
        return tagged(self._tokens[start:index], "clause.hearsay")

    def _opens_stay(self, index: int) -> bool:
        """Whether the sentence opens with the place and then tells of somebody: "In X they …"."""
        if index != 1 or (self._grammar is not None and self._grammar.is_verbless):
            return index == 1
        return bool(noun_after(self._tokens, 2, 2 + REACH))


def _is_light(token: Token) -> bool:
    """Whether the word is none of a verb, a subject or an object, in German and Dutch."""
    if token.mention is not None:
        return token.mention.kind == "name"
    return not token.word.isalpha() or is_number(token) or is_means(token) or token.has(*_LIGHT)


def _is_beside_way(tokens: Sequence[Token]) -> bool:
    """Whether it only says when or how one goes: "from X to Y by train, two days"."""
    means = False
    for token in tokens:
        light = token.has("clause.number", "clause.link", "clause.and") or not token.word.isalpha()
        led = is_preposition(token) or (means and (light or is_means(token)))
        if not (led or light or "time" in token.tags):
            return False
        means = led and not is_means(token)
    return True
