"""Shape: the stops in order, the ways between them, and how the story is presented."""

from __future__ import annotations

from base64 import b64decode

import streamlit as st

from geo import desk, deskjourney, desknames, edits, markup
from geo.errors import DatelineError, EditError
from geo.gazetteer import default
from geo.language import CODES, Language, message
from geo.lookup import lookup
from geo.photo import photo
from geo.story import Picture, Point, Stop, StopStatus, Story
from views import desk_parts as show
from views import desk_work as work
from views import parts

OUTLINE_HTML = '<div class="outline"><ol></ol></div>'
PICTURES = ("jpg", "jpeg", "png", "webp")
APPEARANCES = {
    "auto": message("As the reader has it"),
    "light": message("Light"),
    "dark": message("Dark"),
}
STATUSES: dict[StopStatus, str] = {
    "told": message("Reached"),
    "planned": message("Planned"),
    "inferred": message("Inferred: the article does not tell it"),
}
LABELS = {"": message("As the reader has it"), **{code: Language(code).name for code in CODES}}


def view(story: Story) -> None:
    """The three columns: the order, what is selected of it, and the map."""
    item, index = selected(story)
    left, middle, right = st.columns([28, 36, 36], gap="medium")
    with left:
        show_outline(story, f"{item}-{index}" if item != "story" else item)
        add_stop(story)
    with middle, st.container(key="inspector"):
        if item == "stop":
            show_stop(story, index)
        elif item == "leg":
            show_leg(story, index)
        else:
            show_edition(story)
    with right:
        drawn = drawing(story)
        show.show_map(
            drawn,
            index if item == "stop" else None,
            lambda index: select(f"stop-{index}") if index < len(story.stops) else None,
            still=work.aimed() is not None,
        )


# --- what is selected ------------------------------------------------------------------------


def selected(story: Story) -> tuple[str, int]:
    """What is in hand: ("story", 0), ("stop", index) or ("leg", index)."""
    kind, _, number = str(st.session_state.get("desk-item", "story")).partition("-")
    count = {"stop": len(story.stops), "leg": len(story.legs)}.get(kind, 0)
    if number.isdecimal() and int(number) < count:
        return kind, int(number)
    return "story", 0


def select(item: str) -> None:
    """Take a part of the story in hand."""
    st.session_state["desk-item"] = item
    stop_drawing()


# --- the order -------------------------------------------------------------------------------


def show_outline(story: Story, item: str) -> None:
    """The stops and ways; a click takes one in hand, arrows move a stop."""

    def moved() -> None:
        index, to = st.session_state["outline"].moved
        move(story, index, to)

    parts.part("outline", OUTLINE_HTML)(
        key="outline",
        data={
            "label": work.text("The story in order"),
            "lines": deskjourney.outline(story, parts.language()),
            "chosen": item,
        },
        on_chosen_change=lambda: select(st.session_state["outline"].chosen),
        on_moved_change=moved,
    )


def move(story: Story, index: int, to: int) -> None:
    """Move a stop to another place in the order."""
    name = work.name_of(story.stops[index].place)
    what = work.text("moved {0} from {1} to {2}", name, index + 1, to + 1)
    if work.change(what, lambda s: edits.move_stop(s, index, to)):
        select(f"stop-{to}")


def add_stop(story: Story) -> None:
    """A search for a place that becomes a stop after the one in hand."""
    kind, number = selected(story)
    index = number + 1 if kind in ("stop", "leg") else len(story.stops)
    query = st.text_input(
        work.text("Add a stop"),
        key=show.key_for("desk-add")[0],
        live="300ms",
        placeholder=work.text("Search for a place"),
    )
    named = [m.place for m in story.mentions if m.place and desknames.is_meant(m, query or "")]
    found = {place.id: place for place in (*named, *lookup(query or "", default()))}

    def add(chosen: str) -> None:
        place = found.get(chosen)
        if place is None:
            return
        what = work.text("added {0} as stop {1}", work.name_of(place), index + 1)
        if work.change(what, lambda s: edits.add_stop(s, place, index)):
            show.empty("desk-add")
            select(f"stop-{index}")

    show.options(
        "desk-add-found",
        work.text("Places found"),
        [desknames.option(place, language=parts.language()) for place in found.values()][:6],
        add,
    )
    if query and not found:
        st.html(f"<p class='quiet'>{work.text('The gazetteer knows no such place.')}</p>")


# --- a stop ----------------------------------------------------------------------------------


def show_stop(story: Story, index: int) -> None:
    """Everything that can be done with a stop."""
    stop = story.stops[index]
    st.html(deskjourney.stop_told(story, index, parts.language()))
    show_stop_actions(story, index)
    ask_status(index, stop)
    ask_passage(story, index, stop)
    show.field(
        st.text_area,
        work.text("Note"),
        f"desk-note-{index}",
        stop.note,
        lambda note: work.change(
            work.text("wrote a note at stop {0}", index + 1),
            lambda s: edits.set_note(s, index, note),
        ),
        height=96,
        placeholder=work.text("A sentence of your own"),
    )
    ask_picture(index, stop)


def show_stop_actions(story: Story, index: int) -> None:
    """Start, end, merge, visit again, remove."""
    name, last = work.name_of(story.stops[index].place), len(story.stops) - 1

    def act(label: str, key: str, what: str, edit, *, disabled: bool = False) -> None:
        st.button(
            label,
            key=f"desk-{key}",
            disabled=disabled,
            on_click=lambda: work.change(what, edit),
        )

    with st.container(horizontal=True, key="stop-actions"):
        st.button(
            work.text("Start here"),
            key="desk-first",
            disabled=not index,
            on_click=move,
            args=(story, index, 0),
        )
        st.button(
            work.text("End here"),
            key="desk-last",
            disabled=index == last,
            on_click=move,
            args=(story, index, last),
        )
        act(
            work.text("Merge with next"),
            "merge",
            work.text("merged stops {0} and {1}", index + 1, index + 2),
            lambda s: edits.merge_stops(s, index),
            disabled=index == last,
        )
        act(
            work.text("Visit again"),
            "split",
            work.text("visits {0} again", name),
            lambda s: edits.split_stop(s, index),
        )
        act(
            work.text("Remove"),
            "remove",
            work.text("removed stop {0}, {1}", index + 1, name),
            lambda s: edits.unmake_stop(s, index),
        )
        st.button(
            work.text("Change its place"),
            key="desk-replace",
            type="tertiary",
            on_click=lambda: (
                work.look("check"),
                # A start may be inferred from the name of a country, which is another place.
                st.session_state.update(
                    {"desk-mention": story.stops[index].mention.span, "desk-of-stop": True}
                ),
            ),
        )


def ask_status(index: int, stop: Stop) -> None:
    """Whether the traveller has been there; who answers confirms a stop that was inferred."""

    def save(status: StopStatus) -> None:
        what = work.text("stop {0}: {1}", index + 1, work.text(STATUSES[status]))
        work.change(what, lambda s: edits.set_status(s, index, status))

    show.field(
        st.selectbox,
        work.text("Reached or planned"),
        f"desk-status-{index}",
        stop.status,
        save,
        options=[s for s in STATUSES if s != "inferred" or stop.status == "inferred"],
        format_func=lambda status: work.text(STATUSES[status]),
    )


def ask_passage(story: Story, index: int, stop: Stop) -> None:
    """Which words of the article stand beside the stop."""
    told = deskjourney.sentences(story)
    now = desk.key_of(stop.passage)
    told.setdefault(now, desk.short(stop.passage.of(story.article.text)))

    def save(key: str) -> None:
        span = desk.span_of(key)
        if span is not None:
            work.change(
                work.text("chose the passage of stop {0}", index + 1),
                lambda s: edits.set_passage(s, index, span),
            )

    show.field(
        st.selectbox,
        work.text("Passage beside it"),
        f"desk-passage-{index}",
        now,
        save,
        options=list(told),
        format_func=lambda key: told.get(key, key),
        help=work.text("Or select words in the article, under Check."),
    )


def ask_picture(index: int, stop: Stop) -> None:
    """A picture with its credit and its alt text."""
    st.html(markup.heading(3, work.text("Picture")))
    if stop.picture is not None:
        show_picture(index, stop.picture)
        return
    with st.form(f"desk-picture-{index}", border=False):
        file = st.file_uploader(
            work.text("JPEG, PNG or WebP"),
            type=PICTURES,
            key=f"desk-file-{index}",
            max_upload_size=30,
        )
        words = st.text_input(
            work.text("What it shows, for those who do not see it"), key=f"desk-alt-{index}"
        )
        credit = st.text_input(work.text("Credit"), key=f"desk-credit-{index}")
        if not st.form_submit_button(work.text("Add the picture")):
            return
    try:
        if file is None:
            raise EditError("Choose a picture first.")
        picture = photo(file.getvalue(), credit or "", words or "")
    except DatelineError as error:
        st.html(desk.notice(parts.language().error(error)))
        return
    what = work.text("added a picture at stop {0}", index + 1)
    if work.change(what, lambda s: edits.set_picture(s, index, picture)):
        st.rerun(scope="fragment")


def show_picture(index: int, picture: Picture) -> None:
    """The picture of a stop, and the way to be rid of it."""
    st.image(b64decode(picture.data), alt=picture.alternative)
    st.html(deskjourney.picture_told(picture))
    st.button(
        work.text("Remove the picture"),
        key="desk-no-picture",
        on_click=lambda: work.change(
            work.text("removed the picture of stop {0}", index + 1),
            lambda s: edits.set_picture(s, index, None),
        ),
    )


# --- a way -----------------------------------------------------------------------------------


def show_leg(story: Story, index: int) -> None:
    """How one travels from a stop to the next, and along which line."""
    leg = story.legs[index]
    st.html(deskjourney.leg_told(story, index, parts.language()))

    def set_mode(mode: str) -> None:
        everywhere = st.session_state.get("desk-all-legs")
        what = work.text(
            "set the way after stop {0}: {1}", index + 1, work.text(deskjourney.MODES[mode])
        )
        work.change(what, lambda s: edits.set_mode(s, None if everywhere else index, mode))

    show.field(
        st.selectbox,
        work.text("How one travels"),
        f"desk-mode-{index}",
        leg.mode,
        set_mode,
        options=list(deskjourney.MODES),
        format_func=lambda mode: work.text(deskjourney.MODES[mode]),
    )
    if len(story.legs) > 1:
        st.checkbox(work.text("The same for all ways"), key="desk-all-legs")

    def set_line(method: str) -> None:
        what = work.text(
            "set the line after stop {0}: {1}", index + 1, work.text(deskjourney.METHODS[method])
        )
        work.change(what, lambda s: edits.set_line(s, index, method))

    methods = [m for m in deskjourney.METHODS if m != "drawn" or leg.method == "drawn"]
    show.field(
        st.selectbox,
        work.text("Line on the map"),
        f"desk-line-{index}",
        leg.method,
        set_line,
        options=methods,
        format_func=lambda method: work.text(deskjourney.METHODS[method]),
    )
    draw(index)


def draw(index: int) -> None:
    """Draw the line of a way by clicks on the map."""
    points: list[Point] | None = st.session_state.get("desk-points")

    def start() -> None:
        st.session_state["desk-points"] = []
        st.session_state["desk-leg"] = index
        work.aim(
            lambda point: st.session_state["desk-points"].append(point),
            work.text("Click along the way on the map, from the first stop to the next."),
        )

    def use() -> None:
        what = work.text("drew the way after stop {0}", index + 1)
        drawn = tuple(points or ())
        if work.change(what, lambda s: edits.draw_leg(s, index, drawn)):
            stop_drawing()

    if points is None:
        st.button(work.text("Draw it on the map"), key="desk-draw", on_click=start)
        return
    with st.container(key="aiming"):
        st.html(desk.hint(work.aimed() or ""))
        with st.container(horizontal=True):
            st.button(
                work.text("Use this line"),
                key="desk-use",
                type="primary",
                on_click=use,
                disabled=not points,
            )
            st.button(
                work.text("Take back a point"),
                key="desk-unpoint",
                on_click=points.pop if points else None,
                disabled=not points,
            )
            st.button(work.text("Cancel"), key="desk-lower", on_click=stop_drawing)


def drawing(story: Story) -> Story:
    """The story with the line that is being drawn."""
    points, index = st.session_state.get("desk-points"), st.session_state.get("desk-leg")
    if not points or index is None or index >= len(story.legs):
        return story
    try:
        return edits.draw_leg(story, index, tuple(points))
    except DatelineError:
        return story


def stop_drawing() -> None:
    """Leave the line as it is saved."""
    for key in ("desk-points", "desk-leg"):
        st.session_state.pop(key, None)
    work.lower()


# --- the whole story -------------------------------------------------------------------------


def show_edition(story: Story) -> None:
    """Title, standfirst, credit, appearance, and the language of the labels."""
    st.html(desk.section(work.text("Title, credit and look")))
    text = work.text

    def ask(name: str, label: str, ask_for=st.text_input, shown: str | None = None, **more) -> None:
        saved = getattr(story.edition, name)
        show.field(
            ask_for,
            label,
            f"desk-edition-{name}",
            saved or shown or saved,
            lambda value: work.change(
                text("changed the {0}", label.lower()),
                lambda s: edits.set_edition(s, **{name: value}),
            ),
            **more,
        )

    ask("title", text("Title"), shown=story.article.title)
    ask("standfirst", text("Standfirst"), st.text_area, story.article.standfirst, height=110)
    byline = deskjourney.byline(story.article)
    ask("credit", text("Credit"), placeholder=byline)
    ask(
        "appearance",
        text("Appearance"),
        st.selectbox,
        options=list(APPEARANCES),
        format_func=lambda key: text(APPEARANCES[key]),
    )
    ask(
        "labels",
        text("Language of the labels"),
        st.selectbox,
        options=list(LABELS),
        format_func=lambda key: LABELS[key] if key else text(LABELS[key]),
    )
