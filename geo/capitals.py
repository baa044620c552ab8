"""Capitals that an article names by their country alone: "left the Norwegian capital for Rome"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from geo.cues import Cues
from geo.gazetteer import Gazetteer
from geo.story import Mention, Span
from geo.tokens import NOTHING

_CAPITAL: Final = "place.capital"
# The article, a noun between it and the demonym where that comes last: "la capitale française".
_BEFORE: Final = re.compile(r"(\w+)\s+(?:(\w+)\s+)?$")
_AFTER: Final = re.compile(r"\s+(\w+)")
# So many characters before a demonym hold the two words that matter.
_REACH: Final = 40
# Between the capital and its name: "the Norwegian capital, Oslo", "the capital city of Oslo".
_JOINS: Final = ("place.kind", "preposition.of", "preposition.of_from", "clause.link")


def capitals(
    mentions: Sequence[Mention], text: str, cues: Cues, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """The mentions in their order, where a demonym that stands for a capital names that town."""
    for at, mention in enumerate(mentions):
        capital = _capital(mention, text, cues, gazetteer)
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        named = capital is not None and following is not None and following.kind == "name"
        if capital is None or (named and following and _joined(capital, following, text, cues)):
            yield mention
        else:
            yield capital


def _capital(mention: Mention, text: str, cues: Cues, gazetteer: Gazetteer) -> Mention | None:
    """The same words with those around them that make them a capital, as that town."""
    if mention.kind != "demonym" or mention.place is None:
        return None
    before = _BEFORE.search(text, max(0, mention.span.start - _REACH), mention.span.start)
    after = _AFTER.match(text, mention.span.end)
    if before is None:
        return None
    if before[2] and _has(before[2], cues, _CAPITAL):
        determined, span = before[1], Span(before.start(2), mention.span.end)
    elif after is not None and _has(after[1], cues, _CAPITAL):
        determined, span = before[2] or before[1], Span(mention.span.start, after.end(1))
    else:
        return None
    place = gazetteer.capital(mention.place.country)
    if place is None or not _has(determined, cues, "clause.article"):
        return None
    return replace(mention, span=span, text=span.of(text), place=place, kind="name")


def _joined(capital: Mention, name: Mention, text: str, cues: Cues) -> bool:
    """Whether the name of the capital follows, with nothing but what joins the two between."""
    between = text[capital.span.end : name.span.start].replace(",", " ").split()
    return all(_has(word, cues, *_JOINS) for word in between)


def _has(word: str, cues: Cues, *tags: str) -> bool:
    return not cues.words.get(word.lower(), NOTHING).isdisjoint(tags)
