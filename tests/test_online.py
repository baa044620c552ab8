"""An online geocoder: a real HTTP server on loopback plays Nominatim."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy import exc

from geo import answers
from geo import online as services
from geo.errors import (
    GeocoderError,
    GeocoderQuotaError,
    GeocoderRefusedError,
    GeocoderReplyError,
    GeocoderTimeoutError,
)
from geo.gazetteer import default
from geo.online import OnlineGeocoder
from geo.story import Place, Point


class Nominatim(ThreadingHTTPServer):
    """A server that answers as Nominatim does, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[float, dict[str, list[str]], str]] = []
        self.status = 200
        self.body = json.dumps(
            [
                {
                    "osm_type": "node",
                    "osm_id": 12,
                    "lat": "48.5",
                    "lon": "9.25",
                    "name": "Kleinhausen",
                    "display_name": "Kleinhausen, Württemberg, Germany",
                    "addresstype": "village",
                    "address": {"state": "Württemberg", "country_code": "de"},
                }
            ]
        )
        self.delay = 0.0

    @property
    def setting(self) -> str:
        return f"nominatim?domain=127.0.0.1:{self.server_port}&scheme=http&timeout=1"


class Handler(BaseHTTPRequestHandler):
    server: Nominatim

    def do_GET(self) -> None:
        agent = self.headers["User-Agent"]
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((time.monotonic(), query, agent))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            self.wfile.write(self.server.body.encode())
        except (BrokenPipeError, ConnectionResetError):
            return

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Nominatim]:
    with Nominatim() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def online(server: Nominatim, tmp_path: Path) -> OnlineGeocoder:
    return OnlineGeocoder(server.setting, cache=tmp_path / "answers.sqlite")


def test_an_answer_becomes_a_place(server: Nominatim, online: OnlineGeocoder) -> None:
    (place,) = online.find("Kleinhausen")
    assert place == Place(
        id="nominatim:node12",
        name="Kleinhausen",
        point=Point(48.5, 9.25),
        kind="city",
        country="DE",
        state="Württemberg",
        source="© OpenStreetMap contributors, found with Nominatim",
    )
    assert online.attribution == place.source
    ((_, query, agent),) = server.asked
    assert query["q"] == ["Kleinhausen"]
    assert agent.startswith("dateline/")


def test_other_places_of_the_text_draw_the_answer(
    server: Nominatim, online: OnlineGeocoder
) -> None:
    towns = [default().find(name)[0].place for name in ("Stuttgart", "Ulm")]
    online.find("Kleinhausen", near=towns)
    west, south, east, north = map(float, server.asked[0][1]["viewbox"][0].split(","))
    for town in towns:
        assert min(west, east) < town.point.longitude < max(west, east)
        assert min(south, north) < town.point.latitude < max(south, north)


def test_the_same_is_not_asked_twice(server: Nominatim, tmp_path: Path) -> None:
    cache = tmp_path / "folder" / "answers.sqlite"
    first = OnlineGeocoder(server.setting, cache=cache).find("Kleinhausen")
    again = OnlineGeocoder(server.setting, cache=cache).find("Kleinhausen")
    assert first == again
    assert len(server.asked) == 1


def test_that_there_is_no_such_place_is_an_answer_and_kept(
    server: Nominatim, online: OnlineGeocoder
) -> None:
    server.body = "[]"
    assert online.find("Nirgendheim") == online.find("Nirgendheim") == ()
    assert len(server.asked) == 1


def test_at_most_one_request_a_second(server: Nominatim, online: OnlineGeocoder) -> None:
    threads = [threading.Thread(target=online.find, args=(f"Dorf {i}",)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(at for at, _, _ in server.asked)
    assert len(times) == 3
    assert all(later - earlier > 0.8 for earlier, later in pairwise(times))


ASKING = """
import sys
from pathlib import Path
from geo.online import OnlineGeocoder

online = OnlineGeocoder(sys.argv[1], cache=Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(2):
    online.find(f"Dorf {sys.argv[3]} {number}")
"""


def test_all_processes_of_a_machine_share_one_pace(server: Nominatim, tmp_path: Path) -> None:
    """Three real processes, as of ``batch --jobs 3``, that begin at the same moment."""
    cache = str(tmp_path / "answers.sqlite")
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASKING, server.setting, cache, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    for process in asking:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in asking:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in asking:
        process.communicate(timeout=60)
        assert process.returncode == 0
    times = sorted(at for at, _, _ in server.asked)
    assert len(times) == 6
    assert all(later - earlier > 0.8 for earlier, later in pairwise(times))


def test_a_clock_that_was_set_back_stops_nobody(
    server: Nominatim, online: OnlineGeocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    online.find("Dorf 1")
    now = time.time()
    monkeypatch.setattr(answers.time, "time", lambda: now - 86_400)
    began = time.monotonic()
    online.find("Dorf 2")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("status", "body", "error", "cause"),
    [
        (403, "no", GeocoderRefusedError, exc.GeocoderInsufficientPrivileges),
        (401, "who?", GeocoderRefusedError, exc.GeocoderAuthenticationFailure),
        (429, "slower", GeocoderQuotaError, exc.GeocoderRateLimited),
        (402, "pay", GeocoderQuotaError, exc.GeocoderQuotaExceeded),
        (504, "late", GeocoderTimeoutError, exc.GeocoderTimedOut),
        (500, "oops", GeocoderError, exc.GeocoderServiceError),
        (200, "{[", GeocoderReplyError, exc.GeocoderParseError),
        (200, '{"error": "bad query"}', GeocoderReplyError, exc.GeocoderQueryError),
        (200, '[{"lat": "north"}]', GeocoderReplyError, Exception),
        (200, "42", GeocoderReplyError, Exception),
    ],
)
def test_failures_are_told_apart_and_not_kept(
    server: Nominatim,
    online: OnlineGeocoder,
    status: int,
    body: str,
    error: type[GeocoderError],
    cause: type[Exception],
) -> None:
    good = server.body
    server.status, server.body = status, body
    with pytest.raises(GeocoderError) as failed:
        online.find("Kleinhausen")
    assert type(failed.value) is error
    assert isinstance(failed.value.__cause__, cause)
    assert str(failed.value).startswith("The geocoder Nominatim ")
    server.status, server.body = 200, good
    assert online.find("Kleinhausen")[0].name == "Kleinhausen"


def test_a_silent_server(server: Nominatim, online: OnlineGeocoder) -> None:
    server.delay = 2.0
    with pytest.raises(GeocoderTimeoutError, match="did not answer in time") as failed:
        online.find("Kleinhausen")
    assert isinstance(failed.value.__cause__, exc.GeocoderTimedOut)
    assert len(server.asked) == 1


def test_no_server_at_all(tmp_path: Path) -> None:
    nobody = OnlineGeocoder(
        "nominatim?domain=127.0.0.1:9&scheme=http", cache=tmp_path / "answers.sqlite"
    )
    with pytest.raises(GeocoderError, match="could not be asked") as failed:
        nobody.find("Kleinhausen")
    assert isinstance(failed.value.__cause__, exc.GeocoderServiceError)


def test_a_broken_cache_only_means_asking(server: Nominatim, tmp_path: Path) -> None:
    broken = tmp_path / "answers.sqlite"
    broken.write_text("no database" * 200)
    assert OnlineGeocoder(server.setting, cache=broken).find("Kleinhausen")[0].country == "DE"


# --- the setting --------------------------------------------------------------------------


def test_nothing_is_asked_online_unless_a_setting_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_GEOCODER", raising=False)
    assert services.online() is None
    monkeypatch.setenv("DATELINE_GEOCODER", " ")
    assert services.online() is None


def test_the_setting_names_a_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER", "Photon")
    service = services.online()
    assert service is not None
    assert service.service == "photon"
    assert service is services.online()
    assert "OpenStreetMap" in service.attribution


@pytest.mark.parametrize(
    "setting", ["atlantis", "opencage", "nominatim?depth=3", "nominatim?timeout=x"]
)
def test_a_setting_that_cannot_be(setting: str, tmp_path: Path) -> None:
    with pytest.raises(GeocoderError, match="DATELINE_GEOCODER"):
        OnlineGeocoder(setting, cache=tmp_path / "answers.sqlite")


def test_a_key_is_not_written_down(tmp_path: Path) -> None:
    keyed = OnlineGeocoder("opencage?api_key=verysecret", cache=tmp_path / "answers.sqlite")
    assert "verysecret" not in json.dumps(keyed.address)
    assert "verysecret" not in repr(keyed)
