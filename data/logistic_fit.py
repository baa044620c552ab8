"""Fit logistic models: what the scripts fit_confidence.py and fit_journeys.py share."""

from __future__ import annotations

from math import exp

RIDGE, ROUNDS = 1.0, 12
# The values of the features, the first of them 1 for the bias; 1 if it was right; its weight.
Row = tuple[tuple[float, ...], float, float]


def fit(rows: list[Row]) -> list[float]:
    """Coefficients of a logistic model with a ridge, by Newton's method."""
    size = len(rows[0][0])
    beta = [0.0] * size
    for _ in range(ROUNDS):
        gradient = [-RIDGE * b for b in beta]
        hessian = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for values, right, weight in rows:
            p = chance(beta, values)
            for i, x in enumerate(values):
                gradient[i] += weight * (right - p) * x
                factor = weight * p * (1 - p) * x
                for j, y in enumerate(values):
                    hessian[i][j] += factor * y
        beta = [b + step for b, step in zip(beta, solve(hessian, gradient), strict=True)]
    return beta


def chance(beta: list[float], values: tuple[float, ...]) -> float:
    """The logistic function of the weighted sum."""
    return 1 / (1 + exp(-sum(b * x for b, x in zip(beta, values, strict=True))))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a linear system with a positive definite matrix, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            for j in range(i, len(row)):
                row[j] -= factor * pivot[j]
    solution = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        rest = sum(rows[i][j] * solution[j] for j in range(i + 1, len(rows)))
        solution[i] = (rows[i][-1] - rest) / rows[i][i]
    return solution


def named(names: tuple[str, ...], beta: list[float]) -> dict[str, float]:
    """The coefficients by the names of their features, the bias first."""
    return dict(zip(("bias", *names), (round(b, 3) for b in beta), strict=True))
