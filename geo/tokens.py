"""The tokens of a sentence: its words, its signs and its toponyms."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import pairwise
from typing import Final, NamedTuple

from geo.story import Mention, Span

NOTHING: Final[frozenset[str]] = frozenset()
# Signs that lead from place to place.
ARROWS: Final = ("→", "➔", "⇒", "▸", "->")
# Signs between clauses.
BREAKS: Final = frozenset(';:.?!()[]—–"“”„»«…')
# Signs between the ends of a way: "X – Y".
DASHES: Final = frozenset(("-", "–", "—"))
# A name between quotation marks has so many words at most.
_QUOTES: Final = frozenset('"“”„»«')
_MARKS: Final = _QUOTES | {"(", ")"}
_QUOTED_NAME: Final = 3
# Brackets so far apart enclose an aside, not a sentence.
_ASIDE: Final = 8


class Token(NamedTuple):
    """A word, a sign or a toponym of a sentence, and what it may tell of a movement.

    Attributes
    ----------
    word
        In lower case; a phrase that a cue file lists is one token.
    tags
        The lists that hold it, such as "verb.arrive".
    mention
        The toponym that it is, if it is one.
    capital
        Whether it is written with a capital.
    """

    start: int
    end: int
    word: str
    tags: frozenset[str] = NOTHING
    mention: Mention | None = None
    capital: bool = False

    def has(self, *tags: str) -> bool:
        """Whether one of the tags is among its own."""
        return not self.tags.isdisjoint(tags)

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return Span(self.start, self.end)


def tagged(tokens: Iterable[Token], *tags: str) -> bool:
    """Whether one of the tokens has one of the tags."""
    return any(not token.tags.isdisjoint(tags) for token in tokens)


def without_marks(tokens: list[Token]) -> list[Token]:
    """The tokens without the marks and asides that tell nothing of a movement.

    Those are the brackets around what a place lies in, which become commas, quotation marks around
    a name, and whole brackets that name no place.
    """
    if _MARKS.isdisjoint([token.word for token in tokens]):
        return tokens
    return _without_asides(_without_name_quotes(_without_brackets(tokens)))


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens with a comma for brackets in which a place says where another is: "X (Y)"."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        inner = at and tokens[at - 1].mention is not None and len(tokens) > at + 2
        if token.word == "(" and inner and tokens[at + 1].mention and tokens[at + 2].word == ")":
            kept.append(token._replace(word=","))
        elif not (
            token.word == ")"
            and len(kept) > 1
            and tokens[at - 2].word == "("
            and kept[-2].word == ","
        ):
            kept.append(token)
    return kept


def _without_name_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens without quotation marks around a name: the steamer "Hansa"."""
    marks = [at for at, token in enumerate(tokens) if token.word in _QUOTES]
    drop: set[int] = set()
    for opening, closing in pairwise(marks):
        inner = tokens[opening + 1 : closing]
        named = 0 < len(inner) <= _QUOTED_NAME and all(
            t.capital or not t.word.isalpha() for t in inner
        )
        if named and opening not in drop and opening > 0:
            drop |= {opening, closing}
    return [token for at, token in enumerate(tokens) if at not in drop] if drop else tokens


def _without_asides(tokens: list[Token]) -> list[Token]:
    """The tokens without what brackets enclose that names no place: "the summit (UNGA) in"."""
    drop: set[int] = set()
    opening = -1
    for at, token in enumerate(tokens):
        if token.word == "(":
            opening = at
        elif token.mention is not None or at - opening > _ASIDE:
            opening = -1
        elif token.word == ")" and opening > 0:
            drop.update(range(opening, at + 1))
    return [token for at, token in enumerate(tokens) if at not in drop] if drop else tokens


def without_capital(token: Token, names: Set[str]) -> Token:
    """A German noun without its capital, which makes it no name."""
    noun = not token.tags or any(tag.startswith("noun.") for tag in token.tags)
    plain = token.capital and noun and token.mention is None
    return token._replace(capital=False) if plain and token.word not in names else token
