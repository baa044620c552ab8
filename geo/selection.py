"""What an editor selects in an article, made the words that were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.errors import EditError
from geo.inflection import has_unspaced
from geo.story import Article, Span

# Nobody selects a name this long, but many a paragraph by accident.
LONGEST_NAME = 100
# A name begins with a letter or a figure, or as Dutch ones may: "'s-Hertogenbosch", "'t Harde".
_NAME = re.compile(r"(?:['’](?=[st]\b))?\w(?:.*\w)?", re.DOTALL)
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def name_at(article: Article, span: Span) -> Span:
    """The name in a selection, without the blanks and marks around it.

    Raises
    ------
    EditError
        If no word is selected, or more than a name.
    """
    found = _NAME.search(span.of(article.text))
    if found is None:
        raise EditError("Nothing is selected there; select words of the article.")
    name = Span(span.start + found.start(), span.start + found.end())
    # "D.C." and "Mount Isa (Qld)" end with a mark that belongs to them.
    words, rest = found[0], article.text[name.end : span.end]
    dotted = rest.startswith(".") and "." in words.rsplit(maxsplit=1)[-1]
    closed = rest.startswith(")") and words.count("(") > words.count(")")
    name = Span(name.start, name.end + (dotted or closed))
    torn = any(name.start < block.span.end < name.end for block in article.blocks)
    if torn or name.end - name.start > LONGEST_NAME or re.search(r"\n\s*\n", words):
        raise EditError("That is too much for a name; select only the words that name the place.")
    return name


def words_at(article: Article, span: Span) -> Span:
    """The words in a selection, without the blanks around them.

    Raises
    ------
    EditError
        If no word is selected.
    """
    found = _WORDS.search(span.of(article.text))
    if found is None or not re.search(r"\w", found[0]):
        raise EditError("Nothing is selected there; select words of the article.")
    return Span(span.start + found.start(), span.start + found.end())


def whole_words(name: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern of a name as whole words, or anywhere in scripts that put no spaces between words.

    A name without words is found nowhere.
    """
    words = r"\s+".join(re.escape(word) for word in name.split()) or "(?!)"
    return re.compile(words if has_unspaced(name) else rf"(?<!\w){words}(?!\w)", flags)


def elsewhere(article: Article, name: str, taken: Iterable[Span]) -> list[Span]:
    """Where the same name stands in the article's sentences, free of what is taken."""
    taken = tuple(taken)
    found = (Span(*match.span()) for match in whole_words(name).finditer(article.text))
    return [
        span
        for span in found
        if any(sentence.covers(span) for sentence in article.sentences)
        and not any(overlap(span, other) for other in taken)
    ]


def sentence_of(article: Article, span: Span) -> Span:
    """The sentence that a span stands in, or else its paragraph, or else the span itself."""
    wider = (*article.sentences, *(block.span for block in article.blocks))
    return next((one for one in wider if one.covers(span)), span)


def key_of_name(name: str) -> str:
    """What names have in common that are written alike but for case and line breaks."""
    return " ".join(name.casefold().split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike but for case and line breaks."""
    return key_of_name(one) == key_of_name(other)


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end
