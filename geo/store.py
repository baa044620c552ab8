"""The store of stories: every version that was ever saved, in one append-only table.

The table serves saving, undo, redo, history, publishing, taking down, restoring
and noticing another editor. Each row says what was done to a story and what has
held since, so that the newest row of a story is all that is known of it now.
Rows are never changed or deleted.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Final, TypeVar

import platformdirs
import sqlalchemy as sql
from sqlalchemy.engine import Connection

from geo.database import VERSIONS, TakenError, engine, make_tables, telling
from geo.errors import StoreError
from geo.packing import keep, pack, unpack
from geo.rows import (
    TOLD,
    Row,
    append,
    back,
    content_of,
    found,
    head_of,
    is_row,
    new_identity,
    newest,
    row_of,
    rows_of,
)
from geo.story import Story
from geo.versions import ConflictError, Draft, Entry, Version

SETTING: Final = "DATELINE_STORE"
# Stories that were read or saved last, so that a page that runs again unpacks none.
MOST_CACHED: Final = 64
# Of two that add the same picture or the tables at once, the second looks again.
MOST_ATTEMPTS: Final = 5

Result = TypeVar("Result")


class Store:
    """Stories in a database that any number of threads, processes and servers may share.

    A change names the version that its editor saw. If the story is another one by
    then, it is not changed and :class:`ConflictError` tells of the other editor.
    What a method has returned is on disk. Every method raises :class:`StoreError`
    if the database cannot be used, and, but for ``published`` and ``history``, if
    there is no such story.

    Parameters
    ----------
    address
        A database as SQLAlchemy addresses it, such as ``sqlite:////srv/stories.sqlite``.
    """

    def __init__(self, address: str) -> None:
        self._engine = engine(address)
        self._stories: OrderedDict[tuple[str, int], Story] = OrderedDict()
        self._lock = threading.Lock()
        self._write(make_tables)

    # --- what is there ---------------------------------------------------------------------

    def draft(self, identity: str) -> Draft:
        """The story as its editors have it now."""
        with self._read() as connection:
            head = head_of(connection, identity)
            return head.draft(self._story(connection, identity, head.state))

    def latest(self, identity: str) -> Version:
        """What was last done to the story: to be asked often, so as to notice another editor.

        What was set aside has done nothing to it.
        """
        with self._read() as connection:
            return found(newest(connection, identity, aside=False)).version()

    def published(self, identity: str) -> Story | None:
        """The story that readers see; None if there is none, or it was taken down."""
        with self._read() as connection:
            head = newest(connection, identity)
            if head is None or head.published is None:
                return None
            return self._story(connection, identity, head.published)

    def history(self, identity: str) -> tuple[Version, ...]:
        """All that was done to a story, newest first; empty if there is no such story."""
        with self._read() as connection:
            return tuple(row.version() for row in rows_of(connection, identity))

    def version(self, identity: str, number: int) -> Story:
        """The story as it was after a version; for an edit set aside, as that would have it."""
        with self._read() as connection:
            return self._story(connection, identity, row_of(connection, identity, number).source)

    def stories(self) -> tuple[Entry, ...]:
        """All stories, the one that was changed last first."""
        latest = sql.select(VERSIONS.c.story, sql.func.max(VERSIONS.c.number).label("number"))
        heads = latest.group_by(VERSIONS.c.story).subquery()
        first = VERSIONS.alias()
        query = (
            sql.select(*TOLD, first.c.at.label("made"))
            .join(heads, is_row(VERSIONS, heads.c.story, heads.c.number))
            .join(first, is_row(first, VERSIONS.c.story, 1))
            .order_by(VERSIONS.c.at.desc(), VERSIONS.c.story)
        )
        with self._read() as connection:
            return tuple(Row(*row).entry(made) for *row, made in connection.execute(query))

    # --- what editors do -------------------------------------------------------------------

    def create(self, story: Story, editor: str) -> str:
        """Keep a new story, and answer its id: a few words of its title and some letters."""
        content, pictures = pack(story)

        def write(connection: Connection) -> Row:
            identity = new_identity(story.title)
            now, title = datetime.now(UTC), story.title
            row = Row(
                identity, 1, "create", editor, "", None, now, 1, None, 1, None, title, content
            )
            keep(connection, pictures)
            return append(connection, row)

        row = self._write(write)
        self._remember(row.story, 1, story)
        return row.story

    def save(self, identity: str, base: int, story: Story, editor: str, what: str) -> Draft:
        """Keep an edit of version ``base``, and answer the story as it is then.

        Raises
        ------
        ConflictError
            If the story has changed since ``base``: the edit is set aside in its history.
        """
        content, pictures = pack(story)

        def write(connection: Connection) -> Row:
            head = head_of(connection, identity, to_follow=True)
            if row_of(connection, identity, base).state == head.state:
                row = head.next_state("edit", about=None, title=story.title)
            else:
                row = head.next("aside", about=base)
            keep(connection, pictures)
            row = replace(row, editor=editor, what=what, content=content)
            return append(connection, row)

        row = self._write(write)
        self._remember(identity, row.number, story)
        if row.kind == "aside":
            raise self._conflict(identity, kept=row.number)
        return row.draft(story)

    def undo(self, identity: str, base: int, editor: str) -> Draft:
        """Take the last edit or restoring back.

        Raises
        ------
        ConflictError
            If the story has changed since version ``base``.
        StoreError
            If there is nothing to take back.
        """

        def change(connection: Connection, head: Row) -> Row:
            if head.parent is None:
                raise StoreError("There is nothing to undo.")
            undone = row_of(connection, identity, head.state)
            return back(head, "undo", undone, row_of(connection, identity, head.parent))

        return self._change(identity, base, editor, change)

    def redo(self, identity: str, base: int, editor: str) -> Draft:
        """Do again what was undone last.

        Raises
        ------
        ConflictError
            If the story has changed since version ``base``.
        StoreError
            If nothing was undone, or the story was edited after that.
        """

        def change(connection: Connection, head: Row) -> Row:
            if head.tip == head.state:
                raise StoreError("There is nothing to redo.")
            rows = rows_of(connection, identity)
            parents = {row.number: row.parent for row in rows if row.parent is not None}
            again = head.tip
            while parents[again] != head.state:
                again = parents[again]
            redone = row_of(connection, identity, again)
            return back(head, "redo", redone, redone)

        return self._change(identity, base, editor, change)

    def restore(self, identity: str, base: int, number: int, editor: str) -> Draft:
        """Go back to the story of version ``number``; that can be undone like an edit.

        Raises
        ------
        ConflictError
            If the story has changed since version ``base``.
        StoreError
            If there is no version ``number``, or it cannot be read.
        """

        def change(connection: Connection, head: Row) -> Row:
            chosen = row_of(connection, identity, number)
            story = self._story(connection, identity, chosen.source)
            row = head.next_state("restore", about=number, what=chosen.what, title=story.title)
            return replace(row, content=content_of(connection, identity, chosen.source))

        return self._change(identity, base, editor, change)

    def publish(self, identity: str, base: int, editor: str) -> Draft:
        """Show readers the story as it is now, until it is published again or taken down.

        Raises
        ------
        ConflictError
            If the story has changed since version ``base``.
        """

        def change(_: Connection, head: Row) -> Row:
            return head.next("publish", about=head.state, what="", published=head.state)

        return self._change(identity, base, editor, change)

    def take_down(self, identity: str, editor: str) -> Draft:
        """Show readers the story no more, whoever has changed it meanwhile."""

        def change(_: Connection, head: Row) -> Row:
            return head.next("take down", about=head.published, what="", published=None)

        return self._change(identity, None, editor, change)

    # --- inside ----------------------------------------------------------------------------

    def _change(
        self,
        identity: str,
        base: int | None,
        editor: str,
        change: Callable[[Connection, Row], Row],
    ) -> Draft:
        """Append what ``change`` makes of the newest row, if the story is as in ``base``."""

        def write(connection: Connection) -> Row | None:
            head = head_of(connection, identity, to_follow=True)
            if base is not None and row_of(connection, identity, base).state != head.state:
                return None
            return append(connection, replace(change(connection, head), editor=editor))

        row = self._write(write)
        if row is None:
            raise self._conflict(identity, kept=None)
        with self._read() as connection:
            return row.draft(self._story(connection, identity, row.state))

    def _conflict(self, identity: str, *, kept: int | None) -> ConflictError:
        """The error that tells what another editor did last."""
        other = self.latest(identity)
        return ConflictError(self.draft(identity), other.editor, other.what, kept)

    def _story(self, connection: Connection, identity: str, number: int) -> Story:
        """The story that row ``number`` brought."""
        with self._lock:
            if (story := self._stories.get((identity, number))) is not None:
                self._stories.move_to_end((identity, number))
                return story
        story = unpack(connection, content_of(connection, identity, number))
        self._remember(identity, number, story)
        return story

    def _remember(self, identity: str, number: int, story: Story) -> None:
        with self._lock:
            self._stories[identity, number] = story
            if len(self._stories) > MOST_CACHED:
                self._stories.popitem(last=False)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with telling(self._engine), self._engine.connect() as connection:
            yield connection

    def _write(
        self, write: Callable[[Connection], Result], attempts: int = MOST_ATTEMPTS
    ) -> Result:
        """Do it in a transaction, and anew where another has added the same row meanwhile."""
        try:
            with telling(self._engine), self._engine.begin() as connection:
                if connection.dialect.name == "sqlite":
                    # Waits for other writers; SQLite's default fails at the first row.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                return write(connection)
        except TakenError:
            if attempts == 1:
                raise
            return self._write(write, attempts - 1)


@cache
def _opened(address: str) -> Store:
    return Store(address)


def default() -> Store:
    """The store that the setting names, or else a file in the user's data directory.

    Raises
    ------
    StoreError
        If it cannot be opened or made.
    """
    return _opened(os.environ.get(SETTING, "").strip() or _default_address())


def _default_address() -> str:
    folder = platformdirs.user_data_path("dateline")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            "There is no place to keep stories: {0} cannot be made ({1}); name a database in "
            "DATELINE_STORE.",
            folder,
            error.strerror,
        ) from error
    url = sql.URL.create("sqlite", database=str(folder / "stories.sqlite"))
    return url.render_as_string()
