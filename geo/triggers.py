"""Triggers: the verbs, nouns and phrases that tell a movement, with the places that they take."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from geo.movement import Part, Touch
from geo.nouns import Noun
from geo.parts import PARTS


@dataclass(slots=True)
class Trigger:
    """A cue of movement that is being read.

    Attributes
    ----------
    index
        Of its token.
    kinds
        The rows of ``PARTS`` that it may be, the likelier first.
    clause
        The number of its clause within the sentence.
    touches
        The places that it takes, each with the index of its token.
    flags
        As those of a ``Frame``, and "planned".
    noun
        Who moves; None until that is asked.
    perfect
        Whether it tells what had happened before.
    outer
        The verb whose object the trigger is: "ended its voyage in X".
    """

    index: int
    kinds: tuple[str, ...]
    clause: int
    touches: list[tuple[int, Touch]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    noun: Noun | None = None
    perfect: bool = False
    outer: Trigger | None = None

    @property
    def kind(self) -> str:
        """The likeliest of its kinds."""
        return self.kinds[0]

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb, as far as is known: "sailed"."""
        return self.kind.startswith("verb.")

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun, as far as is known: "the flight"."""
        return self.kind.startswith("noun.")

    @property
    def parts(self) -> set[Part]:
        """The parts of its places."""
        return {touch.part for _, touch in self.touches}

    @property
    def reach(self) -> int:
        """The index of its last token so far."""
        return max([self.index, *(index for index, _ in self.touches)])

    def part(self, column: str) -> Part | None:
        """The part of a place after a preposition; None where it takes none such."""
        rows = (PARTS.get(kind, {}) for kind in self.kinds)
        return next((row[column] for row in rows if column in row), None)

    def leaves(self) -> None:
        """Take a stay for the place that one leaves next: "was in X and flew to Y"."""
        self.kinds = ("verb.start",)
        self.flags.add("stayed")
        self.touches = [(index, replace(touch, part="from")) for index, touch in self.touches]
