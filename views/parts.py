"""What the pages share: the style, the map, our own small parts, and a story that is shown."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from geo import naming, store, webmap
from geo.language import CODES, Language, best
from geo.read import read
from geo.scenes import Scene, scenes
from geo.store import Store
from geo.story import Appearance, Story

HERE = Path(__file__).parents[1]
LOOK = HERE / ".streamlit"
# What tells a story by itself, among the map's scripts.
PLAYER = "player.js"
PAGE_HTML = '<p class="connection" role="alert" hidden></p>'
# In pixels, until the style sizes the frame to the window.
MAP_HEIGHT = 590

Scenes = tuple[Scene, ...]


@dataclass(frozen=True)
class Shown:
    """A story on a page, and its scenes.

    Attributes
    ----------
    key
        Names this state of the story in caches, where hashing all of it would take long.
    language
        What the scenes are told in.
    """

    key: str
    story: Story
    scenes: Scenes
    language: Language


# --- the reader's language ------------------------------------------------------------------


def language() -> Language:
    """The language of the page: what its address asks for (``?lang=ko``), or else the browser's.

    Distances are told as in the reader's country, or as ``?units=mi`` asks.
    """
    browser = best(st.context.locale)
    asked = best(st.query_params.get("lang") or browser.tag)
    chosen = browser if asked.code == browser.code else replace(asked, units=browser.units)
    units = st.query_params.get("units")
    return replace(chosen, units=units) if units in ("km", "mi") else chosen


def choose_language() -> None:
    """The language and the unit of distances, for a reader who wants others than the browser."""
    spoken = language()

    def follow(name: str) -> None:
        st.query_params[name] = st.session_state[f"choose-{name}"]

    with st.container(horizontal=True, key="languages"):
        st.selectbox(
            spoken.text("Language"),
            CODES,
            index=CODES.index(spoken.code),
            format_func=lambda code: Language(code).name,
            placeholder=spoken.text("Language"),
            key="choose-lang",
            on_change=follow,
            args=("lang",),
        )
        st.selectbox(
            spoken.text("Distances"),
            ("km", "mi"),
            index=("km", "mi").index(spoken.units),
            format_func={"km": spoken.text("kilometres"), "mi": spoken.text("miles")}.get,
            placeholder=spoken.text("Distances"),
            key="choose-units",
            on_change=follow,
            args=("units",),
        )


# --- stories ------------------------------------------------------------------------------------


# The value keeps the story alive, so that no other can have its id meanwhile.
@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Story: id})
def shown(story: Story, language: Language) -> Shown:
    """A story made ready for a page; the same for the same object."""
    return Shown(uuid4().hex, story, scenes(story, language), language)


@st.cache_resource(show_spinner=False)
def opened() -> Store:
    """The store of stories that the settings name."""
    return store.default()


@st.cache_resource(show_spinner=False, max_entries=64)
def _read(text: str) -> Story:
    story = read(text)
    settle("what reading needs")
    return story


@st.cache_resource(show_spinner=False)
def settle(what: str) -> str:
    """Spare the garbage collector what was loaded and stays; once in a process for each ``what``.

    Streamlit collects garbage after every run, and with the language model in memory that took
    twenty times as long as a step itself.
    """
    gc.collect()
    gc.freeze()
    return what


def article(text: str) -> Shown:
    """The story of an article, as it was read."""
    spoken = language()
    with st.spinner(spoken.text("Reading the article…")):
        return shown(_read(text), spoken)


def forget(text: str) -> None:
    """Read an article anew when it is asked for again."""
    _read.clear(text)


def dress(title: str, appearance: Appearance = "auto") -> None:
    """Give the page its name, its style and its language, and the look that an editor chose."""
    st.set_page_config(page_title=title, page_icon=str(LOOK / "favicon.svg"), layout="wide")
    st.html(LOOK / "page.css")
    spoken = language()
    part("page", PAGE_HTML)(
        key="page",
        data={
            "language": spoken.tag,
            "look": "" if appearance == "auto" else appearance,
            "lost": spoken.text(
                "The connection is lost. The text stays readable; once the connection is back, "
                "you can go on from here."
            ),
            "back": spoken.text("The connection is back."),
        },
    )


@st.cache_resource(show_spinner=False)
def part(name: str, html: str) -> Callable[..., Any]:
    """A part of the page that Streamlit does not bring; its script lies beside the theme.

    It may use the map's :data:`PLAYER`.
    """
    script = (LOOK / f"{name}.js").read_text(encoding="utf-8")
    if "dressMap(" in script:
        script = f"{(LOOK / 'dress.js').read_text(encoding='utf-8')}\n{script}"
    if "dateline.Player(" in script:
        script = f"const dateline = {{}};\n{webmap.script(PLAYER)}\n{script}"
    return st.components.v2.component(name, html=html, js=script, isolate_styles=False)


@st.cache_resource(show_spinner=False)
def assets() -> webmap.Assets:
    """Where Streamlit serves the map's files."""
    served = {
        name: declare_component(name, path=folder) for name, folder in webmap.folders().items()
    }
    return webmap.Assets(**{name: f"../{each.name}/" for name, each in served.items()})


def show_map(shown: Shown, at: int | None) -> None:
    """The map, with the scene that it shows first; the page's script moves it from then on."""
    draw_map(shown.story, at, shown.language, key="map", height=MAP_HEIGHT)


def draw_map(
    story: Story,
    at: int | None,
    language: Language,
    *,
    key: str,
    height: int,
    still: bool = False,
    moving: bool = True,
    returned: Sequence[str] = (),
    clicked: Callable[[], None] | None = None,
) -> None:
    """The one call of streamlit-folium.

    Parameters
    ----------
    still, moving
        As :func:`geo.webmap.story_layer` takes them.
    returned
        What the map sends back; each change of it runs the page again, after ``clicked``.
    """
    st_folium(
        webmap.story_map(assets(), language=language, names=naming.labels(story, language)),
        key=key,
        height=height,
        use_container_width=True,
        feature_group_to_add=webmap.story_layer(
            story, at, st.context.theme.type or "light", language, still=still, moving=moving
        ),
        returned_objects=list(returned),
        on_change=clicked,
    )
