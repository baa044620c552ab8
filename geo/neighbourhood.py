"""Where a text is at home, as far as its surest names tell, before any is resolved."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from geo.measure import distance_km
from geo.scan import Scan
from geo.story import Point

_NEAR_KM = 60.0
_FEW = 3


class Neighbourhood:
    """The towns that the sure names of a text mean without much doubt.

    A name bears them out if few places have it, or if one of them lies in a state
    that the text names too.
    """

    def __init__(self, names: Iterable[str], scan: Scan) -> None:
        self.scan, self._names = scan, frozenset(names)

    @cached_property
    def _points(self) -> list[Point]:
        """Where the towns lie; found when first asked for, as most texts never ask."""
        entries = {
            name: [e for e in self.scan.entries(name) if e.form != "postal"] for name in self._names
        }
        areas = {
            (e.place.country, e.place.name)
            for found in entries.values()
            for e in found[:_FEW]
            if e.place.kind == "state" and e.form != "alternate"
        }
        points: list[Point] = []
        for found in entries.values():
            towns = [e.place for e in found if e.place.kind in ("city", "county")]
            at_home = [town for town in towns if (town.country, town.state) in areas]
            if at_home or len(found) <= _FEW:
                points += [town.point for town in (at_home or towns)[:_FEW]]
        return points

    def has(self, name: str) -> bool:
        """Whether a place whose main name this is lies within 60 km of one of the towns."""
        return any(
            distance_km(entry.place.point, point) < _NEAR_KM
            for entry in self.scan.entries(name)
            if entry.main and entry.place.kind in ("city", "county")
            for point in self._points
            if abs(entry.place.point.latitude - point.latitude) < 1
        )
