"""How soon the page shows its map, how fast a step is, and what it sends.

``python tests/bench/bench_page.py [RUNS]`` serves the page and a page of one
word, opens them in turn in a real Chromium, each time with an empty cache, and
prints one line of JSON:

- ``map_ratio``: median time until the map and its last stop are visible, over
  the median time until the word is, in the same run;
- ``first_kb``: what the first view sends beyond Streamlit's own files, as gzip
  would send it: the map's files, and all that comes over the websocket;
- ``steps``: for each click on "Next": milliseconds until the passage stands
  there and until the map has stopped moving, and kilobytes over the websocket.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from conftest import FLAGS, ROOT, find_chromium, serving

STOPS = ["Pyongyang", "Khasan", "Vladivostok"]
WATCH_MAP = """() => { window.moved = 0; window.map.on("moveend zoomend", () => {
    window.moved = Date.now(); }); }"""


def fresh(browser: Browser) -> BrowserContext:
    """A context without cache or cookies."""
    return browser.new_context(viewport={"width": 1280, "height": 800})


def until_word(browser: Browser, url: str) -> float:
    """Seconds until the bare page's word is visible."""
    with fresh(browser) as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.get_by_text("hello").wait_for()
        return time.perf_counter() - start


def until_map(browser: Browser, url: str) -> float:
    """Seconds until the map shows the last stop."""
    with fresh(browser) as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        wait_for_map(page)
        return time.perf_counter() - start


def wait_for_map(page: Page) -> None:
    chart = page.frame_locator("iframe").first
    chart.get_by_role("button", name=STOPS[-1]).first.wait_for()


def first_view(browser: Browser, url: str) -> float:
    """Kilobytes of the first view beyond Streamlit's own files, gzipped."""
    sent: list[int] = []

    def keep(data: bytes | str) -> None:
        sent.append(len(gzip.compress(data if isinstance(data, bytes) else data.encode())))

    with fresh(browser) as context:
        page = context.new_page()
        page.on("websocket", lambda socket: socket.on("framereceived", keep))
        files: list[Request] = []
        page.on("requestfinished", lambda request: files.append(request))
        page.goto(url)
        wait_for_map(page)
        page.wait_for_timeout(1500)
        for request in files:
            response = request.response()
            if "/component/" in request.url and response is not None:
                keep(response.body())
    return round(sum(sent) / 1024, 1)


def steps(browser: Browser, url: str) -> list[dict[str, float]]:
    """A click on "Next" for each stop, on a page that has come to rest."""
    told = []
    received = [0]
    with fresh(browser) as context:
        page = context.new_page()

        def count(data: bytes | str) -> None:
            received[0] += len(data)

        page.on("websocket", lambda socket: socket.on("framereceived", count))
        page.goto(url)
        wait_for_map(page)
        page.wait_for_timeout(2000)
        frame = page.locator("iframe").first.element_handle().content_frame()
        frame.evaluate(WATCH_MAP)
        for name in STOPS:
            before, start = received[0], time.time()
            page.get_by_role("button", name="Next").first.click()
            page.get_by_role("heading", level=2, name=name).wait_for()
            passage = time.time() - start
            page.wait_for_timeout(1500)
            told.append(
                {
                    "to": name,
                    "passage_ms": round(passage * 1000),
                    "map_ms": round(frame.evaluate("window.moved") - start * 1000),
                    "kb": round((received[0] - before) / 1024, 1),
                }
            )
    return told


def main(runs: int) -> None:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare_script = Path(folder) / "bare.py"
        bare_script.write_text('import streamlit as st\nst.write("hello")\n', encoding="utf-8")
        path = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with serving(bare_script) as bare, serving(ROOT / "app.py") as page:
            until_word(browser, bare), until_map(browser, page)  # both servers warm
            pairs = [(until_word(browser, bare), until_map(browser, page)) for _ in range(runs)]
            word, shown = (statistics.median(times) for times in zip(*pairs, strict=True))
            figures = {
                "bare_s": round(word, 3),
                "map_s": round(shown, 3),
                "map_ratio": round(shown / word, 2),
                "first_kb": first_view(browser, page),
                "steps": steps(browser, page),
            }
        browser.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
