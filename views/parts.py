"""What the pages share: the style, the map, our own small parts, and a story that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from geo import telling, webmap
from geo.read import read
from geo.story import Story

HERE = Path(__file__).parents[1]
LOOK = HERE / ".streamlit"
# In pixels, until the style sizes the frame to the window.
MAP_HEIGHT = 590

Scenes = tuple[telling.Scene, ...]


@dataclass(frozen=True)
class Shown:
    """A story on a page, and its scenes.

    Attributes
    ----------
    key
        Names this state of the story in caches, where hashing all of it would take long.
    """

    key: str
    story: Story
    scenes: Scenes


# The value keeps the story alive, so that no other can have its id meanwhile.
@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Story: id})
def shown(story: Story) -> Shown:
    """A story made ready for a page; the same for the same object."""
    return Shown(uuid4().hex, story, telling.scenes(story))


@st.cache_resource(show_spinner="Reading the article…", max_entries=64)
def article(text: str) -> Shown:
    """The story of an article, as it was read."""
    return shown(read(text))


def dress(title: str) -> None:
    """Give the page its name and its style."""
    st.set_page_config(page_title=title, page_icon=str(LOOK / "favicon.svg"), layout="wide")
    st.html(LOOK / "page.css")


@st.cache_resource(show_spinner=False)
def part(name: str, html: str) -> Callable[..., Any]:
    """A part of the page that Streamlit does not bring; its script lies beside the theme."""
    script = (LOOK / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(name, html=html, js=script, isolate_styles=False)


@st.cache_resource(show_spinner=False)
def assets() -> webmap.Assets:
    """Where Streamlit serves the map's files."""
    served = {name: declare_component(name, path=folder) for name, folder in webmap.FOLDERS.items()}
    return webmap.Assets(**{name: f"../{each.name}/" for name, each in served.items()})


def show_map(story: Story, at: int | None, choose: Callable[[int], None]) -> None:
    """The map; a click on a marker calls ``choose`` with the index of its scene."""

    def clicked() -> None:
        index = webmap.clicked_stop(st.session_state["map"], story)
        if index is not None:
            choose(index)

    st_folium(
        webmap.story_map(assets()),
        key="map",
        height=MAP_HEIGHT,
        use_container_width=True,
        feature_group_to_add=webmap.story_layer(story, at, st.context.theme.type or "light"),
        returned_objects=webmap.RETURNED_OBJECTS,
        on_change=clicked,
    )
