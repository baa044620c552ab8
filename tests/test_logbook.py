"""What a logbook of visits says of their order."""

import pytest

from geo.logbook import Logbook
from geo.story import Place, Point
from geo.times import Moment


def place(name: str, country: str, kind: str = "city") -> Place:
    return Place(f"test:{name}", name, Point(0, 0), kind, country)


LYON, TURIN, MILAN = place("Lyon", "FR"), place("Turin", "IT"), place("Milan", "IT")
ITALY = place("Italy", "IT", "country")


@pytest.fixture
def log() -> Logbook:
    return Logbook()


def names(log: Logbook) -> list[str]:
    return [visit.place.name for visit in log.in_order()]


def test_what_nothing_orders_stays_as_it_is_told(log: Logbook) -> None:
    for one in (MILAN, LYON, TURIN):
        log.new(one)
    assert names(log) == ["Milan", "Lyon", "Turin"]


def test_the_first_word_on_an_order_stands(log: Logbook) -> None:
    milan, lyon = log.new(MILAN), log.new(LYON)
    log.precede(lyon, milan)
    log.precede(milan, lyon)
    assert names(log) == ["Lyon", "Milan"]


def test_a_border_comes_before_what_lies_behind_it(log: Logbook) -> None:
    log.new(MILAN)
    log.enter(log.new(LYON), ITALY)
    log.new(TURIN)
    assert names(log) == ["Lyon", "Milan", "Turin"]


def test_a_start_comes_before_all_that_led_to_an_end(log: Logbook) -> None:
    turin, milan, lyon = log.new(TURIN), log.new(MILAN), log.new(LYON)
    log.precede(turin, milan)
    log.precede(lyon, milan)
    log.begin(lyon, milan)
    assert names(log) == ["Lyon", "Turin", "Milan"]


def test_days_order_visits(log: Logbook) -> None:
    for one, day in ((MILAN, 9), (LYON, 7), (TURIN, 8)):
        log.date([log.new(one)], Moment(month=5, day=day))
    assert names(log) == ["Lyon", "Turin", "Milan"]


def test_a_return_is_another_visit(log: Logbook) -> None:
    first = log.new(LYON)
    again = log.returning(LYON)
    assert again is log.latest(LYON)
    assert first is log.start()
    assert (first.is_return, again.is_return) == (False, True)
    assert log.latest(MILAN) is None
