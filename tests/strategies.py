"""Stories as Hypothesis draws them: any shape that the pipeline, or a person, could give."""

from base64 import b64encode
from itertools import pairwise
from typing import get_args

from hypothesis import strategies as st

from geo.route import leg
from geo.story import (
    Appearance,
    Article,
    Block,
    BlockKind,
    Candidate,
    Edition,
    Itinerary,
    Leg,
    MediaType,
    Mention,
    MentionKind,
    Mode,
    Picture,
    Place,
    PlaceKind,
    Point,
    Reason,
    Span,
    Speed,
    Stop,
    StopRole,
    StopStatus,
    Story,
)

# Text that has meaning to the formats that it passes through.
HOSTILE = (
    "{{ 7*7 }} {% raw %}",
    "<script>alert(1)</script>",
    "]]> <![CDATA[ x",
    '=HYPERLINK("http://example.org")',
    "-1+1",
    "a\x00b\x0bc\ufffe\ud800d",
    "&amp; &lt; \" ' ` $ \\",
    "первая, 평양, ירושלים, 東京",
    "../../etc/passwd",
)

text = st.one_of(st.text(max_size=20), st.sampled_from(HOSTILE))
shares = st.floats(0, 1)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
reasons = st.lists(st.builds(Reason, text, st.lists(text, max_size=2).map(tuple)), max_size=2).map(
    tuple
)
places = st.builds(
    Place,
    id=text,
    name=text,
    point=points,
    kind=st.sampled_from(get_args(PlaceKind)),
    country=st.sampled_from(["", "KP", "RU"]),
    state=text,
    population=st.integers(0, 10**8),
    local_names=st.lists(st.tuples(st.sampled_from(["Hang", "Cyrl"]), text), max_size=2).map(tuple),
    source=text,
)
candidates = st.builds(Candidate, places, shares, reasons)
pictures = st.none() | st.builds(
    Picture,
    st.sampled_from(get_args(MediaType)),
    st.binary(min_size=1, max_size=20).map(lambda data: b64encode(data).decode()),
    text,
    text,
)
editions = st.builds(
    Edition, text, text, text, st.sampled_from(get_args(Appearance)), st.sampled_from(["", "ko"])
)


@st.composite
def stories(draw: st.DrawFn, *, most_stops: int = 4) -> Story:
    """A story of some article, with any mentions, stops and legs."""
    words = draw(text) + "The train left Pyongyang for Khasan.\n" + draw(text)

    def span() -> Span:
        start = draw(st.integers(0, len(words) - 1))
        return Span(start, draw(st.integers(start + 1, len(words))))

    def mention(place: Place | None) -> Mention:
        where = span()
        return Mention(
            where,
            draw(st.sampled_from([where.of(words), "another spelling"])),
            draw(st.sampled_from(get_args(MentionKind))),
            place,
            draw(shares),
            draw(reasons),
            draw(st.lists(candidates, max_size=1).map(tuple)),
            draw(st.booleans()),
            draw(st.booleans()),
        )

    known = draw(st.lists(places, min_size=1, max_size=4))
    mentions = [
        mention(draw(st.sampled_from([None, *known]))) for _ in range(draw(st.integers(0, 3)))
    ]
    stops = []
    for _ in range(draw(st.integers(0, most_stops))):
        named = [one for one in mentions if one.place is not None]
        made = mention(draw(st.sampled_from(known)))
        stops.append(
            Stop(
                draw(st.sampled_from([*named, made])),
                span(),
                draw(st.sampled_from(get_args(StopRole))),
                draw(st.sampled_from(get_args(StopStatus))),
                tuple(span() for _ in range(draw(st.integers(0, 2)))),
                draw(reasons),
                draw(text),
                draw(pictures),
            )
        )
    mode: Mode = draw(st.sampled_from(get_args(Mode)))
    speed = Speed(draw(st.floats(0.5, 1000)), span()) if draw(st.booleans()) else None
    kinds: tuple[BlockKind, ...] = get_args(BlockKind)
    article = Article(
        words,
        draw(text),
        draw(text),
        draw(st.sampled_from(["en", "nl"])),
        tuple(Block(span(), kind) for kind in draw(st.lists(st.sampled_from(kinds), max_size=2))),
        tuple(span() for _ in range(draw(st.integers(0, 2)))),
    )
    legs: tuple[Leg, ...] = tuple(
        leg(a.place.point, b.place.point, mode) for a, b in pairwise(stops)
    )
    itinerary = Itinerary(tuple(stops), mode, draw(reasons), speed)
    shown = legs if draw(st.booleans()) else ()
    return Story(article, tuple(mentions), itinerary, shown, draw(editions))
