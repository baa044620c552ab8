"""The reader's language: which one is chosen, and how it writes figures, days and lists."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import PictureError
from geo.language import CODES, ENGLISH, Language, best


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("de", Language("de")),
        ("de-AT,de;q=0.9,en;q=0.8", Language("de-AT")),
        ("ja,ko;q=0.5,fr;q=0.7", Language("fr")),
        ("nl_BE", Language("nl-BE")),
        ("zh-Hant-TW,ru-RU;q=0.1", Language("ru-RU")),
        ("en-US", Language("en-US", "mi")),
        ("en-GB,de", Language("en-GB", "mi")),
        ("en", ENGLISH),
        ("DE-ch", Language("de-CH")),
        ("de-QQ", Language("de")),
        ("ja", ENGLISH),
        ("", ENGLISH),
        (None, ENGLISH),
        ("*;q=x,,;;,-", ENGLISH),
    ],
)
def test_the_first_language_that_the_interface_speaks_is_chosen(asked, chosen):
    assert best(asked) == chosen


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_asked_for_a_language_is_chosen(asked):
    assert best(asked).number(1) == "1"


def test_languages_are_called_by_their_own_names():
    names = [Language(code).name for code in CODES]
    assert names == ["English", "Nederlands", "Deutsch", "Français", "Español", "Русский", "한국어"]
    assert {Language(code).direction for code in CODES} == {"ltr"}


# A space that does not break, and the narrow one of French.
NO_BREAK, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "far", "near"),
    [
        (ENGLISH, "1,162 km", "8.4 km"),
        (Language("en-US", "mi"), "722 mi", "5.2 mi"),
        (Language("nl"), "1.162 km", "8,4 km"),
        (Language("de-CH"), "1’162 km", "8.4 km"),
        (Language("fr"), f"1{NARROW}162{NARROW}km", f"8,4{NARROW}km"),
        (Language("es"), "1162 km", "8,4 km"),
        (Language("ru"), f"1{NO_BREAK}162 км", "8,4 км"),
        (Language("ko"), "1,162km", "8.4km"),
    ],
)
def test_distances_are_told_as_the_language_writes_them(language, far, near):
    told = [language.distance(km).replace(f"{NO_BREAK}к", " к") for km in (1162.4, 8.44)]
    assert [t.replace(f"{NO_BREAK}k", " k") for t in told] == [far, near]


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [(0, "0 km"), (8, "8 km"), (9.94, "9.9 km"), (9.96, "10 km"), (40_075, "40,075 km")],
)
def test_short_distances_have_a_decimal(kilometres, words):
    assert ENGLISH.distance(kilometres) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "0 min"),
        (0.75, "45 min"),
        (0.9999, "1 h"),
        (1162 / 88, "13 h 12 min"),
        (1.9999, "2 h"),
        (61.5, "61 h 30 min"),
    ],
)
def test_durations_in_words(hours, words):
    assert ENGLISH.duration(hours) == words


def test_days_and_lists_are_told_as_the_language_writes_them():
    assert ENGLISH.day("2023-09-11T08:00:00Z") == "11 September 2023"
    assert Language("en-US").day("2023-09-11") == "September 11, 2023"
    assert Language("ko").day("2023-09-11") == "2023년 9월 11일"
    assert ENGLISH.day("last week") == "last week"
    assert ENGLISH.listed(["A", "B", "C"]) == "A, B and C"
    assert Language("de").listed(["A", "B", "C"]) == "A, B und C"
    assert ENGLISH.listed(["A"]) == "A"
    assert ENGLISH.listed([]) == ""


def test_a_phrase_without_translation_is_said_in_english():
    never = "This sentence stands in no catalog: {0}."
    assert Language("de").text(never, "x") == "This sentence stands in no catalog: x."
    assert (
        Language("ru").plural("{0} thing, {1}", "{0} things, {1}", 1200, "y").endswith("things, y")
    )


def test_values_are_never_taken_for_places_of_values():
    assert ENGLISH.text("{0} and {1}", "{1}", "{x!r}") == "{1} and {x!r}"


def test_an_error_is_said_in_a_language_and_is_english_by_itself():
    error = PictureError("“{0}” is no theme: use {1}.", "{0}", "light")
    assert str(error) == "“{0}” is no theme: use light."
    assert ENGLISH.error(error) == str(error)
    assert ENGLISH.error(PictureError("a {brace")) == "a {brace"


def test_who_reckons_in_miles_is_told_what_the_article_may_say() -> None:
    american = Language("en-US", "mi")
    assert american.distance(1162, both=True) == "722 mi (1,162 km)"
    assert american.speed(88) == "88 km/h (55 mph)"
    assert ENGLISH.distance(1162, both=True) == "1,162 km"
    assert ENGLISH.speed(88) == "88 km/h"
