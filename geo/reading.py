"""How far a sentence has been read: the movement in hand, and the places that await one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from geo.certainty import told_on_way
from geo.clauses import Clauses
from geo.movement import Part, Touch
from geo.nouns import Noun
from geo.story import Span
from geo.triggers import Trigger

# Between a preposition and its place stand at most so many words: "in the small border town of X".
REACH: Final = 6
# What stands at the head of a sentence, before its clauses, is of none of them.
HEAD: Final = -1


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place that no trigger has taken yet, and the preposition before it.

    Attributes
    ----------
    index
        Of its token.
    column
        Of ``PARTS``, as the preposition makes it; "none" where there is none.
    at
        The index of the preposition.
    """

    index: int
    column: str
    at: int


class Taken(NamedTuple):
    """A place by its index, with the trigger that has taken it and its part; None if none has."""

    at: int
    trigger: Trigger | None = None
    part: Part | None = None


@dataclass(slots=True)
class Reading:
    """What has been read of a sentence, from left to right.

    Attributes
    ----------
    triggers
        All so far.
    trigger
        The one in hand, which takes the next place.
    clause
        The number of the clause; ``clause_at`` is the index of the word that opened it, and
        ``clause_flags`` what that says of the order of its movements.
    column
        Of ``PARTS``, as the last preposition makes it; ``column_at`` is its index.
    waiting
        The places of this clause that no trigger has taken; ``left``, those of all clauses before.
    last
        The last place.
    broken
        The movement that a clause about its last place breaks off: "from X, where …, to Y".
    thence
        The index of "from there", whose movement is to come.
    """

    clauses: Clauses
    triggers: list[Trigger] = field(default_factory=list)
    trigger: Trigger | None = None
    clause: int = 0
    clause_at: int = 0
    clause_flags: set[str] = field(default_factory=set)
    column: str = ""
    column_at: int = 0
    waiting: list[Waiting] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    last: Taken | None = None
    after_semicolon: bool = False
    broken: Trigger | None = None
    thence: int | None = None

    @property
    def held(self) -> Trigger | None:
        """The trigger in hand, where it is of this clause."""
        held = self.trigger
        return held if held is not None and held.clause == self.clause else None

    @property
    def here(self) -> list[Trigger]:
        """The triggers of this clause so far."""
        return [trigger for trigger in self.triggers if trigger.clause == self.clause]

    def lead(self, column: str, at: int) -> None:
        """Let the word at ``at`` lead to the next place."""
        self.column, self.column_at = column, at

    def begin(
        self,
        index: int,
        kinds: tuple[str, ...],
        *,
        noun: Noun | None = None,
        clause: int | None = None,
    ) -> Trigger:
        """Take the word at ``index`` for a trigger, of this clause if no other is given."""
        trigger = Trigger(index, kinds, self.clause if clause is None else clause, noun=noun)
        self.triggers.append(trigger)
        return trigger

    def touch(
        self,
        trigger: Trigger,
        index: int,
        part: Part,
        cue: Span | None = None,
        *,
        listed: bool = False,
    ) -> None:
        """Give the place at ``index`` to the trigger; ``cue`` is the word of movement otherwise."""
        tokens = self.clauses.tokens
        cue = cue or tokens[trigger.index].span
        self.take(trigger, index, Touch(tokens[index].mention, part, cue, listed))
        trigger.flags |= self._told_of_clause(trigger)
        self.last = Taken(index, trigger, part)

    def settle(
        self, waiting: Waiting, trigger: Trigger, part: Part, cue: Span | None = None
    ) -> None:
        """Give a place that waits to the trigger, as ``touch`` does."""
        self.waiting.remove(waiting)
        self.touch(trigger, waiting.index, part, cue)

    def take(self, trigger: Trigger, index: int, touch: Touch) -> None:
        """Add to the trigger what plays a part at ``index``, and what the words on the way say."""
        trigger.flags |= told_on_way(self.clauses, trigger, index)
        trigger.touches.append((index, touch))

    def _told_of_clause(self, trigger: Trigger) -> set[str]:
        """What the clause's first word says of the movement: nothing of one that the clause is of.

        "After tea they rode to X", where no comma parts the two.
        """
        grammar = self.clauses.grammar
        if not self.clause_flags or grammar is None:
            return self.clause_flags
        within = grammar.is_within(self.clause_at, trigger.index)
        return self.clause_flags if within else set()
