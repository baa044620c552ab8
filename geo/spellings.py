"""How else a name may be spelt: in other languages, in older days, and with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

# How languages write what English writes with the second letters of each pair.
_SPELLINGS: tuple[dict[str, str], ...] = (
    # German
    {"schtsch": "shch", "tsch": "ch", "sch": "sh", "ch": "kh", "w": "v", "j": "y", "z": "ts"},
    {"schtsch": "shch", "tsch": "ch", "sch": "zh", "ch": "kh", "w": "v", "j": "y", "s": "z"},
    # Dutch
    {
        "tsj": "ch",
        "sjtsj": "shch",
        "sj": "sh",
        "zj": "zh",
        "ch": "kh",
        "oe": "u",
        "j": "y",
        "w": "v",
    },
    # French
    {"tch": "ch", "ch": "sh", "j": "zh", "ou": "u", "dj": "j", "gu": "g", "qu": "k"},
    # Spanish
    {"sh": "sh", "j": "kh", "y": "zh", "z": "z", "qu": "k", "gu": "g"},
    # German and Dutch as they were spelt before 1900
    {"burgh": "burg", "th": "t", "ph": "f", "ck": "k", "ae": "e", "uy": "ui", "oo": "o", "ee": "e"},
    # Polish and Czech
    {"szcz": "shch", "cz": "ch", "sz": "sh", "ż": "zh", "rz": "zh", "ch": "kh", "w": "v", "j": "y"},
)
_GROUPS = (
    ("tsch", "tch", "tsj", "ch", "c", "q"),
    ("ch", "kh", "h", "x", "j", "k", "q"),
    ("shch", "schtsch", "sch", "sh", "sj", "ch", "s", "sz", "x"),
    ("zh", "zj", "j", "sch", "z", "sh", "g", "dj", "dsch", "dzh"),
    ("oe", "ou", "u", "o", "w"),
    ("y", "j", "i", "iy", "ij", "ii", "ey", "ei", "yi", "ie", "ee"),
    ("v", "w", "f", "ff"),
    ("ts", "tz", "c", "z", "s"),
    ("k", "q", "c", "g", "ck"),
    ("e", "ye", "je", "ie", "yo", "a", "ae"),
    ("th", "t"),
    ("ph", "f"),
)
# Likewise of what names end with: German "-ien" is English "-ia", older "-burgh" is "-burg".
_ENDS = (
    ("burgh", "burg", "bourg", "borg", "boro"),
    ("ien", "ia", "ie"),
    ("off", "ow", "ov"),
    ("sk", "ski", "skij", "sky"),
    ("gh", "g"),
)
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_SINGLE = re.compile(r"(?<=[aeiouy])[fklmnprst](?=[aeiouy])")
_MOST_VARIANTS = 600
# Of keys, so without accents.
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
)
# A shorter name is a letter away from too many others; a longer one takes too long.
_SHORTEST, _LONGEST = 5, 40


def variants(key: str) -> Iterator[list[str]]:
    """Other transliterations of a folded name, in rings of growing distance.

    A name that is romanised from Cyrillic, Arabic or Hangul is spelled anew in each
    language: English kh is German and Dutch ch and Spanish j. First come whole
    respellings from one language into English, then one change of one sound, then
    two; in all no more than some hundreds.
    """
    seen = {key}
    undoubled = _DOUBLED.sub(r"\1", key)
    whole = [_respelled(name, spelling) for spelling in _SPELLINGS for name in (key, undoubled)]
    ring = [variant for variant in dict.fromkeys(whole) if variant not in seen]
    seen.update(ring)
    yield ring
    known = [key, *ring]
    while known and len(seen) < _MOST_VARIANTS:
        ring = []
        for variant in (changed for name in known for changed in _changed(name)):
            if variant in seen:
                continue
            seen.add(variant)
            ring.append(variant)
            if len(seen) == _MOST_VARIANTS:
                break
        yield ring
        known = ring


def _respelled(key: str, spelling: dict[str, str]) -> str:
    """The name with every letter group of one language written as in English."""
    sounds = sorted(spelling, key=len, reverse=True)
    written, rest = "", key
    while rest:
        sound = next((sound for sound in sounds if rest.startswith(sound)), rest[0])
        written += spelling.get(sound, sound)
        rest = rest[len(sound) :]
    return written


def _changed(name: str) -> Iterator[str]:
    """The name with one group of letters written another way."""
    for group in _GROUPS:
        for old in group:
            start = name.find(old)
            while start >= 0:
                for new in group:
                    yield name[:start] + new + name[start + len(old) :]
                start = name.find(old, start + 1)
    for match in _DOUBLED.finditer(name):
        yield name[: match.start()] + name[match.start() + 1 :]
    for match in _SINGLE.finditer(name):
        yield name[: match.start()] + match[0] + name[match.start() :]
    for ends in _ENDS:
        for old in ends:
            if name.endswith(old):
                yield from (name[: -len(old)] + new for new in ends)


def one_letter_off(key: str) -> Iterator[str]:
    """What a folded name becomes with one letter less, more, another, or two exchanged."""
    letters = next((a for a in _ALPHABETS if not set(a).isdisjoint(key)), "")
    if not _SHORTEST <= len(key) <= _LONGEST:
        return
    for i in range(len(key) + 1):
        before, after = key[:i], key[i:]
        yield from (f"{before}{letter}{after}" for letter in letters)
        if after:
            yield before + after[1:]
            yield from (f"{before}{letter}{after[1:]}" for letter in letters)
        if len(after) > 1:
            yield f"{before}{after[1]}{after[0]}{after[2:]}"
