"""The database of a store: its tables, how it is opened, and what it says when it fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sql
from sqlalchemy import exc
from sqlalchemy.engine import Connection, Engine

from geo.errors import StoreError
from geo.language import message

BUSY_SECONDS: Final = 10

_METADATA = sql.MetaData()
VERSIONS = sql.Table(
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
PICTURES = sql.Table(
    "pictures",
    _METADATA,
    sql.Column("digest", sql.String(64), primary_key=True),
    sql.Column("data", sql.LargeBinary, nullable=False),
)


class TakenError(StoreError):
    """Another has added a row of the same key."""


def engine(address: str) -> Engine:
    """The way to a database, which is opened when it is first used.

    Raises
    ------
    StoreError
        If the address is none, or its driver is missing.
    """
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
def telling(engine: Engine) -> Iterator[None]:
    """Turn what a database says into a sentence for a user."""
    try:
        yield
    except exc.IntegrityError as error:
        raise TakenError("Others are saving the same at this moment; try again.") from error
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


def make_tables(connection: Connection) -> None:
    """Make the tables that are not there."""
    for table in _METADATA.sorted_tables:
        connection.execute(sql.schema.CreateTable(table, if_not_exists=True))
