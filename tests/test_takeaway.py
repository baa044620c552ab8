import io
import json
import re
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from stories import STORIES, by_rail
from streamlit.testing.v1 import AppTest

from geo import edits, formats
from geo.errors import EmbedError, FontError, PictureError
from geo.picture import SIZES, alt_text
from geo.story import Picture, Story
from geo.takeaway import KINDS, Choice, bundle, file_name, readme, render, size_label, snippet

ADDRESS = "https://paper.example/maps/train.html"
STEM = "two-nights-on-the-slow-train-to-the-pacific"


def titled(title: str) -> Story:
    story = by_rail()
    return replace(story, article=replace(story.article, title=title))


def opened(archive: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive))


# --- names of files ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Two nights on the slow train", "two-nights-on-the-slow-train.png"),
        ("São Tomé: “a €5 trip”", "sao-tome-a-5-trip.png"),
        ("Поезд на восток", "поезд-на-восток.png"),
        ("평양에서", "평양에서.png"),
        ("नई दिल्ली", "नई-दिल्ली.png"),
        ("../../etc/passwd\x00", "etc-passwd.png"),
        ("C:\\Windows\\<script>|?*", "c-windows-script.png"),
        ("\u202egnp.exe ~ $(reboot)", "gnp-exe-reboot.png"),
        ("CON", "story-con.png"),
        ("lpt¹", "story-lpt1.png"),
        ("a\u3164\ufe0f", "a.png"),
        ("…", "story.png"),
        ("", "story.png"),
        ("\ud800", "story.png"),
    ],
)
def test_a_file_is_named_after_the_title(title: str, name: str) -> None:
    assert file_name(titled(title), "png") == name


def test_a_picture_of_a_stop_has_its_number_in_its_name() -> None:
    assert file_name(by_rail(), "svg", 2) == f"{STEM}-stop-2.svg"
    assert file_name(by_rail(), "csv", 2) == f"{STEM}.csv"


def test_a_long_title_is_cut_between_words() -> None:
    name = file_name(titled("slowly onward " * 40), "geojson")
    assert re.fullmatch(r"(slowly|onward)(-slowly|-onward)*\.geojson", name)
    assert len(name) < 140


@given(st.text(max_size=200) | st.text("ab 漢á\u0301-./\\", min_size=100, max_size=400))
@settings(deadline=None, max_examples=200)
def test_any_title_gives_a_safe_name(title: str) -> None:
    stem, _, ending = file_name(titled(title), "png", 200).rpartition(".")
    assert ending == "png"
    assert all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in stem)
    assert not stem.startswith("-")
    assert len(f"{stem}.{ending}".encode()) <= 255


# --- the archive -------------------------------------------------------------------------


def test_the_archive_holds_every_file_and_a_readme() -> None:
    story = by_rail()
    choice = Choice(size="square", theme="dark", stop=2)
    with opened(bundle(story, choice)) as archive:
        assert archive.testzip() is None
        pictures = {f"{STEM}-stop-2.{ending}" for ending in ("png", "svg", "pdf")}
        others = {f"{STEM}.{ending}" for ending in ("html", "geojson", "kml", "gpx", "csv")}
        assert set(archive.namelist()) == {"README.txt", *pictures, *others}
        assert Image.open(archive.open(f"{STEM}-stop-2.png")).size == (1080, 1080)
        assert formats.loads(archive.read(f"{STEM}.geojson")) == story
        for ending, kind in KINDS.items():
            name = file_name(story, ending, 2)
            assert archive.read(name) == render(story, ending, choice), kind.name


def test_the_same_story_makes_the_same_archive() -> None:
    made = {bundle(by_rail(), Choice()) for _ in range(2)}
    assert len(made) == 1


def test_the_readme_names_the_files_the_sources_and_what_the_picture_shows() -> None:
    story = by_rail()
    article = replace(story.article, byline="A. Writer", source="The Paper", published="2024-05-01")
    mentions = tuple(
        replace(m, place=replace(m.place, source="GeoNames")) for m in story.mentions if m.place
    )
    story = replace(story, article=article, mentions=mentions)
    told = readme(story, Choice(size="print", stop=3))
    assert told.startswith("Two nights on the slow train to the Pacific\n")
    assert "print, 180 × 120 mm at 300 dpi" in told
    assert alt_text(story, stop=3) in told
    assert "Text: A. Writer · The Paper · 2024-05-01\n" in told
    assert "Natural Earth" in told
    assert "Places: GeoNames\n" in told
    assert "creativecommons.org/licenses/by/4.0/" in told
    assert "schematic" in told
    assert all(file_name(story, ending, 3) in told for ending in KINDS)


def test_the_readme_names_who_made_the_story_and_took_its_pictures() -> None:
    picture = Picture("image/jpeg", "aaaa", "Jo Doe", "A train")
    told = edits.set_picture(STORIES["there and back"], 1, picture)
    words = readme(edits.set_edition(told, credit="By our desk"), Choice())
    assert "By our desk\nPhoto: Jo Doe\n" in words


def test_a_page_is_light_or_dark_as_the_edition_has_it() -> None:
    told = edits.set_edition(STORIES["there and back"], appearance="dark")
    scheme = b'<meta name="color-scheme" content="%s">'
    assert scheme % b"dark" in render(told, "html", Choice())
    assert scheme % b"light" in render(told, "html", Choice(theme="print"))
    assert render(told, "svg", Choice()) == render(told, "svg", Choice(theme="dark"))


def test_the_readme_of_a_straight_line_calls_nothing_schematic() -> None:
    assert "schematic" not in readme(STORIES["there and back"], Choice())


@pytest.mark.parametrize("name", ["no stop", "no place", "no title", "one stop"])
def test_a_story_without_a_journey_can_be_taken_away(name: str) -> None:
    with opened(bundle(STORIES[name], Choice())) as archive:
        assert len(archive.namelist()) == 9


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "\u202e<script>alert(1)</script>\x00", "{{ 7*7 }}\r\nCREDITS"]
)
def test_a_hostile_title_stays_inside_the_archive(title: str) -> None:
    with opened(bundle(titled(title), Choice())) as archive:
        assert all(re.fullmatch(r"[\w-]+\.\w+", name) for name in archive.namelist())
        told = archive.read("README.txt").decode()
        assert json.loads(archive.read(file_name(titled(title), "geojson")))
    assert not re.search("[\x00\r\u202e]", told)
    assert told.count("\nCREDITS\n") == 1


# --- one file ----------------------------------------------------------------------------


def test_the_page_and_the_snippet_know_the_address_and_the_picture_beside_it() -> None:
    choice = Choice(address=ADDRESS)
    page = render(by_rail(), "html", choice).decode()
    beside = f"https://paper.example/maps/{STEM}.png"
    assert f'property="og:image" content="{beside}"' in page
    assert f'src="{beside}"' in snippet(by_rail(), choice)
    assert "og:image" not in render(by_rail(), "html", Choice()).decode()
    # The picture of one stop does not stand for the whole story.
    assert "stop-2.png" not in snippet(by_rail(), replace(choice, stop=2))


@pytest.mark.parametrize("address", [None, "", "train.html", "javascript:alert(1)"])
def test_a_snippet_needs_a_web_address(address: str | None) -> None:
    with pytest.raises(EmbedError):
        snippet(by_rail(), Choice(address=address))


def test_what_cannot_be_made_is_told() -> None:
    with pytest.raises(PictureError):
        render(by_rail(), "png", Choice(stop=9))
    with pytest.raises(FontError):
        bundle(titled("\U00012000 of Ur"), Choice())  # cuneiform


def test_sizes_are_told_in_words() -> None:
    assert size_label("card") == "card, 1200 × 630 pixels"
    assert size_label("600x400") == size_label(replace(SIZES["card"], width=600, height=400))
    assert size_label("90x60mm") == "90 × 60 mm at 300 dpi"


# --- the panel of the page ---------------------------------------------------------------


def test_a_panel_tells_what_cannot_be_drawn_and_still_gives_the_rest() -> None:
    page = AppTest.from_file(str(Path(__file__).parents[1] / "app.py"), default_timeout=60)
    page.session_state["article"] = "\U00012000 in Porto\n\nIt rained in Porto."
    page.session_state["take-away"] = True
    page.run()
    assert not page.exception
    (error,) = page.error
    assert re.fullmatch(r"No installed font draws .+[^.]\.", error.value)
    offered = {button.label for button in page.get("download_button")}
    assert offered == {"Web page", "GeoJSON", "KML", "GPX", "CSV"}
