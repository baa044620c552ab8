"""The key of a name: what is left of it when case, accents, dots and hyphens make no difference."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from geo.words import name_words

_VOICED_KANA = "\u3099\u309a"
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
_DROPPED = ".'’‘ʼʻ`´ʹʿʾ·\u200b\u200c\u200d\u200e\u200f\u00ad"


class _FoldTable(dict[int, str]):
    """Maps a character to its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    """The letters that a character is looked up by; a space for what parts words."""
    plain = unicodedata.normalize("NFKD", char.casefold()).casefold()
    if char in _DROPPED:
        return ""
    if "가" <= char <= "힣" or any(mark in plain for mark in _VOICED_KANA):
        return char
    if unicodedata.combining(char):
        return ""
    plain = "".join(_LETTERS.get(c, c) for c in plain if not unicodedata.combining(c))
    return "".join(c if c.isalnum() or unicodedata.category(c) == "Mc" else " " for c in plain)


_FOLD = _FoldTable()


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """The key under which a name is looked up.

    Case, accents, hyphens, dots, apostrophes and the long forms of Saint, Mount
    and Fort make no difference: ``fold("St.-Étienne") == fold("saint etienne")``.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    short = _shortened()
    return " ".join(short.get(word, word) for word in name.translate(_FOLD).split())


@cache
def _shortened() -> dict[str, str]:
    return name_words().shortened
