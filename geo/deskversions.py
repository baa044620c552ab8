"""The versions of a story at the desk: what each did and when, and what readers see.

What is HTML here is escaped here; how it looks is up to the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Final

from geo.checking import Question
from geo.desk import Line, short
from geo.desknames import count_told
from geo.language import ENGLISH, Language
from geo.versions import Draft, Entry, Version

# So many names to check are named beside their number.
MOST_NAMED: Final = 5


def state(draft: Draft | Entry, language: Language = ENGLISH) -> str:
    """Whether readers see the story."""
    if not draft.published:
        return language.text("Draft")
    if draft.changed_since_published:
        return language.text("Changed since published")
    return language.text("Published")


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
