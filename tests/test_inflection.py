"""Names that a sentence has changed, in the scripts that change them."""

from __future__ import annotations

import pytest

from geo.gazetteer import default
from geo.mentions import find_mentions
from geo.resolve import resolve
from geo.story import Article


def read(text: str, language: str) -> list[tuple[str, str]]:
    article = Article(text, language=language)
    found = resolve(article, find_mentions(article, default()), default())
    return [(m.text, m.place.name if m.place else "") for m in found if m.kind == "name"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Поезд из Москвы прибыл в Казань.", [("Москвы", "Moscow"), ("Казань", "Kazan")]),
        ("uk", "У Харкові йшов дощ.", [("Харкові", "Kharkiv")]),
        ("ko", "열차가 부산에서 대구로 갔다.", [("부산", "Busan"), ("대구", "Daegu")]),
        ("zh", "列车从上海开往广州。", [("上海", "Shanghai"), ("广州", "Guangzhou")]),
        ("ja", "列車は大阪から札幌へ向かった。", [("大阪", "Osaka"), ("札幌", "Sapporo")]),
        ("ar", "وصل القطار إلى بغداد ثم سافر لبيروت.", [("بغداد", "Baghdad"), ("بيروت", "Beirut")]),
        ("el", "Το τρένο έφτασε στη Θεσσαλονίκη.", [("Θεσσαλονίκη", "Thessaloniki")]),
        ("he", "הרכבת הגיעה לחיפה.", [("חיפה", "Haifa")]),
        ("de", "Kassels Bahnhof ist zu.", [("Kassels", "Kassel")]),
    ],
)
def test_a_changed_name_is_found(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert read(text, language) == found
