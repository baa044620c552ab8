"""Reading with an online geocoder: a real HTTP server on loopback plays Nominatim."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import batch, markup, online, overview
from geo.__main__ import main
from geo.embed import embed
from geo.formats import loads, to_gpx
from geo.picture import picture
from geo.read import read
from geo.scenes import scenes
from geo.story import MEDIUM_CONFIDENCE
from geo.webmap import scene
from geo.wording import sentence
from tests.test_online import Nominatim, server
from tests.test_picture import parsed, texts

__all__ = ["server"]

ROOT = Path(__file__).parents[1]
# A village that no gazetteer knows: "Kleinhausen" is what the server answers.
VILLAGE = "Qlynhausen"
ARTICLE = (
    f"By train to {VILLAGE}\n\nThe minister left Stuttgart on Monday by train. On Tuesday he "
    f"travelled to Ulm in Germany, and in the evening he arrived in {VILLAGE}.\n\n"
    f"Few live in the village of {VILLAGE} near Ulm.\n"
)
SOURCE = "© OpenStreetMap contributors, found with Nominatim"


@pytest.fixture
def setting(server: Nominatim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nominatim:
    """The server as the one that the setting names, and a cache that knows no answer."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("DATELINE_GEOCODER", server.setting)
    online._online.cache_clear()
    return server


def villages(story, name=VILLAGE):
    found = [mention for mention in story.mentions if mention.text == name]
    assert found
    return found


def why(mention):
    return "; ".join(sentence(reason) for reason in mention.reasons)


def test_nothing_is_asked_when_it_is_off(setting, monkeypatch):
    monkeypatch.delenv("DATELINE_GEOCODER")
    story = read(ARTICLE)
    assert setting.asked == []
    assert {mention.place for mention in villages(story)} == {None}
    assert overview.warning(story) == ""
    assert "OpenStreetMap" not in scene(story, None, "light")["credit"] + embed(story)


def test_what_the_service_knows_becomes_a_place_and_a_stop(setting):
    story = read(ARTICLE)
    assert len(villages(story)) == 2
    for mention in villages(story):
        assert mention.place.id == "nominatim:node12"
        assert mention.band == "medium"
        assert mention.confidence == MEDIUM_CONFIDENCE
        assert "found with Nominatim" in why(mention)
    assert [stop.place.name for stop in story.stops] == ["Stuttgart", "Ulm", "Kleinhausen"]
    assert overview.warning(story) == ""
    told = scenes(story)[2]
    assert told.trust.reason.startswith("Found with Nominatim")


def test_each_name_is_asked_once_among_the_other_places(setting):
    story = read(ARTICLE)
    ((_, query, _),) = setting.asked
    assert query["q"] == [VILLAGE]
    west, south, east, north = map(float, query["viewbox"][0].split(","))
    for stop in story.stops[:2]:
        assert min(west, east) < stop.place.point.longitude < max(west, east)
        assert min(south, north) < stop.place.point.latitude < max(south, north)


def test_one_other_place_has_an_area_around_it(setting):
    read(f"Rain in Ulm\n\nIt rained all day in Ulm. On Monday he arrived in {VILLAGE}.")
    ((_, query, _),) = setting.asked
    west, south, east, north = map(float, query["viewbox"][0].split(","))
    assert abs(east - west) > 1
    assert abs(north - south) > 1


def test_no_such_place_is_an_answer_and_no_warning(setting):
    setting.body = "[]"
    story = read(ARTICLE)
    assert len(setting.asked) == 1
    for mention in villages(story):
        assert mention.place is None
        assert "Nominatim knows no such place" in why(mention)
    assert overview.warning(story) == ""
    assert overview.overview(story).unresolved == (VILLAGE,)


def test_a_shop_that_has_the_name_among_others_is_not_meant(setting):
    shop = {"lat": "48.5", "lon": "9.25", "name": f"Café {VILLAGE}", "category": "amenity"}
    setting.body = json.dumps([{**shop, "display_name": shop["name"], "type": "cafe"}])
    assert villages(read(ARTICLE))[0].place is None


def test_of_namesakes_far_apart_the_choice_is_unsure(setting):
    (first,) = json.loads(setting.body)
    near = {**first, "osm_id": 13, "lat": "48.51"}
    far = {**first, "osm_id": 14, "lat": "53.5"}
    setting.body = json.dumps([first, near, far])
    mention = villages(read(ARTICLE))[0]
    assert mention.place.id == "nominatim:node12"
    assert mention.band == "low"
    assert [candidate.place.id for candidate in mention.candidates] == ["nominatim:node14"]
    assert sum(c.confidence for c in mention.candidates) + mention.confidence <= 1


@pytest.mark.parametrize(
    ("status", "delay", "told"),
    [
        (429, 0, "asks for fewer requests"),
        (403, 0, "refuses the request"),
        (500, 0, "could not be asked"),
        (200, 1.5, "did not answer in time"),
    ],
)
def test_what_could_not_be_asked_is_told_and_the_story_still_reads(setting, status, delay, told):
    setting.status, setting.delay = status, delay
    story = read(f"{ARTICLE}\nFew live in the village of Qvarnhausen near Ulm.\n")
    villages(story, "Qvarnhausen")
    assert len(setting.asked) == 1
    assert [stop.place.name for stop in story.stops] == ["Stuttgart", "Ulm"]
    for mention in villages(story):
        assert mention.place is None
        assert told in why(mention)
    said = overview.warning(story)
    assert said.startswith(f"The geocoder Nominatim {told}")
    assert said.endswith(", so 2 names could not be looked up online.")
    assert said in markup.overview(overview.overview(story)).replace("&#x27;", "'")


def test_a_setting_that_names_no_service_is_told(setting, monkeypatch):
    monkeypatch.setenv("DATELINE_GEOCODER", "nominatim?api_key=verysecret")
    story = read(ARTICLE)
    assert villages(story)[0].place is None
    assert "DATELINE_GEOCODER does not name a service" in overview.warning(story)
    assert "verysecret" not in repr(story)


def test_a_text_full_of_unknown_names_is_not_asked_without_end(setting, monkeypatch):
    monkeypatch.setattr(online, "SECONDS_BETWEEN_REQUESTS", 0.0)
    setting.body = "[]"
    names = [f"Q{vowel}{ending}hausen" for vowel in "aeiou" for ending in ("lm", "rn", "st")]
    story = read("\n\n".join(f"He lives in {name} near Ulm in Germany." for name in names))
    unresolved = {m.text for m in story.mentions if m.place is None and m.kind == "name"}
    assert len(unresolved) > 10
    assert len(setting.asked) == 10


def test_the_service_is_credited_wherever_its_answer_is_shown(setting):
    story = read(ARTICLE)
    assert SOURCE in scene(story, None, "light")["credit"]
    assert SOURCE in embed(story)
    article = replace(story.article, source="The Paper That Has a Long Name " * 5)
    for size in ("card", "portrait", "square"):
        drawn = picture(replace(story, article=article), kind="svg", size=size)
        lines = [words for part, words, _ in texts(parsed(drawn)) if part == "credit"]
        assert SOURCE in " ".join(reversed(lines))
    assert SOURCE in to_gpx(story)


def test_the_command_line_warns_and_goes_on(setting, tmp_path, capfd):
    setting.status = 429
    article, output = tmp_path / "article.txt", tmp_path / "story.geojson"
    article.write_text(ARTICLE, encoding="utf-8")
    assert main(["read", str(article), "-o", str(output)]) == 0
    (line,) = capfd.readouterr().err.splitlines()
    assert line == (
        "The geocoder Nominatim asks for fewer requests, so 1 name could not be looked up online."
    )
    assert [stop.place.name for stop in loads(output.read_text()).stops] == ["Stuttgart", "Ulm"]
    # A saved story was not asked for now.
    assert main(["export", str(output), str(tmp_path / "story.csv")]) == 0
    assert capfd.readouterr().err == ""


def test_a_line_of_a_batch_says_what_could_not_be_asked(setting):
    line = json.dumps({"id": 1, "text": ARTICLE}).encode()
    setting.status = 429
    assert "fewer requests" in json.loads(batch.answer(line))["warning"]
    setting.status = 200
    assert "warning" not in json.loads(batch.answer(line))


def archive(path, count):
    """Articles that each name a village of their own that no gazetteer knows."""
    names = [f"Ql{letter}nhausen" for letter in "abcdefghijkl"[:count]]
    lines = [json.dumps({"id": name, "text": ARTICLE.replace(VILLAGE, name)}) for name in names]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("status", "delay", "told"), [(200, 3.0, "did not answer in time"), (403, 0.0, "refuses the")]
)
def test_a_run_waits_for_a_service_that_fails_once(setting, tmp_path, jobs, status, delay, told):
    setting.status, setting.delay = status, delay
    source, target = archive(tmp_path / "in.jsonl", 12), tmp_path / "out.jsonl"
    # A process of its own: those that it starts would run this one's main module anew.
    command = [sys.executable, "-m", "geo", "batch", source, str(target), "--jobs", str(jobs)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    # Processes may have asked at the same moment, before either knew.
    assert 1 <= len(setting.asked) <= jobs
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"The geocoder Nominatim {told}")
    assert line.endswith("; no more names are looked up online in this run.")
    answers = [json.loads(line) for line in target.read_text().splitlines()]
    assert len(answers) == 12
    assert all(told in answer["warning"] for answer in answers)
    assert all([stop["name"] for stop in each["route"]] == ["Stuttgart", "Ulm"] for each in answers)


def test_what_was_answered_before_is_known_while_the_service_fails(setting, tmp_path):
    source, target = archive(tmp_path / "in.jsonl", 2), tmp_path / "out.jsonl"
    second = Path(source).read_text("utf-8").splitlines()[1]
    batch.answer(second.encode())
    setting.status = 500
    batch.batch(source, str(target))
    failed, known = (json.loads(line) for line in target.read_text("utf-8").splitlines())
    assert "could not be asked" in failed["warning"]
    assert "warning" not in known
    assert known["route"][-1]["name"] == "Qlbnhausen"
    assert len(setting.asked) == 2


def test_a_reply_that_cannot_be_read_ends_no_run(setting, tmp_path, capfd):
    setting.body = "42"
    source, target = archive(tmp_path / "in.jsonl", 2), tmp_path / "out.jsonl"
    assert main(["batch", source, str(target)]) == 0
    assert len(setting.asked) == 2
    assert capfd.readouterr().err == ""


def test_a_setting_brings_no_geopy_where_every_name_is_known(setting):
    code = (
        "import sys\nfrom geo.read import read\n"
        "read('De trein reed van Utrecht naar Arnhem.')\nprint('geopy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, timeout=60, cwd=ROOT
    )
    assert done.stdout.split() == [b"False"]
    assert setting.asked == []


def test_the_page_tells_it_and_reads_again_when_asked_to(setting):
    def shown():
        return "\n".join(block.proto.body for block in page.get("html"))

    st.cache_data.clear()
    setting.status = 429
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for status in (429, 200):
        setting.status = status
        page.text_area(key="pasted").input(ARTICLE)
        (button,) = (button for button in page.button if button.label == "Read it")
        button.click().run()
        assert not page.exception
        assert not page.error
        assert ("so 1 name could not be looked up online." in shown()) == (status == 429)
    st.cache_data.clear()
