"""Names that a recogniser passed over, or took for something else than a place."""

from __future__ import annotations

from typing import Final

from geo.confidence import Way
from geo.extents import hyphenated
from geo.findings import Findings
from geo.grounds import Grounds
from geo.scan import LARGE, Hit
from geo.surroundings import MOVES

# A shorter name that no list knows is a letter or two away from too many others.
_RESPELLED: Final = 5


class Overlooked:
    """Takes for places what the gazetteer knows, where the words around speak for it."""

    def __init__(self, grounds: Grounds, findings: Findings) -> None:
        self._grounds, self._findings = grounds, findings
        self._scan, self._text, self._words = grounds.scan, grounds.text, grounds.words
        self._around, self._people = grounds.around, grounds.people

    def reconsider(self, closed: list[tuple[int, int]]) -> None:
        """Take for places after all what stands among places in a list, or is led to."""
        for start, end in closed:
            name = self._text[start:end]
            known = self._scan.weight(name) and not self._grounds.is_never(name)
            if not known or (start, end) in self._findings.found:
                continue
            if self._people.claims(start, end, 0) or self._around.is_given(name, start, end):
                continue
            led = self._grounds.is_onward(start) or self._grounds.is_led_to(start, name)
            if led or self._grounds.is_listed(start, end):
                self._findings.take_name(start, end, "mended")

    def read_between(self, covered: list[tuple[int, int]]) -> None:
        """Take for places the names that stand between spans, which are in order."""
        scan, at, last = self._scan, 0, 0
        for index in scan.capitals:
            start, end = scan.starts[index], scan.ends[index]
            while at < len(covered) and covered[at][1] <= start:
                at += 1
            limit = covered[at][0] if at < len(covered) else len(self._text)
            if start >= last and end <= limit:
                last = self._unclaimed(index, limit)

    def _unclaimed(self, index: int, limit: int) -> int:
        """Take the name that starts at a word no entity covers; return where it ends."""
        start, end = self._scan.starts[index], self._scan.ends[index]
        if self._grounds.is_demonym(self._scan.words[index]):
            longer = self._grounds.longer(index)
            if longer and longer[1] <= limit:
                self._findings.take_name(*longer, "mended")
                return longer[1]
            self._findings.take(start, end, "demonym", "demonym")
            return end
        for hit in self._scan.known.get(index, ()):
            way = self._accept(hit) if hit.end <= limit else None
            if way:
                self._findings.take_name(hit.start, hit.end, way)
                return hit.end
        if index in self._scan.known:
            return end
        if self._grounds.is_admitted(start, end, self._text[start:end]):
            end = self._scan.ends[self._scan.run(index)]
            self._findings.take_name(start, end, "cued")
        else:
            whole = hyphenated(self._scan, index)
            if whole <= limit and self._is_respelled(start, whole):
                self._findings.take_name(start, whole, "cued")
                return whole
        return end

    def _is_respelled(self, start: int, end: int) -> bool:
        """Whether a way leads to a name that is a known one in another spelling.

        So does a list of places that goes on with it.
        """
        name = self._text[start:end]
        if len(name) < _RESPELLED or name.isupper() or self._grounds.is_never(name):
            return False
        led = self._around.before(start) >= MOVES or self._grounds.is_listed(start, end)
        if not led or self._people.claims(start, end, 0) or self._around.speaks(end):
            return False
        if not self._words.nouns and self._scan.adjoins(self._scan.index(end) - 1):
            return False
        return bool(self._scan.gazetteer.find_respelled(name))

    def _accept(self, hit: Hit) -> Way | None:
        """How a known name that no entity covers comes to be a place, if it does."""
        start, end, name, changed = hit
        weight = self._scan.weight(name)
        if not weight and self._holds_last(start, name):
            return "admitted"
        never = self._grounds.is_never
        if never(name) or (changed and never(self._text[start:end])):
            return None
        if self._people.claims(start, end, weight) or self._around.is_given(name, start, end):
            return None
        if self._grounds.is_word(name):
            return "admitted" if self._grounds.is_town_here(start, end) else None
        if weight >= LARGE:
            return "listed"
        beside = self._text[end : end + 1] == " " and not self._words.nouns
        if beside and self._scan.adjoins(self._scan.index(end) - 1):
            return None
        if not weight:
            return "repeated" if name in self._findings.known else None
        return self._told(start, end, name)

    def _told(self, start: int, end: int, name: str) -> Way | None:
        """How the words around make a place of a small one's name, if they do."""
        if self._around.places(name, start, end, least=MOVES) or self._grounds.is_onward(start):
            return "admitted"
        if name in self._findings.known or self._grounds.is_linked_home(start, name):
            return "repeated"
        if self._around.is_river(name, start, end):
            return "admitted"
        if self._grounds.continues_list(start) or self._grounds.is_listed(start, end):
            return "listed"
        return "admitted" if self._grounds.is_led_to(start, name) else None

    def _holds_last(self, start: int, name: str) -> bool:
        """Whether a code such as "NY" stands behind a town and a comma, for what holds it."""
        before = start - len(", ")
        postal = name.isupper() and self._scan.has_form(name, "postal")
        if not postal or before not in self._findings.ends:
            return False
        town = next(self._text[a:b] for a, b in self._findings.found if b == before)
        return self._around.contained(town, before)

    def pair_demonyms(self) -> None:
        """Take "North Korean" for the one demonym that it is, where "Korean" alone was found."""
        text, starts, ends = self._text, self._scan.starts, self._scan.ends
        for (start, end), found in list(self._findings.found.items()):
            index = self._scan.index(start) - 1
            if found[1] != "demonym" or index < 0 or text[ends[index] : start] != " ":
                continue
            if self._grounds.is_demonym(text[starts[index] : end]):
                self._findings.found[(starts[index], end)] = found
