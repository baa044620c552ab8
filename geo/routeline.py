"""The line of travel on a picture: one look for each way of travel, and which way it goes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from geo.drawing import Drawing, path_of
from geo.labels import Box
from geo.look import Look
from geo.story import Mode
from geo.view import Path, Position

# Lengths in units: dashes and the gaps between them.
DASHES: dict[Mode, tuple[float, ...]] = {
    "sea": (14.0, 8.0),
    "air": (2.0, 9.0),
    "foot": (1.0, 7.0),
    "unknown": (9.0, 6.0),
}
TIE_STEP, TIE_HALF = 15.0, 5.5
ARROW_STEP, ARROW_LENGTH = 3.0, 12.0
# The shortest leg with an arrowhead, in steps of ARROW_STEP.
ARROW_FROM = 20


def draw_leg(
    drawing: Drawing, paths: Sequence[Path], mode: Mode, look: Look, thickness: float
) -> None:
    """Draw a leg of a journey over a rim that keeps it off the ground."""
    u, palette = look.unit, look.palette
    data = path_of(paths)
    if not data:
        return
    line: dict[str, str | float] = {"d": data, "fill": "none", "stroke_linejoin": "round"}
    rim: dict[str, str | float] = {"stroke": palette.route_casing, "stroke_opacity": 0.75}
    drawing.add("path", **line, **rim, stroke_width=thickness + 5 * u)
    if mode == "rail":
        ties = [tie for path in paths for tie in _ties(path, TIE_STEP * u, TIE_HALF * u)]
        drawing.add("path", d=path_of(ties), stroke=palette.route, stroke_width=1.6 * u)
    dashes = DASHES.get(mode)
    dashed: dict[str, str | float] = {"stroke_linecap": "round"}
    if dashes:
        dashed["stroke_dasharray"] = " ".join(f"{dash * u:.1f}" for dash in dashes)
        dashed["stroke_linecap"] = "round" if dashes[0] < thickness / u else "butt"
    drawing.add(
        "path",
        **line,
        **dashed,
        stroke=palette.route,
        stroke_width=thickness,
        class_=f"leg {mode}",
    )


def draw_arrow(drawing: Drawing, paths: Sequence[Path], look: Look, frame: Box) -> None:
    """Draw an arrowhead near the middle of what can be seen of a leg, where it runs straight."""
    u = look.unit
    seen = [p for path in paths for p in sampled(path, ARROW_STEP * u, frame)]
    if len(seen) < ARROW_FROM:
        return
    middle = range(len(seen) // 3, len(seen) - len(seen) // 3)

    def straight(i: int) -> tuple[int, float]:
        return round(math.dist(seen[i - 3], seen[i + 3]) / u), -abs(i - len(seen) / 2)

    i = max(middle, key=straight)
    (x, y), (ax, ay), (bx, by) = seen[i], seen[i - 3], seen[i + 3]
    length = math.hypot(bx - ax, by - ay)
    if not 0 < length < 7 * ARROW_STEP * u:
        return  # The leg is cut here, at the edge of the sheet.
    dx, dy = ((b - a) / length * ARROW_LENGTH * u for a, b in ((ax, bx), (ay, by)))
    head = (
        (x + dx, y + dy),
        (x - dx * 0.8 + dy * 0.75, y - dy * 0.8 - dx * 0.75),
        (x - dx * 0.35, y - dy * 0.35),
        (x - dx * 0.8 - dy * 0.75, y - dy * 0.8 + dx * 0.75),
    )
    drawing.add(
        "path",
        d=path_of([head], closed=True),
        fill=look.palette.route,
        stroke=look.palette.route_casing,
        stroke_width=2 * u,
        stroke_linejoin="round",
        paint_order="stroke",
        class_="direction",
    )


def sampled(path: Path, step: float, frame: Box) -> list[Position]:
    """Points every ``step`` pixels along a path, as far as they lie in the frame."""
    return [(x, y) for x, y, _, _ in _steps(path, step) if frame.holds((x, y))]


def _ties(path: Path, step: float, half: float) -> Iterator[Path]:
    """Short strokes across a path, like a railway's sleepers."""
    for x, y, dx, dy in _steps(path, step):
        yield (x - dy * half, y + dx * half), (x + dy * half, y - dx * half)


def _steps(path: Path, step: float) -> Iterator[tuple[float, float, float, float]]:
    """Points every ``step`` pixels along a path, each with the direction there."""
    ahead = step / 2
    for (x1, y1), (x2, y2) in pairwise(path):
        length = math.hypot(x2 - x1, y2 - y1)
        if not length:
            continue
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        while ahead <= length:
            yield x1 + dx * ahead, y1 + dy * ahead, dx, dy
            ahead += step
        ahead -= length
