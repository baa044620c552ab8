"""The words of an article, sentence by sentence, and the toponyms among them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import Final

from geo.capitals import capitals
from geo.cuefiles import cues
from geo.cues import Cues
from geo.echoes import echoes
from geo.gazetteer import Gazetteer
from geo.story import Article, Mention, Span
from geo.tokenizer import Tokenizer
from geo.tokens import Token

# A demonym may begin so many characters before its last word: "Equatorial Guinean".
_BEFORE: Final = 30
_WORD_BEFORE: Final = re.compile(r"\b([A-Z]\w+)[ -]$")


class Narration:
    """The words of an article, sentence by sentence.

    Attributes
    ----------
    mentions
        The article's toponyms in order, each demonym whole; where it stands for a capital, that.
    starts
        Where a place is named, in order: toponyms, and other words that mean one of them.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.article = article
        self.cues: Cues = cues(article.language)
        whole = [
            _whole(mention, article.text, gazetteer)
            for mention in sorted(mentions, key=lambda mention: mention.span.start)
        ]
        self.mentions = list(capitals(whole, article.text, self.cues, gazetteer))
        named = [(mention.span, mention) for mention in self.mentions]
        named += echoes(article.text, self.mentions, self.cues)
        self._named = sorted(named, key=lambda pair: pair[0].start)
        self.starts = [span.start for span, _ in self._named]
        self._tokens: dict[int, list[Token]] = {}

    def tokens(self, sentence: Span) -> list[Token]:
        """The words of a sentence, with what they may tell of a movement."""
        if sentence.start not in self._tokens:
            within = [pair for pair in self.named_in(sentence) if pair[0].end <= sentence.end]
            self._tokens[sentence.start] = self._tokenizer.tokens(sentence, within)
        return self._tokens[sentence.start]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self.cues, self.article.text)

    def named_in(self, sentence: Span) -> list[tuple[Span, Mention]]:
        """The toponyms that begin in the sentence, and what is named as they are."""
        low = bisect_left(self.starts, sentence.start)
        return self._named[low : bisect_left(self.starts, sentence.end)]

    def sentence_of(self, span: Span) -> Span:
        """The sentence that holds the span; the span itself where none does."""
        sentences = self.article.sentences
        at = bisect_right(sentences, span.start, key=attrgetter("start"))
        return sentences[at - 1] if at and sentences[at - 1].covers(span) else span

    @cached_property
    def naming(self) -> list[tuple[int, Span, int]]:
        """The sentences that name a place: number, span, and how far into it the first is."""
        found = []
        for number, sentence in enumerate(self.article.sentences):
            low = bisect_left(self.starts, sentence.start)
            if low < len(self.starts) and self.starts[low] < sentence.end:
                found.append((number, sentence, self.starts[low] - sentence.start))
        return found

    @property
    def naming_count(self) -> int:
        """How many sentences name a place."""
        return len(self.naming)

    @cached_property
    def is_narrated(self) -> bool:
        """Whether somebody tells of what they did themselves."""
        return self.cues.is_narrated(self.article.text)


def _whole(mention: Mention, text: str, gazetteer: Gazetteer) -> Mention:
    """The demonym with a word before it that belongs to it: "North Korean", not "Korean"."""
    if mention.kind != "demonym":
        return mention
    word = _WORD_BEFORE.search(text, max(0, mention.span.start - _BEFORE), mention.span.start)
    place = gazetteer.demonym(f"{word[1]} {mention.text}") if word else None
    if word is None or place is None:
        return mention
    span = Span(word.start(1), mention.span.end)
    return replace(mention, span=span, text=span.of(text), place=place)
