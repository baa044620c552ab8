"""Bring an article to the desk: pasted, as a file, or by its address; and the list of stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from geo import checking, desk, deskversions, fetch, formats
from geo.errors import DatelineError
from geo.language import message
from geo.read import read
from geo.story import Story
from geo.upload import article_source
from views import desk_door, parts
from views import desk_parts as show
from views import desk_work as work

WAYS = {"paste": message("Paste"), "upload": message("Upload"), "address": message("Web address")}
FILES = ("txt", "md", "html", "htm", "docx", "geojson", "json")


def page() -> None:
    """All stories, and a new one."""
    with st.container(key="desk-head", horizontal=True, vertical_alignment="center"):
        st.html(f"<h1 class='desk-name'>{work.text('The desk')}</h1>", width="stretch")
        show.ask_name()
        desk_door.offer_way_out()
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(desk.section(work.text("Bring an article")))
        bring()
    with right:
        st.html(desk.section(work.text("Stories")))
        stories()


def stories() -> None:
    """The stories in the store, the one that was changed last first."""
    try:
        entries = parts.opened().stories()
    except DatelineError as error:
        st.html(desk.notice(parts.language().error(error)))
        return
    if not entries:
        st.html(f"<p class='quiet'>{work.text('None yet.')}</p>")
    now = datetime.now(UTC)
    show.options(
        "stories",
        work.text("Stories"),
        deskversions.entries(entries, now, parts.language()),
        work.go,
    )


@st.fragment
def bring() -> None:
    """The three ways to bring an article; what was typed into one stays while another is seen."""
    ways = [way for way in WAYS if way != "address" or fetch.is_on()]
    way = st.segmented_control(
        work.text("How"),
        ways,
        default="paste",
        required=True,
        format_func=lambda way: work.text(WAYS[way]),
        key="desk-way",
        label_visibility="collapsed",
    )
    source = {"paste": pasted, "upload": uploaded, "address": addressed}[way or "paste"]()
    if not st.button(work.text("Read it"), key="desk-read", type="primary"):
        return
    try:
        with st.status(work.text("Reading the article…"), expanded=False) as status:
            story = source(lambda told: status.update(label=told))
            identity = parts.opened().create(story, work.editor())
    except DatelineError as error:
        status.update(label=work.text("It could not be read."), state="error")
        st.html(desk.notice(parts.language().error(error)))
        return
    opened(identity, story)


def opened(identity: str, story: Story) -> None:
    """Go on to check a new story, its first doubtful name in hand."""
    asked = checking.questions(story)
    work.go(identity)
    if asked:
        st.session_state["desk-mention"] = asked[0].mention.span
    for key in ("desk-pasted", "desk-address"):
        st.session_state.pop(key, None)
    work.run_again()


Say = Callable[[str], None]


def pasted() -> Callable[[Say], Story]:
    """A box for the article's text."""
    text = st.text_area(
        work.text("Its text, with its headline first"),
        key="desk-pasted",
        height=320,
        persist_state="page",
    )
    return lambda say: read(text or "")


def uploaded() -> Callable[[Say], Story]:
    """A file of an article, or of a story that Dateline saved."""
    file = st.file_uploader(
        work.text("A text, Markdown, HTML or Word file, or a story saved as GeoJSON"),
        type=FILES,
        key="desk-upload",
        max_upload_size=20,
    )

    def story(say: Say) -> Story:
        if file is None:
            raise DatelineError(work.text("Choose a file first."))
        if file.name.lower().endswith(("json",)):
            return formats.loads(file.getvalue())
        return read(article_source(file.name, file.getvalue()))

    return story


def addressed() -> Callable[[Say], Story]:
    """The address of a page."""
    address = st.text_input(
        work.text("Address of the article"),
        key="desk-address",
        type="url",
        placeholder="https://",
        persist_state="page",
    )

    def story(say: Say) -> Story:
        say(work.text("Fetching the page…"))
        page = fetch.fetch(address or "")
        if page.notice:
            st.toast(work.text(page.notice), duration="long")
        say(work.text("Reading the article…"))
        return read(page.text, plain=page.plain, address=page.address)

    return story
