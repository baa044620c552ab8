"""Add islands and airfields, which lists of towns lack, to the gazetteer."""

from __future__ import annotations

import csv
import gzip
import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, degrees, radians
from pathlib import Path

from gazetteer_writer import Row, Writer, kilometres

from geo.folding import fold
from geo.gazetteerfile import KINDS
from geo.story import PlaceKind

KM_OF_DEGREE = 111.2
# Where the two databases of R keep their outlines.
ISLAND_LISTS = ("maps/mapdata/world", "mapdata/mapdata/worldHires")
# A shorter name, or one with a figure or a mark in it, is none that a text would hold.
ISLAND = re.compile(r"[A-Z][^\d?:;/()]{2,40}")
# Parts of an island, of a land or of a sheet, and what is none.
NO_ISLAND = re.compile(
    r"\b(Peninsula|Penninsula|Cabo|Cape|Tanjong|Rise|Banks|Enclave|border|Lake|Lago|Lac|Hawr|"
    r"(North|South|East|West)(ern)?|Mainland|Corn[oi]sh)$|^(Lake|Lago|Lac|Hawr|Tsho)\b"
)
# What other languages put before or behind the name where English says "Island".
GENERIC = re.compile(
    r"^(Islas?|Isle of|Isle|Ilhas?|Iles?|Île|Ostrova?|Pulau|Nusa|Ko|Koh) "
    r"(?:(?:de la|de los|de las|de|do|da|d'|du|del) ?)?(?P<after>.+)$"
    r"|^(?P<before>.+?)[ -](Islands?|Shima|Jima|Kyun|Oer|Saari|Atoll|Cay|Key)$"
)
BARE_LENGTH, LARGE_KM2 = 5, 1_000
SAME_ISLAND_KM, SHARED = 60.0, 0.8
# Lands that the outlines name otherwise than the gazetteer.
LANDS = {
    "USSR": "RU", "UK": "GB", "USA": "US", "Hawaii": "US", "California": "US", "Azores": "PT",
    "Madeira Islands": "PT", "Canary Islands": "ES", "Svalbard": "SJ", "Yugoslavia": "HR",
    "Chagos Archipelago": "IO", "Andaman Islands": "IN", "Virgin Islands": "VI",
}  # fmt: skip

MILITARY = re.compile(
    r"\b(Air Force (Base|Station)|Space Force (Base|Station)|AFB|Air ?[Bb]ase|Airbase|Naval Air|"
    r"Naval (Station|Base)|NAS|Army Air ?field|Army Air Field|RAF|RNAS|Marine Corps|Joint Base|"
    r"Air Station|Air Reserve|Airfield)\b"
)
AIRPORT_NAME = re.compile(
    r"\b(Airport|Air Force (Base|Station)|AFB|Air ?[Bb]ase|Airbase|Naval Air Station|Airfield|"
    r"Air Station|Aerodrome)$"
)
# The same base by its long and its short name, and by the one from before 2019.
SHORT_FORMS = (
    ("Air Force Base", "AFB"), ("Naval Air Station", "NAS"), ("Air Base", "Airbase"),
    ("Marine Corps Air Station", "MCAS"), ("Space Force Base", "Air Force Base"),
    ("Space Force Station", "Air Force Station"),
)  # fmt: skip
# "Norfolk Naval Station" is Naval Station Norfolk as often.
SWAPPED = re.compile(r"(?P<place>.+) (?P<kind>Naval (?:Air )?(?:Station|Base))")
SAME_FIELD_KM = 15.0
ANTARCTICA = "AQ"
RUNWAY = re.compile(
    r" (Skiway|Ski ?way|Ice Runway|Runway|Airfield|Pegasus Field|Airport|Aerodrome)$"
)


@dataclass(frozen=True)
class Outline:
    """A named outline: what it lies in, its name, and the box around it in degrees."""

    land: str
    name: str
    south: float
    west: float
    north: float
    east: float

    @property
    def point(self) -> tuple[float, float]:
        """(latitude, longitude) of the middle of the box, which may reach beyond 180 degrees."""
        east = (self.west + self.east) / 2
        return (self.south + self.north) / 2, (east + 180) % 360 - 180

    @property
    def size(self) -> float:
        """The area of the box in square kilometres."""
        wide = (self.east - self.west) * cos(radians(self.point[0]))
        return (self.north - self.south) * wide * KM_OF_DEGREE**2


def outlines(base: Path) -> Iterator[Outline]:
    """The outlines of a database of the R package maps.

    NAME.N lists the names, "Canada:Sable Island", with their numbers. NAME.G holds a number of
    two bytes, and for each outline its offset and its lines (two integers of four bytes) and the
    box around it (west, south, east and north as floats, in radians).
    """
    boxes = base.with_suffix(".G").read_bytes()
    for line in base.with_suffix(".N").read_text(encoding="latin-1").splitlines():
        name, _, number = line.rpartition("\t")
        land, _, last = name.strip().rstrip(":").rpartition(":")
        if land and ISLAND.fullmatch(last):
            box = struct.unpack_from("<4f", boxes, 2 + 24 * (int(number) - 1) + 8)
            west, south, east, north = map(degrees, box)
            yield Outline(land.partition(":")[0], last, south, west, north, east)


def add_islands(writer: Writer, folder: Path) -> None:
    """Islands of Natural Earth and of the CIA's World Data Bank, as R's map packages name them.

    Their names and points alone are taken: README.md says under what licence.
    An island that is known already is left as it is. One whose name without "Island" is
    another place's too is known by its long name alone.
    """
    known: dict[str, list[Outline]] = defaultdict(list)
    for part in ISLAND_LISTS:
        for outline in outlines(folder / part):
            twins = known[fold(outline.name)]
            if not any(kilometres(twin.point, outline.point) < SAME_ISLAND_KM for twin in twins):
                twins.append(outline)
    countries = {name: code for code, name in writer.countries()}
    for outline in sorted((o for twins in known.values() for o in twins), key=_order):
        if not NO_ISLAND.search(outline.name):
            _add_island(writer, outline, countries)


def _order(outline: Outline) -> tuple[float, str]:
    return -round(outline.size, 3), outline.name


def _add_island(writer: Writer, outline: Outline, countries: dict[str, str]) -> None:
    parts = GENERIC.match(outline.name)
    bare = (parts["after"] or parts["before"]) if parts else outline.name
    long = outline.name if outline.name.endswith(("Island", "Islands")) else f"{bare} Island"
    # Of an island that states share, one outline is only a part.
    reach = max(SAME_ISLAND_KM, SHARED * outline.size**0.5)
    for name in (outline.name, bare, long):
        for twin in writer.bearers(name, "", ("island", "country", "state", "region")):
            if kilometres(twin.point, outline.point) < reach:
                writer.names(twin.id, {long, outline.name}, "alternate")
                return
    names = {outline.name, long} if parts else {long}
    main = long if not parts or outline.name.endswith(("Island", "Islands")) else outline.name
    if outline.land == "Great Lakes":
        return
    country = LANDS.get(outline.land) or countries.get(fold(outline.land), "")
    slug = f"dateline:island-{fold(main).replace(' ', '-')}-{round(outline.point[0])}-" + str(
        round(outline.point[1])
    )
    number = writer.own_id()
    row = Row(number, main, *outline.point, "island", country, slug=slug, source="R maps")
    writer.place(row)
    writer.names(number, names)
    others = [twin for twin in writer.bearers(bare, "", KINDS) if twin.id != number]
    if outline.name.endswith((" Island", " Islands")) or outline.name.startswith("Ostrov"):
        return
    if len(bare) >= BARE_LENGTH and (outline.size >= LARGE_KM2 or not others):
        writer.names(number, [bare])


def add_airfields(writer: Writer, archive: Path) -> None:
    """Military airfields, the stations of Antarctica, and the other names of airports."""
    with gzip.open(archive, "rt", encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: (row["type"], row["ident"]))
    for row in rows:
        if row["iso_country"] == ANTARCTICA:
            _add_field(writer, row, _stations(row))
        elif row["type"] != "heliport" and MILITARY.search(row["name"]):
            _add_field(writer, row, _parts(row["name"]) + _keywords(row))
        elif row["type"] in ("large_airport", "medium_airport"):
            names = _keywords(row)
            if names:
                _add_field(writer, row, _parts(row["name"]) + names)


def _stations(row: dict[str, str]) -> list[str]:
    """The names of the station beside a landing strip on the ice."""
    names = [RUNWAY.sub("", name) for name in _parts(row["name"])]
    return [name for name in (*names, row["municipality"]) if "Station" in name or "Base" in name]


def _parts(name: str) -> list[str]:
    """The names in one field: "Sheppard Air Force Base / Wichita Falls Municipal Airport"."""
    plain = re.sub(r"\s*[\[(][^\])]*[\])]", "", name)
    parts = [part.strip() for part in re.split(r" ?/ | - | – ", plain)]
    return [part for part in parts if " " in part and part.isprintable()]


def _keywords(row: dict[str, str]) -> list[str]:
    """Former and other names of an airfield, of those that say that they are one."""
    words = [word.strip() for word in row["keywords"].split(",")]
    return [
        word
        for word in words
        if AIRPORT_NAME.search(word) and word.count(" ") and word[0].isupper()
    ]


def _add_field(writer: Writer, row: dict[str, str], names: list[str]) -> None:
    if not names:
        return
    names = list(dict.fromkeys(names))
    for name in list(names):
        for long, short in SHORT_FORMS:
            if long in name:
                names.append(name.replace(long, short))
        swapped = SWAPPED.fullmatch(name)
        if swapped:
            names.append(f"{swapped['kind']} {swapped['place']}")
        if " International Airport" in name:
            names.append(name.replace(" International Airport", " Airport"))
    point = float(row["latitude_deg"]), float(row["longitude_deg"])
    country = row["iso_country"]
    kinds: tuple[PlaceKind, ...] = ("site", "city")
    twins = [twin for name in names for twin in writer.bearers(name, country, kinds)]
    near = [twin.id for twin in twins if kilometres(twin.point, point) < SAME_FIELD_KM]
    airport = writer.airport(row["iata_code"].lower())
    number = near[0] if near else airport or writer.own_id()
    if not near and not airport:
        slug = f"dateline:airfield-{row['ident'].lower()}"
        source = f"OurAirports: {row['ident']}"
        writer.place(Row(number, names[0], *point, "site", country, slug=slug, source=source))
    elif MILITARY.search(names[0]):
        # "Sheppard Afb/Wichita Falls Municipal Airport" is what the other package calls it.
        writer.db.execute(
            "UPDATE place SET name = ? WHERE id = ? AND source LIKE 'airportsdata%'",
            (names[0], number),
        )
        writer.names(number, names[:1], "main")
    writer.names(number, names)
