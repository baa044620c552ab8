"""Toponyms of a sentence: which of them are places where one goes, and which only describe.

A name may be a ship's, or describe what follows it: "the Mongolia", "Florida's beaches".
"""

from __future__ import annotations

from typing import Final

from geo.clauses import Clauses
from geo.movement import is_fine, may_hold
from geo.nouns import is_person
from geo.prepositions import SOMEWHERE
from geo.story import Mention
from geo.tokens import NOTHING

# Verbs after which a name that stands inside another is a place all the same: "Left X".
_LOGGED: Final = ("verb.leave", "verb.reach", "verb.arrive", "verb.pass")
# Before which kinds of place an article makes another thing of the name: "the Mongolia" is a
# ship, "el Barcelona" a club.
_ARTICLES: Final = {"place.ship": ("country", "state", "city"), "place.club": ("city",)}
# A house is named within so many words after its town: "Glasgow Royal Infirmary".
_HOUSE: Final = 4
# What lies in "Kenya's" follows it within so many words.
_OWNED: Final = 3


def is_place(clauses: Clauses, index: int, mention: Mention) -> bool:
    """Whether the toponym may be where one goes: a name, but not a ship's, "the Mongolia"."""
    place, before = mention.place, clauses.before(index)
    if place is None or mention.kind == "demonym" or before is None:
        return mention.kind == "name"
    if mention.kind == "embedded":
        return before.has(*_LOGGED) or _names_house(clauses, index)
    article = clauses.cues.words.get(before.word.rpartition(" ")[2], NOTHING)
    if not any(place.kind in kinds for tag, kinds in _ARTICLES.items() if tag in article):
        return True
    name, after = clauses.tokens[index].word, clauses.after(index)
    usual = name in clauses.cues.articled or name.endswith("s") or " " in name
    of_kind = after is not None and ("place.kind" in after.tags or _is_house(clauses, index))
    goal = clauses.after(index + 1) if after is not None else None
    if after is not None and "preposition.to" in after.tags and goal is not None and goal.mention:
        # "The X to Y route".
        return True
    return usual or of_kind or name != mention.text.lower()


def _is_house(clauses: Clauses, index: int) -> bool:
    """Whether the name describes a house two words on: "the Oslo railway station"."""
    kind, house = clauses.tokens[index + 1 : index + 2], clauses.tokens[index + 2 : index + 3]
    plain = bool(kind) and kind[0].word.isalpha() and not kind[0].capital
    return plain and kind[0].mention is None and bool(house) and house[0].has("place.house")


def _names_house(clauses: Clauses, index: int) -> bool:
    """Whether the name goes on to that of a house or a port: "Townsville Airport"."""
    named = False
    first = clauses.cues.words.get(clauses.tokens[index].word.partition(" ")[0], frozenset())
    if "traveller.leader" in first:
        return False
    for token in clauses.tokens[index + 1 : index + _HOUSE + 2]:
        if token.mention is not None and token.mention.place is not None:
            return named and not is_town(token.mention)
        named = named or "place.house" in token.tags
        if not (named or token.capital):
            return False
    return named


def modifies(clauses: Clauses, index: int, column: str) -> bool:
    """Whether the place only describes what follows: "Florida's X", "Paris police".

    Parameters
    ----------
    column
        Of ``PARTS``, as the preposition before it makes it; empty where there is none.
    """
    after = clauses.after(index)
    if after is not None and after.word == "'s":
        if _owns_place(clauses, index):
            return True
        owned = clauses.after(index + 1)
        if owned is None or owned.has("place.kind", "place.institution"):
            return owned is None
        # "From London's Putney Bridge", but not "visited Spain's King Felipe".
        site = owned.capital and not owned.tags and clauses.cues.language == "en"
        return not (site and column in SOMEWHERE | {"from"})
    if after is not None and "place.edge" in after.tags and column == "near":
        return True
    if _is_of_two(clauses, index):
        return True
    person = after is not None and is_person(after) and not after.capital
    return person and clauses.cues.language == "en"


def _is_of_two(clauses: Clauses, index: int) -> bool:
    """Whether a hyphen joins it and a country, of which something is: "an X-Y summit"."""
    return _is_joined(clauses, index) or _is_joined(clauses, index - 2)


def _is_joined(clauses: Clauses, index: int) -> bool:
    """Whether a country stands there that a hyphen joins to the next place."""
    three = clauses.tokens[index : index + 3] if index >= 0 else []
    if len(three) < 3 or three[1].word != "-" or three[1].start > three[0].end:
        return False
    place = three[0].mention.place if three[0].mention else None
    return place is not None and place.kind == "country" and three[2].mention is not None


def _owns_place(clauses: Clauses, index: int) -> bool:
    """Whether what belongs to the place is a place within it: "Kenya's northern X"."""
    for token in clauses.tokens[index + 2 : index + 2 + _OWNED]:
        if token.mention is not None:
            return encloses(clauses.tokens[index].mention, token.mention)
        if "place.kind" not in token.tags:
            return False
    return False


def is_town(mention: Mention | None) -> bool:
    """Whether it names a place that is small enough to stay there."""
    return mention is not None and mention.place is not None and is_fine(mention.place)


def encloses(outer: Mention | None, inner: Mention | None) -> bool:
    """Whether the one may name an area that holds the place of the other."""
    if outer is None or inner is None or outer.place is None or inner.place is None:
        return False
    return may_hold(outer.place, inner.place)
