"""A real Chromium and a real server on a loopback port, for every test in this folder."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlparse

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
# A machine that runs other tests too is slow.
expect.set_options(timeout=15_000)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-background-networking",  # the browser itself asks nothing
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing outside is reached
]


def find_chromium(downloaded: str) -> str | None:
    """The path of a Chromium: one that is installed, or the one that Playwright has fetched."""
    installed = next((path for name in NAMES if (path := shutil.which(name))), None)
    return installed or (downloaded if Path(downloaded).exists() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the test is skipped, or fails where ``CI`` is "true"."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        if path is None:
            reason = "no Chromium found: install one, or run `playwright install chromium`"
            pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(script: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """``streamlit run`` of a script on a loopback port; gives its address.

    ``settings`` are environment variables.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true"]
    command += ["--server.fileWatcherType=none"]
    log = subprocess.DEVNULL
    variables = {**os.environ, **settings}
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(url: str, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until the server answers; fail if it ends or takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server at {url} does not answer (exit status {server.poll()})")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the page, served as a user serves it."""
    with serving(ROOT / "app.py") as address:
        yield address


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser profile for the whole run, so that each page finds the files in its cache."""
    # English, in a country that measures in kilometres.
    profile = browser.new_context(locale="en-IE", permissions=["clipboard-read", "clipboard-write"])
    yield profile
    profile.close()


def is_error(said: ConsoleMessage) -> bool:
    """Whether a page wrote an error, other than what Streamlit itself writes on every page.

    It looks for its server below the page's own address first: /desk/_stcore/health.
    """
    sought = urlparse(said.location["url"]).path
    own = "/_stcore/" in sought and not sought.startswith("/_stcore/")
    return said.type == "error" and not own


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Opens an address: ``visit(url, width=390, height=844, color_scheme="dark")``.

    Other options are those of Playwright's ``emulate_media``. The test fails if a
    page asked for anything outside loopback, or wrote an error to its console.
    """
    outside: list[str] = []
    errors: list[str] = []
    pages: list[Page] = []

    def note(request: Request) -> None:
        address = urlparse(request.url)
        if address.scheme not in {"data", "blob", "file"} and address.hostname not in LOOPBACK:
            outside.append(request.url)

    def open_page(url: str, width: int = 1280, height: int = 800, **media: Any) -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**{"color_scheme": "light", **media})
        page.on("request", note)
        page.on("console", lambda m: errors.append(m.text) if is_error(m) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not outside, f"asked outside: {outside}"
    assert not errors, f"console errors: {errors}"
