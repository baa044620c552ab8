"""When a movement is said to happen, as far as its words tell, and which of two came first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.tokens import Token, tagged


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as a sentence names it: month and day, a weekday, or a day beside today.

    Attributes
    ----------
    month, day
        Counted from 1; 0 where not told.
    weekday
        Counted from Monday, 1; 0 where not told.
    offset
        0 for today, -1 for yesterday, 1 for tomorrow; None where not told.
    year
        0 where not told.
    """

    month: int = 0
    day: int = 0
    weekday: int = 0
    offset: int | None = None
    year: int = 0

    def __bool__(self) -> bool:
        return self != _NEVER

    def is_date(self, *, weekday: bool) -> bool:
        """Whether it is a day of a month, or of a week where that is enough."""
        return bool((self.month and self.day) or (weekday and self.weekday))

    def precedes(self, other: Moment) -> bool | None:
        """Whether this day is before the other; None where the words do not tell.

        Two dates more than half a year apart are taken to lie around a new year; of two
        weekdays, the other is the later one if it follows by a day or two, or else lies in
        the week before.
        """
        if self.year and other.year and self.year != other.year:
            return self.year < other.year
        if self.month and other.month and self.day and other.day:
            mine, its = (self.month, self.day), (other.month, other.day)
            return None if mine == its else (mine < its) == (abs(self.month - other.month) <= 6)
        if self.offset is not None and other.offset is not None:
            return None if self.offset == other.offset else self.offset < other.offset
        if self.weekday and other.weekday:
            days = (other.weekday - self.weekday) % 7
            return None if not days else days <= _DAYS_ON
        if self.weekday and other.offset is not None:
            return True if other.offset >= 0 else None
        if other.weekday and self.offset is not None:
            return False if self.offset >= 0 else None
        return None


_NEVER = Moment()
# Not the beginning of a year or of an hour: "1890", "8.45".
_NUMBER = re.compile(r"\d{1,2}(?![\d.,:]\d)")
_YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
_LAST_DAY = 31
# "From the 3rd up to and including the 6th": so many words at most, and what joins the two days.
_SPAN = 5
_TO = ("preposition.to", "preposition.into", "clause.and")
# Told after a Monday, "Tuesday" and "Wednesday" are the days after it, "Saturday" the one before.
_DAYS_ON = 2
_OFFSETS = {"time.today": 0, "time.yesterday": -1, "time.tomorrow": 1}


def moment_in(tokens: Sequence[Token], months: Sequence[str], weekdays: Sequence[str]) -> Moment:
    """The first day that the tokens name.

    Parameters
    ----------
    months
        The names of the months in order, and short forms in further rows of twelve.
    weekdays
        The names of the weekdays, from Monday.
    """
    numbers = [at for at, token in enumerate(tokens) if token.word[0].isdigit()]
    year = next((int(tokens[at].word) for at in numbers if _is_year(tokens, at)), 0)
    if not tagged(tokens, "time"):
        return Moment(year=year) if year else _NEVER
    for at, token in enumerate(tokens):
        for tag, offset in _OFFSETS.items():
            if tag in token.tags:
                return Moment(offset=offset, year=year)
        if "time.month" in token.tags and token.word in months:
            return Moment(months.index(token.word) % 12 + 1, _day(tokens, at), year=year)
    for token in tokens:
        if "time.weekday" in token.tags and token.word in weekdays:
            return Moment(weekday=weekdays.index(token.word) + 1, year=year)
    return Moment(year=year)


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number there is a year, and no distance or hour: "1700 miles", "1200 a.m."."""
    if not _YEAR.fullmatch(tokens[at].word):
        return False
    return not (at + 1 < len(tokens) and tokens[at + 1].has("distance.unit", "time.clock"))


def _day(tokens: Sequence[Token], at: int) -> int:
    """The day of the month beside its name, before or after; 0 if there is none."""
    for index in (at - 1, at + 1, at - 2, at + 2):
        number = _NUMBER.match(tokens[index].word) if 0 <= index < len(tokens) else None
        if number and 1 <= int(number[0]) <= _LAST_DAY:
            return _first_day(tokens, index) or int(number[0])
    return 0


def _first_day(tokens: Sequence[Token], last: int) -> int:
    """The day with which a span of days begins that ends at ``last``: "3 to 6 May"; or 0."""
    spans = False
    for token in reversed(tokens[max(0, last - _SPAN) : last]):
        number = _NUMBER.fullmatch(token.word)
        if number:
            return int(number[0]) if spans and 1 <= int(number[0]) <= _LAST_DAY else 0
        if token.mention is not None or token.word == "," or "time" in token.tags:
            return 0
        spans = spans or token.has(*_TO) or token.word in ("-", "–")
    return 0
