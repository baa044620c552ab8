"""What a reader who zooms to 200 % sees: a window of 1280 by 800 with half the pixels of CSS.

WCAG 2.2, 1.4.4 and 1.4.10: nothing is lost, and nobody scrolls in two directions.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, serving
from playwright.sync_api import Browser, Page, expect

from geo.embed import embed
from tests.browser.test_desk import PILGRIM, bring, order, publish, show
from tests.stories import by_rail

Zoom = Callable[[str], Page]

# What can be pressed or read, and lies outside the window to either side, or is cut off.
LOST = """() => {
  const seen = "button, a, input, textarea, select, summary, h1, h2, h3, p, li, label";
  return [...document.querySelectorAll(seen)].filter((each) => {
    const box = each.getBoundingClientRect();
    // Not what is there for a screen reader alone, or comes with the focus.
    const seen = each.checkVisibility({ visibilityProperty: true });
    if (!seen || box.width < 3 || box.height < 3) return false;
    const hides = getComputedStyle(each).overflowX === "hidden";
    const cut = hides && each.scrollWidth > each.clientWidth + 1;
    return box.left < -1 || box.right > innerWidth + 1 || cut;
  }).map((each) => each.outerHTML.slice(0, 160));
}"""


@pytest.fixture
def zoom(browser: Browser) -> Iterator[Zoom]:
    """Opens an address as a browser at 200 % does."""
    context = browser.new_context(
        viewport={"width": 640, "height": 400}, device_scale_factor=2, locale="en-IE"
    )

    def open_page(url: str) -> Page:
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("store") / "stories.sqlite"
    with serving(ROOT / "app.py", DATELINE_STORE=f"sqlite:///{store}") as address:
        yield address


def expect_nothing_lost(page: Page, main: str = ".stMain") -> None:
    page.wait_for_timeout(500)
    across = page.locator(main).evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert across[0] <= across[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("address", ["/", "/?stop=khasan", "/?stop=khasan&view=text"])
def test_the_page(zoom: Zoom, server: str, address: str) -> None:
    page = zoom(server + address)
    expect(
        page.get_by_role("heading", name="Khasan").or_(page.locator(".places .name")).first
    ).to_be_visible(timeout=30_000)
    expect_nothing_lost(page)
    if "view" in address:
        return
    # Map, controls and what is told can be reached by scrolling down alone.
    for part in (
        page.frame_locator("iframe").first.locator(".leaflet-container"),
        page.get_by_role("button", name="Next"),
        page.locator(".scene").first,
    ):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport()


def test_the_desk(zoom: Zoom, server: str) -> None:
    page = zoom(f"{server}/desk")
    expect(page.get_by_role("textbox", name="Its text")).to_be_visible(timeout=30_000)
    expect_nothing_lost(page)
    bring(page, PILGRIM)
    expect_nothing_lost(page)
    show(page, "Shape")
    expect(order(page)).to_have_count(5)
    expect_nothing_lost(page)
    lines = page.get_by_role("list", name="The story in order").locator("button.line")
    for number in (1, 2):
        lines.nth(number).click()
        expect(lines.nth(number)).to_have_attribute("aria-current", "true")
        expect_nothing_lost(page)
    show(page, "Preview")
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    expect_nothing_lost(page)
    publish(page)
    expect_nothing_lost(page)


@pytest.mark.parametrize("fragment", ["", "#stop-2"])
@pytest.mark.parametrize("scrolled", [False, True])
def test_the_page_to_embed(zoom: Zoom, tmp_path: Path, fragment: str, scrolled: bool) -> None:
    file = tmp_path / "told.html"
    file.write_text(embed(by_rail()), encoding="utf-8")
    page = zoom(file.as_uri() + fragment)
    expect(page.locator(".map .dl-stop").first).to_be_visible()
    if scrolled:
        page.get_by_role("button", name="Read by scrolling").click()
    expect_nothing_lost(page, "main")
