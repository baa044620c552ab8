"""A part of the globe in a frame of pixels: where every point lies, and what can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.labels import Box
from geo.measure import EARTH_RADIUS_KM, BoundingBox, split_at_antimeridian
from geo.projection import Array, Projection, choose
from geo.story import Point

Position = tuple[float, float]
Path = tuple[Position, ...]

# A map is never nearer than this, in degrees of latitude from top to bottom, for a single point
# and for more: a place is shown with the country around it, and no shape is blown up past what
# its data hold.
LEAST_HEIGHT_OF_POINT = 5.0
LEAST_HEIGHT = 2.0
# Of the globe's width, what a Mercator map may show at most.
MERCATOR_SHARE = 0.75
GRID = 25


@dataclass(frozen=True, slots=True)
class View:
    """A map's projection, and how its plane lies in the frame.

    Attributes
    ----------
    frame
        The map's rectangle on the sheet, in pixels, y down.
    scale
        Pixels to one radius of the globe, where the projection is true to scale.
    origin
        Where the plane's (0, 0) lies, in pixels.
    """

    projection: Projection
    frame: Box
    scale: float
    origin: Position

    def pixels(self, positions: Sequence[Position] | Array) -> Array:
        """Where (longitude, latitude) positions lie: an array of (x, y) rows."""
        given = np.array(positions, dtype=np.float64).reshape(-1, 2)
        x, y = self.projection.to_plane(given[:, 0], given[:, 1])
        return np.column_stack((self.origin[0] + self.scale * x, self.origin[1] - self.scale * y))

    def pixel(self, point: Point) -> Position:
        """Where a point lies."""
        longitude = self.projection.nearest_turn(np.array([point.longitude]))[0]
        ((x, y),) = self.pixels([(float(longitude), point.latitude)])
        return float(x), float(y)

    def paths(self, points: Sequence[Point]) -> list[Path]:
        """A line of points as lines of pixels: cut where the sheet ends, opposite its meridian."""
        if len(points) < 2:
            return []
        middle = self.projection.meridian
        turned = [Point(p.latitude, _half_turn(p.longitude - middle)) for p in points]
        pieces = split_at_antimeridian(turned)
        return [
            tuple(
                (float(x), float(y))
                for x, y in self.pixels([(p.longitude + middle, p.latitude) for p in piece])
            )
            for piece in pieces
        ]

    def globe(self, x: float, y: float) -> Position | None:
        """The (longitude, latitude) at a pixel, or None off the globe."""
        longitude, latitude = self.projection.to_globe(
            np.array([(x - self.origin[0]) / self.scale]),
            np.array([(self.origin[1] - y) / self.scale]),
        )
        if not np.isfinite(longitude[0] + latitude[0]):
            return None
        return float(longitude[0]), float(latitude[0])

    def pixels_per_km(self, latitude: float) -> float:
        """Pixels to a kilometre along the parallel at ``latitude``."""
        return self.scale * self.projection.scale(latitude) / EARTH_RADIUS_KM

    @property
    def zoom(self) -> float:
        """The zoom level of a web map of this scale: of 256-pixel Mercator tiles."""
        shown = self.scale
        if self.projection.kind != "mercator":
            at = self.globe(*self.frame.middle)
            # The Mercator map that shows things as large there: a level means the same anywhere.
            latitude = at[1] if at else 0.0
            shown *= self.projection.scale(latitude)
            shown *= float(np.cos(np.radians(min(abs(latitude), 85.0))))
        return float(np.log2(2 * np.pi * shown / 256))

    @property
    def bounds(self) -> BoundingBox:
        """The smallest box on the globe that holds all that the frame shows."""
        columns = np.linspace(self.frame.left, self.frame.right, GRID)
        rows = np.linspace(self.frame.top, self.frame.bottom, GRID)
        x, y = (a.ravel() for a in np.meshgrid(columns, rows))
        longitude, latitude = self.projection.to_globe(
            (x - self.origin[0]) / self.scale, (self.origin[1] - y) / self.scale
        )
        seen = np.isfinite(longitude + latitude)
        south, north = float(latitude[seen].min()), float(latitude[seen].max())
        west, east = float(longitude[seen].min()), float(longitude[seen].max())
        if self.projection.kind == "polar":
            west, east, south, north = self._polar_bounds(west, east, south, north)
        if self.projection.kind == "equal earth":
            west, east, south, north = self._world_bounds(west, east, south, north)
        south, north = max(south, -90.0), min(north, 90.0)
        if east - west >= 359:
            west, east = self.projection.meridian - 180, self.projection.meridian + 180
        turn = 360 * np.floor((west + 180) / 360)
        return BoundingBox(south, float(west - turn), north, float(east - turn))

    @property
    def turn(self) -> float:
        """Degrees to add to longitudes of :attr:`bounds` so that they lie on this sheet."""
        bounds = self.bounds
        middle = (bounds.west + bounds.east) / 2
        return 360.0 * round((self.projection.meridian - middle) / 360)

    def globe_outline(self) -> Path:
        """The edge of the globe, in pixels; empty where the sheet has none in sight."""
        if self.projection.kind != "equal earth":
            return ()
        middle = self.projection.meridian
        up = [(middle + 180, float(latitude)) for latitude in range(-90, 91, 2)]
        down = [(middle - 180, float(latitude)) for latitude in range(90, -91, -2)]
        return tuple((float(x), float(y)) for x, y in self.pixels([*up, *down]))

    def _polar_bounds(
        self, west: float, east: float, south: float, north: float
    ) -> tuple[float, float, float, float]:
        if self.frame.grown(1).holds(self.origin):
            west, east = self.projection.meridian - 180, self.projection.meridian + 180
            south, north = (south, 90.0) if self.projection.pole == 1 else (-90.0, north)
        return west, east, south, north

    def _world_bounds(
        self, west: float, east: float, south: float, north: float
    ) -> tuple[float, float, float, float]:
        """With a margin for what the grid of samples missed at the curved edge of the globe."""
        middle = self.projection.meridian
        margin_lon, margin_lat = (east - west) / GRID, (north - south) / GRID
        return (
            max(west - margin_lon, middle - 180),
            min(east + margin_lon, middle + 180),
            south - margin_lat,
            north + margin_lat,
        )


def fit(points: Iterable[Point], frame: Box, margins: Box) -> View:
    """The view that shows all points as large as the frame allows.

    Parameters
    ----------
    margins
        What to keep free at each edge of the frame, in pixels, as
        ``Box(left, top, right, bottom)``.
    """
    shown = tuple(points)
    box = BoundingBox.of(shown)
    projection = choose(box)
    view = _fit(shown, projection, frame, margins)
    if projection.kind == "mercator" and _too_much(view):
        view = _fit(shown, Projection("equal earth", projection.meridian), frame, margins)
    return view


def _too_much(view: View) -> bool:
    """Whether Mercator would show the globe again beside itself, or up to near a pole."""
    frame = view.frame
    wide = frame.width / view.scale > 2 * np.pi * MERCATOR_SHARE
    edges = [view.globe(frame.left, y) for y in (frame.top, frame.bottom)]
    return bool(wide) or any(abs(edge[1]) > 82 for edge in edges if edge)


def _fit(points: tuple[Point, ...], projection: Projection, frame: Box, margins: Box) -> View:
    longitude = projection.nearest_turn(np.array([p.longitude for p in points]))
    latitude = np.array([p.latitude for p in points])
    x, y = projection.to_plane(longitude, latitude)
    inner = Box(
        frame.left + margins.left,
        frame.top + margins.top,
        frame.right - margins.right,
        frame.bottom - margins.bottom,
    )
    single = len(set(points)) == 1
    height = LEAST_HEIGHT_OF_POINT if single else LEAST_HEIGHT
    least = np.radians(height) * projection.scale(float(latitude.mean()))
    across = max(float(np.ptp(x)), 1e-9)
    down = max(float(np.ptp(y)), 1e-9)
    scale = min(inner.width / across, inner.height / down)
    scale = min(scale, frame.height / least)
    middle = ((x.min() + x.max()) / 2, (y.min() + y.max()) / 2)
    origin = (
        inner.middle[0] - scale * float(middle[0]),
        inner.middle[1] + scale * float(middle[1]),
    )
    view = View(projection, frame, scale, origin)
    return _centred_world(view) if projection.kind == "equal earth" else view


def _centred_world(view: View) -> View:
    """The view, moved so that as little as can be is shown beyond the edge of the globe."""
    frame = view.frame
    x, y = view.projection.to_plane(
        view.projection.meridian + np.array([-180.0, 180.0, 0.0, 0.0]),
        np.array([0.0, 0.0, -90.0, 90.0]),
    )
    left, right = view.origin[0] + view.scale * x[0], view.origin[0] + view.scale * x[1]
    top, bottom = view.origin[1] - view.scale * y[3], view.origin[1] - view.scale * y[2]
    across = _shift(left, right, frame.left, frame.right)
    down = _shift(top, bottom, frame.top, frame.bottom)
    return replace(view, origin=(view.origin[0] + across, view.origin[1] + down))


def _shift(low: float, high: float, start: float, end: float) -> float:
    """How far to move [low, high] so that it covers [start, end], or lies in its middle."""
    if high - low <= end - start:
        return (start + end - low - high) / 2
    return min(0.0, start - low) or max(0.0, end - high)


def _half_turn(longitude: float) -> float:
    """The longitude counted from -180 to 180."""
    return (longitude + 180) % 360 - 180
