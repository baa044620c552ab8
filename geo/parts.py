"""What part a place plays in a movement: by the cue before it and the preposition between."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, get_args

from geo.movement import Part
from geo.story import Mode
from geo.tokens import Token

_BY_PREPOSITION: Final[dict[str, Part]] = {"from": "from", "to": "to", "into": "to", "via": "via"}
# What part a place plays by the cue before it (rows) and the preposition between (columns);
# "object" is no preposition at all: "reached X"; nor is "is": "its destination was X".
PARTS: Final[dict[str, dict[str, Part]]] = {
    "verb.go": _BY_PREPOSITION,
    "verb.bound": {"for": "to", "via": "via"},
    "verb.arrive": _BY_PREPOSITION | {"at": "to", "near": "to"},
    "verb.reach": {"from": "from", "object": "to", "via": "via"},
    "verb.enter": _BY_PREPOSITION | {"object": "to", "at": "via"},
    "verb.leave": _BY_PREPOSITION | {"object": "from", "at": "from", "near": "from", "for": "to"},
    "verb.start": _BY_PREPOSITION | {"at": "from", "into": "from", "near": "from", "for": "to"},
    "verb.pass": _BY_PREPOSITION | {"object": "via", "at": "via", "into": "via", "near": "via"},
    "verb.stop": {"at": "to", "into": "to", "near": "to"},
    "verb.board": {"from": "from", "to": "to", "for": "to", "at": "from", "into": "from"},
    "verb.bring": _BY_PREPOSITION,
    "verb.wreck": {"at": "to", "into": "to", "near": "to", "via": "to"},
    "verb.strike": _BY_PREPOSITION | {"at": "to", "near": "to", "object": "to"},
    "verb.spend": {"at": "to", "into": "to"},
    "verb.appear": {"object": "via"},
    "verb.presence": {"at": "at", "into": "at"},
    "noun.trip": _BY_PREPOSITION | {"for": "to", "near": "from"},
    "noun.arrival": {"from": "from", "to": "to", "at": "to", "into": "to", "near": "to"},
    "noun.departure": {"from": "from", "to": "to", "for": "to", "at": "from", "into": "from"},
    "noun.stay": {"to": "to", "at": "to", "into": "to"},
    "noun.goal": {"is": "to"},
    "phrase.goal": {"to": "to", "via": "via", "from": "from"},
    "phrase.source": {"from": "from", "to": "to", "via": "via"},
    "phrase.via": {"via": "via", "to": "to", "from": "from"},
}
PRESENCE: Final = ("verb.presence",)
# A verb that no list knows, with a place where somebody is: "sang in X".
LOOSE: Final = ("verb.loose",)
STAY: Final = ("noun.stay",)
TRIP: Final = ("noun.trip",)


@lru_cache(maxsize=4096)
def modes_of(tags: frozenset[str]) -> tuple[Mode, ...]:
    """The means of travel among the tags."""
    return tuple(mode for mode in get_args(Mode) if f"mode.{mode}" in tags)


def is_means(token: Token) -> bool:
    """Whether it names a means of travel."""
    return bool(modes_of(token.tags))


@lru_cache(maxsize=4096)
def kinds_of(tags: frozenset[str]) -> tuple[str, ...]:
    """The rows of ``PARTS`` among the tags."""
    return tuple(kind for kind in PARTS if kind in tags)
