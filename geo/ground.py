"""The ground of a picture's map: land, water and borders, and the names upon them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geo.basemap import Basemap, BorderKind, basemap
from geo.clipping import Polygon
from geo.drawing import Drawing, Text, element, path_of
from geo.groundnames import Anchor, Label, called
from geo.labels import Box, Request, Room, along, beside
from geo.lettering import Style, clean, width
from geo.look import Look
from geo.measure import BoundingBox
from geo.view import Position, View

Array = npt.NDArray[np.float64]
Line = Sequence[tuple[float, float]]

# Dashes in units, and how strongly a border of each kind is drawn.
BORDERS: tuple[tuple[BorderKind, tuple[float, ...], float], ...] = (
    ("state", (3, 5), 0.45),
    ("country", (10, 4, 2, 4), 1.0),
    ("disputed", (4, 6), 1.0),
)
# The zoom levels from which states' borders are drawn, and rivers of rank 1.
STATES_FROM = 5.5
RIVERS_FROM = 3.0
# How large the name of a land or sea is set, and how often its length must fit there.
SIZES = ((1.3, 1.9), (1.0, 1.0), (0.85, 1.0), (0.72, 1.0))
# There is one town's name, at most, to so many square units.
TOWN_AREA = 55_000.0
# Degrees between two points of a line on a sheet that bends it.
BEND_STEP = 1.5


@lru_cache(maxsize=4)
def _basemap(bounds: BoundingBox) -> Basemap:
    """The ground: kept, as a story is drawn in several themes and kinds of file."""
    return basemap(bounds)


class Ground:
    """The ground within a view, drawn below everything else."""

    def __init__(self, drawing: Drawing, view: View, look: Look, language: str = "en") -> None:
        self.drawing, self.view, self.look, self.language = drawing, view, look, language
        self.basemap = _basemap(view.bounds)
        self.turn = view.turn

    def draw(self) -> None:
        """Draw sea, land, lakes, rivers, coasts and borders."""
        palette, u, ground = self.look.palette, self.look.unit, self.basemap
        globe = self.view.globe_outline()
        self.drawing.add(
            "rect", **self.view.frame.rectangle, fill=palette.page if globe else palette.sea
        )
        if globe:
            self.drawing.add("path", d=path_of([globe], closed=True), fill=palette.sea)
        # A stroke of the land's own colour closes the seams between two sheets of the basemap.
        land: dict[str, str | float] = {"stroke": palette.land, "stroke_width": 0.7}
        self._fill(ground.land, palette.land, **land)
        self._fill(ground.lakes, palette.sea)
        coasts = [*ground.coast, *(ring for lake in ground.lakes for ring in lake.rings)]
        zoom = self.view.zoom
        rivers = [r.line for r in ground.rivers if r.rank <= zoom - RIVERS_FROM + 1]
        for lines, stroke, thickness in (
            (rivers, palette.river, 1.2 * u),
            (coasts, palette.coast, 1.1 * u),
        ):
            self._stroke(self._lines(lines), stroke, thickness)
        self._borders()

    def _borders(self) -> None:
        u, stroke = self.look.unit, self.look.palette.border
        for kind, dashes, strength in BORDERS:
            if kind == "state" and self.view.zoom - math.log2(u) < STATES_FROM:
                continue
            path = self._lines(b.line for b in self.basemap.borders if b.kind == kind)
            if kind != "state":
                self._stroke(path, stroke, 5 * u, stroke_opacity=0.14)
            dashed = " ".join(f"{dash * u:.1f}" for dash in dashes)
            self._stroke(path, stroke, 1.4 * u, stroke_opacity=strength, stroke_dasharray=dashed)

    def _stroke(self, path: str, stroke: str, thickness: float, **more: str | float) -> None:
        if path:
            self.drawing.add(
                "path",
                d=path,
                fill="none",
                stroke=stroke,
                stroke_width=thickness,
                stroke_linejoin="round",
                **more,
            )

    def _fill(self, polygons: Iterable[Polygon], fill: str, **more: str | float) -> None:
        """Fill areas, one by one: those of two sheets may overlap."""
        paths = []
        for polygon in polygons:
            rings = [ring for ring in map(self._flat, polygon.rings) if len(ring) > 2]
            if rings:
                paths.append(element("path", d=path_of(rings, closed=True)))
        self.drawing.group(paths, fill=fill, fill_rule="evenodd", **more)

    def _lines(self, lines: Iterable[Line]) -> str:
        return path_of(line for line in map(self._flat, lines) if len(line) > 1)

    def _flat(self, line: Line) -> list[Position]:
        """A line in pixels, without steps that no eye can see; empty where it is out of sight."""
        positions = np.array(line, dtype=np.float64)
        positions[:, 0] += self.turn
        if self.view.projection.kind != "mercator":
            positions = _bent(positions)
        pixels = self.view.pixels(positions)
        seen = self.view.frame.grown(20)
        low, high = pixels.min(axis=0), pixels.max(axis=0)
        if (low > (seen.right, seen.bottom)).any() or (high < (seen.left, seen.top)).any():
            return []
        steps = np.abs(np.diff(np.round(pixels / 0.4), axis=0)).sum(axis=1) > 0
        kept = pixels[np.concatenate(([True], steps))]
        return [(float(x), float(y)) for x, y in kept.tolist()]

    # --- names ----------------------------------------------------------------------------

    def write_names(self, room: Room, but: Iterable[str]) -> None:
        """Write the names that find room, and not those in ``but``; the drawing's last texts."""
        known = {name.casefold() for name in but}
        level = self.view.zoom - math.log2(self.look.unit) + 0.3
        frame = self.view.frame
        towns = round(frame.width * frame.height / self.look.unit**2 / TOWN_AREA)
        for label in (called(label, self.language) for label in self.basemap.labels):
            if label.rank > level or label.text.casefold() in known or not label.anchors:
                continue
            if label.kind == "city":
                if towns > 0 and self._city(label, room):
                    towns -= 1
            else:
                self._area(label, room)

    def _area(self, label: Label, room: Room) -> None:
        """A country's, sea's or lake's name, along its land or water."""
        u = self.look.unit
        size = {"country": 19.0, "sea": 20.0, "lake": 16.0}[label.kind] * u
        country = label.kind == "country"
        text = clean(label.text).upper() if country else clean(label.text)
        for share, times in SIZES:
            style = (
                Style(size * share, weight=600, tracking=size * share * 0.2)
                if country
                else Style(size * share, "serif", italic=True, tracking=size * share * 0.03)
            )
            length = width(text, style) * times
            for anchor in label.anchors:
                if length <= self._length_at(anchor) and self._along(
                    label, anchor, text, style, room
                ):
                    return

    def _along(self, label: Label, anchor: Anchor, text: str, style: Style, room: Room) -> bool:
        """Write a name, and its second below it, through an anchor, if that is free."""
        lines = [(text, style, 0.0)]
        if second := clean(label.second):
            smaller = Style(style.size * 0.85, style.voice, style.weight, style.italic)
            lines.append((second, smaller, style.size * 1.15))
        angle = anchor.angle if self.view.projection.kind == "mercator" else 0.0
        right, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        ((x, y),) = self.view.pixels([(anchor.longitude + self.turn, anchor.latitude)])
        placed: list[tuple[str, Style, Position]] = []
        covered: list[Box] = []
        for said, how, lower in lines:
            half = width(said, how) / 2
            middle = (float(x) + up * lower, float(y) + right * lower)
            start = (middle[0] - right * half, middle[1] + up * half)
            end = (middle[0] + right * half, middle[1] - up * half)
            covered += along(start, end, how.size * 1.1)
            drop = how.size * 0.35
            placed.append((said, how, (start[0] + up * drop, start[1] + right * drop)))
        if not room.free(covered):
            return False
        room.take(covered)
        palette, u = self.look.palette, self.look.unit
        country = label.kind == "country"
        for said, how, (left, baseline) in placed:
            self.drawing.texts.append(
                Text(
                    said,
                    left,
                    baseline,
                    how,
                    palette.country_name if country else palette.sea_name,
                    halo=palette.land if country else "",
                    halo_width=4 * u,
                    angle=angle,
                    part=label.kind,
                )
            )
        return True

    def _city(self, label: Label, room: Room) -> bool:
        """Write a town's name beside a dot, if both are free; whether they were."""
        palette, u = self.look.palette, self.look.unit
        anchor = label.anchors[0]
        ((x, y),) = self.view.pixels([(anchor.longitude + self.turn, anchor.latitude)]).tolist()
        dot = Box(x - 4.5 * u, y - 4.5 * u, x + 4.5 * u, y + 4.5 * u)
        if not room.free([dot]):
            return False
        style = Style(17 * u)
        text = clean(label.text)
        request = Request((x, y), 7 * u, width(text, style), style.size * 1.15)
        box = next((box for box in beside(request) if room.free([box])), None)
        if box is None:
            return False
        room.take([box, dot])
        self.drawing.shapes.append(
            element(
                "circle",
                cx=x,
                cy=y,
                r=3.2 * u,
                fill=palette.land,
                stroke=palette.place_name,
                stroke_width=1.3 * u,
            )
        )
        self.drawing.texts.append(
            Text(
                text,
                box.left,
                box.bottom - style.size * 0.27,
                style,
                palette.place_name,
                halo=palette.land,
                halo_width=4 * u,
                part="city",
            )
        )
        return True

    def _length_at(self, anchor: Anchor) -> float:
        """The length free for a name at the anchor, in pixels."""
        length = math.radians(anchor.room) * self.view.scale
        if self.view.projection.kind == "mercator":
            return length
        shrunk = math.cos(math.radians(anchor.latitude))
        return length * shrunk * self.view.projection.scale(anchor.latitude)


def _bent(line: Array) -> Array:
    """The line with points added, so that it bends as the sheet does."""
    longest = np.abs(np.diff(line, axis=0)).max(axis=1)
    parts = np.maximum(1, np.ceil(longest / BEND_STEP).astype(int))
    if parts.max(initial=1) == 1:
        return line
    start = np.repeat(line[:-1], parts, axis=0)
    end = np.repeat(line[1:], parts, axis=0)
    share = np.concatenate([np.arange(n) / n for n in parts])[:, None]
    return np.vstack((start + (end - start) * share, line[-1:]))
