"""The journey that an article tells: its stops in travel order, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from geo.draft import Draft, draft, telling
from geo.gazetteer import Gazetteer
from geo.grammar import Parser
from geo.likelihood import ENOUGH, Telling
from geo.movement import Frame, moves, places_of
from geo.movers import Movers
from geo.narration import Narration
from geo.parts import modes_of
from geo.speed import told_speed
from geo.stops import inferred_start, stop_at, with_roles
from geo.story import Article, Itinerary, Mention, Mode, Reason
from geo.verdict import objection
from geo.wayside import wayside_stops, with_wayside

# The least chance that a text tells a journey.
_LIKELY: Final = 0.6
# Against the rules, fewer sentences have to say more.
_LIKELY_OF_FEW: Final = 0.75
_LONG: Final = 5
# So many stops the looser reading needs, as it finds more than there are; but where it is told of
# each who goes there, the fewest that a journey has.
_SEVERAL: Final = 3
_PAIR: Final = 2
# A text of whose sentences naming a place fewer tell a movement is not read again more loosely.
_MOVING: Final = 0.2
# The share of the sentences that name a place in a text that may tell of little but a journey.
_MOST: Final = 0.5
# The least share of the stops to which the traveller is told to go.
_GONE: Final = 0.5


def read_itinerary(
    article: Article,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    parser: Parser | None = None,
) -> Itinerary:
    """The stops of the journey that the article tells, in travel order.

    A text that tells no journey gives no stops, and a reason.

    Parameters
    ----------
    mentions
        The article's toponyms, placed.
    gazetteer
        Knows the capital from which a country's leader sets out.
    parser
        Of the article's language, where there is one.
    """
    narration = Narration(article, mentions, gazetteer)
    movers = Movers(narration)
    if parser is not None and _may_tell(movers):
        movers = Movers(narration, parser)
    strict = draft(movers)
    start = inferred_start(strict.visits, strict.party, narration, gazetteer)
    against = objection(strict.visits, article.sentences) if start is None else None
    if against is not None and strict.moving(narration) < _MOVING:
        return Itinerary(reasons=(against,))
    # In a journey, what would be too little to tell one may tell a stop of it.
    loose = draft(movers, loosely=True)
    told = telling(narration, strict, loose, connected=against is None)
    if start is None and not _is_told(told, loose, narration, against):
        return Itinerary(reasons=(against or Reason("journey.not connected"),))
    visits, party = loose.visits, loose.party
    start = inferred_start(visits, party, narration, gazetteer)
    stops = [stop_at(visit, narration) for visit in visits]
    stops = with_wayside(stops, wayside_stops(movers, loose, stops))
    if len(stops) < 2 and start is None:
        return Itinerary(reasons=(against or Reason("journey.not connected"),))
    frames = {id(frame): frame for visit in visits for frame, _ in visit.touches}
    return Itinerary(
        with_roles([start, *stops] if start else stops),
        _mode(list(frames.values()), narration),
        (),
        None if party.is_storm else told_speed(narration),
    )


def _is_told(told: Telling, loose: Draft, narration: Narration, against: Reason | None) -> bool:
    """Whether the article tells a journey.

    Parameters
    ----------
    told
        What speaks for it.
    loose
        The looser reading, in which the rules may find a journey where the strict one makes none.
    against
        Why the strict one makes none; None where it is a journey by the rules.
    """
    naming, article = narration.naming_count, narration.article
    if naming < ENOUGH:
        # Two sentences say little of chances: the rules alone do.
        least = _PAIR if _names_travellers(loose) else _SEVERAL
        likely = told.chance() >= _LIKELY_OF_FEW
        return against is None or (likely and _is_journey(loose, article, least))
    if against is None or _is_journey(loose, article, _SEVERAL):
        return told.chance() >= _LIKELY
    # Against all rules the traveller has to go to most of the stops, and not only to be there.
    gone = sum(visit.is_gone_to for visit in loose.visits)
    likely = told.chance() >= (_LIKELY if naming >= _LONG else _LIKELY_OF_FEW)
    return likely and gone >= _GONE * len(loose.visits)


def _is_journey(loose: Draft, article: Article, least: int) -> bool:
    """Whether the looser reading has so many stops and is a journey by the rules."""
    return len(loose.visits) >= least and objection(loose.visits, article.sentences) is None


def _names_travellers(loose: Draft) -> bool:
    """Whether it is told of every movement to a stop who makes it."""
    return all(frame.traveller for visit in loose.visits for frame, _ in visit.touches)


def _may_tell(movers: Movers) -> bool:
    """Whether the movements may make a journey: a quick look, as a parser takes its time."""
    narration = movers.narration
    if narration.naming_count >= _MOST * len(narration.article.sentences):
        return True
    movements, _ = movers.movements()
    places = {place.id for place in places_of([m.frame for m in movements if moves(m.frame)])}
    return len(places) > 1 or (bool(places) and narration.is_narrated)


def _mode(frames: Sequence[Frame], narration: Narration) -> Mode:
    """The means of travel that the movements name most, or else the whole text."""
    count = Counter(mode for frame in frames for mode in frame.modes)
    if not count:
        tags = narration.cues.tags_in(narration.article.text)
        count = Counter(mode for its in tags for mode in modes_of(its))
    return count.most_common(1)[0][0] if count else "unknown"
