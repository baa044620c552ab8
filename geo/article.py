"""An article, from text or HTML: its headline, blocks, sentences and language, with offsets."""

from __future__ import annotations

import codecs
import re
from typing import Final

from geo.blocks import cut
from geo.errors import ArticleError
from geo.sentences import sentences
from geo.story import Article, Block, Span

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
_FILE_SIGNS: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The languages that the detector may answer, by script: those of most of the world's newspapers.
_LATIN: Final = "en de fr nl es it pt ca gl sv da no fi is et lv lt pl cs sk sl hr hu ro sq tr az id ms vi sw af"
_BY_SCRIPT: Final = {
    "Cyrl": ("[\u0400-\u052f]", "ru uk be bg sr mk kk ky mn tg"),
    "Arab": ("[\u0600-\u06ff\u0750-\u077f]", "ar fa ur ps"),
    "Deva": ("[\u0900-\u097f]", "hi mr ne"),
    "Hira": ("[\u3040-\u30ff]", "ja"),
    "Hang": ("[\uac00-\ud7a3\u1100-\u11ff]", "ko"),
    "Hani": ("[\u4e00-\u9fff]", "zh"),
    "Grek": ("[\u0370-\u03ff\u1f00-\u1fff]", "el"),
    "Hebr": ("[\u0590-\u05ff]", "he"),
    "Armn": ("[\u0530-\u058f]", "hy"),
    "Geor": ("[\u10a0-\u10ff]", "ka"),
    "Thai": ("[\u0e00-\u0e7f]", "th"),
}
_OTHER_SCRIPTS: Final = re.compile("[\u0370-\u1ffe\u3040-\ud7a3]")
_SAMPLE: Final = 3000
_LONG_ENOUGH_TO_TELL: Final = 150


def read_article(source: str | bytes, *, title: str = "", plain: bool = False) -> Article:
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

    Raises
    ------
    ArticleError
        If the source is empty, binary, or longer than ``LONGEST_ARTICLE`` characters.
    """
    if len(source) > LARGEST_PAGE:
        raise _too_long(len(source))
    text = decode(source) if isinstance(source, bytes) else source
    hints, page_title, language, byline, published, site = {}, "", "", "", "", ""
    if not plain and _HTML.match(text):
        from geo.webpage import extract

        page = extract(text)
        text, hints, page_title = page.text, dict(page.hints), page.title
        language, byline, published, site = page.language, page.byline, page.published, page.source
    text = _UNREADABLE.sub("\ufffd", text)
    if len(text) > LONGEST_ARTICLE:
        raise _too_long(len(text))
    if not text.strip("\ufeff\ufffd \t\r\n") or not any(map(str.isalnum, text)):
        raise ArticleError("There is no text to read: give an article of at least one sentence.")
    title = " ".join(_UNREADABLE.sub("\ufffd", title).split())
    blocks = cut(text, title or page_title, hints)
    language = language_of(_prose(text, blocks), language)
    return Article(
        text=text,
        title=title or page_title or _first(text, blocks, "title"),
        standfirst=_standfirst(text, blocks, language),
        language=language,
        blocks=blocks,
        sentences=tuple(
            sentence
            for block in blocks
            if block.kind != "chrome"
            for sentence in sentences(text, block.span, language)
        ),
        byline=byline,
        published=published,
        source=site,
    )


def decode(data: bytes) -> str:
    """The characters of a text file, whatever its encoding.

    A byte order mark decides, then UTF-8 if all of it is valid, then what a web page says of itself
    and what a detector makes of the bytes.

    Raises
    ------
    ArticleError
        If the bytes are no text.
    """
    for sign, what in _FILE_SIGNS:
        if data.startswith(sign):
            raise _not_text(what)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        from resiliparse.parse.encoding import detect_encoding

        encoding = detect_encoding(data, from_html_meta=True) or "windows-1252"
        text = data.decode("windows-1252" if encoding == "utf-8" else encoding, errors="replace")
    if len(_UNREADABLE.findall(text[:10_000])) > _MOST_UNREADABLE * min(len(text), 10_000):
        raise _not_text("a binary file")
    return text


def language_of(text: str, otherwise: str = "") -> str:
    """ISO 639-1 code of the language that a text is written in.

    Parameters
    ----------
    otherwise
        The answer for a text too short to tell, as a page declares it; "en" if that is empty too.
    """
    from resiliparse.parse.lang import detect_fast

    sample = text[:_SAMPLE]
    languages = _LATIN
    if _OTHER_SCRIPTS.search(sample):
        counts = {name: len(re.findall(signs, sample)) for name, (signs, _) in _BY_SCRIPT.items()}
        # Japanese writes most of its words in Han, and shows itself by its Kana.
        counts["Hani"] = 0 if counts["Hira"] * 10 > counts["Hani"] else counts["Hani"]
        script = max(counts, key=counts.__getitem__)
        if counts[script] * 3 > sum(map(str.isalpha, sample)):
            languages = _BY_SCRIPT[script][1]
    if " " not in languages:
        return languages
    if otherwise and len(sample) < _LONG_ENOUGH_TO_TELL:
        return otherwise
    language = detect_fast(sample, cutoff=1_000_000, langs=languages.split())[0]
    return "en" if language == "unknown" else str(language)


def _not_text(what: str) -> ArticleError:
    return ArticleError(
        f"This is {what}, not text: save the article as .txt or .html, or paste it."
    )


def _too_long(length: int) -> ArticleError:
    return ArticleError(
        f"The text has {length:,} characters, more than the {LONGEST_ARTICLE:,} that are read "
        "as one article: give one article at a time, or many with python -m geo batch."
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
