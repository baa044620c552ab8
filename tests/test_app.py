"""The page's logic, without a browser: what it shows, and where its buttons lead."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import store
from geo.gazetteer import default
from views import parts

sys.path.insert(0, str(Path(__file__).parent))
import stories

APP = Path(__file__).parents[1] / "app.py"


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def html(page: AppTest) -> str:
    return "\n".join(block.proto.body for block in page.get("html"))


def part(page: AppTest, name: str) -> dict[str, Any]:
    """What the page gives to one of its own parts."""
    (found,) = (p for p in page.get("bidi_component") if p.proto.component_name == name)
    return dict(json.loads(found.proto.json))


def map_arguments(page: AppTest) -> dict[str, str]:
    return json.loads(page.get("component_instance")[0].proto.json_args)


def press(page: AppTest, label: str) -> AppTest:
    (button,) = (button for button in page.button if label in button.label)
    assert not button.disabled
    return button.click().run()


def paste(page: AppTest, text: str) -> AppTest:
    page.text_area(key="pasted").input(text)
    return press(page, "Read it")


def test_the_page_opens_with_the_whole_route() -> None:
    page = opened()
    assert not page.exception
    assert "<h2>The journey</h2>" in html(page)
    assert [place["name"] for place in part(page, "places")["stops"]] == [
        "Pyongyang",
        "Khasan",
        "Vladivostok",
    ]
    assert part(page, "steps")["index"] is None
    assert "stop" not in page.query_params


def test_buttons_lead_through_the_story_and_the_address_follows() -> None:
    page = opened()
    for index, slug in enumerate(("pyongyang", "khasan", "vladivostok")):
        press(page, "Next")
        assert page.query_params["stop"] == slug
        assert part(page, "steps")["index"] == index
    assert "Khasan" in part(press(page, "Back"), "steps")["spoken"]
    press(page, "Last stop")
    assert page.query_params["stop"] == "vladivostok"
    press(page, "Overview")
    assert "stop" not in page.query_params


def test_the_ends_of_the_story_lead_no_further() -> None:
    at_end = {button.label: button.disabled for button in opened(stop="vladivostok").button}
    at_start = {button.label: button.disabled for button in opened().button}
    assert (at_end["Next ›"], at_end["‹ Back"]) == (True, False)
    assert (at_start["Next ›"], at_start["‹ Back"]) == (False, True)


def test_an_address_opens_its_stop() -> None:
    page = opened(stop="khasan")
    assert "<mark>Chasan</mark>" in html(page)
    assert part(page, "steps")["index"] == 1


def test_an_address_of_no_stop_opens_the_overview() -> None:
    assert "<h2>The journey</h2>" in html(opened(stop="atlantis"))


def test_the_page_gives_its_map_little() -> None:
    page = opened()
    assert len(page.get("component_instance")[0].proto.json_args) < 16_000


def test_the_text_alone_tells_all_that_the_map_tells() -> None:
    page = opened(view="text", stop="khasan")
    assert not page.get("component_instance")
    told = html(page)
    for words in ("1,162 km by rail", "835 km by rail from Pyongyang", "39.03° N, 125.75° E"):
        assert words in told
    for name in ("Pyongyang", "Khasan", "Vladivostok", "Ukraine", "Washington"):
        assert f"<h2><bdi>{name}</bdi>" in told
    press(page, "Show the map")
    assert page.get("component_instance")
    assert "view" not in page.query_params
    assert page.query_params["stop"] == "khasan"


def test_a_published_story_opens_by_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_STORE", f"sqlite:///{tmp_path / 'stories.sqlite'}")
    parts.opened.clear()
    desk = store.default()
    identity = desk.create(stories.by_rail(), "Ana")
    unpublished = opened(story=identity)
    assert not unpublished.exception
    assert "There is no story at this address" in unpublished.error[0].value
    desk.publish(identity, desk.draft(identity).number, "Ana")
    page = opened(story=identity, stop="khasan")
    assert not page.exception
    assert stories.by_rail().title in html(page)
    press(page, "Next")
    assert (page.query_params["story"], page.query_params["stop"]) == (identity, "vladivostok")
    assert not page.text_area
    parts.opened.clear()


def test_an_article_without_a_journey_shows_its_places() -> None:
    page = paste(opened(stop="khasan"), "Rain in Lisbon\n\nIt rained in Lisbon and in Porto.")
    assert not page.error
    assert "The article tells no journey." in html(page)
    assert [place["name"] for place in part(page, "places")["stops"]] == ["Lisbon", "Porto"]
    assert "stop" not in page.query_params
    assert "<mark>Lisbon</mark>" in html(press(page, "Next"))


@pytest.mark.parametrize("text", ["", "  \n\t ", "word " * 400_000])
def test_what_is_no_article_gets_one_sentence_and_loses_nothing(text: str) -> None:
    page = paste(opened(), text)
    assert not page.exception
    (error,) = page.error
    assert error.value.endswith(".")
    assert "Traceback" not in error.value
    assert page.text_area(key="pasted").value == text
    assert "by train to Vladivostok" in html(page)


def test_a_missing_gazetteer_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", "/nowhere/gazetteer.sqlite")
    default.cache_clear()
    st.cache_resource.clear()
    try:
        page = opened()
    finally:
        default.cache_clear()
    assert not page.exception
    (error,) = page.error
    assert "/nowhere/gazetteer.sqlite" in error.value
    assert "Traceback" not in error.value


@pytest.mark.parametrize(
    "name", ["{{ 7*7 }}", "{% raise %}", "</script><script>", "`${x}`", "$x$ :smile:", "\u202eabc"]
)
def test_hostile_text_is_shown_as_it_is(name: str) -> None:
    page = paste(opened(), f"{name} in Lisbon\n\nAt {name} in Lisbon it rained.")
    assert not page.exception
    shown = html(press(page, "Next"))
    assert "<script" not in shown
    escaped = name.replace("<", "&lt;").replace(">", "&gt;")
    assert f"At {escaped} in <mark>Lisbon</mark>" in shown
    assert name not in map_arguments(page)["script"]
