"""A story's map on a drawing: ground, route, marks and names, within a frame."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geo.drawing import Drawing, element
from geo.furniture import Furniture
from geo.ground import Ground
from geo.labels import Box, Room
from geo.labels import place as place_labels
from geo.language import ENGLISH, Language
from geo.lettering import Style, clean, width
from geo.look import Look
from geo.marks import LONGEST_NAME, Mark, Marks, gather, with_pins
from geo.measure import great_circle
from geo.naming import labels
from geo.routeline import draw_arrow, draw_leg, sampled
from geo.story import Place, Point, Story
from geo.view import Path, View, fit

# Of the frame's width and height, the margins around the route at most; in units at most.
SIDE_SHARE, SIDE = 0.12, 72.0
TOP_SHARE, TOP = 0.14, 64.0
BOTTOM_SHARE, BOTTOM = 0.17, 84.0
# The margin that names at the right edge may ask for, of the frame's width.
NAMES_SHARE = 0.32
# Places that span less than this of the frame's height lie side by side.
WIDE_SHARE = 0.4
# How often the map is fitted anew to make that room.
FITTINGS = 5
# One stop is shown with so much of the way to its neighbours, but not more than this many km.
NEAR_SHARE, NEAR_KM, NEAR_STEP_KM = 0.55, 350.0, 10.0
# How far a name may move from its mark, in units.
REACH = 170.0
# Of more places than this, those far from the named ones come first.
SPREAD_FROM = 45
# The whole world, for a story that names no place.
WORLD = tuple(
    Point(latitude, longitude) for latitude in (-55, 80) for longitude in range(-180, 180, 20)
)


class StaticMap:
    """A map of a story.

    Attributes
    ----------
    marks
        What is marked within the frame.
    named
        How many of the marks got their name.
    """

    def __init__(
        self,
        drawing: Drawing,
        story: Story,
        frame: Box,
        look: Look,
        stop: int | None = None,
        language: Language = ENGLISH,
    ) -> None:
        self.drawing, self.story, self.frame, self.look = drawing, story, frame, look
        self.language = language
        self.chosen = story.stops[stop - 1].place if stop else None
        self.stop = stop
        self.places: list[Place] = [s.place for s in story.stops] or list(story.places)
        self.sizes = look.sizes(len({place.id for place in self.places}))
        self.view = self._fitted()
        self.marks: list[Mark] = []
        self.named = 0

    def draw(self) -> None:
        """Draw all of the map."""
        u, drawing = self.look.unit, self.drawing
        start = len(drawing.shapes)
        legs = [(leg, self._paths(leg.lines)) for leg in self.story.legs]
        line = [p for _, paths in legs for path in paths for p in sampled(path, 6 * u, self.frame)]
        room = Room(self.frame.grown(-10 * u), line, gap=3 * u)
        ground = Ground(drawing, self.view, self.look, labels(self.story, self.language).code)
        ground.draw()
        thickness = self.sizes.route
        for leg, paths in legs:
            draw_leg(drawing, paths, leg.mode, self.look, thickness)
        if len(legs) <= SPREAD_FROM:
            for _, paths in legs:
                draw_arrow(drawing, paths, self.look, self.frame)
        self.marks = self._gathered()
        drawer = Marks(drawing, self.look, self.sizes)
        for mark in reversed(self.marks):
            drawer.draw(mark)
        room.take(drawer.box(mark) for mark in self.marks)
        points = [mark.at for mark in self.marks]
        Furniture(drawing, self.view, self.look, room, points, self.language).draw(
            self.story.legs, planned=any(mark.planned for mark in self.marks)
        )
        self._write_names(drawer, room)
        room.gap = 6 * u
        ground.write_names(room, [mark.name for mark in self.marks])
        self._frame(start)

    @property
    def wide(self) -> bool:
        """Whether the places leave much of the frame's height to what lies around them."""
        heights = [self.view.pixel(place.point)[1] for place in self.places]
        return bool(heights) and max(heights) - min(heights) < WIDE_SHARE * self.frame.height

    def _fitted(self) -> View:
        u, frame, points = self.look.unit, self.frame, self._shown()
        side = min(SIDE * u, frame.width * SIDE_SHARE)
        top = min(TOP * u, frame.height * TOP_SHARE)
        bottom = min(BOTTOM * u, frame.height * BOTTOM_SHARE)
        view = fit(points, frame, Box(side, top, side, bottom))
        if self.stop:
            return view
        # Once more and again, with room for the names at the right edge.
        style = Style(self.sizes.name, weight=700)
        lengths = [min(width(clean(place.name), style), LONGEST_NAME * u) for place in self.places]
        right, most = side, max(side, frame.width * NAMES_SHARE)
        for _ in range(FITTINGS):
            over = max(
                (
                    view.pixel(place.point)[0] + self.sizes.pin + 18 * u + length - frame.right
                    for place, length in zip(self.places, lengths, strict=True)
                ),
                default=0.0,
            )
            if over <= 0 or right >= most:
                break
            right = min(most, right + over)
            view = fit(points, frame, Box(side, top, right, bottom))
        return view

    def _shown(self) -> Sequence[Point]:
        """The points that the map must hold."""
        if self.stop:
            return self._near(self.stop - 1)
        points = [place.point for place in self.places]
        points += [point for leg in self.story.legs for line in leg.lines for point in line]
        return points or WORLD

    def _near(self, index: int) -> list[Point]:
        """A stop, and on each side of it a part of the way to its neighbours."""
        here = self.places[index].point
        points = [here]
        for neighbour in (index - 1, index + 1):
            if 0 <= neighbour < len(self.places):
                way = great_circle(here, self.places[neighbour].point, NEAR_STEP_KM)
                steps = min(NEAR_KM / NEAR_STEP_KM, len(way) * NEAR_SHARE)
                points += way[: max(1, int(steps))]
        # As much on the other side, so that the stop stands in the middle.
        return points + [
            Point(
                min(max(2 * here.latitude - p.latitude, -89.0), 89.0),
                (2 * here.longitude - p.longitude + 180) % 360 - 180,
            )
            for p in points
        ]

    def _paths(self, lines: Sequence[Sequence[Point]]) -> list[Path]:
        return self.view.paths([point for line in lines for point in line])

    def _gathered(self) -> list[Mark]:
        points = [self.view.pixel(place.point) for place in self.places]
        stops = enumerate(self.story.stops, 1)
        planned = {number for number, stop in stops if stop.status == "planned"}
        marks = gather(self.places, points, bool(self.story.stops), planned)
        inner = self.frame.grown(-4 * self.look.unit)
        seen = [mark for mark in marks if inner.holds(mark.at)]
        chosen = self.chosen.id if self.chosen else ""
        return with_pins(seen, self.sizes, chosen, self.look.unit)

    def _write_names(self, drawer: Marks, room: Room) -> None:
        order = [mark for mark in self._by_importance() if mark.name]
        requests = [drawer.request(mark, REACH * self.look.unit) for mark in order]
        spots = place_labels(requests, room)
        for mark, spot in zip(order, spots, strict=True):
            if spot is not None:
                drawer.write(mark, spot)
                self.named += 1

    def _by_importance(self) -> list[Mark]:
        """The marks in the order that they are named: the chosen one, the ends, then the rest.

        Of very many, each next one lies as far as can be from those before it.
        """
        first = [mark for mark in self.marks if mark.red]
        ends = [mark for mark in (*self.marks[:1], *self.marks[-1:]) if mark not in first]
        order = list(dict.fromkeys([*first, *ends]))
        rest = [mark for mark in self.marks if mark not in order]
        if len(self.marks) <= SPREAD_FROM:
            return order + rest
        away = [min(math.dist(mark.at, known.at) for known in order) for mark in rest]
        while rest:
            i = max(range(len(rest)), key=away.__getitem__)
            order.append(rest.pop(i))
            away.pop(i)
            away = [
                min(d, math.dist(mark.at, order[-1].at)) for d, mark in zip(away, rest, strict=True)
            ]
        return order

    def _frame(self, start: int) -> None:
        """Keep what was drawn from shape ``start`` on inside the frame, and draw its edge."""
        drawing = self.drawing
        clip = element("rect", **self.frame.rectangle)
        drawing.definitions.append(f'<clipPath id="map">{clip}</clipPath>')
        inside = drawing.shapes[start:]
        del drawing.shapes[start:]
        drawing.group(inside, clip_path="url(#map)", class_="map")
        drawing.add(
            "rect",
            **self.frame.rectangle,
            fill="none",
            stroke=self.look.palette.rule,
            stroke_width=1.5 * self.look.unit,
        )
