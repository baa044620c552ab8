"""The page to embed in a real browser: from disk, under its policy, in a frame, without scripts."""

import functools
import http.server
import io
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from geo import edits
from geo.embed import embed, snippet
from geo.language import CODES, Language
from geo.photo import photo
from geo.story import Picture, Story
from tests.stories import STORIES, Spot, by_rail, story

Visit = Callable[..., Page]

NAMES = ["Pyongyang", "Khasan", "Vladivostok"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; a page that carries a policy gets it as a header too."""

    def end_headers(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.suffix == ".html" and file.exists():
            found = re.search(r'Policy" content="([^"]*)"', file.read_text(encoding="utf-8"))
            if found:
                self.send_header("Content-Security-Policy", found[1])
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name in ("by rail", "no stop", "date line", "200 stops", "same point"):
        (made / f"{name.replace(' ', '-')}.html").write_text(embed(STORIES[name]), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def sites(folder: Path) -> Iterator[tuple[str, str]]:
    """The same folder at two origins: the page's own, and its host's."""
    handler = functools.partial(Handler, directory=str(folder))
    servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tuple(f"http://127.0.0.1:{server.server_port}" for server in servers)  # type: ignore[misc]
    for server in servers:
        server.shutdown()
        server.server_close()


def written(folder: Path, told: Story, name: str = "told", **options: Any) -> str:
    file = folder / f"{name}.html"
    file.write_text(embed(told, **options), encoding="utf-8")
    return file.as_uri()


def ready(page: Page) -> None:
    expect(page.locator(".map .dl-stop").first).to_be_visible()


def at(page: Page, name: str, fragment: str) -> None:
    """The page tells one stop alone, marks it, and names it in its address."""
    expect(page.locator(".told:visible")).to_have_count(1)
    expect(page.get_by_role("heading", level=2)).to_contain_text([name])
    expect(page.locator(".lists [aria-current=step] .name")).to_have_text(name)
    expect(page.locator(".map .dl-chosen")).to_contain_text(name)
    expect(page).to_have_url(re.compile(rf"#{fragment}$"))


def at_overview(page: Page) -> None:
    expect(page.get_by_role("heading", level=2)).to_have_text(["The journey"])
    expect(page.locator(".lists [aria-current]")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("#."))


def settled(page: Page) -> None:
    page.wait_for_timeout(450)


# --- step by step -------------------------------------------------------------------------


def test_from_disk_by_mouse(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri())
    ready(page)
    at_overview(page)
    for i, name in enumerate(NAMES, 1):
        page.get_by_role("button", name="Next").click()
        at(page, name, f"stop-{i}")
    expect(page.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Next").click(force=True)
    at(page, "Vladivostok", "stop-3")
    page.get_by_role("button", name="Back").click()
    at(page, "Khasan", "stop-2")
    page.get_by_role("navigation", name="Stops").get_by_role("link", name="Vladivostok").click()
    at(page, "Vladivostok", "stop-3")
    page.get_by_role("button", name="Overview").click()
    at_overview(page)
    settled(page)
    page.locator(".map").get_by_role("button", name="Pyongyang").click()
    at(page, "Pyongyang", "stop-1")


def test_by_keys_alone(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri())
    ready(page)
    spoken = page.locator(".spoken")
    for key, name, fragment in [
        ("ArrowRight", "Pyongyang", "stop-1"),
        ("ArrowRight", "Khasan", "stop-2"),
        ("End", "Vladivostok", "stop-3"),
        ("ArrowLeft", "Khasan", "stop-2"),
    ]:
        page.keyboard.press(key)
        at(page, name, fragment)
        expect(spoken).to_contain_text(f"{name}, Stop")
    expect(spoken).to_contain_text("835 km by rail from Pyongyang")
    page.keyboard.press("Escape")
    at_overview(page)
    expect(spoken).to_contain_text("Overview. 3 stops, from Pyongyang to Vladivostok")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    at_overview(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    at_overview(page)


def test_tab_reaches_everything_and_is_seen(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri())
    ready(page)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(e => e === document.body ? '' : e.ariaLabel || e.textContent.trim())"
            "(document.activeElement)"
        )
        if not name:
            break
        style = page.evaluate(
            "(e => [e, ...e.querySelectorAll('*')].some("
            "x => getComputedStyle(x).outlineStyle !== 'none'))(document.activeElement)"
        )
        assert style, f"no sign of the focus at {name}"
        reached.append(name)
    assert not name, "the focus never leaves the page"
    text = " | ".join(reached)
    for wanted in ("Map of the route", "Zoom in", "Stop 2: Khasan", "Next", "Overview", "Keys"):
        assert wanted in text
    assert sum("Khasan" in each for each in reached) == 2  # on the map, and in the list


def test_the_focus_follows_in_the_list(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri())
    ready(page)
    page.get_by_role("link", name="Pyongyang").focus()
    page.keyboard.press("Enter")
    at(page, "Pyongyang", "stop-1")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Khasan")).to_be_focused()
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    at(page, "Vladivostok", "stop-3")
    expect(page.get_by_role("button", name="Next")).to_be_focused()


def test_arrows_move_a_map_that_was_reached_by_key(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri())
    ready(page)
    page.locator(".map").click(position={"x": 300, "y": 60})
    page.keyboard.press("ArrowRight")
    at(page, "Pyongyang", "stop-1")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.get_by_role("button", name="Read by scrolling").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    at(page, "Pyongyang", "stop-1")
    expect(page.get_by_role("button", name="Back to stop")).to_be_visible()


def test_explore_and_return(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "#stop-2")
    ready(page)
    back = page.get_by_role("button", name="Back to stop")
    expect(back).to_be_hidden()
    mark = page.locator(".map .dl-chosen")
    before = mark.bounding_box()
    assert before
    box = page.locator(".map").bounding_box()
    assert box
    page.mouse.move(box["x"] + 500, box["y"] + 400)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 300, steps=5)
    page.mouse.up()
    expect(back).to_be_visible()
    back.click()
    expect(back).to_be_hidden()
    settled(page)
    after = mark.bounding_box()
    assert after
    assert abs(after["x"] - before["x"]) + abs(after["y"] - before["y"]) < 3
    page.get_by_role("button", name="Zoom out").click()
    expect(back).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(back).to_be_hidden()


def test_a_vehicle_runs_to_the_next_stop_unless_stopped(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "#stop-1")
    ready(page)
    settled(page)
    vehicle = page.locator(".dl-vehicle")
    expect(vehicle).to_be_visible()
    place = "node => getComputedStyle(node).transform"

    def places() -> set[str]:
        seen = set()
        for _ in range(6):
            seen.add(vehicle.evaluate(place))
            page.wait_for_timeout(100)
        return seen

    page.get_by_role("button", name="Next").click()
    page.wait_for_timeout(350)
    assert len(places()) > 2
    page.wait_for_timeout(3000)
    assert len(places()) == 1
    switch = page.get_by_role("button", name="Movement along the line")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Next").click()
    page.wait_for_timeout(600)
    assert len(places()) == 1


def test_it_plays_and_whoever_steps_pauses_it(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri(), reduced_motion="reduce")
    ready(page)
    expect(page.get_by_role("button", name="Movement along the line")).to_be_hidden()
    page.get_by_role("button", name="Play").click()
    at(page, "Pyongyang", "stop-1")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page).to_have_url(re.compile("stop-2$"), timeout=30_000)
    page.get_by_role("button", name="Back").click()
    at(page, "Pyongyang", "stop-1")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_new_size_is_no_exploring(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "#stop-2")
    ready(page)
    page.set_viewport_size({"width": 700, "height": 900})
    settled(page)
    page.set_viewport_size({"width": 1280, "height": 700})
    settled(page)
    expect(page.get_by_role("button", name="Back to stop")).to_be_hidden()
    expect(page.locator(".map .dl-chosen")).to_be_in_viewport()


def test_addresses_open_scenes_and_history_leads_back(visit: Visit, folder: Path) -> None:
    base = (folder / "by-rail.html").as_uri()
    page = visit(f"{base}#stop-2")
    ready(page)
    at(page, "Khasan", "stop-2")
    assert page.evaluate("scrollY") == 0
    page.get_by_role("button", name="Next").click()
    at(page, "Vladivostok", "stop-3")
    page.go_back()
    at(page, "Khasan", "stop-2")
    page.go_forward()
    at(page, "Vladivostok", "stop-3")
    page.evaluate("location.hash = 'pyongyang'")
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Pyongyang"])
    for broken in ("nowhere", "%E0%A4%A", "<script>"):
        page.goto("about:blank")
        page.goto(f"{base}#{broken}")
        ready(page)
        expect(page.get_by_role("heading", level=2)).to_have_text(["The journey"])


def test_a_swipe_steps(browser: Browser, folder: Path) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((folder / "by-rail.html").as_uri())
    ready(page)

    def swipe(start: tuple[int, int], end: tuple[int, int]) -> None:
        session = context.new_cdp_session(page)
        for kind, points in (
            ("touchStart", [start]),
            ("touchMove", [end]),
            ("touchEnd", []),
        ):
            touches = [{"x": x, "y": y} for x, y in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
        session.detach()

    swipe((330, 620), (120, 630))
    at(page, "Pyongyang", "stop-1")
    swipe((330, 620), (120, 630))
    at(page, "Khasan", "stop-2")
    swipe((120, 620), (330, 630))
    at(page, "Pyongyang", "stop-1")
    swipe((200, 640), (180, 500))
    at(page, "Pyongyang", "stop-1")
    context.close()


# --- by scrolling -------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_scrolling_the_text_moves_the_map(
    visit: Visit, folder: Path, width: int, height: int
) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "?view=scroll", width, height)
    ready(page)
    expect(page.locator(".told:visible")).to_have_count(4)
    for i, name in enumerate(NAMES, 1):
        page.locator(f"[data-number='{i}']").evaluate(
            "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - innerHeight * 0.5 + 250)"
            if width < 600
            else "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - innerHeight * 0.3)"
        )
        expect(page.locator(".map .dl-chosen")).to_contain_text(name)
        expect(page).to_have_url(re.compile(rf"view=scroll#stop-{i}$"))
        expect(page.locator(".map")).to_be_in_viewport(ratio=0.9)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".map .dl-chosen")).to_have_count(0)


def test_the_ways_of_reading_change_where_the_reader_is(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "#stop-2", reduced_motion="reduce")
    ready(page)
    page.get_by_role("button", name="Read by scrolling").click()
    expect(page.locator(".told:visible")).to_have_count(4)
    expect(page.get_by_role("heading", level=2, name="Khasan")).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=2, name="Vladivostok")).to_be_in_viewport()
    expect(page.locator(".map .dl-chosen")).to_contain_text("Vladivostok")
    page.reload()
    ready(page)
    expect(page.get_by_role("heading", level=2, name="Vladivostok")).to_be_in_viewport()
    page.get_by_role("button", name="Read step by step").click()
    expect(page.locator(".told:visible")).to_have_count(1)
    expect(page).not_to_have_url(re.compile("view="))


# --- under a policy, in a frame -----------------------------------------------------------


def test_it_works_under_its_own_policy_as_a_header(
    browser: Browser, sites: tuple[str, str]
) -> None:
    page = browser.new_page()
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if said.type == "error" else None)
    answer = page.goto(f"{sites[0]}/by-rail.html#stop-2")
    assert answer
    assert "script-src 'sha256-" in answer.headers["content-security-policy"]
    ready(page)
    at(page, "Khasan", "stop-2")
    page.keyboard.press("ArrowRight")
    at(page, "Vladivostok", "stop-3")
    assert blocked == []
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s); }"
    )
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in blocked[0]
    page.close()


def host(folder: Path, address: str, before: str = "") -> None:
    code = snippet(by_rail(), address, picture="missing.png")
    (folder / "host.html").write_text(
        f"<!doctype html><title>Host</title><body style='margin:0'>{before}"
        f"<div style='max-width:600px'>{code}</div><p id='after'>After</p>",
        encoding="utf-8",
    )


def test_a_frame_grows_to_what_it_holds_and_overflows_nothing(
    browser: Browser, folder: Path, sites: tuple[str, str]
) -> None:
    own, other = sites
    host(folder, f"{own}/by-rail.html")
    page = browser.new_page(viewport={"width": 640, "height": 800})
    page.goto(f"{other}/host.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".map .dl-stop").first).to_be_visible()
    inside = page.frames[1]
    fits = (
        "(e => [e.scrollHeight - innerHeight, e.scrollWidth - innerWidth])"
        "(document.documentElement)"
    )
    for name in ("Next", "Next", "Next", "Overview"):
        settled(page)
        assert inside.evaluate(fits) == [0, 0]
        frame.get_by_role("button", name=name).click()
    heights = page.locator("iframe").evaluate("f => f.getBoundingClientRect().height")
    assert 500 < heights < 2000
    expect(page.locator("a")).to_be_hidden()
    # A narrow column.
    page.set_viewport_size({"width": 320, "height": 640})
    settled(page)
    assert inside.evaluate(fits) == [0, 0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # Stepping leaves the host's history alone.
    assert page.evaluate("history.length") <= 2
    page.close()


def test_a_message_from_elsewhere_changes_nothing(
    browser: Browser, folder: Path, sites: tuple[str, str]
) -> None:
    own, other = sites
    host(folder, f"{own}/by-rail.html", "<iframe id='else' srcdoc='hi'></iframe>")
    page = browser.new_page()
    page.goto(f"{other}/host.html")
    expect(page.frame_locator("[data-dateline]").locator(".dl-stop").first).to_be_visible()
    settled(page)
    measure = "document.querySelector('[data-dateline]').style.height"
    before = page.evaluate(measure)
    assert re.fullmatch(r"\d+px", before)
    page.frames[1].evaluate("parent.postMessage({ datelineHeight: 77 }, '*')")
    page.evaluate("postMessage({ datelineHeight: 78 }, '*')")
    for wrong in ("-5", "1e9", "'50px'", "NaN", "null"):
        page.frames[2].evaluate(f"parent.postMessage({{ datelineHeight: {wrong} }}, '*')")
    settled(page)
    assert page.evaluate(measure) == before
    page.close()


def test_a_frame_does_not_trap_the_wheel(
    browser: Browser, folder: Path, sites: tuple[str, str]
) -> None:
    own, other = sites
    host(folder, f"{own}/by-rail.html")
    page = browser.new_page(viewport={"width": 640, "height": 500})
    page.goto(f"{other}/host.html")
    expect(page.frame_locator("iframe").locator(".dl-stop").first).to_be_visible()
    settled(page)
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 250")
    page.close()


def test_it_works_in_a_sandbox(browser: Browser, folder: Path, sites: tuple[str, str]) -> None:
    (folder / "sandbox.html").write_text(
        f"<!doctype html><title>x</title><iframe sandbox='allow-scripts' width=500 height=900 "
        f"title=x src='{sites[0]}/by-rail.html#stop-2'></iframe>",
        encoding="utf-8",
    )
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{sites[1]}/sandbox.html")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=2)).to_contain_text(["Khasan"])
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_role("heading", level=2)).to_contain_text(["Vladivostok"])
    assert errors == []
    page.close()


# --- without scripts, on paper ------------------------------------------------------------


def test_without_scripts_it_is_a_text(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "by-rail.html").as_uri())
    items = page.get_by_role("list").filter(has=page.locator("[data-number]")).locator("> li")
    expect(items).to_have_count(3)
    for i, name in enumerate(NAMES):
        expect(items.nth(i)).to_be_visible()
        expect(items.nth(i)).to_contain_text(name)
        expect(items.nth(i)).to_contain_text("was on the way.")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".map")).to_be_hidden()
    context.close()


def test_a_script_that_fails_leaves_the_text(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.add_init_script("window.matchMedia = () => { throw new Error('no') }")
    page.goto((folder / "by-rail.html").as_uri())
    expect(page.locator("li.told:visible")).to_have_count(3)
    expect(page.locator(".controls")).to_be_hidden()
    page.close()


def test_on_paper_it_is_a_text_in_light_colours(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "#stop-2", color_scheme="dark")
    ready(page)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("li.told:visible")).to_have_count(3)
    expect(page.locator(".map")).to_be_hidden()
    expect(page.locator("h1")).to_have_css("color", "rgb(31, 27, 22)")


# --- for everyone -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "tail", "width", "scheme"),
    [
        ("by-rail", "", 1280, "light"),
        ("by-rail", "#stop-2", 390, "dark"),
        ("by-rail", "?view=scroll", 1280, "dark"),
        ("by-rail", "?view=scroll#stop-1", 390, "light"),
        ("no-stop", "#place-athens", 1280, "light"),
        ("same-point", "#stop-2", 320, "light"),
    ],
)
def test_axe_finds_nothing(
    visit: Visit, folder: Path, file: str, tail: str, width: int, scheme: str
) -> None:
    page = visit((folder / f"{file}.html").as_uri() + tail, width, color_scheme=scheme)
    ready(page)
    for summary in page.locator("summary:visible").all():
        summary.click()
    settled(page)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []


def test_the_reading_order_of_the_accessibility_tree(visit: Visit, folder: Path) -> None:
    page = visit((folder / "by-rail.html").as_uri() + "#stop-2")
    ready(page)
    tree = page.locator("body").aria_snapshot()
    order = [
        'heading "Two nights on the slow train to the Pacific" [level=1]',
        "Map of the route from Pyongyang to Vladivostok, 3 stops",
        'button "Next"',
        'heading "Khasan Хасан" [level=2]',
        "835 km by rail from Pyongyang",
        "blockquote",
        'navigation "Stops"',
        "contentinfo",
    ]
    places = [tree.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_reduced_motion_stops_the_camera_s_flight(visit: Visit, folder: Path, motion: str) -> None:
    page = visit((folder / "by-rail.html").as_uri(), reduced_motion=motion)
    ready(page)
    page.evaluate(
        "() => { window.seen = new Set(); const look = () => {"
        "const mark = document.querySelector('.map .dl-stop');"
        "if (mark) window.seen.add(Math.round(mark.getBoundingClientRect().x));"
        "requestAnimationFrame(look); }; look(); }"
    )
    page.keyboard.press("End")
    settled(page)
    jumped = page.evaluate("seen.size") <= 2
    assert jumped == (motion == "reduce")


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_no_width_overflows(visit: Visit, folder: Path, width: int) -> None:
    words = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    spots: list[Spot] = [(words, 53.2, -4.2, "Latn", words), ("Rome", 41.9, 12.5)]
    page = visit(written(folder, story(f"To {words}", spots)) + "#stop-1", width, 640)
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("Back", "Next", "Overview"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 44


@pytest.mark.parametrize("code", CODES)
def test_a_row_of_controls_breaks_at_one_place_alone(visit: Visit, folder: Path, code: str) -> None:
    """Play stands beside Overview, at every width and in every language."""
    page = visit(written(folder, by_rail(), f"row-{code}", language=Language(code)))
    ready(page)
    for width in (320, 390, 960, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        tops = {
            name: page.locator(f".controls .{name}").evaluate("e => e.getBoundingClientRect().top")
            for name in ("back", "next", "to-overview", "play")
        }
        assert tops["back"] == tops["next"], width
        assert tops["to-overview"] == tops["play"], width
        if (width, code) == (1280, "ru"):
            assert len(set(tops.values())) == 1
    page.get_by_role("button", name=Language(code).text("Play"), exact=True).click()
    expect(page.locator(".controls .play")).to_have_accessible_name(Language(code).text("Pause"))


# --- stories at the edges -----------------------------------------------------------------


def test_a_story_without_a_journey_steps_through_its_places(visit: Visit, folder: Path) -> None:
    page = visit((folder / "no-stop.html").as_uri())
    ready(page)
    expect(page.get_by_role("heading", level=2)).to_have_text(["The places"])
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Athens"])
    expect(page).to_have_url(re.compile("#place-athens$"))
    page.keyboard.press("End")
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Bangkok"])


def test_two_hundred_stops(visit: Visit, folder: Path) -> None:
    page = visit((folder / "200-stops.html").as_uri() + "#stop-199", 390)
    ready(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Oldtown 200"])
    assert page.locator(".progress i").count() <= 2
    expect(page.get_by_role("link", name="Oldtown 7 ")).to_have_count(0)
    page.get_by_text("All 200 stops").click()
    page.get_by_role("link", name=re.compile("^7 Oldtown 7 ")).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Oldtown 7"])


def test_two_stops_at_one_point_are_both_told(visit: Visit, folder: Path) -> None:
    page = visit((folder / "same-point.html").as_uri())
    ready(page)
    marker = page.locator(".map").get_by_role("button", name="Stop 1 and 2")
    for name in ("Paris", "Louvre", "Paris"):
        marker.click()
        expect(page.get_by_role("heading", level=2)).to_contain_text([name])


def test_a_route_across_the_180th_meridian_is_in_sight(visit: Visit, folder: Path) -> None:
    page = visit((folder / "date-line.html").as_uri())
    ready(page)
    for name in ("Suva", "Apia", "Nukualofa"):
        expect(page.locator(".map").get_by_role("button", name=name)).to_be_in_viewport()


def test_arabic_words_run_from_right_to_left(visit: Visit, folder: Path) -> None:
    told = story("قطار إلى القاهرة", [("القاهرة", 30.04, 31.24, "Arab", "القاهرة")])
    told = replace(told, article=replace(told.article, language="ar"))
    page = visit(written(folder, told, "arabic") + "#stop-1", 390)
    ready(page)
    assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".told.current blockquote").evaluate("e => e.matches(':dir(rtl)')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def pictured() -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(file, "PNG")
    return photo(file.getvalue(), "Jo Doe", "A teal square")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_note_and_a_picture_stand_beside_their_stop(
    visit: Visit, folder: Path, width: int, scheme: str
) -> None:
    told = edits.set_picture(edits.set_note(by_rail(), 1, "Seen at noon."), 1, pictured())
    told = edits.set_status(told, 1, "planned")
    page = visit(written(folder, told, "pictured") + "#stop-2", width, color_scheme=scheme)
    ready(page)
    shown = page.locator(".told.current").get_by_role("img", name="A teal square")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("e => e.naturalWidth") == 600
    expect(page.locator(".told.current aside")).to_contain_text("Seen at noon.")
    expect(page.locator(".told.current figcaption")).to_have_text("Jo Doe")
    marker = page.locator(".map").get_by_role("button", name="Stop 2: Khasan, Хасан, planned")
    assert marker.locator(".dl-dot").evaluate("e => getComputedStyle(e).borderStyle") == "dashed"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []


def test_hostile_words_run_nothing(visit: Visit, folder: Path) -> None:
    words = (
        "</script><script>window.ran=1</script><img src=x onerror='window.ran=1'>"
        "{{ 7*7 }} ${window.ran=1} `\"'><svg onload=window.ran=1>"
    )
    spots: list[Spot] = [(words, 51.5, -0.1, "Arab", words), (words, 48.9, 2.35)]
    told = edits.set_note(story(words, spots, "rail"), 0, words)
    told = edits.set_picture(told, 1, replace(pictured(), credit=words, alternative=words))
    told = edits.set_edition(edits.set_status(told, 1, "planned"), credit=words)
    page = visit(written(folder, told, "hostile"))
    ready(page)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        settled(page)
    page.keyboard.press("Home")
    settled(page)
    page.locator(".map .dl-dot").first.hover()
    assert page.evaluate("window.ran") is None
    expect(page.locator("img")).to_have_count(1)
    expect(page.locator("h1")).to_contain_text("<script>window.ran=1</script>")
    expect(page.locator(".map .dl-label").first).to_contain_text("onerror='window.ran=1'")
