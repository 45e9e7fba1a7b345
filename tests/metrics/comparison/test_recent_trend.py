import math
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.comparison.intervals import Interval
from metrics.comparison.recent_trend import (
    TREND_CHI_SQUARED,
    Trend,
    TrendPoint,
    TrendResult,
    proportion_trend,
    recent_trend,
    value_trend,
)
from metrics.period import Period, PeriodKind, calendar_year, quarter
from tests.metrics.comparison.benchmark_results import reference, same

COUNTS = {calendar_year(2019 + n): TrendPoint(50 + 10 * n, 200) for n in range(5)}
NOT_IN_STEP = Period(date(2020, 7, 1), date(2021, 6, 30), PeriodKind.ROLLING)
VALUES = {
    calendar_year(2019 + n): TrendPoint(value=50.0 + n, interval=Interval(49.5 + n, 50.5 + n))
    for n in range(5)
}


@pytest.mark.parametrize("case", reference("trend_proportion"))
def test_trends_of_proportions_are_the_references(case: dict[str, Any]) -> None:
    trend = proportion_trend(case["numerators"], case["denominators"])
    assert same(trend.chi_squared, case["chi2"])
    assert same(trend.slope, case["logit_slope"])
    assert trend.slopes_agree is case["leave_one_out_slopes_agree"]
    assert trend.result == case["marker"]


@pytest.mark.parametrize("case", reference("trend_value_ci"))
def test_trends_of_values_are_the_references(case: dict[str, Any]) -> None:
    limits = zip(case["lower95"], case["upper95"], strict=True)
    trend = value_trend(case["values"], [Interval(*ends) for ends in limits])
    assert same(trend.chi_squared, case["chi2"])
    assert same(trend.slope, case["slope"])
    assert trend.slopes_agree is case["leave_one_out_slopes_agree"]
    assert trend.result == case["marker"]


def test_five_years_of_counts_have_a_trend() -> None:
    trend = recent_trend(COUNTS)
    assert trend == proportion_trend([50, 60, 70, 80, 90], [200] * 5)
    assert trend.result is TrendResult.INCREASING


def test_five_years_of_values_with_intervals_have_a_trend() -> None:
    trend = recent_trend(VALUES)
    assert trend.result is TrendResult.INCREASING
    assert trend.slope == pytest.approx(1)


def test_only_the_last_five_years_are_used() -> None:
    earlier = {calendar_year(2018): TrendPoint(199, 200)}
    assert recent_trend(earlier | COUNTS) == recent_trend(COUNTS)


def without(year: int) -> dict[Period, TrendPoint]:
    return {period: point for period, point in COUNTS.items() if period != calendar_year(year)}


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (without(2019), "five yearly"),
        (without(2021) | {calendar_year(2018): TrendPoint(50, 200)}, "five yearly"),
        ({quarter(2022, n): TrendPoint(50, 200) for n in range(1, 6)}, "five yearly"),
        (
            without(2021) | {NOT_IN_STEP: TrendPoint(70, 200)},
            "five yearly",
        ),
        (COUNTS | {calendar_year(2021): TrendPoint()}, "counts or intervals"),
        (COUNTS | {calendar_year(2021): TrendPoint(0, 200)}, "above 0"),
        (COUNTS | {calendar_year(2021): TrendPoint(200, 200)}, "below its population"),
        (VALUES | {calendar_year(2021): TrendPoint(value=52.0)}, "counts or intervals"),
        (
            VALUES | {calendar_year(2021): TrendPoint(value=52.0, interval=Interval(52, 52))},
            "wider than 0",
        ),
        ({}, "five yearly"),
    ],
)
def test_a_trend_that_cannot_be_calculated_says_why(
    points: dict[Period, TrendPoint], reason: str
) -> None:
    trend = recent_trend(points)
    assert trend.result is TrendResult.UNKNOWN
    assert trend.chi_squared is None
    assert reason in (trend.reason or "")


def with_slope(slope: float) -> Trend:
    # Weights of 1 make chi-squared ten times the slope squared.
    values = [50 + slope * n for n in range(5)]
    return value_trend(values, [Interval(v - 1.96, v + 1.96) for v in values])


@pytest.mark.parametrize(
    ("share", "result"),
    [
        (0.999999, TrendResult.NONE),
        (1.000001, TrendResult.INCREASING),
        (-0.999999, TrendResult.NONE),
        (-1.000001, TrendResult.DECREASING),
    ],
)
def test_a_trend_is_called_just_beyond_the_threshold(share: float, result: TrendResult) -> None:
    assert with_slope(share * math.sqrt(TREND_CHI_SQUARED / 10)).result is result


def test_a_slope_that_hangs_on_one_point_is_no_trend() -> None:
    limits = [Interval(v - 1, v + 1) for v in (50, 49.8, 49.6, 49.4, 60)]
    trend = value_trend([50, 49.8, 49.6, 49.4, 60], limits)
    assert trend.chi_squared is not None
    assert trend.chi_squared > TREND_CHI_SQUARED
    assert (trend.slopes_agree, trend.result) == (False, TrendResult.NONE)


@given(st.lists(st.integers(1, 199), min_size=5, max_size=5))
def test_counting_the_rest_turns_the_trend_round(numerators: list[int]) -> None:
    turned = {
        TrendResult.INCREASING: TrendResult.DECREASING,
        TrendResult.DECREASING: TrendResult.INCREASING,
        TrendResult.NONE: TrendResult.NONE,
    }
    trend = proportion_trend(numerators, [200] * 5)
    rest = proportion_trend([200 - count for count in numerators], [200] * 5)
    assert trend.chi_squared == pytest.approx(rest.chi_squared, abs=1e-9)
    assume(abs((trend.chi_squared or 0) - TREND_CHI_SQUARED) > 1e-6)
    assume(abs(trend.slope or 0) > 1e-9)
    assert rest.result is turned[trend.result]
