"""Geometry at its edges: the poles, the 180th meridian, lines of no length, both orders."""

import math
from dataclasses import astuple
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.measure import (
    EARTH_RADIUS_KM,
    BoundingBox,
    distance_km,
    great_circle,
    split_at_antimeridian,
)
from geo.story import Point

QUARTER = math.pi / 2 * EARTH_RADIUS_KM
LONDON, TOKYO = Point(51.5074, -0.1278), Point(35.6895, 139.6917)
SUVA, APIA = Point(-18.1416, 178.4419), Point(-13.8333, -171.7667)
NORTH, SOUTH = Point(90, 0), Point(-90, 0)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
# Whole degrees meet the poles, the 180th meridian and one another far more often than floats do.
corners = st.builds(
    Point,
    st.sampled_from([-90.0, -45.0, 0.0, 30.0, 90.0]),
    st.sampled_from([-180.0, -179.0, -90.0, 0.0, 90.0, 179.0, 180.0]),
)
anywhere = st.one_of(points, corners)
relaxed = settings(deadline=None, max_examples=150)


def meridians_apart(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        (LONDON, TOKYO, 9559),  # great circle London to Tokyo on the mean sphere
        (Point(0, 0), Point(0, 1), QUARTER / 90),
        (Point(0, 179.5), Point(0, -179.5), QUARTER / 90),
        (NORTH, SOUTH, 2 * QUARTER),
        (NORTH, Point(90, 123), 0),
        (NORTH, Point(0, 77), QUARTER),
        (Point(12, 180), Point(12, -180), 0),
        (Point(0, 0), Point(0, 180), 2 * QUARTER),
        (LONDON, LONDON, 0),
    ],
)
def test_distances_known_by_hand(a: Point, b: Point, kilometres: float) -> None:
    assert distance_km(a, b) == pytest.approx(kilometres, abs=1)
    assert distance_km(b, a) == distance_km(a, b)


def test_the_sphere_is_within_its_stated_error_of_the_ellipsoid() -> None:
    geodesic = pytest.importorskip("geopy.distance").geodesic
    for a, b in [(LONDON, TOKYO), (SUVA, APIA), (NORTH, LONDON), (Point(0, 0), Point(0, 90))]:
        assert distance_km(a, b) == pytest.approx(geodesic(a.latlon, b.latlon).km, rel=0.006)


@relaxed
@given(anywhere, anywhere, anywhere)
def test_distance_is_a_metric(a: Point, b: Point, c: Point) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))
    assert 0 <= distance_km(a, b) <= 2 * QUARTER + 1e-6
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-3


@relaxed
@given(anywhere, anywhere, st.sampled_from([50.0, 500.0, 1e6]))
@example(Point(0, 0), Point(0, 180), 500.0)
@example(NORTH, SOUTH, 500.0)
@example(Point(90, 30), Point(-90, 70), 500.0)
@example(Point(40, 20), Point(-40, -160), 500.0)
@example(Point(10, 180), Point(10, -180), 50.0)
def test_a_great_circle_is_evenly_sampled_and_no_detour(a: Point, b: Point, step: float) -> None:
    line = great_circle(a, b, step)
    lengths = [distance_km(p, q) for p, q in pairwise(line)]
    assert line[0] == a
    assert line[-1] == b
    assert max(lengths) <= step + 1e-3
    assert sum(lengths) == pytest.approx(distance_km(a, b), abs=0.01)


def test_a_great_circle_runs_over_the_pole_and_over_the_180th_meridian() -> None:
    over = great_circle(Point(80, 10), Point(80, -170))
    assert max(point.latitude for point in over) > 89
    assert all(abs(point.longitude) > 170 for point in great_circle(SUVA, APIA))


def test_a_great_circle_of_no_length_is_two_points() -> None:
    assert great_circle(LONDON, LONDON) == (LONDON, LONDON)


@pytest.mark.parametrize("step", [0, -1, math.nan])
def test_a_great_circle_needs_a_step(step: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        great_circle(LONDON, TOKYO, step)


def test_a_line_is_cut_at_the_180th_meridian_in_both_directions() -> None:
    eastward = split_at_antimeridian([Point(0, 178), Point(4, -178)])
    assert eastward == ((Point(0, 178), Point(2, 180)), (Point(2, -180), Point(4, -178)))
    westward = split_at_antimeridian([Point(4, -178), Point(0, 178)])
    assert westward == ((Point(4, -178), Point(2, -180)), (Point(2, 180), Point(0, 178)))


@pytest.mark.parametrize(
    ("longitudes", "pieces"),
    [
        ([10, 20, 30], [[10, 20, 30]]),
        ([179, 180, -179], [[179, 180], [-180, -179]]),
        ([179, -180, 179], [[179, 180, 179]]),
        ([-179, 180, -179], [[-179, -180, -179]]),
        ([180, 180, 179], [[180, 180, 179]]),
        ([-180, 179], [[180, 179]]),
        ([179, 180, 180, -179], [[179, 180, 180], [-180, -179]]),
        ([180, -180], [[180, 180]]),
        ([179, -179, 179], [[179, 180], [-180, -179, -180], [180, 179]]),
        ([90, -180, -90, 0, 90, 180, -90], [[90, 180], [-180, -90, 0, 90, 180], [-180, -90]]),
    ],
)
def test_lines_that_touch_or_cross_the_180th_meridian(
    longitudes: list[float], pieces: list[list[float]]
) -> None:
    split = split_at_antimeridian([Point(7, longitude) for longitude in longitudes])
    assert [[point.longitude for point in piece] for piece in split] == pieces
    assert all(point.latitude == 7 for piece in split for point in piece)


def test_short_lines_are_left_as_they_are() -> None:
    assert split_at_antimeridian([]) == ()
    assert split_at_antimeridian([LONDON]) == ((LONDON,),)
    assert split_at_antimeridian([LONDON, LONDON]) == ((LONDON, LONDON),)


@relaxed
@given(st.lists(anywhere, min_size=2, max_size=8))
def test_a_cut_line_is_the_same_line(line: list[Point]) -> None:
    pieces = split_at_antimeridian(line)
    for piece in pieces:
        assert len(piece) >= 2
        for p, q in pairwise(piece):
            assert abs(p.longitude - q.longitude) <= 180
    for before, after in pairwise(pieces):
        assert before[-1].latitude == after[0].latitude
        assert before[-1].longitude == -after[0].longitude
        assert abs(after[0].longitude) == 180
    left = iter([point for piece in pieces for point in piece])
    for point in line:
        assert any(
            p.latitude == point.latitude and meridians_apart(p.longitude, point.longitude) == 0
            for p in left
        )


@pytest.mark.parametrize(
    ("held", "box"),
    [
        ([LONDON], (51.5074, -0.1278, 51.5074, -0.1278)),
        ([SUVA, APIA], (-18.1416, 178.4419, -13.8333, 188.2333)),
        ([Point(0, 180)], (0, -180, 0, -180)),
        ([Point(0, 180), Point(1, 170)], (0, 170, 1, 180)),
        ([Point(0, -180), Point(1, -170)], (0, -180, 1, -170)),
        ([Point(0, -90), Point(0, 90)], (0, -90, 0, 90)),
        ([Point(60, 20), Point(90, -100)], (60, 20, 90, 20)),
        ([NORTH, SOUTH], (-90, 0, 90, 0)),
        ([Point(1, -120), Point(2, 0), Point(3, 120)], (1, -120, 3, 120)),
    ],
)
def test_the_smallest_box(held: list[Point], box: tuple[float, ...]) -> None:
    assert astuple(BoundingBox.of(held)) == pytest.approx(box)
    assert astuple(BoundingBox.of(reversed(held))) == pytest.approx(box)


def test_a_box_needs_points_and_edges_in_order() -> None:
    with pytest.raises(ValueError, match="no points"):
        BoundingBox.of([])
    for edges in [(1, 0, 0, 0), (0, 1, 0, 0), (0, 190, 0, 200), (0, -180, 0, 181), (-91, 0, 0, 0)]:
        with pytest.raises(ValueError, match="no part of the globe"):
            BoundingBox(*edges)
    with pytest.raises(ValueError, match="no part of the globe"):
        BoundingBox(0, math.nan, 0, 1)


@relaxed
@given(st.lists(anywhere, min_size=1, max_size=8), st.floats(0, 2))
def test_a_box_holds_its_points_its_centre_and_itself_padded(
    held: list[Point], share: float
) -> None:
    box = BoundingBox.of(held)
    assert all(box.contains(point) for point in held)
    assert box.contains(box.center)
    padded = box.padded(share)
    assert all(padded.contains(point) for point in held)
    assert -180 <= padded.west <= 180
    assert padded.width <= 360


def test_what_a_box_does_not_hold() -> None:
    across = BoundingBox(-20, 178, -10, 188)
    assert across.contains(Point(-15, -175))
    assert across.contains(Point(-15, 180))
    assert not across.contains(Point(-15, -171))
    assert not across.contains(Point(-15, 177))
    assert not across.contains(Point(-21, 180))
    assert across.center == Point(-15, -177)
    assert BoundingBox(60, 0, 90, 10).contains(Point(90, 77))
    assert not BoundingBox(60, 0, 89, 10).contains(Point(90, 5))


def test_padding_stops_at_the_poles_and_at_the_whole_globe() -> None:
    assert BoundingBox(80, 170, 88, 190).padded(0.5) == BoundingBox(76, 160, 90, 200)
    assert BoundingBox(-88, -179, 0, 0).padded(0.1).west == pytest.approx(163.1)
    assert BoundingBox(0, -150, 10, 150).padded(0.5) == BoundingBox(-5, -180, 15, 180)
    assert BoundingBox(1, 2, 1, 2).padded(0.5) == BoundingBox(1, 2, 1, 2)
