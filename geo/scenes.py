"""The scenes that a story is told in, as plain values: no markup, no escaping.

There is one for each stop in travel order, then one for each other place that the article names,
as first named. What shows them (a page, an exported file) decides how they look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geo.language import ENGLISH, Language, message
from geo.naming import labels, language_of, local_name, names, place_name
from geo.passages import Passage, passage, sentence_of
from geo.phrases import (
    BY_MODE,
    ENTERS,
    STATUS,
    SURENESS,
    described,
    is_straight,
    reasons,
    way,
)
from geo.story import Band, Mention, Picture, Place, Reason, Span, Stop, Story
from geo.wording import sentence

# A place that the article names over and over is told by its first passages.
MOST_PASSAGES: Final = 3


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name as it is written there, and its BCP 47 language tag."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a place is, in sentences for a reader.

    Attributes
    ----------
    reason
        Why this place and no other of its name; may be empty.
    standing
        Why it is a stop, and why here in the order; empty for other places.
    runners_up
        The other places that the name may mean, best first.
    """

    band: Band
    heading: str
    reason: str = ""
    standing: str = ""
    runners_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What to tell at a stop, or at a place that is named but is no stop.

    Attributes
    ----------
    slug
        What names the scene in an address (``?stop=khasan``); unique in the story.
    name
        What the reader calls the place.
    number
        The stop's number, from 1; 0 for a place that is no stop.
    planned
        Whether it is a stop that nobody has reached yet.
    local_name
        None where people there write the name as we do.
    spelling
        How the article writes the name, where it is another way; else empty.
    note
        A word or two for a list: "835 km", "start, inferred", "(the Kremlin)".
    facts
        Short statements in order: "Stop 2 of 3", "835 km by rail from Pyongyang".
    remark, picture
        What the journalist put beside the stop, in words of their own and as a picture.
    """

    slug: str
    name: str
    place: Place
    trust: Trust
    number: int = 0
    planned: bool = False
    local_name: LocalName | None = None
    spelling: str = ""
    note: str = ""
    facts: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    remark: str = ""
    picture: Picture | None = None


def scenes(story: Story, language: Language = ENGLISH) -> tuple[Scene, ...]:
    """The story's stops in travel order, then the other places as first named."""
    told = [stop.place.name for stop in story.stops] + [place.name for place in story.context]
    slugs = iter(_slugs(told))
    teller = _Teller(story, language)
    stops = [teller.stop(i, next(slugs)) for i in range(len(story.stops))]
    return (*stops, *(teller.other(place, next(slugs)) for place in story.context))


def announcement(scene: Scene) -> str:
    """A scene in one line, for a screen reader that moves to it."""
    return ", ".join((scene.name, *scene.facts))


class _Teller:
    """Tells a story's scenes in a language."""

    def __init__(self, story: Story, language: Language) -> None:
        self.story, self.language = story, language
        self.labels = labels(story, language)
        self.names = names(story, self.labels)

    def stop(self, index: int, slug: str) -> Scene:
        """The scene of a stop."""
        story, language = self.story, self.language
        stop = story.stops[index]
        standing = self._standing(stop)
        facts = [language.text("Stop {0} of {1}", index + 1, len(story.stops)), standing]
        if index and story.legs:
            facts.append(self.leg(index))
        return Scene(
            slug=slug,
            name=place_name(stop.place, self.labels),
            place=stop.place,
            trust=self._trust(stop.mention, stop.reasons),
            number=index + 1,
            planned=stop.status == "planned",
            local_name=_local_name(stop.place, self.labels),
            spelling=self._spelling(stop.mention),
            note=way(story, index, language) or standing,
            facts=tuple(filter(None, facts)),
            passages=(passage(story.article, stop.passage, _naming(story, stop)),),
            remark=stop.note,
            picture=stop.picture,
        )

    def leg(self, index: int) -> str:
        """The way to a stop: "835 km by rail from Pyongyang"."""
        language, leg = self.language, self.story.legs[index - 1]
        start, end = (
            place_name(self.story.stops[i].place, self.labels) for i in (index - 1, index)
        )
        told = (
            message("{0} {1}, in a straight line, from {2}")
            if is_straight(leg)
            else message("{0} {1} from {2}")
        )
        way = language.text(BY_MODE[leg.mode])
        return language.text(told, language.distance(leg.kilometres), way, start, end)

    def other(self, place: Place, slug: str) -> Scene:
        """The scene of a place that is no stop."""
        story, language = self.story, self.language
        named = _named(story, place)
        first, spans = named[0], {mention.span for mention in named}
        sentences = dict.fromkeys(sentence_of(story.article, mention.span) for mention in named)
        government = all(mention.government for mention in named)
        facts = [
            language.capitalised(self._described(place)),
            language.text("stands for its government") if government else "",
            self._times(len(named)),
        ]
        spelling = self._spelling(first)
        return Scene(
            slug=slug,
            name=place_name(place, self.labels),
            place=place,
            trust=self._trust(first, ()),
            local_name=_local_name(place, self.labels),
            spelling=spelling,
            note=f"({spelling})" if spelling else "",
            facts=tuple(filter(None, facts)),
            passages=tuple(
                passage(story.article, span, spans) for span in list(sentences)[:MOST_PASSAGES]
            ),
        )

    def _standing(self, stop: Stop) -> str:
        """What a stop is in the journey: "end of the journey, planned"."""
        language = self.language
        part = {
            "start": language.text_in("of a journey", "start"),
            "via": "",
            "end": language.text("end of the journey"),
        }[stop.role]
        entered = [sentence(r, language, self.names) for r in stop.reasons if r.code == ENTERS]
        status = STATUS[stop.status]
        return ", ".join(filter(None, (part, *entered, status and language.text(status))))

    def _times(self, count: int) -> str:
        if count == 2:
            return self.language.text("named twice")
        return self.language.plural("named once", "named {0} times", count)

    def _trust(self, mention: Mention, more: tuple[Reason, ...]) -> Trust:
        return Trust(
            band=mention.band,
            heading=self.language.text(SURENESS[mention.band]),
            reason=reasons(mention.reasons, self.language, self.names),
            standing=reasons(more, self.language, self.names),
            runners_up=tuple(
                f"{place_name(candidate.place, self.labels)}, {self._described(candidate.place)}"
                for candidate in mention.candidates
            ),
        )

    def _described(self, place: Place) -> str:
        return described(place, self.language, self.labels)

    def _spelling(self, mention: Mention) -> str:
        """How the article writes the name, where the reader would not."""
        place = mention.place
        known = (place.name, place_name(place, self.labels)) if place else ()
        return "" if mention.text in known else mention.text


def _named(story: Story, place: Place) -> list[Mention]:
    """Where the article names the place, in the order of the text."""
    return [
        mention
        for mention in story.mentions
        if mention.kind == "name" and mention.place is not None and mention.place.id == place.id
    ]


def _naming(story: Story, stop: Stop) -> set[Span]:
    """The words that name the stop's place; where an editor added it, the article may have none."""
    spans, own = {mention.span for mention in _named(story, stop.place)}, stop.mention
    return spans | ({own.span} if own.span.of(story.article.text) == own.text else set())


def _local_name(place: Place, spoken: Language) -> LocalName | None:
    local = local_name(place, spoken)
    if local is None:
        return None
    script, name = local
    return LocalName(name, language_of(script, place.country))


def _slugs(names: Iterable[str]) -> Iterator[str]:
    """What each name is called in an address; the second of its kind is "khasan-2"."""
    given: set[str] = set()
    for name in names:
        plain = unicodedata.normalize("NFKD", name)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
        stem = re.sub(r"[\W_]+", "-", plain.casefold()).strip("-") or "place"
        slug, again = stem, 1
        while slug in given:
            again += 1
            slug = f"{stem}-{again}"
        given.add(slug)
        yield slug
