"""The chances that a text tells a journey, and that a place beside it is a stop."""

import json
from dataclasses import fields, replace

import pytest

from geo.errors import DataError
from geo.likelihood import (
    FAR_KM,
    PATH,
    Surroundings,
    Telling,
    feature_names,
    remoteness,
)
from geo.logistic import Logistic, logistic, read_numbers

NOTHING = Telling(0, 0, 0, 0, 0, 0, 0)
NEAR = Surroundings(remoteness(50), remoteness(10), 0.9)


def test_a_logistic_model_gives_the_chance_of_its_weighted_sum():
    model = Logistic(("a", "b"), 0.0, (1.0, -1.0))
    assert model.chance((2.0, 2.0)) == 0.5
    assert model.chance((1.0, 0.0)) == pytest.approx(0.7310585786)
    assert logistic({"bias": 1, "b": 3, "a": 2}, ("a", "b")) == Logistic(("a", "b"), 1, (2, 3))


@pytest.mark.parametrize("feature", [field.name for field in fields(Telling)])
def test_whatever_speaks_for_a_journey_makes_it_likelier(feature):
    assert replace(NOTHING, **{feature: 1.0}).chance() > NOTHING.chance()


def test_a_text_without_movement_is_no_journey_and_one_of_little_else_is():
    assert NOTHING.chance() < 0.1
    assert Telling(1, 1, 1, 0, 1, 0, 1).chance() > 0.9


@pytest.mark.parametrize(
    "other",
    [{"from_place": remoteness(2000)}, {"detour": remoteness(2000)}, {"confidence": 0.3}],
)
def test_a_place_is_likelier_a_stop_the_nearer_and_the_surer_it_is(other):
    assert replace(NEAR, **other).chance() < NEAR.chance()


def test_distances_are_brought_to_one_or_so():
    assert remoteness(0) == 0
    assert remoteness(FAR_KM) == pytest.approx(1, abs=0.01)


def test_the_file_of_coefficients_names_every_feature():
    told = json.loads(PATH.read_text("utf-8"))
    assert list(told["journey"]) == ["bias", *feature_names(Telling)]
    assert list(told["stop"]) == ["bias", *feature_names(Surroundings)]


@pytest.mark.parametrize("text", ["", "[]", '{"journey": {"bias": "much"}}', '{"stop": {}}'])
def test_a_broken_file_of_coefficients_is_told(text, tmp_path):
    path = tmp_path / "journeys.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"journeys\.json"):
        read_numbers(path, "journey")
