"""What holds of every reading, whatever the article."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.errors import ArticleError
from geo.gazetteer import default
from geo.read import read
from geo.rules import RuleRecogniser

# Each about another part of the world, and none needs another to be understood; the first alone
# tells a journey.
PARAGRAPHS = (
    "The ferry left Piraeus on Monday and reached Heraklion in Crete the next morning, "
    "the Greek coast guard said.",
    "In Lima, the Peruvian capital, teachers marched to the ministry; others gathered in Cusco.",
    "Snow closed a railway yard in Winnipeg, Manitoba, and a mill in Thunder Bay, Ontario.",
    "Officials in Nairobi said the road to Mombasa, Kenya's main port, would open in March.",
    "Norwegian engineers will inspect the bridge at Narvik before crews go on to Tromsø.",
    "Schools in Jakarta and Surabaya, Indonesia, stayed shut on Friday because of the haze.",
    "Farmers around Amarillo, Texas, and Clovis, New Mexico, have waited for rain since May.",
)
PLACELESS = (
    "No one was hurt, and the work goes on.",
    "It was not clear who would pay for it, or when.",
    "“We were lucky,” said one of them, who did not want to give a name.",
)
JOURNEY = (
    "Two cyclists are on their way across Europe. They set out from Lisbon in March.",
    "From there they rode to Madrid, where they rested for a week.",
    "On Sunday they arrived in Barcelona.",
)


@cache
def rules():
    return RuleRecogniser(default(), "en")


def where(story):
    """Which names were found and where each lies, in any order."""
    return sorted((m.text, m.kind, m.place.id if m.place else "") for m in story.mentions)


def route(story):
    return [(stop.place.id, stop.role, stop.status) for stop in story.stops]


def spans(story):
    """Every span of a story."""
    article = story.article
    yield from (block.span for block in article.blocks)
    yield from article.sentences
    yield from (mention.span for mention in story.mentions)
    for stop in story.stops:
        yield from (stop.mention.span, stop.passage, *stop.evidence)
    if story.itinerary.speed:
        yield story.itinerary.speed.span


def check(story):
    text = story.article.text
    assert all(span.end <= len(text) for span in spans(story))
    mentions = [*story.mentions, *(stop.mention for stop in story.stops)]
    assert all(mention.span.of(text) == mention.text for mention in mentions)
    ordered = sorted(story.mentions, key=lambda mention: mention.span.start)
    assert list(story.mentions) == ordered
    assert all(a.span.end <= b.span.start for a, b in pairwise(ordered))
    assert all(0 <= mention.confidence <= 1 for mention in mentions)
    assert len(story.legs) == max(0, len(story.stops) - 1)


@st.composite
def articles(draw):
    """Some of the paragraphs in some order, between signs that belong to no story."""
    chosen = draw(st.permutations(PARAGRAPHS + JOURNEY))[: draw(st.integers(1, 6))]
    gap = draw(st.sampled_from(["\n\n", "\n", " ", "\r\n", "\n\n• ", "\n\nAdvertisement\n\n"]))
    return gap.join(chosen)


@given(articles())
@settings(max_examples=40, deadline=None)
def test_every_span_quotes_the_text(text):
    story = read(text, recogniser=rules())
    assert story.article.text == text
    check(story)


@given(articles())
@settings(max_examples=15, deadline=None)
def test_reading_again_gives_the_same(text):
    assert read(text, recogniser=rules()) == read(text, recogniser=rules())


@given(
    st.permutations(PARAGRAPHS).map(lambda order: order[:4]),
    st.sampled_from(PLACELESS),
    st.integers(0, 4),
)
@settings(max_examples=40, deadline=None)
def test_a_sentence_without_places_changes_nothing(paragraphs, sentence, position):
    before = read("\n\n".join(paragraphs), recogniser=rules())
    paragraphs = [*paragraphs[:position], sentence, *paragraphs[position:]]
    after = read("\n\n".join(paragraphs), recogniser=rules())
    assert where(after) == where(before)
    assert route(after) == route(before)


@pytest.mark.parametrize("position", range(len(JOURNEY) + 1))
@pytest.mark.parametrize("sentence", PLACELESS)
def test_a_sentence_without_places_changes_no_journey(sentence, position):
    before = read("\n\n".join(JOURNEY), recogniser=rules())
    assert [stop.mention.text for stop in before.stops] == ["Lisbon", "Madrid", "Barcelona"]
    paragraphs = [*JOURNEY[:position], sentence, *JOURNEY[position:]]
    after = read("\n\n".join(paragraphs), recogniser=rules())
    assert where(after) == where(before)
    assert route(after) == route(before)


@given(st.permutations(PARAGRAPHS))
@settings(max_examples=40, deadline=None)
def test_the_order_of_independent_paragraphs_moves_no_place(order):
    assert where(read("\n\n".join(order), recogniser=rules())) == where(_in_order())


@cache
def _in_order():
    return read("\n\n".join(PARAGRAPHS), recogniser=rules())


def test_with_the_model_too_spans_quote_and_order_moves_nothing():
    forward, backward = (read("\n\n".join(order)) for order in (PARAGRAPHS, PARAGRAPHS[::-1]))
    check(forward)
    assert where(forward) == where(backward)
    assert read("\n\n".join(PARAGRAPHS)) == forward
    neutral = read("\n\n".join([PLACELESS[0], *PARAGRAPHS, PLACELESS[1]]))
    assert where(neutral) == where(forward)


HOSTILE = st.text() | st.lists(
    st.sampled_from(
        [
            *"\x00\u202e\u200b\ud800\udfff\ufeff\U0001f682\u0301{}%<>&\"'\\/\n\r\t.,:;()•—",
            *(
                "Rome",
                "from ",
                " to ",
                "Paris, ",
                "km/h",
                "{{ 7*7 }}",
                "<script>",
                "12:30 ",
                "Dr. ",
            ),
            *("北京", "Москва", "القاهرة", "서울", "Αθήνα", "ירושלים", "दिल्ली", "Ǆ", "ß", "İ", "ﬁ"),
        ]
    ),
    max_size=30,
).map("".join)


def read_or_refuse(source, **options):
    """Check the story of a source, or the sentence that refuses it."""
    try:
        story = read(source, recogniser=rules(), **options)
    except ArticleError as error:
        refusal = str(error)
    else:
        check(story)
        story.article.text.encode()
        story.article.title.encode()
        return
    assert refusal.endswith(".")


@given(HOSTILE, HOSTILE, st.booleans())
@example("x" * 10_000 + " went from Rome to Oslo.", "", True)
@example("Rome " * 2000, "Rome", True)
@settings(max_examples=200, deadline=None)
def test_hostile_text_is_read_or_refused(text, title, plain):
    read_or_refuse(text, title=title, plain=plain)


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    read_or_refuse(data)


FRAGMENTS = (
    *("In Rome", "In Rome they", "After Rome", "After two days in", "from Rome", "via Oslo and"),
    *("he left", "she reached", "by train", "two days in Rome", "picked her up in", "bound for"),
    *("the first stop was", "had boarded in", "did not stop at", "on Monday", ",", "."),
)


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=5).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_a_sentence_may_break_off_anywhere(text):
    read_or_refuse(text)


def test_a_stay_has_room_for_places_that_a_verb_of_no_list_takes():
    story = read("Old friends\n\nHe worked in Qalmhausen near Ulm in Germany, and liked it there.")
    assert "Ulm" in {mention.text for mention in story.mentions if mention.place}
    assert story.stops == ()
