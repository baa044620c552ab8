"""The reader's page for everyone: keys, screen readers, text alone, motion, frames, bad lines."""

import os
import re
import select
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, serving
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))
import stories

from geo.store import Store

Visit = Callable[..., Page]

STOPS = ["Pyongyang", "Khasan", "Vladivostok"]
ROUTE = "3 stops, from Pyongyang to Vladivostok, by way of Khasan: 1,162 km by rail."
# A step sends no more than this over the page's socket, however long the story.
MOST_BYTES = 20_000


def ready(page: Page) -> FrameLocator:
    """The map's frame, once its markers stand."""
    chart = page.frame_locator(".st-key-map-frame iframe")
    expect(chart.get_by_role("button", name="Vladivostok").first).to_be_visible(timeout=60_000)
    expect(page.locator(".places li").first).to_be_visible(timeout=10_000)
    return chart


def told(page: Page, name: str) -> Locator:
    """The heading of what is told, once it is of this place."""
    heading = page.get_by_role("heading", level=2, name=name).first
    expect(heading).to_be_visible(timeout=15_000)
    return heading


# --- keys ---------------------------------------------------------------------------------------


def focused(page: Page) -> str:
    """What has the focus, in words; the frame's own focus where it is in the frame."""
    return str(
        page.evaluate(
            """() => {
                const inner = document.activeElement.contentDocument;
                const node = (inner || document).activeElement;
                if (node.matches("main, body")) return "";
                return node.getAttribute("aria-label") || node.title || node.innerText;
            }"""
        )
    )


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until what has the focus bears the name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in focused(page):
            return
    pytest.fail(f"Tab does not lead to {name}")


def test_tab_leads_past_the_map_or_through_it_and_out_again(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    tab_to(page, "Skip the map")
    skip = page.get_by_role("button", name="Skip the map")
    assert skip.bounding_box()["height"] > 24
    page.keyboard.press("Enter")
    assert "Next" in focused(page)
    page.keyboard.press("Shift+Tab")
    for name in ("Zoom out", "Zoom in", "Vladivostok", "Khasan", "Pyongyang"):
        for _ in range(6):
            if name in focused(page):
                break
            page.keyboard.press("Shift+Tab")
        assert name in focused(page)
    tab_to(page, "Next")


def test_the_whole_story_without_a_mouse(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    spoken = page.locator(".places [role=status]")
    tab_to(page, "Next")
    for name in STOPS:
        page.keyboard.press("Enter")
        told(page, name)
        expect(spoken).to_contain_text(f"{name}, Stop")
    expect(spoken).to_contain_text("327 km by rail from Khasan")
    # "Next" leads no further: the focus goes to what leads back, and stays visible.
    page.wait_for_timeout(300)
    assert "Back" in focused(page)
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
    tab_to(page, "Read on in the article")
    page.keyboard.press("Enter")
    expect(page.locator(".passage details p").first).to_be_visible()
    tab_to(page, "Washington")
    page.keyboard.press("Enter")
    told(page, "Washington")
    page.keyboard.press("Home")
    told(page, "The journey")
    expect(spoken).to_have_text(f"Overview. {ROUTE}")


def test_keys_in_the_maps_frame_lead_through_the_story_too(visit: Visit, server: str) -> None:
    page = visit(server)
    chart = ready(page)
    chart.locator(".leaflet-container").click(position={"x": 300, "y": 60})
    page.keyboard.press("ArrowRight")
    told(page, "Pyongyang")
    page.keyboard.press("End")
    told(page, "Vladivostok")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_the_keys_are_shown_and_the_focus_returns(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    tab_to(page, "Next")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("next stop")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    expect(page).not_to_have_url(re.compile("stop="))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert "Next" in focused(page)
    field = page.get_by_role("textbox", name="Paste")
    field.fill("Why?")
    field.press("?")
    expect(dialog).to_be_hidden()


# --- screen readers -----------------------------------------------------------------------------


def test_the_accessibility_tree_tells_the_story_in_order(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    ready(page)
    tree = page.locator(".stMain").aria_snapshot()
    order = [
        'heading "Kim Jong-un by train to Vladivostok for a visit to Putin" [level=1]',
        "1,162 km by rail, schematic",
        "iframe",
        'button "‹ Back"',
        'img "Stop 2 of 3"',
        'button "Next ›"',
        'button "Overview"',
        'button "Play"',
        'heading "Khasan Хасан" [level=2]',
        "835 km by rail from Pyongyang",
        "blockquote",
        "Sure of this place.",
        'button "Share"',
        'navigation "Stops"',
        'button "1 Pyongyang start, inferred"',
        'button "2 Khasan 835 km, planned"',
        'navigation "Other places"',
        'heading "Also mentioned:" [level=3]',
    ]
    expect(page.get_by_role("navigation", name="Stops").get_by_role("listitem")).to_have_count(3)
    places = [tree.find(each) for each in order]
    assert -1 not in places, [each for each, at in zip(order, places, strict=True) if at < 0]
    assert places == sorted(places)
    frame = page.locator(".st-key-map-frame iframe").content_frame
    inside = frame.locator("body").aria_snapshot()
    marks = [inside.find(f"Stop {i}: {name}") for i, name in enumerate(STOPS, 1)]
    assert marks == sorted(marks)
    assert -1 not in marks
    expect(frame.get_by_role("region")).to_have_accessible_name(
        "Map of the route from Pyongyang to Vladivostok, 3 stops"
    )


def test_page_and_passages_say_their_language(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan&lang=de")
    expect(page.get_by_role("navigation", name="Stationen")).to_be_visible(timeout=30_000)
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^de"))
    expect(page.locator(".passage").first).to_have_attribute("lang", "en")
    expect(page.locator(".scene .local")).to_have_attribute("lang", re.compile("Cyrl|ru"))


def test_the_whole_story_as_text(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    ready(page)
    page.get_by_role("button", name="Text only").click()
    expect(page).to_have_url(re.compile("view=text"))
    expect(page.locator("iframe")).to_have_count(0)
    items = page.locator("ol.telling-list > li")
    expect(items).to_have_count(3)
    for item, name, words in zip(
        items.all(),
        STOPS,
        ("start, inferred", "835 km by rail from Pyongyang", "327 km by rail from Khasan"),
        strict=True,
    ):
        expect(item.get_by_role("heading", level=2)).to_contain_text(name)
        expect(item).to_contain_text(words)
        expect(item.locator("blockquote")).to_be_visible()
        expect(item.locator(".trust")).to_be_visible()
        expect(item.locator(".where")).to_contain_text("° N")
    expect(page.locator(".scene .route").first).to_have_text(ROUTE)
    expect(page.locator("ul.telling-list > li")).to_have_count(5)
    page.get_by_role("button", name="Show the map").click()
    ready(page)
    told(page, "Khasan")


# --- motion -------------------------------------------------------------------------------------

PLACE = "node => getComputedStyle(node).transform"


def places_of(vehicle: Locator, times: int = 6) -> set[str]:
    """Where the vehicle is, at several moments."""
    seen = set()
    for _ in range(times):
        seen.add(vehicle.evaluate(PLACE))
        vehicle.page.wait_for_timeout(120)
    return seen


def test_a_train_runs_to_the_next_stop_and_can_be_stopped(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=pyongyang")
    chart = ready(page)
    vehicle = chart.locator(".dl-vehicle")
    expect(vehicle).to_be_visible()
    page.get_by_role("button", name="Next").click()
    told(page, "Khasan")
    assert len(places_of(vehicle)) > 2
    page.wait_for_timeout(3000)
    assert len(places_of(vehicle)) == 1
    switch = chart.get_by_role("button", name="Movement along the line")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Next").click()
    told(page, "Vladivostok")
    page.wait_for_timeout(600)
    assert len(places_of(vehicle)) == 1
    switch.click()


def test_nothing_moves_where_motion_is_unwelcome(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=pyongyang", reduced_motion="reduce")
    chart = ready(page)
    expect(chart.get_by_role("button", name="Movement along the line")).to_be_hidden()
    middle = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]"
    frame = page.locator(".st-key-map-frame iframe").element_handle().content_frame()
    frame.evaluate(
        """() => { window.stages = new Set(); map.on("move zoom", () => stages.add(
            String([map.getCenter().lat, map.getCenter().lng, map.getZoom()]))); }"""
    )
    before = frame.evaluate(middle)
    page.get_by_role("button", name="Next").click()
    told(page, "Khasan")
    page.wait_for_timeout(600)
    assert frame.evaluate(middle) != before
    assert frame.evaluate("stages.size") == 1
    assert len(places_of(chart.locator(".dl-vehicle"))) == 1
    running = "() => document.getAnimations().filter(a => a.playState === 'running').length"
    assert page.evaluate(running) == 0


def test_the_story_plays_and_pauses(visit: Visit, server: str) -> None:
    page = visit(server)
    ready(page)
    page.get_by_role("button", name="Play").click()
    told(page, "Pyongyang")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    told_next = page.get_by_role("heading", level=2, name="Khasan").first
    expect(told_next).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    # Whoever takes the story in hand pauses it.
    page.get_by_role("button", name="Play").click()
    told(page, "Vladivostok")
    page.get_by_role("button", name="Back").click()
    told(page, "Khasan")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_explore_and_return(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    chart = ready(page)
    back = chart.get_by_role("button", name="Back to stop 2")
    expect(back).to_be_hidden()
    frame = page.locator(".st-key-map-frame iframe").element_handle().content_frame()
    middle = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]"
    page.wait_for_timeout(800)
    before = frame.evaluate(middle)
    chart.get_by_role("button", name="Zoom out").click()
    expect(back).to_be_visible()
    back.click()
    expect(back).to_be_hidden()
    page.wait_for_timeout(800)
    assert frame.evaluate(middle) == pytest.approx(before, abs=0.01)
    chart.get_by_role("button", name="Zoom in").click()
    expect(back).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(back).to_be_hidden()


def test_the_map_shows_where_on_the_globe_it_lies(visit: Visit, server: str) -> None:
    chart = ready(visit(server))
    expect(chart.locator("canvas.dl-locator")).to_be_visible()
    drawn = chart.locator("canvas.dl-locator").evaluate(
        """node => new Set(new Uint32Array(
            node.getContext("2d").getImageData(0, 0, 168, 168).data.buffer)).size"""
    )
    assert drawn > 10


# --- in a frame ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "ground"), [("dark", "21, 25, 28"), ("light", "255, 253, 248")])
def test_an_embedded_page_is_the_story_alone(
    visit: Visit, server: str, scheme: str, ground: str
) -> None:
    other = "light" if scheme == "dark" else "dark"
    page = visit(f"{server}/_stcore/health", width=340, height=700, color_scheme=other)
    page.set_content(
        f'<body style="margin:0"><iframe title="Story" style="width:320px;height:640px;border:0" '
        f'src="{server}/?embed=true&embed_options={scheme}_theme&stop=khasan"></iframe></body>'
    )
    story = page.frame_locator("iframe").first
    expect(story.get_by_role("heading", level=2, name="Khasan")).to_be_visible(timeout=30_000)
    chart = story.frame_locator(".st-key-map-frame iframe")
    expect(chart.get_by_role("button", name="Khasan").first).to_be_visible(timeout=30_000)
    for name in ("Take away", "Read another article", "Built with", "Language"):
        expect(story.get_by_text(name)).to_have_count(0)
    expect(story.locator("[data-testid=stToolbar]")).to_be_hidden()
    wide = story.locator(".stMain").evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert wide == [320, 320]
    colour = story.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor")
    assert colour == f"rgb({ground})"
    expect(chart.locator(".leaflet-container")).to_have_css(
        "background-color", "rgb(22, 36, 44)" if scheme == "dark" else "rgb(219, 231, 236)"
    )


# --- slow and broken ----------------------------------------------------------------------------


def test_on_a_slow_connection_the_text_comes_first(visit: Visit, server: str) -> None:
    page = visit("about:blank")
    # The page's own files are known from an earlier visit; the story is not.
    page.goto(f"{server}/?view=text")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {
        "offline": False,
        "latency": 300,
        "downloadThroughput": 20_000,
        "uploadThroughput": 9_000,
    }
    session.send("Network.emulateNetworkConditions", slow)
    page.goto(f"{server}/?stop=khasan", wait_until="commit")
    expect(page.locator(".scene blockquote")).to_be_visible(timeout=60_000)
    chart = page.frame_locator(".st-key-map-frame iframe")
    assert chart.get_by_role("button", name="Khasan").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("having trouble loading")).to_have_count(0)
    fast = {**slow, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", fast)
    ready(page)
    session.detach()


class Wire:
    """A line to the server that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.up = True
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if not self.up:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.port))
            self.open += [near, far]
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        try:
            while True:
                for here in select.select([near, far], [], [])[0]:
                    data = here.recv(65536)
                    if not data:
                        return
                    (far if here is near else near).sendall(data)
        except (OSError, ValueError):
            return
        finally:
            near.close()
            far.close()

    def cut(self) -> None:
        self.up = False
        for each in self.open:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.open.clear()

    def mend(self) -> None:
        self.up = True


@pytest.fixture
def wire(server: str) -> Iterator[Wire]:
    line = Wire(urlparse(server).port or 80)
    yield line
    line.cut()
    line.listener.close()


def test_a_lost_connection_is_told_and_the_reader_stays_where_they_are(
    context: BrowserContext, wire: Wire
) -> None:
    page = context.new_page()
    page.goto(f"{wire.address}/?stop=khasan")
    ready(page)
    told(page, "Khasan")
    wire.cut()
    said = page.get_by_role("alert").filter(has_text="The connection is lost.")
    expect(said).to_be_visible(timeout=15_000)
    expect(page.locator(".scene blockquote")).to_contain_text("security has been increased")
    expect(page.get_by_text("streamlit run")).to_have_count(0)
    wire.mend()
    expect(page.get_by_role("alert")).to_have_text("The connection is back.", timeout=60_000)
    told(page, "Khasan")
    page.get_by_role("button", name="Next").click()
    told(page, "Vladivostok")
    page.close()


# --- long stories -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server with a published story of a hundred stops; its address and the story's id."""
    place = f"sqlite:///{tmp_path_factory.mktemp('store') / 'stories.sqlite'}"
    store = Store(place)
    identity = store.create(stories.grid(100), "Ana")
    store.publish(identity, store.draft(identity).number, "Ana")
    before = os.environ.get("DATELINE_STORE")
    os.environ["DATELINE_STORE"] = place
    try:
        with serving(ROOT / "app.py") as address:
            yield address, identity
    finally:
        if before is None:
            del os.environ["DATELINE_STORE"]
        else:
            os.environ["DATELINE_STORE"] = before


def test_a_step_of_a_long_story_sends_little(visit: Visit, desk: tuple[str, str]) -> None:
    address, identity = desk
    received: list[int] = []
    page = visit("about:blank")
    page.on(
        "websocket", lambda line: line.on("framereceived", lambda data: received.append(len(data)))
    )
    page.goto(f"{address}/?story={identity}")
    chart = page.frame_locator(".st-key-map-frame iframe")
    expect(chart.locator(".dl-stop").first).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1000)
    received.clear()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".places [aria-current]")).to_have_count(1)
    page.wait_for_timeout(1000)
    assert 0 < sum(received) <= MOST_BYTES
    expect(chart.locator(".dl-chosen")).to_have_count(1)


# --- what axe finds -------------------------------------------------------------------------------


def open_state(page: Page, server: str, state: str) -> None:
    """Bring the page into the state."""
    addresses = {
        "stop": "?stop=khasan",
        "other": "?stop=washington",
        "text": "?view=text",
        "embed": "?embed=true&stop=khasan",
    }
    page.goto(f"{server}/{addresses.get(state, '')}")
    if state == "text":
        expect(page.locator(".telling-list").first).to_be_visible(timeout=30_000)
    else:
        ready(page)
    if state == "keys":
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
    if state == "take away":
        page.locator(".st-key-take-away").get_by_text("Take away").click()
        expect(page.get_by_role("button", name="All as ZIP")).to_be_visible(timeout=60_000)
    for summary in page.locator(".scene summary").all():
        summary.click()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "state", ["overview", "stop", "other", "text", "take away", "keys", "embed"]
)
def test_axe_finds_nothing_in_any_state(
    visit: Visit, server: str, state: str, scheme: str, width: int
) -> None:
    page = visit("about:blank", width=width, height=844, color_scheme=scheme)
    open_state(page, server, state)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("state", ["overview", "stop", "text"])
def test_forced_colours_keep_every_sign(visit: Visit, server: str, state: str) -> None:
    page = visit("about:blank", forced_colors="active")
    open_state(page, server, state)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    bordered = "node => getComputedStyle(node).borderTopStyle"
    if state != "text":
        for sign in (".progress i", ".places .number"):
            assert page.locator(sign).first.evaluate(bordered) == "solid"
    if state == "stop":
        assert page.locator(".trust").evaluate(bordered) == "solid"
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
