"""Where a KPI stands: at its frequency, against the right target, in the right report."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.attention.due import due
from metrics.direction import Direction
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import kpi_position
from metrics.period import Period, financial_year, half_year, month, quarter
from metrics.status import Polarity, Rag, State
from metrics.words.status_words import awaited_words
from tests.metrics.quarterly_kpis import (
    HOMES,
    MONTHLY,
    NEUTRAL,
    NOT_DUE,
    RATIO,
    YEARLY,
    quarters,
    years,
)


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
    # The year 2023/24 has ended, and what comes by the year has no figure for it.
    assert position.status is State.AWAITED
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
    # A KPI whose first figure came after the report did not owe it one.
    assert only.status is State.BEGINS_LATER
    assert only.latest is not None
    assert only.latest.figure.period == quarter(2024, 2)


def test_directions_are_those_of_the_latest_value() -> None:
    position = kpi_position(
        RATIO, [*quarters(2023, 90, 91), *quarters(2024, 95, 93)], quarter(2024, 2)
    )
    assert position.directions is not None
    assert position.directions.previous is Direction.WORSENING
    assert position.directions.same_last_year is Direction.IMPROVING


@pytest.mark.parametrize(
    ("polarity", "status"), [(Polarity.MAXIMISE, Rag.AMBER), (Polarity.MINIMISE, Rag.GREEN)]
)
def test_a_first_quarter_stands_before_three_yearly_figures(
    polarity: Polarity, status: Rag
) -> None:
    rules = replace(RATIO, polarity=polarity)
    position = kpi_position(rules, [*years(3), *quarters(2023, 217, target=220)], quarter(2023, 1))
    assert position.latest is not None
    assert position.latest.figure.period == quarter(2023, 1)
    assert position.status is status


LAST_YEAR = KpiFigure(financial_year(2023), 90, target=80)
THIS_YEAR = KpiFigure(financial_year(2024), 91, target=80)


@pytest.mark.parametrize("rules", [RATIO, MONTHLY, YEARLY])
@pytest.mark.parametrize("figures", [[], [KpiFigure(quarter(2024, 4), None, target=98)]])
def test_a_kpi_that_never_had_a_figure_is_not_late(
    rules: KpiRules, figures: list[KpiFigure]
) -> None:
    late = date(2026, 11, 27)
    assert kpi_position(rules, figures, quarter(2024, 4), late).status is State.NO_FIGURE
    # A word in place of one is an answer, and what follows it is late.
    worded = [*figures, KpiFigure(quarter(2023, 4), None, state="suppressed")]
    assert kpi_position(rules, worded, quarter(2024, 4), late).status is State.AWAITED


@pytest.mark.parametrize(
    ("figures", "reported", "today", "expected"),
    [
        ([LAST_YEAR], quarter(2024, 3), None, State.NOT_DUE),
        ([LAST_YEAR], quarter(2024, 3), date(2025, 3, 31), State.NOT_DUE),
        ([LAST_YEAR], quarter(2024, 3), date(2025, 4, 1), State.AWAITED),
        ([LAST_YEAR], quarter(2024, 3), date(2025, 6, 15), State.AWAITED),
        # An earlier report, looked at when the year's figure is long known, was owed none.
        ([LAST_YEAR, THIS_YEAR], quarter(2024, 3), date(2026, 11, 27), State.NOT_DUE),
        ([THIS_YEAR], quarter(2024, 1), date(2026, 11, 27), State.NOT_DUE),
        ([LAST_YEAR], quarter(2024, 3), date(2026, 11, 27), State.AWAITED),
        ([LAST_YEAR], quarter(2024, 4), None, State.AWAITED),
        ([LAST_YEAR], quarter(2025, 1), None, State.AWAITED),
        ([LAST_YEAR], quarter(2024, 4), date(2025, 6, 15), State.AWAITED),
    ],
)
def test_a_year_that_has_ended_without_its_figure_is_awaited(
    figures: list[KpiFigure], reported: Period, today: date | None, expected: State
) -> None:
    assert kpi_position(YEARLY, figures, reported, today).status is expected


@pytest.mark.parametrize(
    ("figures", "reported", "expected"),
    [
        ([KpiFigure(half_year(2024, 1), 5)], quarter(2024, 3), State.NO_TARGET),
        ([KpiFigure(half_year(2024, 1), 5, target=5)], quarter(2024, 3), State.NOT_DUE),
        ([KpiFigure(half_year(2023, 2), 5)], quarter(2024, 3), State.AWAITED),
    ],
)
def test_a_half_year_is_due_when_it_ends(
    figures: list[KpiFigure], reported: Period, expected: State
) -> None:
    rules = replace(RATIO, frequency="half-yearly")
    assert kpi_position(rules, figures, reported).status is expected


@given(st.sampled_from(["annual", "half-yearly", "quarterly", "monthly"]), st.integers(0, 900))
def test_a_kpi_is_never_not_due_and_overdue_at_once(frequency: str, days: int) -> None:
    rules = replace(RATIO, frequency=frequency)
    today, reported = date(2024, 4, 1) + timedelta(days=days), quarter(2024, 1)
    plan = date(2024, 4, 1), date(2027, 3, 31)
    # Without anything it never began.
    known = [KpiFigure(quarter(2022, 4), None, state="suppressed")]
    late = [one for one in due(rules, known, plan, today) if one.days_overdue(today) > 0]
    status = kpi_position(rules, known, reported, today).status
    assert not (late and status is State.NOT_DUE)


@pytest.mark.parametrize(
    ("reported_months", "words"),
    [
        ((4, 5, 6), ""),
        ((4, 5), "June awaited"),
        ((4,), "May and June awaited"),
        ((5,), "June awaited"),
        ((4, 6), ""),
        ((3,), ""),
    ],
)
def test_a_quarter_whose_last_months_are_missing_says_which(
    reported_months: tuple[int, ...], words: str
) -> None:
    figures = [KpiFigure(month(2024, number), 99, target=98) for number in reported_months]
    position = kpi_position(MONTHLY, figures, quarter(2024, 1))
    assert awaited_words(position.awaited) == words
    assert kpi_position(MONTHLY, figures, month(2024, 5)).awaited == ()


def test_leaving_the_range_of_a_target_is_worsening() -> None:
    rules = replace(RATIO, polarity=Polarity.RANGE)
    figures = [
        KpiFigure(quarter(2024, number), value, target=90, target_upper=95)
        for number, value in ((1, 94), (2, 97))
    ]
    position = kpi_position(rules, figures, quarter(2024, 2))
    assert position.directions is not None
    assert position.directions.previous is Direction.WORSENING


@pytest.mark.parametrize(
    ("values", "revised"),
    [
        ((10, 8, 9, 12), (False, True, False, False)),
        ((10, None, 8, 12), (False, False, True, False)),
        ((0.1 + 0.2, 0.3, 0.3, 0.4), (False, False, False, False)),
    ],
)
def test_a_year_to_date_that_falls_is_flagged_as_revised(
    values: tuple[float | None, ...], revised: tuple[bool, ...]
) -> None:
    figures = [*quarters(2023, 50, 60, 70, 80), *quarters(2024, *values)]
    series = kpi_position(HOMES, figures, quarter(2024, 4)).series
    assert tuple(rated.revised for rated in series[4:]) == revised
    assert not any(rated.revised for rated in kpi_position(RATIO, figures, quarter(2024, 4)).series)
