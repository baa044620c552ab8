"""The store when it is killed, shared, full, broken or addressed by strangers."""

import base64
import json
import random
import re
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from geo import store as module
from geo.errors import StoreError
from geo.formats import dumps, loads
from geo.store import Store
from geo.story import Picture
from tests import editing, stories, strategies
from tests.editing import EDITS, titled


@pytest.fixture
def path(tmp_path):
    return tmp_path / "stories.sqlite"


@pytest.fixture
def store(path):
    return Store(f"sqlite:///{path}")


def integrity(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def editor(what, path, identity="", name="Ada"):
    """A process that does it, see ``editing.py``."""
    return subprocess.Popen(
        [sys.executable, Path(editing.__file__), what, path, identity, str(name)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# --- killed ------------------------------------------------------------------------------


def test_no_acknowledged_edit_is_lost_when_the_process_is_killed(store, path):
    identity = store.create(titled("first"), "Ada")
    chance = random.Random(20261124)  # noqa: S311
    acknowledged = 0
    for round_ in range(20):
        process = editor("session", path, identity, round_)
        assert process.stdout.readline() == "open\n", process.stderr.read()
        # After so many answers and a little more, anywhere in what follows.
        lines = [process.stdout.readline() for _ in range(chance.randrange(30))]
        time.sleep(chance.random() / 50)
        process.kill()
        lines += process.communicate()[0].splitlines(keepends=True)
        assert process.returncode == -signal.SIGKILL
        assert integrity(path) == "ok"
        again = Store(f"sqlite:///{path}")
        kinds = {version.number: version.kind for version in again.history(identity)}
        for line in lines:
            if line.endswith("\n"):  # or it was being said when the process died
                kind, number, title = line.rstrip("\n").split(" ", 2)
                assert kinds[int(number)] == kind
                assert again.version(identity, int(number)).title == title
                acknowledged += 1
        draft = again.draft(identity)
        assert draft.story == again.version(identity, draft.number)
    assert acknowledged > 100


# --- shared ------------------------------------------------------------------------------


def check_that_nothing_vanished(store, identity, names):
    history = store.history(identity)
    assert [version.number for version in history] == list(range(len(history), 0, -1))
    done = {version.what: version for version in history}
    assert done.keys() == {"", *(f"{name} {i}" for name in names for i in range(EDITS))}
    for what, version in done.items():
        if what:
            assert store.version(identity, version.number).title == what
    # Those that became the story do so one upon the other.
    draft = store.draft(identity)
    edits = [version.what for version in history if version.kind == "edit"]
    assert draft.story.title == edits[0]
    while draft.can_undo:
        assert draft.story.title == edits.pop(0)
        draft = store.undo(identity, draft.number, "Cy")
    assert edits == []


def test_of_two_processes_at_one_story_nothing_vanishes(store, path):
    identity = store.create(titled("first"), "Ada")
    names = ("Ada", "Bob")
    processes = [editor("edit", path, identity, name) for name in names]
    for process in processes:
        output, errors = process.communicate(timeout=60)
        assert (output, errors) == ("", "")
    check_that_nothing_vanished(store, identity, names)
    assert integrity(path) == "ok"


def test_of_threads_at_one_story_nothing_vanishes(store):
    identity = store.create(titled("first"), "Ada")
    names = ("Ada", "Bob", "Cy", "Di")
    with ThreadPoolExecutor() as threads:
        for done in [threads.submit(editing.edit, store, identity, name) for name in names]:
            done.result()
    check_that_nothing_vanished(store, identity, names)


def test_processes_that_start_at_once_make_one_store(path):
    processes = [editor("create", path, name=name) for name in range(4)]
    made = set()
    for process in processes:
        output, errors = process.communicate(timeout=60)
        assert errors == ""
        made.add(output.strip())
    assert made == {entry.id for entry in Store(f"sqlite:///{path}").stories()}
    assert len(made) == 4


# --- where it lies -----------------------------------------------------------------------


def test_without_a_setting_it_lies_in_the_users_data(monkeypatch, tmp_path):
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "new"))
    identity = module.default().create(titled("first"), "Ada")
    assert module.default() is module.default()
    path = tmp_path / "new" / "dateline" / "stories.sqlite"
    assert Store(f"sqlite:///{path}").draft(identity).story.title == "first"
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_setting_names_another(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_STORE", f"sqlite:///{tmp_path / 'other.db'}")
    identity = module.default().create(titled("first"), "Ada")
    monkeypatch.setenv("DATELINE_STORE", f"sqlite+pysqlite:///{tmp_path / 'other.db'}")
    assert module.default().draft(identity).story.title == "first"


# --- full and broken ---------------------------------------------------------------------


def test_a_full_disk_is_told_and_loses_nothing(store, path):
    identity = store.create(titled("first"), "Ada")
    output, errors = editor("fill", path, identity).communicate(timeout=60)
    assert errors == ""
    *numbers, sentence, still = output.splitlines()
    assert sentence == (
        f"The store of stories (sqlite:///{path}) has no room left; make some, and save again."
    )
    assert still == numbers[-1]
    again = Store(f"sqlite:///{path}")
    assert again.draft(identity).number == int(numbers[-1])
    assert again.draft(identity).story.title == "x" * (int(numbers[-1]) - 1)
    assert integrity(path) == "ok"
    assert again.save(identity, int(numbers[-1]), titled("room"), "Ada", "edit").can_undo


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("a database", "DATELINE_STORE is no address of a database; write one such as"),
        ("", "DATELINE_STORE is no address of a database; write one such as"),
        ("none://host/name", "DATELINE_STORE is no address of a database; write one such as"),
        ("oracle+oracledb://u:secret@host/name", "The driver for the database in DATELINE_STORE"),
        (
            "sqlite:////etc/passwd/stories.sqlite",
            "(sqlite:////etc/passwd/stories.sqlite) cannot be",
        ),
        ("sqlite:////no/such/folder/a.sqlite", "cannot be opened; see that its folder is there"),
        ("sqlite:///{tmp_path}", "cannot be opened; see that its folder is there"),
        ("sqlite:///{tmp_path}/text.txt", "is no database; name another file."),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(address, sentence, tmp_path):
    (tmp_path / "text.txt").write_text("These words are no database. " * 100)
    with pytest.raises(StoreError, match=re.escape(sentence)) as caught:
        Store(address.format(tmp_path=tmp_path))
    assert "secret" not in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_no_place_for_the_users_data_is_told(monkeypatch):
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/etc/passwd")
    with pytest.raises(StoreError, match="There is no place to keep stories: /etc/passwd/dateline"):
        module.default()


def test_a_store_that_may_not_be_written_is_told(store, path):
    identity = store.create(titled("first"), "Ada")
    with pytest.raises(StoreError, match="may not be written; let this user write to it"):
        Store(f"sqlite:///file:{path}?mode=ro&uri=true").save(identity, 1, titled("x"), "Ada", "")


def rewrite(path, change):
    """Write the newest content over, as no Dateline does."""
    with sqlite3.connect(path) as connection:
        query = "SELECT content FROM versions ORDER BY number DESC LIMIT 1"
        ((content,),) = connection.execute(query)
        connection.execute("UPDATE versions SET content = ?", [change(content)])


def later(content):
    packed = json.loads(zlib.decompress(content))
    packed["dateline"]["version"] += 1
    return zlib.compress(json.dumps(packed).encode())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (later, "This story was saved by a later Dateline"),
        (lambda content: content[:-9], "This version of the story is damaged in the store"),
        (lambda _: b"", "This version of the story is damaged in the store"),
        (lambda _: zlib.compress(b"[1]"), "This version of the story is damaged in the store"),
        (lambda _: zlib.compress(b'{"dateline": {"itinerary": 3}}'), "damaged in the store"),
    ],
)
def test_a_story_that_cannot_be_read_is_told_and_an_earlier_one_restored(
    store, path, change, sentence
):
    identity = store.create(titled("first"), "Ada")
    rewrite(path, change)
    other = Store(f"sqlite:///{path}")
    with pytest.raises(StoreError, match=sentence):
        other.draft(identity)
    assert [version.number for version in other.history(identity)] == [1]
    # The way out that the sentence names.
    number = other.save(identity, 1, titled("second"), "Ada", "edit").number
    rewritten = Store(f"sqlite:///{path}")
    assert rewritten.draft(identity).number == number


# --- what strangers write ----------------------------------------------------------------

HOSTILE = [
    *strategies.HOSTILE,
    "",
    " ",
    "../../x",
    "%2e%2e%2f",
    "a'; DROP TABLE versions; --",
    "\ud800",
    "x" * 100_000,
    "ﬁrst İstanbul ß",
    "平壤",
    "a/b?c#d&e=f",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_title_makes_an_id_that_is_safe_in_an_address(store, hostile):
    story = titled(hostile)
    identity = store.create(story, hostile)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])", identity)
    assert store.create(story, hostile) != identity
    draft = store.save(identity, 1, story, hostile, hostile)
    assert store.draft(identity) == draft
    assert len(store.stories()) == 2
    assert draft.story.edition.title == hostile


@pytest.mark.parametrize("hostile", [*HOSTILE, "no-such-story", "a" * 80, "A-B", "١٢"])
def test_an_id_that_was_never_given_is_no_story(store, hostile):
    store.create(titled("first"), "Ada")
    assert store.published(hostile) is None
    assert store.history(hostile) == ()
    for act in (store.draft, store.latest):
        with pytest.raises(StoreError, match="There is no such story here"):
            act(hostile)
    with pytest.raises(StoreError, match="There is no such story here"):
        store.save(hostile, 1, titled("x"), "Ada", "edit")


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 10**30])
def test_a_version_that_was_never_made_is_told(store, number):
    identity = store.create(titled("first"), "Ada")
    for act in (
        lambda: store.version(identity, number),
        lambda: store.restore(identity, 1, number, "Ada"),
        lambda: store.save(identity, number, titled("second"), "Ada", "edit"),
    ):
        with pytest.raises(StoreError, match=f"This story has no version {number:,}; choose one"):
            act()


# --- what it costs, and that it loses nothing --------------------------------------------


def with_picture(story, data):
    picture = Picture("image/jpeg", base64.b64encode(data).decode(), "© Ada", "A train")
    stops = tuple(replace(stop, picture=picture) for stop in story.stops)
    return replace(story, itinerary=replace(story.itinerary, stops=stops))


def test_a_picture_is_kept_once(store, path):
    data = secrets.token_bytes(300_000)
    story = with_picture(stories.by_rail(), data)
    identity = store.create(story, "Ada")
    number = 1
    for i in range(100):
        edited = replace(story, edition=replace(story.edition, title=f"{i}"))
        number = store.save(identity, number, edited, "Ada", "edit").number
    store.create(story, "Bob")
    assert Store(f"sqlite:///{path}").draft(identity).story == edited
    with sqlite3.connect(path) as connection:
        ((count, size),) = connection.execute("SELECT count(*), sum(length(data)) FROM pictures")
    assert count == 1
    assert size < 1.05 * len(data)


@settings(deadline=None, max_examples=40)
@given(story=strategies.stories())
def test_a_story_goes_through_store_and_file_without_loss(story, tmp_path_factory):
    address = f"sqlite:///{tmp_path_factory.getbasetemp() / 'round.sqlite'}"
    store, other = Store(address), Store(address)
    out = other.draft(store.create(story, "Ada")).story
    assert out == story
    assert store.draft(other.create(loads(dumps(out)), "Bob")).story == story
