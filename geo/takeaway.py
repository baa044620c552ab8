"""What a reader takes away: each file of a story, by a safe name, or all of them in one archive."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from geo.formats import DATA_FORMATS
from geo.language import ENGLISH, Language, message
from geo.story import Appearance, Story

if TYPE_CHECKING:
    from geo.drawing import Kind as PictureKind
    from geo.look import Theme
    from geo.picture import Size

# Longer than any headline; with its number and ending no file system finds the name too long.
LONGEST_STEM_BYTES = 120
# Letters and marks that nobody sees: Unicode, Default_Ignorable_Code_Point.
UNSEEN = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# Windows opens a device by such a name, whatever its ending.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICE = "con|prn|aux|nul|(com|lpt)[0-9]"
# The first moment that a zip file can tell: the same story makes the same archive at any time.
MOMENT = (1980, 1, 1, 0, 0, 0)
# Paper is light.
PAGE_THEMES: Final[dict[Theme, Appearance]] = {"light": "light", "dark": "dark", "print": "light"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file to take away.

    Attributes
    ----------
    name
        What people call it.
    media_type
        Its IANA media type.
    pictured
        Whether it is a picture, of one size and maybe of one stop.
    """

    name: str
    media_type: str
    pictured: bool = False


# By the ending of a file's name.
KINDS: Final[dict[str, Kind]] = {
    "png": Kind("PNG", "image/png", pictured=True),
    "svg": Kind("SVG", "image/svg+xml", pictured=True),
    "pdf": Kind("PDF", "application/pdf", pictured=True),
    "html": Kind(message("Web page"), "text/html"),
    **{ending: Kind(data.name, data.media_type) for ending, data in DATA_FORMATS.items()},
}
PICTURES: Final = tuple(ending for ending, kind in KINDS.items() if kind.pictured)


@dataclass(frozen=True, slots=True)
class Choice:
    """How the files are to look.

    Attributes
    ----------
    size, scale, plain, stop
        Of the picture, as :func:`geo.picture.picture` takes them.
    theme
        Colours of the picture and of the page; None for those of the story's edition, which are
        light for a picture if it says nothing.
    address
        Where the page will be published, with the picture of the whole route beside it.
    beside
        The name of that picture; None for the one that :func:`file_name` gives, empty for no
        picture.
    language
        Of the words around the article.
    """

    size: str | Size = "card"
    theme: Theme | None = None
    plain: bool = False
    stop: int | None = None
    scale: float = 1.0
    address: str | None = None
    beside: str | None = None
    language: Language = ENGLISH


def file_name(story: Story, ending: str, stop: int | None = None) -> str:
    """A name for a file of the story, after its title, that is safe on every system.

    It has letters and figures of any script in lower case, and hyphens between words; a picture
    of one stop has the stop's number.
    """
    plain = unicodedata.normalize("NFKD", story.title).casefold()
    # The accents of Latin, Greek and Cyrillic go; other scripts' marks are half of their words.
    plain = unicodedata.normalize("NFC", re.sub(f"[\u0300-\u036f]|{UNSEEN}", "", plain))
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else "-" for char in plain)
    stem = _shortened(re.sub("-+", "-", kept).strip("-"))
    if not stem or re.fullmatch(DEVICE, stem):
        stem = f"story-{stem}".strip("-")
    return f"{stem}-stop-{stop}.{ending}" if stop and ending in PICTURES else f"{stem}.{ending}"


def render(story: Story, ending: str, choice: Choice) -> bytes:
    """The file of a story that has this ending: that of a picture, of a data format, or "html".

    Raises
    ------
    PictureError
        If there is no such size, theme or stop.
    FontError
        If no installed font can draw some letter.
    EmbedError
        If ``choice.address`` is no absolute web address.
    """
    if ending in PICTURES:
        from geo.picture import picture

        return picture(
            story,
            kind=cast("PictureKind", ending),
            size=choice.size,
            theme=choice.theme or ("dark" if story.edition.appearance == "dark" else "light"),
            scale=choice.scale,
            plain=choice.plain,
            stop=choice.stop,
            language=choice.language,
        )
    if ending == "html":
        from geo.embed import embed

        return embed(
            story,
            theme=PAGE_THEMES[choice.theme] if choice.theme else story.edition.appearance,
            address=choice.address,
            picture=_beside(story, choice),
            language=choice.language,
        ).encode()
    return DATA_FORMATS[ending].encode(story)


def snippet(story: Story, choice: Choice) -> str:
    """The HTML that embeds the page, once it stands at the address with its picture beside it.

    Raises
    ------
    EmbedError
        If ``choice.address`` is no absolute web address.
    """
    from geo import embed

    return embed.snippet(
        story,
        choice.address or "",
        picture=_beside(story, choice),
        language=choice.language,
    )


def bundle(story: Story, choice: Choice) -> bytes:
    """All files of a story as one zip archive, with a README of credits and of words for pictures.

    The same for the same story and choice, byte for byte. Errors are those of :func:`render`.
    """
    files = {"README.txt": readme(story, choice).encode("utf-8", "replace")}
    for ending in KINDS:
        files[file_name(story, ending, choice.stop)] = render(story, ending, choice)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            zipped.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def readme(story: Story, choice: Choice) -> str:
    """What is in the archive, what its pictures show, and who is to be named."""
    from geo.lettering import clean
    from geo.picture import alt_text

    language = choice.language
    pictures = ", ".join(file_name(story, ending, choice.stop) for ending in PICTURES)
    data = ", ".join(file_name(story, ending) for ending in DATA_FORMATS)
    places = "; ".join(dict.fromkeys(clean(place.source) for place in story.places if place.source))
    schematic = any(leg.schematic for leg in story.legs)
    lines = [
        clean(story.title) or language.text("A story without a title"),
        "",
        language.text("FILES"),
        language.text("Picture, {0}: {1}", size_label(choice.size, language), pictures),
        language.text("Page to publish or embed: {0}", file_name(story, "html")),
        language.text("Data: {0}", data),
        language.text("Dateline opens the GeoJSON file again as this story."),
        "",
        language.text("ALT TEXT OF THE PICTURE"),
        alt_text(story, stop=choice.stop, language=language),
        "",
        language.text("CREDITS"),
        *_credits(story, language),
        language.text("Map: Dateline; Natural Earth (public domain); GeoNames (CC BY 4.0)"),
        *([language.text("Places: {0}", places)] if places else []),
        language.text("Name GeoNames wherever you publish its places: {0}", LICENCE),
        *(
            [language.text("The line is schematic: it does not follow every bend.")]
            if schematic
            else []
        ),
        "",
    ]
    return "\n".join(lines)


# What people call the sizes of pictures.
SIZE_NAMES: Final[dict[str, str]] = {
    "card": message("card"),
    "square": message("square"),
    "portrait": message("portrait"),
    "story": message("story"),
    "print": message("print"),
}


def size_label(size: str | Size, language: Language = ENGLISH) -> str:
    """The name of a size, and how large it is: "card, 1200 × 630 pixels"."""
    from geo.picture import DPI, MILLIMETRES_PER_INCH, parse_size

    shape = parse_size(size) if isinstance(size, str) else size
    if shape.printed:
        across, down = (round(n * MILLIMETRES_PER_INCH / DPI) for n in (shape.width, shape.height))
        extent = language.text("{0} × {1} mm at {2} dpi", str(across), str(down), str(DPI))
    else:
        extent = language.text("{0} × {1} pixels", str(shape.width), str(shape.height))
    name = SIZE_NAMES.get(size) if isinstance(size, str) else None
    return f"{language.text(name)}, {extent}" if name else extent


def _credits(story: Story, language: Language) -> list[str]:
    """Whose words the story tells, and whose photographs it shows."""
    from geo.lettering import clean

    article, edition = story.article, story.edition
    said = (article.byline, article.source, article.published, article.link)
    known = [clean(part) for part in said if part]
    text = [language.text("Text: {0}", " · ".join(known))] if known else []
    photographs = dict.fromkeys(stop.picture.credit for stop in story.stops if stop.picture)
    return [
        *([clean(edition.credit)] if edition.credit else text),
        *(language.text("Photo: {0}", clean(credit)) for credit in photographs if credit),
    ]


def _beside(story: Story, choice: Choice) -> str | None:
    """The picture that stands for the page, beside it; that of one stop does not."""
    if choice.beside is not None:
        return choice.beside or None
    return file_name(story, "png") if choice.address and not choice.stop else None


def _shortened(stem: str) -> str:
    """The words of a stem that have room; of a word that has none, its beginning."""
    if len(stem.encode("utf-8", "ignore")) <= LONGEST_STEM_BYTES:
        return stem
    kept = stem.encode("utf-8", "ignore")[:LONGEST_STEM_BYTES].decode("utf-8", "ignore")
    return kept.rpartition("-")[0] or kept
