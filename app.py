"""The page: asks for a story, calls what tells it, and shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from geo import markup, takeaway, telling, webmap
from geo.errors import DatelineError
from geo.gazetteer import default
from geo.look import THEMES
from geo.picture import SIZES, alt_text
from geo.read import read
from geo.story import Story

HERE = Path(__file__).parent
LOOK = HERE / ".streamlit"
FIRST_ARTICLE = HERE / "data" / "articles" / "kim-train.txt"
# In pixels, until the style sizes the frame to the window.
MAP_HEIGHT = 590

PLACES_HTML = """<div class="places">
  <nav class="stops"><ol></ol></nav>
  <nav class="others" aria-label="Other places"><h3></h3> <ul></ul></nav>
  <p class="keys">Keys: <kbd>←</kbd> <kbd>→</kbd> step, <kbd>Home</kbd> overview, <kbd>End</kbd>
    last stop</p>
  <p class="spoken" role="status"></p></div>"""
SHARE_HTML = """<div class="share"><button type="button">Share</button>
  <span role="status"></span><input aria-label="Link to this stop" readonly hidden></div>"""

Scenes = tuple[telling.Scene, ...]


@st.cache_resource(show_spinner=False)
def part(name: str, html: str) -> Callable[..., Any]:
    """A part of the page that Streamlit does not bring; its script lies beside the theme."""
    script = (LOOK / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(name, html=html, js=script, isolate_styles=False)


@st.cache_data(show_spinner="Reading the article…", max_entries=64)
def told(text: str) -> tuple[Story, Scenes]:
    """The story of an article, and its scenes."""
    story = read(text)
    return story, telling.scenes(story, default())


def selected(scenes: Scenes) -> int | None:
    """The scene that the page's address names; None is the overview."""
    slug = st.query_params.get("stop")
    return next((i for i, scene in enumerate(scenes) if scene.slug == slug), None)


def go(slug: str | None) -> None:
    """Move to a scene, or to the overview: the address says where the reader is."""
    if slug is None:
        st.query_params.pop("stop", None)
    else:
        st.query_params["stop"] = slug


@st.cache_resource(show_spinner=False)
def assets() -> webmap.Assets:
    """Where Streamlit serves the map's files."""
    parts = {name: declare_component(name, path=folder) for name, folder in webmap.FOLDERS.items()}
    return webmap.Assets(**{name: f"../{part.name}/" for name, part in parts.items()})


def show_map(story: Story, scenes: Scenes, at: int | None) -> None:
    """The map; a click on a marker moves to its scene."""

    def clicked() -> None:
        index = webmap.clicked_stop(st.session_state["map"], story)
        if index is not None:
            go(scenes[index].slug)

    st_folium(
        webmap.story_map(assets()),
        key="map",
        height=MAP_HEIGHT,
        use_container_width=True,
        feature_group_to_add=webmap.story_layer(story, at, st.context.theme.type or "light"),
        returned_objects=webmap.RETURNED_OBJECTS,
        on_change=clicked,
    )


def show_controls(story: Story, scenes: Scenes, at: int | None) -> None:
    """Back, progress, next, overview and share, for mouse, thumb and keys."""
    steps = [scene.slug for scene in scenes if scene.number or not story.stops]
    noun = "Stop" if story.stops else "Place"
    step = at if at is not None and at < len(steps) else -1
    back = steps[step - 1] if step > 0 else None
    following = steps[step + 1] if step + 1 < len(steps) else None
    with st.container(horizontal=True, key="controls"):
        move("‹ Back", back, at is None, "Left")
        st.html(markup.progress(step + 1, len(steps), noun), width="content")
        move("Next ›", following, following is None, "Right")
        move("Overview", None, at is None, "Home")
        move(f"Last {noun.lower()}", steps[-1] if steps else None, following is None, "End")
        # A link cannot carry an article that was pasted.
        if "article" not in st.session_state:
            part("share", SHARE_HTML)(key="share", width="content", data={"copied": "Link copied"})


def move(label: str, slug: str | None, disabled: bool, shortcut: str) -> None:
    """A button that moves to a scene, and the key that does the same."""
    st.button(
        label,
        key=f"go-{shortcut.lower()}",
        type="primary" if shortcut == "Right" else "secondary",
        on_click=go,
        args=(slug,),
        disabled=disabled,
        shortcut=shortcut,
    )


def show_places(story: Story, scenes: Scenes, at: int | None) -> None:
    """The list of the stops and of the other places; a click on one moves to its scene."""
    listed = [
        {"slug": scene.slug, "name": scene.name, "number": scene.number, "note": scene.note}
        for scene in scenes
    ]
    stops = len(story.stops) or len(listed)
    route = telling.route(story)
    part("places", PLACES_HTML)(
        key="places",
        data={
            "stops": listed[:stops],
            "others": listed[stops:],
            "label": "Stops" if story.stops else "Places",
            "heading": "Also mentioned:",
            "current": scenes[at].slug if at is not None else None,
            "spoken": telling.announcement(scenes[at]) if at is not None else f"Overview. {route}",
            "map": f"Map. {route}",
        },
        on_chosen_change=lambda: go(st.session_state["places"].chosen),
    )


@st.fragment
def reader(text: str) -> None:
    """What moves with the reader: the map, and what is told beside it."""
    story, scenes = told(text)
    at = selected(scenes)
    with st.container(key="reader"):
        left, right = st.columns([31, 19], gap="medium")
        with left, st.container(key="map-frame"):
            show_map(story, scenes, at)
        with right, st.container(key="telling"):
            show_controls(story, scenes, at)
            if at is None:
                st.html(markup.overview(telling.overview(story)))
            else:
                st.html(markup.scene(scenes[at]))
            show_places(story, scenes, at)


@st.cache_data(show_spinner=False, max_entries=64)
def file_of(text: str, ending: str, choice: takeaway.Choice) -> bytes:
    """A file of an article's story; the ending "zip" is all of them."""
    story, _ = told(text)
    if ending == "zip":
        return takeaway.bundle(story, choice)
    return takeaway.render(story, ending, choice)


@st.fragment
def take_away(text: str) -> None:
    """The panel of what a reader takes away; closed, it makes and sends nothing."""
    panel = st.expander("Take away", key="take-away", on_change="rerun")
    if not panel.open:
        return
    story, _ = told(text)
    with panel:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            choice = choose(story)
        with right:
            drawn = show_picture(text, story, choice)
        choice = replace(choice, address=ask_address(story, choice))
        show_downloads(text, story, choice, drawn=drawn)


def choose(story: Story) -> takeaway.Choice:
    """How the reader wants the picture."""
    numbers = [None, *range(1, len(story.stops) + 1)]

    def named(number: int | None) -> str:
        return f"Stop {number}: {story.stops[number - 1].place.name}" if number else "Whole route"

    return takeaway.Choice(
        size=st.selectbox("Size", SIZES, format_func=lambda n: takeaway.size_label(n).capitalize()),
        theme=st.selectbox("Colours", THEMES, format_func=str.capitalize),
        stop=st.selectbox("Show", numbers, format_func=named) if story.stops else None,
        plain=st.checkbox("Map alone, without title and credit"),
    )


def show_picture(text: str, story: Story, choice: takeaway.Choice) -> bool:
    """The picture and its alt text; whether it could be drawn."""
    try:
        with st.spinner("Drawing the picture…"):
            data = file_of(text, "png", choice)
    except DatelineError as error:
        st.error(str(error))
        return False
    words = alt_text(story, stop=choice.stop)
    st.image(data, alt=words)
    with st.container(key="alt-text"):
        st.html("<h3>Alt text</h3>")
        st.code(words, language=None, wrap_lines=True)
    return True


def ask_address(story: Story, choice: takeaway.Choice) -> str | None:
    """Where the page will stand; and once that is known, what embeds it in another page."""
    st.html("<h3>Page to embed</h3>")
    address = st.text_input(
        "Web address where you will publish it, with the PNG beside it",
        placeholder=f"https://example.org/{takeaway.file_name(story, 'html')}",
        key="address",
    ).strip()
    if not address:
        return None
    try:
        snippet = takeaway.snippet(story, replace(choice, address=address))
    except DatelineError as error:
        st.error(str(error))
        return None
    st.code(snippet, language=None, wrap_lines=True)
    return address


def show_downloads(text: str, story: Story, choice: takeaway.Choice, *, drawn: bool) -> None:
    """A button for each file, which is made when it is pressed."""
    st.html("<h3>Download</h3>")
    with st.container(horizontal=True, key="downloads"):
        for ending, kind in takeaway.KINDS.items():
            if drawn or not kind.pictured:
                st.download_button(
                    kind.name,
                    partial(file_of, text, ending, choice),
                    takeaway.file_name(story, ending, choice.stop),
                    kind.media_type,
                    key=f"download-{ending}",
                    on_click="ignore",
                )
        if drawn:
            st.download_button(
                "All as ZIP",
                partial(file_of, text, "zip", choice),
                takeaway.file_name(story, "zip"),
                "application/zip",
                key="download-zip",
                on_click="ignore",
                type="primary",
            )


def forget() -> None:
    """Show the first story again."""
    del st.session_state["article"]
    go(None)


def other_article() -> None:
    """The box that takes any other article."""
    with st.container(key="another"):
        st.html("<h2>Read another article</h2>")
        with st.form("another-form", border=False):
            pasted = st.text_area("Paste its text, with its headline first", key="pasted")
            submitted = st.form_submit_button("Read it")
        if "article" in st.session_state:
            st.button("Back to the first story", on_click=forget)
    if not submitted:
        return
    # What an online geocoder could not be asked before, it may answer now.
    told.clear(pasted)
    try:
        told(pasted)
    except DatelineError as error:
        st.error(str(error))
    else:
        st.session_state["article"] = pasted
        go(None)
        st.rerun()


def page() -> None:
    """The whole page, from its headline to the box for another article."""
    st.html(LOOK / "page.css")
    text = st.session_state.get("article") or FIRST_ARTICLE.read_text(encoding="utf-8")
    try:
        story, _ = told(text)
    except DatelineError as error:
        st.error(str(error))
        return
    title = story.title or "Dateline"
    st.set_page_config(page_title=title, page_icon=str(LOOK / "favicon.svg"), layout="wide")
    st.html(markup.header(story, telling.figures(story)))
    reader(text)
    take_away(text)
    other_article()


page()
