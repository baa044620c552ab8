"""The names of a document, each with the places that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import log10

from geo.gazetteer import Entry, Form, Gazetteer, fold
from geo.inflection import bases
from geo.measure import distance_km
from geo.story import Mention, Place, PlaceKind, Point
from geo.words import Words, words

# What a reader means first by a bare name, in units of the score: see evidence.py.
_KIND: dict[PlaceKind, float] = {
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
_OTHER_KIND = 0.3
# Countries whose states English news names without saying where they are.
_TOWNS: frozenset[PlaceKind] = frozenset(("city", "county"))
_ISLAND_TOO: frozenset[PlaceKind] = frozenset(("state", "country"))
_FEDERATIONS = frozenset(("US", "CA", "AU", "GB", "IN"))
_STATE_UNKNOWN, _STATE_GROWTH = 5.0, 1.5
_SHORT, _FORM_OF_STATE = 0.7, 0.5
# A town that goes by the short form of its name although its state does, too: "New York".
_SHORTENED = 1_000_000
_BESIDE_REACH, _MOST_BESIDE = 150, 8
# A text in a language of few countries mostly tells of these.
_SPOKEN = 0.5
_TOLD, _CAPITAL_KNOWN, _SMALLEST_CAPITAL = 2.0, 0.7, 10_000
_FORM: dict[Form, float] = {
    "main": 0.9,
    "alternate": 0.0,
    "metonym": 3.0,
    "abbreviation": 4.0,
    "postal": 4.0,
    "demonym": 4.0,
}
_POPULATION = 0.6
_FAME, _FAMOUS = 0.4, 5.0
# Of two Genevas, the one that more languages have a name for is the better known, and known the
# world over from some sixteen names on (the decimal logarithm of which stands here).
_RENOWN, _WORLD_RENOWN, _WORLDWIDE = 0.5, 0.85, 1.2
# What is known the world over and has so many inhabitants comes before the small towns that are
# named after it, and what these say for their country counts for less.
_FAMED, _SMALL, _SHADOW_SAYS = 100_000, 50_000, 0.2
_WIDE: frozenset[PlaceKind] = frozenset(("country", "continent", "state", "region", "sea"))
_AREA_OF_A_TOWN, _CAPITAL, _MOST_OF_IT, _SAME_AREA_KM = 3.5, 2.6, 0.2, 300.0
_MOST, _FEW = 12, 3
# What a town says for its country, against a country's own name; likewise for its state.
_TOWN_SAYS, _ALL = 0.6, (1.0, 0.0)
# A metropolis is named for itself: "New York" says little for the state of New York, and no more
# than half of what a town says for the country of the Geneva beside it.
_METROPOLIS, _METROPOLIS_SAYS, _METROPOLIS_BESIDE = 1_000_000, (0.4, 0.1), 0.5
_AREA_SAYS = {"state": (1.0, 1.2), "region": (_TOWN_SAYS, 0.0), "sea": (_TOWN_SAYS, 0.0)}
# The side, in degrees, of the cells by which neighbours are found: about 165 km.
CELL = 1.5
# Likewise for the part of the world: about 660 km.
REGION = 6.0
# Cells are numbered row by row; AROUND leads from one to itself and the eight around it.
_ROW = 1000
AROUND = tuple(row + column for row in (-_ROW, 0, _ROW) for column in (-1, 0, 1))

_QUALIFIES = re.compile(r",\s*(?:in\s+)?|\s*\(\s*|\s+in\s+(?:the\s+)?|\s+of\s+")
_AFTER = re.compile(r" (\w+)")
_LAST_WORD = re.compile(r"\w+$")
_SAME_TOWN_KM = 80.0
_SUBURB_KM = 20.0


# A name with an ending is taken for a city's rather than for that of a village.
_VILLAGE = 10_000
_CITY = 100_000


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
            fame += _RENOWN * self.renown + _WORLD_RENOWN * max(0.0, self.renown - _WORLDWIDE)
        self.base = (
            _prominence(place)
            + _POPULATION * people
            + fame
            + (_SHORT if self.short else _form(entry))
        )
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


def _prominence(place: Place) -> float:
    """What the kind of a place adds. Few readers know the small states of far countries."""
    bonus = _KIND.get(place.kind, _OTHER_KIND)
    if place.kind == "state" and place.country not in _FEDERATIONS:
        known = _STATE_GROWTH * (log10(place.population + 1) - _STATE_UNKNOWN)
        bonus = min(bonus, max(0.0, known))
    return bonus


def _form(entry: Entry) -> float:
    """What the form of a name adds. A state's English name is often not its own main one."""
    if entry.form == "alternate" and entry.place.kind in ("country", "state"):
        return _FORM_OF_STATE
    return _FORM[entry.form]


def _is_short(name: str, entry: Entry) -> bool:
    """Whether a name is the start of the main one: "Newcastle", "New York", "Châlons"."""
    return entry.form == "alternate" and entry.place.name.startswith((f"{name} ", f"{name}-"))


class Name:
    """A name of the document, and its options.

    Attributes
    ----------
    mentions
        Indices of the mentions that bear it.
    governs
        Whether the text says of it what only those who rule do ("Oslo warns").
    more
        The entries of lesser places, which are options only where the text is at home there.
    parent
        The name that the text gives as what it lies in: "Paris, Texas".
    believed
        The options with a share that counts as evidence.
    beside
        The names that stand shortly before or after its mentions.
    children
        The names that the text says lie in it.
    article
        Whether "the" stands before it, as before no town's name.
    told
        The kinds of place that the words around its mentions tell.
    twins
        The names written alike that lie in something else, or in nothing that is told.
    foreign
        Whether it is written in another language than English, in which the gazetteer
        has most names as alternates.
    variant
        Whether the options bear another spelling of the name.
    weight
        How much it counts as evidence: more if it is named often.
    """

    __slots__ = (
        "article",
        "believed",
        "beside",
        "children",
        "foreign",
        "governs",
        "key",
        "mentions",
        "more",
        "options",
        "parent",
        "text",
        "told",
        "twins",
        "variant",
        "weight",
    )

    def __init__(self, key: str, text: str, foreign: bool = False) -> None:
        self.key, self.text, self.foreign = key, text, foreign
        self.mentions: list[int] = []
        self.options: list[Option] = []
        self.believed: list[Option] = []
        self.more: tuple[Entry, ...] = ()
        self.parent: Name | None = None
        self.beside: list[Name] = []
        self.children: list[Name] = []
        self.told: set[PlaceKind] = set()
        self.twins: list[Name] = []
        self.article = self.governs = self.variant = False
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
    parents = [_parent(text, mentions, i, lexicon) for i in range(len(mentions))]
    groups: dict[tuple[str, str], Name] = {}
    name_of: list[Name] = []
    for i, mention in enumerate(mentions):
        key = mention.text if mention.kind == "demonym" else fold(mention.text)
        parent = parents[i]
        qualifier = fold(mentions[parent].text) if parent is not None else ""
        group = (mention.kind[0] + key, qualifier)
        if group not in groups:
            foreign = lexicon.language != "en" or not mention.text.isascii()
            groups[group] = Name(key, mention.text, foreign)
            _fill(groups[group], text, mention, gazetteer, lexicon)
        groups[group].mentions.append(i)
        groups[group].told.update(_told(text, mention, lexicon))
        groups[group].governs |= mention.government
        groups[group].article |= _has_article(text, mention, lexicon)
        name_of.append(groups[group])
    for i, parent in enumerate(parents):
        if parent is not None and name_of[i].parent is None and name_of[parent] is not name_of[i]:
            name_of[i].parent = name_of[parent]
            name_of[parent].children.append(name_of[i])
    _set_beside(mentions, name_of)
    names = list(groups.values())
    _add_likely(names)
    written: dict[str, list[Name]] = {}
    for name in names:
        written.setdefault(name.key, []).append(name)
    for name in names:
        name.twins = [other for other in written[name.key] if other is not name]
        for option in name.options:
            option.base += _TOLD * _is_told(option.place, name.told)
            option.base -= _TOLD * (name.article and option.place.kind in _TOWNS)
            option.base += _SPOKEN * (option.country in lexicon.spoken_in)
        _prefer_towns(name, gazetteer)
        shadow(name)
    return names, name_of


def shadow(name: Name) -> None:
    """Mark the small towns that were called after a place known the world over.

    Every country that was settled from Europe has a Plymouth and a Liverpool. Such names say
    for one another that the text is about that country, whichever they mean.
    """
    known = [o for o in name.options if o.renown >= _WORLDWIDE and o.place.population >= _FAMED]
    for option in name.options:
        small = option.place.population < _SMALL and option.renown < _WORLDWIDE
        if (
            small
            and option.place.kind in _TOWNS
            and any(other.country != option.country for other in known)
        ):
            country, state = option.says
            option.shadowed = True
            option.says = (_SHADOW_SAYS * country, _SHADOW_SAYS * state)
            option.beside = _SHADOW_SAYS


def _set_beside(mentions: tuple[Mention, ...], name_of: list[Name]) -> None:
    for i, name in enumerate(name_of):
        for j in (i - 1, i - 2):
            if j < 0 or mentions[i].span.start - mentions[j].span.end > _BESIDE_REACH:
                break
            other = name_of[j]
            if other is not name and other not in name.beside and len(name.beside) < _MOST_BESIDE:
                name.beside.append(other)
                other.beside.append(name)


def _add_likely(names: list[Name]) -> None:
    """Add the lesser places of common names that lie in a state that the text is about."""
    areas = {
        option.area
        for name in names
        for option in name.options
        if option.place.kind == "state" or len(name.options) <= _FEW
    }
    for name in names:
        name.options += [
            Option(entry, name.text)
            for entry in name.more
            if (entry.place.country, entry.place.state) in areas
        ]


def _parent(text: str, mentions: tuple[Mention, ...], i: int, lexicon: Words) -> int | None:
    """The mention that the text gives as what mention ``i`` lies in."""
    if i + 1 < len(mentions):
        gap = text[mentions[i].span.end : mentions[i + 1].span.start]
        if len(gap) < 12 and _QUALIFIES.fullmatch(gap):
            return i + 1
    if i > 0:
        gap = text[mentions[i - 1].span.end : mentions[i].span.start]
        if len(gap) < 40 and _owns(gap, lexicon):
            return i - 1
    return None


def _owns(gap: str, lexicon: Words) -> bool:
    """Whether what stands between two names puts the second in the first.

    "Jordan's Karak", "the Russian border town of Khasan", "the Boston suburb of Quincy".
    """
    if gap in ("'s ", "’s "):
        return True
    between = gap.split()
    if between and between[0] in ("'s", "’s"):
        between = between[1:]
    if not 0 < len(between) <= 4 or not gap.replace("’s", "").replace("'s", "").strip().islower():
        return False
    if between[-1] == "of":
        between = between[:-1]
    kinds = lexicon.kinds_before | lexicon.kinds_within_another
    return bool(between) and between[-1] in kinds


@cache
def _phrase_end(language: str) -> re.Pattern[str]:
    ends = "|".join(sorted(words(language).phrase_ends))
    return re.compile(rf"[.,;:)]|['’]s |\Z| (?:{ends})\b")


def _has_article(text: str, mention: Mention, lexicon: Words) -> bool:
    """Whether the name has "the" to itself, as seas and regions have and towns have not."""
    start, end = mention.span.start, mention.span.end
    if _word_before(text, start).casefold() not in lexicon.before_features:
        return False
    if lexicon.language != "en":
        return text[end : end + 1] != "-"
    return bool(_phrase_end(lexicon.language).match(text, end))


def _told(text: str, mention: Mention, lexicon: Words) -> set[PlaceKind]:
    """The kinds of place that the words around a mention tell: "the town of Lebanon"."""
    told: set[PlaceKind] = set()
    after = _AFTER.match(text, mention.span.end)
    kind = lexicon.told_after.get(after[1].casefold()) if after else None
    if kind is not None:
        told.add(kind)
    kind = lexicon.told_before.get(_word_before(text, mention.span.start).casefold())
    if kind is not None:
        told.add(kind)
    return told


def _is_told(place: Place, told: set[PlaceKind]) -> float:
    """1 if the words around a name tell a place's kind, less than 0 if they tell against it.

    An island may be a state or a country as well; a town is none.
    """
    if place.kind in told or ("island" in told and place.kind in _ISLAND_TOO):
        return 1.0
    return -float("island" in told and place.kind in _TOWNS)


def _word_before(text: str, start: int) -> str:
    """The word before ``start``, or before "of" there."""
    if text[start - 1 : start] != " ":
        return ""
    before = text[max(0, start - 30) : start - 1].removesuffix(" of")
    last = before.rpartition(" ")[2]
    word = None if last.isalnum() else _LAST_WORD.search(last)
    return word[0] if word else last


def _fill(name: Name, text: str, mention: Mention, gazetteer: Gazetteer, lexicon: Words) -> None:
    if mention.kind != "name":
        place = gazetteer.demonym(mention.text)
        if place is not None:
            name.options = [Option(Entry(place, "demonym"))]
            return
    if mention.checked and mention.place is not None:  # a person has said so
        name.options = [Option(Entry(mention.place, "main"), name.text)]
        return
    start = mention.span.start
    after_comma = text[max(0, start - 3) : start].rstrip().endswith(",")
    entries: tuple[Entry, ...] = ()
    for form in _forms(mention.text, lexicon):
        found = gazetteer.find(form)
        if not entries or _is_plainer(found, entries):
            entries = found
        if entries and not _is_obscure(entries):
            break
    if not entries:
        entries = gazetteer.find_respelled(mention.text)
        name.variant = bool(entries)
    if not after_comma:
        entries = tuple(entry for entry in entries if entry.form != "postal")
    name.options = [Option(entry, name.text) for entry in entries[:_MOST]]
    name.more = entries[_MOST:]


def _is_obscure(entries: tuple[Entry, ...]) -> bool:
    """Whether all are villages that are mostly called otherwise: "Prags", which is Braies."""
    return all(e.form == "alternate" and e.place.population < _VILLAGE for e in entries)


def _is_plainer(found: tuple[Entry, ...], entries: tuple[Entry, ...]) -> bool:
    """Whether a name without its ending is that of a city, and with it of a village: "Prags"."""
    city = any(e.place.population >= _CITY and e.form != "postal" for e in found)
    return city and _is_obscure(entries)


def _prefer_towns(name: Name, gazetteer: Gazetteer) -> None:
    """Take a state or county for its town, where a reader would.

    "Berlin", "Utrecht" and "Kassel" are towns to a reader, and also the areas around them;
    "New York" is the city, "Washington" the capital, unless the text says more.
    """
    options = name.options
    for option in options:
        option.base -= _SHORT * (option.short and _is_suburb(option.place, gazetteer))
    towns = [option for option in options if option.place.kind == "city"]
    largest: dict[str, Option] = {}
    for town in towns:
        known = largest.setdefault(town.place.country, town)
        if _is_capital(town.place, gazetteer):
            largest[town.place.country] = town
            town.base += _CAPITAL_KNOWN * (town.place.population >= _SMALLEST_CAPITAL)
            town.base += _TOLD * name.governs
        elif town.place.population > known.place.population:
            largest[town.place.country] = town
    islands = [option for option in options if option.place.kind == "island"]
    for area in options:
        if area.place.kind == "county":
            area.base -= max((_outshines(i, area) for i in islands), default=0)
            area.base -= max((_outshines(t, area) for t in towns if t.area == area.area), default=0)
        elif area.place.kind == "state" and area.place.country in largest:
            town = largest[area.place.country]
            capital = _is_capital(town.place, gazetteer)
            area.base -= _CAPITAL if capital else _outshines(town, area)


def _is_suburb(place: Place, gazetteer: Gazetteer) -> bool:
    """Whether a town lies at the gates of its country's capital, and goes by its whole name."""
    capital = gazetteer.capital(place.country) if place.country else None
    if capital is None or capital.id == place.id or place.kind != "city":
        return False
    return distance_km(place.point, capital.point) < _SUBURB_KM


def _is_capital(place: Place, gazetteer: Gazetteer) -> bool:
    return place.id == _capital(gazetteer, place.country)


@lru_cache(maxsize=1024)
def _capital(gazetteer: Gazetteer, country: str) -> str:
    """The id of a country's capital; empty where there is none."""
    capital = gazetteer.capital(country) if country else None
    return capital.id if capital is not None else ""


def _outshines(town: Option, area: Option) -> float:
    """What an area loses to a town of its name in the same country."""
    if distance_km(town.place.point, area.place.point) > _SAME_AREA_KM:
        return 0.0
    if area.place.kind == "county":
        return _AREA_OF_A_TOWN
    most = town.place.population > _MOST_OF_IT * area.place.population
    famous = town.place.population >= _SHORTENED or not town.short
    return _AREA_OF_A_TOWN if most and famous else 0.0


def _forms(text: str, lexicon: Words) -> Iterator[str]:
    """The name as written, without its ending, and without a direction before it."""
    yield text
    for base, _, _ in bases(text, lexicon.language):
        yield base
    first, _, rest = text.partition(" ")
    if rest and first.casefold() in lexicon.directions:
        yield rest
