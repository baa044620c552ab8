"""Who is a person in a text: a name of a person names no place there."""

from __future__ import annotations

from geo.recogniser import Label
from geo.scan import LARGE, Scan
from geo.words import Words, name_words

# Where a title is written small before the name of its bearer: "minister Venlo".
_SMALL_TITLES = frozenset(("nl",))


class People:
    """The persons of a text, and whether a name is one of theirs.

    Parameters
    ----------
    entities
        (start, end, label) of the text's entities.
    """

    def __init__(self, scan: Scan, lexicon: Words, entities: list[tuple[int, int, Label]]) -> None:
        self.scan, self.text, self.words = scan, scan.text, lexicon
        self.parts: set[str] = set()
        self._somewhere: dict[str, bool] = {}
        for start, end, label in entities:
            parts = self.text[start:end].split()
            if label == "person" and len(parts) > 1:
                self.parts.update((parts[0], parts[-1]))
        self.parts |= self._namesakes()

    def _namesakes(self) -> set[str]:
        """The given names that are places too, where a surname follows: "Georgia Stevens"."""
        scan, ours = self.scan, self.words
        return {
            scan.words[i]
            for i in scan.capitals
            if scan.words[i] in ours.places_too and scan.run(i) == i + 1 and self._is_surname(i + 1)
        }

    def _is_surname(self, index: int) -> bool:
        word = self.scan.words[index].casefold()
        ours = self.words
        return self.scan.weight(self.scan.words[index]) < LARGE and not any(
            word in words
            for words in (ours.titles, ours.bodies, ours.organisations, ours.streets, ours.clubs)
        )

    def claims(self, start: int, end: int, weight: int) -> bool:
        """Whether the span is a person's name, or a part of one."""
        name = self.text[start:end]
        if self.introduced(start) or self._introduces(name, end):
            return True
        if self._descends(start) or (weight < LARGE and self._is_full(name)):
            return True
        return name in self.parts and not (weight >= LARGE and self.somewhere(name))

    def _introduces(self, name: str, end: int) -> bool:
        """Whether the name is a title before another: "Secretary Lee", "Vice President"."""
        last = self.scan.index(end) - 1
        return name.casefold() in self.words.titles and self.scan.adjoins(last)

    def _descends(self, start: int) -> bool:
        """Whether it ends the name of a person of rank: "don Juan de Austria".

        A queen of Norway rules there.
        """
        scan, links = self.scan, name_words().between
        index = first = scan.index(start) - 1
        if scan.starts[index + 1 : index + 2] != [start]:  # Arabic joins a small word to the name
            return False
        while index > 0 and scan.words[index] in links and scan.gaps[index + 1] == " ":
            index -= 1
        if not 0 < index < first or scan.words[index] not in self.words.given:
            return False
        return scan.gaps[index] == " " and scan.words[index - 1].casefold() in name_words().honours

    def _is_full(self, name: str) -> bool:
        """Whether a name is a person's whole one: "Alexander von Humboldt", a town in Peru."""
        first, *rest = name.split()
        return first in self.words.given and not name_words().between.isdisjoint(rest[:-1])

    def introduced(self, start: int) -> bool:
        """Whether a title or a given name stands right before: "Mr Paterson", "Jack London"."""
        return introduces(self.scan, self.words, self.scan.index(start) - 1, start)

    def somewhere(self, name: str) -> bool:
        """Whether the text says anywhere that something is in it: "in Jordan"."""
        if name not in self._somewhere:
            self._somewhere[name] = self._is_somewhere(name)
        return self._somewhere[name]

    def _is_somewhere(self, name: str) -> bool:
        at, ours = self.text.find(name), self.words.never_persons
        while at >= 0:
            before = self.text[max(0, at - 12) : at].split()
            after = self.text[at + len(name) : at + len(name) + 2]
            if before and before[-1].casefold() in ours and after not in ("'s", "’s"):
                return True
            at = self.text.find(name, at + 1)
        return False


def introduces(scan: Scan, lexicon: Words, index: int, start: int) -> bool:
    """Whether the word of that index is a title or a given name right before ``start``."""
    if index < 0 or scan.text[scan.ends[index] : start] not in (" ", ". "):
        return False
    word = scan.words[index]
    if word in lexicon.given:
        return True
    small = lexicon.language in _SMALL_TITLES
    return word.casefold() in lexicon.titles and (small or word[0].isupper())
