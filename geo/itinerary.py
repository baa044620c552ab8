"""The journey that an article tells: its stops in travel order, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from geo.gazetteer import Gazetteer
from geo.grammar import Parser
from geo.journal import Journal
from geo.movement import Frame, moves, places_of
from geo.narration import Narration
from geo.party import Party, main_party
from geo.stops import inferred_start, stop_at, stops_among, with_roles
from geo.story import Article, Itinerary, Mention, Mode, Span, Speed
from geo.triggers import modes_of
from geo.verdict import is_all_journey, is_own_journey, may_be_all_journey, objection
from geo.visits import Visit

# Kilometres in an hour at a speed of one: the mile and the nautical mile are exact by definition.
_KMH: Final = {"mph": 1.609344, "miles": 1.609344, "milles": 1.609344, "millas": 1.609344}
_KNOT: Final = 1.852
_KNOTS: Final = frozenset(("knots", "knoten", "knopen", "nœuds", "nudos"))
_MODES: Final = ("mode.rail", "mode.road", "mode.sea", "mode.air", "mode.foot")
# The headline and the lead are the first sentences, so many.
_LEAD: Final = 2


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
    naming = sum(1 for _ in narration.naming())
    may_be_all = may_be_all_journey(naming, len(article.sentences))
    if parser is not None and (may_be_all or _may_tell(narration)):
        narration = Narration(article, mentions, gazetteer, parser)
    party, visits = _visits(narration)
    start = inferred_start(visits, party, narration, gazetteer)
    against = objection(visits, article.sentences) if start is None else None
    if against is not None and not (may_be_all or narration.is_narrated):
        return Itinerary(reasons=(against,))
    # In a journey, what would be too little to tell one may tell a stop of it.
    party, visits = _visits(narration, loosely=True)
    is_one = is_all_journey(visits, article.sentences) or is_own_journey(visits, naming)
    if against is not None and not is_one:
        return Itinerary(reasons=(against,))
    start = inferred_start(visits, party, narration, gazetteer)
    stops = [stop_at(visit, narration) for visit in visits]
    told = {id(frame): frame for visit in visits for frame, _ in visit.touches}
    return Itinerary(
        with_roles([start, *stops] if start else stops),
        _mode(list(told.values()), narration),
        (),
        None if party.is_storm else _speed(narration),
    )


def _may_tell(narration: Narration) -> bool:
    """Whether the movements may make a journey: a quick look, as a parser takes its time."""
    movements, _ = narration.movements()
    places = {place.id for place in places_of([m.frame for m in movements if moves(m.frame)])}
    return len(places) > 1 or (bool(places) and narration.is_narrated)


def _visits(narration: Narration, *, loosely: bool = False) -> tuple[Party, list[Visit]]:
    """The article's main travellers, and the stops of their journey in travel order."""
    movements, travellers = narration.movements(loosely=loosely)
    party = main_party(movements, travellers.known, loosely=loosely)
    frames = party.frames(movements, loosely=loosely)
    journal = Journal(_lead_end(narration.article), forecast=party.is_storm)
    visits = journal.write(frames)
    return party, stops_among(visits, storm=party.is_storm)


def _lead_end(article: Article) -> int:
    """The character at which the headline and the lead are over."""
    later = article.sentences[_LEAD : _LEAD + 1] or article.sentences[-1:]
    return later[0].start if later else 0


def _mode(frames: Sequence[Frame], narration: Narration) -> Mode:
    """The means of travel that the movements name most, or else the whole text."""
    count = Counter(mode for frame in frames for mode in frame.modes)
    if not count:
        tags = narration.cues.tags_in(narration.article.text)
        count = Counter(mode for its in tags for mode in modes_of(its))
    return count.most_common(1)[0][0] if count else "unknown"


def _speed(narration: Narration) -> Speed | None:
    """The first speed that the text tells of a vehicle; winds have none."""
    for match in narration.cues.speed.finditer(narration.article.text):
        span = Span(*match.span())
        words = narration.tokens(narration.sentence_of(span))
        if any("traveller.vehicle" in word.tags or word.has(*_MODES) for word in words):
            unit = match["unit"].lower().split()[0]
            factor = _KNOT if unit in _KNOTS else _KMH.get(unit, 1.0)
            return Speed(float(match["value"].replace(",", ".")) * factor, span)
    return None
