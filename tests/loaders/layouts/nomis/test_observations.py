"""Observations of Nomis: numbers put together, in whatever order they come."""

from itertools import permutations

import pytest

from loaders.layouts.nomis.nomis_words import NumberRole
from loaders.layouts.nomis.observations import ObservationKey, Observations
from loaders.statistics.markers import PublishedCell
from loaders.workbook import CellPlace, Sheet
from metrics import period as spans

KEY = ObservationKey("E07000131", spans.calendar_year(2023), "Employment rate - aged 16-64")
SHEET = Sheet("S", [])
NUMBERS = {NumberRole.VALUE: 82.7, NumberRole.NUMERATOR: 45300, NumberRole.CONFIDENCE: 6.2}


@pytest.mark.parametrize("order", list(permutations(NUMBERS)))
def test_the_order_of_numbers_does_not_matter(order: tuple[NumberRole, ...]) -> None:
    observations = Observations()
    for role in order:
        observations.add(
            KEY, role, CellPlace(1, list(NumberRole).index(role) + 1), PublishedCell(NUMBERS[role])
        )
    ((cell, row),) = observations.rows(SHEET, None)
    assert (cell, row.value, row.lower, row.upper) == ((1, 1), 82.7, 76.5, 88.9)
    assert row.note == "numerator 45,300"


def test_whose_confidence_it_is_beside_two_figures_is_not_told() -> None:
    observations = Observations()
    for role, value in (
        (NumberRole.VALUE, 5),
        (NumberRole.PERCENT, 50),
        (NumberRole.CONFIDENCE, 2),
    ):
        observations.add(KEY, role, CellPlace(1, 1), PublishedCell(value))
    assert [row.lower for _, row in observations.rows(SHEET, None)] == [None, None]


def test_a_number_that_is_there_twice_begins_another_observation() -> None:
    observations = Observations()
    for value in (1, 2):
        observations.add(KEY, NumberRole.VALUE, CellPlace(value, 1), PublishedCell(value))
    assert [row.value for _, row in observations.rows(SHEET, None)] == [1, 2]


def test_confidence_alone_is_no_figure() -> None:
    observations = Observations()
    observations.add(KEY, NumberRole.CONFIDENCE, CellPlace(3, 4), PublishedCell(2))
    assert not list(observations.rows(SHEET, None))
    assert list(observations.without_figure()) == [(3, 4)]
