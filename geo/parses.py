"""The sentences of an article that name a place, parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.dependencies import Dependencies
from geo.grammar import Grammar, Parser
from geo.narration import Narration
from geo.story import Span
from geo.tokenizer import is_shouted
from geo.tokens import Token

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A sentence of more characters is no prose, and its parse would be as wrong as long.
_LONGEST: Final = 2_000
_SET_APART: Final = re.compile(r"_\w[^_]*_|[\"“][A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2},?[\"”]")


class Parses:
    """The parse of each sentence that names a place, made when the first is asked for.

    Parameters
    ----------
    parser
        None where there is none for the article's language: no sentence has a parse then.
    """

    def __init__(self, narration: Narration, parser: Parser | None) -> None:
        self._narration, self._parser = narration, parser

    def grammar(self, sentence: Span, tokens: Sequence[Token]) -> Grammar | None:
        """What the parse of a sentence says of some of its tokens; None where it has none."""
        parsed = self._parsed.get(sentence.start)
        return None if parsed is None else Grammar(Dependencies(*parsed, tokens))

    @cached_property
    def _parsed(self) -> dict[int, tuple[Doc, list[int]]]:
        """The sentences by where they start: parsed, and what was parsed.

        That is where in the article each character stands that the parser was given.
        """
        if self._parser is None:
            return {}
        spans = [s for _, s, _ in self._narration.naming if s.end - s.start <= _LONGEST]
        if not spans:
            return {}
        text = self._narration.article.text
        kept = [[span.start + at for at in _kept(span.of(text))] for span in spans]
        given = ["".join(" " if text[at].isspace() else text[at] for at in its) for its in kept]
        given = [
            self._lowered(its, at) if is_shouted(its) else its
            for its, at in zip(given, kept, strict=True)
        ]
        parsed = zip(self._parser(given), kept, strict=True)
        return {span.start: its for span, its in zip(spans, parsed, strict=True)}

    def _lowered(self, sentence: str, kept: Sequence[int]) -> str:
        """A sentence in capitals as others are written, for a parser that knows no other.

        Three dots stand for a comma in bulletins.
        """
        starts = set(self._narration.starts)
        lower = "".join(
            letter if at in starts or len(letter.lower()) != 1 else letter.lower()
            for letter, at in zip(sentence, kept, strict=True)
        )
        return lower.replace("...", ",  ")


def _kept(text: str) -> list[int]:
    """The characters of a sentence that the parser is given, which the others lead astray.

    A run of white space, such as a line break inside a sentence, is a word of its own to it,
    and so are the marks around a name: the ship "Hansa", the _Hansa_.
    """
    marks = {at for name in _SET_APART.finditer(text) for at in (name.start(), name.end() - 1)}
    return [
        at
        for at in range(len(text))
        if at not in marks and not (text[at].isspace() and text[at - 1 : at].isspace())
    ]
