"""The gazetteer's file, a read-only SQLite database, and the rows in it.

``data/build_gazetteer.py`` writes the file; ``data/README.md`` tells its sources.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from math import ceil, cos, floor, radians
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args
from zlib import crc32

from geo.errors import DataError
from geo.story import Place, PlaceKind, Point

SCHEMA_VERSION = 2
DEFAULT_PATH = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"

Form = Literal["main", "alternate", "metonym", "abbreviation", "postal", "demonym"]
# The file has the number of a form and of a kind in these.
FORMS: tuple[Form, ...] = get_args(Form)
KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
MAIN, ALTERNATE, DEMONYM = (FORMS.index(form) for form in ("main", "alternate", "demonym"))
# Coordinates are stored as whole hundred-thousandths of a degree, about a metre.
SCALE = 100_000

_COLUMNS = (
    "p.id, p.name, p.latitude, p.longitude, p.kind, p.country, p.state, p.population, p.local,"
    " p.slug, p.source, p.names"
)
_NUMBERED = f"SELECT {_COLUMNS}, ? FROM place p WHERE p.id = ?"  # noqa: S608
# One question for several names takes half the time of one for each.
_ASKED_AT_ONCE = 16
_BEARERS = (
    f"SELECT n.key, {_COLUMNS}, n.form FROM name n JOIN place p ON p.id = n.place"  # noqa: S608
    f" WHERE n.key IN ({', '.join('?' * _ASKED_AT_ONCE)})"
)
_BEGUN = (
    "SELECT n.place FROM name n JOIN place p ON p.id = n.place"
    " WHERE n.key >= ? AND n.key < ? GROUP BY n.place"
    " ORDER BY min(n.form), p.kind = ? DESC,"
    " p.population / CASE WHEN p.kind IN (?, ?) THEN 8 ELSE 1 END DESC, n.place LIMIT ?"
)
_IN_CELLS = (
    "SELECT p.id, p.latitude, p.longitude, p.kind FROM cell c"
    " JOIN place p ON p.id = c.place WHERE c.cell BETWEEN ? AND ?"
)


def cell_of(point: Point) -> int:
    """The number of the whole degree that holds a point, counted west to east, south to north."""
    return (floor(point.latitude) + 90) * 361 + floor(point.longitude) + 180


class Row(NamedTuple):
    """A place as the file has it, and the form of the name that it was found by.

    Attributes
    ----------
    latitude, longitude
        In units of which :data:`SCALE` make a degree.
    kind, form
        Their numbers in :data:`KINDS` and :data:`FORMS`.
    state
        The number of the state that the place lies in; its own where it is one.
    local
        Its names as they are written there: "Hang:평양|Cyrl:Пхеньян".
    slug
        The id of a place that Dateline's own lists name; others go by the number of GeoNames.
    names
        How many names the gazetteer has for it.
    """

    number: int
    name: str
    latitude: int
    longitude: int
    kind: int
    country: str | None
    state: int | None
    population: int | None
    local: str | None
    slug: str | None
    source: str | None
    names: int
    form: int

    @property
    def id(self) -> str:
        """The id of the place: "geonames:2013348", "dateline:khasan"."""
        return self.slug or f"geonames:{self.number}"


class GazetteerFile:
    """The file of a gazetteer. Safe to share between threads.

    Parameters
    ----------
    path
        By default the one that the environment variable ``DATELINE_GAZETTEER`` names, or else
        ``data/gazetteer.sqlite``.

    Raises
    ------
    DataError
        If the file is missing, is no gazetteer, or has another schema version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = Path(path or os.environ.get("DATELINE_GAZETTEER") or DEFAULT_PATH)
        self._local = threading.local()
        self._check()
        self._state_name = lru_cache(maxsize=None)(lambda number: self.row(number).name)

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

    def _number(self, query: str, value: object) -> int | None:
        """The number that answers a question; None where nothing does."""
        rows: list[tuple[int | None, ...]] = self._all(query, value)
        return rows[0][0] if rows else None

    # --- names ------------------------------------------------------------------------

    def bearers(self, keys: Iterable[str]) -> dict[str, list[Row]]:
        """Rows of the places that bear folded names, by name; unknown names are left out."""
        bits, size = self._bits, len(self._bits) * 8
        likely = []
        for key in keys:
            code = crc32(key.encode()) % size
            if bits[code >> 3] >> (code & 7) & 1:
                likely.append(key)
        bearers: dict[str, list[Row]] = {}
        for start in range(0, len(likely), _ASKED_AT_ONCE):
            asked = likely[start : start + _ASKED_AT_ONCE]
            # Always as many, so that SQLite reads the query once.
            asked += asked[:1] * (_ASKED_AT_ONCE - len(asked))
            for key, *row in self._all(_BEARERS, *asked):
                bearers.setdefault(key, []).append(Row._make(row))
        return bearers

    @cached_property
    def _bits(self) -> bytes:
        """A bit for the CRC-32 of every key: most unknown names are turned away by it."""
        return bytes(self._all("SELECT bits FROM filter")[0][0])

    @cached_property
    def exact(self) -> dict[str, list[tuple[int, int]]]:
        """Names whose case and dots count: abbreviations, postal codes, demonyms.

        By name the numbers of its places and of their forms.
        """
        exact: dict[str, list[tuple[int, int]]] = {}
        for surface, place, form in self._all(
            "SELECT surface, place, form FROM exact ORDER BY surface, position"
        ):
            exact.setdefault(surface, []).append((place, form))
        return exact

    def begun(self, key: str, limit: int) -> list[int]:
        """The numbers of the places with a name whose key starts so, the most populous first.

        Main names come before others, and countries before other places; a state or county counts
        an eighth of its people.
        """
        larger = (KINDS.index(kind) for kind in ("country", "state", "county"))
        rows = self._all(_BEGUN, key, key + "\U0010ffff", *larger, limit)
        return [number for (number,) in rows]

    def translations(self) -> list[tuple[str, str, str]]:
        """The id of a place, a language (ISO 639-1) and the place's name in it, of all it has."""
        return self._all(
            "SELECT coalesce(slug, 'geonames:' || id), language, t.name"
            " FROM translation t JOIN place p ON p.id = t.place"
        )

    def hangul(self) -> list[tuple[str, str]]:
        """The id of a place and the key of a name in Hangul, of all that have one."""
        return self._all(
            "SELECT coalesce(slug, 'geonames:' || p.id), n.key FROM name n"
            " JOIN place p ON p.id = n.place WHERE n.key >= '가' AND n.key <= '힣'"
        )

    # --- places -----------------------------------------------------------------------

    def number(self, place_id: str) -> int | None:
        """The number of the place of this id ("geonames:2013348", "dateline:khasan")."""
        source, _, number = place_id.partition(":")
        if source == "geonames" and number.isdecimal():
            return self._number("SELECT id FROM place WHERE id = ?", int(number))
        return self._number("SELECT id FROM place WHERE slug = ?", place_id)

    def country(self, code: str) -> int | None:
        """The number of the country of this ISO 3166-1 alpha-2 code."""
        return self._number("SELECT place FROM country WHERE code = ?", code.upper())

    def capital(self, code: str) -> int | None:
        """The number of the capital of the country of this ISO 3166-1 alpha-2 code."""
        return self._number("SELECT capital FROM country WHERE code = ?", code.upper())

    def around(
        self, point: Point, ring: int, kinds: Collection[PlaceKind]
    ) -> Iterator[tuple[int, Point]]:
        """Number and point of the places of some kinds that lie near a point.

        They lie within the whole degrees up to ``ring`` to its north and south, and as far in
        kilometres to its east and west.
        """
        wanted = {KINDS.index(kind) for kind in kinds}
        wide = min(180, ceil(ring / max(0.02, cos(radians(point.latitude)))))
        for row in range(-ring, ring + 1):
            latitude = point.latitude + row
            if not -90 <= latitude <= 90:
                continue
            for west, east in _spans(point.longitude - wide, point.longitude + wide):
                cells = (cell_of(Point(latitude, end)) for end in (west, east))
                for number, y, x, kind in self._all(_IN_CELLS, *cells):
                    if kind in wanted:
                        yield number, Point(y / SCALE, x / SCALE)

    def row(self, number: int, form: int = MAIN) -> Row:
        """The row of the place of this number, as found by a name of a form."""
        (row,) = self._all(_NUMBERED, form, number)
        return Row._make(row)

    def place(self, row: Row) -> Place:
        """The place of a row."""
        return Place(
            id=row.id,
            name=row.name,
            point=Point(row.latitude / SCALE, row.longitude / SCALE),
            kind=KINDS[row.kind],
            country=row.country or "",
            state=self._state_name(row.state) if row.state and row.state != row.number else "",
            population=row.population or 0,
            local_names=_local_names(row.local) if row.local else (),
            source=row.source or "GeoNames",
        )


def _spans(west: float, east: float) -> Iterator[tuple[float, float]]:
    """The degrees of longitude from west to east, cut at the 180th meridian."""
    yield max(west, -180.0), min(east, 180.0)
    if west < -180:
        yield west + 360, 180.0
    if east > 180:
        yield -180.0, east - 360


def _local_names(packed: str) -> tuple[tuple[str, str], ...]:
    """Split "Hang:평양|Cyrl:Пхеньян" into (script, name) pairs."""
    pairs = (item.partition(":") for item in packed.split("|"))
    return tuple((script, name) for script, _, name in pairs)
