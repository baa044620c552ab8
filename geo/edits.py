"""What an editor does to a story: pure functions from a story to a story.

A mention is meant by its span, a stop and a leg by their index from 0. An edit
that cannot be made raises :class:`~geo.errors.EditError` and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from geo.errors import EditError
from geo.gazetteer import Gazetteer
from geo.measure import distance_km, split_at_antimeridian
from geo.rerouting import Berth, berths, rerouted
from geo.resolve import resolve
from geo.route import WAYS, leg
from geo.selection import elsewhere, name_at, overlap, same_name, sentence_of, words_at
from geo.story import (
    Candidate,
    Leg,
    LegMethod,
    Mention,
    Mode,
    Picture,
    Place,
    Point,
    Reason,
    Span,
    Stop,
    StopStatus,
    Story,
)

# Who says so. These take the place of what speaks for a place, or come before it.
CHOSEN: Final = Reason("desk.chosen")
CONFIRMED: Final = Reason("desk.confirmed")
PLACED: Final = Reason("desk.placed")
MARKED: Final = Reason("desk.marked")
MADE: Final = Reason("desk.stop")
LONGEST_NOTE: Final = 2000
LONGEST_PASSAGE: Final = 2000
# In letters, of what an edition says; anything else of it is chosen from a list.
LONGEST: Final = {"title": 300, "standfirst": 1000, "credit": 500}
# A town this near, in kilometres, tells which country a point lies in.
IN_COUNTRY_KM: Final = 50.0
# How likely the words are to name a place when a person says so, for the resolver.
TOLD_TO_BE_A_PLACE: Final = 0.99
# The way of travel that each line is found for.
FOUND_FOR: Final[dict[LegMethod, Mode]] = {
    "great circle": "unknown",
    **{method: mode for mode, (method, _) in WAYS.items()},
}


# --- names --------------------------------------------------------------------------------


def choose(story: Story, span: Span, place: Place, *, everywhere: bool = True) -> Story:
    """Take a mention for a place, and with ``everywhere`` all mentions of the same name.

    What it was taken for before is the first of its runners-up.
    """
    return _taken(story, _meant(story, span, everywhere), place, CHOSEN)


def confirm(story: Story, span: Span, *, everywhere: bool = True) -> Story:
    """Say that the place of a mention is right, and of all mentions that mean it by that name.

    A stop that was inferred from the mention is right with it.
    """
    mention = _placed(story, span)
    same = {m.span for m in story.mentions if m.place == mention.place}
    meant = _meant(story, span, everywhere) & same
    story = _changed(story, meant, _confirmed)
    for index, stop in enumerate(story.stops):
        if stop.status == "inferred" and stop.mention.span in meant and not stop.mention.checked:
            story = _with_stop(story, index, replace(stop, mention=_confirmed(stop.mention)))
    return story


def put_here(
    story: Story, span: Span, point: Point, gazetteer: Gazetteer, *, everywhere: bool = True
) -> Story:
    """Take a mention for a place of its own at a point, whatever the gazetteer knows."""
    place = by_hand(_mention(story, span).text, point, gazetteer)
    return _taken(story, _meant(story, span, everywhere), place, PLACED)


def by_hand(name: str, point: Point, gazetteer: Gazetteer) -> Place:
    """A place of an editor's own, in the country of the nearest town if one is near."""
    town = gazetteer.nearest(point)
    near = town is not None and distance_km(town.point, point) <= IN_COUNTRY_KM
    return Place(
        f"desk:{point.latitude:.5f},{point.longitude:.5f}",
        name,
        point,
        "site",
        town.country if town is not None and near else "",
        town.state if town is not None and near else "",
        source="placed by hand",
    )


def dismiss(story: Story, span: Span, *, everywhere: bool = True) -> Story:
    """Say that a mention names no place.

    A stop that it named is told by another mention of its place, or goes.
    """
    gone = _meant(story, span, everywhere)
    mentions = tuple(m for m in story.mentions if m.span not in gone)
    kept = []
    for berth in berths(story):
        stop = berth.stop
        if stop.mention.span in gone:
            other = _first(mentions, stop.place)
            if other is None:
                continue
            passage = sentence_of(story.article, other.span)
            if any(stop.passage.covers(m.span) for m in mentions if m.place == stop.place):
                passage = stop.passage
            berth = replace(berth, stop=replace(stop, mention=other, passage=passage))
        kept.append(berth)
    return rerouted(replace(story, mentions=mentions), kept)


def mark(story: Story, span: Span, gazetteer: Gazetteer, *, everywhere: bool = True) -> Story:
    """Make a toponym of words in the article, placed as well as the gazetteer can.

    With ``everywhere`` the same words elsewhere in the article are marked too.
    """
    article = story.article
    span = name_at(article, span)
    name = span.of(article.text)
    taken = [m.span for m in story.mentions if m.kind == "name"]
    if any(overlap(span, other) for other in taken):
        raise EditError("“{0}” overlaps a name that is marked already; choose that one.", name)
    spans = {span, *elsewhere(article, name, [span, *taken])} if everywhere else {span}
    kept = [m for m in story.mentions if not any(overlap(m.span, s) for s in spans)]
    new = [Mention(s, s.of(article.text), confidence=TOLD_TO_BE_A_PLACE) for s in spans]
    mentions = tuple(sorted([*kept, *new], key=lambda m: m.span.start))
    answers = resolve(article, mentions, gazetteer)
    marked = tuple(
        replace(answer, reasons=(MARKED, *answer.reasons)) if mention.span in spans else mention
        for mention, answer in zip(mentions, answers, strict=True)
    )
    return replace(story, mentions=marked)


# --- stops --------------------------------------------------------------------------------


def make_stop(story: Story, span: Span, index: int | None = None) -> Story:
    """Make a mention a stop; without an index, after the stops that the article tells before it."""
    mention = _placed(story, span)
    if index is None:
        earlier = [i for i, stop in enumerate(story.stops) if stop.passage.start <= span.start]
        index = earlier[-1] + 1 if earlier else 0
    passage = sentence_of(story.article, span)
    return _inserted(story, Stop(mention, passage, "via", reasons=(MADE,)), index)


def add_stop(story: Story, place: Place, index: int) -> Story:
    """Make a stop of a place, whether the article names it or not.

    The stop has the passage that first names it, or else that of the stop
    beside it: its mention then spans words that are no name.
    """
    before = max(0, min(index, len(story.stops)) - 1)
    beside = story.stops[before].passage if story.stops else None
    mention = _first(story.mentions, place) or _unnamed(story, place, beside)
    passage = sentence_of(story.article, mention.span)
    return _inserted(story, Stop(mention, passage, "via", reasons=(MADE,)), index)


def place_stop(story: Story, index: int, place: Place) -> Story:
    """Have a stop at another place, with its passage, note and picture; no name changes for it."""
    stop = _stop(story, index)
    mention = _first(story.mentions, place) or _unnamed(story, place, stop.passage)
    kept = berths(story)
    status = "told" if stop.status == "inferred" else stop.status
    moved = replace(stop, mention=mention, status=status, evidence=(), reasons=(MADE,))
    kept[index] = replace(kept[index], stop=moved)
    return rerouted(story, kept)


def unmake_stop(story: Story, index: int) -> Story:
    """Say that the place of a stop is only mentioned."""
    _stop(story, index)
    kept = berths(story)
    del kept[index]
    return rerouted(story, kept)


def move_stop(story: Story, index: int, to: int) -> Story:
    """Have a stop come at another index of the order."""
    _stop(story, index)
    _stop(story, to)
    kept = berths(story)
    kept.insert(to, kept.pop(index))
    return rerouted(story, kept)


def merge_stops(story: Story, index: int) -> Story:
    """Make one of a stop and the next, at the place of the first, with the notes of both."""
    first, second = _stop(story, index), _stop(story, index + 1)
    if first.picture and second.picture:
        raise EditError("Each of these stops has a picture; take one out first.")
    note = "\n\n".join(note for note in (first.note, second.note) if note)
    if len(note) > LONGEST_NOTE:
        raise EditError("The notes of these stops are too long for one; shorten them first.")
    one = replace(
        first,
        note=note,
        picture=first.picture or second.picture,
        evidence=tuple(dict.fromkeys(first.evidence + second.evidence)),
    )
    kept = berths(story)
    kept[index : index + 2] = [Berth(one, index, index + 1)]
    return rerouted(story, kept)


def split_stop(story: Story, index: int) -> Story:
    """Have the traveller come back to a stop after the next one."""
    stop = _stop(story, index)
    if index + 1 == len(story.stops):
        raise EditError("The journey goes nowhere after this stop, so it cannot come back to it.")
    kept = berths(story)
    kept.insert(index + 2, Berth(replace(stop, note="", picture=None)))
    return rerouted(story, kept)


def set_status(story: Story, index: int, status: StopStatus) -> Story:
    """Say whether a stop was reached or is planned; an inferred one is then no longer so."""
    stop = _stop(story, index)
    if stop.status == "inferred":  # who says when it is reached says that it is there
        known = stop.mention in story.mentions
        story = _changed(story, {stop.mention.span} if known else set(), _confirmed)
        stop = replace(story.stops[index], mention=_confirmed(stop.mention))
    return _with_stop(story, index, replace(stop, status=status))


# --- the way ------------------------------------------------------------------------------


def set_mode(story: Story, leg_index: int | None, mode: Mode) -> Story:
    """How one travels on a leg, or on all of them; their lines are found anew.

    A speed that the text gives is that of the way it tells.
    """
    if leg_index is not None:
        start, end = _ends(story, leg_index)
        story = _with_leg(story, leg_index, leg(start, end, mode))
    else:
        points = [stop.place.point for stop in story.stops]
        story = replace(story, legs=tuple(leg(a, b, mode) for a, b in pairwise(points)))
    if any(way.mode != mode for way in story.legs):
        return story
    speed = story.itinerary.speed if mode == story.itinerary.mode else None
    return replace(story, itinerary=replace(story.itinerary, mode=mode, speed=speed))


def draw_leg(story: Story, leg_index: int, points: Sequence[Point]) -> Story:
    """Lead a leg through points between its two stops, straight from each to the next."""
    start, end = _ends(story, leg_index)
    line = (start, *points, end)
    length = sum(distance_km(a, b) for a, b in pairwise(line))
    mode = story.legs[leg_index].mode
    return _with_leg(
        story, leg_index, Leg(mode, split_at_antimeridian(line), round(length, 3), "drawn")
    )


def set_line(story: Story, leg_index: int, method: LegMethod) -> Story:
    """How the line of a leg is found; its mode stays."""
    start, end = _ends(story, leg_index)
    mode = story.legs[leg_index].mode
    if method == "drawn":
        return draw_leg(story, leg_index, ())
    found = leg(start, end, FOUND_FOR[method])
    if found.method != method:
        raise EditError("No such line is known between these stops; draw it, or choose another.")
    # Only a plane does fly as the crow does.
    schematic = found.schematic and (method, mode) != ("great circle", "air")
    return _with_leg(story, leg_index, replace(found, mode=mode, schematic=schematic))


# --- the edition --------------------------------------------------------------------------


def set_edition(story: Story, **changes: Any) -> Story:
    """Change fields of the story's :class:`~geo.story.Edition`."""
    for name, most in LONGEST.items():
        if name in changes:
            words = " ".join(str(changes[name]).split())
            if len(words) > most:
                raise EditError("There is room for {0} letters here; shorten the words.", most)
            changes[name] = words
    return replace(story, edition=replace(story.edition, **changes))


def set_passage(story: Story, index: int, span: Span) -> Story:
    """The words of the article to show beside a stop."""
    span = words_at(story.article, span)
    if span.end - span.start > LONGEST_PASSAGE:
        raise EditError("A passage has at most {0} letters; select less.", LONGEST_PASSAGE)
    return _with_stop(story, index, replace(_stop(story, index), passage=span))


def set_note(story: Story, index: int, text: str) -> Story:
    """What an editor adds to a stop in words of their own."""
    note = text.strip()
    if len(note) > LONGEST_NOTE:
        raise EditError("A note has at most {0} letters; shorten it.", LONGEST_NOTE)
    return _with_stop(story, index, replace(_stop(story, index), note=note))


def set_picture(story: Story, index: int, picture: Picture | None) -> Story:
    """The picture beside a stop, or none."""
    return _with_stop(story, index, replace(_stop(story, index), picture=picture))


# --- inside -------------------------------------------------------------------------------


def _mention(story: Story, span: Span) -> Mention:
    found = next((m for m in story.mentions if m.span == span), None)
    if found is None:
        raise EditError("That name is no longer marked; choose another.")
    return found


def _placed(story: Story, span: Span) -> Mention:
    mention = _mention(story, span)
    if mention.place is None:
        raise EditError("“{0}” has no place yet; choose one first.", mention.text)
    return mention


def _meant(story: Story, span: Span, everywhere: bool) -> set[Span]:
    """Where the mention stands, or all mentions of the same name."""
    mention = _mention(story, span)
    if not everywhere:
        return {span}
    return {
        m.span for m in story.mentions if m.kind == mention.kind and same_name(m.text, mention.text)
    }


def _taken(story: Story, spans: set[Span], place: Place, reason: Reason) -> Story:
    """The story with mentions taken for a place, because somebody says so."""

    def taken(mention: Mention) -> Mention:
        others = [c for c in mention.candidates if c.place.id != place.id]
        if mention.place is not None and mention.place.id != place.id:
            others.insert(0, Candidate(mention.place, mention.confidence, mention.reasons))
        return replace(
            mention,
            place=place,
            confidence=1.0,
            reasons=(reason,),
            candidates=tuple(others),
            checked=True,
        )

    return _changed(story, spans, taken)


def _confirmed(mention: Mention) -> Mention:
    """The mention, right because somebody says so, and for what spoke for it before."""
    if mention.checked:
        return mention
    return replace(mention, confidence=1.0, reasons=(CONFIRMED, *mention.reasons), checked=True)


def _first(mentions: Sequence[Mention], place: Place) -> Mention | None:
    """The first name in the article that was taken for a place."""
    return next(
        (m for m in mentions if m.kind == "name" and m.place and m.place.id == place.id), None
    )


def _stop(story: Story, index: int) -> Stop:
    if not 0 <= index < len(story.stops):
        raise EditError("There is no such stop any more; choose another.")
    return story.stops[index]


def _ends(story: Story, leg_index: int) -> tuple[Point, Point]:
    if not 0 <= leg_index < len(story.legs):
        raise EditError("There is no such leg any more; choose another.")
    return story.stops[leg_index].place.point, story.stops[leg_index + 1].place.point


def _unnamed(story: Story, place: Place, passage: Span | None) -> Mention:
    """The mention of a stop that the article does not name: it spans a passage beside it."""
    article = story.article
    if passage is None:
        passage = next(iter(article.sentences), None)
    if passage is None:
        passage = words_at(article, Span(0, max(1, len(article.text))))
    return Mention(passage, place.name, "embedded", place, 1.0, (CHOSEN,), checked=True)


def _changed(story: Story, spans: set[Span], change: Callable[[Mention], Mention]) -> Story:
    """The story with mentions changed, and the stops that they name with them."""
    new = {m.span: (m, change(m)) for m in story.mentions if m.span in spans}
    mentions = tuple(new[m.span][1] if m.span in new else m for m in story.mentions)
    kept = []
    for berth in berths(story):
        old, now = new.get(berth.stop.mention.span, (None, None))
        # An inferred start stands on a mention that may name another place: its country.
        if old is not None and now is not None and old.place == berth.stop.mention.place:
            berth = replace(berth, stop=replace(berth.stop, mention=now))
        kept.append(berth)
    return rerouted(replace(story, mentions=mentions), kept)


def _inserted(story: Story, stop: Stop, index: int) -> Story:
    if not 0 <= index <= len(story.stops):
        raise EditError("There is no such place in the order any more; choose another.")
    kept = berths(story)
    kept.insert(index, Berth(stop))
    return rerouted(story, kept)


def _with_stop(story: Story, index: int, stop: Stop) -> Story:
    stops = (*story.stops[:index], stop, *story.stops[index + 1 :])
    return replace(story, itinerary=replace(story.itinerary, stops=stops))


def _with_leg(story: Story, index: int, way: Leg) -> Story:
    return replace(story, legs=(*story.legs[:index], way, *story.legs[index + 1 :]))
