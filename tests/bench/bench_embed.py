"""The page to embed: how soon it is ready in Chromium, and what it weighs.

    PYTHONPATH=. python tests/bench/bench_embed.py [RUNS]

Prints one JSON line. ``ready_s`` is the median time from asking for the file to a map with its
stops on the screen; ``bare_s`` that of a page that holds Leaflet and an empty map alone, in the
same run; ``step_ms`` how long the page's script is busy with a step to the next stop. Weights are
kilobytes of the page gzipped, and seconds that making it takes.
"""

import gzip
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from geo.embed import embed
from geo.files import read_bytes
from geo.read import read
from geo.story import Story
from geo.webmap import page_scripts, page_styles
from tests.stories import STORIES, grid

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STEP = """() => {
  const start = performance.now();
  document.querySelector(".next").click();
  return performance.now() - start;
}"""


def bare_page() -> str:
    """Leaflet, its style, and a map of nothing."""
    return (
        f"<!doctype html><title>Bare</title><style>{page_styles()[0]} "
        "#m { height: 600px }</style>"
        f'<div id="m"></div><script>{page_scripts()[0]}</script><script>'
        'L.marker([39, 125], { icon: L.divIcon({ className: "dl-stop", html: "1" }) })'
        '.addTo(L.map("m").setView([39, 125], 5))</script>'
    )


def ready(browser: Browser, file: Path) -> tuple[float, float]:
    """Seconds until the stops are on the screen, and milliseconds of a step."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.locator(".dl-stop").first.wait_for()
    taken = time.perf_counter() - start
    step = page.evaluate(STEP) if page.locator(".next").count() else 0.0
    page.close()
    return taken, step


def measure(stories: dict[str, Story], runs: int) -> dict[str, dict[str, float]]:
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = {"bare": Path(folder) / "bare.html"}
        files["bare"].write_text(bare_page(), encoding="utf-8")
        for name, told in stories.items():
            start = time.perf_counter()
            page = embed(told).encode()
            made = time.perf_counter() - start
            figures[name] = {
                "gzipped_kb": round(len(gzip.compress(page, 9)) / 1000, 1),
                "made_s": round(made, 2),
            }
            files[name] = Path(folder) / f"{len(files)}.html"
            files[name].write_bytes(page)
        chromium = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        times = {name: [ready(browser, file) for _ in range(runs)] for name, file in files.items()}
        browser.close()
    bare = statistics.median(seconds for seconds, _ in times.pop("bare"))
    for name, measured in times.items():
        word = statistics.median(seconds for seconds, _ in measured)
        figures[name] |= {
            "ready_s": round(word, 3),
            "bare_s": round(bare, 3),
            "ratio": round(word / bare, 2),
            "step_ms": round(statistics.median(step for _, step in measured), 1),
        }
    return figures


if __name__ == "__main__":
    first = read(read_bytes(str(ROOT / "data" / "articles" / "kim-train.txt")))
    cases = {"first story": first, "100 stops": grid(100), "world": STORIES["round the world"]}
    print(json.dumps(measure(cases, int(sys.argv[1]) if len(sys.argv) > 1 else 7)))
