"""Fit data/confidence.json on corpora whose places are known, and say how well it holds.

    python data/fit_confidence.py CORPUS.jsonl CORPUS.jsonl... [-o data/confidence.json]

Corpora are those of tests/bench/score_corpora.py. Only numbers are kept of them. Each
corpus counts alike, however large. The model is also fitted on each corpus and tried on
the others: the table shows the share right of the pins that it calls high.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from data.logistic_fit import Row, chance, fit, named
from geo.article import read_article
from geo.confidence import FEATURES, PATH, odds
from geo.gazetteer import default
from geo.measure import distance_km
from geo.mentions import find_ways
from geo.resolve import choose
from geo.story import HIGH_CONFIDENCE, Article, Point

LIMIT_KM = 161.0
# Taken off the log odds of every pin: a text that was not fitted on is harder than those that were,
# as the tables across the corpora show.
CAUTION = 0.1


def main() -> None:
    """Fit, try across corpora, and write the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=PATH)
    args = parser.parse_args()
    samples = {path.stem: list(sample(path)) for path in args.corpora}
    recognition = ways([row for rows in samples.values() for row in rows])
    tables = {name: features(rows, recognition) for name, rows in samples.items()}
    for name, rows in tables.items():
        others = [row for other in tables if other != name for row in tables[other]]
        if others:
            report(f"{name}, fitted on the others", rows, fit(others))
    coefficients = fit([row for rows in tables.values() for row in rows])
    coefficients[0] -= CAUTION
    for name, rows in tables.items():
        report(name, rows, coefficients)
    told = {"recognition": recognition, "coefficients": named(FEATURES, coefficients)}
    args.output.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def sample(path: Path) -> Iterator[tuple]:
    """(way, features, right, a place of the corpus) of every name of a corpus that was placed."""
    for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
        document = json.loads(line)
        article = read_article(document["text"], title=document.get("title") or "", plain=True)
        yield from _judged(article, document["toponyms"])


def _judged(article: Article, gold: list[dict]) -> Iterator[tuple]:
    found = find_ways(article, default())
    chosen = choose(article, tuple(mention for mention, _ in found), default())
    for (mention, way), choice in zip(found, chosen, strict=True):
        span = mention.span
        truths = [t for t in gold if t["start"] < span.end and span.start < t["end"]]
        located = [t for t in truths if t["lat"] is not None]
        if truths and not located:
            continue
        right = choice.place is not None and any(
            distance_km(Point(float(t["lat"]), float(t["lon"])), choice.place.point) <= LIMIT_KM
            for t in located
        )
        kept = choice.features if mention.kind == "name" else None
        yield way, kept, right, bool(truths)


def ways(rows: list[tuple]) -> dict[str, float]:
    """The share of toponyms among the spans recognised in each way, one of each added."""
    total, toponyms = Counter(), Counter()
    for way, _, _, toponym in rows:
        total[way] += 1
        toponyms[way] += toponym
    return {way: round((toponyms[way] + 1) / (total[way] + 2), 3) for way in sorted(total)}


def features(rows: list[tuple], recognition: dict[str, float]) -> list[Row]:
    """(values, right, weight) of the placed names; the weights of a corpus add up to 1000."""
    kept = [
        (astuple(replace(found, toponym=odds(recognition[way]) / 10)), float(right))
        for way, found, right, _ in rows
        if found is not None
    ]
    return [((1.0, *values), right, 1000 / len(kept)) for values, right in kept]


def report(name: str, rows: list[Row], beta: list[float]) -> None:
    """Print the share right by tenths of the chance, and of the pins called high."""
    print(f"\n{name}")
    judged = [(chance(beta, values), right) for values, right, _ in rows]
    for low in (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.2, 0.2: 0.4, 0.4: 0.6, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        band = [right for p, right in judged if low <= p < high]
        if band:
            print(f"  {low:.2f}-{min(high, 1):.2f} {len(band):5} {sum(band) / len(band):.3f}")
    sure = [right for p, right in judged if p >= HIGH_CONFIDENCE]
    print(f"  high: {len(sure)} of {len(judged)} pins, {sum(sure) / max(1, len(sure)):.3f} right")


if __name__ == "__main__":
    main()
