import io
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from geo import edits
from geo.__main__ import main
from geo.formats import dumps, loads
from geo.gazetteer import default
from geo.photo import photo
from geo.story import Point
from geo.takeaway import KINDS

# Dutch is read by rules alone, so that these tests need not wait for a model.
ARTICLE = (
    "Per trein naar Keulen\n\nDe trein vertrok maandag uit Utrecht. Via Arnhem reed hij naar "
    "Keulen, waar de reizigers drie uur later aankwamen, zo zegt de vervoerder.\n"
)
HEAVY = ["folium", "streamlit", "geopy", "typst", "shapely", "pandas", "spacy", "lxml", "tqdm"]


def geo(*arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, check=False, timeout=60, **options
    )


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "trein.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def story(article, tmp_path):
    path = tmp_path / "trein.geojson"
    assert main(["read", str(article), "-o", str(path)]) == 0
    return path


# --- read --------------------------------------------------------------------------------


def test_read_prints_the_story_as_geojson():
    done = geo("-m", "geo", "read", "-", input=ARTICLE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    story = loads(done.stdout)
    assert story.article.title == "Per trein naar Keulen"
    assert {"Utrecht", "Arnhem", "Keulen"} <= {mention.text for mention in story.mentions}
    assert {f["geometry"]["type"] for f in json.loads(done.stdout)["features"]} >= {"Point"}


def test_read_takes_a_web_page(tmp_path, capfd):
    page = tmp_path / "trein.html"
    title, body = ARTICLE.strip().split("\n\n")
    page.write_text(
        f"<html lang=nl><nav>Oslo</nav><article><h1>{title}</h1><p>{body}</p></article></html>"
    )
    assert main(["read", str(page)]) == 0
    story = loads(capfd.readouterr().out)
    assert story.article.title == title
    assert "Oslo" not in story.article.text


def test_reading_imports_nothing_that_it_does_not_need(article):
    code = (
        "import sys\nfrom geo.__main__ import main\n"
        f"main(['read', {str(article)!r}, '-o', '/dev/null'])\n"
        f"print(*(set(sys.modules) & set({HEAVY!r})))"
    )
    assert geo("-c", code).stdout.split() == []


# --- export ------------------------------------------------------------------------------


def test_export_speaks_the_language_that_is_asked_for(article, tmp_path):
    page, card = tmp_path / "a.html", tmp_path / "a.svg"
    assert main(["export", str(article), str(page), str(card), "--lang", "ko"]) == 0
    assert '<html lang="ko"' in page.read_text("utf-8")
    assert "위트레흐트" in page.read_text("utf-8")
    assert "지점" in card.read_text("utf-8")
    assert main(["export", str(article), str(page), "--lang", "en-US"]) == 0
    assert re.search(r"\d mi\b", page.read_text("utf-8"))


def test_export_knows_no_other_language(article, tmp_path, capfd):
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(article), str(tmp_path / "a.html"), "--lang", "tlh"])
    assert stopped.value.code == 2
    assert "tlh is no language of the interface" in capfd.readouterr().err.lower()


def test_export_makes_every_format_of_an_article(article, tmp_path):
    names = ["a.geojson", "a.kml", "a.gpx", "a.csv", "a.html", "a.svg", "a.png", "a.pdf"]
    assert main(["export", str(article), *(str(tmp_path / name) for name in names)]) == 0
    start = {name[2:]: (tmp_path / name).read_bytes()[:40].lstrip() for name in names}
    assert start["geojson"].startswith(b'{"type":"FeatureCollection"')
    assert start["kml"].startswith(b"<?xml")
    assert start["gpx"].startswith(b"<?xml")
    assert start["csv"].lstrip(b"\xef\xbb\xbf").startswith(b"order,name,")
    assert start["html"].startswith(b"<!DOCTYPE html>")
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()[:400]
    assert start["png"].startswith(b"\x89PNG")
    assert start["pdf"].startswith(b"%PDF")


HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ]]> =1+1 \" ' \x00\ufffe"


def test_export_makes_every_format_of_an_edited_story(story, tmp_path):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    edited = loads(story.read_bytes())
    utrecht = next(m for m in edited.mentions if m.text == "Utrecht")
    edited = edits.put_here(edited, utrecht.span, Point(52.1, 5.2), default())
    edited = edits.add_stop(edited, default().search("Zwolle")[0], 1)
    edited = edits.draw_leg(edited, 1, [Point(52.3, 6.3)])
    edited = edits.set_note(edited, 0, HOSTILE)
    edited = edits.set_picture(edited, 1, photo(file.getvalue(), HOSTILE, HOSTILE))
    edited = edits.set_edition(edited, title=HOSTILE, standfirst=HOSTILE, credit=HOSTILE)
    path = tmp_path / "edited.geojson"
    path.write_text(dumps(edited), encoding="utf-8")
    names = [f"a.{ending}" for ending in KINDS]
    assert main(["export", str(path), *(str(tmp_path / name) for name in names)]) == 0
    made = {name[2:]: (tmp_path / name).read_bytes() for name in names}
    assert loads(made["geojson"]) == edited
    assert b"<script>alert" not in made["html"] + made["svg"]
    for ending in ("kml", "gpx", "svg"):
        assert len(ElementTree.fromstring(made[ending])) > 0  # noqa: S314 - our own file
    for ending in ("html", "kml", "gpx", "csv", "svg"):
        assert b"7*7" in made[ending]


def test_export_gives_the_story_back(story, tmp_path):
    again = tmp_path / "again.geojson"
    assert main(["export", str(story), str(again)]) == 0
    assert again.read_bytes() == story.read_bytes()


def test_export_makes_several_formats_of_several_stories(story, article, tmp_path):
    second = tmp_path / "tweede.geojson"
    second.write_bytes(story.read_bytes())
    out = tmp_path / "out"
    out.mkdir()
    outputs = [str(out / "*.kml"), str(out / "*-points.csv")]
    expected = ["trein-points.csv", "trein.kml", "tweede-points.csv", "tweede.kml"]
    assert main(["export", str(tmp_path / "t*.geojson"), *outputs]) == 0
    assert sorted(path.name for path in out.iterdir()) == expected
    assert main(["export", str(story), str(second), *outputs]) == 0
    assert sorted(path.name for path in out.iterdir()) == expected


def test_export_draws_at_the_size_asked_for(story, tmp_path):
    from PIL import Image

    card, large = tmp_path / "card.png", tmp_path / "large.png"
    assert main(["export", str(story), str(card)]) == 0
    assert Image.open(card).size == (1200, 630)
    options = ["--size", "400x500", "--scale", "2", "--theme", "dark", "--plain"]
    assert main(["export", str(story), str(large), *options]) == 0
    assert Image.open(large).size == (800, 1000)


def test_export_puts_the_picture_made_beside_it_on_the_page_s_share_card(story, tmp_path):
    page, card = tmp_path / "trein.html", tmp_path / "kaart 1.png"
    address = ["--address", "https://example.org/maps/*/"]
    assert main(["export", str(story), str(page), str(card), *address]) == 0
    shared = '<meta property="og:image" content="https://example.org/maps/trein/kaart%201.png">'
    assert shared in page.read_text(encoding="utf-8")
    assert main(["export", str(story), str(page), *address]) == 0
    words = page.read_text(encoding="utf-8")
    assert "https://example.org/maps/trein/" in words
    assert "og:image" not in words


def test_export_takes_no_address_that_is_none_of_the_web(story, tmp_path, capfd):
    page = tmp_path / "trein.html"
    assert main(["export", str(story), str(page), "--address", "javascript:alert(1)"]) == 1
    assert "address" in capfd.readouterr().err
    assert not page.exists()


# --- what goes wrong ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "The following arguments are required: read|export|batch|password."),
        (["tell"], "Argument read|export|batch|password: invalid choice: 'tell'"),
        (["read"], "The following arguments are required: ARTICLE."),
        (["export", "a.txt"], "The following arguments are required: OUT."),
        (["export", "a.txt", "b.doc"], "No format has the ending of b.doc: use .png, .svg,"),
        (["export", "a.txt", "b"], "No format has the ending of b: use .png, .svg,"),
        (["export", "a.csv", "./a.csv"], "The file ./a.csv would be written over: "),
        (["export", "a.txt", "b.csv", "b.csv"], "The file b.csv would be written over: "),
        (["export", "a.txt", "b.png", "--scale", "x"], "Argument --scale: invalid float value"),
        (["batch", "a", "b", "--jobs", "0"], "Argument --jobs: takes 1 to 64 processes, not '0'."),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(arguments, sentence, capfd):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    output, errors = capfd.readouterr()
    assert output == ""
    assert errors.startswith(sentence)
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "arguments", "sentence"),
    [
        (None, ["read", "IN"], "Cannot read IN: No such file or directory."),
        (
            b"",
            ["read", "IN"],
            "There is no text to read: give an article of at least one sentence.",
        ),
        (b"%PDF-1.4", ["read", "IN"], "This is a PDF file, not text: save the article as .txt or"),
        (b"In Rome.", ["read", "IN", "-o", "no/where"], "Cannot write no/where: No such file or"),
        (b'{"a": 1}', ["export", "IN", "OUT.csv"], "This file is no GeoJSON; open a story that"),
        (b"{", ["export", "IN", "OUT.csv"], "This file is no GeoJSON; open a story that"),
        (b"{}", ["export", "IN", "OUT.png", "--size", "huge"], "“huge” is no size: use card, "),
        (None, ["batch", "IN", "OUT"], "Cannot read IN: No such file or directory."),
        (b"{}", ["batch", "IN", "-", "--resume"], "Only a file can be resumed: name one instead"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_1(
    content, arguments, sentence, tmp_path, capfd, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("IN").write_bytes(content)
    assert main(arguments) == 1
    output, errors = capfd.readouterr()
    assert output == ""
    assert errors.startswith(sentence)
    assert errors.count("\n") == 1
    assert "Traceback" not in errors
    assert {path.name for path in tmp_path.iterdir()} <= {"IN"}


def test_a_missing_gazetteer_is_told(article, monkeypatch, tmp_path):
    environment = {"DATELINE_GAZETTEER": str(tmp_path / "none.sqlite"), "PATH": ""}
    done = geo("-m", "geo", "read", str(article), env=environment)
    assert done.returncode == 1
    assert b"none.sqlite" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_enough_is_no_fault(article):
    process = subprocess.Popen(
        [sys.executable, "-m", "geo", "read", str(article)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
