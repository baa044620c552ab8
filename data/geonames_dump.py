"""Fill the gazetteer from GeoNames' dump files, a line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gazetteer_lists import LANGUAGES, add_countries, add_lists
from gazetteer_writer import Row, Writer, usable
from local_names import local_name

from geo.folding import fold
from geo.gazetteerfile import FORMS
from geo.story import PlaceKind

KEEP_TRANSLATION = "INSERT OR IGNORE INTO translation SELECT id, ?, ? FROM place WHERE id = ?"
REPLACE_TRANSLATION = "INSERT OR REPLACE INTO translation SELECT id, ?, ? FROM place WHERE id = ?"


def dump_lines(path: Path) -> Iterator[list[str]]:
    """The rows of a dump file, one at a time."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\r\n").split("\t")


def kind_of(feature_class: str, code: str) -> PlaceKind | None:
    """Our kind of a GeoNames feature; None for what a story does not map."""
    if feature_class == "A":
        if code.startswith("PCL") and code != "PCLH":
            return "country"
        return {"ADM1": "state", "ADM2": "county"}.get(code)  # type: ignore[return-value]
    if feature_class == "P":
        return "city" if code not in ("PPLH", "PPLQ", "PPLW") else None
    kinds: dict[str, PlaceKind] = {
        "CONT": "continent", "RGN": "region", "RGNE": "region", "DSRT": "region",
        "PEN": "region", "OCN": "sea", "SEA": "sea", "GULF": "sea", "STRT": "sea", "BAY": "sea",
        "LK": "lake", "LKS": "lake", "RSV": "lake", "STM": "river", "CNL": "site",
        "ISL": "island", "ISLS": "island", "ATOL": "island", "MT": "mountain", "MTS": "mountain",
        "VLC": "mountain", "PK": "mountain", "RSTN": "station", "AIRP": "site", "PRT": "site",
        "PAL": "site", "CSTL": "site", "MNMT": "site", "SQR": "site", "DAM": "site", "PS": "site",
        "INSM": "site", "PASS": "site", "CAPE": "site", "FLLS": "site", "PRK": "site",
    }  # fmt: skip
    return kinds.get(code)


ADD_NAME = "INSERT INTO stage.name SELECT ?, id, ? FROM place WHERE id = ?"
# What alternateNamesV2.txt also holds: links, codes of airports and the like.
NO_NAMES = {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "abbr"}
DUMP_FILES = (
    "allCountries.txt",
    "alternateNamesV2.txt",
    "admin1CodesASCII.txt",
    "admin2Codes.txt",
    "countryInfo.txt",
)


def from_dump(writer: Writer, folder: Path) -> None:
    """Everything in GeoNames' allCountries.txt, streamed, and our own lists."""
    states = {row[0]: int(row[3]) for row in dump_lines(folder / "admin1CodesASCII.txt")}
    counties = {int(row[3]) for row in dump_lines(folder / "admin2Codes.txt")}
    facts = {row[0]: row for row in dump_lines(folder / "countryInfo.txt") if len(row) > 16}
    countries = {int(row[16]): code for code, row in facts.items() if row[16]}
    capitals: dict[str, int] = {}
    for row in dump_lines(folder / "allCountries.txt"):
        add_feature(writer, row, states, counties, countries)
        if row[7] == "PPLC":
            capitals[row[8]] = int(row[0])
    add_alternate_names(writer, folder / "alternateNamesV2.txt")
    population = {code: int(row[7] or 0) for code, row in facts.items()}
    writer.index_names()
    add_countries(writer, population, capitals, {})
    add_lists(writer, strict=False)


def add_feature(
    writer: Writer,
    row: list[str],
    states: dict[str, int],
    counties: set[int],
    countries: dict[int, str],
) -> None:
    """One line of allCountries.txt."""
    number, name, _, others, latitude, longitude, feature_class, code, country = row[:9]
    kind = kind_of(feature_class, code)
    if kind is None or (kind == "country" and int(number) not in countries):
        return
    if kind == "county" and int(number) not in counties:
        return
    state = states.get(f"{country}.{row[10]}")
    names = others.split(",") if others else []
    local = local_name(country, name, names)
    people = int(row[14] or 0)
    point = float(latitude), float(longitude)
    writer.place(Row(int(number), name, *point, kind, country, state, people, local))
    writer.names(int(number), usable(names, local))


def add_alternate_names(writer: Writer, path: Path) -> None:
    """Names that have a language: all to find by, ours to show, the English one as main name."""
    for row in dump_lines(path):
        number, language, name = int(row[1]), row[2], row[3]
        preferred, colloquial, historic = row[4:5] == ["1"], row[6:7] == ["1"], row[7:8] == ["1"]
        if language in NO_NAMES:
            continue
        writer.db.execute(ADD_NAME, (fold(name), FORMS.index("alternate"), number))
        if language in LANGUAGES and not colloquial and not historic:
            insert = REPLACE_TRANSLATION if preferred else KEEP_TRANSLATION
            writer.db.execute(insert, (language, name, number))
    english = writer.db.execute("SELECT name, place FROM translation WHERE language = 'en'")
    for name, number in english:
        writer.db.execute("UPDATE place SET name = ? WHERE id = ?", (name, number))
        writer.db.execute(ADD_NAME, (fold(name), FORMS.index("main"), number))
    writer.db.execute("DELETE FROM translation WHERE language = 'en'")
