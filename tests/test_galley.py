"""The article cut into runs, its names marked."""

from geo.galley import galley
from geo.read import read
from geo.story import Story

ARTICLE = """Aid reaches Aleppo

The convoy left Gaziantep on Friday. It drove to Kilis and reached Aleppo on Sunday.

Nobody in Mill Pond Farm had heard of it.
"""


def test_the_runs_of_a_paragraph_are_its_text() -> None:
    story = read(ARTICLE)
    for strip, block in zip(galley(story), story.article.blocks, strict=True):
        assert "".join(run.text for run in strip.runs) == block.span.of(story.article.text)
        for run in strip.runs:
            assert story.article.text[run.start : run.start + len(run.text)] == run.text


def test_names_are_marked_with_their_stops_and_doubts() -> None:
    story = read(ARTICLE)
    aleppo = [m.span for m in story.mentions if m.text == "Aleppo"]
    marks = [run.mark for strip in galley(story, aleppo) for run in strip.runs if run.mark]
    stops = [stop.place.name for stop in story.stops]
    told = {(mark.mention.text, mark.numbers, mark.doubtful) for mark in marks}
    assert ("Aleppo", (stops.index("Aleppo") + 1,), True) in told
    assert ("Gaziantep", (1,), False) in told
    assert len(marks) == sum(m.kind == "name" for m in story.mentions)


def test_an_article_that_was_never_cut_is_cut_at_its_lines() -> None:
    story = read(ARTICLE)
    bare = Story(type(story.article)(story.article.text), story.mentions)
    assert [strip.kind for strip in galley(bare)] == ["body", "body", "body"]
