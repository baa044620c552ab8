"""The legs of a journey: where each runs, how long it is, and how its line was found.

A leg follows the way that one travels: railways that ``data/railways.geojson``
knows, ships the sea lanes of the ``searoute`` library, everything else (and
whatever those do not reach) the great circle.
"""

from __future__ import annotations

import json
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

from geo.errors import DataError
from geo.measure import distance_km, great_circle, split_at_antimeridian
from geo.story import Itinerary, Leg, LegMethod, Mode, Point, Reason

RAILWAYS = Path(__file__).parent.parent / "data" / "railways.geojson"

# How far a place may lie from the station that serves it, in kilometres: across a large city.
STATION_KM = 15.0
# How far a port may lie from the nearest sea lane: up a river, or on an island out of the way.
PORT_KM = 120.0
# Track that winds more than this (kilometres, and times the straight line) leads round by the lines
# that the file has, because it lacks the one that a train would take.
WINDING_KM, WINDING = 150.0, 1.75
# How many times the straight line a ship may sail within the reach of a port: from one quay of a
# harbour to the next, it takes no sea lane.
HARBOUR = 3.0
# Decimals of a degree for the points of a line that nobody surveyed: 11 metres.
DECIMALS = 4


def legs(itinerary: Itinerary) -> tuple[Leg, ...]:
    """The way between each two stops that follow one another.

    Returns
    -------
    tuple of Leg
        One fewer than there are stops; none for fewer than two stops. Each
        begins and ends at the points of its stops.
    """
    points = [stop.place.point for stop in itinerary.stops]
    return tuple(leg(a, b, itinerary.mode) for a, b in pairwise(points))


def leg(start: Point, end: Point, mode: Mode) -> Leg:
    """The way from one point to another by ``mode``.

    Raises
    ------
    DataError
        If the file of railways is missing or broken.
    """
    if mode in WAYS:
        method, way = WAYS[mode]
        found = way(start, end)
        if found is not None:
            line, kilometres = found
            return _leg(mode, method, _rounded(line), kilometres)
    line = great_circle(start, end, decimals=DECIMALS)
    return _leg(mode, "great circle", line, distance_km(start, end))


def how(leg: Leg) -> Reason:
    """How the line of a leg was found, to be put into words."""
    return Reason(leg.method)


# A line from the one place to the other, and its length in kilometres.
Way = tuple[tuple[Point, ...], float]


@dataclass(frozen=True)
class Railways:
    """Stations and the track between them.

    Attributes
    ----------
    stations
        The points where a journey can begin or end.
    track
        For each point of a line, the next points and the kilometres to them.
    """

    stations: tuple[Point, ...]
    track: dict[Point, tuple[tuple[Point, float], ...]]

    @classmethod
    def load(cls, path: Path = RAILWAYS) -> Railways:
        """Read lines from GeoJSON as ``data/build_railways.py`` writes it.

        Raises
        ------
        DataError
            If the file is missing or not of that form.
        """
        track: dict[Point, list[tuple[Point, float]]] = {}
        stations: dict[Point, None] = {}
        try:
            for line in json.loads(path.read_text(encoding="utf-8"))["features"]:
                points = [Point(lat, lon) for lon, lat in line["geometry"]["coordinates"]]
                named = zip(points, line["properties"]["stations"], strict=True)
                stations.update((point, None) for point, name in named if name)
                posts = zip(points, line["properties"]["kilometres"], strict=True)
                for (a, start), (b, end) in pairwise(posts):
                    track.setdefault(a, []).append((b, end - start))
                    track.setdefault(b, []).append((a, end - start))
        except OSError as error:
            raise DataError("The railways cannot be read: {0} is missing.", path) from error
        except (ValueError, KeyError, TypeError) as error:
            raise DataError("The railways cannot be read: {0} is broken.", path) from error
        return cls(tuple(stations), {point: tuple(ways) for point, ways in track.items()})

    @cached_property
    def _northward(self) -> list[Point]:
        """The stations from south to north."""
        return sorted(self.stations, key=attrgetter("latitude"))

    def nearest(self, point: Point) -> Point | None:
        """The station that serves a place; None where there is none."""
        # A degree of latitude is 111 km: most stations are too far to be worth measuring.
        reach, latitude = STATION_KM / 100, attrgetter("latitude")
        south = bisect_left(self._northward, point.latitude - reach, key=latitude)
        north = bisect_right(self._northward, point.latitude + reach, key=latitude)
        near = self._northward[south:north]
        station = min(near, key=lambda other: distance_km(point, other), default=None)
        serves = station is not None and distance_km(point, station) <= STATION_KM
        return station if serves else None

    def shortest(self, start: Point, end: Point) -> Way | None:
        """The shortest way between two stations by track kilometres; None where there is none.

        Notes
        -----
        Dijkstra's algorithm (Numerische Mathematik 1, 1959).
        """
        before: dict[Point, Point] = {}
        least = {start: 0.0}
        waiting = [(0.0, start.latlon, start)]
        while waiting:
            done, _, here = heappop(waiting)
            if here == end:
                break
            if done > least[here]:
                continue
            for there, track in self.track[here]:
                if done + track < least.get(there, float("inf")):
                    least[there] = done + track
                    before[there] = here
                    heappush(waiting, (least[there], there.latlon, there))
        if end not in least:
            return None
        line = [end]
        while line[-1] != start:
            line.append(before[line[-1]])
        return tuple(reversed(line)), least[end]


@lru_cache(maxsize=1)
def railways() -> Railways:
    """The railways in ``data/``, read once."""
    return Railways.load()


def by_rail(start: Point, end: Point) -> Way | None:
    """The way along known railways; None where they do not lead from the one to the other."""
    stations = railways()
    depart, arrive = stations.nearest(start), stations.nearest(end)
    if depart is None or arrive is None or depart == arrive:
        return None
    found = stations.shortest(depart, arrive)
    if found is None or found[1] > WINDING_KM + WINDING * distance_km(start, end):
        return None
    line, kilometres = found
    # The pin stands for the station: no spur from the one to the other.
    return (start, *line[1:-1], end), kilometres


def by_sea(start: Point, end: Point) -> Way | None:
    """The way along sea lanes; None where they do not come near enough to both ends."""
    import searoute  # it takes 0.2 s and 20 MB, which no other journey should pay for

    lanes, _ = searoute.get_graphs()
    nearest = (_on_globe(*lanes.kdtree.query(port.lonlat)[:2]) for port in (start, end))
    if any(distance_km(*pair) > PORT_KM for pair in zip((start, end), nearest, strict=True)):
        return None  # a search that would be in vain takes longest
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where no lane leads: an empty line says so too
        found = searoute.searoute(list(start.lonlat), list(end.lonlat), algorithm="astar")
    lane = [_on_globe(lon, lat) for lon, lat in found["geometry"]["coordinates"]]
    if len(lane) < 2:
        return None
    aside = distance_km(start, lane[0]), distance_km(lane[-1], end)
    line = (start, *lane, end)
    length = sum(distance_km(a, b) for a, b in pairwise(line))
    if max(aside) > PORT_KM or sum(aside) > length / 2:
        return None
    straight = distance_km(start, end)
    if straight < PORT_KM and length > HARBOUR * straight:
        return None
    return line, length


def _leg(mode: Mode, method: LegMethod, line: tuple[Point, ...], kilometres: float) -> Leg:
    """A leg, its length to the metre."""
    # A plane does fly the great circle; whoever keeps to the ground or the water does not.
    schematic = mode != "air"
    return Leg(mode, split_at_antimeridian(line), round(kilometres, 3), method, schematic)


def _on_globe(longitude: float, latitude: float) -> Point:
    """A point of a sea lane, which searoute unrolls beyond the 180th meridian."""
    return Point(float(latitude), (longitude + 180.0) % 360 - 180)


def _rounded(line: Sequence[Point]) -> tuple[Point, ...]:
    """The line without needless decimals; its ends stay where they are."""
    between = (
        Point(round(point.latitude, DECIMALS), round(point.longitude, DECIMALS))
        for point in line[1:-1]
    )
    return (line[0], *between, line[-1])


WAYS: dict[Mode, tuple[LegMethod, Callable[[Point, Point], Way | None]]] = {
    "rail": ("rail corridor", by_rail),
    "sea": ("sea lane", by_sea),
}
