"""What a reader calls a place: its name in the language of the story's labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from babel.core import get_global

from geo.gazetteer import default
from geo.language import Language, best
from geo.story import Mention, Place, Story
from geo.translations import name_in

# Scripts that one living language alone is written in: ISO 15924 -> BCP 47.
LANGUAGE_OF_SCRIPT: Final = {
    "Armn": "hy",
    "Geor": "ka",
    "Grek": "el",
    "Hang": "ko",
    "Hira": "ja",
    "Jpan": "ja",
    "Kana": "ja",
    "Thai": "th",
}


def labels(story: Story, language: Language) -> Language:
    """The language of the story's place names: the journalist's choice, or the reader's."""
    chosen = story.edition.labels
    return replace(language, tag=best(chosen).tag) if chosen else language


def place_name(place: Place, labels: Language) -> str:
    """What the place is called in a language; its main name where that is not known."""
    return place.name if labels.code == "en" else name_in(default(), place, labels.code)


def state_name(place: Place, labels: Language) -> str:
    """What the state that the place lies in is called; empty where it lies in none."""
    if labels.code == "en" or not place.state:
        return place.state
    states = (
        entry.place
        for entry in default().find(place.state)
        if entry.place.kind == "state" and entry.place.country == place.country
    )
    return next((place_name(state, labels) for state in states), place.state)


def country_name(place: Place, labels: Language) -> str:
    """What the country that the place lies in is called; empty outside every country."""
    country = default().country(place.country) if place.country else None
    return place_name(country, labels) if country else ""


def local_name(place: Place, labels: Language) -> tuple[str, str] | None:
    """Script and name as people there write it; None where they write it as the reader does."""
    shown = place_name(place, labels).casefold()
    first = next(iter(place.local_names), None)
    return None if first is None or first[1].casefold() in (shown, place.name.casefold()) else first


def language_of(script: str, country: str) -> str:
    """BCP 47 tag of the language that is written in a country in a script, as CLDR has it.

    ``script`` is of ISO 15924, ``country`` of ISO 3166-1 alpha-2. Where nothing tells the language,
    the tag names the script alone: "und-Cyrl".
    """
    likely: str = get_global("likely_subtags").get(f"und_{country}", "")
    if f"_{script}_" in likely:
        return likely.partition("_")[0]
    return LANGUAGE_OF_SCRIPT.get(script, f"und-{script}")


def names(story: Story, labels: Language) -> Mapping[str, str]:
    """What the places of a story, and their countries, are called, by their main names."""
    if labels.code == "en":
        return {}
    known = {place.id: place for mention in story.mentions for place in _meant(mention)}
    countries = {default().country(p.country) for p in known.values() if p.country}
    every = (*known.values(), *(country for country in countries if country))
    return {place.name: place_name(place, labels) for place in every}


def renamed(story: Story, labels: Language) -> Story:
    """The story with its stops' and other places' names as the reader calls them, for a map."""
    if labels.code == "en":
        return story

    def anew(mention: Mention) -> Mention:
        if mention.place is None:
            return mention
        place = mention.place
        local = local_name(place, labels)
        called = replace(
            place, name=place_name(place, labels), local_names=(local,) if local else ()
        )
        return replace(mention, place=called)

    stops = tuple(replace(stop, mention=anew(stop.mention)) for stop in story.stops)
    return replace(
        story,
        mentions=tuple(anew(mention) for mention in story.mentions),
        itinerary=replace(story.itinerary, stops=stops),
    )


def _meant(mention: Mention) -> Iterator[Place]:
    """The place of a mention, and those that it might mean."""
    if mention.place is not None:
        yield mention.place
    yield from (candidate.place for candidate in mention.candidates)
