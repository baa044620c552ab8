"""A story as a picture for print, screen and feed: PNG, SVG or PDF, without a browser.

A newspaper's map: headline, figures, the map with its numbered stops, and a
line of credit. Each picture carries its text alternative in its metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo import naming, overview
from geo.drawing import SCREEN_UNIT, Drawing, Kind
from geo.errors import PictureError
from geo.language import ENGLISH, Language
from geo.lettering import clean
from geo.look import THEMES, Look, Theme
from geo.page import Page
from geo.scenes import scenes
from geo.story import Story

DPI = 300
MILLIMETRES_PER_INCH = 25.4
# The type of a printed map: a stop's name, 27 units high, is set in 9 points.
PRINT_UNIT = 9 / 27 * DPI / 72
# Nothing is set smaller than this; and on a sheet as tall as a phone there is room for larger type.
SMALLEST_UNIT, TALL_UNIT = 0.45, 1.12
# More places than this are set smaller.
CROWDED_FROM, CROWDED_UNIT = 20, 0.88
SMALLEST, LARGEST = 200, 8000
MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture.

    Attributes
    ----------
    width, height
        In pixels.
    printed
        Whether a pixel is 1/300 inch on paper, not 1/96 inch on a screen.
    """

    width: int
    height: int
    printed: bool = False


SIZES: dict[str, Size] = {
    "card": Size(1200, 630),
    "square": Size(1080, 1080),
    "portrait": Size(1080, 1350),
    "story": Size(1080, 1920),
    "print": Size(2126, 1417, printed=True),  # 180 by 120 mm
}


def parse_size(text: str) -> Size:
    """The size that a name, "1200x630" (pixels) or "180x120mm" (print at 300 dpi) stands for.

    Raises
    ------
    PictureError
        If the text is none of these, or the size is too small or too large.
    """
    asked = text.strip().lower()
    if asked in SIZES:
        return SIZES[asked]
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|px)?", asked)
    names = ", ".join(SIZES)
    if not found:
        raise PictureError("“{0}” is no size: use {1}, 1200x630 or 180x120mm.", text, names)
    printed = found[3] == "mm"
    per_unit = DPI / MILLIMETRES_PER_INCH if printed else 1
    across, down = (round(float(found[i]) * per_unit) for i in (1, 2))
    if min(across, down) < SMALLEST or max(across, down) > LARGEST:
        least, most = SMALLEST / per_unit, LARGEST / per_unit
        if printed:
            raise PictureError(
                "“{0}” cannot be drawn: each side takes {1} to {2} mm.",
                text,
                round(least),
                round(most),
            )
        raise PictureError(
            "“{0}” cannot be drawn: each side takes {1} to {2} pixels.",
            text,
            round(least),
            round(most),
        )
    return Size(across, down, printed)


def picture(
    story: Story,
    *,
    kind: Kind = "png",
    size: str | Size = "card",
    theme: Theme = "light",
    scale: float = 1.0,
    plain: bool = False,
    stop: int | None = None,
    language: Language = ENGLISH,
) -> bytes:
    """Draw a story.

    Parameters
    ----------
    kind
        "png", "svg" or "pdf".
    size
        A :class:`Size`, or what :func:`parse_size` reads.
    theme
        "light", "dark", or "print" for white paper.
    scale
        Dots of a PNG to a pixel of ``size``; SVG and PDF need none.
    plain
        The map alone, without title and credit.
    stop
        The number of the one stop to show, from 1; None for the whole route.
    language
        What the words around the article are said in.

    Returns
    -------
    bytes
        The file; the same for the same story, byte for byte.

    Raises
    ------
    PictureError
        If there is no such size, theme, kind or stop.
    FontError
        If no installed font can draw some letter; its sentence says what to
        install.
    """
    drawing = drawn(story, size=size, theme=theme, plain=plain, stop=stop, language=language)
    if kind == "svg":
        return drawing.svg()
    if kind == "pdf":
        return drawing.pdf()
    if kind != "png":
        raise PictureError("“{0}” is no kind of picture: use png, svg or pdf.", kind)
    if not 0.1 <= scale <= 8 or drawing.width * drawing.height * scale**2 > MOST_PIXELS:
        raise PictureError(
            "A scale of {0} makes this picture too small or too large.", f"{scale:g}"
        )
    return drawing.png(scale)


def drawn(
    story: Story,
    *,
    size: str | Size = "card",
    theme: Theme = "light",
    plain: bool = False,
    stop: int | None = None,
    language: Language = ENGLISH,
) -> Drawing:
    """The picture before it is a file; parameters and errors as for :func:`picture`."""
    shape = parse_size(size) if isinstance(size, str) else size
    if theme not in THEMES:
        raise PictureError("“{0}” is no theme: use {1}.", theme, ", ".join(THEMES))
    if stop is not None and not 1 <= stop <= len(story.stops):
        if not story.stops:
            raise PictureError("There is no stop {0}: the story has no stops.", stop)
        last = len(story.stops)
        raise PictureError("There is no stop {0}: the story has stops 1 to {1}.", stop, last)
    drawing = Drawing(
        shape.width,
        shape.height,
        _title(story, stop, language),
        alt_text(story, stop=stop, language=language),
        unit=72 / DPI if shape.printed else SCREEN_UNIT,
    )
    look = Look(THEMES[theme], _unit(shape, len(story.places)))
    shown = naming.renamed(story, naming.labels(story, language))
    Page(drawing, shown, look, stop, plain=plain, language=language).draw()
    return drawing


def alt_text(story: Story, *, stop: int | None = None, language: Language = ENGLISH) -> str:
    """What the picture shows, in words for those who do not see it."""
    if stop is None or not story.stops:
        told = f"{overview.route(story, language)} {overview.planned(story, language)}"
        return clean(language.text("Map. {0}", told.strip()))
    here = scenes(story, language)[stop - 1]
    passage = story.stops[stop - 1].passage.of(story.article.text)
    facts = ", ".join((here.name, *here.facts))
    return clean(language.text("Map: {0}. “{1}”", facts, passage))


def _title(story: Story, stop: int | None, language: Language) -> str:
    name = clean(story.title) or clean(overview.route(story, language))
    if stop is None:
        return name
    place = naming.place_name(story.stops[stop - 1].place, naming.labels(story, language))
    return f"{clean(place)} – {name}"


def _unit(size: Size, places: int) -> float:
    """Pixels that stand for a unit: type grows with the picture, which is 1,000 units wide."""
    if size.printed:
        return PRINT_UNIT
    unit = min(size.width / 1000, size.height / 540)
    if size.height > 1.6 * size.width:
        unit *= TALL_UNIT
    if places > CROWDED_FROM:
        unit *= CROWDED_UNIT
    return max(SMALLEST_UNIT, unit)
