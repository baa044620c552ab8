"""An article's sentences cut into words that know what they may tell of a movement."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache
from typing import Final

from geo.cues import ANY, Cues
from geo.sentences import article_words
from geo.story import Mention, Span
from geo.tokens import NOTHING, Token, without_capital, without_marks
from geo.words import words as word_lists

# A sentence in capitals is no heading or abbreviation from so many characters on.
_SHOUTED: Final = 40
# With the capital first, so that the search skips to the next one.
_INNER_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ,] .)\w+")
_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ][\w-]+")
# "Weber (SPD)", "Weber (54)".
_MEMBER: Final = re.compile(r" \((?:[A-Z]{2,}\w*|\d\d)\)")
# No word before a name is longer.
_BEFORE: Final = 30
_CLOSING: Final = frozenset(".?!")
# In German a capital inside a sentence makes a noun.
_NEVER_NOUNS: Final = ("verb.", "split.", "status.", "preposition.")
_DIGITS: Final = "0123456789"
_AGAIN: Final = frozenset(("order.again",))


class Tokenizer:
    """Cuts the sentences of a text.

    Parameters
    ----------
    names
        Words, in lower case, that the text writes as names; by default those of ``names_in``.
        The first word of a sentence, and in German every word, is a name only if it is one.
    """

    def __init__(self, cues: Cues, text: str, names: frozenset[str] | None = None) -> None:
        self._cues, self._text = cues, text
        self._names = names_in(text, cues) if names is None else names

    def tokens(self, sentence: Span, mentions: Sequence[tuple[Span, Mention]]) -> list[Token]:
        """The sentence's tokens in order; each mention inside it is one token.

        Parameters
        ----------
        mentions
            With the words that stand for each: its own, or another name for it.
        """
        tokens: list[Token] = []
        at = sentence.start
        for span, mention in mentions:
            if span.start >= at:
                tokens += self._plain(at, span.start)
                word = span.of(self._text).lower()
                tokens.append(Token(span.start, span.end, word, NOTHING, mention, True))
                at = span.end
        tokens += self._plain(at, sentence.end)
        return self._with_capitals(without_marks(tokens), sentence)

    def _with_capitals(self, tokens: list[Token], sentence: Span) -> list[Token]:
        """The tokens of a sentence, where only those keep their capitals that may be names."""
        first = tokens[0] if tokens else None
        if first is not None and first.mention is None and first.word not in self._names:
            tokens[0] = first._replace(capital=False)
        if is_shouted(sentence.of(self._text)):
            # Of words in capitals nobody can tell which are names.
            return [token._replace(capital=token.mention is not None) for token in tokens]
        if self._cues.language == "de":
            return [without_capital(token, self._names) for token in tokens]
        return tokens

    def _plain(self, start: int, end: int) -> list[Token]:
        """The tokens of a stretch of text without a toponym."""
        if start >= end:
            return []
        cues, lower = self._cues, _lower(self._text[start:end])
        spans = [match.span() for match in _token(cues).finditer(lower)]
        words = [lower[a:b] for a, b in spans]
        if cues.old:
            words = [cues.modern(word) for word in words]
        if "--" in lower:
            words = [_dashed(word) for word in words]
        tokens: list[Token] = []
        known, phrases = cues.words, cues.phrases
        index, count = 0, len(words)
        while index < count:
            word, (a, b) = words[index], spans[index]
            tags = known.get(word.lstrip(_DIGITS) if "-" in word else word, NOTHING)
            if not tags and cues.forms.infix:
                tags = cues.tags_of_infinitive(word)
            size = 1
            if word in phrases and index + 1 < count:
                size, tags = self._phrase(words, index, tags)
                if size > 1:
                    word, b = " ".join(words[index : index + size]), spans[index + size - 1][1]
            capital = self._text[start + a].isupper()
            if capital and tags:
                tags = self._of_capital(tags, inside=index > 0 and words[index - 1].isalnum())
            elif not tags and cues.verb_last:
                tags = cues.tags_of_compound(word)
            tokens.append(Token(start + a, start + b, word, tags, None, capital))
            index += size
        return tokens

    def _of_capital(self, tags: frozenset[str], *, inside: bool) -> frozenset[str]:
        """What a word with a capital may be: in March, no march; in German, a noun."""
        if "time.month" in tags:
            return frozenset(tag for tag in tags if tag.startswith("time"))
        if inside and self._cues.language == "de":
            return frozenset(tag for tag in tags if not tag.startswith(_NEVER_NOUNS))
        return tags

    def _phrase(
        self, words: Sequence[str], index: int, tags: frozenset[str]
    ) -> tuple[int, frozenset[str]]:
        """How many words from ``index`` on make one cue, and its tags."""
        phrases = self._cues.phrases[words[index]]
        for second in (words[index + 1], ANY):
            for rest, its in phrases.get(second, ()):
                here = words[index + 2 : index + 2 + len(rest)]
                if here == rest or (len(here) == len(rest) and _fits(rest, here)):
                    return len(rest) + 2, its
        return self._parted_phrase(words, index) or (1, tags)

    def _parted_phrase(self, words: Sequence[str], index: int) -> tuple[int, frozenset[str]] | None:
        """The same of a verb that an adverb parts from its preposition: "called again at"."""
        adverb = self._cues.words.get(words[index + 1], NOTHING)
        if index + 2 >= len(words) or "clause.adverb" not in adverb:
            return None
        for rest, its in self._cues.phrases[words[index]].get(words[index + 2], ()):
            if not rest and all(tag.startswith("verb.") for tag in its):
                return 3, its | (adverb & _AGAIN)
        return None


def names_in(text: str, cues: Cues) -> frozenset[str]:
    """The words, in lower case, that a text writes as names.

    Those with a capital inside a sentence; in German, where every noun has one, those after
    a title or a given name, and those that stand again and again without an article.
    """
    if cues.language != "de":
        return frozenset(word.lower() for word in _INNER_CAPITAL.findall(text))
    given = word_lists(cues.language).given
    names: set[str] = set()
    bare: dict[str, int] = {}
    for match in _CAPITAL.finditer(text):
        word = match[0].lower()
        before = text[max(0, match.start() - _BEFORE) : match.start()].split()
        last = before[-1] if before and text[match.start() - 1] == " " else ""
        if match[0] in given or _MEMBER.match(text, match.end()) or _names_next(last, names, cues):
            names.add(word)
        elif word not in cues.words and not word.endswith(cues.forms.noun):
            # What opens a sentence tells nothing of itself.
            free = "clause.link" not in cues.words.get(last.lower(), NOTHING)
            if last and last[-1] not in _CLOSING:
                free = free and last.isalpha()
                bare[word] = bare.get(word, 0) + 1 if free and bare.get(word, 0) >= 0 else -1
    return frozenset(names | {word for word, times in bare.items() if times > 1})


def _names_next(word: str, names: Set[str], cues: Cues) -> bool:
    """Whether a name follows the word: a title, a given name, a name, but "Merz Gespräche"."""
    if not word[:1].isupper():
        return False
    tags = cues.tags_of(word.lower())
    titled = "traveller.leader" in tags or "traveller.person" in tags
    return titled or "traveller.title" in tags or word.lower() in names


@cache
def _token(cues: Cues) -> re.Pattern[str]:
    """Finds a title or a number with its points, a word with a sign in it, a word, a sign."""
    titles = "|".join(article_words()["abbreviations"]["dotted"])
    return re.compile(
        rf"\b(?:{titles})\.(?=\s)|{cues.forms.signed}"
        r"|[^\W\d_]+|\d+(?:[.,:]\d+)*|->|-{2,}|[^\w\s'’]"
    )


def _dashed(word: str) -> str:
    """The word, or a dash for the hyphens that plain text writes for one."""
    return "—" if word.startswith("--") else word


def is_shouted(text: str) -> bool:
    """Whether a sentence is written in capitals, as bulletins and telegrams are."""
    return len(text) >= _SHOUTED and text.isupper()


def _fits(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return all(a in (ANY, b) for a, b in zip(phrase, words, strict=True))


def _lower(text: str) -> str:
    """The text in lower case and with straight apostrophes, each character in its place."""
    lower = text.lower().replace("’", "'")
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")
