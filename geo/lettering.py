"""Fonts: which one draws which letters, how wide a line is, and where to break it.

The fonts come in wheels that hold nothing else; more can be put in the folder
that the environment variable ``DATELINE_FONTS`` names. No text is ever drawn
in a font that lacks its letters: the answer then is a :class:`FontError`.

Lengths are in the unit of ``Style.size``; x runs to the right and y down.
"""

from __future__ import annotations

import logging
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst
import uharfbuzz  # type: ignore[import-untyped]

from geo.errors import FontError

log = logging.getLogger(__name__)

# Letters of most scripts, of Chinese, Japanese and Korean, and the serif for headlines.
PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_noto_serif")
FOLDER_VARIABLE = "DATELINE_FONTS"
FIRST: dict[str, str] = {"sans": "Noto Sans", "serif": "Noto Serif"}
LAST = ("Noto Sans Symbols", "Noto Emoji")

# Han letters differ in shape from country to country: BCP 47 or ISO 15924 -> the font's ending.
HAN = {
    "ja": "JP",
    "ko": "KR",
    "zh": "SC",
    "Hang": "KR",
    "Hans": "SC",
    "Hant": "TC",
    "Hira": "JP",
    "Jpan": "JP",
    "Kana": "JP",
}
HAN_DEFAULT = "SC"
# Unicode categories of what has no letter shape: control, format, private, surrogate, unassigned.
UNDRAWN = ("Cc", "Cf", "Co", "Cs", "Cn")
JOINERS = "\u200c\u200d"
# Halvings of a line's length in search of the shortest that does.
BALANCING = 7
# What a line that is cut does not have before its "…".
TRAILING = " ,;:.–—-"
# First words of the Unicode names of the letters that manimgx-fonts-cjk holds.
EAST_ASIAN = ("BOPOMOFO", "CJK", "HALFWIDTH", "HANGUL", "HIRAGANA", "KATAKANA", "FULLWIDTH")


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: its voice, size, weight (400 regular, 700 bold) and letter spacing."""

    size: float
    voice: Literal["sans", "serif"] = "sans"
    weight: int = 400
    italic: bool = False
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line that one font draws."""

    text: str
    family: str


@dataclass(frozen=True)
class Fonts:
    """The fonts that are installed; ``files`` maps a family and "italic" to a file and an index."""

    typst: typst.Fonts
    files: dict[tuple[str, bool], tuple[str, int]]
    families: tuple[str, ...] = field(default=())


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """Every font of :data:`PACKAGES` and of the folder in ``DATELINE_FONTS``.

    Raises
    ------
    FontError
        If there is no font at all.
    """
    specs = [find_spec(package) for package in PACKAGES]
    folders = [str(Path(spec.origin).parent) for spec in specs if spec and spec.origin]
    if extra := os.environ.get(FOLDER_VARIABLE):
        folders.append(extra)
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    files: dict[tuple[str, bool], tuple[str, int]] = {}
    for font in sorted(found.fonts(), key=lambda font: (font.path or "", font.index)):
        if font.path:
            files.setdefault((font.family, font.style == "italic"), (font.path, font.index))
    families = tuple(sorted({family for family, _ in files} - set(LAST)))
    if FIRST["sans"] not in families:
        raise FontError(
            "No picture can be drawn without a font: install one with "
            "“pip install manimgx-fonts manimgx-fonts-cjk fontpkg-noto-serif”."
        )
    return Fonts(found, files, families + LAST)


def clean(text: str) -> str:
    """The text on one line, without the control characters that no font can draw."""
    kept = (
        char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or char in JOINERS or unicodedata.category(char) not in UNDRAWN
    )
    return " ".join("".join(kept).split())


def runs(text: str, style: Style, language: str = "") -> tuple[Run, ...]:
    """Cut a line into stretches, each with a font that has all of its letters.

    Parameters
    ----------
    language
        BCP 47 language or ISO 15924 script: decides how Han letters are drawn.

    Raises
    ------
    FontError
        If no installed font has a letter; the sentence says what to install.
    """
    cut: list[Run] = []
    order = _order(style, language)
    for char in text:
        if cut and _has(cut[-1].family, char) and not _prefers_first(char, cut[-1].family, order):
            cut[-1] = Run(cut[-1].text + char, cut[-1].family)
            continue
        family = next((family for family in order if _has(family, char)), None)
        if family is None:
            raise FontError(_advice(char))
        if cut and cut[-1].family == family:
            cut[-1] = Run(cut[-1].text + char, family)
        else:
            cut.append(Run(char, family))
    return tuple(cut)


def drawable(text: str, style: Style, language: str = "") -> bool:
    """Whether a font has all letters of a text that a picture can do without; logs if none has."""
    try:
        runs(text, style, language)
    except FontError as cause:
        log.warning("“%s” is left out of the picture: %s", text, cause)
        return False
    return bool(text)


def width(text: str, style: Style, language: str = "") -> float:
    """Length of the line when it is set."""
    shaped = sum(
        _shape(run.text, run.family, style.weight, style.italic)[1]
        for run in runs(text, style, language)
    )
    return shaped * style.size + style.tracking * len(text)


def wrap(
    text: str, style: Style, room: float, most_lines: int, language: str = ""
) -> tuple[str, ...]:
    """Break the text into lines of at most ``room``; what does not fit ends in "…"."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most_lines:
        last = len(lines) == most_lines - 1
        line = _fitting(rest, style, room, language)
        after = rest[len(line) :].lstrip()
        if last and after:
            line = _shortened(rest, style, room, language)
            after = ""
        lines.append(line.rstrip())
        rest = after
    return tuple(lines)


def balanced(
    text: str, style: Style, room: float, most_lines: int, language: str = ""
) -> tuple[str, ...]:
    """Break the text as :func:`wrap` does, into lines of much the same length."""
    lines = wrap(text, style, room, most_lines, language)
    low, high = room / 2, room
    for _ in range(BALANCING if len(lines) > 1 else 0):
        middle = (low + high) / 2
        tried = wrap(text, style, middle, most_lines + 1, language)
        if len(tried) <= len(lines) and tried[-1].endswith("…") == lines[-1].endswith("…"):
            high = middle
        else:
            low = middle
    return wrap(text, style, high, most_lines, language)


def right_to_left(text: str) -> bool:
    """Whether the first letter of the text is of a script that is written from right to left."""
    first = next((unicodedata.bidirectional(c) for c in text if c.isalpha()), "L")
    return first in ("R", "AL")


def outlines(text: str, style: Style, language: str = "") -> Iterator[tuple[float, float, str]]:
    """The line's glyphs as outlines: x, scale, and SVG path data in font units with y up.

    Multiply path coordinates by (scale, -scale) and move them right by x.
    """
    x = 0.0
    for run in _visual(runs(text, style, language)):
        glyphs, _ = _shape(run.text, run.family, style.weight, style.italic)
        _, upem = _face(run.family, style.italic)
        for glyph, advance, offset in glyphs:
            path = _outline(run.family, style.weight, style.italic, glyph)
            if path:
                yield x + offset * style.size, style.size / upem, path
            x += advance * style.size + style.tracking


@lru_cache(maxsize=256)
def subset(family: str, weight: int, italic: bool, letters: str) -> bytes:
    """An OpenType font of one weight that holds ``letters`` and nothing more."""
    face, _ = _face(family, italic)
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.pin_all_axes_to_default(face)
    wanted.pin_axis_location(face, "wght", weight)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


# --- fonts --------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _order(style: Style, language: str) -> tuple[str, ...]:
    """The families in the order that a letter looks for one."""
    known = fonts().families
    first = FIRST[style.voice] if FIRST[style.voice] in known else FIRST["sans"]
    han = HAN.get(language, HAN.get(language.split("-")[-1], HAN.get(language.split("-")[0], "")))
    east = f"Noto Sans CJK {han or HAN_DEFAULT}"
    ahead = [first, FIRST["sans"], east]
    return tuple(dict.fromkeys([f for f in ahead if f in known] + list(known)))


def _prefers_first(char: str, family: str, order: tuple[str, ...]) -> bool:
    """Whether a letter leaves the run's font for the line's own: Latin after Hangul does.

    So does a space after an emoji, whose font has a wide one.
    """
    leaves = char.isalpha() or (family in LAST and char.isspace())
    return leaves and family != order[0] and _has(order[0], char)


def _has(family: str, char: str) -> bool:
    return ord(char) in _letters(family)


@lru_cache(maxsize=128)
def _letters(family: str) -> frozenset[int]:
    face, _ = _face(family, False)
    return frozenset(face.unicodes)


@lru_cache(maxsize=128)
def _face(family: str, italic: bool) -> tuple[Any, int]:
    files = fonts().files
    path, index = files.get((family, italic)) or files.get((family, not italic)) or ("", 0)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path), index)
    return face, face.upem


@lru_cache(maxsize=256)
def _font(family: str, weight: int, italic: bool) -> tuple[Any, int]:
    face, upem = _face(family, italic)
    font = uharfbuzz.Font(face)
    font.set_variations({"wght": weight})
    return font, upem


@lru_cache(maxsize=8192)
def _shape(
    text: str, family: str, weight: int, italic: bool
) -> tuple[tuple[tuple[int, float, float], ...], float]:
    """The glyphs of a run (number, advance, offset) and its length, for a size of 1."""
    font, upem = _font(family, weight, italic)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    glyphs = tuple(
        (info.codepoint, position.x_advance / upem, position.x_offset / upem)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
    return glyphs, sum(advance for _, advance, _ in glyphs)


@lru_cache(maxsize=8192)
def _outline(family: str, weight: int, italic: bool, glyph: int) -> str:
    """A glyph as SVG path data, in font units with y up."""
    font, _ = _font(family, weight, italic)
    parts: list[str] = []
    font.draw_glyph(glyph, _pen(), parts)
    return "".join(parts)


@lru_cache(maxsize=1)
def _pen() -> Any:
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, parts: parts.append(f"M{x:.0f} {y:.0f}"))
    pen.set_line_to_func(lambda x, y, parts: parts.append(f"L{x:.0f} {y:.0f}"))
    pen.set_quadratic_to_func(
        lambda a, b, x, y, parts: parts.append(f"Q{a:.0f} {b:.0f} {x:.0f} {y:.0f}")
    )
    pen.set_cubic_to_func(
        lambda a, b, c, d, x, y, parts: parts.append(
            f"C{a:.0f} {b:.0f} {c:.0f} {d:.0f} {x:.0f} {y:.0f}"
        )
    )
    pen.set_close_path_func(lambda parts: parts.append("Z"))
    return pen


def _visual(logical: tuple[Run, ...]) -> list[Run]:
    """The runs from left to right: those written from right to left stand in reverse."""
    visual: list[Run] = []
    backward: list[Run] = []
    for run in logical:
        if right_to_left(run.text):
            backward.insert(0, run)
        else:
            visual += [*backward, run]
            backward = []
    visual += backward
    first_is_backward = bool(logical) and right_to_left(logical[0].text)
    return list(reversed(logical)) if first_is_backward else visual


def _advice(char: str) -> str:
    """What to install so that ``char`` can be drawn."""
    script = unicodedata.name(char, "UNKNOWN").split()[0].split("-")[0]
    start = f"No installed font draws “{char}” (U+{ord(char):04X}, {script.title()})"
    if script in EAST_ASIAN and not any("CJK" in family for family in fonts().families):
        return f"{start}: install one with “pip install manimgx-fonts-cjk”."
    return (
        f"{start}: put a font with that script, such as Noto Sans {script.title()}, as a .ttf or "
        f".otf file into a folder and name the folder in {FOLDER_VARIABLE}."
    )


# --- breaking lines -----------------------------------------------------------------------


def _fitting(text: str, style: Style, room: float, language: str, ending: str = "") -> str:
    """As much of the text as fits with ``ending``, up to a place where a line may end."""
    if not ending and width(text, style, language) <= room:
        return text
    best = ""
    for end in range(1, len(text)):
        if _may_break(text, end):
            kept = text[:end].rstrip(TRAILING if ending else None)
            if width(kept + ending, style, language) > room:
                break
            best = text[:end]
    return best or _fitting_letters(text, style, room, language, ending)


def _may_break(text: str, i: int) -> bool:
    """Whether a line may end before character ``i``: after a space or hyphen, or between Han."""
    before, after = text[i - 1], text[i]
    if before.isspace() or (before in "-–—/" and after.isalnum()):
        return not after.isspace()
    return unicodedata.east_asian_width(before) == "W" and after not in "、。」』）！？…"


def _fitting_letters(text: str, style: Style, room: float, language: str, ending: str) -> str:
    """As many letters as fit, at least one: a word that is longer than the line."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        kept = text[:middle].rstrip(TRAILING if ending else None)
        if width(kept + ending, style, language) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def _shortened(text: str, style: Style, room: float, language: str) -> str:
    """The start of the text and "…", cut between words where one fits."""
    return _fitting(text, style, room, language, "…").rstrip(TRAILING) + "…"
