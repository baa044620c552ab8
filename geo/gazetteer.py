"""Names and the places that bear them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from pathlib import Path
from typing import NamedTuple

from geo.folding import fold
from geo.gazetteerfile import ALTERNATE, DEMONYM, FORMS, KINDS, MAIN, Form, GazetteerFile, Row
from geo.kindwords import asked, feature_forms, parts, without_article
from geo.measure import distance_km
from geo.spellings import one_letter_off, variants
from geo.story import Place, PlaceKind, Point
from geo.words import name_words

# What a reader means by a bare name: these have few inhabitants of their own, or none.
_KIND_WEIGHT: dict[PlaceKind, float] = {
    "country": 3.0,
    "continent": 6.0,
    "state": 2.0,
    "region": 4.0,
    "sea": 4.0,
    "island": 2.0,
    "river": 2.0,
    "lake": 2.0,
    "mountain": 2.0,
}
_MOST_KEPT = 32_768
# So many people must live in a place whose misprinted name is still taken for it.
_KNOWN_TO_ALL, _LONG_NAME = 100_000, 8
_SHORTEST_RESPELLED, _LONGEST_RESPELLED = 4, 15
_TOWNS: tuple[PlaceKind, ...] = ("city",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that bears a name, and what kind of name it is.

    Attributes
    ----------
    form
        "main": the name it is known by. "alternate": another name or spelling.
        "metonym": a name that mostly stands for a government ("the Kremlin").
        "abbreviation": "Calif."; the case counts. "postal": "CA"; a place only
        after a comma. "demonym": "Californian"; never answered by ``find``.
    names
        How many names the gazetteer has for the place: of towns as large, the one that more
        languages have a name for is the better known.
    """

    place: Place
    form: Form = "alternate"
    names: int = 1

    @property
    def main(self) -> bool:
        """Whether the name is the one that the place is known by."""
        return self.form == "main"


class Bearer(NamedTuple):
    """Of a place that bears a name, what tells how well known it is."""

    name: str
    kind: PlaceKind
    population: int
    form: Form


class Gazetteer:
    """Every place that bears a name. Safe to share between threads.

    Parameters
    ----------
    path
        The gazetteer's file; by default the one that the environment variable
        ``DATELINE_GAZETTEER`` names, or else ``data/gazetteer.sqlite``.

    Raises
    ------
    DataError
        If the file is missing, is no gazetteer, or has another schema version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.file = GazetteerFile(path)
        # Rows of every name that was asked for, known or not; a new one when it is full.
        self._kept: dict[str, tuple[Row, ...]] = {}
        self._ranked = lru_cache(maxsize=8_192)(self._rank)
        self._found = lru_cache(maxsize=8_192)(self._find)
        self._capital = lru_cache(maxsize=1_024)(self._find_capital)
        self.get: Callable[[str], Place | None] = lru_cache(maxsize=16_384)(self._get)
        self._forms = lru_cache(maxsize=8_192)(self._find_forms)
        self._people_of = lru_cache(maxsize=8_192)(self._find_people_of)

    # --- names -----------------------------------------------------------------------

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place that bears ``name``, the likeliest first; empty if none does.

        "Homs province" also asks for a state or county called "Homs", and "the
        Gambia" for "Gambia". Demonyms are not answered: see ``demonym``.
        """
        return self._found(name)

    def knows(self, names: Collection[str]) -> set[str]:
        """Those of ``names`` that ``find`` answers, without the cost of their places."""
        rows = self._rows(names)
        return {name for name in names if rows[name]}

    def demonym(self, word: str) -> Place | None:
        """The place whose people or things are called ``word`` ("Russian", "Texans")."""
        return self._people_of(word)

    def _find_people_of(self, word: str) -> Place | None:
        exact = self.file.exact
        rows = exact.get(word) or exact.get(word.capitalize() if word.isupper() else "")
        ids = [place for place, form in rows or () if form == DEMONYM]
        return self._numbered(ids[0]) if ids else None

    def bearers(self, name: str, most: int) -> Iterator[Bearer]:
        """What ``find`` answers, as far as tells how well a name is known: a fifth of the cost."""
        for row in self._ranked(name)[:most]:
            yield Bearer(row.name, KINDS[row.kind], row.population or 0, FORMS[row.form])

    def forms(self, name: str) -> frozenset[Form]:
        """The forms in which ``find`` answers a name."""
        return self._forms(name)

    def _find_forms(self, name: str) -> frozenset[Form]:
        return frozenset(FORMS[row.form] for row in self._ranked(name))

    def _find(self, name: str) -> tuple[Entry, ...]:
        return tuple(map(self._entry, self._ranked(name)))

    def _rank(self, name: str) -> list[Row]:
        return sorted(self._rows((name,))[name], key=_unlikelihood)

    def _rows(self, names: Collection[str]) -> dict[str, tuple[Row, ...]]:
        """Rows of the places that bear each name, and those that were asked for before."""
        kept = self._kept
        missing = [name for name in names if name not in kept]
        if missing:
            if len(kept) + len(missing) > _MOST_KEPT:
                # Not emptied, for another thread may be reading it.
                kept, missing = {}, list(names)
            kept.update(self._look_up(missing))
            self._kept = kept
        return kept

    def _look_up(self, names: Collection[str]) -> dict[str, tuple[Row, ...]]:
        """Rows of the places that bear each name, or else the name without its qualifier."""
        keys = {name: fold(name) for name in names}
        bearers = self.file.bearers({part for key in keys.values() for part in parts(key)})
        rows: dict[str, tuple[Row, ...]] = {}
        for name, key in keys.items():
            found = list(bearers.get(key, ()))
            for place, form in self.file.exact.get(name, ()):
                if form != DEMONYM:
                    found.append(self.file.row(place, form))
            if not found:
                found = bearers.get(without_article(key), [])
            if not found:
                found = _of_asked_kind(key, bearers)
            if not found:
                found = self._features(name) or self._islands(name)
            rows[name] = tuple({row.number: row for row in found}.values())
        return rows

    def _islands(self, name: str) -> list[Row]:
        """Rows of what the islands are that have its adjective before them: "Hawaiian Islands"."""
        adjective, _, last = name.rpartition(" ")
        if last.casefold() not in name_words().islands:
            return []
        rows = [
            self.file.row(place, ALTERNATE)
            for place, form in self.file.exact.get(adjective, ())
            if form == DEMONYM
        ]
        # "Greek islands" are some of Greece's.
        return [row for row in rows if last[0].isupper() or KINDS[row.kind] != "country"]

    def _features(self, name: str) -> list[Row]:
        """Rows of the features that other words call so: "estrecho de Bering", "Oster-Insel"."""
        forms = tuple(dict.fromkeys(feature_forms(name)))
        bearers = self.file.bearers({form for form, _ in forms}) if forms else {}
        for form, kinds in forms:
            found = [row for row in bearers.get(form, ()) if KINDS[row.kind] in kinds]
            if found:
                return found
        return []

    def find_variants(self, name: str) -> tuple[Entry, ...]:
        """Places whose name is another transliteration of ``name``: "Chabarowsk", Khabarovsk.

        The fewest changes that lead to a name decide. Empty where ``find`` answers.
        """
        if self.find(name):
            return ()
        for ring in variants(fold(name)):
            bearers = self.file.bearers(ring)
            found = (row for key in ring for row in bearers.get(key, ()))
            rows = {row.number: row._replace(form=ALTERNATE) for row in found}
            if rows:
                return tuple(map(self._entry, sorted(rows.values(), key=_unlikelihood)))
        return ()

    def find_misprints(self, name: str) -> tuple[Entry, ...]:
        """Large places of whose main name a long ``name`` has one letter wrong: "Stockhohn".

        Empty where ``find`` answers.
        """
        if len(name) < _LONG_NAME or self.find(name):
            return ()
        bearers = self.file.bearers(set(one_letter_off(fold(name))))
        found = (row for rows in bearers.values() for row in rows if row.form == MAIN)
        known = {row.number: row for row in found if (row.population or 0) >= _KNOWN_TO_ALL}
        return tuple(
            Entry(self.file.place(row), "alternate", row.names)
            for row in sorted(known.values(), key=_unlikelihood)
        )

    def find_respelled(self, name: str) -> tuple[Entry, ...]:
        """The places of which a name that no list knows may be another spelling, or a misprint."""
        letters = name.replace("-", "")
        if not letters.isalpha() or not _SHORTEST_RESPELLED <= len(letters) <= _LONGEST_RESPELLED:
            return ()
        return self.find_variants(name) or self.find_misprints(name)

    def search(self, prefix: str, limit: int = 10) -> tuple[Place, ...]:
        """The most populous places with a name that starts with ``prefix``.

        Countries come first. A state counts an eighth of its people: who types "Rio" means the
        city more often than the state that is named after it.
        """
        key = fold(prefix)
        if not key or limit < 1:
            return ()
        return tuple(map(self._numbered, self.file.begun(key, limit)))

    # --- places ----------------------------------------------------------------------

    def _get(self, place_id: str) -> Place | None:
        """The place of this id ("geonames:2013348", "dateline:khasan"), or None."""
        number = self.file.number(place_id)
        return None if number is None else self._numbered(number)

    def country(self, code: str) -> Place | None:
        """The country of this ISO 3166-1 alpha-2 code."""
        number = self.file.country(code)
        return None if number is None else self._numbered(number)

    def capital(self, country_code: str) -> Place | None:
        """The capital of the country of this ISO 3166-1 alpha-2 code."""
        return self._capital(country_code)

    def _find_capital(self, country_code: str) -> Place | None:
        number = self.file.capital(country_code)
        return None if number is None else self._numbered(number)

    def nearest(self, point: Point, kinds: Collection[PlaceKind] = _TOWNS) -> Place | None:
        """The place of one of ``kinds`` that lies nearest to ``point``, within some 2,000 km."""
        found: list[tuple[float, int]] = []
        for ring in (1, 4, 18):
            around = self.file.around(point, ring, kinds)
            found += [(distance_km(point, there), number) for number, there in around]
            if found:
                # Nearer places may lie in the next ring where degrees of longitude are short.
                return self._numbered(min(found)[1])
        return None

    def _numbered(self, number: int) -> Place:
        return self.file.place(self.file.row(number))

    def _entry(self, row: Row) -> Entry:
        return Entry(self.file.place(row), FORMS[row.form], row.names)


def _of_asked_kind(key: str, bearers: dict[str, list[Row]]) -> list[Row]:
    """The rows of what a name qualifies, as far as they are of a kind that it asks for.

    A town that an air base or a county is called after only stands for it, as by another name.
    """
    found = []
    for stem, kinds in asked(key):
        for row in bearers.get(stem, ()):
            kind = KINDS[row.kind]
            if kind in kinds:
                stands_for = kind == "city" and kinds[0] != "city"
                found.append(row._replace(form=ALTERNATE) if stands_for else row)
    return found


def _unlikelihood(row: Row) -> tuple[float, str]:
    """Sorts the likeliest first: a kind, people, and a main name speak for a place."""
    weight = _KIND_WEIGHT.get(KINDS[row.kind], 0.0) + 0.55 * log10((row.population or 0) + 10)
    if FORMS[row.form] in ("main", "abbreviation"):
        weight += 1.5
    return -weight, row.id


@lru_cache(maxsize=1)
def default() -> Gazetteer:
    """The gazetteer that the settings name, opened once."""
    return Gazetteer()
