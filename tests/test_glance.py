"""The quick look at the words of a sentence before it is read for movements."""

import pytest

from geo.cuefiles import cues
from geo.glance import glance


def may_move(sentence: str, language: str = "en", place: str = "Oslo") -> bool:
    known = cues(language)
    last = sentence.index(place) + len(place)
    return glance(known).may_move(sentence, known.words_of(sentence), last)


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
        "The talks with Oslo go on.",
        "Oslo looks ahead after a hard winter.",
        "It is in Oslo.",
        "Near Oslo it snowed in March.",
    ],
)
def test_a_movement_without_a_way_to_a_place_is_not_read(sentence):
    assert not may_move(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials in Oslo said that the bridge would stay closed.",
        "The shop in Oslo fails when nobody comes to buy.",
    ],
)
def test_a_movement_of_another_clause_behind_the_place_is_not_read(sentence):
    assert not may_move(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He said that they would stay in Oslo.",
        "They sailed to Oslo when the others stayed.",
        "In Oslo that night they stayed on board.",
        "It was in Oslo, because of the snow, where he had stayed.",
    ],
)
def test_nor_is_one_passed_over_that_may_take_the_place(sentence):
    assert may_move(sentence)


def test_a_german_verb_needs_no_preposition_as_its_prefix_may_do():
    assert may_move("Sie fuhr in Oslo ab.", "de")


def test_a_preposition_of_place_leads_to_a_place_that_opens_a_sentence():
    look = glance(cues("en"))
    assert look.leads("In ")
    assert not look.leads("The ")
