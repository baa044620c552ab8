"""Where a sentence ends: full stops told from those of abbreviations, initials and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from geo.errors import DataError
from geo.story import Span

WORDS_FILE: Final = Path(__file__).parent.parent / "data" / "article-words.toml"

# Possessive, and never tried inside a run of stops: linear whatever the text. It begins with a
# character, and not with a look behind or a choice, so that the search skips to the next stop.
_STOPS: Final = (
    r"(?P<stops>[.!?…](?<![.!?…]{2})[.!?…]*+)"
    r"(?P<closers>(?:[\"'”’»“›)\]]|[ \u00a0\u202f]»(?=\s))*+)(?P<gap>\s++)"
    r"(?P<openers>[\"'“‘«„‚‹¿¡(\[–—-]*+\s?)"
)
_STOP: Final = re.compile(_STOPS)
# Stops of scripts that put no space after them, or that have a mark of their own.
_OTHER_STOP: Final = re.compile("[。！？।؟۔]")
_ANY_STOP: Final = re.compile(_STOPS + r"|[。！？।؟۔]++[\"”’»」』)]*+")
_WORD_BEFORE: Final = re.compile(r"[^\s\"'“”‘’«»„‚()\[\]/–—]{1,24}$")
_WORD_AFTER: Final = re.compile(r"[^\W\d_]{1,24}")
_LONGEST_WORD: Final = 24


@cache
def article_words() -> dict[str, Any]:
    """The word lists of ``data/article-words.toml``, by section and name.

    Raises
    ------
    DataError
        If the file is missing or broken.
    """
    try:
        return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError("{0} cannot be read: install Dateline again.", WORDS_FILE.name) from error


@cache
def _abbreviations() -> tuple[frozenset[str], ...]:
    lists = article_words()["abbreviations"]
    return tuple(frozenset(lists[name]) for name in ("titles", "inner", "numbered", "starters"))


def starters() -> frozenset[str]:
    """Words with a capital that begin a sentence far more often than they are names."""
    return _abbreviations()[3]


def sentences(text: str, block: Span, language: str = "en") -> Iterator[Span]:
    """The sentences of one block, in order; together they cover all its words.

    Parameters
    ----------
    text
        The whole text, which the spans count.
    block
        The part to cut; blank at neither end.
    language
        ISO 639-1 code; in German a number with a full stop is an ordinal.
    """
    start = block.start
    others = _OTHER_STOP.search(text, block.start, block.end)
    for match in (_ANY_STOP if others else _STOP).finditer(text, block.start, block.end):
        if match["stops"] is None:
            end = after = match.end()
        else:
            end, after = match.end("closers"), match.end("gap")
            if not _ends_sentence(text, match, block, language):
                continue
        if after >= block.end:
            break
        if end > start:
            yield Span(start, end)
            start = _skip_blank(text, after, block.end)
    if start < block.end:
        yield Span(start, block.end)


def _skip_blank(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, match: re.Match[str], block: Span, language: str) -> bool:
    """Whether the stops that were matched end a sentence."""
    stop, after = match.start(), match.end()
    if text[after : min(after + 1, block.end)].islower():
        return False
    stops, closers = match.group("stops", "closers")
    if stops != "." or (closers and closers.strip()[:1] in {'"', "”", "»"}):
        return True
    titles, inner, numbered, starters = _abbreviations()
    left = max(block.start, stop - _LONGEST_WORD)
    found = _WORD_BEFORE.search(text[left:stop].rpartition(" ")[2])
    word = found[0] if found else ""
    if word in titles or (len(word) == 1 and word.isupper()):
        return False
    if text[after : after + 1].isdigit() and (word in numbered or word in inner):
        return False
    if word in inner or ("." in word.strip(".") and not any(map(str.isdigit, word))):
        return _word_after(text, after, block.end) in starters
    if word.isdigit() and len(word) <= 2:
        if stop - len(word) == block.start:  # it opens a list
            return False
        return language != "de" or _word_after(text, after, block.end) in starters
    return True


def _word_after(text: str, start: int, end: int) -> str:
    """The word that starts there; empty where none does."""
    following = _WORD_AFTER.match(text, start, end)
    return following[0] if following else ""
