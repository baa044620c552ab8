import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.measure import BoundingBox
from geo.projection import Kind, Projection, choose

PROJECTIONS = [
    Projection("mercator", 130.0),
    Projection("polar", -60.0, 1),
    Projection("polar", 10.0, -1),
    Projection("equal earth", 175.0),
]


def plane(projection: Projection, longitude: float, latitude: float) -> tuple[float, float]:
    x, y = projection.to_plane(np.array([longitude]), np.array([latitude]))
    return float(x[0]), float(y[0])


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(PROJECTIONS), st.floats(-179, 179), st.floats(-84, 84))
def test_there_and_back(projection: Projection, turned: float, latitude: float) -> None:
    if projection.kind == "polar":
        latitude = abs(latitude) * projection.pole
    x, y = plane(projection, projection.meridian + turned, latitude)
    longitude, again = projection.to_globe(np.array([x]), np.array([y]))
    assert again[0] == pytest.approx(latitude, abs=1e-6)
    assert (longitude[0] - projection.meridian - turned + 180) % 360 - 180 == pytest.approx(
        0, abs=1e-5
    )


def test_figures_from_the_literature() -> None:
    # Snyder (1987), p. 266: Mercator of a unit sphere, 35 N 75 W from 180 W.
    x, y = plane(Projection("mercator", -180.0), -75.0, 35.0)
    assert (x, y) == (pytest.approx(1.8325957, abs=1e-7), pytest.approx(0.6528366, abs=1e-7))
    # Equal Earth's corners: half the equator is 2 pi sqrt(3) / (3 A1), the pole at 1.3173628.
    x, _ = plane(Projection("equal earth", 0.0), 180.0, 0.0)
    assert x == pytest.approx(2.7066299836960748)
    _, y = plane(Projection("equal earth", 0.0), 0.0, 90.0)
    assert y == pytest.approx(1.3173627591574)
    # Stereographic: the equator is two radii from the pole.
    assert plane(Projection("polar", 0.0, 1), 0.0, 0.0) == (0.0, pytest.approx(-2.0))


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(PROJECTIONS[:3]), st.floats(-170, 170), st.floats(5, 80))
def test_mercator_and_polar_sheets_keep_shapes(
    projection: Projection, turned: float, latitude: float
) -> None:
    """A tiny step east and one north are as long as ``scale`` says, and square to each other."""
    latitude *= projection.pole or 1
    longitude, step = projection.meridian + turned, 1e-5
    here = np.array(plane(projection, longitude, latitude))
    east = np.array(plane(projection, longitude + step, latitude)) - here
    north = np.array(plane(projection, longitude, latitude + step)) - here
    scale = projection.scale(latitude) * np.radians(step)
    assert np.hypot(*east) == pytest.approx(scale * np.cos(np.radians(latitude)), rel=1e-3)
    assert np.hypot(*north) == pytest.approx(scale, rel=1e-3)
    assert abs(np.dot(east, north)) < 1e-3 * np.hypot(*east) * np.hypot(*north)


def test_equal_earth_keeps_areas() -> None:
    """Cells of one degree have their areas on the globe, wherever they lie."""
    projection = PROJECTIONS[3]
    for longitude, latitude in ((0.0, 0.0), (120.0, 45.0), (-160.0, -80.0)):
        x, y = projection.to_plane(
            longitude + np.array([0.0, 0.1, 0.1, 0.0]), latitude + np.array([0.0, 0.0, 0.1, 0.1])
        )
        area = 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))
        sines = np.sin(np.radians(latitude + 0.1)) - np.sin(np.radians(latitude))
        assert area == pytest.approx(np.radians(0.1) * sines, rel=1e-4)


@pytest.mark.parametrize(
    ("box", "kind", "pole"),
    [
        (BoundingBox(39, 125, 44, 132), "mercator", 0),
        (BoundingBox(-21, 178, -13, 189), "mercator", 0),
        (BoundingBox(36, -9, 60, 38), "mercator", 0),
        (BoundingBox(69, -63, 90, 19), "polar", 1),
        (BoundingBox(-90, -69, -43, 173), "polar", -1),
        (BoundingBox(55, -150, 68, 150), "polar", 1),
        (BoundingBox(-12, 139, 36, 283), "equal earth", 0),
        (BoundingBox(-35, 10, 62, 40), "equal earth", 0),
        (BoundingBox(-78, -20, 80, 20), "equal earth", 0),
    ],
)
def test_the_sheet_suits_the_box(box: BoundingBox, kind: Kind, pole: int) -> None:
    chosen = choose(box)
    assert (chosen.kind, chosen.pole) == (kind, pole)


def test_longitudes_count_from_the_sheets_meridian() -> None:
    assert Projection("mercator", 178.0).nearest_turn(np.array([-175.0, 170.0])).tolist() == [
        185.0,
        170.0,
    ]
