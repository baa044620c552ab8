"""Where a name begins and ends, in a span that a recogniser proposes."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from geo.scan import Scan
from geo.words import Words, name_words

_SIGNS: Final = r"[\s\"'“”‘’(\[«„,;:.\-–—*•#@]+"
_TRAILING: Final = re.compile(r"(?:['’][sS]|[\s\"'“”‘’)\]»,;:!?*\-–—]+)$")
# The mark of a footnote, which no space parts from a name: "Arras*5", "Arras[2]".
_NOTE: Final = re.compile(r"\*+\d*|\[\d+\]")
_COMPOUND: Final = re.compile(r"[-–](?:[a-z]\w*)$")


def trimmed(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """A span without article, quotes and possessive, and with an abbreviation's full stop."""
    text = scan.text
    note = _NOTE.search(text, start, end)
    if note and note.start() > start:
        end = note.start()
    line = text.find("\n", start, end)
    if line > start and text[start:line].strip():
        end = line
    while start < end:
        lead = _leading().match(text, start, end)
        bare = lead or (text[end - 1].isalnum() and text[end - 2 : end - 1] not in ("'", "’"))
        tail = None if bare else _TRAILING.search(text, start, end)
        if lead:
            start = lead.end()
        elif tail:
            end = tail.start()
        else:
            break
    if text[end : end + 1] == "." and scan.has_form(text[start : end + 1], "abbreviation"):
        end += 1
    return start, end


@cache
def _leading() -> re.Pattern[str]:
    """Finds an article or signs at the beginning of a span."""
    return re.compile(rf"(?i:{'|'.join(sorted(name_words().articles))})\s+|{_SIGNS}")


def core(scan: Scan, lexicon: Words, start: int, end: int) -> tuple[int, int]:
    """The name itself: without "northern", "city of" before it and "province" after."""
    text = scan.text
    compound = _COMPOUND.search(text, start, end)
    if compound and not scan.weight(text[start:end]):
        end = compound.start()
    while True:
        name = text[start:end]
        first, _, rest = name.partition(" ")
        last = name.rpartition(" ")[2]
        if not rest:
            break
        if first.casefold() in lexicon.directions and not scan.weight(name):
            start += len(name) - len(rest.lstrip())
        elif first.casefold() in lexicon.kinds_before and rest.partition(" ")[0] in lexicon.of:
            start += len(first) + len(rest.partition(" ")[0]) + 2
        elif last in lexicon.kinds_after:
            end -= len(last) + 1
        else:
            break
    return start, end


def whole(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """The longest known name that a span is a fragment of: "SAN" of "SAN DIEGO"."""
    longest = scan.covering(start, end)
    return (longest.start, longest.end) if longest and scan.literal(longest.name) else (start, end)


def hyphenated(scan: Scan, index: int) -> int:
    """Where the word of that index ends, with what hyphens join to it."""
    while scan.is_capital(index + 1) and scan.gaps[index + 1] == "-":
        index += 1
    return scan.ends[index]
