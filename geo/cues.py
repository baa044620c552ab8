"""The words of movement of one language, each with what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from geo.tokens import ARROWS, NOTHING
from geo.wordforms import WordForms

Phrases = dict[str, dict[str, list[tuple[list[str], frozenset[str]]]]]
# Any one word of a phrase.
ANY: Final = "*"
LETTERS: Final = re.compile(rf"[^\W\d_]+|{'|'.join(ARROWS)}")
# Each ASCII character by its number: a letter as it is, a space for any other.
_ONLY_LETTERS: Final = "".join(c if c.isalpha() else " " for c in map(chr, range(128)))
# A narrator says "I" or "we" so often at least, and in this share of the words.
_NARRATED_LEAST: Final = 2
_NARRATED_SHARE: Final = 0.01
# A compound has so many letters at least, its last part so many, and means what that one means.
_COMPOUND, _PART = 8, 4
_OF_PARTS: Final = ("traveller.", "mode.", "place.institution")


def letters_of(text: str) -> list[str]:
    """The words of a text, without their figures and signs, and its arrows."""
    if text.isascii() and "->" not in text:
        # The same in half the time.
        return text.translate(_ONLY_LETTERS).split()
    return LETTERS.findall(text)


@dataclass(frozen=True, eq=False)
class Cues:
    """One language's words of movement.

    Attributes
    ----------
    words
        The tags of a word.
    phrases
        By their first word, then their second: the rest of a phrase and its tags, the longest
        first.
    verb_last
        Whether the verb may close its clause, as in German and Dutch.
    months
        Their names in order, and short forms in further rows of twelve.
    weekdays
        Their names in order, from Monday.
    splits
        The kind of a verb with its separable prefix, where the prefix alone misleads.
    prefixes
        The same by the verb: its prefixes, and the kind that each makes.
    articled
        Toponyms that bear "the", in lower case: with it, any other is taken for a ship's name.
    speeds
        The units of speed by their list: "knots". An underscore stands for a space.
    movers
        A sentence that tells a movement holds one of these words, and all of a phrase with it;
        each phrase with the list that holds it, such as "verb.arrive".
    stayers
        The same for one that tells where its narrator was: "we", "evening".
    narrators
        Pronouns of a narrator, and verbs that need none in Spanish.
    old
        Old spellings: what to look for in a word that is not known, and what to put for it.
    pairs
        Endings of a word for two rulers.
    forms
        What words look like that no list names.
    """

    language: str
    words: dict[str, frozenset[str]]
    phrases: Phrases
    verb_last: bool
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    movers: dict[str, list[tuple[frozenset[str], str]]]
    stayers: frozenset[str]
    narrators: frozenset[str]
    splits: dict[str, str]
    prefixes: dict[str, dict[str, str]]
    articled: frozenset[str]
    speeds: dict[str, tuple[str, ...]]
    old: tuple[tuple[re.Pattern[str], str], ...]
    pairs: tuple[str, ...]
    forms: WordForms

    def words_of(self, sentence: str) -> set[str]:
        """The words of a sentence, for a quick look."""
        words = set(letters_of(sentence.lower()))
        return {self.modern(word) for word in words} if self.old else words

    def modern(self, word: str) -> str:
        """The word as it is spelt now, if the lists know it so and not as it stands: "vaaren"."""
        if not self.old or word in self.words or word in self.phrases or not word.isalpha():
            return word
        return _modern(self, word)

    def tags_of(self, word: str) -> frozenset[str]:
        """The tags of a word in lower case; a compound has those of its last part."""
        tags = self.words.get(word, NOTHING)
        return tags or self.tags_of_compound(word)

    def tags_in(self, text: str) -> Iterator[frozenset[str]]:
        """The tags of every single word of the text that has some."""
        for word in LETTERS.findall(text.lower()):
            if word in self.words:
                yield self.words[word]

    def is_narrated(self, text: str) -> bool:
        """Whether the text says "I" or "we" again and again."""
        lower = text.lower()
        if self.old:
            said = sum(self.modern(word) in self.narrators for word in LETTERS.findall(lower))
        else:
            said = len(self._narrator.findall(lower))
        return said >= _NARRATED_LEAST and said >= _NARRATED_SHARE * len(text.split())

    @cached_property
    def _narrator(self) -> re.Pattern[str]:
        """Finds a pronoun of a narrator, in a sixth of the time that it takes to find every word.

        What may begin one comes first, so that the search skips to the next.
        """
        words = [rf"{word}(?<![^\W\d_]{'.' * len(word)})" for word in sorted(self.narrators)]
        return re.compile(rf"(?:{'|'.join(words)})(?![^\W\d_])")

    def tags_of_compound(self, word: str) -> frozenset[str]:
        """What its last part makes a German or Dutch compound: "Grünen-Politikerin"."""
        if not self.verb_last or len(word) < _COMPOUND:
            return NOTHING
        for at in range(2, len(word) - _PART + 1):
            tags = self.words.get(word[at:], NOTHING)
            found = frozenset(tag for tag in tags if tag.startswith(_OF_PARTS))
            if "time.clock" in tags:
                return tags
            if found:
                return found
        return NOTHING

    def tags_of_infinitive(self, word: str) -> frozenset[str]:
        """What German "zu" inside a verb leaves of it: "anzusteuern", "weiterzureisen"."""
        within = self.forms.infix.search(word) if self.forms.infix else None
        if within is None:
            return NOTHING
        return self.words.get(word[: within.start()] + word[within.end() :], NOTHING)


@lru_cache(maxsize=16_384)
def _modern(cues: Cues, word: str) -> str:
    spelt = word
    for old, new in cues.old:
        spelt = old.sub(new, spelt)
        if spelt in cues.words or spelt in cues.phrases:
            return spelt
    return word
