"""An article from an uploaded file: plain text, Markdown, a web page or a Word document.

A file is untrusted, whatever its name says. Of a Word document only the XML parts are read, after a
look at their size, and none that declares entities; pictures, macros and what it links to are not.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final
from xml.parsers import expat

from geo.article import LARGEST_PAGE, LONGEST_ARTICLE, decode
from geo.errors import ArticleError, UploadError
from geo.language import message

READ: Final = (".txt", ".md", ".markdown", ".html", ".htm", ".docx")
"""The endings of the files that are read, in small letters."""
LARGEST_FILE: Final = 50_000_000
"""The most bytes of a file, pictures in it included."""

# What to do with a file of another kind: {0} is what is read, {1} its ending.
_SAVE_AS_WORD: Final = message(
    "Dateline reads {0}, not {1}: open it in a word processor and save it as .docx, or paste the "
    "text."
)
_SAVE_AS_PAGE: Final = message(
    "Dateline reads {0}, not {1}: save the page as .html, or paste the text."
)
_COPY: Final = message("Dateline reads {0}, not {1}: copy the text out of it and paste it.")
_PASTE: Final = message("Dateline reads {0}, not {1}: paste the text instead.")
_OTHERS: Final = {
    ".doc": _SAVE_AS_WORD,
    ".docm": _SAVE_AS_WORD,
    ".dotx": _SAVE_AS_WORD,
    ".odt": _SAVE_AS_WORD,
    ".rtf": _SAVE_AS_WORD,
    ".pages": _SAVE_AS_WORD,
    ".pdf": _COPY,
    ".mhtml": _SAVE_AS_PAGE,
    ".webarchive": _SAVE_AS_PAGE,
}
# What an article needs many times over; more would keep the processor for minutes.
_MOST_PARTS: Final = 2_000
_MOST_ELEMENTS: Final = 100_000
_DEEPEST: Final = 200
_LONGEST_ENDING: Final = 12
# Others are unpacked by zipfile without a bound.
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_OPTIONS: Final = {"html": False}
_FRONT: Final = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_ENTRY: Final = re.compile(r"^(\w+):[ \t]*(.+?)[ \t\r]*$", re.MULTILINE)
# What a headline and a standfirst are called in a Word document, whatever its language.
_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.standfirst:fresh
"""
_CORE: Final = "docProps/core.xml"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
# What programs write where nobody said who writes.
_NOBODY: Final = {"author", "microsoft office user", "python-docx", "unknown", "un-named", "user"}


def article_source(name: str, data: bytes) -> str:
    """The article in a file, as text or HTML that ``read`` takes.

    Parameters
    ----------
    name
        The file's name; its ending says how it is read.
    data
        All of the file.

    Raises
    ------
    UploadError
        If it is of a kind that is not read, too large, empty, or not what its ending says.
    """
    ending = PurePath(name).suffix.casefold()
    if ending not in READ:
        raise _refusal(ending)
    if len(data) > (LARGEST_FILE if ending == ".docx" else LARGEST_PAGE):
        raise UploadError("That file has {0} MB, too much for one article.", len(data) // 1000000)
    if not data.strip():
        raise UploadError("That file is empty: choose another, or paste the text.")
    if ending == ".docx":
        return _word(data)
    try:
        text = decode(data)
    except ArticleError as error:
        raise UploadError(error.message, *error.values) from error
    if ending in {".html", ".htm"}:
        # A page that begins with something else than a page's usual tags is one all the same.
        return f"<!DOCTYPE html>{text}"
    return text if ending == ".txt" else _markdown(text)


def _refusal(ending: str) -> UploadError:
    kinds = ", ".join(READ)
    if not ending or not ending.isprintable() or len(ending) > _LONGEST_ENDING:
        return UploadError("Dateline reads {0}: rename that file, or paste the text.", kinds)
    return UploadError(_OTHERS.get(ending, _PASTE), kinds, ending)


def _page(body: str, *, title: str = "", author: str = "", date: str = "") -> str:
    """A web page that says of itself what the file says."""
    told = {"og:title": title, "author": author, "article:published_time": date}
    head = "".join(
        f'<meta name="{name}" content="{html.escape(content)}">'
        for name, content in told.items()
        if content
    )
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>"


# --- Markdown ----------------------------------------------------------------------------


def _markdown(text: str) -> str:
    """Markdown as a page; tags in it are text, and what stands between ``---`` tells of it."""
    from markdown_it import MarkdownIt

    if len(text) > LONGEST_ARTICLE:
        raise UploadError("That file has {0} characters, too much for one article.", len(text))
    front = _FRONT.match(text)
    told: dict[str, str] = {}
    if front:
        text = text[front.end() :]
        told = {
            key.casefold(): value.strip("\"'").strip() for key, value in _ENTRY.findall(front[1])
        }
    return _page(
        MarkdownIt("commonmark", _OPTIONS).enable("table").render(text),
        title=told.get("title", ""),
        author=told.get("author", ""),
        date=told.get("date", ""),
    )


# --- Word --------------------------------------------------------------------------------


def _word(data: bytes) -> str:
    """A Word document as a page."""
    import mammoth

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UploadError(
            "That document is locked by a password or of an old kind: save it as .docx without a "
            "password, or paste the text."
        )
    try:
        parts = dict(_parts(data))
        body = mammoth.convert_to_html(
            _zipped(parts),
            style_map=_STYLES,
            convert_image=lambda image: [],
            external_file_access=False,
        ).value
        told = _core(parts.get(_CORE, b""))
    except UploadError:
        raise
    # What a hostile file makes of zipfile and mammoth is not to be foreseen.
    except Exception as error:
        raise UploadError(
            "That is no Word document, or a broken one: open it in a word processor and save it "
            "as .docx again, or paste the text."
        ) from error
    text = " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", body)).split())
    if not any(map(str.isalnum, text)):
        raise UploadError("There is no text in that document: choose another, or paste the text.")
    title, author = told.get("title", ""), told.get("creator", "")
    return _page(
        body,
        # Programs fill it in by themselves: a headline stands in the text too.
        title=title if title and title in text else "",
        author="" if author.casefold() in _NOBODY else author,
    )


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The XML parts of a document, which declare nothing and are of a size to be read."""
    budget = _Budget()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [m for m in archive.infolist() if m.filename.endswith((".xml", ".rels"))]
        if any(m.compress_type not in _PACKED for m in members):
            raise zipfile.BadZipFile("packed as no word processor does")
        if len(members) > _MOST_PARTS or sum(m.file_size for m in members) > LARGEST_PAGE:
            raise UploadError("That document is too large for one article: paste the text instead.")
        for member in members:
            # Asked for so many bytes, zipfile unpacks no more, whatever the part really holds.
            with archive.open(member) as file:
                part = file.read(member.file_size + 1)
            budget.check(part)
            yield member.filename, part


def _zipped(parts: dict[str, bytes]) -> io.BytesIO:
    """A document of these parts and no others."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    file.seek(0)
    return file


class _Budget:
    """What the parts of one document may hold in all."""

    def __init__(self) -> None:
        self.elements = 0
        self.depth = 0

    def check(self, part: bytes) -> None:
        """Go once through a part, and stop at what no word processor writes."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._declared
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.Parse(part, True)

    def _declared(self, *_: object) -> None:
        raise UploadError("That document declares entities, which none should: paste the text.")

    def _opened(self, *_: object) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > _MOST_ELEMENTS or self.depth > _DEEPEST:
            raise UploadError("That document is too large for one article: paste the text instead.")

    def _closed(self, _: object) -> None:
        self.depth -= 1


def _core(part: bytes) -> dict[str, str]:
    """What the document says of itself: the fields of Dublin Core, by their names."""
    from xml.etree import ElementTree

    if not part:
        return {}
    # Declarations were refused above, and expat expands nothing else.
    fields = ElementTree.fromstring(part)  # noqa: S314
    return {
        field.tag.removeprefix(f"{{{_DUBLIN_CORE}}}"): " ".join((field.text or "").split())
        for field in fields
        if field.tag.startswith(f"{{{_DUBLIN_CORE}}}")
    }
