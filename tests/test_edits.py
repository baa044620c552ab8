"""Edits of a story: each is a pure function, and each leaves a story that can be told."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import edits, markup
from geo.checking import questions
from geo.desk import key_of
from geo.desknames import name_told, strips
from geo.errors import EditError
from geo.formats import DATA_FORMATS, dumps, loads
from geo.galley import galley
from geo.gazetteer import default
from geo.measure import distance_km
from geo.overview import figures
from geo.read import read
from geo.scenes import scenes
from geo.story import Candidate, LegMethod, Mode, Picture, Point, Reason, Span, Story
from geo.webmap import scene
from geo.wording import sentence
from tests.strategies import HOSTILE, places, points, stories

GAZETTEER = default()
ARTICLE = Path(__file__).parent.parent / "data" / "articles" / "kim-train.txt"
VIENNA = GAZETTEER.search("Vienna")[0]
OSLO = GAZETTEER.search("Oslo")[0]


LEADER = (
    "North Korea's leader leaves by train\n\nNorth Korean leader Kim Jong-un is travelling to "
    "Vladivostok by train. He crossed into Russia at Khasan, where officials met him.\n"
)


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
    story = read(LEADER)
    start = story.stops[0]
    assert start.status == "inferred"
    country = next(m for m in story.mentions if m.span == start.mention.span)
    assert country.place != start.place
    assert edits.choose(story, country.span, VIENNA).stops[0].place == start.place


def test_an_inferred_start_is_right_or_lies_elsewhere_and_no_name_changes():
    story = read(LEADER)
    start = story.stops[0]
    assert [q.stop for q in questions(story) if q.stop is not None] == [0]
    confirmed = edits.confirm(story, start.mention.span)
    assert (confirmed.stops[0].place, confirmed.stops[0].status) == (start.place, "inferred")
    assert not [q for q in questions(confirmed) if q.stop is not None]
    placed = edits.place_stop(story, 0, OSLO)
    assert names(placed) == ["Oslo", *names(story)[1:]]
    assert placed.mentions == story.mentions
    assert (placed.stops[0].passage, placed.stops[0].status) == (start.passage, "told")
    assert placed.legs[1] is story.legs[1]
    planned = edits.place_stop(edits.set_status(story, 1, "planned"), 1, OSLO)
    assert planned.stops[1].status == "planned"


def test_a_confirmed_name_stays_where_it_is(train):
    confirmed = edits.confirm(train, mention(train, "Chasan").span)
    assert mention(confirmed, "Chasan").checked
    assert mention(confirmed, "Chasan").confidence == 1.0
    reasons = mention(train, "Chasan").reasons
    assert mention(confirmed, "Chasan").reasons == (Reason("desk.confirmed"), *reasons)
    assert edits.confirm(confirmed, mention(train, "Chasan").span) == confirmed
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


def test_what_an_editor_has_chosen_speaks_for_words_that_are_marked_later():
    story = read("Rain\n\nIt rained in London all day. The river rose in windsor.\n")
    ontario = next(e.place for e in GAZETTEER.find("London") if e.place.country == "CA")
    windsor = span_of(story, "windsor")
    assert mention(edits.mark(story, windsor, GAZETTEER), "windsor").place.country == "GB"
    chosen = edits.choose(story, mention(story, "London").span, ontario)
    marked = mention(edits.mark(chosen, windsor, GAZETTEER), "windsor")
    assert (marked.place.country, marked.place.state) == ("CA", "Ontario")


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
    assert (stop.reasons, stop.status) == ((edits.MADE,), "told")
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


def test_a_place_that_the_article_does_not_name_has_the_passage_beside_it(train):
    passages = [stop.passage for stop in train.stops]
    assert edits.add_stop(train, OSLO, 0).stops[0].passage == passages[0]
    assert edits.add_stop(train, OSLO, 2).stops[2].passage == passages[1]
    without = Story(train.article)
    assert edits.add_stop(without, OSLO, 0).stops[0].passage == train.article.sentences[0]


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


def test_stops_whose_notes_or_pictures_are_too_many_for_one_are_not_merged(train):
    pictured = edits.set_picture(train, 1, Picture("image/jpeg", "/9j/"))
    assert edits.merge_stops(pictured, 0).stops[0].picture == pictured.stops[1].picture
    with pytest.raises(EditError, match="has a picture"):
        edits.merge_stops(edits.set_picture(pictured, 0, Picture("image/jpeg", "/9j/")), 0)
    noted = edits.set_note(edits.set_note(train, 0, "x" * 1500), 1, "y" * 1500)
    with pytest.raises(EditError, match="too long"):
        edits.merge_stops(noted, 0)


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
    assert told.mention in edits.set_status(train, 0, "told").mentions
    # Whether one has been there says nothing of where it is.
    assert edits.set_status(train, 1, "planned").stops[1].mention == train.stops[1].mention


# --- the way ------------------------------------------------------------------------------


def test_the_mode_of_one_leg_or_of_all(train):
    one = edits.set_mode(train, 1, "air")
    assert [leg.mode for leg in one.legs] == ["rail", "air"]
    assert one.legs[0] is train.legs[0]
    assert one.itinerary.mode == "rail"
    for every in (edits.set_mode(train, None, "road"), edits.set_mode(one, 0, "air")):
        assert {leg.mode for leg in every.legs} == {every.itinerary.mode}


def test_the_speed_of_a_train_is_none_of_a_plane(train):
    assert train.least_hours is not None
    one = edits.set_mode(train, 1, "air")
    assert one.least_hours is None
    assert edits.set_mode(one, 1, "rail").least_hours == train.least_hours
    assert edits.set_mode(train, None, "air").least_hours is None


def test_a_drawn_leg_is_as_long_as_its_line_and_splits_at_the_180th_meridian(train):
    ways = [Point(50, 170), Point(50, -170)]
    leg = edits.draw_leg(train, 1, ways).legs[1]
    stops = [stop.place.point for stop in train.stops]
    line = [stops[1], *ways, stops[2]]
    assert leg.kilometres == pytest.approx(sum(distance_km(a, b) for a, b in pairwise(line)))
    assert (leg.method, leg.mode, leg.schematic) == ("drawn", "rail", False)
    assert len(leg.lines) == 3


def test_a_line_that_is_not_known_is_refused(train):
    straight = edits.set_line(train, 0, "great circle").legs[0]
    assert (straight.method, straight.mode, straight.schematic) == ("great circle", "rail", True)
    flown = edits.set_line(edits.set_mode(train, 0, "air"), 0, "great circle")
    assert flown.legs[0] == edits.set_mode(train, 0, "air").legs[0]
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

Edit = Callable[[Story], Story]
PICTURES = st.none() | st.builds(
    Picture, st.just("image/jpeg"), st.just("/9j/"), st.sampled_from(HOSTILE), st.just("A train")
)
WORDS = st.sampled_from([*HOSTILE, "", " a note ", "x" * 1500])


@st.composite
def one_edit(draw: st.DrawFn, story: Story) -> tuple[bool, Edit]:
    """Any edit of a story, with arguments that may or may not fit it; whether it is of a leg."""
    length = len(story.article.text)
    starts = st.integers(0, length - 1)
    anywhere = starts.flatmap(lambda a: st.builds(Span, st.just(a), st.integers(a + 1, length)))
    named = [m.span for m in story.mentions] + [stop.mention.span for stop in story.stops]
    spans = anywhere if not named else st.sampled_from(named) | anywhere
    known = st.sampled_from(story.places) | places if story.places else places
    index = st.integers(-1, len(story.stops))
    everywhere = st.booleans()
    methods = st.sampled_from(get_args(LegMethod))
    modes = st.sampled_from(get_args(Mode))
    kinds: list[tuple[Callable[..., Story], tuple[Any, ...]]] = [
        (lambda s, a, p, e: edits.choose(s, a, p, everywhere=e), (spans, known, everywhere)),
        (lambda s, a, e: edits.confirm(s, a, everywhere=e), (spans, everywhere)),
        (
            lambda s, a, p, e: edits.put_here(s, a, p, GAZETTEER, everywhere=e),
            (spans, points, everywhere),
        ),
        (lambda s, a, e: edits.dismiss(s, a, everywhere=e), (spans, everywhere)),
        (lambda s, a, e: edits.mark(s, a, GAZETTEER, everywhere=e), (anywhere, everywhere)),
        (edits.make_stop, (spans, st.none() | index)),
        (edits.unmake_stop, (index,)),
        (edits.move_stop, (index, index)),
        (edits.merge_stops, (index,)),
        (edits.split_stop, (index,)),
        (edits.add_stop, (known, index)),
        (edits.place_stop, (index, known)),
        (edits.set_status, (index, st.sampled_from(["told", "planned"]))),
        (edits.set_mode, (st.none() | index, modes)),
        (edits.set_line, (index, methods)),
        (edits.draw_leg, (index, st.lists(points, max_size=3))),
        (edits.set_note, (index, WORDS)),
        (edits.set_passage, (index, anywhere)),
        (edits.set_picture, (index, PICTURES)),
        (lambda s, words: edits.set_edition(s, title=words, credit=words), (WORDS,)),
    ]
    edit, drawn = draw(st.sampled_from(kinds))
    arguments = [draw(one) for one in drawn]
    way = edit in (edits.set_mode, edits.set_line, edits.draw_leg)
    return way, lambda s: edit(s, *arguments)


def fits(story: Story) -> None:
    """Check that a story's parts fit one another."""
    assert len(story.legs) == max(0, len(story.stops) - 1)
    for leg, (start, end) in zip(story.legs, pairwise(story.stops), strict=True):
        assert distance_km(leg.lines[0][0], start.place.point) < 0.01
        assert distance_km(leg.lines[-1][-1], end.place.point) < 0.01
    roles = [stop.role for stop in story.stops]
    assert roles[:1] == ["start"][: len(roles)]
    assert roles[1:] == ["via"] * (len(roles) - 2) + ["end"] * (len(roles) > 1)
    text = story.article.text
    starts = [m.span.start for m in story.mentions]
    assert starts == sorted(starts)
    assert all(m.span.of(text) == m.text for m in story.mentions)
    listed = {m.span: m for m in story.mentions}
    for stop in story.stops:
        same = listed.get(stop.mention.span)
        assert same is None or same.place != stop.place or same == stop.mention
        assert stop.passage.end <= len(text)


def kept_legs(before: Story, after: Story) -> bool:
    """Whether the legs between stops that still follow one another are the same objects."""

    def ways(story: Story) -> dict[tuple[Point, Point], list[int]]:
        found: dict[tuple[Point, Point], list[int]] = {}
        for pair, leg in zip(pairwise(story.stops), story.legs, strict=True):
            points = pair[0].place.point, pair[1].place.point
            found.setdefault(points, []).append(id(leg))
        return found

    old, new = ways(before), ways(after)
    once = [points for points in old if len(old[points]) == len(new.get(points, ())) == 1]
    return all(old[points] == new[points] for points in once)


def answered(story: Story) -> None:
    """Check that everything that shows a story can show this one."""
    assert loads(dumps(story)) == story
    for one in DATA_FORMATS.values():
        assert one.encode(story)
    told = scenes(story)
    assert len(told) == len(story.stops) + len(story.context)
    assert markup.header(story, figures(story)) + markup.everything(told)
    assert len(scene(story, None, "light")["stops"]) == len(story.stops)
    asked = questions(story)
    shown = strips(galley(story, {span for question in asked for span in question.spans}))
    marked = [run[2]["id"] for strip in shown for run in strip["runs"] if len(run) > 2]
    assert marked == [key_of(m.span) for m in story.mentions if m.kind == "name"]
    for question in asked:
        assert question.mention.text.split()[0] in name_told(question.mention, story)


READ = read(ARTICLE.read_text(encoding="utf-8"))
PLAIN = read("Rain\n\nIt rained in Oslo, in Bergen (Norway) and in Oslo again. Then it stopped.\n")


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from([READ, PLAIN]))
def test_after_any_edits_a_story_is_whole(data: st.DataObject, story: Story) -> None:
    for _ in range(data.draw(st.integers(1, 6))):
        before = story
        drawn_anew, edit = data.draw(one_edit(before))
        try:
            story = edit(before)
        except EditError:
            continue
        fits(story)
        if not drawn_anew:
            assert kept_legs(before, story)
    answered(story)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), stories())
def test_any_story_can_be_edited_and_saved(data: st.DataObject, story: Story) -> None:
    _, edit = data.draw(one_edit(story))
    try:
        after = edit(story)
    except EditError:
        return
    assert loads(dumps(after)) == after
