"""What kind of naming each toponym is, and which of them name no place here after all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from geo.confidence import Way, toponym_chance
from geo.findings import Findings
from geo.grounds import Grounds
from geo.story import Mention, MentionKind, Span
from geo.words import name_words

_NATURES: Final = frozenset(("river", "lake", "mountain", "sea", "region"))
# Features that are called after towns far off, and what those are.
_CALLED: Final = frozenset(("strait", "sea", "ocean", "channel", "cape", "river", "lake", "mount"))
_TOWNS: Final = frozenset(("city", "county"))
# So many bearers of a name tell what kind of place it is.
_FEW: Final = 3
# So many ships in a text are a fleet.
_FLEET: Final = 2


class Namings:
    """Makes a mention of each toponym that was found."""

    def __init__(self, grounds: Grounds, findings: Findings) -> None:
        self._scan, self._text, self._words = grounds.scan, grounds.text, grounds.words
        self._around, self._findings = grounds.around, findings
        self._people = grounds.people
        self._spans = [(self._text[start:end], start, end) for start, end in findings.found]
        spans = self._spans
        around = grounds.around
        self._vessels = {
            name
            for name, start, end in spans
            if around.is_vessel(name, start, end) or around.is_ships(start, end)
        }
        if len(self._vessels) >= _FLEET:  # "the Missouri" among ships is one of them
            self._vessels |= {
                name for name, start, end in spans if around.is_river(name, start, end)
            }
        self._storms = {name for name, start, _ in spans if around.is_storms(name, start)}

    @cached_property
    def _towns(self) -> set[str]:
        """The names of which the text says in what they lie; most texts never ask."""
        return {name for name, _, end in self._spans if self._around.contained(name, end)}

    def mentions(self) -> Iterator[tuple[Mention, Way]]:
        """Every toponym, in order, and how it was recognised."""
        past, ship = 0, 0
        for start, end in sorted(self._findings.found, key=lambda span: (span[0], -span[1])):
            kind, way = self._findings.found[start, end]
            if kind == "name" and (self._is_ship(start, end) or self._is_next(ship, start, end)):
                ship = end
                continue
            if self._is_none(start, end, kind):
                continue
            if start >= past:
                yield self._mention(start, end, kind, way), way
                past = end

    def _mention(self, start: int, end: int, kind: MentionKind, way: Way) -> Mention:
        name = self._text[start:end]
        metonym = self._scan.has_form(name, "metonym")
        seat = metonym and self._is_seat(start)
        if kind == "name" and (seat or self._is_part(name, start, end)):
            kind = "embedded"
        government = metonym or (kind == "name" and self._around.rules(start, end))
        return Mention(
            Span(start, end), name, kind, confidence=toponym_chance(way), government=government
        )

    def _is_part(self, name: str, start: int, end: int) -> bool:
        """Whether a name is a part of what is called after its place: "Real Madrid"."""
        return (
            self._around.is_team(start, end)
            or self._is_natures(name, end)
            or self._is_features(name, start)
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

    def _is_features(self, name: str, start: int) -> bool:
        """Whether a strait or a cape is called after a town: "détroit de Lancastre"."""
        scan, known = self._scan, name_words()
        index = scan.index(start) - 1
        if index + 1 == len(scan.words):
            # The name begins within the last word, as after an Arabic "to".
            return False
        while index > 0 and scan.words[index] in known.between and scan.gaps[index + 1] == " ":
            index -= 1
        if index < 0 or not scan.gaps[index + 1].isspace():
            return False
        kinds = known.features.get(scan.words[index].casefold(), ())
        if not kinds or not _CALLED.issuperset(kinds):
            return False
        return {b.kind for b in scan.gazetteer.bearers(name, _FEW)} <= _TOWNS

    def _is_none(self, start: int, end: int, kind: MentionKind) -> bool:
        """Whether a name that may be a place's is a language's or a storm's here."""
        if kind == "demonym":
            return self._around.is_language(start, end)
        name, before = self._text[start:end], self._around.word_before(start)
        if kind != "name":
            return False
        if self._text[end : end + 1] == "$":  # "US$95 million"
            return True
        if self._is_no_town(name) and name not in self._towns:
            return True
        return name in self._storms and before not in self._words.locatives

    def _is_ship(self, start: int, end: int) -> bool:
        """Whether a name that may be a place's is a ship's here."""
        name, before = self._text[start:end], self._around.word_before(start)
        if name not in self._vessels:
            return len(self._vessels) >= _FLEET and self._sails(name, start, end)
        return (
            before in self._words.articles
            or self._around.is_apart(start, end)
            or self._around.is_ships(start, end)
        )

    def _is_next(self, ship: int, start: int, end: int) -> bool:
        """Whether a name follows a ship's without an article of its own: "the Maine and Ohio"."""
        joint = ship > 0 and self._around.word_before(start) in self._words.conjunctions
        if not joint or self._around.is_feature(self._text[start:end]):
            return False
        return self._around.continues(ship, start)

    def _sails(self, name: str, start: int, end: int) -> bool:
        """Whether a state of which nothing is said to be in it is a ship among others."""
        before = self._around.word_before(start)
        if before in self._around.prepositions or before in self._words.before_place:
            return False
        if before in self._words.of or name in self._towns or self._text[start - 2 : start] == ", ":
            return False
        kinds = [bearer.kind for bearer in self._scan.gazetteer.bearers(name, 1)]
        return kinds == ["state"] and not self._people.somewhere(name)

    def _is_no_town(self, name: str) -> bool:
        """Whether a town's name is mostly a direction's or that of a body of the sky: "Mars"."""
        word = name.casefold()
        return word in name_words().heavens or word in self._words.directions

    def _is_seat(self, start: int) -> bool:
        """Whether a seat of power stands for those who rule: nothing is said to be in it."""
        before = self._around.word_before(start)
        if before in self._words.articles:
            before = self._around.word_before(start - len(before) - 1)
        return before not in self._words.before_place
