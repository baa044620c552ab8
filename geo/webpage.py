"""The article in a web page: its text, and what the page's tags and metadata say of it."""

from __future__ import annotations

import contextlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from geo.story import BlockKind

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

# An extraction shorter than this, from a page with more in it, has missed the article.
_SHORT: Final = 250
_TAG: Final = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>")
_STANDFIRST: Final = (
    ", ".join(
        f'[class*="{name}" i]'
        for name in (
            "standfirst",
            "article-intro",
            "article__intro",
            "article-lead",
            "article__lead",
            "chapo",
            "subheadline",
            "vorspann",
        )
    )
    + ', [itemprop="alternativeHeadline"], h1 + h2'
)
# The types of schema.org that are an article's: NewsArticle, LiveBlogPosting, …
_ARTICLES: Final = ("Article", "Posting", "Report")
_AUTHOR: Final = ("author", "article:author", "parsely-author")
_PUBLISHED: Final = ("article:published_time", "datePublished", "date", "pubdate", "dc.date")
_MOST_AUTHORS: Final = 8
_LONGEST_LINE: Final = 300


@dataclass(frozen=True)
class Page:
    """The article that a page holds.

    Attributes
    ----------
    hints
        (offset in ``text``, kind) of the blocks whose kind the page tells.
    language
        ISO 639-1 code that the page declares; may be empty, and may be wrong.
    published
        Day or time in ISO 8601.
    paid
        Whether the page says that its article is not free to read.
    """

    text: str
    title: str = ""
    hints: tuple[tuple[int, BlockKind], ...] = ()
    language: str = ""
    byline: str = ""
    published: str = ""
    source: str = ""
    paid: bool = False


@dataclass(frozen=True)
class _Told:
    """What a page's structured data (schema.org in JSON-LD) says of its article."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    paid: bool = False


def extract(source: str) -> Page:
    """The article in the source of a web page, without navigation, advertising and comments.

    Resiliparse finds the main content by rules of tags and class names; where it finds next to
    nothing, as in a fragment that was pasted, everything visible is taken.
    """
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(source)
    marked = _marked(tree, main=not _bare(tree))
    if len(marked) < _SHORT and len(everything := _marked(tree, main=False)) > 2 * len(marked):
        marked = everything
    told = _told(tree)
    title = _title(tree, told.headline)
    lead = {_words(element.text or "") for element in _select(tree, _STANDFIRST)}
    return _page(marked, title, lead - {""}, tree, told)


def _bare(tree: HTMLTree) -> bool:
    """Whether the page is an article with nothing around it, as a text processor makes it."""
    children = (
        [node for node in tree.body.child_nodes if (node.text or "").strip()] if tree.body else []
    )
    return [node.tag for node in children] == ["article"]


def _marked(tree: HTMLTree, *, main: bool) -> str:
    """The page's visible text in reduced HTML: headings, paragraphs, lists."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(
        tree, preserve_formatting="minimal_html", main_content=main, alt_texts=False, comments=False
    )


def _page(marked: str, title: str, lead: set[str], tree: HTMLTree, told: _Told) -> Page:
    """Plain text of the marked paragraphs, one block each, with what their tags say of them."""
    parts: list[str] = []
    hints: list[tuple[int, BlockKind]] = []
    offset = 0
    paragraphs = [
        (_tag(p), _words_by_line(p))
        for p in re.split(r"\n\s*\n|\n(?=\s*<(?:p|h[1-6]|li)\b)", marked)
    ]
    if title and not any(_same(words, title) for _, words in paragraphs):
        paragraphs.insert(0, ("h1", title))
    titled = False
    for tag, words in paragraphs:
        if not words:
            continue
        kind: BlockKind | None = None
        if _same(words, title):
            kind = "chrome" if titled else "title"
            titled = True
        elif _words(words) in lead:
            kind = "standfirst"
        elif tag in {"h2", "h3", "h4", "h5", "h6"}:
            kind = "heading"
        if kind:
            hints.append((offset, kind))
        parts.append(words)
        offset += len(words) + 2
    return Page(
        text="\n\n".join(parts),
        title=title,
        hints=tuple(hints),
        language=_language(tree),
        byline=", ".join(told.authors) or _meta(tree, *_AUTHOR),
        published=_day(told.published) or _day(_meta(tree, *_PUBLISHED)),
        source=_meta(tree, "og:site_name") or told.publisher or _meta(tree, "application-name"),
        paid=told.paid,
    )


def _told(tree: HTMLTree) -> _Told:
    """What the page's structured data says of the first article in it."""
    for script in _select(tree, 'script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if str(item.get("@type")).endswith(_ARTICLES):
                return _Told(
                    headline=_name(item.get("headline")),
                    authors=_names(item.get("author")),
                    published=_name(item.get("datePublished")),
                    publisher=_name(item.get("publisher")),
                    paid=str(item.get("isAccessibleForFree")).casefold() == "false",
                )
    return _Told()


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """The things that structured data describes: one, a list of them, or a graph."""
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (
                (node for node in graph if isinstance(node, dict))
                if isinstance(graph, list)
                else ()
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
    return _said(html.unescape(value)) if isinstance(value, str) else ""


def _said(text: str) -> str:
    """A line of metadata; an address or a text in its place says nothing."""
    line = _words(text)
    return "" if "://" in line or len(line) > _LONGEST_LINE else line


def _day(told: str) -> str:
    """A day or time in ISO 8601; other notations, but that of e-mail, are too unlike to guess."""
    with contextlib.suppress(ValueError):
        datetime.fromisoformat(told)
        return told
    with contextlib.suppress(ValueError):
        return parsedate_to_datetime(told).isoformat()
    return ""


def _title(tree: HTMLTree, headline: str) -> str:
    """The headline: the page's only ``h1``, else what its metadata or title say."""
    told = _meta(tree, "og:title", "twitter:title") or headline or _words(tree.title or "")
    heads = [_words(element.text or "") for element in _select(tree, "h1")]
    heads = [head for head in heads if head]
    alike = [head for head in heads if head.casefold() in told.casefold()]
    if alike:
        return max(alike, key=len)
    return heads[0] if len(heads) == 1 else told


def _select(tree: HTMLTree, selector: str) -> Iterator[ElementNode]:
    if tree.document:
        yield from tree.document.query_selector_all(selector)


def _meta(tree: HTMLTree, *names: str) -> str:
    """The first of the metadata of these names that says something."""
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            for element in _select(tree, f'meta[{attribute}="{name}"]'):
                if content := _said(element.getattr("content") or ""):
                    return content
    return ""


def _language(tree: HTMLTree) -> str:
    element = next(_select(tree, "html[lang]"), None)
    code = (element.getattr("lang") or "").split("-")[0].casefold() if element else ""
    return code if len(code) == 2 and code.isalpha() else ""


def _tag(marked: str) -> str:
    match = _TAG.match(marked.strip())
    return match[1] if match else ""


def _words(text: str) -> str:
    return " ".join(text.split())


def _words_by_line(marked: str) -> str:
    """A marked paragraph as plain text; a line break in it stays one."""
    lines = (_words(html.unescape(_TAG.sub("", line))) for line in marked.split("\n"))
    return "\n".join(line for line in lines if line)


def _same(words: str, title: str) -> bool:
    return bool(title) and _words(words).casefold() == title.casefold()
