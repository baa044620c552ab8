"""The reader's page in a real browser: the first story, told by mouse, thumb and keys."""

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FrameLocator, Page, expect

Visit = Callable[..., Page]

STOPS = ["Pyongyang", "Khasan", "Vladivostok"]


def ready(page: Page) -> FrameLocator:
    """The map's frame, once the whole story stands on the page and on the map."""
    chart = page.frame_locator("iframe").first
    expect(chart.get_by_role("button", name="Vladivostok").first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("listitem").filter(has_text="Vladivostok").first).to_be_visible()
    return chart


def shows_whole_route(page: Page) -> None:
    """The map has come to rest over the whole route: nobody can click on what still moves."""
    expect(page.get_by_role("heading", level=2, name="The journey")).to_be_visible()
    frame = next(frame for frame in page.frames if frame.evaluate("'dateline' in window"))
    frame.wait_for_function(
        "dateline.desk(map).scene.data.selected === null && !dateline.desk(map).flying"
    )


def expect_stop(page: Page, name: str) -> None:
    """The page tells the stop, marks it in the list, and names it in its address."""
    expect(page.get_by_role("heading", level=2, name=name).first).to_be_visible()
    expect(page.locator(".places [aria-current=step] .name")).to_have_text(name)
    expect(page).to_have_url(re.compile(rf"[?&]stop={name.lower()}$"))


def expect_overview(page: Page) -> None:
    expect(page.get_by_role("heading", level=2, name="The journey")).to_be_visible()
    expect(page.locator(".places [aria-current]")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("stop="))


def test_the_overview_shows_the_whole_route(visit: Visit, server: str) -> None:
    page = visit(server)
    chart = ready(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("by train to Vladivostok")
    figures = page.get_by_role("list", name="In figures").get_by_role("listitem")
    expect(figures).to_have_text(
        [
            "3 stops",
            "1,162 km by rail, schematic",
            "at least 13 h 12 min at the 88 km/h in the text",
        ]
    )
    for name in STOPS:
        expect(chart.get_by_role("button", name=name).first).to_be_in_viewport()
    listed = page.get_by_role("navigation", name="Stops").get_by_role("listitem")
    expect(listed.locator(".name")).to_have_text(STOPS)
    expect_overview(page)


def test_next_and_back_walk_through_the_story(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url) if frame.parent_frame else None)
    for name in STOPS:
        page.get_by_role("button", name="Next").click()
        expect_stop(page, name)
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.get_by_role("button", name="Back").click()
    expect_stop(page, "Khasan")
    page.get_by_role("button", name="Overview").click()
    expect_overview(page)
    assert not loads, "a step loaded the map anew"


def test_a_stop_is_told_by_the_articles_own_words(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    ready(page)
    expect_stop(page, "Khasan")
    expect(page.locator(".scene .local")).to_have_text("Хасан")
    expect(page.locator(".scene .facts")).to_contain_text("Stop 2 of 3")
    expect(page.locator(".scene .facts")).to_contain_text("835 km by rail from Pyongyang")
    expect(page.locator(".scene .facts")).to_contain_text("“Chasan” in the article")
    expect(page.locator(".scene blockquote mark")).to_have_text("Chasan")
    expect(page.locator(".scene blockquote")).to_contain_text("security has been increased")
    neighbours = page.get_by_text("stations on the route are said to be extensively checked")
    expect(neighbours).to_be_hidden()
    page.get_by_text("Read on in the article").click()
    expect(neighbours).to_be_visible()


def test_a_click_on_a_marker_or_in_the_list_selects(visit: Visit, server: str) -> None:
    page = visit(server)
    chart = ready(page)
    chart.get_by_role("button", name="Vladivostok").first.click()
    expect_stop(page, "Vladivostok")
    page.get_by_role("navigation", name="Stops").get_by_role("button", name="Pyongyang").click()
    expect_stop(page, "Pyongyang")
    # The same marker again, after the reader went elsewhere.
    page.get_by_role("button", name="Overview").click()
    shows_whole_route(page)
    chart.get_by_role("button", name="Vladivostok").first.click()
    expect_stop(page, "Vladivostok")
    others = page.get_by_role("navigation", name="Other places")
    others.get_by_role("button", name="Washington").click()
    expect_stop(page, "Washington")
    expect(page.locator(".scene blockquote mark").first).to_have_text("Washington")


def test_an_address_opens_a_stop_and_history_leads_back(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    ready(page)
    expect_stop(page, "Khasan")
    page.get_by_role("button", name="Next").click()
    expect_stop(page, "Vladivostok")
    page.go_back()
    expect_stop(page, "Khasan")


def test_an_unknown_stop_opens_the_overview_and_an_embedded_page_stays_so(
    visit: Visit, server: str
) -> None:
    page = visit(f"{server}/?embed=true&stop=<script>", width=320, height=640)
    ready(page)
    expect(page.get_by_role("heading", level=2, name="The journey")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect_stop(page, "Pyongyang")
    expect(page).to_have_url(re.compile("embed=true"))


def test_the_whole_story_by_keys_alone(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    spoken = page.locator(".places [role=status]")
    for key, name in [
        ("ArrowRight", "Pyongyang"),
        ("ArrowRight", "Khasan"),
        ("End", "Vladivostok"),
    ]:
        page.keyboard.press(key)
        expect_stop(page, name)
        expect(spoken).to_contain_text(f"{name}, Stop")
    page.keyboard.press("ArrowLeft")
    expect_stop(page, "Khasan")
    page.keyboard.press("Home")
    expect_overview(page)
    page.get_by_role("navigation", name="Stops").get_by_role("button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_stop(page, "Khasan")
    focused = page.locator("button:focus")
    expect(focused).to_contain_text("Khasan")
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_headings_are_in_order_and_the_map_has_a_name(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    title = page.locator("iframe").first.get_attribute("title")
    assert title == (
        "Map. 3 stops, from Pyongyang to Vladivostok, by way of Khasan: 1,162 km by rail."
    )


def test_share_copies_the_address_of_the_stop(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    ready(page)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}/?stop=khasan"


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_map_then_controls_then_passage(
    visit: Visit, server: str, width: int
) -> None:
    page = visit(f"{server}/?stop=khasan", width=width, height=844 if width == 390 else 640)
    ready(page)
    parts = [
        page.locator("iframe").first,
        page.get_by_role("button", name="Next"),
        page.locator(".scene blockquote"),
    ]
    boxes = [part.bounding_box() for part in parts]
    tops = [box["y"] for box in boxes]
    assert tops == sorted(tops)
    assert boxes[0]["width"] > 0.9 * width
    assert boxes[1]["height"] >= 44
    content = page.locator(".stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert content[0] <= content[1] == width
    for name in ("Back", "Next", "Overview", "Share"):
        box = page.get_by_role("button", name=name).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def reds(shot: bytes) -> int:
    """How many pixels of a picture have the colour of the route."""
    pixels = Image.open(io.BytesIO(shot)).convert("RGB").getdata()
    return sum(red - max(green, blue) > 80 for red, green, blue in pixels)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_credit_stays_legible_where_the_route_runs_below_it(
    visit: Visit, server: str, scheme: str
) -> None:
    page = visit(f"{server}/?stop=khasan", width=390, height=844, color_scheme=scheme)
    ready(page)
    credit = page.frame_locator("iframe").first.locator(".leaflet-control-attribution")
    expect(credit).to_contain_text("line schematic")
    page.wait_for_timeout(1500)
    box = credit.bounding_box()
    legible = reds(page.screenshot(clip=box))
    credit.evaluate("node => { node.style.opacity = 0 }")
    # But for the round corners of what the credit stands on.
    assert 10 * legible < reds(page.screenshot(clip=box))


@pytest.mark.parametrize(
    ("width", "address", "scheme"),
    [
        (1280, "", "light"),
        (1280, "/?stop=khasan", "dark"),
        (390, "/?stop=pyongyang", "light"),
        (390, "", "dark"),
    ],
)
def test_axe_finds_nothing(
    visit: Visit, server: str, width: int, address: str, scheme: str
) -> None:
    page = visit(server + address, width=width, color_scheme=scheme)
    ready(page)
    for summary in page.locator(".scene summary").all():
        summary.click()
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_page_and_map_follow_the_theme_of_the_browser(visit: Visit, server: str) -> None:
    ground = "node => getComputedStyle(node).backgroundColor"
    grounds = {}
    for scheme in ("light", "dark"):
        page = visit(server, color_scheme=scheme)
        chart = ready(page)
        page.wait_for_timeout(500)
        grounds[scheme] = (
            page.locator(".stApp").evaluate(ground),
            chart.locator(".leaflet-container").evaluate(ground),
        )
    assert grounds["light"][0] == "rgb(255, 253, 248)"
    assert grounds["dark"][0] == "rgb(21, 25, 28)"
    assert grounds["light"][1] != grounds["dark"][1]


def paste(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Paste").fill(text)
    page.get_by_role("button", name="Read it").click()


def test_another_article_is_read_and_shown_as_it_is(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    headline = "Talks in Paris {{ 7*7 }} $x$ :smile: </script><b>bold</b> \u202eabc"
    paste(page, "   ")
    expect(page.get_by_role("alert")).to_be_visible()
    paste(page, f"{headline}\n\nEnvoys met in Paris. Others <i>called</i> from Lisbon `${{x}}`.")
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.get_by_role("heading", level=2, name="The places")).to_be_visible()
    expect(page.locator(".scene .route")).to_contain_text("The article tells no journey.")
    page.get_by_role("button", name="Lisbon").first.click()
    expect(page.locator(".scene blockquote")).to_contain_text("<i>called</i> from Lisbon `${x}`")
    expect(page.frame_locator("iframe").first.get_by_role("button", name="Lisbon")).to_be_visible()


def test_what_is_no_article_gets_a_sentence_and_keeps_the_text(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    paste(page, " \n \n")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    assert re.fullmatch(r"[A-Z][^.]+\.", alert.inner_text().strip())
    expect(page.get_by_role("textbox", name="Paste")).to_have_value(" \n \n")
    expect(page.get_by_role("heading", level=1)).to_contain_text("by train to Vladivostok")
