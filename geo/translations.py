"""What places are called in the languages of the interface."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.gazetteer import Gazetteer
from geo.story import Place
from geo.words import name_words

# What CLDR and GeoNames do not say, and so not the gazetteer's file.
NAMES_PATH: Final = Path(__file__).resolve().parent.parent / "data" / "names.csv"
# Languages that a local name is in, by country and script (ISO 3166-1, ISO 15924).
LOCAL_LANGUAGES: Final[dict[str, frozenset[tuple[str, str]]]] = {
    "ru": frozenset({("RU", "Cyrl")}),
    "ko": frozenset({("KP", "Hang"), ("KR", "Hang")}),
}


def name_in(gazetteer: Gazetteer, place: Place, language: str) -> str:
    """What a place is called in a language (ISO 639-1), or its main name."""
    known = translations(gazetteer).get((place.id, language))
    if known:
        return known
    spoken = LOCAL_LANGUAGES.get(language, frozenset())
    local = (name for script, name in place.local_names if (place.country, script) in spoken)
    return next(local, place.name)


@lru_cache(maxsize=16)
def names_in(gazetteer: Gazetteer, language: str) -> frozenset[str]:
    """What places are called in a language (ISO 639-1), as far as the lists say so."""
    return frozenset(name for (_, of), name in translations(gazetteer).items() if of == language)


@lru_cache(maxsize=2)
def translations(gazetteer: Gazetteer) -> Mapping[tuple[str, str], str]:
    """All names by the id of a place and a language (ISO 639-1)."""
    known = dict(_only_hangul(gazetteer))
    told = gazetteer.file.translations()
    known.update({(place, language): name for place, language, name in told})
    known.update(listed(gazetteer))
    return known


def _only_hangul(gazetteer: Gazetteer) -> Iterator[tuple[tuple[str, str], str]]:
    """Korean names: of the names without language, those in Hangul, where a place has one."""
    city = "|".join(sorted(name_words().korean_cities, key=len, reverse=True))
    found: dict[str, set[str]] = {}
    for place, name in gazetteer.file.hangul():
        found.setdefault(place, set()).add(re.sub(f" ({city})$", "", name))
    for place, names in found.items():
        # "서울시" and "부산광역시" are Seoul and Busan with the word for a city.
        bare = names - {n for n in names if re.sub(f"({city})$", "", n) in names - {n}}
        if len(bare) == 1:
            yield (place, "ko"), bare.pop()


def listed(gazetteer: Gazetteer) -> Iterator[tuple[tuple[str, str], str]]:
    """The names of ``data/names.csv``: of the likeliest place of that name in its country."""
    with NAMES_PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = _known_as(gazetteer, row.pop("place"), row.pop("country"))
            if place is not None:
                yield from (((place.id, language), name) for language, name in row.items() if name)


def _known_as(gazetteer: Gazetteer, name: str, country: str) -> Place | None:
    """The place of that main name in a country, or outside all: a town before what else."""
    bearers = (entry.place for entry in gazetteer.find(name))
    places = [place for place in bearers if (place.name, place.country) == (name, country)]
    return next((place for place in places if place.kind == "city"), (*places, None)[0])
