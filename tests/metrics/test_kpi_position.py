"""Where a KPI stands: at its frequency, against the right target, in the right report."""

import pytest

from metrics.direction import Direction
from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import kpi_position
from metrics.period import Period, financial_year, month, quarter
from metrics.status import Rag, State
from tests.metrics.quarterly_kpis import MONTHLY, NEUTRAL, NOT_DUE, RATIO, YEARLY, quarters, years


@pytest.mark.parametrize(
    ("value", "expected"),
    [(98.0, Rag.GREEN), (97.9, Rag.AMBER), (93.1, Rag.AMBER), (93.0, Rag.RED)],
)
def test_the_latest_quarter_is_rated_against_its_target(value: float, expected: Rag) -> None:
    position = kpi_position(RATIO, quarters(2024, 99, value, target=98), quarter(2024, 2))
    assert position.status is expected
    assert position.latest is not None
    assert position.latest.amber == "amber 93.1 to 98.0"


@pytest.mark.parametrize(
    ("reported", "expected"),
    [(quarter(2023, 4), Rag.GREEN), (quarter(2024, 1), State.NOT_DUE)],
)
def test_a_yearly_figure_counts_only_at_the_end_of_its_year(
    reported: Period, expected: Rag | State
) -> None:
    last_year = [KpiFigure(financial_year(2023), 90, target=80)]
    assert kpi_position(YEARLY, last_year, reported).status is expected


def test_a_quarter_without_a_figure_is_awaited_and_the_last_value_stays_in_sight() -> None:
    position = kpi_position(RATIO, quarters(2024, 99, None, target=98), quarter(2024, 2))
    assert position.status is State.AWAITED
    assert position.latest is not None
    assert position.latest.figure.period == quarter(2024, 1)


def test_a_kpi_without_polarity_is_data_only() -> None:
    assert (
        kpi_position(NEUTRAL, quarters(2024, 5, target=4), quarter(2024, 1)).status
        is State.DATA_ONLY
    )


def test_years_stand_in_sight_where_quarters_hold_no_value() -> None:
    position = kpi_position(RATIO, [*years(3), *NOT_DUE], quarter(2024, 1))
    assert position.status is State.NO_TARGET
    assert position.latest is not None
    assert position.latest.figure.period == financial_year(2022)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ({4: 99.0, 5: 90.0, 6: 99.0, 7: 90.0}, Rag.GREEN),
        ({4: 99.0, 5: 90.0}, Rag.RED),
        ({4: 99.0, 5: 90.0, 6: None}, Rag.RED),
        ({6: None, 7: 99.0}, State.AWAITED),
        ({7: 99.0}, State.AWAITED),
        ({}, State.AWAITED),
    ],
)
def test_a_monthly_kpi_counts_with_its_last_month_of_the_quarter(
    months: dict[int, float | None], expected: Rag | State
) -> None:
    past = KpiFigure(month(2024, 3), 99, target=98)
    figures = [past, *(KpiFigure(month(2024, n), v, target=98) for n, v in months.items())]
    position = kpi_position(MONTHLY, figures, quarter(2024, 1))
    assert position.status is expected
    assert len(position.series) == len(figures)
    assert position.latest is not None
    assert position.latest.figure.period.end <= quarter(2024, 1).end


def test_a_figure_after_the_report_is_latest_only_where_there_is_no_other() -> None:
    figures = [*quarters(2024, 99, 90, target=98), *quarters(2042, 50, target=98)]
    position = kpi_position(RATIO, figures, quarter(2024, 1))
    assert position.status is Rag.GREEN
    assert position.latest is not None
    assert position.latest.figure.period == quarter(2024, 1)
    only = kpi_position(RATIO, figures[1:], quarter(2024, 1))
    assert only.status is State.AWAITED
    assert only.latest is not None
    assert only.latest.figure.period == quarter(2024, 2)


def test_directions_are_those_of_the_latest_value() -> None:
    position = kpi_position(
        RATIO, [*quarters(2023, 90, 91), *quarters(2024, 95, 93)], quarter(2024, 2)
    )
    assert position.directions is not None
    assert position.directions.previous is Direction.WORSENING
    assert position.directions.same_last_year is Direction.IMPROVING
