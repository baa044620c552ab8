"""How soon the desk answers an edit of a long story.

``python tests/bench/bench_desk.py`` reads an article of a tour of a hundred towns, has every name
to be checked, edits the story, and prints one line of JSON for each kind of edit, in medians and,
behind them, the slowest:

- ``script_ms``: the run of the page's script, with the edit and its saving in it;
- ``seen_ms``: in a real Chromium, from the press of the button or key until the page shows it;
- ``kb``: what the answer sends over the websocket, uncompressed.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "browser"), str(TESTS.parent)]

from conftest import FLAGS, ROOT, find_chromium, serving  # noqa: E402

from geo.read import read  # noqa: E402
from geo.store import default  # noqa: E402
from geo.story import Story  # noqa: E402

RUNS = 9
# Long enough for the map to have stopped moving.
PAUSE_MS = 1000
# Resolves to the milliseconds from the next press until the words of an element are others.
TIME_IT = """(selector) => {
  const read = () => document.querySelector(selector)?.textContent;
  const was = read();
  let start = 0;
  for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, () => { start ||= performance.now(); }, { capture: true, once: true });
  window.timed = new Promise((done) => new MutationObserver((_, observer) => {
    if (!start || read() === was) return;
    observer.disconnect();
    done(performance.now() - start);
  }).observe(document.body, { subtree: true, childList: true, characterData: true }));
}"""


TOWNS = """
Paris Lyon Marseille Nice Genoa Milan Turin Bern Zurich Basel Strasbourg Stuttgart Munich Salzburg
Linz Vienna Bratislava Budapest Belgrade Sofia Istanbul Ankara Adana Aleppo Damascus Beirut Haifa
Cairo Alexandria Tripoli Tunis Algiers Oran Rabat Casablanca Seville Lisbon Porto Madrid Zaragoza
Barcelona Toulouse Bordeaux Nantes Rennes Brest London Oxford Birmingham Manchester Leeds Edinburgh
Glasgow Belfast Dublin Liverpool Cardiff Brussels Antwerp Rotterdam Amsterdam Groningen Bremen
Hamburg Copenhagen Gothenburg Oslo Bergen Trondheim Stockholm Turku Helsinki Tallinn Riga Vilnius
Minsk Warsaw Krakow Lviv Kyiv Odessa Bucharest Varna Thessaloniki Athens Patras Naples Rome Florence
Bologna Venice Trieste Ljubljana Zagreb Graz Brno Prague Dresden Leipzig Berlin
""".split()  # noqa: SIM905
SENTENCE = (
    "On day {0} the band traveled from {1} to {2} by train, where it played to a great crowd."
)


@dataclass(frozen=True)
class Edit:
    """A kind of edit, without a browser and in one; each is told the number of its run.

    Attributes
    ----------
    shows
        A selector of the element whose words tell that it was done.
    item
        What of the story is in hand.
    """

    view: str
    shows: str
    press: Callable[[AppTest, int], Any]
    click: Callable[[Page, int], Any]
    item: str = "story"


def button(view: str, key: str, name: str, shows: str, item: str = "story") -> Edit:
    """A press of a button."""
    return Edit(
        view,
        shows,
        lambda page, _: page.button(key=key).click(),
        lambda page, _: page.get_by_role("button", name=name, exact=True).click(),
        item,
    )


def put_title(page: Page, run: int) -> None:
    field = page.get_by_label("Title", exact=True)
    field.fill(f"Title {run} in the browser")
    field.press("Enter")


EDITS = {
    "say that a place is right": button("check", "desk-right", "It is right", ".count"),
    "undo that": button("check", "desk-undo", "Undo", ".count"),
    "remove a stop": button("shape", "desk-remove", "Remove", ".outline", "stop-1"),
    "put a title": Edit(
        "shape",
        "h1",
        lambda page, run: page.text_input(key="desk-edition-title").set_value(f"Title {run}"),
        put_title,
    ),
}


def long_story() -> Story:
    """The story of the tour, every name in it to be checked."""
    days = [SENTENCE.format(i, *pair) for i, pair in enumerate(pairwise(TOWNS), 1)]
    story = read("A tour of a hundred towns\n\n" + "\n\n".join(days))
    mentions = {mention: replace(mention, confidence=0.7) for mention in story.mentions}
    stops = tuple(
        replace(stop, mention=mentions.get(stop.mention, stop.mention)) for stop in story.stops
    )
    itinerary = replace(story.itinerary, stops=stops)
    return replace(story, mentions=tuple(mentions.values()), itinerary=itinerary)


def script() -> None:
    """The desk, for AppTest."""
    from views import desk

    desk.page()


def script_runs(edit: Edit, identity: str) -> Iterator[float]:
    """Milliseconds of each run that makes the edit."""
    page = AppTest.from_function(script, default_timeout=60)
    page.query_params["story"], page.query_params["view"] = identity, edit.view
    page.session_state["desk-item"] = edit.item
    page.run()
    for run in range(RUNS):
        edit.press(page, run)
        version = default().latest(identity).number
        start = time.perf_counter()
        page.run()
        yield 1000 * (time.perf_counter() - start)
        assert not page.exception
        assert default().latest(identity).number == version + 1


def page_runs(edit: Edit, page: Page, received: list[int]) -> Iterator[tuple[float, float]]:
    """Milliseconds until each edit is seen, and the kilobytes of its answer."""
    for run in range(RUNS):
        page.wait_for_timeout(PAUSE_MS)
        before = sum(received)
        page.evaluate(TIME_IT, edit.shows)
        edit.click(page, run)
        milliseconds = page.evaluate("window.timed")
        page.wait_for_timeout(PAUSE_MS)
        yield milliseconds, (sum(received) - before) / 1024


def told(times: list[float]) -> list[int]:
    return [round(statistics.median(times)), round(max(times))]


def main() -> None:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["DATELINE_STORE"] = f"sqlite:///{folder}/stories.sqlite"
        story = long_story()
        path = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with serving(ROOT / "app.py") as address:
            identity = default().create(story, "Ada")
            for name, edit in EDITS.items():
                figures: dict[str, Any] = {"edit": name, "stops": len(story.stops)}
                figures |= {"script_ms": told(list(script_runs(edit, identity)))}
                page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-IE")
                received: list[int] = []
                page.on(
                    "websocket",
                    lambda socket, to=received: socket.on(
                        "framereceived", lambda data: to.append(len(data))
                    ),
                )
                page.goto(f"{address}/desk?story={identity}&view={edit.view}")
                page.locator(edit.shows).first.wait_for()
                page.frame_locator("iframe").first.get_by_role("button").first.wait_for()
                if edit.item != "story":
                    page.locator(f".outline [data-id={edit.item}]").click()
                times, kilobytes = zip(*page_runs(edit, page, received), strict=True)
                figures |= {"seen_ms": told(list(times)), "kb": told(list(kilobytes))}
                print(json.dumps(figures), flush=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
