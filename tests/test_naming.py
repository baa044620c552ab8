"""What readers of seven languages call places: never by a name of another language."""

from dataclasses import replace

import pytest

from geo import overview
from geo.gazetteer import default
from geo.language import CODES, ENGLISH, Language
from geo.naming import labels, local_name, names, place_name, renamed, state_name
from geo.scenes import scenes
from geo.story import Article, Candidate, Edition, Mention, Place, Span, Story

GAZETTEER = default()


def town(name: str, country: str) -> Place:
    return next(
        entry.place
        for entry in GAZETTEER.find(name)
        if entry.place.country == country and entry.place.kind == "city"
    )


@pytest.mark.parametrize(
    ("name", "country", "called"),
    [
        # CLDR
        ("Moscow", "RU", "Moskou Moskau Moscou Moscú Москва 모스크바"),
        # our list
        ("Khasan", "RU", "Chasan Chassan Khassan Jasán Хасан 하산"),
        ("Munich", "DE", "München München Munich Múnich Мюнхен 뮌헨"),
        # Cyrillic in Russia is Russian, Hangul is Korean; else the main name stands
        ("Kaluga", "RU", "Kaluga Kaluga Kaluga Kaluga Калуга 칼루가"),
        ("Lanzhou", "CN", "Lanzhou Lanzhou Lanzhou Lanzhou Lanzhou 란저우"),
        ("Incheon", "KR", "Incheon Incheon Incheon Incheon Инчхон 인천"),
        # CLDR calls its time zone after the island
        ("San Juan", "PR", "San_Juan San_Juan San_Juan San_Juan Сан-Хуан 산후안"),
    ],
)
def test_towns_are_called_as_readers_call_them(name, country, called):
    place = town(name, country)
    told = [place_name(place, Language(code)).replace(" ", "_") for code in CODES if code != "en"]
    assert told == called.split()
    assert place_name(place, ENGLISH) == place.name


def test_the_local_name_comes_second_and_not_twice():
    vladivostok, seoul = town("Vladivostok", "RU"), town("Seoul", "KR")
    assert local_name(vladivostok, Language("ko")) == ("Cyrl", "Владивосток")
    assert local_name(vladivostok, Language("ru")) is None
    assert local_name(seoul, Language("ko")) is None
    assert local_name(seoul, Language("ru")) == ("Hang", "서울")


def test_states_and_countries_are_translated_too():
    place = town("Vladivostok", "RU")
    assert state_name(place, Language("ru")) == "Приморский Край"
    assert state_name(replace(place, state="Nowhere"), Language("ru")) == "Nowhere"
    assert state_name(replace(place, state=""), Language("ru")) == ""


def story(*places: Place, chosen: str = "") -> Story:
    mentions = tuple(Mention(Span(0, 1), "x", place=place, confidence=1.0) for place in places)
    return Story(Article("x"), mentions, edition=Edition(labels=chosen))


def test_an_editors_choice_of_labels_goes_before_the_readers_language():
    told = story(town("Moscow", "RU"), chosen="de")
    assert labels(told, Language("ko")).code == "de"
    assert labels(told, Language("en-US", "mi")).units == "mi"
    assert "Moskau" in overview.route(told, Language("ko"))
    assert labels(story(), Language("ko")).code == "ko"


def test_a_map_gets_the_readers_names_and_keeps_the_places():
    told = story(town("Moscow", "RU"), town("Seoul", "KR"))
    shown = renamed(told, Language("ko"))
    assert [place.name for place in shown.places] == ["모스크바", "서울"]
    assert [place.local_names for place in shown.places] == [(("Cyrl", "Москва"),), ()]
    assert [place.id for place in shown.places] == [place.id for place in told.places]
    assert renamed(told, ENGLISH) is told


def test_reasons_name_places_as_the_reader_does():
    told = story(town("Moscow", "RU"))
    seoul = Candidate(town("Seoul", "KR"), 0.1)
    told = replace(told, mentions=(replace(told.mentions[0], candidates=(seoul,)),))
    known = names(told, Language("de"))
    assert known["Moscow"] == "Moskau"
    assert known["Russia"] == "Russland"
    assert known["South Korea"] == "Südkorea"
    assert names(told, ENGLISH) == {}


def test_a_local_name_carries_the_language_of_its_country():
    told = scenes(story(town("Moscow", "RU"), town("Kharkiv", "UA"), town("Seoul", "KR")))
    assert [scene.local_name.language for scene in told if scene.local_name] == ["ru", "uk", "ko"]


def test_addresses_do_not_change_with_the_language():
    told = story(town("Moscow", "RU"), town("Seoul", "KR"))
    slugs = {tuple(scene.slug for scene in scenes(told, Language(code))) for code in CODES}
    assert slugs == {("moscow", "seoul")}
