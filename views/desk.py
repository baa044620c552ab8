"""The desk: bring an article, check it, shape its story, publish it."""

from __future__ import annotations

import streamlit as st

from geo import desk, deskversions
from geo.errors import DatelineError
from views import desk_bring, desk_check, desk_door, desk_publish, desk_shape, parts
from views import desk_parts as show
from views import desk_work as work

KEYS_HTML = '<div class="desk-keys" hidden></div>'
VIEWS = {
    "check": desk_check.view,
    "shape": desk_shape.view,
    "preview": desk_publish.preview,
    "publish": desk_publish.view,
}


def page() -> None:
    """The desk's page: all stories, or the one that the address names."""
    parts.dress(work.text("The desk"))
    st.html(parts.LOOK / "desk.css")
    with st.container(key="desk"):
        passed = desk_door.passed()
        desk_door.remember()
        if not passed:
            return
        work.arrive()
        if work.address() is None:
            desk_bring.page()
        else:
            story()


@st.fragment
def story() -> None:
    """One story: what stands above every view, and the view."""
    if work.address() is None:
        # The list of all is another part of the page than this.
        work.run_again()
    try:
        draft = work.draft()
    except DatelineError as error:
        st.html(desk.notice(parts.language().error(error)))
        st.button(work.text("All stories"), on_click=work.go, args=(None,))
        return
    show_head()
    watch()
    show_said()
    VIEWS[work.view()](draft.story)
    parts.part("desk", KEYS_HTML)(
        key="desk-keys",
        data={"map": work.text("Map of the story"), "aiming": work.aimed() is not None},
    )


def show_head() -> None:
    """The story's name and state, the views, undo and redo, and who is at work."""
    draft = work.draft()
    with st.container(key="desk-head"):
        with st.container(horizontal=True, key="desk-title", vertical_alignment="center"):
            st.button(
                work.text("‹ All stories"),
                key="desk-all",
                type="tertiary",
                on_click=work.go,
                args=(None,),
            )
            st.html(deskversions.title(draft, parts.language()), width="stretch")
            show.ask_name()
        with st.container(horizontal=True, key="desk-bar", vertical_alignment="center"):
            views = [
                {"id": view, "name": work.text(name), "current": view == work.view()}
                for view, name in work.VIEWS.items()
            ]
            show.options("desk-views", work.text("Views"), views, work.look, width="content")
            store = parts.opened()
            st.button(
                work.text("Undo"),
                key="desk-undo",
                on_click=work.step,
                args=(store.undo,),
                disabled=not draft.can_undo,
            )
            st.button(
                work.text("Redo"),
                key="desk-redo",
                on_click=work.step,
                args=(store.redo,),
                disabled=not draft.can_redo,
            )
            told = work.said()
            st.html(desk.saved(told.text if told and told.kind == "saved" else ""), width="stretch")
            desk_publish.publish_button(draft)


def show_said() -> None:
    """What went wrong, or what another editor did first, and what can be done about it."""
    told = work.said()
    if told is None or told.kind == "saved":
        return
    with st.container(key="desk-said", horizontal=True, vertical_alignment="center"):
        st.html(desk.notice(told.text), width="stretch")
        if told.again is not None:
            st.button(
                work.text("Make my change too"),
                key="desk-again",
                type="primary",
                on_click=work.change,
                args=told.again,
            )
        if told.kept is not None:
            st.button(
                work.text("My version instead"),
                key="desk-mine",
                on_click=work.restore,
                args=(told.kept,),
            )


@st.fragment(run_every=2.5)
def watch() -> None:
    """Say what another editor has done meanwhile."""
    try:
        news = work.news()
    except DatelineError as error:
        st.html(desk.notice(parts.language().error(error)))
        return
    if news is None:
        return
    with st.container(key="desk-news", horizontal=True, vertical_alignment="center"):
        st.html(desk.notice(work.tell_of(news), "status"), width="stretch")
        if st.button(work.text("Show"), key="desk-show"):
            work.show(parts.opened().draft(work.draft().id))
            st.session_state.pop("desk-told", None)
            work.run_again()
