"""Words that mean a place again, though no toponym marks them.

A recogniser may take a name for a town in one sentence and miss it in the next; and a
building whose town is told once, "the Royal Hospital in X", is later "the Royal".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from geo.cues import Cues
from geo.story import Mention, Span
from geo.words import name_words

# A shorter name is too often another word.
_SHORTEST: Final = 4
_NAME_BEFORE: Final = re.compile(r"[A-ZÀ-Þ][\w’'.-]*\s$")
_NAME_AFTER: Final = re.compile(r"(?:\s|-)[A-ZÀ-Þ]")
# No word before a name is longer.
_WORD: Final = 30
# What may stand before the first word of a sentence, and after which a capital says nothing.
_ENDS: Final = frozenset(("", ". ", "! ", "? ", "\n\n", ": ", '"'))
# How many characters before a town are looked at.
_REACH: Final = 90


def echoes(text: str, mentions: Sequence[Mention], cues: Cues) -> list[tuple[Span, Mention]]:
    """Where the article means a place again, and the mention that first named it."""
    placed = [m for m in mentions if m.kind == "name" and m.place is not None]
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.span.start : mention.span.end] = b"\1" * len(mention.text)
    found = list(_buildings(text, placed, taken, cues))
    first = {mention.text: mention for mention in reversed(placed)}
    for name, mention in first.items():
        if len(name) >= _SHORTEST:
            found += [(span, mention) for span in _again(text, name, taken) if _alone(text, span)]
    return found


def _again(text: str, name: str, taken: bytearray) -> Iterator[Span]:
    """The places where the words stand that nothing has taken; each is then taken."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        whole = not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum())
        if whole and not any(taken[at:end]):
            taken[at:end] = b"\1" * len(name)
            yield Span(at, end)
        at = text.find(name, end)


def _alone(text: str, span: Span) -> bool:
    """Whether no other name stands beside the words: not "Olympia Smith", "Lake Olympia"."""
    if _NAME_AFTER.match(text, span.end):
        return False
    before = _NAME_BEFORE.search(text, max(0, span.start - _WORD), span.start)
    return before is None or text[max(0, before.start() - 2) : before.start()] in _ENDS


@cache
def _building() -> re.Pattern[str]:
    """Capitalised words, with at most "of" or "the" between them, and a preposition, at the end."""
    small, word = "|".join(sorted(name_words().of_buildings)), r"[A-ZÀ-Þ][\w’'-]+\s+"
    return re.compile(rf"((?:{word})(?:(?:{small})\s+|{word}){{1,6}})(\w+)\s+$")


def _buildings(
    text: str, mentions: Sequence[Mention], taken: bytearray, cues: Cues
) -> Iterator[tuple[Span, Mention]]:
    """Where the article names a building again whose town it has told."""
    houses = _houses(cues)
    for mention in mentions:
        before = text[max(0, mention.span.start - _REACH) : mention.span.start]
        # The preposition alone first: most names have none before them.
        if not before[-1:].isspace() or not _locates("".join(before.rsplit(None, 1)[-1:]), cues):
            continue
        if houses.isdisjoint(before.lower().split()):
            continue
        match = _building().search(before)
        if match is None:
            continue
        name = _name(match[1], cues)
        if name:
            for span in _again(text, name, taken):
                if span.start > mention.span.end:
                    yield span, mention


def _locates(word: str, cues: Cues) -> bool:
    tags = cues.words.get(word.lower(), frozenset())
    return "preposition.at" in tags or "preposition.into" in tags


@cache
def _houses(cues: Cues) -> frozenset[str]:
    """The words for a building that may bear a name."""
    return frozenset(word for word, tags in cues.words.items() if "place.institution" in tags)


def _name(words: str, cues: Cues) -> str:
    """A building's name less the word for what it is; empty if there is none, or it is short."""
    parts = words.split()
    if "clause.link" in cues.words.get(parts[0].lower(), ()):
        parts = parts[1:]
    kinds = [at for at, word in enumerate(parts) if word.lower() in _houses(cues)]
    if not kinds:
        return ""
    own = parts[: kinds[0]]
    return " ".join(own) if len(own) > 1 and own[-1][0].isupper() else ""
