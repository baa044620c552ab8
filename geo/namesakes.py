"""Places of one name: a town and the area around it, a famous town and those named after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from geo.gazetteer import Gazetteer
from geo.measure import distance_km
from geo.options import SHORT, WORLDWIDE, Option
from geo.story import Place, PlaceKind

TOWNS: Final[frozenset[PlaceKind]] = frozenset(("city", "county"))
# What is known the world over and has so many inhabitants comes before the small towns that are
# named after it, and what these say for their country counts for less.
_FAMED, _SMALL, _SHADOW_SAYS = 100_000, 50_000, 0.2
# A town that goes by the short form of its name although its state does, too: "New York".
_SHORTENED: Final = 1_000_000
# What an area loses to a town of its name near its middle, with this share of its people, or to
# the capital.
_AREA_OF_A_TOWN, _CAPITAL, _MOST_OF_IT, _SAME_AREA_KM = 3.5, 2.6, 0.2, 300.0
# What a capital is ahead, if it has so many people, and where it stands for who rules in it.
_CAPITAL_KNOWN, _SMALLEST_CAPITAL, _RULES = 0.7, 10_000, 2.0
# What a town that is no city loses to a sea or a region of its name, and what any town does where
# "the" stands before the name, the more so if something else bears it too: "the Loire".
_OF_A_FEATURE, _HAS_ARTICLE, _ARTICLE_LEADS = 5.0, 2.0, 4.0
_LARGE_FEATURES: Final = frozenset(("sea", "region", "continent"))
_WITH_ARTICLE: Final = frozenset((*_LARGE_FEATURES, "river", "lake", "mountain", "site"))
# A suburb lies so near to its capital.
_SUBURB_KM: Final = 20.0


def shadow(options: Sequence[Option]) -> None:
    """Mark the small towns that were called after a place known the world over.

    Every country that was settled from Europe has a Plymouth and a Liverpool. Such names say
    for one another that the text is about that country, whichever they mean.
    """
    known = [o for o in options if o.renown >= WORLDWIDE and o.place.population >= _FAMED]
    for option in options:
        small = option.place.population < _SMALL and option.renown < WORLDWIDE
        if (
            small
            and option.place.kind in TOWNS
            and any(other.country != option.country for other in known)
        ):
            country, state = option.says
            option.shadowed = True
            option.says = (_SHADOW_SAYS * country, _SHADOW_SAYS * state)
            option.beside = _SHADOW_SAYS


def prefer_features(options: Sequence[Option], *, article: bool, held: bool) -> None:
    """Take a name for that of a sea or a region before that of a small town called after it.

    Parameters
    ----------
    article
        Whether "the" stands before the name, as before no town's.
    held
        Whether the text says in what it lies, as it may of a town.
    """
    kinds = {option.place.kind for option in options}
    known = {option.place.kind for option in options if option.form == "main"}
    large = not held and not _LARGE_FEATURES.isdisjoint(known)
    led = _HAS_ARTICLE if _WITH_ARTICLE.isdisjoint(kinds) else _ARTICLE_LEADS
    for option in options:
        if option.place.kind in TOWNS:
            option.base -= _OF_A_FEATURE * (large and option.place.population < _FAMED)
            option.base -= led * article
        elif option.place.kind == "state":
            # "El Atlántico" is a state of Colombia too, "West Coast" is said of Western Australia.
            option.base -= led * (article and "sea" in kinds)
            option.base -= _OF_A_FEATURE * (large and option.form == "alternate")


def prefer_towns(options: Sequence[Option], gazetteer: Gazetteer, *, governs: bool) -> None:
    """Take a state or county for its town, where a reader would.

    "Berlin", "Utrecht" and "Kassel" are towns to a reader, and also the areas around them;
    "New York" is the city, "Washington" the capital, unless the text says more.

    Parameters
    ----------
    governs
        Whether the text says of the name what only those who rule do.
    """
    for option in options:
        option.base -= SHORT * (option.short and _is_suburb(option.place, gazetteer))
    towns = [option for option in options if option.place.kind == "city"]
    largest: dict[str, Option] = {}
    for town in towns:
        known = largest.setdefault(town.place.country, town)
        if _is_capital(town.place, gazetteer):
            largest[town.place.country] = town
            town.base += _CAPITAL_KNOWN * (town.place.population >= _SMALLEST_CAPITAL)
            town.base += _RULES * governs
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
    capital = gazetteer.capital(place.country)
    return capital is not None and capital.id == place.id


def _outshines(town: Option, area: Option) -> float:
    """What an area loses to a town of its name in the same country."""
    if distance_km(town.place.point, area.place.point) > _SAME_AREA_KM:
        return 0.0
    if area.place.kind == "county":
        return _AREA_OF_A_TOWN
    most = town.place.population > _MOST_OF_IT * area.place.population
    famous = town.place.population >= _SHORTENED or not town.short
    return _AREA_OF_A_TOWN if most and famous else 0.0
