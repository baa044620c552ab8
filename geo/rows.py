"""The rows of the table of versions: what was done to a story, and what has held since."""

from __future__ import annotations

import re
import secrets
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sql
from sqlalchemy.engine import Connection

from geo.database import VERSIONS
from geo.errors import StoreError
from geo.story import Story
from geo.versions import Action, Draft, Entry, Version

MOST_LETTERS_OF_TITLE: Final = 50
MOST_VERSIONS: Final = 2**31 - 1
_IDENTITY = re.compile(r"[a-z0-9-]{1,80}")
_LETTERS: Final = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of versions: what was done, and what has held since.

    A state is the number of the row that brought its content: a "create",
    "edit" or "restore". ``state`` is current, ``parent`` is where an undo leads
    and ``tip`` is where the redos end; ``published`` is what readers see. An
    "aside" brings content that is no state.
    """

    story: str
    number: int
    kind: Action
    editor: str
    what: str
    about: int | None
    at: datetime
    state: int
    parent: int | None
    tip: int
    published: int | None
    title: str
    content: bytes | None = None

    @property
    def source(self) -> int:
        """Number of the row whose content this row shows."""
        return self.number if self.kind == "aside" else self.state

    def next(self, kind: Action, **changes: Any) -> Row:
        """The row after this one: what it does not change still holds."""
        number = self.number + 1
        return replace(self, number=number, kind=kind, content=None, **changes)

    def next_state(self, kind: Action, **changes: Any) -> Row:
        """The row after this one, where it brings a new state."""
        state = self.number + 1
        return self.next(kind, state=state, parent=self.state, tip=state, **changes)

    def version(self) -> Version:
        """What is told of the row."""
        at = _utc(self.at)
        return Version(self.number, self.kind, self.editor, self.what, self.about, at)

    def draft(self, story: Story) -> Draft:
        """The story, whose newest row this is."""
        return Draft(
            self.story,
            self.number,
            story,
            can_undo=self.parent is not None,
            can_redo=self.tip != self.state,
            published=self.published is not None,
            changed_since_published=self.published not in (None, self.state),
        )

    def entry(self, made: datetime) -> Entry:
        """The story in a list; this is its newest row."""
        return Entry(
            self.story,
            self.title,
            _utc(made),
            _utc(self.at),
            self.editor,
            published=self.published is not None,
            changed_since_published=self.published not in (None, self.state),
        )


TOLD = [VERSIONS.c[field.name] for field in fields(Row) if field.name != "content"]


def rows_of(
    connection: Connection, identity: str, *, most: int | None = None, aside: bool = True
) -> Iterator[Row]:
    """The rows of a story, newest first, without their content; those aside only if asked."""
    if not _IDENTITY.fullmatch(identity):
        return
    query = sql.select(*TOLD).where(VERSIONS.c.story == identity)
    if not aside:
        query = query.where(VERSIONS.c.kind != "aside")
    for row in connection.execute(query.order_by(VERSIONS.c.number.desc()).limit(most)):
        yield Row(*row)


def newest(connection: Connection, identity: str, *, aside: bool = True) -> Row | None:
    """The newest row of a story, if there is one."""
    return next(rows_of(connection, identity, most=1, aside=aside), None)


def found(row: Row | None) -> Row:
    """The row.

    Raises
    ------
    StoreError
        If there is none.
    """
    if row is None:
        raise StoreError("There is no such story here; choose one from the list.")
    return row


def head_of(connection: Connection, identity: str, *, to_follow: bool = False) -> Row:
    """The newest row of a story that must be there; others wait while it is to be followed."""
    if to_follow and _IDENTITY.fullmatch(identity):
        # Their queue is at the first row, which never changes. SQLite has one for all stories.
        first = sql.select(VERSIONS.c.number).where(is_row(VERSIONS, identity, 1))
        connection.execute(first.with_for_update())
    return found(newest(connection, identity))


def row_of(connection: Connection, identity: str, number: int) -> Row:
    """A row of a story that must be there."""
    query = sql.select(*TOLD).where(is_row(VERSIONS, identity, number))
    row = connection.execute(query).one_or_none() if 0 < number <= MOST_VERSIONS else None
    if row is None:
        raise StoreError("This story has no version {0}; choose one from its history.", number)
    return Row(*row)


def is_row(versions: sql.FromClause, story: Any, number: Any) -> sql.ColumnElement[bool]:
    """The condition that finds a row by its key."""
    return sql.and_(versions.c.story == story, versions.c.number == number)


def back(head: Row, kind: Action, concerned: Row, state: Row) -> Row:
    """The row after ``head`` that goes to an earlier state."""
    held = {"state": state.state, "parent": state.parent, "title": state.title}
    return head.next(kind, about=concerned.number, what=concerned.what, **held)


def append(connection: Connection, row: Row) -> Row:
    """Add a row, and answer it as it stands there."""
    row = replace(
        row,
        editor=_plain(row.editor),
        what=_plain(row.what),
        title=_plain(row.title),
        at=datetime.now(UTC).replace(tzinfo=None),
    )
    connection.execute(VERSIONS.insert(), asdict(row))
    return row


def content_of(connection: Connection, identity: str, number: int) -> bytes:
    """The content that a row brought."""
    at = is_row(VERSIONS, identity, number)
    content: bytes = connection.scalars(sql.select(VERSIONS.c.content).where(at)).one()
    return content


def new_identity(title: str) -> str:
    """An id that says what the story is about and was never given before."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:MOST_LETTERS_OF_TITLE].strip("-") or "story"
    return f"{stem}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"


def _plain(text: str) -> str:
    """Text that every database takes: without what has no UTF-8, and without NUL."""
    return re.sub("[\0\ud800-\udfff]", "", text)


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC)
