"""Names that the gazetteer could not place, asked of the online geocoder if one may be asked."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import GeocoderError, GeocoderReplyError
from geo.folding import fold
from geo.measure import distance_km
from geo.story import MEDIUM_CONFIDENCE, Candidate, Mention, Place, Reason

if TYPE_CHECKING:
    from geo.online import OnlineGeocoder

# At a request a second, an article must not take much longer than that.
MOST_NAMES = 10
# How often a service is right was never measured, so that no answer of one is called sure.
ONLY_ANSWER = MEDIUM_CONFIDENCE
FIRST_OF_SEVERAL = 0.5
ELSEWHERE_KM = 100.0


class Outage:
    """What is known of a failure of the online geocoder, so that nobody waits for it again."""

    def __init__(self) -> None:
        self._first = ""

    @property
    def why(self) -> str:
        """What failed, as a sentence without its full stop; empty while nothing has."""
        return self._first

    def tell(self, why: str) -> None:
        """Note a failure; the first is kept."""
        self._first = self._first or why


def ask(mentions: tuple[Mention, ...], outage: Outage | None = None) -> tuple[Mention, ...]:
    """The mentions, those without a place as the online geocoder answers for them.

    Only names are asked, each once and the first :data:`MOST_NAMES` of a text,
    with the places of the others around them. A name that the service does not
    know stays without a place. So does one that it could not be asked for, and
    its reason says why.

    Parameters
    ----------
    outage
        Takes note if the service fails, and nothing more is asked then, here
        or wherever it is given again. By default it is this text's own.
    """
    names = dict.fromkeys(_query(mention) for mention in mentions if _is_open(mention))
    # geopy takes longer to import than an article to read.
    if not names or not os.environ.get("DATELINE_GEOCODER", "").strip():
        return mentions
    answers = _answers(list(names)[:MOST_NAMES], _placed(mentions), outage or Outage())
    return tuple(
        answers[_query(mention)].applied(mention)
        if _is_open(mention) and _query(mention) in answers
        else mention
        for mention in mentions
    )


class _Answer:
    """What is known of a name after asking: its places, best first, or why there are none."""

    def __init__(self, reason: Reason, places: tuple[Place, ...] = ()) -> None:
        self.reason = reason
        self.places = places

    def applied(self, mention: Mention) -> Mention:
        """The mention with this answer; what was weighed before stays a candidate."""
        if not self.places:
            return replace(mention, reasons=(*mention.reasons, self.reason))
        place, *others = self.places
        confidence = FIRST_OF_SEVERAL if others else ONLY_ANSWER
        share = round((1 - confidence) / len(others), 3) if others else 0.0
        candidates = (Candidate(other, share, (self.reason,)) for other in others)
        return replace(
            mention,
            place=place,
            confidence=confidence,
            reasons=(self.reason,),
            candidates=(*candidates, *mention.candidates),
        )


def _is_open(mention: Mention) -> bool:
    return mention.place is None and mention.kind == "name"


def _query(mention: Mention) -> str:
    """The name, and what the text says that it lies in: "Riverton, Montana"."""
    holders = [r.values[0] for r in mention.reasons if r.code == "place.not-there"]
    return ", ".join(" ".join(name.split()) for name in (mention.text, *holders) if name)


def _placed(mentions: tuple[Mention, ...]) -> tuple[Place, ...]:
    named = (m.place for m in mentions if m.place is not None and m.kind == "name")
    return tuple({place.id: place for place in named}.values())


def _answers(names: list[str], near: tuple[Place, ...], outage: Outage) -> dict[str, _Answer]:
    """An answer for each name."""
    from geo.online import online

    try:
        service = online()
    except GeocoderError as error:
        outage.tell(_short(error))
        return dict.fromkeys(names, _unasked(outage.why))
    return {name: _answer(name, service, near, outage) for name in names} if service else {}


def _answer(name: str, service: OnlineGeocoder, near: tuple[Place, ...], outage: Outage) -> _Answer:
    called = service.service.capitalize()
    try:
        places = service.kept(name, near) if outage.why else service.find(name, near)
    except GeocoderReplyError as error:
        return _unasked(_short(error))
    except GeocoderError as error:
        outage.tell(_short(error))
        places = None
    if places is None:
        return _unasked(outage.why)
    found = [place for place in places if _is_meant(place, name)]
    if not found:
        return _Answer(Reason("place.not-online", (called,)))
    best = found[0]
    # A town and its municipality are two answers, and one place.
    others = (p for p in found[1:] if distance_km(p.point, best.point) > ELSEWHERE_KM)
    return _Answer(Reason("place.online", (called,)), (best, *others))


def _unasked(why: str) -> _Answer:
    return _Answer(Reason("place.not-asked", (why,)))


def _short(error: GeocoderError) -> str:
    # What follows the colon are a server's own words, or options with a key among them.
    return str(error).rstrip(".").partition(": ")[0]


def _is_meant(place: Place, name: str) -> bool:
    """Whether a text can mean an answer: not the shop or street that has the name among others."""
    return place.kind != "site" or fold(place.name) == fold(name.partition(",")[0])
