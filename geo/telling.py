"""What to tell at each point of a story, as plain values: no markup, no escaping.

A story is told in scenes: one for each stop in travel order, then one for each
other place that the article names, as first named. What shows them (a page, an
exported file) decides how they look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.gazetteer import Gazetteer
from geo.story import Article, Band, Leg, Mention, Mode, Place, Reason, Span, Stop, Story
from geo.wording import distance, duration, sentence

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
BY_MODE: dict[Mode, str] = {
    "rail": "by rail",
    "road": "by road",
    "sea": "by sea",
    "air": "by air",
    "foot": "on foot",
    "unknown": "in a straight line",
}
SURENESS: dict[Band, str] = {
    "high": "Sure of this place.",
    "medium": "Fairly sure of this place.",
    "low": "Unsure of this place.",
    "unresolved": "This place could not be found.",
}
ENTERS = "journey.enters"
UNASKED = "place.not-asked"
# Reasons that the headings and facts of a scene tell in other words.
TOLD_BESIDE = frozenset((ENTERS, "place.main"))
TIMES = {1: "once", 2: "twice"}
# A sentence names so many places; a list beside it names them all.
MOST_NAMES = 5
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
    number
        The stop's number, from 1; 0 for a place that is no stop.
    local_name
        None where people there write the name as we do.
    spelling
        How the article writes the name, where it is another way; else empty.
    note
        A word or two for a list: "835 km", "start, inferred", "(the Kremlin)".
    facts
        Short statements in order: "Stop 2 of 3", "835 km by rail from Pyongyang".
    """

    slug: str
    place: Place
    trust: Trust
    number: int = 0
    local_name: LocalName | None = None
    spelling: str = ""
    note: str = ""
    facts: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def name(self) -> str:
        """The place's main name."""
        return self.place.name


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the words around it: "at least", "13 h 12 min", "at the 88 km/h in the text"."""

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


def scenes(story: Story, gazetteer: Gazetteer) -> tuple[Scene, ...]:
    """The story's stops in travel order, then the other places as first named."""
    names = [stop.place.name for stop in story.stops] + [place.name for place in story.context]
    slugs = iter(_slugs(names))
    stops = [_stop(story, i, next(slugs), gazetteer) for i in range(len(story.stops))]
    return (*stops, *(_other(story, place, next(slugs), gazetteer) for place in story.context))


def figures(story: Story) -> tuple[Figure, ...]:
    """The story's figures: its stops, its length, its least time; or how many places it has."""
    if not story.stops:
        return (Figure(f"{len(story.places):,}", after=_plural("place", len(story.places))),)
    told = [Figure(f"{len(story.stops):,}", after=_plural("stop", len(story.stops)))]
    if story.legs:
        schematic = ", schematic" if any(leg.schematic for leg in story.legs) else ""
        straight = ", in straight lines" if any(_straight(leg) for leg in story.legs) else ""
        partly = ", partly in straight lines" if schematic and straight else schematic or straight
        told.append(Figure(distance(story.kilometres), after=_ways(story.legs) + partly))
    speed = story.itinerary.speed
    if story.least_hours is not None and speed is not None:
        after = f"at the {speed.kilometres_per_hour:,.0f} km/h in the text"
        told.append(Figure(duration(story.least_hours), before="at least", after=after))
    return tuple(told)


def overview(story: Story) -> Overview:
    """What to say of the whole story."""
    missing = (m.text for m in story.mentions if m.place is None and m.kind == "name")
    return Overview(
        heading="The journey" if story.stops else "The places",
        route=route(story),
        reason=_told(story.itinerary.reasons),
        unresolved=tuple(dict.fromkeys(missing)),
        warning=warning(story),
    )


def warning(story: Story) -> str:
    """That the online geocoder could not be asked for some names, and why; or nothing."""
    unasked = {
        mention.text: reason.values[0]
        for mention in story.mentions
        for reason in mention.reasons
        if reason.code == UNASKED
    }
    if not unasked:
        return ""
    names = f"{len(unasked):,} {_plural('name', len(unasked))}"
    return f"{next(iter(unasked.values()))}, so {names} could not be looked up online."


def route(story: Story) -> str:
    """The whole route in a sentence, for those who do not see the map; or that there is none."""
    names = [stop.place.name for stop in story.stops]
    if not names:
        listed = _listed([place.name for place in story.places])
        named = f"It names {listed}." if listed else "It names no place that could be found."
        return f"The article tells no journey. {named}"
    if len(names) == 1:
        return f"A journey to {names[0]}; the article names no other stop."
    by_way_of = f", by way of {_listed(names[1:-1])}" if names[1:-1] else ""
    length = f": {distance(story.kilometres)} {_ways(story.legs)}" if story.legs else ""
    return f"{len(names):,} stops, from {names[0]} to {names[-1]}{by_way_of}{length}."


def announcement(scene: Scene) -> str:
    """A scene in one line, for a screen reader that moves to it."""
    return ", ".join((scene.name, *scene.facts))


# --- one scene ----------------------------------------------------------------------------


def _stop(story: Story, index: int, slug: str, gazetteer: Gazetteer) -> Scene:
    stop = story.stops[index]
    leg = story.legs[index - 1] if index and story.legs else None
    part = {"start": "start", "via": "", "end": "end of the journey"}[stop.role]
    entered = [f"enters {r.values[0]} here" for r in stop.reasons if r.code == ENTERS]
    status = "" if stop.status == "told" else stop.status
    standing = ", ".join(filter(None, (part, *entered, status)))
    facts = [f"Stop {index + 1} of {len(story.stops)}", standing]
    if leg:
        straight = ", in a straight line," if _straight(leg) else ""
        start = story.stops[index - 1].place.name
        facts.append(f"{distance(leg.kilometres)} {BY_MODE[leg.mode]}{straight} from {start}")
    return Scene(
        slug=slug,
        place=stop.place,
        trust=_trust(stop.mention, stop.reasons, gazetteer),
        number=index + 1,
        local_name=_local_name(stop.place),
        spelling=_spelling(stop.mention),
        note=distance(leg.kilometres) if leg else standing,
        facts=tuple(filter(None, facts)),
        passages=(_passage(story, stop.passage, _named(story, stop.place) | _naming(story, stop)),),
    )


def _other(story: Story, place: Place, slug: str, gazetteer: Gazetteer) -> Scene:
    named = [
        mention
        for mention in story.mentions
        if mention.kind == "name" and mention.place is not None and mention.place.id == place.id
    ]
    first = named[0]
    sentences = dict.fromkeys(_sentence_of(story.article, mention.span) for mention in named)
    facts = [
        _sentence_case(_described(place, gazetteer)),
        "stands for its government" if all(mention.government for mention in named) else "",
        f"named {TIMES.get(len(named)) or f'{len(named):,} times'}",
    ]
    return Scene(
        slug=slug,
        place=place,
        trust=_trust(first, (), gazetteer),
        local_name=_local_name(place),
        spelling=_spelling(first),
        note=f"({_spelling(first)})" if _spelling(first) else "",
        facts=tuple(filter(None, facts)),
        passages=tuple(
            _passage(story, span, _named(story, place)) for span in list(sentences)[:MOST_PASSAGES]
        ),
    )


def _trust(mention: Mention, more: tuple[Reason, ...], gazetteer: Gazetteer) -> Trust:
    return Trust(
        band=mention.band,
        heading=SURENESS[mention.band],
        reason=_told(mention.reasons),
        standing=_told(more),
        runners_up=tuple(
            f"{candidate.place.name}, {_described(candidate.place, gazetteer)}"
            for candidate in mention.candidates
        ),
    )


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


def _local_name(place: Place) -> LocalName | None:
    if not place.local_names or place.local_names[0][1] == place.name:
        return None
    script, name = place.local_names[0]
    return LocalName(name, LANGUAGE_OF_SCRIPT.get(script, f"und-{script}"))


def _spelling(mention: Mention) -> str:
    named = mention.place is not None and mention.text == mention.place.name
    return "" if named else mention.text


def _described(place: Place, gazetteer: Gazetteer) -> str:
    """What kind of place it is, and where: "city in Primorye, Russia"."""
    country = gazetteer.country(place.country) if place.country else None
    parts = [place.state, country.name if country and country.id != place.id else ""]
    within = ", ".join(part for part in parts if part and part != place.name)
    return f"{place.kind} in {within}" if within else place.kind


# --- words --------------------------------------------------------------------------------


def _told(reasons: tuple[Reason, ...]) -> str:
    """Reasons as one sentence, without those that the page tells beside it."""
    clauses = "; ".join(sentence(reason) for reason in reasons if reason.code not in TOLD_BESIDE)
    return f"{_sentence_case(clauses)}." if clauses else ""


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ways(legs: tuple[Leg, ...]) -> str:
    """How the legs go: "by rail", "by sea and by road"."""
    return _listed(list(dict.fromkeys(BY_MODE[leg.mode] for leg in legs)))


def _listed(names: list[str]) -> str:
    """The names as a phrase; of many, the first and how many more."""
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1:,} more"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _straight(leg: Leg) -> bool:
    """Whether the leg is told to go along a way, but is measured and drawn without one."""
    return leg.method == "great circle" and leg.mode not in ("air", "unknown")


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


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
