"""The names on the ground: of countries, seas, lakes and cities, and where each may stand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from geo.measure import BoundingBox
from geo.sheets import load

LabelKind = Literal["country", "sea", "lake", "city"]
# The part of a language's file that has the names of a kind.
_NAMED_BY: dict[LabelKind, str] = {
    "country": "countries",
    "city": "cities",
    "sea": "waters",
    "lake": "waters",
}
# A map may run on past the 180th meridian, to either side.
_TURNS: tuple[float, ...] = (-360.0, 0.0, 360.0)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place for a label's middle, and how much room there is.

    Attributes
    ----------
    angle
        Degrees that the text is turned counter-clockwise, in [-60, 60].
    room
        Length free for the text along its angle, in degrees of longitude on a
        Mercator map; 0 for a city, whose label stands beside its point.
    """

    longitude: float
    latitude: float
    angle: float = 0.0
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the ground, and where it may stand.

    Attributes
    ----------
    text, second
        The name, and a second name to set below it or nothing.
    rank
        The zoom level (of 256-pixel Mercator tiles) from which there is a
        place for it on a map: the lower, the more important.
    anchors
        Where it may stand inside the bounds, the best first.
    capital
        Whether it is the capital of a country.
    """

    text: str
    kind: LabelKind
    rank: float
    anchors: tuple[Anchor, ...]
    second: str = ""
    capital: bool = False


def called(label: Label, language: str) -> Label:
    """The label in a language (ISO 639-1); in English where that language's name is not known."""
    if language == "en":
        return label
    names = load(f"names-{language}.json")[_NAMED_BY[label.kind]]
    degree = f"{label.text}|{math.floor(label.anchors[0].longitude)}" if label.anchors else ""
    text: str = names.get(degree) or names.get(label.text, label.text)
    return replace(label, text=text, second=names.get(label.second, label.second))


def ground_labels(bounds: BoundingBox, sheets: Sequence[tuple[Any, float]]) -> tuple[Label, ...]:
    """The names that have an anchor in the bounds, the most important first."""
    world = load("names.json")
    found: list[Label] = []
    for kind in ("countries", "waters"):
        near: dict[int, list[Anchor]] = {}
        for sheet, shift in sheets:
            for number, anchors in sheet.get(kind, ()):
                near.setdefault(number, []).extend(_anchors(anchors, bounds, (shift,)))
        for number, row in enumerate(world[kind]):
            anchors = _anchors(row[-1], bounds) + near.get(number, [])
            if not anchors:
                continue
            if kind == "waters":
                found.append(Label(row[0], row[2], row[3], tuple(anchors), second=row[1]))
            else:
                found.append(Label(row[0], "country", row[1], tuple(anchors)))
    found.sort(key=lambda label: label.rank)
    towns = [(town, _TURNS) for town in world["cities"]]
    towns += [(town, (shift,)) for sheet, shift in sheets for town in sheet.get("cities", ())]
    for (name, longitude, latitude, zoom, capital), shifts in towns:
        places = _anchors([[longitude, latitude, 0, 0]], bounds, shifts)
        if places:
            found.append(Label(name, "city", zoom, tuple(places), capital=bool(capital)))
    return tuple(found)


def _anchors(
    rows: Iterable[Sequence[float]], bounds: BoundingBox, shifts: Sequence[float] = _TURNS
) -> list[Anchor]:
    """The anchors of the rows that lie in the bounds."""
    return [
        Anchor(longitude + shift, latitude, angle, room)
        for longitude, latitude, angle, room in rows
        for shift in shifts
        if bounds.west <= longitude + shift <= bounds.east
        and bounds.south <= latitude <= bounds.north
    ]
