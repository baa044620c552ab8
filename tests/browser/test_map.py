"""The map in a real browser: drawn from our own files, and hostile names shown as they are."""

import html
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from geo.inlay import ground
from geo.palette import DARK, LIGHT
from geo.story import Article, Itinerary, Mention, Place, Point, Span, Stop, Story
from geo.webmap import page_scripts, page_styles, scene

sys.path.insert(0, str(Path(__file__).parents[1]))
import stories

Visit = Callable[..., Page]

# A strict policy: nothing may be asked for, and no text may run.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
NAMES = [
    "{{ 7*7 }} {% raise %}",
    "</script><img src=x onerror=alert(1)>",
    "`${alert(1)}`\\ \"'",
    "😀",
]


def page_of(story: Story, folder: Path, selected: int | None = None) -> str:
    """The address of a file with the story's map alone."""
    scripts = "".join(f"<script>{text}</script>" for text in page_scripts())
    styles = "".join(f"<style>{text}</style>" for text in page_styles())
    data = {
        "scene": scene(story, selected, "auto"),
        "ground": ground(story),
        "palettes": {"light": asdict(LIGHT), "dark": asdict(DARK)},
    }
    file = folder / "map.html"
    file.write_text(
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">
        <title>Map</title>{styles}</head>
        <body style="margin:0"><main><div id="map" style="height:600px"></div></main>
        <script type="application/json" id="data">{json.dumps(data).replace("<", BRACKET)}</script>
        {scripts}<script>{DRAW}</script></body></html>""",
        encoding="utf-8",
    )
    return file.as_uri()


BRACKET = "\\u003c"
DRAW = """
    const { scene, ground, palettes } = JSON.parse(document.getElementById("data").textContent);
    const options = { center: [20, 10], zoom: 2, zoomSnap: 0.25, attributionControl: false };
    const chart = L.map("map", options);
    dateline.ground({ palettes, theme: "auto", inline: ground }).addTo(chart);
    const layer = L.featureGroup();
    const story = dateline.scene(layer, JSON.stringify(scene));
    layer.addTo(chart);
"""


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """The rectangles of the visible elements, in pixels."""
    found = page.locator(selector)
    seen = [each.bounding_box() for each in found.all() if each.is_visible()]
    return [dict(box) for box in seen if box]


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 1 and down > 1


def settled(page: Page) -> None:
    """Wait until the names are set."""
    expect(page.locator(".dl-names text").first).to_be_attached()
    page.wait_for_function("() => !document.querySelector('.dl-names.dl-away')")
    page.wait_for_timeout(400)


def test_a_journey_is_drawn_with_its_names_apart(visit: Visit, tmp_path: Path) -> None:
    page = visit(page_of(stories.by_rail(), tmp_path), width=800, height=600)
    settled(page)
    for i, name in enumerate(("Pyongyang, 평양", "Khasan, Хасан", "Vladivostok, Владивосток"), 1):
        stop = page.get_by_role("button", name=f"Stop {i}: {name}")
        expect(stop).to_be_visible()
        expect(stop).to_be_in_viewport()
    placed = boxes(page, ".dl-label, .dl-dot")
    assert len(placed) == 6
    assert not any(overlap(a, b) for i, a in enumerate(placed) for b in placed[:i])
    names = page.locator(".dl-names text").all_text_contents()
    assert {"NORTH KOREA", "CHINA", "Sea of Japan", "(East Sea)"} <= set(names)
    for box in boxes(page, ".dl-country, .dl-water, .dl-town, .dl-label"):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 800
        assert box["y"] + box["height"] <= 600
    assert page.locator("path.dl-route").count() == 2
    assert page.locator("path.dl-arrow").count() == 2
    bar = page.locator(".leaflet-control-scale-line")
    told, unit = bar.inner_text().split()
    metres = page.evaluate(
        """(width) => chart.distance(chart.containerPointToLatLng([300, 300]),
            chart.containerPointToLatLng([300 + width, 300]))""",
        bar.evaluate("(bar) => bar.offsetWidth"),
    )
    assert unit == "km"
    assert metres / 1000 == pytest.approx(float(told), rel=0.04)
    expect(page.locator(".leaflet-control-attribution")).to_have_text(
        "Natural Earth · GeoNames · line schematic"
    )


GROUND = """([longitude, latitude]) => {
    const at = chart.latLngToContainerPoint([latitude, longitude]);
    const canvas = document.querySelector("canvas.dl-ground");
    const box = canvas.getBoundingClientRect();
    const sharp = canvas.width / box.width;
    const frame = document.getElementById("map").getBoundingClientRect();
    const x = (at.x + frame.left - box.left) * sharp, y = (at.y + frame.top - box.top) * sharp;
    const [r, g, b] = canvas.getContext("2d").getImageData(Math.round(x), Math.round(y), 1, 1).data;
    return "#" + [r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("");
}"""


@pytest.mark.parametrize(
    ("scheme", "land", "sea"),
    [
        ("light", "#f6f2ea", "#dbe7ec"),
        ("dark", "#22272b", "#16242c"),
    ],
)
def test_land_and_sea_lie_where_they_are(
    visit: Visit, tmp_path: Path, scheme: str, land: str, sea: str
) -> None:
    page = visit(page_of(stories.by_rail(), tmp_path), width=800, height=600, color_scheme=scheme)
    settled(page)
    assert page.evaluate(GROUND, [126.3, 40.4]) == land
    assert page.evaluate(GROUND, [131.4, 40.7]) == sea


def test_a_crossing_of_the_180th_meridian_is_one_line(visit: Visit, tmp_path: Path) -> None:
    told = stories.story("Over the ocean", [("Tokyo", 35.7, 139.7), ("Honolulu", 21.3, -157.9)])
    page = visit(page_of(told, tmp_path), width=800, height=600)
    settled(page)
    for name in ("Tokyo", "Honolulu"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport()
    line = page.locator("path.dl-route").bounding_box()
    assert line is not None
    assert 300 < line["width"] < 800


def test_keys_choose_a_stop_and_the_map_goes_there(visit: Visit, tmp_path: Path) -> None:
    page = visit(page_of(stories.by_rail(), tmp_path), width=800, height=600)
    settled(page)
    page.evaluate(
        """() => document.addEventListener("dateline:choose", (event) => {
            window.chosen = event.detail;
            story.select(event.detail);
        })"""
    )
    stop = page.get_by_role("button", name="Stop 2: Khasan")
    stop.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.chosen === 1")
    expect(stop).to_have_attribute("aria-current", "true")
    # The focus stays where it was, on the marker that was drawn anew.
    expect(stop).to_be_focused()
    page.wait_for_timeout(700)
    box = page.locator(".dl-chosen .dl-dot").bounding_box()
    assert box is not None
    assert abs(box["x"] + box["width"] / 2 - 400) < 3
    assert abs(box["y"] + box["height"] / 2 - 300) < 3


def test_stops_at_one_point_share_a_marker_that_leads_to_each(visit: Visit, tmp_path: Path) -> None:
    told = stories.story(
        "There and back", [("Lille", 50.6, 3.1), ("Ghent", 51.1, 3.7), ("Lille", 50.6, 3.1)]
    )
    page = visit(page_of(told, tmp_path), width=800, height=600)
    settled(page)
    page.evaluate(
        """() => { window.chosen = []; document.addEventListener("dateline:choose", (event) => {
            chosen.push(event.detail); story.select(event.detail); }) }"""
    )
    shared = page.get_by_role("button", name="Stop 1 and 3: Lille")
    for _ in range(3):
        shared.locator(".dl-dot").click()
        page.wait_for_timeout(700)
    assert page.evaluate("() => chosen") == [0, 2, 0]


def test_without_motion_the_map_is_there_at_once(visit: Visit, tmp_path: Path) -> None:
    page = visit(page_of(stories.by_rail(), tmp_path), reduced_motion="reduce")
    settled(page)
    moved = page.evaluate(
        """() => { story.select(2);
            return [chart.getCenter().lng, Boolean(chart._flyToFrame)]; }"""
    )
    assert moved[0] == pytest.approx(131.882, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_are_shown_and_nothing_runs(visit: Visit, tmp_path: Path, name: str) -> None:
    place = Place("t:1", name, Point(50, 10), "city", local_names=(("Zyyy", name + "!"),))
    stop = Stop(Mention(Span(0, 1), "x", place=place), Span(0, 1), "start")
    other = Place("t:2", name + "?", Point(50.3, 11), "city")
    story = Story(
        Article("x"), (stop.mention, Mention(Span(0, 1), "x", place=other)), Itinerary((stop,))
    )
    page = visit(page_of(story, tmp_path, selected=1), width=800, height=600)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    settled(page)
    shown = page.locator(".dl-name").all_text_contents()
    assert sorted(shown) == sorted([name, name + "?"])
    expect(page.get_by_role("button", name=f"{name}, {name}!")).to_be_attached()
    page.get_by_role("button", name="Stop 1").hover()
    page.wait_for_timeout(200)
    assert dialogs == []
    assert page.locator("#map img").count() == 0


def test_a_hundred_stops_keep_their_names_apart(visit: Visit, tmp_path: Path) -> None:
    page = visit(page_of(stories.grid(100), tmp_path), width=1000, height=700)
    settled(page)
    assert page.locator(".dl-stop").count() == 100
    labels = boxes(page, ".dl-stop:not(.dl-unnamed) .dl-name")
    assert len(labels) > 10
    touching = sum(overlap(a, b) for i, a in enumerate(labels) for b in labels[:i])
    assert touching <= 2


def test_the_served_page_fetches_its_sheets_once(visit: Visit, server: str) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server)
    chart = page.frame_locator("iframe").first
    expect(chart.get_by_role("button", name="Vladivostok").first).to_be_visible(timeout=30_000)
    expect(chart.locator(".dl-water", has_text="Sea of Japan")).to_be_attached(timeout=10_000)
    sheets = [url for url in asked if "/10m/" in url]
    assert any("N40E130" in url for url in sheets)
    assert len(sheets) == len(set(sheets))
    assert not any("world-50m" in url for url in asked)
    assert json.dumps(asked).count("/map.js") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_accessible(visit: Visit, tmp_path: Path, scheme: str) -> None:
    page = visit(page_of(stories.by_rail(), tmp_path, selected=1), color_scheme=scheme)
    settled(page)
    found = Axe().run(page, options={"rules": {"page-has-heading-one": {"enabled": False}}})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    tree = page.locator("#map").aria_snapshot()
    assert tree.index("Stop 1: Pyongyang") < tree.index("Stop 2: Khasan")
    assert "NORTH KOREA" not in tree
