"""A story as GeoJSON, KML, GPX and CSV: nothing lost, nothing run, and others can read it."""

import copy
import csv
import io
import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import edits
from geo.errors import StoryError
from geo.formats import (
    COLUMNS,
    DATA_FORMATS,
    dumps,
    from_geojson,
    loads,
    to_csv,
    to_geojson,
    to_gpx,
    to_kml,
)
from geo.route import leg
from geo.story import (
    Article,
    Candidate,
    Itinerary,
    Mention,
    Mode,
    Place,
    Point,
    Reason,
    Span,
    Speed,
    Stop,
    Story,
)
from geo.storyfile import VERSION
from tests.strategies import HOSTILE, stories

KML = "{http://www.opengis.net/kml/2.2}"
GPX = "{http://www.topografix.com/GPX/1/1}"
relaxed = settings(deadline=None, max_examples=60)

OSLO, BERGEN = Point(59.91273, 10.74609), Point(60.39299, 5.32415)
FIJI, SAMOA = Point(-18.14161, 178.44149), Point(-13.83333, -171.76666)


def story_of(*named: tuple[str, Point], mode: Mode = "sea", title: str = "A voyage") -> Story:
    """A story whose stops are named one after another, and one other place."""
    text, mentions, stops = "They left.", [], []
    for i, (name, point) in enumerate([*named, ("Elsewhere", Point(1.5, -2.25))]):
        start = len(text) + len(" To ")
        text += f" To {name}."
        place = Place(f"test:{i}", name, point, "city", "XX", source="An atlas")
        mentions.append(Mention(Span(start, start + len(name)), name, place=place, confidence=0.75))
        if i < len(named):
            passage = Span(start - 3, len(text))
            stops.append(Stop(mentions[-1], passage, "via", evidence=(Span(start - 3, start - 1),)))
    legs = tuple(leg(a.place.point, b.place.point, mode) for a, b in pairwise(stops))
    return Story(Article(text, title), tuple(mentions), Itinerary(tuple(stops), mode), legs)


STORIES = {
    "two stops": story_of(("Oslo", OSLO), ("Bergen", BERGEN)),
    "across the 180th meridian": story_of(("Suva", FIJI), ("Apia", SAMOA)),
    "one stop": story_of(("Oslo", OSLO)),
    "no journey": story_of(),
    "two stops at one point": story_of(("Oslo", OSLO), ("Christiania", OSLO)),
    "200 stops": story_of(
        *((f"Stop {i}", Point(-80 + 0.8 * i, (7.9 * i) % 360 - 180)) for i in range(200)),
        mode="air",
    ),
    "hostile": story_of(*((name, OSLO) for name in HOSTILE), title=" ".join(HOSTILE)),
}
every_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)


# --- the saved story ----------------------------------------------------------------------


@relaxed
@given(stories())
def test_a_saved_story_is_the_same_story(story: Story) -> None:
    assert from_geojson(to_geojson(story)) == story
    assert loads(dumps(story)) == story
    assert loads(dumps(story).encode()) == story
    assert dumps(loads(dumps(story))) == dumps(story)


@every_story
def test_a_saved_story_is_the_same_story_here_too(story: Story) -> None:
    assert loads(DATA_FORMATS["geojson"].encode(story)) == story


def test_every_field_of_a_story_is_saved() -> None:
    oslo = Place(
        "geonames:3143244", "Oslo", OSLO, "city", "NO", "Oslo", 9, (("Latn", "Oslo"),), "GeoNames"
    )
    reason = Reason("population", ("580,000", "12"))
    mention = Mention(
        Span(0, 4),
        "Oslo",
        "embedded",
        oslo,
        0.5,
        (reason,),
        (Candidate(oslo, 0.25, (reason,)),),
        True,
    )
    stop = Stop(mention, Span(0, 9), "end", "inferred", (Span(5, 9),), (reason,))
    itinerary = Itinerary((stop,), "foot", (reason,), Speed(5.5, Span(1, 2)))
    story = Story(Article("Oslo, at last"), (mention,), itinerary)
    assert loads(dumps(story)) == story
    place = to_geojson(story)["dateline"]["places"]
    assert len(place) == 1  # the stop, the mention and the candidate share it


def test_the_map_is_in_the_features_alone() -> None:
    """Coordinates of a leg are not written twice: they are most of a file."""
    collection = to_geojson(STORIES["across the 180th meridian"])
    assert "coordinates" not in json.dumps(collection["dateline"])
    line = next(f for f in collection["features"] if f["properties"]["kind"] == "leg")
    assert line["geometry"]["type"] == "MultiLineString"
    west, east = line["geometry"]["coordinates"]
    assert (west[-1][0], east[0][0]) == (180, -180)


def test_a_feature_tells_what_a_graphics_desk_needs() -> None:
    stop, bergen, line, elsewhere = to_geojson(STORIES["two stops"])["features"]
    assert stop["geometry"] == {"type": "Point", "coordinates": [10.74609, 59.91273]}
    assert stop["properties"]["order"] == 1
    assert stop["properties"]["passage"] == "To Oslo."
    assert bergen["properties"]["name"] == "Bergen"
    assert line["properties"]["mode"] == "sea"
    assert line["properties"]["kilometres"] > 600
    assert elsewhere["properties"] == {"kind": "place", "name": "Elsewhere", "country": "XX"}


# --- a file that is no saved story --------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "42",
        '"text"',
        "{}",
        "\ufeff{}",
        b"\xff\xfe\x00",
        b"\x89PNG\r\n",
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": 1, "dateline": {"version": 1}}',
        '{"features": [], "dateline": {"version": "1"}}',
        '{"features": [], "dateline": {"version": 1}}',
        '{"features": [], "dateline": ' + "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"features": [], "dateline": {"version": ' + "9" * 5000 + "}}",
    ],
)
def test_a_file_that_is_no_story_is_told_in_a_sentence(text: str | bytes) -> None:
    with pytest.raises(StoryError, match=r"^This .*\.$"):
        loads(text)


def test_a_file_that_is_too_long_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.formats.MOST_BYTES", 10)
    with pytest.raises(StoryError, match="too long"):
        loads(" " * 11)


def test_a_story_of_a_later_version_asks_for_an_update() -> None:
    later = to_geojson(STORIES["one stop"])
    later["dateline"]["version"] = VERSION + 1
    with pytest.raises(StoryError, match="update"):
        from_geojson(later)


WRONG = [
    None,
    True,
    -1,
    10**400,
    float("nan"),
    float("inf"),
    1e9,
    "x",
    [],
    {},
    [[[[]]]],
    {"x": {}},
    [None, None],
    [0, 0],
    [5, 1],
]


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a value."""
    if not isinstance(value, (dict, list)):
        return [path]
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(deeper for key, item in inside for deeper in paths(item, (*path, key)))]


def spoilt(collection: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    """A copy with one value replaced."""
    collection = copy.deepcopy(collection)
    inside = collection
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = wrong
    return collection


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_spoilt_story_is_refused_or_still_a_story(data: st.DataObject) -> None:
    collection = to_geojson(STORIES["two stops"])
    ways = [path for path in paths(collection) if path]
    bad = spoilt(collection, data.draw(st.sampled_from(ways)), data.draw(st.sampled_from(WRONG)))
    story, told = None, ""
    try:
        story = from_geojson(bad)
    except StoryError as error:
        told = str(error)
    if story is None:
        assert told.startswith("This ")
        return
    assert len(story.legs) in (0, len(story.stops) - 1)
    for encoded in (one.encode(story) for one in DATA_FORMATS.values()):
        assert encoded
    assert [story.places, story.context, story.kilometres, story.least_hours]


@pytest.mark.parametrize(
    ("path", "wrong", "told"),
    [
        (("dateline", "mentions", 0, "span"), [3, 10**6], r"mentions\[0\]\.span"),
        (("dateline", "mentions", 0, "confidence"), 1.5, r"mentions\[0\]\.confidence"),
        (("dateline", "mentions", 0, "place"), 99, r"mentions\[0\]\.place"),
        (("dateline", "places", 0, "kind"), "planet", r"places\[0\]\.kind"),
        (("dateline", "places", 0, "point"), [10, 91], r"places\[0\]\.point"),
        (("dateline", "places", 0, "new"), 1, r"places\[0\]"),
        (("dateline", "itinerary", "stops", 0, "mention"), 9, r"stops\[0\]\.mention"),
        (("dateline", "itinerary", "speed"), {"kilometres_per_hour": 0, "span": [0, 1]}, "speed"),
        (("dateline", "article", "text"), 7, r"article\.text"),
        (("features", 2, "geometry"), None, r"features\[2\]\.lines"),
        (("features", 2, "properties", "mode"), "teleport", r"features\[2\]\.mode"),
        (("features", 2, "properties", "kind"), "stop", ""),
    ],
)
def test_where_a_story_is_broken_is_told(path: tuple[Any, ...], wrong: Any, told: str) -> None:
    bad = spoilt(to_geojson(STORIES["two stops"]), path, wrong)
    if told:
        with pytest.raises(StoryError, match=f"broken at .*{told}"):
            from_geojson(bad)
    else:
        assert from_geojson(bad).legs == ()


def test_a_stop_without_a_place_is_refused() -> None:
    bad = to_geojson(STORIES["one stop"])
    del bad["dateline"]["mentions"][0]["place"]
    with pytest.raises(StoryError, match=r"stops\[0\]"):
        from_geojson(bad)


# --- other formats ------------------------------------------------------------------------


def parsed(text: str) -> ET.Element:
    """The root of an XML file, if it is well formed."""
    return ET.fromstring(text.encode())  # noqa: S314 - our own file


@relaxed
@given(stories(most_stops=3))
def test_every_file_is_well_formed_whatever_the_text(story: Story) -> None:
    for ending, one in DATA_FORMATS.items():
        encoded = one.encode(story)
        if ending in ("kml", "gpx"):
            assert len(parsed(encoded.decode())) > 0
        elif ending == "csv":
            rows = list(csv.reader(io.StringIO(encoded.decode("utf-8-sig"), newline="")))
            assert len(rows) == 1 + len(story.stops)
            assert {len(row) for row in rows} == {len(COLUMNS)}
        else:
            assert len(json.loads(encoded)["features"]) >= len(story.stops)


def test_kml_has_the_stops_the_route_and_the_places() -> None:
    root = parsed(to_kml(STORIES["across the 180th meridian"]))
    folders = {one.findtext(f"{KML}name"): one for one in root.iter(f"{KML}Folder")}
    assert list(folders) == ["Stops", "Route", "Places"]
    names = [one.findtext(f"{KML}name") for one in folders["Stops"].iter(f"{KML}Placemark")]
    assert names == ["Suva", "Apia"]
    assert len(list(folders["Route"].iter(f"{KML}LineString"))) == 2
    first = folders["Stops"].find(f".//{KML}coordinates")
    assert first is not None
    assert first.text == "178.44149,-18.14161"


def test_a_description_in_kml_is_shown_as_text() -> None:
    """Viewers take a description for HTML."""
    root = parsed(to_kml(STORIES["hostile"]))
    texts = [one.text or "" for one in root.iter(f"{KML}description")]
    assert len(texts) == 1 + len(HOSTILE)  # the sources, and a passage for each stop
    assert not any("<" in text for text in texts)
    assert any("&lt;script&gt;" in text for text in texts)
    quoted = [one.text or "" for one in root.iter(f"{KML}value")]
    assert any("<script>" in text for text in quoted)


def test_no_name_prefix_in_kml() -> None:
    assert "kml:" not in to_kml(STORIES["across the 180th meridian"])


def test_gpx_has_way_points_a_route_and_the_line() -> None:
    root = parsed(to_gpx(STORIES["across the 180th meridian"]))
    assert [one.findtext(f"{GPX}name") for one in root.iter(f"{GPX}wpt")] == [
        "Suva",
        "Apia",
        "Elsewhere",
    ]
    assert [one.get("lon") for one in root.iter(f"{GPX}rtept")] == ["178.44149", "-171.76666"]
    assert len(list(root.iter(f"{GPX}trkseg"))) == 2


def test_csv_has_a_row_for_each_stop() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(STORIES["two stops"]), newline="")))
    assert [row["order"] for row in rows] == ["1", "2"]
    assert [row["kilometres"] == "" for row in rows] == [True, False]
    assert rows[0] == {
        "order": "1",
        "name": "Oslo",
        "name_in_text": "Oslo",
        "latitude": "59.91273",
        "longitude": "10.74609",
        "kilometres": "",
        "mode": "",
        "role": "via",
        "status": "told",
        "confidence": "0.75",
        "passage": "To Oslo.",
        "note": "",
        "source": "An atlas",
    }


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    formulas = [(sign + "1+1", OSLO) for sign in "=+-@＝"]
    rows = list(csv.reader(io.StringIO(to_csv(story_of(*formulas)), newline="")))
    for row in rows[1:]:
        texts = [cell for i, cell in enumerate(row) if i not in (3, 4)]
        assert not any(cell.startswith(tuple("=+-@＝\t\r")) for cell in texts)
    assert rows[1][1] == "'=1+1"


@pytest.mark.parametrize("words", [*HOSTILE, "\t=1+1", "＝1+1"])
def test_an_editor_s_words_are_text_in_every_format(words: str) -> None:
    story = STORIES["two stops"]
    for i in range(2):
        story = edits.set_note(story, i, f"{words}\n{words}")
    story = edits.set_edition(story, title=words, standfirst=words, credit=words)
    assert loads(dumps(story)) == story
    [cell] = {row["note"] for row in csv.DictReader(io.StringIO(to_csv(story), newline=""))}
    assert not cell.startswith(tuple("=+-@＝\t\r"))
    described = [one.text or "" for one in parsed(to_kml(story)).iter(f"{KML}description")]
    assert not any("<script" in text for text in described)
    comments = {one.text or "" for one in parsed(to_gpx(story)).iter(f"{GPX}cmt")}
    assert len(comments) == 1


def test_a_spreadsheet_can_tell_the_encoding() -> None:
    assert DATA_FORMATS["csv"].encode(STORIES["no journey"]).startswith(b"\xef\xbb\xbforder,")


def test_every_format_names_the_source_of_the_places() -> None:
    for one in DATA_FORMATS.values():
        assert b"An atlas" in one.encode(STORIES["two stops"])


def test_every_format_has_the_editor_s_note_and_credit() -> None:
    story = edits.set_edition(edits.set_note(STORIES["two stops"], 1, "Late."), credit="By Jo.")
    for ending, one in DATA_FORMATS.items():
        data = one.encode(story).decode()
        assert "Late." in data
        assert ending == "csv" or "By Jo" in data


# --- read by others -----------------------------------------------------------------------

OGRINFO = shutil.which("ogrinfo")
with_gdal = pytest.mark.skipif(
    OGRINFO is None and os.environ.get("CI") != "true",
    reason="ogrinfo of GDAL (Debian package gdal-bin) is not installed",
)


def ogr(path: Path, layer: str, *options: str) -> list[str]:
    """What GDAL reads in a layer: a line of text for each property and geometry."""
    assert OGRINFO, "CI needs ogrinfo: install gdal-bin"
    command = [OGRINFO, "-ro", "-al", "-q", *options, str(path), layer]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "ERROR" not in ran.stderr
    return ran.stdout.splitlines()


def read_points(lines: list[str]) -> list[tuple[float, float]]:
    """The (longitude, latitude) of every point that GDAL reads."""
    found = [line.strip() for line in lines if line.strip().startswith("POINT")]
    coordinates = [one[one.index("(") + 1 : -1].split() for one in found]
    return [(float(one[0]), float(one[1])) for one in coordinates]


@with_gdal
@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("ending", DATA_FORMATS)
def test_gdal_reads_every_stop_where_it_is(tmp_path: Path, name: str, ending: str) -> None:
    story = STORIES[name]
    path = tmp_path / f"story.{ending}"
    path.write_bytes(DATA_FORMATS[ending].encode(story))
    wanted = [stop.place.point.lonlat for stop in story.stops]
    if ending == "geojson":
        lines = ogr(path, "story", "-where", "kind = 'stop'")
    elif ending == "kml":
        if not wanted:
            return
        lines = ogr(path, "Stops")
    elif ending == "gpx":
        lines = ogr(path, "waypoints", "-where", "type <> 'place'")
        if wanted:
            route = ogr(path, "route_points")
            assert len(read_points(route)) == len(wanted)
    else:
        columns = ("X_POSSIBLE_NAMES=longitude", "Y_POSSIBLE_NAMES=latitude")
        lines = ogr(path, "story", "-oo", columns[0], "-oo", columns[1])
    got = read_points(lines)
    assert len(got) == len(wanted)
    for (lon, lat), (wanted_lon, wanted_lat) in zip(got, wanted, strict=True):
        assert (lon, lat) == pytest.approx((wanted_lon, wanted_lat), abs=1e-6)
