"""Stories as a store keeps them: packed, and each of their pictures once."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sql
from sqlalchemy.engine import Connection

from geo.database import PICTURES
from geo.errors import StoreError, StoryError
from geo.formats import MEMBER, from_geojson, to_geojson
from geo.story import Story


def pack(story: Story) -> tuple[bytes, dict[str, bytes]]:
    """A story's file, compressed, and apart from it the data of its pictures by digest."""
    packed = to_geojson(story)
    pictures: dict[str, bytes] = {}
    for picture in _pictures(packed):
        data = picture["data"].encode("utf-8", "surrogatepass")
        picture["data"] = hashlib.sha256(data).hexdigest()
        pictures[picture["data"]] = data
    return zlib.compress(json.dumps(packed, separators=(",", ":")).encode()), pictures


def keep(connection: Connection, pictures: dict[str, bytes]) -> None:
    """Store the pictures that are new."""
    if not pictures:
        return
    digest = PICTURES.c.digest
    known = set(connection.scalars(sql.select(digest).where(digest.in_(pictures))))
    for new in pictures.keys() - known:
        # Base64 is a third longer than what it says; that third goes again here.
        row = {"digest": new, "data": zlib.compress(pictures[new], 1)}
        connection.execute(PICTURES.insert(), row)


def unpack(connection: Connection, content: bytes) -> Story:
    """The story that :func:`pack` packed."""
    try:
        packed = json.loads(zlib.decompress(content))
        digests = {picture["data"] for picture in _pictures(packed)}
        if digests:
            query = sql.select(PICTURES).where(PICTURES.c.digest.in_(digests))
            data = {row.digest: zlib.decompress(row.data) for row in connection.execute(query)}
        for picture in _pictures(packed):
            picture["data"] = data[picture["data"]].decode("utf-8", "surrogatepass")
        return from_geojson(packed)
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(
            "This version of the story is damaged in the store; restore an earlier one."
        ) from error
    except StoryError as error:
        raise StoreError(error.message, *error.values) from error


def _pictures(packed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pictures in a packed story."""
    for stop in packed[MEMBER].get("itinerary", {}).get("stops", ()):
        if stop.get("picture"):
            yield stop["picture"]
