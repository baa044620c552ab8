"""Small places whose only namesakes lie in a country that the text names."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from geo.findings import Findings
from geo.grounds import Grounds
from geo.scan import LARGE, Hit

# Where towns are called after people, and people after towns, as often as not.
_SURNAMED: Final = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
_LANGUAGES: Final = frozenset(("en", "fr", "es"))
_FEATURES: Final = frozenset(("station", "island", "site", "sea"))
# A town has so many inhabitants, and a name of a town or a feature so few bearers.
_TOWN, _FEW = 10_000, 3


def add_natives(grounds: Grounds, findings: Findings) -> None:
    """Take for a place what has its only namesakes in a country that the text names."""
    if grounds.words.language not in _LANGUAGES:
        return
    countries = _countries(grounds, findings)
    if not countries:
        return
    last_words = _last_words(grounds)
    spans = sorted(findings.found)
    for index, hits in list(grounds.scan.known.items()):
        hit = hits[0]
        if _overlaps(spans, hit.start, hit.end) or grounds.scan.words[index] in last_words:
            continue
        if _stands_alone(grounds, hit) and _is_native(grounds, hit.name, countries):
            findings.take(hit.start, hit.end, "name", "native")


def _stands_alone(grounds: Grounds, hit: Hit) -> bool:
    """Whether a name is no part of a longer one, and no person's."""
    scan = grounds.scan
    if hit.changed or grounds.is_never(hit.name):
        return False
    if scan.adjoins(scan.index(hit.end) - 1) or grounds.around.speaks(hit.end):
        return False
    return not grounds.people.claims(hit.start, hit.end, 0)


def _last_words(grounds: Grounds) -> set[str]:
    """The words that follow another word with a capital somewhere, as surnames do."""
    scan = grounds.scan
    return {scan.words[i] for i in scan.capitals if scan.is_capital(i - 1) and scan.gaps[i] == " "}


def _countries(grounds: Grounds, findings: Findings) -> set[str]:
    """The countries that the text names, or a well-known place of theirs."""
    countries = set()
    named = {(findings.text[a:b], kind) for (a, b), (kind, _) in findings.found.items()}
    for name, kind in named:
        place = grounds.scan.gazetteer.demonym(name) if kind == "demonym" else None
        if place is not None:
            countries.add(place.country)
        elif grounds.scan.weight(name) >= LARGE:
            countries.update(entry.place.country for entry in grounds.scan.entries(name)[:1])
    return countries - _SURNAMED


def _is_native(grounds: Grounds, name: str, countries: set[str]) -> bool:
    """Whether all who bear a name as their main one lie in the countries."""
    bearers = [entry.place for entry in grounds.scan.entries(name) if entry.main]
    return (
        len(bearers) <= _FEW
        and all(place.country in countries for place in bearers)
        and any(p.population >= _TOWN or p.kind in _FEATURES for p in bearers)
    )


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans, which are in order, shares a character with [start, end)."""
    after = bisect_left(spans, (end, 0))
    return after > 0 and spans[after - 1][1] > start
