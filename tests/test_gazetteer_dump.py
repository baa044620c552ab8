"""The larger gazetteer, built from files in the format of GeoNames' dumps that we write here."""

import subprocess
import sys
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.measure import distance_km
from geo.story import Point
from geo.translations import name_in

ROOT = Path(__file__).parent.parent


def feature(
    number: int,
    name: str,
    latitude: float,
    longitude: float,
    code: str,
    country: str = "",
    admin1: str = "",
    admin2: str = "",
    population: int = 0,
    others: str = "",
) -> str:
    fields = [
        number, name, name, others, latitude, longitude, *code.split("."), country, "", admin1,
        admin2, "", "", population, "", 10, "Europe/Nowhere", "2026-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, fields))


FEATURES = [
    feature(2017370, "Rossiya", 60, 100, "A.PCLI", "RU", "00", population=144000000),
    feature(524901, "Moskva", 55.752, 37.616, "P.PPLC", "RU", "48", population=10381222,
            others="Moscou,Moskau,Москва,Масква"),
    feature(9000001, "Primorskiy Kray", 45.3, 134.7, "A.ADM1", "RU", "59", population=1900000),
    feature(9000002, "Khasanskiy Rayon", 42.8, 131.1, "A.ADM2", "RU", "59", "77", 30000),
    feature(9000003, "Gribanovka", 42.9, 131.2, "P.PPL", "RU", "59", "77", 120, "Грибановка"),
    feature(9000004, "Gribanovka Lake", 42.91, 131.21, "H.LK", "RU", "59"),
    feature(9000005, "Gribanovka Ditch", 42.92, 131.22, "H.DTCH", "RU", "59"),
    feature(9000006, "Stantsiya Gribanovka", 42.93, 131.23, "S.RSTN", "RU", "59"),
    feature(9000007, "Old Gribanovka", 42.94, 131.24, "P.PPLH", "RU", "59"),
    feature(9000008, "Quiet Sea", 41.0, 140.0, "H.SEA"),
    feature(9000009, "Quiet Mountains", 43.0, 132.0, "T.MTS", "RU", "59"),
    feature(9000010, "Mystery County", 43.5, 132.5, "A.ADM2", "RU", "59", "88"),
]  # fmt: skip
COUNTRY_INFO = [
    "#ISO\tISO3\tISO-Numeric\tfips\tCountry\tCapital\tArea",
    "RU\tRUS\t643\tRS\tRussia\tMoscow\t1\t144478050\tEU\t.ru\tRUB\tRuble\t7\t\t\tru\t2017370\tCN\t",
]
ALTERNATE_NAMES = [
    (1, 524901, "en", "Moscow", "1"),
    (2, 524901, "de", "Moskau", "1"),
    (3, 524901, "link", "https://example.org/Moscow", ""),
    (4, 9000003, "en", "Gribanov Landing", "1"),
    (5, 9000003, "ko", "그리바놉카", ""),
    (6, 9000003, "iata", "GRB", ""),
    (7, 9999999, "en", "Nowhere", ""),
    (8, 524901, "en", "Third Rome", "", "", "1"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("dump")
    target = folder / "world.sqlite"
    write(folder)
    ran = subprocess.run(
        [sys.executable, "data/build_gazetteer.py", "--dump", str(folder), "--output", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return Gazetteer(target)


def write(folder: Path) -> None:
    rows = ["\t".join(map(str, row)) for row in ALTERNATE_NAMES]
    for name, lines in (
        ("allCountries.txt", FEATURES),
        ("alternateNamesV2.txt", rows),
        ("admin1CodesASCII.txt", ["RU.59\tPrimorskiy Kray\tPrimorskiy Kray\t9000001"]),
        ("admin2Codes.txt", ["RU.59.77\tKhasanskiy\tKhasanskiy\t9000002"]),
        ("countryInfo.txt", COUNTRY_INFO),
    ):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


pytest.importorskip("babel", reason="building a gazetteer needs Babel")
pytest.importorskip("unidecode", reason="building a gazetteer needs Unidecode")
pytest.importorskip("rapidfuzz", reason="building a gazetteer needs RapidFuzz")


def test_a_village_with_its_state_and_its_names(world: Gazetteer) -> None:
    (entry,) = world.find("Gribanovka")
    place = entry.place
    assert place.id == "geonames:9000003"
    assert place.name == "Gribanov Landing"
    assert (place.kind, place.country, place.state) == ("city", "RU", "Primorskiy Kray")
    assert place.population == 120
    assert place.local_names == (("Cyrl", "Грибановка"),)
    assert world.find("Gribanov Landing")[0].main
    assert world.find("그리바놉카")[0].place == place
    assert world.find("Грибановка")[0].place == place


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Gribanovka Lake", "lake"),
        ("Stantsiya Gribanovka", "station"),
        ("Quiet Sea", "sea"),
        ("Quiet Mountains", "mountain"),
        ("Khasanskiy Rayon", "county"),
        ("Primorskiy Kray", "state"),
        ("Rossiya", "country"),
        ("Russia", "country"),
    ],
)
def test_kinds_of_features(world: Gazetteer, name: str, kind: str) -> None:
    assert world.find(name)[0].place.kind == kind


@pytest.mark.parametrize(
    "name", ["Gribanovka Ditch", "Old Gribanovka", "Mystery County", "GRB", "Nowhere"]
)
def test_what_a_story_does_not_map_is_left_out(world: Gazetteer, name: str) -> None:
    assert world.find(name) == ()


def test_the_english_and_the_german_name_of_the_capital(world: Gazetteer) -> None:
    capital = world.capital("RU")
    assert capital is not None
    assert (capital.name, capital.id) == ("Moscow", "geonames:524901")
    assert name_in(world, capital, "de") == "Moskau"
    assert world.find("Third Rome")[0].place == capital
    assert capital.local_names == (("Cyrl", "Москва"),)


def test_our_own_lists_are_in_it_too(world: Gazetteer) -> None:
    assert world.find("Chasan")[0].place.country == "RU"
    assert world.find("Gulf of Aden")[0].place.kind == "sea"
    russian = world.demonym("Russian")
    assert russian is not None
    assert russian.id == "geonames:2017370"
    near = world.nearest(Point(42.9, 131.2))
    assert near is not None
    assert distance_km(near.point, Point(42.9, 131.2)) < 1


def test_the_same_files_give_the_same_gazetteer(world: Gazetteer, tmp_path: Path) -> None:
    write(tmp_path)
    again = tmp_path / "again.sqlite"
    subprocess.run(
        [
            sys.executable,
            "data/build_gazetteer.py",
            "--dump",
            str(tmp_path),
            "--output",
            str(again),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert again.read_bytes() == world.file.path.read_bytes()
    assert not list(tmp_path.glob("*.partial"))


def test_a_folder_without_the_files_is_told_in_a_sentence(tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "data/build_gazetteer.py",
            "--dump",
            str(tmp_path),
            "--output",
            "x.sqlite",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "admin1CodesASCII.txt" in ran.stderr
    assert not (ROOT / "x.sqlite").exists()
    assert not (ROOT / "x.sqlite.partial").exists()
