"""Reasons, distances and times in English words.

A step of the pipeline gives a :class:`~geo.story.Reason`, a code and its
values; only this module turns it into a sentence. Each section below belongs
to the module named above it; ``{0}``, ``{1}`` … stand for the values in order.
"""

from __future__ import annotations

from typing import Final

from geo.story import Reason

# resolve.py: why a mention was taken for a place.
PLACE: Final[dict[str, str]] = {
    "place.inside": "the text says that it lies in {0}",
    "place.holds": "the text names {0} as a place in it",
    "place.with": "named with {0}",
    "place.main": "main name",
    "place.alternate": "another name of {0}",
    "place.variant": "another spelling of {0}",
    "place.demonym": "the people and things of {0}",
    "place.abbreviation": "short for {0}",
    "place.postal": "postal code of {0}",
    "place.metonym": "stands for those who rule in {0}",
    "place.near": "{0} from {1}",
    "place.only": "the only place of that name that the gazetteer knows",
    "place.largest": "the largest of {0} places of that name",
    "place.not-there": "the text puts it in {0}, where the gazetteer knows no place of that name",
    "place.unknown": "the gazetteer does not know this name",
    "place.doubtful": "{0} may be meant, but nothing else in the text lies near it",
    # asking.py
    "place.online": "found with {0}; the gazetteer alone could not place it",
    "place.not-online": "{0} knows no such place",
    "place.not-asked": "not looked up online: {0}",
    # edits.py
    "desk.chosen": "chosen by an editor",
    "desk.marked": "marked as a place by an editor",
}

# itinerary.py: why a place is a stop, and why here in the order; why there is no journey.
JOURNEY: Final[dict[str, str]] = {
    "journey.told": "the text says “{0}”",
    "journey.enters": "enters {0} here",
    "journey.home": "home again: the text names no place, but this is where the journey began",
    "journey.start inferred": (
        "start inferred: the traveller is of {1}, and the text gives no other start than its "
        "capital, {0}"
    ),
    "journey.no movement": "the text tells of nobody who goes anywhere",
    "journey.one place": "the text tells of going to one place only, {0}",
    "journey.no arrival": "the text tells of leaving places, and of arriving nowhere else",
    "journey.one town": "the text tells of moves within one town only",
    "journey.not connected": "the text names places that somebody goes to, but no way between them",
    "desk.stop": "made a stop by an editor",
    "desk.emptied": "an editor has taken its stops out",
    "journey.in passing": "the text tells of a move between places in passing only",
}

# route.py: how a line was found.
ROUTE: Final[dict[str, str]] = {
    "rail corridor": "along the railway, drawn through its stations: schematic",
    "sea lane": "along the usual sea lanes: schematic",
    "great circle": "as the crow flies",
    "drawn": "drawn by hand",
}


def sentence(reason: Reason) -> str:
    """The reason as words for a reader: a clause without a full stop.

    A code that no section knows is told as it is, with its values, so that a
    reason is never lost.
    """
    for section in (PLACE, JOURNEY, ROUTE):
        template = section.get(reason.code)
        if template is not None:
            return template.format(*reason.values)
    return ": ".join((reason.code, ", ".join(reason.values))) if reason.values else reason.code


def distance(kilometres: float) -> str:
    """A distance in kilometres as words: "1,162 km", "8.4 km" under ten."""
    return f"{kilometres:,.1f} km" if kilometres < 9.95 else f"{kilometres:,.0f} km"


def duration(hours: float) -> str:
    """A time in hours as words, to the minute: "13 h 12 min", "45 min", "2 h"."""
    whole, minutes = divmod(round(hours * 60), 60)
    if not whole:
        return f"{minutes} min"
    return f"{whole} h {minutes} min" if minutes else f"{whole} h"
