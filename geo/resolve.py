"""Which place each toponym means, weighed together over the whole document.

Every option of every name gets a score: what kind of place it is, how many people
live there, whether the name is its main one, and how well it fits the other names
of the text (evidence.py). One name has one sense in a document, unless the text
itself tells two apart ("Paris, Texas"). How sure the choice is comes from
confidence.py; a choice that would be a guess is not made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log, log10

from geo.candidates import Name, names_of
from geo.confidence import Features, chance, odds
from geo.evidence import weigh
from geo.gazetteer import Gazetteer
from geo.hints import hints
from geo.measure import distance_km
from geo.options import AROUND, Option
from geo.scan import tells_kind
from geo.story import Article, Candidate, Mention, Place, Reason
from geo.words import name_words, words

_NEIGHBOURS = ("city", "station", "site", "island")
_FAR_KM = 500.0
_NEAR_KM = 300.0
_ELSEWHERE_KM = 100.0
_MOST_RUNNERS_UP = 5
_MOST_LEAD = 5.0
# A score that is better by this much is no near thing: about two kinds of evidence.
_CLEAR_LEAD = 1.5
# Of a sea, a region or a building none is known; they are in the gazetteer for their fame.
_UNKNOWN_POPULATION = 100_000
_TOLD_SURELY, _SURE = 0.2, 0.9
# Where a town is written with its state: "Riverton, Mo."
_STATE_AFTER_COMMA = frozenset(("US", "CA", "AU"))
_WELL_KNOWN = 500_000
# A place that so many languages have a name for is no guess by any of its names.
_KNOWN_ABROAD = 16


def resolve(
    article: Article, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """Each mention with its place, the confidence, the reasons and the runners-up.

    A mention whose place would be a guess stays without one, and keeps the
    candidates that were weighed.
    """
    answers = []
    # The mentions of one name that were recognised alike are as sure as one another.
    chances: dict[tuple[int, float], float] = {}
    for mention, choice in zip(mentions, choose(article, mentions, gazetteer), strict=True):
        alike = id(choice), mention.confidence
        if alike not in chances:
            chances[alike] = _chance(choice, mention)
        answers.append(_answer(mention, choice, chances[alike], gazetteer))
    return tuple(answers)


def choose(
    article: Article, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> tuple[Choice, ...]:
    """What each mention is taken for, before it is told how sure that is."""
    names, name_of = names_of(article.text, mentions, gazetteer, words(article.language))
    names += hints(article, names, gazetteer)
    weigh(names)
    choices = _Choices(names)
    chosen = {id(name): choices.choose(name) for name in names if name.mentions}
    return tuple(chosen[id(name)] for name in name_of)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for: a mention without its span, and the features of the choice."""

    place: Place | None
    reasons: tuple[Reason, ...]
    candidates: tuple[Candidate, ...] = ()
    features: Features | None = None


def _chance(choice: Choice, mention: Mention) -> float:
    """The chance that a choice is right for a mention, to three decimals; 0 where there is none."""
    if choice.features is None:
        return 0.0
    return round(chance(choice.features, odds(mention.confidence) / 10), 3)


def _answer(mention: Mention, choice: Choice, sure: float, gazetteer: Gazetteer) -> Mention:
    return Mention(
        mention.span,
        mention.text,
        mention.kind,
        choice.place,
        sure,
        choice.reasons,
        choice.candidates,
        mention.government and _rules(choice.place, gazetteer),
    )


def _rules(place: Place | None, gazetteer: Gazetteer) -> bool:
    """Whether a place can stand for a government: a capital, a country, or a seat of power."""
    if place is None:
        return False
    capital = gazetteer.capital(place.country) if place.country else None
    return place.kind in ("country", "site") or (capital is not None and capital.id == place.id)


class _Choices:
    """The choice for each name, with the leading options of the others beside it."""

    def __init__(self, names: list[Name]) -> None:
        self.towns: dict[int, list[Option]] = {}
        self.regions: dict[int, list[Option]] = {}
        self.areas: dict[str, dict[str, Option]] = {}
        self.ranked = {id(name): name.ranked() for name in names}
        for name in names:
            if not name.options:
                continue
            leader = self.ranked[id(name)][0]
            if leader.place.kind in _NEIGHBOURS:
                self.towns.setdefault(leader.cell, []).append(leader)
                self.regions.setdefault(leader.region, []).append(leader)
            elif leader.place.kind in ("country", "state"):
                known = self.areas.setdefault(leader.country, {})
                known.setdefault(leader.place.name, leader)

    def choose(self, name: Name) -> Choice:
        """The place that a name means, or none."""
        if not name.options:
            return Choice(None, (Reason("place.unknown"),))
        ranked = self.ranked[id(name)]
        best = ranked[0]
        nearest = self._nearest(best)
        reasons = self._reasons(name, best, nearest)
        if _is_elsewhere_told(name, best):
            reason = Reason("place.not-there", (name.parent.text if name.parent else "",))
            candidates = tuple(self._candidate(o) for o in ranked[:_MOST_RUNNERS_UP])
            return Choice(None, (reason,), candidates)
        if _is_a_guess(name, best, nearest):
            candidates = tuple(self._candidate(o) for o in ranked[:_MOST_RUNNERS_UP])
            return Choice(None, (Reason("place.doubtful", (best.place.name,)),), candidates)
        candidates = tuple(self._candidate(o) for o in ranked[1 : _MOST_RUNNERS_UP + 1])
        return Choice(best.place, reasons, candidates, _features(name, ranked, nearest))

    def _nearest(self, option: Option) -> tuple[float, Place] | None:
        """The nearest other town of the text within some 660 km, and how far it is, in km."""
        for towns, cell in ((self.towns, option.cell), (self.regions, option.region)):
            found = [
                (distance_km(option.place.point, other.place.point), other.place.id, other.place)
                for other in _around(towns, cell)
                if other.place.id != option.place.id
            ]
            if found:
                km, _, place = min(found, key=lambda near: near[:2])
                return km, place
        return None

    def _candidate(self, option: Option) -> Candidate:
        form = "place.main" if option.form == "main" else "place.alternate"
        return Candidate(
            option.place, round(option.share, 3), (Reason(form, (option.place.name,)),)
        )

    def _reasons(
        self, name: Name, best: Option, nearest: tuple[float, Place] | None
    ) -> tuple[Reason, ...]:
        reasons = []
        company = self._company(best)
        if best.contained > 0.5:
            reasons.append(_containment(name, best))
        if company:
            reasons.append(Reason("place.with", tuple(company)))
        reasons.append(_naming(name, best))
        if best.local and nearest and nearest[0] < _NEAR_KM:
            reasons.append(Reason("place.near", (f"{nearest[0]:.1f}", nearest[1].name)))
        if len(name.options) == 1 and best.local:
            reasons.append(Reason("place.only"))
        elif best.local and not company and _is_largest(best, name):
            reasons.append(Reason("place.largest", (str(len(name.options)),)))
        return tuple(reasons)

    def _company(self, best: Option) -> list[str]:
        """The countries and states of the text that speak for the place."""
        country, _ = best.area
        return [
            told
            for told, option in self.areas.get(country, {}).items()
            if option.place.id != best.place.id
            and (option.place.kind == "country" or option.area == best.area)
        ][:3]


def _around(places: dict[int, list[Option]], cell: int) -> Iterator[Option]:
    """What lies in a cell and the eight around it."""
    for step in AROUND:
        yield from places.get(cell + step, ())


def _features(name: Name, ranked: list[Option], nearest: tuple[float, Place] | None) -> Features:
    best = ranked[0]
    elsewhere = (o.score for o in ranked[1:] if _is_elsewhere(o.place, best.place))
    lead = best.score - next(elsewhere, best.score - _MOST_LEAD)
    margin = min(_MOST_LEAD, lead) / _MOST_LEAD
    people = log10(best.place.population or _UNKNOWN_POPULATION)
    large = min(1.0, max(0.0, people - log10(_WELL_KNOWN) + 1)) if best.local else 0.0
    famous = large * min(1.0, lead / _CLEAR_LEAD)
    lonely = best.local and (nearest is None or nearest[0] > _FAR_KM)
    return Features(
        toponym=0.0,
        margin=margin,
        main=float(best.form != "alternate" and not name.variant),
        wide=float(not best.local),
        country=max(famous, min(1.0, best.country_support)),
        state=min(1.0, best.state_support),
        contained=best.contained,
        alone=(1 - famous) * lonely,
        population=people / 7,
        repeated=log(len(name.mentions)) / 3,
    )


def _is_elsewhere(place: Place, other: Place) -> bool:
    return distance_km(place.point, other.point) > _ELSEWHERE_KM


def _containment(name: Name, best: Option) -> Reason:
    for told in (name, *name.twins):
        holders = (o for o in told.parent.options if o.holds(best)) if told.parent else ()
        if holder := next(iter(holders), None):
            return Reason("place.inside", (holder.place.name,))
    return Reason("place.holds", (name.children[0].text if name.children else name.text,))


def _naming(name: Name, best: Option) -> Reason:
    if name.variant:
        return Reason("place.variant", (best.place.name,))
    if best.form in ("demonym", "abbreviation", "postal", "metonym"):
        return Reason(f"place.{best.form}", (best.place.name,))
    return Reason("place.main" if best.form == "main" else "place.alternate", (best.place.name,))


def _is_largest(option: Option, name: Name) -> bool:
    return option.place.population == max(o.place.population for o in name.options) > 0


def _is_elsewhere_told(name: Name, best: Option) -> bool:
    """Whether the text puts a town in a state in which the gazetteer knows none of its name."""
    if name.parent is None or not best.local or best.contained > _TOLD_SURELY:
        return False
    if not best.place.state:  # of airfields and islands the gazetteer knows the country alone
        return False
    return any(
        outer.place.kind == "state"
        and outer.place.country in _STATE_AFTER_COMMA
        and outer.share > _SURE
        for outer in name.parent.options
    )


def _stands_for(text: str) -> bool:
    """Whether a town of that name only stands for what lies at it: "Riverton Airport"."""
    return "city" in name_words().asked.get(text.rpartition(" ")[2].casefold(), ())[1:]


def _is_a_guess(name: Name, best: Option, nearest: tuple[float, Place] | None) -> bool:
    """Whether too little speaks for a place to show it.

    Of the towns known by another name only, without a word for their country and
    far from every other place, one in eight is right; of the main names, four in nine.
    """
    if best.form != "alternate" or not best.local or (name.foreign and not name.variant):
        return False
    if best.contained > 0.5:
        return False
    if best.place.kind == "city" and not name.variant and _stands_for(name.text):
        return nearest is None or nearest[0] > _NEAR_KM
    if best.country_support > 0.2:
        return False
    if best.short and best.place.kind in ("site", "station"):  # "Heathrow" for Heathrow Airport
        return False
    told = tells_kind(name.text) and best.place.kind != "city"  # "X Air Base" is not the town of X
    if not name.variant and (told or best.names >= _KNOWN_ABROAD):
        return False
    if not name.variant and best.place.population >= _WELL_KNOWN:
        return False
    return nearest is None or nearest[0] > _FAR_KM
