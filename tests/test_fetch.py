"""Fetching, with a real server on loopback that plays every hostile site.

The policy is the real one throughout. Only its outermost edge is ours: names resolve as a test
says, and a connection to a public address is led to the server, which never sees another host.
"""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import threading
import time
import zlib

import brotli
import httpcore
import pytest
import trustme

from geo import fetch as fetching
from geo import outside
from geo.__main__ import main
from geo.article import LARGEST_PAGE
from geo.errors import FetchError
from geo.fetch import fetch
from geo.formats import loads
from geo.outside import Outside, is_public

PUBLIC = "93.184.216.34"
PROSE = (
    "<p>The night train left Vienna at ten and reached Bregenz in the morning, said the guard, "
    "who had seen more snow on the Arlberg than in any year before.</p>"
    "<p>From there two boats crossed the lake to Lindau, where the mayor waited with a brass "
    "band and some hundred visitors who had come by bus.</p>"
)
PAGE = f"<!doctype html><html><head><title>Snow</title></head><body><article><h1>Snow</h1>{PROSE}"
SECONDS = 1.5


def answer(body=PAGE, status="200 OK", **headers):
    """A whole answer in bytes; ``content_type=…`` is a header."""
    data = body.encode() if isinstance(body, str) else body
    told = {"content_type": "text/html; charset=utf-8", "content_length": len(data), **headers}
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in told.items() if value != ""]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


class Site:
    """A server on loopback: what each path answers, what was asked, and who was dialled."""

    def __init__(self, context=None):
        self.answers = {"/": answer()}
        self.requests = []
        self.dialled = []
        self.names = {"news.example": [PUBLIC]}
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                try:
                    if context:
                        self.request = context.wrap_socket(self.request, server_side=True)
                    request = b""
                    while b"\r\n\r\n" not in request and (part := self.request.recv(65536)):
                        request += part
                    site.requests.append(request.decode())
                    path = request.split(b" ")[1].decode()
                    said = site.answers[path]
                    if callable(said):
                        said(self.request)
                    else:
                        self.request.sendall(said)
                except OSError:
                    pass

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def resolve(self, host):
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        known = self.names[host]
        return known() if callable(known) else known

    @property
    def outside(self):
        site = self

        class Backend(httpcore.SyncBackend):
            def connect_tcp(self, host, port, *rest, **more):
                site.dialled.append((host, port))
                return super().connect_tcp("127.0.0.1", site.port, *rest, **more)

        return Outside(resolve=self.resolve, backend=Backend())

    def fetch(self, address="http://news.example/"):
        return fetch(address, outside=self.outside)


@pytest.fixture
def site():
    served = Site()
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", SECONDS)


def refused(site, match, address="http://news.example/"):
    """The fetch is refused with one clear sentence, and in time."""
    began = time.monotonic()
    with pytest.raises(FetchError, match=match) as caught:
        site.fetch(address)
    assert time.monotonic() - began < fetching.SECONDS + 10
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert len(sentence) < 250
    return sentence


# --- what is fetched ---------------------------------------------------------------------


def test_a_page_is_fetched(site):
    fetched = site.fetch("http://news.example/#comments")
    assert fetched.address == "http://news.example/"
    assert PROSE in fetched.text
    assert not fetched.plain
    assert fetched.notice == ""
    assert site.dialled == [(PUBLIC, 80)]


def test_the_site_learns_who_asks_and_nothing_else(site):
    site.fetch()
    (request,) = site.requests
    lines = request.strip().split("\r\n")
    assert lines[0] == "GET / HTTP/1.1"
    names = {line.split(":")[0].casefold() for line in lines[1:]}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "Host: news.example" in lines
    assert "Dateline" in request


def test_no_cookie_is_carried_to_a_redirect(site):
    site.answers["/"] = answer("", "302 Found", location="/b", set_cookie="a=1; Path=/")
    site.answers["/b"] = answer()
    assert site.fetch().address == "http://news.example/b"
    assert all("ookie" not in request for request in site.requests)


def test_a_proxy_in_the_environment_is_not_asked(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert PROSE in site.fetch().text


def test_a_host_in_letters_of_any_script(site):
    site.names["xn--mnchen-3ya.example"] = [PUBLIC]
    site.answers["/stra%C3%9Fe?q=%EC%84%9C%EC%9A%B8"] = answer()
    fetched = site.fetch(" http://München.example/straße?q=서울 ")
    assert fetched.address == "http://xn--mnchen-3ya.example/stra%C3%9Fe?q=%EC%84%9C%EC%9A%B8"
    assert "Host: xn--mnchen-3ya.example" in site.requests[0]


def test_plain_text_is_kept_as_it_is(site):
    site.answers["/"] = answer("<p> is a tag, she said in Rome.", content_type="text/plain")
    fetched = site.fetch()
    assert fetched.plain
    assert fetched.text == "<p> is a tag, she said in Rome."


def test_a_page_that_begins_unusually_is_a_page(site):
    site.answers["/"] = answer(f"<title>Snow</title>{PROSE}", content_type="")
    assert site.fetch().text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("data", "charset", "found"),
    [
        ("Malmö".encode(), "iso-8859-1", "Malmö"),
        ("Malmö".encode("cp1252"), "ISO-8859-1", "Malmö"),
        ("서울".encode("cp949"), "euc-kr", "서울"),
        ("Владивосток".encode("koi8-r"), '"koi8-r"', "Владивосток"),
        ("長崎".encode("iso-2022-jp"), "iso-2022-jp", "長崎"),
        (b"\xff\xfeR\x00o\x00m\x00e\x00", "koi8-r", None),
        ("Malmö".encode(), "no-such-charset", "Malmö"),
    ],
)
def test_the_charset_that_the_site_tells_is_believed_where_it_can_be_true(
    site, data, charset, found
):
    page = (PAGE + "<p>{}</p>").encode()
    if found is None:
        page, data, found = b"\xff\xfe" + (PAGE + "<p>Rom</p>").encode("utf-16-le"), b"", "Rom"
    site.answers["/"] = answer(
        page.replace(b"{}", data), content_type=f"text/html; charset={charset}"
    )
    assert found in site.fetch().text


def test_a_packed_page_is_unpacked(site):
    site.answers["/"] = answer(gzip.compress(PAGE.encode()), content_encoding="gzip")
    assert PROSE in site.fetch().text
    assert "Accept-Encoding: gzip\r\n" in site.requests[0]


def test_a_page_in_chunks_is_put_together(site):
    chunks = b"".join(b"%x\r\n%c\r\n" % (1, byte) for byte in PAGE.encode()) + b"0\r\n\r\n"
    site.answers["/"] = answer(chunks, transfer_encoding="chunked", content_length="")
    assert PROSE in site.fetch().text


# --- what is refused before anything is sent ---------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.0.1.",
        "0x7f000001",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "0.0.0.0",  # noqa: S104 - asked for, not bound to
        "0",
        "[::]",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "[fe80::1]",
        "[fe80::1%25lo]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fec0::1]",
        "[ff02::1]",
        "[2001:db8::1]",
    ],
)
@pytest.mark.parametrize("way", ["straight", "redirect"])
def test_what_is_not_public_is_refused_in_every_notation(site, monkeypatch, host, way):
    """With the machine's own resolver, straight and as where a public site redirects."""
    address = f"http://{host}:80/latest/meta-data"
    if way == "redirect":
        site.answers["/"] = answer("", "302 Found", location=address)
        address = "http://news.example/"
    monkeypatch.setattr(
        Site,
        "resolve",
        lambda self, name: [PUBLIC] if name == "news.example" else outside.resolve(name),
    )
    refused(site, "no public site|no web address", address)
    assert site.dialled == ([(PUBLIC, 80)] if way == "redirect" else [])


def test_nothing_reaches_a_server_on_this_machine(site):
    with pytest.raises(FetchError, match="no public site"):
        fetch("http://localhost/")
    with pytest.raises(FetchError, match="usual ports"):
        fetch(f"http://127.0.0.1:{site.port}/")
    assert site.requests == []


@pytest.mark.parametrize(
    "ips",
    [
        ["10.1.2.3"],
        ["127.0.0.1"],
        ["::1"],
        ["fe80::1%eth0"],
        [PUBLIC, "192.168.0.7"],
        ["192.168.0.7", PUBLIC],
        [PUBLIC, "::ffff:10.0.0.1"],
        ["no address"],
    ],
)
@pytest.mark.parametrize("way", ["straight", "redirect"])
def test_a_name_that_leads_inside_is_refused(site, ips, way):
    site.names["inside.example"] = ips
    site.answers["/"] = answer("", "301 Moved", location="//inside.example/")
    refused(
        site,
        "inside.example is no public site",
        f"http://{'inside' if way == 'straight' else 'news'}.example/",
    )
    assert (PUBLIC, 80) not in site.dialled[1:]
    assert {ip for ip, _ in site.dialled} <= {PUBLIC}


def test_a_name_that_changes_its_mind_is_dialled_where_it_was_checked(site):
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    site.names["news.example"] = lambda: next(answers)
    assert PROSE in site.fetch().text
    assert site.dialled == [(PUBLIC, 80)]
    # Asked again, as for a redirect, it is checked again.
    refused(site, "no public site")
    assert site.dialled == [(PUBLIC, 80)]


OTHER_SCHEMES = (
    "file:///etc/passwd",
    "ftp://news.example/",
    "gopher://news.example/_x",
    "data:text/html,<p>x",
    "javascript:alert(1)",
    "ws://news.example/",
    "dict://news.example/",
)


@pytest.mark.parametrize(
    "address", [*OTHER_SCHEMES, "//news.example/", "news.example/a", "C:\\article.html", "", "x"]
)
def test_only_the_web_is_read(site, address):
    refused(site, "begin with https:// or http://", address)
    assert site.dialled == []


@pytest.mark.parametrize("address", OTHER_SCHEMES)
def test_no_redirect_leads_out_of_the_web(site, address):
    site.answers["/"] = answer("", "302 Found", location=address)
    refused(site, "begin with https:// or http://")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://user:secret@news.example/", "user name or a password"),
        ("http://user@news.example/", "user name or a password"),
        ("http://news.example\\@127.0.0.1/", "user name or a password"),
        ("http://news.example:8080/", "not 8080"),
        ("http://news.example:22/", "not 22"),
        ("http://news.example:99999/", "not 99999"),
        ("http:///a", "no web address"),
        ("http://new s.example/", "no web address"),
        ("http://news.example\r\nX: 1/", "no web address"),
        ("http://news\u202e.example/", "no web address"),
        ("http://①②⑦.⓪.⓪.①/", "no web address"),
        ("http://news.example%00.org/", "no web address"),
        ("http://[::1/", "no web address"),
        ("http://xn--0.example/", "no site called"),
        (f"http://news.example/{'a' * 3000}", "no web address"),
        (f"http://{'a' * 64}.example/", "no site called"),
        ("http://nowhere.example/", "no site called nowhere.example"),
    ],
)
def test_an_odd_address_is_refused(site, address, said):
    sentence = refused(site, said, address)
    assert "secret" not in sentence
    assert site.dialled == []


def test_credentials_in_a_redirect_are_refused(site):
    site.answers["/"] = answer("", "302 Found", location="http://a:b@news.example/")
    refused(site, "user name or a password")


def test_a_fetch_that_is_switched_off(site, monkeypatch):
    monkeypatch.setenv("DATELINE_FETCH", "off")
    assert not fetching.is_on()
    refused(site, "switched off")
    assert site.requests == []


def test_a_fetch_that_is_not_switched_off(monkeypatch):
    monkeypatch.delenv("DATELINE_FETCH", raising=False)
    assert fetching.is_on()


@pytest.mark.parametrize(
    "ip", [PUBLIC, "1.1.1.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_public_is_public(ip):
    assert is_public(ip)


# --- the way there -----------------------------------------------------------------------


def test_a_page_that_moved_is_found(site):
    site.answers["/"] = answer("", "301 Moved", location="/a/b")
    site.answers["/a/b"] = answer("", "307 Moved", location="../c?d=é#e")
    site.answers["/c?d=%C3%A9"] = answer()
    assert site.fetch().address == "http://news.example/c?d=%C3%A9"


def test_a_circle_ends(site):
    site.answers["/"] = answer("", "302 Found", location="/")
    refused(site, "in a circle")
    assert len(site.requests) == fetching.MOST_REDIRECTS + 1


def test_a_redirect_to_nowhere_is_no_page(site):
    site.answers["/"] = answer("", "302 Found")
    refused(site, "status 302")


def test_the_next_address_of_a_host_is_tried(site):
    site.names["news.example"] = ["2606:4700::1", PUBLIC]
    outside = site.outside
    reach = outside.backend.connect_tcp

    def connect(host, *rest, **more):
        if ":" in host:
            site.dialled.append((host, *rest))
            raise httpcore.ConnectError("no route")
        return reach(host, *rest, **more)

    outside.backend.connect_tcp = connect
    assert PROSE in fetch("http://news.example/", outside=outside).text
    assert [ip for ip, _ in site.dialled] == ["2606:4700::1", PUBLIC]


def test_a_site_that_is_away(site):
    site.server.shutdown()
    site.server.server_close()
    refused(site, "news.example cannot be reached")


def test_a_resolver_that_is_away(site):
    def away():
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    site.names["news.example"] = away
    refused(site, "cannot be looked up now")
    site.names["news.example"] = []
    refused(site, "no site called")


# --- time and size -----------------------------------------------------------------------


def drip(connection, piece=b"a", pause=0.05):
    for _ in range(400):
        connection.sendall(piece)
        time.sleep(pause)


def slow_body(connection):
    connection.sendall(answer(PAGE, content_length=10_000))
    drip(connection)


def slow_header(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: ")
    drip(connection)


def waiting_for_ever(connection):
    drip(connection, b"HTTP/1.1 100 Continue\r\n\r\n")


def silence(connection):
    time.sleep(SECONDS * 4)


@pytest.mark.parametrize("hostile", [slow_body, slow_header, waiting_for_ever, silence])
def test_a_slow_site_is_left(site, hurried, hostile):
    site.answers["/"] = hostile
    refused(site, "did not send the page within")


def test_slow_redirects_share_one_clock(site, hurried):
    def moved(connection):
        time.sleep(SECONDS * 0.4)
        connection.sendall(answer("", "302 Found", location="/"))

    site.answers["/"] = moved
    refused(site, "did not send the page within")


def test_a_slow_resolver_is_left(site, hurried):
    site.names["news.example"] = lambda: time.sleep(SECONDS * 4)
    refused(site, "did not send the page within")


def test_a_huge_page_is_not_begun_to_be_kept(site):
    site.answers["/"] = answer(PAGE + "a" * LARGEST_PAGE)
    refused(site, "more than 10 MB")


def test_an_endless_page_ends(site):
    def endless(connection):
        connection.sendall(answer(PAGE, content_length=""))
        for _ in range(LARGEST_PAGE * 10 >> 16):
            connection.sendall(b"a" * (1 << 16))

    site.answers["/"] = endless
    refused(site, "more than 10 MB")


def test_endless_headers_end(site):
    def endless(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            connection.sendall(b"X-%d: %s\r\n" % (number, b"a" * 1000))

    site.answers["/"] = endless
    refused(site, "no browser could read")


def bomb(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def test_a_bomb_does_not_go_off(site):
    import tracemalloc

    packed = bomb(1 << 30)
    assert len(packed) < 1_100_000
    site.answers["/"] = answer(packed, content_encoding="gzip")
    tracemalloc.start()
    refused(site, "more than 10 MB")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4 * LARGEST_PAGE


@pytest.mark.parametrize(
    ("coding", "pack"), [("br", brotli.compress), ("zstd", bytes), ("gzip, gzip", gzip.compress)]
)
def test_a_packing_that_was_not_asked_for_is_refused(site, coding, pack):
    site.answers["/"] = answer(pack(PAGE.encode()), content_encoding=coding)
    refused(site, "was not asked for")


def test_a_broken_packing_is_told(site):
    site.answers["/"] = answer(b"\x1f\x8b no gzip at all", content_encoding="gzip")
    refused(site, "no browser could read")


# --- what is no article ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("204 No Content", "empty page"),
        ("401 Unauthorized", "wants a login"),
        ("402 Payment Required", "wants payment"),
        ("403 Forbidden", "pay wall"),
        ("404 Not Found", "no page at that address"),
        ("410 Gone", "taken that page down"),
        ("418 Teapot", "status 418"),
        ("429 Too Many Requests", "fewer requests"),
        ("451 Unavailable", "legal reasons"),
        ("500 Oops", "fault of its own .status 500"),
        ("503 Busy", "try again later"),
        ("599 Odd", "fault of its own"),
        ("304 Not Modified", "status 304"),
    ],
)
def test_a_status_is_told_in_words(site, status, said):
    body = "" if status[:3] in {"204", "304"} else PAGE
    site.answers["/"] = answer(body, status)
    refused(site, f"^news.example .*{said}")


@pytest.mark.parametrize(
    ("media", "said"),
    [
        ("application/pdf", "a file"),
        ("image/png", "a picture"),
        ("video/mp4", "a film"),
        ("application/json", "a file"),
        ("text/css", "data"),
        ("multipart/form-data; boundary=x", "a file"),
    ],
)
def test_what_is_no_page_is_refused(site, media, said):
    site.answers["/"] = answer(PAGE, content_type=media)
    refused(site, f"holds {said}, not a web page")


def test_a_file_in_the_clothes_of_a_page_is_refused(site):
    site.answers["/"] = answer(b"%PDF-1.7 " + PAGE.encode())
    refused(site, "a PDF file")


@pytest.mark.parametrize("body", ["", " \n\ufeff\t"])
def test_an_empty_page_is_told(site, body):
    site.answers["/"] = answer(body)
    refused(site, "empty page")


def test_a_page_made_by_scripts_is_told(site):
    script = f"<script>document.write({PROSE!r})</script>"
    site.answers["/"] = answer(
        f"<html><body><div id=root></div>{script}<noscript>Switch it on.</noscript>"
    )
    refused(site, "hardly any text")


WALL = (
    '<script type="application/ld+json">'
    '{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'
)


@pytest.mark.parametrize("told", ["false", '"False"', '"false"'])
def test_a_pay_wall_is_told(site, told):
    site.answers["/"] = answer(WALL % told + PAGE)
    refused(site, "those who pay or log in")
    site.answers["/"] = answer(WALL % told + PAGE + PROSE * 5)
    assert "not free" in site.fetch().notice


def test_a_free_article_has_no_wall(site):
    site.answers["/"] = answer(WALL % "true" + PAGE)
    assert site.fetch().notice == ""


def test_a_short_article_in_a_script_of_syllables_is_long_enough(site):
    body = "김정은 국무위원장이 전용 열차로 평양을 떠나 하산을 거쳐 블라디보스토크에 도착했다. " * 3
    site.answers["/"] = answer(f"<article><h1>열차</h1><p>{body}</p></article>")
    assert "하산" in site.fetch().text


@pytest.mark.parametrize(
    "said",
    [
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\nhello",
        b"HTTP/1.1 999999 Odd\r\n\r\n",
        b"",
    ],
)
def test_what_is_no_answer_is_told(site, said):
    site.answers["/"] = said
    refused(site, "no browser could read")


# --- the command line --------------------------------------------------------------------


def test_the_command_reads_an_address(site, monkeypatch, capfd):
    monkeypatch.setattr(fetching, "Outside", lambda: site.outside)
    site.answers["/"] = answer(WALL % "false" + PAGE + PROSE * 5)
    assert main(["read", "http://news.example/"]) == 0
    out, err = capfd.readouterr()
    article = loads(out.encode()).article
    assert article.title == "Snow"
    assert article.address == "http://news.example/"
    assert article.source == "news.example"
    assert "not free" in err


def test_the_command_says_why_it_cannot(capfd):
    assert main(["read", "https://127.0.0.1/"]) == 1
    assert capfd.readouterr() == (
        "",
        "127.0.0.1 is no public site, so it is not read: paste the article instead.\n",
    )


# --- encrypted ---------------------------------------------------------------------------


@pytest.fixture
def authority(monkeypatch, tmp_path):
    """A certificate authority that this machine trusts for as long as the test runs."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    outside.certificates.cache_clear()
    yield made
    outside.certificates.cache_clear()


def encrypted(authority, *names):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    return Site(context)


def test_an_encrypted_page_is_fetched(authority):
    site = encrypted(authority, "news.example")
    site.answers["/"] = answer("", "302 Found", location="https://news.example/b")
    site.answers["/b"] = answer()
    assert site.fetch("https://news.example/").address == "https://news.example/b"
    assert site.dialled == [(PUBLIC, 443)] * 2


def test_a_certificate_for_another_name_is_refused(authority):
    site = encrypted(authority, "other.example", PUBLIC)
    refused(site, "certificate", "https://news.example/")
    assert site.requests == []


def test_a_certificate_that_nobody_trusts_is_refused():
    site = encrypted(trustme.CA(), "news.example")
    refused(site, "certificate", "https://news.example/")
    assert site.requests == []


def test_a_server_that_does_not_encrypt_is_told(site):
    plain = socket.create_server(("127.0.0.1", 0))
    site.port = plain.getsockname()[1]

    def talk():
        connection, _ = plain.accept()
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.close()

    threading.Thread(target=talk, daemon=True).start()
    refused(site, "cannot be reached", "https://news.example/")
    plain.close()


def test_a_handshake_that_never_ends_is_left(site, hurried):
    site.answers["/"] = silence
    quiet = socket.create_server(("127.0.0.1", 0))
    site.port = quiet.getsockname()[1]
    refused(site, "did not send the page within", "https://news.example/")
    quiet.close()
