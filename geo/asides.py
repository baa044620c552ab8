"""Asides: names that stand where nobody is told to be.

"The X road", "near X", "the line from X to Y", a title, the place where news was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from geo.clauses import Clauses
from geo.movers import Movers
from geo.narration import Narration
from geo.nouns import is_person
from geo.story import Mention, Span
from geo.tokens import BREAKS, Token
from geo.toponyms import modifies

# What stands at most so many words before a place that says where another lies: "80 km from X".
_BEFORE: Final = 4
# What parts the place where news was written from the news.
_DATELINE: Final = re.compile(r"[^.!?\n–—]{0,40}?(?: [-–—]|[–—]|--)")
# How a sentence ends; a line that ends otherwise is a title or a head.
_ENDED: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*\Z")
_OF: Final = ("preposition.of", "preposition.of_from")
_BESIDE: Final = ("distance.unit", "preposition.near", "preposition.cut", "status.bygone")


class Asides:
    """Tells which names of an article are asides.

    Parameters
    ----------
    movers
        Have the parse of its sentences, where there is one.
    """

    def __init__(self, movers: Movers) -> None:
        self._movers, self._narration = movers, movers.narration
        # By where the sentence starts: an endless one holds many names.
        self._clauses: dict[int, Clauses | None] = {}

    def holds(self, mention: Mention) -> bool:
        """Whether the name describes, locates or dates something, or stands in a title."""
        clauses = self._clauses_of(self._narration.sentence_of(mention.span))
        if clauses is None or _dates(mention, self._narration):
            return True
        at = bisect_left(clauses.tokens, mention.span.start, key=attrgetter("start"))
        if modifies(clauses, at, "") or _locates(clauses.tokens, at):
            return True
        return clauses.grammar is not None and clauses.grammar.describes(at)

    def _clauses_of(self, sentence: Span) -> Clauses | None:
        """The clauses of a sentence; None of a line that has no end, which is a title."""
        if sentence.start not in self._clauses:
            self._clauses[sentence.start] = self._read(sentence)
        return self._clauses[sentence.start]

    def _read(self, sentence: Span) -> Clauses | None:
        if _ENDED.search(sentence.of(self._narration.article.text)) is None:
            return None
        words = self._narration.tokens(sentence)
        return Clauses(words, self._narration.cues, self._movers.grammar(sentence, words))


def _locates(words: Sequence[Token], at: int) -> bool:
    """Whether the name there only says where something else lies or comes from.

    "Near X", "between X and Y", "built in X", "the line from X to Y".
    """
    if at and words[at - 1].has("preposition.from"):
        return True
    if at > 2 and words[at - 1].has("preposition.to") and words[at - 2].mention is not None:
        return _locates(words, at - 2)
    if at > 1 and words[at - 1].has(*_OF) and _is_somebody(words, at - 2):
        # "The merchant, one Ann Lee of X"
        return True
    for word in reversed(words[max(0, at - _BEFORE) : at]):
        if word.word == "," or word.word in BREAKS:
            return False
        if word.has(*_BESIDE) and not word.has("preposition.of"):
            return True
    return False


def _is_somebody(words: Sequence[Token], at: int) -> bool:
    """Whether the word is for a person, or the last of a name of two or more."""
    named = at > 0 and all(word.capital and not word.tags for word in words[at - 1 : at + 1])
    return is_person(words[at]) or named


def _dates(mention: Mention, narration: Narration) -> bool:
    """Whether the name only tells where news was written: "OSLO, Norway – The king left"."""
    opens = narration.sentence_of(mention.span).start == mention.span.start
    head = _DATELINE.match(narration.article.text, mention.span.end)
    return opens and head is not None and not narration.is_narrated
