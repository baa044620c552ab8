"""What a store tells of its stories: drafts, versions, and who changed one first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from geo.errors import StoreError
from geo.language import message
from geo.story import Story

Action = Literal["create", "edit", "undo", "redo", "restore", "publish", "take down", "aside"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as its editors have it now.

    Attributes
    ----------
    number
        Number of the newest version; a change is saved on top of it.
    published
        Whether readers see the story, in this state or an earlier one.
    changed_since_published
        Whether they see an earlier one.
    """

    id: str
    number: int
    story: Story
    can_undo: bool
    can_redo: bool
    published: bool
    changed_since_published: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One thing that was done to a story.

    Attributes
    ----------
    kind
        "aside" is an edit of a story that another editor had changed meanwhile:
        it is kept here and can be restored.
    what
        The edit in a few words, as its editor's page put it; for what concerns
        an earlier edit, the words of that.
    about
        Number of the version that was undone, redone, restored, published or
        taken down, or that an edit set aside was made on; None for the others.
    at
        When, in UTC.
    """

    number: int
    kind: Action
    editor: str
    what: str
    about: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A story in the list of all stories; times are in UTC."""

    id: str
    title: str
    made: datetime
    changed: datetime
    editor: str
    published: bool
    changed_since_published: bool


class ConflictError(StoreError):
    """Another editor changed the story first.

    Attributes
    ----------
    draft
        The story as the other editor has it.
    who, what
        The other editor, and what they did.
    kept
        Number of the version that keeps the edit that could not be saved; None
        if there was none.
    """

    def __init__(self, draft: Draft, who: str, what: str, kept: int | None) -> None:
        self.draft = draft
        self.who = who
        self.what = what
        self.kept = kept
        who = who or "Another editor"
        if kept is None:
            told = message("{0} changed this story first; look at it and try again.")
            super().__init__(told, who)
        else:
            told = message("{0} changed this story first; yours is kept as version {1}.")
            super().__init__(told, who, kept)
