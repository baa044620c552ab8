"""The gazetteer that Dateline ships, asked as the reading asks it."""

import csv
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.folding import fold
from geo.gazetteer import Gazetteer, default
from geo.measure import distance_km
from geo.spellings import one_letter_off, variants
from geo.story import Place, Point

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


def first(name: str) -> Place:
    return default().find(name)[0].place


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_any_text_may_be_asked_for(text: str) -> None:
    gazetteer = default()
    assert bool(gazetteer.find(text)) == (text in gazetteer.knows([text]))


# --- what a name means --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "country", "latitude", "longitude"),
    [
        ("Russia", "country", "RU", 60, 100),
        ("the United States", "country", "US", 39.76, -98.5),
        ("America", "country", "US", 39.76, -98.5),
        ("Holland", "country", "NL", 52.25, 5.75),
        ("Nordkorea", "country", "KP", 40, 127),
        ("Estados Unidos", "country", "US", 39.76, -98.5),
        ("Южная Корея", "country", "KR", 36.5, 127.75),
        ("Alaska", "state", "US", 64, -150),
        ("Nunavut", "state", "CA", 70, -90),
        ("New South Wales", "state", "AU", -33, 146),
        ("Bavaria", "state", "DE", 49, 11.5),
        ("Primorye", "state", "RU", 45.3, 134.7),
        ("Kerala", "state", "IN", 10, 76.5),
        ("Cook County", "county", "US", 41.8, -87.8),
        ("Cook Co.", "county", "US", 41.8, -87.8),
        ("Vladivostok", "city", "RU", 43.1, 131.9),
        ("Saigon", "city", "VN", 10.8, 106.6),
        ("Constantinople", "city", "TR", 41, 29),
        ("Moskau", "city", "RU", 55.75, 37.6),
        ("Parijs", "city", "FR", 48.85, 2.35),
        ("Middle East", "region", "", 29, 41),
        ("Gulf of Aden", "sea", "", 12.3, 47.5),
        ("East Sea", "sea", "", 40, 135),
        ("Mittelmeer", "sea", "", 35, 20),
        ("Danube", "river", "", 45.2, 29.7),
        ("Lake Baikal", "lake", "RU", 53.5, 108),
        ("Himalayas", "mountain", "", 28, 84),
        ("Vancouver Island", "island", "CA", 49.65, -125.5),
        ("Europe", "continent", "", 48.7, 9.1),
        ("Manhattan", "site", "US", 40.78, -73.97),
        ("Wall Street", "site", "US", 40.7, -74),
    ],
)
def test_the_likeliest_place_of_a_name(
    name: str, kind: str, country: str, latitude: float, longitude: float
) -> None:
    place = first(name)
    assert (place.kind, place.country) == (kind, country)
    assert distance_km(place.point, Point(latitude, longitude)) < 120


@pytest.mark.parametrize(
    ("name", "country"),
    [("Paris", "FR"), ("London", "GB"), ("Moscow", "RU"), ("Omsk", "RU"), ("Kyiv", "UA")],
)
def test_a_city_that_gives_a_province_its_name_comes_before_it(name: str, country: str) -> None:
    assert (first(name).kind, first(name).country) == ("city", country)


def test_the_province_is_found_by_its_long_name() -> None:
    assert first("Omsk Oblast").kind == first("Omsk region").kind == "state"
    assert first("Homs province").kind == "state"


def test_a_qualifier_asks_for_that_kind_alone() -> None:
    kinds = {entry.place.kind for entry in default().find("Saskatchewan Province")}
    assert kinds == {"state"}
    assert default().find("Lisbon Ocean") == ()


def test_unknown_names_have_no_place() -> None:
    assert default().find("Zwxqvtown") == default().find("") == default().find("  .,;") == ()


def test_every_place_tells_what_it_is() -> None:
    place = first("Vladivostok")
    assert place.id == "geonames:2013348"
    assert place.state == "Primorsky Krai"
    assert place.population > 500_000
    assert place.source == "GeoNames"
    assert default().get(place.id) == place


def test_ids_that_nobody_bears() -> None:
    for number in ("geonames:1", "geonames:", "geonames:x", "dateline:atlantis", "", "geonames:-1"):
        assert default().get(number) is None


# --- forms of names -----------------------------------------------------------------------


def forms(name: str) -> list[tuple[str, str]]:
    return [(entry.place.name, entry.form) for entry in default().find(name)]


def test_the_case_of_an_abbreviation_counts() -> None:
    assert ("United States", "abbreviation") in forms("US")
    assert ("United States", "abbreviation") not in forms("us")
    assert ("California", "abbreviation") in forms("Calif.")
    assert ("British Columbia", "abbreviation") in forms("B.C.")
    assert ("Indiana", "postal") in forms("IN")
    assert "Indiana" not in dict(forms("in"))
    assert ("New South Wales", "abbreviation") in forms("NSW")


def test_a_name_for_a_government_says_so() -> None:
    assert forms("the Kremlin")[0] == ("Kremlin", "metonym")
    assert first("Kremlin").country == "RU"
    assert not default().find("Kremlin")[0].main


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Russian", "Russia"),
        ("RUSSIAN", "Russia"),
        ("North Korean", "North Korea"),
        ("Texans", "Texas"),
        ("Londoner", "London"),
        ("Nigerien", "Niger"),
        ("Belizeans", "Belize"),
        ("European", "Europe"),
        ("Französische", None),
        ("französische", "France"),
        ("Noord-Koreaanse", "North Korea"),
        ("ukrainienne", "Ukraine"),
        ("russian", None),
        ("Kim", None),
    ],
)
def test_demonyms(word: str, name: str | None) -> None:
    place = default().demonym(word)
    assert (place.name if place else None) == name


def test_a_demonym_is_no_name() -> None:
    assert default().find("Norwegians") == ()
    assert default().knows(["Norwegians", "Norway", "Qwertzland"]) == {"Norway"}


# --- scripts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "script", "local"),
    [
        ("Pyongyang", "Hang", "평양"),
        ("Seoul", "Hang", "서울"),
        ("Vladivostok", "Cyrl", "Владивосток"),
        ("Moscow", "Cyrl", "Москва"),
        ("Kyiv", "Cyrl", "Київ"),
        ("Minsk", "Cyrl", "Мінск"),
        ("Belgrade", "Cyrl", "Београд"),
        ("Beijing", "Hans", "北京"),
        ("Taipei", "Hant", "台北"),
        ("Tokyo", "Jpan", "東京"),
        ("Yokohama", "Jpan", "横浜"),
        ("Cairo", "Arab", "القاهرة"),
        ("Tehran", "Arab", "تهران"),
        ("Athens", "Grek", "Αθήνα"),
        ("Jerusalem", "Hebr", "ירושלים"),
        ("Bangkok", "Thai", "กรุงเทพ"),
        ("Tbilisi", "Geor", "თბილისი"),
        ("Yerevan", "Armn", "Երևան"),
        ("New Delhi", "Deva", "नई दिल्ली"),
        ("Khasan", "Cyrl", "Хасан"),
        ("Russia", "Cyrl", "Россия"),
        ("North Korea", "Hang", "조선"),
    ],
)
def test_the_local_name_is_the_one_of_the_country(name: str, script: str, local: str) -> None:
    assert first(name).local_names[0] == (script, local)
    assert first(name).id in {entry.place.id for entry in default().find(local)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Владивосток", "Vladivostok"),
        ("부산", "Busan"),
        ("上海", "Shanghai"),
        ("دمشق", "Damascus"),
        ("Θεσσαλονίκη", "Thessaloniki"),
        ("ハノイ", "Hanoi"),
        ("日本", "Japan"),
        ("Франция", "France"),
    ],
)
def test_names_in_other_scripts_are_found(name: str, expected: str) -> None:
    assert first(name).name == expected


def test_where_latin_is_written_no_local_name_is_shown() -> None:
    assert first("Paris").local_names == first("Hanoi").local_names == ()


# --- other transliterations ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Schitomir", "Zhytomyr"),
        ("Khabarowsk", "Khabarovsk"),
        ("Wladiwostock", "Vladivostok"),
        ("Birobidschan", "Birobidzhan"),
        # As they were spelt in older days.
        ("Luneburgh", "Lüneburg"),
        ("Cardigans", None),
        ("Rigga", "Riga"),
        ("Tamboff", "Tambov"),
        ("Trebisonde", "Trabzon"),
        ("Tsjeljabinks", None),
    ],
)
def test_a_spelling_of_another_language(spelling: str, name: str | None) -> None:
    entries = default().find(spelling) or default().find_variants(spelling)
    assert (entries[0].place.name if entries else None) == name


def test_the_general_rule_reaches_khasan() -> None:
    assert any("khasan" in ring for ring in variants(fold("Chasan")))
    assert any("khasan" in ring for ring in variants(fold("Jasan")))


@pytest.mark.parametrize(
    ("name", "main"),
    [
        ("détroit de Behring", "Bering Strait"),
        ("Bahía de Campeche", "Bay of Campeche"),
        ("Straße von Malakka", "Strait of Malacca"),
        ("Torres Straits", "Torres Strait"),
        ("Magellan's Straits", "Strait of Magellan"),
        ("Hudson's Bay", "Hudson Bay"),
        ("mar Pacífico", "Pacific Ocean"),
        ("Tumen river", "Tumen"),
        ("Carpathian mountains", "Carpathians"),
        ("Oster-Insel", "Easter Island"),
        ("monte Ararat", "Mount Ararat"),
        ("Hawaiian Islands", "Hawaii"),
        ("Hawaiian islands", "Hawaii"),
        ("Greek islands", None),
        ("île de Paris", None),
        ("Lake Ottoline", None),
    ],
)
def test_a_feature_by_its_name_in_another_language(name: str, main: str | None) -> None:
    found = default().find(name)
    assert (found[0].place.name if found else None) == main


def test_variants_are_sought_only_for_unknown_names() -> None:
    assert default().find("Paris") != ()
    assert default().find_variants("Paris") == ()


def test_a_letter_wrong_in_a_long_name_is_a_misprint_of_a_large_town() -> None:
    assert [entry.place.name for entry in default().find_misprints("Heidclberg")] == ["Heidelberg"]
    assert default().find_misprints("Heidelberg") == ()
    # What is short is a letter away from too much, and a village is not known so well.
    assert default().find_misprints("Mosow") == ()
    assert default().find_misprints("Tewkesbvry") == ()


def test_a_letter_less_more_other_or_two_exchanged() -> None:
    off = set(one_letter_off("turin"))
    assert {"tuin", "turino", "tubin", "tuirn"} <= off
    assert not off & {"tun", "rutin"}


@given(st.text(alphabet="abcdehijkoqsuvwxyz ", max_size=60))
@settings(deadline=None, max_examples=50)
def test_variants_are_bounded_and_new(key: str) -> None:
    found = [variant for ring in variants(key) for variant in ring]
    assert len(found) == len(set(found)) <= 600
    assert key not in found


# --- countries, neighbours, search --------------------------------------------------------


def test_every_country_has_a_point_and_all_but_the_empty_ones_a_capital() -> None:
    gazetteer = default()
    without = set()
    for row in rows("countries.csv"):
        place = gazetteer.country(row["code"])
        assert place is not None
        assert place.kind == "country"
        assert abs(place.point.latitude - float(row["latitude"])) < 1e-4
        if gazetteer.capital(row["code"]) is None:
            without.add(row["code"])
    assert without <= {"AQ", "BV", "HM", "IO", "MO", "TF", "TK", "UM", "EH", "BQ", "GS"}
    assert gazetteer.country("zz") is None


@pytest.mark.parametrize(
    ("code", "capital"),
    [("KP", "Pyongyang"), ("ru", "Moscow"), ("AU", "Canberra"), ("XK", "Pristina")],
)
def test_capitals(code: str, capital: str) -> None:
    place = default().capital(code)
    assert place is not None
    assert place.name == capital


def test_the_nearest_place_also_across_the_180th_meridian_and_at_the_poles() -> None:
    gazetteer = default()
    near = gazetteer.nearest(Point(43.1, 131.9))
    assert near is not None
    assert near.name == "Vladivostok"
    state = gazetteer.nearest(Point(60, 99), ("state",))
    assert state is not None
    assert state.country == "RU"
    fiji = gazetteer.nearest(Point(-16.8, -179.99))
    assert fiji is not None
    assert fiji.country == "FJ"
    north = gazetteer.nearest(Point(89.9, 0))
    assert north is not None
    assert north.point.latitude > 78


def test_search_gives_the_well_known_first() -> None:
    gazetteer = default()
    assert gazetteer.search("vladiv")[0].name == "Vladivostok"
    assert gazetteer.search("San Fran", limit=3)[0].name == "San Francisco"
    assert gazetteer.search("New Yor")[0].name == "New York City"
    assert gazetteer.search("rio")[0].name == "Rio de Janeiro"
    assert "Paris" in [place.name for place in gazetteer.search("par")[:2]]
    assert gazetteer.search("Пхень")[0].name == "Pyongyang"
    assert gazetteer.search("") == gazetteer.search("zzzzq") == ()
    assert len(gazetteer.search("new", limit=7)) == 7


# --- our own lists and the file agree -----------------------------------------------------


def test_places_csv_is_in_the_file_as_it_stands() -> None:
    gazetteer = default()
    for row in rows("places.csv"):
        place = gazetteer.get(f"dateline:{row['slug']}")
        assert place is not None, row["slug"]
        assert place.point == Point(float(row["latitude"]), float(row["longitude"]))
        assert place.source == f"places.csv: {row['source']}"
        assert row["source"]
        for name in (row["name"], *row["names"].split("|")):
            named = {entry.place.id for entry in gazetteer.find(name.partition(" (")[0])}
            assert place.id in named, name


def test_khasan_lies_in_russia_and_kimchaek_on_the_coast() -> None:
    for name in ("Khasan", "Chasan", "Chassan", "Хасан", "하산"):
        assert first(name).country == "RU"
        assert distance_km(first(name).point, Point(42.43, 130.645)) < 1
    assert distance_km(first("Kimchaek").point, Point(40.672, 129.203)) < 1
    assert {entry.place.country for entry in default().find("Kimchaek")} == {"KP"}


@pytest.mark.parametrize(("name", "kind"), [("regions.csv", ""), ("sites.csv", "")])
def test_every_region_and_site_is_found_by_its_names(name: str, kind: str) -> None:
    gazetteer = default()
    for row in rows(name):
        here = Point(float(row["latitude"]), float(row["longitude"]))
        for one in (row["name"], *row["also"].split("|")):
            bare = one.partition(" (")[0]
            if bare:
                points = [entry.place.point for entry in gazetteer.find(bare)]
                assert any(distance_km(here, point) < 210 for point in points), bare


def test_abbreviations_and_demonyms_in_our_lists_are_known() -> None:
    gazetteer = default()
    for row in rows("abbreviations.csv"):
        for name in filter(None, (*row["abbreviations"].split("|"), *row["postal"].split("|"))):
            assert any(e.form in ("abbreviation", "postal") for e in gazetteer.find(name)), name
    for row in rows("demonyms.csv"):
        for word in row["words"].split("|"):
            assert gazetteer.demonym(word) is not None, word


# --- the file -----------------------------------------------------------------------------


def test_the_file_is_small_and_answers_from_many_threads() -> None:
    gazetteer = Gazetteer()
    assert gazetteer.file.path.stat().st_size <= 40 * 1024 * 1024
    names = ["Paris", "Pyongyang", "Homs province", "Zwxqv", "Владивосток"] * 40
    alone = [gazetteer.find(name) for name in names]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(Gazetteer().find, names)) == alone


def test_a_missing_file_a_wrong_one_and_another_version(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        Gazetteer(tmp_path / "nowhere.sqlite")
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_text("This is no database, though long enough to be looked at. " * 10)
    with pytest.raises(DataError, match="cannot be read"):
        Gazetteer(wrong)
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('schema_version', '0')")
    with pytest.raises(DataError, match="version 0"):
        Gazetteer(old)


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "else where" / "world.sqlite"))
    with pytest.raises(DataError, match="world"):
        Gazetteer()


def test_asking_imports_nothing_heavy() -> None:
    code = (
        "import sys, geo.gazetteer as g; g.default().find('Paris');"
        "print(sorted({'geopy', 'pandas', 'folium', 'shapely', 'spacy'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr


def test_how_many_names_a_place_has_is_told() -> None:
    names = {entry.place.country: entry.names for entry in default().find("Geneva")[::-1]}
    assert names["CH"] > 4 * names["US"]


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Gare du Nord", "station", "FR"),
        ("Charing Cross", "station", "GB"),
        ("Tokyo Station", "station", "JP"),
        ("Kattegat", "sea", ""),
        ("Bass Strait", "sea", "AU"),
        ("Straat Bass", "sea", "AU"),
        ("Gozo", "island", "MT"),
        ("Tahiti", "island", "PF"),
        ("Malpensa", "site", "IT"),
        ("Masada", "site", "IL"),
        ("Transvaal", "region", "ZA"),
        ("Avdiivka", "city", "UA"),
        ("Chernobyl", "city", "UA"),
        ("Fallujah", "city", "IQ"),
    ],
)
def test_stations_straits_islands_and_names_of_the_news_are_known(
    name: str, kind: str, country: str
) -> None:
    best = default().find(name)[0]
    assert (best.place.kind, best.place.country) == (kind, country)


def test_an_adjective_is_no_name_of_a_division() -> None:
    assert default().find("Nacional") == ()


@pytest.mark.parametrize(
    ("name", "kind", "country", "latitude"),
    [
        # A cape, a bay and a strait, by their names on charts and in other languages.
        ("Cape Leeuwin", "site", "AU", -34.4),
        ("Kaap Leeuwin", "site", "AU", -34.4),
        ("Straits of Gaspar", "sea", "ID", -2.9),
        ("Hudson's Bay", "sea", "CA", 60.0),
        # Islands, the second one by the box on both sides of 180 degrees.
        ("Kangaroo Island", "island", "AU", -35.8),
        ("Totoya Island", "island", "FJ", -19.0),
        # Airfields by long, short, former and turned names.
        ("Ramstein Air Base", "site", "DE", 49.4),
        ("Langley AFB", "site", "US", 37.1),
        ("Dhahran Air Base", "site", "SA", 26.3),
        ("Naval Station Norfolk", "site", "US", 36.9),
        # Towns and islands as voyages of other centuries spell them.
        ("Havannah", "city", "CU", 23.1),
        ("Porto Praya", "city", "CV", 14.9),
        ("Owhyhee", "state", "US", 20.0),
    ],
)
def test_capes_islands_airfields_and_old_names_are_known(
    name: str, kind: str, country: str, latitude: float
) -> None:
    places = [entry.place for entry in default().find(name)]
    assert any(
        (place.kind, place.country) == (kind, country)
        and abs(place.point.latitude - latitude) < 1.5
        for place in places
    )


def test_an_island_of_a_common_name_is_known_by_its_long_name_alone() -> None:
    assert not any(entry.place.kind == "island" for entry in default().find("Moresby"))
