"""The panel of what to take away, in a real browser: opened, chosen from, downloaded."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

# A step with the panel closed sends no more than this over the page's socket.
MOST_BYTES = 20_000


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a page that scrolls closes an open list
    box.press("ArrowDown")
    page.get_by_role("option", name=option).click(timeout=5_000)


def test_a_reader_takes_the_story_away(visit: Visit, server: str) -> None:
    page = visit(server)
    chart = page.frame_locator("iframe").first
    expect(chart.get_by_role("button", name="Vladivostok").first).to_be_visible(timeout=30_000)
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url) if frame.parent_frame else None)
    panel = page.locator(".st-key-take-away")
    expect(panel.get_by_role("combobox")).to_have_count(0)
    panel.get_by_text("Take away").click()
    picture = panel.get_by_role("img", name="Map. 3 stops, from Pyongyang to Vladivostok")
    expect(picture).to_be_visible(timeout=30_000)
    assert downloaded(page, "PNG")[1].startswith(b"\x89PNG")

    choose(page, "Size", "Square")
    choose(page, "Show", "Stop 2: Khasan")
    expect(panel.get_by_role("img", name="Map: Khasan, stop 2 of 3")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=2, name="Pyongyang")).to_be_visible()
    name, archive = downloaded(page, "All as ZIP")
    assert name == "kim-jong-un-by-train-to-vladivostok-for-a-visit-to-putin.zip"
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        assert len(files.namelist()) == 9
        with files.open(name.replace(".zip", "-stop-2.png")) as inside:
            assert Image.open(inside).size == (1080, 1080)

    field = panel.get_by_role("textbox", name="Web address")
    field.fill("maps/kim")
    field.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("is no web address")
    field.fill("https://paper.example/kim.html")
    field.press("Enter")
    expect(panel.get_by_text('src="https://paper.example/kim.html"')).to_be_visible()
    expect(panel.get_by_role("alert")).to_have_count(0)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert not loads, "the panel loaded the map anew"


def test_a_closed_panel_sends_nothing_with_a_step(visit: Visit, server: str) -> None:
    received: list[int] = []
    page = visit("about:blank")
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: received.append(len(data))),
    )
    page.goto(server)
    chart = page.frame_locator("iframe").first
    expect(chart.get_by_role("button", name="Vladivostok").first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(500)
    received.clear()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=2, name="Pyongyang")).to_be_visible()
    page.wait_for_timeout(500)
    assert 0 < sum(received) <= MOST_BYTES
