"""The article that the product was made for, read as it is: every trap in it is a test."""

import re
from pathlib import Path

import pytest

from geo.language import ENGLISH
from geo.measure import distance_km
from geo.read import read
from geo.story import Point
from geo.wording import sentence

TEXT = (Path(__file__).parent.parent / "data" / "articles" / "kim-train.txt").read_text("utf-8")
STATIONS = {
    "Pyongyang": Point(39.034, 125.754),
    "Khasan": Point(42.430, 130.645),
    "Vladivostok": Point(43.112, 131.882),
}


@pytest.fixture(scope="module")
def story():
    return read(TEXT.encode())


def names(story):
    return [stop.place.name for stop in story.stops]


def mentions(story, text):
    return [mention for mention in story.mentions if mention.text == text]


# --- the route ---------------------------------------------------------------------------


def test_it_leads_from_pyongyang_by_khasan_to_vladivostok(story):
    assert names(story) == list(STATIONS)
    for stop in story.stops:
        assert distance_km(stop.place.point, STATIONS[stop.place.name]) < 5
    assert [stop.role for stop in story.stops] == ["start", "via", "end"]


def test_it_leads_there_by_rail_along_the_track(story):
    assert story.itinerary.mode == "rail"
    assert {leg.method for leg in story.legs} == {"rail corridor"}
    assert all(leg.schematic for leg in story.legs)
    assert ENGLISH.distance(story.kilometres) == "1,162 km"


def test_the_speed_in_the_text_gives_the_least_time(story):
    speed = story.itinerary.speed
    assert speed.kilometres_per_hour == 88
    assert "88 kilometers per hour" in speed.span.of(TEXT)
    assert ENGLISH.duration(story.least_hours) == "13 h 12 min"


def test_the_start_is_an_inference_and_says_so(story):
    start = story.stops[0]
    assert start.status == "inferred"
    reasons = " ".join(map(sentence, start.reasons))
    assert "North Korea" in reasons
    assert not reasons.startswith(start.reasons[0].code)


def test_the_border_town_is_likely_not_told(story):
    khasan = story.stops[1]
    assert khasan.mention.text == "Chasan"
    assert khasan.status == "planned"
    assert "where Kim’s train is likely to enter Russia" in khasan.passage.of(TEXT)


def test_the_end_is_not_the_journey_of_2019(story):
    passage = story.stops[2].passage.of(TEXT)
    assert "2019" not in passage
    assert "Vladivostok" in passage


# --- the places --------------------------------------------------------------------------


def test_nothing_lies_in_india_or_anywhere_far(story):
    countries = {mention.place.country for mention in story.mentions if mention.place}
    assert countries <= {"KP", "KR", "RU", "UA", "CN", "US", "JP", "FR", ""}
    (chasan,) = mentions(story, "Chasan")
    assert chasan.place.country == "RU"


def test_capitals_that_stand_for_governments_are_no_stops(story):
    governments = {mention.text for mention in story.mentions if mention.government}
    assert {"Washington", "Pyongyang", "Kremlin"} <= governments
    visited, warned = mentions(story, "Pyongyang")
    assert (visited.government, warned.government) == (False, True)
    assert not {"Washington", "Kremlin"} & set(names(story))


def test_countries_are_context(story):
    context = {place.name for place in story.context}
    assert {"Russia", "Ukraine", "China", "North Korea"} <= context


def test_adjectives_are_evidence_and_reach_no_map(story):
    kinds = {mention.text: mention.kind for mention in story.mentions}
    for word in ("Russian", "North Korean", "South Korean", "American", "Japanese", "French"):
        assert kinds.get(word) == "demonym", word
    shown = {place.name for place in story.places}
    assert not {"Japan", "France", "South Korea", "Korean Peninsula"} & shown


@pytest.mark.parametrize("word", ["Mercedes", "Charles", "NOS", "Kim", "Abroad", "Latest", "Putin"])
def test_what_is_no_place_here_is_none(story, word):
    assert word in TEXT
    assert not [m.text for m in story.mentions if word in m.text.split()]


def test_nothing_is_read_out_of_the_site(story):
    chrome = [block.span for block in story.article.blocks if block.kind == "chrome"]
    assert "75th anniversary of Kim dynasty" in " ".join(span.of(TEXT) for span in chrome)
    assert not [m.text for m in story.mentions if any(span.covers(m.span) for span in chrome)]


# --- other tellings ----------------------------------------------------------------------


def without(text, word):
    """The text without the sentences that have a word in them."""
    kept = []
    for paragraph in text.split("\n"):
        sentences = re.split(r"(?<=[.!?]) ", paragraph)
        kept.append(" ".join(part for part in sentences if word not in part))
    return "\n".join(kept)


def test_without_its_end_the_route_ends_at_the_border():
    assert names(read(without(TEXT, "Vladivostok"))) == ["Pyongyang", "Khasan"]


def test_without_the_border_town_the_route_is_direct():
    assert names(read(without(TEXT, "Chasan"))) == ["Pyongyang", "Vladivostok"]


def test_another_leader_takes_another_train():
    changes = {
        "North Korea": "Mongolia",
        "Kim Jong-un": "Ukhnaa Khurelsukh",
        "Kim": "Khurelsukh",
        "KCNA": "Montsame",
        "Pyongyang": "Ulaanbaatar",
        "Chasan": "Kyakhta",
        "Vladivostok": "Irkutsk",
    }
    text = TEXT
    for old, new in changes.items():
        text = text.replace(old, new)
    story = read(text)
    assert names(story) == ["Ulaanbaatar", "Kyakhta", "Irkutsk"]
    assert story.itinerary.mode == "rail"


def test_it_is_read_without_a_model_too():
    from geo.gazetteer import default
    from geo.rules import RuleRecogniser

    story = read(TEXT, recogniser=RuleRecogniser(default(), "en"))
    assert names(story) == list(STATIONS)
