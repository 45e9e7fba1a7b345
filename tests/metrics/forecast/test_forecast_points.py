import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.intervals import normal_quantile
from metrics.direction import KpiKind
from metrics.forecast.forecast_points import ForecastPoint, after, next_values, within
from metrics.forecast.theta import theta
from metrics.kpi_figure import KpiFigure
from metrics.period import (
    Period,
    PeriodKind,
    calendar_year,
    financial_year,
    half_year,
    instant,
    month,
    quarter,
)
from metrics.possible_range import Bounds
from metrics.student_t import student_quantile
from tests.metrics.kpi_years import CUMULATIVE, figures, kpi_rules

RATE = kpi_rules(kind=KpiKind.RATIO)
YEARS = [[80.0, 84.0, 82.0, 81.0], [79.0, 83.0, 84.0, 82.0], [81.0, 85.0]]


def test_a_rate_goes_on_by_seasonal_theta() -> None:
    values = [value for year in YEARS for value in year]
    # Ten values, of which two figures and three seasons were fitted: five are free.
    wider = student_quantile(0.9, 5) / normal_quantile(0.8) * math.sqrt(8 / 5)
    path = theta(values, 4, 3).widened(wider)
    points = next_values(RATE, figures(*YEARS), 3)
    assert [point.period for point in points] == [
        quarter(2024, 3),
        quarter(2024, 4),
        quarter(2025, 1),
    ]
    assert [point.point for point in points] == pytest.approx(list(path.mean))
    assert [point.lower for point in points] == pytest.approx(list(path.lower))
    assert [point.upper for point in points] == pytest.approx(list(path.upper))


def test_a_percentage_is_never_forecast_above_a_hundred() -> None:
    years = [[97.0, 98.0, 99.0, 99.0], [98.0, 99.0, 100.0, 100.0], [99.0, 100.0]]
    points = next_values(RATE, figures(*years), 2, (0, 100))
    assert [point.upper for point in points] == [100, 100]
    assert max(point.point for point in next_values(RATE, figures(*years), 2)) > 100


@pytest.mark.parametrize(
    ("frequency", "values", "is_forecast"),
    [
        ("quarterly", 7, False),
        ("quarterly", 8, True),
        ("half-yearly", 7, False),
        ("half-yearly", 8, True),
        ("monthly", 23, False),
        ("monthly", 24, True),
    ],
)
def test_there_must_be_eight_values_and_two_years_of_them(
    frequency: str, values: int, is_forecast: bool
) -> None:
    reported = figures([80.0 + i % 3 for i in range(values)], last=2020, frequency=frequency)
    points = next_values(kpi_rules(kind=KpiKind.RATIO, frequency=frequency), reported, 1)
    assert bool(points) is is_forecast
    assert not is_forecast or points[0].period == after(reported[-1].period, 1)


def test_yearly_figures_go_on_without_seasons() -> None:
    reported = [KpiFigure(financial_year(2016 + i), 50.0 + i) for i in range(8)]
    points = next_values(kpi_rules(kind=KpiKind.RATIO, frequency="annual"), reported, 2)
    assert [point.period for point in points] == [financial_year(2024), financial_year(2025)]
    assert points[1].point - points[0].point == pytest.approx(0.5)


def test_only_what_follows_the_last_gap_counts_and_an_awaited_figure_is_no_gap() -> None:
    awaited = figures(*YEARS[:2], [81.0, None])
    assert next_values(RATE, awaited, 1)[0].period == quarter(2024, 2)
    missing = figures([80.0, 84.0, None, 81.0], YEARS[1], [81.0])
    assert next_values(RATE, missing, 1) == ()
    absent = figures(YEARS[0], last=2021) + figures(*YEARS[1:])
    assert next_values(RATE, absent, 1) == ()


def test_a_running_total_has_no_next_values() -> None:
    assert next_values(CUMULATIVE, figures(*YEARS), 1) == ()


@pytest.mark.parametrize("kind", [PeriodKind.ROLLING, PeriodKind.INSTANT, PeriodKind.CALENDAR_YEAR])
def test_irregular_periods_have_no_next_values(kind: PeriodKind) -> None:
    days = [calendar_year(2010 + i) for i in range(12)]
    reported = [KpiFigure(Period(day.start, day.end, kind), 5.0) for day in days]
    assert next_values(RATE, reported, 1) == ()


def test_nothing_has_no_next_values() -> None:
    assert next_values(RATE, [], 1) == ()
    assert next_values(RATE, [KpiFigure(instant(quarter(2024, 1).start), None)], 1) == ()


@pytest.mark.parametrize(
    ("period", "step", "later"),
    [
        (month(2024, 12), 1, month(2025, 1)),
        (month(2025, 3), 1, month(2025, 4)),
        (quarter(2024, 4), 1, quarter(2025, 1)),
        (quarter(2024, 4), 6, quarter(2026, 2)),
        (half_year(2024, 2), 1, half_year(2025, 1)),
        (financial_year(2024), 2, financial_year(2026)),
    ],
)
def test_the_period_after(period: Period, step: int, later: Period) -> None:
    assert after(period, step) == later


@given(
    st.floats(-1e6, 1e6),
    st.none() | st.floats(-100, 0),
    st.none() | st.floats(0, 100),
)
def test_what_is_possible_is_kept_and_the_rest_becomes_the_nearest_end(
    value: float, low: float | None, high: float | None
) -> None:
    clipped = Bounds(low, high).within(value)
    floor, ceiling = (-math.inf if low is None else low), (math.inf if high is None else high)
    assert floor <= clipped <= ceiling
    assert clipped == value or clipped in (low, high)


def test_a_point_without_limits_stays_without() -> None:
    value = within(Bounds(0, 10), quarter(2024, 1), 12, None)
    assert value == ForecastPoint(quarter(2024, 1), 10, None, None)
