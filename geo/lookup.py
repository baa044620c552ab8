"""Places for what a person types: a name, the start of one, or coordinates."""

from __future__ import annotations

import re

from geopy.point import Point as GeopyPoint

from geo.gazetteer import Gazetteer
from geo.geocode import GazetteerGeocoder
from geo.story import Place, Point

# Two numbers, with nothing but signs of degrees and compass points around them.
_COORDINATES = re.compile(r"[\s\d.,;:+\-−°'′\"″NSEWnsew]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def lookup(query: str, gazetteer: Gazetteer, limit: int = 8) -> tuple[Place, ...]:
    """The places that a query may mean, the likeliest first; empty if there is none.

    The whole name comes before those that it only begins; what follows a comma
    must hold what precedes it: "Paris, Texas".
    """
    query = query.strip()
    if not query:
        return ()
    found = GazetteerGeocoder(gazetteer).geocode(query, exactly_one=False, limit=limit)
    named = [gazetteer.get(location.raw["place_id"]) for location in found or ()]
    begun = gazetteer.search(query, limit)
    places = {place.id: place for place in (*named, *begun) if place is not None}
    return tuple(places.values())[:limit]


def coordinates(query: str) -> Point | None:
    """The point that a query writes as latitude and longitude; None if it writes none.

    "43.12, 131.9", "43°07′N 131°54′E" and "-33.9 18.4" are understood.
    """
    if not _COORDINATES.fullmatch(query) or len(_NUMBER.findall(query)) < 2:
        return None
    try:
        latitude, longitude, _ = GeopyPoint(query.replace("−", "-").strip())
        return Point(latitude, longitude)
    except ValueError:
        return None
