"""A sheet with shapes and lines of text on it, as SVG, PNG and PDF.

Texts lie above all shapes. Typst draws PNG and PDF: it gets the shapes as an
SVG without text, and the texts as data, never as markup. Typst shapes text of
every script itself, where the SVG renderer inside it would not.

The same drawing gives the same bytes, always.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

import typst

from geo.lettering import FIRST, Style, fonts, outlines, right_to_left, runs, subset, width

Kind = Literal["png", "svg", "pdf"]

# What a viewer without our fonts takes instead.
NEXT_BEST = {
    "sans": "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif",
    "serif": "'Source Serif 4', Georgia, serif",
}
PNG_SIGNATURE = 8
PNG_HEADER = 25
METRES_PER_INCH = 0.0254


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, its baseline starting at (x, y).

    Attributes
    ----------
    angle
        Degrees that the baseline is turned counter-clockwise about (x, y).
    halo
        Colour of a rim that keeps the letters off what lies below; empty for none.
    part
        What the text is for: "stop", "country" and so on; the SVG's class.
    """

    text: str
    x: float
    y: float
    style: Style
    fill: str
    halo: str = ""
    halo_width: float = 0.0
    angle: float = 0.0
    language: str = ""
    part: str = ""


@dataclass
class Drawing:
    """A sheet that is being drawn; lengths are pixels, y runs down.

    Attributes
    ----------
    title, description
        What a reader who does not see the picture is told.
    unit
        The length of a pixel in points (1/72 inch): 0.75 on screens.
    """

    width: int
    height: int
    title: str
    description: str
    language: str = "en"
    unit: float = 0.75
    definitions: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def add(self, name: str, **attributes: str | float) -> None:
        """Add a shape: an SVG element with no content; ``stroke_width`` is ``stroke-width``."""
        self.shapes.append(element(name, **attributes))

    def group(self, shapes: Iterable[str], **attributes: str | float) -> None:
        """Add shapes that share attributes."""
        inside = "".join(shapes)
        if inside:
            self.shapes.append(f"<g{_attributes(attributes)}>{inside}</g>")

    def svg(self) -> bytes:
        """The drawing as SVG 1.1 with live text, and the letters of its fonts inside."""
        size = f'width="{_number(self.width)}" height="{_number(self.height)}"'
        if self.unit != SCREEN_UNIT:
            millimetres = self.unit / 72 * 25.4
            size = (
                f'width="{_number(self.width * millimetres)}mm" '
                f'height="{_number(self.height * millimetres)}mm"'
            )
        texts = "".join(_svg_text(text) for text in self.texts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width} '
            f'{self.height}" role="img" aria-labelledby="title desc" xml:lang="{self.language}">'
            f'<title id="title">{escape(self.title)}</title>'
            f'<desc id="desc">{escape(self.description)}</desc>'
            f"<style>{self._faces()}</style>"
            f"{self._defined()}{''.join(self.shapes)}{texts}</svg>\n"
        ).encode()

    def png(self, scale: float = 1.0) -> bytes:
        """The drawing as PNG, ``scale`` dots to the pixel, with title and description inside."""
        drawn = self._typeset("png", 1.0, ppi=72 * scale)
        dots_per_metre = round(72 / self.unit * scale / METRES_PER_INCH)
        chunks = _chunk(b"pHYs", struct.pack(">IIB", dots_per_metre, dots_per_metre, 1))
        told = {"Title": self.title, "Description": self.description, "Software": "Dateline"}
        for keyword, text in told.items():
            chunks += _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode())
        at = PNG_SIGNATURE + PNG_HEADER
        return drawn[:at] + chunks + drawn[at:]

    def pdf(self) -> bytes:
        """The drawing as a tagged PDF (PDF/UA-1) with live text and embedded fonts."""
        return self._typeset("pdf", self.unit)

    def _faces(self) -> str:
        """The fonts of the texts as CSS, with no more letters than are used."""
        letters: dict[tuple[str, int, bool], set[str]] = {}
        for text in self.texts:
            for run in runs(text.text, text.style, text.language):
                key = (run.family, text.style.weight, text.style.italic)
                letters.setdefault(key, set()).update(run.text)
        faces = []
        for (family, weight, italic), used in sorted(letters.items()):
            font = subset(family, weight, italic, "".join(sorted(used)))
            faces.append(
                f"@font-face{{font-family:'{family}';font-weight:{weight};"
                f"font-style:{'italic' if italic else 'normal'};"
                f"src:url(data:font/ttf;base64,{base64.b64encode(font).decode()})}}"
            )
        return "".join(faces)

    def _defined(self) -> str:
        return f"<defs>{''.join(self.definitions)}</defs>" if self.definitions else ""

    def _typeset(self, kind: Literal["png", "pdf"], unit: float, ppi: float = 72) -> bytes:
        halos = "".join(_halo(text) for text in self.texts if text.halo)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f"{self._defined()}{''.join(self.shapes)}{halos}</svg>"
        )
        inputs = {
            "svg": svg,
            "texts": json.dumps([_typst_text(text) for text in self.texts], ensure_ascii=False),
            "title": self.title,
            "description": self.description,
            "language": self.language,
            "width": str(self.width),
            "height": str(self.height),
            "unit": str(unit),
        }
        made = typst.Compiler(font_paths=fonts().typst).compile(
            SHEET,
            format=kind,
            ppi=ppi,
            sys_inputs=inputs,
            timestamp=0 if kind == "pdf" else None,
            pdf_standards="ua-1" if kind == "pdf" else [],
        )
        if not isinstance(made, bytes):
            raise TypeError("a drawing is one page")
        return made


SCREEN_UNIT = 0.75

SHEET = b"""
#let input = sys.inputs
#let unit = float(input.unit) * 1pt
#set document(title: input.title, description: input.description, date: none)
#set page(width: float(input.width) * unit, height: float(input.height) * unit, margin: 0pt)
#set text(lang: input.language, fallback: false, top-edge: "baseline", bottom-edge: "baseline")
#place(top + left, image(bytes(input.svg), format: "svg", width: 100%, alt: input.description))
#for line in json(bytes(input.texts)) {
  let runs = for run in line.runs { text(font: run.font, run.text) }
  set text(
    size: line.size * unit, weight: line.weight, style: line.style, fill: rgb(line.fill),
    tracking: line.tracking * unit, dir: if line.rtl { rtl } else { ltr },
  )
  place(
    top + left, dx: line.x * unit, dy: line.y * unit,
    rotate(-line.angle * 1deg, origin: top + left, box(runs)),
  )
}
"""


def element(name: str, **attributes: str | float) -> str:
    """An SVG element with no content."""
    return f"<{name}{_attributes(attributes)}/>"


def path_of(lines: Iterable[Sequence[tuple[float, float]]], closed: bool = False) -> str:
    """SVG path data of several lines, to a tenth of a pixel."""
    parts = []
    for line in lines:
        points = " ".join([f"{x:.1f} {y:.1f}" for x, y in line])
        parts.append(f"M{points}{'Z' if closed else ''}")
    return "".join(parts)


def _attributes(attributes: dict[str, str | float]) -> str:
    written = []
    for key, value in attributes.items():
        shown = escape(value) if isinstance(value, str) else _number(value)
        written.append(f' {key.rstrip("_").replace("_", "-")}="{shown}"')
    return "".join(written)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _svg_text(text: Text) -> str:
    style = text.style
    cut = runs(text.text, style, text.language)
    attributes: dict[str, str | float] = {
        "x": text.x,
        "y": text.y,
        "font_family": _families(style, cut[0].family if cut else ""),
        "font_size": style.size,
        "fill": text.fill,
        "textLength": width(text.text, style, text.language),
        "lengthAdjust": "spacingAndGlyphs",
    }
    if text.part:
        attributes["class_"] = text.part
    if style.weight != 400:
        attributes["font_weight"] = style.weight
    if style.italic:
        attributes["font_style"] = "italic"
    if style.tracking:
        attributes["letter_spacing"] = style.tracking
    if text.halo:
        attributes |= {"stroke": text.halo, "stroke_width": text.halo_width}
        attributes |= {"stroke_linejoin": "round", "paint_order": "stroke"}
    if text.angle:
        around = f"{_number(text.x)} {_number(text.y)}"
        attributes["transform"] = f"rotate({_number(-text.angle)} {around})"
    if right_to_left(text.text):
        # In such a line "end" is its left edge, where x stands.
        attributes |= {"direction": "rtl", "text_anchor": "end"}
    if len(cut) == 1:
        inside = escape(text.text)
    else:
        families = [escape(_families(style, run.family)) for run in cut]
        inside = "".join(
            f'<tspan font-family="{family}">{escape(run.text)}</tspan>'
            for family, run in zip(families, cut, strict=True)
        )
    return f"<text{_attributes(attributes)}>{inside}</text>"


def _families(style: Style, family: str) -> str:
    names = dict.fromkeys([family or FIRST[style.voice], FIRST[style.voice]])
    return ", ".join([*(f"'{name}'" for name in names), NEXT_BEST[style.voice]])


def _typst_text(text: Text) -> dict[str, object]:
    style = text.style
    return {
        "x": text.x,
        "y": text.y,
        "angle": text.angle,
        "size": style.size,
        "weight": style.weight,
        "style": "italic" if style.italic else "normal",
        "tracking": style.tracking,
        "fill": text.fill,
        "rtl": right_to_left(text.text),
        "runs": [
            {"font": run.family, "text": run.text} for run in runs(text.text, style, text.language)
        ],
    }


def _halo(text: Text) -> str:
    """The rim of a line of text, drawn from its outlines: no text that could be selected twice."""
    glyphs = [
        f'<path transform="translate({_number(x)} 0) scale({scale:.5f} {-scale:.5f})" '
        f'stroke-width="{_number(text.halo_width / scale)}" d="{path}"/>'
        for x, scale, path in outlines(text.text, text.style, text.language)
    ]
    moved = f"translate({_number(text.x)} {_number(text.y)}) rotate({_number(-text.angle)})"
    return (
        f'<g transform="{moved}" fill="none" stroke="{escape(text.halo)}" '
        f'stroke-linejoin="round">{"".join(glyphs)}</g>'
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A piece of a PNG file (PNG specification, third edition, section 5.3)."""
    checked = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)
