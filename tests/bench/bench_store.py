"""What keeping a story costs.

``python tests/bench/bench_store.py`` edits stories of 3 and 100 stops two hundred times in a store
on this disk, and prints one line of JSON for each. Times are medians in milliseconds:

- ``save``, ``undo``: until the change is on the disk;
- ``draft``: the story as it is, asked again; ``cold``: by a server that has just started;
- ``poll``: whether another editor is at work;
- ``list``: all stories, of which there are two hundred with ten versions each;
- ``bytes``: what an edit takes on the disk, before any undo.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import stories  # noqa: E402

from geo.store import Store  # noqa: E402
from geo.story import Story  # noqa: E402

EDITS = 200
RUNS = 9
OTHERS, EACH = 200, 10


def milliseconds(act: Callable[[], Any], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return round(1000 * statistics.median(times), 2)


class Editor:
    """Somebody who edits one story, again and again."""

    def __init__(self, store: Store, story: Story) -> None:
        self.store = store
        self.story = story
        self.id = store.create(story, "Ada")
        self.number = 1

    def save(self) -> None:
        edition = replace(self.story.edition, title=f"Title {self.number}")
        edited = replace(self.story, edition=edition)
        self.number = self.store.save(self.id, self.number, edited, "Ada", "edit").number

    def undo(self) -> None:
        self.number = self.store.undo(self.id, self.number, "Ada").number


def size(path: Path) -> int:
    """Bytes of the database, with nothing left beside it to be written into it."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def measure(story: Story, folder: Path) -> dict[str, float]:
    path = folder / "stories.sqlite"
    address = f"sqlite:///{path}"
    store = Store(address)
    editor = Editor(store, story)
    before = size(path)
    figures: dict[str, float] = {"stops": len(story.stops)}
    figures["save"] = milliseconds(editor.save, EDITS)
    figures["bytes"] = (size(path) - before) // EDITS
    figures["undo"] = milliseconds(editor.undo, EDITS // 2)
    figures["draft"] = milliseconds(lambda: store.draft(editor.id))
    figures["cold"] = milliseconds(lambda: Store(address).draft(editor.id))
    figures["poll"] = milliseconds(lambda: store.latest(editor.id))
    for _ in range(OTHERS):
        other = Editor(store, story)
        for _ in range(EACH - 1):
            other.save()
    figures["list"] = milliseconds(store.stories)
    return figures


def main() -> None:
    for story in (stories.by_rail(), stories.grid(100)):
        with TemporaryDirectory() as folder:
            print(json.dumps(measure(story, Path(folder))))


if __name__ == "__main__":
    main()
