"""What the words and names around make of a name: a place, a word or a person."""

from __future__ import annotations

from geo.findings import Findings
from geo.neighbourhood import Neighbourhood
from geo.people import People
from geo.recogniser import Label
from geo.surroundings import ADMITS, Surroundings

# So many names are a list, and so many of one are looked at for a place.
_LIST, _LISTED = 3, 6
# So many words stand between two names of a list at most: the mark of a footnote and "and".
_JOINT = 3


class Grounds:
    """The grounds on which a name of a text is taken for a place.

    Attributes
    ----------
    home
        Where the places lie that the recogniser proposed; nowhere until it is set.
    """

    def __init__(
        self, around: Surroundings, entities: list[tuple[int, int, Label]], findings: Findings
    ) -> None:
        self.around = around
        self.scan, self.text, self.words = around.scan, around.text, around.words
        self.people = People(self.scan, self.words, entities)
        self.home = Neighbourhood((), self.scan)
        self._findings = findings
        self._adjectives: dict[str, bool] = {}

    def is_never(self, name: str) -> bool:
        """Whether a name is never a place's, though the gazetteer has one of it."""
        return self.words.is_none(name)

    def is_word(self, name: str) -> bool:
        """Whether a town's name is a word too, and a town where the words around make it one."""
        return name.casefold() in self.words.towns_too

    def is_demonym(self, word: str) -> bool:
        """Whether a word is a demonym, and not the plural of one: the people, not a place."""
        known = self._adjectives.get(word)
        if known is None:
            known = self.scan.gazetteer.demonym(word) is not None and not self._is_people(word)
            self._adjectives[word] = known
        return known

    def longer(self, index: int) -> tuple[int, int] | None:
        """The name that a demonym is a part of: "Malay peninsula", "South Pole Station"."""
        name = self.scan.covering(self.scan.starts[index], self.scan.ends[index])
        if name is None or not self.scan.literal(name.name) or self.is_demonym(name.name):
            return None
        return name.start, name.end

    def _is_people(self, word: str) -> bool:
        """Whether a demonym means one or more of the people: "Frenchman", "Swedes"."""
        ends = word.endswith(tuple(self.words.people_endings))
        one = ends and word not in self.words.adjectives_in_man
        return one or (word.endswith("s") and self.scan.gazetteer.demonym(word[:-1]) is not None)

    def is_admitted(self, start: int, end: int, name: str) -> bool:
        """Whether a cue makes a place of a name that no list knows: "the border town of X"."""
        return (
            self.around.before(start) >= ADMITS
            and any(map(str.isalpha, name))
            and not self.is_never(name)
            and not self.scan.weight(name)
            and not self.people.claims(start, end, 0)
            and not self.around.speaks(end)
        )

    def is_onward(self, start: int) -> bool:
        """Whether a way leads to a name from a place: "by Cheltenham to Tewkesbury"."""
        return self.around.onward(start) in self._findings.ends

    def is_led_to(self, start: int, name: str) -> bool:
        """Whether a preposition leads to a name of several words, which few words are by chance."""
        return " " in name and self.around.word_before(start) in self.around.prepositions

    def is_town_here(self, start: int, end: int) -> bool:
        """Whether the words around make a town of what is a word too: "we slept at Mobile"."""
        if not self.words.nouns and self.scan.adjoins(self.scan.index(end) - 1):
            return False
        around, index = self.around, self.scan.index(start) - 1
        before = around.word_before(start)
        led = before in (self.words.locatives if self.words.nouns else around.prepositions)
        # All words of a heading have capitals: "New Trends in Reading".
        told = led and not self.scan.is_capital(index) and not self.scan.is_capital(index - 1)
        return told or around.is_way(start, end) or self.is_listed(start, end)

    def is_listed(self, start: int, end: int) -> bool:
        """Whether a name stands in a list of names of which another is a place.

        A preposition before it, or a third name, tells a list from "Tewkesbury, England".
        """
        led = self.around.word_before(start) in self.around.prepositions
        before, after = self._listed_before(start), self._listed_after(end)
        known = bool(before) or any(onward in self._findings.starts for onward in after)
        return known and led + before + 1 + len(after) >= _LIST

    def _listed_before(self, start: int) -> int:
        """How many names of a list stand before the one that starts there, all of them places."""
        count = 0
        while count < _LISTED:
            last = self.around.continued(start, self._findings.ends)
            if last is None:
                break
            starts = {b: a for a, b in self._findings.found}
            count, start = count + 1, starts[last]
        return count

    def _listed_after(self, end: int) -> list[int]:
        """Where the names start that go on a list from the one that ends there, if one does."""
        starts: list[int] = []
        while len(starts) < _LISTED:
            index = self.scan.index(end)
            index += not self.scan.is_capital(index)
            hits = self.scan.known.get(index, ())
            if not hits or not self.around.continues(end, hits[0].start):
                break
            start, end, name, _ = hits[0]
            if self.is_never(name) or self.people.claims(start, end, 0):
                break
            starts.append(start)
        return starts

    def is_linked_home(self, start: int, name: str) -> bool:
        """Whether a preposition binds a name to the text, and the text is at home near it."""
        before, lexicon = self.around.word_before(start), self.words
        links = (lexicon.of, lexicon.before_place, lexicon.locatives)
        return any(before in words for words in links) and self.home.has(name)

    def continues_list(self, start: int) -> bool:
        """Whether a name is the next of a list whose last one is a place."""
        index = self.scan.index(start)
        for before in range(max(0, index - _JOINT), index):
            end = self.scan.ends[before]
            if end in self._findings.ends and self.around.continues(end, start):
                return True
        return False
