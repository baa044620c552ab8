"""The marks of a story on a picture: numbered pins, or dots with numbered names where crowded."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from geo.drawing import Drawing, Text, path_of
from geo.labels import Box, Position, Request
from geo.labels import Place as Spot
from geo.lettering import Style, clean, drawable, width, wrap
from geo.look import Look, TypeSizes
from geo.story import Place

# Numbers that one pin shows; of more, the first and the last.
MOST_NUMBERS = 3
DOT = 6.5
SMALL_DOT = 4.5
# A number's size and its room, in radii of its pin.
NUMBER_SIZE, NUMBER_ROOM = 1.15, 0.9
# The radius of a number before a name, in sizes of the name.
CHIP = 0.58
LINE_HEIGHT, DESCENT = 1.2, 0.27
# A name longer than this, in units, is set in two lines.
LONGEST_NAME = 330.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the map, and what is there.

    Attributes
    ----------
    places
        The distinct places, as first visited.
    numbers
        The numbers of the stops there; none for a place that is no stop.
    radius
        Of its pin, in pixels; 0 for a dot, which has its numbers before its
        name.
    red
        Whether it is the one stop that the picture is about.
    planned
        Whether nobody has been there yet: its pin is hollow, with a broken rim.
    """

    at: Position
    places: tuple[Place, ...]
    numbers: tuple[int, ...] = ()
    radius: float = 0.0
    red: bool = False
    planned: bool = False

    @property
    def figure(self) -> str:
        """The numbers as a pin shows them: "2", "1·3", "1…9"."""
        if len(self.numbers) <= MOST_NUMBERS:
            return "·".join(map(str, self.numbers))
        return f"{self.numbers[0]}…{self.numbers[-1]}"

    @property
    def name(self) -> str:
        """The names of its places."""
        return clean(", ".join(dict.fromkeys(place.name for place in self.places)))


def gather(
    places: Sequence[Place],
    points: Sequence[Position],
    numbered: bool,
    planned: Collection[int] = (),
) -> list[Mark]:
    """A mark for each place, in their order; places at one point, to a pixel, share it.

    ``planned`` are the numbers of the stops that nobody has reached yet.
    """
    shared: list[tuple[Position, list[Place], list[int]]] = []
    for number, (place, at) in enumerate(zip(places, points, strict=True), 1):
        for point, here, numbers in shared:
            if math.dist(point, at) < 1.0 or any(place.id == other.id for other in here):
                numbers.append(number)
                if all(place.id != other.id for other in here):
                    here.append(place)
                break
        else:
            shared.append((at, [place], [number]))
    return [
        Mark(
            at,
            tuple(here),
            tuple(numbers) if numbered else (),
            planned=set(numbers) <= set(planned),
        )
        for at, here, numbers in shared
    ]


def with_pins(marks: Sequence[Mark], sizes: TypeSizes, chosen: str, unit: float) -> list[Mark]:
    """Give each mark its pin: all that have room, the chosen place and, of very many, the ends."""
    ends = {mark.numbers for mark in (marks[0], marks[-1])} if marks else set()
    pinned = []
    for mark in marks:
        red = any(place.id == chosen for place in mark.places)
        radius = sizes.pin
        if not radius and mark.numbers in ends:
            radius = 12 * unit
        near = min(
            (math.dist(mark.at, other.at) for other in marks if other is not mark), default=math.inf
        )
        crowded = near < 2 * radius + 4 * unit and sizes.pin > 0
        if not mark.numbers or (crowded and not red):
            radius = 0.0
        pinned.append(replace(mark, radius=radius * (1.2 if red else 1.0), red=red))
    return pinned


class Marks:
    """Draws marks and their names."""

    def __init__(self, drawing: Drawing, look: Look, sizes: TypeSizes) -> None:
        self.drawing, self.look, self.sizes = drawing, look, sizes
        self.dot = (DOT if sizes.pin else SMALL_DOT) * look.unit

    def box(self, mark: Mark) -> Box:
        """The box that a mark covers."""
        (x, y), r = mark.at, mark.radius or self.dot
        half = max(r, _figure_width(mark.figure, mark.radius) / 2 if mark.radius else 0.0)
        rim = self.look.unit
        return Box(x - half - rim, y - r - rim, x + half + rim, y + r + rim)

    def draw(self, mark: Mark) -> None:
        """Draw a pin, or a dot."""
        u, palette = self.look.unit, self.look.palette
        x, y = mark.at
        fill = palette.route if mark.red else palette.pin
        if mark.red:
            self.drawing.add(
                "circle",
                cx=x,
                cy=y,
                r=(mark.radius or self.dot) * 1.7,
                fill=fill,
                fill_opacity=0.22,
            )
        if mark.radius:
            ink = palette.selected_ink if mark.red else palette.pin_ink
            if mark.planned:
                self._hollow(mark, fill)
            else:
                self._pill(mark.figure, x, y, mark.radius, fill, ink, "stop")
            return
        self.drawing.add(
            "circle",
            cx=x,
            cy=y,
            r=self.dot,
            fill=palette.page if mark.planned else fill,
            stroke=fill if mark.planned else palette.route_casing,
            stroke_width=2 * u,
            class_="stop",
        )

    def _hollow(self, mark: Mark, colour: str) -> None:
        """The pin of a stop not reached yet, on a ground that parts it from a line."""
        u, palette = self.look.unit, self.look.palette
        (x, y), radius = mark.at, mark.radius
        half = max(radius, _figure_width(mark.figure, radius) / 2)
        self._pill(mark.figure, x, y, radius, palette.page, palette.ink, "stop")
        draw_broken_rim(self.drawing, Box(x - half, y - radius, x + half, y + radius), colour, u)

    def _pill(
        self, figure: str, x: float, y: float, radius: float, fill: str, ink: str, part: str
    ) -> None:
        """A number in a round box around (x, y)."""
        half = max(radius, _figure_width(figure, radius) / 2)
        self.drawing.add(
            "rect",
            x=x - half,
            y=y - radius,
            width=2 * half,
            height=2 * radius,
            rx=radius,
            fill=fill,
            stroke=self.look.palette.route_casing,
            stroke_width=2.2 * self.look.unit,
            class_=part,
        )
        style = _figure_style(radius)
        left, baseline = x - width(figure, style) / 2, y + style.size * 0.36
        self.drawing.texts.append(Text(figure, left, baseline, style, ink, part="number"))

    # --- names ----------------------------------------------------------------------------

    def request(self, mark: Mark, reach: float) -> Request:
        """The room that a mark's name wants; ``reach`` pixels away at most."""
        lines = self._lines(mark)
        box = self.box(mark)
        return Request(
            mark.at,
            box.width / 2 + 4 * self.look.unit,
            max(width(text.text, text.style, text.language) for text in lines) + self._chip(mark),
            sum(text.style.size * LINE_HEIGHT for text in lines),
            leader=reach,
        )

    def write(self, mark: Mark, spot: Spot) -> None:
        """Write a mark's name where it found room, with a leader line if it is far."""
        u, palette = self.look.unit, self.look.palette
        if spot.leader is not None:
            data = path_of([spot.leader])
            self.drawing.add("path", d=data, stroke=palette.route_casing, stroke_width=3.5 * u)
            self.drawing.add(
                "path", d=data, stroke=palette.ink, stroke_width=1.3 * u, class_="leader"
            )
        box, indent = spot.box, self._chip(mark)
        if indent:
            radius = self.sizes.name * CHIP
            half = max(radius, _figure_width(mark.figure, radius) / 2)
            y = box.top + self.sizes.name * LINE_HEIGHT / 2
            self._pill(
                mark.figure, box.left + half, y, radius, palette.pin, palette.pin_ink, "chip"
            )
        on_left = box.right <= mark.at[0] and not indent
        y = box.top
        for text in self._lines(mark):
            y += text.style.size * LINE_HEIGHT
            length = width(text.text, text.style, text.language)
            x = box.right - length if on_left else box.left + indent
            self.drawing.texts.append(replace(text, x=x, y=y - text.style.size * DESCENT))

    def _lines(self, mark: Mark) -> list[Text]:
        """The name, and the local name below it."""
        palette, u = self.look.palette, self.look.unit
        style = Style(self.sizes.name, weight=700)
        lines = [
            Text(part, 0, 0, style, palette.ink, palette.route_casing, 5 * u, part="name")
            for part in wrap(mark.name, style, LONGEST_NAME * u, 2)
        ]
        local = mark.places[0].local_names[:1] if len(mark.places) == 1 else ()
        for script, name in local if self.sizes.local else ():
            local_style = Style(self.sizes.local)
            if name != mark.places[0].name and drawable(clean(name), local_style, script):
                lines.append(
                    Text(
                        clean(name),
                        0,
                        0,
                        local_style,
                        palette.muted,
                        palette.route_casing,
                        5 * u,
                        language=script,
                        part="local",
                    )
                )
        return lines

    def _chip(self, mark: Mark) -> float:
        """Width of the numbers before a name, where the mark is a dot and numbers are shown."""
        if mark.radius or not mark.numbers or not self.sizes.pin:
            return 0.0
        radius = self.sizes.name * CHIP
        return max(2 * radius, _figure_width(mark.figure, radius)) + 6 * self.look.unit


def draw_broken_rim(drawing: Drawing, box: Box, colour: str, unit: float) -> None:
    """Draw the rim of a stop that nobody has reached yet."""
    drawing.add(
        "rect",
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
        rx=box.height / 2,
        fill="none",
        stroke=colour,
        stroke_width=2.2 * unit,
        stroke_dasharray=f"{4 * unit:.1f} {3 * unit:.1f}",
    )


def _figure_style(radius: float) -> Style:
    return Style(radius * NUMBER_SIZE, weight=700)


def _figure_width(figure: str, radius: float) -> float:
    return width(figure, _figure_style(radius)) + radius * NUMBER_ROOM if radius else 0.0
