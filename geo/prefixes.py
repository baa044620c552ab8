"""Prefixes: what the end of a German or Dutch clause makes of its verb, "fuhr um acht in X ab"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from geo.attachments import Attachments
from geo.kinds import ends_group
from geo.reading import Reading
from geo.tokens import Token
from geo.triggers import Trigger

# What a prefix may make of a verb of going.
_KINDS: Final = ("start", "arrive", "stop", "reach", "pass")


class Prefixes:
    """Takes the separable prefixes of one sentence.

    Parameters
    ----------
    reading, attachments
        Of the sentence; they are kept up to date.
    """

    def __init__(self, reading: Reading, attachments: Attachments) -> None:
        self._reading, self._attachments = reading, attachments
        self._clauses, self._cues = reading.clauses, reading.clauses.cues

    def take(self, index: int, token: Token) -> bool:
        """Take the word for the prefix of the verb in hand; False where it is none."""
        verb = self._reading.held
        if verb is None or "verb.go" not in verb.kinds or not ends_group(self._clauses, index):
            return False
        if "particle.onto" in token.tags and self._leads_onto(verb):
            return True
        kind = next((k for k in _KINDS if f"particle.{k}" in token.tags), None)
        if kind is None:
            return False
        whole = f"{self._clauses.tokens[verb.index].word} {token.word}"
        verb.kinds = (self._cues.splits.get(whole, f"verb.{kind}"),)
        _recast(verb)
        self._attachments.take_waiting(verb)
        return True

    def _leads_onto(self, verb: Trigger) -> bool:
        """Take X for the goal: "zogen auf X los", "stevenden op X af"."""
        for waiting in self._reading.waiting[-1:]:
            if "preposition.onto" in self._clauses.tokens[waiting.index - 1].tags:
                self._reading.settle(waiting, verb, "to")
                return True
        return False


def _recast(verb: Trigger) -> None:
    """Give the places that were "at" the verb the part that its prefix makes of them."""
    part = verb.part("at")
    if part is not None:
        verb.touches = [
            (index, replace(touch, part=part) if touch.part == "at" else touch)
            for index, touch in verb.touches
        ]
