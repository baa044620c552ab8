"""Legs: along known railways, along sea lanes, or as the crow flies."""

import csv
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, unary_union

from geo.basemap import basemap
from geo.errors import DataError
from geo.measure import BoundingBox, distance_km
from geo.route import Railways, how, leg, legs
from geo.story import Itinerary, Leg, Mention, Mode, Place, Point, Span, Stop
from geo.wording import sentence

ROOT = Path(__file__).parent.parent
PYONGYANG, KHASAN = Point(39.03385, 125.75432), Point(42.4304, 130.6456)
VLADIVOSTOK, MOSCOW = Point(43.10562, 131.87353), Point(55.75204, 37.61781)
BEIJING, IRKUTSK = Point(39.9075, 116.39723), Point(52.29778, 104.29639)
ROTTERDAM, SINGAPORE = Point(51.9225, 4.47917), Point(1.28967, 103.85007)
YOKOHAMA, SAN_FRANCISCO = Point(35.43333, 139.65), Point(37.77493, -122.41942)
MADRID, MADISON = Point(40.4165, -3.70256), Point(43.07305, -89.40123)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def journey(mode: Mode, *points: Point) -> Itinerary:
    def stop(number: int, point: Point) -> Stop:
        place = Place(f"test:{number}", f"Place {number}", point, "city")
        return Stop(Mention(Span(number, number + 1), "x", place=place), Span(0, 9), "via")

    return Itinerary(tuple(stop(i, point) for i, point in enumerate(points)), mode)


def line(leg: Leg) -> list[Point]:
    return [point for piece in leg.lines for point in piece]


def test_the_train_from_pyongyang_by_khasan_to_vladivostok() -> None:
    to_khasan, on = legs(journey("rail", PYONGYANG, KHASAN, VLADIVOSTOK))
    assert (to_khasan.kilometres, on.kilometres) == pytest.approx((835, 327))
    for one in (to_khasan, on):
        assert (one.mode, one.method, one.schematic) == ("rail", "rail corridor", True)
        assert len(one.lines) == 1
    assert line(to_khasan)[0] == PYONGYANG
    assert line(to_khasan)[-1] == KHASAN == line(on)[0]
    assert line(on)[-1] == VLADIVOSTOK


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [
        (PYONGYANG, VLADIVOSTOK, 1162),
        (MOSCOW, VLADIVOSTOK, 9259),  # the through train by Vladimir and Perm
        (MOSCOW, IRKUTSK, 5153),
        (BEIJING, PYONGYANG, 1364),  # the timetable of train K27
        (MOSCOW, PYONGYANG, 8613),  # the through car by Harbin and Dandong
        (Point(49.83826, 24.02324), Point(49.78498, 22.76728), 98),  # Lviv to Przemyśl
        (Point(51.50853, -0.12574), Point(48.85341, 2.3488), 492),  # London to Paris
    ],
)
def test_track_kilometres_agree_with_timetables(
    start: Point, end: Point, kilometres: float
) -> None:
    assert leg(start, end, "rail").kilometres == pytest.approx(kilometres, abs=2)
    assert leg(end, start, "rail").kilometres == leg(start, end, "rail").kilometres
    assert line(leg(end, start, "rail")) == line(leg(start, end, "rail"))[::-1]


def test_the_train_does_not_run_through_the_sea() -> None:
    """The line is schematic, but it goes round the bays that a map shows."""
    journey_line = line(leg(PYONGYANG, VLADIVOSTOK, "rail"))
    ground = basemap(BoundingBox.of(journey_line).padded(0.1), scale="10m")
    land = unary_union([Polygon(one.rings[0], one.rings[1:]) for one in ground.land])
    at_sea = LineString([point.lonlat for point in journey_line]).difference(land)
    assert at_sea.length * 111 < 0.1  # kilometres, a degree being 111 at most


@pytest.mark.parametrize("mode", ["rail", "road", "foot", "unknown"])
def test_where_no_way_is_known_the_line_is_straight_and_says_so(mode: Mode) -> None:
    straight = leg(MADRID, MADISON, mode)
    assert (straight.mode, straight.method, straight.schematic) == (mode, "great circle", True)
    assert straight.kilometres == pytest.approx(distance_km(MADRID, MADISON))


def test_a_train_between_two_places_of_one_station_goes_straight() -> None:
    suburb = Point(43.15, 131.9)
    assert leg(VLADIVOSTOK, suburb, "rail").method == "great circle"


def test_a_train_takes_no_line_that_leads_far_away() -> None:
    """The file has no line from Harbin to Vladivostok, only one round by Pyongyang."""
    harbin = Point(45.75, 126.65)
    lines = Railways.load()
    depart, arrive = lines.nearest(harbin), lines.nearest(VLADIVOSTOK)
    assert depart is not None
    assert arrive is not None
    assert lines.shortest(depart, arrive) is not None
    assert leg(harbin, VLADIVOSTOK, "rail").method == "great circle"


def test_a_train_takes_no_line_to_a_place_that_none_serves() -> None:
    assert leg(MOSCOW, Point(59.93863, 30.31413), "rail").method == "great circle"
    assert Railways((), {}).nearest(MOSCOW) is None


def test_two_lines_may_have_no_track_between_them() -> None:
    lines = Railways.load()
    lviv, moscow = lines.nearest(Point(49.83826, 24.02324)), lines.nearest(MOSCOW)
    assert lviv is not None
    assert moscow is not None
    assert lines.shortest(lviv, moscow) is None


def test_a_plane_flies_the_great_circle() -> None:
    flight = leg(YOKOHAMA, SAN_FRANCISCO, "air")
    assert (flight.method, flight.schematic) == ("great circle", False)
    assert flight.kilometres == pytest.approx(distance_km(YOKOHAMA, SAN_FRANCISCO))
    assert len(flight.lines) == 2
    assert max(point.latitude for point in line(flight)) > 47  # it bends to the pole


def test_a_ship_keeps_to_the_sea() -> None:
    voyage = leg(ROTTERDAM, SINGAPORE, "sea")
    assert (voyage.method, voyage.schematic) == ("sea lane", True)
    assert voyage.kilometres == pytest.approx(15_500, rel=0.03)
    for strait in [Point(35.95, -5.6), Point(30.5, 32.35), Point(12.6, 43.3)]:
        assert min(distance_km(strait, point) for point in line(voyage)) < 120
    assert line(voyage)[0] == ROTTERDAM
    assert line(voyage)[-1] == SINGAPORE


def test_a_ship_across_the_180th_meridian_is_drawn_in_two_lines() -> None:
    for start, end in [(YOKOHAMA, SAN_FRANCISCO), (SAN_FRANCISCO, YOKOHAMA)]:
        voyage = leg(start, end, "sea")
        assert voyage.method == "sea lane"
        assert len(voyage.lines) == 2
        assert abs(voyage.lines[0][-1].longitude) == 180
        assert voyage.lines[0][-1].longitude == -voyage.lines[1][0].longitude


@pytest.mark.parametrize(
    ("start", "end"),
    [(MADRID, SINGAPORE), (SINGAPORE, MADISON), (SINGAPORE, Point(1.3, 103.9))],
    ids=["starts inland", "ends inland", "within a port"],
)
def test_no_sea_lane_leads_there(start: Point, end: Point) -> None:
    assert leg(start, end, "sea").method == "great circle"


def test_fewer_than_two_stops_have_no_legs() -> None:
    assert legs(Itinerary()) == ()
    assert legs(journey("rail", PYONGYANG)) == ()


def test_a_leg_may_have_no_length() -> None:
    for mode in ("rail", "sea", "air", "unknown"):
        (still,) = legs(journey(mode, VLADIVOSTOK, VLADIVOSTOK))
        assert still.kilometres == 0
        assert still.lines == ((VLADIVOSTOK, VLADIVOSTOK),)


@settings(deadline=None, max_examples=60)
@given(points, points, st.sampled_from(["rail", "road", "sea", "air", "foot", "unknown"]))
def test_every_leg_joins_its_stops(start: Point, end: Point, mode: Mode) -> None:
    found = leg(start, end, mode)
    assert found.mode == mode
    assert line(found)[0].latitude == start.latitude
    assert line(found)[-1].latitude == end.latitude
    assert distance_km(line(found)[0], start) < 1e-6
    assert distance_km(line(found)[-1], end) < 1e-6
    for piece in found.lines:
        assert len(piece) >= 2
        assert all(abs(a.longitude - b.longitude) <= 180 for a, b in pairwise(piece))
    assert found.kilometres >= distance_km(start, end) - 30


def test_how_a_line_was_found_is_told_in_words() -> None:
    journeys: list[tuple[Point, Point, Mode]] = [
        (PYONGYANG, VLADIVOSTOK, "rail"),
        (ROTTERDAM, SINGAPORE, "sea"),
        (MADRID, MADISON, "air"),
    ]
    told = {sentence(how(leg(*one))) for one in journeys}
    assert len(told) == 3
    assert all(" " in words and "{" not in words for words in told)


def test_the_file_of_railways_is_what_its_table_makes(tmp_path: Path) -> None:
    for name in ("build_railways.py", "railways.csv"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).write_bytes((ROOT / "data" / name).read_bytes())
    script = tmp_path / "data" / "build_railways.py"
    subprocess.run([sys.executable, script], check=True, env={"PYTHONPATH": str(ROOT)})
    made = (tmp_path / "data" / "railways.geojson").read_bytes()
    assert made == (ROOT / "data" / "railways.geojson").read_bytes()


def test_every_point_and_every_kilometre_of_the_railways_has_a_source() -> None:
    with (ROOT / "data" / "railways.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["point_source"], row
            assert bool(row["kilometre"]) == bool(row["kilometre_source"]), row


@pytest.mark.parametrize(
    "text",
    [None, "", "{}", "[]", '{"features": [{}]}', '{"features": [{"geometry": null}]}'],
)
def test_a_broken_file_of_railways_is_told_in_a_sentence(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "railways.geojson"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="railways cannot be read"):
        Railways.load(path)


def test_only_a_ship_pays_for_the_sea_lanes() -> None:
    asked = "import sys; from geo.route import leg; from geo.story import Point; "
    asked += "leg(Point(39, 125.7), Point(43.1, 131.9), '{}'); "
    asked += "print(' '.join(m for m in ('searoute', 'networkx', 'numpy') if m in sys.modules))"
    for mode, imported in [("rail", ""), ("air", ""), ("sea", "searoute networkx")]:
        ran = subprocess.run(
            [sys.executable, "-c", asked.format(mode)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        assert ran.stdout.strip() == imported


def test_the_railways_are_geojson_that_others_can_draw() -> None:
    collection = json.loads((ROOT / "data" / "railways.geojson").read_text(encoding="utf-8"))
    for feature in collection["features"]:
        stations, posts = feature["properties"]["stations"], feature["properties"]["kilometres"]
        assert len(stations) == len(posts) == len(feature["geometry"]["coordinates"])
        assert posts == sorted(posts)
        assert feature["properties"]["sources"]
