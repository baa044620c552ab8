"""A recogniser without a model: the gazetteer, capitals, cues and word lists."""

from __future__ import annotations

from collections.abc import Iterator

from geo.gazetteer import Gazetteer
from geo.people import introduces
from geo.recogniser import Entity, Label
from geo.scan import FIRM, LARGE, Hit, Scan
from geo.story import Span
from geo.surroundings import MOVES, Surroundings
from geo.words import words

# So many names of a list are looked at for a city.
_LISTED = 6


class RuleRecogniser:
    """Named entities by rules alone.

    Parameters
    ----------
    language
        ISO 639-1 code of the texts' language; decides the word lists, and whether
        a capital means anything (in German every noun has one).
    """

    def __init__(self, gazetteer: Gazetteer, language: str = "en") -> None:
        self.gazetteer, self.language = gazetteer, language

    def __call__(self, text: str) -> tuple[Entity, ...]:
        """The entities of ``text``."""
        around = Surroundings(Scan(text, self.gazetteer, self.language), words(self.language))
        return tuple(Entity(Span(start, end), label) for start, end, label in self.read(around))

    def read(self, around: Surroundings) -> list[tuple[int, int, Label]]:
        """The same of a text that has been scanned already: (start, end, label) of each."""
        return list(_Rules(around).entities())


class _Rules:
    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.scan, self.text, self.words = around.scan, around.text, around.words
        self.place_end = -1
        self.nouns_are_capitals = self.words.language == "de"

    def entities(self) -> Iterator[tuple[int, int, Label]]:
        """(start, end, label) of each."""
        scan, past = self.scan, 0
        for index in scan.capitals:
            if scan.starts[index] >= past:
                entity = self._at(index)
                if entity is not None:
                    yield entity
                    _, past, label = entity
                    self.place_end = past if label == "place" else -1

    def _at(self, index: int) -> tuple[int, int, Label] | None:
        """The entity that starts at a word, if one does."""
        start, ends = self.scan.starts[index], self.scan.ends
        person = self._person(index)
        if person is not None:
            return start, ends[person], "person"
        last = self.scan.run(index)
        place = self._place(index)
        if place and (place.end >= ends[last] or not self._organisation(last)):
            return place.start, place.end, "place"
        if last > index and self._organisation(last):
            return start, ends[last], "organisation"
        return None

    def _organisation(self, last: int) -> bool:
        return self.scan.words[last].casefold() in self.words.organisations

    def _person(self, index: int) -> int | None:
        """The last word of the person's name that starts here: "Jack London"."""
        given = self.scan.words[index] in self.words.given
        if not given:
            start = self.scan.starts[index]
            if not introduces(self.scan, self.words, index - 1, start):
                return None
        last = self._surname(index) if given else index
        while self.scan.adjoins(last):
            if last >= index + 2 and self.scan.words[last + 1] not in self.words.given:
                break
            last += 1
        return None if last == index and given else last

    def _surname(self, index: int) -> int:
        """The capital after a given name and "van der" or the like; ``index`` if there is none.

        "Willem van Dijk", but not "Willem van Holland".
        """
        scan, at = self.scan, index + 1
        while at < len(scan.words) and scan.gaps[at] == " ":
            if scan.is_capital(at):
                if at == index + 1:
                    return index
                known = scan.known.get(at, ())
                return index if any(scan.weight(hit.name) >= LARGE for hit in known) else at
            if scan.words[at] not in self.words.particles:
                break
            at += 1
        return index

    def _place(self, index: int) -> Hit | None:
        """The place's name that starts at a word, if one does."""
        for hit in self.scan.known.get(index, ()):
            if self._credible(hit):
                return hit
        return None

    def _is_told(self, start: int, end: int) -> bool:
        """Whether the words around a German name make it a place."""
        before = self.around.word_before(start)
        return (
            before in self.words.locatives
            or self.around.is_way(start, end)
            or self.around.continues(self.place_end, start)
            or self._leads_list(end)
        )

    def _leads_list(self, end: int) -> bool:
        """Whether a list of known names goes on from here, with a city among them."""
        for _ in range(_LISTED):
            index = self.scan.index(end)
            index += not self.scan.is_capital(index)
            hits = self.scan.known.get(index, ())
            if not hits or not self.around.continues(end, hits[0].start):
                return False
            name, end = hits[0].name, hits[0].end
            if self.words.is_none(name) or self.scan.text[hits[0].start : end] in self.words.given:
                return False
            if self.scan.weight(name) >= LARGE:
                return True
        return False

    def _is_none(self, hit: Hit) -> bool:
        """Whether a name is mostly no place, as the gazetteer has it or as it is written."""
        none = self.words.is_none
        return none(hit.name) or (hit.changed and none(self.text[hit.start : hit.end]))

    def _credible(self, hit: Hit) -> bool:
        start, end, name, _ = hit
        weight = self.scan.weight(name)
        if not weight or self._is_none(hit):
            return False
        if self.around.is_given(name, start, end):
            return False
        if weight < LARGE and self.scan.gazetteer.demonym(name):
            return False
        if name.casefold() in self.words.towns_too:
            return self._is_told(start, end) or self.around.contained(name, end)
        last = self.scan.index(end) - 1
        alone = not self.scan.adjoins(last)
        beside = self.text[end : end + 1] == " " and not self.nouns_are_capitals
        if weight < LARGE and not alone and beside:
            return False
        if weight >= FIRM or (weight >= LARGE and (alone or self.nouns_are_capitals)):
            return True
        told = self.around.places(name, start, end, least=MOVES)
        if told or self.around.is_river(name, start, end):
            return True
        if self.nouns_are_capitals:
            return self._is_told(start, end)
        if not alone:
            return False
        return (
            self.around.word_before(start) in self.words.before_place
            or self.around.is_way(start, end)
            or self.around.continues(self.place_end, start)
            or self._leads_list(end)
        )
