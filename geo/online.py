"""Places by query from an online service of geopy's.

One is asked only where the environment variable ``DATELINE_GEOCODER`` names it:
``nominatim``, ``photon``, or another of geopy's services, its options behind a
question mark: ``nominatim?domain=osm.example.org``, ``opencage?api_key=...``.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import time
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service

from geo.answers import SECONDS_BETWEEN_REQUESTS, Answers
from geo.errors import (
    GeocoderError,
    GeocoderQuotaError,
    GeocoderRefusedError,
    GeocoderReplyError,
    GeocoderTimeoutError,
)
from geo.measure import BoundingBox
from geo.story import Place, PlaceKind, Point

USER_AGENT = "dateline/0.1 (story maps from news articles)"
TIMEOUT_SECONDS = 10.0
# A viewbox of one place, to each side.
DEGREES_AROUND = 2.0
OPENSTREETMAP = "© OpenStreetMap contributors"

_FROM_OPENSTREETMAP = ("nominatim", "photon", "pickpoint", "openmapquest")
# Nominatim's address types (and Photon's): https://nominatim.org/release-docs/latest/.
_KINDS: dict[str, PlaceKind] = {
    "continent": "continent",
    "country": "country",
    "state": "state",
    "province": "state",
    "region": "region",
    "county": "county",
    "district": "county",
    "state_district": "county",
    "city": "city",
    "town": "city",
    "village": "city",
    "hamlet": "city",
    "municipality": "city",
    "suburb": "city",
    "locality": "city",
    "administrative": "city",
    "railway": "station",
    "station": "station",
    "island": "island",
    "archipelago": "island",
    "peak": "mountain",
    "mountain_range": "mountain",
    "volcano": "mountain",
    "river": "river",
    "waterway": "river",
    "water": "lake",
    "lake": "lake",
    "sea": "sea",
    "ocean": "sea",
    "bay": "sea",
    "strait": "sea",
}


class OnlineGeocoder:
    """An online service of geopy's, asked at most once a second, and never twice the same.

    Answers are kept on disk for all processes of this machine, which share one pace.

    Parameters
    ----------
    setting
        The service's name in geopy, with options behind a question mark:
        "nominatim", "nominatim?domain=localhost:8080&scheme=http".
    cache
        The file that keeps answers; by default in the user's cache folder.

    Raises
    ------
    GeocoderError
        If geopy knows no such service, or the service wants other options.
    """

    def __init__(self, setting: str, cache: Path | None = None) -> None:
        self.service, _, query = setting.strip().partition("?")
        self.service = self.service.lower()
        options: dict[str, Any] = {"user_agent": USER_AGENT, **dict(parse_qsl(query))}
        # The adapter that geopy prefers, requests, asks up to three times at once.
        options["adapter_factory"] = URLLibAdapter
        # The key to an account is no part of the question, and is not written down.
        self.address = {k: v for k, v in options.items() if k in ("domain", "scheme")}
        try:
            options["timeout"] = float(options.get("timeout", TIMEOUT_SECONDS))
            self._geocoder = get_geocoder_for_service(self.service)(**options)
        except (exc.GeocoderNotFound, exc.ConfigurationError, TypeError, ValueError) as error:
            raise GeocoderError(
                "DATELINE_GEOCODER does not name a service of geopy's with its options: {0}", error
            ) from error
        self._ask = RateLimiter(
            self._in_turn,
            min_delay_seconds=SECONDS_BETWEEN_REQUESTS,
            max_retries=0,
            swallow_exceptions=False,
        )
        self._cache = Answers(cache)

    def _in_turn(self, name: str, **options: Any) -> Any:
        """Ask when no other process has asked within the last second."""
        service = json.dumps([self.service, self.address])
        while (seconds := self._cache.seconds_to_wait(service)) > 0:
            time.sleep(seconds)
        return self._geocoder.geocode(name, **options)

    @property
    def attribution(self) -> str:
        """The credit to show wherever an answer is shown."""
        if self.service in _FROM_OPENSTREETMAP:
            return f"{OPENSTREETMAP}, found with {self.service.capitalize()}"
        return f"Found with {self.service.capitalize()}"

    def find(self, name: str, near: Sequence[Place] = (), limit: int = 5) -> tuple[Place, ...]:
        """The places that the service knows by a name; empty if it knows none.

        Parameters
        ----------
        near
            Other places of the text: what lies among them is preferred, where
            the service lets one ask so.

        Raises
        ------
        GeocoderTimeoutError, GeocoderRefusedError, GeocoderQuotaError, GeocoderError
            If the service could not be asked; geopy's error is the cause.
        GeocoderReplyError
            If its reply to this question cannot be used.
        """
        kept = self.kept(name, near, limit)
        if kept is not None:
            return kept
        options = self._options(near, limit)
        answer = self._fetch(name, options)
        try:
            places = tuple(self._place(item) for item in answer)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise GeocoderReplyError("{0} sent a reply that cannot be read.", self._who) from error
        self._cache.put(self._question(name, options), answer)
        return places

    def kept(
        self, name: str, near: Sequence[Place] = (), limit: int = 5
    ) -> tuple[Place, ...] | None:
        """What the service answered before to this question; None if it was never asked."""
        answer = self._cache.get(self._question(name, self._options(near, limit)))
        return None if answer is None else tuple(self._place(item) for item in answer)

    def _question(self, name: str, options: dict[str, Any]) -> str:
        return json.dumps([self.service, self.address, name, options], sort_keys=True)

    def _options(self, near: Sequence[Place], limit: int) -> dict[str, Any]:
        """What the service's ``geocode`` takes of: how many, in English, and around where."""
        offered: dict[str, Any] = {"exactly_one": False, "limit": limit, "language": "en"}
        offered["addressdetails"] = True
        if near:
            box = _with_area(BoundingBox.of([place.point for place in near]).padded(0.5))
            if box.east <= 180:
                offered["viewbox"] = [[box.south, box.west], [box.north, box.east]]
            offered["location_bias"] = list(box.center.latlon)
        takes = inspect.signature(self._geocoder.geocode).parameters
        return {key: value for key, value in offered.items() if key in takes}

    def _fetch(self, name: str, options: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            found = self._ask(name, **options)
        except exc.GeocoderTimedOut as error:
            raise GeocoderTimeoutError("{0} did not answer in time.", self._who) from error
        except (exc.GeocoderQuotaExceeded, exc.GeocoderRateLimited) as error:
            raise GeocoderQuotaError(
                "{0} asks for fewer requests: {1}", self._who, error
            ) from error
        except (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges) as error:
            raise GeocoderRefusedError("{0} refuses the request: {1}", self._who, error) from error
        except (exc.GeocoderQueryError, exc.GeocoderParseError) as error:
            raise GeocoderReplyError("{0} could not be asked: {1}", self._who, error) from error
        except exc.GeopyError as error:
            raise GeocoderError("{0} could not be asked: {1}", self._who, error) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # geopy's parsers trust the form of a reply.
            raise GeocoderReplyError("{0} sent a reply that cannot be read.", self._who) from error
        if found is None:
            return []
        locations = found if isinstance(found, list) else [found]
        return [
            {
                "address": location.address,
                "latitude": location.latitude,
                "longitude": location.longitude,
                "raw": location.raw if isinstance(location.raw, dict) else {},
            }
            for location in locations
        ]

    @cached_property
    def _who(self) -> str:
        return f"The geocoder {self.service.capitalize()}"

    def _place(self, item: dict[str, Any]) -> Place:
        raw = item["raw"]
        properties = raw.get("properties", raw)
        details = properties.get("address")
        details = details if isinstance(details, dict) else properties
        number = f"{properties.get('osm_type', '')}{properties.get('osm_id', '')}"
        kinds = (properties.get(key) for key in ("addresstype", "type", "osm_value", "category"))
        code = str(details.get("country_code") or details.get("countrycode") or "")
        return Place(
            id=f"{self.service}:{number or _hash(item)}",
            name=str(properties.get("name") or item["address"].split(",")[0]),
            point=Point(item["latitude"], item["longitude"]),
            kind=next((_KINDS[kind] for kind in kinds if kind in _KINDS), "site"),
            country=code.upper() if len(code) == 2 else "",
            state=str(details.get("state") or ""),
            source=self.attribution,
        )


def _with_area(box: BoundingBox) -> BoundingBox:
    """The box, or what lies around it where it is a point or a line: Nominatim wants an area."""
    high, wide = (0.0 if side else DEGREES_AROUND for side in (box.height, box.width))
    turn = 360 if box.west - wide < -180 else 0
    return BoundingBox(
        max(-90.0, box.south - high),
        box.west - wide + turn,
        min(90.0, box.north + high),
        box.east + wide + turn,
    )


def _hash(item: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


@lru_cache(maxsize=4)
def _online(setting: str) -> OnlineGeocoder:
    return OnlineGeocoder(setting)


def online() -> OnlineGeocoder | None:
    """The online geocoder that ``DATELINE_GEOCODER`` names; None where it names none."""
    setting = os.environ.get("DATELINE_GEOCODER", "").strip()
    return _online(setting) if setting else None
