"""The desk in a real browser: articles from files and addresses, a line drawn, stops merged."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT, serving
from playwright.sync_api import Page, expect

from geo.store import Store
from geo.story import Story
from tests.browser.test_desk import WAIT, bring, expect_saved, order, settle, show
from tests.browser.test_takeaway_panel import choose
from tests.test_fetch import PUBLIC, Site, answer
from tests.test_upload import ARTICLE, MARKDOWN

Visit = Callable[..., Page]

# A server as any other, but that every public site lies at a port of this machine.
SCRIPT = """
import runpy, sys
sys.path.insert(0, {root!r})
import httpcore
from geo import fetch, outside

class Backend(httpcore.SyncBackend):
    def connect_tcp(self, host, port, *rest, **more):
        assert host == {public!r}
        return super().connect_tcp("127.0.0.1", {port}, *rest, **more)

def resolve(host):
    return [{public!r}] if host == "news.example" else outside.resolve(host)

if fetch.Outside.__name__ == "Outside":  # a script runs again for each visit
    found = fetch.Outside
    fetch.Outside = lambda: found(resolve=resolve, backend=Backend())
runpy.run_path({app!r}, run_name="__main__")
"""
PAGE = """<!doctype html><html lang=en><head><title>A ferry of lorries | The Port</title></head>
<body><nav><a href=/>News</a></nav><article><h1>A ferry of lorries</h1>
<p>The ferry left Bari at noon, its captain said, with some two hundred lorries in its hold.</p>
<p>It reached Durres in the evening and was met by the mayor of the town and by a brass band.</p>
<p>From there the lorries went on to Tirana, where they were awaited by those who sent for them.</p>
</article><footer>All rights reserved</footer></body></html>"""
JOURNEY = """Three towns

Anna Becker left Lisbon by train on Monday. She travelled to Madrid. On Friday she arrived in Paris.
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'stories.sqlite'}"


@pytest.fixture(scope="module")
def server(site: Site, store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    script = tmp_path_factory.mktemp("script") / "page.py"
    app = str(ROOT / "app.py")
    told = SCRIPT.format(root=str(ROOT), app=app, port=site.port, public=PUBLIC)
    script.write_text(told, encoding="utf-8")
    with serving(script, DATELINE_STORE=store) as address:
        yield address


def saved(page: Page, store: str) -> Story:
    """The story that is open, as it lies in the store."""
    found = re.search(r"[?&]story=([^&]+)", page.url)
    assert found
    return Store(store).draft(found[1]).story


def expect_brought(page: Page, title: str) -> None:
    expect(page.get_by_role("group", name="The article")).to_be_visible(timeout=WAIT)
    expect(page.locator(".desk-name")).to_contain_text(title)


# --- an article ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"), [("ferry.md", MARKDOWN.encode()), ("ferry.docx", ARTICLE)]
)
def test_an_article_comes_as_a_file(
    visit: Visit, server: str, store: str, tmp_path: Path, name: str, data: bytes
) -> None:
    page = visit(f"{server}/desk")
    page.get_by_role("radio", name="Upload").click()
    file = tmp_path / name
    file.write_bytes(data)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(name)).to_be_visible()
    page.get_by_role("button", name="Read it").click()
    expect_brought(page, "A ferry of lorries")
    shown = page.get_by_role("group", name="The article")
    expect(shown).to_contain_text("Tirana")
    expect(shown).not_to_contain_text(re.compile(r"#|\*|w:p"))
    article = saved(page, store).article
    assert article.title == "A ferry of lorries"
    assert {block.kind for block in article.blocks} > {"title", "body"}


def test_an_article_comes_from_its_address_and_no_other_machine_is_asked(
    visit: Visit, server: str, store: str, site: Site
) -> None:
    site.answers["/ferry"] = answer(PAGE)
    inside = {"/inside": f"http://127.0.0.1:{site.port}/", "/metadata": "http://169.254.169.254/"}
    for path, location in inside.items():
        site.answers[path] = answer("", "302 Found", location=location)
    page = visit(f"{server}/desk")
    page.get_by_role("radio", name="Web address").click()
    box = page.get_by_role("textbox", name="Address of the article")
    alert = page.get_by_role("alert").filter(has_text=re.compile(r"\w"))
    for refused, why in (
        (f"http://127.0.0.1:{site.port}/ferry", "the web's usual ports"),
        ("http://127.0.0.1/ferry", "is no public site"),
        ("http://news.example/inside", "the web's usual ports"),
        ("http://news.example/metadata", "is no public site"),
    ):
        box.fill(refused)
        page.get_by_role("button", name="Read it").click()
        expect(alert).to_contain_text(why, timeout=WAIT)
        page.get_by_role("radio", name="Paste").click()
        expect(alert).to_have_count(0)
        page.get_by_role("radio", name="Web address").click()
    box.fill("http://news.example/ferry")
    page.get_by_role("button", name="Read it").click()
    expect_brought(page, "A ferry of lorries")
    article = saved(page, store).article
    assert "All rights reserved" not in article.text
    assert article.link == "http://news.example/ferry"
    assert [request.split(" ")[1] for request in site.requests] == [*inside, "/ferry"]


# --- its journey -----------------------------------------------------------------------------


def test_a_way_is_drawn_by_clicks_on_the_map(visit: Visit, server: str, store: str) -> None:
    page = visit(f"{server}/desk")
    bring(page, JOURNEY)
    show(page, "Shape")
    page.get_by_role("list", name="The story in order").locator(".leg button").first.click()
    expect(page.get_by_role("heading", name="Lisbon to Madrid")).to_be_visible()
    page.get_by_role("button", name="Draw it on the map").click()
    use = page.get_by_role("button", name="Use this line")
    expect(use).to_be_disabled()
    chart = page.frame_locator(".st-key-map-frame iframe").locator(".leaflet-container")
    line = chart.locator("path.dl-route").first

    def expect_drawn_by(act: Callable[[], None]) -> None:
        before = line.get_attribute("d") or ""
        act()
        expect(line).not_to_have_attribute("d", before)
        settle(page)

    for x, y in ((150, 200), (260, 120), (400, 300)):
        expect_drawn_by(partial(chart.click, position={"x": x, "y": y}))
    expect_drawn_by(page.get_by_role("button", name="Take back a point").click)
    use.click()
    expect(page.get_by_role("button", name="Draw it on the map")).to_be_visible()
    expect(page.get_by_role("combobox", name="Line on the map")).to_have_value("Drawn by hand")
    story = saved(page, store)
    assert [leg.method == "drawn" for leg in story.legs] == [True, False]
    ((start, west, east, end),) = story.legs[0].lines
    assert (start, end) == (story.stops[0].place.point, story.stops[1].place.point)
    # The second click was to the right of the first, and above it.
    assert west.longitude < east.longitude
    assert west.latitude < east.latitude
    expect_saved(page, "Drew the way after stop 1")


def take_stop(page: Page, index: int) -> None:
    """Take a stop in hand."""
    stops = page.get_by_role("list", name="The story in order").locator(".stop button.line")
    stops.nth(index).click()
    expect(page.get_by_text(f"Stop {index + 1} of")).to_be_visible()
    settle(page)


def write_note(page: Page, index: int, words: str) -> None:
    """Write a note at a stop, and wait until it stands in the list of stops too."""
    take_stop(page, index)
    note = page.get_by_role("textbox", name="Note")
    note.fill(words)
    note.blur()
    stops = page.get_by_role("list", name="The story in order").locator(".stop")
    expect(stops.nth(index)).to_contain_text("note")
    settle(page)


def test_what_was_set_at_a_stop_or_a_way_is_there_on_return(
    visit: Visit, server: str, store: str
) -> None:
    page = visit(f"{server}/desk")
    bring(page, JOURNEY)
    show(page, "Shape")
    write_note(page, 0, "Early.")
    write_note(page, 1, "Late.")
    way = page.get_by_role("list", name="The story in order").locator(".leg button")
    way.first.click()
    choose(page, "How one travels", "By sea")
    expect(way.first).to_contain_text("By sea")
    way.last.click()
    expect(page.get_by_role("heading", name="Madrid to Paris")).to_be_visible()
    note = page.get_by_role("textbox", name="Note")
    for index, words in ((0, "Early."), (1, "Late."), (2, ""), (0, "Early.")):
        take_stop(page, index)
        expect(note).to_have_value(words)
    way.first.click()
    expect(page.get_by_role("combobox", name="How one travels")).to_have_value("By sea")
    settle(page)
    story = saved(page, store)
    assert [stop.note for stop in story.stops] == ["Early.", "Late.", ""]
    assert story.legs[0].mode == "sea"


def test_two_stops_become_one(visit: Visit, server: str, store: str) -> None:
    page = visit(f"{server}/desk")
    bring(page, JOURNEY)
    show(page, "Shape")
    expect(order(page)).to_have_text(["Lisbon", "Madrid", "Paris"])
    write_note(page, 0, "Early.")
    write_note(page, 1, "Late.")
    take_stop(page, 0)
    page.get_by_role("button", name="Merge with next").click()
    expect(order(page)).to_have_text(["Lisbon", "Paris"])
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Early.\n\nLate.")
    story = saved(page, store)
    assert len(story.legs) == 1
    ends = [story.legs[0].lines[0][0], story.legs[0].lines[-1][-1]]
    assert ends == [stop.place.point for stop in story.stops]
    assert all(first != second for first, second in pairwise(story.stops))
    expect_saved(page, "Merged stops 1 and 2")
    page.get_by_role("button", name="Undo").click()
    show(page, "Shape")
    expect(order(page)).to_have_text(["Lisbon", "Madrid", "Paris"])
