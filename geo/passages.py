"""The passages of an article that name a place, with the names in them marked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from geo.story import Article, Span


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article, and whether they name the place that is told of."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the article and its neighbours, in the article's own words.

    Attributes
    ----------
    before, after
        The rest of its paragraph; or, where the sentence is all of it, the
        sentence before and the sentence after. Either may be empty.
    language
        ISO 639-1 code.
    """

    words: tuple[Words, ...]
    before: str = ""
    after: str = ""
    language: str = "en"


def passage(article: Article, span: Span, named: Collection[Span]) -> Passage:
    """The sentence ``span``, with those of the names ``named`` in it marked, and its neighbours."""
    words = []
    at = span.start
    for mark in sorted(named, key=lambda mark: mark.start):
        if at <= mark.start and mark.end <= span.end:
            words += [Words(article.text[at : mark.start]), Words(mark.of(article.text), True)]
            at = mark.end
    words.append(Words(article.text[at : span.end]))
    before, after = _neighbours(article, span)
    told = tuple(word for word in words if word.text)
    return Passage(told, before, after, article.language)


def _neighbours(article: Article, span: Span) -> tuple[str, str]:
    """What to read before and after a sentence: its paragraph, or else the next sentences."""
    text = article.text
    for block in article.blocks:
        if block.span.covers(span):
            before = text[block.span.start : span.start].strip()
            after = text[span.end : block.span.end].strip()
            if before or after:
                return before, after
    earlier = [s for s in article.sentences if s.end <= span.start]
    later = [s for s in article.sentences if s.start >= span.end]
    return earlier[-1].of(text) if earlier else "", later[0].of(text) if later else ""


def sentence_of(article: Article, span: Span) -> Span:
    """The sentence that holds a span; the span itself where none does."""
    return next((sentence for sentence in article.sentences if sentence.covers(span)), span)
