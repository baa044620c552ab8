"""No sentence of the interface escapes translation: all are said in a made-up language."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import language, takeaway
from geo.embed import embed, snippet
from geo.language import Language
from geo.naming import renamed
from geo.picture import alt_text, drawn
from geo.read import read
from geo.scenes import scenes
from geo.store import Store
from geo.story import Story
from tests import pseudo

ROOT = Path(__file__).parents[1]
SPOKEN = Language(pseudo.CODE)
SAID_IN = {"aria-label", "title", "alt", "placeholder", "data-spoken", "data-done", "content"}
# The parts of a picture that are ours: not the ground's names, not the article's words.
PARTS = {"figure", "list", "key", "scale", "credit", "number", "stop", "local"}
SILENT = {"style", "script"}
VOID = {"br", "hr", "img", "input", "link", "meta"}


@pytest.fixture(scope="module", autouse=True)
def _pseudo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = language.FOLDER
    pseudo.speak(tmp_path_factory.mktemp("locales"))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    language.FOLDER = folder  # type: ignore[misc]
    language._catalog.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(scope="module")
def story() -> Story:
    return read((ROOT / "data" / "articles" / "kim-train.txt").read_text("utf-8"))


def names(story: Story) -> list[str]:
    """The names of places, as readers and as the article call them."""
    shown = renamed(story, SPOKEN)
    told = scenes(story, SPOKEN)
    said = [story.article.source, *(place.name for place in shown.places)]
    said += [mention.text for mention in story.mentions]
    said += [scene.local_name.text for scene in told if scene.local_name]
    said += [word for scene in told for word in scene.trust.runners_up]
    return said


class Reader(HTMLParser):
    """What a page says in the language of the interface, in the order of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.stack: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        ours = self.stack[-1][1] if self.stack else True
        if "lang" in given:
            ours = given["lang"] == SPOKEN.tag
        ours = ours and tag not in SILENT and tag != "kbd"
        if ours:
            self.said += [given[name] for name in SAID_IN & set(given) if self._is_said(tag, name)]
        if tag not in VOID:
            self.stack.append((tag, ours))

    def _is_said(self, tag, name):
        return tag != "meta" or name != "content"

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.stack or self.stack[-1][1]:
            self.said.append(data)


def escaped(html: str, story: Story) -> list[str]:
    return pseudo.escaped(Reader(html).said, names(story))


def test_the_made_up_language_marks_what_escapes() -> None:
    assert pseudo.escaped(["[Bàçk]", "Next ›", "[ät", "Pyongyang", "] 3 km"]) == [
        "Next (in 'Next ›')"
    ]
    assert pseudo.accented("{0} from {1}") == "[{0} fröm {1}]"


def test_the_page_to_embed(story: Story) -> None:
    page = embed(story, language=SPOKEN, address="https://example.org/a")
    assert f'<html lang="{SPOKEN.tag}"' in page
    assert page.count("[") > 50
    assert escaped(page, story) == []


def test_its_snippet(story: Story) -> None:
    assert "[" in snippet(story, "https://example.org/a", language=SPOKEN)
    told = snippet(story, "https://example.org/a", picture="a.png", language=SPOKEN)
    assert escaped(told, story) == []


@pytest.mark.parametrize("stop", [None, 2])
def test_pictures_and_what_they_say_to_those_who_do_not_see_them(
    story: Story, stop: int | None
) -> None:
    words = alt_text(story, stop=stop, language=SPOKEN)
    assert words.startswith("[")
    assert pseudo.escaped([words], names(story)) == []
    for size in ("card", "story"):
        drawing = drawn(story, size=size, stop=stop, language=SPOKEN)
        said = [text.text for text in drawing.texts if text.part in PARTS]
        assert len(said) > 7
        assert pseudo.escaped([" ".join(said)], names(story)) == []


def test_the_words_in_the_archive(story: Story) -> None:
    told = takeaway.readme(story, takeaway.Choice(language=SPOKEN))
    files = [takeaway.file_name(story, ending) for ending in takeaway.KINDS]
    sources = [place.source for place in story.places]
    allowed = [story.title, *names(story), *files, takeaway.LICENCE, *sources]
    assert pseudo.escaped([told], allowed) == []


# --- the pages ----------------------------------------------------------------------------------


def said_on(page: AppTest) -> list[str]:
    """All that the page says: its markup, its widgets, and the data of its own parts."""
    assert not page.exception
    said = [word for block in page.get("html") for word in Reader(block.proto.body).said]
    for kind in ("button", "selectbox", "text_area", "text_input", "checkbox", "expander", "radio"):
        for widget in page.get(kind):
            said += [widget.label, *getattr(widget, "options", ())]
            said += [getattr(widget.proto, name, "") for name in ("placeholder", "help")]
    for element in page.get("bidi_component"):
        said += words_of(json.loads(element.proto.json))
    return said


# What the data of our parts holds beside words: names of places, codes, and the article itself.
CODES_OF_PARTS = {"slug", "current", "language", "name", "strips", "view", "id", "look", "kind"}


def words_of(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in CODES_OF_PARTS:
                yield from words_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from words_of(value)


LANGUAGES = [Language(code).name for code in language.CODES]


@pytest.mark.parametrize("stop", ["", "khasan", "russia"])
def test_the_readers_page(story: Story, stop: str) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = pseudo.CODE
    if stop:
        page.query_params["stop"] = stop
    said = said_on(page.run())
    assert sum(text.count("[") for text in said) > 15
    assert pseudo.escaped(said, [*names(story), *LANGUAGES]) == []


# The desk in a script of its own, as AppTest opens no address but the first page's.
DESK = "from views import desk\n\ndesk.page()\n"


@pytest.mark.parametrize("view", ["", "check", "shape", "preview", "publish"])
def test_the_desk(story: Story, view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path}/stories.sqlite"
    monkeypatch.setenv("DATELINE_STORE", address)
    st.cache_resource.clear()
    page = AppTest.from_string(DESK, default_timeout=60)
    page.query_params["lang"] = pseudo.CODE
    if view:
        page.query_params["story"] = Store(address).create(story, "An editor")
        page.query_params["view"] = view
    said = said_on(page.run())
    assert sum(text.count("[") for text in said) > 8
    codes = ["place", "story"]  # what can be made of a selected phrase, what is in hand
    allowed = [story.title, *names(story), *LANGUAGES, *codes, "An editor", "https example org"]
    assert pseudo.escaped(said, allowed) == []
    st.cache_resource.clear()
