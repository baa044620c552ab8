"""The reader's page: a story's route first, then stop by stop; or all of it as text."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from geo import markup, overview, phrases
from geo.errors import DatelineError, StoreError
from geo.language import message
from geo.scenes import announcement
from views import desk_door, parts
from views.panel import take_away
from views.parts import Scenes, Shown

FIRST_ARTICLE = parts.HERE / "data" / "articles" / "kim-train.txt"

STEPS_HTML = '<button type="button" class="play" hidden></button>'
TOOLS_HTML = """<div class="tools"><button type="button" class="share"></button>
  <button type="button" class="to-text"></button>
  <button type="button" class="to-keys" aria-keyshortcuts="?"></button>
  <span class="copied" role="status"></span><input readonly hidden></div>"""
PLACES_HTML = """<div class="places">
  <nav class="stops"><ol role="list"></ol></nav>
  <nav class="others"><h3></h3> <ul role="list"></ul></nav>
  <p class="spoken" role="status"></p>
  <button type="button" class="skip"></button>
  <dialog class="help" aria-labelledby="help-title"><h2 id="help-title"></h2><dl></dl>
    <button type="button" class="close"></button></dialog></div>"""
# What the keys do, for the list that "?" shows.
KEYS = (
    ("→", message("next stop")),
    ("←", message("stop before")),
    ("Home", message("overview")),
    ("End", message("last stop")),
    ("Tab", message("to the map, its stops and its buttons")),
    ("← → ↑ ↓ + −", message("move the map, when it has the focus")),
    ("?", message("these keys")),
)


# --- where the reader is --------------------------------------------------------------------


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


def shareable() -> bool:
    """Whether the address leads others to the story: it cannot carry an article that was pasted."""
    return "article" not in st.session_state or "story" in st.query_params


def show_text(*, text: bool) -> None:
    """Show the story as text alone, or with its map."""
    if text:
        st.query_params["view"] = "text"
    else:
        st.query_params.pop("view", None)


# --- step by step -----------------------------------------------------------------------------


@st.fragment
def steps(shown: Shown) -> None:
    """What a step changes: the controls and what is told. All else on the page stays as it is."""
    at = selected(shown.scenes)
    show_controls(shown, at)
    if at is None:
        st.html(markup.overview(overview.overview(shown.story, shown.language), shown.language))
        return
    st.html(markup.scene(shown.scenes[at], shown.language, pictured=True))


def show_controls(shown: Shown, at: int | None) -> None:
    """Back, progress, next, overview and play, for mouse, thumb and keys."""
    story, scenes, language = shown.story, shown.scenes, shown.language
    slugs = [scene.slug for scene in scenes if scene.number or not story.stops]
    step = at if at is not None and at < len(slugs) else -1
    last = language.text("Last stop") if story.stops else language.text("Last place")
    progress = phrases.progress(story, step + 1, len(slugs), language)
    back = slugs[step - 1] if step > 0 else None
    following = slugs[step + 1] if step + 1 < len(slugs) else None
    whole = f"{language.text('Overview')}. {overview.route(story, language)}"
    with st.container(horizontal=True, key="controls"):
        move(f"‹ {language.text('Back')}", back, at is None, "Left")
        st.html(markup.progress(progress, step + 1, len(slugs)), width="content")
        move(f"{language.text('Next')} ›", following, following is None, "Right")
        move(language.text("Overview"), None, at is None, "Home")
        move(last, slugs[-1] if slugs else None, following is None, "End")
        parts.part("steps", STEPS_HTML)(
            key="steps",
            width="content",
            data={
                "index": at,
                "steps": len(slugs),
                "spoken": whole if at is None else announcement(scenes[at]),
            },
            on_chosen_change=lambda: go(scenes[st.session_state["steps"].chosen].slug),
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


def show_teller(shown: Shown) -> None:
    """What leads the map along, and tells the story by itself; nothing to see."""
    parts.part("teller", "<span hidden></span>")(
        key="teller",
        data={
            "play": shown.language.text("Play"),
            "pause": shown.language.text("Pause"),
        },
    )


def show_tools(shown: Shown) -> None:
    """What else a reader may want: a link to the stop, the text alone, the keys."""
    language = shown.language
    parts.part("tools", TOOLS_HTML)(
        key="tools",
        data={
            "share": language.text("Share") if shareable() else "",
            "copied": language.text("Link copied"),
            "link": language.text("Link to this stop"),
            "text": language.text("Text only"),
            "keys": language.text("Keys"),
        },
        on_text_change=lambda: show_text(text=True),
    )


def show_places(shown: Shown) -> None:
    """The list of the stops and of the other places, and what the page says of itself."""
    story, language = shown.story, shown.language
    listed = [
        {
            "name": scene.name,
            "number": scene.number,
            "planned": scene.planned,
            "note": scene.note,
        }
        for scene in shown.scenes
    ]
    stops = len(story.stops) or len(listed)
    parts.part("places", PLACES_HTML)(
        key="places",
        data={
            "stops": listed[:stops],
            "others": listed[stops:],
            "label": language.text("Stops") if story.stops else language.text("Places"),
            "heading": language.text("Also mentioned:"),
            "otherPlaces": language.text("Other places"),
            "keys": [[key, language.text(does)] for key, does in KEYS],
            "map": language.text("Map. {0}", overview.route(story, language)),
            "words": {
                "skip": language.text("Skip the map"),
                "keys": language.text("Keys"),
                "close": language.text("Close"),
            },
        },
    )


def reader(shown: Shown) -> None:
    """The map, and beside it what is told; the words are sent first."""
    with st.container(key="reader"):
        left, right = st.columns([31, 19], gap="medium")
        with right, st.container(key="telling"):
            steps(shown)
            show_teller(shown)
            show_tools(shown)
            show_places(shown)
        with left, st.container(key="map-frame"):
            parts.show_map(shown, selected(shown.scenes))


def show_all(shown: Shown) -> None:
    """All that the map tells, as text."""
    language = shown.language
    st.button(language.text("Show the map"), key="to-map", on_click=lambda: show_text(text=False))
    with st.container(key="all"):
        told = overview.overview(shown.story, language)
        st.html(markup.overview(told, language) + markup.everything(shown.scenes, language))


# --- another article ----------------------------------------------------------------------------


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
    if not desk_door.is_open():
        return
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


# --- the page -----------------------------------------------------------------------------------


def given() -> str:
    """The article that was pasted, or else the first."""
    return st.session_state.get("article") or FIRST_ARTICLE.read_text(encoding="utf-8")


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
    try:
        shown = published(identity) if identity else parts.article(given())
    except DatelineError as error:
        parts.dress("Dateline")
        st.error(language.error(error))
        return
    parts.settle("what the page needs")
    parts.dress(shown.story.title or "Dateline", shown.story.edition.appearance)
    st.html(markup.header(shown.story, overview.figures(shown.story, language), language))
    if st.query_params.get("view") == "text":
        show_all(shown)
    else:
        reader(shown)
    if credit := markup.credit(shown.story, language):
        st.html(credit)
    if not st.context.is_embedded:
        take_away(shown)
        if not identity:
            other_article(shown, desk)
        parts.choose_language()
