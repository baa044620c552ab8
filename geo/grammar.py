"""What spaCy's parser says of a sentence: whose movement a verb tells, and what a place belongs to.

The rules of ``subjects.py`` go by the words before a verb. Where a model is at hand, its
parser knows better whom "and landed", "having left" or "who flew" mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.dependencies import (
    OF_NOUN,
    STEPS,
    SUBJECTS,
    Dependencies,
    governors,
    is_fronted,
    subject_of,
)
from geo.doers import Doers
from geo.nouns import Noun

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

# Takes all sentences at once, which costs less than half of one by one.
Parser = Callable[[Sequence[str]], "Sequence[Doc]"]

# Relations of a name to what it only describes.
_DESCRIBES: Final = frozenset(("compound", "amod", "poss", "nmod"))
# A clause of its own depends on another word in one of these relations.
_CLAUSES: Final = frozenset(("conj", "advcl", "relcl", "acl", "ccomp", "parataxis", "ROOT"))
# Relations of a noun that a verb never has.
_NOMINAL: Final = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "compound", "poss", "appos"))
# Relations of a verb that a noun never has.
_VERBAL: Final = frozenset(("xcomp", "ccomp", "advcl", "relcl", "pcomp"))
# Relations within a clause, from a word to its verb.
_WITHIN: Final = frozenset(("dobj", "pobj", "prep", "attr", "acomp", "agent", "oprd", "npadvmod"))
_INSIDE: Final = frozenset(("at", "in"))
# A word that opens a clause depends on its verb in one of these relations: "after", "having".
_OPENS: Final = frozenset(("mark", "advmod", "aux", "auxpass"))


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
    parse
        Its words and what each depends on.
    """

    def __init__(self, parse: Dependencies) -> None:
        self._parse = parse
        self._doers = Doers(self._parse)

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
        word = self._parse.word(index)
        if word is None:
            return None
        owner = self._doers.owner(word) if noun else None
        if owner is not None:
            return owner
        if word.dep_ in SUBJECTS:
            return None if noun else self._doers.noun(word) or None
        return self._doers.shared(word)

    def is_noun(self, index: int) -> bool:
        """Whether the word stands where only a noun does: "its lead", "the march began"."""
        word = self._parse.word(index)
        return word is not None and word.dep_ in _NOMINAL

    def is_verb(self, index: int) -> bool:
        """Whether the word stands where only a verb does: "means to call for peace"."""
        word = self._parse.word(index)
        return word is not None and word.dep_ in _VERBAL

    def is_headline_plan(self, index: int) -> bool:
        """Whether nothing but an infinitive tells it: "Minister to tour the coast"."""
        word = self._parse.word(index)
        if word is None or not any(c.dep_ == "aux" and c.lower_ == "to" for c in word.lefts):
            return False
        return word.dep_ == "ROOT" or (word.dep_ in OF_NOUN and word.head.dep_ == "ROOT")

    def sets_status_of(self, index: int) -> int | None:
        """The verb whose participle stands at ``index``: "will sail, arriving in X"; or None."""
        word = self._parse.word(index)
        if word is None or not word.lower_.endswith("ing"):
            return None
        if any(child.dep_ in ("aux", "nsubj") for child in word.children):
            return None
        if word.dep_ == "pcomp":
            word = word.head
        while word.dep_ == "conj":
            word = word.head
        return self._parse.index_of(word.head) if word.dep_ in ("advcl", "prep") else None

    def describes(self, index: int) -> bool:
        """Whether the name there only describes a noun: "the X summit", "X time"."""
        name = self._parse.head(index)
        return name is not None and name.dep_ in _DESCRIBES

    def is_subject(self, index: int) -> bool:
        """Whether the word there is the subject of a verb."""
        word = self._parse.word(index)
        return word is not None and word.dep_ in SUBJECTS

    def is_aside(self, index: int) -> bool:
        """Whether the noun there is itself the object of a preposition: "given the state of X".

        What is at something in X is in X: "took part in a contest at the theatre in X", and so
        is what is a part of that: "in the opening of the fair in X".
        """
        word = self._parse.word(index)
        while word is not None and word.dep_ == "pobj":
            above = word.head.head
            within = word.head.lower_ == "of" and above.dep_ in ("pobj", "dobj")
            if not (within or word.head.lower_ in _INSIDE):
                break
            word = above
        return word is not None and word.dep_ == "pobj" and word.head.dep_ != "agent"

    def object(self, index: int) -> Noun | None:
        """What the verb at ``index`` acts on; None where the parse gives nothing that travels."""
        word = self._parse.word(index)
        thing = next((c for c in word.children if c.dep_ == "dobj"), None) if word else None
        return self._doers.noun(thing) or None if thing is not None else None

    def receiver(self, index: int) -> Noun | None:
        """Whom the place at ``index`` is said to have received: "X took us two days", or None.

        A town does nothing to anybody who is not there: "Y delighted her", "Z gave them supper".
        """
        place = self._parse.head(index)
        if place is None or place.dep_ != "nsubj" or place.head.i < place.i:
            return None
        return self._doers.acted_on(place.head)

    def is_alone(self, index: int) -> bool:
        """Whether the sentence has no verb, but is of the place: "X on the third day"."""
        place = self._parse.head(index)
        return place is not None and place.dep_ == "ROOT"

    @cached_property
    def is_verbless(self) -> bool:
        """Whether nothing in the sentence is a subject: "In X by nightfall, tired out"."""
        return all(word.dep_ not in SUBJECTS for word in self._parse.doc)

    def follows(self, index: int) -> int | None:
        """The verb behind which the place stands as its subject: "after Y came X"; or None."""
        place = self._parse.head(index)
        if place is None or place.dep_ not in ("nsubj", "dobj") or place.head.i > place.i:
            return None
        own = subject_of(place.head)
        if own is not None and own != place and not self._parse.names_place(own):
            return None
        return self._parse.index_of(place.head)

    def attachment(self, index: int) -> Attachment | None:
        """What the place at ``index`` belongs to; None where the parse does not tell."""
        place = self._parse.head(index)
        while place is not None and place.dep_ in ("appos", "conj"):
            place = place.head
        if place is None or not (place.dep_ in ("pobj", "dobj") or is_fronted(place)):
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
        at = self._parse.index_of(preposition) if preposition is not None else None
        return Attachment(at, tuple(self._chain(above)))

    def bears_on(self, at: int, index: int) -> bool:
        """Whether the word at ``at`` says something of the verb or noun at ``index``.

        "Must" and "not" do of the verb that they stand with, and of one that this governs;
        they say nothing of the verb of another clause. True where the parse does not tell.
        """
        word, verb = self._parse.word(at), self._parse.head(index)
        if word is None or verb is None:
            return True
        above = set(governors(verb))
        for _ in range(STEPS):
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
        opener, word = self._parse.word(at), self._parse.head(index)
        if opener is None or word is None:
            return True
        scope = opener.head if opener.dep_ in _OPENS else opener
        return scope == word or scope.is_ancestor(word)

    def _chain(self, word: Word) -> Iterator[int]:
        """The word and those that govern it, up to the verb of the clause or its subject."""
        for _ in range(STEPS):
            index = self._parse.index_of(word)
            if index is not None:
                yield index
            if word.dep_ not in _WITHIN or word.head is word:
                return
            word = word.head

    def _is_kind(self, word: Word) -> bool:
        token = self._parse.token(word)
        return token is not None and token.has("place.kind", "place.institution")

    def _is_sight(self, word: Word) -> bool:
        """Whether it is a thing that somebody goes to see."""
        verb, token = self._parse.token(word.head), self._parse.token(word)
        if word.dep_ != "dobj" or verb is None or token is None:
            return False
        return "place.sees" in verb.tags and not any(t.startswith("traveller.") for t in token.tags)
