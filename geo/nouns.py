"""Nouns that may mean a traveller, and the words that they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from geo.tokens import NOTHING, Token

KINDS: Final = (
    "leader",
    "person",
    "group",
    "vehicle",
    "storm",
    "thing",
    "crowd",
    "inert",
    "reader",
)
PRONOUNS: Final = ("narrator", "third", "it")
_PRONOUN_TAGS: Final = frozenset(f"traveller.{kind}" for kind in PRONOUNS)
_OF_FROM: Final = frozenset(("preposition.of_from",))
_PERSON_TAGS: Final = frozenset(f"traveller.{kind}" for kind in ("person", "leader", "group"))
# Endings in "s" that make no plural: "Franziskus", "Paris".
_SINGULAR: Final = ("us", "is", "ss")
# Before the word for one who stands in for another: "vice president", "deputy minister".
DEPUTY: Final = "deputy "


@dataclass(frozen=True, slots=True)
class Noun:
    """Who or what moves, as one clause words it.

    Attributes
    ----------
    names
        Its capitalised words, in lower case.
    heads
        (kind, word) of its common nouns: ("leader", "president").
    countries
        Country codes of the demonyms and possessives beside it.
    pronoun
        "narrator" (I, we), "third" (he, they), "it", or empty.
    other
        Whether it is said to be another one: "another train", "her brother".
    fresh
        Whether it is told as somebody new: "a nurse", "nurses"; "the nurse" was told before.
    number
        "single" if its pronoun means one person: "he", and neither a ship nor a group; "plural" if
        it means several: "they"; empty where the language does not tell.
    """

    names: frozenset[str] = NOTHING
    heads: frozenset[tuple[str, str]] = frozenset()
    countries: frozenset[str] = NOTHING
    pronoun: str = ""
    other: bool = False
    fresh: bool = False
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.names or self.heads or self.pronoun)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its common nouns."""
        return frozenset(kind for kind, _ in self.heads)

    def with_names(self, names: frozenset[str]) -> Noun:
        """The same one, with further names."""
        return replace(self, names=self.names | names, fresh=self.fresh and not names)

    def as_some(self) -> Noun:
        """The same people, where they are no people in general but some who travel together."""
        if {kind for kind, _ in self.heads} != {"crowd"}:
            return self
        return replace(self, heads=frozenset(("person", word) for _, word in self.heads))

    def and_also(self, beside: Noun) -> Noun:
        """The same one, with what stands beside it: "Lee and the crew", "Lee, the minister,"."""
        heads = self.heads | beside.heads
        known = frozenset((kind, word) for kind, word in heads if kind != "other")
        countries = self.countries | beside.countries
        return replace(self.with_names(beside.names), heads=known or heads, countries=countries)


def is_attached(tokens: Sequence[Token], at: int) -> bool:
    """Whether a toponym belongs to a noun: "Russian", "Kenya's", "of Guinea"."""
    mention = tokens[at].mention
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    of = at > 0 and "preposition.of" in tokens[at - 1].tags
    return (mention is not None and mention.kind == "demonym") or after == "'s" or of


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is a capitalised word that no list makes a time or a preposition.

    A word right after an article is a description, whatever its capital: "the Summit", "die
    Kanzlerin", "le chef de l'Etat".
    """
    token = tokens[at]
    if not token.capital or token.mention is not None or "traveller.title" in token.tags:
        return False
    if _is_described(tokens, at) or (at and "traveller.crowd" in tokens[at - 1].tags):
        return False
    if token.has("time", "place.kind") or _prepositions(token.tags):
        return False
    return bool(at and tokens[at - 1].word.isalnum()) or not token.tags


def is_particle(tokens: Sequence[Token], at: int) -> bool:
    """Whether an article belongs to a name: "Jan de Boer"."""
    if "clause.article" not in tokens[at].tags or not 0 < at < len(tokens) - 1:
        return False
    first, last = tokens[at - 1], tokens[at + 1]
    if tokens[at].capital and last.capital and not last.tags and last.mention is None:
        # "Minister De Boer".
        return True
    if first.tags or not first.capital or first.mention is not None:
        return False
    return last.capital and last.mention is None


def _is_described(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capital makes no name: "the Summit", "Head of State", but "Jan de Boer"."""
    before = tokens[at - 1] if at else None
    if before is not None and "clause.article" in before.tags:
        return not is_particle(tokens, at - 1)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and "clause.describing" in before.tags:
        # "Secretario de Estado", "chef de l'Etat": a description, after a small letter.
        first = tokens[at - 2] if at > 1 else None
        return first is None or not first.capital
    return any(token is not None and "preposition.of" in token.tags for token in (before, after))


def is_plural(word: str) -> bool:
    """Whether a word in lower case ends as a plural does: "ships", but not "Paris"."""
    return word.endswith("s") and not word.endswith(_SINGULAR)


def is_storm(noun: Noun | None) -> bool:
    """Whether the noun is a word for a storm: "the typhoon"."""
    return noun is not None and any(kind == "storm" for kind, _ in noun.heads)


def is_number(token: Token) -> bool:
    """Whether it is a number, in figures or words."""
    return token.word[0].isdigit() or "clause.number" in token.tags


def is_preposition(token: Token) -> bool:
    """Whether it is a preposition, but for "of"."""
    return "preposition.of" not in token.tags and not _prepositions(token.tags) <= _OF_FROM


@lru_cache(maxsize=4096)
def _prepositions(tags: frozenset[str]) -> frozenset[str]:
    """The prepositions among the tags."""
    return frozenset(tag for tag in tags if tag.startswith("preposition."))


@lru_cache(maxsize=4096)
def traveller_kinds(tags: frozenset[str]) -> tuple[str, ...]:
    """The kinds of traveller among the tags."""
    return tuple(kind for kind in KINDS if f"traveller.{kind}" in tags)


def is_pronoun(token: Token) -> bool:
    """Whether it is a personal pronoun."""
    return not _PRONOUN_TAGS.isdisjoint(token.tags)


def pronoun_of(token: Token) -> str:
    """Which personal pronoun it is."""
    return next(kind for kind in PRONOUNS if f"traveller.{kind}" in token.tags)


def number_of(token: Token) -> str:
    """Whether a pronoun means one person or several, as in ``Noun``."""
    return next((n for n in ("single", "plural") if f"traveller.{n}" in token.tags), "")


def is_person(token: Token) -> bool:
    """Whether it is a common noun for people."""
    return not _PERSON_TAGS.isdisjoint(token.tags)
