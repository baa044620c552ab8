"""What the gazetteer costs: the first answer, a name known and unknown, memory, size.

    python tests/bench/bench_gazetteer.py

Names are the gazetteer's own, every three-hundredth, asked once each; unknown ones are the
same with their letters turned round. Times are of the processor, and stand beside a look-up in
a Python dict of the same names, measured in the same run.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

START = """
import json, time
begun = time.perf_counter()
from geo.gazetteer import Gazetteer
imported = time.perf_counter()
Gazetteer().find("Vladivostok")
print(json.dumps([imported - begun, time.perf_counter() - imported]))
"""


def microseconds(ask: Callable[[str], object], names: Iterable[str]) -> float:
    """Processor time of one question."""
    asked = list(names)
    begun = time.process_time()
    for name in asked:
        ask(name)
    return (time.process_time() - begun) / len(asked) * 1e6


def starts(count: int = 7) -> tuple[float, float]:
    """Least seconds, over some fresh processes, to import the module and to a first answer."""
    runs = []
    for _ in range(count):
        command = [sys.executable, "-c", START]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        runs.append(json.loads(ran.stdout))
    return min(run[0] for run in runs), min(run[1] for run in runs)


def main() -> None:
    """Print the figures, one a line."""
    imported, answered = starts()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    from geo.folding import fold
    from geo.gazetteer import Gazetteer

    gazetteer = Gazetteer()
    with sqlite3.connect(gazetteer.file.path) as db:
        keys = [row[0] for row in db.execute("SELECT DISTINCT key FROM name")]
    known = [key.title() for key in keys[::300]]
    unknown = [name for name in (key[::-1].title() for key in keys[::300]) if len(name) > 3]
    as_dict = dict.fromkeys(known)
    del keys
    reference = microseconds(as_dict.get, known)
    figures = [
        ("import, ms", imported * 1e3),
        ("first answer after import, ms", answered * 1e3),
        ("find, a known name the first time, µs", microseconds(gazetteer.find, known)),
        ("find, a known name again, µs", microseconds(gazetteer.find, known[-5000:])),
        ("find, an unknown name the first time, µs", microseconds(gazetteer.find, unknown)),
        ("fold, µs", microseconds(fold, known)),
        ("find_variants, an unknown name, µs", microseconds(gazetteer.find_variants, unknown[:99])),
        ("(a look-up in a dict, µs)", reference),
        ("file, MB", gazetteer.file.path.stat().st_size / 1e6),
        ("names", float(len(known) * 300)),
        (
            "memory for all of this, MB",
            (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        ),
    ]
    for label, figure in figures:
        print(f"{label:45} {figure:12.2f}")


if __name__ == "__main__":
    main()
