"""An article's movements, each with the one who makes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.frames import FrameReader
from geo.glance import may_tell
from geo.grammar import Grammar, Parser
from geo.introductions import Introductions
from geo.movement import Frame
from geo.narration import Narration
from geo.parses import Parses
from geo.story import Span
from geo.tokens import Token
from geo.traveller import Traveller, Travellers

# A sentence of more tokens is a list or a table; read whole, each of its names asks for all others.
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement and its traveller, None where nobody is named.

    Attributes
    ----------
    number
        Which of the article's sentences tells it.
    """

    frame: Frame
    traveller: Traveller | None
    number: int


class Movers:
    """Reads the movements of an article, and who makes them.

    Parameters
    ----------
    parser
        Tells whose a movement is; the rules do where there is none.
    """

    def __init__(self, narration: Narration, parser: Parser | None = None) -> None:
        self.narration = narration
        self._parses = Parses(narration, parser)
        self._introductions = Introductions(narration)
        self._readers: dict[int, list[FrameReader]] = {}

    def movements(self, *, loosely: bool = False) -> tuple[list[Movement], Travellers]:
        """Every movement in the order of telling, and the travellers that they name.

        Parameters
        ----------
        loosely
            Whether any verb tells a stay, as in a text that is known to tell a journey.
        """
        travellers = Travellers(self.narration.cues.pairs)
        found: list[Movement] = []
        for number, sentence in self._moving(loosely=loosely):
            # A movement that does not tell its traveller has that of the one before it.
            last: Traveller | None = None
            for frame in self._frames(sentence, loosely=loosely):
                if self._is_told(frame, travellers):
                    if last is None:
                        self._introduce(frame, number, travellers)
                    last = travellers.meant_by(self._introductions.described(frame)) or last
                    found.append(Movement(frame, last, number))
        return found, travellers

    def grammar(self, sentence: Span, tokens: Sequence[Token]) -> Grammar | None:
        """What the parse of a sentence says of its tokens; None where it has none."""
        return self._parses.grammar(sentence, tokens)

    def _introduce(self, frame: Frame, number: int, travellers: Travellers) -> None:
        """Bring to mind whom a pronoun means that is the first of its sentence."""
        if frame.traveller.pronoun in ("third", "it"):
            antecedent = self._introductions.antecedent(frame.traveller, number)
            if antecedent is not None:
                travellers.meant_by(antecedent)

    def _moving(self, *, loosely: bool) -> Iterator[tuple[int, Span]]:
        """The sentences that name a place and hold a word of movement, with their numbers."""
        for number, sentence, first in self.narration.naming:
            if loosely or may_tell(self.narration, sentence, first):
                yield number, sentence

    def _frames(self, sentence: Span, *, loosely: bool) -> list[Frame]:
        readers = self._readers.get(sentence.start)
        if readers is None:
            tokens = self.narration.tokens(sentence)
            pieces = (tokens[at : at + _LONGEST] for at in range(0, len(tokens), _LONGEST))
            readers = [
                FrameReader(piece, self.narration.cues, sentence, self.grammar(sentence, piece))
                for piece in pieces
            ]
            self._readers[sentence.start] = readers
        return [frame for reader in readers for frame in reader.frames(loosely=loosely)]

    def _is_told(self, frame: Frame, travellers: Travellers) -> bool:
        """Whether a movement is told of a traveller, and not only of where news was written.

        "[OSLO], 3 May - The king left" tells no stay in Oslo, and "killed two men in X" no
        storm where none is about. Where any verb tells a stay, only a traveller's does.
        """
        narrates = frame.traveller.pronoun == "narrator"
        headed = frame.kind == "verb.presence" or "heading" in frame.flags
        if headed and narrates and not self.narration.is_narrated:
            return False
        if frame.kind == "verb.strike" and not self._introductions.tells_of_storms:
            return False
        if frame.kind != "verb.loose":
            return True
        return (narrates and self.narration.is_narrated) or travellers.may_mean(frame.traveller)
