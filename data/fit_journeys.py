"""Fit data/journeys.json on texts whose routes are known, and say how well it holds.

    python data/fit_journeys.py JOURNEYS.jsonl... --news CORPUS.jsonl... [-o data/journeys.json]

A line of JOURNEYS is {"id", "title", "text", "route": [{"name", "lat", "lon", "tol_km"?}],
"route_optional": [name]}: an empty route tells no journey, and what is optional is not learned
from. CORPUS holds {"title", "text"} of news, hardly any of which tells a journey. Only numbers are
kept of either. The tables show what the models say of texts that they were not fitted on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from data.logistic_fit import Row, chance, fit, named
from geo.article import read_article
from geo.draft import draft, telling
from geo.gazetteer import default
from geo.itinerary import read_itinerary
from geo.likelihood import PATH, Surroundings, Telling, feature_names
from geo.measure import distance_km
from geo.mentions import find_mentions
from geo.movers import Movers
from geo.narration import Narration
from geo.recogniser import is_read_by_model, parse
from geo.resolve import resolve
from geo.stops import inferred_start, stop_at
from geo.story import Mention, Point
from geo.verdict import objection
from geo.wayside import candidates

# What a text of news counts for, beside one whose route is known: a few do tell a journey.
NEWS = 0.3
# How far off a stop is still right where the text does not say, in kilometres.
TOLERANCE_KM = 50.0
FOLDS = 8


class Sample(NamedTuple):
    """A text: the row that says whether it tells a journey, and one for each place beside it."""

    telling: Row
    places: list[Row]


def main() -> None:
    """Fit, try across the texts, and write the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("journeys", nargs="+", type=Path)
    parser.add_argument("--news", nargs="+", type=Path, default=[])
    parser.add_argument("-o", "--output", type=Path, default=PATH)
    args = parser.parse_args()
    samples = [sample(text) for text in read_lines(args.journeys)]
    samples += [sample({**text, "route": []}, NEWS) for text in read_lines(args.news)]
    report("journey", samples, lambda one: [one.telling])
    report("stop", samples, lambda one: one.places)
    journey = fit([one.telling for one in samples])
    stop = fit([row for one in samples for row in one.places])
    told = {
        "journey": named(feature_names(Telling), journey),
        "stop": named(feature_names(Surroundings), stop),
    }
    args.output.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def read_lines(paths: Iterable[Path]) -> Iterator[dict]:
    """The records of files of JSON lines."""
    for path in paths:
        yield from map(json.loads, filter(str.strip, path.read_text("utf-8").splitlines()))


def sample(text: dict, weight: float = 1.0) -> Sample:
    """What is read of a text, beside what it tells."""
    article = read_article(text["text"], title=text.get("title") or "", plain=True)
    mentions = resolve(article, find_mentions(article, default()), default())
    parser = parse if is_read_by_model(article.language, None) else None
    narration = Narration(article, mentions, default())
    movers = Movers(narration, parser)
    strict, loose = draft(movers), draft(movers, loosely=True)
    start = inferred_start(strict.visits, strict.party, narration, default())
    connected = start is not None or objection(strict.visits, article.sentences) is None
    told = telling(narration, strict, loose, connected=connected)
    stops = [stop_at(visit, narration) for visit in loose.visits]
    places = []
    # A stop beside those that are read is asked for where a journey is read, and rightly.
    asked = text["route"] and read_itinerary(article, mentions, default(), parser).stops
    for one, around in candidates(movers, loose, stops) if asked else ():
        right = is_stop(one.mention, text)
        if right is not None:
            places.append(((1.0, *astuple(around)), float(right), weight))
    return Sample(((1.0, *astuple(told)), float(bool(text["route"])), weight), places)


def is_stop(mention: Mention, text: dict) -> bool | None:
    """Whether a place is one of the text's stops; None where that is left open."""
    if mention.place is None or mention.text in text["route_optional"]:
        return None
    return any(
        distance_km(mention.place.point, Point(float(stop["lat"]), float(stop["lon"])))
        <= stop.get("tol_km", TOLERANCE_KM)
        for stop in text["route"]
    )


def report(name: str, samples: list[Sample], rows_of) -> None:
    """Print how often it is right by tenths of the chance, of texts that it was not fitted on."""
    judged = []
    for fold in range(FOLDS):
        others = [one for at, one in enumerate(samples) if at % FOLDS != fold]
        beta = fit([row for one in others for row in rows_of(one)])
        own = [row for one in samples[fold::FOLDS] for row in rows_of(one)]
        judged += [(chance(beta, values), right) for values, right, _ in own]
    print(f"\n{name}")
    for tenth in range(10):
        band = [right for p, right in judged if tenth <= p * 10 < tenth + 1]
        if band:
            share = sum(band) / len(band)
            print(f"  {tenth / 10:.1f}-{(tenth + 1) / 10:.1f} {len(band):5} {share:.3f}")


if __name__ == "__main__":
    main()
