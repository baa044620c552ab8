"""The gazetteer as a geopy geocoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geopy.adapters import URLLibAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point as GeopyPoint

from geo.gazetteer import Entry, Gazetteer, default
from geo.story import Place, Point


def lies_in(place: Place, holders: Iterable[Place]) -> bool:
    """Whether a place lies in one of some countries and states, or is one of them."""
    return any(
        place.id == holder.id
        or (holder.kind == "country" and place.country == holder.country)
        or (
            holder.kind == "state" and (place.country, place.state) == (holder.country, holder.name)
        )
        for holder in holders
    )


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """The gazetteer as a geopy geocoder; it asks no network.

    Parameters
    ----------
    gazetteer
        By default the one that the settings name.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(adapter_factory=URLLibAdapter)
        self.gazetteer = gazetteer or default()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int = 10,
    ) -> Location | list[Location] | None:
        """The place that a query names, the likeliest, or all with ``exactly_one=False``.

        What follows a comma must hold what precedes it: "Paris, Texas". A name
        that is not known is also looked for in other transliterations. ``None``
        means that there is no such place.
        """
        name, *holders = (part.strip() for part in query.split(","))
        entries = self.gazetteer.find(query) or self.gazetteer.find(name)
        if not entries:
            entries = self.gazetteer.find_variants(name)
        for holder in holders:
            entries = self._held_by(holder, entries)
        places = [entry.place for entry in entries[:limit]]
        return self._answer(places, exactly_one)

    def reverse(
        self,
        query: Point | GeopyPoint | Sequence[float] | str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The town nearest to a point: one of ours, or (latitude, longitude), or "43.1, 131.9"."""
        if isinstance(query, Point):
            point = query
        else:
            latitude, longitude, _ = GeopyPoint(query)
            point = Point(latitude, longitude)
        place = self.gazetteer.nearest(point)
        return self._answer([place] if place else [], exactly_one)

    def _held_by(self, holder: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Those entries whose place lies in a country or state of this name."""
        holders = [entry.place for entry in self.gazetteer.find(holder)]
        return tuple(entry for entry in entries if lies_in(entry.place, holders))

    def _answer(
        self, places: Sequence[Place], exactly_one: bool
    ) -> Location | list[Location] | None:
        locations = [self._location(place) for place in places]
        if exactly_one or not locations:
            return locations[0] if locations else None
        return locations

    def _location(self, place: Place) -> Location:
        country = self.gazetteer.country(place.country) if place.country else None
        names = [place.name, place.state, country.name if country else ""]
        address = ", ".join(name for name in dict.fromkeys(names) if name)
        raw = {"place_id": place.id, "kind": place.kind, "population": place.population}
        return Location(address, place.point.latlon, raw)
