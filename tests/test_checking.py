"""What an editor is asked to look at, and in which order."""

from dataclasses import replace

from geo import edits
from geo.checking import questions
from geo.gazetteer import default
from geo.story import Article, Itinerary, Mention, Place, Point, Span, Stop, Story

TEXT = "From Aa by Bee and Cee to Dee. Aa and Bee again. Paris, too."
AA, BEE = (Place(f"test:{n}", n, Point(n_, n_), "city") for n_, n in enumerate(("Aa", "Bee")))


def named(words: str, place: Place | None, confidence: float, nth: int = 0) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Mention(Span(at, at + len(words)), words, place=place, confidence=confidence)


def story(*mentions: Mention, stops: tuple[Stop, ...] = ()) -> Story:
    return Story(Article(TEXT, sentences=(Span(0, 30),)), mentions, Itinerary(stops))


def test_the_worst_comes_first_then_the_order_of_the_article():
    asked = questions(
        story(
            named("Aa", AA, 0.7),
            named("Bee", BEE, 0.3),
            named("Cee", None, 0.0),
            named("Dee", AA, 0.95),
            named("Paris", None, 0.0),
        )
    )
    assert [q.mention.text for q in asked] == ["Cee", "Paris", "Bee", "Aa"]


def test_a_name_is_asked_about_once_for_each_place():
    asked = questions(story(named("Aa", AA, 0.7), named("Bee", BEE, 0.7), named("Aa", AA, 0.7, 1)))
    assert [len(q.spans) for q in asked] == [2, 1]
    apart = questions(story(named("Aa", AA, 0.7), named("Aa", BEE, 0.7, 1)))
    assert [q.mention.place for q in apart] == [AA, BEE]


def test_what_is_checked_or_sure_or_no_name_is_not_asked_about():
    checked = replace(named("Aa", AA, 0.3), checked=True)
    demonym = replace(named("Bee", BEE, 0.3), kind="demonym")
    assert questions(story(checked, demonym, named("Dee", AA, 0.95))) == ()


def test_an_inferred_start_is_asked_about_until_it_is_confirmed():
    start = Stop(named("Aa", AA, 0.95), Span(0, 30), "start", "inferred")
    asked = questions(story(start.mention, stops=(start,)))
    assert [(q.mention.text, q.stop) for q in asked] == [("Aa", 0)]
    assert questions(edits.set_status(story(start.mention, stops=(start,)), 0, "told")) == ()


def test_every_answer_leaves_a_question_less():
    asked = story(named("Bee", BEE, 0.3), named("Paris", None, 0.0), named("Cee", None, 0.0))
    paris = default().search("Paris")[0]
    chosen = edits.choose(asked, named("Paris", None, 0).span, paris)
    confirmed = edits.confirm(chosen, named("Bee", None, 0).span)
    dismissed = edits.dismiss(confirmed, named("Cee", None, 0).span)
    assert [len(questions(s)) for s in (asked, chosen, confirmed, dismissed)] == [3, 2, 1, 0]
