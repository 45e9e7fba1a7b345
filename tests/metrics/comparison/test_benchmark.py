import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.benchmark import (
    Basis,
    Benchmark,
    BenchmarkFacts,
    BenchmarkStatistic,
    ComparedFigure,
    Use,
    Verdict,
    compare,
    overlap_of,
)
from metrics.comparison.intervals import STAND_OUT_CONFIDENCE, Interval, rate_interval, wilson
from metrics.period import (
    Period,
    PeriodKind,
    academic_year,
    calendar_year,
    financial_year,
    instant,
    month,
    quarter,
)
from metrics.status import Polarity
from tests.metrics.comparison.benchmark_results import VECTORS
from tests.shared import shared

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
SETS = (
    "wilson_percent",
    "rate_per_1000",
    "quantiles",
    "trend_proportion",
    "trend_value_ci",
    "funnel_proportion",
)
YEAR = calendar_year(2023)


@pytest.mark.parametrize("name", SETS)
def test_every_set_of_reference_results_is_used(name: str) -> None:
    stored = json.loads(shared(VECTORS).read_text())
    assert set(stored) - {"meta"} == set(SETS)
    assert len(stored[name]) > 10


def figure(value: float | None, **other: Any) -> ComparedFigure:
    known: dict[str, Any] = {"period": YEAR, "definition": "employment rate", "unit": "%"}
    return ComparedFigure(value, **(known | other))


def nation(value: float | None, **other: Any) -> Benchmark:
    published = date(2024, 4, 16)
    return Benchmark(figure(value, **other), "England", BenchmarkStatistic.RATE, published)


@pytest.mark.parametrize(
    ("benchmark", "polarity", "verdict"),
    [
        (70.0, MAX, Verdict.SIMILAR),
        (69.99, MAX, Verdict.BETTER),
        (80.0, MAX, Verdict.SIMILAR),
        (80.01, MAX, Verdict.WORSE),
        (75.0, MAX, Verdict.SIMILAR),
        (69.99, MIN, Verdict.WORSE),
        (80.01, MIN, Verdict.BETTER),
        (70.0, MIN, Verdict.SIMILAR),
        (69.99, NONE, Verdict.HIGHER),
        (80.01, NONE, Verdict.LOWER),
        (80.0, NONE, Verdict.SIMILAR),
        (69.99, RANGE, Verdict.HIGHER),
    ],
)
def test_a_benchmark_inside_the_interval_is_similar_ends_included(
    benchmark: float, polarity: Polarity, verdict: Verdict
) -> None:
    area = figure(75.0, interval=Interval(70.0, 80.0))
    assert compare(area, nation(benchmark), polarity).verdict is verdict


def test_the_reason_says_the_interval_and_the_benchmark() -> None:
    area = figure(75.0, interval=Interval(70.0, 80.0))
    inside, outside = compare(area, nation(71.5), MAX), compare(area, nation(65.0), MAX)
    assert inside.reason == "the 95% interval 70.0 to 80.0 includes 71.5"
    assert outside.reason == "the 95% interval 70.0 to 80.0 does not include 65.0"
    assert outside.difference == 10.0


def test_the_four_facts_stay_beside_the_verdict() -> None:
    comparison = compare(figure(75.0, interval=Interval(70, 80)), nation(75.7), MAX)
    expected = BenchmarkFacts("England", BenchmarkStatistic.RATE, YEAR, date(2024, 4, 16))
    assert (comparison.facts, comparison.period) == (expected, YEAR)


def test_a_page_of_stand_outs_asks_for_more() -> None:
    counted = figure(60.0, count=60, denominator=100)
    published = figure(60.0, interval=Interval(50.0, 70.0))
    for area in (counted, published):
        assert compare(area, nation(48.0), MAX).verdict is Verdict.BETTER
        stand_out = compare(area, nation(48.0), MAX, STAND_OUT_CONFIDENCE)
        assert stand_out.verdict is Verdict.SIMILAR
        assert stand_out.reason.startswith("the 99.8% interval")
    assert compare(published, nation(44.0), MAX, STAND_OUT_CONFIDENCE).verdict is Verdict.BETTER


@pytest.mark.parametrize(
    ("basis", "per", "count", "denominator"),
    [(Basis.PROPORTION, 100, 60, 100), (Basis.RATE, 1000, 12, 9000), (Basis.RATE, 1000, 8, 9000)],
)
def test_a_count_over_its_population_gives_the_interval(
    basis: Basis, per: float, count: int, denominator: int
) -> None:
    limits = wilson if basis is Basis.PROPORTION else rate_interval
    upper = per * limits(count, denominator).upper
    value = per * count / denominator
    area = figure(value, basis=basis, per=per, count=count, denominator=denominator)
    assert compare(area, nation(upper), MAX).verdict is Verdict.SIMILAR
    assert compare(area, nation(upper * (1 + 1e-13)), MAX).verdict is Verdict.WORSE


@pytest.mark.parametrize(
    ("count", "verdict"), [(4, Verdict.NONE), (4.99, Verdict.NONE), (5, Verdict.BETTER)]
)
def test_fewer_than_five_cases_have_no_verdict(count: float, verdict: Verdict) -> None:
    area = figure(100 * count / 1000, count=count, denominator=1000)
    comparison = compare(area, nation(9.0), MIN)
    assert comparison.verdict is verdict
    assert (comparison.reason == "fewer than 5 cases") is (verdict is Verdict.NONE)


@pytest.mark.parametrize(
    ("value", "benchmark", "unit", "decimals", "reason"),
    [
        (76.9, 75.7, "%", 1, "above by 1.2 points"),
        (74.5, 75.7, "%", 1, "below by 1.2 points"),
        (0.3, 0.1, "%", 1, "above by 0.2 points"),
        (36_000, 34_500, "pounds", 0, "above by £1,500"),
        (653.5, 642.4, "pounds", 1, "above by £11.10"),
        (75.7, 75.7, "%", 1, "the same"),
    ],
)
def test_without_an_interval_there_is_a_difference_and_no_verdict(
    value: float, benchmark: float, unit: str, decimals: int, reason: str
) -> None:
    area = figure(value, unit=unit, decimals=decimals)
    comparison = compare(area, nation(benchmark, unit=unit, decimals=decimals), MAX)
    assert (comparison.verdict, comparison.reason) == (Verdict.NONE, reason)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"definition": "claimant rate"}, "not the same definition"),
        ({"unit": "per 1,000"}, "not the same unit"),
        ({"level": "county"}, "not the same level of area"),
        ({"definition": "claimants", "unit": "people"}, "not the same definition or unit"),
        ({"period": calendar_year(2021)}, "more than a year apart: context only"),
        ({"period": month(2023, 3)}, "1 of 12 months shared: context only"),
    ],
)
def test_unequal_figures_are_shown_without_a_verdict(change: dict[str, Any], reason: str) -> None:
    area = figure(75.0, interval=Interval(70, 80), level="district")
    comparison = compare(area, nation(60.0, **change), MAX)
    assert (comparison.verdict, comparison.reason, comparison.difference) == (
        Verdict.NONE,
        reason,
        15.0,
    )


def test_a_national_rate_suits_every_level_of_area() -> None:
    area = figure(75.0, interval=Interval(70, 80), level="district")
    assert compare(area, nation(60.0), MAX).verdict is Verdict.BETTER


@pytest.mark.parametrize(
    ("value", "benchmark", "missing"),
    [(None, 75.0, "area"), (75.0, None, "benchmark"), (75.0, float("nan"), "benchmark")],
)
def test_a_missing_figure_is_named(
    value: float | None, benchmark: float | None, missing: str
) -> None:
    comparison = compare(figure(value, interval=Interval(70, 80)), nation(benchmark), MAX)
    assert (comparison.verdict, comparison.difference) == (Verdict.NONE, None)
    assert comparison.reason == f"no figure for the {missing}"


def survey(value: float, error: float) -> dict[str, Any]:
    half = 1.96 * error
    return {"value": value, "survey": True, "interval": Interval(value - half, value + half)}


@pytest.mark.parametrize(
    ("difference", "verdict"),
    # Standard errors 3 and 4 make one of 5; 5 times 1.959964 is 9.79982.
    [(9.7998, Verdict.SIMILAR), (9.7999, Verdict.BETTER), (-9.7999, Verdict.WORSE)],
)
def test_two_survey_estimates_are_told_apart_by_their_joint_error(
    difference: float, verdict: Verdict
) -> None:
    comparison = compare(figure(**survey(70 + difference, 3)), nation(**survey(70, 4)), MAX)
    assert comparison.verdict is verdict


def test_one_survey_estimate_is_judged_by_its_own_interval() -> None:
    area = figure(**survey(79, 3))
    assert compare(area, nation(70.0), MAX).verdict is Verdict.BETTER
    assert compare(area, nation(**survey(70, 4)), MAX).verdict is Verdict.SIMILAR
    counted = nation(**survey(70, 4) | {"survey": False})
    assert compare(area, counted, MAX).verdict is Verdict.BETTER


numbers = st.decimals(1, 99, places=1).map(float)


@given(numbers, numbers, st.decimals(0, 20, places=1).map(float))
def test_maximising_and_minimising_swap_better_and_worse(
    value: float, benchmark: float, half: float
) -> None:
    swapped = {
        Verdict.BETTER: Verdict.WORSE,
        Verdict.WORSE: Verdict.BETTER,
        Verdict.SIMILAR: Verdict.SIMILAR,
    }
    area = figure(value, interval=Interval(value - half, value + half))
    comparison = compare(area, nation(benchmark), MAX).verdict
    assert compare(area, nation(benchmark), MIN).verdict is swapped[comparison]


@given(numbers, numbers, st.integers(10, 1000), st.integers(10, 1000))
def test_two_survey_estimates_mirror_each_other(ours: float, other: float, a: int, b: int) -> None:
    mirror = {
        Verdict.HIGHER: Verdict.LOWER,
        Verdict.LOWER: Verdict.HIGHER,
        Verdict.SIMILAR: Verdict.SIMILAR,
    }
    mine, theirs = survey(ours, a / 100), survey(other, b / 100)
    comparison = compare(figure(**mine), nation(**theirs), NONE).verdict
    assert compare(figure(**theirs), nation(**mine), NONE).verdict is mirror[comparison]


def rolling(first: date, last: date) -> Period:
    return Period(first, last, PeriodKind.ROLLING)


FY = financial_year(2023)


@pytest.mark.parametrize(
    ("period", "other", "months", "use", "label"),
    [
        (FY, FY, 12, Use.PLAIN, "the same period"),
        (FY, rolling(FY.start, FY.end), 12, Use.PLAIN, "the same period"),
        (FY, rolling(date(2023, 3, 1), date(2024, 2, 29)), 11, Use.MUTED, "11 of 12 months shared"),
        (FY, calendar_year(2023), 9, Use.MUTED, "9 of 12 months shared"),
        (
            FY,
            rolling(date(2022, 12, 1), date(2023, 11, 30)),
            8,
            Use.CONTEXT,
            "8 of 12 months shared",
        ),
        (FY, academic_year(2023), 7, Use.CONTEXT, "7 of 12 months shared"),
        (FY, calendar_year(2024), 3, Use.CONTEXT, "3 of 12 months shared"),
        (FY, financial_year(2022), 0, Use.CONTEXT, "no months shared"),
        (FY, financial_year(2021), 0, Use.CONTEXT, "more than a year apart"),
        (FY, rolling(date(2023, 4, 6), date(2024, 4, 5)), 11, Use.MUTED, "11 of 12 months shared"),
        (FY, quarter(2023, 1), 3, Use.CONTEXT, "3 of 12 months shared"),
        (quarter(2023, 1), quarter(2023, 1), 3, Use.PLAIN, "the same period"),
        (quarter(2023, 1), quarter(2023, 2), 0, Use.CONTEXT, "no months shared"),
        (instant(FY.end), instant(FY.end), 0, Use.PLAIN, "the same period"),
        (instant(date(2023, 6, 30)), FY, 0, Use.CONTEXT, "no months shared"),
        (
            rolling(date(2020, 4, 1), date(2023, 3, 31)),
            rolling(date(2020, 1, 1), date(2022, 12, 31)),
            33,
            Use.MUTED,
            "33 of 36 months shared",
        ),
        (
            FY,
            rolling(date(2021, 4, 1), date(2024, 3, 31)),
            12,
            Use.CONTEXT,
            "12 of 36 months shared",
        ),
    ],
)
def test_the_months_in_common_decide_what_may_be_said(
    period: Period, other: Period, months: int, use: Use, label: str
) -> None:
    for comparison in (overlap_of(period, other), overlap_of(other, period)):
        assert (comparison.months, comparison.use, comparison.label) == (months, use, label)


@pytest.mark.parametrize(("period", "muted"), [(FY, True), (YEAR, False)])
def test_a_verdict_across_nine_to_eleven_months_is_muted(period: Period, *, muted: bool) -> None:
    comparison = compare(figure(75.0, interval=Interval(70, 80), period=period), nation(60.0), MAX)
    assert (comparison.verdict, comparison.muted) == (Verdict.BETTER, muted)


def test_a_wider_interval_ends_where_a_percentage_does() -> None:
    area = figure(98.0, interval=Interval(96.4, 99.6))
    comparison = compare(area, nation(95.0), MAX, STAND_OUT_CONFIDENCE)
    assert "interval 95.5 to 100.0 does not include 95.0" in comparison.reason
    none = figure(0.5, unit="per 1,000", interval=Interval(0.1, 1.0))
    against = nation(0.2, unit="per 1,000")
    assert "interval 0.0 to" in compare(none, against, MAX, STAND_OUT_CONFIDENCE).reason


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (56.4, 55.2, "above by 1.2 points"),
        (56.44, 55.16, "above by 1.2 points"),
        (56.50, 56.54, "below by 0.04 points"),
        (0.1 + 0.2, 0.3, "the same"),
        (56.500001, 56.5, "just above"),
    ],
)
def test_a_difference_is_that_of_the_printed_figures(
    ours: float, theirs: float, words: str
) -> None:
    assert compare(figure(ours), nation(theirs), MAX).reason == words


def test_an_end_that_is_missed_by_a_hair_is_printed_so_that_it_shows() -> None:
    comparison = compare(figure(2.0, interval=Interval(1.7, 2.31)), nation(2.34), MAX)
    assert comparison.reason == "the 95% interval 1.70 to 2.31 does not include 2.34"


@pytest.mark.parametrize(
    ("today", "verdict"),
    [
        (None, Verdict.WORSE),
        (date(2026, 12, 31), Verdict.WORSE),
        (date(2027, 1, 1), Verdict.NONE),
        (date(2028, 2, 29), Verdict.NONE),
    ],
)
def test_a_period_that_ended_over_three_years_ago_has_no_verdict(
    today: date | None, verdict: Verdict
) -> None:
    area = figure(70.0, interval=Interval(68, 72))
    comparison = compare(area, nation(75.0), MAX, today=today)
    assert comparison.verdict is verdict
    assert comparison.difference == -5
    assert (comparison.reason == "2023 ended more than three years ago") is (
        verdict is Verdict.NONE
    )


def test_illustrative_figures_are_never_subtracted_from_published_ones() -> None:
    invented = figure(70.0, interval=Interval(68, 72), illustrative=True)
    comparison = compare(invented, nation(75.0), MAX)
    assert (comparison.verdict, comparison.difference) == (Verdict.NONE, None)
    assert comparison.reason == "illustrative figures are not compared with published ones"


@pytest.mark.parametrize(
    ("value", "median", "reason"),
    [
        # 80.04 and 79.85 are printed 80.0 and 79.85, and 0.15 is what a reader finds between them.
        (80.04, 79.85, "above by 0.15 points"),
        (79.0, 79.85, "below by 0.85 points"),
        (80.0, 80.0, "the same"),
    ],
)
def test_a_difference_from_a_median_is_that_of_the_printed_figures(
    value: float, median: float, reason: str
) -> None:
    comparison = compare(figure(value, decimals=1), nation(median, decimals=2), MAX)
    assert comparison.reason == reason
