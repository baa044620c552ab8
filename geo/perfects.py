"""Perfects: verbs that tell what had happened before the story, and those that go on with it."""

from __future__ import annotations

from typing import Final

from geo.clauses import Clauses
from geo.tokens import NOTHING, tagged

# "By the end of Sunday": a time is told within so many words.
_TIME: Final = 5
# The verbs with which a participle stands.
_HAVE: Final = ("clause.auxiliary", "clause.passive", "status.perfect", "status.been")
# "Had" stands at most so many words before its participle: "had then at last reached".
_PERFECT: Final = 6


def is_perfect(clauses: Clauses, index: int, reach: int, leader: int | None = None) -> bool:
    """Whether the verb at ``index`` tells what had happened before.

    Parameters
    ----------
    reach
        The index of the last word that belongs to it so far.
    leader
        The verb that tells such, from which this one goes on; None where there is none.
    """
    # "Nachdem er X verlassen hatte, fuhr er nach Y": a clause of its own follows the comma.
    if clauses.cues.verb_last and clauses.opens_main(index):
        return False
    going_on = leader is not None
    if leader is not None and clauses.grammar is not None:
        start = max(0, leader - _PERFECT)
        going_on = any(_is_had(clauses, at, index) for at in range(start, index))
    if going_on or _is_been(clauses, index):
        return True
    if "status.perfect" not in clauses.tags:
        return False
    start = max(0, index - _PERFECT)
    if clauses.cues.verb_last:
        start = clauses.segment(index)
    elif clauses.grammar is None:
        # "The body, that had lain in X, was taken to Y"
        commas = (at for at in range(start, index) if clauses.tokens[at].word == ",")
        start = max(commas, default=start)
    if tagged(clauses.tokens[start:index], "status.barely"):
        # "Hardly had he left X when": the story goes on from there.
        return False
    if _is_by_then(clauses, index, reach):
        return False
    return any(_is_had(clauses, at, index) for at in range(start, index))


def _is_been(clauses: Clauses, index: int) -> bool:
    """Whether "war" is the verb's "had", as in German and Dutch: "war in X gestartet"."""
    word = clauses.tokens[index].word
    if "status.been" not in clauses.tags or not clauses.cues.forms.participle.fullmatch(word):
        return False
    if "status.barely" in clauses.tags:
        return False
    between = range(index - 1, clauses.segment(index) - 1, -1)
    nearest = next((clauses.tokens[at] for at in between if clauses.tokens[at].has(*_HAVE)), None)
    return nearest is not None and "status.been" in nearest.tags


def _is_by_then(clauses: Clauses, index: int, reach: int) -> bool:
    """Whether a time is told up to which the story went on: "by Sunday it had reached X"."""
    end = clauses.end(max(reach, index))
    opening = clauses.tokens[clauses.segment(index) : index]
    if tagged(opening, "status.onward"):
        # "Two days later it had reached X"
        return True
    return any(
        "status.by_then" in clauses.tokens[at].tags and _tells_time(clauses, at)
        for at in range(clauses.segment(index), end)
    )


def _tells_time(clauses: Clauses, at: int) -> bool:
    """Whether the words right after the preposition name a day or an hour."""
    for token in clauses.tokens[at + 1 : at + _TIME]:
        if "time" in token.tags:
            return True
        plain = not (token.tags or token.capital) and token.mention is None
        if not (plain or token.has("preposition.of", "clause.link")):
            return False
    return False


def _is_had(clauses: Clauses, at: int, index: int) -> bool:
    """Whether the word there is the verb's own "had": not in "the ship that had left came"."""
    after = clauses.after(at)
    if "status.perfect" not in clauses.tokens[at].tags:
        return False
    first = after.word.partition(" ")[0] if after is not None else ""
    if "clause.infinitive" in clauses.cues.words.get(first, NOTHING):
        # "Had to land"
        return False
    return clauses.grammar is None or clauses.grammar.bears_on(at, index)
