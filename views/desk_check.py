"""Check: the article with its names marked, what each was taken for, and the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo import checking, desk, desknames, edits, markup, online
from geo.errors import DatelineError
from geo.galley import galley
from geo.gazetteer import default
from geo.lookup import coordinates, lookup
from geo.story import Mention, Place, Point, Span, Story
from views import desk_parts as show
from views import desk_work as work
from views import parts

Choose = Callable[[Place | None], None]

ARTICLE_HTML = """<div class="article"><div class="sheet" role="group" tabindex="0"></div>
  <div class="phrase" hidden></div></div>"""


def view(story: Story) -> None:
    """The three columns: words, what a word was taken for, where that is."""
    asked = checking.questions(story)
    mention = selected(story, asked)
    if mention is not None:
        # It stays in hand when it is settled, so that its editor sees what became of it.
        st.session_state["desk-mention"] = mention.span
    left, middle, right = st.columns([36, 28, 36], gap="medium")
    with left:
        show_article(story, asked, mention)
        missed(story)
    with middle, st.container(key="inspector"):
        show_count(asked, mention)
        if mention is not None:
            inspect(story, mention)
    with right:
        show.show_map(
            story,
            show.scene_of(story, mention.place if mention else None),
            lambda index: select_place(story, show.place_of(story, index)),
            still=work.aimed() is not None,
        )


# --- which name ------------------------------------------------------------------------------


def selected(story: Story, asked: tuple[checking.Question, ...]) -> Mention | None:
    """The name in hand: the one that was chosen, else the first to check, else the first."""
    stops = {stop.mention.span: stop.mention for stop in story.stops}
    names = {**stops, **{m.span: m for m in story.mentions if m.kind == "name"}}
    names.update((question.mention.span, question.mention) for question in asked)
    chosen = st.session_state.get("desk-mention")
    if st.session_state.get("desk-of-stop") and chosen in stops:
        return stops[chosen]
    if chosen in names:
        return names[chosen]
    first = asked[0].mention.span if asked else min(names, key=lambda s: s.start, default=None)
    return names.get(first) if first else None


def select(span: Span) -> None:
    """Take a name in hand."""
    st.session_state["desk-mention"] = span
    st.session_state["desk-of-stop"] = False
    show.empty("desk-search")
    work.lower()


def select_place(story: Story, place: Place) -> None:
    """Take the first name of a place in hand."""
    found = next((m for m in story.mentions if m.place == place and m.kind == "name"), None)
    if found is not None:
        select(found.span)


def step(story: Story, by: int) -> None:
    """Take the next name in hand that is to be checked, or the one before."""
    asked = checking.questions(story)
    spans = [question.mention.span for question in asked]
    here = st.session_state.get("desk-mention", spans[0] if spans else None)
    names = next((q.spans for q in asked if here in q.spans), ())
    place = spans.index(names[0]) + by if names else 0
    if spans:
        select(spans[place % len(spans)])


# --- the words -------------------------------------------------------------------------------


def show_article(
    story: Story, asked: tuple[checking.Question, ...], mention: Mention | None
) -> None:
    """The article; a click on a name takes it in hand, a selected phrase can become one."""
    doubtful = {span for question in asked for span in question.spans}
    offers = [["place", work.text("This is a place")]]
    stop = stop_of(story, mention)
    if stop is not None:
        offers.append(["passage", work.text("Show this at stop {0}", stop + 1)])

    def chosen() -> None:
        span = desk.span_of(str(st.session_state["article"].chosen))
        if span is not None:
            select(span)

    def phrase() -> None:
        marked(Span(*st.session_state["article"].place))

    def passage() -> None:
        span = Span(*st.session_state["article"].passage)
        if stop is not None:
            said = work.text("chose the passage of stop {0}", stop + 1)
            work.change(said, lambda s: edits.set_passage(s, stop, span))

    parts.part("article", ARTICLE_HTML)(
        key="article",
        data={
            "label": work.text("The article, its places marked"),
            "language": story.article.language,
            "strips": desknames.strips(galley(story, doubtful), parts.language()),
            "chosen": desk.key_of(mention.span) if mention else None,
            "offers": offers,
        },
        on_chosen_change=chosen,
        on_place_change=phrase,
        on_passage_change=passage,
    )


def marked(span: Span) -> None:
    """Make a phrase a name, and take it in hand."""
    words = desk.short(span.of(work.draft().story.article.text), 40)
    before = {m.span for m in work.draft().story.mentions if m.kind == "name"}
    if work.change(
        work.text("marked “{0}” as a place", words), lambda s: edits.mark(s, span, default())
    ):
        new = {m.span for m in work.draft().story.mentions if m.kind == "name"} - before
        for span in new:
            select(span)


def missed(story: Story) -> None:
    """A field for a name that was missed, for those who select no text."""
    key, _ = show.key_for("desk-missed")

    def mark() -> None:
        name = str(st.session_state[key]).strip()
        taken = [m.span for m in story.mentions if m.kind == "name"]
        span = desknames.find(story.article.text, name, taken)
        if span is not None:
            show.empty("desk-missed")
            marked(span)
        elif name:
            told = work.text("The article does not say “{0}”, or it is marked already.", name)
            work.tell(work.Told("error", told))

    with st.popover(work.text("A place was missed?"), type="tertiary", key="desk-missed-frame"):
        st.text_input(
            work.text("Select its name in the text, or type it here"),
            key=key,
            on_change=mark,
        )


# --- what a name was taken for ---------------------------------------------------------------


def show_count(asked: tuple[checking.Question, ...], mention: Mention | None) -> None:
    """How many names are to be checked, and the way to the next."""
    with st.container(horizontal=True, key="to-check", vertical_alignment="center"):
        st.html(desknames.count_html(asked, parts.language()), width="stretch")
        story = work.draft().story
        alone = len(asked) < 2 and any(mention and mention.span in q.spans for q in asked)
        st.button(
            work.text("Next ›"),
            key="desk-next",
            type="primary" if asked else "secondary",
            on_click=step,
            args=(story, 1),
            disabled=not asked or alone,
        )


def inspect(story: Story, mention: Mention) -> None:
    """What the name was taken for, and everything that can be said instead."""
    st.html(desknames.name_told(mention, story, parts.language()))
    everywhere = ask_scope(story, mention)

    def choose(place: Place | None) -> None:
        if place is not None:
            show.empty("desk-search")
            set_place(story, mention, everywhere, place)

    show_verdicts(story, mention, everywhere)
    ask_place(story, mention, choose, partial(put, story, mention, everywhere))


def ask_scope(story: Story, mention: Mention) -> bool:
    """Whether a change is for all mentions of the name."""
    times = len(desknames.same_name(story, mention))
    if times < 2:
        return True
    label = work.text("For all {0} mentions of the name", times)
    return bool(st.checkbox(label, value=True, key="desk-everywhere"))


def show_verdicts(story: Story, mention: Mention, everywhere: bool) -> None:
    """It is right; it is no place; it is a stop or only mentioned."""
    span = mention.span

    def right() -> None:
        what = work.text("checked “{0}”", mention.text)
        if work.change(what, lambda s: edits.confirm(s, span, everywhere=everywhere)):
            onward(mention)

    def wrong() -> None:
        what = work.text("“{0}” is not a place", mention.text)
        unnamed = unnamed_stop(story, mention)
        if work.change(
            what,
            lambda s: (
                edits.dismiss(s, span, everywhere=everywhere)
                if unnamed is None
                else edits.unmake_stop(s, unnamed)
            ),
        ):
            onward(mention)

    with st.container(horizontal=True, key="verdicts"):
        st.button(
            work.text("It is right"),
            key="desk-right",
            on_click=right,
            disabled=mention.place is None or mention.checked,
        )
        st.button(work.text("Not a place"), key="desk-wrong", on_click=wrong)
        stop = stop_of(story, mention)
        if stop is None:
            st.button(
                work.text("Make it a stop"),
                key="desk-stop",
                disabled=mention.place is None,
                on_click=lambda: work.change(
                    work.text("made {0} a stop", mention.text),
                    lambda s: edits.make_stop(s, span),
                ),
            )
        else:
            st.button(
                work.text("Only mentioned"),
                key="desk-stop",
                on_click=lambda: work.change(
                    work.text("{0} is only mentioned", mention.text),
                    lambda s: edits.unmake_stop(s, stop),
                ),
            )


def onward(mention: Mention) -> None:
    """Go on to the next name to check, once this one is settled."""
    asked = checking.questions(work.draft().story)
    if asked:
        later = [q for q in asked if q.mention.span.start > mention.span.start]
        select((later or list(asked))[0].mention.span)


def stop_of(story: Story, mention: Mention | None) -> int | None:
    """Index of the stop that the mention names: the one it made, or the first at its place."""
    if mention is None or mention.place is None:
        return None
    here = [i for i, stop in enumerate(story.stops) if desknames.names(stop, mention)]
    own = [i for i in here if story.stops[i].mention.span == mention.span]
    return next(iter(own or here), None)


def unnamed_stop(story: Story, mention: Mention) -> int | None:
    """Index of the stop of this mention, where it is no name of the article's.

    So it is with a start inferred from "North Korea", and with a stop that an editor added.
    """
    if mention in story.mentions:
        return None
    return next((i for i, stop in enumerate(story.stops) if stop.mention == mention), None)


# --- another place ---------------------------------------------------------------------------


def set_place(story: Story, mention: Mention, everywhere: bool, place: Place) -> None:
    """Take the name for a place; where a stop stands on another name, move that stop alone."""
    what = work.text("placed “{0}” at {1}", mention.text, work.name_of(place))
    unnamed = unnamed_stop(story, mention)
    if unnamed is None:
        work.change(what, lambda s: edits.choose(s, mention.span, place, everywhere=everywhere))
    else:
        work.change(what, lambda s: edits.place_stop(s, unnamed, place))


def put(story: Story, mention: Mention, everywhere: bool, point: Point) -> None:
    """Put the name where the map was clicked, or where coordinates say."""
    what = work.text("put “{0}” on the map", mention.text)
    work.lower()
    unnamed = unnamed_stop(story, mention)
    if unnamed is None:
        work.change(
            what, lambda s: edits.put_here(s, mention.span, point, default(), everywhere=everywhere)
        )
    elif mention.place is not None:
        place = edits.by_hand(mention.place.name, point, default())
        work.change(what, lambda s: edits.place_stop(s, unnamed, place))


def ask_place(
    story: Story, mention: Mention, choose: Choose, put_at: Callable[[Point], None]
) -> None:
    """The runners-up, a search over the gazetteer or online, or a click on the map."""
    query = st.text_input(
        work.text("Search for another place, or give its coordinates"),
        key=show.key_for("desk-search")[0],
        live="300ms",
        placeholder=work.text("Springfield, Illinois"),
    )
    ask_point(mention, put_at)
    point = coordinates(query or "")
    if point is not None:
        label = work.text("Put it at {0}, {1}", f"{point.latitude:.4f}", f"{point.longitude:.4f}")
        st.button(label, on_click=put_at, args=(point,), key="desk-put-at")
    elif query:
        search(query, choose)
        ask_online(query, story, choose)
    else:
        show_runners_up(story, mention, choose)


def ask_point(mention: Mention, put_at: Callable[[Point], None]) -> None:
    """A click on the map that says where the name lies."""
    hint = work.aimed()
    if hint is None:
        aim = work.text("Click on the map where “{0}” lies.", mention.text)
        label = work.text("Put it on the map")
        st.button(label, key="desk-aim-button", on_click=work.aim, args=(put_at, aim))
        return
    with st.container(key="aiming"):
        st.html(desk.hint(hint))
        st.button(work.text("Cancel"), key="desk-lower", on_click=work.lower)


def show_runners_up(story: Story, mention: Mention, choose: Choose) -> None:
    """What else the name may mean."""
    runners = {candidate.place.id: candidate.place for candidate in mention.candidates}
    if not runners:
        return
    st.html(markup.heading(3, work.text("Or is it")))
    show.options(
        "runners-up",
        work.text("Other places of that name"),
        desknames.runners_up(mention, story, parts.language()),
        lambda chosen: choose(runners.get(chosen)),
    )


def search(query: str, choose: Choose) -> None:
    """The places that a query may mean."""
    found = {place.id: place for place in lookup(query, default())}
    if not found:
        st.html(f"<p class='quiet'>{work.text('The gazetteer knows no such place.')}</p>")
    show.options(
        "desk-found",
        work.text("Places found"),
        [desknames.option(place, language=parts.language()) for place in found.values()],
        lambda chosen: choose(found.get(chosen)),
    )


def ask_online(query: str, story: Story, choose: Choose) -> None:
    """Ask the online geocoder, where the one who runs Dateline has set one."""
    try:
        service = online.online()
        if service is None:
            return
        if not st.button(work.text("Ask {0} online", service.service.capitalize()), key="online"):
            return
        found = {place.id: place for place in service.find(query, near=story.places)}
    except DatelineError as error:
        st.html(desk.notice(parts.language().error(error)))
        return
    if not found:
        st.html(desk.notice(work.text("{0} knows no such place.", service.service.capitalize())))
    show.options(
        "online-found",
        work.text("Places found online"),
        [
            desknames.option(place, service.attribution, parts.language())
            for place in found.values()
        ],
        lambda chosen: choose(found.get(chosen)),
    )
