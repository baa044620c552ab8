import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from geo.batch import answer, batch, describe, settle
from geo.files import FileError
from geo.story import Article, Itinerary, Mention, Place, Point, Span, Stop, Story

# Dutch is read by rules alone, so that these tests need not wait for a model.
ARTICLE = (
    "De trein vertrok maandag uit Utrecht. Via Arnhem reed hij naar Keulen, "
    "waar de reizigers {} uur later aankwamen, zo zegt de vervoerder."
)
KEYS = ["id", "title", "toponyms", "places", "route", "mode"]
TOPONYM = ["start", "end", "name", "kind", "lat", "lon", "place_id", "confidence"]


def lines_of(count):
    return [json.dumps({"id": n, "text": ARTICLE.format(n)}) for n in range(count)]


def written(path, *lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def records(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


# --- what a line says --------------------------------------------------------------------


def test_a_story_is_told_with_the_names_of_its_text():
    text = "From Koln to Nowheria and the University of Kentucky"
    cologne = Place("geonames:2886242", "Cologne", Point(50.93, 6.95), "city", "DE")
    mentions = (
        Mention(Span(5, 9), "Koln", place=cologne, confidence=0.91234),
        Mention(Span(13, 21), "Nowheria"),
        Mention(Span(44, 52), "Kentucky", kind="embedded", place=cologne, confidence=0.5),
    )
    stop = Stop(mentions[0], Span(0, 9), "start")
    story = Story(Article(text, title="A way"), mentions, Itinerary((stop,), "rail"))
    told = describe(story, "a1", None)
    assert list(told) == KEYS
    assert [list(toponym) for toponym in told["toponyms"]] == [TOPONYM] * 3
    assert told["title"] == "A way"
    assert told["toponyms"][0] == {
        "start": 5,
        "end": 9,
        "name": "Koln",
        "kind": "name",
        "lat": 50.93,
        "lon": 6.95,
        "place_id": "geonames:2886242",
        "confidence": 0.912,
    }
    assert told["toponyms"][1]["lat"] is told["toponyms"][1]["lon"] is None
    assert told["toponyms"][1]["place_id"] is None
    assert told["toponyms"][2]["kind"] == "embedded"
    assert told["places"] == told["route"] == [{"name": "Koln", "lat": 50.93, "lon": 6.95}]
    assert told["mode"] == "rail"


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE.format(3),
        "\r\n  \t" + ARTICLE.format(3) + "\r\n\r\n",
        "🚂👩‍👩‍👧 e\u0301 " + ARTICLE.format(3),
        "\ud800 \x00 " + ARTICLE.format(3),
        "<p>" + ARTICLE.format(3) + "</p>&amp;",
        "\ufeff" + ARTICLE.format(3),
        "De trein om 16:12 uur\n\nAdvertentie\n\n• " + ARTICLE.format(3) + "\n\nDeel dit artikel",
    ],
)
def test_offsets_count_the_characters_of_the_text_as_given(text):
    told = json.loads(answer(json.dumps({"id": 1, "text": text}).encode()))
    names = [toponym["name"] for toponym in told["toponyms"]]
    assert names == ["Utrecht", "Arnhem", "Keulen"]
    assert [text[t["start"] : t["end"]] for t in told["toponyms"]] == names


def test_the_title_is_given_back_and_no_part_of_the_offsets():
    line = json.dumps({"id": 1, "title": "Per trein naar Luik", "text": ARTICLE.format(3)})
    told = json.loads(answer(line.encode()))
    assert told["title"] == "Per trein naar Luik"
    assert told["toponyms"][0]["start"] == ARTICLE.index("Utrecht")


@pytest.mark.parametrize(
    ("line", "identifier", "error"),
    [
        (b"{not json", None, "The line is not JSON: "),
        (b"[1, 2]", None, 'The line is not a JSON object with "id" and "text".'),
        (b"\xff\xfe\x00\x41", None, "The line is not JSON: "),
        (b"[" * 100_000, None, "The line is not JSON: "),
        (b'{"id": NaN, "text": "x"}', None, "The line is not JSON: NaN is no number"),
        (b'{"id": 7}', 7, 'The line has no "text" that is a string.'),
        (b'{"id": "x", "text": 7}', "x", 'The line has no "text" that is a string.'),
        (b'{"id": 7, "text": "x", "title": []}', 7, 'The line has no "title" that is a string.'),
        (b'{"id": "\\ud800", "text": " "}', "\ud800", "There is no text to read"),
    ],
)
def test_a_bad_line_is_told_as_such(line, identifier, error):
    told = json.loads(answer(line))
    assert told["id"] == identifier
    assert list(told) == ["id", "error"]
    assert told["error"].startswith(error)


# --- a run -------------------------------------------------------------------------------


def test_a_run_goes_on_past_bad_lines_and_keeps_the_order(tmp_path):
    good = lines_of(3)
    source = written(tmp_path / "in.jsonl", good[0], "{", "", good[1], "  ", '{"id": 9}', good[2])
    target = tmp_path / "out.jsonl"
    assert batch(source, str(target)) == (5, 2)
    told = records(target)
    assert [record["id"] for record in told] == [0, None, 1, 9, 2]
    assert ["error" in record for record in told] == [False, True, False, True, False]


def test_processes_write_what_one_writes(tmp_path):
    source = written(tmp_path / "in.jsonl", *lines_of(30), "{", *lines_of(5))
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    assert batch(source, str(one)) == batch(source, str(two), jobs=2) == (36, 1)
    assert one.read_bytes() == two.read_bytes()


def test_a_torn_run_is_resumed_to_the_same_end(tmp_path):
    source = written(tmp_path / "in.jsonl", *lines_of(4))
    target = tmp_path / "out.jsonl"
    batch(source, str(target))
    whole = target.read_bytes()
    second = whole.index(b"\n") + 1
    for torn in (0, 5, second, second + 40, len(whole) - 1, len(whole)):
        target.write_bytes(whole[:torn])
        wanted = 4 - whole[:torn].count(b"\n")
        assert batch(source, str(target), resume=True) == (wanted, 0)
        assert target.read_bytes() == whole
    target.unlink()
    assert batch(source, str(target), resume=True) == (4, 0)


def test_only_an_output_that_answers_the_input_is_resumed(tmp_path):
    source = written(tmp_path / "in.jsonl", *lines_of(3))
    target = tmp_path / "out.jsonl"
    for other in ('{"id": "another"}', *[]), ('{"id": 0}', '{"id": 1}', '{"id": 2}', '{"id": 3}'):
        before = written(target, *other) and target.read_bytes()
        with pytest.raises(FileError, match=r"does not answer the lines of .*in.jsonl: give"):
            batch(source, str(target), resume=True)
        assert target.read_bytes() == before


def test_files_that_cannot_be_opened_are_told(tmp_path):
    source = written(tmp_path / "in.jsonl", *lines_of(1))
    with pytest.raises(FileError, match=r"Cannot read .*no\.jsonl: No such file"):
        batch(str(tmp_path / "no.jsonl"), str(tmp_path / "out.jsonl"))
    with pytest.raises(FileError, match=r"Cannot write .*: Is a directory"):
        batch(source, str(tmp_path))
    with pytest.raises(FileError, match="Cannot write /dev/full: No space left on device"):
        batch(source, "/dev/full")


# --- the command -------------------------------------------------------------------------


@contextlib.contextmanager
def command(*arguments, **options):
    """A running ``python -m geo batch``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "geo", "batch", *arguments],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_stream_is_answered_line_by_line_and_kept_when_interrupted(tmp_path):
    target = tmp_path / "out.jsonl"
    with command("-", str(target)) as process:
        process.stdin.write("".join(line + "\n" for line in lines_of(2)).encode())
        process.stdin.flush()
        waited = time.monotonic() + 60
        while not target.exists() or target.read_bytes().count(b"\n") < 2:
            assert process.poll() is None
            assert time.monotonic() < waited
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors == b"Interrupted; what was done is kept.\n"
    assert [record["id"] for record in records(target)] == [0, 1]


def gone(group):
    """Whether every process of the group ends within ten seconds."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_interrupted_processes_leave_whole_lines_to_resume_from(tmp_path):
    source = written(tmp_path / "in.jsonl", *lines_of(3000))
    target = tmp_path / "out.jsonl"
    with command(source, str(target), "--jobs", "2", start_new_session=True) as process:
        waited = time.monotonic() + 60
        while not target.exists() or not target.stat().st_size:
            assert process.poll() is None
            assert time.monotonic() < waited
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 130
        assert errors == b"Interrupted; what was done is kept.\n"
        assert gone(process.pid)
    ids = [record["id"] for record in records(target)]
    assert ids == list(range(len(ids)))
    assert 0 < len(ids) < 3000


def test_standard_input_goes_to_standard_output_and_bad_lines_are_counted():
    good, bad = lines_of(1)[0], '{"id": 1}'
    with command("-", "-", stdout=subprocess.PIPE) as process:
        output, errors = process.communicate(f"{good}\n{bad}\n".encode())
    assert process.returncode == 0
    assert [json.loads(line)["id"] for line in output.splitlines()] == [0, 1]
    assert errors == b"1 of 2 line could not be read; they say why.\n"


def test_what_a_process_has_loaded_is_left_out_of_searches_for_garbage():
    settle.cache_clear()
    try:
        settle()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
