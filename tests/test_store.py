"""The store of stories, on real databases: what it keeps, and what it says when it cannot."""

import pytest

from geo.errors import StoreError
from geo.store import Store
from geo.versions import ConflictError
from tests import stories
from tests.editing import titled


@pytest.fixture
def address(tmp_path):
    return f"sqlite:///{tmp_path / 'stories.sqlite'}"


@pytest.fixture
def store(address):
    return Store(address)


# --- editing -----------------------------------------------------------------------------


def test_a_new_story_is_a_draft_that_no_reader_sees(store):
    story = stories.by_rail()
    identity = store.create(story, "Ada")
    draft = store.draft(identity)
    assert (draft.id, draft.number, draft.story) == (identity, 1, story)
    assert (draft.can_undo, draft.can_redo, draft.published) == (False, False, False)
    assert store.published(identity) is None


def test_an_edit_is_undone_and_redone_and_another_ends_the_redos(store):
    identity = store.create(titled("first"), "Ada")
    second = store.save(identity, 1, titled("second"), "Ada", "Changed the title")
    third = store.save(identity, second.number, titled("third"), "Ada", "Changed it again")
    assert (third.story.title, third.can_undo, third.can_redo) == ("third", True, False)
    back = store.undo(identity, store.undo(identity, third.number, "Ada").number, "Ada")
    assert (back.story.title, back.can_undo, back.can_redo) == ("first", False, True)
    with pytest.raises(StoreError, match="nothing to undo"):
        store.undo(identity, back.number, "Ada")
    again = store.redo(identity, back.number, "Ada")
    assert (again.story.title, again.can_undo, again.can_redo) == ("second", True, True)
    other = store.save(identity, again.number, titled("other"), "Ada", "Chose another title")
    assert (other.can_undo, other.can_redo) == (True, False)
    with pytest.raises(StoreError, match="nothing to redo"):
        store.redo(identity, other.number, "Ada")
    assert store.undo(identity, other.number, "Ada").story.title == "second"


def test_undo_and_redo_last_beyond_the_store_that_saved(store, address):
    identity = store.create(titled("first"), "Ada")
    number = store.save(identity, 1, titled("second"), "Ada", "edit").number
    undone = Store(address).undo(identity, number, "Ada")
    assert undone.story == titled("first")
    assert Store(address).redo(identity, undone.number, "Ada").story == titled("second")


def test_the_history_tells_what_was_done_by_whom(store):
    identity = store.create(titled("first"), "Ada")
    store.save(identity, 1, titled("second"), "Bob", "Changed the title")
    store.undo(identity, 2, "Ada")
    store.redo(identity, 3, "Cy")
    store.publish(identity, 4, "Bob")
    store.restore(identity, 5, 1, "Ada")
    store.take_down(identity, "Ada")
    told = [(v.number, v.kind, v.editor, v.what, v.about) for v in store.history(identity)]
    assert told == [
        (7, "take down", "Ada", "", 2),
        (6, "restore", "Ada", "", 1),
        (5, "publish", "Bob", "", 2),
        (4, "redo", "Cy", "Changed the title", 2),
        (3, "undo", "Ada", "Changed the title", 2),
        (2, "edit", "Bob", "Changed the title", None),
        (1, "create", "Ada", "", None),
    ]
    assert store.latest(identity) == store.history(identity)[0]
    titles = [store.version(identity, number).title for number in range(1, 8)]
    assert titles == ["first", "second", "first", "second", "second", "first", "first"]


# --- publishing --------------------------------------------------------------------------


def test_readers_see_what_was_published_until_it_is_again_or_taken_down(store):
    identity = store.create(titled("first"), "Ada")
    draft = store.publish(identity, 1, "Ada")
    assert (draft.published, draft.changed_since_published) == (True, False)
    draft = store.save(identity, draft.number, titled("second"), "Ada", "edit")
    assert (draft.published, draft.changed_since_published) == (True, True)
    assert store.published(identity).title == "first"
    assert store.undo(identity, draft.number, "Ada").changed_since_published is False
    draft = store.redo(identity, 4, "Ada")
    assert store.publish(identity, draft.number, "Ada").changed_since_published is False
    assert store.published(identity).title == "second"
    assert store.take_down(identity, "Bob").published is False
    assert store.published(identity) is None
    assert store.draft(identity).story.title == "second"


def test_a_restored_version_is_the_draft_and_can_be_undone(store):
    identity = store.create(titled("first"), "Ada")
    draft = store.save(identity, 1, titled("second"), "Ada", "edit")
    draft = store.restore(identity, draft.number, 1, "Ada")
    assert (draft.story.title, draft.can_undo) == ("first", True)
    draft = store.undo(identity, draft.number, "Ada")
    assert draft.story.title == "second"
    with pytest.raises(StoreError, match="no version 99"):
        store.restore(identity, draft.number, 99, "Ada")


# --- two editors -------------------------------------------------------------------------


def test_the_second_of_two_editors_is_told_and_their_edit_is_set_aside(store):
    identity = store.create(titled("first"), "Ada")
    store.save(identity, 1, titled("hers"), "Ada", "Changed the title")
    with pytest.raises(ConflictError, match="Ada changed this story first") as caught:
        store.save(identity, 1, titled("his"), "Bob", "Changed it too")
    conflict = caught.value
    assert (conflict.who, conflict.what, conflict.kept) == ("Ada", "Changed the title", 3)
    assert conflict.draft == store.draft(identity)
    assert conflict.draft.story.title == "hers"
    assert store.version(identity, conflict.kept).title == "his"
    # What was set aside has changed nothing for her.
    assert store.latest(identity).number == 2
    assert store.save(identity, 2, titled("hers again"), "Ada", "edit").number == 4
    assert store.restore(identity, 4, conflict.kept, "Bob").story.title == "his"


@pytest.mark.parametrize("act", ["undo", "redo", "publish", "restore"])
def test_what_was_not_seen_is_not_acted_on(store, act):
    identity = store.create(titled("first"), "Ada")
    store.save(identity, 1, titled("second"), "Ada", "edit")
    more = (1,) if act == "restore" else ()
    with pytest.raises(ConflictError, match="look at it and try again") as caught:
        getattr(store, act)(identity, 1, *more, "Bob")
    assert caught.value.kept is None
    assert len(store.history(identity)) == 2


def test_what_changes_nothing_of_the_story_is_no_conflict(store):
    identity = store.create(titled("first"), "Ada")
    store.publish(identity, 1, "Ada")
    store.take_down(identity, "Ada")
    assert store.save(identity, 1, titled("second"), "Bob", "edit").story.title == "second"
