"""What online services answered, kept on disk, and the pace at which they may be asked."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import Any

import platformdirs

# The policy of Nominatim's public server allows one request a second:
# https://operations.osmfoundation.org/policies/nominatim/. No other is asked more often.
SECONDS_BETWEEN_REQUESTS = 1.0
# A request leaves a moment after its turn was taken.
_SECONDS_BETWEEN_TURNS = SECONDS_BETWEEN_REQUESTS + 0.1


class Answers:
    """Answers of services, kept in one SQLite file; safe to share between threads.

    Parameters
    ----------
    path
        By default in the user's cache folder.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path or platformdirs.user_cache_path("dateline") / "geocoder.sqlite"
        self._lock = threading.Lock()

    @cached_property
    def _db(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, check_same_thread=False, timeout=5)
        db.execute(
            "CREATE TABLE IF NOT EXISTS answer"
            " (question TEXT PRIMARY KEY, answer TEXT NOT NULL, seconds INTEGER NOT NULL)"
        )
        db.execute("CREATE TABLE IF NOT EXISTS turn (service TEXT PRIMARY KEY, next REAL NOT NULL)")
        return db

    def get(self, question: str) -> list[dict[str, Any]] | None:
        """The kept answer, or None where there is none, or it cannot be read."""
        try:
            with self._lock:
                rows = self._db.execute(
                    "SELECT answer FROM answer WHERE question = ?", (question,)
                ).fetchall()
            return list(json.loads(rows[0][0])) if rows else None
        except (sqlite3.Error, OSError, ValueError):
            return None

    def seconds_to_wait(self, service: str) -> float:
        """How long until a service may be asked; if at once, the turn is taken by this call.

        Where the file cannot be written, each process keeps a pace of its own.
        """
        try:
            with self._lock, self._db:
                self._db.execute("BEGIN IMMEDIATE")
                rows = self._db.execute(
                    "SELECT next FROM turn WHERE service = ?", (service,)
                ).fetchall()
                now = time.time()
                # A turn that is further away was taken before the clock was set back.
                if rows and now < rows[0][0] <= now + _SECONDS_BETWEEN_TURNS:
                    return float(rows[0][0]) - now
                self._db.execute(
                    "INSERT OR REPLACE INTO turn VALUES (?, ?)",
                    (service, now + _SECONDS_BETWEEN_TURNS),
                )
            return 0.0
        except (sqlite3.Error, OSError):
            return 0.0

    def put(self, question: str, answer: list[dict[str, Any]]) -> None:
        """Keep an answer; a cache that cannot be written only means that we ask again."""
        try:
            with self._lock, self._db:
                self._db.execute(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)",
                    (question, json.dumps(answer), int(time.time())),
                )
        except (sqlite3.Error, OSError):
            return
