"""The ground that every map is drawn on: land, water, borders and names, from ``data/basemap``.

The files hold Natural Earth's shapes at three scales: 1:110 million and 1:50
million for the whole world, 1:10 million in sheets of ten by ten degrees. The
browser reads the same files as this module. ``data/build_basemap.py`` makes
them, and ``data/README.md`` tells where they come from and how disputed
borders are drawn.

Positions are (longitude, latitude) in degrees. On a map across the 180th
meridian, longitudes run on past 180, as those of its :class:`BoundingBox` do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.clipping import Polygon, cut_lines, cut_polygon, off_edges
from geo.groundnames import Label, ground_labels
from geo.measure import BoundingBox
from geo.polyline import Line, unpack
from geo.sheets import Scale, scale_for, sheets_within

BorderKind = Literal["country", "disputed", "state", "county"]


@dataclass(frozen=True, slots=True)
class Border:
    """A line between two countries, states or counties; "disputed" between countries is dashed."""

    line: Line
    kind: BorderKind


@dataclass(frozen=True, slots=True)
class River:
    """A river's course; ``rank`` runs from 1, the greatest, to 9."""

    line: Line
    rank: int


@dataclass(frozen=True)
class Basemap:
    """The ground within ``bounds``, cut at its edges.

    Attributes
    ----------
    coast
        The outlines of ``land``, without the edges where it was cut.
    labels
        In order of importance: countries, seas and lakes, then cities.
    """

    bounds: BoundingBox
    scale: Scale
    land: tuple[Polygon, ...]
    coast: tuple[Line, ...]
    lakes: tuple[Polygon, ...]
    rivers: tuple[River, ...]
    borders: tuple[Border, ...]
    labels: tuple[Label, ...]


def basemap(bounds: BoundingBox, *, scale: Scale | None = None) -> Basemap:
    """The ground within ``bounds``, cut at its edges.

    Parameters
    ----------
    scale
        Which of Natural Earth's scales to draw; by default what suits the
        extent (:func:`scale_for`).

    Raises
    ------
    DataError
        If a file of ``data/basemap`` is missing or broken.
    """
    chosen = scale or scale_for(bounds)
    land: list[Polygon] = []
    coast: list[Line] = []
    lakes: list[Polygon] = []
    rivers: list[River] = []
    borders: list[Border] = []
    sheets = list(sheets_within(bounds, chosen))
    for sheet, shift in sheets:
        if "box" not in sheet:  # a sheet of open sea holds names alone
            continue
        steps, (west, south, east, north) = sheet["steps"], sheet["box"]
        edges = (west + shift, south, east + shift, north)
        for name, found in (("land", land), ("lakes", lakes)):
            for packed in sheet.get(name, ()):
                rings = [unpack(ring, steps, shift) for ring in packed]
                found += cut_polygon(rings, bounds)
                if name == "land":
                    for ring in rings:
                        coast += cut_lines(off_edges(ring, edges), bounds)
        for rank, packed in sheet.get("rivers", ()):
            lines = cut_lines([unpack(packed, steps, shift)], bounds)
            rivers += [River(line, rank) for line in lines]
        for kind, every in sheet.get("borders", {}).items():
            lines = cut_lines([unpack(packed, steps, shift) for packed in every], bounds)
            borders += [Border(line, kind) for line in lines]
    return Basemap(
        bounds,
        chosen,
        tuple(land),
        tuple(coast),
        tuple(lakes),
        tuple(rivers),
        tuple(borders),
        ground_labels(bounds, sheets if chosen == "10m" else ()),
    )
