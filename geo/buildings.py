"""Buildings whose town is told once: "the Royal Hospital in X", and later "the Royal"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from geo.cues import Cues
from geo.story import Mention, Span

# Capitalised words, with at most "of" or "the" between them, and a preposition, before a town.
_BEFORE: Final = re.compile(
    r"((?:[A-ZÀ-Þ][\w’'-]+\s+)(?:(?:of|the|de|la|for)\s+|[A-ZÀ-Þ][\w’'-]+\s+){1,6})(\w+)\s+$"
)
# How many characters before a town are looked at.
_REACH: Final = 90


def buildings(text: str, mentions: Sequence[Mention], cues: Cues) -> list[tuple[Span, Mention]]:
    """Where the article names a building again whose town it has told.

    Each of these words stands for the mention of the town, beside which the building was
    first named.
    """
    found: list[tuple[Span, Mention]] = []
    taken = [mention.span for mention in mentions]
    for mention in mentions:
        if mention.kind != "name" or mention.place is None:
            continue
        match = _BEFORE.search(text[max(0, mention.span.start - _REACH) : mention.span.start])
        if match is None or not _locates(match[2], cues):
            continue
        name = _name(match[1], cues)
        if name:
            for again in re.finditer(rf"\b{re.escape(name)}\b", text):
                span = Span(*again.span())
                if span.start > mention.span.end and not any(
                    span.start < other.end and other.start < span.end for other in taken
                ):
                    found.append((span, mention))
                    taken.append(span)
    return found


def _locates(word: str, cues: Cues) -> bool:
    tags = cues.words.get(word.lower(), frozenset())
    return "preposition.at" in tags or "preposition.into" in tags


def _name(words: str, cues: Cues) -> str:
    """A building's name less the word for what it is; empty if there is none, or it is short."""
    parts = words.split()
    if "clause.link" in cues.words.get(parts[0].lower(), ()):
        parts = parts[1:]
    kinds = [
        at for at, w in enumerate(parts) if "place.institution" in cues.words.get(w.lower(), ())
    ]
    if not kinds:
        return ""
    own = parts[: kinds[0]]
    return " ".join(own) if len(own) > 1 and own[-1][0].isupper() else ""
