"""The store of stories: every version that was ever saved, in one append-only table.

The table serves saving, undo, redo, history, publishing, taking down, restoring
and noticing another editor. Each row says what was done to a story and what has
held since, so that the newest row of a story is all that is known of it now.
Rows are never changed or deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sqlite3
import string
import threading
import unicodedata
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, Literal, TypeVar

import platformdirs
import sqlalchemy as sql
from sqlalchemy import exc
from sqlalchemy.engine import Connection, Engine

from geo.errors import StoreError, StoryError
from geo.formats import MEMBER, from_geojson, to_geojson
from geo.language import message
from geo.story import Story

Action = Literal["create", "edit", "undo", "redo", "restore", "publish", "take down", "aside"]

SETTING: Final = "DATELINE_STORE"
BUSY_SECONDS: Final = 10
# Stories that were read or saved last, so that a page that runs again unpacks none.
MOST_CACHED: Final = 64
# Of two that add the same picture or the tables at once, the second looks again.
MOST_ATTEMPTS: Final = 5
MOST_LETTERS_OF_TITLE: Final = 50
MOST_VERSIONS: Final = 2**31 - 1
_IDENTITY = re.compile(r"[a-z0-9-]{1,80}")
_LETTERS: Final = string.ascii_lowercase + string.digits

_METADATA = sql.MetaData()
_VERSIONS = sql.Table(
    "versions",
    _METADATA,
    sql.Column("story", sql.String(80), primary_key=True),
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("kind", sql.String(20), nullable=False),
    sql.Column("editor", sql.Text, nullable=False),
    sql.Column("what", sql.Text, nullable=False),
    sql.Column("about", sql.Integer),
    sql.Column("at", sql.DateTime, nullable=False),
    sql.Column("state", sql.Integer, nullable=False),
    sql.Column("parent", sql.Integer),
    sql.Column("tip", sql.Integer, nullable=False),
    sql.Column("published", sql.Integer),
    sql.Column("title", sql.Text, nullable=False),
    # Last, so that SQLite reads the others without it.
    sql.Column("content", sql.LargeBinary),
)
# The pictures' data by their SHA-256, so that a hundred edits keep a picture once.
_PICTURES = sql.Table(
    "pictures",
    _METADATA,
    sql.Column("digest", sql.String(64), primary_key=True),
    sql.Column("data", sql.LargeBinary, nullable=False),
)

Result = TypeVar("Result")


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


@dataclass(frozen=True, slots=True)
class _Row:
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

    def next(self, kind: Action, **changes: Any) -> _Row:
        """The row after this one: what it does not change still holds."""
        number = self.number + 1
        return replace(self, number=number, kind=kind, content=None, **changes)

    def next_state(self, kind: Action, **changes: Any) -> _Row:
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


_TOLD = [_VERSIONS.c[field.name] for field in fields(_Row) if field.name != "content"]


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
        self._engine = _engine(address)
        self._stories: OrderedDict[tuple[str, int], Story] = OrderedDict()
        self._lock = threading.Lock()
        self._write(_make_tables)

    # --- what is there ---------------------------------------------------------------------

    def draft(self, identity: str) -> Draft:
        """The story as its editors have it now."""
        with self._read() as connection:
            head = _head(connection, identity)
            return head.draft(self._story(connection, identity, head.state))

    def latest(self, identity: str) -> Version:
        """What was last done to the story: to be asked often, so as to notice another editor.

        What was set aside has done nothing to it.
        """
        with self._read() as connection:
            return _found(_newest(connection, identity, aside=False)).version()

    def published(self, identity: str) -> Story | None:
        """The story that readers see; None if there is none, or it was taken down."""
        with self._read() as connection:
            head = _newest(connection, identity)
            if head is None or head.published is None:
                return None
            return self._story(connection, identity, head.published)

    def history(self, identity: str) -> tuple[Version, ...]:
        """All that was done to a story, newest first; empty if there is no such story."""
        with self._read() as connection:
            return tuple(row.version() for row in _rows(connection, identity))

    def version(self, identity: str, number: int) -> Story:
        """The story as it was after a version; for an edit set aside, as that would have it."""
        with self._read() as connection:
            return self._story(connection, identity, _row(connection, identity, number).source)

    def stories(self) -> tuple[Entry, ...]:
        """All stories, the one that was changed last first."""
        newest = sql.select(_VERSIONS.c.story, sql.func.max(_VERSIONS.c.number).label("number"))
        heads = newest.group_by(_VERSIONS.c.story).subquery()
        first = _VERSIONS.alias()
        query = (
            sql.select(*_TOLD, first.c.at.label("made"))
            .join(heads, _same(_VERSIONS, heads.c.story, heads.c.number))
            .join(first, _same(first, _VERSIONS.c.story, 1))
            .order_by(_VERSIONS.c.at.desc(), _VERSIONS.c.story)
        )
        with self._read() as connection:
            return tuple(_Row(*row).entry(made) for *row, made in connection.execute(query))

    # --- what editors do -------------------------------------------------------------------

    def create(self, story: Story, editor: str) -> str:
        """Keep a new story, and answer its id: a few words of its title and some letters."""
        content, pictures = _pack(story)

        def write(connection: Connection) -> _Row:
            identity = _new_identity(story.title)
            now, title = datetime.now(UTC), story.title
            row = _Row(
                identity, 1, "create", editor, "", None, now, 1, None, 1, None, title, content
            )
            _keep(connection, pictures)
            return _append(connection, row)

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
        content, pictures = _pack(story)

        def write(connection: Connection) -> _Row:
            head = _head(connection, identity, to_follow=True)
            if _row(connection, identity, base).state == head.state:
                row = head.next_state("edit", about=None, title=story.title)
            else:
                row = head.next("aside", about=base)
            _keep(connection, pictures)
            row = replace(row, editor=editor, what=what, content=content)
            return _append(connection, row)

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

        def change(connection: Connection, head: _Row) -> _Row:
            if head.parent is None:
                raise StoreError("There is nothing to undo.")
            undone = _row(connection, identity, head.state)
            return _back(head, "undo", undone, _row(connection, identity, head.parent))

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

        def change(connection: Connection, head: _Row) -> _Row:
            if head.tip == head.state:
                raise StoreError("There is nothing to redo.")
            rows = _rows(connection, identity)
            parents = {row.number: row.parent for row in rows if row.parent is not None}
            again = head.tip
            while parents[again] != head.state:
                again = parents[again]
            redone = _row(connection, identity, again)
            return _back(head, "redo", redone, redone)

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

        def change(connection: Connection, head: _Row) -> _Row:
            chosen = _row(connection, identity, number)
            story = self._story(connection, identity, chosen.source)
            row = head.next_state("restore", about=number, what=chosen.what, title=story.title)
            return replace(row, content=_content(connection, identity, chosen.source))

        return self._change(identity, base, editor, change)

    def publish(self, identity: str, base: int, editor: str) -> Draft:
        """Show readers the story as it is now, until it is published again or taken down.

        Raises
        ------
        ConflictError
            If the story has changed since version ``base``.
        """

        def change(_: Connection, head: _Row) -> _Row:
            return head.next("publish", about=head.state, what="", published=head.state)

        return self._change(identity, base, editor, change)

    def take_down(self, identity: str, editor: str) -> Draft:
        """Show readers the story no more, whoever has changed it meanwhile."""

        def change(_: Connection, head: _Row) -> _Row:
            return head.next("take down", about=head.published, what="", published=None)

        return self._change(identity, None, editor, change)

    # --- inside ----------------------------------------------------------------------------

    def _change(
        self,
        identity: str,
        base: int | None,
        editor: str,
        change: Callable[[Connection, _Row], _Row],
    ) -> Draft:
        """Append what ``change`` makes of the newest row, if the story is as in ``base``."""

        def write(connection: Connection) -> _Row | None:
            head = _head(connection, identity, to_follow=True)
            if base is not None and _row(connection, identity, base).state != head.state:
                return None
            return _append(connection, replace(change(connection, head), editor=editor))

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
        story = _unpack(connection, _content(connection, identity, number))
        self._remember(identity, number, story)
        return story

    def _remember(self, identity: str, number: int, story: Story) -> None:
        with self._lock:
            self._stories[identity, number] = story
            if len(self._stories) > MOST_CACHED:
                self._stories.popitem(last=False)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with _telling(self._engine), self._engine.connect() as connection:
            yield connection

    def _write(
        self, write: Callable[[Connection], Result], attempts: int = MOST_ATTEMPTS
    ) -> Result:
        """Do it in a transaction, and anew where another has added the same row meanwhile."""
        try:
            with _telling(self._engine), self._engine.begin() as connection:
                if connection.dialect.name == "sqlite":
                    # Waits for other writers; SQLite's default fails at the first row.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                return write(connection)
        except _TakenError:
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


def _make_tables(connection: Connection) -> None:
    for table in _METADATA.sorted_tables:
        connection.execute(sql.schema.CreateTable(table, if_not_exists=True))


# --- rows ---------------------------------------------------------------------------------


def _rows(
    connection: Connection, identity: str, *, most: int | None = None, aside: bool = True
) -> Iterator[_Row]:
    """The rows of a story, newest first, without their content; those aside only if asked."""
    if not _IDENTITY.fullmatch(identity):
        return
    query = sql.select(*_TOLD).where(_VERSIONS.c.story == identity)
    if not aside:
        query = query.where(_VERSIONS.c.kind != "aside")
    for row in connection.execute(query.order_by(_VERSIONS.c.number.desc()).limit(most)):
        yield _Row(*row)


def _newest(connection: Connection, identity: str, *, aside: bool = True) -> _Row | None:
    return next(_rows(connection, identity, most=1, aside=aside), None)


def _found(row: _Row | None) -> _Row:
    if row is None:
        raise StoreError("There is no such story here; choose one from the list.")
    return row


def _head(connection: Connection, identity: str, *, to_follow: bool = False) -> _Row:
    """The newest row of a story that must be there; others wait while it is to be followed."""
    if to_follow and _IDENTITY.fullmatch(identity):
        # Their queue is at the first row, which never changes. SQLite has one for all stories.
        first = sql.select(_VERSIONS.c.number).where(_same(_VERSIONS, identity, 1))
        connection.execute(first.with_for_update())
    return _found(_newest(connection, identity))


def _row(connection: Connection, identity: str, number: int) -> _Row:
    """A row of a story that must be there."""
    query = sql.select(*_TOLD).where(_same(_VERSIONS, identity, number))
    row = connection.execute(query).one_or_none() if 0 < number <= MOST_VERSIONS else None
    if row is None:
        raise StoreError("This story has no version {0}; choose one from its history.", number)
    return _Row(*row)


def _same(versions: sql.FromClause, story: Any, number: Any) -> sql.ColumnElement[bool]:
    """The condition that finds a row by its key."""
    return sql.and_(versions.c.story == story, versions.c.number == number)


def _back(head: _Row, kind: Action, concerned: _Row, state: _Row) -> _Row:
    """The row after ``head`` that goes to an earlier state."""
    held = {"state": state.state, "parent": state.parent, "title": state.title}
    return head.next(kind, about=concerned.number, what=concerned.what, **held)


def _append(connection: Connection, row: _Row) -> _Row:
    """Add a row, and answer it as it stands there."""
    row = replace(
        row,
        editor=_plain(row.editor),
        what=_plain(row.what),
        title=_plain(row.title),
        at=datetime.now(UTC).replace(tzinfo=None),
    )
    connection.execute(_VERSIONS.insert(), asdict(row))
    return row


def _new_identity(title: str) -> str:
    """An id that says what the story is about and was never given before."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:MOST_LETTERS_OF_TITLE].strip("-") or "story"
    return f"{stem}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"


def _plain(text: str) -> str:
    """Text that every database takes: without what has no UTF-8, and without NUL."""
    return re.sub("[\0\ud800-\udfff]", "", text)


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC)


# --- content ------------------------------------------------------------------------------


def _pack(story: Story) -> tuple[bytes, dict[str, bytes]]:
    """A story's file, compressed, and apart from it the data of its pictures by digest."""
    packed = to_geojson(story)
    pictures: dict[str, bytes] = {}
    for picture in _pictures(packed):
        data = picture["data"].encode("utf-8", "surrogatepass")
        picture["data"] = hashlib.sha256(data).hexdigest()
        pictures[picture["data"]] = data
    return zlib.compress(json.dumps(packed, separators=(",", ":")).encode()), pictures


def _keep(connection: Connection, pictures: dict[str, bytes]) -> None:
    """Store the pictures that are new."""
    if not pictures:
        return
    digest = _PICTURES.c.digest
    known = set(connection.scalars(sql.select(digest).where(digest.in_(pictures))))
    for new in pictures.keys() - known:
        # Base64 is a third longer than what it says; that third goes again here.
        row = {"digest": new, "data": zlib.compress(pictures[new], 1)}
        connection.execute(_PICTURES.insert(), row)


def _unpack(connection: Connection, content: bytes) -> Story:
    """The story that :func:`_pack` packed."""
    try:
        packed = json.loads(zlib.decompress(content))
        digests = {picture["data"] for picture in _pictures(packed)}
        if digests:
            query = sql.select(_PICTURES).where(_PICTURES.c.digest.in_(digests))
            data = {row.digest: zlib.decompress(row.data) for row in connection.execute(query)}
        for picture in _pictures(packed):
            picture["data"] = data[picture["data"]].decode("utf-8", "surrogatepass")
        return from_geojson(packed)
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(
            "This version of the story is damaged in the store; restore an earlier one."
        ) from error
    except StoryError as error:
        raise StoreError(error.message, *error.values) from error


def _pictures(packed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pictures in a packed story."""
    for stop in packed[MEMBER].get("itinerary", {}).get("stops", ()):
        if stop.get("picture"):
            yield stop["picture"]


def _content(connection: Connection, identity: str, number: int) -> bytes:
    """The content that a row brought."""
    at = _same(_VERSIONS, identity, number)
    content: bytes = connection.scalars(sql.select(_VERSIONS.c.content).where(at)).one()
    return content


# --- the database -------------------------------------------------------------------------


class _TakenError(StoreError):
    """Another has added a row of the same key."""


def _engine(address: str) -> Engine:
    try:
        url = sql.make_url(address)
        if url.get_backend_name() != "sqlite":
            return sql.create_engine(url, pool_pre_ping=True)
        engine = sql.create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    except exc.ArgumentError as error:
        raise StoreError(
            "DATELINE_STORE is no address of a database; write one such as {0}.",
            "sqlite:////srv/dateline/stories.sqlite",
        ) from error
    except ImportError as error:
        raise StoreError(
            "The driver for the database in DATELINE_STORE is missing ({0}); install it with pip.",
            error,
        ) from error
    sql.event.listen(engine, "connect", _keep_at_once)
    return engine


def _keep_at_once(connection: sqlite3.Connection, _: object) -> None:
    """Have SQLite write every commit to the disk, while others read."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def _telling(engine: Engine) -> Iterator[None]:
    """Turn what a database says into a sentence for a user."""
    try:
        yield
    except exc.IntegrityError as error:
        raise _TakenError("Others are saving the same at this moment; try again.") from error
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        where = engine.url.render_as_string(hide_password=True)
        cause = error.orig if isinstance(error, exc.DBAPIError) else error
        code = getattr(cause, "sqlite_errorname", "")
        words = " ".join(str(cause).split()).rstrip(".?!") or type(cause).__name__
        said = message("The store of stories ({0}) cannot be used: {1}.")
        said = next((text for name, text in _SAID.items() if code.startswith(name)), said)
        raise StoreError(said, where, words) from error


_NO_ROOM: Final = message("The store of stories ({0}) has no room left; make some, and save again.")
# By the beginnings of SQLite's names of its errors: https://sqlite.org/rescode.html.
_SAID: Final = {
    "SQLITE_FULL": _NO_ROOM,
    "SQLITE_IOERR_WRITE": _NO_ROOM,
    "SQLITE_READONLY": message(
        "The store of stories ({0}) may not be written; let this user write to it."
    ),
    "SQLITE_CANTOPEN": message(
        "The store of stories ({0}) cannot be opened; see that its folder is there and may be "
        "written."
    ),
    "SQLITE_CORRUPT": message(
        "The store of stories ({0}) is damaged; put a copy of it in its place."
    ),
    "SQLITE_NOTADB": message("The store of stories ({0}) is no database; name another file."),
    "SQLITE_BUSY": message("The store of stories ({0}) is busy; try again."),
}
