"""Reasons in words.

A step of the pipeline gives a :class:`~geo.story.Reason`, a code and its
values; only this module turns it into a sentence. Each section below belongs
to the module named above it; ``{0}``, ``{1}`` … stand for the values in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geo.language import ENGLISH, Language, message
from geo.story import Reason

# resolve.py: why a mention was taken for a place.
PLACE: Final[dict[str, str]] = {
    "place.inside": message("the text says that it lies in {0}"),
    "place.holds": message("the text names {0} as a place in it"),
    "place.with": message("named with {0}"),
    "place.main": message("main name"),
    "place.alternate": message("another name of {0}"),
    "place.variant": message("another spelling of {0}"),
    "place.demonym": message("the people and things of {0}"),
    "place.abbreviation": message("short for {0}"),
    "place.postal": message("postal code of {0}"),
    "place.metonym": message("stands for those who rule in {0}"),
    "place.near": message("{0} from {1}"),
    "place.only": message("the only place of that name that the gazetteer knows"),
    "place.largest": message("the largest of {0} places of that name"),
    "place.not-there": message(
        "the text puts it in {0}, where the gazetteer knows no place of that name"
    ),
    "place.unknown": message("the gazetteer does not know this name"),
    "place.doubtful": message("{0} may be meant, but nothing else in the text lies near it"),
    # asking.py
    "place.online": message("found with {0}; the gazetteer alone could not place it"),
    "place.not-online": message("{0} knows no such place"),
    "place.not-asked": message("not looked up online: {0}"),
    # edits.py
    "desk.chosen": message("chosen by an editor"),
    "desk.confirmed": message("confirmed by an editor"),
    "desk.placed": message("put on the map by an editor"),
    "desk.marked": message("marked as a place by an editor"),
}

# Why a service could not be asked: online.py's errors up to their colon.
UNASKED: Final = (
    message("{0} did not answer in time"),
    message("{0} asks for fewer requests"),
    message("{0} refuses the request"),
    message("{0} could not be asked"),
    message("{0} sent a reply that cannot be read"),
)

# itinerary.py: why a place is a stop, and why here in the order; why there is no journey.
JOURNEY: Final[dict[str, str]] = {
    "journey.told": message("the text says “{0}”"),
    "journey.enters": message("enters {0} here"),
    "journey.home": message(
        "home again: the text names no place, but this is where the journey began"
    ),
    "journey.start inferred": message(
        "start inferred: the traveller is of {1}, and the text gives no other start than its "
        "capital, {0}"
    ),
    "journey.wayside": message(
        "a stop inferred: the text names it along the way, and does not say who comes there"
    ),
    "journey.no movement": message("the text tells of nobody who goes anywhere"),
    "journey.one place": message("the text tells of going to one place only, {0}"),
    "journey.no arrival": message("the text tells of leaving places, and of arriving nowhere else"),
    "journey.one town": message("the text tells of moves within one town only"),
    "journey.not connected": message(
        "the text names places that somebody goes to, but no way between them"
    ),
    "desk.stop": message("made a stop by an editor"),
    "desk.emptied": message("an editor has taken its stops out"),
    "journey.in passing": message("the text tells of a move between places in passing only"),
}

# route.py: how a line was found.
ROUTE: Final[dict[str, str]] = {
    "rail corridor": message("along the railway, drawn through its stations: schematic"),
    "sea lane": message("along the usual sea lanes: schematic"),
    "great circle": message("as the crow flies"),
    "drawn": message("drawn by hand"),
}


def sentence(
    reason: Reason, language: Language = ENGLISH, names: Mapping[str, str] | None = None
) -> str:
    """The reason as words for a reader: a clause without a full stop.

    A code that no section knows is told as it is, with its values, so that a
    reason is never lost.

    Parameters
    ----------
    names
        What the reader calls places, by their main names.
    """
    values = reason.values
    if reason.code != "journey.told":  # the text's own words stay as they are
        values = tuple((names or {}).get(value, value) for value in values)
    if reason.code == "place.with":
        values = (language.listed(values),)
    elif reason.code == "place.near" and values:
        values = (_distance(values[0], language), *values[1:])
    elif reason.code == "place.not-asked" and values:
        values = (unasked(values[0], language), *values[1:])
    for section in (PLACE, JOURNEY, ROUTE):
        template = section.get(reason.code)
        if template is not None:
            return language.text(template, *values)
    return ": ".join((reason.code, ", ".join(values))) if values else reason.code


def unasked(why: str, language: Language) -> str:
    """Why a service could not be asked, from what the reason says of it in English."""
    for sentence in UNASKED:
        said = sentence.removeprefix("{0}")
        if why.endswith(said):
            return language.text(sentence, why.removesuffix(said))
    return why


def _distance(kilometres: str, language: Language) -> str:
    try:
        return language.distance(float(kilometres))
    except ValueError:
        return kilometres  # a story that was saved with the words themselves
