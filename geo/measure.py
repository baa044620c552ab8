"""Distances, directions and bounds on the globe: geometry alone, no files, no network.

Points are :class:`geo.story.Point`, in degrees; lengths are kilometres on a
sphere of the mean Earth radius, at most 0.6 percent off the ellipsoid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.story import Point

# Mean radius R1 of WGS 84: Moritz, Geodetic Reference System 1980, Journal of Geodesy 74 (2000).
EARTH_RADIUS_KM = 6371.0088

# Radians (6 metres) from the opposite point within which rounding would choose the way.
OPPOSITE = 1e-6


def distance_km(a: Point, b: Point) -> float:
    """Length of the shortest way between two points, in kilometres.

    Notes
    -----
    The haversine formula, which stays exact for short distances (Sinnott,
    Virtues of the Haversine, Sky and Telescope 68, 1984).
    """
    south, north = math.radians(a.latitude), math.radians(b.latitude)
    across = math.radians(b.longitude - a.longitude)
    h = math.sin((north - south) / 2) ** 2
    h += math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def great_circle(
    a: Point, b: Point, step_km: float = 100.0, decimals: int | None = None
) -> tuple[Point, ...]:
    """Points along the shortest way from ``a`` to ``b``, both included as given.

    Parameters
    ----------
    step_km
        The longest distance between two neighbouring points, in kilometres.
    decimals
        To how many decimals of a degree the points between are rounded, if they are.

    Returns
    -------
    tuple of Point
        At least two, evenly spaced. Between opposite points of the globe,
        where every way is shortest, the way over the nearer pole.

    Raises
    ------
    ValueError
        If ``step_km`` is not above zero.
    """
    if not step_km > 0:
        raise ValueError(f"a step must be above zero, not {step_km} km")
    length = distance_km(a, b)
    angle = length / EARTH_RADIUS_KM
    steps = max(1, math.ceil(length / step_km))
    start, end = _vector(a), _vector(b)
    if math.pi - angle < OPPOSITE:
        over = math.copysign(90.0, a.latitude) if abs(a.latitude) < 90 else 0.0
        end = _vector(Point(over, a.longitude))
    (sx, sy, sz), (tx, ty, tz) = start, _square_to(start, end)
    between = []
    for i in range(1, steps):
        ahead, aside = math.cos(angle * i / steps), math.sin(angle * i / steps)
        x, y, z = ahead * sx + aside * tx, ahead * sy + aside * ty, ahead * sz + aside * tz
        latitude = math.degrees(math.atan2(z, math.hypot(x, y)))
        longitude = math.degrees(math.atan2(y, x))
        if decimals is not None:
            latitude, longitude = round(latitude, decimals), round(longitude, decimals)
        between.append(Point(latitude, longitude))
    return (a, *between, b)


def split_at_antimeridian(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    """Cut a line wherever it crosses the 180th meridian, as RFC 7946 (3.1.9) asks.

    Each pair of neighbours is joined the short way round. A cut adds a point
    at longitude 180 to the one piece and at -180 to the next, both at the
    latitude of the straight line between the neighbours.

    Returns
    -------
    tuple of tuple of Point
        The pieces in order, each of two points or more; a line of a single
        point comes back as it is, and one of no points as no pieces.
    """
    if len(points) < 2:
        return (tuple(points),) if points else ()
    longitudes = [point.longitude for point in points]
    if max(longitudes) < 180 and max(longitudes) - min(longitudes) < 180:
        return (tuple(points),)
    path = _unrolled(points)
    stretches = list(pairwise(path))
    turns = [_turn_of(start, end) for start, end in stretches]
    here = next((turn for turn in turns if turn is not None), 0)
    pieces = [[_seen_in_turn(path[0], here)]]
    for (start, end), turn in zip(stretches, turns, strict=True):
        if turn is not None and turn != here:
            here = turn
            pieces.append([_seen_in_turn(start, here)])
        pieces[-1].append(_seen_in_turn(end, here))
    return tuple(tuple(piece) for piece in pieces)


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A part of the globe between two parallels and two meridians, in degrees.

    Attributes
    ----------
    south, north
        Latitudes in [-90, 90], ``south`` not above ``north``.
    west
        Longitude in [-180, 180].
    east
        Longitude from ``west`` to ``west + 360``: above 180 where the box
        crosses the 180th meridian.

    Raises
    ------
    ValueError
        If the edges are out of range, out of order or not numbers.
    """

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        upright = -90 <= self.south <= self.north <= 90
        if not upright or not -180 <= self.west <= self.east <= self.west + 360 or self.west > 180:
            raise ValueError(f"no part of the globe: {self}")

    @classmethod
    def of(cls, points: Iterable[Point]) -> BoundingBox:
        """The smallest box that holds all points, across the 180th meridian where that is smaller.

        A pole lies on every meridian, so it widens a box only to north or south.

        Raises
        ------
        ValueError
            If there are no points.
        """
        held = tuple(points)
        if not held:
            raise ValueError("no points to bound")
        latitudes = [point.latitude for point in held]
        off_poles = [point for point in held if abs(point.latitude) < 90] or held[:1]
        # 180 and -180 are one meridian.
        meridians = sorted({-180.0 if p.longitude == 180 else p.longitude for p in off_poles})
        nexts = [*meridians[1:], meridians[0] + 360]
        gaps = [after - before for before, after in zip(meridians, nexts, strict=True)]
        # The box is what the widest gap leaves; of equal ones, the gap across the 180th meridian.
        widest = max(range(len(gaps)), key=lambda i: (gaps[i], i))
        west = meridians[(widest + 1) % len(meridians)]
        east = meridians[widest]
        return cls(min(latitudes), west, max(latitudes), east if east >= west else east + 360)

    @property
    def height(self) -> float:
        """Degrees of latitude from south to north."""
        return self.north - self.south

    @property
    def width(self) -> float:
        """Degrees of longitude from west to east, at most 360."""
        return self.east - self.west

    @property
    def center(self) -> Point:
        """The point halfway in degrees between the edges."""
        longitude = self.west + self.width / 2
        return Point(
            (self.south + self.north) / 2, longitude - 360 if longitude > 180 else longitude
        )

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the box or on its edge; a pole lies on every meridian."""
        if not self.south <= point.latitude <= self.north:
            return False
        seen = (point.longitude - 360, point.longitude, point.longitude + 360)
        return abs(point.latitude) == 90 or any(self.west <= lon <= self.east for lon in seen)

    def padded(self, share: float) -> BoundingBox:
        """The box with ``share`` of its height and width added on each side.

        It stops at the poles, and at the whole globe. A box of a single point
        stays one.
        """
        south = max(-90.0, self.south - share * self.height)
        north = min(90.0, self.north + share * self.height)
        west, east = self.west - share * self.width, self.east + share * self.width
        if east - west >= 360:
            return BoundingBox(south, -180.0, north, 180.0)
        turn = 360 if west < -180 else 0
        return BoundingBox(south, west + turn, north, east + turn)


_Vector = tuple[float, float, float]


def _vector(point: Point) -> _Vector:
    """The point as a unit vector from the centre of the globe."""
    latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
    flat = math.cos(latitude)
    return flat * math.cos(longitude), flat * math.sin(longitude), math.sin(latitude)


def _square_to(start: _Vector, end: _Vector) -> _Vector:
    """The unit vector square to ``start`` on the side of ``end``; zero where they are one."""
    shared = sum(s * e for s, e in zip(start, end, strict=True))
    x, y, z = (e - shared * s for s, e in zip(start, end, strict=True))
    length = math.hypot(x, y, z) or 1.0
    return x / length, y / length, z / length


# A point of a line that is unrolled on the plane: whole turns eastward, and a longitude in
# [-180, 180). Adding 360 to a longitude and taking it off again would not give it back exactly.
_Unrolled = tuple[int, Point]


def _unrolled(points: Sequence[Point]) -> list[_Unrolled]:
    """The line on the plane, with a point added wherever it crosses the 180th meridian."""
    path: list[_Unrolled] = []
    turn, last = 0, points[0]
    for point in points:
        step = point.longitude - last.longitude
        turn += (step < -180) - (step > 180)
        last = point
        here = (turn, point)
        if point.longitude == 180:
            here = (turn + 1, Point(point.latitude, -180.0))
        if path and path[-1][0] != here[0]:
            eastern = max(path[-1], here, key=lambda end: end[0])
            if eastern[1].longitude != -180:
                path.append((eastern[0], Point(_crossing_latitude(path[-1], here), -180.0)))
        path.append(here)
    return path


def _crossing_latitude(a: _Unrolled, b: _Unrolled) -> float:
    """Where the straight line from one turn to the next meets the meridian between them."""
    edge = 360 * max(a[0], b[0]) - 180
    from_a = abs(edge - 360 * a[0] - a[1].longitude)
    from_b = abs(edge - 360 * b[0] - b[1].longitude)
    return (a[1].latitude * from_b + b[1].latitude * from_a) / (from_a + from_b)


def _turn_of(start: _Unrolled, end: _Unrolled) -> int | None:
    """The turn that a stretch lies in; None where it runs along the 180th meridian itself."""
    if start[1].longitude == end[1].longitude == -180 and start[0] == end[0]:
        return None
    return min(start[0], end[0])


def _seen_in_turn(end: _Unrolled, turn: int) -> Point:
    """The point with its longitude as that turn counts it."""
    return end[1] if end[0] == turn else Point(end[1].latitude, end[1].longitude + 360)
