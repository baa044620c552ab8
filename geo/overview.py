"""What to tell of a whole story: its route in a sentence, its figures, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.language import ENGLISH, Language
from geo.naming import labels, names, place_name
from geo.phrases import length, listed, reasons, ways
from geo.story import Story
from geo.wording import unasked as why

# Why a place has no online answer: the service could not be asked.
UNASKED: Final = "place.not-asked"
# Stands for the figure in a sentence that is cut around it.
FIGURE: Final = "\ufffc"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the words around it: "at least ", "13 h 12 min", " at the 88 km/h in the text".

    The words keep the spaces that part them from the figure; not every language has any.
    """

    value: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What to say of a whole story: its route or that there is none, why, and what is missing.

    Attributes
    ----------
    unresolved
        The names that could not be placed, as the article writes them.
    warning
        That names could not be looked up online, and why; mostly empty.
    """

    heading: str
    route: str
    reason: str = ""
    unresolved: tuple[str, ...] = ()
    warning: str = ""


def figures(story: Story, language: Language = ENGLISH) -> tuple[Figure, ...]:
    """The story's figures: its stops, its length, its least time; or how many places it has."""
    count = len(story.stops) or len(story.places)
    if not story.stops:
        places = language.plural("{1} place", "{1} places", count, FIGURE)
        return (_figure(places, language.number(count)),)
    stops = language.plural("{1} stop", "{1} stops", count, FIGURE)
    told = [_figure(stops, language.number(count))]
    if story.legs:
        whole = language.distance(story.kilometres, both=True)
        told.append(_figure(length(story.legs, language, FIGURE), whole))
    speed = story.itinerary.speed
    if story.least_hours is not None and speed is not None:
        least = language.text(
            "at least {0} at the {1} in the text",
            FIGURE,
            language.speed(speed.kilometres_per_hour),
        )
        told.append(_figure(least, language.duration(story.least_hours)))
    return tuple(told)


def _figure(told: str, value: str) -> Figure:
    before, _, after = told.partition(FIGURE)
    return Figure(value, before, after)


def overview(story: Story, language: Language = ENGLISH) -> Overview:
    """What to say of the whole story."""
    missing = (m.text for m in story.mentions if m.place is None and m.kind == "name")
    return Overview(
        heading=language.text("The journey") if story.stops else language.text("The places"),
        route=route(story, language),
        reason=reasons(story.itinerary.reasons, language, names(story, labels(story, language))),
        unresolved=tuple(dict.fromkeys(missing)),
        warning=warning(story, language),
    )


def warning(story: Story, language: Language = ENGLISH) -> str:
    """That the online geocoder could not be asked for some names, and why; or nothing."""
    unasked = {
        mention.text: reason.values[0]
        for mention in story.mentions
        for reason in mention.reasons
        if reason.code == UNASKED
    }
    if not unasked:
        return ""
    return language.plural(
        "{1}, so {0} name could not be looked up online.",
        "{1}, so {0} names could not be looked up online.",
        len(unasked),
        why(next(iter(unasked.values())), language),
    )


def route(story: Story, language: Language = ENGLISH) -> str:
    """The whole route in a sentence, for those who do not see the map; or that there is none."""
    spoken = labels(story, language)
    called = [place_name(stop.place, spoken) for stop in story.stops]
    if not called:
        return _places(story, language)
    if len(called) == 1:
        return language.text("A journey to {0}; the article names no other stop.", called[0])
    start, *between, end = called
    way = ""
    if story.legs:
        told = language.distance(story.kilometres)
        way = language.text("{0} {1}", told, ways(story.legs, language))
    count, passed = len(called), listed(between, language)
    if passed and way:
        return language.plural(
            "{0} stop, from {1} to {2}, by way of {3}: {4}.",
            "{0} stops, from {1} to {2}, by way of {3}: {4}.",
            count, start, end, passed, way,
        )  # fmt: skip
    if passed:
        return language.plural(
            "{0} stop, from {1} to {2}, by way of {3}.",
            "{0} stops, from {1} to {2}, by way of {3}.",
            count, start, end, passed,
        )  # fmt: skip
    if way:
        return language.plural(
            "{0} stop, from {1} to {2}: {3}.",
            "{0} stops, from {1} to {2}: {3}.",
            count, start, end, way,
        )  # fmt: skip
    return language.plural(
        "{0} stop, from {1} to {2}.", "{0} stops, from {1} to {2}.", count, start, end
    )


def planned(story: Story, language: Language = ENGLISH) -> str:
    """The stops that nobody has reached yet, in a sentence; empty without any."""
    spoken = labels(story, language)
    called = [place_name(stop.place, spoken) for stop in story.stops if stop.status == "planned"]
    told = listed(list(dict.fromkeys(called)), language)
    return f"{language.text('{0}, planned', told)}." if told else ""


def _places(story: Story, language: Language) -> str:
    """That there is no journey, and the places that are named instead."""
    spoken = labels(story, language)
    told = listed([place_name(place, spoken) for place in story.places], language)
    named = (
        language.text("It names {0}.", told)
        if told
        else language.text("It names no place that could be found.")
    )
    return f"{language.text('The article tells no journey.')} {named}"
