"""Every span of a text that the gazetteer knows as a name, whether or not it is one there."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from geo.folding import fold
from geo.gazetteer import Bearer, Entry, Gazetteer
from geo.gazetteerfile import Form
from geo.inflection import UNSPACED, bases, has_unspaced, is_unspaced
from geo.translations import names_in
from geo.words import name_words, words

# Captured, so that splitting a text by it gives its words and the gaps between them in turn.
_WORD = re.compile(r"([^\W_]+)")
# Where words are not spaced, each letter is a word here, and names are found letter by letter.
_LETTER_OR_WORD = re.compile(rf"([{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+)")
# What may stand between two words of one name: "Port-au-Prince", "St. Louis", "Côte d'Ivoire".
_JOINS = frozenset((" ", "-", "'", "’", ".", ". ", "‐", "–"))
_APOSTROPHES = frozenset(("'", "’"))
_RUNS = frozenset((" ", "-", " & "))
_LONGEST, _LONGEST_UNSPACED = 6, 8
_LONGEST_ABBREVIATION = 5
# So many words of a name may stand before what was found of it: "Amundsen-Scott South" "Pole".
_LED = 3

# How well a name is known by itself: see Scan.weight.
KNOWN, LARGE, FIRM = 1, 2, 3
# A town of so many may have a small article: "la Rochelle".
_SEAT = 50_000
_LARGE_CITY, _FIRM_STATE = 100_000, 300_000
_MOST_WEIGHED = 8
# Kinds of place whose other names are as well known as the main one.
_WIDE = ("country", "continent")
_TOWNS = ("city", "county")


class Hit(NamedTuple):
    """A span of the text that may be a name, and the name to look up."""

    start: int
    end: int
    name: str
    changed: bool = False


class Scan:
    """A text cut into words, and what the gazetteer knows of it.

    Attributes
    ----------
    language
        ISO 639-1 code of the text's language.
    starts, ends, words
        Where each word of the text starts and ends, and the word.
    gaps
        What stands before each word, back to the word before it.
    capitals
        The indices of the words that start with a capital, or are written in a
        script that has none, or start a known name all the same ("mer Noire").
    known
        Index of a word to the known names that start there, longest first, those
        that are written as the gazetteer has them before those that are inflected.
    """

    def __init__(self, text: str, gazetteer: Gazetteer, language: str = "en") -> None:
        self.text, self.gazetteer, self.language = text, gazetteer, language
        self._unspaced = has_unspaced(text)
        parts = (_LETTER_OR_WORD if self._unspaced else _WORD).split(text)
        offsets = list(accumulate(map(len, parts)))
        # The last part is what follows the last word.
        self.gaps, self.words = parts[:-1:2], parts[1::2]
        self.starts, self.ends = offsets[:-1:2], offsets[1::2]
        self.capitals = [
            i for i, word in enumerate(self.words) if not (word[0].islower() or word[0].isdecimal())
        ]
        self._capital = frozenset(self.capitals)
        self._runs: dict[int, int] = {}
        self._weights: dict[str, int] = {}
        self._small_ends, self._links = words(language).small_ends, name_words().links
        self.known = self._known()

    def _known(self) -> dict[int, list[Hit]]:
        small = self._small_starts()
        hits = [hit for index in (*self.capitals, *small) for hit in self._hits(index)]
        names = self.gazetteer.knows({hit[3] for hit in hits})
        known: dict[int, list[Hit]] = {}
        for index, start, end, name, changed in hits:
            if name in names:
                hit = Hit(start, end, name, changed)
                if self._is_whole(hit) and (index in self._capital or self._may_be_small(hit)):
                    known.setdefault(index, []).append(hit)
        for found in known.values():
            if len(found) > 1:
                found.sort(key=lambda hit: (hit.start - hit.end, hit.changed))
        if any(index in known for index in small):
            self.capitals = sorted([*self.capitals, *(i for i in small if i in known)])
        return known

    def _may_be_small(self, hit: Hit) -> bool:
        """Whether a name may start small: "mer Noire", "la Havane", but not "la Croix"."""
        if (
            self.text[hit.start : hit.end].partition(" ")[0]
            not in words(self.language).small_articles
        ):
            return self._is_feature(hit.name)
        places = self.gazetteer.bearers(hit.name, 1)
        return any(place.population >= _SEAT and place.kind in _TOWNS for place in places)

    def _is_feature(self, name: str) -> bool:
        """Whether a name is no town's first: "east London" is not East London in South Africa."""
        return not name.islower() and all(
            place.kind not in _TOWNS for place in self.gazetteer.bearers(name, 1)
        )

    def _small_starts(self) -> list[int]:
        """The words that start a name though they have no capital: "mer Noire", "south Asia"."""
        starts = words(self.language).small_starts | words(self.language).small_articles
        if starts.isdisjoint(self.words):
            return []
        return [
            index
            for index, word in enumerate(self.words[:-1])
            if word in starts and self._leads_to_capital(index)
        ]

    def _leads_to_capital(self, index: int) -> bool:
        """Whether a capital follows, with no more than two small links between."""
        for after in range(index + 1, min(index + 4, len(self.words))):
            if not self._joined(after):
                return False
            if after in self._capital:
                return True
        return False

    def _is_whole(self, hit: Hit) -> bool:
        """Whether the name is known with its article and its full stop, not for lack of them."""
        if hit.name[-1] == ".":
            return self.has_form(hit.name, "abbreviation")
        if self.language == "fr" and hit.name[1:2] in ("'", "’") and self.weight(hit.name) < LARGE:
            # "D'Anvers" at the head of a sentence is from Anvers, not Danvers.
            return self.weight(hit.name[2:]) < LARGE
        return hit.name[:4].casefold() != "the " or self.literal(hit.name)

    def _hits(self, first: int) -> list[tuple[int, int, int, str, bool]]:
        """(index, start, end, name, changed) of the spans from a word on that may be names."""
        text, start = self.text, self.starts[first]
        unspaced = self._unspaced and is_unspaced(self.words[first])
        longest = _LONGEST_UNSPACED if unspaced else _LONGEST
        hits: list[tuple[int, int, int, str, bool]] = []
        for last in range(first, min(first + longest, len(self.starts))):
            if last > first:
                if not self._joined(last):
                    break
                small = last not in self._capital and self.gaps[last][-1:] != "-"
                if small and self.words[last] not in self._small_ends:
                    continue
            end = self.ends[last]
            if self.words[last] == "S" and text[end - 2] in "'’":
                break
            name = text[start:end]
            hits.append((first, start, end, name, False))
            if text[end : end + 1] == "." and end - self.starts[last] <= _LONGEST_ABBREVIATION:
                hits.append((first, start, end + 1, text[start : end + 1], False))
            if self.language != "en" or not name.isascii():
                for base, front, back in bases(name, self.language):
                    hits.append((first, start + front, end - back, base, True))
        return hits

    def _joined(self, index: int) -> bool:
        """Whether a word may belong to the same name as the word before it."""
        gap = self.gaps[index]
        if not gap or gap == "-":
            return True
        if gap == ", ":
            return self.text.startswith(("D.C", "DC"), self.starts[index])
        if gap not in _JOINS or (gap == ". " and len(self.words[index - 1]) > 4):
            return False
        word = self.words[index]
        if word == "s" and gap in _APOSTROPHES:  # "Hudson's Bay"
            return index + 1 in self._capital and self.gaps[index + 1] == " "
        return index in self._capital or word in self._links or word in self._small_ends

    def covering(self, start: int, end: int) -> Hit | None:
        """The longest known name that holds ``text[start:end]`` and more, if there is one."""
        first = self.index(start)
        for index in range(max(0, first - _LED), first + 1):
            for hit in self.known.get(index, ()):
                if hit.start <= start and end <= hit.end and hit.end - hit.start > end - start:
                    return hit
        return None

    def index(self, offset: int) -> int:
        """The index of the first word that starts at ``offset`` or after it."""
        return bisect_left(self.starts, offset)

    def range(self, start: int, end: int) -> range:
        """The indices of the words within ``text[start:end]``."""
        return range(self.index(start), self.index(end))

    def is_capital(self, index: int) -> bool:
        """Whether there is a word of this index, and it starts with a capital."""
        return index in self._capital

    def adjoins(self, index: int) -> bool:
        """Whether the next word is capitalised and stands one space or hyphen away."""
        return index + 1 in self._capital and self.gaps[index + 1] in _RUNS

    def run(self, index: int) -> int:
        """The last word of the run of capitalised words that starts at ``index``."""
        if not self.adjoins(index):
            return index
        passed = []
        while index not in self._runs and self.adjoins(index):
            passed.append(index)
            index += 1
        last = self._runs.get(index, index)
        # Kept, for a text may be one long run, and each of its words asks.
        self._runs.update(dict.fromkeys(passed, last))
        return last

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The gazetteer's entries for a name."""
        return self.gazetteer.find(name)

    def literal(self, name: str) -> bool:
        """Whether the gazetteer lists the name as it is, no "The" or "State" taken off."""
        key = fold(name)
        stripped = key.startswith("the ") or key.rpartition(" ")[2] in name_words().generic
        return not stripped or any(fold(entry.place.name) == key for entry in self.entries(name))

    def is_river(self, name: str) -> bool:
        """Whether a river bears the name, alone or with "River" behind it."""
        return bool(rivers(self.gazetteer, name))

    def has_form(self, name: str, form: Form) -> bool:
        """Whether the gazetteer lists ``name`` in this form."""
        return form in self.gazetteer.forms(name)

    def weight(self, name: str) -> int:
        """How well a name is known by itself.

        FIRM: a country, a continent, a state of some size, or an abbreviation of one.
        LARGE: the main name of a city of 100,000 or more. KNOWN: any other. 0: unknown.
        """
        weight = self._weights.get(name)
        if weight is None:
            weight = _weight(self.gazetteer, name, self._is_foreign(name))
            self._weights[name] = weight
        return weight

    def _is_foreign(self, name: str) -> bool:
        """Whether the language calls many places by other than their main names.

        German does, but its lists name them; among its nouns, which all look like names, the
        spellings of every other language do harm.
        """
        if self.language == "de":
            return name in names_in(self.gazetteer, self.language)
        return self.language != "en" or not name.isascii()


@lru_cache(maxsize=4_096)
def rivers(gazetteer: Gazetteer, name: str) -> tuple[Entry, ...]:
    """The rivers of a name, alone or with "River" behind it: of "Missouri" the Missouri River."""
    found = (*gazetteer.find(name), *gazetteer.find(f"{name} River"))
    return tuple({e.place.id: e for e in found if e.place.kind == "river"}.values())


@lru_cache(maxsize=16_384)
def _weight(gazetteer: Gazetteer, name: str, foreign: bool) -> int:
    weights = [_weight_as(bearer, foreign) for bearer in gazetteer.bearers(name, _MOST_WEIGHED)]
    weight = max(weights, default=0)
    return max(weight, LARGE) if weight and tells_kind(name) else weight


def tells_kind(name: str) -> bool:
    """Whether a name says itself that it is a place's: "Cape Ann", "Kadena Air Base"."""
    first, *rest = name.split()
    known = name_words()
    return bool(rest) and (
        first.casefold() in known.kinds_first or rest[-1].casefold() in known.kinds_last
    )


def _weight_as(place: Bearer, foreign: bool) -> int:
    """See Scan.weight. In another language than English most names are alternates here."""
    main = place.form == "main"
    if place.form == "postal":
        return 0
    if place.form in ("abbreviation", "metonym"):
        return FIRM
    if not (main or foreign or place.kind in _WIDE):
        return KNOWN
    if place.kind in _WIDE:
        return FIRM
    if place.kind == "state":
        return FIRM if place.population > _FIRM_STATE else KNOWN
    if place.kind == "county" and main:
        return LARGE if " " in place.name else KNOWN
    if place.kind == "city":
        return LARGE if place.population >= _LARGE_CITY else KNOWN
    return LARGE if place.kind in ("region", "sea") else KNOWN
