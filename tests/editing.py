"""Editors as processes of their own: ``python tests/editing.py WHAT PATH ID NAME``.

They print a line for everything that the store has answered.
"""

import resource
import sys
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from geo.errors import StoreError
from geo.store import Store
from geo.versions import ConflictError
from tests import stories

EDITS = 60
MOST_BYTES = 200_000


def titled(title):
    """A story under a title of its own, which is the least edit."""
    story = stories.by_rail()
    return replace(story, edition=replace(story.edition, title=title))


def say(*words):
    print(*words, flush=True)


def session(store, identity, name):
    """Edit until killed."""
    draft = store.draft(identity)
    say("open")
    for i in range(100_000):
        draft = store.save(identity, draft.number, titled(f"{name} {i}"), name, "edit")
        say("edit", draft.number, draft.story.title)
        if i % 3 == 0:
            draft = store.undo(identity, draft.number, name)
            say("undo", draft.number, draft.story.title)
            draft = store.redo(identity, draft.number, name)
            say("redo", draft.number, draft.story.title)
        if i % 5 == 0:
            draft = store.publish(identity, draft.number, name)
            say("publish", draft.number, draft.story.title)
        if i % 7 == 0:
            draft = store.restore(identity, draft.number, 1, name)
            say("restore", draft.number, draft.story.title)


def edit(store, identity, name):
    """Save some edits, and look again whenever told of another editor."""
    draft = store.draft(identity)
    for i in range(EDITS):
        what = f"{name} {i}"
        try:
            draft = store.save(identity, draft.number, titled(what), name, what)
        except ConflictError as conflict:
            if store.version(identity, conflict.kept).title != what:
                raise AssertionError(what) from conflict
            draft = conflict.draft


def fill(store, identity, name):
    """Edit until the file may grow no more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))
    draft = store.draft(identity)
    try:
        while True:
            draft = store.save(identity, draft.number, titled("x" * draft.number), name, "edit")
            say(draft.number)
    except StoreError as error:
        say(error)
    say(store.draft(identity).number)


def create(store, _, name):
    say(store.create(titled(name), name))


if __name__ == "__main__":
    acts = {act.__name__: act for act in (session, edit, fill, create)}
    what, path, identity, name = sys.argv[1:]
    acts[what](Store(f"sqlite:///{path}"), identity, name)
