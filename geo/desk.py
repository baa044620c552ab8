"""What the parts of the desk have in common: the keys of their lines, and their short sentences.

What is HTML here is escaped here; how it looks is up to the page.
"""

from __future__ import annotations

from html import escape
from typing import Any, Final

from geo.markup import heading
from geo.story import Span

# What is sent to the page's parts: plain JSON.
Line = dict[str, Any]

LONGEST_LABEL: Final = 90


def key_of(span: Span) -> str:
    """A span as a word for a page's parts and addresses: "12-20"."""
    return f"{span.start}-{span.end}"


def span_of(key: str) -> Span | None:
    """The span that :func:`key_of` wrote; None for anything else."""
    start, _, end = key.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        return None
    return Span(int(start), int(end))


def short(words: str, longest: int = LONGEST_LABEL) -> str:
    """The words on one line, cut at a word where they are too many."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    return f"{words[:longest].rsplit(' ', 1)[0]} …"


def notice(words: str, role: str = "alert") -> str:
    """A sentence that must be seen, as HTML; ``role`` is "alert" or "status"."""
    return f"<p class='notice' role='{role}' dir='auto'>{escape(words)}</p>"


def section(words: str) -> str:
    """The head of a part of the desk, as HTML."""
    return f"<section class='scene'>{heading(2, words)}</section>"


def hint(words: str) -> str:
    """What the next click is for, as HTML."""
    return f"<p class='hint' role='status' dir='auto'>{escape(words)}</p>"


def saved(words: str) -> str:
    """The quiet word that all is saved, as HTML; it is spoken when it changes."""
    return f"<p class='saved' role='status'>{escape(words)}</p>"
