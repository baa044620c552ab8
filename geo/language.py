"""The language that a reader is spoken to in: sentences, numbers, distances, days and lists.

Sentences are written in English where they are said, and stand translated in the catalogs of
``data/locales``; one that a catalog lacks is said in English. ``{0}``, ``{1}`` … stand for the
values in order. Numbers, units, days and lists follow the Unicode CLDR, which Babel brings.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit

from geo.errors import DatelineError

Units = Literal["km", "mi"]

FOLDER: Final = Path(__file__).parent.parent / "data" / "locales"
# The languages of the interface, in the order of a list to choose from.
CODES: Final = ("en", "nl", "de", "fr", "es", "ru", "ko")
# Where roads are measured in miles: CLDR, supplemental/measurementData.
MILES: Final = frozenset(("US", "GB", "LR"))
KILOMETRES_PER_MILE: Final = 1.609344
# Languages that part the thousands only from five figures on: CLDR, minimumGroupingDigits.
UNPARTED: Final = frozenset(("es",))
# Of a request's list of languages, no more is read.
LONGEST_REQUEST: Final = 200


@dataclass(frozen=True, slots=True)
class Language:
    """A language and a country's way of writing it.

    Attributes
    ----------
    tag
        BCP 47 tag of one of :data:`CODES`, with or without a country: "de", "de-AT".
    units
        "km" or "mi": what distances are told in.
    """

    tag: str = "en"
    units: Units = "km"

    # --- what it is -----------------------------------------------------------------------

    @property
    def code(self) -> str:
        """ISO 639-1 code, such as "de"."""
        return self.tag.partition("-")[0]

    @property
    def name(self) -> str:
        """The language's name in itself: "Deutsch", "한국어"."""
        named = str(Locale.parse(self.code).get_display_name())
        return named[:1].upper() + named[1:]

    @property
    def direction(self) -> str:
        """Which way it is written, as HTML says it: "ltr" or "rtl"."""
        return str(self._locale.text_direction)

    @property
    def kilometres_per_unit(self) -> float:
        """How many kilometres one of its units of distance is."""
        return KILOMETRES_PER_MILE if self.units == "mi" else 1.0

    @property
    def _locale(self) -> Locale:
        # English without a country is that of no country: days and lists as in Britain.
        return _locale("en-GB" if self.tag == "en" else self.tag)

    # --- sentences ------------------------------------------------------------------------

    def text(self, message: str, *values: object) -> str:
        """A sentence, with values in its places; whole numbers are written the language's way."""
        return self._filled(_catalog(self.code).gettext(message), values)

    def text_in(self, context: str, message: str, *values: object) -> str:
        """A sentence that may mean several things in English; the context tells them apart."""
        return self._filled(_catalog(self.code).pgettext(context, message), values)

    def plural(self, singular: str, plural: str, count: int, *values: object) -> str:
        """A sentence that depends on a count; ``{0}`` is the count, ``{1}`` the first value."""
        told = _catalog(self.code).ngettext(singular, plural, count)
        return self._filled(told, (count, *values))

    def error(self, error: DatelineError) -> str:
        """What an error says to a user."""
        return self.text(error.message, *error.values) if error.values else self.text(error.message)

    def _filled(self, message: str, values: tuple[object, ...]) -> str:
        if not values:
            return message
        return message.format(*(self.number(v) if isinstance(v, int) else v for v in values))

    # --- figures, days, lists ---------------------------------------------------------------

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with so many decimals: "1,162", "1.162" in German."""
        pattern = self._pattern(value, "0" * decimals)
        return format_decimal(round(value, decimals), pattern, self._locale)

    def distance(self, kilometres: float, *, both: bool = False) -> str:
        """A distance in the language's units: "1,162 km", "8.4 km" under ten, "722 mi".

        With ``both``, miles are told in kilometres too: "722 mi (1,162 km)".
        """
        if both and self.units == "mi":
            metric = replace(self, units="km").distance(kilometres)
            return f"{self.distance(kilometres)} ({metric})"
        length = kilometres / self.kilometres_per_unit
        unit = "length-mile" if self.units == "mi" else "length-kilometer"
        return self._measured(length, unit, "#" if length < 9.95 else "")

    def speed(self, kilometres_per_hour: float) -> str:
        """A speed: "88 km/h", and for who reckons in miles "88 km/h (55 mph)"."""
        told = self._measured(kilometres_per_hour, "speed-kilometer-per-hour", "")
        if self.units == "km":
            return told
        miles = kilometres_per_hour / KILOMETRES_PER_MILE
        return f"{told} ({self._measured(miles, 'speed-mile-per-hour', '')})"

    def duration(self, hours: float) -> str:
        """A time in hours, to the minute: "13 h 12 min", "45 min", "2 h"."""
        whole, minutes = divmod(round(hours * 60), 60)
        if not whole:
            return self.text("{0} min", minutes)
        return self.text("{0} h {1} min", whole, minutes) if minutes else self.text("{0} h", whole)

    def day(self, iso: str) -> str:
        """The day of a date or time in ISO 8601: "11 September 2023"; what is none, as it is."""
        try:
            return format_date(date.fromisoformat(iso[:10]), "long", self._locale)
        except ValueError:
            return iso

    def listed(self, items: Iterable[str]) -> str:
        """The items as a phrase: "A, B and C"."""
        return format_list(list(items), locale=self._locale)

    def capitalised(self, words: str) -> str:
        """The words as the beginning of a sentence."""
        return words[:1].upper() + words[1:]

    def _measured(self, value: float, unit: str, decimals: str) -> str:
        pattern = self._pattern(value, decimals)
        return str(format_unit(value, unit, "short", pattern, self._locale))

    def _pattern(self, value: float, decimals: str) -> str:
        whole = "0" if self.code in UNPARTED and abs(value) < 10_000 else "#,##0"
        return f"{whole}.{decimals}" if decimals else whole


ENGLISH: Final = Language()


def best(wanted: str | None) -> Language:
    """The language of the interface that serves best.

    Parameters
    ----------
    wanted
        What a browser asks for, such as "de-AT,de;q=0.9,en;q=0.8", or one tag
        alone, such as "de_AT".

    Returns
    -------
    Language
        The first of them that the interface speaks, with miles where they are
        used; English where it speaks none.
    """
    asked = []
    for item in (wanted or "")[:LONGEST_REQUEST].split(","):
        tag, _, weight = item.partition(";")
        asked.append((-_weight(weight), tag.strip().replace("_", "-")))
    for _, tag in sorted(asked, key=lambda pair: pair[0]):
        code, _, rest = tag.partition("-")
        country = next((p.upper() for p in rest.split("-") if len(p) == 2 and p.isalpha()), "")
        if code.lower() in CODES:
            return _in_country(code.lower(), country)
    return ENGLISH


def _in_country(code: str, country: str) -> Language:
    """The language as that country writes it; without country where CLDR knows no such way."""
    tag = f"{code}-{country}"
    try:
        _locale(tag)
    except (ValueError, UnknownLocaleError):
        return Language(code)
    return Language(tag, "mi" if country in MILES else "km")


def _weight(parameter: str) -> float:
    """The weight that a browser gives a language: "q=0.8"."""
    try:
        return float(parameter.partition("=")[2] or 1)
    except ValueError:
        return 0.0


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


@cache
def _catalog(code: str) -> gettext.NullTranslations:
    """The translations of a language, from its readable file: no step of building comes before."""
    path = FOLDER / code / "LC_MESSAGES" / "dateline.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def message(sentence: str) -> str:
    """The sentence itself: marks it for the catalogs where it stands in a table."""
    return sentence
