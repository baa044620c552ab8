"""The gazetteer as a geopy geocoder."""

from typing import Any

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.geocode import GazetteerGeocoder
from geo.story import Point


@pytest.fixture(scope="module")
def ours() -> GazetteerGeocoder:
    return GazetteerGeocoder()


def test_it_is_a_geocoder_of_geopy_and_answers_with_locations(ours: GazetteerGeocoder) -> None:
    assert isinstance(ours, Geocoder)
    location = ours.geocode("Vladivostok")
    assert isinstance(location, Location)
    assert location.address == "Vladivostok, Primorsky Krai, Russia"
    assert location.latitude == pytest.approx(43.1, abs=0.1)
    assert location.raw["place_id"] == "geonames:2013348"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("Paris", "Paris, Île-de-France, France"),
        ("Paris, Texas", "Paris, Texas, United States"),
        ("Paris, TX", "Paris, Texas, United States"),
        ("Paris, Ontario, Canada", "Paris, Ontario, Canada"),
        ("Washington, D.C.", "Washington, Washington DC, United States"),
        ("Khasan", "Khasan, Primorsky Krai, Russia"),
        ("Birobidschan", "Birobidzhan, Jewish, Russia"),
        ("Russia", "Russia"),
        ("Москва", "Moscow, Russia"),
    ],
)
def test_what_follows_a_comma_holds_what_precedes_it(
    ours: GazetteerGeocoder, query: str, address: str
) -> None:
    location = ours.geocode(query)
    assert isinstance(location, Location)
    assert location.address == address


@pytest.mark.parametrize("query", ["Zwxqvtown", "Paris, Mongolia", "", ",", " , , "])
def test_no_such_place_is_a_value(ours: GazetteerGeocoder, query: str) -> None:
    assert ours.geocode(query) is None
    assert ours.geocode(query, exactly_one=False) is None


def test_all_places_of_a_name(ours: GazetteerGeocoder) -> None:
    found = ours.geocode("Springfield", exactly_one=False, limit=4)
    assert isinstance(found, list)
    assert len(found) == 4
    assert len({tuple(location.point) for location in found}) == 4


@pytest.mark.parametrize("query", [Point(43.1, 131.9), (43.1, 131.9), "43.1, 131.9"])
def test_the_town_at_a_point(ours: GazetteerGeocoder, query: Any) -> None:
    location = ours.reverse(query)
    assert isinstance(location, Location)
    assert location.address.startswith("Vladivostok")
    several = ours.reverse(query, exactly_one=False)
    assert isinstance(several, list)
