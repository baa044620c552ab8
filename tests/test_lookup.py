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
        ("Mosc", "Moscow", "RU"),
        # What other languages and scripts call it.
        ("Londen", "London", "GB"),
        ("Köln", "Cologne", "DE"),
        ("москва", "Moscow", "RU"),
        ("서울", "Seoul", "KR"),
        ("北京", "Beijing", "CN"),
        ("القاهرة", "Cairo", "EG"),
        # A letter wrong, missing, too many, or two in each other's place.
        ("Vladivostik", "Vladivostok", "RU"),
        ("Vladivostk", "Vladivostok", "RU"),
        ("Saint Petersburgh", "Saint Petersburg", "RU"),
        ("Johannesbrug", "Johannesburg", "ZA"),
        ("Новосибриск", "Novosibirsk", "RU"),
    ],
)
def test_the_likeliest_place_comes_first(query: str, name: str, country: str) -> None:
    found = lookup(query, default())
    assert (found[0].name, found[0].country) == (name, country)
    assert len(found) == len({place.id for place in found}) <= 8


@pytest.mark.parametrize(
    ("query", "name", "state", "country"),
    [
        ("Springfield, Illinois", "Springfield", "Illinois", "US"),
        ("Springfield Illinois", "Springfield", "Illinois", "US"),
        ("springfield il", "Springfield", "Illinois", "US"),
        ("Springf, Illi", "Springfield", "Illinois", "US"),
        ("Springfeild, IL", "Springfield", "Illinois", "US"),
        ("Birmingham, USA", "Birmingham", "Alabama", "US"),
        ("Birmingham, uk", "Birmingham", "England", "GB"),
        ("London, Ontario, Canada", "London", "Ontario", "CA"),
        ("san jose costa rica", "San José", "San José", "CR"),
        ("München Deutschland", "Munich", "Bavaria", "DE"),
        ("Tripoli، Lebanon", "Tripoli", "North", "LB"),
        ("New York", "New York City", "New York", "US"),
        ("Paris,", "Paris", "Île-de-France", "FR"),
    ],
)
def test_what_holds_a_place_is_understood(query: str, name: str, state: str, country: str) -> None:
    cities = [place for place in lookup(query, default()) if place.kind == "city"]
    assert (cities[0].name, cities[0].state, cities[0].country) == (name, state, country)


@pytest.mark.parametrize("query", ["Paris, Texas", "Paris, TX", "paris texas"])
def test_nothing_outside_what_holds_it_is_offered(query: str) -> None:
    assert {place.state for place in lookup(query, default())} == {"Texas"}


@pytest.mark.parametrize("query", ["Paris, Qwxzyplk", "Qwxzyplk, Texas", "Vladivostok, Texas"])
def test_there_may_be_no_such_place_there(query: str) -> None:
    assert lookup(query, default()) == ()


@pytest.mark.parametrize("query", ["a" * 10_000, ", " * 5_000, "a b " * 2_000, "\x00", "\ud800"])
def test_whatever_is_pasted_is_answered(query: str) -> None:
    assert lookup(query, default()) == ()


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
        ("-17.8, 190", Point(-17.8, -170)),
        ("0, 180", Point(0, 180)),
    ],
)
def test_coordinates_are_understood(query: str, point: Point) -> None:
    assert coordinates(query) == point


@pytest.mark.parametrize("query", ["", "12", "1, 2 street", "N, E", "Paris", "..., ---"])
def test_other_words_are_no_coordinates(query: str) -> None:
    assert coordinates(query) is None


@pytest.mark.parametrize("query", ["95, 200", "-90.5 12", "90°30′N 12°E"])
@pytest.mark.filterwarnings("error")
def test_nothing_lies_beyond_a_pole_and_nobody_is_warned_of_it(query: str) -> None:
    assert coordinates(query) is None
