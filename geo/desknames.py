"""The names of an article at the desk: marked in its text, and what each was taken for and why.

What is HTML here is escaped here; how it looks is up to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from geo.checking import Question
from geo.desk import Line, key_of
from geo.galley import Mark, Strip
from geo.language import ENGLISH, Language
from geo.markup import SIGNS
from geo.measure import distance_km
from geo.naming import names as called
from geo.naming import place_name
from geo.phrases import SURENESS, because, described
from geo.selection import overlap, whole_words
from geo.selection import same_name as alike
from geo.story import Candidate, Mention, Place, Span, Stop, Story
from geo.wording import sentence


def strips(cut: Iterable[Strip], language: Language = ENGLISH) -> list[Line]:
    """The article's paragraphs as the page's part wants them."""
    return [
        {
            "kind": strip.kind,
            "runs": [
                [run.start, run.text, _mark(run.mark, language)]
                if run.mark
                else [run.start, run.text]
                for run in strip.runs
            ],
        }
        for strip in cut
    ]


def _mark(mark: Mark, language: Language) -> Line:
    """A name's look, its signs and what it is called: told apart by shape as well as colour."""
    mention, text = mark.mention, language.text
    numbers = "·".join(map(str, mark.numbers))
    if mention.place is None:
        look, told = "unplaced", text("not placed")
    elif mark.numbers:
        look, told = "stop", text("stop {0}: {1}", numbers, place_name(mention.place, language))
    else:
        look, told = "context", text("only mentioned: {0}", place_name(mention.place, language))
    if mark.doubtful:
        look += " doubtful"
        told = text("{0}, to check", told)
    return {
        "id": key_of(mention.span),
        "look": look,
        "before": numbers,
        "after": "?" if mark.doubtful else "",
        "label": f"{mention.text}, {told}",
    }


def name_told(mention: Mention, story: Story, language: Language = ENGLISH) -> str:
    """What a name was taken for, how sure that is and why, as HTML."""
    text = language.text
    times = len(same_name(story, mention))
    facts = [text("Stop {0}", n) for n, stop in enumerate(story.stops, 1) if names(stop, mention)]
    facts = facts or [text("Only mentioned")]
    if times > 1:
        facts.append(language.plural("named once", "named {0} times", times))
    place = mention.place
    if place is None:
        taken = text("Not found on the map. Search for it below, or put it on the map yourself.")
        taken = f"<p class='taken'>{escape(taken)}</p>"
    else:
        shown = escape(place_name(place, language))
        where = escape(described(place, language))
        taken = f"<p class='taken'><b dir='auto'>{shown}</b>, {where}</p>"
    checked = f"<b>✓ {escape(text('Checked'))}</b>" if mention.checked else ""
    sure = (
        f"<b><span aria-hidden='true'>{SIGNS[mention.band]}</span>"
        f" {escape(language.text(SURENESS[mention.band]))}</b>"
    )
    guessed = [s for s in story.stops if s.status == "inferred" and s.mention.span == mention.span]
    reasons = [*mention.reasons, *(reason for stop in guessed for reason in stop.reasons)]
    why = "" if mention.checked else escape(because(reasons, language, called(story, language)))
    band = "high" if mention.checked else mention.band
    return (
        f"<section class='scene'><h2><bdi>{escape(mention.text)}</bdi></h2>"
        f"<p class='facts'>{' · '.join(map(escape, facts))}</p>{taken}"
        f"<div class='trust {band}'><p>{checked or sure} {why}</p></div></section>"
    )


def same_name(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """All mentions that write the same name, the given one among them."""
    return tuple(m for m in story.mentions if m.kind == "name" and alike(m.text, mention.text))


def names(stop: Stop, mention: Mention) -> bool:
    """Whether a mention names the stop's place."""
    return mention.place is not None and stop.place.id == mention.place.id


def runners_up(mention: Mention, story: Story, language: Language = ENGLISH) -> list[Line]:
    """The other places that a name may mean, each with what speaks for it."""
    others = [stop.place for stop in story.stops if not names(stop, mention)]
    known = called(story, language)
    return [
        option(candidate.place, _why(candidate, others, known, language), language)
        for candidate in mention.candidates
    ]


def _why(
    candidate: Candidate, others: list[Place], known: Mapping[str, str], language: Language
) -> str:
    """What speaks for a place: its reasons, its people, and how near it lies to the stops."""
    text, place = language.text, candidate.place
    told = [
        sentence(reason, language, known)
        for reason in candidate.reasons
        if reason.code != "place.main"
    ]
    if place.population:
        told.append(text("{0} people", place.population))
    near = min(others, key=lambda other: distance_km(other.point, place.point), default=None)
    if near is not None:
        far = language.distance(distance_km(near.point, place.point))
        told.append(text("{0} from {1}", far, place_name(near, language)))
    return " · ".join(told)


def option(place: Place, why: str = "", language: Language = ENGLISH) -> Line:
    """A place to choose, as the page's list wants it."""
    return {
        "id": place.id,
        "name": place_name(place, language),
        "note": described(place, language),
        "why": why,
    }


def count_told(questions: tuple[Question, ...], language: Language = ENGLISH) -> str:
    """How many names are still to be looked at."""
    if not questions:
        return language.text("Nothing left to check")
    return language.plural("{0} to check", "{0} to check", len(questions))


def count_html(questions: tuple[Question, ...], language: Language = ENGLISH) -> str:
    """How many names are still to be looked at, as HTML."""
    return f"<p class='count' role='status'>{escape(count_told(questions, language))}</p>"


def find(text: str, name: str, taken: Iterable[Span]) -> Span | None:
    """Where a text says a name for the first time as whole words, outside the spans taken."""
    taken = tuple(taken)
    found = (Span(*match.span()) for match in whole_words(name, re.IGNORECASE).finditer(text))
    return next((span for span in found if not any(overlap(span, t) for t in taken)), None)


def is_meant(mention: Mention, query: str) -> bool:
    """Whether what was typed begins the name that the article writes."""
    return bool(query.strip()) and mention.text.casefold().startswith(query.strip().casefold())
