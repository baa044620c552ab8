"""The spans of an article that name places, and what kind of naming each is.

A recogniser proposes named entities; the gazetteer knows names. Neither is enough:
the one takes a village for a firm, the other every Paterson for a town. Here they
check one another, and the words around a name decide between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.confidence import Way
from geo.extents import trimmed
from geo.findings import Findings
from geo.gazetteer import Gazetteer
from geo.grounds import Grounds
from geo.namings import Namings
from geo.natives import add_natives
from geo.neighbourhood import Neighbourhood
from geo.overlooked import Overlooked
from geo.proposals import Proposals
from geo.recogniser import Label, Recogniser, SpacyRecogniser, is_read_by_model
from geo.rules import RuleRecogniser
from geo.scan import Scan
from geo.story import Article, Mention
from geo.surroundings import Surroundings
from geo.words import words

_LINE_BREAK: Final = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def find_mentions(
    article: Article, gazetteer: Gazetteer, recogniser: Recogniser | None = None
) -> tuple[Mention, ...]:
    """The toponyms of an article, in order, not yet placed.

    Parameters
    ----------
    recogniser
        What proposes named entities; by default spaCy's English model for an
        English text where it is installed, and rules without a model otherwise.
    """
    return tuple(mention for mention, _ in find_ways(article, gazetteer, recogniser))


def find_ways(
    article: Article, gazetteer: Gazetteer, recogniser: Recogniser | None = None
) -> tuple[tuple[Mention, Way], ...]:
    """The mentions of ``find_mentions``, each with how it was recognised."""
    text = _flowing(article)
    around = Surroundings(Scan(text, gazetteer, article.language), words(article.language))
    if recogniser is None:
        model = is_read_by_model(article.language)
        recogniser = SpacyRecogniser() if model else RuleRecogniser(gazetteer, article.language)
    rules = recogniser if isinstance(recogniser, RuleRecogniser) else None
    spans = (
        rules.read(around)
        if rules
        else [(e.span.start, e.span.end, e.label) for e in recogniser(text)]
    )
    chrome = [block.span for block in article.blocks if block.kind == "chrome"]
    return tuple(
        (mention, way)
        for mention, way in _read(around, spans)
        if not any(span.covers(mention.span) for span in chrome)
    )


def _flowing(article: Article) -> str:
    """The text with a space for each line break inside a paragraph, where a name may go on."""
    parts: list[str] = []
    at = 0
    for block in article.blocks:
        span = block.span
        words = span.of(article.text)
        if not words.isprintable():
            words = _LINE_BREAK.sub(" ", words)
        parts += (article.text[at : span.start], words)
        at = span.end
    return "".join(parts) + article.text[at:]


def _read(
    around: Surroundings, entities: list[tuple[int, int, Label]]
) -> Iterator[tuple[Mention, Way]]:
    """One pass over a text: entities on the one hand, the gazetteer on the other."""
    scan = around.scan
    spans = [(*trimmed(scan, start, end), label) for start, end, label in entities]
    spans = [(start, end, label) for start, end, label in spans if start < end]
    findings = Findings(scan.text)
    grounds = Grounds(around, spans, findings)
    proposals, overlooked = Proposals(grounds, findings), Overlooked(grounds, findings)
    for start, end, label in spans:
        if label == "place":
            proposals.place(start, end)
    findings.know()
    grounds.home = Neighbourhood(findings.known, scan)
    closed: list[tuple[int, int]] = []
    for start, end, label in spans:
        if label == "people":
            proposals.people(start, end)
        elif label != "place":
            proposals.other(start, end, label)
            closed.append((start, end))
    findings.open_lists()
    # Of a list the first may bear out the next, and what was passed over both.
    overlooked.reconsider(closed)
    overlooked.read_between(sorted([*findings.found, *closed]))
    overlooked.reconsider(closed)
    overlooked.pair_demonyms()
    add_natives(grounds, findings)
    return Namings(grounds, findings).mentions()
