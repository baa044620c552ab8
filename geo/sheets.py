"""The files of ``data/basemap``: the world at two scales, and sheets of it at the finest."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from geo.errors import DataError
from geo.measure import BoundingBox

Scale = Literal["110m", "50m", "10m"]

FOLDER = Path(__file__).parent.parent / "data" / "basemap"
SHEET_DEGREES = 10


def scale_for(bounds: BoundingBox) -> Scale:
    """The scale of the shapes that suit a map of ``bounds`` on a screen or a page."""
    extent = max(bounds.width, bounds.height * 2)
    if extent > 100:
        return "110m" if extent > 330 else "50m"
    return "50m" if extent > 28 else "10m"


@lru_cache(maxsize=64)
def load(name: str) -> Any:
    """What the file ``name`` of ``data/basemap`` holds; None for a sheet of empty sea.

    Raises
    ------
    DataError
        If the file is missing or broken.
    """
    path = FOLDER / name
    if not path.exists() and name.startswith("10m/"):
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise DataError(
            "The basemap file {0} cannot be read; data/build_basemap.py makes it.", path
        ) from cause


def sheets_within(bounds: BoundingBox, scale: Scale) -> Iterator[tuple[Any, float]]:
    """The sheets that ``bounds`` touches, each with the degrees to move it east."""
    if scale != "10m":
        world = load(f"world-{scale}.json")
        for shift in (-360.0, 0.0, 360.0):
            if shift - 180 < bounds.east and bounds.west < shift + 180:
                yield world, shift
        return
    for name, shift in sheet_names(bounds):
        sheet = load(f"10m/{name}.json")
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
