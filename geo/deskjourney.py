"""The journey at the desk: its stops and ways in order, and what an editor reads of each.

What is HTML here is escaped here; how it looks is up to the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from geo.desk import Line, key_of, short
from geo.language import ENGLISH, Language, message
from geo.naming import place_name
from geo.phrases import STATUS, described
from geo.story import Article, Leg, LegMethod, Mode, Picture, Stop, Story

MODES: Final[Mapping[Mode, str]] = {
    "rail": message("By rail"),
    "road": message("By road"),
    "sea": message("By sea"),
    "air": message("By air"),
    "foot": message("On foot"),
    "unknown": message("Not told"),
}
METHODS: Final[Mapping[LegMethod, str]] = {
    "rail corridor": message("Along the railway"),
    "sea lane": message("Along sea lanes"),
    "great circle": message("As the crow flies"),
    "drawn": message("Drawn by hand"),
}


def outline(story: Story, language: Language = ENGLISH) -> list[Line]:
    """The story's own line, then its stops and the ways between them, for the page's list."""
    text = language.text
    lines: list[Line] = [
        {"id": "story", "kind": "story", "name": text("Title, credit and look"), "note": ""}
    ]
    last = len(story.stops) - 1
    for index, stop in enumerate(story.stops):
        name = place_name(stop.place, language)
        lines.append(
            {
                "id": f"stop-{index}",
                "kind": "stop",
                "index": index,
                "last": index == last,
                "number": str(index + 1),
                "name": name,
                "note": _stop_note(stop, language),
                "up": text("Move {0} up", name),
                "down": text("Move {0} down", name),
            }
        )
        if index < len(story.legs):
            lines.append(
                {"id": f"leg-{index}", "kind": "leg", "name": way(story.legs[index], language)}
            )
    return lines


def _stop_note(stop: Stop, language: Language) -> str:
    """What an editor has put to the stop, or how it came to be one."""
    added = [language.text("note")] if stop.note else []
    added += [language.text("picture")] if stop.picture else []
    added += [language.text(STATUS[stop.status])] if STATUS[stop.status] else []
    return ", ".join(added)


def way(leg: Leg, language: Language = ENGLISH) -> str:
    """How a leg goes, and how far: "By rail, 835 km"."""
    return f"{language.text(MODES[leg.mode])}, {language.distance(leg.kilometres)}"


def sentences(story: Story) -> dict[str, str]:
    """The article's sentences that can be shown beside a stop: a key of each, and its beginning."""
    told: dict[str, str] = {}
    for span in story.article.sentences:
        words = " ".join(span.of(story.article.text).split())
        if words:
            told[key_of(span)] = short(words)
    return told


def stop_told(story: Story, index: int, language: Language = ENGLISH) -> str:
    """A stop in HTML: its number, its place, and the words that made it one."""
    stop, text = story.stops[index], language.text
    name = place_name(stop.place, language)
    facts = [text("Stop {0} of {1}", index + 1, len(story.stops)), described(stop.place, language)]
    evidence = " … ".join(span.of(story.article.text) for span in stop.evidence)
    said = f"<p class='facts' dir='auto'>“{escape(short(evidence))}”</p>" if evidence else ""
    return (
        f"<section class='scene'><h2><bdi>{escape(name)}</bdi></h2>"
        f"<p class='facts'>{' · '.join(map(escape, facts))}</p>{said}</section>"
    )


def leg_told(story: Story, index: int, language: Language = ENGLISH) -> str:
    """A way in HTML: from where to where, how far."""
    ends = [place_name(story.stops[index + i].place, language) for i in (0, 1)]
    far = language.distance(story.legs[index].kilometres)
    heading = language.text("{0} to {1}", *ends)
    return (
        f"<section class='scene'><h2 dir='auto'>{escape(heading)}</h2>"
        f"<p class='facts'>{escape(far)}</p></section>"
    )


def picture_told(shown: Picture) -> str:
    """What a stop's picture shows, and its credit, as HTML."""
    return (
        f"<p class='quiet' dir='auto'>{escape(shown.alternative)}</p>"
        f"<p class='quiet' dir='auto'>{escape(shown.credit)}</p>"
    )


def byline(article: Article) -> str:
    """The credit that the article itself gives: who wrote it, and where."""
    return ", ".join(filter(None, (article.byline, article.source)))
