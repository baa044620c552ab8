"""Names and the places that bear them, from one read-only SQLite file.

``data/build_gazetteer.py`` writes the file; ``data/README.md`` tells its sources.
"""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import ceil, cos, floor, log10, radians
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args
from zlib import crc32

from geo.errors import DataError
from geo.measure import distance_km
from geo.spellings import one_letter_off, variants
from geo.story import Place, PlaceKind, Point
from geo.words import name_words

SCHEMA_VERSION = 2
DEFAULT_PATH = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"
# What places are called in the languages of the interface, beside what the file knows.
NAMES_PATH = DEFAULT_PATH.parent / "names.csv"
# Languages that a local name is in, by country and script (ISO 3166-1, ISO 15924).
LOCAL_LANGUAGES: dict[str, frozenset[tuple[str, str]]] = {
    "ru": frozenset({("RU", "Cyrl")}),
    "ko": frozenset({("KP", "Hang"), ("KR", "Hang")}),
}

Form = Literal["main", "alternate", "metonym", "abbreviation", "postal", "demonym"]
FORMS: tuple[Form, ...] = get_args(Form)
KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
# Coordinates are stored as whole hundred-thousandths of a degree, about a metre.
SCALE = 100_000

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
_COLUMNS = (
    "p.id, p.name, p.latitude, p.longitude, p.kind, p.country, p.state, p.population, p.local,"
    " p.slug, p.source, p.names"
)
# One question for several names takes half the time of one for each.
_ASKED_AT_ONCE = 16
_BEARERS = (
    f"SELECT {_COLUMNS}, n.form, n.key FROM name n JOIN place p ON p.id = n.place"  # noqa: S608
    f" WHERE n.key IN ({', '.join('?' * _ASKED_AT_ONCE)})"
)
_MOST_KEPT = 32_768
# In words: "air force base".
_LONGEST_QUALIFIER = 3
# So many people must live in a place whose misprinted name is still taken for it.
_KNOWN_TO_ALL, _LONG_NAME = 100_000, 8
_SHORTEST_RESPELLED, _LONGEST_RESPELLED = 4, 15
# A place's columns, and then the form of the name that it was found by.
_FORM = 12
_PlaceRow = tuple[Any, ...]
_TOWNS: tuple[PlaceKind, ...] = ("city",)
# What is a feature of the ground. "Île de Disko" and "Wüste Gobi" are known without their kind.
_FEATURES: frozenset[PlaceKind] = frozenset(
    ("sea", "region", "island", "river", "lake", "mountain", "site")
)
_KNOWN_ALONE: dict[str, PlaceKind] = {
    "island": "island",
    "islands": "island",
    "river": "river",
    "lake": "lake",
    "sea": "sea",
    "ocean": "sea",
    "mount": "mountain",
    "mountains": "mountain",
}
_ISLANDS = frozenset(("islands", "archipelago"))
# In words.
_SHORTEST_FEATURE = 2
# The "h" of "Behring", which is Bering now.
_LONG_VOWEL = re.compile(r"(?<=[aeiou])h(?=[rn])")
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_VOICED_KANA = "\u3099\u309a"
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
_DROPPED = ".'’‘ʼʻ`´ʹʿʾ·\u200b\u200c\u200d\u200e\u200f\u00ad"


class _FoldTable(dict[int, str]):
    """Maps a character to its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char.casefold()).casefold()
        if char in _DROPPED:
            folded = ""
        elif "가" <= char <= "힣" or any(mark in plain for mark in _VOICED_KANA):
            folded = char
        else:
            plain = "".join(_LETTERS.get(c, c) for c in plain if not unicodedata.combining(c))
            folded = "".join(
                c if c.isalnum() or unicodedata.category(c) == "Mc" else " " for c in plain
            )
            if unicodedata.combining(char):
                folded = ""
        self[code] = folded
        return folded


_FOLD = _FoldTable()


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """The key under which a name is looked up.

    Case, accents, hyphens, dots, apostrophes and the long forms of Saint, Mount
    and Fort make no difference: ``fold("St.-Étienne") == fold("saint etienne")``.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    return " ".join(_WORDS.get(word, word) for word in name.translate(_FOLD).split())


def cell_of(point: Point) -> int:
    """The number of the whole degree that holds a point, counted west to east, south to north."""
    return (floor(point.latitude) + 90) * 361 + floor(point.longitude) + 180


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
        self.path = Path(path or os.environ.get("DATELINE_GAZETTEER") or DEFAULT_PATH)
        self._local = threading.local()
        self._check()
        # Rows of every name that was asked for, known or not; a new one when it is full.
        self._kept: dict[str, tuple[_PlaceRow, ...]] = {}
        self._ranked = lru_cache(maxsize=8_192)(self._rank)
        self._found = lru_cache(maxsize=8_192)(self._find)
        self._state_name = lru_cache(maxsize=None)(lambda number: str(self._row(number)[1]))
        self._capital = lru_cache(maxsize=1_024)(self._find_capital)
        self.get: Callable[[str], Place | None] = lru_cache(maxsize=16_384)(self._get)
        self._forms = lru_cache(maxsize=8_192)(self._find_forms)
        self._people_of = lru_cache(maxsize=8_192)(self._find_people_of)

    def _check(self) -> None:
        try:
            version = dict(self._all("SELECT key, value FROM meta")).get("schema_version")
        except sqlite3.Error as error:
            raise DataError(
                "The gazetteer {0} is missing or cannot be read: build it with "
                "data/build_gazetteer.py, or mend DATELINE_GAZETTEER.",
                self.path,
            ) from error
        if version != str(SCHEMA_VERSION):
            raise DataError(
                "The gazetteer {0} has schema version {1}, and this Dateline reads "
                "version {2}: build it anew with data/build_gazetteer.py.",
                self.path,
                version,
                SCHEMA_VERSION,
            )

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            # The file never changes under a reader, so SQLite need not lock it.
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(uri, uri=True)
            # Read where the system holds it in memory, once for all processes, and not from copies.
            connection.execute(f"PRAGMA mmap_size = {self.path.stat().st_size}")
        return connection.execute(query, values).fetchall()

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
        rows = self._exact.get(word) or self._exact.get(word.capitalize() if word.isupper() else "")
        ids = [place for place, form in rows or () if FORMS[form] == "demonym"]
        return self._numbered(ids[0]) if ids else None

    def bearers(self, name: str, most: int) -> Iterator[Bearer]:
        """What ``find`` answers, as far as tells how well a name is known: a fifth of the cost."""
        for row in self._ranked(name)[:most]:
            yield Bearer(row[1], KINDS[row[4]], row[7] or 0, FORMS[row[_FORM]])

    def forms(self, name: str) -> frozenset[Form]:
        """The forms in which ``find`` answers a name."""
        return self._forms(name)

    def _find_forms(self, name: str) -> frozenset[Form]:
        return frozenset(FORMS[row[_FORM]] for row in self._ranked(name))

    def _find(self, name: str) -> tuple[Entry, ...]:
        return tuple(map(self._entry, self._ranked(name)))

    def _rank(self, name: str) -> list[_PlaceRow]:
        return sorted(self._rows((name,))[name], key=_unlikelihood)

    def _rows(self, names: Collection[str]) -> dict[str, tuple[_PlaceRow, ...]]:
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

    def _look_up(self, names: Collection[str]) -> dict[str, tuple[_PlaceRow, ...]]:
        """Rows of the places that bear each name, or else the name without its qualifier."""
        keys = {name: fold(name) for name in names}
        bearers = self._bearers({part for key in keys.values() for part in _parts(key)})
        rows: dict[str, tuple[_PlaceRow, ...]] = {}
        for name, key in keys.items():
            found = list(bearers.get(key, ()))
            for place, form in self._exact.get(name, ()):
                if FORMS[form] != "demonym":
                    found.append((*self._row(place), form))
            if not found and key.startswith("the "):
                found = bearers.get(key[4:], [])
            if not found:
                found = _of_asked_kind(key, bearers)
            if not found:
                found = self._features(name) or self._islands(name)
            rows[name] = tuple({row[0]: row for row in found}.values())
        return rows

    def _islands(self, name: str) -> list[_PlaceRow]:
        """Rows of what the islands are that have its adjective before them: "Hawaiian Islands"."""
        adjective, _, last = name.rpartition(" ")
        if last.casefold() not in _ISLANDS:
            return []
        alternate = FORMS.index("alternate")
        rows = [
            (*self._row(place), alternate)
            for place, form in self._exact.get(adjective, ())
            if FORMS[form] == "demonym"
        ]
        # "Greek islands" are some of Greece's.
        return [row for row in rows if last[0].isupper() or KINDS[row[4]] != "country"]

    def _features(self, name: str) -> list[_PlaceRow]:
        """Rows of the features that other words call so: "estrecho de Bering", "Oster-Insel"."""
        forms = tuple(dict.fromkeys(_feature_forms(name)))
        bearers = self._bearers({form for form, _ in forms}) if forms else {}
        for form, kinds in forms:
            found = [row for row in bearers.get(form, ()) if KINDS[row[4]] in kinds]
            if found:
                return found
        return []

    def _bearers(self, keys: Iterable[str]) -> dict[str, list[_PlaceRow]]:
        """Rows of the places that bear folded names, by name."""
        bits, size = self._bits, len(self._bits) * 8
        likely = []
        for key in keys:
            code = crc32(key.encode()) % size
            if bits[code >> 3] >> (code & 7) & 1:
                likely.append(key)
        bearers: dict[str, list[_PlaceRow]] = {}
        for start in range(0, len(likely), _ASKED_AT_ONCE):
            asked = likely[start : start + _ASKED_AT_ONCE]
            # Always as many, so that SQLite reads the query once.
            asked += asked[:1] * (_ASKED_AT_ONCE - len(asked))
            for row in self._all(_BEARERS, *asked):
                bearers.setdefault(row[-1], []).append(row)
        return bearers

    def _row(self, number: int) -> _PlaceRow:
        (row,) = self._all(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", number)  # noqa: S608
        return row

    @cached_property
    def _exact(self) -> dict[str, list[tuple[int, int]]]:
        """Names whose case and dots count: abbreviations, postal codes, demonyms."""
        exact: dict[str, list[tuple[int, int]]] = {}
        for surface, place, form in self._all(
            "SELECT surface, place, form FROM exact ORDER BY surface, position"
        ):
            exact.setdefault(surface, []).append((place, form))
        return exact

    @cached_property
    def _bits(self) -> bytes:
        """A bit for the CRC-32 of every key: most unknown names are turned away by it."""
        return bytes(self._all("SELECT bits FROM filter")[0][0])

    def find_variants(self, name: str) -> tuple[Entry, ...]:
        """Places whose name is another transliteration of ``name``: "Chabarowsk", Khabarovsk.

        The fewest changes that lead to a name decide. Empty where ``find`` answers.
        """
        if self.find(name):
            return ()
        for ring in variants(fold(name)):
            bearers = self._bearers(ring)
            variant = FORMS.index("alternate")
            rows = {row[0]: (*row[:_FORM], variant) for key in ring for row in bearers.get(key, ())}
            if rows:
                return tuple(map(self._entry, sorted(rows.values(), key=_unlikelihood)))
        return ()

    def find_misprints(self, name: str) -> tuple[Entry, ...]:
        """Large places of whose main name a long ``name`` has one letter wrong: "Stockhohn".

        Empty where ``find`` answers.
        """
        if len(name) < _LONG_NAME or self.find(name):
            return ()
        main = FORMS.index("main")
        bearers = self._bearers(set(one_letter_off(fold(name))))
        rows = {row[0]: row for found in bearers.values() for row in found if row[_FORM] == main}
        known = sorted(rows.values(), key=_unlikelihood)
        return tuple(
            Entry(self._place(row), "alternate", row[11])
            for row in known
            if (row[7] or 0) >= _KNOWN_TO_ALL
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
        rows = self._all(
            "SELECT n.place FROM name n JOIN place p ON p.id = n.place"
            " WHERE n.key >= ? AND n.key < ? GROUP BY n.place"
            " ORDER BY min(n.form), p.kind = ? DESC,"
            " p.population / CASE WHEN p.kind IN (?, ?) THEN 8 ELSE 1 END DESC, n.place LIMIT ?",
            key,
            key + "\U0010ffff",
            KINDS.index("country"),
            KINDS.index("state"),
            KINDS.index("county"),
            limit,
        )
        return tuple(self._numbered(place) for (place,) in rows)

    # --- places ----------------------------------------------------------------------

    def _get(self, place_id: str) -> Place | None:
        """The place of this id ("geonames:2013348", "dateline:khasan"), or None."""
        source, _, number = place_id.partition(":")
        if source == "geonames" and number.isdecimal():
            rows = self._all("SELECT id FROM place WHERE id = ?", int(number))
        else:
            rows = self._all("SELECT id FROM place WHERE slug = ?", place_id)
        return self._numbered(rows[0][0]) if rows else None

    def country(self, code: str) -> Place | None:
        """The country of this ISO 3166-1 alpha-2 code."""
        rows = self._all("SELECT place FROM country WHERE code = ?", code.upper())
        return self._numbered(rows[0][0]) if rows else None

    def capital(self, country_code: str) -> Place | None:
        """The capital of the country of this ISO 3166-1 alpha-2 code."""
        return self._capital(country_code)

    def _find_capital(self, country_code: str) -> Place | None:
        rows = self._all("SELECT capital FROM country WHERE code = ?", country_code.upper())
        return self._numbered(rows[0][0]) if rows and rows[0][0] else None

    def nearest(self, point: Point, kinds: Collection[PlaceKind] = _TOWNS) -> Place | None:
        """The place of one of ``kinds`` that lies nearest to ``point``, within some 2,000 km."""
        wanted = {KINDS.index(kind) for kind in kinds}
        found: list[tuple[float, int]] = []
        for ring in (1, 4, 18):
            for number, latitude, longitude, kind in self._around(point, ring):
                if kind not in wanted:
                    continue
                there = Point(latitude / SCALE, longitude / SCALE)
                found.append((distance_km(point, there), number))
            if found:
                # Nearer places may lie in the next ring where degrees of longitude are short.
                return self._numbered(min(found)[1])
        return None

    def _around(self, point: Point, ring: int) -> Iterator[tuple[Any, ...]]:
        """(id, latitude, longitude, kind) of the places in the cells around, in file units."""
        wide = min(180, ceil(ring / max(0.02, cos(radians(point.latitude)))))
        for row in range(-ring, ring + 1):
            latitude = point.latitude + row
            if not -90 <= latitude <= 90:
                continue
            west, east = point.longitude - wide, point.longitude + wide
            spans = [(max(west, -180.0), min(east, 180.0))]
            if west < -180:
                spans.append((west + 360, 180.0))
            if east > 180:
                spans.append((-180.0, east - 360))
            for start, end in spans:
                yield from self._all(
                    "SELECT p.id, p.latitude, p.longitude, p.kind FROM cell c"
                    " JOIN place p ON p.id = c.place WHERE c.cell BETWEEN ? AND ?",
                    cell_of(Point(latitude, start)),
                    cell_of(Point(latitude, end)),
                )

    def name_in(self, place: Place, language: str) -> str:
        """What the place is called in a language (ISO 639-1), or its main name."""
        known = self._translations.get((place.id, language))
        if known:
            return known
        spoken = LOCAL_LANGUAGES.get(language, frozenset())
        local = (name for script, name in place.local_names if (place.country, script) in spoken)
        return next(local, place.name)

    @cached_property
    def german_names(self) -> frozenset[str]:
        """What places are called in German, as far as the lists say so."""
        return frozenset(n for (_, language), n in self._translations.items() if language == "de")

    @cached_property
    def _translations(self) -> dict[tuple[str, str], str]:
        rows = self._all(
            "SELECT coalesce(slug, 'geonames:' || id), language, t.name"
            " FROM translation t JOIN place p ON p.id = t.place"
        )
        known = self._only_hangul()
        known.update({(place, language): name for place, language, name in rows})
        known.update(self._listed_names())
        return known

    def _only_hangul(self) -> dict[tuple[str, str], str]:
        """Korean names: of the names without language, those in Hangul, where a place has one."""
        rows = self._all(
            "SELECT coalesce(slug, 'geonames:' || p.id), n.key FROM name n"
            " JOIN place p ON p.id = n.place WHERE n.key >= '가' AND n.key <= '힣'"
        )
        found: dict[str, set[str]] = {}
        for place, name in rows:
            found.setdefault(place, set()).add(name.removesuffix(" 시"))
        for names in found.values():
            # "서울시" and "부산광역시" are Seoul and Busan with the word for a city.
            names -= {n for n in names if re.sub("(특별|광역|직할)?시$", "", n) in names - {n}}
        return {(place, "ko"): names.pop() for place, names in found.items() if len(names) == 1}

    def _listed_names(self) -> dict[tuple[str, str], str]:
        """The names of ``data/names.csv``: of the likeliest place of that name in its country."""
        known: dict[tuple[str, str], str] = {}
        with NAMES_PATH.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                name, country = row.pop("place"), row.pop("country")
                place = self._known_as(name, country)
                if place is not None:
                    known.update({(place.id, language): n for language, n in row.items() if n})
        return known

    def _known_as(self, name: str, country: str) -> Place | None:
        """The place of that main name in a country, or outside all: a town before what else."""
        places = [
            e.place for e in self.find(name) if (e.place.name, e.place.country) == (name, country)
        ]
        return next((place for place in places if place.kind == "city"), (*places, None)[0])

    def _numbered(self, number: int) -> Place:
        return self._place(self._row(number))

    def _entry(self, row: _PlaceRow) -> Entry:
        return Entry(self._place(row), FORMS[row[_FORM]], row[11])

    def _place(self, row: _PlaceRow) -> Place:
        number, name, latitude, longitude, kind, country, state, population, local = row[:9]
        return Place(
            id=_id(row),
            name=name,
            point=Point(latitude / SCALE, longitude / SCALE),
            kind=KINDS[kind],
            country=country or "",
            state=self._state_name(state) if state and state != number else "",
            population=population or 0,
            local_names=_local_names(local) if local else (),
            source=row[10] or "GeoNames",
        )


def _parts(key: str) -> Iterator[str]:
    """The folded name, and what is left of it without an article or a qualifier."""
    yield key
    if key.startswith("the "):
        yield key[4:]
    for stem, _ in _asked(key):
        yield stem


def _asked(key: str) -> Iterator[tuple[str, tuple[PlaceKind, ...]]]:
    """What a folded name qualifies, and the kinds that it may be: "Homs" of "Homs province"."""
    words = key.split()
    for count in range(min(_LONGEST_QUALIFIER, len(words) - 1), 0, -1):
        kinds = name_words().asked.get(" ".join(words[-count:]))
        if kinds:
            yield " ".join(words[:-count]), kinds
            return


@cache
def _feature_words() -> dict[str, tuple[str, ...]]:
    """The English words for a feature of the ground by each folded word for it."""
    return {fold(word): english for word, english in name_words().features.items()}


def _feature_forms(name: str) -> Iterator[tuple[str, Collection[PlaceKind]]]:
    """What the English names of a feature may be, folded, and what may bear them.

    "bering strait", "strait of bering", "strait bering".
    """
    words, known = fold(name).split(), _feature_words()
    if len(words) < _SHORTEST_FEATURE:
        return
    if "-" in name:
        yield fold(name.replace("-", "")), _FEATURES
    between = name_words().between
    for kind, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        while len(rest) > 1 and rest[0] in between:
            rest = rest[1:]
        for english in known.get(kind, ()):
            for own in _owners(" ".join(rest), name):
                yield f"{own} {english}", _FEATURES
                yield f"{english} of {own}", _FEATURES
                yield f"{english} {own}", _FEATURES
                if english in _KNOWN_ALONE:
                    yield own, (_KNOWN_ALONE[english],)


def _owners(rest: str, name: str) -> Iterator[str]:
    """The name of a feature without its kind, and as it is spelt now: "Hudson's", "Behring"."""
    yield rest
    if "'s " in name or "’s " in name:
        yield rest.removesuffix("s")
    if _LONG_VOWEL.search(rest):
        yield _LONG_VOWEL.sub("", rest)


def _of_asked_kind(key: str, bearers: dict[str, list[_PlaceRow]]) -> list[_PlaceRow]:
    """The rows of what a name qualifies, as far as they are of a kind that it asks for.

    A town that an air base or a county is called after only stands for it, as by another name.
    """
    alternate, found = FORMS.index("alternate"), []
    for stem, kinds in _asked(key):
        for row in bearers.get(stem, ()):
            kind = KINDS[row[4]]
            if kind in kinds:
                stands_for = kind == "city" and kinds[0] != "city"
                found.append((*row[:_FORM], alternate) if stands_for else row)
    return found


def _id(row: _PlaceRow) -> str:
    return row[9] or f"geonames:{row[0]}"


def _local_names(packed: str) -> tuple[tuple[str, str], ...]:
    """Split "Hang:평양|Cyrl:Пхеньян" into (script, name) pairs."""
    pairs = (item.partition(":") for item in packed.split("|"))
    return tuple((script, name) for script, _, name in pairs)


def _unlikelihood(row: _PlaceRow) -> tuple[float, str]:
    """Sorts the likeliest first: a kind, people, and a main name speak for a place."""
    weight = _KIND_WEIGHT.get(KINDS[row[4]], 0.0) + 0.55 * log10((row[7] or 0) + 10)
    if FORMS[row[_FORM]] in ("main", "abbreviation"):
        weight += 1.5
    return -weight, _id(row)


@lru_cache(maxsize=1)
def default() -> Gazetteer:
    """The gazetteer that the settings name, opened once."""
    return Gazetteer()
