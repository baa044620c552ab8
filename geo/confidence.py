"""How sure a placing is: a calibrated chance that the pin is right.

A logistic model over a few features of the choice. ``data/fit_confidence.py`` fits its
coefficients, and measures how often each way of recognising a name is right, on corpora
whose places are known; ``data/confidence.json`` holds the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from math import log
from operator import attrgetter
from pathlib import Path
from typing import Literal

from geo.logistic import Logistic, Numbers, logistic, read_numbers

PATH = Path(__file__).resolve().parent.parent / "data" / "confidence.json"

# How a span came to be taken for a toponym, see mentions.py.
Way = Literal[
    "agreed",
    "cued",
    "mended",
    "listed",
    "repeated",
    "native",
    "admitted",
    "demonym",
    "embedded",
]


@dataclass(frozen=True, slots=True)
class Features:
    """What a choice rests on; every value in [0, 1] or so.

    Attributes
    ----------
    toponym
        Log odds, a tenth, that the span is a toponym at all: see ``Way``.
    margin
        Lead over the best option that lies elsewhere, of the largest lead that counts.
    main
        1 if the place bears the name as its main one.
    wide
        1 for a country, a state, a region: its point is that of its middle.
    country, state, contained
        What the rest of the text says for it: see evidence.py.
        A famous city, of 500,000 people or more and with a clear lead over its namesakes, needs
        none of it: its country counts as told.
    alone
        1 for a town without another town of the text within 500 km, 0 for a famous city.
    population
        Decimal logarithm of the inhabitants, a seventh.
    repeated
        Logarithm of the mentions of the name, a third.
    """

    toponym: float
    margin: float
    main: float
    wide: float
    country: float
    state: float
    contained: float
    alone: float
    population: float
    repeated: float


FEATURES = tuple(field.name for field in fields(Features))
# Unlike dataclasses.astuple it copies nothing.
_values = attrgetter(*FEATURES)


def chance(features: Features, toponym: float) -> float:
    """The chance, in [0, 1], that a choice with these features is right for a mention.

    Parameters
    ----------
    toponym
        That feature of the mention; the others are those of its name.
    """
    return _model().chance((toponym, *_values(features)[1:]))


def toponym_chance(way: Way) -> float:
    """The chance that a span recognised in this way is a toponym."""
    return _recognition()[way]


def odds(probability: float) -> float:
    """The natural logarithm of the odds, for a chance kept off 0 and 1."""
    kept = min(0.99, max(0.01, probability))
    return log(kept / (1 - kept))


@cache
def _table() -> Numbers:
    return read_numbers(PATH, "coefficients", "recognition")


@cache
def _model() -> Logistic:
    return logistic(_table()["coefficients"], FEATURES)


def _recognition() -> dict[str, float]:
    return _table()["recognition"]
