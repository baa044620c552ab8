"""What the names of a document say for one another.

The options of a name share its belief. What is believed of the other names is
evidence: that the text is about a country, a state, a neighbourhood. Evidence
changes the scores, the scores change the shares, for three rounds; by then the
shares of the tuning corpora no longer change a choice.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, log1p

from geo.candidates import Name
from geo.options import AROUND, Option

_ROUNDS = 3
_SHARPNESS = 1.3
_COUNTRY, _STATE, _NEAR, _CONTAINED = 1.6, 1.1, 0.7, 4.0
_REGION, _BESIDE = 0.3, 0.7
# What a small town with a famous namesake loses, and how soon the text makes up for it.
_SHADOW, _TELLS_STATE, _TELLS_COUNTRY = 1.8, 2.0, 2.5
# A share of belief that is not worth counting.
_NOTHING = 0.005
_MOST_STATE, _MOST_NEAR, _MOST_REGION = 1.5, 3.0, 3.0


def weigh(names: list[Name]) -> None:
    """Score the options of every name, each in the light of the others."""
    for name in names:
        if name.mentions:
            name.weight = min(2.0, 1 + 0.35 * log1p(len(name.mentions) - 1))
        _share(name)
    doubtful = [name for name in names if len(name.options) > 1]
    for turn in range(_ROUNDS):
        evidence = _Evidence(names)
        last = turn == _ROUNDS - 1
        for name in names if last else doubtful:
            evidence.score(name)
        for name in doubtful:
            _share(name)


def _share(name: Name) -> None:
    """Share the belief among the options by their scores."""
    if not name.options:
        return
    top = max([option.score for option in name.options])
    total = 0.0
    for option in name.options:
        option.share = exp(_SHARPNESS * (option.score - top))
        total += option.share
    for option in name.options:
        option.share /= total
    name.believed = [o for o in name.options if o.share * name.weight >= _NOTHING]


class _Evidence:
    """What the text is about, as far as its names are understood so far."""

    def __init__(self, names: list[Name]) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.states: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.cells: defaultdict[int, float] = defaultdict(float)
        self.regions: defaultdict[int, float] = defaultdict(float)
        for name in names:
            self._add(name, name.weight)
        self.scale = log1p(max(1.0, sum(self.countries.values())))

    def _add(self, name: Name, weight: float) -> None:
        """Add what a name says for each country, state and neighbourhood."""
        countries, states, cells, regions = self.countries, self.states, self.cells, self.regions
        for option in name.believed:
            share = option.share * weight
            country, state = option.says
            countries[option.country] += country * share
            states[option.area] += state * share
            if option.local:
                cells[option.cell] += share
                regions[option.region] += share

    def score(self, name: Name) -> None:
        """Score the options of a name by the evidence of the others."""
        self._add(name, -name.weight)
        beside = _countries_beside(name)
        linked = bool(name.parent or name.children or name.twins)
        for option in name.options:
            self._support(option)
            score = option.base + _COUNTRY * option.country_support
            if option.state_support:
                score += _STATE * option.state_support
            if option.region_support:
                score += _NEAR * option.near
                score += _REGION * option.region_support
            if linked:
                option.contained = _contained(name, option)
                score += _CONTAINED * option.contained
            if option.country in beside:
                score += _BESIDE * beside[option.country]
            if option.shadowed and option.contained < 0.5:
                score -= _SHADOW * _doubt(option)
            option.score = score
        self._add(name, name.weight)

    def _support(self, option: Option) -> None:
        """Note how much speaks for the country, the state and the neighbourhood of an option."""
        told = self.countries.get(option.country, 0.0)
        option.country_support = log1p(told) / self.scale if told > 0 and option.country else 0.0
        told = self.states.get(option.area, 0.0)
        if told > 0 and option.area[1] and option.place.kind != "country":
            option.state_support = min(_MOST_STATE, log1p(told))
        else:
            option.state_support = 0.0
        if option.local:
            option.region_support = _around(self.regions, option.region, _MOST_REGION)
            option.near = 0.0
            # The cells around a cell lie in the regions around its region.
            if option.region_support:
                option.near = _around(self.cells, option.cell, _MOST_NEAR)


def _doubt(option: Option) -> float:
    """How little else the text says for the state and the country of an option, in [0, 1]."""
    state = max(0.0, 1.0 - _TELLS_STATE * option.state_support)
    return state * min(1.0, _TELLS_COUNTRY * max(0.0, 1.0 - option.country_support))


def _countries_beside(name: Name) -> dict[str, float]:
    """The share of each country in what stands beside a name."""
    shares: dict[str, float] = {}
    for other in name.beside:
        for option in other.believed:
            if option.share > _NOTHING:
                country = option.country
                share = option.beside * option.share / len(name.beside)
                shares[country] = shares.get(country, 0.0) + share
    return shares


def _around(cells: dict[int, float], cell: int, most: float) -> float:
    """The sum over a cell and the eight around it, in [0, most]."""
    total = 0.0
    for step in AROUND:
        if cell + step in cells:
            total += cells[cell + step]
    if total <= 0:
        return 0.0
    return total if total < most else most


def _contained(name: Name, option: Option) -> float:
    """How sure it is that the text tells what the option lies in, or what lies in it."""
    best = 0.0
    if name.parent is not None:
        best = sum(outer.share for outer in name.parent.options if outer.holds(option))
    for child in name.children:
        best = max(best, sum(inner.share for inner in child.options if option.holds(inner)))
    for twin in name.twins:
        best = max(best, _told_of_twin(twin, option))
    return min(1.0, best)


def _told_of_twin(twin: Name, option: Option) -> float:
    """How sure it is that the same place is meant elsewhere in the text, and told apart there."""
    if twin.parent is None:
        return 0.0
    return max(
        (o.share * o.contained for o in twin.options if o.place.id == option.place.id), default=0.0
    )
