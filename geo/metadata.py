"""What a web page says of its article: title, author, day, site, language, pay wall.

Structured data (schema.org, as JSON-LD or as attributes), metadata of the page's head, and what its
tags mean. All of it is as untrusted as the page, and what a page does not say stays empty.
"""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

# The types of schema.org that are an article's: NewsArticle, LiveBlogPosting, …
_ARTICLES: Final = ("Article", "Posting", "Report")
_TITLE: Final = ("og:title", "twitter:title")
_AUTHOR: Final = ("author", "article:author", "parsely-author", "dc.creator")
_PUBLISHED: Final = (
    "article:published_time",
    "datePublished",
    "date",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
)
_AUTHOR_TAGS: Final = (
    '[itemprop="author"] [itemprop="name"]',
    '[itemprop="author"]',
    'a[rel="author"]',
)
_SITE_TAGS: Final = (
    '[itemprop="publisher"] meta[itemprop="name"]',
    '[itemprop="publisher"] [itemprop="name"]',
)
_TIME_TAGS: Final = (
    '[itemprop="datePublished"]',
    "time[pubdate]",
    "article header time",
    '[class*="byline" i] time',
)
# Between a headline and the name of its site.
_SEPARATOR: Final = re.compile(r"\s+[|–—»·•:\-]\s+|\s*[|»]\s*|:\s+")
# Where an old page has its headline.
_LINES: Final = "h2, h3, b, strong, font"
# How many elements of a kind are looked at: those in one another would take long.
_MOST_ELEMENTS: Final = 50
_MOST_AUTHORS: Final = 8
_LONGEST_LINE: Final = 300


@dataclass(frozen=True)
class Metadata:
    """What a page says of its article; every field may be empty.

    Attributes
    ----------
    title
        The headline, without the name of the site.
    byline
        Who wrote it, several names with commas between.
    published
        Day or time in ISO 8601.
    source
        The newspaper or site.
    language
        ISO 639-1 code that the page declares; may be wrong.
    paid
        Whether the page says that its article is not free to read.
    """

    title: str = ""
    byline: str = ""
    published: str = ""
    source: str = ""
    language: str = ""
    paid: bool = False


def read_metadata(tree: HTMLTree) -> Metadata:
    """What a page says of the first article in it."""
    told = next(_articles(tree), {})
    authors = _names(told.get("author"))
    source = (
        _meta(tree, "og:site_name")
        or _name(told.get("publisher"))
        or _tagged(tree, _SITE_TAGS)
        or _meta(tree, "application-name")
    )
    return Metadata(
        title=_title(tree, _name(told.get("headline")), source),
        byline=", ".join(authors) or _meta(tree, *_AUTHOR) or _tagged(tree, _AUTHOR_TAGS),
        published=_published(tree, told),
        source=source,
        language=_language(tree),
        paid=str(told.get("isAccessibleForFree")).casefold() == "false",
    )


def select(tree: HTMLTree, selector: str) -> Iterator[ElementNode]:
    """The first elements that a CSS selector finds."""
    if tree.document:
        # A slice asks once; to iterate would ask again for every element.
        yield from tree.document.query_selector_all(selector)[:_MOST_ELEMENTS]


def words(text: str | None) -> str:
    """A text as one line with single spaces."""
    return " ".join((text or "").split())


# --- structured data ---------------------------------------------------------------------


def _articles(tree: HTMLTree) -> Iterator[dict[str, Any]]:
    """The articles that the page describes in JSON-LD."""
    for script in select(tree, 'script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in data if isinstance(data, list) else [data]:
            if isinstance(thing, dict):
                graph = thing.get("@graph")
                nodes = graph if isinstance(graph, list) else [thing]
                yield from (node for node in nodes if isinstance(node, dict) and _is_article(node))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(_ARTICLES)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names(value: Any) -> tuple[str, ...]:
    names = (_name(one) for one in (value if isinstance(value, list) else [value]))
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_AUTHORS]


def _name(value: Any) -> str:
    """A name as structured data gives it, bare or of a person or an organisation."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return _line(html.unescape(value)) if isinstance(value, str) else ""


# --- metadata and tags -------------------------------------------------------------------


def _meta(tree: HTMLTree, *names: str) -> str:
    """The first of the metadata of these names that says something."""
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            for element in select(tree, f'meta[{attribute}="{name}" i]'):
                if content := _line(element.getattr("content")):
                    return content
    return ""


def _tagged(tree: HTMLTree, selectors: tuple[str, ...]) -> str:
    """What the first element says that is found; several of one kind with commas between."""
    for selector in selectors:
        found = (
            _line(element.getattr("content") or element.text) for element in select(tree, selector)
        )
        if said := tuple(dict.fromkeys(filter(None, found)))[:_MOST_AUTHORS]:
            return ", ".join(said)
    return ""


def _line(text: str | None) -> str:
    """A line of metadata; an address or a whole text in its place says nothing."""
    line = words(text)
    return "" if "://" in line or len(line) > _LONGEST_LINE else line


def _title(tree: HTMLTree, headline: str, source: str) -> str:
    """The headline: the page's only ``h1``, else what its metadata or title say."""
    told = _meta(tree, *_TITLE) or headline or words(tree.title)
    heads = [head for element in select(tree, "h1") if (head := words(element.text))]
    alike = [head for head in heads if head.casefold() in told.casefold()]
    if alike:
        return max(alike, key=len)
    return heads[0] if len(heads) == 1 else _without_site(tree, told, source)


def _without_site(tree: HTMLTree, told: str, source: str) -> str:
    """A title without the name of its site, which stands at either end."""
    ends = [(told[: m.start()], told[m.end() :]) for m in _SEPARATOR.finditer(told)]
    for first, last in ends:
        if source and source.casefold() in {first.casefold(), last.casefold()}:
            return last if first.casefold() == source.casefold() else first
    lines = {words(element.text) for element in select(tree, _LINES)}
    parts = [part for pair in ends for part in pair if part in lines]
    return max(parts, key=len) if parts else told


def _published(tree: HTMLTree, told: dict[str, Any]) -> str:
    """The day or time of publication, where the page says it in a form made for machines."""
    day = _day(_name(told.get("datePublished"))) or _day(_meta(tree, *_PUBLISHED))
    for selector in _TIME_TAGS:
        for element in () if day else select(tree, selector):
            said = element.getattr("datetime") or element.getattr("content")
            day = day or _day(words(said or element.text))
    return day


def _day(told: str) -> str:
    """A day or time in ISO 8601; other notations, but that of e-mail, are too unlike to guess."""
    # It takes longer to import than a text without a page takes to cut.
    from email.utils import parsedate_to_datetime

    with contextlib.suppress(ValueError):
        time = datetime.fromisoformat(told)
        return time.isoformat() if len(told) > len("2024-05-01") else time.date().isoformat()
    with contextlib.suppress(ValueError, OverflowError):
        return parsedate_to_datetime(told).isoformat()
    return ""


def _language(tree: HTMLTree) -> str:
    element = next(select(tree, "html[lang]"), None)
    code = (element.getattr("lang") or "").split("-")[0].casefold() if element else ""
    return code if len(code) == 2 and code.isalpha() else ""
