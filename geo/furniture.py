"""What a map needs beside the map: a scale bar, a key to its lines, and where on earth it lies."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from geo.drawing import Drawing, Text, path_of
from geo.labels import Box, Position, Room
from geo.language import ENGLISH, Language
from geo.lettering import Style, width
from geo.locator import locator
from geo.look import Look
from geo.marks import draw_broken_rim
from geo.phrases import BY_MODE, STATUS
from geo.routeline import draw_leg
from geo.story import Leg, Mode, Point
from geo.view import View

# A scale bar's length is one of these, or ten, a hundred … times as many kilometres or miles.
LENGTHS = (1, 2, 5)
# Of the frame's width, the scale bar's at most.
BAR_SHARE = 0.2
# Where lengths differ more than so within a map, its scale bar says where it is true.
EVEN_SCALE = 1.25
# A map of more degrees than this needs no locator.
LOCATED_WIDTH, LOCATED_HEIGHT = 75.0, 60.0
LOCATOR_RADIUS, LOCATOR_SHARE = 76.0, 0.15
# Around a box in a corner, the units that a mark there wants for its name.
NAME_ROOM = (150.0, 85.0)


class Furniture:
    """The furniture of a map, in the corners where it covers least."""

    def __init__(
        self,
        drawing: Drawing,
        view: View,
        look: Look,
        room: Room,
        marks: Sequence[Position],
        language: Language = ENGLISH,
    ) -> None:
        self.drawing, self.view, self.look, self.room, self.marks = drawing, view, look, room, marks
        self.language = language
        self.style = Style(16 * look.unit)

    def draw(self, legs: Sequence[Leg], *, planned: bool) -> None:
        """Draw scale bar and key, then the locator, and mark their room as taken.

        Parameters
        ----------
        planned
            Whether the map shows stops that nobody has reached yet.
        """
        keys: list[tuple[Mode | None, str]] = [*self._keys(legs)]
        if planned:
            keys.append((None, self.language.text(STATUS["planned"])))
        self._bar_and_key(keys)
        self._locator()

    def _corner(self, across: float, down: float, order: str) -> tuple[Box, float]:
        """The box in the best corner, and what it covers: 20 and more for what is taken."""
        u = self.look.unit
        inner = self.view.frame.grown(-18 * u)
        best: tuple[float, Box] | None = None
        for vertical, horizontal in map(tuple, order.split()):
            left = inner.left if horizontal == "l" else inner.right - across
            top = inner.top if vertical == "t" else inner.bottom - down
            box = Box(left, top, left + across, top + down)
            near = Box(
                box.left - NAME_ROOM[0] * u,
                box.top - NAME_ROOM[1] * u,
                box.right + NAME_ROOM[0] * u,
                box.bottom + NAME_ROOM[1] * u,
            )
            wide = box.grown(6 * u)
            cost = 20.0 * self.room.covered([wide])
            cost += float(
                self.room.on_line(np.array([[wide.left, wide.top, wide.right, wide.bottom]])).sum()
            )
            cost += 2.0 * sum(near.holds(mark) for mark in self.marks)
            if best is None or cost < best[0]:
                best = (cost, box)
        if best is None:
            raise ValueError("no corner to choose from")
        return best[1], best[0]

    # --- scale bar and key ----------------------------------------------------------------

    def _bar_and_key(self, keys: list[tuple[Mode | None, str]]) -> None:
        """Draw the scale bar below the keys: the line of a mode, or the pin of a planned stop."""
        u, frame = self.look.unit, self.view.frame
        bar, words = self._bar_at(frame.bottom - 40 * u)
        line, step = 50 * u, 24 * u
        across = max(
            bar,
            width(words, self.style),
            *(width(said, self.style) + line + 12 * u for _, said in keys),
            0.0,
        )
        box, _ = self._corner(across, step * len(keys) + 30 * u, "bl br tl tr")
        self.room.take([box.grown(4 * u)])
        right = box.left > frame.middle[0]
        for i, (mode, said) in enumerate(keys):
            y = box.top + step * i + 10 * u
            x = box.right - width(said, self.style) - line - 12 * u if right else box.left
            if mode:
                draw_leg(self.drawing, [((x, y), (x + line, y))], mode, self.look, 4 * u)
            else:
                middle, radius = (x + line - 9 * u if right else x + line / 2), 9 * u
                pin = Box(middle - radius, y - radius, middle + radius, y + radius)
                draw_broken_rim(self.drawing, pin, self.look.palette.pin, u)
            self._write(said, x + line + 12 * u, y + 5.5 * u, "key")
        bar, words = self._bar_at(box.bottom)
        x, y = box.right - bar if right else box.left, box.bottom - 1.5 * u
        bracket = [((x, y - 7 * u), (x, y), (x + bar, y), (x + bar, y - 7 * u))]
        for stroke, thickness in (
            (self.look.palette.route_casing, 5),
            (self.look.palette.ink, 1.6),
        ):
            self.drawing.add(
                "path",
                d=path_of(bracket),
                fill="none",
                stroke=stroke,
                stroke_width=thickness * u,
                class_="scale",
            )
        said_width = width(words, self.style)
        start = min(max(x + (bar - said_width) / 2, box.left), box.right - said_width)
        self._write(words, start, y - 8 * u, "scale")

    def _bar_at(self, y: float) -> tuple[float, str]:
        """Length in pixels of a scale bar at the height ``y``, and its words.

        It is true along the parallel where it stands. On a map that stretches,
        it is true in the map's middle, and says so.
        """
        frame, bounds = self.view.frame, self.view.bounds
        here = self.view.globe(frame.middle[0], y)
        middle = self.view.globe(*frame.middle)
        scales = [self.view.pixels_per_km(at) for at in (bounds.south, bounds.north)]
        even = max(scales) <= EVEN_SCALE * min(scales) and self.view.projection.conformal
        latitude = here[1] if even and here else round(middle[1] / 5) * 5.0 if middle else 0.0
        unit = self.language.kilometres_per_unit
        per_unit = self.view.pixels_per_km(latitude) * unit
        most = frame.width * BAR_SHARE / per_unit
        power = 10.0 ** math.floor(math.log10(most))
        length = max(power * times for times in LENGTHS if power * times <= most)
        words = self.language.distance(length * unit)
        return length * per_unit, words if even else self._at(words, latitude)

    def _at(self, words: str, latitude: float) -> str:
        """The scale bar's words, and where on the map it is true."""
        degrees = abs(round(latitude))
        if latitude > 0:
            return self.language.text("{0} at {1}° N", words, degrees)
        if latitude < 0:
            return self.language.text("{0} at {1}° S", words, degrees)
        return self.language.text("{0} at the equator", words)

    def _write(self, said: str, x: float, y: float, part: str) -> None:
        palette = self.look.palette
        self.drawing.texts.append(
            Text(
                said,
                x,
                y,
                self.style,
                palette.ink,
                halo=palette.route_casing,
                halo_width=4 * self.look.unit,
                part=part,
            )
        )

    def _keys(self, legs: Sequence[Leg]) -> list[tuple[Mode, str]]:
        """Each way of travel, and its words: "by rail, schematic"."""
        schematic: dict[Mode, bool] = {}
        for leg in legs:
            schematic[leg.mode] = schematic.get(leg.mode, False) or leg.schematic
        said = {mode: self.language.text(BY_MODE[mode]) for mode in schematic}
        return [
            (mode, self.language.text("{0}, schematic", said[mode]) if drawn else said[mode])
            for mode, drawn in schematic.items()
        ]

    # --- locator --------------------------------------------------------------------------

    def _locator(self) -> None:
        u, frame, bounds = self.look.unit, self.view.frame, self.view.bounds
        middle = self.view.globe(*frame.middle)
        if bounds.width > LOCATED_WIDTH or bounds.height > LOCATED_HEIGHT or middle is None:
            return
        radius = min(LOCATOR_RADIUS * u, LOCATOR_SHARE * min(frame.width, frame.height))
        box, cost = self._corner(2 * radius, 2 * radius, "tl tr br bl")
        if cost >= 20:
            return
        self.room.take([box.grown(4 * u)])
        edge = [self.view.globe(x, y) for x, y in _around(frame)]
        turned = (middle[0] + 180) % 360 - 180
        self.drawing.group(
            locator(
                Point(middle[1], turned),
                [position for position in edge if position],
                box.middle,
                radius,
                self.look.palette,
            ),
            class_="locator",
        )


def _around(frame: Box) -> list[Position]:
    """Points around the edge of the frame."""
    across = [float(x) for x in np.linspace(frame.left, frame.right, 13)]
    down = [float(y) for y in np.linspace(frame.top, frame.bottom, 13)]
    edge = [(x, frame.top) for x in across] + [(frame.right, y) for y in down]
    return edge + [(x, frame.bottom) for x in across[::-1]] + [(frame.left, y) for y in down[::-1]]
