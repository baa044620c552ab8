"""The speed at which an article says that its travellers go."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from geo.cues import Cues
from geo.narration import Narration
from geo.parts import is_means
from geo.story import Span, Speed
from geo.tokens import Token

# Kilometres in an hour at a speed of one, by the list of its unit in ``data/cues/``: the mile and
# the nautical mile are exact by definition.
_KILOMETRES_PER_HOUR: Final = {"kmh": 1.0, "mph": 1.609344, "knots": 1.852}


def told_speed(narration: Narration) -> Speed | None:
    """The first speed that the text tells of a vehicle; winds have none."""
    for match in _speed(narration.cues).finditer(narration.article.text):
        span = Span(*match.span())
        words = narration.tokens(narration.sentence_of(span))
        if any(map(_is_vehicle, words)):
            factor = _KILOMETRES_PER_HOUR[match.lastgroup or ""]
            return Speed(float(match["value"].replace(",", ".")) * factor, span)
    return None


def _is_vehicle(word: Token) -> bool:
    return "traveller.vehicle" in word.tags or is_means(word)


@cache
def _speed(cues: Cues) -> re.Pattern[str]:
    """Finds a speed: its ``value``, and its unit in the group that is called as its list."""
    units = "|".join(
        f"(?P<{name}>{'|'.join(map(_pattern, listed))})" for name, listed in cues.speeds.items()
    )
    value = r"(?P<value>\d{1,4}(?:[.,]\d{1,2})?)"
    return re.compile(rf"{value}\s*-?(?:{units})\b", re.IGNORECASE)


def _pattern(unit: str) -> str:
    return re.escape(unit).replace("_", r"\s+")
