"""What is told of a whole story, from a small story made by hand."""

import minister
import pytest

from geo import overview
from geo.story import Article, Mention, Place, Point, Span, Story


@pytest.fixture(name="story")
def _story() -> Story:
    return minister.story()


def test_figures_read_as_a_line(story: Story) -> None:
    line = [f"{f.before}{f.value}{f.after}" for f in overview.figures(story)]
    assert line == ["2 stops", "222 km by sea", "at least 6 h at the 37 km/h in the text"]


def test_without_a_journey_the_places_are_counted_and_named(story: Story) -> None:
    plain = Story(story.article, story.mentions)
    assert [figure.value for figure in overview.figures(plain)] == ["3"]
    told = overview.overview(plain)
    assert told.heading == "The places"
    assert told.route == ("The article tells no journey. It names Harwich, Rotterdam and London.")


def test_a_sentence_does_not_list_every_place_of_many() -> None:
    places = [Place(f"test:{name}", name, Point(0, 0), "city") for name in "ABCDEFG"]
    story = Story(Article("x"), tuple(Mention(Span(0, 1), p.name, place=p) for p in places))
    assert overview.overview(story).route.endswith("It names A, B, C, D and 3 more.")


def test_an_article_that_names_no_place_says_so() -> None:
    told = overview.overview(Story(Article("Nothing happens anywhere.")))
    assert told.route == "The article tells no journey. It names no place that could be found."


def test_the_overview_names_the_route_and_what_was_not_found(story: Story) -> None:
    told = overview.overview(story)
    assert told.route == "2 stops, from Harwich to Rotterdam: 222 km by sea."
    assert told.unresolved == ("Zzyzxville",)
