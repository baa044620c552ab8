"""Whether the desk loses an edit when its server is killed.

``python tests/bench/kill_desk.py [TIMES]`` edits a story in a real Chromium, kills the server at
twenty random moments, starts it again each time, and prints one line of JSON:

- ``acknowledged``: edits that the page had shown as saved;
- ``lost``: those of them that the store has not, which should be none;
- ``sound``: how often the database was whole (``PRAGMA integrity_check``);
- ``back``: how often the page came back by itself, without a reload.
"""

from __future__ import annotations

import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "browser"), str(TESTS.parent)]

from conftest import FLAGS, ROOT, find_chromium, wait_for  # noqa: E402

from geo.store import Store  # noqa: E402
from tests.editing import titled  # noqa: E402

MOST_SECONDS = 2.5
# A page whose server is gone answers nothing.
PATIENCE_MS = 2000
SHOWS = """title => document.querySelector("h1")?.textContent.includes(title)
  && document.querySelector(".saved")?.textContent"""

# The attributes are Streamlit's own, for tests.
AT_REST = """title => document.querySelector("h1")?.textContent.includes(title)
  && document.querySelector("input[aria-label=Title]")?.value === title
  && document.querySelector(".stApp[data-test-connection-state=CONNECTED]"
    + "[data-test-script-state=notRunning]")"""


def started(port: int) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=-1)
    wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
    return server


def edit(page: Page, server: subprocess.Popen[bytes], name: str) -> list[str]:
    """The titles that the page has shown as saved until the server is gone."""
    acknowledged: list[str] = []
    field = page.get_by_label("Title", exact=True)
    while server.poll() is None:
        title = f"{name}, edit {len(acknowledged)}"
        try:
            field.fill(title, timeout=PATIENCE_MS)
            field.press("Enter", timeout=PATIENCE_MS)
            page.wait_for_function(SHOWS, arg=title, timeout=PATIENCE_MS)
        except Error:
            break
        acknowledged.append(title)
    server.wait()
    return acknowledged


def came_back(page: Page, title: str) -> bool:
    """Whether the page shows the draft again by itself; it does after this, one way or another."""
    try:
        page.wait_for_function(AT_REST, arg=title, timeout=30_000)
        return True
    except Error:
        page.reload()
        page.wait_for_function(AT_REST, arg=title, timeout=30_000)
        return False


def main(times: int) -> None:
    """Kill, start again, and tell what was lost."""
    told = Counter(kills=times)
    chance = random.Random()  # noqa: S311
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = f"{folder}/stories.sqlite"
        os.environ["DATELINE_STORE"] = f"sqlite:///{path}"
        identity = Store(f"sqlite:///{path}").create(titled("first"), "Ada")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        found = find_chromium(playwright.chromium.executable_path)
        page = playwright.chromium.launch(executable_path=found, args=FLAGS).new_page()
        server = started(port)
        page.goto(f"http://127.0.0.1:{port}/desk?story={identity}&view=shape")
        for kill in range(times):
            store = Store(f"sqlite:///{path}")
            told["back"] += came_back(page, store.draft(identity).story.title)
            threading.Timer(chance.random() * MOST_SECONDS, server.kill).start()
            acknowledged = edit(page, server, f"Kill {kill}")
            with sqlite3.connect(path) as connection:
                told["sound"] += connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            store = Store(f"sqlite:///{path}")
            kept = {store.version(identity, v.number).title for v in store.history(identity)}
            told["acknowledged"] += len(acknowledged)
            told["lost"] += len(set(acknowledged) - kept)
            server = started(port)
        server.kill()
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
