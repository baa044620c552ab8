"""The reader's page: a story's route first, then stop by stop."""

from __future__ import annotations

import streamlit as st

from geo import markup, telling
from geo.errors import DatelineError
from geo.story import Story
from views import parts
from views.panel import take_away
from views.parts import Scenes, Shown

FIRST_ARTICLE = parts.HERE / "data" / "articles" / "kim-train.txt"

PLACES_HTML = """<div class="places">
  <nav class="stops"><ol></ol></nav>
  <nav class="others" aria-label="Other places"><h3></h3> <ul></ul></nav>
  <p class="keys">Keys: <kbd>←</kbd> <kbd>→</kbd> step, <kbd>Home</kbd> overview, <kbd>End</kbd>
    last stop</p>
  <p class="spoken" role="status"></p></div>"""
SHARE_HTML = """<div class="share"><button type="button">Share</button>
  <span role="status"></span><input aria-label="Link to this stop" readonly hidden></div>"""


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


def show_controls(story: Story, scenes: Scenes, at: int | None) -> None:
    """Back, progress, next, overview and share, for mouse, thumb and keys."""
    steps = [scene.slug for scene in scenes if scene.number or not story.stops]
    step = at if at is not None and at < len(steps) else -1
    last = "Last stop" if story.stops else "Last place"
    back = steps[step - 1] if step > 0 else None
    following = steps[step + 1] if step + 1 < len(steps) else None
    with st.container(horizontal=True, key="controls"):
        move("‹ Back", back, at is None, "Left")
        st.html(
            markup.progress(telling.progress(story, step + 1, len(steps)), step + 1, len(steps)),
            width="content",
        )
        move("Next ›", following, following is None, "Right")
        move("Overview", None, at is None, "Home")
        move(last, steps[-1] if steps else None, following is None, "End")
        # A link cannot carry an article that was pasted.
        if "article" not in st.session_state:
            parts.part("share", SHARE_HTML)(
                key="share", width="content", data={"copied": "Link copied"}
            )


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
    parts.part("places", PLACES_HTML)(
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
def reader(shown: Shown) -> None:
    """What moves with the reader: the map, and what is told beside it."""
    story, scenes = shown.story, shown.scenes
    at = selected(scenes)
    with st.container(key="reader"):
        left, right = st.columns([31, 19], gap="medium")
        with left, st.container(key="map-frame"):
            parts.show_map(story, at, lambda index: go(scenes[index].slug))
        with right, st.container(key="telling"):
            show_controls(story, scenes, at)
            if at is None:
                st.html(markup.overview(telling.overview(story)))
            else:
                st.html(markup.scene(scenes[at]))
            show_places(story, scenes, at)


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
    parts.article.clear(pasted)
    try:
        parts.article(pasted)
    except DatelineError as error:
        st.error(str(error))
    else:
        st.session_state["article"] = pasted
        go(None)
        st.rerun()


def page() -> None:
    """The whole page, from its headline to the box for another article."""
    text = st.session_state.get("article") or FIRST_ARTICLE.read_text(encoding="utf-8")
    try:
        shown = parts.article(text)
    except DatelineError as error:
        parts.dress("Dateline")
        st.error(str(error))
        return
    parts.dress(shown.story.title or "Dateline")
    st.html(markup.header(shown.story, telling.figures(shown.story)))
    reader(shown)
    take_away(shown)
    other_article()
