"""Places for what a person types: a name, the start of one, or coordinates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geopy.point import Point as GeopyPoint

from geo.folding import fold
from geo.gazetteer import Gazetteer
from geo.geocode import lies_in
from geo.spellings import one_letter_off
from geo.story import Place, Point

# Two numbers, with nothing but signs of degrees and compass points around them.
_COORDINATES = re.compile(r"[\s\d.,;:+\-−°'′\"″NSEWnsew]*")
_COMMA = re.compile("[,،、，]")
_HOLDERS = ("country", "state")
# How many places that a name begins are looked through for those that something holds.
_MOST_BEGUN = 500
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def lookup(query: str, gazetteer: Gazetteer, limit: int = 8) -> tuple[Place, ...]:
    """The places that a query may mean, the likeliest first; empty if there is none.

    The whole name comes before those that it only begins. A country or state after a comma, or as
    the last words, must hold the place: "Paris, Texas", "springfield il". A name that nothing bears
    is also looked for in other transliterations, and with one letter wrong.
    """
    name, *holders = (part.strip() for part in _COMMA.split(query))
    holders = [holder for holder in holders if holder]
    found = _bearing(query.strip(), gazetteer)
    if holders:
        found += _held(name, holders, gazetteer)
    else:
        found += found or _held_by_last_words(name, gazetteer)
        found += gazetteer.search(name, limit)
        found += found or _spelled_otherwise(name, gazetteer)
    return tuple({place.id: place for place in found}.values())[:limit]


def _bearing(name: str, gazetteer: Gazetteer) -> list[Place]:
    return [entry.place for entry in gazetteer.find(name)] if name else []


def _held(name: str, holders: Sequence[str], gazetteer: Gazetteer) -> list[Place]:
    """The places of this name, or that it begins, in what holds them."""
    found = [*_bearing(name, gazetteer), *gazetteer.search(name, _MOST_BEGUN)]
    found = found or _spelled_otherwise(name, gazetteer)
    for holder in holders:
        holding = _holding(holder, gazetteer) or [
            place for place in gazetteer.search(holder, _MOST_BEGUN) if place.kind in _HOLDERS
        ]
        found = [place for place in found if lies_in(place, holding)]
    return found


def _held_by_last_words(query: str, gazetteer: Gazetteer) -> list[Place]:
    """The places that a query means whose last words are a country or state: "lyon france"."""
    words = query.split()
    for count in range(len(words) - 1, 0, -1):
        holding = _holding(" ".join(words[count:]), gazetteer)
        named = _bearing(" ".join(words[:count]), gazetteer) if holding else []
        if found := [place for place in named if lies_in(place, holding)]:
            return found
    return []


def _holding(name: str, gazetteer: Gazetteer) -> list[Place]:
    """The countries and states of a name or a code, which a person may type in small letters."""
    for written in (name, name.upper()):
        if found := [p for p in _bearing(written, gazetteer) if p.kind in _HOLDERS]:
            return found
    return []


def _spelled_otherwise(name: str, gazetteer: Gazetteer) -> list[Place]:
    """Places of names in another transliteration, or else a letter away, the largest first."""
    if found := [entry.place for entry in gazetteer.find_variants(name)]:
        return found
    near = gazetteer.knows(set(one_letter_off(fold(name))))
    places = {place.id: place for known in near for place in _bearing(known, gazetteer)}
    return sorted(places.values(), key=lambda place: (-place.population, place.id))


class _Written(GeopyPoint):  # type: ignore[misc]
    """A point of geopy's that says of a latitude like 95 no more than that it cannot be.

    geopy's own warns on stderr first.
    """

    def __new__(cls, latitude: float, longitude: float, altitude: float) -> _Written:
        if abs(latitude) > 90:
            raise ValueError("a latitude beyond a pole")
        return super().__new__(cls, latitude, longitude, altitude)  # type: ignore[no-any-return]


def coordinates(query: str) -> Point | None:
    """The point that a query writes as latitude and longitude; None if it writes none.

    "43.12, 131.9", "43°07′N 131°54′E" and "-33.9 18.4" are understood.
    """
    if not _COORDINATES.fullmatch(query) or len(_NUMBER.findall(query)) < 2:
        return None
    try:
        latitude, longitude, _ = _Written.from_string(query.replace("−", "-").strip())
        return Point(latitude, longitude)
    except ValueError:
        return None
