"""The parts of lines and areas that lie within a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from geo.measure import BoundingBox
from geo.polyline import Line, Position

# In degrees: a ten-thousandth of a millimetre.
_NOTHING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area: its outer ring, then its holes. Each ring ends where it starts."""

    rings: tuple[Line, ...]


def off_edges(ring: Line, edges: tuple[float, float, float, float]) -> list[Line]:
    """The pieces of a ring that do not run along the edges of its sheet: a real coast."""
    west, south, east, north = edges

    def sides(position: Position) -> set[int]:
        x, y = position
        on = (x - west, y - south, x - east, y - north)
        return {side for side, distance in enumerate(on) if abs(distance) < 0.006}

    pieces: list[list[Position]] = [[ring[0]]]
    for a, b in pairwise(ring):
        if sides(a) & sides(b):
            pieces.append([b])
        else:
            pieces[-1].append(b)
    return [tuple(piece) for piece in pieces if len(piece) > 1]


def cut_lines(lines: Sequence[Line], bounds: BoundingBox) -> list[Line]:
    """The pieces of the lines inside the bounds."""
    import shapely

    found: list[Line] = []
    for line in lines:
        if _outside(line, bounds):
            continue
        if _within(line, bounds):
            found.append(line)
            continue
        cut = shapely.clip_by_rect(shapely.LineString(line), *_edges(bounds))
        parts = getattr(cut, "geoms", [cut])
        found += [_positions(p) for p in parts if p.geom_type == "LineString" and not p.is_empty]
    return found


def cut_polygon(rings: Sequence[Line], bounds: BoundingBox) -> list[Polygon]:
    """The parts of the polygon inside the bounds."""
    import shapely

    if _outside(rings[0], bounds):
        return []
    if _within(rings[0], bounds):
        return [Polygon(tuple(rings))]
    shape = shapely.Polygon(rings[0], rings[1:])
    if not shape.is_valid:
        shape = shape.buffer(0)
    cut = shapely.clip_by_rect(shape, *_edges(bounds))
    return [
        Polygon(tuple(_positions(ring) for ring in (part.exterior, *part.interiors)))
        for part in getattr(cut, "geoms", [cut])
        if part.geom_type == "Polygon" and not part.is_empty
    ]


def _edges(bounds: BoundingBox) -> tuple[float, ...]:
    """West, south, east and north; GEOS fails at an edge that is next to nothing, but not 0."""
    edges = (bounds.west, bounds.south, bounds.east, bounds.north)
    return tuple(edge if abs(edge) > _NOTHING else 0.0 for edge in edges)


def _positions(shape: Any) -> Line:
    """The positions of a shapely line or ring."""
    return tuple((x, y) for x, y in shape.coords)


def _outside(line: Line, bounds: BoundingBox) -> bool:
    """Whether the whole line lies on one outer side of the bounds."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    apart = max(xs) < bounds.west or min(xs) > bounds.east
    return apart or max(ys) < bounds.south or min(ys) > bounds.north


def _within(line: Line, bounds: BoundingBox) -> bool:
    """Whether every position lies in the bounds."""
    inside = all(bounds.west <= x <= bounds.east for x, _ in line)
    return inside and all(bounds.south <= y <= bounds.north for _, y in line)
