"""Places without a verb: an entry of a log, stops after a colon, the ends of a flight."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

from geo.noungroups import noun_after
from geo.nouns import Noun, is_number, is_preposition
from geo.parts import STAY, TRIP, is_means
from geo.reading import Reading
from geo.tokens import BREAKS, DASHES, Token, tagged
from geo.toponyms import encloses
from geo.triggers import Trigger

# What parts the day of an entry from its place, and a place from what is told of it.
_SIGNS: Final = BREAKS | {",", "-"}
# A number of more figures is a year, which alone numbers no entry.
_FIGURES: Final = 3
# "Day 3" has so many words.
_DAY: Final = 2
# Three places or more make a list of stops.
_LISTED: Final = 3
# So many of them that lead on, "X to Y", are a way whatever stands before.
_LEGS: Final = 2
# "X - Y - Z"
_DASHED: Final = 2
# "X–Y": two places and what parts them.
_ENDS: Final = 3
# What stands between two members of such a list: "X (two nights); then Y", "X - a bus - Y".
_BETWEEN: Final = 7
# Verbs whose objects are the places of a list: "visited three towns: X, Y and Z".
_TAKES_LIST: Final = ("verb.reach", "verb.pass", "verb.stop", "verb.arrive", "verb.presence")
# "Three small towns:": the number stands so many words before the colon at most.
_COUNTED: Final = 3
_MOVES: Final = ("noun.trip", "noun.stay", "noun.whole", "verb.go", "verb.start")


def read_entry(reading: Reading) -> int:
    """Take the place of an entry for a stay: "Day 3: Bern, with a walk", "9th: Genoa.".

    Returns
    -------
    The index at which that is over; 0 where there is none.
    """
    tokens = reading.clauses.tokens
    first = next((at for at, token in enumerate(tokens) if token.mention is not None), 0)
    mention = tokens[first].mention
    if mention is None or mention.kind != "name":
        return 0
    # "July 1st: at X"
    led = first > 1 and tokens[first - 1].has("preposition.at") and tokens[first - 2].word in _SIGNS
    if not _counts(tokens[: first - led], reading.clauses.cues.forms.ordinals):
        return 0
    end = first + 1
    if end < len(tokens) and not _stands_apart(tokens[end]):
        return 0
    if any(token.word in DASHES for token in tokens[end : end + _DASHED]):
        # "3 May. Oslo.—Left Hull": it was written there.
        return 0
    stay = reading.begin(first, STAY, noun=Noun())
    stay.flags.add("heading")
    reading.touch(stay, first, "to")
    return end


def read_list(reading: Reading, colon: int) -> int:
    """Take the places after a colon for the stops of the way of which the clause before it tells.

    "Our route was as follows: X, Y (one night) and Z", "Stops: X - Y - Z".

    Returns
    -------
    The index at which that is over; 0 where there is none.
    """
    clauses = reading.clauses
    tokens = clauses.tokens
    before = tokens[clauses.start(colon) : colon]
    members = _members(tokens, colon)
    if len(members) < _LISTED:
        return 0
    end = members[-1] + 1
    if end < len(tokens) and not _stands_apart(tokens[end]):
        return 0
    verb = _verb_before(reading, clauses.start(colon), before)
    if verb is not None:
        part = verb.part("object") or verb.part("at") or "to"
        for at in members:
            reading.touch(verb, at, part, listed=at != members[0])
        return end
    dashed = all(b - a == _DASHED and tokens[a + 1].word in DASHES for a, b in pairwise(members))
    legs = sum(_leads(tokens[a + 1 : b]) for a, b in pairwise(members))
    told = all(token.mention is None for token in before)
    told = told and (dashed or tagged(before, *_MOVES))
    if not (told or legs >= _LEGS):
        return 0
    narrated = tagged(before, "traveller.own", "traveller.narrator")
    noun = Noun(pronoun="narrator") if narrated else noun_after(before, 0, len(before))
    way = reading.begin(members[0], STAY, noun=noun if noun.pronoun else Noun())
    for at in members:
        reading.touch(way, at, "to", listed=at != members[0])
    return end


def read_way(reading: Reading, first: int) -> int:
    """Take the ends by which a flight or a train is named: "aboard the Oslo–Rome flight".

    Returns
    -------
    The index at which that is over; 0 where there is none.
    """
    tokens = reading.clauses.tokens
    ends = tokens[first : first + _ENDS]
    if len(ends) < _ENDS or ends[1].word not in DASHES:
        return 0
    if any(end.mention is None or end.mention.kind != "name" for end in (ends[0], ends[2])):
        return 0
    noun = first + _ENDS
    if noun == len(tokens) or not (tokens[noun].has("noun.trip") and is_means(tokens[noun])):
        return 0
    way = reading.begin(noun, TRIP)
    reading.touch(way, first, "from")
    reading.touch(way, noun - 1, "to")
    return noun + 1


def _verb_before(reading: Reading, start: int, before: Sequence[Token]) -> Trigger | None:
    """The verb whose places a colon leads to: "Wir besuchten drei Städte: X, Y und Z"."""
    counted = any(is_number(token) for token in before[-_COUNTED:])
    if not before or not (counted or before[-1].has("place.kind", "noun.stay")):
        return None
    verbs = (t for t in reversed(reading.triggers) if t.index >= start and not t.touches)
    return next((verb for verb in verbs if verb.kind in _TAKES_LIST), None)


def _counts(tokens: Sequence[Token], ordinals: Set[str]) -> bool:
    """Whether a day or a number opens an entry, and a sign closes that: "Day 3:", "4 May.", "9th".

    A year alone does not, nor what only numbers a line of any list.

    Parameters
    ----------
    ordinals
        The letters behind the number of a day.
    """
    if len(tokens) < _DAY:
        return False
    if tokens[-1].word not in _SIGNS:
        # "Day 3 Bern"
        return len(tokens) == _DAY and "time.unit" in tokens[0].tags and is_number(tokens[1])
    timed = any(token.has("time") or token.word in ordinals for token in tokens)
    numbered = any(is_number(token) and len(token.word) <= _FIGURES for token in tokens)
    weekday = tagged(tokens, "time.weekday")
    return (weekday or (timed and numbered)) and all(
        is_number(token)
        or token.word in _SIGNS
        or token.word in ordinals
        or token.has("time", "clause.and")
        for token in tokens
    )


def _stands_apart(token: Token) -> bool:
    """Whether the word after a place shows that it is not the subject of a verb."""
    return token.word in _SIGNS or is_number(token) or is_preposition(token) or token.has("time")


def _members(tokens: Sequence[Token], colon: int) -> list[int]:
    """The places that follow the colon one after another."""
    members: list[int] = []
    last = colon
    for at in range(colon + 1, len(tokens)):
        mention = tokens[at].mention
        if mention is None or mention.kind == "demonym":
            continue
        between = tokens[last + 1 : at]
        if len(between) > _BETWEEN or (members and not _parts(between)):
            break
        area = bool(members) and encloses(mention, tokens[last].mention)
        last = at
        if not area:
            members.append(at)
    return members


def _leads(between: Sequence[Token]) -> bool:
    """Whether one of two places only leads to the other: "X to Y"."""
    return len(between) == 1 and between[0].has("preposition.to")


def _parts(between: Sequence[Token]) -> bool:
    """Whether the words part two members of a list, with what may be told of the first."""
    parted = any(token.word in _SIGNS or token.has("clause.and") for token in between)
    parted = parted or _leads(between)
    verb = any(tag.startswith("verb.") for token in between for tag in token.tags)
    return parted and not verb
