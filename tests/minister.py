"""A small story made by hand for the tests of what is told of a story."""

import re

from geo.story import (
    Article,
    Block,
    Candidate,
    Itinerary,
    Leg,
    Mention,
    Place,
    Point,
    Reason,
    Span,
    Speed,
    Stop,
    Story,
)

TEXT = (
    "Minister sails to Rotterdam\n\n"
    "The minister left Harwich on Monday. She is to reach Rotterdam at 20 knots, London said. "
    "Rotterdam expects rain.\n\n"
    "Nobody in Zzyzxville minds."
)
HARWICH = Place("test:1", "Harwich", Point(51.94, 1.29), "city", "GB", "England")
ROTTERDAM = Place(
    "test:2", "Rotterdam", Point(51.92, 4.48), "city", "NL", local_names=(("Cyrl", "Роттердам"),)
)
LONDON = Place("test:3", "London", Point(51.51, -0.13), "city", "GB", "England")
ELSEWHERE = Place("test:4", "Rotterdam", Point(42.79, -73.97), "city", "US", "New York")


def span_of(words: str, nth: int = 0) -> Span:
    found = [match.start() for match in re.finditer(re.escape(words), TEXT)][nth]
    return Span(found, found + len(words))


def mention(name: str, place: Place | None, nth: int = 0, **more: object) -> Mention:
    return Mention(span_of(name, nth), name, place=place, confidence=0.95, **more)


def sentence(start: str, end: str) -> Span:
    return Span(span_of(start).start, span_of(end).end)


LEFT = sentence("The minister", "Monday.")
REACH = sentence("She is", "London said.")
RAIN = sentence("Rotterdam expects", "rain.")
NOBODY = sentence("Nobody", "minds.")


def story() -> Story:
    """A journey of two stops by sea, a government, and a name that nobody knows."""
    body = Span(LEFT.start, RAIN.end)
    article = Article(
        TEXT,
        title="Minister sails to Rotterdam",
        blocks=(
            Block(span_of("Minister sails to Rotterdam"), "title"),
            Block(body, "body"),
            Block(NOBODY, "body"),
        ),
        sentences=(LEFT, REACH, RAIN, NOBODY),
    )
    harwich = mention("Harwich", HARWICH)
    rotterdam = mention(
        "Rotterdam",
        ROTTERDAM,
        1,
        reasons=(Reason("place.main", ("Rotterdam",)), Reason("the text names the sea")),
        candidates=(Candidate(ELSEWHERE, 0.05),),
    )
    again = mention("Rotterdam", ROTTERDAM, 2)
    london = mention("London", LONDON, government=True)
    missing = mention("Zzyzxville", None)
    leg = Leg("sea", ((HARWICH.point, ROTTERDAM.point),), 222.24, "sea lane")
    itinerary = Itinerary(
        stops=(Stop(harwich, LEFT, "start"), Stop(rotterdam, REACH, "end", "planned")),
        mode="sea",
        speed=Speed(37.04, span_of("20 knots")),
    )
    return Story(article, (harwich, rotterdam, london, again, missing), itinerary, (leg,))
