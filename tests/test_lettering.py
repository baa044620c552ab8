from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from geo import lettering
from geo.errors import FontError
from geo.lettering import Style, balanced, clean, drawable, right_to_left, runs, subset, width, wrap

SANS = Style(20.0)


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("Vladivostok", "", "Noto Sans"),
        ("Владивосток", "Cyrl", "Noto Sans"),
        ("Αθήνα", "Grek", "Noto Sans"),
        ("القاهرة", "Arab", "Noto Sans Arabic"),
        ("ירושלים", "Hebr", "Noto Sans Hebrew"),
        ("दिल्ली", "Deva", "Noto Sans Devanagari"),
        ("กรุงเทพ", "Thai", "Noto Sans Thai"),
        ("평양", "Hang", "Noto Sans CJK KR"),
        ("横浜", "Jpan", "Noto Sans CJK JP"),
        ("北京", "Hans", "Noto Sans CJK SC"),
        ("香港", "Hant", "Noto Sans CJK TC"),
        ("თბილისი", "Geor", "Noto Sans Georgian"),
    ],
)
def test_each_script_has_a_font(text: str, language: str, family: str) -> None:
    assert [run.family for run in runs(text, SANS, language)] == [family]


def test_a_line_is_cut_where_the_script_changes() -> None:
    cut = runs("Kim 평양 to Хасан", SANS, "ko")
    assert [(run.text, run.family) for run in cut] == [
        ("Kim ", "Noto Sans"),
        ("평양 ", "Noto Sans CJK KR"),
        ("to Хасан", "Noto Sans"),
    ]
    assert "".join(run.text for run in cut) == "Kim 평양 to Хасан"


def test_serif_text_is_set_in_serif() -> None:
    assert runs("Headline", Style(40.0, "serif", 700))[0].family == "Noto Serif"


def test_a_letter_without_a_font_says_what_to_install() -> None:
    with pytest.raises(FontError, match=r"“ཀ” \(U\+0F40, Tibetan\).*DATELINE_FONTS"):
        runs("ཀ", SANS)


def test_what_a_picture_can_do_without_is_left_out_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert drawable("평양", SANS)
    assert not drawable("ཀ", SANS)
    assert "left out of the picture" in caplog.text


def test_without_any_font_the_error_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "PACKAGES", ("no_such_package",))
    lettering.fonts.cache_clear()
    try:
        with pytest.raises(FontError, match="pip install manimgx-fonts"):
            lettering.fonts()
    finally:
        monkeypatch.undo()
        lettering.fonts.cache_clear()


def test_without_the_east_asian_font_the_error_names_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caches = (lettering.fonts, lettering._order, lettering._letters, lettering._face)
    monkeypatch.setattr(lettering, "PACKAGES", ("manimgx_fonts", "fontpkg_noto_serif"))
    for cache in caches:
        cache.cache_clear()
    try:
        with pytest.raises(FontError, match=r"“평”.*pip install manimgx-fonts-cjk"):
            runs("평양", SANS)
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()


def test_fonts_of_a_folder_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = subset("Noto Sans Thai", 400, False, "กรุงเทพ")
    (tmp_path / "extra.ttf").write_bytes(data)
    monkeypatch.setattr(lettering, "PACKAGES", ("fontpkg_noto_serif",))
    monkeypatch.setitem(lettering.FIRST, "sans", "Noto Sans Thai")
    monkeypatch.setenv("DATELINE_FONTS", str(tmp_path))
    lettering.fonts.cache_clear()
    try:
        assert lettering.fonts().files["Noto Sans Thai", False] == (str(tmp_path / "extra.ttf"), 0)
    finally:
        monkeypatch.undo()
        lettering.fonts.cache_clear()


def test_width_grows_with_size_weight_and_tracking() -> None:
    plain = width("Pyongyang", SANS)
    path, _ = lettering.fonts().files["Noto Sans", False]
    assert plain == pytest.approx(ImageFont.truetype(path, 1000).getlength("Pyongyang") / 50, 0.01)
    assert width("Pyongyang", Style(40.0)) == pytest.approx(2 * plain)
    assert width("Pyongyang", Style(20.0, weight=700)) > plain
    assert width("Pyongyang", Style(20.0, tracking=3.0)) == pytest.approx(plain + 27.0)


def test_clean_keeps_words_and_drops_what_cannot_be_drawn() -> None:
    assert clean(" a\x00b\n\tc\ud800\ufffe\u202ed ") == "ab cd"
    assert clean("क\u200dष") == "क\u200dष"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_clean_is_stable_and_xml_safe(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(char >= " " and not 0xD800 <= ord(char) < 0xE000 for char in once)


@settings(deadline=None, max_examples=60)
@given(
    st.text("abcdefgh éß-, 北京東", min_size=1, max_size=80).map(clean),
    st.floats(60, 400),
    st.integers(1, 6),
)
def test_wrapped_lines_fit_and_lose_nothing_unsaid(text: str, room: float, most: int) -> None:
    lines = wrap(text, SANS, room, most)
    assert len(lines) <= most
    assert all(width(line, SANS) <= room for line in lines)
    if lines and not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapping_breaks_at_spaces_and_says_when_it_cuts() -> None:
    words = "By train to the sea and back again"
    assert wrap(words, SANS, 120.0, 9)[0] == "By train to"
    assert wrap(words, SANS, 120.0, 2) == ("By train to", "the sea…")


def test_balanced_lines_are_of_much_the_same_length() -> None:
    words = "By train to the sea and back again in a day"
    greedy, even = wrap(words, SANS, 330.0, 3), balanced(words, SANS, 330.0, 3)
    assert len(even) == len(greedy) == 2
    assert " ".join(even) == words
    lengths = [width(line, SANS) for line in even]
    assert max(lengths) - min(lengths) < 80 < width(greedy[0], SANS) - width(greedy[1], SANS)
    assert balanced("", SANS, 330.0, 3) == ()


def test_direction_follows_the_first_letter() -> None:
    assert right_to_left("«القاهرة» Cairo")
    assert not right_to_left("2024: Cairo القاهرة")


def test_a_subset_draws_its_letters_alone() -> None:
    whole = lettering.fonts().files["Noto Sans", False][0]
    few = subset("Noto Sans", 700, False, "abc")
    assert few[:4] == b"\x00\x01\x00\x00"
    assert len(few) < Path(whole).stat().st_size / 50
