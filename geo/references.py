"""References: words that send a clause back to the place before it, "X, where he boarded"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.clauses import Clauses
from geo.movement import Part
from geo.toponyms import is_place
from geo.triggers import Trigger

_PRONOUNS: Final = ("whence", "whither", "where", "which")
# The place stands at most so many words before: "X, a port, where".
_NEAR: Final = 3
# What part a place plays that "where" refers back to: "X, where he boarded a train".
_WHERE: Final[dict[str, Part]] = {
    "verb.spend": "to",
    "verb.arrive": "to",
    "verb.stop": "to",
    "verb.wreck": "to",
    "verb.presence": "at",
    "verb.enter": "via",
    "verb.pass": "via",
    "verb.board": "from",
    "verb.start": "from",
    "verb.leave": "from",
    "noun.arrival": "to",
    "noun.departure": "from",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What the first word of a clause refers back to.

    Attributes
    ----------
    pronoun
        "where", "whence", "whither", "which", or empty.
    place
        The index of the place that it means; None where there is none, or it has its movement.
    """

    pronoun: str = ""
    place: int | None = None

    def part(self, trigger: Trigger) -> Part | None:
        """The part that the place plays in a movement of the clause; None where it has none."""
        if self.pronoun == "whence":
            return "from"
        if self.pronoun == "whither":
            return "to"
        return _WHERE.get(trigger.kind) if self.pronoun == "where" else trigger.part("object")


def reference_at(clauses: Clauses, index: int) -> Reference:
    """What the word at ``index`` refers back to, which opens a clause."""
    tags = clauses.tokens[index].tags
    pronoun = next((name for name in _PRONOUNS if f"clause.{name}" in tags), "")
    return Reference(pronoun, _antecedent(clauses, index) if pronoun else None)


def _antecedent(clauses: Clauses, index: int) -> int | None:
    """The place right before the word that refers back."""
    for at in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        mention = clauses.tokens[at].mention
        if mention is not None:
            named = mention.kind == "name" and is_place(clauses, at, mention)
            return at if named and mention.place is not None else None
    return None
