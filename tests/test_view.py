import math
from itertools import pairwise

import pytest

from geo.labels import Box
from geo.measure import distance_km
from geo.story import Point
from geo.view import View, fit
from tests.stories import STORIES

FRAME = Box(100, 50, 900, 650)
MARGINS = Box(60, 40, 60, 40)


def view_of(name: str) -> View:
    story = STORIES[name]
    points = [place.point for place in story.places]
    points += [p for leg in story.legs for line in leg.lines for p in line]
    return fit(points, FRAME, MARGINS)


@pytest.mark.parametrize("name", [name for name in STORIES if name != "no place"])
def test_every_stop_and_line_lies_within_the_margins(name: str) -> None:
    view = view_of(name)
    inner = Box(160, 90, 840, 610).grown(0.01)
    for stop in STORIES[name].stops:
        assert inner.holds(view.pixel(stop.place.point)), stop.place.name
    for leg in STORIES[name].legs:
        points = [p for line in leg.lines for p in line]
        for path in view.paths(points):
            assert all(FRAME.grown(0.01).holds(at) for at in path)


@pytest.mark.parametrize("name", [name for name in STORIES if name != "no place"])
def test_the_bounds_hold_what_is_seen(name: str) -> None:
    view = view_of(name)
    for stop in STORIES[name].stops:
        assert view.bounds.contains(stop.place.point)
    for x, y in ((100, 50), (500, 350), (900, 650), (100, 650), (900, 50)):
        at = view.globe(x, y)
        if at:
            longitude = (at[0] + 180) % 360 - 180
            assert view.bounds.padded(0.001).contains(Point(at[1], longitude))


def test_a_line_over_the_180th_meridian_is_one_line() -> None:
    view = view_of("date line")
    leg = STORIES["date line"].legs[0]
    assert len(leg.lines) == 2
    paths = view.paths([p for line in leg.lines for p in line])
    joined = [at for path in paths for at in path]
    steps = [math.dist(a, b) for a, b in pairwise(joined)]
    assert max(steps) < 120


def test_a_line_round_the_world_is_cut_where_the_sheet_ends() -> None:
    view = view_of("round the world")
    legs = STORIES["round the world"].legs
    pieces = [view.paths([p for line in leg.lines for p in line]) for leg in legs]
    assert sum(len(paths) for paths in pieces) == len(legs) + 1
    for paths in pieces:
        for path in paths:
            assert max(math.dist(a, b) for a, b in pairwise(path)) < 60


@pytest.mark.parametrize("name", ["by rail", "date line", "north pole", "south pole"])
def test_kilometres_are_right_where_they_are_measured(name: str) -> None:
    """Along the parallel through the frame's middle, for the projections that keep shapes."""
    view = view_of(name)
    middle = view.globe(*FRAME.middle)
    assert middle
    longitude, latitude = middle
    a, b = Point(latitude, _home(longitude)), Point(latitude, _home(longitude + 0.5))
    pixels = math.dist(view.pixel(a), view.pixel(b))
    assert pixels == pytest.approx(distance_km(a, b) * view.pixels_per_km(latitude), rel=0.01)


def test_a_single_place_is_shown_with_the_country_around_it() -> None:
    bounds = fit([Point(30.04, 31.24)], FRAME, MARGINS).bounds
    assert bounds.height == pytest.approx(5.0, rel=0.05)


def _home(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
