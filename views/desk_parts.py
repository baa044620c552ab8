"""What the desk's views share: the map to click on, lists to choose from, and fields that save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from uuid import uuid4

import streamlit as st

from geo import desk, webmap
from geo.story import Place, Point, Story
from views import desk_work as work
from views import parts

MAP_HEIGHT = 560
OPTIONS_HTML = '<div class="options"><ul></ul></div>'


def options(
    key: str,
    label: str,
    lines: list[desk.Line],
    choose: Callable[[str], None],
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """A list of buttons, or of lines with an action; a click calls ``choose`` with a line's id."""
    if lines:
        parts.part("options", OPTIONS_HTML)(
            key=key,
            width=width,
            data={"label": label, "lines": lines},
            on_chosen_change=lambda: choose(st.session_state[key].chosen),
        )


def show_map(
    story: Story, at: int | None, choose: Callable[[int], None], *, still: bool = False
) -> None:
    """The map; a click on a marker calls ``choose``, one anywhere else answers an aim.

    Parameters
    ----------
    still
        Leave the part of the globe that is shown as it is.
    """

    def clicked() -> None:
        returned: dict[str, Any] = st.session_state["desk-map"]
        here = returned.get("last_clicked")
        count = returned.get("last_object_clicked_count")
        before = st.session_state.get("desk-clicked")
        st.session_state["desk-clicked"] = (here, count)
        if before is None or before[0] != here:
            if here:
                work.hit(Point(here["lat"], (here["lng"] + 180) % 360 - 180))
        elif before[1] != count:
            index = webmap.clicked_stop(returned, story)
            if index is None:
                return
            if work.aimed():
                work.hit(place_of(story, index).point)
            else:
                choose(index)

    with st.container(key="map-frame"):
        parts.draw_map(
            story,
            at,
            parts.language(),
            key="desk-map",
            height=MAP_HEIGHT,
            still=still,
            moving=False,
            returned=(*webmap.RETURNED_OBJECTS, "last_clicked"),
            clicked=clicked,
        )


def scene_of(story: Story, place: Place | None) -> int | None:
    """Index of the place on the map: the stops, then the other places; None for none."""
    if place is None:
        return None
    shown = [*(stop.place.id for stop in story.stops), *(other.id for other in story.context)]
    return shown.index(place.id) if place.id in shown else None


def place_of(story: Story, index: int) -> Place:
    """The place that a marker stands for."""
    stops = len(story.stops)
    return story.stops[index].place if index < stops else story.context[index - stops]


def key_for(name: str, saved: Any = "") -> tuple[str, Any]:
    """The key of a widget that shows a saved value, and the value that it begins with.

    When another value is saved from elsewhere, or when the widget comes back
    after another part of the story was in hand, it gets a new key and begins
    anew: what the browser still has of the old one is then not taken for a
    change that the editor makes.
    """
    held = f"{name}-held"
    key, before, first = st.session_state.get(held, ("", None, None))
    gone = not key or key not in st.session_state
    if gone or (before != saved and st.session_state[key] != saved):
        key, first = f"{name}-{uuid4().hex[:8]}", saved
    st.session_state[held] = (key, saved, first)
    return key, first


def empty(name: str) -> None:
    """Clear a field that :func:`key_for` named; an empty one stays as it is, with its focus."""
    key = st.session_state.get(f"{name}-held", ("",))[0]
    if st.session_state.get(key):
        del st.session_state[f"{name}-held"]


def field(
    ask: Callable[..., Any],
    label: str,
    name: str,
    saved: Any,
    save: Callable[[Any], None],
    **options: Any,
) -> None:
    """A field that shows what is saved, and saves what is put into it.

    Words that are being typed stay when the page runs again for another reason.
    """
    key, first = key_for(name, saved)

    def changed() -> None:
        value = st.session_state[key]
        if value != saved:
            save(value)

    begin: dict[str, Any] = {"value": first}
    if choices := options.get("options"):
        begin = {"index": choices.index(first if first in choices else saved)}
    ask(label, key=key, on_change=changed, **begin, **options)


def ask_name() -> None:
    """Who is at work, where nobody signed in."""
    if not getattr(st.user, "is_logged_in", False):
        st.text_input(
            work.text("Your name"),
            key="desk-editor",
            placeholder=work.text("Your name"),
            label_visibility="collapsed",
            max_chars=60,
            persist_state="session",
            width=150,
        )
