"""The lay-out of a picture: headline, figures, map, list of stops and credit."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from geo import overview, phrases
from geo.attribution import credit, services
from geo.drawing import Drawing, Text
from geo.labels import Box
from geo.language import ENGLISH, Language
from geo.lettering import Style, balanced, clean, drawable, right_to_left, width, wrap
from geo.look import Look
from geo.staticmap import StaticMap
from geo.story import Stop, Story

# Lengths in units. A sheet so much wider than high has its text beside the map, not above it.
BESIDE_FROM = 1.4
COLUMN_SHARE, COLUMN = 0.36, 430.0
MARGIN, GUTTER = 40.0, 34.0
TITLE, TITLE_LINE = 44.0, 1.17
# A long headline is set smaller, down to this share.
TITLE_SHRINKING = (1.0, 0.88, 0.76, 0.64)
# Of the room for all text, how much a headline takes before it is set smaller.
TITLE_SHARE = 0.42
FIGURE, FIGURE_LINE = 21.0, 30.0
PASSAGE, PASSAGE_LINE = 25.0, 36.0
ROW, TALLEST_ROW = 34.0, 76.0
SMALL, SMALL_LINE = 15.0, 19.0
# A list that has no room is set small, in columns at least so wide.
INDEX_ROW, INDEX_COLUMN = 20.5, 190.0
# Of a sheet's height, the room for the text above a map.
TEXT_SHARE = 0.5
# A map beside the text is taken unless the one below it would be so much larger.
LARGER = 1.15
# A map above a list of stops is at least so high, of its width, or so for a route that leads east
# or west; and no map is higher than the last.
LEAST_MAP, WIDE_MAP, MOST_MAP = 0.9, 0.62, 1.35

Words = Sequence[tuple[str, Style, str]]


class Page:
    """One story, or one of its stops, on a sheet."""

    def __init__(
        self,
        drawing: Drawing,
        story: Story,
        look: Look,
        stop: int | None,
        *,
        plain: bool,
        language: Language = ENGLISH,
    ) -> None:
        self.drawing, self.story, self.look = drawing, story, look
        self.stop, self.plain, self.language = stop, plain, language
        self.u, self.palette = look.unit, look.palette

    def draw(self) -> None:
        """Draw the whole sheet."""
        w, h = self.drawing.width, self.drawing.height
        self.drawing.add("rect", width=w, height=h, fill=self.palette.page)
        if self.plain:
            self._map(Box(0, 0, w, h)).draw()
            return
        if w < BESIDE_FROM * h or not self._beside():
            self._below()

    def _map(self, frame: Box) -> StaticMap:
        return StaticMap(self.drawing, self.story, frame, self.look, self.stop, self.language)

    def _beside(self) -> bool:
        """Draw the text beside the map; or nothing, if the map would be larger below it."""
        w, h, u = self.drawing.width, self.drawing.height, self.u
        margin = MARGIN * u
        column = Box(margin, margin, margin + min(COLUMN_SHARE * w, COLUMN * u), h - margin)
        shown = self._map(Box(column.right + GUTTER * u, 0, w, h))
        if not self.stop and self._map_below().view.scale > LARGER * shown.view.scale:
            return False
        y = self._headline(column, most_lines=5)
        self._list(
            Box(column.left, y, column.right, column.bottom - self._credit_room(column, 1.8))
        )
        shown.draw()
        self._credit(column, shown)
        return True

    def _below(self) -> None:
        """Draw the text above the map, and the stops below it where there is room."""
        shown = self._map_below()
        content = self._content()
        self._headline(self._text_box(), most_lines=3)
        shown.draw()
        self._credit(content, shown)
        self._list(
            Box(content.left, shown.frame.bottom + 6 * self.u, content.right, self._above_credit())
        )

    def _content(self) -> Box:
        margin = MARGIN * self.u
        return Box(margin, margin, self.drawing.width - margin, self.drawing.height - 0.7 * margin)

    def _text_box(self) -> Box:
        """The room for the text above a map."""
        content = self._content()
        return Box(
            content.left, content.top, content.right, content.top + TEXT_SHARE * content.height
        )

    def _above_credit(self) -> float:
        return self._content().bottom - self._credit_room(self._content(), 1.6)

    def _map_below(self) -> StaticMap:
        """The map below the text, as high as is good for it."""
        content = self._content()
        texts, shapes = len(self.drawing.texts), len(self.drawing.shapes)
        top = self._headline(self._text_box(), most_lines=3)
        del self.drawing.texts[texts:], self.drawing.shapes[shapes:]
        frame = Box(content.left, top, content.right, self._above_credit())
        shown = self._map(_cut(frame, MOST_MAP * frame.width))
        rows = 0.0 if self.stop else ROW * self.u * len(self.story.stops) + 12 * self.u
        least = (WIDE_MAP if shown.wide else LEAST_MAP) * frame.width
        if rows and frame.height - rows >= least:
            shown = self._map(_cut(frame, min(frame.height - rows, MOST_MAP * frame.width)))
        globe = [y for _, y in shown.view.globe_outline()]
        if globe and max(globe) < shown.frame.bottom:
            # The whole globe: no more of the sheet than it fills.
            shown = self._map(_cut(frame, max(globe) - min(globe)))
        return shown

    # --- text -----------------------------------------------------------------------------

    def _headline(self, box: Box, most_lines: int) -> float:
        """Write headline and figures, or a stop and its passage; where they end."""
        if self.stop:
            return self._stop_headline(box, self.story.stops[self.stop - 1], most_lines)
        y = self._title(clean(self.story.title), box, box.top, most_lines)
        lines = [self._words(figure) for figure in overview.figures(self.story, self.language)]
        return self._flow(lines, box, y + 10 * self.u) + 20 * self.u

    def _words(self, figure: overview.Figure) -> Words:
        """A figure and the words around it; a space at the end parts one from the next."""
        light, bold = Style(FIGURE * self.u), Style(FIGURE * self.u, weight=700)
        before, value, after = (clean(said) for said in (figure.before, figure.value, figure.after))
        words = [
            (before + " " * figure.before.endswith(" "), light, self.palette.muted),
            (value + " " * figure.after.startswith(" "), bold, self.palette.ink),
            (after, light, self.palette.muted),
        ]
        return [word for word in words if word[0]]

    def _title(self, title: str, box: Box, y: float, most_lines: int) -> float:
        """Write a headline, smaller where it is long; where it ends."""
        language = self.story.article.language
        style = self._title_style(title, box, most_lines)
        for line in balanced(title, style, box.width, most_lines, language):
            y += style.size * TITLE_LINE
            x = box.right - width(line, style, language) if right_to_left(title) else box.left
            self._text(line, x, y - style.size * 0.22, style, self.palette.ink, "title")
        return y

    def _title_style(self, title: str, box: Box, most_lines: int) -> Style:
        """The largest type in which a headline has room, or the next if that saves a line."""
        found: list[tuple[int, Style]] = []
        for shrunk in TITLE_SHRINKING:
            style = Style(TITLE * self.u * shrunk, "serif", weight=700)
            lines = wrap(title, style, box.width, most_lines, self.story.article.language)
            cut = bool(lines) and lines[-1].endswith("…") and not title.endswith("…")
            if not cut and len(lines) * style.size * TITLE_LINE <= box.height * TITLE_SHARE:
                found.append((len(lines), style))
        if not found:
            return style
        saves_a_line = len(found) > 1 and found[1][0] < found[0][0]
        return found[1][1] if saves_a_line else found[0][1]

    def _flow(self, groups: Sequence[Words], box: Box, y: float) -> float:
        """Write groups of words in lines, a group to a line where two do not fit."""
        u, x = self.u, box.left
        y += FIGURE_LINE * u
        for words in groups:
            total = sum(width(said + " ", style) for said, style, _ in words)
            if x > box.left and x + total > box.right:
                x, y = box.left, y + FIGURE_LINE * u
            for said, style, fill in words:
                fits = width(said.strip(), style) <= box.width
                parts = [said.strip()] if fits else said.split()
                for i, part in enumerate(parts, 1):
                    length = width(part, style)
                    if x > box.left and x + length > box.right:
                        x, y = box.left, y + FIGURE_LINE * u
                    self._text(part, x, y - 6 * u, style, fill, "figure")
                    spaced = i < len(parts) or said.endswith(" ")
                    x += length + width(" ", style) * spaced
            x += 20 * u
        return y

    def _stop_headline(self, box: Box, stop: Stop, most_lines: int) -> float:
        """Write a stop's name, how one gets there, and the passage that names it."""
        u, palette = self.u, self.palette
        number = self.stop or 0
        style = Style(FIGURE * u)
        told = [phrases.progress(self.story, number, len(self.story.stops), self.language)]
        if number > 1 and self.story.legs:
            told.append(phrases.length(self.story.legs[number - 2 : number - 1], self.language))
        y = box.top
        for line in wrap(" · ".join(told), style, box.width, 2):
            y += FIGURE_LINE * u
            self._text(line, box.left, y - 6 * u, style, palette.muted, "figure")
        y = self._title(clean(stop.place.name), box, y, 2)
        for script, name in stop.place.local_names[:1]:
            local = Style(FIGURE * 1.15 * u)
            if name != stop.place.name and drawable(clean(name), local, script):
                for line in wrap(clean(name), local, box.width, 1, script):
                    y += FIGURE_LINE * u
                    self._text(line, box.left, y - 6 * u, local, palette.muted, "local")
        return self._passage(box, y + 16 * u, stop, most_lines + 1)

    def _passage(self, box: Box, y: float, stop: Stop, most_lines: int) -> float:
        """Write a stop's passage beside a red rule, and the headline it stands under."""
        u, palette = self.u, self.palette
        language = self.story.article.language
        passage = clean(stop.passage.of(self.story.article.text))
        style = Style(PASSAGE * u, "serif")
        indent = 18 * u
        start = y
        for line in wrap(passage, style, box.width - indent, most_lines, language):
            y += PASSAGE_LINE * u
            left = box.left + indent
            if right_to_left(passage):
                left = box.right - width(line, style, language)
            self._text(line, left, y - 10 * u, style, palette.ink, "passage")
        self.drawing.add(
            "rect", x=box.left, y=start, width=4 * u, height=y - start, fill=palette.route
        )
        small = Style(SMALL * 1.1 * u)
        y += 10 * u
        for line in wrap(clean(self.story.title), small, box.width - indent, 2, language):
            y += SMALL_LINE * 1.2 * u
            self._text(line, box.left + indent, y - 6 * u, small, palette.muted, "source")
        return y + 20 * u

    def _list(self, box: Box) -> None:
        """Write the stops as a list, if all of them have room."""
        u, palette, stops = self.u, self.palette, self.story.stops
        if self.stop or not stops:
            return
        if box.height < ROW * u * len(stops) - 0.01:
            self._index(box)
            return
        name, note = Style(22 * u, weight=600), Style(18 * u)
        y, row = box.top, min(TALLEST_ROW * u, box.height / len(stops))
        for i, stop in enumerate(stops):
            if i or y > MARGIN * u * 4:
                self.drawing.add(
                    "path",
                    d=f"M{box.left:.1f} {y:.1f}H{box.right:.1f}",
                    stroke=palette.rule,
                    stroke_width=1.2 * u,
                )
            middle = y + row / 2
            self._number(i + 1, box.left + 13 * u, middle, hollow=stop.status == "planned")
            leg = self.story.legs[i - 1] if i and self.story.legs else None
            told = phrases.way(self.story, i, self.language)
            if leg and leg.kilometres < 0.05:
                told = ""
            end = box.right - width(told, note)
            if told:
                self._text(told, end, middle + 6.5 * u, note, palette.muted, "list")
            x = box.left + 38 * u
            for line in wrap(clean(stop.place.name), name, end - 12 * u - x, 1):
                self._text(line, x, middle + 7.5 * u, name, palette.ink, "list")
                x += width(line, name) + 10 * u
            self._local_in_row(stop, x, end - 12 * u, middle + 7 * u)
            y += row

    def _index(self, box: Box) -> None:
        """Write the stops' numbers and names small, in columns, if all of them have room."""
        u, palette, stops = self.u, self.palette, self.story.stops
        style, bold = Style(SMALL * u), Style(SMALL * u, weight=700)
        columns = max(1, int(box.width // (INDEX_COLUMN * u)))
        rows = math.ceil(len(stops) / columns)
        if rows * INDEX_ROW * u > box.height:
            return
        across = box.width / columns
        for i, stop in enumerate(stops):
            column, row = divmod(i, rows)
            x, y = box.left + column * across, box.top + (row + 0.75) * INDEX_ROW * u
            figure = str(i + 1)
            indent = 26 * u
            self._text(figure, x + indent - width(figure, bold), y, bold, palette.ink, "list")
            for line in wrap(clean(stop.place.name), style, across - indent - 18 * u, 1):
                self._text(line, x + indent + 8 * u, y, style, palette.ink, "list")

    def _local_in_row(self, stop: Stop, x: float, end: float, y: float) -> None:
        """Write a stop's local name after its name, if it has room."""
        style = Style(18 * self.u)
        for script, name in stop.place.local_names[:1]:
            text = clean(name)
            if name == stop.place.name or not drawable(text, style, script):
                return
            if x + width(text, style, script) <= end:
                self.drawing.texts.append(
                    Text(text, x, y, style, self.palette.muted, language=script, part="list")
                )

    def _number(self, number: int, x: float, y: float, *, hollow: bool) -> None:
        u, palette = self.u, self.palette
        style = Style(15 * u, weight=700)
        figure = str(number)
        rim: dict[str, str | float] = {"fill": palette.pin}
        if hollow:
            rim = {"fill": "none", "stroke": palette.pin, "stroke_width": 2 * u}
            rim["stroke_dasharray"] = f"{3 * u:.1f} {2.3 * u:.1f}"
        self.drawing.add("circle", cx=x, cy=y, r=(12 if hollow else 13) * u, **rim)
        left = x - width(figure, style) / 2
        ink = palette.ink if hollow else palette.pin_ink
        self._text(figure, left, y + 5.4 * u, style, ink, "number")

    def _credit(self, box: Box, shown: StaticMap) -> None:
        """Write the sources at the foot of the sheet, and how many names had no room."""
        note = ""
        if shown.named < len(shown.marks):
            note = f" · {self._count(shown.named, len(shown.marks))}"
        style = Style(SMALL * self.u)
        for i, line in enumerate(reversed(self._credit_lines(box, note))):
            y = box.bottom - SMALL_LINE * self.u * i
            self._text(line, box.left, y, style, self.palette.muted, "credit")

    def _credit_lines(self, box: Box, note: str = "") -> tuple[str, ...]:
        """The sources on two lines, or on as many as it takes to name a service whole.

        Their licences ask for them, so it is an editor's words that give way.
        """
        style = Style(SMALL * self.u)
        source = clean(self.story.article.source)
        said = f"{self.language.text('Map: {0}', 'Dateline')} · {credit(self.story)}{note}"
        text = self.language.text("Text: {0}", source)
        if self.story.edition.credit:
            source = text = clean(self.story.edition.credit)
        if services(self.story):
            return wrap(f"{said} · {text}" if source else said, style, box.width, 4)
        if not source:
            text = ""

        def joined(letters: int) -> str:
            kept = text if letters == len(text) else f"{text[:letters].rstrip()}…"
            return f"{kept} · {said}" if letters else said

        def is_too_long(letters: int) -> bool:
            return len(wrap(joined(letters), style, box.width, 3)) > 2

        letters = len(text)
        if is_too_long(letters):
            letters = bisect_left(range(1, letters), True, key=is_too_long)
        return wrap(joined(letters), style, box.width, 2)

    def _count(self, named: int, marks: int) -> str:
        return self.language.text("{0} of {1} places named", named, marks)

    def _credit_room(self, box: Box, usual: float) -> float:
        """How high the sources are; ``usual`` counts lines."""
        most = len(self.story.places)
        if services(self.story):
            note = f" · {self._count(most, most)}"
            usual = max(usual, len(self._credit_lines(box, note)) - 0.2)
        return usual * SMALL_LINE * self.u

    def _text(self, text: str, x: float, y: float, style: Style, fill: str, part: str) -> None:
        language = self.story.article.language if part in ("title", "passage", "source") else ""
        self.drawing.texts.append(Text(text, x, y, style, fill, language=language, part=part))


def _cut(box: Box, height: float) -> Box:
    """The upper part of a box."""
    return Box(box.left, box.top, box.right, min(box.bottom, box.top + height))
