import pytest

from geo.article import read_article

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
        ("chrome", "Door Jo Berk"),
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
