"""How long routes and formats take, as ratios in one run: ``python tests/bench/bench_route.py``.

The yardstick of each table is its first row, measured in the same run.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from geo.formats import dumps, loads, to_csv, to_gpx, to_kml  # noqa: E402
from geo.route import legs  # noqa: E402
from geo.story import Article, Itinerary, Mention, Mode, Place, Point, Span, Stop, Story  # noqa: E402

ROUNDS = 5
STOPS = 200


def best(run: Callable[[], object]) -> float:
    """The shortest of a few runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def table(title: str, rows: dict[str, float]) -> None:
    """Print seconds, and the ratio to the first row."""
    print(title)
    yardstick = next(iter(rows.values()))
    for name, seconds in rows.items():
        print(f"  {name:<34} {seconds * 1000:9.2f} ms  {seconds / yardstick:8.1f}")


def itinerary(mode: Mode) -> Itinerary:
    """A journey to and fro between two ports that are stations too."""
    ends = [Point(43.10562, 131.87353), Point(38.9, 121.6), Point(39.9075, 116.39723)]
    places = [Place(str(i), f"Place {i}", ends[i % 3], "city") for i in range(STOPS)]
    mentions = [Mention(Span(0, 5), "There", place=place, confidence=0.9) for place in places]
    return Itinerary(tuple(Stop(mention, Span(0, 5), "via") for mention in mentions), mode)


def importing(statement: str) -> float:
    """Seconds for a fresh Python to run a statement."""
    command = [sys.executable, "-c", statement]
    return best(lambda: subprocess.run(command, check=True, cwd=ROOT))


def main() -> None:
    """Print the tables."""
    modes: tuple[Mode, ...] = ("air", "rail", "sea")
    routes = {mode: itinerary(mode) for mode in modes}
    table(f"{STOPS - 1} legs", {mode: best(lambda m=mode: legs(routes[m])) for mode in modes})
    journey = routes["sea"]
    mentions = tuple(stop.mention for stop in journey.stops)
    story = Story(Article("There and back."), mentions, journey, legs(journey))
    text = dumps(story)
    table(
        f"a story of {STOPS} stops, {len(text):,} characters",
        {
            "write GeoJSON": best(lambda: dumps(story)),
            "read GeoJSON": best(lambda: loads(text)),
            "write KML": best(lambda: to_kml(story)),
            "write GPX": best(lambda: to_gpx(story)),
            "write CSV": best(lambda: to_csv(story)),
        },
    )
    table(
        "a fresh Python",
        {
            "nothing": importing("pass"),
            "import geo.route": importing("import geo.route"),
            "and the railways": importing("import geo.route as r; r.railways()"),
            "and the sea lanes": importing(
                "from geo.route import leg; from geo.story import Point; "
                "leg(Point(43, 132), Point(35, 129), 'sea')"
            ),
            "import geo.formats": importing("import geo.formats"),
        },
    )


if __name__ == "__main__":
    main()
