"""The desk in words: what an editor reads of a name, a place, a way, a version and a change.

What is HTML here is escaped here; how it looks is up to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any, Final

from geo.checking import Question
from geo.galley import Mark, Strip
from geo.language import ENGLISH, Language, message
from geo.markup import SIGNS, heading
from geo.measure import distance_km
from geo.naming import names as called
from geo.naming import place_name
from geo.phrases import STATUS, SURENESS, because, described
from geo.selection import overlap, whole_words
from geo.selection import same_name as alike
from geo.story import (
    Article,
    Candidate,
    Leg,
    LegMethod,
    Mention,
    Mode,
    Picture,
    Place,
    Span,
    Stop,
    Story,
)
from geo.versions import Draft, Entry, Version
from geo.wording import sentence

# What is sent to the page's parts: plain JSON.
Line = dict[str, Any]

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
LONGEST_LABEL: Final = 90
MOST_NAMED: Final = 5


def key_of(span: Span) -> str:
    """A span as a word for a page's parts and addresses: "12-20"."""
    return f"{span.start}-{span.end}"


def span_of(key: str) -> Span | None:
    """The span that :func:`key_of` wrote; None for anything else."""
    start, _, end = key.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        return None
    return Span(int(start), int(end))


# --- the article -----------------------------------------------------------------------------


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


# --- a name ----------------------------------------------------------------------------------


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


# --- the story in order ----------------------------------------------------------------------


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


def short(words: str, longest: int = LONGEST_LABEL) -> str:
    """The words on one line, cut at a word where they are too many."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    return f"{words[:longest].rsplit(' ', 1)[0]} …"


# --- versions --------------------------------------------------------------------------------


def state(draft: Draft | Entry, language: Language = ENGLISH) -> str:
    """Whether readers see the story."""
    if not draft.published:
        return language.text("Draft")
    if draft.changed_since_published:
        return language.text("Changed since published")
    return language.text("Published")


def done(version: Version, language: Language = ENGLISH) -> str:
    """What a version did to the story."""
    text = language.text
    told = {
        "create": text("Read from the article"),
        "undo": text("Undone: {0}", version.what),
        "redo": text("Done again: {0}", version.what),
        "restore": text("Restored version {0}", version.about or 0),
        "publish": text("Published"),
        "take down": text("Taken down"),
        "aside": text("Set aside, as another editor came first: {0}", version.what),
        "edit": version.what,
    }[version.kind]
    return language.capitalised(told)


def ago(then: datetime, now: datetime, language: Language = ENGLISH) -> str:
    """How long ago something was: "just now", "5 min ago", "3 h ago", then the day."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return language.text("just now")
    if minutes < 60:
        return language.text("{0} min ago", minutes)
    if minutes < 24 * 60:
        return language.text("{0} h ago", minutes // 60)
    return language.day(then.isoformat())


def history(versions: Iterable[Version], now: datetime, language: Language = ENGLISH) -> list[Line]:
    """The versions of a story for the page's list: who, when, what, and a way back."""
    return [
        {
            "id": str(version.number),
            "name": done(version, language),
            "note": " · ".join(filter(None, (version.editor, ago(version.at, now, language)))),
            "action": language.text("Restore") if place else "",
        }
        for place, version in enumerate(versions)
    ]


def entries(stories: Iterable[Entry], now: datetime, language: Language = ENGLISH) -> list[Line]:
    """The stories for the page's list: their state, and who changed them last and when."""
    return [
        {
            "id": entry.id,
            "name": entry.title or language.text("An article without a headline"),
            "note": " · ".join(
                filter(
                    None, (state(entry, language), entry.editor, ago(entry.changed, now, language))
                )
            ),
        }
        for entry in stories
    ]


# --- markup ----------------------------------------------------------------------------------


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


def title(draft: Draft, language: Language = ENGLISH) -> str:
    """The story's title and its state, as HTML."""
    named = draft.story.title or language.text("An article without a headline")
    kind = (
        "changed" if draft.changed_since_published else "published" if draft.published else "draft"
    )
    return (
        f"<h1 class='desk-name' dir='auto'>{escape(short(named))}"
        f" <span class='state {kind}'>{escape(state(draft, language))}</span></h1>"
    )


def count_html(questions: tuple[Question, ...], language: Language = ENGLISH) -> str:
    """How many names are still to be looked at, as HTML."""
    return f"<p class='count' role='status'>{escape(count_told(questions, language))}</p>"


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


def state_told(draft: Draft, questions: tuple[Question, ...], language: Language = ENGLISH) -> str:
    """Whether readers see the story, and what to know before they do, as HTML."""
    text = language.text
    if not draft.published:
        told = text("Nobody but editors sees this story yet.")
    elif draft.changed_since_published:
        told = text("Readers see the story as it was published; your changes since are a draft.")
    else:
        told = text("Readers see the story as it is here.")
    left = ""
    if questions:
        names = ", ".join(f"“{q.mention.text}”" for q in questions[:MOST_NAMED])
        more = " …" if len(questions) > MOST_NAMED else ""
        told_left = escape(f"{count_told(questions, language)}: {names}{more}")
        left = f"<p class='facts' dir='auto'>{told_left}</p>"
    return (
        f"<section class='scene'><h2>{escape(state(draft, language))}</h2>"
        f"<p class='route'>{escape(told)}</p>{left}</section>"
    )


# --- small questions -------------------------------------------------------------------------


def find(text: str, name: str, taken: Iterable[Span]) -> Span | None:
    """Where a text says a name for the first time as whole words, outside the spans taken."""
    taken = tuple(taken)
    found = (Span(*match.span()) for match in whole_words(name, re.IGNORECASE).finditer(text))
    return next((span for span in found if not any(overlap(span, t) for t in taken)), None)


def is_meant(mention: Mention, query: str) -> bool:
    """Whether what was typed begins the name that the article writes."""
    return bool(query.strip()) and mention.text.casefold().startswith(query.strip().casefold())


def byline(article: Article) -> str:
    """The credit that the article itself gives: who wrote it, and where."""
    return ", ".join(filter(None, (article.byline, article.source)))
