"""The forms under which the gazetteer may list a name that a sentence has changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from geo.errors import DataError

_PATH = Path(__file__).resolve().parent.parent / "data" / "endings.toml"
# First and last code point of the letters whose names are changed, and the script's code.
_SCRIPTS = (
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0xAC00, 0xD7A3, "Hang"),
)
_SHORTEST = {"Hang": 2, "Arab": 3, "Hebr": 3}
# Thai, Lao, Burmese, Khmer, kana and Han are written without spaces between words: a character
# class for a regular expression.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(f"[{UNSPACED}]")


def script(word: str) -> str:
    """ISO 15924 code of a word's first letter, if its names are changed; "" for the others."""
    code = ord(word[0])
    if code < 0x0370:
        return ""
    return next((name for first, last, name in _SCRIPTS if first <= code <= last), "")


def is_unspaced(word: str) -> bool:
    """Whether a word's script puts no spaces between words."""
    return word[0] >= "\u0e00" and _UNSPACED.match(word) is not None


def has_unspaced(text: str) -> bool:
    """Whether any of the text is in a script without spaces."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def bases(name: str, language: str) -> Iterator[tuple[str, int, int]]:
    """(base, cut at the front, cut at the end) for each base form that a name may have.

    The cuts are the letters that are no part of the name: a Korean particle, an Arabic
    "in". A case ending is part of it.
    """
    code = script(name)
    shortest = _SHORTEST.get(code, 3)
    for old, new in _endings(code or language):
        if name.endswith(old) and len(name) - len(old) >= shortest:
            yield name[: len(name) - len(old)] + new, 0, len(old) if code == "Hang" else 0
    for old, new in _endings(f"{code or language}_within"):
        if old in name and len(name) >= shortest:
            changed = name.replace(old, new)
            yield changed, 0, 0
            for end, base in _endings(f"{code or language}_after"):
                if changed.endswith(end):
                    yield changed[: len(changed) - len(end)] + base, 0, 0
    for old, new in _endings(f"{code}_front"):
        if name.startswith(old) and len(name) - len(old) >= shortest:
            yield new + name[len(old) :], len(old) - len(new), 0


@cache
def _endings(key: str) -> tuple[tuple[str, str], ...]:
    try:
        with _PATH.open("rb") as file:
            table = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            "The list of endings {0} is missing or broken: restore it.", _PATH
        ) from error
    pairs = (pair.replace("_", " ").partition(">") for pair in table.get(key, "").split())
    return tuple((old, "" if new == "-" else new) for old, _, new in pairs)
