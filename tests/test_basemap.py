"""The ground: packed lines, the policy on borders, and cuts at every edge of the map."""

import json
import math
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import polyline, sheets
from geo.basemap import Basemap, basemap
from geo.errors import DataError
from geo.groundnames import called
from geo.measure import BoundingBox
from geo.palette import DARK, LIGHT, Palette
from geo.polyline import pack, unpack
from geo.sheets import FOLDER, SHEET_DEGREES, Scale, scale_for, sheet_names

WORLD = BoundingBox(-90, -180, 90, 180)
PENINSULA = BoundingBox(37, 124, 44.5, 134)


def is_land(ground: Basemap, longitude: float, latitude: float) -> bool:
    here = shapely.Point(longitude, latitude)
    return any(
        shapely.Polygon(area.rings[0], area.rings[1:]).buffer(0).contains(here)
        for area in ground.land
    )


def crossings(ground: Basemap, kind: str, across: shapely.LineString) -> int:
    lines = [shapely.LineString(b.line) for b in ground.borders if b.kind == kind]
    return sum(line.intersects(across) for line in lines)


@given(
    st.lists(st.tuples(st.integers(-540_000, 540_000), st.integers(-90_000, 90_000)), min_size=1)
)
def test_a_packed_line_comes_back(steps: list[tuple[int, int]]) -> None:
    line = tuple((x / 1000, y / 1000) for x, y in steps)
    text = pack(line, 1000)
    assert unpack(text, 1000) == line
    assert set(text) <= set(polyline._DIGITS)


def test_packing_a_known_line() -> None:
    # 1 step east is 2 folded, "C"; 1 step west is 1, "B"; 16 steps are 32: low digit 0 with more.
    assert pack([(0.001, 0.0), (0.0, 0.016)], 1000) == "CABgB"


def test_the_capital_lies_on_land_and_the_sea_is_water() -> None:
    ground = basemap(PENINSULA)
    assert ground.scale == "10m"
    assert is_land(ground, 125.75, 39.03)
    assert not is_land(ground, 132.0, 40.0)


@pytest.mark.parametrize("scale", ["110m", "50m", "10m"])
def test_crimea_is_ukraine(scale: Scale) -> None:
    ground = basemap(BoundingBox(44, 32, 47, 37), scale=scale)
    across_the_isthmus = shapely.LineString([(33.7, 45.4), (33.7, 46.6)])
    for kind in ("country", "disputed"):
        assert crossings(ground, kind, across_the_isthmus) == 0
    # The same line further east does cross the border between the two.
    east = basemap(BoundingBox(46, 37, 51, 41), scale=scale)
    assert crossings(east, "country", shapely.LineString([(38.0, 47.9), (40.5, 47.9)])) == 1


@pytest.mark.parametrize("scale", ["50m", "10m"])
def test_the_line_across_korea_is_drawn_once_and_dashed(scale: Scale) -> None:
    ground = basemap(BoundingBox(36, 124, 41, 131), scale=scale)
    across = shapely.LineString([(127.3, 37.3), (127.3, 39.3)])
    assert crossings(ground, "disputed", across) == 1
    assert crossings(ground, "country", across) == 0


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("Kosovo and Serbia", (20.6, 42.9), (20.6, 43.4)),
        ("Morocco and Western Sahara", (-10.0, 27.2), (-10.0, 28.2)),
        ("the line of control in Kashmir", (74.3, 33.3), (73.6, 33.3)),
    ],
)
def test_disputed_borders_are_flagged(
    name: str, start: tuple[float, float], end: tuple[float, float]
) -> None:
    west, east = sorted((start[0] - 1, end[0] + 1))
    ground = basemap(BoundingBox(start[1] - 2, west - 1, end[1] + 2, east + 1))
    across = shapely.LineString([start, end])
    assert crossings(ground, "disputed", across) >= 1, name
    assert crossings(ground, "country", across) == 0, name


@pytest.mark.parametrize("scale", ["110m", "50m", "10m"])
def test_land_is_whole_across_the_180th_meridian(scale: Scale) -> None:
    ground = basemap(BoundingBox(60, 170, 72, 195), scale=scale)
    for longitude in (175.0, 179.9, 180.1, 185.0):
        assert is_land(ground, longitude, 67.5 if longitude < 181 else 67.0)
    assert not is_land(ground, 180.0, 62.0)
    # No coast runs along the meridian itself.
    for line in ground.coast:
        for (ax, ay), (bx, by) in pairwise(line):
            assert not (abs(ax - 180) < 0.02 and abs(bx - 180) < 0.02 and abs(ay - by) > 0.6)


@pytest.mark.parametrize("scale", ["110m", "50m", "10m"])
def test_the_south_pole_is_land_and_the_north_pole_is_not(scale: Scale) -> None:
    ground = basemap(BoundingBox(-90, -30, -60, 30), scale=scale)
    assert is_land(ground, 0.0, -89.0)
    assert is_land(ground, 0.0, -80.0)
    assert not is_land(basemap(BoundingBox(84, -30, 90, 30), scale=scale), 0.0, 89.0)


@settings(deadline=None, max_examples=25)
@given(
    st.floats(-90, 80),
    st.floats(-180, 180),
    st.floats(0.5, 40),
    st.floats(0.5, 60),
)
@example(-1e-16, 39.0, 1.0, 60.0)
def test_everything_lies_in_the_bounds(
    south: float, west: float, height: float, width: float
) -> None:
    bounds = BoundingBox(south, west, min(90.0, south + height), west + width)
    ground = basemap(bounds)
    lines = [ring for area in (*ground.land, *ground.lakes) for ring in area.rings]
    lines += [*ground.coast, *(r.line for r in ground.rivers), *(b.line for b in ground.borders)]
    places = [position for line in lines for position in line]
    places += [(a.longitude, a.latitude) for label in ground.labels for a in label.anchors]
    for longitude, latitude in places:
        assert bounds.west - 1e-9 <= longitude <= bounds.east + 1e-9
        assert bounds.south - 1e-9 <= latitude <= bounds.north + 1e-9
    for area in (*ground.land, *ground.lakes):
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in area.rings)


def test_the_scale_follows_the_extent() -> None:
    assert scale_for(PENINSULA) == "10m"
    assert scale_for(BoundingBox(30, -10, 60, 40)) == "50m"
    assert scale_for(WORLD) == "110m"
    assert scale_for(BoundingBox(40, 10, 40, 10)) == "10m"


def test_names_stand_where_they_belong() -> None:
    labels = {label.text: label for label in basemap(PENINSULA).labels}
    sea = labels["Sea of Japan"]
    assert (sea.kind, sea.second) == ("sea", "(East Sea)")
    assert all(not is_land(basemap(PENINSULA), a.longitude, a.latitude) for a in sea.anchors)
    assert labels["China"].kind == labels["North Korea"].kind == "country"
    assert labels["Chongjin"].kind == "city"
    assert labels["Pyongyang"].capital
    assert not labels["Chongjin"].capital
    # Where a map shows only a corner of a country, its name still finds an anchor there.
    (corner,) = (
        label for label in basemap(BoundingBox(43, 125, 45, 129)).labels if label.text == "China"
    )
    assert corner.anchors


def test_names_on_a_map_across_the_180th_meridian_run_on() -> None:
    (city,) = (
        label for label in basemap(BoundingBox(-25, 170, -10, 190)).labels if label.text == "Suva"
    )
    assert [round(a.longitude, 1) for a in city.anchors] == [178.4]


def test_the_sheets_are_those_that_the_browser_is_told_of() -> None:
    told = set(json.loads((FOLDER / "names.json").read_text(encoding="utf-8"))["sheets"])
    assert told == {path.stem for path in (FOLDER / "10m").glob("*.json")}
    every = {name for name, _ in sheet_names(WORLD)}
    assert told <= every
    assert len(every) == (360 // SHEET_DEGREES) * (180 // SHEET_DEGREES)


def test_sheets_across_the_180th_meridian_are_named_with_their_turn() -> None:
    assert list(sheet_names(BoundingBox(1, 175, 2, 185))) == [("N00E170", 0.0), ("N00W180", 360.0)]


def test_a_missing_file_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "FOLDER", tmp_path)
    sheets.load.cache_clear()
    try:
        with pytest.raises(DataError, match=r"build_basemap\.py makes it"):
            basemap(PENINSULA, scale="110m")
    finally:
        sheets.load.cache_clear()


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return math.fsum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_text_stands_out_from_its_ground(palette: Palette) -> None:
    for text, ground in (
        ("ink", "land"),
        ("ink", "page"),
        ("ink", "sea"),
        ("muted", "land"),
        ("muted", "page"),
        ("country_name", "land"),
        ("place_name", "land"),
        ("sea_name", "sea"),
        ("pin_ink", "pin"),
        ("pin", "page"),
        ("selected_ink", "route"),
    ):
        assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5, (text, ground)
    # A line needs three to one (WCAG 2.2, 1.4.11).
    assert contrast(palette.route, palette.land) >= 3
    assert contrast(palette.route, palette.sea) >= 3
    assert all(getattr(palette, field.name).startswith("#") for field in fields(palette))


def test_the_grounds_names_are_those_of_the_language():
    japan = BoundingBox(35, 120, 47, 145)
    labels = basemap(japan).labels
    said = {label.text: called(label, "ko") for label in labels}
    assert said["North Korea"].text == "북한"
    assert (said["Sea of Japan"].text, said["Sea of Japan"].second) == ("동해", "(일본해)")
    assert said["Vladivostok"].text == "블라디보스토크"
    assert [called(label, "en") for label in labels] == list(labels)


def test_towns_that_share_a_name_are_told_apart():
    moscow = next(label for label in basemap(BoundingBox(54, 36, 57, 39)).labels if label.capital)
    assert (moscow.text, called(moscow, "fr").text) == ("Moscow", "Moscou")
    idaho = replace(moscow, anchors=(replace(moscow.anchors[0], longitude=-117.0),))
    assert called(idaho, "fr").text == "Moscow"
