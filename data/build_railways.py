"""Make ``railways.geojson`` from ``railways.csv``: run ``python data/build_railways.py``.

``railways.csv`` has one row for each station of a line, in the order of the
line. ``kilometre`` counts track from the line's first station; it is empty
where no source gives it, and then shared out between the stations before and
after in the ratio of the straight distances. A station that two lines share
has the same name and point in both; that is how they are joined. A row without
a name is no station: it gives the line its shape.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import groupby, pairwise
from pathlib import Path

DATA = Path(__file__).parent
sys.path.insert(0, str(DATA.parent))

from geo.measure import distance_km  # noqa: E402
from geo.story import Point  # noqa: E402

# A point may be that of the town, which its station can be this far from.
TOWN_KM = 5

Row = dict[str, str]


def main() -> None:
    """Read the table, check it, and write the lines as GeoJSON."""
    with (DATA / "railways.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    check_shared_stations(rows)
    lines = [list(stations) for _, stations in groupby(rows, key=lambda row: row["line"])]
    collection = {"type": "FeatureCollection", "features": [feature(line) for line in lines]}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    text = text.replace('{"type":"Feature"', '\n{"type":"Feature"')  # a line of text for each
    (DATA / "railways.geojson").write_text(text + "\n", encoding="utf-8")


def check_shared_stations(rows: list[Row]) -> None:
    """Stop if a station has two points: the lines that meet there would not be joined."""
    points: dict[str, Point] = {}
    for row in rows:
        if row["station"] and points.setdefault(row["station"], point(row)) != point(row):
            sys.exit(f"{row['station']} has two points in railways.csv")


def feature(line: list[Row]) -> dict[str, object]:
    """One line: its stations, and the kilometre of each, beside its coordinates."""
    sources = sorted({row["kilometre_source"] for row in line} - {""})
    return {
        "type": "Feature",
        "properties": {
            "line": line[0]["line"],
            "stations": [row["station"] for row in line],
            "kilometres": kilometres(line),
            "sources": sources,
        },
        "geometry": {
            "type": "LineString",
            "coordinates": [list(point(row).lonlat) for row in line],
        },
    }


def kilometres(line: list[Row]) -> list[float]:
    """Kilometres of track from the first station to each, to a tenth."""
    known = [i for i, row in enumerate(line) if row["kilometre"]]
    if known[:1] != [0] or known[-1] != len(line) - 1:
        sys.exit(f"{line[0]['line']}: the first and the last station need a kilometre")
    at = [float(line[0]["kilometre"])]
    for before, after in pairwise(known):
        track = float(line[after]["kilometre"]) - float(line[before]["kilometre"])
        stretch = [point(row) for row in line[before : after + 1]]
        straight = [distance_km(a, b) for a, b in pairwise(stretch)]
        if track < sum(straight) - TOWN_KM:
            ends = f"{line[before]['station']} to {line[after]['station']}"
            sys.exit(f"{line[0]['line']}: {ends} is shorter than the straight way")
        start = at[-1]
        at += [start + track * sum(straight[: i + 1]) / sum(straight) for i in range(len(straight))]
    return [round(kilometre, 1) for kilometre in at]


def point(row: Row) -> Point:
    """The point of a station."""
    return Point(float(row["latitude"]), float(row["longitude"]))


if __name__ == "__main__":
    main()
