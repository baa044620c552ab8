"""Add our own lists to the gazetteer: the CSV files beside this script."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gazetteer_writer import Row, Writer, kilometres, simple, split
from local_names import script_of

from geo.folding import fold
from geo.gazetteerfile import KINDS, Form
from geo.story import PlaceKind

DATA = Path(__file__).resolve().parent
COASTAL: tuple[PlaceKind, ...] = (
    "sea", "island", "site", "region", "mountain", "river", "state", "country",
)  # fmt: skip
SAME_COAST_KM = 300.0
# An island of our lists is there for its fame, as a town of this size would be.
PEOPLE_OF_ISLAND = 100_000
STRAIT = re.compile(r"(?P<before>.+) Straits?|Straits? of (?P<after>.+)")
# The languages in which the page speaks, and in which articles are read.
LANGUAGES = ("en", "nl", "de", "fr", "es", "ru", "ko")
# Countries are also found by their names in these: the scripts that a reader may paste.
OTHER_LANGUAGES = (
    "uk",
    "be",
    "bg",
    "sr",
    "el",
    "ar",
    "fa",
    "he",
    "hi",
    "th",
    "ja",
    "zh",
    "zh_Hant",
)


def read_list(name: str) -> list[dict[str, str]]:
    """The rows of one of the CSV files beside this script."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def add_lists(writer: Writer, strict: bool) -> None:
    """Add regions, sites, stations, small places, exonyms, abbreviations and demonyms.

    ``strict`` makes a row about a place that is not there an error: for the
    dump files, whose names differ, such a row is passed over.
    """
    missing: list[str] = []
    add_places(writer)
    add_regions(writer)
    add_sites(writer)
    add_coasts(writer)
    add_stations(writer)
    add_local_names(writer, missing)
    add_exonyms(writer, missing)
    add_abbreviations(writer, missing)
    add_demonyms(writer, missing)
    if missing:
        print(f"{len(missing)} rows name a place that is not there: {'; '.join(missing)}")
        if strict:
            raise SystemExit(1)


def slug_of(name: str) -> str:
    """Make the id of a place of our own: "dateline:gulf-of-aden"."""
    return "dateline:" + fold(name.replace("(", " ").replace(")", " ")).replace(" ", "-")


def add_places(writer: Writer) -> None:
    """Small places that the packages lack or misplace; one with a GeoNames id is corrected."""
    for row in read_list("places.csv"):
        states = writer.bearers(row["state"], row["country"], ["state"])
        number = int(row["geonames"]) if row["geonames"] else writer.own_id()
        place = Row(
            number,
            simple(row["name"]),
            float(row["latitude"]),
            float(row["longitude"]),
            row["kind"],  # type: ignore[arg-type]
            row["country"],
            states[0].id if states else None,
            int(row["population"] or 0),
            row["local"],
            "" if row["geonames"] else f"dateline:{row['slug']}",
            f"places.csv: {row['source']}",
        )
        for twin in writer.bearers(place.name, place.country, ["city"]):
            if kilometres(twin.point, place.point) < 15 and twin.id != number:
                forget(writer, twin.id)
        forget(writer, number)
        writer.place(place)
        add_names(writer, number, split(row["names"]))


def forget(writer: Writer, number: int) -> None:
    """Take a place and its names out again."""
    writer.db.execute("DELETE FROM place WHERE id = ?", (number,))
    writer.db.execute("DELETE FROM stage.name WHERE place = ?", (number,))


def add_regions(writer: Writer) -> None:
    """Regions, seas, rivers, ranges, islands; one that is a state already only names it."""
    for row in read_list("regions.csv"):
        names = split(row["also"])
        for language in ("de", "fr", "nl", "es"):
            names += split(row[language])
        point = float(row["latitude"]), float(row["longitude"])
        kind: PlaceKind = row["kind"]  # type: ignore[assignment]
        name, country = simple(row["name"]), row["country"]
        number = same_state(writer, name, country, kind, point)
        if number is None and row["geonames"]:
            number = int(row["geonames"])
            writer.place(Row(number, name, *point, kind, country))
        elif number is None:
            number = writer.own_id()
            slug = slug_of(row["name"])
            writer.place(Row(number, name, *point, kind, country, slug=slug, source="regions.csv"))
        for other in names:
            writer.names(
                number, [other], "alternate" if is_taken(writer, other, number) else "main"
            )
        for language in ("de", "fr", "nl", "es"):
            for name in split(row[language])[:1]:
                writer.translation(number, language, name)


def same_state(
    writer: Writer, name: str, country: str, kind: PlaceKind, point: tuple[float, float]
) -> int | None:
    """The state that is the same ground as a region or island of this name, if there is one."""
    if kind not in ("region", "island") or not country:
        return None
    for state in writer.bearers(name, country, ["state", "country"]):
        if kilometres(state.point, point) < 200:
            return state.id
    return None


def add_sites(writer: Writer) -> None:
    """Squares, palaces, airports, boroughs; one that is a town already only names it."""
    for row in read_list("sites.csv"):
        name, country = simple(row["name"]), row["country"]
        point = float(row["latitude"]), float(row["longitude"])
        twins = writer.bearers(name, country, ["city", "site"]) if country else []
        near = [twin for twin in twins if kilometres(twin.point, point) < 12]
        if near:
            number = near[0].id
            writer.place(replace(near[0], kind="site", name=name))
        else:
            number = writer.own_id()
            slug = slug_of(f"{name} {country}")
            writer.place(Row(number, name, *point, "site", country, slug=slug, source="sites.csv"))
        form: Form = "metonym" if row["stands_for"] == "government" else "alternate"
        if form == "metonym":
            writer.db.execute("DELETE FROM stage.name WHERE place = ?", (number,))
            writer.names(number, [name], form)
        writer.names(number, split(row["also"]), form)


def add_coasts(writer: Writer) -> None:
    """Capes, bays and straits; one that is known already only gets its other names."""
    for row in read_list("coasts.csv"):
        name, country = simple(row["name"]), row["country"]
        point = float(row["latitude"]), float(row["longitude"])
        names = [name, *split(row["also"])]
        names += [other for one in names for other in sea_names(one)]
        twins = [
            twin
            for twin in writer.bearers(name, "", COASTAL)
            if kilometres(twin.point, point) < SAME_COAST_KM
        ]
        if twins:
            number = twins[0].id
        else:
            number, slug = writer.own_id(), slug_of(f"{row['name']} {country}")
            kind: PlaceKind = row["kind"]  # type: ignore[assignment]
            writer.place(Row(number, name, *point, kind, country, slug=slug, source="coasts.csv"))
        writer.names(number, names)


def sea_names(name: str) -> Iterator[str]:
    """What charts and other languages call a cape or a strait of an English name."""
    if name.startswith("Cape "):
        for word in ("Kap", "Cap", "Kaap", "Cabo", "Capo", "C."):
            yield f"{word} {name[5:]}"
    narrow = STRAIT.fullmatch(name)
    if narrow:
        stem = narrow["before"] or narrow["after"]
        yield from (f"{stem} Strait", f"{stem} Straits", f"Strait of {stem}", f"Straits of {stem}")
        yield f"Straat {stem}"


def add_stations(writer: Writer) -> None:
    """The termini of capitals and other large towns."""
    for row in read_list("stations.csv"):
        number, name, country = writer.own_id(), simple(row["name"]), row["country"]
        point = float(row["latitude"]), float(row["longitude"])
        slug = slug_of(f"{name} {country}")
        source = "stations.csv"
        writer.place(Row(number, name, *point, "station", country, slug=slug, source=source))
        writer.names(number, split(row["also"]))


def target(writer: Writer, row: dict[str, str], missing: list[str]) -> int | None:
    """The id of the place that a row of exonyms, abbreviations or demonyms is about."""
    kind: PlaceKind = row["kind"]  # type: ignore[assignment]
    kinds: list[PlaceKind] = [kind]
    if kind == "city":
        kinds.append("site")
    if kind in ("region", "state"):
        kinds = ["state", "region", "country"] if row["country"] else [kind]
    found = writer.bearers(row["place"], row["country"], kinds)
    if not found:
        missing.append(f"{row['place']} ({row['country']})")
        return None
    return found[0].id


def add_exonyms(writer: Writer, missing: list[str]) -> None:
    """Former and foreign names of cities and states, and English names to show."""
    for row in read_list("exonyms.csv"):
        number = target(writer, row, missing)
        if number is None:
            continue
        if "word" in row["note"]:
            writer.names(number, split(row["names"]))
        else:
            add_names(writer, number, split(row["names"]), former=row["note"] == "former")
        if row["english"] and row["english"] != row["place"]:
            writer.db.execute("UPDATE place SET name = ? WHERE id = ?", (row["english"], number))
            writer.names(number, [row["english"]], "main")


def add_local_names(writer: Writer, missing: list[str]) -> None:
    """Names in the local script that no rule would choose."""
    for row in read_list("local_names.csv"):
        number = target(writer, {**row, "kind": "city"}, missing)
        if number is not None:
            set_local(writer, number, row["names"])


def add_names(writer: Writer, number: int, names: list[str], former: bool = False) -> None:
    """Add names that stand for a place as its main one does, unless a town bears them too."""
    for name in names:
        taken = is_taken(writer, name, number, former)
        writer.names(number, [name], "alternate" if taken else "main")


def is_taken(writer: Writer, name: str, number: int, former: bool = False) -> bool:
    """Whether a town that counts beside this place is known by the name.

    Odessa in Texas does not beside the port on the Black Sea; of a former name any
    town of some size does: Canton is in Ohio.
    """
    ((people,),) = writer.db.execute(
        "SELECT coalesce(max(population), iif(kind = ?, ?, 0)) FROM place WHERE id = ?",
        (KINDS.index("island"), PEOPLE_OF_ISLAND, number),
    )
    return any(
        twin.id != number
        and fold(twin.name) == fold(name)
        and twin.population > 5000
        and (former or twin.population * 5 > people)
        for twin in writer.bearers(name, "", KINDS)
    )


def add_abbreviations(writer: Writer, missing: list[str]) -> None:
    """Add abbreviations such as "Calif." and postal codes such as "CA"."""
    for position, row in enumerate(read_list("abbreviations.csv")):
        number = target(writer, row, missing)
        if number is not None:
            writer.exact(number, split(row["abbreviations"]), "abbreviation", position)
            writer.exact(number, split(row["postal"]), "postal", position)


def add_demonyms(writer: Writer, missing: list[str]) -> None:
    """Add "Russian", "Texans"; our own list comes before the packages' nationalities."""
    for position, row in enumerate(read_list("demonyms.csv")):
        number = target(writer, row, missing)
        if number is not None:
            writer.exact(number, split(row["words"]), "demonym", position)


def add_countries(
    writer: Writer,
    population: dict[str, int],
    capitals: dict[str, int],
    official_names: dict[str, list[str]],
) -> None:
    """Countries at GeoNames' points, with their names in our languages and their own."""
    from babel import Locale

    locales = {code: Locale.parse(code) for code in (*LANGUAGES, *OTHER_LANGUAGES)}
    for row in read_list("countries.csv"):
        code, number = row["code"], int(row["geonames"])
        local = []
        names = []
        for language in own_languages(code):
            name = Locale.parse(language).territories.get(code)
            if name:
                names.append((language, name))
                script = script_of(name)
                if script != "Latn" and script not in [s for s, _ in local]:
                    local.append((script, name))
        place = Row(
            number,
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            "country",
            code,
            population=population.get(code, 0),
            local=row["local"] or "|".join(f"{script}:{name}" for script, name in local),
        )
        writer.place(place)
        for language, locale in locales.items():
            name = locale.territories.get(code)
            # CLDR's English names of some lands are for menus: "Hong Kong SAR China".
            if name and not (language == "en" and " SAR " in name):
                names.append((language, simple(name)))
                if language in LANGUAGES[1:]:
                    writer.translation(number, language, simple(name))
        writer.names(number, [*split(row["aliases"]), *official_names.get(code, [])], "main")
        writer.names(number, [name for language, name in names if language in LANGUAGES], "main")
        writer.names(number, [name for _, name in names])
        writer.names(number, [item.partition(":")[2] for item in row["local"].split("|")])
        writer.country(code, number, capitals.get(code))


def own_languages(country: str) -> list[str]:
    """The official languages of a country that CLDR knows, the most spoken first."""
    from babel.core import get_global
    from babel.localedata import exists

    return [
        language
        for language, facts in get_global("territory_languages").get(country, {}).items()
        if facts["official_status"] in ("official", "de_facto_official") and exists(language)
    ]


def set_local(writer: Writer, number: int, local: str) -> None:
    """Show this name in the local script, and find the place by it."""
    writer.db.execute("UPDATE place SET local = ? WHERE id = ?", (local, number))
    writer.names(number, [item.partition(":")[2] for item in local.split("|")], "main")
