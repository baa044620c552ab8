"""Measure the places that Dateline finds against corpora whose places are known.

    python tests/bench/score_corpora.py CORPUS.jsonl... [--kinds name] [--rules]

A corpus is a file of JSON lines {"id", "title", "text", "toponyms": [{"start", "end",
"lat", "lon"}]}; ``lat`` and ``lon`` may be null. TR-News and GeoWebNews can be had from
github.com/milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation.

Recognition counts exact spans. End to end: the span is exact and the point within 161 km.
Map: a document's distinct points (more than 1 km apart), paired one to one within 161 km.
Calibration, of the pins (kind "name", placed): the share whose span overlaps a place of
the corpus and whose point is within 161 km of it, by band of confidence; pins on what the
corpus does not count as a place are told apart, since corpora differ in what they count.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.article import read_article
from geo.gazetteer import default
from geo.measure import distance_km
from geo.mentions import find_mentions
from geo.recogniser import Recogniser
from geo.resolve import resolve
from geo.rules import RuleRecogniser
from geo.story import Mention, Point

LIMIT_KM, SAME_KM = 161.0, 1.0


def main() -> None:
    """Print a row for each corpus, and its calibration."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--kinds", default="name,demonym,embedded", help="kinds that count")
    parser.add_argument("--rules", action="store_true", help="read without a model")
    args = parser.parse_args()
    recogniser = RuleRecogniser(default()) if args.rules else None
    print("| corpus | P | R | F1 | end to end F1 | map F1 | articles a second |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    bands: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in args.corpora:
        with path.open(encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines if line.strip()]
        started = time.process_time()
        found = [read(document, recogniser) for document in documents]
        speed = len(documents) / (time.process_time() - started)
        kinds = set(args.kinds.split(","))
        scored = [[m for m in mentions if m.kind in kinds] for mentions in found]
        figures = " | ".join(f"{value:.3f}" for value in score(documents, scored))
        print(f"| {path.stem} | {figures} | {speed:.0f} |")
        for document, mentions in zip(documents, found, strict=True):
            for band, kind in verdicts(document, mentions):
                bands[path.stem, band][kind] += 1
    print("\n| corpus | band | pins | right, of places the corpus counts | right, of all pins |")
    print("|---|---|---:|---:|---:|")
    for (stem, band), (right, wrong, spurious) in sorted(bands.items()):
        total = right + wrong + spurious
        share = right / (right + wrong) if right + wrong else 0.0
        print(f"| {stem} | {band} | {total} | {share:.3f} | {right / total:.3f} |")


def read(document: dict, recogniser: Recogniser | None) -> tuple[Mention, ...]:
    """The placed toponyms of a document."""
    article = read_article(document["text"], title=document.get("title") or "", plain=True)
    return resolve(article, find_mentions(article, default(), recogniser), default())


def point(toponym: dict) -> Point | None:
    """Where the corpus has a toponym."""
    if toponym.get("lat") is None or toponym.get("lon") is None:
        return None
    return Point(float(toponym["lat"]), float(toponym["lon"]))


def score(documents: list[dict], found: list[list[Mention]]) -> tuple[float, ...]:
    """Precision, recall and F1 of exact spans; F1 end to end; F1 of the map."""
    exact = right = predicted = gold = located = countable = 0
    shown = real = paired = 0
    for document, mentions in zip(documents, found, strict=True):
        spans = {(t["start"], t["end"]): point(t) for t in document["toponyms"]}
        guesses = {(m.span.start, m.span.end): m.place and m.place.point for m in mentions}
        both = spans.keys() & guesses.keys()
        exact += len(both)
        gold += len(spans)
        predicted += len(guesses)
        located += sum(place is not None for place in spans.values())
        countable += len(guesses) - sum(spans[span] is None for span in both)
        right += sum(near(spans[span], guesses[span]) for span in both)
        truths, pins = distinct(spans.values()), distinct(guesses.values())
        real += len(truths)
        shown += len(pins)
        paired += pairs(truths, pins)
    precision, recall = exact / (predicted or 1), exact / (gold or 1)
    return (
        precision,
        recall,
        f1(exact, predicted, gold),
        f1(right, countable, located),
        f1(paired, shown, real),
    )


def f1(hits: int, predicted: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


def near(a: Point | None, b: Point | None) -> bool:
    """Whether both are known and within 161 km of each other."""
    return a is not None and b is not None and distance_km(a, b) <= LIMIT_KM


def distinct(points: Iterable[Point | None]) -> list[Point]:
    """The points that lie more than a kilometre from every one before them."""
    kept: list[Point] = []
    for p in points:
        if p is not None and all(distance_km(p, other) > SAME_KM for other in kept):
            kept.append(p)
    return kept


def pairs(truths: list[Point], pins: list[Point]) -> int:
    """How many pins can be paired with a truth of their own within 161 km, nearest first."""
    reach = sorted(
        (distance_km(truth, pin), i, j)
        for i, truth in enumerate(truths)
        for j, pin in enumerate(pins)
    )
    left, right = set(), set()
    for km, i, j in reach:
        if km <= LIMIT_KM and i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def verdicts(document: dict, mentions: Iterable[Mention]) -> Iterator[tuple[str, int]]:
    """(band, verdict) of every pin: 0 right, 1 wrong, 2 on no place of the corpus."""
    for mention in mentions:
        if mention.kind != "name" or mention.place is None:
            continue
        span = mention.span
        truths = [
            t for t in document["toponyms"] if t["start"] < span.end and span.start < t["end"]
        ]
        located = [p for p in map(point, truths) if p]
        if truths and not located:
            continue
        right = any(near(p, mention.place.point) for p in located)
        yield mention.band, 0 if right else 1 if located else 2


if __name__ == "__main__":
    main()
