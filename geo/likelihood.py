"""How likely a text tells a journey, and how likely a place that no movement names is a stop of it.

Two logistic models, each over a few counts of what was read. ``data/fit_journeys.py`` fits them on
texts whose routes are known; ``data/journeys.json`` holds the numbers.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from functools import cache
from math import log1p
from pathlib import Path
from typing import ClassVar, Final

from geo.logistic import Logistic, logistic, read_numbers

PATH: Final = Path(__file__).resolve().parent.parent / "data" / "journeys.json"
# So many sentences must name a place for a chance to say more than the rules.
ENOUGH: Final = 3
# A place without another counts as so far from it, in kilometres.
FAR_KM: Final = 3_000.0
# Brings the logarithm of a distance to 1 or so.
_LOG: Final = 8.0


@dataclass(frozen=True, slots=True)
class _Features:
    """What a fitted model makes a chance of.

    Attributes
    ----------
    model
        The part of the file that holds its numbers.
    """

    model: ClassVar[str]

    def chance(self) -> float:
        """The chance, in [0, 1], that it is so of which this speaks."""
        return _model(self.model, feature_names(type(self))).chance(astuple(self))


def feature_names(features: type[_Features]) -> tuple[str, ...]:
    """What the numbers of a model are called in its file, in order."""
    return tuple(field.name for field in fields(features))


@dataclass(frozen=True, slots=True)
class Telling(_Features):
    """What speaks for a text's telling a journey; every value in [0, 1].

    Attributes
    ----------
    connected
        1 if the rules of verdict.py find one without more ado.
    told
        Share of the sentences naming a place that tell where the main traveller goes or stays.
    moving
        Share of them in which anybody goes anywhere, or may.
    unclaimed
        Share of them that tell of going somewhere and not who does, as diaries and logs do.
    means
        1 if the main traveller's movements name a means of travel.
    storm
        1 if the traveller is a storm.
    several
        1 if the traveller comes to two places or more.
    """

    model = "journey"
    connected: float
    told: float
    moving: float
    unclaimed: float
    means: float
    storm: float
    several: float


@dataclass(frozen=True, slots=True)
class Surroundings(_Features):
    """What speaks for a place's being a stop of a journey; every value in [0, 1] or so.

    Attributes
    ----------
    from_place
        How far the next place of the text is where one may stay.
    detour
        How much longer it makes the way. Both as ``remoteness`` gives them.
    confidence
        How likely it is the place that the text means.
    """

    model = "stop"
    from_place: float
    detour: float
    confidence: float


def remoteness(kilometres: float) -> float:
    """A distance as the models take it: 0 at 0 km, 1 at 3,000 km."""
    return log1p(kilometres) / _LOG


@cache
def _model(part: str, names: tuple[str, ...]) -> Logistic:
    return logistic(read_numbers(PATH, part)[part], names)
