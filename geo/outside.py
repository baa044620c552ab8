"""The way out to the public internet, and to nothing else that this machine can reach.

Each host is resolved once, all its answers are checked, and the connection is made to an address
that was checked, while TLS still proves the host's name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import certifi
import httpcore

from geo.errors import FetchError

# Addresses tried of a host that has many, and the most seconds for each.
_TRIES: Final = 3
_SECONDS_TO_CONNECT: Final = 5.0
# Of what ``ipaddress`` calls global: what clouds and protocols keep for themselves.
_KEPT: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata at 192.0.0.192
        "192.88.99.0/24",  # relays from IPv6
        "168.63.129.16/32",  # Azure's own services, the same on each of its machines
    )
)
# The one part of IPv6 that is routed to the public; what carries IPv4 addresses lies outside, but
# for 6to4 and Teredo, which no site uses any more.
_ROUTED: Final = ipaddress.IPv6Network("2000::/3")
_TUNNELS: Final = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_ip(host: str) -> bool:
    """Whether a host is no name but an IP address, v4 or v6 in digits."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(ip: str) -> bool:
    """Whether an IP address, v4 or v6 in digits, is one that anyone on the internet can reach.

    An IPv4 address in IPv6 clothes (``::ffff:127.0.0.1``, ``64:ff9b::7f00:1``) is judged as itself.
    """
    try:
        known = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(known, ipaddress.IPv6Address):
        if known in _NAT64:
            known = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        elif known.ipv4_mapped:
            known = known.ipv4_mapped
        elif known not in _ROUTED or any(known in tunnel for tunnel in _TUNNELS):
            return False
    kept = known.version == 4 and any(known in network for network in _KEPT)
    return known.is_global and not (known.is_multicast or known.is_reserved or kept)


def resolve(host: str) -> tuple[str, ...]:
    """The IP addresses of a host, as the machine's resolver knows them."""
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True)
class Outside:
    """The ways out of this machine: how a host is resolved, and how an IP address is dialled."""

    resolve: Callable[[str], Sequence[str]] = resolve
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


@cache
def certificates() -> ssl.SSLContext:
    """Those that every browser trusts, and those that this machine trusts beside them."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


@dataclass(frozen=True)
class Clock:
    """When everything must be done."""

    end: float

    def left(self) -> float:
        """Seconds that are left; never none."""
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


@dataclass(frozen=True)
class Guard(httpcore.NetworkBackend):
    """Connects to public addresses only, and to the very ones that were checked."""

    outside: Outside
    clock: Clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host, at one of its addresses, all of which are public."""
        ips = self._resolved(host)
        if not all(map(is_public, ips)):
            raise FetchError(
                "{0} is no public site, so it is not read: paste the article instead.", host
            )
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for ip in ips[:_TRIES]:
            seconds = min(_SECONDS_TO_CONNECT, self.clock.left())
            try:
                stream = self.outside.backend.connect_tcp(ip, port, timeout=seconds)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
            else:
                return _Stream(stream, self.clock)
        raise failure or httpcore.ConnectError

    def _resolved(self, host: str) -> Sequence[str]:
        """The host's addresses; a resolver that says nothing is left when the time is over."""
        if is_ip(host):
            return (host,)
        answer: Future[Sequence[str]] = Future()

        def ask() -> None:
            try:
                answer.set_result(self.outside.resolve(host))
            except (OSError, UnicodeError) as error:
                answer.set_exception(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            ips = answer.result(self.clock.left())
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            if passing:
                raise FetchError(
                    "The name {0} cannot be looked up now: try again later, or paste the article "
                    "instead.",
                    host,
                ) from error
            raise FetchError("There is no site called {0}: check the address.", host) from error
        if not ips:
            raise FetchError("There is no site called {0}: check the address.", host)
        return ips


@dataclass(frozen=True)
class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends when the clock does, however slowly bytes come."""

    stream: httpcore.NetworkStream
    clock: Clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, in time."""
        return self.stream.read(max_bytes, self.clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes, in time."""
        self.stream.write(buffer, self.clock.left())

    def close(self) -> None:
        """End the connection."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, its host's name proven, in time."""
        secured = self.stream.start_tls(ssl_context, server_hostname, self.clock.left())
        return _Stream(secured, self.clock)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self.stream.get_extra_info(info)
