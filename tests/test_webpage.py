import json
import time

import pytest

from geo.article import read_article
from tests.pages import ARTICLES, TEMPLATES, lists, old_table

PAGE = """<!DOCTYPE html>
<html lang="nl-NL"><head><meta charset="utf-8"><title>Sneltrein naar Oslo - De Haven</title>
<meta property="og:title" content="Sneltrein naar Oslo"><meta name="author" content="Jo Berk">
<meta property="og:site_name" content="De Haven &amp; Wad">
<meta property="article:published_time" content="2024-05-01T10:00:00+02:00">
<script>var route = "Madrid";</script><style>p { color: red }</style></head>
<body><header><nav><ul><li><a href="/">Voorpagina</a></li><li><a>Lissabon</a></li></ul></nav>
</header>
<div class="cookie-banner"><p>Wij gebruiken cookies.</p><button>Akkoord</button></div>
<main><article><h1>Sneltrein naar Oslo</h1>
<p class="article-intro">Twee vriendinnen reisden in een dag naar het noorden.</p>
<div class="byline">Door <a>Jo Berk</a></div>
<figure><img src="x.jpg" alt="Een trein"><figcaption>Het station van Hamburg.</figcaption></figure>
<p>Ze vertrokken uit <a href="/u">Utrecht</a> op maandag &amp; kwamen<br>aan in Hamburg.</p>
<h2>Sneeuw</h2><p>Daarna &lt;reed&gt; de trein naar Kopenhagen, zei de conducteur.</p>
<div class="share"><a>Deel dit artikel</a></div>
<aside><h3>Lees ook</h3><ul>
<li><a>Brand in Parijs</a></li><li><a>Storm in Porto</a></li></ul></aside>
<p>Zo eindigde de reis in Oslo.</p></article></main>
<section class="related"><h2>Meer nieuws</h2><p><a>Minister naar Berlijn</a></p></section>
<div id="comments"><p>Ik was in Praag!</p></div>
<footer><p>© De Haven, Texel</p></footer></body></html>"""


def test_the_article_of_a_page_is_told_from_the_page():
    article = read_article(PAGE)
    assert article.title == "Sneltrein naar Oslo"
    assert article.standfirst == "Twee vriendinnen reisden in een dag naar het noorden."
    kinds = [(block.kind, block.span.of(article.text)) for block in article.blocks]
    assert kinds == [
        ("title", "Sneltrein naar Oslo"),
        ("standfirst", "Twee vriendinnen reisden in een dag naar het noorden."),
        ("body", "Ze vertrokken uit Utrecht op maandag & kwamen\naan in Hamburg."),
        ("heading", "Sneeuw"),
        ("body", "Daarna <reed> de trein naar Kopenhagen, zei de conducteur."),
        ("body", "Zo eindigde de reis in Oslo."),
    ]


def test_what_a_page_says_of_itself_is_kept():
    article = read_article(PAGE)
    assert article.language == "nl"
    assert article.byline == "Jo Berk"
    assert article.published == "2024-05-01T10:00:00+02:00"
    assert article.source == "De Haven & Wad"


def test_a_page_in_an_old_encoding_says_so():
    page = PAGE.replace("utf-8", "windows-1252").replace("Oslo.", "Malmö.")
    assert "in Malmö." in read_article(page.encode("cp1252")).text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Two ferries left <b>Bari</b>.</p>", "Two ferries left Bari."),
        ("<h2>Storm</h2><p>Two ferries left.</p>", "Storm\n\nTwo ferries left."),
        (" \n<div>Two ferries left.<br><br>They came back.</div>", None),
        ("<p>Two ferries left.", "Two ferries left."),
        ("<p>Fish & chips in Bari &nbsp; &eacute;t&eacute;</p>", "Fish & chips in Bari été"),
    ],
)
def test_a_pasted_fragment_is_read(page, text):
    article = read_article(page)
    assert article.text == text if text else "They came back." in article.text
    assert article.title in {"", "Storm"}


def test_a_text_that_only_mentions_tags_is_no_page():
    text = "The tag <p> opens a paragraph, she wrote from Rome."
    assert read_article(text).text == text


def test_a_page_is_taken_as_text_if_asked():
    assert read_article(PAGE, plain=True).text == PAGE


@pytest.mark.parametrize(
    "unit", ["<div>", "<p>a", "<b><i>", "<!--", "</p>", "&amp", "<p class='a'"]
)
def test_a_broken_page_is_read_all_the_same(unit):
    assert "Rome" in read_article(f"<p>By train to Rome.</p>{unit * 2000}").text


# --- pages as sites build them -----------------------------------------------------------


@pytest.mark.parametrize("told", ARTICLES, ids=lambda told: told.language)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_word_of_an_article_is_kept_and_none_of_its_site(template, told):
    article = read_article(template(told))
    shown = [" ".join(block.span.of(article.text).split()) for block in article.blocks]
    assert [words for words in shown if words in told.paragraphs] == list(told.paragraphs)
    assert "Zq" not in article.text
    assert article.title == told.title
    assert article.byline == told.byline
    assert article.published == told.published
    assert article.source == told.source
    assert article.language == told.language


@pytest.mark.parametrize("told", ARTICLES, ids=lambda told: told.language)
def test_an_old_page_is_read(told):
    article = read_article(old_table(told))
    assert article.title == told.title
    assert all(words in " ".join(article.text.split()) for words in told.paragraphs)
    assert article.byline == article.published == ""


def test_a_lead_above_the_text_is_kept():
    article = read_article(lists(ARTICLES[0]))
    assert article.standfirst == ARTICLES[0].paragraphs[0]


def linked(**article):
    data = json.dumps({"@type": "NewsArticle", **article})
    return read_article(
        f'<html><head><script type="application/ld+json">{data}</script></head>'
        f"<body><p>{ARTICLES[0].paragraphs[0]}</p></body></html>"
    )


@pytest.mark.parametrize(
    ("said", "byline"),
    [
        ("Jo Berk", "Jo Berk"),
        ({"name": "Jo &amp; Co"}, "Jo & Co"),
        ([{"name": "Jo"}, {"name": "Al"}, {"name": "Jo"}], "Jo, Al"),
        ([{"name": ["Jo", "Al"]}], ""),
        ("https://news.example/jo", ""),
        ({"url": "x"}, ""),
        (7, ""),
        (None, ""),
        ([[[]]], ""),
        ("a" * 1000, ""),
        ([f"Writer {number}" for number in range(100)], None),
    ],
)
def test_authors_are_told_in_many_ways(said, byline):
    found = linked(author=said).byline
    assert found == byline if byline is not None else found.count(",") == 7


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("2024-05-01", "2024-05-01"),
        ("20240501T100000+0200", "2024-05-01T10:00:00+02:00"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00+00:00"),
        ("Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00+00:00"),
        ("01/05/2024", ""),
        ("May 1st", ""),
        ("2024-13-45", ""),
        ("Wed, 01 May 99999999999999999999 10:00:00 GMT", ""),
        ("Wed, 01 May 2024 10:00:00 +99999999999999999999", ""),
        ("", ""),
    ],
)
def test_a_day_that_could_be_another_is_not_guessed(said, published):
    assert linked(datePublished=said).published == published


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "null",
        "[[]]",
        '"NewsArticle"',
        '{"@type": "Article"',
        "[" * 100_000,
        '{"@graph": 7}',
    ],
)
def test_broken_structured_data_says_nothing(data):
    article = read_article(
        f'<html><head><script type="application/ld+json">{data}</script></head>'
        f"<body><p>{ARTICLES[0].paragraphs[0]}</p></body></html>"
    )
    assert article.byline == article.published == article.source == ""


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Storm at sea | Harbour Post", "Storm at sea"),
        ("Harbour Post - Storm at sea", "Storm at sea"),
        ("Storm at sea: the toll – Harbour Post", "Storm at sea: the toll"),
        ("Storm at sea - the toll", "Storm at sea - the toll"),
        ("Harbour Post", "Harbour Post"),
    ],
)
def test_a_title_is_told_from_the_name_of_its_site(told, title):
    head = f'<title>{told}</title><meta property="og:site_name" content="Harbour Post">'
    page = f"<html><head>{head}</head><body><p>{ARTICLES[0].paragraphs[0]}</p></body></html>"
    assert read_article(page).title == title


@pytest.mark.parametrize(
    "unit",
    ["<h1>x</h1>", "<font><p>", "<ul><li>", "<b><i>", "<table><tr><td>", "<a rel=author>x</a>"],
)
def test_a_page_built_to_keep_us_busy_is_read_in_time(unit):
    began = time.monotonic()
    article = read_article(f"<html><body><p>By train to Rome.</p>{unit * 8_000}</body></html>")
    assert "Rome" in article.text
    assert time.monotonic() - began < 60


def test_the_host_of_an_address_is_the_source_of_a_page_that_names_none():
    page = f"<html><body><p>{ARTICLES[0].paragraphs[0]}</p></body></html>"
    article = read_article(page, address="https://www.news.example/a?b=c")
    assert article.source == "news.example"
    assert article.address == "https://www.news.example/a?b=c"
