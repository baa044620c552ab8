"""Write the gazetteer's file: the schema, and the places and names that go into it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path
from zlib import crc32

from local_names import CODECS, script_of

from geo.folding import fold
from geo.gazetteerfile import FORMS, KINDS, SCALE, SCHEMA_VERSION, Form, cell_of
from geo.story import PlaceKind, Point

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,      -- GeoNames id; negative for a place of our own
    name TEXT NOT NULL,
    latitude INTEGER NOT NULL,   -- hundred-thousandths of a degree
    longitude INTEGER NOT NULL,
    kind INTEGER NOT NULL,       -- position in geo.story.PlaceKind
    country TEXT,                -- ISO 3166-1 alpha-2
    state INTEGER,               -- id of the first-order division
    population INTEGER,
    local TEXT,                  -- Script:name|Script:name
    slug TEXT,                   -- id of a place of our own
    source TEXT,                 -- NULL: GeoNames
    names INTEGER);              -- how many names it has: see geo.gazetteer.Entry
CREATE TABLE name (             -- every name, folded
    key TEXT, place INTEGER, form INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE exact (            -- names whose case counts
    surface TEXT, position INTEGER, place INTEGER, form INTEGER,
    PRIMARY KEY (surface, position, place, form)) WITHOUT ROWID;
CREATE TABLE translation (
    place INTEGER, language TEXT, name TEXT, PRIMARY KEY (place, language)) WITHOUT ROWID;
CREATE TABLE country (
    code TEXT PRIMARY KEY, place INTEGER NOT NULL, capital INTEGER) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE TABLE cell (             -- places by whole degree, for the nearest ones
    cell INTEGER, place INTEGER, PRIMARY KEY (cell, place)) WITHOUT ROWID;
"""

SEARCHED_SCRIPTS = {"Latn", "Cyrl", "Grek", "Arab", "Hebr", "Hans", "Hira", "Kana", "Hang"}


@dataclass(frozen=True)
class Row:
    """A place on its way into the file."""

    id: int
    name: str
    latitude: float
    longitude: float
    kind: PlaceKind
    country: str = ""
    state: int | None = None
    population: int = 0
    local: str = ""
    slug: str = ""
    source: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """(latitude, longitude)."""
        return self.latitude, self.longitude


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on a flat map of the neighbourhood; good enough to tell near from far."""
    degrees = (a[1] - b[1] + 540) % 360 - 180
    return 111.2 * hypot(a[0] - b[0], degrees * cos(radians((a[0] + b[0]) / 2)))


def simple(name: str) -> str:
    """A name without the words in brackets that tell it from its namesakes in our lists."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def split(names: str) -> list[str]:
    """The names in a cell of one of our lists."""
    return [simple(name) for name in names.split("|") if simple(name)]


class Writer:
    """Collects places and names in a file beside the target, which it replaces at the end."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.partial = target.with_name(target.name + ".partial")
        self.partial.unlink(missing_ok=True)
        self.db = sqlite3.connect(self.partial)
        self.db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        self.db.executescript(SCHEMA)
        # Names are sorted at the end: SQLite does so in bounded memory, on disk.
        self.db.execute("ATTACH '' AS stage")
        self.db.execute("CREATE TABLE stage.name (key TEXT, place INTEGER, form INTEGER)")
        self.own = 0

    def place(self, row: Row, *names: str) -> None:
        """Add a place under its main name, or in another's stead under the same id."""
        self.db.execute(
            "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (
                row.id,
                row.name,
                round(row.latitude * SCALE),
                round(row.longitude * SCALE),
                KINDS.index(row.kind),
                row.country or None,
                row.state,
                row.population or None,
                row.local or None,
                row.slug or None,
                row.source or None,
            ),
        )
        self.names(row.id, [row.name, *names], "main")

    def names(self, place: int, names: Iterable[str], form: Form = "alternate") -> None:
        """Add names that are looked up without regard to case; "The Bronx" also as "Bronx"."""
        number = FORMS.index(form)
        keys = {fold(name) for name in names}
        keys |= {key[4:] for key in keys if key.startswith("the ") and form == "main"}
        rows = [(key, place, number) for key in sorted(keys) if key]
        self.db.executemany("INSERT INTO stage.name VALUES (?, ?, ?)", rows)

    def exact(self, place: int, names: Iterable[str], form: Form, position: int) -> None:
        """Add names whose case counts; of one name, the place of lowest position comes first."""
        number = FORMS.index(form)
        rows = [(name, position, place, number) for name in names]
        self.db.executemany("INSERT OR IGNORE INTO exact VALUES (?, ?, ?, ?)", rows)

    def translation(self, place: int, language: str, name: str) -> None:
        """Say what the place is called in a language, for show; the first answer stays."""
        self.db.execute(
            "INSERT OR IGNORE INTO translation VALUES (?, ?, ?)", (place, language, name)
        )

    def country(self, code: str, place: int, capital: int | None) -> None:
        """Say which place a country code means, and which is its capital."""
        self.db.execute("INSERT OR REPLACE INTO country VALUES (?, ?, ?)", (code, place, capital))

    def own_id(self) -> int:
        """The next id for a place that GeoNames does not number."""
        self.own -= 1
        return self.own

    def bearers(self, name: str, country: str, kinds: Collection[PlaceKind]) -> list[Row]:
        """Places with this main or other name, in that country ("" for any), most people first."""
        found = self.db.execute(
            "SELECT DISTINCT p.* FROM stage.name n JOIN place p ON p.id = n.place"
            " WHERE n.key = ? AND (? = '' OR p.country = ?) AND instr(?, ' ' || p.kind || ' ')"
            " ORDER BY (SELECT min(form) FROM stage.name m WHERE m.place = p.id AND m.key = n.key),"
            " coalesce(p.population, 0) DESC, p.id DESC",
            (fold(name), country, country, f" {' '.join(str(KINDS.index(k)) for k in kinds)} "),
        )
        return [
            Row(
                i,
                n,
                la / SCALE,
                lo / SCALE,
                KINDS[k],
                c or "",
                s,
                p or 0,
                lc or "",
                sl or "",
                so or "",
            )
            for i, n, la, lo, k, c, s, p, lc, sl, so, _ in found
        ]

    def countries(self) -> list[tuple[str, str]]:
        """(code, folded name) of every name that a country goes by."""
        return self.db.execute(
            "SELECT p.country, n.key FROM stage.name n JOIN place p ON p.id = n.place"
            " WHERE p.kind = ? AND p.country IS NOT NULL ORDER BY n.form DESC, p.country",
            (KINDS.index("country"),),
        ).fetchall()

    def airport(self, code: str) -> int | None:
        """The id of the airport of an IATA code in small letters; None where there is none."""
        slug = f"dateline:airport-{code}"
        found = self.db.execute("SELECT id FROM place WHERE slug = ?", (slug,)).fetchone()
        return found[0] if found else None

    def index_names(self) -> None:
        """Make the names collected so far quick to look up, for ``bearers``."""
        self.db.execute("CREATE INDEX IF NOT EXISTS stage.name_key ON name (key)")
        self.db.execute("CREATE INDEX IF NOT EXISTS stage.name_place ON name (place, key)")

    def finish(self) -> None:
        """Sort the names, write the filter and the cells, and put the file in its place."""
        db = self.db
        db.execute(
            "INSERT INTO name SELECT key, place, min(form) FROM stage.name"
            " GROUP BY key, place ORDER BY key, place"
        )
        db.execute(
            "UPDATE place SET names = known.names FROM"
            " (SELECT place, count(*) AS names FROM name GROUP BY place HAVING names > 1) AS known"
            " WHERE known.place = place.id"
        )
        ((keys,),) = db.execute("SELECT count(DISTINCT key) FROM name").fetchall()
        bits = bytearray(max(1024, keys))
        for (key,) in db.execute("SELECT DISTINCT key FROM name"):
            code = crc32(key.encode()) % (len(bits) * 8)
            bits[code >> 3] |= 1 << (code & 7)
        db.execute("INSERT INTO filter VALUES (?)", (bytes(bits),))
        db.create_function("cell_of", 2, lambda y, x: cell_of(Point(y / SCALE, x / SCALE)))
        db.execute(
            "INSERT INTO cell SELECT cell_of(latitude, longitude), id FROM place ORDER BY 1, 2"
        )
        db.execute("DROP INDEX IF EXISTS place_slug")
        db.execute("CREATE INDEX place_slug ON place (slug) WHERE slug IS NOT NULL")
        db.execute("CREATE INDEX place_population ON place (population) WHERE population > 99999")
        db.execute("INSERT INTO meta VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
        db.commit()
        db.execute("DETACH stage")
        db.execute("PRAGMA page_size=8192")
        db.execute("VACUUM")
        db.close()
        self.partial.replace(self.target)


def usable(names: Iterable[str], local: str, known_abroad: bool = True) -> Iterator[str]:
    """Those names that a text can hold: no machine transliterations, no airport codes.

    A village goes without its names in the scripts of other countries.
    """
    items = [item.partition(":") for item in local.split("|")]
    shown = {name for _, _, name in items}
    scripts = (
        SEARCHED_SCRIPTS if known_abroad else {"Hans" if s in CODECS else s for s, _, _ in items}
    )
    for name in names:
        script = script_of(name)
        if script == "Latn":
            letters = sum(char.isalpha() for char in name)
            if letters > 2 and name[0].isupper() and not (name.isupper() and letters < 5):
                yield name
        elif name in shown or (script in scripts and len(name) > 1):
            yield name
