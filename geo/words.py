"""The words that help to recognise places, from ``data/words-*.toml`` and ``name-words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from geo.errors import DataError
from geo.story import PlaceKind

_FOLDER = Path(__file__).resolve().parent.parent / "data"
_SPECIAL = (
    "language",
    "admits",
    "ends_of_phrases",
    "given",
    "nouns",
    "places_too",
    "told_after",
    "told_before",
)
# The English list serves a language that has none.
_SHARED = (
    "conjunctions",
    "ships",
    "kinds_within_another",
    "never_persons",
    "of",
    "phrase_ends",
    "qualifiers",
)
# The lists of name-words.toml.
_OF_NAMES = (
    "links",
    "kinds_first",
    "kinds_last",
    "generic",
    "of_buildings",
    "natures",
    "waters",
    "heavens",
    "articles",
    "honours",
    "between",
    "before_names",
    "islands",
    "korean_cities",
)
# Languages with a list of nouns that look like names: all of theirs have a capital.
_WITH_NOUNS = ("de",)
LANGUAGES = ("en", "de", "fr", "nl", "es", "ru", "el", "ko", "zh", "ja", "ar", "he")


@dataclass(frozen=True)
class Words:
    """Word lists of one language, in small letters unless a name says otherwise.

    Attributes
    ----------
    locatives
        Words after which a name that the gazetteer knows is a place ("in X").
    before_place
        Words after which it may well be one ("from X").
    admits, ends_of_phrases
        Phrases that admit a name that no gazetteer knows ("the border town of"), and
        the last words of all of them.
    unsaid
        Articles before a name that those phrases leave out.
    directions
        Words before a place's name that are no part of it ("northern").
    kinds_after, kinds_before
        Words for a kind of place: "Homs province", "the city of Homs".
    kinds_within
        The first words of places' names that tell what kind of place it is: "Port", "Cape".
    kinds_within_another
        Words for what lies in the place that is named before: "the Boston suburb of Quincy".
    of, qualifiers
        Words between a name and what it belongs to, "Jane Smith of Riverton", and what stands
        between that of a place and of what holds it: "Riverton in the Ukraine".
    never_persons
        Words of place after which no person stands.
    to_persons
        Locatives that lead to persons as well: French "à".
    phrase_ends
        Words that end the phrase of a name: what has the article before it has it to itself.
    people_endings, adjectives_in_man
        Endings of one of a people, who is no demonym: "Frenchman"; and adjectives that end so.
    streets
        Last words of streets' names; the names in them tell nothing of where they lie.
    bodies
        Words that follow a town's name in the name of one of its bodies.
    organisations
        Last words of an organisation's name.
    titles, after_person
        Words around a person's name.
    particles
        Small words within a person's name ("van", "de").
    regional, before_regional
        Endings of the adjectives that say where a town lies, and the words before them: Dutch
        "het Friese Sneek".
    after_town
        Words that follow the name of a town: "Riverton residents".
    articles, with_article, phrase_starts
        Articles, in a language that puts none before most places' names; the names that
        take one; words that cannot go on a phrase after a name.
    before_features
        Words, articles above all, before the names of rivers, seas and regions, and not of towns.
    clubs
        Words that make a team of a town's name: "Real", "Wanderers".
    before_language
        Words before a language's name.
    government_verbs, government_before
        What a government does, and a town does not: "X warns", "warned X".
    small_articles
        Articles that start a town's name though they are written small: French "la Rochelle".
    small_starts, small_ends
        Words that start or end a name of several words, though they are written small: French
        "mer Noire", "Amérique latine".
    conjunctions
        Words between the names of a list: "and", "or".
    after_language
        Words that may follow a language's name.
    holders
        What stands between a name and the place that holds it, where that need not be a comma
        alone: German "Schwaz in Tirol". An underscore joins the words of a phrase, here and in
        the next ones.
    way_from, way_to, way_on, beside
        What makes a place of a name between, or after: German "von X nach", "kurz vor X".
    before_origin, origin
        The words before the adjectives of countries, and their endings, as a town follows:
        German "im britischen X".
    ships
        What is written before a ship's name alone, as it is written.
    never
        Words that are no place on the strength of a list alone; in the file an underscore joins
        those of one name.
    towns_too
        Words that are towns' names too: places where the words around make them one.
    nouns
        Words of a language that gives every noun a capital, which are mostly no places.
    told_after, told_before
        Kind of place to the words that tell it, after a name or before it.
    spoken_in
        Countries (ISO 3166-1 alpha-2) that are mostly meant where a name has namesakes elsewhere.
    given, places_too
        Given names, with their capital; and those that are places' names too.
    """

    language: str
    locatives: frozenset[str]
    before_place: frozenset[str]
    admits: frozenset[tuple[str, ...]]
    ends_of_phrases: frozenset[str]
    unsaid: frozenset[str]
    directions: frozenset[str]
    kinds_after: frozenset[str]
    kinds_before: frozenset[str]
    kinds_within: frozenset[str]
    kinds_within_another: frozenset[str]
    of: frozenset[str]
    qualifiers: frozenset[str]
    never_persons: frozenset[str]
    to_persons: frozenset[str]
    phrase_ends: frozenset[str]
    people_endings: frozenset[str]
    adjectives_in_man: frozenset[str]
    streets: frozenset[str]
    regional: frozenset[str]
    before_regional: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    after_person: frozenset[str]
    after_town: frozenset[str]
    articles: frozenset[str]
    with_article: frozenset[str]
    phrase_starts: frozenset[str]
    before_features: frozenset[str]
    clubs: frozenset[str]
    before_language: frozenset[str]
    government_verbs: frozenset[str]
    government_before: frozenset[str]
    small_articles: frozenset[str]
    small_starts: frozenset[str]
    small_ends: frozenset[str]
    conjunctions: frozenset[str]
    after_language: frozenset[str]
    holders: frozenset[str]
    way_from: frozenset[str]
    way_to: frozenset[str]
    way_on: frozenset[str]
    beside: frozenset[str]
    before_origin: frozenset[str]
    origin: frozenset[str]
    ships: frozenset[str]
    never: frozenset[str]
    towns_too: frozenset[str]
    nouns: frozenset[str]
    spoken_in: frozenset[str]
    given: frozenset[str]
    places_too: frozenset[str]
    told_after: dict[str, PlaceKind]
    told_before: dict[str, PlaceKind]

    def is_none(self, name: str) -> bool:
        """Whether a name is mostly no place, though a list may know it as one."""
        word = name.casefold()
        return word in self.never or word in self.nouns or word in self.titles


@dataclass(frozen=True)
class NameWords:
    """Words within the names of places, in small letters, whatever language a text is in.

    Attributes
    ----------
    links
        What may join the words of one name: "Rio de Janeiro".
    kinds_first, kinds_last
        Words that tell at a name's start or end that a place bears it: "Cape", "Airport".
    generic
        What a name is known without too: "Homs" for "Homs Province".
    of_buildings
        What may stand within the name of a building.
    municipality
        What stands before the name of a Dutch county that is a town and its land.
    natures, waters
        What is no land or town, though it is called after one: "Pass", and small too: "lake".
    heavens
        Bodies of the sky that towns are called after.
    articles
        English ones, which a name does without.
    honours
        What is said before a person of rank, in any language.
    between
        What lies between the kind of a feature and its name: "Bahía de Campeche".
    features
        What features of the ground are called, in many languages, to their English words: of
        "meer" both "sea" and "lake".
    before_names
        What may stand before a name that is known without it: "the Gambia".
    islands
        Words for islands that have an adjective before them: "Hawaiian Islands".
    korean_cities
        What the name of a Korean city may end with, in Hangul.
    shortened
        Words that are mostly written short in a name, to how they are: "saint" to "st".
    alone
        Words for a feature whose name is known without them, to what it is: "Disko" is an island.
    asked
        What a place may be that is asked for with one of these words behind its name.
    """

    links: frozenset[str]
    kinds_first: frozenset[str]
    kinds_last: frozenset[str]
    generic: frozenset[str]
    of_buildings: frozenset[str]
    municipality: str
    natures: frozenset[str]
    waters: frozenset[str]
    heavens: frozenset[str]
    articles: frozenset[str]
    honours: frozenset[str]
    between: frozenset[str]
    before_names: frozenset[str]
    islands: frozenset[str]
    korean_cities: frozenset[str]
    shortened: dict[str, str]
    alone: dict[str, PlaceKind]
    features: dict[str, tuple[str, ...]]
    asked: dict[str, tuple[PlaceKind, ...]]


@cache
def name_words() -> NameWords:
    """The words within the names of places.

    Raises
    ------
    DataError
        If the file is missing or broken.
    """
    path = _FOLDER / "name-words.toml"
    try:
        table = _table(path)
        lists = {name: frozenset(table[name].split()) for name in _OF_NAMES}
        kinds = {word: tuple(told.split()) for word, told in table["asked"].items()}
        return NameWords(
            **lists,
            municipality=table["municipality"],
            shortened=table["shortened"],
            alone=table["alone"],
            features=_features(table["features"]),
            asked=cast("dict[str, tuple[PlaceKind, ...]]", kinds),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise DataError("The word list {0} is missing or broken: restore it.", path) from error


@cache
def words(language: str) -> Words:
    """The words of a language; English where Dateline has none for it.

    Raises
    ------
    DataError
        If the language's file is missing or broken.
    """
    code = language if language in LANGUAGES else "en"
    path = _FOLDER / f"words-{code}.toml"
    try:
        table = _table(path)
        sets = {
            name: frozenset(table.get(name, "").split())
            for name in Words.__annotations__
            if name not in _SPECIAL
        }
        sets["never"] = frozenset(word.replace("_", " ") for word in sets["never"])
        for name in _SHARED:
            sets[name] = sets[name] or getattr(words("en"), name)
        return Words(
            language=code,
            ends_of_phrases=frozenset(p.split()[-1] for p in _phrases(table.get("admits", ""))),
            admits=frozenset(tuple(p.split()) for p in _phrases(table.get("admits", ""))),
            told_after=_told(table.get("told", {}), "after"),
            told_before=_told(table.get("told", {}), "before"),
            nouns=_nouns(code) if code in _WITH_NOUNS else frozenset(),
            given=frozenset(table.get("names", {}).get("given", "").split()),
            places_too=frozenset(table.get("names", {}).get("places_too", "").split()),
            **sets,
        )
    except (OSError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise DataError("The word list {0} is missing or broken: restore it.", path) from error


def _features(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The English words for a feature by each word for it."""
    english: dict[str, tuple[str, ...]] = {}
    for kind, told in table.items():
        for word in (kind, *told.split()):
            english[word] = (*english.get(word, ()), kind)
    return english


def _nouns(language: str) -> frozenset[str]:
    return frozenset(" ".join(_table(_FOLDER / f"nouns-{language}.toml").values()).split())


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _phrases(packed: str) -> list[str]:
    return [phrase for line in packed.splitlines() for phrase in line.split("|") if phrase]


def _told(table: dict[str, str], side: str) -> dict[str, PlaceKind]:
    kinds: tuple[PlaceKind, ...] = ("state", "city", "county", "island", "river", "lake")
    return {word: kind for kind in kinds for word in table.get(f"{kind}_{side}", "").split()}
