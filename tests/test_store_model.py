"""The store beside a model of it: two stacks, as every editor of texts has them."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from geo.errors import StoreError
from geo.store import Store
from geo.versions import ConflictError
from tests import strategies

EDITORS = ("Ada", "Bob", "<script>", "")
editors = st.sampled_from(EDITORS)


@dataclass
class Model:
    """What one story should be. A state is an object, told apart from its equals."""

    current: list
    undos: list = field(default_factory=list)
    redos: list = field(default_factory=list)
    published: list | None = None
    versions: list = field(default_factory=list)


class StoreBesideModel(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.address = f"sqlite:///{Path(self.folder.name) / 'stories.sqlite'}"
        self.store = Store(self.address)

    def teardown(self):
        if hasattr(self, "model"):
            self.check_history(Store(self.address))
        self.folder.cleanup()

    @initialize(story=strategies.stories(), editor=editors)
    def create(self, story, editor):
        self.id = self.store.create(story, editor)
        self.model = Model([story])
        self.did("create", self.model.current)
        self.seen = dict.fromkeys(EDITORS, (1, self.model.current))

    # --- helpers

    def did(self, kind, state):
        self.model.versions.append((kind, state))

    def expect(self, editor, act, *arguments):
        """Act on what the editor has seen: the draft, or None where that was another state."""
        number, state = self.seen[editor]
        call = getattr(self.store, act)
        if state is self.model.current:
            return call(self.id, number, *arguments)
        with pytest.raises(ConflictError) as caught:
            call(self.id, number, *arguments)
        assert caught.value.draft.story == self.model.current[0]
        self.kept = caught.value.kept
        return None

    def look_at(self, editor, draft):
        assert draft == self.store.draft(self.id)
        self.seen[editor] = (draft.number, self.model.current)

    # --- rules

    @rule(editor=editors)
    def look(self, editor):
        self.look_at(editor, self.store.draft(self.id))

    @rule(editor=editors, title=st.sampled_from("abc"))
    def save(self, editor, title):
        was = self.seen[editor][1][0]
        story = replace(was, edition=replace(was.edition, title=title))
        draft = self.expect(editor, "save", story, editor, f"Called it {title}")
        state = [story]
        if draft is None:
            self.did("aside", state)
            assert self.kept == len(self.model.versions)
            return
        self.model.undos.append(self.model.current)
        self.model.redos.clear()
        self.model.current = state
        self.did("edit", state)
        self.look_at(editor, draft)

    @rule(editor=editors)
    def undo(self, editor):
        try:
            draft = self.expect(editor, "undo", editor)
        except StoreError:
            assert not self.model.undos
            return
        if draft is not None:
            self.model.redos.append(self.model.current)
            self.model.current = self.model.undos.pop()
            self.did("undo", self.model.current)
            self.look_at(editor, draft)

    @rule(editor=editors)
    def redo(self, editor):
        try:
            draft = self.expect(editor, "redo", editor)
        except StoreError:
            assert not self.model.redos
            return
        if draft is not None:
            self.model.undos.append(self.model.current)
            self.model.current = self.model.redos.pop()
            self.did("redo", self.model.current)
            self.look_at(editor, draft)

    @rule(editor=editors, data=st.data())
    def restore(self, editor, data):
        number = data.draw(st.integers(1, len(self.model.versions)))
        draft = self.expect(editor, "restore", number, editor)
        if draft is not None:
            self.model.undos.append(self.model.current)
            self.model.redos.clear()
            self.model.current = list(self.model.versions[number - 1][1])
            self.did("restore", self.model.current)
            self.look_at(editor, draft)

    @rule(editor=editors)
    def publish(self, editor):
        draft = self.expect(editor, "publish", editor)
        if draft is not None:
            self.model.published = self.model.current
            self.did("publish", self.model.current)
            self.look_at(editor, draft)

    @precondition(lambda self: self.model.published is not None)
    @rule(editor=editors)
    def take_down(self, editor):
        draft = self.store.take_down(self.id, editor)
        self.model.published = None
        self.did("take down", self.model.current)
        self.look_at(editor, draft)

    @rule()
    def restart(self):
        self.store = Store(self.address)

    # --- what always holds

    @invariant()
    def is_as_the_model(self):
        draft = self.store.draft(self.id)
        assert draft.number == len(self.model.versions)
        assert draft.story == self.model.current[0]
        assert draft.can_undo == bool(self.model.undos)
        assert draft.can_redo == bool(self.model.redos)
        assert draft.published == (self.model.published is not None)
        published = self.model.published
        changed = published is not None and published is not self.model.current
        assert draft.changed_since_published == changed
        assert self.store.published(self.id) == (published[0] if published else None)
        (entry,) = self.store.stories()
        assert (entry.id, entry.published, entry.changed_since_published) == (
            draft.id,
            draft.published,
            changed,
        )

    def check_history(self, store):
        history = store.history(self.id)
        kinds = [kind for kind, _ in reversed(self.model.versions)]
        assert [version.kind for version in history] == kinds
        for number, (_, state) in enumerate(self.model.versions, 1):
            assert store.version(self.id, number) == state[0]


TestStore = StoreBesideModel.TestCase
TestStore.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
