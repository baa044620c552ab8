"""How fast pictures are made, and what memory that takes.

``python tests/bench/bench_picture.py`` prints one line of JSON:

- ``card_seconds``: median time of a card as PNG at scale 2, drawn warm, the
  ground kept from the time before; ``new_ground_seconds`` with another ground
  each time;
- ``to_png_ratio``: the time that Folium's own ``Map._to_png`` takes in the
  same run, in a Chromium that already runs and without its wait of three
  seconds, over the card's; ``to_png_as_is_ratio`` with both, as it comes;
- ``growth_mb``: by how much the process's peak grows over fifty pictures of
  different stories, sizes and kinds, after it has drawn them twice.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any

import folium
import js_lib_leaflet
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from conftest import FLAGS, find_chromium  # noqa: E402

from geo import ground  # noqa: E402
from geo.drawing import Kind  # noqa: E402
from geo.picture import SIZES, picture  # noqa: E402
from tests.stories import STORIES, by_rail  # noqa: E402

RUNS = 7
KINDS: tuple[Kind, ...] = ("png", "svg", "pdf")
LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"


class Driver:
    """The few calls of a Selenium driver that ``_to_png`` makes, on Playwright."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page(viewport={"width": 1200, "height": 630}, device_scale_factor=2)

    def execute_script(self, _: str, *size: int) -> list[int]:
        """The size of the window for a view of that size."""
        return list(size)

    def set_window_size(self, width: int, height: int) -> None:
        """Give the view that size."""
        self.page.set_viewport_size({"width": width, "height": height})

    def get(self, url: str) -> None:
        """Open a page."""
        self.page.goto(url)

    def find_element(self, _: str, name: str) -> Driver:
        """The element of a class."""
        self.found = self.page.locator(f".{name}")
        return self

    @property
    def screenshot_as_png(self) -> bytes:
        """What the element looks like."""
        return self.found.screenshot()

    def quit(self) -> None:
        """Close the page."""
        self.page.close()


def seconds(run: Callable[[], Any]) -> float:
    """The median time of a few runs."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return statistics.median(times)


def folium_map() -> folium.Map:
    """The same stops and lines on a bare Folium map, without tiles or any request."""
    story = by_rail()
    shown = folium.Map(tiles=None, width=1200, height=630)
    shown.default_js = [("leaflet", (LEAFLET / "leaflet.js").as_uri())]
    shown.default_css = [("leaflet", (LEAFLET / "leaflet.css").as_uri())]
    for leg in story.legs:
        folium.PolyLine([point.latlon for point in leg.lines[0]]).add_to(shown)
    for stop in story.stops:
        folium.CircleMarker(stop.place.point.latlon).add_to(shown)
    shown.fit_bounds([stop.place.point.latlon for stop in story.stops])
    return shown


def peak_megabytes() -> float:
    """The most memory that the process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth() -> float:
    """Megabytes by which the process grows over fifty pictures."""
    wanted = list(islice(zip(cycle(STORIES), cycle(SIZES), cycle(KINDS), strict=False), 50))
    before = 0.0
    for _ in range(3):
        before = peak_megabytes()
        for name, size, kind in wanted:
            picture(STORIES[name], size=size, kind=kind)
    return peak_megabytes() - before


def main() -> None:
    """Measure, and print the figures."""
    story = by_rail()

    def card() -> None:
        picture(story, scale=2)

    def card_on_new_ground() -> None:
        ground._basemap.cache_clear()
        picture(story, scale=2)

    card()
    figures = {"card_seconds": seconds(card), "new_ground_seconds": seconds(card_on_new_ground)}
    with sync_playwright() as playwright:
        start = playwright.chromium.launch
        options = {
            "executable_path": find_chromium(playwright.chromium.executable_path),
            "args": FLAGS,
        }

        def as_it_comes() -> None:
            with start(**options) as browser:
                folium_map()._to_png(driver=Driver(browser), size=(1200, 630))

        with start(**options) as browser:
            warm = seconds(
                lambda: folium_map()._to_png(0, driver=Driver(browser), size=(1200, 630))
            )
        figures["to_png_ratio"] = warm / figures["card_seconds"]
        figures["to_png_as_is_ratio"] = seconds(as_it_comes) / figures["card_seconds"]
    figures["growth_mb"] = growth()
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
