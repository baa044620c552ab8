"""The page to embed, as text: well-formed, small, the same each time, and nothing of it run."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinyhtml5.parser import HTMLParser

from geo import edits, overview
from geo import embed as module
from geo.embed import embed, snippet
from geo.errors import EmbedError
from geo.scenes import scenes
from geo.story import Article, Picture, Story
from geo.webmap import page_scripts
from tests.stories import STORIES, Spot, by_rail, story

ADDRESS = "https://paper.example/maps/train.html"
# The first script, those of the map, that of the page; and the story's data.
SCRIPTS = len(page_scripts()) + 3
HOSTILE = (
    "</script><script>alert(1)</script><!-- \"'> {{ route }} {{ 7*7 }} {% x %} ${1} `a` "
    "<img src=x onerror=alert(1)> &amp; &#0; \x00\x07\x1b\x85\ud800\ufffe\u2028 \u202eabc"
)


def parsed(page: str) -> Element:
    """The document; fails on the first fault that an HTML parser must report."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.parse(page)
    assert parser.errors == []
    return tree


def texts(root: Element, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in root.iterfind(path)]


def of_class(root: Element, name: str) -> list[Element]:
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def meta(root: Element) -> dict[str, str]:
    found = root.iterfind(".//meta")
    return {e.get("name") or e.get("property") or "": e.get("content") or "" for e in found}


def policy(page: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found[1]


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def weight(page: str) -> int:
    return len(gzip.compress(page.encode(), 9))


def hostile_story(words: str) -> Story:
    spots: list[Spot] = [
        (words, 51.5, -0.1, "Arab", words),
        (words, 48.9, 2.35),
        ("Rome", 41.9, 12.5),
    ]
    told = story(words, spots, "rail")
    article = replace(told.article, standfirst=words, byline=words, source=words, published=words)
    told = edits.set_note(replace(told, article=article), 0, words)
    return edits.set_picture(told, 1, Picture("image/png", DOT, words, words))


# A picture of one dot.
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_page_shows_what_the_journalist_put_beside_a_stop() -> None:
    told = edits.set_note(STORIES["there and back"], 1, "Seen by our reporter.\n\nTwice.")
    told = edits.set_picture(told, 1, Picture("image/png", DOT, "Jo Doe", "A dot"))
    told = edits.set_edition(told, credit="By our desk", title="Another title", appearance="dark")
    root = parsed(embed(told))
    remark = of_class(root, "remark")[0]
    assert "".join(remark.itertext()) == "Editor’s noteSeen by our reporter.\n\nTwice."
    picture = next(e for e in root.iter("img") if e.get("alt") == "A dot")
    assert picture.get("src") == f"data:image/png;base64,{DOT}"
    words = "".join(root.itertext())
    assert "Jo Doe" in words
    assert "By our desk" in words
    assert root.find(".//h1").text == "Another title"


def test_the_number_of_a_planned_stop_is_told_apart_in_the_list() -> None:
    told = edits.set_status(STORIES["there and back"], 1, "planned")
    root = parsed(embed(told))
    numbers = [e.get("class") for e in root.iter("span") if "number" in (e.get("class") or "")]
    assert numbers == ["number", "number planned", "number"]


@pytest.fixture(scope="module")
def page() -> str:
    return embed(by_rail())


# --- what stands in it --------------------------------------------------------------------


def test_the_text_tells_all_that_the_map_tells(page: str) -> None:
    root = parsed(page)
    items = root.findall(".//ol[@class='telling-list']/li")
    told = scenes(by_rail())
    assert [item.get("id") for item in items] == ["stop-1", "stop-2", "stop-3"]
    for item, scene in zip(items, told, strict=True):
        words = " ".join("".join(item.itertext()).split())
        assert scene.name in words
        assert scene.local_name is not None
        assert scene.local_name.text in words
        assert all(fact in words for fact in scene.facts)
        assert scene.passages[0].words[0].text in words
    assert "42.43° N, 130.65° E" in page
    assert overview.route(by_rail()) in texts(root, ".//p")
    assert "schematic" in texts(root, ".//footer")[0]


def test_headings_are_in_order(page: str) -> None:
    root = parsed(page)
    levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_places_that_are_no_stop_have_a_link_and_a_scene() -> None:
    told = by_rail()
    rome = story("", [("Rome", 41.9, 12.5)]).mentions[0]
    text = f"{told.article.text}\n\nRome"
    span = replace(rome.span, start=len(text) - 4, end=len(text))
    more = replace(told.article, text=text)
    root = parsed(
        embed(replace(told, article=more, mentions=(*told.mentions, replace(rome, span=span))))
    )
    assert [e.get("id") for e in root.findall(".//ul[@class='telling-list']/li")] == ["place-rome"]
    others = root.find(".//nav[@class='others']")
    assert others is not None
    assert [e.get("href") for e in others.iter("a")] == ["#place-rome"]


def test_every_link_leads_to_a_scene_of_the_page() -> None:
    for name in ("by rail", "no stop", "same point", "there and back", "one stop"):
        root = parsed(embed(STORIES[name]))
        ids = [e.get("id") for e in of_class(root, "told")]
        assert len(set(ids)) == len(ids)
        links = [(e.get("href") or "")[1:] for e in of_class(root, "lists")[0].iter("a")]
        assert links == ids[1:], name


def test_a_story_without_a_journey_is_a_list_without_order() -> None:
    root = parsed(embed(STORIES["no stop"]))
    assert root.find(".//ol[@class='telling-list']") is None
    assert len(root.findall(".//ul[@class='telling-list']/li")) == 4
    assert root.find(".//body").get("data-steps") == "4"  # type: ignore[union-attr]


def test_an_article_about_nowhere_makes_a_page() -> None:
    root = parsed(embed(STORIES["no place"]))
    assert "tells no journey" in texts(root, ".//*[@id='overview']")[0]
    assert list(of_class(root, "lists")[0].iter("a")) == []


def test_a_long_list_of_stops_is_folded() -> None:
    root = parsed(embed(STORIES["40 stops"]))
    assert texts(root, ".//nav/details/summary") == ["All 40 stops"]
    assert parsed(embed(by_rail())).find(".//nav/details") is None


def test_arabic_words_keep_their_language_and_direction() -> None:
    told = story("قطار إلى القاهرة", [("Cairo", 30.04, 31.24, "Arab", "القاهرة")])
    told = replace(told, article=replace(told.article, language="ar"))
    root = parsed(embed(told))
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    passage = of_class(root, "passage")[0]
    assert (passage.get("lang"), passage.get("dir")) == ("ar", "auto")
    assert root.find(".//title").get("lang") == "ar"  # type: ignore[union-attr]


def test_credits_name_the_article_and_the_data() -> None:
    told = by_rail()
    article = replace(told.article, byline="Ada Quill", source="The Paper", published="2024-05-01")
    credits = texts(parsed(embed(replace(told, article=article))), ".//footer")[0]
    assert credits.startswith("Ada Quill · The Paper · 1 May 2024")
    assert "Natural Earth" in credits
    assert "GeoNames" in credits


# --- cards --------------------------------------------------------------------------------


def test_cards_name_a_picture_only_where_the_page_has_an_address(page: str) -> None:
    alone = meta(parsed(embed(by_rail(), picture="train.png")))
    assert not {"og:url", "og:image", "twitter:card"} & alone.keys()
    assert alone["og:title"] == by_rail().article.title
    assert alone["description"] == overview.route(by_rail())
    placed = meta(parsed(embed(by_rail(), address=ADDRESS, picture="train.png")))
    assert placed["og:url"] == ADDRESS
    assert placed["og:image"] == "https://paper.example/maps/train.png"


@pytest.mark.parametrize("address", ["train.html", "javascript:alert(1)", "https://", "//x/y", ""])
def test_what_is_no_address_gets_a_sentence(address: str) -> None:
    for make in (embed, snippet):
        with pytest.raises(EmbedError, match="is no web address: give one that starts with"):
            make(by_rail(), address=address)


# --- its policy and its size --------------------------------------------------------------


def test_the_policy_allows_what_the_page_holds_and_nothing_else(page: str) -> None:
    root = parsed(page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy(page).split(";"))
    assert rules["default-src"] == "'none'"
    assert not re.search(r"unsafe|\*|https?:", policy(page))
    scripts = [e.text or "" for e in root.iter("script") if e.get("type") is None]
    styles = [e.text or "" for e in root.iter("style")]
    assert rules["script-src"].split() == [digest(script) for script in scripts]
    assert rules["style-src"].split() == [digest(style) for style in styles]
    for element in root.iter():
        for name in element.attrib:
            assert name != "style"
            assert not name.startswith("on")


def test_no_address_is_asked_for(page: str) -> None:
    root = parsed(page)
    for element in root.iter():
        assert element.get("src") is None
        href = element.get("href") or "#"
        assert element.tag == "a" or href.startswith(("data:", "#"))
    styles = "".join(e.text or "" for e in root.iter("style"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_same_story_gives_the_same_page(page: str) -> None:
    assert embed(by_rail()) == page
    assert embed(by_rail(), theme="dark") != page


def test_a_theme_that_is_given_is_kept() -> None:
    assert "prefers-color-scheme" in module._colours("auto")
    assert "prefers-color-scheme" not in module._colours("dark")
    assert "@media" not in module._colours("light")
    for theme in ("light", "dark"):
        data = parsed(embed(by_rail(), theme=theme)).find(".//script[@id='story']")
        assert data is not None
        assert json.loads(data.text or "")["scene"]["theme"] == theme


@pytest.mark.parametrize(
    ("name", "most"),
    [("by rail", 120_000), ("40 stops", 200_000), ("200 stops", 300_000), ("pacific", 160_000)],
)
def test_a_page_is_small_enough_to_send(name: str, most: int) -> None:
    assert weight(embed(STORIES[name])) <= most


# --- hostile words ------------------------------------------------------------------------


def test_hostile_words_are_shown_and_never_markup() -> None:
    page = embed(hostile_story(HOSTILE), address=ADDRESS, picture=f"{HOSTILE}.png")
    root = parsed(page)
    assert len(list(root.iter("script"))) == SCRIPTS
    assert [e.get("src") for e in root.iter("img")] == [f"data:image/png;base64,{DOT}"]
    shown = texts(root, ".//h1")[0]
    assert "<script>alert(1)</script>" in shown
    assert "{{ route }} {{ 7*7 }} {% x %}" in shown
    page.encode()
    scripts = [e.text or "" for e in root.iter("script") if e.get("type") is None]
    assert all(digest(script) in policy(page) for script in scripts)


@settings(deadline=None, max_examples=25)
@given(st.text(min_size=1, max_size=60))
def test_any_words_make_a_well_formed_page(words: str) -> None:
    root = parsed(embed(hostile_story(words)))
    assert len(list(root.iter("script"))) == SCRIPTS
    parser = HTMLParser(namespace_html_elements=False)
    parser.parse_fragment(snippet(hostile_story(words), ADDRESS, picture=words))
    assert parser.errors == []


def test_the_check_of_well_formedness_can_fail() -> None:
    for broken in ("<!doctype html><title>x</title><p a=1 a=2>", "<p>x", "<!doctype html>\x00"):
        parser = HTMLParser(namespace_html_elements=False)
        parser.parse(broken)
        assert parser.errors


# --- the snippet ----------------------------------------------------------------------------


def test_the_snippet_frames_the_page_over_a_picture_that_links_to_it() -> None:
    parser = HTMLParser(namespace_html_elements=False)
    root = parser.parse_fragment(snippet(by_rail(), ADDRESS, picture="train.png"))
    assert parser.errors == []
    frame = root.find(".//iframe")
    assert frame is not None
    assert frame.get("src") == ADDRESS
    assert frame.get("loading") == "lazy"
    assert frame.get("title") == f"Map: {by_rail().article.title}"
    link = root.find(".//a")
    assert link is not None
    assert link.get("href") == ADDRESS
    picture = link.find("img")
    assert picture is not None
    assert picture.get("src") == "https://paper.example/maps/train.png"
    assert picture.get("alt") == overview.route(by_rail())


def test_the_snippet_without_a_picture_links_by_words() -> None:
    root = HTMLParser(namespace_html_elements=False).parse_fragment(snippet(by_rail(), ADDRESS))
    assert texts(root, ".//a") == [by_rail().article.title]


def test_an_untitled_story_is_called_by_its_route() -> None:
    untitled = replace(by_rail(), article=Article(by_rail().article.text))
    assert texts(parsed(embed(untitled)), ".//title") == [overview.route(untitled)]
