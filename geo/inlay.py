"""The ground that an exported page carries inside: the world in little, its story's region in full.

The shapes are those of :mod:`geo.basemap`, in the form of its files, so that one script draws
both. What no reader could see at the zoom where it is drawn is left out: that keeps a page small
enough to be sent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely

from geo.basemap import Basemap, basemap
from geo.clipping import Polygon
from geo.groundnames import Label, called
from geo.measure import BoundingBox
from geo.polyline import Line, pack
from geo.story import Point, Story

WORLD = BoundingBox(-90, -180, 90, 180)
# Beyond this width a region is most of the globe, and takes all of it.
WIDEST_REGION = 300.0


# Beside a region, the world is only seen from afar, where a pixel is this many degrees.
FAR_PIXEL = 0.08
# Where a pixel is less, the shapes at 1:10 million show more than those at 1:50 million.
FINE_PIXEL = 0.005
# A frame so many pixels wide that shows a whole region, and the zoom to which a reader goes on.
FRAME_PIXELS = 1000
# How much wider a region is than the frame that shows the whole story: a stop at its edge, seen
# from nearer, has ground all around.
WIDER = 1.5
NEARER = 2.5


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of the ground to carry, by the nearest zoom at which it is looked at.

    Attributes
    ----------
    pixel
        Degrees of longitude to a pixel at that zoom: what is smaller cannot be
        seen.
    """

    pixel: float

    @property
    def steps(self) -> int:
        """To how many parts of a degree a position is given."""
        return math.ceil(1 / self.pixel)

    @property
    def smallest(self) -> float:
        """The extent of the smallest area to carry, in degrees."""
        return 4 * self.pixel

    @property
    def zoom(self) -> float:
        """The zoom level, of 256-pixel tiles."""
        return math.log2(360 / (256 * self.pixel))


def ground(story: Story, language: str = "en") -> dict[str, Any]:
    """The ground around a story, as the browser's script takes it: world, region and names.

    ``language`` is what the names are in (ISO 639-1).
    """
    around = _around(story)
    less, more = Detail(FAR_PIXEL), Detail(around.width / WIDER / FRAME_PIXELS / 2**NEARER)
    far = basemap(WORLD, scale="110m")
    near = basemap(around, scale="10m" if more.pixel < FINE_PIXEL else "50m")
    return {
        "world": _sheet(near, more) if around == WORLD else _sheet(far, less),
        "region": None if around == WORLD else _sheet(near, more),
        "names": _names(
            called(label, language) for label in (*_seen(far, less), *_seen(near, more))
        ),
    }


def _around(story: Story) -> BoundingBox:
    """The story's places and lines, with as much ground as a frame around any of them shows."""
    points = [stop.place.point for stop in story.stops]
    points += [point for leg in story.legs for line in leg.lines for point in line]
    points = points or [place.point for place in story.context] or [Point(0, 0)]
    box = BoundingBox.of(points)
    margin = max(4.5, 0.85 * max(box.width, box.height * 1.6))
    south, north = max(-85.0, box.south - margin * 0.75), min(85.0, box.north + margin * 0.75)
    width = box.width + 2 * margin
    if width >= WIDEST_REGION:
        return WORLD
    west = (box.west - margin + 180) % 360 - 180
    return BoundingBox(south, west, north, west + width)


def _sheet(ground: Basemap, detail: Detail) -> dict[str, Any]:
    """The ground in the form of the sheets in ``data/basemap``."""
    borders: dict[str, list[str]] = {}
    for border in ground.borders:
        borders.setdefault(border.kind, []).append(_line(border.line, detail))
    bounds = ground.bounds
    return {
        "steps": detail.steps,
        "box": [round(side, 3) for side in (bounds.west, bounds.south, bounds.east, bounds.north)],
        "land": _areas(ground.land, detail),
        "lakes": _areas(ground.lakes, detail),
        "rivers": [
            [river.rank, _line(river.line, detail)]
            for river in ground.rivers
            if river.rank <= detail.zoom - 0.5
        ],
        "borders": borders,
    }


def _areas(polygons: Iterable[Polygon], detail: Detail) -> list[list[str]]:
    """The areas that can be seen, as packed rings; those that overlap, as sheets do, become one."""
    shapes = [shapely.Polygon(area.rings[0], area.rings[1:]) for area in polygons]
    whole = shapely.union_all(shapely.make_valid(shapes))
    simple = shapely.normalize(shapely.simplify(whole, detail.pixel))
    areas = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon"]
    return [
        [
            pack(((x, y) for x, y in ring.coords), detail.steps)
            for ring in (area.exterior, *area.interiors)
            if _extent(ring) >= detail.smallest
        ]
        for area in areas
        if _extent(area) >= detail.smallest
    ]


def _extent(shape: shapely.Geometry) -> float:
    """The longer side of a shape's bounds, in degrees."""
    west, south, east, north = shape.bounds
    return float(max(east - west, north - south))


def _line(line: Line, detail: Detail) -> str:
    """A packed line, without the positions that it can do without."""
    simple = shapely.simplify(shapely.LineString(line), detail.pixel)
    return pack(((x, y) for x, y in simple.coords), detail.steps)


def _seen(ground: Basemap, detail: Detail) -> list[Label]:
    """The names that have come into sight at the nearest zoom."""
    return [label for label in ground.labels if label.rank <= detail.zoom]


def _names(labels: Iterable[Label]) -> dict[str, list[Any]]:
    """The names in the form of ``names.json``; one that comes twice brings its places together."""
    rows: dict[str, dict[str, Any]] = {"countries": {}, "waters": {}, "cities": {}}
    for label in labels:
        anchors = [
            [round((a.longitude + 180) % 360 - 180, 2), round(a.latitude, 2), a.angle, a.room]
            for a in label.anchors
        ]
        if label.kind == "city":
            city = [label.text, *anchors[0][:2], label.rank, int(label.capital)]
            rows["cities"][f"{city[:3]}"] = city
            continue
        if label.kind == "country":
            row = rows["countries"].setdefault(label.text, [label.text, label.rank, []])
        else:
            new = [label.text, label.second, label.kind, label.rank, []]
            row = rows["waters"].setdefault(label.text, new)
        row[-1] += [anchor for anchor in anchors if anchor not in row[-1]]
    return {**{kind: list(found.values()) for kind, found in rows.items()}, "sheets": []}
