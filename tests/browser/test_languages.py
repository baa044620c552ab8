"""The page in the reader's language, in a real browser; and an article from right to left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.embed import embed
from geo.language import CODES, Language
from geo.naming import renamed
from geo.read import read
from geo.scenes import scenes
from geo.story import Story
from tests import pseudo
from tests.browser.conftest import serving
from tests.browser.test_takeaway_panel import choose

Visit = Callable[..., Page]

ROOT = Path(__file__).parents[2]
ARTICLE = (ROOT / "data" / "articles" / "kim-train.txt").read_text("utf-8")
# A page served by a process that speaks the made-up language of the tests.
PSEUDO_PAGE = """
import runpy, sys, tempfile
from pathlib import Path
sys.path.insert(0, {root!r})
from geo import language
from tests import pseudo
if language.FOLDER.name == "locales":  # a script runs again for each visit
    pseudo.speak(Path(tempfile.mkdtemp()))
runpy.run_path({app!r}, run_name="__main__")
"""
# All that a page says: its visible text, and what names its parts to those who do not see them.
SAID = """
(spoken) => {
  const said = [];
  const ours = (element) => {
    const marked = element.closest("[lang]");
    return !marked || marked.lang === spoken;
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (ours(node.parentElement)) said.push(node.textContent);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("script, style, kbd, noscript, bdi, .name, .local, .dl-names")) return;
    const spokenOf = node.closest("[role=status], dialog");
    if (!node.checkVisibility() && !spokenOf) return;
    for (const name of ["aria-label", "title", "alt", "placeholder"]) {
      if (node.hasAttribute(name) && ours(node)) said.push(node.getAttribute(name));
    }
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  return said;
}
"""
# What Streamlit says of its own accord, in English alone.
STREAMLIT = {
    "Open",
    "Skip to main content",
    "Press Ctrl+Enter to submit form",
    "keyboard_arrow_right",
}


@pytest.fixture(scope="module")
def story() -> Story:
    return read(ARTICLE)


@pytest.fixture(scope="module")
def pseudo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    script = tmp_path_factory.mktemp("pseudo") / "page.py"
    script.write_text(PSEUDO_PAGE.format(root=str(ROOT), app=str(ROOT / "app.py")), "utf-8")
    with serving(script) as address:
        yield address


def allowed(story: Story) -> list[str]:
    spoken = Language(pseudo.CODE)
    shown = renamed(story, spoken)
    names = [place.name for place in shown.places]
    names += [name for place in shown.places for _, name in place.local_names]
    names += [mention.text for mention in story.mentions]
    names += [word for s in scenes(story, spoken) for word in s.trust.runners_up]
    return [*names, story.title, *(Language(code).name for code in CODES)]


@pytest.mark.parametrize("address", ["", "&stop=khasan", "&stop=khasan&view=text"])
def test_no_sentence_of_the_page_escapes_translation(
    visit: Visit, pseudo_server: str, story: Story, address: str
) -> None:
    page = visit(f"{pseudo_server}/?lang={pseudo.CODE}{address}")
    expect(page.get_by_role("button", name="[").first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.wait_for_timeout(1500)
    said = page.evaluate(SAID, pseudo.CODE)
    assert sum(words.count("[") for words in said) > 15
    said = [words for words in said if words.strip() not in STREAMLIT]
    escaped = pseudo.escaped(said, allowed(story))
    assert not escaped, "\n".join(escaped)
    assert page.evaluate("document.documentElement.lang") == pseudo.CODE


# --- the language of the browser, and one that is chosen ------------------------------------------


def test_the_page_speaks_the_browsers_language(browser: Browser, server: str) -> None:
    context = browser.new_context(locale="ko-KR")
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("heading", level=2, name="여정")).to_be_visible(timeout=30_000)
    expect(page.locator(".figures")).to_contain_text("철도 1,162km")
    expect(page.locator(".places .name").first).to_have_text("평양")
    expect(page.locator("html")).to_have_attribute("lang", "ko-KR")
    expect(page.locator("h1").locator("xpath=ancestor-or-self::*[@lang][1]")).to_have_attribute(
        "lang", "en"
    )
    context.close()


def test_miles_for_a_reader_in_the_united_states(browser: Browser, server: str) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(server)
    expect(page.locator(".figures")).to_contain_text("722 mi", timeout=30_000)
    chart = page.frame_locator("iframe").first
    expect(chart.locator(".leaflet-control-scale-line")).to_contain_text("mi")
    context.close()


def test_a_reader_chooses_a_language_and_the_address_keeps_it(visit: Visit, server: str) -> None:
    page = visit(f"{server}/?stop=khasan")
    expect(page.get_by_role("heading", level=2, name="Khasan")).to_be_visible(timeout=30_000)
    choose(page, "Language", "Deutsch")
    expect(page.get_by_role("heading", level=2, name="Chassan")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Weiter")).to_be_visible()
    assert "lang=de" in page.url
    assert "stop=khasan" in page.url
    choose(page, "Entfernungen", "Meilen")
    expect(page.locator(".figures")).to_contain_text("722 mi", timeout=30_000)
    page.reload()
    expect(page.locator(".figures")).to_contain_text("722 mi", timeout=30_000)
    expect(page.get_by_role("button", name="Weiter")).to_be_visible()


@pytest.mark.parametrize("code", ["de", "ru", "ko"])
@pytest.mark.parametrize("width", [320, 390])
def test_long_words_break_no_control(visit: Visit, server: str, code: str, width: int) -> None:
    page = visit(f"{server}/?lang={code}&stop=khasan", width, 844)
    expect(page.locator(".places .name").first).to_be_visible(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = """() => [...document.querySelectorAll(".stMain button, .stMain summary")]
      .filter((b) => b.checkVisibility() && b.clientWidth > 1 && b.scrollWidth > b.clientWidth + 1)
      .map((b) => b.textContent)"""
    assert page.evaluate(cut) == []


# --- from right to left ---------------------------------------------------------------------------

ARABIC = """قطار كيم يصل إلى فلاديفوستوك

غادر كيم جونغ أون بيونغ يانغ بالقطار يوم الأحد متوجها إلى فلاديفوستوك في روسيا. ومن المقرر أن يلتقي
بالرئيس بوتين في موسكو، كما قالت وكالة الأنباء في سيول.
"""


def check_right_to_left(page: Page, title: str, words: str) -> None:
    heading = page.locator(title)
    expect(heading).to_be_visible(timeout=30_000)
    assert heading.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    assert heading.evaluate("(e) => e.closest('[lang]').lang") == "ar"
    told = page.locator(words).first
    expect(told).to_be_visible()
    assert told.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    # The frame of the page stays as it is: nothing is pushed out at either side.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "(all) => [...document.querySelectorAll(all)].every((e) => {"
        "const box = e.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth})",
        f"{title}, {words}, button",
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_an_arabic_article_on_the_page(visit: Visit, server: str, width: int) -> None:
    page = visit(server, width, 844)
    page.get_by_label("Paste its text, with its headline first").fill(ARABIC)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("h1")).to_contain_text("قطار كيم", timeout=30_000)
    page.locator(".places .name").first.click()
    check_right_to_left(page, "h1", ".passage blockquote")


@pytest.mark.parametrize("width", [1280, 390])
def test_an_arabic_article_on_the_page_to_embed(visit: Visit, tmp_path: Path, width: int) -> None:
    told = read(ARABIC)
    assert told.article.language == "ar"
    assert told.places
    path = tmp_path / "story.html"
    path.write_text(embed(told), "utf-8")
    slug = scenes(told)[0].slug
    page = visit(f"{path.as_uri()}#{slug}", width, 844)
    check_right_to_left(page, "h1", ".told.current .passage blockquote")
