"""The desk in a real browser, with a store of its own: brought, checked, mended, published."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, free_port, serving
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from geo.access import hashed
from tests.browser.test_takeaway_panel import choose

Visit = Callable[..., Page]

# The gazetteer does not know Compostela as "Santiago" alone; the cross has no name; and the
# writer put Logroño after Burgos, though it lies before.
PILGRIM = """A pilgrim walks to Santiago

Anna Becker set out on foot from Pamplona in May. She walked to Burgos, then to Logroño and León.
In June she arrived in Santiago.

On the pass above Foncebadón she left a stone at the iron cross, as pilgrims do.
"""
WAIT = 30_000
LIGHT, DARK = "rgb(255, 253, 248)", "rgb(21, 25, 28)"
SEA = {LIGHT: "rgb(219, 231, 236)", DARK: "rgb(22, 36, 44)"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The setting that names a fresh store."""
    path = tmp_path_factory.mktemp("store") / "stories.sqlite"
    return {"DATELINE_STORE": f"sqlite:///{path}"}


@pytest.fixture(scope="module")
def server(store: dict[str, str]) -> Iterator[str]:
    with serving(ROOT / "app.py", **store) as address:
        yield address


# --- what an editor does ---------------------------------------------------------------------


def bring(page: Page, text: str) -> None:
    """Paste an article and have it read."""
    page.get_by_role("textbox", name="Its text").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("group", name="The article")).to_be_visible(timeout=WAIT)
    chart = page.frame_locator("iframe").first
    expect(chart.locator(".leaflet-container")).to_be_visible(timeout=WAIT)


def word(page: Page, name: str) -> Locator:
    """The first mark of a name in the article."""
    return (
        page.get_by_role("group", name="The article")
        .get_by_role("button", name=re.compile(rf"^{name}\b"))
        .first
    )


def take(page: Page, name: str) -> None:
    """Take a name in hand."""
    word(page, name).click()
    expect_taken(page, name)


def settle(page: Page) -> None:
    """Wait until the page's script has run."""
    state = page.locator(".stApp")
    expect(state).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT)


def expect_taken(page: Page, name: str) -> None:
    expect(page.locator(".st-key-inspector").get_by_role("heading", level=2)).to_have_text(name)
    settle(page)


def search(page: Page, query: str) -> Locator:
    """Type into the search for places, and answer the list of what was found."""
    page.get_by_role("textbox", name="Search for another place").fill(query)
    return page.get_by_role("list", name="Places found")


def select(page: Page, words: str) -> None:
    """Select words of the article with the mouse."""
    left, top, right, bottom = page.evaluate(
        """words => {
            for (const run of document.querySelectorAll(".article [data-start]")) {
                const at = run.textContent.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(run.firstChild, at);
                range.setEnd(run.firstChild, at + words.length);
                const lines = [...range.getClientRects()];
                const [first, last] = [lines[0], lines.at(-1)];
                const middle = (line) => (line.top + line.bottom) / 2;
                return [first.left, middle(first), last.right, middle(last)];
            }
        }""",
        words,
    )
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()


def put_on_map(page: Page, name: str) -> None:
    """Say by a click on the map where the name in hand lies."""
    expect_taken(page, name)
    page.get_by_role("button", name="Put it on the map").click()
    expect(page.get_by_text(f"Click on the map where “{name}” lies.")).to_be_visible()
    chart = page.frame_locator("iframe").first
    chart.locator(".leaflet-container").click(position={"x": 180, "y": 240})
    expect(page.locator(".taken")).to_contain_text(name)


def show(page: Page, view: str) -> None:
    """Go to a view of the story."""
    page.get_by_role("list", name="Views").get_by_role("button", name=view).click()
    current = page.get_by_role("list", name="Views").locator("[aria-current]")
    expect(current).to_have_text(view, timeout=WAIT)
    settle(page)


def expect_saved(page: Page, what: str) -> None:
    """The change stands first in the history that the page shows."""
    show(page, "Publish")
    history = page.get_by_role("list", name="History").get_by_role("listitem")
    expect(history.first).to_contain_text(what)


def order(page: Page) -> Locator:
    """The names of the stops, in order."""
    return page.get_by_role("list", name="The story in order").locator(".stop .name")


def publish(page: Page) -> str:
    """Publish from any view, and answer the address for readers."""
    button = page.locator(".st-key-desk-publish").get_by_role("button")
    button.click()
    expect(page.get_by_role("list", name="History")).to_be_visible()
    settle(page)
    if button.is_enabled():
        button.click()
    expect(page.locator(".desk-name .state")).to_have_text("Published")
    return str(page.locator("code", has_text="?story=").inner_text())


def expect_pilgrims_story(page: Page) -> None:
    """The mended story as a reader sees it."""
    listed = page.get_by_role("navigation", name="Stops").get_by_role("listitem").locator(".name")
    expect(listed).to_have_text(
        ["Pamplona", "Logroño", "Burgos", "León", "iron cross", "Santiago de Compostela"],
        timeout=WAIT,
    )


# --- the desk from end to end ----------------------------------------------------------------


def test_a_story_is_brought_mended_published_and_kept(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    kept = {"DATELINE_STORE": f"sqlite:///{tmp_path / 'stories.sqlite'}"}
    with serving(ROOT / "app.py", port, **kept) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{server}/desk")
        page.get_by_role("textbox", name="Your name").fill("Anna")
        bring(page, PILGRIM)
        expect(page.locator(".count")).to_have_text(re.compile(r"^\d+ to check$"))

        # The wrong pin: Santiago is taken for the capital of Chile.
        take(page, "Santiago")
        expect(page.locator(".taken")).to_contain_text("Chile")
        search(page, "Santiago de Compostela").get_by_role("button", name="city in").click()
        expect(page.locator(".taken")).to_contain_text("Santiago de Compostela")
        expect(page.locator(".trust")).to_contain_text("Checked")

        # The missed place: words that no gazetteer knows, put on the map by a click.
        select(page, "iron cross")
        page.get_by_role("button", name="This is a place").click()
        expect_taken(page, "iron cross")
        put_on_map(page, "iron cross")
        page.get_by_role("button", name="Make it a stop").click()
        expect(word(page, "iron cross")).to_have_class(re.compile("stop"))

        # The wrong order: the writer slipped, and the cross comes before the end.
        show(page, "Shape")
        expect(order(page)).to_have_text(
            ["Pamplona", "Burgos", "Logroño", "León", "Santiago de Compostela", "iron cross"]
        )
        page.get_by_role("button", name="Move Logroño up").click()
        expect(order(page).nth(1)).to_have_text("Logroño")
        page.get_by_role("button", name="Move iron cross up").click()
        expect(order(page).last).to_have_text("Santiago de Compostela")

        address = publish(page)
        desk_address = page.url

        reader = browser.new_context(accept_downloads=True).new_page()
        reader.goto(address)
        expect_pilgrims_story(reader)
        expect(reader.get_by_role("textbox", name="Paste")).to_have_count(0)
        reader.get_by_text("Take away", exact=True).click()
        with reader.expect_download(timeout=WAIT) as download:
            reader.get_by_role("button", name="PNG", exact=True).click()
        assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")

    with serving(ROOT / "app.py", port, **kept):
        reader.goto(address)
        expect_pilgrims_story(reader)
        page.goto(desk_address)
        history = page.get_by_role("list", name="History").get_by_role("listitem")
        expect(history.first).to_contain_text("Published", timeout=WAIT)
        expect(history.first).to_contain_text("Anna")
        expect(history.last).to_contain_text("Read from the article")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".desk-name .state")).to_have_text("Changed since published")
    reader.context.close()
    page.close()


def test_one_wrong_pin_takes_six_clicks_and_one_search(visit: Visit, server: str) -> None:
    page = visit(f"{server}/desk")
    box = page.get_by_role("textbox", name="Its text")
    expect(box).to_be_visible(timeout=WAIT)
    page.evaluate(
        """() => {
            window.clicks = 0;
            addEventListener("pointerdown", (event) => event.isTrusted && window.clicks++, true);
        }"""
    )
    box.focus()
    page.keyboard.insert_text(PILGRIM)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("group", name="The article")).to_be_visible(timeout=WAIT)
    take(page, "Santiago")
    page.get_by_role("textbox", name="Search for another place").click()
    page.keyboard.type("Santiago de Compostela")
    page.get_by_role("list", name="Places found").get_by_role("button", name="city in").click()
    expect(page.locator(".taken")).to_contain_text("Santiago de Compostela")
    address = publish(page)
    assert page.evaluate("clicks") <= 6
    reader = visit(address)
    listed = reader.get_by_role("navigation", name="Stops").get_by_role("listitem")
    expect(listed.last).to_contain_text("Santiago de Compostela", timeout=WAIT)


# --- nothing is lost -------------------------------------------------------------------------


def test_two_editors_see_what_the_other_does_and_lose_nothing(
    browser: Browser, server: str
) -> None:
    anna = browser.new_page(viewport={"width": 1280, "height": 800})
    anna.goto(f"{server}/desk")
    anna.get_by_role("textbox", name="Your name").fill("Anna")
    bring(anna, PILGRIM)
    show(anna, "Shape")
    before = ["Pamplona", "Burgos", "Logroño", "León", "Santiago"]
    expect(order(anna)).to_have_text(before)

    ben = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    ben.goto(anna.url)
    expect(order(ben)).to_have_text(before, timeout=WAIT)
    ben.get_by_role("textbox", name="Your name").fill("Ben")

    anna.get_by_role("button", name="Move Logroño up").click()
    after = ["Pamplona", "Logroño", "Burgos", "León", "Santiago"]
    expect(order(anna)).to_have_text(after)

    # Ben is told, and sees it when he wants to.
    news = ben.locator(".st-key-desk-news")
    expect(news).to_contain_text("Anna changed this story: moved Logroño from 3 to 2.")
    expect(order(ben)).to_have_text(before)
    news.get_by_role("button", name="Show").click()
    expect(order(ben)).to_have_text(after)
    expect(news).to_have_count(0)

    # Both change what they see: the second is told, and can have both.
    anna.get_by_role("button", name="Move Pamplona down").click()
    expect(order(anna).first).to_have_text("Logroño")
    ben.get_by_role("button", name="Move León down").click()
    said = ben.locator(".st-key-desk-said")
    expect(said).to_contain_text("Anna changed this story first (moved Pamplona from 1 to 2).")
    expect(said).to_contain_text("Yours was set aside: moved León from 4 to 5.")
    expect(order(ben).first).to_have_text("Logroño")
    ben.get_by_role("button", name="Make my change too").click()
    both = ["Logroño", "Pamplona", "Burgos", "Santiago", "León"]
    expect(order(ben)).to_have_text(both)
    anna.locator(".st-key-desk-news").get_by_role("button", name="Show").click()
    expect(order(anna)).to_have_text(both)

    # What was set aside stands in the history, one click away.
    show(anna, "Publish")
    history = anna.get_by_role("list", name="History").get_by_role("listitem")
    aside = history.filter(has_text="Set aside").filter(has_text="Ben")
    expect(aside).to_have_count(1)
    aside.get_by_role("button", name="Restore").click()
    show(anna, "Shape")
    expect(order(anna)).to_have_text(["Pamplona", "Logroño", "Burgos", "Santiago", "León"])
    anna.get_by_role("button", name="Undo").click()
    expect(order(anna)).to_have_text(both)
    ben.context.close()
    anna.close()


def test_a_reload_and_a_restart_bring_back_the_draft(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    kept = {"DATELINE_STORE": f"sqlite:///{tmp_path / 'stories.sqlite'}"}
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    with serving(ROOT / "app.py", port, **kept) as server:
        page.goto(f"{server}/desk")
        bring(page, PILGRIM)
        show(page, "Shape")
        page.get_by_role("button", name="Move Logroño up").click()
        expect(order(page).nth(1)).to_have_text("Logroño")
        page.reload()
        expect(order(page).nth(1)).to_have_text("Logroño", timeout=WAIT)
        page.get_by_role("button", name="Undo").click()
        expect(order(page).nth(1)).to_have_text("Burgos")
        page.get_by_role("button", name="Redo").click()
        expect(order(page).nth(1)).to_have_text("Logroño")
        expect(page.locator(".saved")).to_have_text("Saved")
    # The page stays open while the server is away, and goes on where it was.
    with serving(ROOT / "app.py", port, **kept):
        expect(page.locator(".saved")).to_have_text("", timeout=WAIT)
        expect(order(page).nth(1)).to_have_text("Logroño")
        page.get_by_role("button", name="Move León up").click()
        expect(order(page)).to_have_text(
            ["Pamplona", "Logroño", "León", "Burgos", "Santiago"], timeout=WAIT
        )
        page.get_by_role("button", name="Undo").click()
        expect(order(page).nth(2)).to_have_text("Burgos")
    page.close()


def test_what_is_no_article_gets_a_sentence_and_stays_in_its_box(visit: Visit, server: str) -> None:
    page = visit(f"{server}/desk")
    box = page.get_by_role("textbox", name="Its text")
    box.fill(" \n \n")
    page.get_by_role("button", name="Read it").click()
    alert = page.get_by_role("alert").filter(has_text=re.compile(r"\w"))
    expect(alert).to_be_visible(timeout=WAIT)
    box.fill("Envoys met in Paris.")
    page.get_by_role("radio", name="Web address").click()
    page.get_by_role("textbox", name="Address of the article").fill("http://127.0.0.1/")
    page.get_by_role("button", name="Read it").click()
    expect(alert.first).to_contain_text("is no public site")
    page.get_by_role("radio", name="Upload").click()
    page.get_by_role("button", name="Read it").click()
    expect(alert.first).to_contain_text("Choose a file first.")
    page.get_by_role("radio", name="Paste").click()
    expect(box).to_have_value("Envoys met in Paris.")


def test_the_look_that_an_editor_chose_reaches_every_reader(visit: Visit, server: str) -> None:
    page = visit(f"{server}/desk")
    bring(page, "Envoys meet\n\nThe envoys left Lisbon by train and arrived in Paris on Monday.\n")
    show(page, "Shape")
    choose(page, "Appearance", "Dark")
    expect(page.locator(".saved")).to_contain_text("Saved")
    address = publish(page)
    for asked, reader_has, ground in (
        ("&stop=paris", "light", DARK),
        ("", "dark", DARK),
        ("&embed_options=light_theme", "dark", LIGHT),
    ):
        reader = visit(address + asked, color_scheme=reader_has)
        app = reader.locator(".stApp")
        expect(app).to_have_css("background-color", ground, timeout=WAIT)
        chart = reader.frame_locator(".st-key-map-frame iframe").locator(".leaflet-container")
        expect(chart).to_have_css("background-color", SEA[ground], timeout=WAIT)
        if asked == "&stop=paris":
            expect(reader.get_by_role("heading", level=2, name="Paris")).to_be_visible()
            reader.get_by_role("button", name="Back").click()
            expect(reader.get_by_role("heading", level=2, name="Lisbon")).to_be_visible()
            expect(app).to_have_css("background-color", DARK)


# --- hostile words ---------------------------------------------------------------------------

HOSTILE = '</script><img src=x onerror="window.owned=1"> {{7*7}} ${7*7} `$x$` :smile: <b>b</b>'


def test_hostile_words_stay_words(visit: Visit, server: str, tmp_path: Path) -> None:
    page = visit(f"{server}/desk")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.get_by_role("textbox", name="Your name").fill(HOSTILE[:60])
    villa = "Villa {{7*7}} <b>X"
    bring(page, f"Talks {HOSTILE}\n\nAnna saw Paris and Lisbon. {HOSTILE} She rested at {villa}.\n")
    select(page, villa)
    page.get_by_role("button", name="This is a place").click()
    put_on_map(page, villa)
    for name in ("Villa", "Lisbon", "Paris"):
        word(page, name).click()
        page.get_by_role("button", name="Make it a stop").click()
        expect(word(page, name)).to_have_class(re.compile("stop"))
    show(page, "Shape")
    for label in ("Title", "Standfirst", "Credit"):
        box = page.get_by_role("textbox", name=label, exact=True)
        box.fill(f"{label} {HOSTILE}")
        box.blur()
        expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    expect(page.locator(".desk-name")).to_contain_text("{{7*7}}")
    page.get_by_role("list", name="The story in order").get_by_role(
        "button", name=re.compile("Lisbon$")
    ).first.click()
    note = page.get_by_role("textbox", name="Note")
    note.fill(f"Note {HOSTILE}")
    note.blur()
    picture = tmp_path / "dot.png"
    Image.new("RGB", (64, 48), "red").save(picture)
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_text("dot.png")).to_be_visible()
    page.get_by_role("textbox", name="Credit").fill(f"Credit {HOSTILE}")
    page.get_by_role("button", name="Add the picture").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence what the picture shows")
    page.get_by_role("textbox", name="What it shows").fill(f"Alt {HOSTILE}")
    page.get_by_role("button", name="Add the picture").click()
    shown = page.get_by_role("img", name="Alt </script>")
    expect(shown).to_be_visible()
    show(page, "Preview")
    expect(page.locator(".headline h2")).to_contain_text("{{7*7}}")
    address = publish(page)
    reader = visit(address + "&stop=lisbon")
    reader.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    expect(reader.get_by_text("Note </script>")).to_be_visible(timeout=WAIT)
    alternative = reader.locator("figure img").get_attribute("alt") or ""
    assert alternative.replace("\u2060", "") == f"Alt {HOSTILE}"
    for each in (page, reader):
        words = each.locator(".stApp").inner_text()
        assert "49" not in re.sub(r"\d{3,}|\d+ km", "", words)
        assert each.evaluate("window.owned") is None
        for frame in each.frames:
            assert frame.evaluate("window.owned") is None
    assert not dialogs


# --- for everybody ---------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_in_any_state(visit: Visit, server: str, width: int, scheme: str) -> None:
    page = visit(f"{server}/desk", width=width, height=844, color_scheme=scheme)
    expect(page.get_by_role("textbox", name="Its text")).to_be_visible(timeout=WAIT)
    states = {"bring": faults(page)}
    bring(page, PILGRIM)
    expect_headings_in_order(page)
    states["check"] = faults(page)
    search(page, "Santiago de")
    page.get_by_role("button", name="Put it on the map").click()
    expect(page.get_by_role("list", name="Places found")).to_be_visible()
    states["search"] = faults(page)
    show(page, "Shape")
    expect(order(page)).to_have_count(5)
    states["shape"] = faults(page)
    lines = page.get_by_role("list", name="The story in order").locator("button.line")
    for number, state in ((1, "stop"), (2, "leg")):
        lines.nth(number).click()
        expect(lines.nth(number)).to_have_attribute("aria-current", "true")
        states[state] = faults(page)
        expect_headings_in_order(page)
    show(page, "Preview")
    expect(page.get_by_role("navigation", name="Stops")).to_be_visible()
    states["preview"] = faults(page)
    expect_headings_in_order(page)
    publish(page)
    states["publish"] = faults(page)
    expect_headings_in_order(page)
    content = page.locator(".stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert content[0] <= content[1]
    assert {state: found for state, found in states.items() if found} == {}


def expect_headings_in_order(page: Page) -> None:
    """One heading of the page, the story's name, and none below it that skips a level."""
    headings = page.get_by_role("heading")
    levels = headings.evaluate_all("all => all.map(each => +each.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page when it stands still, but for Streamlit's own field for files."""
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_timeout(500)
    return [
        (each["id"], node["html"][:200])
        for each in Axe().run(page).response["violations"]
        for node in each["nodes"]
        if "stFileUploaderDropzone" not in node["html"]
    ]


def test_an_editor_reads_names_in_the_language_of_the_desk(visit: Visit, server: str) -> None:
    page = visit(f"{server}/desk?lang=ru")
    page.locator(".st-key-desk textarea").fill(
        "A train to Vladivostok\n\nThe minister left Pyongyang by train, and came to Vladivostok.\n"
    )
    page.get_by_role("button", name="Прочитать").click()
    expect(page.locator(".article")).to_be_visible(timeout=WAIT)
    page.locator(".st-key-desk-views").get_by_role("button").nth(1).click()
    expect(page.locator(".outline .stop .name")).to_have_text(["Пхеньян", "Владивосток"])
    page.locator(".outline .leg button").click()
    expect(page.get_by_role("heading", name="Пхеньян — Владивосток")).to_be_visible()
    page.get_by_role("button", name="Выше: Владивосток").click()
    # Long words are cut off on no phone.
    page.set_viewport_size({"width": 390, "height": 844})
    views = page.locator(".st-key-desk-views ul")
    assert views.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".st-key-desk-views").get_by_role("button").last.click()
    expect(page.locator(".st-key-history").get_by_role("listitem").first).to_contain_text(
        "Владивосток"
    )


def test_a_pin_is_mended_by_keys_alone(visit: Visit, server: str) -> None:
    page = visit(f"{server}/desk")
    expect(page.get_by_role("textbox", name="Its text")).to_be_visible(timeout=WAIT)

    def tab_to(what: Locator) -> None:
        for _ in range(60):
            if what.evaluate("node => node === document.activeElement"):
                return
            page.keyboard.press("Tab")
        pytest.fail(f"no way by Tab to {what}")

    tab_to(page.get_by_role("textbox", name="Its text"))
    page.keyboard.insert_text(PILGRIM)
    tab_to(page.get_by_role("button", name="Read it"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="The article")).to_be_visible(timeout=WAIT)
    tab_to(page.locator(".article .name[aria-current]"))
    page.keyboard.press("Home")
    expect(word(page, "Santiago")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(word(page, "Pamplona")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect_taken(page, "Santiago")
    expect(word(page, "Santiago")).to_be_focused()
    tab_to(page.get_by_role("textbox", name="Search for another place"))
    page.keyboard.type("Santiago de Compostela")
    found = page.get_by_role("list", name="Places found").get_by_role("button", name="city in")
    expect(found).to_be_visible()
    tab_to(found)
    page.keyboard.press("Enter")
    expect(page.locator(".taken")).to_contain_text("Santiago de Compostela")
    # Undo is a key too, but never while words are typed.
    box = page.get_by_role("textbox", name="Search for another place")
    tab_to(page.get_by_role("button", name="Undo"))
    page.keyboard.press("Control+z")
    expect(page.locator(".taken")).to_contain_text("Chile")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".taken")).to_contain_text("Compostela")
    tab_to(box)
    page.keyboard.type("Lug")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(1_000)
    expect(page.locator(".taken")).to_contain_text("Compostela")


# --- the door --------------------------------------------------------------------------------


def test_a_password_opens_the_desk_and_readers_need_none(
    browser: Browser, store: dict[str, str]
) -> None:
    secret = "a pilgrim's staff"  # noqa: S105
    with serving(ROOT / "app.py", DATELINE_PASSWORD=hashed(secret), **store) as server:
        page = browser.new_context().new_page()
        page.goto(f"{server}/desk")
        box = page.get_by_role("textbox", name="Password")
        box.fill("something else")
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the password; try again.")
        expect(page.get_by_role("textbox", name="Its text")).to_have_count(0)
        box.fill(secret)
        page.get_by_role("button", name="Come in").click()
        bring(page, PILGRIM)
        address = publish(page)
        reader = browser.new_context().new_page()
        reader.goto(address)
        stops = reader.get_by_role("navigation", name="Stops")
        expect(stops).to_contain_text("Pamplona", timeout=WAIT)
        reader.context.close()

        # Taken down, it is gone for readers and still there for editors.
        page.get_by_role("button", name="Take it down").click()
        expect(page.locator(".desk-name .state")).to_have_text("Draft")
        page.reload()
        expect(page.locator(".desk-name .state")).to_have_text("Draft", timeout=WAIT)
        expect(box).to_have_count(0)
        (ticket,) = tickets(page)
        assert ticket["sameSite"] == "Strict"
        assert ticket["expires"] == -1  # with the browser's session
        page.get_by_role("button", name="All stories").click()
        listed = page.get_by_role("list", name="Stories").get_by_role("button")
        expect(listed.filter(has_text="A pilgrim walks")).not_to_have_count(0)
        page.get_by_role("button", name="Sign out").click()
        expect(box).to_be_visible()
        page.reload()
        expect(box).to_be_visible(timeout=WAIT)
        assert tickets(page) == []
        forged = {**ticket, "value": ticket["value"][:-1] + "x"}
        page.context.add_cookies([forged])
        page.reload()
        expect(box).to_be_visible(timeout=WAIT)
        reader = browser.new_context().new_page()
        reader.goto(address)
        expect(reader.get_by_role("alert")).to_contain_text(
            "may have been taken down", timeout=WAIT
        )
        reader.context.close()
        page.close()


def tickets(page: Page) -> list[Any]:
    """The cookies that spare an editor the password."""
    return [cookie for cookie in page.context.cookies() if cookie["name"] == "dateline-desk"]


def test_a_closed_desk_is_no_way_in(browser: Browser, store: dict[str, str]) -> None:
    with serving(ROOT / "app.py", DATELINE_DESK="closed", **store) as server:
        page = browser.new_page()
        page.goto(f"{server}/desk")
        expect(page.get_by_text("The desk is closed here")).to_be_visible(timeout=WAIT)
        expect(page.get_by_role("textbox")).to_have_count(0)
        page.goto(server)
        expect(page.get_by_role("button", name="Next")).to_be_visible(timeout=WAIT)
        expect(page.get_by_role("button", name="desk")).to_have_count(0)
        page.close()


def test_a_readers_pasted_article_goes_to_the_desk(visit: Visit, server: str) -> None:
    page = visit(server)
    page.get_by_role("textbox", name="Paste").fill(PILGRIM)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A pilgrim walks to Santiago")
    page.get_by_role("button", name="Check and mend it at the desk").click()
    expect(page.get_by_role("group", name="The article")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"/desk\?story=a-pilgrim-walks-to-santiago"))
