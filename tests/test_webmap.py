"""The map for a browser: what enters Folium, what stays the same, and what a click tells."""

import json
import re
import urllib.parse

import folium
import pytest
import stories
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import HOSTILE
from streamlit_folium import _get_feature_group_string, generate_leaflet_string

from geo import edits
from geo.polyline import unpack
from geo.story import Article, Itinerary, Leg, Mention, Place, Point, Span, Stop, Story
from geo.webmap import (
    RETURNED_OBJECTS,
    Assets,
    clicked_stop,
    folders,
    folium_text,
    page_scripts,
    page_styles,
    scene,
    story_layer,
    story_map,
)

ASSETS = Assets("../app.map/", "../app.basemap/")
NASTY = (
    *HOSTILE,
    "`${alert(1)}`",
    "{# #}",
    "map_div",
    "\u202eback",
    "😀",
    "alert(coords);",
    "w" * 10_000,
)


def sent(story: Story, selected: int | None = None) -> str:
    """What streamlit-folium sends of the layer in a step."""
    return str(_get_feature_group_string(story_layer(story, selected), story_map(ASSETS)))


def rendered(shown: folium.Map) -> str:
    """A map's script as streamlit-folium sends it."""
    shown.get_root().render()
    return str(generate_leaflet_string(shown))


def data_in(script: str) -> dict[str, object]:
    """The scene in a script, read as a browser reads it."""
    (literal,) = re.findall(r'dateline\.scene\(\w+, ("[^"]*")\)', script)
    return dict(json.loads(json.loads(literal)))


def named(name: str, local: str = "") -> Story:
    place = Place("t:1", name, Point(50, 10), "city", local_names=(("Latn", local),))
    stop = Stop(Mention(Span(0, 1), "x", place=place), Span(0, 1), "start")
    return Story(Article("x"), (stop.mention,), Itinerary((stop,)))


@given(st.one_of(st.text(), st.sampled_from(NASTY)))
def test_text_for_folium_comes_back_and_holds_nothing_that_runs(text: str) -> None:
    literal = folium_text(text)
    assert json.loads(literal) == text
    assert not set(literal[1:-1]) & set("{}<>&'\"`$_\n\r\u2028\u2029")
    assert literal.isascii()


@pytest.mark.parametrize("name", NASTY)
def test_hostile_names_reach_the_browser_as_they_are(name: str) -> None:
    stops = data_in(sent(named(name, name[::-1])))["stops"]
    assert isinstance(stops, list)
    assert stops[0][0] == name
    assert stops[0][1] in (name[::-1], "")


@settings(deadline=None, max_examples=40)
@given(st.text(), st.text())
def test_any_name_reaches_the_browser_as_it_is(name: str, local: str) -> None:
    assert data_in(sent(named(name, local))) == json.loads(
        json.dumps(scene(named(name, local), None, "light"))
    )


def test_the_base_map_is_the_same_for_every_story_and_stop() -> None:
    assert rendered(story_map(ASSETS)) == rendered(story_map(ASSETS))


def test_only_the_given_addresses_are_asked_for() -> None:
    shown = story_map(ASSETS)
    links = [address for _, address in (*shown.default_js, *shown.default_css)]
    assert len(links) == 1
    for link in links:
        address = urllib.parse.urlparse(link)
        assert address.scheme == address.netloc == ""
        folder, name = address.path.split("/")[-2:]
        assert (folders()[folder.removeprefix("app.")] / name).is_file()
    # The lists of the class are Folium's own, for its other users.
    assert any("http" in address for _, address in folium.Map.default_js)


def test_online_tiles_can_be_chosen_but_are_not_shown_first() -> None:
    script = rendered(story_map(ASSETS))
    assert "tile.openstreetmap.org" in script
    assert "OpenStreetMap contributors" in script
    assert re.search(r"ground_\w+\.addTo\(map_div\)", script)
    assert not re.search(r"tile_layer_\w+\.addTo", script)


def test_a_map_without_online_tiles_holds_no_outside_address() -> None:
    script = rendered(story_map(ASSETS, online_tiles=False))
    assert "dateline.ground" in script
    assert "http" not in script


def test_a_step_sends_little() -> None:
    told = stories.by_rail()
    assert len(sent(told, 1)) < 4_000
    assert len(sent(stories.grid(100), 50)) < 40_000


@pytest.mark.parametrize(
    ("tooltip", "expected"),
    [
        ("1 Khasan, Хасан", 1),
        ("0 Pyongyang", 0),
        ("2", 2),
        ("3 Tokyo", None),
        ("Khasan", None),
        ("10th Street", None),
        ("-1 x", None),
        ("99999999999999999999 x", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_what_was_clicked(tooltip: object, expected: int | None) -> None:
    told = stories.by_rail()
    assert clicked_stop({"last_object_clicked_tooltip": tooltip}, told) == expected


def test_nothing_returned_is_nothing_clicked() -> None:
    assert clicked_stop(None, stories.by_rail()) is None
    assert clicked_stop({}, stories.by_rail()) is None
    assert "last_object_clicked_tooltip" in RETURNED_OBJECTS


def test_a_stop_that_is_not_there_cannot_be_selected() -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            story_layer(stories.by_rail(), index)


def test_longitudes_run_on_across_the_180th_meridian() -> None:
    told = stories.story(
        "Round the world", [("Tokyo", 35.7, 139.7), ("Honolulu", 21.3, -157.9), ("Lima", -12, -77)]
    )
    assert [row[3] for row in scene(told, None, "light")["stops"]] == [139.7, 202.1, 283.0]
    westward = stories.story("Back", [("Honolulu", 21.3, -157.9), ("Tokyo", 35.7, 139.7)])
    assert [row[3] for row in scene(westward, None, "light")["stops"]] == [-157.9, -220.3]


def test_a_tour_round_the_world_ends_one_turn_on() -> None:
    told = stories.story("Round the world", stories.WORLD_TOUR)
    longitudes = [row[3] for row in scene(told, None, "light")["stops"]]
    assert longitudes[-1] - longitudes[0] == 360


def test_a_pole_lies_on_the_meridian_that_leads_to_it() -> None:
    told = stories.story("North", [("Tromsø", 69.6, 18.9), ("North Pole", 90, -120)])
    assert [row[3] for row in scene(told, None, "light")["stops"]] == [18.9, 18.9]


def test_places_stand_on_the_turn_of_the_globe_where_the_route_is() -> None:
    told = stories.story("Pacific", [("Fiji", -18, 178), ("Samoa", -13.8, -171.8)])
    away = Place("t:9", "Auckland", Point(-36.8, 174.8), "city")
    near = Place("t:8", "Niue", Point(-19, -169.9), "island")
    mentions = (*told.mentions, *(Mention(Span(0, 1), "x", place=p) for p in (away, near)))
    both = Story(told.article, mentions, told.itinerary, told.legs)
    assert [row[3] for row in scene(both, None, "light")["places"]] == [174.8, 190.1]


def test_the_credit_tells_of_a_schematic_line() -> None:
    assert scene(stories.by_rail(), None, "light")["credit"].endswith("· line schematic")
    flown = stories.story("By air", [("Lille", 50.6, 3.1), ("Ghent", 51.1, 3.7)])
    assert scene(flown, None, "light")["credit"] == "Natural Earth · GeoNames"


def test_a_local_name_is_shown_once() -> None:
    rows = [row[:2] for row in scene(stories.by_rail(), None, "light")["stops"]]
    assert rows[0] == ["Pyongyang", "평양"]
    assert scene(named("Lyon", "LYON"), None, "light")["stops"][0][:2] == ["Lyon", ""]


def test_an_exported_page_needs_no_other_file() -> None:
    scripts = "".join(page_scripts())
    assert "sourceMappingURL" not in scripts
    assert "</script" not in scripts
    assert "url(" not in "".join(page_styles())


def test_a_story_in_pieces_is_one_line_on_the_plane() -> None:
    pieces = ((Point(10, 170), Point(12, 180)), (Point(12, -180), Point(14, -170)))
    told = stories.story("x", [("A", 10, 170), ("B", 14, -170)], "sea")
    cut = Story(
        told.article,
        told.mentions,
        told.itinerary,
        (Leg("sea", pieces, 2200.0, "sea lane"),),
    )
    ((mode, line),) = scene(cut, None, "light")["legs"]
    assert mode == "sea"
    assert unpack(line, 1000) == ((170, 10), (180, 12), (190, 14))


def test_the_map_is_told_which_stops_are_only_planned() -> None:
    told = edits.set_status(stories.by_rail(), 1, "planned")
    assert [row[4] for row in scene(told, None, "light")["stops"]] == [0, 1, 0]
