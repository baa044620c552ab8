"""The toponyms found so far in a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.confidence import Way
from geo.story import MentionKind


@dataclass(slots=True)
class Findings:
    """What has been taken for a toponym, and where other names may go on from it.

    Attributes
    ----------
    text
        That they stand in.
    found
        By where each starts and ends: its kind, and how it was recognised.
    known
        The names of the places that the recogniser proposed.
    starts, ends
        Where those start and end that make places of the other names of a list. There are none
        until all that the recogniser proposed has been read.
    """

    text: str
    found: dict[tuple[int, int], tuple[MentionKind, Way]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    starts: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)

    def take(self, start: int, end: int, kind: MentionKind, way: Way) -> None:
        """Take the span for a toponym."""
        self.found[(start, end)] = kind, way

    def take_name(self, start: int, end: int, way: Way) -> None:
        """Take the span for a place, which another may follow in a list."""
        self.take(start, end, "name", way)
        self.ends.add(end)

    def know(self) -> None:
        """Let what has been found so far bear out the same name elsewhere."""
        self.known = frozenset(self.text[start:end] for start, end in self.found)

    def open_lists(self) -> None:
        """Let the places found so far bear out the other names of their lists."""
        named = [span for span, (kind, _) in self.found.items() if kind == "name"]
        self.starts = {start for start, _ in named}
        self.ends = {end for _, end in named}
