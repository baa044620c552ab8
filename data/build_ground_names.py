"""Makes ``basemap/names-nl.json`` and its like: what the ground's names are in our languages.

``python data/build_ground_names.py``, after ``build_basemap.py`` or a change of the gazetteer or
of ``names.csv``. A name that none of them knows stays English.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from math import floor
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from geo.gazetteer import default  # noqa: E402
from geo.language import CODES  # noqa: E402
from geo.measure import distance_km  # noqa: E402
from geo.sheets import FOLDER  # noqa: E402
from geo.story import Place, PlaceKind, Point  # noqa: E402
from geo.translations import name_in  # noqa: E402

KINDS: Final[dict[str, tuple[PlaceKind, ...]]] = {
    "countries": ("country",),
    "states": ("state",),
    "waters": ("sea", "lake", "region", "river"),
    "cities": ("city",),
}
# A town of the basemap lies where GeoNames has it.
NEAR_KM: Final = 30.0
# The second names of waters, which no gazetteer keeps apart.
SECONDS: Final = {
    "(East Sea)": {
        "nl": "(Oostelijke Zee)",
        "de": "(Ostmeer)",
        "fr": "(mer de l’Est)",
        "es": "(mar del Este)",
        "ru": "(Восточное море)",
        "ko": "(일본해)",
    }
}


Found = tuple[str, str, Point | None, Place | None]


def labels() -> Iterator[tuple[str, str, Point | None]]:
    """Kind, name and, for towns, place of everything that the basemap names."""
    world = json.loads((FOLDER / "names.json").read_text("utf-8"))
    for kind in ("countries", "states", "waters"):
        for row in world[kind]:
            yield kind, row[0], None
    sheets = (json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("10m/*.json")))
    for source in (world, *sheets):
        for name, longitude, latitude, *_ in source.get("cities", ()):
            yield "cities", name, Point(latitude, longitude)


def place_of(kind: str, name: str, point: Point | None) -> Place | None:
    """The place that the basemap names; none where the gazetteer does not know it."""
    for entry in default().find(name):
        place = entry.place
        near = point is None or distance_km(place.point, point) < NEAR_KM
        if place.kind in KINDS[kind] and near:
            return place
    return None


def called(found: Sequence[Found], kind: str, code: str) -> Iterator[tuple[str, str]]:
    """The names of a kind and what the language calls them, where that is another word.

    Of towns that share a name, and that the language calls differently, each has its whole degree
    of longitude after its name.
    """
    told: dict[str, dict[str, str]] = {}
    for _, name, point, place in (one for one in found if one[0] == kind):
        said = name_in(default(), place, code) if place else name
        degree = str(floor(point.longitude)) if point else ""
        told.setdefault(name, {})[degree] = name if place and said == place.name else said
    for name, names in told.items():
        if len(set(names.values())) == 1:
            names = {"": next(iter(names.values()))}
        yield from ((f"{name}|{d}" if d else name, n) for d, n in names.items() if n != name)


def main() -> None:
    """Write a file for each language, and tell how many names it has."""
    found = [(*label, place_of(*label)) for label in labels()]
    for code in CODES:
        if code == "en":
            continue
        kept = {kind: dict(sorted(called(found, kind, code))) for kind in KINDS}
        kept["waters"] |= {second: names[code] for second, names in SECONDS.items()}
        path = FOLDER / f"names-{code}.json"
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text + "\n", encoding="utf-8")
        print(path.name, {kind: len(names) for kind, names in kept.items()})


if __name__ == "__main__":
    main()
