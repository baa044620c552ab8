"""What to tell at each point of a story, as plain values: no markup, no escaping.

A story is told in scenes: one for each stop in travel order, then one for each
other place that the article names, as first named. What shows them (a page, an
exported file) decides how they look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from babel.core import get_global

from geo.language import ENGLISH, Language, message
from geo.naming import country_name, labels, local_name, names, place_name, state_name
from geo.story import (
    Article,
    Band,
    Leg,
    Mention,
    Mode,
    Picture,
    Place,
    PlaceKind,
    Reason,
    Span,
    Stop,
    StopStatus,
    Story,
)
from geo.wording import sentence
from geo.wording import unasked as why

# Scripts that one living language alone is written in: ISO 15924 -> BCP 47.
LANGUAGE_OF_SCRIPT = {
    "Armn": "hy",
    "Geor": "ka",
    "Grek": "el",
    "Hang": "ko",
    "Hira": "ja",
    "Jpan": "ja",
    "Kana": "ja",
    "Thai": "th",
}
# How one travels, as words that follow a distance: "835 km by rail".
BY_MODE: dict[Mode, str] = {
    "rail": message("by rail"),
    "road": message("by road"),
    "sea": message("by sea"),
    "air": message("by air"),
    "foot": message("on foot"),
    "unknown": message("in a straight line"),
}
SURENESS: dict[Band, str] = {
    "high": message("Sure of this place."),
    "medium": message("Fairly sure of this place."),
    "low": message("Unsure of this place."),
    "unresolved": message("This place could not be found."),
}
STATUS: dict[StopStatus, str] = {
    "told": "",
    "planned": message("planned"),
    "inferred": message("inferred"),
}
KINDS: dict[PlaceKind, str] = {
    "continent": message("continent"),
    "country": message("country"),
    "state": message("state"),
    "county": message("county"),
    "city": message("city"),
    "station": message("station"),
    "site": message("site"),
    "region": message("region"),
    "island": message("island"),
    "mountain": message("mountain"),
    "river": message("river"),
    "lake": message("lake"),
    "sea": message("sea"),
}
ENTERS = "journey.enters"
UNASKED = "place.not-asked"
# Reasons that the headings and facts of a scene tell in other words.
TOLD_BESIDE = frozenset((ENTERS, "place.main"))
# A sentence names so many places; a list beside it names them all.
MOST_NAMES = 5
# Stands for the figure in a sentence that is cut around it.
FIGURE = "\ufffc"
# A place that the article names over and over is told by its first passages.
MOST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article, and whether they name the place that is told of."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the article and its neighbours, in the article's own words.

    Attributes
    ----------
    before, after
        The rest of its paragraph; or, where the sentence is all of it, the
        sentence before and the sentence after. Either may be empty.
    language
        ISO 639-1 code.
    """

    words: tuple[Words, ...]
    before: str = ""
    after: str = ""
    language: str = "en"


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


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the words around it: "at least ", "13 h 12 min", " at the 88 km/h in the text".

    The words keep the spaces that part them from the figure; not every language has any.
    """

    value: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What to say of a whole story: its route or that there is none, why, and what is missing.

    Attributes
    ----------
    unresolved
        The names that could not be placed, as the article writes them.
    warning
        That names could not be looked up online, and why; mostly empty.
    """

    heading: str
    route: str
    reason: str = ""
    unresolved: tuple[str, ...] = ()
    warning: str = ""


# --- the story as a whole -----------------------------------------------------------------


def scenes(story: Story, language: Language = ENGLISH) -> tuple[Scene, ...]:
    """The story's stops in travel order, then the other places as first named."""
    told = [stop.place.name for stop in story.stops] + [place.name for place in story.context]
    slugs = iter(_slugs(told))
    teller = _Teller(story, language)
    stops = [teller.stop(i, next(slugs)) for i in range(len(story.stops))]
    return (*stops, *(teller.other(place, next(slugs)) for place in story.context))


def figures(story: Story, language: Language = ENGLISH) -> tuple[Figure, ...]:
    """The story's figures: its stops, its length, its least time; or how many places it has."""
    count = len(story.stops) or len(story.places)
    if not story.stops:
        places = language.plural("{1} place", "{1} places", count, FIGURE)
        return (_figure(places, language.number(count)),)
    stops = language.plural("{1} stop", "{1} stops", count, FIGURE)
    told = [_figure(stops, language.number(count))]
    if story.legs:
        whole = language.distance(story.kilometres, both=True)
        told.append(_figure(length(story.legs, language, FIGURE), whole))
    speed = story.itinerary.speed
    if story.least_hours is not None and speed is not None:
        least = language.text(
            "at least {0} at the {1} in the text",
            FIGURE,
            language.speed(speed.kilometres_per_hour),
        )
        told.append(_figure(least, language.duration(story.least_hours)))
    return tuple(told)


def _figure(told: str, value: str) -> Figure:
    before, _, after = told.partition(FIGURE)
    return Figure(value, before, after)


def overview(story: Story, language: Language = ENGLISH) -> Overview:
    """What to say of the whole story."""
    missing = (m.text for m in story.mentions if m.place is None and m.kind == "name")
    return Overview(
        heading=language.text("The journey") if story.stops else language.text("The places"),
        route=route(story, language),
        reason=_Teller(story, language).reasons(story.itinerary.reasons),
        unresolved=tuple(dict.fromkeys(missing)),
        warning=warning(story, language),
    )


def warning(story: Story, language: Language = ENGLISH) -> str:
    """That the online geocoder could not be asked for some names, and why; or nothing."""
    unasked = {
        mention.text: reason.values[0]
        for mention in story.mentions
        for reason in mention.reasons
        if reason.code == UNASKED
    }
    if not unasked:
        return ""
    return language.plural(
        "{1}, so {0} name could not be looked up online.",
        "{1}, so {0} names could not be looked up online.",
        len(unasked),
        why(next(iter(unasked.values())), language),
    )


def route(story: Story, language: Language = ENGLISH) -> str:
    """The whole route in a sentence, for those who do not see the map; or that there is none."""
    spoken = labels(story, language)
    called = [place_name(stop.place, spoken) for stop in story.stops]
    if not called:
        return _places(story, language)
    if len(called) == 1:
        return language.text("A journey to {0}; the article names no other stop.", called[0])
    start, *between, end = called
    way = ""
    if story.legs:
        told = language.distance(story.kilometres)
        way = language.text("{0} {1}", told, ways(story.legs, language))
    count, passed = len(called), _listed(between, language)
    if passed and way:
        return language.plural(
            "{0} stop, from {1} to {2}, by way of {3}: {4}.",
            "{0} stops, from {1} to {2}, by way of {3}: {4}.",
            count, start, end, passed, way,
        )  # fmt: skip
    if passed:
        return language.plural(
            "{0} stop, from {1} to {2}, by way of {3}.",
            "{0} stops, from {1} to {2}, by way of {3}.",
            count, start, end, passed,
        )  # fmt: skip
    if way:
        return language.plural(
            "{0} stop, from {1} to {2}: {3}.",
            "{0} stops, from {1} to {2}: {3}.",
            count, start, end, way,
        )  # fmt: skip
    return language.plural(
        "{0} stop, from {1} to {2}.", "{0} stops, from {1} to {2}.", count, start, end
    )


def planned(story: Story, language: Language = ENGLISH) -> str:
    """The stops that nobody has reached yet, in a sentence; empty without any."""
    spoken = labels(story, language)
    called = [place_name(stop.place, spoken) for stop in story.stops if stop.status == "planned"]
    told = _listed(list(dict.fromkeys(called)), language)
    return f"{language.text('{0}, planned', told)}." if told else ""


def _places(story: Story, language: Language) -> str:
    """That there is no journey, and the places that are named instead."""
    spoken = labels(story, language)
    listed = _listed([place_name(place, spoken) for place in story.places], language)
    named = (
        language.text("It names {0}.", listed)
        if listed
        else language.text("It names no place that could be found.")
    )
    return f"{language.text('The article tells no journey.')} {named}"


def progress(story: Story, number: int, count: int, language: Language = ENGLISH) -> str:
    """How far the reader is, in words; ``number`` is 0 for the overview."""
    if not number:
        return language.text("Overview of {0}", count)
    if story.stops:
        return language.text("Stop {0} of {1}", number, count)
    return language.text("Place {0} of {1}", number, count)


def announcement(scene: Scene) -> str:
    """A scene in one line, for a screen reader that moves to it."""
    return ", ".join((scene.name, *scene.facts))


def described(place: Place, language: Language = ENGLISH, labels: Language | None = None) -> str:
    """What kind of place it is, and where: "city in Primorye, Russia".

    Parameters
    ----------
    labels
        The language of place names, where it is another than that of the words.
    """
    spoken = labels or language
    name = place_name(place, spoken)
    parts = dict.fromkeys((state_name(place, spoken), country_name(place, spoken)))
    within = ", ".join(part for part in parts if part and part != name)
    kind = language.text(KINDS[place.kind])
    return language.text("{0} in {1}", kind, within) if within else kind


# --- one scene ----------------------------------------------------------------------------


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
        leg = story.legs[index - 1] if index and story.legs else None
        standing = self._standing(stop)
        facts = [language.text("Stop {0} of {1}", index + 1, len(story.stops)), standing]
        if leg:
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
            passages=(
                _passage(story, stop.passage, _named(story, stop.place) | _naming(story, stop)),
            ),
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
            if _straight(leg)
            else message("{0} {1} from {2}")
        )
        way = language.text(BY_MODE[leg.mode])
        return language.text(told, language.distance(leg.kilometres), way, start, end)

    def other(self, place: Place, slug: str) -> Scene:
        """The scene of a place that is no stop."""
        story, language = self.story, self.language
        named = [
            mention
            for mention in story.mentions
            if mention.kind == "name" and mention.place is not None and mention.place.id == place.id
        ]
        first, spans = named[0], {mention.span for mention in named}
        sentences = dict.fromkeys(_sentence_of(story.article, mention.span) for mention in named)
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
                _passage(story, span, spans) for span in list(sentences)[:MOST_PASSAGES]
            ),
        )

    def reasons(self, reasons: tuple[Reason, ...]) -> str:
        """Reasons as one sentence, without those that the page tells beside it."""
        told = [reason for reason in reasons if reason.code not in TOLD_BESIDE]
        return because(told, self.language, self.names)

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
            reason=self.reasons(mention.reasons),
            standing=self.reasons(more),
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


def _named(story: Story, place: Place) -> set[Span]:
    """Where the article names the place."""
    return {
        mention.span
        for mention in story.mentions
        if mention.kind == "name" and mention.place is not None and mention.place.id == place.id
    }


def _naming(story: Story, stop: Stop) -> set[Span]:
    """The words that name the stop; none where an editor added one that the article lacks."""
    span = stop.mention.span
    return {span} if span.of(story.article.text) == stop.mention.text else set()


def _passage(story: Story, span: Span, named: set[Span]) -> Passage:
    """The sentence ``span``, with the names in it marked, and its neighbours."""
    article = story.article
    words = []
    at = span.start
    for mark in sorted(named, key=lambda mark: mark.start):
        if at <= mark.start and mark.end <= span.end:
            words += [Words(article.text[at : mark.start]), Words(mark.of(article.text), True)]
            at = mark.end
    words.append(Words(article.text[at : span.end]))
    before, after = _neighbours(article, span)
    told = tuple(word for word in words if word.text)
    return Passage(told, before, after, article.language)


def _neighbours(article: Article, span: Span) -> tuple[str, str]:
    """What to read before and after a sentence: its paragraph, or else the next sentences."""
    text = article.text
    for block in article.blocks:
        if block.span.covers(span):
            before = text[block.span.start : span.start].strip()
            after = text[span.end : block.span.end].strip()
            if before or after:
                return before, after
    earlier = [s for s in article.sentences if s.end <= span.start]
    later = [s for s in article.sentences if s.start >= span.end]
    return earlier[-1].of(text) if earlier else "", later[0].of(text) if later else ""


def _sentence_of(article: Article, span: Span) -> Span:
    return next((sentence for sentence in article.sentences if sentence.covers(span)), span)


def _language_of(script: str, country: str) -> str:
    """BCP 47 tag of the language that is written there in a script, as CLDR has it."""
    likely: str = get_global("likely_subtags").get(f"und_{country}", "")
    if f"_{script}_" in likely:
        return likely.partition("_")[0]
    return LANGUAGE_OF_SCRIPT.get(script, f"und-{script}")


def _local_name(place: Place, spoken: Language) -> LocalName | None:
    local = local_name(place, spoken)
    if local is None:
        return None
    script, name = local
    return LocalName(name, _language_of(script, place.country))


# --- words --------------------------------------------------------------------------------


def because(
    reasons: Iterable[Reason],
    language: Language = ENGLISH,
    names: Mapping[str, str] | None = None,
) -> str:
    """Reasons as one sentence, with places called as in ``names``; empty without any."""
    clauses = [sentence(reason, language, names) for reason in reasons]
    if not clauses:
        return ""
    told = reduce(lambda one, next: language.text("{0}; {1}", one, next), clauses)
    return f"{language.capitalised(told)}."


def way(story: Story, index: int, language: Language = ENGLISH) -> str:
    """The way to a stop in a word or two, for a list: "835 km, planned"; empty for the first."""
    if not index or not story.legs:
        return ""
    told = language.distance(story.legs[index - 1].kilometres)
    if story.stops[index].status == "inferred":
        return language.text("{0}, inferred", told)
    planned = story.stops[index].status == "planned"
    return language.text("{0}, planned", told) if planned else told


def length(legs: Sequence[Leg], language: Language = ENGLISH, figure: str = "") -> str:
    """How long some legs are, how they go, and how they are drawn: "835 km by rail, schematic".

    ``figure`` stands in place of the distance, where one is given.
    """
    told = figure or language.distance(sum(leg.kilometres for leg in legs))
    schematic = any(leg.schematic for leg in legs)
    straight = any(_straight(leg) for leg in legs)
    if straight and schematic:
        return language.text("{0} {1}, partly in straight lines", told, ways(legs, language))
    if straight:
        return language.text("{0} {1}, in straight lines", told, ways(legs, language))
    if schematic:
        return language.text("{0} {1}, schematic", told, ways(legs, language))
    return language.text("{0} {1}", told, ways(legs, language))


def ways(legs: Sequence[Leg], language: Language = ENGLISH) -> str:
    """How the legs go: "by rail", "by sea and by road"."""
    modes = dict.fromkeys(leg.mode for leg in legs)
    return _listed([language.text(BY_MODE[mode]) for mode in modes], language)


def _listed(items: list[str], language: Language) -> str:
    """The names as a phrase; of many, the first and how many more."""
    if len(items) > MOST_NAMES:
        more = len(items) - MOST_NAMES + 1
        items = [*items[: MOST_NAMES - 1], language.plural("{0} more", "{0} more", more)]
    return language.listed(items)


def _straight(leg: Leg) -> bool:
    """Whether the leg is told to go along a way, but is measured and drawn without one."""
    return leg.method == "great circle" and leg.mode not in ("air", "unknown")


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
