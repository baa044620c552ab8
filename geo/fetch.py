"""An article from its web address, which is as untrusted as the site behind it.

Only what anyone on the public internet could read is fetched: :mod:`geo.outside` sees to that for
the host of the address and of every redirect. Time, bytes and redirects are bounded. The
environment variable ``DATELINE_FETCH=off`` switches it off.
"""

from __future__ import annotations

import os
import re
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Final

import httpcore
import httpx

from geo.article import LARGEST_PAGE, decode
from geo.errors import ArticleError, FetchError
from geo.language import message
from geo.outside import Clock, Guard, Outside, certificates, is_ip
from geo.webpage import extract

SECONDS: Final = 15.0
"""The most that a page may take, from the name to the last byte and with all redirects."""
MOST_REDIRECTS: Final = 5
USER_AGENT: Final = "Mozilla/5.0 (compatible; Dateline/0.1; story maps from news articles)"

_PORTS: Final = {"http": 80, "https": 443}
_PLAIN: Final = "text/plain"
_PAGES: Final = ("text/html", "application/xhtml+xml", _PLAIN)
# What an address holds that is no page, by the first half of its media type.
_HOLDS: Final = {
    "image": message("That address holds a picture, not a web page: paste the article instead."),
    "video": message("That address holds a film, not a web page: paste the article instead."),
    "audio": message("That address holds sound, not a web page: paste the article instead."),
    "text": message("That address holds data, not a web page: paste the article instead."),
}
_HOLDS_A_FILE: Final = message(
    "That address holds a file, not a web page: save its text and upload it, or paste it."
)
_HEADERS: Final = (
    ("User-Agent", USER_AGENT),
    ("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?")
_SHOWN: Final = (200, 203)
_MOVED: Final = (301, 302, 303, 307, 308)
# zlib's word for a gzip header and trailer, and how much is unpacked at once.
_GZIP: Final = 16 + zlib.MAX_WBITS
_PIECE: Final = 1 << 18
_LONGEST_ADDRESS: Final = 2_000
# In bytes of UTF-8, so that a script of syllables or whole words needs fewer characters.
_HARDLY_ANY: Final = 250
_ONLY_A_TEASER: Final = 1_500

_NOT_FREE: Final = message(
    "The site says that this article is not free: check that its end is there."
)
# What a site answers instead of a page: {0} is its name, {1} the status.
_STATUSES: Final = {
    401: message("{0} wants a login before it shows that page: paste the article instead."),
    402: message("{0} wants payment before it shows that page: paste the article instead."),
    403: message(
        "{0} does not let Dateline read that page; it may be behind a pay wall: paste the article "
        "instead."
    ),
    404: message("{0} has no page at that address: check the address."),
    407: message("{0} wants a login before it shows that page: paste the article instead."),
    410: message("{0} has taken that page down: paste the article instead."),
    429: message(
        "{0} asks for fewer requests: try again in some minutes, or paste the article instead."
    ),
    451: message("{0} may not show that page here, for legal reasons: paste the article instead."),
}


@dataclass(frozen=True)
class Fetched:
    """A page as its site sent it; ``read(text, plain=plain, address=address)`` reads it.

    Attributes
    ----------
    address
        Where it was in the end, after redirects, without a fragment.
    text
        Its source, decoded.
    plain
        Whether it is plain text rather than HTML.
    notice
        What a journalist should know of it, in an English sentence; mostly empty.
    """

    address: str
    text: str
    plain: bool = False
    notice: str = ""


def is_on() -> bool:
    """Whether whoever runs Dateline lets it fetch addresses."""
    return os.environ.get("DATELINE_FETCH", "").strip().casefold() not in {"off", "0", "no"}


def fetch(address: str, *, outside: Outside | None = None) -> Fetched:
    """The page at an address.

    Parameters
    ----------
    address
        Absolute, of http or https; may be in letters of any script.
    outside
        By default this machine's own resolver and sockets.

    Raises
    ------
    FetchError
        If it is refused, cannot be had, or holds no article; the sentence says what to do.
    """
    if not is_on():
        raise FetchError("Reading from an address is switched off here: paste the article instead.")
    guard = Guard(outside or Outside(), Clock(time.monotonic() + SECONDS))
    url = _url(address)
    for _ in range(MOST_REDIRECTS + 1):
        try:
            answer = _ask(url, guard)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise FetchError(
                "{0} did not send the page within {1} seconds: try again later, or "
                "paste the article instead.",
                _host(url),
                f"{SECONDS:.0f}",
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error) as error:
            raise _unreachable(url, error) from error
        if isinstance(answer, Fetched):
            return answer
        url = _url(answer, base=url)
    raise FetchError(
        "{0} redirects in a circle: check the address, or paste the article instead.", _host(url)
    )


def _url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address, if it is of a form that is read at all."""
    try:
        if len(address) > _LONGEST_ADDRESS:
            raise ValueError("too long")
        url = base.join(address) if base else httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise _no_address() from error
    if url.scheme not in _PORTS:
        raise FetchError("Only addresses that begin with https:// or http:// can be read.")
    if url.userinfo:
        raise FetchError("The address holds a user name or a password: give it without them.")
    if not (_HOST.fullmatch(_host(url)) or is_ip(_host(url))):
        raise _no_address()
    if url.port not in {None, *_PORTS.values()}:
        raise FetchError(
            "Only the web's usual ports, 80 and 443, are read, not {0}.", str(url.port)
        )
    return url.copy_with(fragment=None)


def _host(url: httpx.URL) -> str:
    """The host in ASCII, as it is resolved, proven and shown; "localhost." is "localhost"."""
    return url.raw_host.decode("ascii").removesuffix(".")


def _ask(url: httpx.URL, guard: Guard) -> Fetched | str:
    """What the address answers: a page, or where it has moved."""
    target = httpcore.URL(
        scheme=url.scheme, host=_host(url), port=url.port or _PORTS[url.scheme], target=url.raw_path
    )
    with (
        httpcore.ConnectionPool(ssl_context=certificates(), network_backend=guard) as pool,
        pool.stream("GET", target, headers=_HEADERS) as response,
    ):
        headers = {
            name.decode("latin-1").lower(): value.decode("utf-8", errors="replace")
            for name, value in response.headers
        }
        if response.status in _MOVED and "location" in headers:
            return headers["location"]
        if response.status not in _SHOWN:
            raise _refusal(_host(url), response.status)
        media, charset = _media(headers.get("content-type", ""))
        if media not in _PAGES:
            raise FetchError(_HOLDS.get(media.partition("/")[0], _HOLDS_A_FILE))
        data = b"".join(_body(response, headers, _host(url)))
    return _page(url, data, media, charset)


def _refusal(host: str, status: int) -> FetchError:
    if 500 <= status <= 599:
        return FetchError(
            "{0} has a fault of its own (status {1}): try again later, or paste the article "
            "instead.",
            host,
            status,
        )
    if 200 <= status <= 299:
        return FetchError("{0} answers with an empty page: paste the article instead.", host)
    if status in _STATUSES:
        return FetchError(_STATUSES[status], host)
    return FetchError(
        "{0} does not give that page (status {1}): paste the article instead.", host, status
    )


def _media(content_type: str) -> tuple[str, str]:
    """The media type and the charset that a header tells; a silent one leaves HTML to be read."""
    message = Message()
    message["content-type"] = content_type.strip() or _PAGES[0]
    return message.get_content_type(), message.get_content_charset() or ""


def _body(response: httpcore.Response, headers: dict[str, str], host: str) -> Iterator[bytes]:
    """The body, unpacked piece by piece, so that a small one cannot swell to fill the memory."""
    coding = headers.get("content-encoding", "identity").strip().casefold()
    if coding not in {"identity", "", "gzip", "x-gzip"}:
        raise FetchError(
            "{0} sends the page packed in a way that was not asked for: paste the article instead.",
            host,
        )
    received = size = 0
    unpacker = None if "gzip" not in coding else zlib.decompressobj(_GZIP)
    for packed in response.iter_stream():
        received += len(packed)
        while packed:
            piece, packed = (packed, b"") if unpacker is None else _unpacked(unpacker, packed)
            size += len(piece)
            if max(received, size) > LARGEST_PAGE:
                raise FetchError(
                    "That page has more than {0} MB, too much for an article: paste the "
                    "article instead.",
                    LARGEST_PAGE // 1000000,
                )
            yield piece
            if unpacker is not None and unpacker.eof:
                # What follows the end would be read by no browser.
                return


def _unpacked(unpacker: zlib._Decompress, packed: bytes) -> tuple[bytes, bytes]:
    """Some bytes, and what is left to unpack."""
    piece = unpacker.decompress(packed, _PIECE)
    return piece, unpacker.unconsumed_tail


def _page(url: httpx.URL, data: bytes, media: str, charset: str) -> Fetched:
    """The page, if there is an article in it."""
    try:
        text = decode(data, charset)
    except ArticleError as error:
        raise FetchError(error.message, *error.values) from error
    if not any(map(str.isalnum, text)):
        raise _refusal(_host(url), 204)
    if media == _PLAIN:
        return Fetched(str(url), text, plain=True)
    # A page that begins with something else than a page's usual tags is one all the same.
    text = f"<!DOCTYPE html>{text}"
    page = extract(text)
    length = len(page.text.removeprefix(page.metadata.title).encode(errors="replace"))
    paid = page.metadata.paid
    if paid and length < _ONLY_A_TEASER:
        raise FetchError(
            "{0} shows that article only to those who pay or log in: paste the article instead.",
            _host(url),
        )
    if length < _HARDLY_ANY:
        raise FetchError(
            "That page has hardly any text of its own; it may be put together by "
            "scripts, or ask for a login: paste the article instead."
        )
    return Fetched(str(url), text, notice=_NOT_FREE if paid else "")


def _no_address() -> FetchError:
    return FetchError("That is no web address: give one like https://example.org/news.")


def _unreachable(url: httpx.URL, error: Exception) -> FetchError:
    """The sentence for a connection that failed."""
    host = _host(url)
    if error.args and isinstance(error.args[0], ssl.SSLCertVerificationError):
        return FetchError(
            "{0} cannot prove that it is that site (certificate): paste the article instead.", host
        )
    if isinstance(error, httpcore.ConnectError):
        return FetchError(
            "{0} cannot be reached: check the address, or paste the article instead.", host
        )
    return FetchError(
        "{0} broke off or sent what no browser could read: paste the article instead.", host
    )
