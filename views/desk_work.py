"""What an editor has in hand: the draft, what was done to it last, and what is selected.

Every change goes through :func:`change` and its neighbours, which save it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from geo.errors import DatelineError
from geo.language import message
from geo.naming import place_name
from geo.story import Place, Point, Story
from geo.versions import ConflictError, Draft, Version
from views import parts

Change = Callable[[Story], Story]
# Each view of a story, by its word in the address.
VIEWS = {
    "check": message("Check"),
    "shape": message("Shape"),
    "preview": message("Preview"),
    "publish": message("Publish"),
}
# What another editor did: {0} is who, {1} the change in a few words.
DONE = {
    "publish": message("{0} published this story."),
    "take down": message("{0} took this story down."),
}
CHANGED = {
    "edit": message("{0} changed this story: {1}."),
    "undo": message("{0} changed this story: {1}, undone."),
    "redo": message("{0} changed this story: {1}, done again."),
    "restore": message("{0} changed this story: {1}, restored."),
}
CHANGED_SOMEHOW = message("{0} changed this story.")


@dataclass(frozen=True)
class Told:
    """What the desk has to say about the last thing that was done.

    Attributes
    ----------
    again
        A change that another editor's change kept from being saved, and its words.
    kept
        Number of the version that holds it.
    """

    kind: Literal["saved", "error", "conflict"]
    text: str = ""
    again: tuple[str, Change] | None = None
    kept: int | None = None


def text(sentence: str, *values: object) -> str:
    """A sentence in the editor's language."""
    return parts.language().text(sentence, *values)


def name_of(place: Place) -> str:
    """What a place is called in the editor's language."""
    return place_name(place, parts.language())


def editor() -> str:
    """Who is at work: who signed in, or the name that was typed."""
    if getattr(st.user, "is_logged_in", False):
        return str(st.user.get("name") or st.user.get("email") or "")
    return str(st.session_state.get("desk-editor") or "").strip()


def arrive() -> None:
    """Take the story and the view from the page's address, when the whole page runs.

    After that they are kept here: the address that the browser sends with a
    click may still be that from before the last one.
    """
    if st.session_state.pop("desk-stay", False):
        _write_address()
        return
    named = st.query_params.get("view", "check")
    view = named if named in VIEWS else "check"
    st.session_state["desk-at"] = (st.query_params.get("story"), view)


def address() -> str | None:
    """Id of the story that is open; None for the list of all."""
    return _at()[0]


def view() -> str:
    """The view of the story that is open."""
    return _at()[1]


def go(identity: str | None, view: str = "check") -> None:
    """Open a story, or the list of them all."""
    st.session_state["desk-at"] = (identity, view)
    _write_address()
    for key in ("desk-draft", "desk-told", "desk-mention", "desk-item", "desk-aim"):
        st.session_state.pop(key, None)


def look(view: str) -> None:
    """Go to another view of the story."""
    st.session_state["desk-at"] = (address(), view)
    _write_address()
    st.session_state.pop("desk-aim", None)


def run_again() -> None:
    """Run the whole page, at the same story and view."""
    st.session_state["desk-stay"] = True
    st.rerun()


def _at() -> tuple[str | None, str]:
    at: tuple[str | None, str] = st.session_state.get("desk-at", (None, "check"))
    return at


def _write_address() -> None:
    identity, view = _at()
    for name in ("story", "view", "stop"):
        st.query_params.pop(name, None)
    if identity is not None:
        st.query_params.update({"story": identity, "view": view})


# --- the draft -----------------------------------------------------------------------------


def draft() -> Draft:
    """The story as this editor sees it: as opened, with every change since."""
    held: Draft | None = st.session_state.get("desk-draft")
    if held is None or held.id != address():
        held = parts.opened().draft(address() or "")
        st.session_state["desk-draft"] = held
    return held


def show(fresh: Draft) -> None:
    """Take another state of the story in hand."""
    st.session_state["desk-draft"] = fresh


def change(what: str, edit: Change) -> bool:
    """Change the story and save it; whether that could be done.

    Parameters
    ----------
    what
        The change in a few words, for the history and for other editors.
    """
    held = draft()
    try:
        story = edit(held.story)
        if story == held.story:
            return True
        show(parts.opened().save(held.id, held.number, story, editor(), what))
    except ConflictError as conflict:
        show(conflict.draft)
        told = f"{_came_first(conflict)} {text('Yours was set aside: {0}.', what)}"
        tell(Told("conflict", told, (what, edit), conflict.kept))
        return False
    except DatelineError as error:
        tell(Told("error", parts.language().error(error)))
        return False
    tell(Told("saved", text("Saved")))
    return True


def step(move: Callable[[str, int, str], Draft], said: str = "") -> bool:
    """Do what the store does to a draft (undo, redo, publish); whether that could be done."""
    held = draft()
    try:
        show(move(held.id, held.number, editor()))
    except ConflictError as conflict:
        show(conflict.draft)
        tell(Told("error", f"{_came_first(conflict)} {text('Look at it and try again.')}"))
        return False
    except DatelineError as error:
        tell(Told("error", parts.language().error(error)))
        return False
    tell(Told("saved", said or text("Saved")))
    return True


def restore(number: int) -> bool:
    """Go back to a version in the history."""
    return step(lambda identity, base, who: parts.opened().restore(identity, base, number, who))


def news() -> Version | None:
    """What another editor has done since this one looked; None if nothing."""
    held = draft()
    latest = parts.opened().latest(held.id)
    return latest if latest.number > held.number and latest.kind != "aside" else None


def tell_of(version: Version) -> str:
    """What another editor did, in a sentence."""
    sentence = DONE.get(version.kind)
    if sentence is None:
        sentence = CHANGED.get(version.kind, CHANGED["edit"]) if version.what else CHANGED_SOMEHOW
    return text(sentence, _who(version.editor), version.what)


def tell(told: Told) -> None:
    """Say something about what was done, until the next thing is done."""
    st.session_state["desk-told"] = told


def said() -> Told | None:
    """What there is to say."""
    return st.session_state.get("desk-told")


def _who(name: str) -> str:
    return name or text("Another editor")


def _came_first(conflict: ConflictError) -> str:
    """That another editor was first, and with what."""
    who, what = _who(conflict.who), conflict.what
    if what:
        return text("{0} changed this story first ({1}).", who, what)
    return text("{0} changed this story first.", who)


# --- a point on the map ----------------------------------------------------------------------


def aim(what: Callable[[Point], None], hint: str) -> None:
    """Let the next click on the map say where something is."""
    st.session_state["desk-aim"] = (what, hint)


def aimed() -> str | None:
    """What the next click on the map is for, in a sentence; None if for nothing."""
    held = st.session_state.get("desk-aim")
    return held[1] if held else None


def lower() -> None:
    """Aim at nothing any more."""
    st.session_state.pop("desk-aim", None)


def hit(point: Point) -> None:
    """Answer the aim, if there is one, with the point that was clicked."""
    held = st.session_state.get("desk-aim")
    if held:
        held[0](point)
