"""A story as plain JSON values and back, without loss: what a saved story holds.

The shape follows the fields of the values in :mod:`geo.story`, so that a field
added there is saved too. Values equal to their default are left out. Places
stand in one table and are meant by their number in it; a span is two numbers,
a point is longitude and latitude, a reason is its code and its values.
"""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Hashable
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from geo.errors import StoryError
from geo.story import Itinerary, Leg, Mention, Picture, Place, Point, Reason, Span, Story

# 2: what the desk adds (checked, note, picture, edition).
VERSION = 2
# A picture is kept in some 300 KB, in base64.
MOST_LETTERS_OF_PICTURE = 1_000_000

Value = TypeVar("Value")


def pack(story: Story) -> dict[str, Any]:
    """Everything of a story but its legs, as values for JSON."""
    packer = _Packer(story)
    packed = packer.fields(replace(story, mentions=(), legs=()))
    packed["mentions"] = [packer.fields(mention) for mention in story.mentions]
    places = [packer.fields(place) for place in packer.places]
    return {"version": VERSION, "places": places, **packed}


def unpack(packed: object, legs: tuple[Leg, ...] = ()) -> Story:
    """The story that :func:`pack` packed.

    Raises
    ------
    StoryError
        If it is of a later version, or not what ``pack`` makes.
    """
    if not isinstance(packed, dict) or type(version := packed.get("version")) is not int:
        raise StoryError("This file holds no Dateline story; open one that Dateline saved.")
    if version > VERSION:
        raise StoryError(
            "This story was saved by a later Dateline (its version is {0}, ours is "
            "{1}); update Dateline to open it.",
            version,
            VERSION,
        )
    tables = ("version", "places", "mentions")
    rest = {name: content for name, content in packed.items() if name not in tables}
    unpacker = _Unpacker(_length(rest.get("article")))
    unpacker.places = unpacker.table(Place, packed, "places")
    unpacker.mentions = unpacker.table(Mention, packed, "mentions")
    story = unpacker.fields(Story, rest, "story")
    _check(story.itinerary, legs)
    return replace(story, mentions=tuple(unpacker.mentions), legs=legs)


def unpack_leg(values: object, lines: object, where: str) -> Leg:
    """A leg from its values and from its lines of [longitude, latitude].

    Raises
    ------
    StoryError
        If either is not what a saved story has.
    """
    if not isinstance(values, dict):
        raise _broken(where)
    return _Unpacker().fields(Leg, {**values, "lines": lines}, where)


class _Packer:
    """Turns values into JSON's, and notes each place once."""

    def __init__(self, story: Story) -> None:
        self.places: dict[Place, int] = {}
        self._mentions = {mention: i for i, mention in enumerate(story.mentions)}

    def fields(self, value: Any) -> dict[str, Any]:
        """The fields of a dataclass that differ from their defaults."""
        packed = {}
        for field in fields(value):
            content = getattr(value, field.name)
            if field.default is MISSING or content != field.default:
                packed[field.name] = self._value(content)
        return packed

    def _value(self, value: Any) -> Any:
        if isinstance(value, Place):
            return self.places.setdefault(value, len(self.places))
        if isinstance(value, Mention) and value in self._mentions:
            return self._mentions[value]
        if isinstance(value, Point):
            return list(value.lonlat)
        if isinstance(value, Span):
            return [value.start, value.end]
        if isinstance(value, Reason):
            return [value.code, *value.values]
        if isinstance(value, tuple):
            return [self._value(item) for item in value]
        return self.fields(value) if is_dataclass(value) else value


class _Unpacker:
    """Turns JSON's values into ours, and trusts none of them."""

    def __init__(self, length: int = 0) -> None:
        self.length = length
        self.places: list[Place] = []
        self.mentions: list[Mention] = []

    def table(self, kind: type[Value], packed: dict[str, Any], name: str) -> list[Value]:
        """The values of a table, which others mean by their number in it."""
        rows = _list(packed.get(name), name)
        return [self.fields(kind, row, f"{name}[{i}]") for i, row in enumerate(rows)]

    def fields(self, kind: type[Value], packed: object, where: str) -> Value:
        """A dataclass from the fields that were packed; the others have their defaults."""
        hints = _hints(cast("Hashable", kind))
        if not isinstance(packed, dict) or not packed.keys() <= hints.keys():
            raise _broken(where)
        values = {
            name: self._value(hints[name], content, f"{where}.{name}")
            for name, content in packed.items()
        }
        if not 0 <= values.get("confidence", 0) <= 1:
            raise _broken(f"{where}.confidence")
        if kind is Picture and not _is_base64(values.get("data", "")):
            raise _broken(f"{where}.data")
        try:
            return kind(**values)
        except TypeError as error:  # a field without a default is missing
            raise _broken(where) from error

    def _value(self, kind: Any, packed: object, where: str) -> Any:
        if kind is Place:
            return self.places[_whole(packed, len(self.places), where)]
        if kind is Mention and not isinstance(packed, dict):
            return self.mentions[_whole(packed, len(self.mentions), where)]
        if kind in (Point, Span, Reason):
            return self._short(kind, packed, where)
        if get_origin(kind) is tuple:
            return self._tuple(get_args(kind), packed, where)
        if get_origin(kind) is UnionType:
            inner = next(part for part in get_args(kind) if part is not NoneType)
            return None if packed is None else self._value(inner, packed, where)
        if isinstance(kind, type) and is_dataclass(kind):
            return self.fields(kind, packed, where)
        if kind is float:
            return _number(packed, where)
        known = packed in get_args(kind) if get_origin(kind) is Literal else type(packed) is kind
        if not known:
            raise _broken(where)
        return packed

    def _short(self, kind: type, packed: object, where: str) -> Point | Span | Reason:
        """A value that is packed as a list."""
        values = _list(packed, where)
        try:
            if kind is Reason:
                code, *texts = [self._value(str, text, where) for text in values]
                return Reason(code, tuple(texts))
            first, second = values
            if kind is Point:
                return Point(_number(second, where), _number(first, where))
            return Span(_whole(first, self.length, where), _whole(second, self.length + 1, where))
        except ValueError as error:  # too few or too many, or out of range
            raise _broken(where) from error

    def _tuple(self, kinds: tuple[Any, ...], packed: object, where: str) -> tuple[Any, ...]:
        """A tuple: of any length (``kinds`` ends with an ellipsis), or with a kind for each."""
        values = _list(packed, where)
        if kinds[-1] is Ellipsis:
            kinds = kinds[:1] * len(values)
        if len(kinds) != len(values):
            raise _broken(where)
        pairs = zip(kinds, values, strict=True)
        return tuple(self._value(k, value, f"{where}[{i}]") for i, (k, value) in enumerate(pairs))


def _check(itinerary: Itinerary, legs: tuple[Leg, ...]) -> None:
    """Refuse an itinerary that could not be shown."""
    for i, stop in enumerate(itinerary.stops):
        if stop.mention.place is None:
            raise _broken(f"itinerary.stops[{i}].mention.place")
    if legs and len(legs) != len(itinerary.stops) - 1:
        raise _broken("itinerary.stops: they do not fit the legs")
    if itinerary.speed and not itinerary.speed.kilometres_per_hour > 0:
        raise _broken("itinerary.speed.kilometres_per_hour")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields; what it computes is no field."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _length(article: object) -> int:
    """The number of characters that spans may count."""
    text = article.get("text") if isinstance(article, dict) else None
    if not isinstance(text, str):
        raise _broken("article.text")
    return len(text)


def _list(packed: object, where: str) -> list[Any]:
    if not isinstance(packed, list):
        raise _broken(where)
    return packed


def _whole(packed: object, end: int, where: str) -> int:
    """A whole number from zero up to but not including ``end``."""
    if type(packed) is not int or not 0 <= packed < end:
        raise _broken(where)
    return packed


def _number(packed: Any, where: str) -> float:
    """A finite number, as a float."""
    try:
        number = float(packed) if type(packed) in (int, float) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _broken(where)
    return number


def _is_base64(data: str) -> bool:
    """Whether it holds some bytes, and no more than a picture of ours has."""
    try:
        return len(data) <= MOST_LETTERS_OF_PICTURE and bool(b64decode(data, validate=True))
    except ValueError:
        return False


def _broken(where: str) -> StoryError:
    return StoryError("This story file is broken at {0}; open one that Dateline saved.", where)
