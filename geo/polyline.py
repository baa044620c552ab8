"""Lines as text: how the files of the ground, and the pages with a map, hold their shapes."""

from __future__ import annotations

from collections.abc import Iterable

# (longitude, latitude) in degrees.
Position = tuple[float, float]
Line = tuple[Position, ...]

# Packed lines use letters that need no escape in JSON, HTML, scripts or templates.
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}


def pack(line: Iterable[Position], steps: int) -> str:
    """A line as text: each position's step from the one before, in ``steps`` to the degree.

    A number is folded to be positive (0, -1, 1, -2 …) and written in digits of
    five bits, lowest first, with a sixth bit where another follows: the way of
    Google's encoded polylines, in letters that are safe everywhere.
    """
    text = []
    last_x = last_y = 0
    for longitude, latitude in line:
        x, y = round(longitude * steps), round(latitude * steps)
        for step in (x - last_x, y - last_y):
            folded = step * 2 if step >= 0 else -step * 2 - 1
            while folded > 31:
                text.append(_DIGITS[folded & 31 | 32])
                folded >>= 5
            text.append(_DIGITS[folded])
        last_x, last_y = x, y
    return "".join(text)


def unpack(text: str, steps: int, shift: float = 0.0) -> Line:
    """The line that :func:`pack` wrote, moved ``shift`` degrees to the east."""
    numbers = []
    number = place = 0
    for digit in text:
        value = _VALUES[digit]
        number |= (value & 31) << place
        if value & 32:
            place += 5
            continue
        numbers.append(-(number + 1 >> 1) if number & 1 else number >> 1)
        number = place = 0
    x = y = 0
    line = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        line.append((x / steps + shift, y / steps))
    return tuple(line)
