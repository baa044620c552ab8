"""Every span of a text that the gazetteer knows as a name, whether or not it is one there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from geo.gazetteer import Entry, Form, Gazetteer, fold

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: "Port-au-Prince", "St. Louis", "Côte d'Ivoire".
_JOINS = frozenset((" ", "-", "'", "’", ".", ". ", "‐", "–"))
_LINKS = frozenset(
    re.split(
        r"\s+",
        "of the and de la las los le les el del du des di da do dos das y d l en sur sous am an "
        "der den auf ob bei zu im aan op upon on under by al ad ash as bin",
    )
)
_GENERIC = frozenset(("state", "department", "district", "city", "region", "territory", "province"))
_LONGEST = 6
_LONGEST_ABBREVIATION = 5

# How well a name is known by itself: see Scan.weight.
KNOWN, LARGE, FIRM = 1, 2, 3
_LARGE_CITY, _FIRM_STATE = 100_000, 300_000
_MOST_WEIGHED = 8


class Scan:
    """A text cut into words, and what the gazetteer knows of it.

    Attributes
    ----------
    starts, ends, words
        Where each word of the text starts and ends, and the word.
    capitals
        The indices of the words that start with a capital, or are written in a
        script that has none.
    known
        Index of a word to the end offsets of the known names that start there,
        longest first.
    """

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        for match in _WORD.finditer(text):
            start, end = match.span()
            self.starts.append(start)
            self.ends.append(end)
            self.words.append(text[start:end])
        self.capitals = [i for i, word in enumerate(self.words) if _is_capital(word)]
        self._capital = frozenset(self.capitals)
        self._weights: dict[str, int] = {}
        spans = [span for index in self.capitals for span in self._spans(index)]
        names = gazetteer.knows({name for _, _, name in spans})
        self.known: dict[int, list[int]] = {}
        for index, end, name in spans:
            if name in names and (name[:4].casefold() != "the " or self.literal(name)):
                self.known.setdefault(index, []).insert(0, end)

    def _spans(self, first: int) -> Iterator[tuple[int, int, str]]:
        """(index, end, name) of the word sequences from a word that may be names, short to long."""
        text, starts, ends = self.text, self.starts, self.ends
        start = starts[first]
        for last in range(first, min(first + _LONGEST, len(starts))):
            if last > first:
                gap = text[ends[last - 1] : starts[last]]
                if gap not in _JOINS or (gap == ". " and ends[last - 1] - starts[last - 1] > 4):
                    return
                if last not in self._capital:
                    if self.words[last] not in _LINKS:
                        return
                    continue
            end = ends[last]
            if self.words[last] == "S" and text[end - 2] in "'’":
                return
            yield first, end, text[start:end]
            if text[end : end + 1] == "." and end - starts[last] <= _LONGEST_ABBREVIATION:
                yield first, end + 1, text[start : end + 1]

    def index(self, offset: int) -> int:
        """The index of the first word that starts at ``offset`` or after it."""
        return bisect_left(self.starts, offset)

    def range(self, start: int, end: int) -> range:
        """The indices of the words within ``text[start:end]``."""
        return range(self.index(start), self.index(end))

    def is_capital(self, index: int) -> bool:
        """Whether there is a word of this index, and it starts with a capital."""
        return index in self._capital

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The gazetteer's entries for a name."""
        return self.gazetteer.find(name)

    def literal(self, name: str) -> bool:
        """Whether the gazetteer lists the name as it is, no "The" or "State" taken off."""
        key = fold(name)
        stripped = key.startswith("the ") or key.rpartition(" ")[2] in _GENERIC
        return not stripped or any(fold(entry.place.name) == key for entry in self.entries(name))

    def has_form(self, name: str, form: Form) -> bool:
        """Whether the gazetteer lists ``name`` in this form."""
        return any(entry.form == form for entry in self.entries(name))

    def weight(self, name: str) -> int:
        """How well a name is known by itself.

        FIRM: a country, a continent, a state of some size, or an abbreviation of one.
        LARGE: the main name of a city of 100,000 or more. KNOWN: any other. 0: unknown.
        """
        weight = self._weights.get(name)
        if weight is None:
            found = self.entries(name)[:_MOST_WEIGHED]
            weight = self._weights[name] = max(map(_weight, found), default=0)
        return weight


def _is_capital(word: str) -> bool:
    return not (word[0].islower() or word[0].isdecimal())


def _weight(entry: Entry) -> int:
    place = entry.place
    if entry.form == "postal":
        return 0
    if entry.form in ("abbreviation", "metonym"):
        return FIRM
    if not entry.main and place.kind != "country":
        return KNOWN
    if place.kind in ("country", "continent"):
        return FIRM
    if place.kind == "state":
        return FIRM if place.population > _FIRM_STATE else KNOWN
    if place.kind == "city":
        return LARGE if place.population >= _LARGE_CITY else KNOWN
    return LARGE if place.kind in ("region", "sea") else KNOWN
