"""Whose movement a verb tells, as spaCy's parser reads the sentence.

The rules of ``subjects.py`` go by the words before a verb. Where a model is at hand, its
parser knows better whom "and landed", "having left" or "who flew" mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.noungroups import subject_before
from geo.nouns import Noun
from geo.tokens import NOTHING, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

# Takes all sentences at once, which costs less than half of one by one.
Parser = Callable[[Sequence[str]], "Sequence[Doc]"]

# Relations of ClearNLP's scheme, which spaCy's English models use:
# https://github.com/clir/clearnlp-guidelines/blob/master/md/specifications/dependency_labels.md
_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass"))
# What stands in a noun group before its head.
_GROUP: Final = frozenset(("compound", "amod", "poss", "det", "nummod", "nmod"))
# A clause that only says something of a noun: "the ship that sailed", "a plane carrying".
_OF_NOUN: Final = frozenset(("relcl", "acl"))
# Relations by which a word shares the subject of the one that governs it.
_SHARES: Final = frozenset(
    """
    conj xcomp advcl ccomp pcomp prep dobj pobj attr dep acomp oprd nmod npadvmod parataxis agent
    dative compound amod prt
    """.split()  # noqa: SIM905
)
# A clause of its own depends on another word in one of these relations.
_CLAUSES: Final = frozenset(("conj", "advcl", "relcl", "acl", "ccomp", "parataxis", "ROOT"))
# Relations of a noun that a verb never has.
_NOMINAL: Final = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "compound", "poss", "appos"))
# Relations of a verb that a noun never has.
_VERBAL: Final = frozenset(("xcomp", "ccomp", "advcl", "relcl", "pcomp"))
# Relations within a clause, from a word to its verb.
_WITHIN: Final = frozenset(("dobj", "pobj", "prep", "attr", "acomp", "agent", "oprd", "npadvmod"))
_RELATIVES: Final = frozenset(("who", "which", "that"))
# What tells of what is past: "were", "had".
_PAST: Final = ("clause.lasted", "status.perfect")
# "The visit of the king", "a visit by the king".
_DOERS: Final = frozenset(("by", "of"))
_INSIDE: Final = frozenset(("at", "in"))
# A word that opens a clause depends on its verb in one of these relations: "after", "having".
_OPENS: Final = frozenset(("mark", "advmod", "aux", "auxpass"))
# What a place is, as a traveller.
_NOWHERE: Final = frozenset((("inert", "place"),))
# No verb is so many steps away from the one whose subject it shares.
_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a place belongs to in its sentence.

    Attributes
    ----------
    preposition
        The index of its preposition; None for the object of a verb.
    governors
        The indices of the word that governs that, of the one above it, and so on up to a verb.
    """

    preposition: int | None
    governors: tuple[int, ...]


class Grammar:
    """The dependencies of one sentence.

    Parameters
    ----------
    doc
        The sentence as it is parsed.
    positions
        Of each of its characters, where in the article's text it stands.
    tokens
        Its words, as the rules read them.
    """

    def __init__(self, doc: Doc, positions: Sequence[int], tokens: Sequence[Token]) -> None:
        self._doc, self._positions, self._tokens = doc, positions, tokens

    def subject(self, index: int, *, noun: bool) -> Noun | None:
        """Who makes the movement that the word at ``index`` tells.

        Parameters
        ----------
        noun
            Whether the word is a noun, which may have an owner: "his trip".

        Returns
        -------
        None where the parse does not tell.
        """
        word = self._word(index)
        if word is None:
            return None
        owner = self._owner(word) if noun else None
        if owner is not None:
            return owner
        if word.dep_ in _SUBJECTS:
            return None if noun else self._noun(word) or None
        return self._shared(word)

    def is_noun(self, index: int) -> bool:
        """Whether the word stands where only a noun does: "its lead", "the march began"."""
        word = self._word(index)
        return word is not None and word.dep_ in _NOMINAL

    def is_verb(self, index: int) -> bool:
        """Whether the word stands where only a verb does: "means to call for peace"."""
        word = self._word(index)
        return word is not None and word.dep_ in _VERBAL

    def is_headline_plan(self, index: int) -> bool:
        """Whether nothing but an infinitive tells it: "Minister to tour the coast"."""
        word = self._word(index)
        if word is None or not any(c.dep_ == "aux" and c.lower_ == "to" for c in word.lefts):
            return False
        return word.dep_ == "ROOT" or (word.dep_ in _OF_NOUN and word.head.dep_ == "ROOT")

    def sets_status_of(self, index: int) -> int | None:
        """The verb whose participle stands at ``index``: "will sail, arriving in X"; or None."""
        word = self._word(index)
        if word is None or not word.lower_.endswith("ing"):
            return None
        if any(child.dep_ in ("aux", "nsubj") for child in word.children):
            return None
        if word.dep_ == "pcomp":
            word = word.head
        while word.dep_ == "conj":
            word = word.head
        return self._index_of(word.head) if word.dep_ in ("advcl", "prep") else None

    def is_subject(self, index: int) -> bool:
        """Whether the word there is the subject of a verb."""
        word = self._word(index)
        return word is not None and word.dep_ in _SUBJECTS

    def is_aside(self, index: int) -> bool:
        """Whether the noun there is itself the object of a preposition: "given the state of X".

        What is at something in X is in X: "took part in a contest at the theatre in X", and so
        is what is a part of that: "in the opening of the fair in X".
        """
        word = self._word(index)
        while word is not None and word.dep_ == "pobj":
            above = word.head.head
            within = word.head.lower_ == "of" and above.dep_ in ("pobj", "dobj")
            if not (within or word.head.lower_ in _INSIDE):
                break
            word = above
        return word is not None and word.dep_ == "pobj" and word.head.dep_ != "agent"

    def object(self, index: int) -> Noun | None:
        """What the verb at ``index`` acts on; None where the parse gives nothing that travels."""
        word = self._word(index)
        thing = next((c for c in word.children if c.dep_ == "dobj"), None) if word else None
        return self._noun(thing) or None if thing is not None else None

    def receiver(self, index: int) -> Noun | None:
        """Whom the place at ``index`` is said to have received: "X took us two days", or None.

        A town does nothing to anybody who is not there: "Y delighted her", "Z gave them supper".
        """
        place = self._head(index)
        if place is None or place.dep_ != "nsubj" or place.head.i < place.i:
            return None
        return self._acted_on(place.head)

    def _acted_on(self, verb: Word) -> Noun | None:
        """Whom a verb acts on, where a pronoun names them."""
        objects = (child for child in verb.rights if child.dep_ in ("dobj", "dative"))
        nouns = (self._noun(child) for child in objects)
        return next((noun for noun in nouns if noun.pronoun in ("narrator", "third")), None)

    def is_alone(self, index: int) -> bool:
        """Whether the sentence has no verb, but is of the place: "X on the third day"."""
        place = self._head(index)
        return place is not None and place.dep_ == "ROOT"

    @cached_property
    def is_verbless(self) -> bool:
        """Whether nothing in the sentence is a subject: "In X by nightfall, tired out"."""
        return all(word.dep_ not in _SUBJECTS for word in self._doc)

    def follows(self, index: int) -> int | None:
        """The verb behind which the place stands as its subject: "after Y came X"; or None."""
        place = self._head(index)
        if place is None or place.dep_ not in ("nsubj", "dobj") or place.head.i > place.i:
            return None
        own = _subject(place.head)
        if own is not None and own != place and not self._names_place(own):
            return None
        return self._index_of(place.head)

    def attachment(self, index: int) -> Attachment | None:
        """What the place at ``index`` belongs to; None where the parse does not tell."""
        place = self._head(index)
        while place is not None and place.dep_ in ("appos", "conj"):
            place = place.head
        if place is None or not (place.dep_ in ("pobj", "dobj") or _is_fronted(place)):
            return None
        preposition = place.head if place.dep_ == "pobj" else None
        while preposition is not None and preposition.lower_ == "of":
            # "In the city of X" is in X.
            kind = preposition.head
            if self._is_sight(kind):
                # "They visited the mosques of X" leads to X.
                return Attachment(None, tuple(self._chain(kind.head)))
            if kind.dep_ != "pobj" or not self._is_kind(kind):
                return None
            preposition = kind.head
        if preposition is not None and preposition.dep_ == "agent":
            # "Lent by X": X does something, and nobody goes there.
            return None
        above = preposition.head if preposition is not None else place.head
        at = self._index_of(preposition) if preposition is not None else None
        return Attachment(at, tuple(self._chain(above)))

    def bears_on(self, at: int, index: int) -> bool:
        """Whether the word at ``at`` says something of the verb or noun at ``index``.

        "Must" and "not" do of the verb that they stand with, and of one that this governs;
        they say nothing of the verb of another clause. True where the parse does not tell.
        """
        word, verb = self._word(at), self._head(index)
        if word is None or verb is None:
            return True
        above = set(_above(verb))
        for _ in range(_STEPS):
            if word in above:
                return True
            if word.dep_ in _CLAUSES or word.head is word:
                return False
            word = word.head
        return False

    def is_within(self, at: int, index: int) -> bool:
        """Whether the word at ``index`` is in the clause or phrase that the one at ``at`` opens.

        True where the parse does not tell.
        """
        opener, word = self._word(at), self._head(index)
        if opener is None or word is None:
            return True
        scope = opener.head if opener.dep_ in _OPENS else opener
        return scope == word or scope.is_ancestor(word)

    def _chain(self, word: Word) -> Iterator[int]:
        """The word and those that govern it, up to the verb of the clause or its subject."""
        for _ in range(_STEPS):
            index = self._index_of(word)
            if index is not None:
                yield index
            if word.dep_ not in _WITHIN or word.head is word:
                return
            word = word.head

    def _word(self, index: int) -> Word | None:
        """The parser's word that starts where the rules' does."""
        return self._words.get(self._tokens[index].start)

    def _head(self, index: int) -> Word | None:
        """The parser's last word of the name at ``index``: all others depend on it."""
        token = self._tokens[index]
        inside = [word for at, word in self._words.items() if token.start <= at < token.end]
        return next((w for w in inside if w.head == w or w.head not in inside), None)

    def _is_kind(self, word: Word) -> bool:
        token = self._token(word)
        return token is not None and token.has("place.kind", "place.institution")

    def _is_sight(self, word: Word) -> bool:
        """Whether it is a thing that somebody goes to see."""
        verb, token = self._token(word.head), self._token(word)
        if word.dep_ != "dobj" or verb is None or token is None:
            return False
        return "place.sees" in verb.tags and not any(t.startswith("traveller.") for t in token.tags)

    @cached_property
    def _words(self) -> dict[int, Word]:
        """The parser's words by where they start in the article's text."""
        return {self._positions[word.idx]: word for word in self._doc}

    def _shared(self, word: Word) -> Noun | None:
        """The subject of the word, or of the nearest that shares its own with it."""
        for _ in range(_STEPS):
            own = _subject(word)
            if own is not None and own.lower_ == "it" and (led := self._acted_on(word)):
                # "It took me a week to reach X"
                return led
            if own is not None and own.lower_ not in _RELATIVES:
                if own.dep_ == "nsubjpass" and self._names_place(own):
                    # "X was reached": it is not said by whom.
                    return Noun()
                return self._owner(own) or self._noun(own) or None
            if word.dep_ in _OF_NOUN:
                if own is not None and self._is_still(word) and self._names_place(word.head):
                    # "X, which lies in Y": a town goes nowhere.
                    return Noun(heads=_NOWHERE)
                if self._is_movement(word.head):
                    return Noun()
                return self._rider(word.head) or self._noun(word.head) or None
            if own is not None:
                return None
            if word.dep_ not in _SHARES:
                return self._told_before(word)
            word = _reported(word.head) if word.dep_ == "conj" else word.head
        return None

    def _rider(self, vehicle: Word) -> Noun | None:
        """Who boards what moves: "they embarked in a steamer that left X for Y"."""
        token = self._token(vehicle)
        if token is None or "traveller.vehicle" not in token.tags:
            return None
        verb = vehicle.head.head if vehicle.dep_ == "pobj" else vehicle.head
        boards = self._token(verb)
        if boards is None or not boards.has("verb.board", "verb.start"):
            return None
        return self._shared(verb)

    def _is_still(self, verb: Word) -> bool:
        token = self._token(verb)
        return token is not None and "verb.presence" in token.tags

    def _is_movement(self, word: Word) -> bool:
        """Whether the noun is itself a movement or a stay, and nobody: "a trip that began"."""
        tags = token.tags if (token := self._token(word)) is not None else NOTHING
        mover = any(tag.startswith("traveller.") for tag in tags)
        return not mover and any(tag.startswith("noun.") for tag in tags)

    def _names_place(self, word: Word) -> bool:
        token = self._token(word)
        return token is not None and _is_place([token])

    def _told_before(self, verb: Word) -> Noun | None:
        """The subject of the clause that goes on: "we paid the guide; rode to the coast"."""
        clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
        subject = _subject(clause) if clause is not None else None
        return self._noun(subject) or None if subject is not None else None

    def _owner(self, word: Word) -> Noun | None:
        """Whose movement a noun names: "his trip", "the visit of the king"."""
        token = self._token(word)
        if token is None or not any(tag.startswith("noun.") for tag in token.tags):
            return None
        if "traveller.vehicle" in token.tags:
            # "Ann's train left": the train did.
            return None
        for child in word.children:
            if child.dep_ == "poss":
                return self._noun(child) or self._meant(child, word)
            does = child.dep_ == "prep" and child.lower_ in _DOERS
            if does and (meant := self._noun_of(child)):
                return meant
        return None

    def _meant(self, possessive: Word, word: Word) -> Noun | None:
        """Whom "his" or "our" before a noun means: the subject, or somebody told before."""
        token = self._token(possessive)
        if token is None or not token.has("clause.possessive", "traveller.own"):
            return Noun()
        if "traveller.own" in token.tags:
            return Noun(pronoun="narrator")
        subject = None if word.dep_ in _SUBJECTS else self._shared(word)
        return subject or Noun(pronoun="it" if token.word == "its" else "third")

    def _noun(self, head: Word) -> Noun:
        """The noun group with its head, and what stands beside it: "Lee, the minister,"."""
        group = [token for word in _group(head) if (token := self._token(word)) is not None]
        noun = Noun() if _is_place(group) else subject_before(group, len(group), -1)
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
                noun = noun.and_also(self._noun(child))
        return noun

    def _is_told_of(self, head: Word) -> bool:
        """Whether people are some of whom a journey is told: "migrants who landed in X were …"."""
        clause = next((child for child in head.children if child.dep_ == "relcl"), None)
        token = self._token(clause) if clause is not None else None
        if token is None or token.has("verb.presence"):
            return False
        moves = any(tag.startswith("verb.") for tag in token.tags)
        return moves and any(other.has(*_PAST) for other in self._tokens)

    def _noun_of(self, preposition: Word) -> Noun:
        """What follows a preposition."""
        its = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        return self._noun(its) if its is not None else Noun()

    def _token(self, word: Word) -> Token | None:
        """The rules' word that holds the parser's."""
        index = self._index_of(word)
        return None if index is None else self._tokens[index]

    def _index_of(self, word: Word) -> int | None:
        return self._by_character.get(self._positions[word.idx])

    @cached_property
    def _by_character(self) -> dict[int, int]:
        return {
            at: index
            for index, token in enumerate(self._tokens)
            for at in range(token.start, token.end)
        }


def _subject(verb: Word) -> Word | None:
    """The word that is the subject of this verb itself."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _reported(verb: Word) -> Word:
    """The verb that goes on after "and": "he left, the police said, and went abroad"."""
    if verb.dep_ == "parataxis":
        return verb.head
    clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    return clause if clause is not None and _subject(clause) is not None else verb


def _is_fronted(word: Word) -> bool:
    """Whether an object may stand before the subject of its verb: "X we reached at noon"."""
    subject = _subject(word.head)
    return (
        word.dep_ in ("npadvmod", "intj")
        and subject is not None
        and word.i < subject.i < word.head.i
    )


def _above(word: Word) -> Iterator[Word]:
    """The word and what governs it, up to where another clause begins.

    An infinitive opens none: "could take a detour to visit X".
    """
    for _ in range(_STEPS):
        yield word
        own = _subject(word) is not None
        purpose = not own and any(c.dep_ == "aux" and c.lower_ == "to" for c in word.lefts)
        opens = word.dep_ in ("relcl", "advcl") and not purpose
        if opens or word.dep_ == "ROOT" or (word.dep_ == "conj" and own):
            return
        if word.dep_ == "pcomp":
            yield word.head
            yield word.head.head
            return
        word = word.head


def _is_place(group: Sequence[Token]) -> bool:
    """Whether the group is a place, which goes nowhere."""
    mention = group[-1].mention if group else None
    return mention is not None and mention.kind == "name"


def _group(head: Word) -> Iterator[Word]:
    """The words of a noun group up to its head, in their order."""
    for child in head.lefts:
        if child.dep_ in _GROUP:
            yield from _group(child)
    yield head
