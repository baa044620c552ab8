"""The quick look at the words of a sentence before it is read for movements."""

import pytest

from geo.cuefiles import cues
from geo.glance import glance


def may_move(sentence: str, language: str = "en") -> bool:
    known = cues(language)
    return glance(known).may_move(sentence, known.words_of(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "She went to Oslo.",
        "They reached Oslo.",
        "Arrived Oslo, noon.",
        "Oslo, where she went aboard.",
        "The first stop was Oslo.",
        "She set out for Oslo.",
        "Oslo → Rome",
    ],
)
def test_a_sentence_of_a_movement_and_a_way_is_read(sentence):
    assert may_move(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks with Norway go on.",
        "Oslo looks ahead after a hard winter.",
        "It is in Oslo.",
        "Near Oslo it snowed in March.",
    ],
)
def test_a_movement_without_a_way_to_a_place_is_not_read(sentence):
    assert not may_move(sentence)


def test_a_german_verb_needs_no_preposition_as_its_prefix_may_do():
    assert may_move("Sie fuhr in Oslo ab.", "de")


def test_a_preposition_of_place_leads_to_a_place_that_opens_a_sentence():
    look = glance(cues("en"))
    assert look.leads("In ")
    assert not look.leads("The ")
