import re
from pathlib import Path

import pytest

from geo.story import Reason
from geo.wording import JOURNEY, PLACE, ROUTE, distance, duration, sentence

GEO = Path(__file__).parent.parent / "geo"


def test_every_reason_that_a_module_gives_has_its_words():
    code = re.compile(r'Reason\(\s*"([^"]+)"')
    given = {c for path in GEO.glob("*.py") for c in code.findall(path.read_text("utf-8"))}
    assert len(given) > 10
    assert given <= {*PLACE, *JOURNEY, *ROUTE}


def test_no_code_stands_in_two_sections():
    assert len({*PLACE, *JOURNEY, *ROUTE}) == len(PLACE) + len(JOURNEY) + len(ROUTE)


def test_a_reason_is_told_with_its_values_whatever_is_in_them():
    assert sentence(Reason("place.near", ("126 km", "{0} {{x}}"))) == "126 km from {0} {{x}}"
    assert sentence(Reason("unheard of", ("a", "b"))) == "unheard of: a, b"
    assert sentence(Reason("unheard of")) == "unheard of"


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [
        (0, "0.0 km"),
        (8.44, "8.4 km"),
        (9.94, "9.9 km"),
        (9.96, "10 km"),
        (835, "835 km"),
        (1162.4, "1,162 km"),
        (40_075, "40,075 km"),
    ],
)
def test_distances_in_words(kilometres, words):
    assert distance(kilometres) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "0 min"),
        (0.75, "45 min"),
        (0.9999, "1 h"),
        (2, "2 h"),
        (1162 / 88, "13 h 12 min"),
        (1.9999, "2 h"),
        (61.5, "61 h 30 min"),
    ],
)
def test_durations_in_words(hours, words):
    assert duration(hours) == words
