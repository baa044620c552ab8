"""What a name asks for that has a word for its kind."""

import pytest

from geo.kindwords import asked, feature_forms, parts, without_article


@pytest.mark.parametrize(
    ("key", "stem", "kind"),
    [
        ("homs province", "homs", "state"),
        ("vienna international airport", "vienna", "site"),
        ("bodo air force base", "bodo", "site"),
    ],
)
def test_a_qualifier_leaves_a_name_and_asks_for_a_kind(key: str, stem: str, kind: str) -> None:
    ((left, kinds),) = asked(key)
    assert (left, kinds[0]) == (stem, kind)


@pytest.mark.parametrize("key", ["province", "homs", "homs provinces", ""])
def test_a_word_for_a_kind_qualifies_only_what_stands_before_it(key: str) -> None:
    assert list(asked(key)) == []


def test_an_article_may_be_left_out() -> None:
    assert without_article("the gambia") == "gambia"
    assert without_article("theben") == without_article("the") == ""
    assert list(parts("the gambia")) == ["the gambia", "gambia"]


@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [
        ("estrecho de Bering", "bering strait", "sea"),
        ("Golf von Aden", "gulf of aden", "sea"),
        ("Hudson's Bay", "hudson bay", "sea"),
        ("Behring Straits", "bering strait", "sea"),
        ("Oster-Insel", "osterinsel", "island"),
        ("Île de Disko", "disko", "island"),
        ("Mont Ararat", "ararat", "mountain"),
    ],
)
def test_a_feature_has_english_names(name: str, form: str, kind: str) -> None:
    assert any(told == form and kind in kinds for told, kinds in feature_forms(name)), name


def test_one_word_is_the_name_of_no_feature() -> None:
    assert list(feature_forms("Meer")) == []
