"""Many articles in one run: JSON lines in and out, in the same order, in constant memory."""

from __future__ import annotations

import contextlib
import gc
import itertools
import json
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import IO, Any, Final

from geo.asking import Outage
from geo.errors import ArticleError, DatelineError
from geo.files import STANDARD, FileError, cannot
from geo.gazetteer import default
from geo.story import Mention, Place, Stop, Story

# Lines that travel to a worker together, and how many such parcels each worker may have waiting.
LINES_IN_PARCEL: Final = 4
PARCELS_IN_FLIGHT: Final = 3
# In bytes: the sentence that says why the online geocoder failed.
LONGEST_REASON: Final = 500
# Spawned, not forked: a fork copies the locks of threads that it does not have.
_CONTEXT: Final = multiprocessing.get_context("spawn")
# Of a process that reads for a run.
_shared: Outage | None = None


def batch(source: str, target: str, *, jobs: int = 1, resume: bool = False) -> tuple[int, int]:
    """Read every article of a file of JSON lines, and write one line for each.

    Each line is written as soon as it and those before it are done, so a run that is stopped
    leaves whole lines that another can go on from.

    Parameters
    ----------
    source, target
        Paths; "-" is standard input or output. Blank lines of ``source`` are passed over.
    jobs
        How many processes read articles.
    resume
        Whether to keep the whole lines that ``target`` has and go on after them.

    Returns
    -------
    tuple of int
        How many lines this run wrote, and how many of those say ``error``.

    Raises
    ------
    FileError
        If a file cannot be read or written, or ``target`` is not the beginning of this run.
    DataError
        If the gazetteer is missing.
    """
    default()
    with contextlib.ExitStack() as stack:
        lines = _filled(stack.enter_context(_open_source(source)))
        done = _resume(target, lines, source) if resume else 0
        output = stack.enter_context(_open_target(target, keep=resume))
        outage = Outage() if jobs == 1 else _SharedOutage()
        results = _results(lines, jobs, outage)
        stack.callback(results.close)
        written = wrong = 0
        told = False
        for result in _with_progress(results, source, done):
            try:
                output.write(result)
                output.flush()
            except BrokenPipeError:
                raise
            except OSError as error:
                raise cannot("write", target, error) from error
            told = told or _tell(outage)
            written += 1
            wrong += b'"error": ' in result and "error" in json.loads(result)
    return written, wrong


class _SharedOutage(Outage):
    """One that all processes of a run know of."""

    def __init__(self) -> None:
        self._written: Any = _CONTEXT.Array("c", LONGEST_REASON)

    @property
    def why(self) -> str:
        return str(self._written.value.decode(errors="ignore"))

    def tell(self, why: str) -> None:
        with self._written.get_lock():
            self._written.value = self._written.value or why.encode()[: LONGEST_REASON - 1]


def _tell(outage: Outage) -> bool:
    """Say on standard error, beside the bar there, that names are no longer looked up."""
    if outage.why:
        from tqdm import tqdm

        told = f"{outage.why}; no more names are looked up online in this run."
        tqdm.write(told, file=sys.stderr)
    return bool(outage.why)


def answer(line: bytes, outage: Outage | None = None) -> bytes:
    """The output line for an input line, as bytes of JSON with a line feed.

    Whatever is wrong with the line, or goes wrong with it, is told in its answer.

    Parameters
    ----------
    outage
        What the lines of a run share of a failure of the online geocoder.
    """
    # Here, and not above: the process that hands out the lines shall start the others at once.
    from geo.read import read

    identifier: Any = None
    try:
        record = _record(line)
        identifier = record.get("id")
        text, title = record.get("text"), record.get("title")
        if not isinstance(text, str) or not isinstance(title, str | None):
            name = "title" if isinstance(text, str) else "text"
            raise ArticleError('The line has no "{0}" that is a string.', name)
        story = read(text, title=title or "", plain=True, outage=outage)
        told = describe(story, identifier, title)
    except DatelineError as error:
        told = {"id": identifier, "error": str(error)}
    except Exception as error:  # noqa: BLE001 - one bad article must not stop an archive
        told = {"id": identifier, "error": f"This article could not be read: {error!r}."}
    return _encoded(told)


@cache
def settle() -> None:
    """Leave what the process has loaded by now out of all later searches for garbage.

    Once a process, after the first article. Such a search goes through the models and the tables
    too, takes as long as thirty articles, and finds nothing there.
    """
    gc.collect()
    gc.freeze()


def describe(story: Story, identifier: Any, title: str | None) -> dict[str, Any]:
    """A story as a record of the batch's output, with a warning if a geocoder was not reached."""
    from geo.overview import warning

    named: dict[str, str] = {stop.place.id: _name(stop, story) for stop in story.stops}
    for mention in story.mentions:
        if mention.place is not None and mention.kind == "name":
            named.setdefault(mention.place.id, mention.text)
    told = {
        "id": identifier,
        "title": title if title is not None else story.article.title,
        "toponyms": [_toponym(mention) for mention in story.mentions],
        "places": [_place(named[place.id], place) for place in story.places],
        "route": [_place(_name(stop, story), stop.place) for stop in story.stops],
        "mode": story.itinerary.mode,
    }
    said = warning(story)
    return {**told, "warning": said} if said else told


def _name(stop: Stop, story: Story) -> str:
    """The stop as the text names it; by its place's own name where the text does not name it."""
    unnamed = stop.status == "inferred" and stop.mention not in story.mentions
    return stop.place.name if unnamed else stop.mention.text


def _toponym(mention: Mention) -> dict[str, Any]:
    place = mention.place
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "name": mention.text,
        "kind": mention.kind,
        "lat": place.point.latitude if place else None,
        "lon": place.point.longitude if place else None,
        "place_id": place.id if place else None,
        "confidence": round(mention.confidence, 3),
    }


def _place(name: str, place: Place) -> dict[str, Any]:
    return {"name": name, "lat": place.point.latitude, "lon": place.point.longitude}


def _record(line: bytes) -> dict[str, Any]:
    """The JSON object on a line."""
    try:
        record = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ArticleError("The line is not JSON: {0}.", error) from error
    if not isinstance(record, dict):
        raise ArticleError('The line is not a JSON object with "id" and "text".')
    return record


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _encoded(told: dict[str, Any]) -> bytes:
    try:
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        # Half a surrogate pair, as an id may have, can only be written as an escape.
        return json.dumps(told).encode() + b"\n"


def _filled(file: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in file if line.strip())


def _open_source(source: str) -> contextlib.AbstractContextManager[IO[bytes]]:
    if source == STANDARD:
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise cannot("read", source, error) from error


@contextlib.contextmanager
def _open_target(target: str, *, keep: bool) -> Iterator[IO[bytes]]:
    if target == STANDARD:
        yield sys.stdout.buffer
        return
    try:
        file = Path(target).open("ab" if keep else "wb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise cannot("write", target, error) from error
    try:
        yield file
    finally:
        # Each line was flushed, or its error told; a full disk would be told twice.
        with contextlib.suppress(OSError):
            file.close()


def _resume(target: str, lines: Iterator[bytes], source: str) -> int:
    """Drop a torn last line of ``target``, and pass over the lines of the input it answers."""
    if target == STANDARD:
        raise FileError("Only a file can be resumed: name one instead of standard output.")
    path = Path(target)
    if not path.exists():
        return 0
    try:
        with path.open("rb+") as file:
            whole = done = 0
            last = b"null"
            for line in file:
                if not line.endswith(b"\n"):
                    break
                whole, done, last = whole + len(line), done + 1, line
            file.truncate(whole)
    except OSError as error:
        raise cannot("write", target, error) from error
    passed = list(deque(itertools.islice(lines, done), maxlen=1))
    if done and (not passed or _id_of(passed[0]) != _id_of(last)):
        raise FileError(
            f"{target} does not answer the lines of {source}: "
            "give the file that was begun with it, or leave out --resume."
        )
    return done


def _id_of(line: bytes) -> Any:
    try:
        return _record(line).get("id")
    except ArticleError:
        return None


def _results(lines: Iterator[bytes], jobs: int, outage: Outage) -> Generator[bytes, None, None]:
    if jobs == 1:
        for line in lines:
            yield answer(line, outage)
            settle()
        return
    pool = ProcessPoolExecutor(jobs, mp_context=_CONTEXT, initializer=_share, initargs=(outage,))
    waiting: deque[Future[list[bytes]]] = deque()
    try:
        while True:
            parcel = list(itertools.islice(lines, LINES_IN_PARCEL))
            if parcel:
                with _interrupt_held():
                    waiting.append(pool.submit(_answers, parcel))
            if waiting and (not parcel or len(waiting) >= jobs * PARCELS_IN_FLIGHT):
                yield from waiting.popleft().result()
            if not parcel and not waiting:
                return
    except BrokenExecutor as error:
        raise DatelineError(
            "A process that read articles was ended, perhaps for want of memory: "
            "go on with --resume and fewer --jobs."
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _share(outage: Outage) -> None:
    """Give a process what all of the run share."""
    global _shared
    _shared = outage


def _answers(parcel: list[bytes]) -> list[bytes]:
    answers = [answer(line, _shared) for line in parcel]
    settle()
    return answers


@contextlib.contextmanager
def _interrupt_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment, and for good from the processes that are started in it.

    A process takes over which signals are held back from the one that starts it, so that not
    even one that is still starting answers Ctrl-C: this process alone does.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _with_progress(results: Iterator[bytes], source: str, done: int) -> Iterable[bytes]:
    """The results, with a bar on standard error if someone watches it."""
    if not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    total = None
    if source != STANDARD:
        with Path(source).open("rb") as file:
            total = sum(1 for _ in _filled(file))
    bar: Callable[..., Iterable[bytes]] = tqdm
    return bar(results, total=total, initial=done, unit=" articles", dynamic_ncols=True)
