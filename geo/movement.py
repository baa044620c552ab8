"""Movements: a place, whether one leaves, passes or reaches it, and how certain that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from geo.nouns import Noun
from geo.story import Mention, Mode, Place, Span
from geo.times import Moment
from geo.words import name_words

Part = Literal["from", "via", "to", "at"]
# Kinds of place where one may stay, and countries that are a town.
_FINE: Final = frozenset(("city", "station", "site", "island"))
_CITY_STATES: Final = frozenset(("SG", "HK", "MO", "MC", "VA", "GI"))
# Countries that are a small island: "on Tuesday she is on Curaçao"; and one whose states are.
_ISLANDS: Final = frozenset(
    ("AW", "CW", "SX", "BQ", "BM", "NR", "BB", "AI", "MS", "GD", "LC", "MT", "GG", "JE", "IM")
)
_OF_ISLANDS: Final = ("BQ",)
_ANTARCTICA: Final = "geonames:6255152"
# What tells of a halt on the way.
STOPS: Final = ("verb.stop", "noun.stay")
_STAYS: Final = ("verb.presence", "verb.loose")
# Flags of movements that are no facts of the journey.
_UNTOLD: Final = frozenset(("denied", "possible", "habitual", "bygone"))
Status = Literal["told", "planned"]


@dataclass(frozen=True, slots=True)
class Touch:
    """A place in a movement, the part that it plays, and the words that say so.

    Attributes
    ----------
    mention
        None for "home".
    listed
        Whether it continues a list: "X, Y and Z".
    """

    mention: Mention | None
    part: Part
    cue: Span
    listed: bool = False

    @property
    def place(self) -> Place | None:
        """The place of the mention."""
        return self.mention.place if self.mention else None


@dataclass(frozen=True, slots=True)
class Frame:
    """One movement: what one verb or noun says of one traveller.

    Attributes
    ----------
    kind
        The list of cues that its verb or noun stands in: "verb.arrive".
    touches
        In the order of the text.
    flags
        What bears on its truth and order: "denied", "possible", "habitual", "bygone",
        "diverted"; "perfect", "after", "before", "earlier", "again", "opening", "thence", "hither",
        "now", "going on", "behind", "finish", "beginning", "so far", "stayed";
        and "strike", which only a storm does.
    modes
        The means of travel that its clause names, more than once where it says so again.
    """

    kind: str
    touches: tuple[Touch, ...]
    traveller: Noun
    status: Status
    flags: frozenset[str]
    modes: tuple[Mode, ...]
    sentence: Span
    moment: Moment

    @property
    def parts(self) -> set[Part]:
        """The parts of its places."""
        return {touch.part for touch in self.touches}

    @property
    def is_verb(self) -> bool:
        """Whether a verb tells it: "sailed"."""
        return self.kind.startswith("verb.")

    @property
    def is_noun(self) -> bool:
        """Whether a noun tells it: "the flight"."""
        return self.kind.startswith("noun.")

    @property
    def is_fact(self) -> bool:
        """Whether it is told as a fact or a plan: neither denied, possible, habitual nor bygone."""
        return not self.flags & _UNTOLD


def moves(frame: Frame) -> bool:
    """Whether it tells that somebody goes somewhere, and not only that they are there."""
    return frame.kind not in _STAYS


def places_of(frames: Sequence[Frame]) -> Iterator[Place]:
    """Every place that the movements name, in their order."""
    for frame in frames:
        for touch in frame.touches:
            if touch.place is not None:
                yield touch.place


def is_fine(place: Place) -> bool:
    """Whether it is small enough to stay there: a town, an island, a country that is one."""
    if place.kind in _FINE or is_municipality(place):
        return True
    if place.kind == "state":
        return place.country in _OF_ISLANDS
    return place.kind == "country" and place.country in _CITY_STATES | _ISLANDS


def is_one_land(place: Place) -> bool:
    """Whether it is the continent without states, to which one goes as to a country."""
    return place.id == _ANTARCTICA


def is_municipality(place: Place) -> bool:
    """Whether a county is a town and its land, as the Dutch ones are: "Gemeente Ameland"."""
    return place.kind == "county" and place.name.startswith(f"{name_words().municipality} ")


def holds(outer: Place, inner: Place) -> bool:
    """Whether the one place is an area that holds the other, by country and state."""
    if outer.id == inner.id or inner.kind in ("country", "continent"):
        return outer.kind == "continent" and inner.kind == "country"
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind == "state":
        same = outer.country == inner.country and inner.state == outer.name
        return same and inner.kind != "state"
    return outer.kind == "continent" and not is_one_land(outer)


def may_hold(outer: Place, inner: Place) -> bool:
    """Whether "X, Y" may say that X lies in Y: Y holds it, or is wider and of no one country."""
    wide = outer.kind in ("region", "county", "sea", "island")
    return holds(outer, inner) or (wide and inner.kind not in (outer.kind, "country", "state"))
