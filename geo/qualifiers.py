"""What the words around a toponym tell of its place: what it lies in, and what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from geo.story import Mention, PlaceKind
from geo.words import Words, words

# Between two names so many characters apart, the second says where the first lies, or the first
# where the second does.
_QUALIFIED, _OWNED = 12, 40
# "Jordan's ancient desert town of": so many words at most.
_OWNER_WORDS: Final = 4
# An article before a vowel, as in French: "l'".
_ELIDED: Final = re.compile(r"\w'")
# No word before a name is longer.
_BEFORE: Final = 30
_AFTER: Final = re.compile(r" (\w+)")
_LAST_WORD: Final = re.compile(r"\w+$")


def container(text: str, mentions: Sequence[Mention], i: int, lexicon: Words) -> int | None:
    """The mention that the text gives as what mention ``i`` lies in."""
    if i + 1 < len(mentions):
        gap = text[mentions[i].span.end : mentions[i + 1].span.start]
        if len(gap) < _QUALIFIED and _qualifies(lexicon.language).fullmatch(gap):
            return i + 1
    if i > 0:
        gap = text[mentions[i - 1].span.end : mentions[i].span.start]
        if len(gap) < _OWNED and _owns(gap, lexicon):
            return i - 1
    return None


@cache
def _qualifies(language: str) -> re.Pattern[str]:
    """What stands between a place and what holds it: "X, Spain", "X (Spain)", "X in the Y"."""
    told = sorted(words(language).qualifiers, key=len, reverse=True)
    between = "|".join(phrase.replace("_", r"\s+") for phrase in told)
    return re.compile(rf"(?:\s+|(?=,))(?:{between})\s+|,\s*|\s*\(\s*")


def _owns(gap: str, lexicon: Words) -> bool:
    """Whether what stands between two names puts the second in the first.

    "Jordan's Karak", "the Russian border town of Khasan", "the Boston suburb of Quincy".
    """
    if gap in ("'s ", "’s "):
        return True
    between = gap.split()
    if between and between[0] in ("'s", "’s"):
        between = between[1:]
    if not 0 < len(between) <= _OWNER_WORDS:
        return False
    if not gap.replace("’s", "").replace("'s", "").strip().islower():
        return False
    if between[-1] in lexicon.of:
        between = between[:-1]
    kind = between[-1] if between else ""
    return kind in lexicon.kinds_before or kind in lexicon.kinds_within_another


@cache
def _phrase_end(language: str) -> re.Pattern[str]:
    ends = "|".join(sorted(words(language).phrase_ends))
    return re.compile(rf"[.,;:)\n]|['’]s |\Z| (?:{ends})\b")


def has_article(text: str, end: int, before: str, lexicon: Words) -> bool:
    """Whether the name has "the" to itself, as seas and regions have and towns have not.

    Parameters
    ----------
    end
        Where the name ends.
    before
        The word before it, see :func:`word_before`.
    """
    if before not in lexicon.before_features:
        return False
    if lexicon.language != "en":
        return text[end : end + 1] != "-"
    return bool(_phrase_end(lexicon.language).match(text, end))


def told_kinds(text: str, end: int, before: str, lexicon: Words) -> set[PlaceKind]:
    """The kinds of place that the words around a name tell: "the town of Lebanon".

    Parameters
    ----------
    end, before
        As in :func:`has_article`.
    """
    told: set[PlaceKind] = set()
    after = _AFTER.match(text, end)
    kind = lexicon.told_after.get(after[1].casefold()) if after else None
    if kind is not None:
        told.add(kind)
    kind = lexicon.told_before.get(before)
    if kind is not None:
        told.add(kind)
    return told


def word_before(text: str, start: int, lexicon: Words) -> str:
    """The word before ``start``, or before "of" there, in small letters."""
    if text[start - 1 : start] != " ":
        elided = text[max(0, start - 2) : start].replace("’", "'").casefold()
        return elided if _ELIDED.fullmatch(elided) else ""
    before, _, last = text[max(0, start - _BEFORE) : start - 1].rpartition(" ")
    if before and last in lexicon.of:
        last = before.rpartition(" ")[2]
    word = None if last.isalnum() else _LAST_WORD.search(last)
    return (word[0] if word else last).casefold()
