"""A place that a name may mean, and what it has for itself before the text is asked."""

from __future__ import annotations

from math import log10
from typing import Final

from geo.gazetteer import Entry
from geo.gazetteerfile import Form
from geo.measure import distance_km
from geo.story import Place, PlaceKind, Point
from geo.words import name_words

# What a reader means first by a bare name, in units of the score: see evidence.py.
_KIND: Final[dict[PlaceKind, float]] = {
    "country": 3.0,
    "continent": 3.0,
    "state": 2.2,
    "region": 3.0,
    "sea": 3.0,
    "county": -0.3,
    "city": 0.0,
    "island": 2.2,
    "site": 2.2,
}
_OTHER_KIND: Final = 0.3
# Countries whose states English news names without saying where they are.
_FEDERATIONS: Final = frozenset(("US", "CA", "AU", "GB", "IN"))
_STATE_UNKNOWN, _STATE_GROWTH = 5.0, 1.5
# What the short form of a name adds, and the alternate name of a country or a state.
SHORT: Final = 0.7
_FORM_OF_STATE: Final = 0.5
_FORM: Final[dict[Form, float]] = {
    "main": 0.9,
    "alternate": 0.0,
    "metonym": 3.0,
    "abbreviation": 4.0,
    "postal": 4.0,
    "demonym": 4.0,
}
_POPULATION: Final = 0.6
_FAME, _FAMOUS = 0.4, 5.0
# Of two Genevas, the one that more languages have a name for is the better known, and known the
# world over from some sixteen names on (the decimal logarithm of which stands here).
_RENOWN, _WORLD_RENOWN, WORLDWIDE = 0.5, 0.85, 1.2
_WIDE: Final[frozenset[PlaceKind]] = frozenset(("country", "continent", "state", "region", "sea"))
# What a town says for its country, against a country's own name; likewise for its state.
_TOWN_SAYS, _ALL = 0.6, (1.0, 0.0)
# A metropolis is named for itself: "New York" says little for the state of New York, and no more
# than half of what a town says for the country of the Geneva beside it.
_METROPOLIS, _METROPOLIS_SAYS, _METROPOLIS_BESIDE = 1_000_000, (0.4, 0.1), 0.5
_AREA_SAYS = {"state": (1.0, 1.2), "region": (_TOWN_SAYS, 0.0), "sea": (_TOWN_SAYS, 0.0)}
# The side, in degrees, of the cells by which neighbours are found: about 165 km.
CELL: Final = 1.5
# Likewise for the part of the world: about 660 km.
REGION: Final = 6.0
# Cells are numbered row by row; AROUND leads from one to itself and the eight around it.
_ROW: Final = 1000
AROUND: Final = tuple(row + column for row in (-_ROW, 0, _ROW) for column in (-1, 0, 1))
# A place lies in a town of its county at most so far off.
_SAME_TOWN_KM: Final = 80.0


def _cell(point: Point, side: float) -> int:
    """The number of the cell of this side, in degrees, that a point lies in."""
    return int(point.latitude // side) * _ROW + int(point.longitude // side)


class Option:
    """A place that a name may mean, while it is weighed.

    Attributes
    ----------
    country, area
        The country, and (country, state), that it lies in.
    says
        What it says for its country and for its state, were it believed: see evidence.py.
    beside
        Likewise for its country, of the names that stand beside it.
    short
        Whether the name is the start of its main one: "Newcastle", "New York".
    shadowed
        Whether it is a small town called after one that the whole world knows.
    base
        The part of its score that does not depend on the rest of the text.
    share
        Its share of the belief among the options of its name.
    names
        How many names the gazetteer has for the place.
    renown
        The decimal logarithm of its names, where this one is its main.
    country_support, state_support, near, region_support, contained
        How much the other names of the text speak for it: see evidence.py.
    """

    __slots__ = (
        "area",
        "base",
        "beside",
        "cell",
        "contained",
        "country",
        "country_support",
        "form",
        "local",
        "names",
        "near",
        "place",
        "region",
        "region_support",
        "renown",
        "says",
        "score",
        "shadowed",
        "share",
        "short",
        "state_support",
    )

    def __init__(self, entry: Entry, name: str = "") -> None:
        place = entry.place
        self.place, self.form, self.names = place, entry.form, entry.names
        self.short = _is_short(name, entry)
        self.country = place.country
        self.area = (place.country, place.name if place.kind == "state" else place.state)
        self.local = place.kind not in _WIDE
        self.beside = 1.0
        if not self.local:
            self.says = _AREA_SAYS.get(place.kind, _ALL)
        elif place.population >= _METROPOLIS:
            self.says, self.beside = _METROPOLIS_SAYS, _METROPOLIS_BESIDE
        else:
            self.says = (_TOWN_SAYS, _TOWN_SAYS)
        self.cell = _cell(place.point, CELL)
        self.region = _cell(place.point, REGION)
        self.region_support = 0.0
        people = log10(place.population + 10)
        fame = _FAME * max(0.0, people - _FAMOUS) if place.kind == "city" else 0.0
        self.renown = log10(entry.names) if entry.form == "main" else 0.0
        if place.kind == "city":
            fame += _RENOWN * self.renown + _WORLD_RENOWN * max(0.0, self.renown - WORLDWIDE)
        form = SHORT if self.short else _form(entry)
        self.base = _prominence(place, name) + _POPULATION * people + fame + form
        self.score, self.share = self.base, 0.0
        self.shadowed = False
        self.country_support = self.state_support = self.near = self.contained = 0.0

    def holds(self, other: Option) -> bool:
        """Whether the other place lies in this one, as far as the gazetteer tells."""
        outer, inner = self.place, other.place
        if outer.id == inner.id or inner.kind in ("country", "continent"):
            return False
        if outer.country != inner.country:
            return False
        if outer.kind == "country":
            return True
        if inner.kind == "state" or self.area != other.area:
            return False
        if outer.kind == "state":
            return True
        larger = outer.kind == "county" or outer.population > inner.population
        return (
            outer.kind in ("county", "city")
            and larger
            and distance_km(outer.point, inner.point) < _SAME_TOWN_KM
        )


def _prominence(place: Place, name: str) -> float:
    """What the kind of a place adds. Few readers know the small states of far countries.

    "Norfolk" is a town or a county, and seldom Norfolk Island.
    """
    if place.kind == "country" and _lacks_kind(name, place):
        return _OTHER_KIND
    bonus = _KIND.get(place.kind, _OTHER_KIND)
    if place.kind == "state" and place.country not in _FEDERATIONS:
        known = _STATE_GROWTH * (log10(place.population + 1) - _STATE_UNKNOWN)
        bonus = min(bonus, max(0.0, known))
    return bonus


def _lacks_kind(name: str, place: Place) -> bool:
    """Whether only the word that tells what it is is left out: "Norfolk" for "Norfolk Island"."""
    own, _, kind = place.name.rpartition(" ")
    return own == name and kind.lower() in name_words().kinds_last


def _form(entry: Entry) -> float:
    """What the form of a name adds. A state's English name is often not its own main one."""
    if entry.form == "alternate" and entry.place.kind in ("country", "state"):
        return _FORM_OF_STATE
    return _FORM[entry.form]


def _is_short(name: str, entry: Entry) -> bool:
    """Whether a name is the start of the main one: "Newcastle", "New York", "Châlons"."""
    return entry.form == "alternate" and entry.place.name.startswith((f"{name} ", f"{name}-"))
