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

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from geo.errors import DataError
from geo.measure import BoundingBox
from geo.story import Story

Position = tuple[float, float]
Line = tuple[Position, ...]
Scale = Literal["110m", "50m", "10m"]
BorderKind = Literal["country", "disputed", "state", "county"]
LabelKind = Literal["country", "sea", "lake", "city"]

FOLDER = Path(__file__).parent.parent / "data" / "basemap"
SHEET_DEGREES = 10

# The text that every picture and page must carry, whatever else it credits.
CREDIT = "Natural Earth · GeoNames"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a map, as CSS writes them."""

    page: str
    ink: str
    muted: str
    rule: str
    land: str
    sea: str
    coast: str
    river: str
    border: str
    country_name: str
    sea_name: str
    place_name: str
    route: str
    route_casing: str
    pin: str
    pin_ink: str
    selected_ink: str


LIGHT = Palette(
    page="#fffdf8",
    ink="#1f1b16",
    muted="#6b635a",
    rule="#e4ddd0",
    land="#f6f2ea",
    sea="#dbe7ec",
    coast="#a9bcc4",
    river="#bfd0d8",
    border="#9b9082",
    country_name="#756b5e",
    sea_name="#456573",
    place_name="#6b635a",
    route="#b3261e",
    route_casing="#fffdf8",
    pin="#37322c",
    pin_ink="#ffffff",
    selected_ink="#ffffff",
)
DARK = Palette(
    page="#15191c",
    ink="#f2ede3",
    muted="#a9a297",
    rule="#2c3236",
    land="#22272b",
    sea="#16242c",
    coast="#3d5561",
    river="#34505e",
    border="#6f6a62",
    country_name="#9a9388",
    sea_name="#7d9fae",
    place_name="#a9a297",
    route="#ff6b5e",
    route_casing="#15191c",
    pin="#e8e2d6",
    pin_ink="#1f1b16",
    selected_ink="#2a0805",
)


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area: its outer ring, then its holes. Each ring ends where it starts."""

    rings: tuple[Line, ...]


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


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place for a label's middle, and how much room there is.

    Attributes
    ----------
    angle
        Degrees that the text is turned counter-clockwise, in [-60, 60].
    room
        Length free for the text along its angle, in degrees of longitude on a
        Mercator map; 0 for a city, whose label stands beside its point.
    """

    longitude: float
    latitude: float
    angle: float = 0.0
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the ground, and where it may stand.

    Attributes
    ----------
    text, second
        The name, and a second name to set below it or nothing.
    rank
        The zoom level (of 256-pixel Mercator tiles) from which there is a
        place for it on a map: the lower, the more important.
    anchors
        Where it may stand inside the bounds, the best first.
    capital
        Whether it is the capital of a country.
    """

    text: str
    kind: LabelKind
    rank: float
    anchors: tuple[Anchor, ...]
    second: str = ""
    capital: bool = False


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


def scale_for(bounds: BoundingBox) -> Scale:
    """The scale of the shapes that suit a map of ``bounds`` on a screen or a page."""
    extent = max(bounds.width, bounds.height * 2)
    if extent > 100:
        return "110m" if extent > 330 else "50m"
    return "50m" if extent > 28 else "10m"


# Packed lines use letters that need no escape in JSON, HTML, scripts or templates.
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}


def credit(story: Story) -> str:
    """The text that every map of a story must carry: whose the ground and the places are."""
    return " · ".join((CREDIT, *services(story)))


def services(story: Story) -> tuple[str, ...]:
    """The credits of the online services that found places of a story."""
    found = (
        mention.place.source
        for mention in story.mentions
        if mention.place and any(reason.code == "place.online" for reason in mention.reasons)
    )
    return tuple(dict.fromkeys(found))


def pack(line: Iterable[Position], steps: int) -> str:
    """A line as text: each position's step from the one before, in ``steps`` to the degree.

    A number is folded to be positive (0, -1, 1, -2 …) and written in digits of
    five bits, lowest first, with a sixth bit where another follows: the way of
    Google's encoded polylines, in letters that are safe everywhere.
    """
    text = []
    last_x = last_y = 0
    for longitude, latitude in line:
        x, y = round(longitude * steps), round(latitude * steps)
        for step in (x - last_x, y - last_y):
            folded = step * 2 if step >= 0 else -step * 2 - 1
            while folded > 31:
                text.append(_DIGITS[folded & 31 | 32])
                folded >>= 5
            text.append(_DIGITS[folded])
        last_x, last_y = x, y
    return "".join(text)


def unpack(text: str, steps: int, shift: float = 0.0) -> Line:
    """The line that :func:`pack` wrote, moved ``shift`` degrees to the east."""
    numbers = []
    number = place = 0
    for digit in text:
        value = _VALUES[digit]
        number |= (value & 31) << place
        if value & 32:
            place += 5
            continue
        numbers.append(-(number + 1 >> 1) if number & 1 else number >> 1)
        number = place = 0
    x = y = 0
    line = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        line.append((x / steps + shift, y / steps))
    return tuple(line)


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
    sheets = list(_sheets(bounds, chosen))
    for sheet, shift in sheets:
        if "box" not in sheet:  # a sheet of open sea holds names alone
            continue
        steps, (west, south, east, north) = sheet["steps"], sheet["box"]
        edges = (west + shift, south, east + shift, north)
        for name, found in (("land", land), ("lakes", lakes)):
            for packed in sheet.get(name, ()):
                rings = [unpack(ring, steps, shift) for ring in packed]
                found += _cut_polygon(rings, bounds)
                if name == "land":
                    for ring in rings:
                        coast += _cut_lines(_off_edges(ring, edges), bounds)
        for rank, packed in sheet.get("rivers", ()):
            lines = _cut_lines([unpack(packed, steps, shift)], bounds)
            rivers += [River(line, rank) for line in lines]
        for kind, every in sheet.get("borders", {}).items():
            lines = _cut_lines([unpack(packed, steps, shift) for packed in every], bounds)
            borders += [Border(line, kind) for line in lines]
    return Basemap(
        bounds,
        chosen,
        tuple(land),
        tuple(coast),
        tuple(lakes),
        tuple(rivers),
        tuple(borders),
        _labels(bounds, sheets if chosen == "10m" else ()),
    )


@lru_cache(maxsize=64)
def _read(name: str) -> Any:
    """The file ``name`` of ``data/basemap``; None for a sheet of empty sea."""
    path = FOLDER / name
    if not path.exists() and name.startswith("10m/"):
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise DataError(
            "The basemap file {0} cannot be read; data/build_basemap.py makes it.", path
        ) from cause


def _sheets(bounds: BoundingBox, scale: Scale) -> Iterator[tuple[Any, float]]:
    """The sheets that ``bounds`` touches, each with the degrees to move it east."""
    if scale != "10m":
        world = _read(f"world-{scale}.json")
        for shift in (-360.0, 0.0, 360.0):
            if shift - 180 < bounds.east and bounds.west < shift + 180:
                yield world, shift
        return
    for name, shift in sheet_names(bounds):
        sheet = _read(f"10m/{name}.json")
        if sheet:
            yield sheet, shift


def sheet_names(bounds: BoundingBox) -> Iterator[tuple[str, float]]:
    """The names of the sheets that ``bounds`` touches, and the degrees to move each east."""
    first = SHEET_DEGREES * math.floor(bounds.west / SHEET_DEGREES)
    lowest = SHEET_DEGREES * math.floor(bounds.south / SHEET_DEGREES)
    for south in range(lowest, min(math.ceil(bounds.north), 90), SHEET_DEGREES):
        for west in range(first, math.ceil(bounds.east), SHEET_DEGREES):
            home = (west + 180) % 360 - 180
            ns, ew = "NS"[south < 0], "EW"[home < 0]
            yield f"{ns}{abs(south):02}{ew}{abs(home):03}", float(west - home)


def _off_edges(ring: Line, edges: tuple[float, float, float, float]) -> list[Line]:
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


def _cut_lines(lines: Sequence[Line], bounds: BoundingBox) -> list[Line]:
    """The pieces of the lines inside the bounds."""
    import shapely

    found: list[Line] = []
    for line in lines:
        if _outside(line, bounds):
            continue
        if _within(line, bounds):
            found.append(line)
            continue
        cut = shapely.clip_by_rect(
            shapely.LineString(line), bounds.west, bounds.south, bounds.east, bounds.north
        )
        parts = getattr(cut, "geoms", [cut])
        found += [_positions(p) for p in parts if p.geom_type == "LineString" and not p.is_empty]
    return found


def _cut_polygon(rings: Sequence[Line], bounds: BoundingBox) -> list[Polygon]:
    """The parts of the polygon inside the bounds."""
    import shapely

    if _outside(rings[0], bounds):
        return []
    if _within(rings[0], bounds):
        return [Polygon(tuple(rings))]
    shape = shapely.Polygon(rings[0], rings[1:])
    if not shape.is_valid:
        shape = shape.buffer(0)
    cut = shapely.clip_by_rect(shape, bounds.west, bounds.south, bounds.east, bounds.north)
    return [
        Polygon(tuple(_positions(ring) for ring in (part.exterior, *part.interiors)))
        for part in getattr(cut, "geoms", [cut])
        if part.geom_type == "Polygon" and not part.is_empty
    ]


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


def called(label: Label, language: str) -> Label:
    """The label in a language (ISO 639-1); in English where that language's name is not known."""
    if language == "en":
        return label
    names = _read(f"names-{language}.json")[_NAMED_BY[label.kind]]
    degree = f"{label.text}|{math.floor(label.anchors[0].longitude)}" if label.anchors else ""
    text: str = names.get(degree) or names.get(label.text, label.text)
    return replace(label, text=text, second=names.get(label.second, label.second))


_NAMED_BY: dict[LabelKind, str] = {
    "country": "countries",
    "city": "cities",
    "sea": "waters",
    "lake": "waters",
}


def _labels(bounds: BoundingBox, sheets: Sequence[tuple[Any, float]]) -> tuple[Label, ...]:
    """The names that have an anchor in the bounds, the most important first."""
    world = _read("names.json")
    found: list[Label] = []
    for kind in ("countries", "waters"):
        near: dict[int, list[Anchor]] = {}
        for sheet, shift in sheets:
            for number, anchors in sheet.get(kind, ()):
                near.setdefault(number, []).extend(_anchors(anchors, bounds, (shift,)))
        for number, row in enumerate(world[kind]):
            anchors = _anchors(row[-1], bounds) + near.get(number, [])
            if not anchors:
                continue
            if kind == "waters":
                found.append(Label(row[0], row[2], row[3], tuple(anchors), second=row[1]))
            else:
                found.append(Label(row[0], "country", row[1], tuple(anchors)))
    found.sort(key=lambda label: label.rank)
    towns = [(town, _TURNS) for town in world["cities"]]
    towns += [(town, (shift,)) for sheet, shift in sheets for town in sheet.get("cities", ())]
    for (name, longitude, latitude, zoom, capital), shifts in towns:
        places = _anchors([[longitude, latitude, 0, 0]], bounds, shifts)
        if places:
            found.append(Label(name, "city", zoom, tuple(places), capital=bool(capital)))
    return tuple(found)


_TURNS: tuple[float, ...] = (-360.0, 0.0, 360.0)


def _anchors(
    rows: Iterable[Sequence[float]], bounds: BoundingBox, shifts: Sequence[float] = _TURNS
) -> list[Anchor]:
    """The anchors of the rows that lie in the bounds."""
    return [
        Anchor(longitude + shift, latitude, angle, room)
        for longitude, latitude, angle, room in rows
        for shift in shifts
        if bounds.west <= longitude + shift <= bounds.east
        and bounds.south <= latitude <= bounds.north
    ]
