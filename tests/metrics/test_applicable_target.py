"""What a figure is held against: for a year to date what is due by then."""

import pytest

from metrics.applicable_target import last_years_target
from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import kpi_position
from metrics.period import financial_year, quarter
from metrics.status import Rag, State
from metrics.year_to_date import ProfileMethod
from tests.metrics.quarterly_kpis import HOMES, quarters


def test_42_homes_of_90_in_the_first_quarter_are_green_by_the_straight_line() -> None:
    position = kpi_position(HOMES, quarters(2019, 42, target=90), quarter(2019, 1))
    assert position.status is Rag.GREEN
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (22.5, ProfileMethod.STRAIGHT_LINE)


def test_a_year_to_date_is_held_against_the_share_that_past_years_had_reached() -> None:
    past = quarters(2022, 10, 20, 40, 100, target=100) + quarters(2023, 10, 30, 60, 100)
    position = kpi_position(HOMES, [*past, *quarters(2024, 11, target=100)], quarter(2024, 1))
    assert position.latest is not None
    assert position.latest.target == pytest.approx(10)
    assert position.status is Rag.GREEN


def test_targets_that_rise_through_the_year_are_each_quarters_own() -> None:
    rising = [
        KpiFigure(quarter(2024, number), value, target=target)
        for number, value, target in ((1, 5, 4), (2, 9, 10))
    ]
    position = kpi_position(HOMES, rising, quarter(2024, 2))
    assert position.latest is not None
    assert position.latest.target == 10
    assert position.status is Rag.RED


def test_a_target_of_none_yet_on_the_way_to_one_is_not_due() -> None:
    figures = [KpiFigure(quarter(2024, 1), 0, target=0), KpiFigure(quarter(2024, 2), 9, target=10)]
    assert kpi_position(HOMES, figures[:2], quarter(2024, 1)).status is State.NOT_DUE


@pytest.mark.parametrize("revised", [100, 80])
def test_an_annual_target_revised_within_the_year_is_not_the_first_quarters(revised: float) -> None:
    figures = [
        KpiFigure(quarter(2024, 1), 42, target=90),
        KpiFigure(quarter(2024, 2), 50, target=revised),
    ]
    first, second = kpi_position(HOMES, figures, quarter(2024, 2)).series
    assert (first.status, first.target) == (Rag.GREEN, revised / 4)
    assert (second.status, second.target) == (Rag.GREEN, revised / 2)


@pytest.mark.parametrize(
    ("last_year", "target", "method"),
    [
        ([], 7.5, ProfileMethod.STRAIGHT_LINE),
        ([KpiFigure(quarter(2023, 4), None, target=90)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(quarter(2023, 4), None, target=60)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(quarter(2023, 4), None, target=59.9)], 7.5, ProfileMethod.STRAIGHT_LINE),
        ([KpiFigure(financial_year(2023), None, target=90)], 30, ProfileMethod.FROM_FILE),
        ([KpiFigure(financial_year(2024), None, target=90)], 30, ProfileMethod.FROM_FILE),
    ],
)
def test_a_lone_target_is_held_against_a_target_known_for_a_whole_year(
    last_year: list[KpiFigure], target: float, method: ProfileMethod
) -> None:
    position = kpi_position(HOMES, [*last_year, *quarters(2024, 20, target=30)], quarter(2024, 1))
    assert position.latest is not None
    assert (position.latest.target, position.latest.method) == (target, method)


@pytest.mark.parametrize(
    ("value", "expected"), [(19, Rag.AMBER), (20, Rag.GREEN), (30, Rag.GREEN), (32, Rag.RED)]
)
def test_both_ends_of_a_range_are_scaled_to_the_year_to_date(value: float, expected: Rag) -> None:
    figures = [KpiFigure(quarter(2024, 1), value, target=80, target_upper=120)]
    position = kpi_position(HOMES, figures, quarter(2024, 1))
    assert position.status is expected
    assert position.latest is not None
    assert (position.latest.target, position.latest.target_upper) == (20, 30)
    assert position.latest.amber == "amber 19 to 20 or 30 to 31.5"


def test_a_range_that_rises_through_the_year_is_each_quarters_own() -> None:
    figures = [
        KpiFigure(quarter(2024, number), value, target=low, target_upper=high)
        for number, value, low, high in ((1, 5, 0, 10), (2, 25, 0, 20))
    ]
    first, second = kpi_position(HOMES, figures, quarter(2024, 2)).series
    assert (first.target, first.target_upper, first.status) == (0, 10, Rag.GREEN)
    assert (second.target, second.target_upper, second.status) == (0, 20, Rag.RED)


def test_the_last_quarter_of_a_year_to_date_is_held_against_the_whole_target() -> None:
    position = kpi_position(HOMES, quarters(2024, 10, 30, 50, 90, target=90), quarter(2024, 4))
    assert position.latest is not None
    assert position.latest.target == pytest.approx(90)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([KpiFigure(quarter(2023, 4), None, target=90)], 90),
        ([KpiFigure(financial_year(2023), None, target=90, target_upper=95)], 95),
        ([KpiFigure(quarter(2023, 4), 1), KpiFigure(financial_year(2023), 1, target=80)], 80),
        ([KpiFigure(quarter(2023, 3), None, target=90)], None),
        ([KpiFigure(financial_year(2024), None, target=90)], None),
        ([], None),
    ],
)
def test_last_years_target_is_that_of_the_period_at_its_end(
    figures: list[KpiFigure], expected: float | None
) -> None:
    assert last_years_target(figures, 2024) == expected
