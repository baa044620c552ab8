"""The article in a web page: its text, and what the page's tags and metadata say of it."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geo.metadata import Metadata, read_metadata, select, words
from geo.story import BlockKind

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

# An extraction of fewer bytes than this, from a page with more in it, has missed the article. In
# bytes of UTF-8, since scripts of syllables and of whole words say more with a character.
_SHORT: Final = 100
_TAG: Final = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>")
_MOST_LISTS: Final = 1_000
_WHOLE: Final = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
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

_Paragraph = tuple[str, str]
"""The tag of a paragraph, and its words; a line break in it stays one."""


@dataclass(frozen=True)
class Page:
    """The article that a page holds, and what the page says of it.

    Attributes
    ----------
    hints
        (offset in ``text``, kind) of the blocks whose kind the page tells.
    """

    text: str
    hints: tuple[tuple[int, BlockKind], ...] = ()
    metadata: Metadata = field(default_factory=Metadata)


def extract(source: str) -> Page:
    """The article in the source of a web page, without navigation, advertising and comments.

    Trafilatura finds the main content. Where it finds next to nothing, in a fragment that was
    pasted, and where a page is an article and nothing else, everything visible is taken.
    """
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(source)
    paragraphs = [] if _is_bare(tree, source) else _main(source)
    if _size(paragraphs) < _SHORT:
        visible = list(_visible(tree, source))
        if _size(visible) > 2 * _size(paragraphs):
            paragraphs = visible
    leads = [lead for element in select(tree, _STANDFIRST) if (lead := words(element.text))]
    return _page(paragraphs, leads, read_metadata(tree))


def _is_bare(tree: HTMLTree, source: str) -> bool:
    """Whether there is nothing around the article, as in what was copied or made from a file."""
    only = tree.body.first_child if tree.body and len(tree.body.child_nodes) == 1 else None
    return (only is not None and only.tag == "article") or not _WHOLE.search(source)


def _size(paragraphs: Sequence[_Paragraph]) -> int:
    return sum(len(said.encode(errors="replace")) for _, said in paragraphs)


# --- the main content --------------------------------------------------------------------


def _main(source: str) -> list[_Paragraph]:
    """The main content, strictly: what may be of the site, such as lists of other news, is not."""
    import trafilatura
    from trafilatura.settings import Document

    # It complains of pages without a text; what is to be said of them, others say.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        source, include_comments=False, with_metadata=False, favor_precision=True
    )
    return list(_paragraphs(found.body)) if isinstance(found, Document) else []


def _paragraphs(body: Any) -> Iterator[_Paragraph]:
    """The paragraphs of trafilatura's XML: ``p``, ``head``, ``list``, ``quote``, ``table``."""
    if words(body.text):
        yield "p", words(body.text)
    for element in body:
        if element.tag in {"list", "quote", "table"} and len(element):
            yield from _paragraphs(element)
        elif element.tag == "row":
            yield "p", " ".join(filter(None, (words("".join(cell.itertext())) for cell in element)))
        else:
            tag = element.get("rend", "h2") if element.tag == "head" else "p"
            for broken in element.iter("lb"):
                broken.tail = f"\n{broken.tail or ''}"
            for part in re.split(r"\n\s*\n", "".join(element.itertext())):
                yield tag, _lines(part)
        if words(element.tail):
            yield "p", words(element.tail)


def _lines(text: str) -> str:
    """A text without needless space; a line break in it stays one."""
    return "\n".join(line for line in map(words, text.split("\n")) if line)


# --- what is visible --------------------------------------------------------------------------


def _visible(tree: HTMLTree, source: str) -> Iterator[_Paragraph]:
    """All that the page shows: headings, paragraphs, list items."""
    from resiliparse.extract.html2text import extract_plain_text

    marked = extract_plain_text(
        tree,
        preserve_formatting="minimal_html",
        main_content=False,
        # Items are indented by as many lists as they are in, which grows without bound.
        list_bullets=source.count("<ul") + source.count("<ol") < _MOST_LISTS,
        alt_texts=False,
        comments=False,
    )
    for part in re.split(r"\n\s*\n|\n(?=\s*<(?:p|h[1-6]|li)\b)", marked):
        match = _TAG.match(part.strip())
        yield match[1] if match else "", _lines(html.unescape(_TAG.sub("", part)))


# --- the page ----------------------------------------------------------------------------


def _page(paragraphs: list[_Paragraph], leads: list[str], metadata: Metadata) -> Page:
    """Plain text of the paragraphs, one block each, with what their tags say of them."""
    title = metadata.title
    said = [(tag, text) for tag, text in paragraphs if text]
    # A lead that stands with the headline, above the main content, is of the article too.
    if leads and said and not any(leads[0] in words(text) for _, text in said):
        said.insert(1 if _same(said[0][1], title) else 0, ("p", leads[0]))
    if title and not any(_same(text, title) for _, text in said):
        said.insert(0, ("h1", title))
    hints: list[tuple[int, BlockKind]] = []
    offset = 0
    titled = False
    for tag, text in said:
        kind: BlockKind | None = None
        if _same(text, title):
            kind = "chrome" if titled else "title"
            titled = True
        elif words(text) in leads:
            kind = "standfirst"
        elif tag in _HEADINGS:
            kind = "heading"
        if kind:
            hints.append((offset, kind))
        offset += len(text) + 2
    return Page("\n\n".join(text for _, text in said), tuple(hints), metadata)


def _same(text: str, title: str) -> bool:
    return bool(title) and words(text).casefold() == title.casefold()
