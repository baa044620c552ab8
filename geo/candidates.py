"""The names of a document, each with the places that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log10

from geo.gazetteer import Entry, Form, Gazetteer, fold
from geo.inflection import bases
from geo.measure import distance_km
from geo.story import Mention, PlaceKind
from geo.words import Words

# What a reader means first by a bare name, in units of the score: see evidence.py.
_KIND: dict[PlaceKind, float] = {
    "country": 3.0,
    "continent": 3.0,
    "state": 2.2,
    "region": 1.5,
    "sea": 1.5,
    "county": -0.3,
    "city": 0.0,
}
_OTHER_KIND = 0.3
_FORM: dict[Form, float] = {
    "main": 0.9,
    "alternate": 0.0,
    "metonym": 3.0,
    "abbreviation": 4.0,
    "postal": 4.0,
    "demonym": 4.0,
}
_POPULATION = 0.55
_WIDE: frozenset[PlaceKind] = frozenset(("country", "continent", "state", "region", "sea"))
_AREA_OF_A_TOWN = 2.5
_MOST, _FEW = 12, 3
# The side, in degrees, of the cells by which neighbours are found: about 165 km.
CELL = 1.5

_QUALIFIES = re.compile(r",\s*(?:in\s+)?|\s*\(\s*|\s+in\s+(?:the\s+)?|\s+of\s+")
_SAME_TOWN_KM = 80.0


class Option:
    """A place that a name may mean, while it is weighed.

    Attributes
    ----------
    area
        (country, state) that it lies in.
    base
        The part of its score that does not depend on the rest of the text.
    share
        Its share of the belief among the options of its name.
    country_support, state_support, near, contained
        How much the other names of the text speak for it: see evidence.py.
    """

    __slots__ = (
        "area",
        "base",
        "cell",
        "contained",
        "country_support",
        "form",
        "local",
        "near",
        "place",
        "score",
        "share",
        "state_support",
    )

    def __init__(self, entry: Entry) -> None:
        place = entry.place
        self.place, self.form = place, entry.form
        self.area = (place.country, place.name if place.kind == "state" else place.state)
        self.local = place.kind not in _WIDE
        self.cell = (int(place.point.latitude // CELL), int(place.point.longitude // CELL))
        self.base = (
            _KIND.get(place.kind, _OTHER_KIND)
            + _POPULATION * log10(place.population + 10)
            + _FORM[entry.form]
        )
        self.score, self.share = self.base, 0.0
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


class Name:
    """A name of the document, and its options.

    Attributes
    ----------
    mentions
        Indices of the mentions that bear it.
    parent
        The name that the text gives as what it lies in: "Paris, Texas".
    children
        The names that the text says lie in it.
    twins
        The names written alike that lie in something else, or in nothing that is told.
    variant
        Whether the options bear another spelling of the name.
    weight
        How much it counts as evidence: more if it is named often.
    """

    __slots__ = (
        "children",
        "key",
        "mentions",
        "options",
        "parent",
        "text",
        "twins",
        "variant",
        "weight",
    )

    def __init__(self, key: str, text: str) -> None:
        self.key, self.text = key, text
        self.mentions: list[int] = []
        self.options: list[Option] = []
        self.parent: Name | None = None
        self.children: list[Name] = []
        self.twins: list[Name] = []
        self.variant = False
        self.weight = 1.0

    def ranked(self) -> list[Option]:
        """The options, best first."""
        return sorted(self.options, key=lambda option: (-option.score, option.place.id))


def names_of(
    text: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer, lexicon: Words
) -> tuple[list[Name], list[Name]]:
    """The distinct names of a document, and the name of each mention.

    Two mentions share a name if they are written alike and the text does not say of
    them that they lie in different places.
    """
    parents = [_parent(text, mentions, i) for i in range(len(mentions))]
    groups: dict[tuple[str, str], Name] = {}
    name_of: list[Name] = []
    for i, mention in enumerate(mentions):
        key = mention.text if mention.kind == "demonym" else fold(mention.text)
        parent = parents[i]
        qualifier = fold(mentions[parent].text) if parent is not None else ""
        group = (mention.kind[0] + key, qualifier)
        if group not in groups:
            groups[group] = Name(key, mention.text)
            _fill(groups[group], text, mention, gazetteer, lexicon)
        groups[group].mentions.append(i)
        name_of.append(groups[group])
    for i, parent in enumerate(parents):
        if parent is not None and name_of[i].parent is None:
            name_of[i].parent = name_of[parent]
            name_of[parent].children.append(name_of[i])
    names = list(groups.values())
    for name in names:
        name.twins = [other for other in names if other.key == name.key and other is not name]
    _drop_unlikely(names)
    return names, name_of


def _drop_unlikely(names: list[Name]) -> None:
    """Leave out the small places of common names, but those in a state that the text is about."""
    areas = {
        option.area
        for name in names
        for option in name.options
        if option.place.kind == "state" or len(name.options) <= _FEW
    }
    for name in names:
        if len(name.options) > _MOST:
            name.options[_MOST:] = [o for o in name.options[_MOST:] if o.area in areas]


def _parent(text: str, mentions: tuple[Mention, ...], i: int) -> int | None:
    """The mention that the text gives as what mention ``i`` lies in."""
    if i + 1 >= len(mentions):
        return None
    gap = text[mentions[i].span.end : mentions[i + 1].span.start]
    return i + 1 if len(gap) < 12 and _QUALIFIES.fullmatch(gap) else None


def _fill(name: Name, text: str, mention: Mention, gazetteer: Gazetteer, lexicon: Words) -> None:
    if mention.kind != "name":
        place = gazetteer.demonym(mention.text)
        if place is not None:
            name.options = [Option(Entry(place, "demonym"))]
            return
    after_comma = text[: mention.span.start].rstrip().endswith(",")
    entries: tuple[Entry, ...] = ()
    for form in _forms(mention.text, lexicon):
        entries = gazetteer.find(form)
        if entries:
            break
    if not entries:
        entries = gazetteer.find_variants(mention.text)
        name.variant = bool(entries)
    name.options = [Option(entry) for entry in entries if entry.form != "postal" or after_comma]
    _prefer_towns(name.options)


def _prefer_towns(options: list[Option]) -> None:
    """Take a state or county for its town, where the town bears its name and makes it up.

    "Berlin", "Utrecht" and "Kassel" are towns to a reader, and also the areas around them;
    "New York" and "Washington" are not settled so.
    """
    towns = [option for option in options if option.place.kind == "city"]
    for area in options:
        if area.place.kind in ("state", "county") and any(_makes_up(t, area) for t in towns):
            area.base -= _AREA_OF_A_TOWN


def _makes_up(town: Option, area: Option) -> bool:
    if town.place.country != area.place.country:
        return False
    if distance_km(town.place.point, area.place.point) > _SAME_TOWN_KM:
        return False
    return area.place.kind == "county" or town.place.population > 0.3 * area.place.population


def _forms(text: str, lexicon: Words) -> Iterator[str]:
    """The name as written, without its ending, and without a direction before it."""
    yield text
    for base, _, _ in bases(text, lexicon.language):
        yield base
    first, _, rest = text.partition(" ")
    if rest and first.casefold() in lexicon.directions:
        yield rest
