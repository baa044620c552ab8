"""Whose movement a word of a sentence tells, by what depends on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.dependencies import OF_NOUN, STEPS, SUBJECTS, Dependencies, group_of, is_place, subject_of
from geo.noungroups import subject_before
from geo.nouns import Noun
from geo.tokens import NOTHING

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

# Relations by which a word shares the subject of the one that governs it.
_SHARES: Final = frozenset(
    """
    conj xcomp advcl ccomp pcomp prep dobj pobj attr dep acomp oprd nmod npadvmod parataxis agent
    dative compound amod prt
    """.split()  # noqa: SIM905
)
_RELATIVES: Final = frozenset(("who", "which", "that"))
# What tells of what is past: "were", "had".
_PAST: Final = ("clause.lasted", "status.perfect")
# "The visit of the king", "a visit by the king".
_DOERS: Final = frozenset(("by", "of"))
# What a place is, as a traveller.
_NOWHERE: Final = frozenset((("inert", "place"),))


class Doers:
    """Who does what in one sentence; no noun where the parse does not tell."""

    def __init__(self, parse: Dependencies) -> None:
        self._parse = parse

    def shared(self, word: Word) -> Noun | None:
        """The subject of the word, or of the nearest that shares its own with it."""
        for _ in range(STEPS):
            own = subject_of(word)
            if own is not None and own.lower_ == "it" and (led := self.acted_on(word)):
                # "It took me a week to reach X"
                return led
            if own is not None and own.lower_ not in _RELATIVES:
                if own.dep_ == "nsubjpass" and self._parse.names_place(own):
                    # "X was reached": it is not said by whom.
                    return Noun()
                return self.owner(own) or self.noun(own) or None
            if word.dep_ in OF_NOUN:
                if own is not None and self._is_still(word) and self._parse.names_place(word.head):
                    # "X, which lies in Y": a town goes nowhere.
                    return Noun(heads=_NOWHERE)
                if self._is_movement(word.head):
                    return Noun()
                return self._rider(word.head) or self.noun(word.head) or None
            if own is not None:
                return None
            if word.dep_ not in _SHARES:
                return self._told_before(word)
            word = _reported(word.head) if word.dep_ == "conj" else word.head
        return None

    def _rider(self, vehicle: Word) -> Noun | None:
        """Who boards what moves: "they embarked in a steamer that left X for Y"."""
        token = self._parse.token(vehicle)
        if token is None or "traveller.vehicle" not in token.tags:
            return None
        verb = vehicle.head.head if vehicle.dep_ == "pobj" else vehicle.head
        boards = self._parse.token(verb)
        if boards is None or not boards.has("verb.board", "verb.start"):
            return None
        return self.shared(verb)

    def _is_still(self, verb: Word) -> bool:
        token = self._parse.token(verb)
        return token is not None and "verb.presence" in token.tags

    def _is_movement(self, word: Word) -> bool:
        """Whether the noun is itself a movement or a stay, and nobody: "a trip that began"."""
        tags = token.tags if (token := self._parse.token(word)) is not None else NOTHING
        mover = any(tag.startswith("traveller.") for tag in tags)
        return not mover and any(tag.startswith("noun.") for tag in tags)

    def _told_before(self, verb: Word) -> Noun | None:
        """The subject of the clause that goes on: "we paid the guide; rode to the coast"."""
        clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
        subject = subject_of(clause) if clause is not None else None
        return self.noun(subject) or None if subject is not None else None

    def owner(self, word: Word) -> Noun | None:
        """Whose movement a noun names: "his trip", "the visit of the king"."""
        token = self._parse.token(word)
        if token is None or not any(tag.startswith("noun.") for tag in token.tags):
            return None
        if "traveller.vehicle" in token.tags:
            # "Ann's train left": the train did.
            return None
        for child in word.children:
            if child.dep_ == "poss":
                return self.noun(child) or self._meant(child, word)
            does = child.dep_ == "prep" and child.lower_ in _DOERS
            if does and (meant := self._noun_of(child)):
                return meant
        return None

    def _meant(self, possessive: Word, word: Word) -> Noun | None:
        """Whom "his" or "our" before a noun means: the subject, or somebody told before."""
        token = self._parse.token(possessive)
        if token is None or not token.has("clause.possessive", "traveller.own"):
            return Noun()
        if "traveller.own" in token.tags:
            return Noun(pronoun="narrator")
        subject = None if word.dep_ in SUBJECTS else self.shared(word)
        return subject or Noun(pronoun="it" if token.word == "its" else "third")

    def noun(self, head: Word) -> Noun:
        """The noun group with its head, and what stands beside it: "Lee, the minister,"."""
        group = [token for word in group_of(head) if (token := self._parse.token(word)) is not None]
        noun = Noun() if is_place(group) else subject_before(group, len(group), -1)
        if noun.pronoun:
            return noun
        if self._is_told_of(head):
            noun = noun.as_some()
        for child in head.children:
            whole = self._noun_of(child) if child.lower_ == "of" else Noun()
            if any(kind == "storm" for kind, _ in whole.heads):
                # "The core of the hurricane" goes where that does.
                return whole
            if child.dep_ in ("appos", "conj"):
                noun = noun.and_also(self.noun(child))
        return noun

    def _is_told_of(self, head: Word) -> bool:
        """Whether people are some of whom a journey is told: "migrants who landed in X were …"."""
        clause = next((child for child in head.children if child.dep_ == "relcl"), None)
        token = self._parse.token(clause) if clause is not None else None
        if token is None or token.has("verb.presence"):
            return False
        moves = any(tag.startswith("verb.") for tag in token.tags)
        return moves and any(other.has(*_PAST) for other in self._parse.tokens)

    def _noun_of(self, preposition: Word) -> Noun:
        """What follows a preposition."""
        its = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        return self.noun(its) if its is not None else Noun()

    def acted_on(self, verb: Word) -> Noun | None:
        """Whom a verb acts on, where a pronoun names them."""
        objects = (child for child in verb.rights if child.dep_ in ("dobj", "dative"))
        nouns = (self.noun(child) for child in objects)
        return next((noun for noun in nouns if noun.pronoun in ("narrator", "third")), None)


def _reported(verb: Word) -> Word:
    """The verb that goes on after "and": "he left, the police said, and went abroad"."""
    if verb.dep_ == "parataxis":
        return verb.head
    clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    return clause if clause is not None and subject_of(clause) is not None else verb
