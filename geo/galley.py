"""The article as an editor proofreads it: cut into runs, the names in it marked.

A galley is what printers call the first sheet, on which the corrections are made.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from geo.story import Block, BlockKind, Mention, Span, Story


@dataclass(frozen=True, slots=True)
class Mark:
    """A name in the article, and what it was understood to be.

    Attributes
    ----------
    numbers
        Numbers of the stops at its place, counted from 1; empty for a place that is no stop.
    doubtful
        Whether an editor should look at it.
    """

    mention: Mention
    numbers: tuple[int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of the article from ``start`` on; ``mark`` is None between the names."""

    start: int
    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """A paragraph of the article, in runs that make up its text."""

    kind: BlockKind
    runs: tuple[Run, ...]


def galley(story: Story, doubtful: Collection[Span] = ()) -> tuple[Strip, ...]:
    """The article's paragraphs in order, with every name that a map may show marked.

    Parameters
    ----------
    doubtful
        Spans of the mentions that an editor should look at.
    """
    marks = sorted(_marks(story, frozenset(doubtful)), key=lambda mark: mark.mention.span.start)
    blocks = story.article.blocks or tuple(_paragraphs(story.article.text))
    return tuple(_strip(story.article.text, block, marks) for block in blocks)


def _marks(story: Story, doubtful: frozenset[Span]) -> list[Mark]:
    numbers: dict[str, tuple[int, ...]] = {}
    for number, stop in enumerate(story.stops, 1):
        numbers[stop.place.id] = (*numbers.get(stop.place.id, ()), number)
    return [
        Mark(
            mention,
            numbers.get(mention.place.id, ()) if mention.place else (),
            mention.span in doubtful,
        )
        for mention in story.mentions
        if mention.kind == "name"
    ]


def _paragraphs(text: str) -> list[Block]:
    """The blocks of a text that was never cut: what stands between line breaks."""
    return [Block(Span(*found.span()), "body") for found in re.finditer(r"\S[^\n]*", text)]


def _strip(text: str, block: Block, marks: list[Mark]) -> Strip:
    runs: list[Run] = []
    at = block.span.start
    for mark in marks:
        span = mark.mention.span
        if not block.span.covers(span) or span.start < at:
            continue
        if at < span.start:
            runs.append(Run(at, text[at : span.start]))
        runs.append(Run(span.start, span.of(text), mark))
        at = span.end
    if at < block.span.end:
        runs.append(Run(at, text[at : block.span.end]))
    return Strip(block.kind, tuple(runs))
