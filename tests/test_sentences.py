from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.sentences import sentences
from geo.story import Span


def cut(text, language="en"):
    return [span.of(text) for span in sentences(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Hale met Gen. Ray Ortiz and Rep. Dana Fox in St. Louis.",
        "J. R. Hollis was born in Fresno, Calif., and died in Salem, Ore. His",
        "The U.S. Navy left port at 4.30 p.m. Monday with 3.5 tons aboard.",
        "He won No. 7 on Jan. 5, 1990.",
        '"Where is it?" she asked.',
        "It crept on... and on.",
        "1. Take the ferry",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert cut(text)[0] == text.removesuffix(" His")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
        ("en", "He said no. Police came.", ["He said no.", "Police came."]),
        ("en", "“I left.” She stayed.", ["“I left.”", "She stayed."]),
        ("en", "Was it? Yes! (He ran.) So.", ["Was it?", "Yes!", "(He ran.)", "So."]),
        ("en", "Then… Nothing came.", ["Then…", "Nothing came."]),
        ("en", "Born in 1990. Died in 2019.", ["Born in 1990.", "Died in 2019."]),
        ("nl", "Dhr. Bos ging o.a. naar Gent. Mevr. De Wit bleef.", None),
        ("de", "Am 5. Mai fuhr z. B. Dr. Ott nach Kiel. Dann kam er an.", None),
        ("fr", "M. Roux est à St. Malo. « Je pars. » Puis rien.", None),
        ("es", "La Sra. Gil fue a EE. UU. el lunes. ¿Vuelve? Sí.", None),
        ("zh", "他去了上海。然后回家。", ["他去了上海。", "然后回家。"]),
        ("hi", "वह पुणे गया। फिर लौटा।", ["वह पुणे गया।", "फिर लौटा।"]),
    ],
)
def test_sentences_of_many_languages(language, text, expected):
    count = {"nl": 2, "de": 2, "fr": 3, "es": 3}.get(language)
    found = cut(text, language)
    assert " ".join(found).replace(" ", "") == text.replace(" ", "")
    assert found == expected if expected else len(found) == count


def test_an_ordinal_ends_no_sentence_in_german_alone():
    assert len(cut("Sie kam als 5. Dorf dran.", "de")) == 1
    assert len(cut("She came in at 5. Dawn broke.", "en")) == 2


@given(st.text(alphabet=st.sampled_from('aZ.!? \n"”»(9…。’É')))
@settings(max_examples=200, deadline=None)
def test_the_sentences_hold_every_word_in_order(text):
    block = text.strip()
    if not block:
        return
    spans = list(sentences(block, Span(0, len(block))))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    between = [block[a.end : b.start] for a, b in pairwise(spans)]
    assert not "".join([block[: spans[0].start], *between, block[spans[-1].end :]]).strip()
    assert all(span.of(block) == span.of(block).strip() for span in spans)


@pytest.mark.parametrize("unit", [".", "!", ". ", '."', ".»", " ", "a", ". A", "?)"])
def test_a_long_run_of_one_sign_is_cut(unit):
    # A pattern whose cost grows with the square of a run would not come back from this.
    text = "x" + unit * 200_000 + "x"
    assert sum(len(span.of(text)) for span in sentences(text, Span(0, len(text)))) <= len(text)
