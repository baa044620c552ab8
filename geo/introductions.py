"""What an article calls its travellers where it introduces them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, cached_property
from typing import Final

from geo.movement import Frame
from geo.narration import Narration
from geo.noungroups import first_noun
from geo.nouns import KINDS, Noun, is_plural, traveller_kinds
from geo.sentences import starters
from geo.story import Span
from geo.traveller import Traveller

# Kinds of noun that a pronoun may mean.
_KNOWN: Final = frozenset(KINDS)
# It means somebody in its own sentence, or at most so many before.
_BACK: Final = 2
# A word before a name of up to three words.
_TITLED: Final = re.compile(r"\b(\w{4,}+)(?= ([A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+){0,2})\b)")
# An article that has two different words for a storm is about one.
_OFTEN: Final = 2


@cache
def _storm(adjectives: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a word and a name: "Storm Weber", "la tormenta tropical Weber", "der Hurrikan „Weber“".

    Parameters
    ----------
    adjectives
        Beginnings of one that may stand between the two.
    """
    between = rf"(?: (?:{'|'.join(adjectives)})\w*)?" if adjectives else ""
    return re.compile(rf"\b(\w{{4,}}){between} [\"'‘“„«]?\s?([A-ZÀ-Þ][\w-]+)\b")


class Introductions:
    """Who the names and pronouns of an article's movements are, as its other sentences tell."""

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._article, self._cues = narration.article, narration.cues

    def described(self, frame: Frame) -> Noun:
        """The traveller with what the article calls it elsewhere: "Minister Weber", a storm."""
        noun = frame.traveller
        if noun.kinds == {"crowd"} and self._tells_of_one and frame.kind != "verb.bring":
            # "Samira walked … She": a name, as no people in general are "he" or "she".
            opening = self._opening_name(frame.sentence)
            if opening.names == {word for _, word in noun.heads}:
                noun = opening
        if noun.heads or not noun.names:
            return noun
        strikes = "strike" in frame.flags
        if noun.names & self._storms or (strikes and self._storm_words >= _OFTEN):
            return replace(noun, heads=frozenset((("storm", "storm"),)))
        return replace(
            noun, heads=frozenset().union(*(self._titles.get(n, ()) for n in noun.names))
        )

    def antecedent(self, pronoun: Noun, number: int) -> Noun | None:
        """Whom a pronoun in the sentence of that number means: who is named first there.

        Or in one of those before it; None where a narrator is, or nobody.
        """
        for sentence in reversed(self._article.sentences[max(0, number - _BACK) : number + 1]):
            noun = first_noun(self._narration.tokens(sentence)) or self._opening_name(sentence)
            if noun.names or (
                noun.kinds & _KNOWN and Traveller(heads=set(noun.heads)).may_be(pronoun)
            ):
                return noun
            if noun.pronoun == "narrator":
                return None
        return None

    @cached_property
    def _tells_of_one(self) -> bool:
        """Whether the article has a pronoun that means one person."""
        return any("traveller.single" in self._cues.tags_of(word) for word in self._words)

    @cached_property
    def _words(self) -> set[str]:
        """The words of the article."""
        return self._cues.words_of(self._article.text)

    @property
    def tells_of_storms(self) -> bool:
        """Whether the article has a word for a storm."""
        return self._storm_words > 0

    @cached_property
    def _storm_words(self) -> int:
        """How many different words for storms the article has."""
        return sum(map(self._is_storm, self._words))

    def _is_storm(self, word: str) -> bool:
        return "traveller.storm" in self._cues.tags_of(word)

    @cached_property
    def _storms(self) -> frozenset[str]:
        """The names that the article gives to storms, in lower case."""
        title = self._cues.words_of(self._article.title)
        if not (self._storm_words or any(map(self._is_storm, title))):
            return frozenset()
        storm = _storm(self._cues.forms.storm)
        named = storm.finditer(f"{self._article.title}\n{self._article.text}")
        return frozenset(match[2].lower() for match in named if self._is_storm(match[1].lower()))

    @cached_property
    def _titles(self) -> dict[str, frozenset[tuple[str, str]]]:
        """What names are introduced as, also by the last part of a compound."""
        titles: dict[str, frozenset[tuple[str, str]]] = {}
        for match in _TITLED.finditer(self._article.text):
            title = match[1].lower()
            kinds = traveller_kinds(self._cues.tags_of(title))
            heads = {kind for kind in kinds if kind in ("leader", "person")}
            if heads:
                ends = (title[at:] for at in range(len(title) - 3))
                parts = [part for part in ends if part in self._cues.words]
                found = frozenset((kind, part) for kind in heads for part in parts)
                titles.setdefault(match[2].split()[-1].lower(), found)
        return titles

    def _opening_name(self, sentence: Span) -> Noun:
        """The first word, where it may be a name that stands nowhere else: "Samira walked"."""
        word, *others = self._narration.tokens(sentence)
        if self._cues.language == "de" or (others and others[0].word == "'s"):
            # Any noun may open it; a name that is known has its capital still. And what is
            # somebody's is somebody else.
            return Noun()
        known = word.tags or word.mention is not None or not word.word.isalpha()
        known = known or self._article.text[word.start : word.end] in starters()
        known = known or word.word.endswith(self._cues.forms.adverb)
        capital = self._article.text[word.start].isupper() and not is_plural(word.word)
        return Noun(frozenset((word.word,))) if capital and not known else Noun()
