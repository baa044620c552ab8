"""What the names of a document say for one another.

The options of a name share its belief. What is believed of the other names is
evidence: that the text is about a country, a state, a neighbourhood. Evidence
changes the scores, the scores change the shares, for three rounds; by then the
shares of the tuning corpora no longer change a choice.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, log1p

from geo.candidates import AROUND, Name, Option

_ROUNDS = 3
_SHARPNESS = 1.3
_COUNTRY, _STATE, _NEAR, _CONTAINED = 1.6, 1.1, 0.7, 4.0
_REGION, _BESIDE = 0.3, 0.7
# A share of belief that is not worth counting.
_NOTHING = 0.005
_MOST_STATE, _MOST_NEAR, _MOST_REGION = 1.5, 3.0, 3.0
# What a town says for its country, against a country's own name; likewise for its state.
_TOWN, _STATE_NAME = 0.6, 1.2


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
    if not name.options:
        return
    top = max(option.score for option in name.options)
    total = 0.0
    for option in name.options:
        option.share = exp(_SHARPNESS * (option.score - top))
        total += option.share
    for option in name.options:
        option.share /= total


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
        for option in name.options:
            share = option.share * weight
            if abs(share) < _NOTHING:
                continue
            country, state = _says(option)
            self.countries[option.area[0]] += country * share
            self.states[option.area] += state * share
            if option.local:
                self.cells[option.cell] += share
                self.regions[option.region] += share

    def score(self, name: Name) -> None:
        """Score the options of a name by the evidence of the others."""
        self._add(name, -name.weight)
        beside = _countries_beside(name)
        for option in name.options:
            self._support(option)
            option.contained = _contained(name, option)
            option.score = (
                option.base
                + _COUNTRY * option.country_support
                + _STATE * option.state_support
                + _NEAR * option.near
                + _REGION * option.region_support
                + _CONTAINED * option.contained
                + _BESIDE * beside.get(option.area[0], 0.0)
            )
        self._add(name, name.weight)

    def _support(self, option: Option) -> None:
        country, state = option.area
        told = self.countries.get(country, 0.0)
        option.country_support = log1p(told) / self.scale if country and told > 0 else 0.0
        told = self.states.get(option.area, 0.0)
        if state and told > 0 and option.place.kind != "country":
            option.state_support = min(_MOST_STATE, log1p(told))
        else:
            option.state_support = 0.0
        if option.local:
            option.near = _around(self.cells, option.cell, _MOST_NEAR)
            option.region_support = _around(self.regions, option.region, _MOST_REGION)


def _countries_beside(name: Name) -> dict[str, float]:
    """The share of each country in what stands beside a name."""
    shares: dict[str, float] = {}
    for other in name.beside:
        for option in other.options:
            if option.share > _NOTHING:
                country = option.area[0]
                shares[country] = shares.get(country, 0.0) + option.share / len(name.beside)
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


def _says(option: Option) -> tuple[float, float]:
    """What a place says for its country and its state."""
    if option.local:
        return _TOWN, _TOWN
    if option.place.kind == "state":
        return 1.0, _STATE_NAME
    return (_TOWN if option.place.kind in ("region", "sea") else 1.0), 0.0


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
