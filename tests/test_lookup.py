"""What a person types into a search for places."""

import pytest

from geo.gazetteer import default
from geo.lookup import coordinates, lookup
from geo.story import Point


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [
        ("Paris, Texas", "Paris", "US"),
        ("  paris ", "Paris", "FR"),
        ("Santiago de Comp", "Santiago de Compostela", "ES"),
        ("Chabarowsk", "Khabarovsk", "RU"),
    ],
)
def test_the_likeliest_place_comes_first(query: str, name: str, country: str) -> None:
    found = lookup(query, default())
    assert (found[0].name, found[0].country) == (name, country)
    assert len(found) == len({place.id for place in found}) <= 8


@pytest.mark.parametrize("query", ["", "  ", "Qwxzyplk", "{{7*7}}", "'; DROP TABLE name", ",", "%"])
def test_there_may_be_no_such_place(query: str) -> None:
    assert lookup(query, default()) == ()


@pytest.mark.parametrize(
    ("query", "point"),
    [
        ("43.12, 131.9", Point(43.12, 131.9)),
        ("-33.9 18.4", Point(-33.9, 18.4)),
        ("−33.9, 18.4", Point(-33.9, 18.4)),
        ("43.5 N, 131.5 W", Point(43.5, -131.5)),
        ("43°30′N 131°30′E", Point(43.5, 131.5)),
    ],
)
def test_coordinates_are_understood(query: str, point: Point) -> None:
    assert coordinates(query) == point


@pytest.mark.parametrize("query", ["", "12", "95, 200", "1, 2 street", "N, E", "Paris", "..., ---"])
def test_other_words_are_no_coordinates(query: str) -> None:
    assert coordinates(query) is None
