"""The colours of a map, by day and by night."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a map, as CSS writes them."""

    page: str
    ink: str
    muted: str
    rule: str
    land: str
    sea: str
    coast: str
    river: str
    border: str
    country_name: str
    sea_name: str
    place_name: str
    route: str
    route_casing: str
    pin: str
    pin_ink: str
    selected_ink: str


LIGHT = Palette(
    page="#fffdf8",
    ink="#1f1b16",
    muted="#6b635a",
    rule="#e4ddd0",
    land="#f6f2ea",
    sea="#dbe7ec",
    coast="#a9bcc4",
    river="#bfd0d8",
    border="#9b9082",
    country_name="#756b5e",
    sea_name="#456573",
    place_name="#6b635a",
    route="#b3261e",
    route_casing="#fffdf8",
    pin="#37322c",
    pin_ink="#ffffff",
    selected_ink="#ffffff",
)
DARK = Palette(
    page="#15191c",
    ink="#f2ede3",
    muted="#a9a297",
    rule="#2c3236",
    land="#22272b",
    sea="#16242c",
    coast="#3d5561",
    river="#34505e",
    border="#6f6a62",
    country_name="#9a9388",
    sea_name="#7d9fae",
    place_name="#a9a297",
    route="#ff6b5e",
    route_casing="#15191c",
    pin="#e8e2d6",
    pin_ink="#1f1b16",
    selected_ink="#2a0805",
)
