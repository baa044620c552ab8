"""How long the map takes to build, and what it sends to a browser.

``python tests/bench/bench_map.py`` builds the map and its layer for stories of 3, 100 and 500
stops, and prints one line of JSON for each:

- ``per_bare_map``: median time for map and layer as st_folium renders them, over that for an
  empty ``folium.Map`` in the same run;
- ``first_bytes``: what the first view sends beyond Streamlit's own files, raw and as gzip at
  Streamlit's level 5 sends it: Leaflet, our script and styles, the names, the coarse world, the
  sheets around the stops, and the arguments of the component;
- ``layer_bytes``: what the first view sends of it over the websocket, uncompressed as Streamlit
  sends it; a step sends nothing of it.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
from streamlit_folium import _get_feature_group_string, generate_leaflet_string

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import stories  # noqa: E402

from geo.measure import BoundingBox  # noqa: E402
from geo.sheets import FOLDER, sheet_names  # noqa: E402
from geo.story import Story  # noqa: E402
from geo.webmap import (  # noqa: E402
    Assets,
    folders,
    story_layer,
    story_map,
)

ASSETS = Assets("../app.map/", "../app.basemap/")
RUNS = 9
GZIP_LEVEL = 5


def median_seconds(act: Callable[[], Any]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def rendered(shown: folium.Map) -> str:
    """A map's script as streamlit-folium sends it."""
    shown.get_root().render()
    return str(generate_leaflet_string(shown))


def step(story: Story) -> bytes:
    """The arguments of the component in a step: the base map's script and the layer's."""
    base = story_map(ASSETS)
    script = rendered(base)
    layer = _get_feature_group_string(story_layer(story, 0), base)
    links = [address for _, address in (*base.default_js, *base.default_css)]
    header = base.get_root().header.render()
    return json.dumps([script, layer, links, header], ensure_ascii=False).encode()


def files(story: Story) -> list[bytes]:
    """The files that the first view of the story asks for, the sheets as for a map close by."""
    served = [folders()["map"] / "map.js"]
    served += [FOLDER / name for name in ("names.json", "world-110m.json")]
    bounds = BoundingBox.of([stop.place.point for stop in story.stops]).padded(0.4)
    if bounds.width < 25:
        sheets = [FOLDER / "10m" / f"{name}.json" for name, _ in sheet_names(bounds)]
        served += [path for path in sheets if path.exists()]
    elif bounds.width < 100:
        served.append(FOLDER / "world-50m.json")
    return [path.read_bytes() for path in served]


def main() -> None:
    bare = median_seconds(lambda: rendered(folium.Map(tiles=None)))
    told = {"3": stories.by_rail(), "100": stories.grid(100), "500": stories.grid(500)}
    for name, story in told.items():
        first = [*files(story), step(story)]
        print(
            json.dumps(
                {
                    "stops": int(name),
                    "per_bare_map": round(median_seconds(lambda s=story: step(s)) / bare, 2),
                    "first_bytes": {
                        "raw": sum(map(len, first)),
                        "gzip": sum(len(gzip.compress(part, GZIP_LEVEL)) for part in first),
                    },
                    "layer_bytes": len(step(story)),
                }
            )
        )


if __name__ == "__main__":
    main()
