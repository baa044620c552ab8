"""What an article says of its places without naming one: its headline, and peoples' names."""

from __future__ import annotations

import re

from geo.candidates import Name
from geo.folding import fold
from geo.gazetteer import Entry, Gazetteer
from geo.namesakes import shadow
from geo.options import Option
from geo.scan import LARGE, Scan
from geo.story import Article

# At the start of a word; with its capital first, so that the search skips to the next one.
_CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ](?<!\w.)[^\W\d_]{2,}s\b")
_WEIGHT = 0.5


def hints(article: Article, names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """Names that count as evidence though they are no mentions.

    The well-known places of the headline, and the countries and states of the peoples
    that the text names ("Texans"), as far as ``names`` lacks them.
    """
    known = {name.key for name in names}
    found: dict[str, Name] = {}
    for word in sorted(set(_CAPITALISED.findall(article.text))):
        place = gazetteer.demonym(word)
        if place is not None:
            found[place.id] = _hint(word, (Entry(place, "demonym"),))
    if article.title and article.title not in article.text:
        scan = Scan(article.title, gazetteer, article.language)
        for hit in (hits[0] for hits in scan.known.values()):
            key = fold(hit.name)
            if key not in known and scan.weight(hit.name) >= LARGE:
                found[key] = _hint(hit.name, gazetteer.find(hit.name))
    return list(found.values())


def _hint(text: str, entries: tuple[Entry, ...]) -> Name:
    name = Name(fold(text), text)
    name.options = [Option(entry) for entry in entries[:8]]
    name.weight = _WEIGHT
    shadow(name.options)
    return name
