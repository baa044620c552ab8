"""A round inset that shows where on the globe a map lies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.basemap import basemap
from geo.drawing import element, path_of
from geo.measure import BoundingBox
from geo.palette import Palette
from geo.story import Point

Array = npt.NDArray[np.float64]

# The inset shows so many times what the map shows, from this to that many degrees about its middle.
WIDER = 7.0
LEAST_ANGLE, MOST_ANGLE = 22.0, 85.0
# The outline of the map's frame is drawn as a dot where it would be smaller than this, in pixels.
SMALLEST_OUTLINE = 9.0


def locator(
    middle: Point,
    outline: list[tuple[float, float]],
    at: tuple[float, float],
    radius: float,
    palette: Palette,
) -> list[str]:
    """The inset as SVG elements.

    Parameters
    ----------
    middle
        The middle of the map.
    outline
        (longitude, latitude) around the edge of the map.
    at, radius
        The inset's middle and radius, in pixels.
    """
    edge = np.array(outline)
    away = float(np.nanmax(_turned(middle, edge[:, 0], edge[:, 1])[2]))
    reach = min(max(np.degrees(away) * WIDER, LEAST_ANGLE), MOST_ANGLE)
    scale = radius / np.sin(np.radians(reach))
    land = path_of(
        (
            _pixels(ring, at, scale)
            for ring in _land(round(middle.latitude), round(middle.longitude), round(reach))
        ),
        closed=True,
    )
    circle: dict[str, str | float] = {"cx": at[0], "cy": at[1], "r": radius}
    drawn = [
        element("circle", **circle, fill=palette.sea),
        element("path", d=land, fill=palette.land, stroke=palette.coast, stroke_width=radius / 90),
        element("circle", **circle, fill="none", stroke=palette.border, stroke_width=radius / 45),
    ]
    frame = _pixels(_orthographic(middle, edge[:, 0], edge[:, 1]), at, scale)
    width = max(x for x, _ in frame) - min(x for x, _ in frame)
    if width < SMALLEST_OUTLINE:
        drawn.append(element("circle", cx=at[0], cy=at[1], r=radius / 14, fill=palette.route))
    else:
        drawn.append(
            element(
                "path",
                d=path_of([frame], closed=True),
                fill=palette.route,
                fill_opacity=0.16,
                stroke=palette.route,
                stroke_width=radius / 32,
                stroke_linejoin="round",
            )
        )
    return drawn


def _pixels(ring: Array, at: tuple[float, float], scale: float) -> list[tuple[float, float]]:
    return [(at[0] + scale * x, at[1] - scale * y) for x, y in ring]


@lru_cache(maxsize=32)
def _land(latitude: int, longitude: int, reach: int) -> tuple[Array, ...]:
    """Rings of the land within ``reach`` degrees of a point, as an orthographic view of it.

    Cut in the azimuthal equidistant projection, where the cap is a disc and
    all of the globe but the opposite point has a place (Snyder, Map
    Projections: A Working Manual, 1987, chapters 20 and 25).
    """
    import shapely

    middle = Point(latitude, longitude)
    cap = shapely.Point(0, 0).buffer(np.radians(reach), quad_segs=32)
    far = shapely.Point(0, 0).buffer(np.pi * 0.999, quad_segs=64)
    opposite = shapely.Point((longitude + 360) % 360 - 180, -latitude)
    rings: list[Array] = []
    for polygon in basemap(BoundingBox(-90, -180, 90, 180), scale="110m").land:
        shape = shapely.segmentize(shapely.Polygon(polygon.rings[0], polygon.rings[1:]), 2.0)
        flat = shapely.transform(shape, lambda xy: _equidistant(middle, xy)).buffer(0)
        if shape.contains(opposite):
            flat = far.difference(flat)
        for part in _polygons(flat.intersection(cap)):
            for ring in (part.exterior, *part.interiors):
                xy = shapely.get_coordinates(ring)
                angle = np.hypot(xy[:, 0], xy[:, 1])
                rings.append(xy * np.sinc(angle / np.pi)[:, None])
    return tuple(rings)


def _polygons(shape: Any) -> list[Any]:
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def _equidistant(middle: Point, positions: Array) -> Array:
    east, north, angle = _turned(middle, positions[:, 0], positions[:, 1])
    length = np.hypot(east, north)
    stretched = np.where(length > 1e-12, angle / np.maximum(length, 1e-12), 1.0)
    return np.column_stack((east * stretched, north * stretched))


def _orthographic(middle: Point, longitude: Array, latitude: Array) -> Array:
    """The positions as seen from far above ``middle``; those beyond the edge lie on it."""
    east, north, angle = _turned(middle, longitude, latitude)
    length = np.hypot(east, north)
    pushed = np.where(angle > np.pi / 2, 1 / np.maximum(length, 1e-12), 1.0)
    return np.column_stack((east * pushed, north * pushed))


def _turned(middle: Point, longitude: Array, latitude: Array) -> tuple[Array, Array, Array]:
    """The globe turned so that ``middle`` faces the eye: east, north, and the angle from it."""
    turned = np.radians(longitude - middle.longitude)
    risen, level = np.radians(latitude), np.radians(middle.latitude)
    east = np.cos(risen) * np.sin(turned)
    north = np.cos(level) * np.sin(risen) - np.sin(level) * np.cos(risen) * np.cos(turned)
    toward = np.sin(level) * np.sin(risen) + np.cos(level) * np.cos(risen) * np.cos(turned)
    return east, north, np.arccos(np.clip(toward, -1, 1))
