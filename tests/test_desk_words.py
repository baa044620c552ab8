"""What the desk says of places: called as its editor calls them, not as the gazetteer does."""

import pytest

from geo import deskjourney, desknames
from geo.galley import galley
from geo.language import Language
from geo.read import read
from geo.story import Story

RUSSIAN = Language("ru")
ARTICLE = """A train to Vladivostok

The minister left Pyongyang by train on Monday. He travelled to Khasan and arrived in Vladivostok.

He grew up in Springfield and studied in Moscow.
"""


@pytest.fixture(scope="module")
def story() -> Story:
    return read(ARTICLE)


def test_the_list_of_stops_and_the_ways_between_them(story: Story) -> None:
    lines = [line for line in deskjourney.outline(story, RUSSIAN) if line["kind"] == "stop"]
    assert [line["name"] for line in lines] == ["Пхеньян", "Хасан", "Владивосток"]
    assert all(line["name"] in line["up"] and line["name"] in line["down"] for line in lines)
    told = deskjourney.leg_told(story, 0, RUSSIAN)
    assert "Пхеньян" in told
    assert "Хасан" in told
    assert "Pyongyang" not in told
    assert "<bdi>Хасан</bdi>" in deskjourney.stop_told(story, 1, RUSSIAN)


def test_the_names_in_the_article(story: Story) -> None:
    marks = [
        run[2]["label"]
        for strip in desknames.strips(galley(story), RUSSIAN)
        for run in strip["runs"]
        if len(run) > 2
    ]
    (moscow,) = [label for label in marks if label.startswith("Moscow")]
    assert "Москва" in moscow
    assert all("Владивосток" in label for label in marks if label.startswith("Vladivostok"))


def test_how_far_another_place_lies_from_the_stops(story: Story) -> None:
    (springfield,) = [mention for mention in story.mentions if mention.text == "Springfield"]
    lines = desknames.runners_up(springfield, story, RUSSIAN)
    assert lines
    stops = ("Пхеньян", "Хасан", "Владивосток")
    assert all(any(stop in line["why"] for stop in stops) for line in lines)


def test_in_english_they_keep_their_main_names(story: Story) -> None:
    assert "<h2 dir='auto'>Pyongyang to Khasan</h2>" in deskjourney.leg_told(story, 0)
