"""The entities that a recogniser proposes, borne out by the gazetteer and the words around."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from geo.extents import core, whole
from geo.findings import Findings
from geo.grounds import Grounds
from geo.recogniser import Label
from geo.scan import LARGE, Hit
from geo.story import MentionKind
from geo.surroundings import LOCATES

_BETWEEN_COMMAS: Final = re.compile(r"[^\s,][^,]*")
_SEVERAL: Final = 2
_BUILDINGS: Final = frozenset(("station", "site"))


class Proposals:
    """Takes from a recogniser's entities what is a place, or names one within."""

    def __init__(self, grounds: Grounds, findings: Findings) -> None:
        self._grounds, self._findings = grounds, findings
        self._scan, self._text, self._words = grounds.scan, grounds.text, grounds.words
        self._around, self._people = grounds.around, grounds.people

    def place(self, start: int, end: int) -> None:
        """Take what was called a place, or what is one within it."""
        start, end = core(self._scan, self._words, *whole(self._scan, start, end))
        name = self._text[start:end]
        if not any(map(str.isalpha, name)):
            return
        if not (name[0].isupper() or name[0].isdigit() or self._starts_small(start)):
            return
        weight = self._scan.weight(name)
        if weight < LARGE and self._grounds.is_demonym(name):
            self._findings.take(start, end, "demonym", "demonym")
            return
        doubted = self._grounds.is_never(name) or (
            self._grounds.is_word(name) and not self._grounds.is_town_here(start, end)
        )
        if doubted and not self._around.places(name, start, end):
            return
        if self._people.claims(start, end, weight):
            return
        if not weight and self._are_several(start, end):
            return
        if not weight and not self._placed_by_words(start, end):
            self._embed(start, end, "name")
            return
        self._findings.take(start, end, "name", "agreed" if weight else "cued")

    def _starts_small(self, start: int) -> bool:
        """Whether a known name starts there though it has no capital: "south America"."""
        index = self._scan.index(start)
        return index in self._scan.known and self._scan.starts[index] == start

    def _placed_by_words(self, start: int, end: int) -> bool:
        return self._around.before(start) >= LOCATES and not self._around.speaks(end)

    def people(self, start: int, end: int) -> None:
        """Take what was called a people: its demonyms, or a place after all."""
        for index in self._scan.range(start, end):
            if self._grounds.is_demonym(self._scan.words[index]):
                longer = self._grounds.longer(index)
                if longer:
                    self._findings.take(*longer, "name", "mended")
                    continue
                first, last = self._scan.starts[index], self._scan.ends[index]
                self._findings.take(first, last, "demonym", "demonym")
        name = self._text[start:end]
        if (start, end) not in self._findings.found and self._bears_out(start, end, name):
            self._findings.take(start, end, "name", "mended")

    def other(self, start: int, end: int, label: Label) -> None:
        """Take what was called a firm, a person or a work: a place, or those in its name."""
        start, end = whole(self._scan, start, end)
        name = self._text[start:end]
        if self._bears_out(start, end, name):
            self._findings.take(start, end, "name", "mended")
        elif label == "organisation" and self._is_at_home(start, end, name):
            self._findings.take(start, end, "name", "repeated")
        elif label == "facility" and self._is_building(name):
            self._findings.take(start, end, "name", "agreed")
        elif self._grounds.is_admitted(start, end, name):
            self._findings.take(start, end, "name", "cued")
        elif label == "person":
            self._home_of(start, end)
        elif self._are_two(start, end):
            return
        elif name.rpartition(" ")[2].casefold() not in self._words.streets:
            self._embed(start, end, "embedded")

    def _are_two(self, start: int, end: int) -> bool:
        """Take the two towns of "called at Victoria and Dover", which was read as one name."""
        joint = _between(self._words.conjunctions).search(self._text, start, end)
        if joint is None:
            return False
        spans = ((start, joint.start()), (joint.end(), end))
        known = all(self._scan.weight(self._text[a:b]) for a, b in spans)
        if not known or self._around.word_before(start) not in self._words.before_place:
            return False
        for first, last in spans:
            self._findings.take(first, last, "name", "mended")
        return True

    def _are_several(self, start: int, end: int) -> bool:
        """Take each of "Abuja, Kaduna", which was read as one name."""
        spans = [found.span() for found in _BETWEEN_COMMAS.finditer(self._text, start, end)]
        if len(spans) < _SEVERAL or not all(self._scan.weight(self._text[a:b]) for a, b in spans):
            return False
        for first, last in spans:
            self.place(first, last)
        return True

    def _is_at_home(self, start: int, end: int, name: str) -> bool:
        """Whether what was called a firm is a town near those of the text."""
        return (
            bool(self._scan.weight(name))
            and not self._grounds.is_never(name)
            and not self._people.claims(start, end, 0)
            and self._grounds.home.has(name)
        )

    def _is_building(self, name: str) -> bool:
        """Whether the gazetteer too knows a station, an airport or a square of this name."""
        return any(entry.place.kind in _BUILDINGS for entry in self._scan.entries(name))

    def _home_of(self, start: int, end: int) -> None:
        """Take the town in what was called a person whole: "Jane Smith of Riverton"."""
        of = list(_between(self._words.of).finditer(self._text, start, end))[-1:]
        home = self._text[of[0].end() : end] if of else ""
        if not self._scan.weight(home):
            return
        # "Catherine of Aragon" lived elsewhere.
        if " " in self._text[start : of[0].start()] or self._around.contained(home, end):
            self._findings.take(of[0].end(), end, "name", "mended")

    def _bears_out(self, start: int, end: int, name: str) -> bool:
        """Whether the words and the gazetteer make a place of what was called something else."""
        weight = self._scan.weight(name)
        if not weight or self._grounds.is_never(name) or self._people.claims(start, end, weight):
            return False
        if self._grounds.is_word(name):
            return self._grounds.is_town_here(start, end)
        if name.split()[0].casefold() in self._words.kinds_within and " " in name:
            return True
        if weight >= LARGE or name in self._findings.known:
            return True
        around = self._around
        return around.places(name, start, end) or around.is_river(name, start, end)

    def _embed(self, start: int, end: int, kind: MentionKind) -> None:
        """Take the places within a longer name."""
        last = start
        for index in self._scan.range(start, end):
            first = self._scan.starts[index]
            if first >= last:
                last = self._embedded(index, end, kind, first == start)

    def _embedded(self, index: int, limit: int, kind: MentionKind, first: bool) -> int:
        """Take the place that starts at a word of a longer name; return where it ends."""
        start, end = self._scan.starts[index], self._scan.ends[index]
        if self._grounds.is_demonym(self._scan.words[index]):
            own = "demonym" if kind == "name" else kind
            self._findings.take(start, end, own, "demonym")
            return end
        for hit in self._scan.known.get(index, ()):
            if hit.end <= limit and self._embeddable(hit, first):
                self._findings.take(hit.start, hit.end, kind, "embedded")
                return hit.end
        return end

    def _embeddable(self, hit: Hit, first: bool) -> bool:
        word = self._grounds.is_never(hit.name) or self._grounds.is_word(hit.name)
        if word or not self._scan.literal(hit.name):
            return False
        return (
            self._scan.weight(hit.name) >= LARGE
            or hit.name in self._findings.known
            or (first and self._around.body_next(hit.end))
            or self._grounds.is_linked_home(hit.start, hit.name)
        )


@cache
def _between(words: frozenset[str]) -> re.Pattern[str]:
    """Finds one of the words between two others."""
    return re.compile(rf" (?:{'|'.join(sorted(words))}) ")
