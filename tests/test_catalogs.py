"""The catalogs say everything that the code says, and say it whole."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from data.build_locales import KEYWORDS, TRANSLATED, is_translated, read, sentences

ROOT = Path(__file__).parents[1]
ABBREVIATED = ("Std.", "Min.", "с. ш.", "ю. ш.", "в. д.", "з. д.")
MEND = "run python data/build_locales.py and translate what is new"


def messages(code: str) -> list[Message]:
    return [message for message in read(code) if message.id]


def forms(told: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)


def places(sentence: str) -> set[str]:
    """The places of values; doubled ones are letters."""
    return set(re.findall(r"\{(\d+)\}", sentence))


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalog_holds_every_sentence_and_no_other(code: str) -> None:
    said = {(m.context, m.id) for m in sentences() if m.id}
    assert len(said) > 200
    assert {(m.context, m.id) for m in messages(code)} == said, MEND


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_is_translated(code: str) -> None:
    assert [m.id for m in messages(code) if not is_translated(m)] == [], MEND


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_same_places_of_values(code: str) -> None:
    for message in messages(code):
        wanted = places(forms(message.id)[-1])
        for form in forms(message.string):
            # "named once" needs no figure, in any language.
            assert places(form) <= wanted, form
            assert wanted - places(form) <= ({"0"} if message.pluralizable else set()), form


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_sentence_with_a_count_has_all_forms(code: str) -> None:
    count = read(code).num_plurals
    assert count == {"ru": 3, "ko": 1}.get(code, 2)
    for message in messages(code):
        if message.pluralizable:
            assert len(forms(message.string)) == count, message.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_sentence_ends_as_it_does_in_english(code: str) -> None:
    """Full stop, colon, dots: what is put together from sentences counts on it."""
    for message in messages(code):
        for form in forms(message.string):
            end = forms(message.id)[-1][-1]
            if end in ".:…?!":
                assert form.rstrip("”»’“").endswith((end, f"{end}”")), (message.id, form)
            else:
                assert not form.endswith((".", ":")) or form.endswith(ABBREVIATED), form


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in (*ROOT.glob("geo/*.py"), *ROOT.glob("views/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in KEYWORDS:
                    yield f"{path.name}:{node.lineno}", node


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    glued = [
        where
        for where, call in calls()
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert glued == [], "write {0} in the sentence, and give the value after it"
