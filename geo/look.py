"""How pictures look: their colours, and the sizes of type and marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from geo.palette import DARK, LIGHT, Palette

Theme = Literal["light", "dark", "print"]

# For white paper: no ground that would print as a grey screen, and darker lines.
PRINT = replace(
    LIGHT,
    page="#ffffff",
    ink="#000000",
    muted="#4a4a4a",
    rule="#9a9a9a",
    land="#fbfaf7",
    sea="#dfecf2",
    coast="#7f97a3",
    river="#a9c2cd",
    border="#6e6e6e",
    country_name="#5a5a5a",
    sea_name="#40616f",
    place_name="#4a4a4a",
    route_casing="#ffffff",
    pin="#1a1a1a",
)
THEMES: dict[str, Palette] = {"light": LIGHT, "dark": DARK, "print": PRINT}


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """What fits a map with so many places; lengths in units.

    Attributes
    ----------
    most
        The number of places up to which this holds.
    name, local
        Sizes of a place's name and of its local name; 0 for no local name.
    pin
        Radius of a numbered pin; where it is 0, only the ends have one.
    route
        Width of the route's line.
    """

    most: int
    name: float
    local: float
    pin: float
    route: float


TYPE_SIZES = (
    TypeSizes(8, 27.0, 21.0, 17.0, 4.0),
    TypeSizes(20, 24.0, 19.0, 15.0, 3.6),
    TypeSizes(45, 21.0, 0.0, 13.0, 3.0),
    TypeSizes(1_000_000, 19.0, 0.0, 0.0, 1.8),
)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours, and the pixels in a unit: of a sheet that is 1,000 units wide."""

    palette: Palette
    unit: float

    def sizes(self, places: int) -> TypeSizes:
        """The sizes for a map of so many places, in pixels."""
        found = next(sizes for sizes in TYPE_SIZES if places <= sizes.most)
        u = self.unit
        return TypeSizes(
            found.most, found.name * u, found.local * u, found.pin * u, found.route * u
        )
