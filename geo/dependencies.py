"""What depends on what in a sentence, as spaCy's parser reads it.

Relations are those of ClearNLP's scheme, which spaCy's English models use:
https://github.com/clir/clearnlp-guidelines/blob/master/md/specifications/dependency_labels.md
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.tokens import Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

SUBJECTS: Final = frozenset(("nsubj", "nsubjpass"))
# A clause that only says something of a noun: "the ship that sailed", "a plane carrying".
OF_NOUN: Final = frozenset(("relcl", "acl"))
# What stands in a noun group before its head.
_GROUP: Final = frozenset(("compound", "amod", "poss", "det", "nummod", "nmod"))
# No verb is so many steps away from the one whose subject it shares.
STEPS: Final = 12


class Dependencies:
    """The words of a sentence as the parser and as the rules read them, one by the other.

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
        self.doc, self.tokens = doc, tokens
        self._positions = positions

    def word(self, index: int) -> Word | None:
        """The parser's word that starts where the rules' does."""
        return self._words.get(self.tokens[index].start)

    def head(self, index: int) -> Word | None:
        """The parser's last word of the name at ``index``: all others depend on it."""
        token = self.tokens[index]
        inside = [word for at, word in self._words.items() if token.start <= at < token.end]
        return next((w for w in inside if w.head == w or w.head not in inside), None)

    def token(self, word: Word) -> Token | None:
        """The rules' word that holds the parser's."""
        index = self.index_of(word)
        return None if index is None else self.tokens[index]

    def index_of(self, word: Word) -> int | None:
        """The index of the rules' word that holds the parser's."""
        return self._by_character.get(self._positions[word.idx])

    @cached_property
    def _words(self) -> dict[int, Word]:
        """The parser's words by where they start in the article's text."""
        return {self._positions[word.idx]: word for word in self.doc}

    @cached_property
    def _by_character(self) -> dict[int, int]:
        return {
            at: index
            for index, token in enumerate(self.tokens)
            for at in range(token.start, token.end)
        }

    def names_place(self, word: Word) -> bool:
        """Whether the word is in the name of a place."""
        token = self.token(word)
        return token is not None and is_place([token])


def subject_of(verb: Word) -> Word | None:
    """The word that is the subject of this verb itself."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def is_fronted(word: Word) -> bool:
    """Whether an object may stand before the subject of its verb: "X we reached at noon"."""
    subject = subject_of(word.head)
    return (
        word.dep_ in ("npadvmod", "intj")
        and subject is not None
        and word.i < subject.i < word.head.i
    )


def governors(word: Word) -> Iterator[Word]:
    """The word and what governs it, up to where another clause begins.

    An infinitive opens none: "could take a detour to visit X".
    """
    for _ in range(STEPS):
        yield word
        own = subject_of(word) is not None
        purpose = not own and any(c.dep_ == "aux" and c.lower_ == "to" for c in word.lefts)
        opens = word.dep_ in ("relcl", "advcl") and not purpose
        if opens or word.dep_ == "ROOT" or (word.dep_ == "conj" and own):
            return
        if word.dep_ == "pcomp":
            yield word.head
            yield word.head.head
            return
        word = word.head


def is_place(group: Sequence[Token]) -> bool:
    """Whether the group is a place, which goes nowhere."""
    mention = group[-1].mention if group else None
    return mention is not None and mention.kind == "name"


def group_of(head: Word) -> Iterator[Word]:
    """The words of a noun group up to its head, in their order."""
    for child in head.lefts:
        if child.dep_ in _GROUP:
            yield from group_of(child)
    yield head
