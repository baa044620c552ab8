"""Stops that no movement names: places that a journey's text names along the way.

"We saw the cathedral of X", "X, Y and Z followed": who tells a journey does not say of each town
that they came to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from geo.draft import Draft
from geo.likelihood import FAR_KM, Surroundings, Telling, company, remoteness
from geo.measure import distance_km
from geo.movement import is_fine, moves, places_of
from geo.narration import Narration
from geo.nouns import is_person
from geo.story import Mention, Place, Reason, Span, Stop
from geo.tokens import BREAKS, Token
from geo.visits import TOWN

# The least chance of a stop.
_LIKELY: Final = 0.5
# What stands at most so many words before a place that says where another lies: "80 km from X".
_BEFORE: Final = 4
# What parts the place where news was written from the news.
_DATELINE: Final = re.compile(r"[^.!?\n–—]{0,40}?(?: [-–—]|[–—]|--)")
_BESIDE: Final = ("distance.unit", "preposition.near", "preposition.cut", "status.bygone")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that the text names, with its first mention and the sentences that name it."""

    place: Place
    mention: Mention
    sentences: tuple[Span, ...]


def wayside_stops(narration: Narration, draft: Draft, telling: Telling) -> list[Stop]:
    """The places that are stops, though no movement names them; in the order of naming."""
    return [
        Stop(
            named.mention,
            named.sentences[0],
            "via",
            "inferred",
            (),
            (Reason("journey.wayside"),),
        )
        for named, around in candidates(narration, draft, telling)
        if around.chance() >= _LIKELY
    ]


def with_wayside(stops: Sequence[Stop], wayside: Sequence[Stop]) -> list[Stop]:
    """The stops with those of the wayside, each behind the last stop that is named before it."""
    route = list(stops)
    for stop in wayside:
        start = stop.mention.span.start
        before = [at for at, other in enumerate(route, 1) if other.mention.span.start < start]
        route.insert(max(before, default=0), stop)
    return route


def candidates(
    narration: Narration, draft: Draft, telling: Telling
) -> list[tuple[Named, Surroundings]]:
    """The places that may be such stops, each with what speaks for it.

    A place that a movement names, if only to deny it, is a stop or none already; and of a storm
    much is told of places where its winds and its rain were.
    """
    if draft.party.is_storm:
        return []
    named = _named(narration)
    stops = [visit.place for visit in draft.visits]
    told = {place.id for place in places_of([m.frame for m in draft.movements])}
    moving = {m.frame.sentence for m in draft.movements if moves(m.frame)}
    fine = [one.place for one in named if is_fine(one.place)]
    company_of = _company(named)
    found = []
    for one in named:
        from_stop, from_place = _nearest(one.place, stops), _nearest(one.place, fine)
        if one.place.id in told or from_stop < TOWN:
            continue
        around = Surroundings(
            float(is_fine(one.place)),
            remoteness(from_stop if stops else from_place),
            remoteness(from_place),
            telling.told,
            telling.connected,
            float(any(sentence in moving for sentence in one.sentences)),
            float(len(draft.visits) < 2),
            company(max(company_of[sentence] for sentence in one.sentences)),
        )
        found.append((one, around))
    return found


def _named(narration: Narration) -> list[Named]:
    """The places that the article names, in the order of naming."""
    mentions: dict[str, list[Mention]] = {}
    for mention in narration.mentions:
        if mention.place is None or mention.kind != "name" or mention.government:
            continue
        if not (_locates(mention, narration) or _dates(mention, narration)):
            mentions.setdefault(mention.place.id, []).append(mention)
    return [
        Named(its[0].place, its[0], tuple(narration.sentence_of(m.span) for m in its))
        for its in mentions.values()
        if its[0].place is not None
    ]


def _locates(mention: Mention, narration: Narration) -> bool:
    """Whether the name only says where something else lies or comes from.

    "Near X", "between X and Y", "built in X".
    """
    words = narration.tokens(narration.sentence_of(mention.span))
    at = bisect_left(words, mention.span.start, key=attrgetter("start"))
    if at > 1 and words[at - 1].word == "of" and _is_somebody(words, at - 2):
        # "The merchant, one Ann Lee of X"
        return True
    for word in reversed(words[max(0, at - _BEFORE) : at]):
        if word.word == "," or word.word in BREAKS:
            return False
        if word.has(*_BESIDE) and word.word != "of":
            return True
    return False


def _is_somebody(words: Sequence[Token], at: int) -> bool:
    """Whether the word is for a person, or the last of a name of two or more."""
    named = at > 0 and all(word.capital and not word.tags for word in words[at - 1 : at + 1])
    return is_person(words[at]) or named


def _dates(mention: Mention, narration: Narration) -> bool:
    """Whether the name only tells where news was written: "OSLO, Norway – The king left"."""
    opens = narration.sentence_of(mention.span).start == mention.span.start
    head = _DATELINE.match(narration.article.text, mention.span.end)
    return opens and head is not None and not narration.is_narrated


def _company(named: Sequence[Named]) -> dict[Span, int]:
    """How many of the places each sentence names."""
    count: dict[Span, int] = {}
    for one in named:
        for sentence in set(one.sentences):
            count[sentence] = count.get(sentence, 0) + 1
    return count


def _nearest(place: Place, others: Sequence[Place]) -> float:
    """Kilometres to the nearest of the others."""
    return min(
        (distance_km(place.point, other.point) for other in others if other.id != place.id),
        default=FAR_KM,
    )
