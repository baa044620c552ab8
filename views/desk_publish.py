"""Publish: what readers see, the history, and the ways back."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from geo import checking, desk, deskversions, formats, markup, overview
from geo.errors import DatelineError
from geo.story import Story
from geo.versions import Draft
from views import desk_parts as show
from views import desk_work as work
from views import parts, reader

MOST_VERSIONS = 40


def publish_button(draft: Draft) -> None:
    """Publish from any view; what is still to be checked is told first."""
    left = len(checking.questions(draft.story))
    ready = not draft.published or draft.changed_since_published

    def pressed() -> None:
        unseen = left and work.view() != "publish"
        if unseen or work.step(parts.opened().publish, work.text("Published")):
            work.look("publish")

    label = work.text("Publish again") if draft.published else work.text("Publish")
    st.button(label, key="desk-publish", type="primary", on_click=pressed, disabled=not ready)


def view(story: Story) -> None:
    """The state of the story, its address, its history."""
    draft = work.draft()
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(deskversions.state_told(draft, checking.questions(story), parts.language()))
        if draft.published:
            show_address(draft)
        show_actions(draft)
    with right:
        st.html(markup.heading(3, work.text("History")))
        show_history(draft)


def show_address(draft: Draft) -> None:
    """Where readers find the story."""
    base = (st.context.url or "").partition("?")[0].rstrip("/").removesuffix("/desk")
    address = f"{base}/?story={draft.id}"
    st.code(address, language=None, wrap_lines=True)
    st.html(
        f"<p class='quiet'><a href='{escape(address)}' target='_blank'>"
        f"{work.text('Open it as a reader')}</a>: "
        f"{work.text('pictures, files and the page to embed are under Take away there.')}</p>"
    )


def show_actions(draft: Draft) -> None:
    """Take down, and the story as a file."""
    with st.container(horizontal=True):
        if draft.published:
            st.button(
                work.text("Take it down"),
                key="desk-take-down",
                on_click=work.step,
                args=(
                    lambda identity, base, who: parts.opened().take_down(identity, who),
                    work.text("Taken down"),
                ),
            )
        st.download_button(
            work.text("Save as a file"),
            lambda: formats.dumps(draft.story).encode(),
            f"{draft.id}.geojson",
            "application/geo+json",
            key="desk-file",
            on_click="ignore",
        )


def show_history(draft: Draft) -> None:
    """Who did what and when; a click goes back to a version."""
    versions = parts.opened().history(draft.id)
    more = st.session_state.get("desk-versions", MOST_VERSIONS)
    show.options(
        "history",
        work.text("History"),
        deskversions.history(versions[:more], datetime.now(UTC), parts.language()),
        lambda chosen: work.restore(int(chosen)),
    )
    if len(versions) > more:
        st.button(
            work.text("Older versions"),
            key="desk-older",
            on_click=lambda: st.session_state.update({"desk-versions": more * 4}),
        )


def preview(story: Story) -> None:
    """The story as its readers would see it."""
    try:
        shown = parts.shown(story, parts.language())
    except DatelineError as error:
        st.html(desk.notice(parts.language().error(error)))
        return
    spoken = parts.language()
    # The page's own heading is the desk's.
    st.html(markup.header(story, overview.figures(story, spoken), spoken, level=2))
    reader.reader(shown)
