"""Who may open the desk, where stories are made. Readers are never asked.

Settings are read at each call; one that cannot be right opens nothing.
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Mapping
from typing import Final, Literal

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from geo.errors import AccessError

WayIn = Literal["open", "closed", "password", "login"]

DESK: Final = "DATELINE_DESK"
PASSWORD: Final = "DATELINE_PASSWORD"  # noqa: S105 - the name of the setting
EDITORS: Final = "DATELINE_EDITORS"
# NIST SP 800-63B, 3.1.1.2, has eight characters as the least of all.
LEAST_CHARACTERS: Final = 8
MOST_CHARACTERS: Final = 1000
# Of wrong guesses in a minute: of one client, and of all, who may be one under many addresses.
MOST_OF_ONE: Final = 5
MOST_OF_ALL: Final = 50
SECONDS: Final = 60.0
# How long a browser that gave the password is not asked again: a day at work.
SECONDS_OF_TICKET: Final = 12 * 3600

_hasher = PasswordHasher()


def way_in() -> WayIn:
    """How the desk opens: to all, to nobody, by the password, or by single sign-on.

    Raises
    ------
    AccessError
        If the settings do not fit together.
    """
    desk = _setting(DESK).lower() or "open"
    if desk == "closed":
        return "closed"
    if desk == "login":
        if not _editors():
            raise AccessError(
                "The desk opens to nobody yet: name who may sign in, in DATELINE_EDITORS, by "
                "their e-mail addresses or @domains, or * for all whom the provider knows."
            )
        return "login"
    if desk != "open":
        raise AccessError("DATELINE_DESK is “{0}”; make it open, closed or login.", desk)
    if _setting(EDITORS):
        raise AccessError("DATELINE_EDITORS says who may sign in; set DATELINE_DESK to login too.")
    if not _setting(PASSWORD):
        return "open"
    _hash()
    return "password"


def is_editor(user: Mapping[str, object]) -> bool:
    """Whether somebody who has signed in may open the desk.

    Parameters
    ----------
    user
        What the provider says of them: the claims of OpenID Connect, of which
        ``email`` and ``email_verified`` count.
    """
    editors = _editors()
    if "*" in editors:
        return True
    email = str(user.get("email") or "").strip().casefold()
    name, _, domain = email.rpartition("@")
    verified = str(user.get("email_verified", True)).lower() == "true"
    return verified and bool(name) and (email in editors or f"@{domain}" in editors)


def hashed(password: str) -> str:
    """What to write into the setting for a password.

    Raises
    ------
    AccessError
        If the password is too short or too long.
    """
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise AccessError(
            "Choose a password of {0} to {1} characters.", LEAST_CHARACTERS, MOST_CHARACTERS
        )
    return _hasher.hash(_bytes(password))


class Door:
    """Where the password is asked. It keeps the last wrong guesses, and no more of them.

    Who gave the password gets a ticket, which opens too, for some hours. No
    ticket outlives the server or the password, and none can be made from the
    hash in the settings: the key of their seals is in memory alone.

    Parameters
    ----------
    clock
        Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guesses: deque[tuple[float, str]] = deque(maxlen=MOST_OF_ALL)
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)

    def ticket(self) -> str:
        """A ticket for who gave the password: digits and letters of ASCII, and a dot."""
        until = str(int(self._clock() + SECONDS_OF_TICKET))
        return f"{until}.{self._seal(until)}"

    def admits(self, ticket: str) -> bool:
        """Whether it is a ticket of this door's, for the password of now, that still holds."""
        until, _, seal = ticket.partition(".")
        genuine = hmac.compare_digest(seal.encode(errors="replace"), self._seal(until).encode())
        return genuine and self._clock() < int(until)

    def _seal(self, until: str) -> str:
        told = f"{until} {_hash()}".encode(errors="replace")
        return hmac.new(self._key, told, "sha256").hexdigest()

    def opens(self, password: str, client: str = "") -> bool:
        """Whether it is the password.

        Parameters
        ----------
        client
            Who asks, such as an address in the network.

        Raises
        ------
        AccessError
            If there were too many wrong guesses: then none is looked at. Or if
            the setting holds no hash.
        """
        # One at a time: a hash takes 64 MB by design.
        with self._lock:
            now = self._clock()
            recent = [who for when, who in self._guesses if now - when < SECONDS]
            if len(recent) >= MOST_OF_ALL or recent.count(client) >= MOST_OF_ONE:
                raise AccessError("Too many wrong passwords; wait a minute and try again.")
            right = len(password) <= MOST_CHARACTERS and _matches(_hash(), password)
            if not right:
                self._guesses.append((now, client))
            return right


def _matches(hash_: str, password: str) -> bool:
    try:
        return _hasher.verify(hash_, _bytes(password))
    except VerifyMismatchError:
        return False
    except (VerificationError, InvalidHashError) as error:
        raise _no_hash() from error


def _hash() -> str:
    """The hash in the setting."""
    hash_ = _setting(PASSWORD)
    try:
        extract_parameters(hash_)
    except InvalidHashError as error:
        raise _no_hash() from error
    return hash_


def _no_hash() -> AccessError:
    return AccessError(
        "DATELINE_PASSWORD holds no hash of a password: make one with python -m geo password, and "
        "set it in single quotes, since a shell takes a $ for its own."
    )


def _bytes(password: str) -> bytes:
    """The password's characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _editors() -> set[str]:
    return {name.casefold() for name in _setting(EDITORS).replace(",", " ").split()}


def _setting(name: str) -> str:
    return os.environ.get(name, "").strip()
