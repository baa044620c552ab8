"""From visits to stops: which are fine enough, what tells them, and where one set out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geo.gazetteer import Gazetteer
from geo.measure import distance_km
from geo.movement import Frame, holds, is_fine
from geo.narration import Narration
from geo.party import Party
from geo.story import Mention, Place, Reason, Stop, StopRole, StopStatus
from geo.visits import TOWN, Visit, is_wide

_ANCHORED: Final = frozenset(("verb.start", "verb.arrive", "verb.leave", "verb.stop", "verb.board"))
_GOING: Final = frozenset(("phrase.goal", "verb.go", "noun.trip"))


def stops_among(visits: Sequence[Visit], *, storm: bool) -> list[Visit]:
    """The visits that are stops: the finest place told for each part, none twice in a row.

    A storm passes over whole countries and seas, anyone else through towns.
    """
    visits = _in_order_of_lists(visits)
    towns = sum(is_fine(visit.place) for visit in visits)
    named = [visit.place for visit in visits if not is_wide(visit.place)]
    finest = [place for place in named if not any(holds(place, other) for other in named)]
    kept: list[Visit] = []
    for visit in visits:
        place = visit.place
        if any(holds(place, other) for other in named):
            continue
        stormy = storm and place.kind in ("sea", "region") and visit.parts != {"at"}
        if is_wide(place) and len(finest) > 1 and not (stormy or _is_anchorage(visit)):
            continue
        area = place.kind in ("country", "state") and not is_fine(place)
        crossed = area and visit.parts == {"via"}
        if crossed and towns > 1 and not storm:
            continue
        if kept and _is_one_town(kept[-1].place, place):
            larger = max(kept[-1], visit, key=lambda v: v.place.population)
            touches = [*kept[-1].touches, *visit.touches]
            kept[-1] = replace(larger, touches=touches, parts=kept[-1].parts | visit.parts)
        else:
            kept.append(visit)
    return kept


def _in_order_of_lists(visits: Sequence[Visit]) -> list[Visit]:
    """The visits, those told only in a list after the towns of the country listed before.

    "He will visit Italy and Kenya. In Rome he will …": Kenya comes after Rome.
    """
    ordered = list(visits)
    for visit in sorted(visits, key=lambda visit: visit.number):
        before = _listed_before(visit)
        if before is None:
            continue
        ahead = [v for v in ordered if v.place.id == before.id or holds(before, v.place)]
        if ahead and ordered.index(ahead[-1]) > ordered.index(visit):
            ordered.remove(visit)
            ordered.insert(ordered.index(ahead[-1]) + 1, visit)
    return ordered


def _listed_before(visit: Visit) -> Place | None:
    """What the list that alone tells of the visit names before it."""
    if len(visit.touches) > 1:
        return None
    frame, touch = visit.touches[0]
    at = frame.touches.index(touch)
    return frame.touches[at - 1].place if touch.listed and at else None


def _is_one_town(first: Place, second: Place) -> bool:
    """Whether two stops are one town to a map: the same, or a part of it and the whole."""
    if first.id == second.id:
        return True
    named = first.name in second.name or second.name in first.name
    part = named or (first.kind == "city") != (second.kind == "city")
    fine = is_fine(first) and is_fine(second)
    return part and fine and distance_km(first.point, second.point) < TOWN


def _is_anchorage(visit: Visit) -> bool:
    """Whether ships set out from or anchored in these waters of one country."""
    local = visit.place.kind in ("sea", "lake") and visit.place.country != ""
    kinds = {frame.kind for frame, touch in visit.touches if touch.part in ("from", "to")}
    return local and not _ANCHORED.isdisjoint(kinds)


def stop_at(visit: Visit, narration: Narration) -> Stop:
    """The stop that a visit is, with the words that tell it; its role is still to be given."""
    status: StopStatus = "planned" if visit.is_planned else "told"
    cues = sorted({touch.cue for _, touch in visit.touches}, key=lambda span: span.start)
    told = [Reason("journey.told", (cues[0].of(narration.article.text),))]
    crossed = [Reason("journey.enters", (name,)) for name in _entered(visit)]
    frame, mention = next(
        ((frame, touch.mention) for frame, touch in visit.touches if touch.mention),
        (visit.touches[0][0], None),
    )
    if mention is None:
        mention = mention_of(visit.place, narration)
        told = [Reason("journey.home")]
    reasons = tuple(dict.fromkeys(crossed + told))
    return Stop(mention, frame.sentence, "via", status, tuple(cues), reasons)


def _entered(visit: Visit) -> list[str]:
    """The countries that one enters there."""
    return [
        touch.place.name
        for frame, own in visit.touches
        if frame.kind == "verb.enter" and own.part == "via"
        for touch in frame.touches
        if touch.place is not None and touch.place.kind == "country"
    ]


def mention_of(place: Place, narration: Narration) -> Mention:
    """The first mention of a place that the article names."""
    return next(m for m in narration.mentions if m.place is not None and m.place.id == place.id)


def inferred_start(
    visits: Sequence[Visit], party: Party, narration: Narration, gazetteer: Gazetteer
) -> Stop | None:
    """The capital of the traveller's country, where a text names no other start.

    Only a leader, a delegation or troops set out from a capital, and only where they go
    abroad: where they cross a border, or go to one place by a means that the text names.
    """
    main = party.main
    if main is None or not visits or not main.kinds & {"leader", "group"}:
        return None
    country = next(iter(main.countries)) if len(main.countries) == 1 else ""
    capital = gazetteer.capital(country) if country else None
    if capital is None or visits[0].place.country == country or "from" in visits[0].parts:
        return None
    frames = [frame for visit in visits for frame, _ in visit.touches]
    if not (_crosses(frames) or (len(visits) == 1 and _rides(frames))):
        return None
    named = [m for m in narration.mentions if m.place is not None and m.place.country == country]
    if not named:
        return None
    mention = next((m for m in named if m.place and m.place.id == capital.id), named[0])
    nation = gazetteer.country(country)
    values = (capital.name, nation.name if nation else country)
    return Stop(
        replace(mention, place=capital),
        narration.sentence_of(mention.span),
        "start",
        "inferred",
        (),
        (Reason("journey.start inferred", values),),
    )


def _crosses(frames: Sequence[Frame]) -> bool:
    return any(frame.kind == "verb.enter" for frame in frames)


def _rides(frames: Sequence[Frame]) -> bool:
    return any(frame.kind in _GOING for frame in frames) and any(frame.modes for frame in frames)


def with_roles(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """The stops, the first as start and the last as end."""
    last = len(stops) - 1
    return tuple(replace(stop, role=_role(at, last)) for at, stop in enumerate(stops))


def _role(at: int, last: int) -> StopRole:
    if at == 0:
        return "start"
    return "end" if at == last else "via"
