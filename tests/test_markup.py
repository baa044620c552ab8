"""The page's markup: everything that an article says comes out as text."""

import re
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import markup
from geo.overview import Figure, Overview
from geo.passages import Passage, Words
from geo.scenes import LocalName, Scene, Trust
from geo.story import Article, Band, Picture, Place, Point, Story

NASTY = [
    "{{ 7*7 }}",
    "{% raise %}",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`${x}`",
    "\"'><b>",
    "a\\b\\u003cb>",
    "\u202eRTL\u202c \u200f",
    "&lt;b&gt; &amp;amp;",
    "🛳️",
    "x" * 10_000,
]


class Reader(HTMLParser):
    """Collects the text, the tags and the attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes, self.alternatives = "", [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.alternatives += [value for name, value in attrs if name == "alt"]

    def handle_data(self, data):
        self.text += data


def scene(words: str) -> Scene:
    passage = Passage((Words("In "), Words(words, marked=True)), words, words, "en")
    return Scene(
        slug="x",
        name=words,
        place=Place("test:1", words, Point(0, 0), "city"),
        trust=Trust("low", "Unsure of this place.", words, words, (words,)),
        number=1,
        local_name=LocalName(words, "ko"),
        spelling=words,
        facts=(words,),
        passages=(passage,),
        remark=words,
        picture=Picture("image/jpeg", "aaaa", words, words),
    )


def everything(words: str) -> str:
    article = Article(words, title=words, standfirst=words)
    overview = Overview(words, words, words, (words,))
    return (
        markup.header(Story(article), [Figure(words, words, words)])
        + markup.overview(overview)
        + markup.scene(scene(words), pictured=True)
        + markup.progress(words, 1, 2)
    )


PLAIN = Reader(everything("plain"))


def check(words: str) -> None:
    read = Reader(everything(words))
    assert read.tags == PLAIN.tags
    assert read.attributes == PLAIN.attributes
    assert read.text == PLAIN.text.replace("plain", words)


@pytest.mark.parametrize("words", ["Oslo --> Bergen", "a </script> tag", "<!--a--!>", "[sic]>"])
def test_no_alternative_text_holds_what_makes_a_page_drop_it(words: str) -> None:
    (alternative,) = Reader(everything(words)).alternatives
    # What DOMPurify 3 looks for in the value of an attribute.
    assert not re.search(r"(--!?|])>|</(style|script|title)", alternative)
    assert alternative.replace("\u2060", "") == words


@pytest.mark.parametrize("words", NASTY)
def test_hostile_words_stay_words(words: str) -> None:
    check(words)


@settings(deadline=None, max_examples=100)
@given(
    st.text(
        # HTML has no way to write a null or a carriage return as text.
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"),
        min_size=1,
    )
)
def test_any_words_stay_words(words: str) -> None:
    check(words)


def test_a_scene_is_told_in_order() -> None:
    told = Scene(
        slug="khorog",
        name="Khorog",
        place=Place("test:1", "Khorog", Point(37.5, 71.5), "city"),
        trust=Trust("high", "Sure of this place.", "It is the only one."),
        number=2,
        local_name=LocalName("Хоруғ", "tg"),
        spelling="Chorugh",
        facts=("Stop 2 of 3", "525 km by road from Dushanbe"),
        passages=(Passage((Words("They slept in "), Words("Chorugh", marked=True), Words("."))),),
    )
    text = Reader(markup.scene(told)).text
    assert text == (
        "Khorog Хоруғ"
        "Stop 2 of 3 · 525 km by road from Dushanbe · “Chorugh” in the article"
        "They slept in Chorugh."
        "● Sure of this place. It is the only one. "
    )
    assert "<mark>Chorugh</mark>" in markup.scene(told)
    assert '<span class="local" lang="tg" dir="auto">Хоруғ</span>' in markup.scene(told)


def test_sureness_is_never_told_by_colour_alone() -> None:
    assert set(markup.SIGNS) == set(get_args(Band))
    assert len(set(markup.SIGNS.values())) == len(markup.SIGNS)


def test_runners_up_are_counted_and_listed() -> None:
    html = markup.scene(scene("Elsewhere"))
    assert "<summary>Other candidates (1)</summary><ul><li>Elsewhere</li></ul>" in html


def test_progress_has_a_name() -> None:
    html = markup.progress("Stop 2 of 3", 2, 3)
    assert 'role="img" aria-label="Stop 2 of 3"' in html
    assert html.count('class="ahead"') == 1


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://news.example/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ("", False),
        ('https://news.example/"><script>', True),
    ],
)
def test_a_credit_links_to_the_article_if_it_stands_on_the_web(address, linked):
    article = Article(text="x", byline="Jo Berk", source="Harbour Post", address=address)
    said = markup.credit(Story(article))
    assert ('href="https://news.example/' in said) == linked
    assert ("<a " in said) == linked
    assert "javascript" not in said
    assert "<script" not in said
    assert "Jo Berk</bdi> · " in said
