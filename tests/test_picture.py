"""Pictures, checked by their structure: what is drawn where, in files that others can read."""

import hashlib
import io
import math
import os
import re
import subprocess
import sys
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from geo import edits
from geo.errors import FontError, PictureError
from geo.labels import Box
from geo.picture import SIZES, Size, alt_text, drawn, parse_size, picture
from geo.story import Story
from tests.stories import STORIES, by_rail, story
from tests.strategies import stories

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "golden"
# Names that stand on the map, beside the numbers of pins.
ON_MAP = {"name", "local", "country", "sea", "lake", "city", "key", "scale"}
HOSTILE = '</title><script>alert(1)</script> #eval("1") $x$ & ]]> {{7*7}} <!-- \x00\x0b'


def parsed(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)  # noqa: S314


def texts(root: ElementTree.Element) -> list[tuple[str, str, list[tuple[float, float]]]]:
    """Each line of text: its class, its words and the corners of its box."""
    found = []
    for element in root.iter(f"{SVG}text"):
        x, y = float(element.get("x", "")), float(element.get("y", ""))
        size, length = float(element.get("font-size", "")), float(element.get("textLength", ""))
        turned = re.match(r"rotate\((-?[\d.]+)", element.get("transform", ""))
        angle = math.radians(float(turned[1])) if turned else 0.0
        across = (math.cos(angle), math.sin(angle))
        corners = [
            (x + across[0] * along - across[1] * up, y + across[1] * along + across[0] * up)
            for along, up in (
                (0.0, -0.74 * size),
                (length, -0.74 * size),
                (length, 0.2 * size),
                (0.0, 0.2 * size),
            )
        ]
        found.append((element.get("class", ""), "".join(element.itertext()), corners))
    return found


def overlap(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Whether two turned rectangles share more than an edge: no side has them apart."""
    for shape in (one, other):
        for i in range(4):
            (x1, y1), (x2, y2) = shape[i], shape[(i + 1) % 4]
            ahead = [(y2 - y1) * x - (x2 - x1) * y for x, y in one]
            behind = [(y2 - y1) * x - (x2 - x1) * y for x, y in other]
            if max(ahead) <= min(behind) + 0.01 or max(behind) <= min(ahead) + 0.01:
                return False
    return True


def map_frame(root: ElementTree.Element) -> Box:
    clip = root.find(f"{SVG}defs/{SVG}clipPath/{SVG}rect")
    assert clip is not None
    x, y, w, h = (float(clip.get(key, "")) for key in ("x", "y", "width", "height"))
    return Box(x, y, x + w, y + h)


def marks(root: ElementTree.Element) -> list[tuple[float, float]]:
    found = []
    for element in root.iter():
        if element.get("class") != "stop":
            continue
        if element.tag == f"{SVG}circle":
            found.append((float(element.get("cx", "")), float(element.get("cy", ""))))
        else:
            x, y, w, h = (float(element.get(key, "")) for key in ("x", "y", "width", "height"))
            found.append((x + w / 2, y + h / 2))
    return found


@pytest.mark.parametrize("size", ["card", "portrait"])
@pytest.mark.parametrize("name", STORIES)
def test_a_picture_is_in_order(name: str, size: str) -> None:
    """No two texts overlap, none leaves the sheet, and every stop is on the map."""
    shown = STORIES[name]
    root = parsed(picture(shown, kind="svg", size=size))
    shape, frame = SIZES[size], map_frame(root)
    said = texts(root)
    for (_, one, a), (_, other, b) in combinations(said, 2):
        assert not overlap(a, b), f"{one!r} over {other!r}"
    for part, words, corners in said:
        within = frame if part in ON_MAP else Box(0, 0, shape.width, shape.height)
        assert all(within.grown(0.5).holds(corner) for corner in corners), words
    here = marks(root)
    assert all(frame.holds(mark) for mark in here)
    points = {(round(p.point.latitude, 3), round(p.point.longitude, 3)) for p in shown.places}
    # Stops nearer than a pixel share a mark.
    assert len(points) * 0.9 <= len(here) <= len({place.id for place in shown.places})
    names = [words for part, words, _ in said if part == "name"]
    assert len(names) == len(here) if len(here) <= 8 else len(names) >= 20


def test_a_crowded_map_names_its_ends_and_counts_what_had_no_room() -> None:
    shown = STORIES["200 stops"]
    said = texts(parsed(picture(shown, kind="svg", size="portrait")))
    names = {words for part, words, _ in said if part == "name"}
    assert {shown.stops[0].place.name, shown.stops[-1].place.name} <= names
    assert len(names) >= 36
    credit = " ".join(words for part, words, _ in said if part == "credit")
    assert f"{len(names)} of 200 places named" in credit


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize("size", SIZES)
def test_every_size_and_theme_and_kind(size: str, theme: str) -> None:
    shape = SIZES[size]
    with Image.open(io.BytesIO(picture(by_rail(), size=size, theme=theme))) as image:
        assert image.size == (shape.width, shape.height)
        colours = {image.convert("RGB").getpixel((3, 3))}
        assert colours == {{"light": (255, 253, 248), "dark": (21, 25, 28)}.get(theme, (255,) * 3)}
    pages = pypdf.PdfReader(
        io.BytesIO(picture(by_rail(), kind="pdf", size=size, theme=theme))
    ).pages
    assert len(pages) == 1
    points = 72 / 300 if shape.printed else 0.75
    assert float(pages[0].mediabox.width) == pytest.approx(shape.width * points, abs=0.01)
    root = parsed(picture(by_rail(), kind="svg", size=size, theme=theme))
    assert root.get("viewBox") == f"0 0 {shape.width} {shape.height}"


def test_scale_multiplies_the_dots() -> None:
    with Image.open(io.BytesIO(picture(by_rail(), scale=2))) as image:
        assert image.size == (2400, 1260)
    with Image.open(io.BytesIO(picture(by_rail(), size="90x60mm", scale=0.5))) as image:
        assert image.size == (532, 355)
        assert image.info["dpi"][0] == pytest.approx(150, abs=0.5)


def test_a_newspapers_map_has_all_its_parts() -> None:
    root = parsed(picture(by_rail(), kind="svg", size="portrait"))
    said = texts(root)
    words = [line for _, line, _ in said]
    for wanted in ("Pyongyang", "평양", "Хасан", "Владивосток", "by rail, schematic", "1,162 km"):
        assert wanted in words
    assert any("Natural Earth" in line and "GeoNames" in line for line in words)
    assert [line for part, line, _ in said if part == "number"].count("2") == 2
    assert any(part == "scale" and line.endswith(" km") for part, line, _ in said)
    classes = [element.get("class") for element in root.iter()]
    assert classes.count("leg rail") == 3  # Two legs, and the key.
    assert classes.count("direction") == 2
    assert "locator" in classes


def test_plain_leaves_out_title_and_credit_but_not_the_word_schematic() -> None:
    parts = {part for part, _, _ in texts(parsed(picture(by_rail(), kind="svg", plain=True)))}
    assert {"name", "local", "key", "scale"} <= parts
    assert not parts & {"title", "figure", "credit", "list"}


def test_the_scale_bar_is_true_at_its_latitude() -> None:
    root = parsed(picture(by_rail(), kind="svg", size="square"))
    bar = next(e for e in root.iter(f"{SVG}path") if e.get("class") == "scale")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", bar.get("d", ""))]
    (words,) = [line for part, line, _ in texts(root) if part == "scale"]
    # Pixels to a degree of longitude, from two stops; kilometres to a degree, from the sphere.
    places = [stop.place.point for stop in by_rail().stops]
    (x1, _), _, (x3, _) = sorted(marks(root))
    per_degree = (x3 - x1) / (places[2].longitude - places[0].longitude)
    at = next(y for y in [numbers[3]])
    (y1, y3) = (max(y for _, y in marks(root)), min(y for _, y in marks(root)))

    def mercator(latitude: float) -> float:
        return math.degrees(math.asinh(math.tan(math.radians(latitude))))

    risen = mercator(places[0].latitude) - (at - y1) / per_degree
    latitude = math.degrees(math.atan(math.sinh(math.radians(risen))))
    assert y3 < y1
    kilometres = (numbers[4] - numbers[2]) / per_degree * 111.195 * math.cos(math.radians(latitude))
    assert float(words.removesuffix(" km")) == pytest.approx(kilometres, rel=0.01)


def test_one_stop_is_marked_named_and_quoted() -> None:
    root = parsed(picture(by_rail(), kind="svg", stop=2))
    said = texts(root)
    assert any(part == "title" and line == "Khasan" for part, line, _ in said)
    assert "Khasan was on the way." in [line for part, line, _ in said if part == "passage"]
    red = [e for e in root.iter() if e.get("class") == "stop" and e.get("fill") == "#b3261e"]
    assert len(red) == 1
    frame = map_frame(root)
    x, y = float(red[0].get("x", "")), float(red[0].get("y", ""))
    assert math.dist((x + 18, y + 18), frame.middle) < 60


def test_alt_text_is_in_every_file() -> None:
    shown = by_rail()
    said = alt_text(shown)
    assert said.startswith("Map")
    for wanted in ("Pyongyang", "Khasan", "Vladivostok", "1,162 km by rail", "3 stops"):
        assert wanted in said
    with Image.open(io.BytesIO(picture(shown))) as image:
        assert image.text["Description"] == said
        assert image.text["Title"] == shown.article.title
    root = parsed(picture(shown, kind="svg"))
    assert root.findtext(f"{SVG}desc") == said
    assert root.findtext(f"{SVG}title") == shown.article.title
    assert root.get("role") == "img"
    pdf = pypdf.PdfReader(io.BytesIO(picture(shown, kind="pdf")))
    assert pdf.metadata
    assert pdf.metadata.subject == said
    assert pdf.metadata.title == shown.article.title
    assert b"pdfuaid" in picture(shown, kind="pdf")
    assert "Khasan was on the way." in alt_text(shown, stop=2)


def test_pdf_text_is_live_in_every_script_and_its_fonts_are_inside() -> None:
    for name, wanted in (("by rail", ["평양", "Владивосток"]), ("no stop", ["Αθήνα", "दिल्ली"])):
        pdf = pypdf.PdfReader(io.BytesIO(picture(STORIES[name], kind="pdf")))
        text = pdf.pages[0].extract_text()
        assert all(word in text for word in wanted), text
        fonts = pdf.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner.keys())


def test_svg_carries_its_letters_and_asks_for_nothing() -> None:
    svg = picture(STORIES["round the world"], kind="svg").decode()
    assert svg.count("@font-face") >= 4
    assert "Noto Sans CJK JP" in svg
    assert set(re.findall(r"(?:href|url)\W+(\w+:|#)", svg)) <= {"data:", "#"}
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_hostile_title_is_drawn_as_it_is_written(kind: str) -> None:
    hostile = story(HOSTILE, [(HOSTILE, 50.0, 4.0), ("{% x %}", 51.0, 5.0)], "rail")
    data = picture(hostile, kind=kind)  # type: ignore[arg-type]
    seen = '</title><script>alert(1)</script> #eval("1") $x$ & ]]> {{7*7}} <!--'
    if kind == "svg":
        root = parsed(data)
        assert not [e for e in root.iter() if "script" in e.tag or "foreign" in e.tag]
        assert root.findtext(f"{SVG}title") == seen
        names = " ".join(line for part, line, _ in texts(root) if part == "name")
        assert seen.startswith(names.split("…")[0].strip()[:20])
        assert "#eval" in names
    elif kind == "png":
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            assert image.text["Title"] == seen
    else:
        pdf = pypdf.PdfReader(io.BytesIO(data))
        assert pdf.metadata
        assert pdf.metadata.title == seen
        assert "#eval" in pdf.pages[0].extract_text()
        assert "/JavaScript" not in pdf.trailer["/Root"].get("/Names", {})  # type: ignore[union-attr]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_any_story_gives_a_well_formed_picture_or_a_clear_error(drawn_story: Story) -> None:
    with suppress(FontError):
        root = parsed(picture(drawn_story, kind="svg", size="square"))
        assert root.tag == f"{SVG}svg"
        assert not [e for e in root.iter() if e.tag.endswith("script")]


def test_the_same_story_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib\n"
        "from geo.picture import picture\n"
        "from tests.stories import STORIES\n"
        "for kind in ('svg', 'png', 'pdf'):\n"
        "    data = picture(STORIES['round the world'], kind=kind)\n"
        "    print(hashlib.sha256(data).hexdigest())\n"
    )
    here = [
        hashlib.sha256(picture(STORIES["round the world"], kind=kind)).hexdigest()
        for kind in ("svg", "png", "pdf")
    ]
    again = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Pacific/Apia"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.split() == here


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("card", Size(1200, 630)),
        (" Story ", Size(1080, 1920)),
        ("800x600", Size(800, 600)),
        ("800×600px", Size(800, 600)),
        ("254x127mm", Size(3000, 1500, printed=True)),
        ("85.5 x 60 mm", Size(1010, 709, printed=True)),
    ],
)
def test_sizes(text: str, size: Size) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": "huge"}, "is no size: use card, square"),
        ({"size": "100x100"}, "each side takes 200 to 8,000 pixels"),
        ({"size": "5x5mm"}, "each side takes 17 to 677 mm"),
        ({"theme": "neon"}, "is no theme: use light, dark, print"),
        ({"kind": "gif"}, "is no kind of picture: use png, svg or pdf"),
        ({"stop": 4}, "There is no stop 4: the story has stops 1 to 3"),
        ({"stop": 0}, "There is no stop 0"),
        ({"scale": 20.0}, "too small or too large"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_sentence(
    options: dict[str, object], said: str
) -> None:
    with pytest.raises(PictureError, match=re.escape(said)):
        picture(by_rail(), **options)  # type: ignore[arg-type]


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(FontError, match="DATELINE_FONTS"):
        picture(story("ཀ", [("Lhasa", 29.65, 91.10)]))


def test_a_local_name_that_no_font_has_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    shown = story("To Lhasa", [("Lhasa", 29.65, 91.10, "Tibt", "ལྷ་ས")])
    words = [line for _, line, _ in texts(parsed(picture(shown, kind="svg")))]
    assert "Lhasa" in words
    assert "left out of the picture" in caplog.text


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("by rail", {"size": "card", "scale": 0.5}),
        ("by rail", {"size": "square", "theme": "dark", "scale": 0.4}),
        ("round the world", {"size": "square", "scale": 0.4}),
    ],
)
def test_pictures_look_as_they_did(name: str, options: dict[str, object]) -> None:
    """Within what rounding and anti-aliasing may change; DATELINE_GOLDEN=1 draws them anew."""
    theme = options.get("theme", "light")
    path = GOLDEN / f"{name.replace(' ', '-')}-{options['size']}-{theme}.png"
    data = picture(STORIES[name], **options)  # type: ignore[arg-type]
    drawn_now = Image.open(io.BytesIO(data)).convert("RGB")
    if os.environ.get("DATELINE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        drawn_now.quantize(128).save(path, optimize=True)
    with Image.open(path) as golden:
        before = np.asarray(golden.convert("RGB"), dtype=float)
    now = np.asarray(drawn_now, dtype=float)
    assert now.shape == before.shape
    difference = np.abs(now - before).max(axis=2)
    assert difference.mean() < 2.5
    assert (difference > 48).mean() < 0.004


def test_a_drawing_can_be_made_once_and_written_in_each_kind() -> None:
    drawing = drawn(by_rail())
    assert drawing.svg() == picture(by_rail(), kind="svg")
    assert drawing.png() == picture(by_rail())


def test_a_stop_that_is_planned_has_a_hollow_pin_with_a_broken_rim() -> None:
    reached = by_rail()
    planned = edits.set_status(reached, 1, "planned")
    rims = [picture(story, kind="svg").count(b"stroke-dasharray") for story in (reached, planned)]
    # One on the map, one in its key, one in the list.
    assert rims[1] - rims[0] == 3
    keys = [line for part, line, _ in texts(parsed(picture(planned, kind="svg"))) if part == "key"]
    assert keys == ["by rail, schematic", "planned"]
    assert any(
        line.endswith("km, planned") for _, line, _ in texts(parsed(picture(planned, kind="svg")))
    )


def test_the_alt_text_says_which_stops_are_planned() -> None:
    planned = edits.set_status(by_rail(), 1, "planned")
    assert alt_text(planned) == f"{alt_text(by_rail())} Khasan, planned."


def test_a_long_credit_gives_way_to_those_that_licences_ask_for() -> None:
    told = edits.set_edition(STORIES["by rail"], credit="By our desk. " + "Thanks to all. " * 30)
    for size in ("card", "portrait"):
        root = parsed(picture(told, kind="svg", size=size))
        written = [line for part, line, _ in texts(root) if part == "credit"]
        assert 0 < len(written) <= 2
        credit = " ".join(reversed(written))
        assert credit.startswith("By our desk.")
        assert "… · Map: Dateline" in credit
        assert credit.endswith("GeoNames")
