"""The ground inside an exported page: whole where a reader looks, and small."""

from collections.abc import Iterator
from typing import Any

import pytest
import shapely

from geo.inlay import FRAME_PIXELS, NEARER, WIDER, ground
from geo.polyline import unpack
from tests.stories import STORIES, by_rail, story


def areas(sheet: dict[str, Any]) -> Iterator[shapely.Polygon]:
    for rings in sheet["land"]:
        outer, *holes = (unpack(ring, sheet["steps"]) for ring in rings)
        yield shapely.Polygon(outer, holes)


def on_land(sheet: dict[str, Any], longitude: float, latitude: float) -> int:
    """In how many areas of land a position lies."""
    here = shapely.Point(longitude, latitude)
    return sum(area.contains(here) for area in areas(sheet))


@pytest.fixture(scope="module")
def rail() -> dict[str, Any]:
    return ground(by_rail())


def test_land_is_land_and_sea_is_sea(rail: dict[str, Any]) -> None:
    for longitude, latitude, times in [(125.75, 39.03, 1), (130.64, 42.45, 1), (131, 40, 0)]:
        assert on_land(rail["region"], longitude, latitude) == times
        assert on_land(rail["world"], longitude, latitude) == times


def test_no_seam_is_left_where_sheets_meet(rail: dict[str, Any]) -> None:
    # The sheets of ten degrees overlap by a little; what lies in two would be drawn as sea.
    for longitude in (129.97, 129.99, 130.0, 130.01, 130.03):
        assert on_land(rail["region"], longitude, 44.0) == 1


def test_the_coast_is_off_by_less_than_a_pixel_or_two(rail: dict[str, Any]) -> None:
    finer = [
        area.boundary for area in areas(ground(story("", [("Khasan", 42.43, 130.645)]))["region"])
    ]
    coast = shapely.union_all(finer)
    west, south, east, north = rail["region"]["box"]
    pixel = (east - west) / WIDER / FRAME_PIXELS / 2**NEARER
    within = shapely.box(129.5, 41.5, 131.5, 43.2)
    rough = shapely.union_all([area.boundary for area in areas(rail["region"])])
    points = shapely.get_coordinates(rough.intersection(within.buffer(-0.2)))
    assert len(points) > 50
    distances = shapely.distance(shapely.points(points), coast)
    assert float(distances.max()) < 2.5 * pixel
    assert south < 39 < 43.2 < north


@pytest.mark.parametrize("name", ["by rail", "date line", "40 stops", "there and back"])
def test_the_region_holds_every_stop(name: str) -> None:
    west, south, east, north = ground(STORIES[name])["region"]["box"]
    assert -180 <= west < 180
    for stop in STORIES[name].stops:
        latitude, longitude = stop.place.point.latlon
        assert west < longitude < east or west < longitude + 360 < east
        assert south <= latitude <= north


def test_a_stop_at_the_edge_of_a_story_has_ground_all_around(rail: dict[str, Any]) -> None:
    # Half a frame at the zoom of a stop, which is nearer than that of the whole story.
    west, south, east, north = rail["region"]["box"]
    across, up = (131.88 - 125.75) * 0.7, (43.11 - 39.03) * 0.8
    assert west < 125.75 - across < 131.88 + across < east
    assert south < 39.03 - up < 43.11 + up < north


def test_a_story_round_the_world_has_no_region() -> None:
    made = ground(STORIES["round the world"])
    assert made["region"] is None
    assert on_land(made["world"], -0.5, 52.0) == 1


def test_names_are_in_the_form_of_the_browser(rail: dict[str, Any]) -> None:
    names = rail["names"]
    towns = {row[0]: row for row in names["cities"]}
    assert towns["Seoul"][4] == 1
    assert "Japan" in {row[0] for row in names["countries"]}
    sea = next(row for row in names["waters"] if row[0] == "Sea of Japan")
    assert sea[1:3] == ["(East Sea)", "sea"]
    for *_, anchors in names["countries"] + names["waters"]:
        assert anchors
        assert all(-180 <= longitude <= 180 for longitude, *_ in anchors)


def test_the_same_story_has_the_same_ground(rail: dict[str, Any]) -> None:
    assert ground(by_rail()) == rail
