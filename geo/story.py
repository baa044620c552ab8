"""The frozen values that the steps of the pipeline hand to one another.

Every span counts characters of ``Article.text``. Coordinates are degrees in
WGS 84, and only :class:`Point` knows which library wants which order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

PlaceKind = Literal[
    "continent",
    "country",
    "state",
    "county",
    "city",
    "station",
    "site",
    "region",
    "island",
    "mountain",
    "river",
    "lake",
    "sea",
]
MentionKind = Literal["name", "demonym", "embedded"]
BlockKind = Literal["title", "standfirst", "heading", "body", "caption", "chrome"]
Mode = Literal["rail", "road", "sea", "air", "foot", "unknown"]
StopRole = Literal["start", "via", "end"]
StopStatus = Literal["told", "planned", "inferred"]
LegMethod = Literal["rail corridor", "sea lane", "great circle", "drawn"]
Band = Literal["high", "medium", "low", "unresolved"]
MediaType = Literal["image/jpeg", "image/png", "image/webp"]
Appearance = Literal["auto", "light", "dark"]

# A pin is "high" when at least 95 in 100 pins of its confidence are right, see resolve.py.
HIGH_CONFIDENCE = 0.9
MEDIUM_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees: latitude in [-90, 90], longitude in [-180, 180].

    Raises
    ------
    ValueError
        If either coordinate is out of range or not a number.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not -90 <= self.latitude <= 90 or not -180 <= self.longitude <= 180:
            raise ValueError(f"no point on Earth: {self.latitude} N, {self.longitude} E")

    @property
    def latlon(self) -> tuple[float, float]:
        """(latitude, longitude), as Leaflet, Folium and geopy want it."""
        return self.latitude, self.longitude

    @property
    def lonlat(self) -> tuple[float, float]:
        """(longitude, latitude), as GeoJSON, KML and Shapely want it."""
        return self.longitude, self.latitude


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of the article's text.

    Raises
    ------
    ValueError
        If the span is empty or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span of text: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the article, and what part it plays."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True)
class Article:
    """An article as it was given, and how it is cut.

    Attributes
    ----------
    text
        The text that all spans count; for HTML, the text extracted from it.
    title
        The headline, in its own words; empty if there is none.
    standfirst
        The lead sentence under the headline, in its own words; may be empty.
    language
        ISO 639-1 code of the language of the text, such as "en".
    blocks
        The paragraphs in order, none overlapping. "chrome" is what the site
        put around the story: advertising, share buttons, lists of other news.
    sentences
        The sentences of every block that is not chrome, in order.
    byline
        Who wrote it, as the page says; empty where it does not.
    published
        Day or time of publication in ISO 8601, as the page says; may be empty.
    source
        The newspaper or site, as the page says; may be empty.
    address
        Where on the web it was read, http or https; empty if it was not.
    """

    text: str
    title: str = ""
    standfirst: str = ""
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Span, ...] = ()
    byline: str = ""
    published: str = ""
    source: str = ""
    address: str = ""

    @property
    def link(self) -> str:
        """The address, if a page may link to it; a saved story may hold anything there."""
        return self.address if self.address.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a gazetteer, a geocoder or a person knows.

    Attributes
    ----------
    id
        Source and number, such as "geonames:2013348" or "dateline:khasan".
    name
        The main name, in English where there is one.
    country
        ISO 3166-1 alpha-2 code, upper case; empty outside every country.
    state
        English name of the first-order division; may be empty.
    population
        Inhabitants; 0 where unknown.
    local_names
        (script, name) pairs in the scripts written there, the first being
        the one to show: ISO 15924 codes, such as ("Hang", "평양").
    source
        Who says so, such as "GeoNames" or "places.csv: <reference>".
    """

    id: str
    name: str
    point: Point
    kind: PlaceKind
    country: str = ""
    state: str = ""
    population: int = 0
    local_names: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code, and the values that its sentence needs.

    ``wording.py`` turns it into words, so that a reason can be told in any
    language. Values are plain strings in the order that the sentence wants.
    """

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may mean, with its share of the belief, in [0, 1]."""

    place: Place
    confidence: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym in the text, and the place that it was taken for.

    Attributes
    ----------
    kind
        "name": a place's own name. "demonym": "Russian". "embedded": a place
        inside another name, "University of Kentucky". Only names are shown.
    place
        None where the mention could not be placed: unresolved.
    confidence
        The calibrated chance, in [0, 1], that ``place`` is right.
    candidates
        The runners-up, best first, without ``place`` itself.
    government
        Whether the name stands for those who rule there ("warns Pyongyang").
    checked
        Whether a person has said that ``place`` is right.
    """

    span: Span
    text: str
    kind: MentionKind = "name"
    place: Place | None = None
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    government: bool = False
    checked: bool = False

    @property
    def band(self) -> Band:
        """The confidence in a word."""
        if self.place is None:
            return "unresolved"
        if self.confidence >= HIGH_CONFIDENCE:
            return "high"
        return "medium" if self.confidence >= MEDIUM_CONFIDENCE else "low"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a journalist puts beside a stop.

    Attributes
    ----------
    data
        The file's bytes in base64.
    alternative
        What it shows, in words for those who do not see it.
    """

    media_type: MediaType
    data: str
    credit: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the journey starts, passes or ends.

    Attributes
    ----------
    mention
        The toponym that names the stop, with place, confidence and reasons.
    passage
        The sentence to show beside it.
    evidence
        The words that made it a stop: "on his way to", "arrived in"; empty
        where the stop is inferred, or made by an editor.
    status
        "told", "planned" or "likely to be" (both "planned"), or "inferred".
    reasons
        Why it is a stop, and why here in the order.
    note
        What a journalist adds in words of their own; mostly empty.
    """

    mention: Mention
    passage: Span
    role: StopRole
    status: StopStatus = "told"
    evidence: tuple[Span, ...] = ()
    reasons: tuple[Reason, ...] = ()
    note: str = ""
    picture: Picture | None = None

    @property
    def place(self) -> Place:
        """The stop's place; a stop always has one."""
        if self.mention.place is None:
            raise ValueError(f"a stop without a place: {self.mention.text}")
        return self.mention.place


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop to the next.

    Attributes
    ----------
    lines
        One line of points, or more where it crosses the 180th meridian.
    kilometres
        Length along the way; track kilometres for a rail corridor.
    schematic
        Whether the line is drawn through known points, not surveyed.
    """

    mode: Mode
    lines: tuple[tuple[Point, ...], ...]
    kilometres: float
    method: LegMethod
    schematic: bool = False


@dataclass(frozen=True, slots=True)
class Speed:
    """A speed that the text gives for the journey, in km/h, and where it says so."""

    kilometres_per_hour: float
    span: Span


@dataclass(frozen=True)
class Itinerary:
    """The stops in travel order and how one travels; no stops where no journey is told."""

    stops: tuple[Stop, ...] = ()
    mode: Mode = "unknown"
    reasons: tuple[Reason, ...] = ()
    speed: Speed | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """How a journalist wants a story presented; what is empty is as in the article.

    Attributes
    ----------
    credit
        Who made the story and from what, in place of the article's byline and source.
    appearance
        Of the page to embed, where "auto" follows the reader's own setting, and of
        pictures, where it is light.
    labels
        BCP 47 tag of the language of place names on the map; empty follows the reader's.
    """

    title: str = ""
    standfirst: str = ""
    credit: str = ""
    appearance: Appearance = "auto"
    labels: str = ""


@dataclass(frozen=True)
class Story:
    """An article, the places it names and the route it tells.

    ``legs[i]`` leads from ``itinerary.stops[i]`` to ``itinerary.stops[i + 1]``.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    itinerary: Itinerary = Itinerary()
    legs: tuple[Leg, ...] = ()
    edition: Edition = Edition()

    @property
    def title(self) -> str:
        """The headline to show; empty if there is none."""
        return self.edition.title or self.article.title

    @property
    def standfirst(self) -> str:
        """The lead sentence to show; may be empty."""
        return self.edition.standfirst or self.article.standfirst

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The stops in travel order."""
        return self.itinerary.stops

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every distinct place that a map shows: the stops, then the others as first named."""
        named = [stop.place for stop in self.stops]
        named += [m.place for m in self.mentions if m.place is not None and m.kind == "name"]
        return tuple({place.id: place for place in named}.values())

    @cached_property
    def context(self) -> tuple[Place, ...]:
        """The places that are named but are no stops, as first named."""
        stops = {stop.place.id for stop in self.stops}
        return tuple(place for place in self.places if place.id not in stops)

    @property
    def kilometres(self) -> float:
        """Length of the whole route."""
        return sum(leg.kilometres for leg in self.legs)

    @property
    def least_hours(self) -> float | None:
        """The least time that the route can take at the speed in the text, in hours.

        None where some of it is travelled in another way than the text tells.
        """
        speed, mode = self.itinerary.speed, self.itinerary.mode
        if speed is None or not self.legs or any(leg.mode != mode for leg in self.legs):
            return None
        return self.kilometres / speed.kilometres_per_hour
