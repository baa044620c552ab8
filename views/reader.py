"""The reader's page: a story's route first, then stop by stop."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from geo import markup, telling
from geo.errors import DatelineError, StoreError
from geo.language import message
from views import parts
from views.panel import take_away
from views.parts import Scenes, Shown

FIRST_ARTICLE = parts.HERE / "data" / "articles" / "kim-train.txt"

PLACES_HTML = """<div class="places">
  <nav class="stops"><ol></ol></nav>
  <nav class="others"><h3></h3> <ul></ul></nav>
  <p class="keys"><span>keys</span> <kbd>←</kbd> <kbd>→</kbd> <span>step</span>, <kbd>Home</kbd>
    <span>overview</span>, <kbd>End</kbd> <span>last</span></p>
  <p class="spoken" role="status"></p></div>"""
SHARE_HTML = """<div class="share"><button type="button"></button>
  <span role="status"></span><input readonly hidden></div>"""


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


def show_controls(shown: Shown, at: int | None) -> None:
    """Back, progress, next, overview and share, for mouse, thumb and keys."""
    story, scenes, language = shown.story, shown.scenes, shown.language
    steps = [scene.slug for scene in scenes if scene.number or not story.stops]
    step = at if at is not None and at < len(steps) else -1
    last = language.text("Last stop") if story.stops else language.text("Last place")
    progress = telling.progress(story, step + 1, len(steps), language)
    back = steps[step - 1] if step > 0 else None
    following = steps[step + 1] if step + 1 < len(steps) else None
    with st.container(horizontal=True, key="controls"):
        move(f"‹ {language.text('Back')}", back, at is None, "Left")
        st.html(
            markup.progress(progress, step + 1, len(steps)),
            width="content",
        )
        move(f"{language.text('Next')} ›", following, following is None, "Right")
        move(language.text("Overview"), None, at is None, "Home")
        move(last, steps[-1] if steps else None, following is None, "End")
        # A link cannot carry an article that was pasted.
        if "article" not in st.session_state or "story" in st.query_params:
            parts.part("share", SHARE_HTML)(
                key="share",
                width="content",
                data={
                    "share": language.text("Share"),
                    "copied": language.text("Link copied"),
                    "link": language.text("Link to this stop"),
                },
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


def show_places(shown: Shown, at: int | None) -> None:
    """The list of the stops and of the other places; a click on one moves to its scene."""
    story, scenes, language = shown.story, shown.scenes, shown.language
    listed = [
        {"slug": scene.slug, "name": scene.name, "number": scene.number, "note": scene.note}
        for scene in scenes
    ]
    stops = len(story.stops) or len(listed)
    route = telling.route(story, language)
    overview = f"{language.text('Overview')}. {route}"
    parts.part("places", PLACES_HTML)(
        key="places",
        data={
            "stops": listed[:stops],
            "others": listed[stops:],
            "label": language.text("Stops") if story.stops else language.text("Places"),
            "heading": language.text("Also mentioned:"),
            "otherPlaces": language.text("Other places"),
            "keys": {
                "keys": language.text("Keys:"),
                "step": language.text("step"),
                "overview": language.text("overview"),
                "last": language.text("last stop"),
            },
            "language": language.tag,
            "current": scenes[at].slug if at is not None else None,
            "spoken": telling.announcement(scenes[at]) if at is not None else overview,
            "map": language.text("Map. {0}", route),
        },
        on_chosen_change=lambda: go(st.session_state["places"].chosen),
    )


@st.fragment
def reader(shown: Shown) -> None:
    """What moves with the reader: the map, and what is told beside it."""
    story, scenes, language = shown.story, shown.scenes, shown.language
    at = selected(scenes)
    with st.container(key="reader"):
        left, right = st.columns([31, 19], gap="medium")
        with left, st.container(key="map-frame"):
            parts.show_map(shown, at, lambda index: go(scenes[index].slug))
        with right, st.container(key="telling"):
            show_controls(shown, at)
            if at is None:
                st.html(markup.overview(telling.overview(story, language), language))
            else:
                st.html(markup.scene(scenes[at], language, pictured=True))
            show_places(shown, at)


def forget() -> None:
    """Show the first story again."""
    del st.session_state["article"]
    go(None)


def other_article(shown: Shown, desk: Page) -> None:
    """The box that takes any other article, and the way to the desk."""
    language = shown.language
    with st.container(key="another"):
        st.html(markup.heading(2, language.text("Read another article")))
        with st.form("another-form", border=False):
            pasted = st.text_area(
                language.text("Paste its text, with its headline first"), key="pasted"
            )
            submitted = st.form_submit_button(language.text("Read it"))
        with st.container(horizontal=True):
            if "article" in st.session_state:
                st.button(language.text("Back to the first story"), on_click=forget)
            to_desk(shown, desk)
    if not submitted:
        return
    # What an online geocoder could not be asked before, it may answer now.
    parts.forget(pasted)
    try:
        parts.article(pasted)
    except DatelineError as error:
        st.error(language.error(error))
    else:
        st.session_state["article"] = pasted
        go(None)
        st.rerun()


def to_desk(shown: Shown, desk: Page) -> None:
    """The way to the desk, where an article that was pasted becomes a draft."""
    pasted = "article" in st.session_state
    label = message("Check and mend it at the desk") if pasted else message("Open the desk")
    if not st.button(shown.language.text(label), key="to-desk"):
        return
    try:
        draft = {"story": parts.opened().create(shown.story, "")} if pasted else {}
    except DatelineError as error:
        st.error(shown.language.error(error))
        return
    st.switch_page(desk, query_params=draft)


def published(identity: str) -> Shown:
    """The story of this id as its readers see it.

    Raises
    ------
    StoreError
        If there is none, or it was taken down.
    """
    story = parts.opened().published(identity)
    if story is None:
        raise StoreError("There is no story at this address; it may have been taken down.")
    return parts.shown(story, parts.language())


def page(desk: Page) -> None:
    """The whole page, from its headline to the box for another article.

    With ``?story=`` in the address it is that story alone.
    """
    identity = st.query_params.get("story")
    language = parts.language()
    text = st.session_state.get("article") or FIRST_ARTICLE.read_text(encoding="utf-8")
    try:
        shown = published(identity) if identity else parts.article(text)
    except DatelineError as error:
        parts.dress("Dateline")
        st.error(language.error(error))
        return
    parts.dress(shown.story.title or "Dateline")
    st.html(markup.header(shown.story, telling.figures(shown.story, language), language))
    reader(shown)
    if credit := markup.credit(shown.story, language):
        st.html(credit)
    take_away(shown)
    if not identity:
        other_article(shown, desk)
    parts.choose_language()
