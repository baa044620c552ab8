"""The panel of what a reader or a journalist takes away: pictures, a page to embed, data."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo import markup, takeaway
from geo.errors import DatelineError
from geo.language import message
from geo.look import THEMES
from geo.picture import SIZES, alt_text
from geo.story import Story
from views.parts import Shown

# What people call the colours of pictures.
THEME_NAMES = {"light": message("Light"), "dark": message("Dark"), "print": message("White paper")}


@st.cache_data(show_spinner=False, max_entries=64)
def file_of(key: str, _story: Story, ending: str, choice: takeaway.Choice) -> bytes:
    """A file of the story that the key names; the ending "zip" is all of them."""
    if ending == "zip":
        return takeaway.bundle(_story, choice)
    return takeaway.render(_story, ending, choice)


@st.fragment
def take_away(shown: Shown) -> None:
    """The panel of what a reader takes away; closed, it makes and sends nothing."""
    panel = st.expander(shown.language.text("Take away"), key="take-away", on_change="rerun")
    if not panel.open:
        return
    with panel:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            choice = choose(shown)
        with right:
            drawn = show_picture(shown, choice)
        choice = replace(choice, address=ask_address(shown, choice))
        show_downloads(shown, choice, drawn=drawn)


def choose(shown: Shown) -> takeaway.Choice:
    """How the reader wants the picture."""
    story, language = shown.story, shown.language
    numbers = [None, *range(1, len(story.stops) + 1)]

    def named(number: int | None) -> str:
        if not number:
            return language.text("Whole route")
        return language.text("Stop {0}: {1}", number, shown.scenes[number - 1].name)

    def sized(name: str) -> str:
        return language.capitalised(takeaway.size_label(name, language))

    return takeaway.Choice(
        size=st.selectbox(language.text("Size"), SIZES, format_func=sized),
        theme=st.selectbox(
            language.text("Colours"),
            THEMES,
            format_func=lambda theme: language.text(THEME_NAMES[theme]),
        ),
        stop=(
            st.selectbox(language.text("Show"), numbers, format_func=named) if story.stops else None
        ),
        plain=st.checkbox(language.text("Map alone, without title and credit")),
        language=language,
    )


def show_picture(shown: Shown, choice: takeaway.Choice) -> bool:
    """The picture and its alt text; whether it could be drawn."""
    try:
        with st.spinner(shown.language.text("Drawing the picture…")):
            data = file_of(shown.key, shown.story, "png", choice)
    except DatelineError as error:
        st.error(shown.language.error(error))
        return False
    words = alt_text(shown.story, stop=choice.stop, language=choice.language)
    st.image(data, alt=words)
    with st.container(key="alt-text"):
        st.html(markup.heading(3, choice.language.text("Alt text")))
        st.code(words, language=None, wrap_lines=True)
    return True


def ask_address(shown: Shown, choice: takeaway.Choice) -> str | None:
    """Where the page will stand; and once that is known, what embeds it in another page."""
    story, language = shown.story, shown.language
    st.html(markup.heading(3, language.text("Page to embed")))
    address = st.text_input(
        language.text("Web address where you will publish it, with the PNG beside it"),
        placeholder=f"https://example.org/{takeaway.file_name(story, 'html')}",
        key="address",
    ).strip()
    if not address:
        return None
    try:
        snippet = takeaway.snippet(story, replace(choice, address=address))
    except DatelineError as error:
        st.error(language.error(error))
        return None
    st.code(snippet, language=None, wrap_lines=True)
    return address


def show_downloads(shown: Shown, choice: takeaway.Choice, *, drawn: bool) -> None:
    """A button for each file, which is made when it is pressed."""
    st.html(markup.heading(3, shown.language.text("Download")))
    with st.container(horizontal=True, key="downloads"):
        for ending, kind in takeaway.KINDS.items():
            if drawn or not kind.pictured:
                st.download_button(
                    shown.language.text(kind.name),
                    partial(file_of, shown.key, shown.story, ending, choice),
                    takeaway.file_name(shown.story, ending, choice.stop),
                    kind.media_type,
                    key=f"download-{ending}",
                    on_click="ignore",
                )
        if drawn:
            st.download_button(
                shown.language.text("All as ZIP"),
                partial(file_of, shown.key, shown.story, "zip", choice),
                takeaway.file_name(shown.story, "zip"),
                "application/zip",
                key="download-zip",
                on_click="ignore",
                type="primary",
            )
