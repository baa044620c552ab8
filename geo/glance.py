"""A quick look at the words of a sentence, which spares most of them a long one."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from itertools import pairwise
from typing import Final

from geo.copulas import COPULAS
from geo.cues import Cues, letters_of
from geo.narration import Narration
from geo.parts import PARTS
from geo.story import Span
from geo.tokens import NOTHING

# Lead to a place whatever the movement: "X, where she stopped", "from there", "went home".
_ALWAYS: Final = (
    "clause.where",
    "clause.whence",
    "clause.whither",
    "clause.which",
    "phrase.thence",
    "place.home",
)
_OPEN: Final = frozenset(("clause.relative", "clause.subordinate"))
# Take a place beside them: "Arrived X at noon", "X was the last port of call".
_BESIDE: Final = frozenset(("verb.arrive", "noun.stay"))
# "In" or "at" before a place with which a sentence opens, in characters, or what its heading has.
_OPENING: Final = 4
# The heading of a day, "Day 3: Oslo – Bergen", has so many characters at most.
_HEADING: Final = 80
# A line of an itinerary has so many, with what it says of the way.
_LINE: Final = 100
# What numbers a line of an itinerary has so many characters before its first place.
_LEG: Final = 12
# "Day 3: Oslo"
_COUNTED: Final = re.compile(r"\w+ \d{1,2}\s?:")
# "4 May. Oslo", "Days 4 and 5: Oslo": what may stand before the place of an entry.
_OPENED: Final = re.compile(
    r"\w+ \d{1,3} |(?:[\w.,]{1,9}\s){0,4}[\w.,]{1,9}\s?[.,:;–—-]\s?(?:\w{2,3} )?"
)
_DASH: Final = re.compile(r"\s[-–—]\s")


def may_tell(narration: Narration, sentence: Span, first: int) -> bool:
    """Whether a sentence may tell where somebody goes or stays.

    Parameters
    ----------
    first
        How many characters into it the first place is named.
    """
    text = sentence.of(narration.article.text)
    words, look = narration.cues.words_of(text), glance(narration.cues)
    last = narration.named_in(sentence)[-1][0].end - sentence.start
    if look.may_move(text, words, last):
        return True
    if first <= _OPENING and look.leads(text[:first]):
        return True
    if len(text) <= _HEADING and _DASH.search(text) and narration.is_narrated:
        return True
    if first <= _LEG and len(" ".join(text.split())) <= _LINE and _is_leg(narration, sentence):
        return True
    if (len(text) <= _HEADING and _COUNTED.match(text)) or _is_entry(narration, text[:first]):
        return True
    if len(text) <= _LINE and narration.cues.verb_last and look.leads_bare(text[:first]):
        return True
    if ":" in text[:first] and look.lists(words):
        return True
    if ":" in text and _is_leg(narration, sentence):
        return True
    return look.may_stay(words) and (first <= _OPENING or narration.is_narrated)


def _is_entry(narration: Narration, opening: str) -> bool:
    """Whether a day may stand before the place with which a line begins: "9th: Oslo, snow"."""
    if len(opening) > _HEADING or not _OPENED.fullmatch(opening):
        return False
    numbered = any(letter.isdigit() for letter in opening)
    return numbered or not narration.cues.words_of(opening).isdisjoint(narration.cues.weekdays)


def _is_leg(narration: Narration, sentence: Span) -> bool:
    """Whether a line may lead from name to name without a verb: "a. Oslo to Bergen"."""
    cues, text = narration.cues, narration.article.text
    gaps = (
        text[before.end : after.start]
        for (before, _), (after, _) in pairwise(narration.named_in(sentence))
    )
    return any(glance(cues).goes_on(cues.words_of(gap)) for gap in gaps)


class Glance:
    """Whether a sentence may tell a movement that touches a place, by its words alone.

    It may where a word of movement stands together with the others of its phrase, and with one
    that leads from it to a place: to "go" takes a place after "to" or "from", and none after "on"
    or "with".
    """

    def __init__(self, cues: Cues) -> None:
        self._words, self._stayers = cues.words, cues.stayers
        self._months, self._verb_last = frozenset(cues.months), cues.verb_last
        self._referrers = _words_with(cues, frozenset(_ALWAYS))
        self._openers = _openers(cues)
        # "That night" opens no clause.
        self._times = _words_with(cues, frozenset(("time",)))
        self._ways_told = _words_with(cues, frozenset(("noun.trip", "noun.stay", "noun.whole")))
        self._of_way = _words_with(cues, frozenset(("preposition.to", "preposition.from")))
        self._onward = _words_with(cues, frozenset(("preposition.to", "preposition.into")))
        self._movers = {
            word: [(phrase, _ways(cues, kind)) for phrase, kind in phrases]
            for word, phrases in cues.movers.items()
        }

    def may_move(self, sentence: str, words: Set[str], last: int) -> bool:
        """Whether a sentence of these words, in lower case, may tell a movement.

        ``last`` is how many characters into it the last place ends.
        """
        for word in self._movers.keys() & words:
            if word in self._months and word not in sentence:
                # With its capital, March is no march.
                continue
            for phrase, ways in self._movers[word]:
                if phrase <= words and not (ways and ways.isdisjoint(words)):
                    if not self._stands_apart(word, sentence, last):
                        return True
                    break
        return False

    def _stands_apart(self, mover: str, sentence: str, last: int) -> bool:
        """Whether another clause begins behind the last place, and only then the word comes.

        "Officials in X said that the bridge would stay closed": nobody stays in X.
        """
        if self._verb_last or mover in sentence[:last].lower():
            return False
        words = letters_of(sentence[last:].lower())
        if mover not in words or not self._referrers.isdisjoint(words):
            return False
        before = pairwise(words[: words.index(mover) + 1])
        return any(word in self._openers and after not in self._times for word, after in before)

    def may_stay(self, words: Set[str]) -> bool:
        """The same for where somebody was who tells of a journey of their own."""
        return not self._stayers.isdisjoint(words)

    def lists(self, words: Set[str]) -> bool:
        """Whether places may be listed after one of these words: "Our route: X, Y, Z"."""
        return not self._ways_told.isdisjoint(words)

    def leads_bare(self, opening: str) -> bool:
        """Whether the word right before a name leads there or away: "Dann zu Schiff nach X"."""
        last = opening.split()[-1:]
        return bool(last) and last[0].lower() in self._of_way

    def goes_on(self, words: Set[str]) -> bool:
        """Whether a name may lead on to another by these words between them: "X to Y"."""
        return not self._onward.isdisjoint(words)

    def leads(self, opening: str) -> bool:
        """Whether a sentence that opens so with a place may tell a stay: "In X they …"."""
        tags = self._words.get(opening.strip().lower(), NOTHING)
        return not tags.isdisjoint(("preposition.at", "preposition.into"))


@cache
def glance(cues: Cues) -> Glance:
    """The quick look at sentences of a language."""
    return Glance(cues)


def _openers(cues: Cues) -> frozenset[str]:
    """The words that open a clause wherever they stand, and in no phrase mean anything else."""
    inner = {
        word
        for first, entries in cues.phrases.items()
        for second, ends in entries.items()
        for rest, _ in ends
        for word in (first, second, *rest)
    }
    return frozenset(
        word
        for word, tags in cues.words.items()
        if not tags.isdisjoint(_OPEN) and "clause.parted" not in tags and word not in inner
    )


@cache
def _ways(cues: Cues, kind: str) -> frozenset[str]:
    """The words of which a movement needs one to take a place; empty where it needs none."""
    columns = set(PARTS.get(kind, ()))
    # A German verb may change its kind with its prefix; a phrase leads on by itself.
    if not columns or cues.verb_last or "object" in columns or kind in _BESIDE:
        return NOTHING
    if kind.startswith("phrase."):
        return NOTHING
    if "to" in columns:
        columns.add("for")
    tags = {f"preposition.{column}" for column in columns | {"of_from"}}.union(_ALWAYS)
    if kind == "verb.stop":
        # "The first stop was X" has no preposition.
        tags.update(COPULAS)
    return _words_with(cues, tags)


def _words_with(cues: Cues, tags: Set[str]) -> frozenset[str]:
    """The words that have one of the tags, and the longest word of each phrase that has."""
    found = {word for word, its in cues.words.items() if its & tags}
    for first, entries in cues.phrases.items():
        for second, ends in entries.items():
            phrases = ((first, second, *rest) for rest, its in ends if its & tags)
            # Of two as long the later one: "so to".
            found.update(max(reversed(phrase), key=len) for phrase in phrases)
    return frozenset(found)
