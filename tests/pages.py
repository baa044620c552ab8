"""Web pages as sites build them, around articles in several languages; all of them our own.

What belongs to a site and not to its article is spelled with a "Zq", which no language writes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Told:
    """What a page holds: an article and what is known of it."""

    language: str
    title: str
    byline: str
    published: str
    source: str
    paragraphs: tuple[str, ...]


ARTICLES = (
    Told(
        "en",
        "Ferry strikes sandbank off Texel",
        "Mara Vink",
        "2025-03-02T08:15:00+01:00",
        "Harbour Post",
        (
            "A ferry with 212 passengers ran onto a sandbank off Texel on Sunday, it was said.",
            "The ship had left Den Helder at seven, and thick fog lay over the Marsdiep.",
            "“We felt a soft bump,” said Anna de Boer, on her way to her sister in Oudeschild.",
            "Two tugs from Harlingen pulled the vessel free at high water & took it back.",
        ),
    ),
    Told(
        "de",
        "Sturm legt Bahnverkehr nach Sylt lahm",
        "Jan Petersen",
        "2024-12-19",
        "Küstenbote",
        (
            "Nach einem Sturm ist der Bahnverkehr zwischen Niebüll und Westerland eingestellt.",
            "Auf dem Hindenburgdamm lagen Bäume auf den Gleisen, wie die Bahn in Husum mitteilte.",
            "Reisende wurden in der Nacht mit Bussen nach Dagebüll gebracht und dort bewirtet.",
            "Am Freitag sollen die Züge wieder fahren, auch die von Hamburg und von Kiel.",
        ),
    ),
    Told(
        "fr",
        "Un convoi atteint Gao",
        "Claire Dumont",
        "2023-06-11T17:40:00+00:00",
        "Le Fleuve",
        (
            "Un convoi de quarante camions est arrivé à Gao après neuf jours depuis Bamako.",
            "Il a traversé Ségou, Mopti et Douentza sous escorte, de nuit le plus souvent.",
            "« La piste était coupée à trois endroits », raconte le chef, joint par téléphone.",
            "Les vivres seront distribués dès lundi dans la ville et jusqu’à Ansongo.",
        ),
    ),
    Told(
        "ko",
        "열차, 하산 거쳐 블라디보스토크 도착",
        "김민수",
        "2023-09-13T10:05:00+09:00",
        "동해일보",
        (
            "위원장을 태운 열차가 새벽에 평양을 떠나 하산역을 거쳐 블라디보스토크에 도착했다.",
            "열차는 두만강 철교를 건넌 뒤 하산에서 멈췄으며, 러시아 관리들이 일행을 맞이했다.",
            "현지 주민은 역 주변의 경비가 며칠 전부터 강화됐다며 도로도 통제됐다고 말했다.",
            "회담 뒤 일행은 콤소몰스크나아무레로 향할 것으로 보인다고 현지 언론이 전했다.",
        ),
    ),
)

_OTHERS = "".join(
    f'<li><a href="/{number}">Zq{headline}</a></li>'
    for number, headline in enumerate(
        ("Minister resigns in Lisbon", "Fire destroys mill near Porto", "What Prague's vote means")
    )
)
_TOP = (
    '<div id="cookie-consent"><p>ZqWe value your privacy, and so do our partners in Dublin.</p>'
    "<button>ZqAccept</button></div><header><nav><ul>"
    '<li><a href="/n">ZqNews</a></li><li><a href="/s">ZqSport</a></li></ul></nav></header>'
)
_BELOW = (
    f'<aside class="related"><h2>ZqMore</h2><ul>{_OTHERS}</ul></aside>'
    '<section id="comments"><h3>ZqComments</h3><div class="comment"><p>ZqI was in Madrid, and '
    "nobody helped us at all there, says a reader.</p></div></section>"
    "<footer><p>© 2025 ZqCompany. All rights reserved.</p><a>ZqImprint</a></footer>"
)


def _page(told: Told, head: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{told.language}"><head><meta charset="utf-8">'
        f"<title>{escape(told.title)} | {told.source}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def _text(told: Told, tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(words)}</{tag}>" for words in told.paragraphs)


def _linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def structured(told: Told) -> str:
    """schema.org as a graph of JSON-LD, as large sites have it."""
    article = {
        "@type": ["NewsArticle"],
        "headline": told.title,
        "author": [{"@type": "Person", "name": told.byline}],
        "datePublished": told.published,
        "dateModified": "2025-12-31",
        "publisher": {"@type": "Organization", "name": told.source},
    }
    head = _linked({"@graph": [{"@type": "WebSite", "name": "ZqGroup"}, article]})
    story = f"<main><article><h1>{told.title}</h1>{_text(told)}</article></main>"
    return _page(told, head, _TOP + story + _BELOW)


def open_graph(told: Told) -> str:
    """OpenGraph in the head, classes in the body, a newsletter in between."""
    head = (
        f'<meta property="og:title" content="{told.title}">'
        f'<meta property="og:site_name" content="{told.source}">'
        f'<meta property="article:published_time" content="{told.published}">'
        f'<meta name="author" content="{told.byline}">'
    )
    letter = '<div class="newsletter-box"><h4>ZqLetter</h4><p>ZqSign up in Zurich today.</p></div>'
    body = f'<div class="story-body"><h1>{told.title}</h1>{_text(told)}{letter}</div>'
    return _page(told, head, _TOP + body + _BELOW)


def microdata(told: Told) -> str:
    """schema.org in attributes."""
    body = (
        '<div itemscope itemtype="http://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{told.title}</h1><p><span itemprop="author" itemscope>'
        f'<span itemprop="name">{told.byline}</span></span> '
        f'<time itemprop="datePublished" datetime="{told.published}">ZqSunday</time></p>'
        f'<span itemprop="publisher" itemscope><meta itemprop="name" content="{told.source}">'
        f'</span><div itemprop="articleBody">{_text(told)}</div></div>'
    )
    return _page(told, "", _TOP + body + _BELOW)


def lists(told: Told) -> str:
    """A part of the article in a list, another in a quotation, and its lead above it."""
    first, *middle, last = map(escape, told.paragraphs)
    items = "".join(f"<li>{words}</li>" for words in middle)
    body = (
        f'<main><article><header><h1>{told.title}</h1><p class="standfirst">{first}</p></header>'
        f"<ul>{items}</ul><blockquote><p>{last}</p></blockquote></article></main>"
    )
    head = (
        f'<meta name="author" content="{told.byline}"><meta name="date" content="{told.published}">'
        f'<meta property="og:site_name" content="{told.source}">'
    )
    return _page(told, head, _TOP + body + _BELOW)


def live_blog(told: Told) -> str:
    """A live blog: a post for each paragraph, with buttons between."""
    posts = "".join(
        f'<section class="post"><time datetime="2020-01-01">1{number}:05</time>'
        f'<p>{escape(words)}</p><div class="share"><a>ZqShare</a></div></section>'
        for number, words in enumerate(told.paragraphs)
    )
    article = {
        "@type": "LiveBlogPosting",
        "headline": told.title,
        "author": told.byline,
        "datePublished": told.published,
        "publisher": {"name": told.source},
    }
    body = f'<main><h1>{told.title}</h1><div class="liveblog">{posts}</div></main>'
    return _page(told, _linked(article), _TOP + body + _BELOW)


TEMPLATES = (structured, open_graph, microdata, lists, live_blog)


def old_table(told: Told) -> str:
    """A page of 2001: a table, line breaks, no metadata."""
    words = "<br><br>".join(map(escape, told.paragraphs))
    return (
        f"<html><head><title>{told.source} » {told.title}</title></head><body><table><tr>"
        f"<td><a>ZqMenu</a></td><td><font size=5><b>{told.title}</b></font><br><br>"
        f'<div class="text">{words}</div></td></tr></table></body></html>'
    )
