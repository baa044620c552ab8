"""The words of a sentence that tell a movement, open a clause or lead to a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from geo.attachments import Attachments
from geo.clauses import ORDERERS, is_of_time
from geo.copulas import column_behind, is_of_trip, joins
from geo.kinds import kinds_at
from geo.leftovers import Leftovers
from geo.movement import Touch
from geo.nouns import is_number
from geo.parts import PRESENCE, STAY, TRIP
from geo.prefixes import Prefixes
from geo.prepositions import (
    closing_column,
    column_of,
    is_after,
    joins_kind,
    leads_nowhere,
    leads_on,
)
from geo.reading import Reading
from geo.references import Reference, reference_at
from geo.subjects import is_verb
from geo.tokens import Token, tagged
from geo.toponyms import modifies
from geo.triggers import Trigger

_HOMEWARD: Final = frozenset(("verb.go", "verb.arrive", "verb.bring", "noun.arrival"))
# A time between "and" and its verb has so many words at most.
_TIME_FIRST: Final = 6
_PHRASES: Final = (("phrase.goal", "to"), ("phrase.source", "from"), ("phrase.via", "via"))
# Verbs that take an object: what it is "of" is no source.
_TAKING: Final = ("verb.reach", "verb.leave", "verb.pass", "verb.strike")
# "Followed by", "gefolgt von", "gevolgd door"
_FOLLOWED_BY: Final = ("clause.by", "preposition.of_from", "preposition.via")
# A phrase leads a movement on that is at most so many words before it.
_FURTHER: Final = 10


class Signals:
    """Reads the words of one sentence that name no place.

    Parameters
    ----------
    reading
        Of the sentence; it is kept up to date.
    attachments, leftovers
        Of the same.
    """

    def __init__(self, reading: Reading, attachments: Attachments, leftovers: Leftovers) -> None:
        self._reading, self._attachments, self._leftovers = reading, attachments, leftovers
        self._prefixes = Prefixes(reading, attachments)
        self._clauses = reading.clauses
        self._tokens, self._cues = reading.clauses.tokens, reading.clauses.cues
        self._copula: Trigger | None = None
        self._reference = Reference()
        # Where the last comma stands, and the column that it closed.
        self._comma = (-1, "")

    def word(self, index: int, token: Token) -> None:
        """Read the word or sign at ``index``."""
        if self._clauses.ends(index) or self._clauses.opens(index):
            self._open_clause(index, token)
        elif token.word == ",":
            self._comma = (index, self._reading.column)
            if not self._names_kind(index):
                self._reading.column = ""
            anew = self._cues.verb_last and self._clauses.opens_main(index + 1)
            if anew or self._ends_insertion(index):
                self._reading.clause_flags = set()
        elif not (self._cues.verb_last and self._prefixes.take(index, token)):
            self._cue(index, token)

    def _ends_insertion(self, index: int) -> bool:
        """Whether the comma ends a clause of time: "after X, she", "the ship, after X, sailed"."""
        if self._clauses.subject_follows(index) or self._clauses.verb_follows(index):
            return True
        held, start = self._reading.held, self._reading.clause_at
        inserted = start > 0 and self._tokens[start - 1].word == ","
        after = self._clauses.after(index)
        named = after is not None and after.mention is not None
        return inserted and held is not None and bool(held.touches) and not named

    def _open_clause(self, index: int, token: Token) -> None:
        held = self._reading.held
        self._leftovers.close_clause(index)
        relative = token.has("clause.where", "clause.which", "clause.relative")
        self._reading.broken = held if relative and held is not None and held.touches else None
        self._reading.after_semicolon = token.word == ";"
        self._reference = reference_at(self._clauses, index)
        self._reading.clause_flags = self._order_told(index, token)
        # No movement of this clause has been told yet.
        kinds = kinds_at(self._clauses, index, None) if token.has(*ORDERERS) else ()
        if kinds:
            self._open(index, token, kinds)
        elif "order.after" in token.tags and self._is_place_after(index):
            self._open(index, token, STAY)
            self._reading.lead("at", index)

    def _order_told(self, index: int, token: Token) -> set[str]:
        """What the first word of a clause says of the order of its movements."""
        flags = {name for name in ("after", "before") if token.has(f"order.{name}")}
        before = self._tokens[:index]
        timed = all(is_of_time(t) or "clause.adverb" in t.tags for t in before)
        if flags and (index == 0 or ("before" in flags and timed)):
            # "On Monday, before she left X, she …" opens its sentence, as "After a stay in X" does.
            flags.add("opening")
        return flags

    def _is_place_after(self, index: int) -> bool:
        """Whether a place follows right behind: "after X she …", but not "after X's defeat"."""
        after = self._clauses.after(index)
        named = after is not None and after.mention is not None and after.mention.kind == "name"
        return named and not modifies(self._clauses, index + 1, self._reading.column)

    def _cue(self, index: int, token: Token) -> None:
        if self._cues.verb_last and "clause.and" in token.tags and self._parts_verbs(index + 1):
            self._reading.trigger = None
        opens = "traveller.nominative" in token.tags and not self._cues.verb_last
        if opens and index - self._reading.clause_at > 3:
            self._reading.clause_flags = set()
        held = self._reading.held
        if held is not None and joins(self._clauses, held, index):
            self._copula = held
            self._reading.lead(column_behind(held), index)
        if "clause.includes" in token.tags:
            self._include(index)
        if "phrase.thence" in token.tags:
            self._reading.thence = index
        kinds = kinds_at(self._clauses, index, self._reading.held)
        if kinds:
            self._open(index, token, kinds)
        self._lead(index, token, told=bool(kinds))

    def _lead(self, index: int, token: Token, *, told: bool) -> None:
        """Note where the word leads: a preposition to a place, "home" to where one set out.

        ``told`` says whether it tells a movement itself.
        """
        column = column_of(token.tags)
        if "preposition.off" in token.tags and self._anchors():
            self._reading.lead("near", index)
        elif "clause.such" in token.tags:
            self._exemplify(index)
        elif is_after(self._clauses, index) and not column:
            self._open_stay_after(index)
        elif "preposition.cut" in token.tags:
            self._cut(index)
        elif column:
            self._preposition(index, column)
        elif "place.home" in token.tags and not told:
            self._home(index, token)
        elif "time" in token.tags and not told and self._reading.column != "object":
            self._reading.column = ""
            if self._copula is not None and self._copula is self._reading.held:
                # "The first stop is on Monday X."
                self._reading.lead(column_behind(self._copula), index)

    def _exemplify(self, index: int) -> None:
        """Lead on to the names of what was told: "visited three ports, including X"."""
        comma, column = self._comma
        self._reading.lead(column if comma == index - 1 else self._reading.column, index)

    def _cut(self, index: int) -> None:
        """Lead to no place, but on after "the city of", "50 miles south of" and "about 50"."""
        after = self._clauses.after(index)
        about = "clause.approximate" in self._tokens[index].tags
        if joins_kind(self._clauses, index):
            self._reading.lead(self._reading.column, index)
        elif not (about and after is not None and is_number(after)):
            self._reading.column = ""

    def _names_kind(self, index: int) -> bool:
        """Whether a place follows the comma, and before it is only told what it is.

        "In the Norwegian capital, X".
        """
        after = self._clauses.after(index)
        between = self._tokens[self._reading.column_at + 1 : index]
        if self._reading.column in ("", "object") or after is None or not between:
            return False
        if after.mention is None or "place.kind" not in between[-1].tags:
            return False
        return all(
            t.has("clause.link", "clause.indefinite", "place.kind")
            or (t.mention is not None and t.mention.kind == "demonym")
            or (not t.tags and t.word.isalpha() and t.mention is None)
            for t in between
        )

    def _anchors(self) -> bool:
        """Whether the verb in hand tells an arrival or a start, as off a coast: "ankerden voor"."""
        held = self._reading.held
        if held is None:
            return False
        return held.kind in ("verb.arrive", "verb.start", "verb.wreck")

    def _has_stay(self) -> bool:
        """Whether the clause opened with a stay that is over: "after X and Y she …"."""
        held = self._reading.held
        return held is not None and held.kinds == STAY and bool(held.touches)

    def _include(self, index: int) -> None:
        """Lead to the parts of a journey: "the tour includes X and Y"."""
        trip = self._reading.trigger
        if trip is None:
            return
        if self._reference.pronoun == "which" and trip.clause == self._reading.clause - 1:
            # "A tour that includes X"
            trip.clause = self._reading.clause
        if trip.clause != self._reading.clause:
            return
        # "The trip began in X and took in Y and Z"
        first = self._reading.here[0]
        begun = first.kinds == TRIP and not first.touches and trip.part("to") is not None
        if not trip.touches if trip.kind == "noun.trip" else begun:
            self._reading.lead("to", index)

    def _parts_verbs(self, index: int) -> bool:
        """Whether a verb follows "and", or a time and a verb: "en om negen uur waren wij in X"."""
        at = index
        while at < len(self._tokens) and at - index < _TIME_FIRST:
            token = self._tokens[at]
            beside = at > index and token.has("preposition.at", "clause.link")
            if not (is_number(token) or beside or token.has("time", "preposition.cut")):
                break
            at += 1
        if at == index:
            return self._is_auxiliary(index)
        return self._is_auxiliary(at) or (at < len(self._tokens) and is_verb(self._tokens[at]))

    def _is_auxiliary(self, index: int) -> bool:
        """Whether a verb follows whose participle ends the clause: "und hatte in X gehalten"."""
        tags = self._tokens[index].tags if index < len(self._tokens) else frozenset()
        return not tags.isdisjoint(("status.perfect", "clause.passive", "clause.auxiliary"))

    def _open(self, index: int, token: Token, kinds: tuple[str, ...]) -> None:
        held = self._reading.held
        if kinds == PRESENCE and held is not None and not self._clauses.joins_verb(index):
            return
        if held is not None and is_of_trip(self._clauses, held, index, kinds):
            return
        column = next((name for tag, name in _PHRASES if tag in token.tags), "")
        if column and held is not None and self._leads_further(held, column, index):
            self._reading.lead(column, index)
            return
        if kinds[0].startswith("verb.") and self._has_stay():
            self._reading.clause_flags = set()
        trigger = self._reading.begin(index, kinds)
        if trigger.is_noun:
            trigger.outer = held
        if self._opens_with_purpose(index):
            trigger.flags |= {"before", "opening", "purpose"}
        self._relate(trigger)
        self._reading.trigger = trigger
        self._refer_back(trigger, token)
        self._attachments.take_waiting(trigger)
        closing = closing_column(self._clauses, token)
        if not trigger.part(closing):
            # "Anchored off X" is a word that takes its place as an object.
            closing = ""
        self._reading.lead(column or closing or "object", index)

    def _opens_with_purpose(self, index: int) -> bool:
        """Whether the sentence begins with what is to come: "pour aller à X, je pris …"."""
        first = index == 1 and "clause.infinitive" in self._tokens[0].tags
        return first and not self._cues.verb_last and self._clauses.is_purpose(index)

    def _leads_further(self, held: Trigger, column: str, index: int) -> bool:
        """Whether a phrase leads the movement on: "flew en route to", no "stay, and then to"."""
        near = index - held.reach <= _FURTHER
        anew = held.kinds == STAY and self._clauses.junction(index) >= 0
        return near and not anew and held.part(column) is not None

    def _relate(self, trigger: Trigger) -> None:
        """Note how the movement follows on others: "it followed stops in", "from there"."""
        before = self._tokens[max(0, trigger.index - 3) : trigger.index]
        follows = tagged(before, "order.follows")
        passive = tagged(before, *_FOLLOWED_BY)
        if "noun.stay" in trigger.kinds and follows and not passive:
            trigger.flags.add("earlier")
        if trigger.kinds == STAY and tagged(before, "order.later"):
            # "Landete in X nach einem Halt in Y"
            trigger.flags |= {"after"} if self._ends_with(trigger) else set()
        if self._reading.thence is not None and trigger.kinds != PRESENCE:
            trigger.flags.add("thence")
            self._leave_waiting(trigger, self._reading.thence)
            self._reading.thence = None

    def _ends_with(self, stay: Trigger) -> bool:
        """Whether the stay stands behind a verb that has its place, and opens no new clause."""
        verbs = [t for t in self._reading.triggers if t.touches and t.is_verb]
        between = self._tokens[verbs[-1].reach : stay.index] if verbs else ()
        return bool(verbs) and not tagged(between, "clause.and")

    def _leave_waiting(self, trigger: Trigger, thence: int) -> None:
        """Take X for the source: "was treated in X and taken from there"."""
        for waiting in reversed(self._reading.waiting):
            if waiting.index < thence and waiting.column in ("at", "into"):
                self._reading.settle(waiting, trigger, "from", self._tokens[thence].span)
                return

    def _refer_back(self, trigger: Trigger, token: Token) -> None:
        """Take X into the clause that follows it: "X, where he boarded a train"."""
        place, part = self._reference.place, self._reference.part(trigger)
        if place is not None and part is not None:
            self._reading.touch(trigger, place, part, token.span)
            if trigger.kinds != PRESENCE:
                self._reference = replace(self._reference, place=None)

    def _preposition(self, index: int, column: str) -> None:
        if column == "of_from" and self._reading.column and joins_kind(self._clauses, index):
            return
        if column == "to" and is_after(self._clauses, index):
            self._open_stay_after(index)
            return
        if column == "of_from" and self._has_no_source(index):
            self._reading.column = ""
            return
        if leads_nowhere(self._clauses, index, column):
            self._reading.column = ""
            return
        if "clause.by" in self._tokens[index].tags and not self._is_way_by(index):
            self._reading.column = ""
            return
        on = column in ("at", "into", "of_from")
        if on and leads_on(self._clauses, index, self._reading.column, self._reading.column_at):
            column = self._reading.column
            if self._cues.verb_last:
                # "Von einem Dorf bei X": it is "von" that leads there.
                index = self._reading.column_at
        self._reading.lead("from" if column == "of_from" else column, index)

    def _open_stay_after(self, index: int) -> None:
        """Take what lies before the rest of the sentence for a stay: "nach Gesprächen in X"."""
        self._reading.clause_flags.add("after")
        self._open(index, self._tokens[index], STAY)
        self._reading.column = ""

    def _has_no_source(self, index: int) -> bool:
        """Whether what is in hand takes no place where one came from: "ein Besuch von".

        Nor does a verb whose object the place describes: "beklom de hoogste berg van X".
        """
        held = self._reading.held
        if held is None:
            return False
        if held.kind in _TAKING and not held.touches:
            before = self._tokens[index - 1]
            return before.word.isalpha() and not before.tags and before.mention is None
        return held.is_noun and held.part("from") is None

    def _is_way_by(self, index: int) -> bool:
        """Whether "by" tells a way: "brought us, by X, to Y", "from X by Y to Z"."""
        before, after = self._clauses.before(index), self._clauses.after(index)
        if (
            before is None
            or after is None
            or after.mention is None
            or self._reading.trigger is None
        ):
            return False
        return before.word == "," or before.mention is not None or "phrase.thence" in before.tags

    def _home(self, index: int, token: Token) -> None:
        trigger, after = self._reading.held, self._clauses.after(index)
        if trigger is None or index - trigger.index > 3:
            return
        leads = after is not None and any(tag.startswith("preposition.") for tag in after.tags)
        if leads and not tagged(self._tokens[index + 2 : index + 4], "time"):
            return
        near = self._tokens[max(0, index - 3) : index + 1]
        again = tagged(near, "order.again") or "verb.go" in trigger.kinds
        if again and not _HOMEWARD.isdisjoint(trigger.kinds):
            self._reading.take(trigger, index, Touch(None, "to", token.span))
