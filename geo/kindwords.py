"""Names with a word for their kind, and what they ask for: "Homs province", "Île de Disko"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from geo.folding import fold
from geo.story import PlaceKind
from geo.words import name_words

# What is a feature of the ground. "Île de Disko" and "Wüste Gobi" are known without their kind.
FEATURES: frozenset[PlaceKind] = frozenset(
    ("sea", "region", "island", "river", "lake", "mountain", "site")
)
# In words: "air force base".
_LONGEST_QUALIFIER = 3
# In words.
_SHORTEST_FEATURE = 2
# The "h" of "Behring", which is Bering now.
_LONG_VOWEL = re.compile(r"(?<=[aeiou])h(?=[rn])")


def parts(key: str) -> Iterator[str]:
    """A folded name, and what is left of it without an article or a qualifier."""
    yield key
    if bare := without_article(key):
        yield bare
    for stem, _ in asked(key):
        yield stem


def without_article(key: str) -> str:
    """What a folded name has behind its article: "gambia" of "the gambia"; empty without one."""
    article, _, rest = key.partition(" ")
    return rest if article in name_words().before_names else ""


def asked(key: str) -> Iterator[tuple[str, tuple[PlaceKind, ...]]]:
    """What a folded name qualifies, and the kinds that it may be: "homs" of "homs province"."""
    words = key.split()
    for count in range(min(_LONGEST_QUALIFIER, len(words) - 1), 0, -1):
        kinds = name_words().asked.get(" ".join(words[-count:]))
        if kinds:
            yield " ".join(words[:-count]), kinds
            return


def feature_forms(name: str) -> Iterator[tuple[str, Collection[PlaceKind]]]:
    """What the English names of a feature may be, folded, and the kinds that may bear them.

    Of "estrecho de Bering": "bering strait", "strait of bering", "strait bering".
    """
    words, known = fold(name).split(), _feature_words()
    if len(words) < _SHORTEST_FEATURE:
        return
    if "-" in name:
        yield fold(name.replace("-", "")), FEATURES
    between, alone = name_words().between, name_words().alone
    for kind, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        while len(rest) > 1 and rest[0] in between:
            rest = rest[1:]
        for english in known.get(kind, ()):
            for own in _owners(" ".join(rest), name):
                yield f"{own} {english}", FEATURES
                yield f"{english} of {own}", FEATURES
                yield f"{english} {own}", FEATURES
                if english in alone:
                    yield own, (alone[english],)


@cache
def _feature_words() -> dict[str, tuple[str, ...]]:
    """The English words for a feature of the ground by each folded word for it."""
    return {fold(word): english for word, english in name_words().features.items()}


def _owners(rest: str, name: str) -> Iterator[str]:
    """The name of a feature without its kind, and as it is spelt now: "Hudson's", "Behring"."""
    yield rest
    if "'s " in name or "’s " in name:
        yield rest.removesuffix("s")
    if _LONG_VOWEL.search(rest):
        yield _LONG_VOWEL.sub("", rest)
