"""What is told at each point of a story, from a small story made by hand."""

import re
from dataclasses import replace

import minister
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minister import LEFT, LONDON, RAIN, REACH, TEXT

from geo import overview
from geo.scenes import LocalName, announcement, scenes
from geo.story import Article, Mention, Place, Point, Reason, Span, Story


@pytest.fixture(name="story")
def _story() -> Story:
    return minister.story()


def test_stops_come_first_then_the_other_places(story: Story) -> None:
    told = scenes(story)
    assert [(scene.slug, scene.number) for scene in told] == [
        ("harwich", 1),
        ("rotterdam", 2),
        ("london", 0),
    ]


def test_a_stop_tells_its_standing_and_the_way_from_the_last(story: Story) -> None:
    first, last, _ = scenes(story)
    assert first.facts == ("Stop 1 of 2", "start")
    assert last.facts == (
        "Stop 2 of 2",
        "end of the journey, planned",
        "222 km by sea from Harwich",
    )
    assert (first.note, last.note) == ("start", "222 km, planned")


def test_a_stop_that_no_words_tell_is_said_to_be_inferred(story: Story) -> None:
    last = replace(story.stops[1], status="inferred")
    itinerary = replace(story.itinerary, stops=(story.stops[0], last))
    scene = scenes(replace(story, itinerary=itinerary))[1]
    assert scene.note == "222 km, inferred"
    assert "end of the journey, inferred" in scene.facts


def test_a_leg_without_a_way_says_that_it_is_a_straight_line(story: Story) -> None:
    leg = replace(story.legs[0], mode="rail", method="great circle")
    straight = replace(story, legs=(leg,))
    facts = scenes(straight)[1].facts
    assert facts[2] == "222 km by rail, in a straight line, from Harwich"
    assert overview.figures(straight)[1].after == " by rail, in straight lines"


def test_an_inferred_start_says_so(story: Story) -> None:
    start, end = story.stops
    reason = Reason("the text gives no other start")
    guessed = replace(start, status="inferred", reasons=(reason,))
    itinerary = replace(story.itinerary, stops=(guessed, end))
    scene = scenes(replace(story, itinerary=itinerary))[0]
    assert scene.facts[1] == scene.note == "start, inferred"
    assert scene.trust.standing == "The text gives no other start."


def test_a_stop_on_the_way_says_which_country_it_leads_into(story: Story) -> None:
    start, end = story.stops
    border = replace(end, role="via", reasons=(Reason("journey.enters", ("the Netherlands",)),))
    itinerary = replace(story.itinerary, stops=(start, border))
    scene = scenes(replace(story, itinerary=itinerary))[1]
    assert scene.facts[1] == "enters the Netherlands here, planned"
    assert scene.trust.standing == ""


def test_a_passage_marks_the_place_and_keeps_its_paragraph(story: Story) -> None:
    (passage,) = scenes(story)[1].passages
    assert "".join(run.text for run in passage.words) == REACH.of(TEXT)
    assert [run.text for run in passage.words if run.marked] == ["Rotterdam"]
    assert passage.before == LEFT.of(TEXT)
    assert passage.after == RAIN.of(TEXT)


def test_a_sentence_that_is_its_whole_paragraph_has_the_sentences_around_it(story: Story) -> None:
    placed = replace(story.mentions[-1], place=LONDON)
    mentions = (*story.mentions[:2], *story.mentions[3:-1], placed)
    scene = scenes(replace(story, mentions=mentions))[-1]
    assert (scene.passages[0].before, scene.passages[0].after) == (RAIN.of(TEXT), "")
    assert scene.spelling == "Zzyzxville"


def test_trust_gives_the_reason_and_where_the_runners_up_lie(story: Story) -> None:
    trust = scenes(story)[1].trust
    assert trust.heading == "Sure of this place."
    assert trust.reason == "The text names the sea."
    assert trust.runners_up == ("Rotterdam, city in New York, United States",)


@pytest.mark.parametrize(
    ("confidence", "heading"),
    [
        (0.9, "Sure of this place."),
        (0.6, "Fairly sure of this place."),
        (0.59, "Unsure of this place."),
    ],
)
def test_doubt_is_as_plain_as_sureness(story: Story, confidence: float, heading: str) -> None:
    start, end = story.stops
    unsure = replace(start, mention=replace(start.mention, confidence=confidence))
    itinerary = replace(story.itinerary, stops=(unsure, end))
    scene = scenes(replace(story, itinerary=itinerary))[0]
    assert scene.trust.heading == heading


def test_another_place_says_what_and_where_it_is(story: Story) -> None:
    london = scenes(story)[-1]
    assert london.facts == (
        "City in England, United Kingdom",
        "stands for its government",
        "named once",
    )
    assert london.spelling == ""


def test_the_local_name_carries_its_language(story: Story) -> None:
    harwich, rotterdam, _ = scenes(story)
    assert harwich.local_name is None
    assert rotterdam.local_name == LocalName("Роттердам", "und-Cyrl")


def test_an_announcement_holds_name_stop_and_distance(story: Story) -> None:
    said = announcement(scenes(story)[1])
    assert said.startswith("Rotterdam, Stop 2 of 2")
    assert "222 km" in said


def test_a_place_that_is_visited_twice_has_two_addresses(story: Story) -> None:
    start, end = story.stops
    itinerary = replace(story.itinerary, stops=(start, end, start))
    back = replace(story, itinerary=itinerary, legs=story.legs * 2)
    slugs = [scene.slug for scene in scenes(back)]
    assert slugs == ["harwich", "rotterdam", "harwich-2", "london"]


@settings(deadline=None, max_examples=60)
@given(names=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=12))
def test_addresses_are_plain_and_tell_every_scene_apart(names: list[str]) -> None:
    text = "x"
    places = [Place(f"test:{i}", name, Point(0, 0), "city") for i, name in enumerate(names)]
    mentions = tuple(Mention(Span(0, 1), place.name, place=place) for place in places)
    story = Story(Article(text), mentions)
    slugs = [scene.slug for scene in scenes(story)]
    assert len(set(slugs)) == len(names)
    assert all(re.fullmatch(r"[^\W_]+(-[^\W_]+)*", slug) for slug in slugs)
