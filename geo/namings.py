"""What kind of naming each toponym is, and which of them name no place here after all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geo.confidence import Way, toponym_chance
from geo.findings import Findings
from geo.grounds import Grounds
from geo.story import Mention, MentionKind, Span
from geo.words import name_words

_NATURES: Final = frozenset(("river", "lake", "mountain", "sea", "region"))
# So many bearers of a name tell what kind of place it is.
_FEW: Final = 3


class Namings:
    """Makes a mention of each toponym that was found."""

    def __init__(self, grounds: Grounds, findings: Findings) -> None:
        self._scan, self._text, self._words = grounds.scan, grounds.text, grounds.words
        self._around, self._findings = grounds.around, findings
        spans = [(self._text[start:end], start, end) for start, end in findings.found]
        around = grounds.around
        self._vessels = {
            name
            for name, start, end in spans
            if around.is_vessel(name, start, end) or around.is_ships(start, end)
        }
        self._storms = {name for name, start, _ in spans if around.is_storms(name, start)}

    def mentions(self) -> Iterator[tuple[Mention, Way]]:
        """Every toponym, in order, and how it was recognised."""
        past = 0
        for start, end in sorted(self._findings.found, key=lambda span: (span[0], -span[1])):
            kind, way = self._findings.found[start, end]
            if self._is_none(start, end, kind):
                continue
            if start >= past:
                yield self._mention(start, end, kind, way), way
                past = end

    def _mention(self, start: int, end: int, kind: MentionKind, way: Way) -> Mention:
        name = self._text[start:end]
        metonym = self._scan.has_form(name, "metonym")
        seat = metonym and self._is_seat(start)
        part = self._around.is_team(start, end) or self._is_natures(name, end)
        if kind == "name" and (seat or part):
            kind = "embedded"
        government = metonym or (kind == "name" and self._around.rules(start, end))
        return Mention(
            Span(start, end), name, kind, confidence=toponym_chance(way), government=government
        )

    def _is_natures(self, name: str, end: int) -> bool:
        """Whether a lake or a pass is called after a land or a town: "Utah Lake"."""
        after, known = self._around.word_after(end), name_words()
        if after not in known.waters and (
            after not in known.natures or not self._scan.is_capital(self._scan.index(end))
        ):
            return False
        kinds = {bearer.kind for bearer in self._scan.gazetteer.bearers(name, _FEW)}
        return kinds.isdisjoint(_NATURES)

    def _is_none(self, start: int, end: int, kind: MentionKind) -> bool:
        """Whether a name that may be a place's is a language's, a ship's or a storm's here."""
        if kind == "demonym":
            return self._around.is_language(start, end)
        name, before = self._text[start:end], self._around.word_before(start)
        if kind != "name":
            return False
        if name in self._storms:
            return before not in self._words.locatives
        return name in self._vessels and (
            before in self._words.articles
            or self._around.is_apart(start, end)
            or self._around.is_ships(start, end)
        )

    def _is_seat(self, start: int) -> bool:
        """Whether a seat of power stands for those who rule: nothing is said to be in it."""
        before = self._around.word_before(start)
        if before in self._words.articles:
            before = self._around.word_before(start - len(before) - 1)
        return before not in self._words.before_place
