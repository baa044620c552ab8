"""What places are called in the languages of the interface."""

import re

from geo.gazetteer import default
from geo.story import Place
from geo.translations import NAMES_PATH, listed, name_in, names_in, translations


def first(name: str) -> Place:
    return default().find(name)[0].place


def test_names_in_the_reader_s_language() -> None:
    gazetteer = default()
    assert name_in(gazetteer, first("North Korea"), "nl") == "Noord-Korea"
    assert name_in(gazetteer, first("Moscow"), "de") == "Moskau"
    assert name_in(gazetteer, first("Pyongyang"), "ko") == "평양"
    assert name_in(gazetteer, first("Black Sea"), "fr") == "Mer Noire"
    assert name_in(gazetteer, first("Omaha"), "ru") == "Omaha"


def test_a_korean_city_is_called_without_the_word_for_one() -> None:
    assert name_in(default(), first("Busan"), "ko") == "부산"


def test_the_names_of_one_language_alone() -> None:
    german = names_in(default(), "de")
    assert "Moskau" in german
    assert "Москва" not in german


def test_every_listed_place_is_in_the_gazetteer() -> None:
    rows = NAMES_PATH.read_text("utf-8").splitlines()[1:]
    assert len({place for (place, _), _ in listed(default())}) == len(rows) > 150


def test_korean_names_are_hangul_and_russian_ones_cyrillic() -> None:
    for (_, language), name in translations(default()).items():
        letters = "".join(char for char in name if char.isalpha())
        if language == "ko":
            assert re.fullmatch("[가-힣]+", letters), name
        if language == "ru":
            assert re.fullmatch("[а-яё]+", letters.lower()), name
