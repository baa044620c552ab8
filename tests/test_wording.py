import re
from pathlib import Path

from geo.story import Reason
from geo.wording import JOURNEY, PLACE, ROUTE, sentence

GEO = Path(__file__).parent.parent / "geo"


def test_every_reason_that_a_module_gives_has_its_words():
    code = re.compile(r'Reason\(\s*"([^"]+)"')
    given = {c for path in GEO.glob("*.py") for c in code.findall(path.read_text("utf-8"))}
    assert len(given) > 10
    assert given <= {*PLACE, *JOURNEY, *ROUTE}


def test_no_code_stands_in_two_sections():
    assert len({*PLACE, *JOURNEY, *ROUTE}) == len(PLACE) + len(JOURNEY) + len(ROUTE)


def test_a_reason_is_told_with_its_values_whatever_is_in_them():
    assert sentence(Reason("place.near", ("125.6", "{0} {{x}}"))) == "126 km from {0} {{x}}"
    assert sentence(Reason("place.near", ("126 km", "x"))) == "126 km from x"
    assert sentence(Reason("place.with", ("Russia", "Korea"))) == "named with Russia and Korea"
    assert sentence(Reason("unheard of", ("a", "b"))) == "unheard of: a, b"
    assert sentence(Reason("unheard of")) == "unheard of"
