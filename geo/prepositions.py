"""Prepositions: which of them leads to a place, and which does not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from geo.clauses import Clauses
from geo.nouns import is_name, is_person
from geo.tokens import BREAKS, NOTHING, Token, tagged

# Those that say where somebody is.
SOMEWHERE: Final = frozenset(("at", "into", "near", "via", "to"))
_CLOSING: Final = ("to", "into", "at", "near", "from", "via")
_COLUMNS: Final = ("from", "to", "for", "at", "near", "via", "of_from", "into")
# "To a small shop in X": at most so many words between the prepositions.
_BETWEEN: Final = 6
# A goal follows its source within so many words: "from X by train and ship to Y".
_GOAL: Final = 12
_GOALS: Final = ("preposition.to", "preposition.into", "phrase.goal")
# A distance stands at most so many words before what it is measured from.
_MEASURED: Final = 14
# What is so many miles or kilometres off has not come to a place.
_OFF: Final = 300
_NOMINAL: Final = ("clause.link", "place.kind", "place.institution", "preposition.at")


@lru_cache(maxsize=4096)
def column_of(tags: frozenset[str]) -> str:
    """The column of ``PARTS`` that a preposition is, or "of_from"; empty for other words."""
    return next((name for name in _COLUMNS if f"preposition.{name}" in tags), "")


def closing_tags(clauses: Clauses, token: Token) -> frozenset[str]:
    """The tags of the word that ends a phrase, such as a preposition: "called at"."""
    first, _, last = token.word.rpartition(" ")
    return clauses.cues.words.get(last, NOTHING) if first else NOTHING


def closing_column(clauses: Clauses, token: Token) -> str:
    """The column of the preposition that ends a phrase: "called at"; empty if there is none."""
    tags = closing_tags(clauses, token)
    if "preposition.for" in tags:
        return "to"
    return next((name for name in _CLOSING if f"preposition.{name}" in tags), "")


def leads_nowhere(clauses: Clauses, index: int, column: str) -> bool:
    """Whether the preposition tells of no way: "flew to discuss", "officials from X"."""
    if column == "to":
        return is_infinitive(clauses, index)
    if column == "of_from":
        before = clauses.before(index)
        whose = before is not None and (is_person(before) or _is_ship_of(clauses, index))
        return whose and not goal_follows(clauses, index)
    return column == "from" and is_origin(clauses, index)


def _is_ship_of(clauses: Clauses, index: int) -> bool:
    """Whether "of" tells whose a vehicle is: "à bord d'un navire de X", but "en bateau de X"."""
    if clauses.cues.verb_last or index < 2:
        return False
    article, ship = clauses.tokens[index - 2 : index]
    return "traveller.vehicle" in ship.tags and article.has("clause.article", "clause.one")


def is_origin(clauses: Clauses, index: int) -> bool:
    """Whether "from" tells of whom somebody is, or a distance: "80 km from X"."""
    before = clauses.before(index)
    if is_since(clauses, index):
        return True
    if before is None:
        return False
    if "distance.apart" in before.tags or is_measured(clauses, index):
        return True
    people = is_person(before) or "traveller.crowd" in before.tags
    return people and not goal_follows(clauses, index)


def is_since(clauses: Clauses, index: int) -> bool:
    """Whether "from" tells a time: "depuis trois jours", "desde el lunes"."""
    if not clauses.tokens[index].has("preposition.from", "phrase.source"):
        return False
    at = index + 1
    while at < len(clauses.tokens) and clauses.tokens[at].has("clause.link", "clause.number"):
        at += 1
    after = clauses.tokens[at] if at < len(clauses.tokens) else None
    timed = after is not None and (after.word[0].isdigit() or "time" in after.tags)
    return timed and " " not in clauses.tokens[index].word


def is_after(clauses: Clauses, index: int) -> bool:
    """Whether German "nach" or Dutch "na" means a time: "nach Gesprächen in X".

    But not in "nach Bad X in Y".
    """
    if not clauses.cues.verb_last or "order.later" not in clauses.tokens[index].tags:
        return False
    noun = False
    for at in range(index + 1, min(index + _BETWEEN, len(clauses.tokens))):
        token = clauses.tokens[at]
        if "preposition.at" in token.tags:
            after = clauses.after(at)
            return noun and after is not None and after.mention is not None
        if token.mention is not None or not (token.word.isalpha() and is_plain(token)):
            return False
        noun = "clause.link" not in token.tags
    return False


def is_plain(token: Token) -> bool:
    """Whether the word is an article, a noun or an adjective that tells no movement."""
    return not any(tag.startswith(("verb.", "noun.", "preposition.", "time")) for tag in token.tags)


def is_measured(clauses: Clauses, index: int) -> bool:
    """Whether a distance stands before: "80 km from X", "80 km away from X"."""
    near = clauses.tokens[max(0, index - 4) : index]
    counted = any(token.word[0].isdigit() for token in near)
    return counted and "distance.unit" in near[-1].tags and not _is_clock(near)


def _is_clock(tokens: Sequence[Token]) -> bool:
    """Whether they end with an hour of the day: "om 8 uur", "19.04 uur"."""
    if "time.clock" not in tokens[-1].tags:
        return False
    timed = any(token.word[0].isdigit() and not token.word.isdigit() for token in tokens)
    return timed or any(
        "preposition.cut" in before.tags and after.word[0].isdigit()
        for before, after in pairwise(tokens)
    )


def is_far_off(clauses: Clauses, index: int) -> bool:
    """Whether a long way from the place is told before it: "310 miles north-east of X"."""
    for at in range(index - 1, max(-1, index - _MEASURED), -1):
        token = clauses.tokens[at]
        if token.mention is not None:
            return False
        # "144 nautical miles"
        unit = tagged(clauses.tokens[at + 1 : at + 3], "distance.unit")
        if token.word[0].isdigit() and unit:
            figures = [letter for letter in token.word.split(".")[0] if letter.isdigit()]
            return int("".join(figures)) >= _OFF
    return False


def goal_follows(clauses: Clauses, index: int) -> bool:
    """Whether a goal follows the source in the same clause."""
    named = False
    for token in clauses.tokens[index + 1 : index + _GOAL]:
        if token.word in BREAKS or "clause.relative" in token.tags:
            return False
        if token.mention is not None:
            named = True
        elif named and token.has(*_GOALS):
            return True
    return False


def is_infinitive(clauses: Clauses, index: int) -> bool:
    """Whether "to" opens an infinitive: "flew to discuss"."""
    after = clauses.after(index)
    if "clause.infinitive" not in clauses.tokens[index].tags or after is None:
        return False
    if after.mention is not None or after.capital or after.word[0].isdigit():
        return False
    if after.has(*_NOMINAL):
        return False
    named = any(token.mention is not None for token in clauses.tokens[index + 1 : index + 4])
    if named and not after.tags:
        # "To northern X"
        return not after.word.endswith(clauses.cues.forms.adjective)
    return True


def joins_kind(clauses: Clauses, index: int) -> bool:
    """Whether "of" only joins a kind of place to its name: "the city of X"."""
    token, before = clauses.tokens[index], clauses.before(index)
    if not token.has("preposition.of", "preposition.of_from"):
        return False
    return before is not None and before.has("place.kind", "place.institution")


def leads_on(clauses: Clauses, index: int, column: str, column_at: int) -> bool:
    """Whether "in" only says where a goal lies: "to a shop in X", "to Y Hospital in X"."""
    if column in ("", "object") or not index:
        return False
    start, before = column_at + 1, clauses.tokens[index - 1]
    ways = column in ("to", "into", "from", "for") and start < index <= start + _BETWEEN
    if column == "via" and before.has("place.edge"):
        return True
    if column == "at" and "preposition.of_from" in clauses.tokens[index].tags:
        # "Mit le pied sur la terre de X"
        ways = start < index <= start + _BETWEEN and not goal_follows(clauses, index)
    if ways and clauses.tokens[start].has("clause.link", "clause.possessive"):
        return True
    # Every German noun has a capital.
    named = before.capital and before.mention is None and not before.tags
    named = named and clauses.cues.language != "de"
    return "place.institution" in before.tags or (named and index <= start + _BETWEEN)


def is_fronted(clauses: Clauses, at: int) -> bool:
    """Whether the preposition begins its clause, but for an adverb or a conjunction."""
    if at == clauses.start(at):
        return True
    before = clauses.tokens[at - 1]
    light = ("clause.and", "clause.adverb", "clause.contrast", "clause.subordinate", "order.again")
    return before.word == "," or before.has(*light)


def is_attribute(clauses: Clauses, at: int) -> bool:
    """Whether a source only says of whom or what it is: "firms from X", "Lee, from X,"."""
    if at == clauses.start(at):
        return False
    before = clauses.tokens[at - 1]
    if before.word == "," and at > 1:
        return is_person(clauses.tokens[at - 2]) or is_name(clauses.tokens, at - 2)
    return is_person(before) or (not before.tags and before.word.isalpha())
