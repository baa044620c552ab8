"""Fifty readers at once on one server: how soon each step is told, and what a reader takes.

``python tests/bench/bench_readers.py [READERS] [ROUNDS]`` serves the page and a bare Streamlit page
of as many buttons and as much text, in turn. Readers are real websocket sessions that speak
Streamlit's protocol over loopback; each opens the page, then walks through the story stop by stop
and back to its overview, ROUNDS times, thinking up to two seconds before each step. It prints one
line of JSON for each page:

- ``step_ms``: median and 95th percentile of the time from a reader's step until the server has
  sent all that it changes;
- ``step_kb``: what a step sends;
- ``reader_mb``: what the server's memory grows by for each reader.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from conftest import ROOT, serving

# A page with as many controls and about as many words as the reader's, and a fragment for a step.
BARE = """
import streamlit as st
st.html("<h1>A headline</h1><p>" + "Some words of a lead. " * 5 + "</p>")

def go(step):
    st.session_state["step"] = step

@st.fragment
def steps():
    step = st.session_state.get("step", 0)
    for name, to in (("Back", step - 1), ("Next", (step + 1) % 4), ("Overview", 0), ("Last", 3)):
        st.button(name, key=f"go-{name}", on_click=go, args=(to,))
    st.html(f"<h2>Stop {step}</h2><p>" + "Some words of a passage. " * 30 + "</p>")

steps()
st.html("<ul>" + "<li>A place</li>" * 8 + "</ul>")
st.text_area("Paste")
st.button("Read it")
"""


@dataclass
class Reader:
    """A session with the server: what it last showed, and what its steps took."""

    socket: ClientConnection
    buttons: dict[str, str] = field(default_factory=dict)
    fragment: str = ""
    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    async def run(self, message: BackMsg) -> int:
        """Send, and wait until the server has sent all of its answer; its bytes."""
        await self.socket.send(message.SerializeToString())
        size = 0
        while True:
            data = await self.socket.recv()
            size += len(data)
            told = ForwardMsg()
            told.ParseFromString(data if isinstance(data, bytes) else data.encode())
            if told.WhichOneof("type") == "delta":
                self.note(told)
            elif told.WhichOneof("type") == "script_finished":
                return size

    def note(self, told: ForwardMsg) -> None:
        """Remember the buttons of the fragment."""
        element = told.delta.new_element
        if element.WhichOneof("type") == "button" and told.delta.fragment_id:
            self.buttons[element.button.label] = element.button.id
            self.fragment = told.delta.fragment_id

    async def step(self, label: str) -> None:
        """Press a button of the fragment."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = self.buttons[label], True
        message.rerun_script.fragment_id = self.fragment
        start = time.perf_counter()
        self.sizes.append(await self.run(message))
        self.times.append(time.perf_counter() - start)


async def read(url: str, steps: list[str], rounds: int, chance: random.Random) -> Reader:
    """Open the page, and step through it."""
    socket = await connect(
        url.replace("http", "ws") + "/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        origin=url,
    )
    reader = Reader(socket)
    first = BackMsg()
    first.rerun_script.query_string = ""
    await reader.run(first)
    for label in steps * rounds:
        await asyncio.sleep(chance.uniform(0, 2))
        await reader.step(label)
    return reader


async def all_at_once(
    url: str, steps: list[str], readers: int, rounds: int, server: int
) -> dict[str, object]:
    """The figures of so many readers on one page."""
    chance = random.Random(1)  # noqa: S311
    warm = await read(url, steps, 1, chance)
    before = resident(server)
    chances = (random.Random(i) for i in range(readers))  # noqa: S311
    tasks = [read(url, steps, rounds, each) for each in chances]
    done = await asyncio.gather(*tasks)
    grown = resident(server) - before
    for reader in (warm, *done):
        await reader.socket.close()
    times = sorted(1000 * each for reader in done for each in reader.times)
    sizes = [size for reader in done for size in reader.sizes]
    return {
        "readers": readers,
        "steps": len(times),
        "step_ms": [round(statistics.median(times)), round(times[int(0.95 * len(times))])],
        "step_kb": round(statistics.mean(sizes) / 1024, 1),
        "reader_mb": round(grown / readers / 2**20, 2),
    }


def server_of(url: str) -> int:
    """The number of the process that serves the address."""
    port = f"--server.port={url.rsplit(':', 1)[1]}".encode()
    lines = ((path, path.read_bytes()) for path in Path("/proc").glob("[0-9]*/cmdline"))
    return next(int(path.parent.name) for path, line in lines if port in line)


def resident(process: int) -> int:
    """The memory that a process holds, in bytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line[:6] == "VmRSS:") * 1024


def main(readers: int, rounds: int) -> None:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        for name, script in (("bare", bare), ("page", ROOT / "app.py")):
            steps = ["Next", "Next", "Next", "Overview"]
            if name == "page":
                steps = ["Next ›", "Next ›", "Next ›", "Overview"]
            with serving(script) as url:
                figures = asyncio.run(all_at_once(url, steps, readers, rounds, server_of(url)))
            print(json.dumps({"page": name, **figures}), flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*given, *(50, 3)[len(given) :])
