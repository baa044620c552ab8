"""The phrases that tell of a story: how one goes, how sure a place is, what it is and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Final

from geo.language import ENGLISH, Language, message
from geo.naming import country_name, place_name, state_name
from geo.story import Band, Leg, Mode, Place, PlaceKind, Reason, StopStatus, Story
from geo.wording import sentence

# How one travels, as words that follow a distance: "835 km by rail".
BY_MODE: Final[dict[Mode, str]] = {
    "rail": message("by rail"),
    "road": message("by road"),
    "sea": message("by sea"),
    "air": message("by air"),
    "foot": message("on foot"),
    "unknown": message("in a straight line"),
}
SURENESS: Final[dict[Band, str]] = {
    "high": message("Sure of this place."),
    "medium": message("Fairly sure of this place."),
    "low": message("Unsure of this place."),
    "unresolved": message("This place could not be found."),
}
STATUS: Final[dict[StopStatus, str]] = {
    "told": "",
    "planned": message("planned"),
    "inferred": message("inferred"),
}
KINDS: Final[dict[PlaceKind, str]] = {
    "continent": message("continent"),
    "country": message("country"),
    "state": message("state"),
    "county": message("county"),
    "city": message("city"),
    "station": message("station"),
    "site": message("site"),
    "region": message("region"),
    "island": message("island"),
    "mountain": message("mountain"),
    "river": message("river"),
    "lake": message("lake"),
    "sea": message("sea"),
}
# Why a stop is told to enter a country.
ENTERS: Final = "journey.enters"
# Reasons that the headings and facts of a scene tell in other words.
TOLD_BESIDE: Final = frozenset((ENTERS, "place.main"))
# A sentence names so many places; a list beside it names them all.
MOST_NAMES: Final = 5


def progress(story: Story, number: int, count: int, language: Language = ENGLISH) -> str:
    """How far the reader is, in words; ``number`` is 0 for the overview."""
    if not number:
        return language.text("Overview of {0}", count)
    if story.stops:
        return language.text("Stop {0} of {1}", number, count)
    return language.text("Place {0} of {1}", number, count)


def described(place: Place, language: Language = ENGLISH, labels: Language | None = None) -> str:
    """What kind of place it is, and where: "city in Primorye, Russia".

    Parameters
    ----------
    labels
        The language of place names, where it is another than that of the words.
    """
    spoken = labels or language
    name = place_name(place, spoken)
    parts = dict.fromkeys((state_name(place, spoken), country_name(place, spoken)))
    within = ", ".join(part for part in parts if part and part != name)
    kind = language.text(KINDS[place.kind])
    return language.text("{0} in {1}", kind, within) if within else kind


def because(
    reasons: Iterable[Reason],
    language: Language = ENGLISH,
    names: Mapping[str, str] | None = None,
) -> str:
    """Reasons as one sentence, with places called as in ``names``; empty without any."""
    clauses = [sentence(reason, language, names) for reason in reasons]
    if not clauses:
        return ""
    told = reduce(lambda one, next: language.text("{0}; {1}", one, next), clauses)
    return f"{language.capitalised(told)}."


def reasons(
    reasons: Iterable[Reason],
    language: Language = ENGLISH,
    names: Mapping[str, str] | None = None,
) -> str:
    """Reasons as :func:`because` tells them, without those that a scene tells beside them."""
    told = [reason for reason in reasons if reason.code not in TOLD_BESIDE]
    return because(told, language, names)


def way(story: Story, index: int, language: Language = ENGLISH) -> str:
    """The way to a stop in a word or two, for a list: "835 km, planned"; empty for the first."""
    if not index or not story.legs:
        return ""
    told = language.distance(story.legs[index - 1].kilometres)
    if story.stops[index].status == "inferred":
        return language.text("{0}, inferred", told)
    planned = story.stops[index].status == "planned"
    return language.text("{0}, planned", told) if planned else told


def length(legs: Sequence[Leg], language: Language = ENGLISH, figure: str = "") -> str:
    """How long some legs are, how they go, and how they are drawn: "835 km by rail, schematic".

    ``figure`` stands in place of the distance, where one is given.
    """
    told = figure or language.distance(sum(leg.kilometres for leg in legs))
    schematic = any(leg.schematic for leg in legs)
    straight = any(is_straight(leg) for leg in legs)
    if straight and schematic:
        return language.text("{0} {1}, partly in straight lines", told, ways(legs, language))
    if straight:
        return language.text("{0} {1}, in straight lines", told, ways(legs, language))
    if schematic:
        return language.text("{0} {1}, schematic", told, ways(legs, language))
    return language.text("{0} {1}", told, ways(legs, language))


def ways(legs: Sequence[Leg], language: Language = ENGLISH) -> str:
    """How the legs go: "by rail", "by sea and by road"."""
    modes = dict.fromkeys(leg.mode for leg in legs)
    return listed([language.text(BY_MODE[mode]) for mode in modes], language)


def listed(items: list[str], language: Language) -> str:
    """The names as a phrase; of many, the first and how many more."""
    if len(items) > MOST_NAMES:
        more = len(items) - MOST_NAMES + 1
        items = [*items[: MOST_NAMES - 1], language.plural("{0} more", "{0} more", more)]
    return language.listed(items)


def is_straight(leg: Leg) -> bool:
    """Whether the leg is told to go along a way, but is measured and drawn without one."""
    return leg.method == "great circle" and leg.mode not in ("air", "unknown")
