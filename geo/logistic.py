"""Logistic models: chances from features and fitted weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from geo.errors import DataError

Numbers = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A bias, and a weight for each feature.

    Attributes
    ----------
    names
        What the features are called, in their order.
    """

    names: tuple[str, ...]
    bias: float
    weights: tuple[float, ...]

    def chance(self, values: Sequence[float]) -> float:
        """The logistic function of the bias and the weighted values, in [0, 1]."""
        total = self.bias + sum([w * x for w, x in zip(self.weights, values, strict=True)])
        return 1 / (1 + exp(-total))


def logistic(numbers: dict[str, float], names: tuple[str, ...]) -> Logistic:
    """The model whose file calls its numbers "bias" and as its features are called."""
    return Logistic(names, numbers["bias"], tuple(numbers[name] for name in names))


def read_numbers(path: Path, *parts: str) -> Numbers:
    """The numbers of each part of a JSON file of fitted numbers.

    Raises
    ------
    DataError
        If the file is missing or broken.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return {part: {k: float(v) for k, v in table[part].items()} for part in parts}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise DataError(
            "The coefficients {0} are missing or broken: restore them.", path
        ) from error
