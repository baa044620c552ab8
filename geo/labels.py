"""Where labels stand: beside their points, over nothing, or at the end of a leader line.

Geometry alone, in pixels, x to the right and y down. The same requests always
get the same places.

The order of good places around a point is Imhof's (Positioning Names on Maps,
The American Cartographer 2, 1975): right first, above before below, left
last. A label that finds none moves others aside, then goes further off with a
leader line; one that still finds none is left out, and the caller told so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Position = tuple[float, float]

# Where a label's box lies from its point: to the side (-1 left, 1 right), and above or below,
# with what each place costs.
SIDES: tuple[tuple[float, float, float], ...] = (
    (1, 0, 0.0),
    (1, -1, 1.0),
    (1, 1, 1.5),
    (-1, 0, 2.0),
    (0, -1, 2.5),
    (0, 1, 3.0),
    (-1, -1, 3.0),
    (-1, 1, 3.5),
)
LEADER_DIRECTIONS = 16
LEADER_COST = 6.0
# What a label costs for each point of the line of travel that it covers.
COVERING_COST = 0.5
# What it costs that its leader line crosses the line of travel, but for its first stretch, which
# starts there.
CROSSING_COST, CLEAR_START = 4.0, 0.3
# How many of its places a label tries from which it would push another aside.
PUSHES = 24
# Rounds in which each label looks for a better place than it took.
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its edges parallel to the sheet's."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> Position:
        """The point halfway between the edges."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def rectangle(self) -> dict[str, float]:
        """The box as the attributes of an SVG rectangle."""
        return {"x": self.left, "y": self.top, "width": self.width, "height": self.height}

    def grown(self, by: float) -> Box:
        """The box with ``by`` added on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, position: Position) -> bool:
        """Whether the position lies in the box, not on its edge."""
        return self.left < position[0] < self.right and self.top < position[1] < self.bottom

    def inside(self, other: Box) -> bool:
        """Whether no part of the box lies outside ``other``."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A label that wants a place.

    Attributes
    ----------
    point
        What it names.
    radius
        How far its box keeps from the point: the size of the mark there.
    width, height
        The size of its box.
    leader
        How far it may move off, with a leader line; 0 for never.
    """

    point: Position
    radius: float
    width: float
    height: float
    leader: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """The box that a label got, and its leader line from the point to the box, if any."""

    box: Box
    leader: tuple[Position, Position] | None = None


@dataclass
class Room:
    """The free room on a sheet.

    Attributes
    ----------
    frame
        What no label may leave.
    line
        Points along the line of travel: labels rather stand elsewhere.
    gap
        How far labels keep from one another and from what is taken.
    """

    frame: Box
    line: Sequence[Position] = ()
    gap: float = 2.0

    def __post_init__(self) -> None:
        self.points = np.array(self.line, dtype=np.float64).reshape(-1, 2)
        self.taken = _rows(())

    def take(self, boxes: Iterable[Box]) -> None:
        """Mark boxes as taken."""
        self.taken = np.vstack((self.taken, _rows(boxes)))

    def free(self, boxes: Sequence[Box]) -> bool:
        """Whether all boxes lie in the frame, over nothing that is taken and off the line."""
        if not all(box.inside(self.frame) for box in boxes):
            return False
        rows = _rows(boxes)
        return not self.covered(boxes) and not self.on_line(rows).any()

    def covered(self, boxes: Sequence[Box]) -> int:
        """How often the boxes cross something that is taken."""
        return int(_boxes_cross(_rows(boxes), self.taken, self.gap).sum())

    def across_line(self, leaders: Array) -> Flags:
        """Which leader lines (rows of x, y, x, y) run over the line of travel."""
        ends = leaders.reshape(-1, 2)
        if np.isnan(ends).all():
            return np.zeros(len(leaders), dtype=np.bool_)
        rim = 2 * self.gap
        near = self._near(np.nanmin(ends, axis=0) - rim, np.nanmax(ends, axis=0) + rim)
        start, step = leaders[:, None, :2], leaders[:, None, 2:] - leaders[:, None, :2]
        along_x = (near[None, :, 0] - start[..., 0]) * step[..., 0]
        along_y = (near[None, :, 1] - start[..., 1]) * step[..., 1]
        length = np.maximum(step[..., 0] ** 2 + step[..., 1] ** 2, 1e-9)
        share = np.clip((along_x + along_y) / length, CLEAR_START, 1.0)
        away_x = near[None, :, 0] - start[..., 0] - share * step[..., 0]
        away_y = near[None, :, 1] - start[..., 1] - share * step[..., 1]
        return np.asarray((away_x**2 + away_y**2 < rim**2).any(axis=1))

    def _near(self, low: Array, high: Array) -> Array:
        """The points of the line between two corners."""
        return self.points[((self.points >= low) & (self.points <= high)).all(axis=1)]

    def on_line(self, boxes: Array) -> Array:
        """How many points of the line each box (row: left, top, right, bottom) covers."""
        if not len(boxes):
            return np.zeros(0)
        near = self._near(boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0))
        x, y = near[None, :, 0], near[None, :, 1]
        left, top, right, bottom = (boxes[:, i, None] for i in range(4))
        within = (left < x) & (x < right) & (top < y) & (y < bottom)
        return np.asarray(within.sum(axis=1), dtype=np.float64)


def along(start: Position, end: Position, thickness: float) -> tuple[Box, ...]:
    """Boxes that cover the straight line between two points, ``thickness`` wide."""
    count = max(1, math.ceil(math.dist(start, end) / max(thickness, 1.0)))
    half = thickness / 2
    covered = []
    for i in range(count + 1):
        x = start[0] + (end[0] - start[0]) * i / count
        y = start[1] + (end[1] - start[1]) * i / count
        covered.append(Box(x - half, y - half, x + half, y + half))
    return tuple(covered)


def beside(request: Request) -> tuple[Box, ...]:
    """The eight boxes that touch the mark, the best first."""
    return tuple(Box(*box) for _, box, _ in sorted(_beside(request), key=lambda found: found[0]))


def place(requests: Sequence[Request], room: Room) -> tuple[Place | None, ...]:
    """Find a place for each label; the first requests matter most.

    Parameters
    ----------
    room
        What is taken already, marks of points included. The places that are
        found are marked as taken in it.

    Returns
    -------
    tuple of Place or None
        One for each request, in their order; None where there is no room.
    """
    table = _Table([_choices(request, room) for request in requests], room.gap)
    for i in range(len(requests)):
        if not table.settle(i):
            table.push_aside(i)
    for _ in range(ROUNDS):
        for i in range(len(requests)):
            table.settle(i)
    places = tuple(table.place(i) for i in range(len(requests)))
    for found in places:
        if found is not None:
            room.take([found.box, *(along(*found.leader, 3.0) if found.leader else ())])
    return places


@dataclass(frozen=True)
class _Choices:
    """The places that a label may take, the best first.

    Attributes
    ----------
    boxes
        Rows of (left, top, right, bottom).
    leaders
        Rows of (x, y, x, y); nan where there is no leader line.
    """

    boxes: Array
    leaders: Array


class _Table:
    """Which label has taken which of its choices."""

    def __init__(self, choices: Sequence[_Choices], gap: float) -> None:
        self.choices, self.gap = choices, gap
        self.chosen: list[int | None] = [None] * len(choices)
        self.boxes = np.full((len(choices), 4), np.nan)
        self.leaders = np.full((len(choices), 4), np.nan)

    def place(self, i: int) -> Place | None:
        """What label ``i`` has taken."""
        if self.chosen[i] is None:
            return None
        left, top, right, bottom = map(float, self.boxes[i])
        x1, y1, x2, y2 = map(float, self.leaders[i])
        leader = None if math.isnan(x1) else ((x1, y1), (x2, y2))
        return Place(Box(left, top, right, bottom), leader)

    def settle(self, i: int) -> bool:
        """Let label ``i`` take its best free place, whichever it had; False if there is none."""
        before = self.chosen[i]
        self._put(i, None)
        free = np.flatnonzero(~self._clashes(i).any(axis=1))
        self._put(i, int(free[0]) if len(free) else before)
        return bool(len(free))

    def push_aside(self, i: int) -> bool:
        """Let label ``i`` take a place where one other label can make room for it."""
        clashes = self._clashes(i)
        for j in np.flatnonzero(clashes.sum(axis=1) == 1)[:PUSHES]:
            k = int(np.flatnonzero(clashes[j])[0])
            before = self.chosen[k]
            self._put(i, int(j))
            if self._moved(k):
                return True
            self._put(i, None)
            self._put(k, before)
        return False

    def _moved(self, k: int) -> bool:
        self._put(k, None)
        return self.settle(k)

    def _put(self, i: int, choice: int | None) -> None:
        self.chosen[i] = choice
        if choice is None:
            self.boxes[i] = self.leaders[i] = np.nan
        else:
            self.boxes[i] = self.choices[i].boxes[choice]
            self.leaders[i] = self.choices[i].leaders[choice]

    def _clashes(self, i: int) -> Flags:
        """Which choices of label ``i`` (rows) clash with which placed labels (columns)."""
        mine = self.choices[i]
        clashes = np.zeros((len(mine.boxes), len(self.boxes)), dtype=np.bool_)
        if not len(mine.boxes):
            return clashes
        # Only what lies near any of the choices need be looked at closely.
        ends = np.vstack((mine.boxes[:, :2], mine.boxes[:, 2:]))
        reach = np.concatenate((ends.min(axis=0), ends.max(axis=0)))[None, :]
        touched = _boxes_cross(reach, self.boxes, self.gap).ravel()
        touched |= _lines_cross_boxes(self.leaders, reach).ravel()
        near = np.flatnonzero(touched)
        boxes, leaders = self.boxes[near], self.leaders[near]
        clashes[:, near] = (
            _boxes_cross(mine.boxes, boxes, self.gap)
            | _lines_cross_boxes(mine.leaders, boxes)
            | _lines_cross_boxes(leaders, mine.boxes).T
            | _lines_cross(mine.leaders, leaders)
        )
        return clashes


def _choices(request: Request, room: Room) -> _Choices:
    """Where a label may stand with all that is taken already, the best first."""
    found = [*_beside(request), *_led(request)]
    costs = np.array([cost for cost, _, _ in found])
    boxes = np.array([box for _, box, _ in found])
    leaders = np.array([leader for _, _, leader in found])
    taken = room.taken
    frame = room.frame
    inside = (boxes[:, :2] >= (frame.left, frame.top)).all(axis=1)
    inside &= (boxes[:, 2:] <= (frame.right, frame.bottom)).all(axis=1)
    fits: Flags = np.asarray(inside & ~_boxes_cross(boxes, taken, room.gap).any(axis=1))
    # A leader line starts within its own mark, and may cross no other.
    x, y = request.point
    away = (taken[:, 0] > x) | (taken[:, 2] < x) | (taken[:, 1] > y) | (taken[:, 3] < y)
    fits &= ~_lines_cross_boxes(leaders, taken[away]).any(axis=1)
    rim = np.array([-1.0, -1.0, 1.0, 1.0]) * 2 * room.gap
    costs = costs + COVERING_COST * room.on_line(boxes + rim)
    costs = costs + CROSSING_COST * room.across_line(leaders)
    order = [i for i in np.argsort(costs, kind="stable") if fits[i]]
    return _Choices(boxes[order].reshape(-1, 4), leaders[order].reshape(-1, 4))


_Found = tuple[float, tuple[float, float, float, float], tuple[float, float, float, float]]
_NO_LEADER = (math.nan, math.nan, math.nan, math.nan)


def _beside(request: Request) -> list[_Found]:
    """The eight places that touch the mark."""
    (x, y), r = request.point, request.radius
    found: list[_Found] = []
    for side, level, cost in SIDES:
        left = {1: x + r, 0: x - request.width / 2, -1: x - r - request.width}[int(side)]
        lift = r if side == 0 else r * 0.35
        top = {
            1: y + lift,
            0: y - request.height / 2,
            -1: y - lift - request.height,
        }[int(level)]
        found.append((cost, (left, top, left + request.width, top + request.height), _NO_LEADER))
    return found


def _led(request: Request) -> list[_Found]:
    """Places further off, each with a leader line to the middle of its nearest side."""
    (x, y), found = request.point, []
    step = max(request.height, 8.0)
    distance = request.radius + step
    while distance <= request.leader:
        for i in range(LEADER_DIRECTIONS):
            turn = 2 * math.pi * i / LEADER_DIRECTIONS
            right, up = math.cos(turn), math.sin(turn)
            end = (x + distance * right, y - distance * up)
            if abs(right) > 0.35:
                left = end[0] if right > 0 else end[0] - request.width
                top = end[1] - request.height / 2
            else:
                left = end[0] - request.width / 2
                top = end[1] - request.height if up > 0 else end[1]
            near = request.radius * 0.7
            leader = (x + near * right, y - near * up, *end)
            cost = LEADER_COST + distance / step + (0.5 if right < 0 else 0.0)
            box = (left, top, left + request.width, top + request.height)
            found.append((cost, box, leader))
        distance += step
    return found


def _rows(boxes: Iterable[Box]) -> Array:
    rows = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


# Each of these takes m rows and n rows and gives m by n flags; a row of nan meets nothing.


def _boxes_cross(boxes: Array, others: Array, gap: float) -> Flags:
    """Which boxes come nearer than ``gap`` to which others."""
    a, b = boxes[:, None, :], others[None, :, :]
    crossing: Flags = (
        (a[..., 0] < b[..., 2] + gap)
        & (b[..., 0] < a[..., 2] + gap)
        & (a[..., 1] < b[..., 3] + gap)
        & (b[..., 1] < a[..., 3] + gap)
    )
    return crossing


def _lines_cross_boxes(lines: Array, boxes: Array) -> Flags:
    """Which straight lines touch which boxes: Liang and Barsky's test of entry and exit."""
    entry, leaving = np.zeros((1, 1)), np.ones((1, 1))
    for axis in (0, 1):
        start = lines[:, None, axis]
        step = lines[:, None, axis + 2] - start
        step = np.where(np.abs(step) < 1e-9, 1e-9, step)
        one = (boxes[None, :, axis] - start) / step
        other = (boxes[None, :, axis + 2] - start) / step
        entry = np.maximum(entry, np.minimum(one, other))
        leaving = np.minimum(leaving, np.maximum(one, other))
    return np.asarray(leaving >= entry)


def _lines_cross(lines: Array, others: Array) -> Flags:
    """Which straight lines cross which others."""
    a, b = lines[:, None, :2], lines[:, None, 2:]
    c, d = others[None, :, :2], others[None, :, 2:]
    crossing: Flags = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return crossing


def _turn(a: Array, b: Array, c: Array) -> Array:
    """Above zero where the way from a over b to c turns one way, below where the other."""
    first, second = b - a, c - a
    return np.asarray(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0])
