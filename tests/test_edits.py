"""Edits of a story: each is a pure function, and each leaves a story that can be told."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import edits
from geo.errors import EditError
from geo.formats import dumps, loads
from geo.gazetteer import default
from geo.measure import distance_km
from geo.read import read
from geo.story import Candidate, Place, Point, Reason, Span, Story
from geo.telling import scenes
from geo.wording import sentence
from tests.strategies import places, points, stories

GAZETTEER = default()
ARTICLE = Path(__file__).parent.parent / "data" / "articles" / "kim-train.txt"
VIENNA = GAZETTEER.search("Vienna")[0]
OSLO = GAZETTEER.search("Oslo")[0]


@pytest.fixture(scope="module")
def train() -> Story:
    return read(ARTICLE.read_text(encoding="utf-8"))


def span_of(story: Story, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = story.article.text.index(words, at + 1)
    return Span(at, at + len(words))


def mention(story: Story, words: str):
    return next(m for m in story.mentions if m.text == words)


def names(story: Story) -> list[str]:
    return [stop.place.name for stop in story.stops]


# --- names --------------------------------------------------------------------------------


def test_a_chosen_place_moves_the_stop_and_only_the_legs_that_touch_it(train):
    edited = edits.choose(train, mention(train, "Chasan").span, VIENNA)
    assert names(edited) == ["Pyongyang", "Vienna", "Vladivostok"]
    assert edited.legs[0].lines[-1][-1] == VIENNA.point
    assert [leg.mode for leg in edited.legs] == ["rail", "rail"]
    edited = edits.choose(train, train.stops[2].mention.span, VIENNA)
    assert edited.legs[0] is train.legs[0]


def test_a_chosen_place_is_sure_checked_and_says_so(train):
    chosen = mention(edits.choose(train, mention(train, "Chasan").span, VIENNA), "Chasan")
    assert (chosen.place, chosen.confidence, chosen.checked) == (VIENNA, 1.0, True)
    assert sentence(chosen.reasons[0]) == "chosen by an editor"


def test_what_a_name_was_taken_for_is_one_click_away(train):
    before = mention(train, "Chasan")
    chosen = mention(edits.choose(train, before.span, VIENNA), "Chasan")
    assert chosen.candidates[0] == Candidate(before.place, before.confidence, before.reasons)
    back = edits.choose(edits.choose(train, before.span, VIENNA), before.span, before.place)
    assert names(back) == names(train)
    assert mention(back, "Chasan").candidates[0].place == VIENNA


def test_a_choice_is_for_all_mentions_of_the_name_or_for_one(train):
    named = [m.span for m in train.mentions if m.text == "Vladivostok"]
    assert len(named) > 1
    everywhere = edits.choose(train, named[0], OSLO)
    assert {m.place for m in everywhere.mentions if m.text == "Vladivostok"} == {OSLO}
    once = edits.choose(train, named[0], OSLO, everywhere=False)
    assert [m.span for m in once.mentions if m.place == OSLO] == [named[0]]


def test_an_inferred_start_does_not_follow_the_name_that_it_was_inferred_from():
    story = read(
        "North Korea's leader leaves by train\n\nNorth Korean leader Kim Jong-un is travelling to "
        "Vladivostok by train. He crossed into Russia at Khasan, where officials met him.\n"
    )
    start = story.stops[0]
    assert start.status == "inferred"
    country = next(m for m in story.mentions if m.span == start.mention.span)
    assert country.place != start.place
    assert edits.choose(story, country.span, VIENNA).stops[0].place == start.place


def test_a_confirmed_name_stays_where_it_is(train):
    confirmed = edits.confirm(train, mention(train, "Chasan").span)
    assert mention(confirmed, "Chasan").checked
    assert names(confirmed) == names(train)
    assert confirmed.legs == train.legs


def test_a_place_by_hand_lies_where_it_was_put_and_in_its_country(train):
    there = Point(43.2, 131.9)
    edited = edits.put_here(train, mention(train, "Chasan").span, there, GAZETTEER)
    place = edited.stops[1].place
    assert (place.point, place.country, place.name) == (there, "RU", "Chasan")
    at_sea = edits.put_here(train, mention(train, "Chasan").span, Point(40.0, -40.0), GAZETTEER)
    assert at_sea.stops[1].place.country == ""


def test_what_is_no_place_goes_with_its_stop(train):
    edited = edits.dismiss(train, mention(train, "Chasan").span)
    assert names(edited) == ["Pyongyang", "Vladivostok"]
    assert "Chasan" not in {m.text for m in edited.mentions}
    assert [stop.role for stop in edited.stops] == ["start", "end"]


def test_a_stop_stays_where_another_name_tells_it(train):
    edited = edits.dismiss(train, train.stops[2].mention.span, everywhere=False)
    assert names(edited) == names(train)
    stop = edited.stops[2]
    assert stop.passage.covers(stop.mention.span)
    assert stop.mention in edited.mentions


def test_words_become_a_toponym_with_a_place_and_reasons():
    story = read("Storm\n\nThe ferry was late. People waited in mytown and in Bergen, Norway.\n")
    text = story.article.text
    assert "mytown" not in {m.text for m in story.mentions}
    marked = edits.mark(story, Span(text.index(" mytown"), text.index(" mytown") + 8), GAZETTEER)
    new = mention(marked, "mytown")
    assert new.span.of(text) == "mytown"
    assert new.reasons[0] == edits.MARKED
    assert [m for m in marked.mentions if m.text != "mytown"] == list(story.mentions)


def test_marked_words_are_placed_in_the_company_of_the_others():
    story = read("Rain\n\nIt rained in Bergen. It rained in Oslo, Norway. It rained in bath.\n")
    spans = edits.mark(story, span_of(story, "bath"), GAZETTEER)
    assert mention(spans, "bath").place.name == "Bath"


def test_the_same_words_elsewhere_are_marked_too():
    story = read("Rain\n\nIt rained in qux and in Oslo. In qux it still rains; quxes grow.\n")
    everywhere = edits.mark(story, span_of(story, "qux"), GAZETTEER)
    assert [m.text for m in everywhere.mentions].count("qux") == 2
    once = edits.mark(story, span_of(story, "qux"), GAZETTEER, everywhere=False)
    assert [m.text for m in once.mentions].count("qux") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [("Vladivostok", "marked already"), ("\n\n", "select words"), (None, "too much")],
)
def test_a_selection_that_is_no_name_is_refused_in_a_sentence(train, words, said):
    span = span_of(train, words) if words else Span(0, len(train.article.text))
    with pytest.raises(EditError, match=said):
        edits.mark(train, span, GAZETTEER)


# --- stops --------------------------------------------------------------------------------


def test_a_name_becomes_a_stop_where_the_article_tells_it(train):
    story = edits.unmake_stop(train, 1)
    again = edits.make_stop(story, mention(train, "Chasan").span)
    assert sorted(names(again)) == sorted(names(train))
    stop = next(stop for stop in again.stops if stop.mention.text == "Chasan")
    assert stop.passage.covers(stop.mention.span)
    assert (stop.reasons, stop.status) == (edits.MADE, "told")
    assert names(edits.make_stop(story, mention(train, "Chasan").span, 1)) == names(train)


def test_a_name_without_a_place_is_no_stop():
    story = read("Rain\n\nIt rained in qux and in Oslo.\n")
    marked = edits.mark(story, span_of(story, "qux"), GAZETTEER)
    with pytest.raises(EditError, match="no place yet"):
        edits.make_stop(marked, span_of(story, "qux"))


def test_a_text_without_a_journey_can_be_given_one_and_lose_it():
    story = read("Rain\n\nIt rained in Oslo, in Bergen and in Stavanger.\n")
    assert story.stops == ()
    assert story.itinerary.reasons
    made = story
    for name in ("Oslo", "Bergen"):
        made = edits.make_stop(made, mention(story, name).span)
    assert names(made) == ["Oslo", "Bergen"]
    assert len(made.legs) == 1
    assert made.itinerary.reasons == ()
    emptied = edits.unmake_stop(edits.unmake_stop(made, 0), 0)
    assert (emptied.stops, emptied.legs) == ((), ())
    assert emptied.itinerary.reasons == (Reason("desk.emptied"),)


def test_a_place_that_the_article_does_not_name_becomes_a_stop(train):
    added = edits.add_stop(train, OSLO, 3)
    assert names(added)[3] == "Oslo"
    told = scenes(added)[3]
    assert told.name == "Oslo"
    marked = [words.text for words in told.passages[0].words if words.marked]
    assert marked == [words for words in marked if words in {"Vladivostok"}]
    assert names(loads(dumps(added))) == names(added)


def test_stops_move_and_legs_that_still_hold_stay(train):
    added = edits.add_stop(train, OSLO, 3)
    moved = edits.move_stop(added, 3, 0)
    assert names(moved) == ["Oslo", "Pyongyang", "Khasan", "Vladivostok"]
    assert moved.legs[1:] == train.legs
    assert all(a is b for a, b in zip(moved.legs[1:], train.legs, strict=True))


def test_a_stop_and_the_next_become_one(train):
    noted = edits.set_note(edits.set_note(train, 1, "First."), 2, "Second.")
    merged = edits.merge_stops(noted, 1)
    assert names(merged) == ["Pyongyang", "Khasan"]
    assert merged.stops[1].note == "First.\n\nSecond."
    assert merged.legs == train.legs[:1]


def test_two_visits_to_one_place_become_one_and_drawn_legs_stay(train):
    drawn = edits.draw_leg(edits.split_stop(train, 0), 0, [Point(40, 128)])
    assert names(drawn) == ["Pyongyang", "Khasan", "Pyongyang", "Vladivostok"]
    with_twin = edits.add_stop(drawn, drawn.stops[0].place, 1)
    assert names(edits.merge_stops(with_twin, 0)) == names(drawn)
    assert edits.merge_stops(with_twin, 0).legs[0] is with_twin.legs[1]


def test_a_stop_that_was_inferred_is_confirmed(train):
    assert train.stops[0].status == "inferred"
    told = edits.set_status(train, 0, "told").stops[0]
    assert (told.status, told.mention.checked) == ("told", True)


# --- the way ------------------------------------------------------------------------------


def test_the_mode_of_one_leg_or_of_all(train):
    one = edits.set_mode(train, 1, "air")
    assert [leg.mode for leg in one.legs] == ["rail", "air"]
    assert one.legs[0] is train.legs[0]
    assert {leg.mode for leg in edits.set_mode(train, None, "road").legs} == {"road"}


def test_a_drawn_leg_is_as_long_as_its_line_and_splits_at_the_180th_meridian(train):
    ways = [Point(50, 170), Point(50, -170)]
    leg = edits.draw_leg(train, 1, ways).legs[1]
    stops = [stop.place.point for stop in train.stops]
    line = [stops[1], *ways, stops[2]]
    assert leg.kilometres == pytest.approx(sum(distance_km(a, b) for a, b in pairwise(line)))
    assert (leg.method, leg.mode, leg.schematic) == ("drawn", "rail", False)
    assert len(leg.lines) == 3


def test_a_line_that_is_not_known_is_refused(train):
    assert edits.set_line(train, 0, "great circle").legs[0].method == "great circle"
    again = edits.set_line(edits.set_line(train, 0, "great circle"), 0, "rail corridor")
    assert again.legs == train.legs
    moved = edits.choose(train, mention(train, "Chasan").span, OSLO)
    with pytest.raises(EditError, match="No such line"):
        edits.set_line(moved, 0, "rail corridor")


# --- the edition --------------------------------------------------------------------------


def test_an_edition_stands_before_the_article(train):
    edited = edits.set_edition(train, title="  A train\n to Russia ", labels="ko")
    assert edited.title == "A train to Russia"
    assert edited.standfirst == train.article.standfirst
    assert edits.set_edition(edited, title="").title == train.article.title
    with pytest.raises(EditError, match="shorten"):
        edits.set_edition(train, title="x" * 301)


def test_a_passage_is_trimmed_words_of_the_article(train):
    first = train.article.sentences[0]
    edited = edits.set_passage(train, 1, Span(max(0, first.start - 2), first.end))
    words = edited.stops[1].passage.of(train.article.text)
    assert words == words.strip() != ""


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_what_has_gone_is_told_in_a_sentence(train, index):
    for edit in (
        lambda: edits.unmake_stop(train, index),
        lambda: edits.move_stop(train, index, 0),
        lambda: edits.set_note(train, index, "x"),
        lambda: edits.set_mode(train, index, "sea"),
        lambda: edits.draw_leg(train, index, []),
    ):
        with pytest.raises(EditError, match="choose another"):
            edit()
    with pytest.raises(EditError, match="no longer marked"):
        edits.choose(train, Span(0, 1), OSLO)


# --- whatever is done ---------------------------------------------------------------------


@st.composite
def edited(draw: st.DrawFn) -> tuple[Story, Story]:
    """A story, and the same after one edit of any kind that could be made."""
    story = draw(stories())
    spans = st.sampled_from([m.span for m in story.mentions]) if story.mentions else st.nothing()
    index = st.integers(0, max(0, len(story.stops)))
    other: st.SearchStrategy[Place] = places
    everywhere = draw(st.booleans())
    kinds = [
        lambda: edits.choose(story, draw(spans), draw(other), everywhere=everywhere),
        lambda: edits.confirm(story, draw(spans), everywhere=everywhere),
        lambda: edits.put_here(story, draw(spans), draw(points), GAZETTEER, everywhere=everywhere),
        lambda: edits.dismiss(story, draw(spans), everywhere=everywhere),
        lambda: edits.make_stop(story, draw(spans), draw(st.none() | index)),
        lambda: edits.unmake_stop(story, draw(index)),
        lambda: edits.move_stop(story, draw(index), draw(index)),
        lambda: edits.merge_stops(story, draw(index)),
        lambda: edits.split_stop(story, draw(index)),
        lambda: edits.add_stop(story, draw(other), draw(index)),
        lambda: edits.set_mode(story, draw(st.none() | index), "sea"),
        lambda: edits.draw_leg(story, draw(index), draw(st.lists(points, max_size=3))),
        lambda: edits.set_note(story, draw(index), "a note"),
    ]
    try:
        kind = draw(st.sampled_from(kinds[4:] if not story.mentions else kinds))
        return story, kind()
    except EditError:
        return story, story


@settings(deadline=None, max_examples=200)
@given(edited())
def test_any_edit_leaves_a_story_that_is_whole_and_can_be_saved(pair):
    before, after = pair
    assert loads(dumps(after)) == after
    if after is before:
        return
    roles = [stop.role for stop in after.stops]
    changed = [stop for stop in after.stops if stop not in before.stops]
    if len(after.stops) != len(before.stops) or changed:
        assert not after.legs or len(after.legs) == len(after.stops) - 1
    for leg, (start, end) in zip(after.legs, pairwise(after.stops), strict=bool(after.legs)):
        if leg not in before.legs:
            ends = leg.lines[0][0], leg.lines[-1][-1]
            assert distance_km(ends[0], start.place.point) < 1
            assert distance_km(ends[1], end.place.point) < 1
    if roles and len(after.stops) != len(before.stops):
        assert roles[0] == "start"
        assert set(roles[1:-1]) <= {"via"}
        assert roles[-1] == ("end" if len(roles) > 1 else "start")
