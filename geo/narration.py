"""An article's movements, each with the one who makes it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.cues import Cues, Token, cues, is_shouted
from geo.echoes import echoes
from geo.frames import FrameReader
from geo.gazetteer import Gazetteer
from geo.glance import glance
from geo.grammar import Grammar, Parser
from geo.movement import Frame
from geo.nouns import KINDS, SINGULAR, Noun, first_noun, traveller_kinds
from geo.sentences import starters
from geo.story import Article, Mention, Span
from geo.traveller import Traveller, Travellers

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A pronoun means somebody in its own sentence, or at most so many before.
_BACK: Final = 2
# A demonym may begin so many characters before its last word: "Equatorial Guinean".
_BEFORE: Final = 30
# "In" or "at" before a place with which a sentence opens, in characters, or what its heading has.
_OPENING: Final = 4
# A sentence of more tokens is a list or a table; read whole, each of its names asks for all others.
_LONGEST: Final = 300
# The heading of a day, "Day 3: Oslo – Bergen", has so many characters at most.
_HEADING: Final = 80
# A line of an itinerary has so many, with what it says of the way.
_LINE: Final = 100
# What numbers a line of an itinerary has so many characters before its first place.
_LEG: Final = 12
# "Day 3: Oslo"
_COUNTED: Final = re.compile(r"\w+ \d{1,2}\s?:")
_DASH: Final = re.compile(r"\s[-–—]\s")
# A sentence of more characters is no prose, and its parse would be as wrong as long.
_PARSED: Final = 2_000
_SET_APART: Final = re.compile(r"_\w[^_]*_|[\"“][A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2},?[\"”]")
# A word before a name of up to three words.
_TITLED: Final = re.compile(r"\b(\w{4,})(?= ([A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+){0,2})\b)")
# "Tropical Storm Weber", "la tormenta tropical Weber", "der Hurrikan „Weber“".
_STORM: Final = re.compile(r"\b(\w{4,})(?: tropical\w*)? [\"'‘“„«]?\s?([A-ZÀ-Þ][\w-]+)\b")
# An article that has two different words for a storm is about one.
_OFTEN: Final = 2
_WORD_BEFORE: Final = re.compile(r"\b([A-Z]\w+)[ -]$")


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement and its traveller, None where nobody is named.

    Attributes
    ----------
    number
        Which of the article's sentences tells it.
    """

    frame: Frame
    traveller: Traveller | None
    number: int


class Narration:
    """The words of an article, sentence by sentence.

    Parameters
    ----------
    parser
        Tells whose a movement is; the rules do where there is none.
    """

    def __init__(
        self,
        article: Article,
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        parser: Parser | None = None,
    ) -> None:
        self.article = article
        self._parser = parser
        self.cues: Cues = cues(article.language)
        self.mentions = [
            _whole(mention, article.text, gazetteer)
            for mention in sorted(mentions, key=lambda mention: mention.span.start)
        ]
        named = [(mention.span, mention) for mention in self.mentions]
        named += echoes(article.text, self.mentions, self.cues)
        self._named = sorted(named, key=lambda pair: pair[0].start)
        self._starts = [span.start for span, _ in self._named]
        self._names = self.cues.names_in(article.text)
        self._tokens: dict[int, list[Token]] = {}
        self._readers: dict[int, list[FrameReader]] = {}

    def tokens(self, sentence: Span) -> list[Token]:
        """The words of a sentence, with what they may tell of a movement."""
        if sentence.start not in self._tokens:
            within = [pair for pair in self._named_in(sentence) if pair[0].end <= sentence.end]
            self._tokens[sentence.start] = self.cues.tokens(
                self.article.text, sentence, within, self._names
            )
        return self._tokens[sentence.start]

    def _named_in(self, sentence: Span) -> list[tuple[Span, Mention]]:
        """The toponyms that begin in the sentence, and what is named as they are."""
        low = bisect_left(self._starts, sentence.start)
        return self._named[low : bisect_left(self._starts, sentence.end)]

    def sentence_of(self, span: Span) -> Span:
        """The sentence that holds the span; the span itself where none does."""
        return next((s for s in self.article.sentences if s.covers(span)), span)

    def movements(self, *, loosely: bool = False) -> tuple[list[Movement], Travellers]:
        """Every movement in the order of telling, and the travellers that they name.

        Parameters
        ----------
        loosely
            Whether any verb tells a stay, as in a text that is known to tell a journey.
        """
        travellers = Travellers(self.cues.pairs)
        found: list[Movement] = []
        for number, sentence in self._moving(loosely=loosely):
            within: Traveller | None = None
            for frame in self._frames(sentence, loosely=loosely):
                if self._is_dateline(frame):
                    continue
                if frame.kind == "verb.strike" and not self._storm_words:
                    # "Killed two men in X": no storm is about.
                    continue
                if frame.kind == "verb.loose" and not self._may_stay(frame, travellers):
                    continue
                if frame.traveller.pronoun in ("third", "it") and within is None:
                    self._antecedent(number, travellers)
                within = travellers.meant_by(self._introduced(frame)) or within
                found.append(Movement(frame, within, number))
        return found, travellers

    def _is_dateline(self, frame: Frame) -> bool:
        """Whether it only tells where news was written: "[OSLO], 3 May - The king left"."""
        headed = frame.kind == "verb.presence" or "heading" in frame.flags
        return headed and frame.traveller.pronoun == "narrator" and not self.is_narrated

    def _introduced(self, frame: Frame) -> Noun:
        """The traveller with what the article calls it elsewhere: "Minister Weber", a storm."""
        noun = frame.traveller
        if noun.heads or not noun.names:
            return noun
        if noun.names & self._storms or ("strike" in frame.flags and self._is_of_storms):
            return replace(noun, heads=frozenset((("storm", "storm"),)))
        return replace(
            noun, heads=frozenset().union(*(self._titles.get(n, ()) for n in noun.names))
        )

    @cached_property
    def _is_of_storms(self) -> bool:
        """Whether the article speaks so much of storms that what strikes is one: "Weber hit X"."""
        return self._storm_words >= _OFTEN

    @cached_property
    def _storm_words(self) -> int:
        """How many different words for storms the article has."""
        words = self.cues.words_of(self.article.text)
        return sum("traveller.storm" in self.cues.tags_of(word) for word in words)

    @cached_property
    def _storms(self) -> frozenset[str]:
        """The names that the article gives to storms, in lower case."""
        named = _STORM.finditer(f"{self.article.title}\n{self.article.text}")
        return frozenset(
            match[2].lower()
            for match in named
            if "traveller.storm" in self.cues.tags_of(match[1].lower())
        )

    @cached_property
    def _titles(self) -> dict[str, frozenset[tuple[str, str]]]:
        """What names are introduced as, also by the last part of a compound."""
        titles: dict[str, frozenset[tuple[str, str]]] = {}
        for match in _TITLED.finditer(self.article.text):
            title = match[1].lower()
            kinds = traveller_kinds(self.cues.tags_of(title))
            heads = {kind for kind in kinds if kind in ("leader", "person")}
            parts = [title[at:] for at in range(len(title) - 3) if title[at:] in self.cues.words]
            if heads:
                found = frozenset((kind, part) for kind in heads for part in parts)
                titles.setdefault(match[2].split()[-1].lower(), found)
        return titles

    def _may_stay(self, frame: Frame, travellers: Travellers) -> bool:
        own = frame.traveller.pronoun == "narrator" and self.is_narrated
        return own or travellers.may_mean(frame.traveller)

    def _frames(self, sentence: Span, *, loosely: bool) -> list[Frame]:
        readers = self._readers.get(sentence.start)
        if readers is None:
            tokens = self.tokens(sentence)
            pieces = (tokens[at : at + _LONGEST] for at in range(0, len(tokens), _LONGEST))
            readers = [
                FrameReader(piece, self.cues, sentence, self._grammar(sentence, piece))
                for piece in pieces
            ]
            self._readers[sentence.start] = readers
        return [frame for reader in readers for frame in reader.frames(loosely=loosely)]

    def _grammar(self, sentence: Span, tokens: Sequence[Token]) -> Grammar | None:
        parsed = self._parsed.get(sentence.start)
        return None if parsed is None else Grammar(*parsed, tokens)

    @cached_property
    def _parsed(self) -> dict[int, tuple[Doc, list[int]]]:
        """The sentences that name a place, by where they start: parsed, and what was parsed.

        That is where in the article each character stands that the parser was given.
        """
        spans = [s for _, s, _ in self.naming() if s.end - s.start <= _PARSED]
        if self._parser is None or not spans:
            return {}
        text = self.article.text
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
        starts = {span.start for span, _ in self._named}
        lower = "".join(
            letter if at in starts or len(letter.lower()) != 1 else letter.lower()
            for letter, at in zip(sentence, kept, strict=True)
        )
        return lower.replace("...", ",  ")

    def naming(self) -> Iterator[tuple[int, Span, int]]:
        """The sentences that name a place: number, span, and how far into it the first is."""
        for number, sentence in enumerate(self.article.sentences):
            low = bisect_left(self._starts, sentence.start)
            if low < len(self._starts) and self._starts[low] < sentence.end:
                yield number, sentence, self._starts[low] - sentence.start

    @cached_property
    def naming_count(self) -> int:
        """How many sentences name a place."""
        return sum(1 for _ in self.naming())

    def _moving(self, *, loosely: bool) -> Iterator[tuple[int, Span]]:
        """The sentences that name a place and hold a word of movement, with their numbers."""
        for number, sentence, first in self.naming():
            if loosely or self._may_tell(sentence, first):
                yield number, sentence

    def _may_tell(self, sentence: Span, first: int) -> bool:
        text = sentence.of(self.article.text)
        words, look = self.cues.words_of(text), glance(self.cues)
        if look.may_move(text, words):
            return True
        if first <= _OPENING and look.leads(text[:first]):
            return True
        if len(text) <= _HEADING and _DASH.search(text) and self.is_narrated:
            return True
        if len(" ".join(text.split())) <= _LINE and first <= _LEG and self._is_leg(sentence):
            return True
        if len(text) <= _HEADING and _COUNTED.match(text):
            return True
        return look.may_stay(words) and (first <= _OPENING or self.is_narrated)

    def _is_leg(self, sentence: Span) -> bool:
        """Whether a line may lead from name to name without a verb: "a. Oslo to Bergen"."""
        gaps = (
            self.article.text[before.end : after.start]
            for (before, _), (after, _) in pairwise(self._named_in(sentence))
        )
        return any(glance(self.cues).goes_on(self.cues.words_of(gap)) for gap in gaps)

    @cached_property
    def is_narrated(self) -> bool:
        """Whether somebody tells of what they did themselves."""
        return self.cues.is_narrated(self.article.text)

    def _antecedent(self, number: int, travellers: Travellers) -> None:
        """Let a pronoun mean whom its sentence, or one before it, names first."""
        for sentence in reversed(self.article.sentences[max(0, number - _BACK) : number + 1]):
            noun = first_noun(self.tokens(sentence)) or self._opening_name(sentence)
            if noun.names or any(kind in KINDS for kind, _ in noun.heads):
                travellers.meant_by(noun)
                return
            if noun.pronoun == "narrator":
                return

    def _opening_name(self, sentence: Span) -> Noun:
        """The first word, where it may be a name that stands nowhere else: "Samira walked"."""
        word = self.tokens(sentence)[0]
        if self.cues.language == "de":
            # Any noun may open it; a name that is known has its capital still.
            return Noun()
        known = word.tags or word.mention is not None or not word.word.isalpha()
        known = known or self.article.text[word.start : word.end] in starters()
        known = known or word.word.endswith("ly")
        plural = word.word.endswith("s") and not word.word.endswith(SINGULAR)
        capital = self.article.text[word.start].isupper() and not plural
        return Noun(frozenset((word.word,))) if capital and not known else Noun()


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
