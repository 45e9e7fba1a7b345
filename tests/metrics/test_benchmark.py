import json
import math
from datetime import date
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.benchmark import (
    STAND_OUT_CONFIDENCE,
    TREND_CHI_SQUARED,
    Basis,
    Benchmark,
    BenchmarkStatistic,
    Facts,
    Figure,
    Funnel,
    Interval,
    Trend,
    TrendPoint,
    TrendResult,
    Use,
    Verdict,
    chi_squared_quantile,
    compare,
    funnel,
    overlap_of,
    proportion_trend,
    quantile_bands,
    rate_interval,
    recent_trend,
    value_trend,
    wilson,
)
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
from tests.shared import SHARED, shared

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
VECTORS = "vectors/benchmark.json"
SETS = (
    "wilson_percent",
    "rate_per_1000",
    "quantiles",
    "trend_proportion",
    "trend_value_ci",
    "funnel_proportion",
)
# The benchmark that the reference funnel pooled includes areas kept out of the file: the pooled
# rate of those in it is 0.2985, and every reference result follows from any in 0.3038 to 0.3068.
FUNNEL_AVERAGE = 0.305
ABSENT = [pytest.param({}, id="absent")]


def reference(name: str) -> list[Any]:
    """The reference cases of one set; where the file is absent, one that its test skips on."""
    found = SHARED / VECTORS
    return json.loads(found.read_text())[name] if found.exists() else ABSENT


def same(found: float | None, expected: float) -> bool:
    return found is not None and math.isclose(found, expected, rel_tol=1e-9)


@pytest.fixture(autouse=True)
def _reference_results(request: pytest.FixtureRequest) -> None:
    if "case" in request.fixturenames:
        shared(VECTORS)


@pytest.mark.parametrize("name", SETS)
def test_every_set_of_reference_results_is_used(name: str) -> None:
    stored = json.loads(shared(VECTORS).read_text())
    assert set(stored) - {"meta"} == set(SETS)
    assert len(stored[name]) > 10


@pytest.mark.parametrize(("key", "confidence"), [("95_0", 0.95), ("99_8", 0.998)])
@pytest.mark.parametrize("case", reference("wilson_percent"))
def test_wilson_intervals_are_the_references(
    case: dict[str, float], key: str, confidence: float
) -> None:
    found = wilson(case["x"], case["n"], confidence)
    assert same(100 * found.lower, case[f"lower{key}cl"])
    assert same(100 * found.upper, case[f"upper{key}cl"])


@pytest.mark.parametrize(("key", "confidence"), [("95_0", 0.95), ("99_8", 0.998)])
@pytest.mark.parametrize("case", reference("rate_per_1000"))
def test_rate_intervals_are_the_references(
    case: dict[str, float], key: str, confidence: float
) -> None:
    found = rate_interval(case["x"], case["n"], confidence)
    assert same(1000 * found.lower, case[f"lower{key}cl"])
    assert same(1000 * found.upper, case[f"upper{key}cl"])


@pytest.mark.parametrize("case", reference("quantiles"))
def test_quantile_bands_are_the_references(case: dict[str, list[float]]) -> None:
    assert quantile_bands(case["values"], 5) == case["quintile_low_is_1"]
    assert quantile_bands(case["values"], 4, highest_first=True) == case["quartile_high_is_1"]


@pytest.mark.parametrize("case", reference("trend_proportion"))
def test_trends_of_proportions_are_the_references(case: dict[str, Any]) -> None:
    found = proportion_trend(case["numerators"], case["denominators"])
    assert same(found.chi_squared, case["chi2"])
    assert same(found.p_value, case["p_value"])
    assert same(found.slope, case["logit_slope"])
    assert found.slopes_agree is case["leave_one_out_slopes_agree"]
    assert found.result == case["marker"]


@pytest.mark.parametrize("case", reference("trend_value_ci"))
def test_trends_of_values_are_the_references(case: dict[str, Any]) -> None:
    limits = zip(case["lower95"], case["upper95"], strict=True)
    found = value_trend(case["values"], [Interval(*ends) for ends in limits])
    assert same(found.chi_squared, case["chi2"])
    assert same(found.slope, case["slope"])
    assert found.slopes_agree is case["leave_one_out_slopes_agree"]
    assert found.result == case["marker"]


@pytest.mark.parametrize("case", reference("funnel_proportion"))
def test_places_on_a_funnel_are_the_references(case: dict[str, Any]) -> None:
    assert funnel(case["num"], case["den"], FUNNEL_AVERAGE) == case["significance"]


def poisson_upper_tail(events: int, mean: float) -> float:
    return 1 - math.fsum(
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(events)
    )


@pytest.mark.parametrize("degrees", [2, 4, 10, 18, 20, 100])
@pytest.mark.parametrize("probability", [0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999])
def test_a_chi_squared_quantile_is_where_the_poisson_sum_says(
    degrees: int, probability: float
) -> None:
    found = chi_squared_quantile(probability, degrees)
    assert poisson_upper_tail(degrees // 2, found / 2) == pytest.approx(probability, rel=1e-10)


@pytest.mark.parametrize("probability", [1e-9, 0.001, 0.025, 0.5, 0.975, 0.999, 1 - 1e-9])
def test_chi_squared_with_one_degree_is_a_squared_normal(probability: float) -> None:
    # With two, it is exponential.
    z = NormalDist().inv_cdf((1 - probability) / 2)
    assert chi_squared_quantile(probability, 1) == pytest.approx(z * z, rel=1e-7)
    expected = -2 * math.log1p(-probability)
    assert chi_squared_quantile(probability, 2) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("probability", "degrees"), [(0, 2), (1, 2), (-0.1, 2), (0.5, 0)])
def test_a_quantile_outside_its_range_is_refused(probability: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="quantile"):
        chi_squared_quantile(probability, degrees)


@pytest.mark.parametrize(("count", "population"), [(-1, 10), (11, 10), (0, 0)])
def test_a_count_beyond_its_population_is_no_proportion(count: int, population: int) -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        wilson(count, population)


@pytest.mark.parametrize(("count", "exposure"), [(-1, 10), (5, 0)])
def test_a_rate_needs_an_exposure(count: int, exposure: int) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        rate_interval(count, exposure)


def test_nothing_counted_has_a_lower_limit_of_exactly_zero() -> None:
    assert wilson(0, 7).lower == 0
    assert wilson(7, 7).upper == 1
    assert rate_interval(0, 7).lower == 0


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_of_the_rest_is_the_mirror_image(count: int, more: int) -> None:
    population = count + more
    one, rest = wilson(count, population), wilson(population - count, population)
    assert one.lower == pytest.approx(1 - rest.upper, abs=1e-12)
    assert one.upper == pytest.approx(1 - rest.lower, abs=1e-12)


@given(st.integers(0, 40), st.integers(1, 10**6))
def test_a_wider_confidence_holds_the_narrower_interval(count: int, exposure: int) -> None:
    wide = rate_interval(count, exposure, STAND_OUT_CONFIDENCE)
    narrow = rate_interval(count, exposure)
    assert wide.lower <= narrow.lower <= count / exposure < narrow.upper < wide.upper


YEAR = calendar_year(2023)


def figure(value: float | None, **other: Any) -> Figure:
    known: dict[str, Any] = {"period": YEAR, "definition": "employment rate", "unit": "%"}
    return Figure(value, **(known | other))


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
    assert inside.reason == "the 95 % interval 70.0 to 80.0 includes 71.5"
    assert outside.reason == "the 95 % interval 70.0 to 80.0 does not include 65.0"
    assert outside.difference == 10.0


def test_the_four_facts_stay_beside_the_verdict() -> None:
    found = compare(figure(75.0, interval=Interval(70, 80)), nation(75.7), MAX)
    expected = Facts("England", BenchmarkStatistic.RATE, YEAR, date(2024, 4, 16))
    assert (found.facts, found.period) == (expected, YEAR)


def test_a_page_of_stand_outs_asks_for_more() -> None:
    counted = figure(60.0, count=60, denominator=100)
    published = figure(60.0, interval=Interval(50.0, 70.0))
    for area in (counted, published):
        assert compare(area, nation(48.0), MAX).verdict is Verdict.BETTER
        stand_out = compare(area, nation(48.0), MAX, STAND_OUT_CONFIDENCE)
        assert stand_out.verdict is Verdict.SIMILAR
        assert stand_out.reason.startswith("the 99.8 % interval")
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
    assert compare(area, nation(math.nextafter(upper, math.inf)), MAX).verdict is Verdict.WORSE


@pytest.mark.parametrize(
    ("count", "verdict"), [(4, Verdict.NONE), (4.99, Verdict.NONE), (5, Verdict.BETTER)]
)
def test_fewer_than_five_cases_have_no_verdict(count: float, verdict: Verdict) -> None:
    area = figure(100 * count / 1000, count=count, denominator=1000)
    found = compare(area, nation(9.0), MIN)
    assert found.verdict is verdict
    assert (found.reason == "fewer than 5 cases") is (verdict is Verdict.NONE)


@pytest.mark.parametrize(
    ("value", "benchmark", "unit", "decimals", "reason"),
    [
        (76.9, 75.7, "%", 1, "above by 1.2 points"),
        (74.5, 75.7, "%", 1, "below by 1.2 points"),
        (0.3, 0.1, "%", 1, "above by 0.2 points"),
        (36_000, 34_500, "pounds", 0, "above by 1,500 pounds"),
        (75.7, 75.7, "%", 1, "the same"),
    ],
)
def test_without_an_interval_there_is_a_difference_and_no_verdict(
    value: float, benchmark: float, unit: str, decimals: int, reason: str
) -> None:
    area = figure(value, unit=unit, decimals=decimals)
    found = compare(area, nation(benchmark, unit=unit), MAX)
    assert (found.verdict, found.reason) == (Verdict.NONE, reason)


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
    found = compare(area, nation(60.0, **change), MAX)
    assert (found.verdict, found.reason, found.difference) == (Verdict.NONE, reason, 15.0)


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
    found = compare(figure(value, interval=Interval(70, 80)), nation(benchmark), MAX)
    assert (found.verdict, found.difference) == (Verdict.NONE, None)
    assert found.reason == f"no figure for the {missing}"


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
    found = compare(figure(**survey(70 + difference, 3)), nation(**survey(70, 4)), MAX)
    assert found.verdict is verdict


def test_one_survey_estimate_is_judged_by_its_own_interval() -> None:
    area = figure(**survey(79, 3))
    assert compare(area, nation(70.0), MAX).verdict is Verdict.BETTER
    assert compare(area, nation(**survey(70, 4)), MAX).verdict is Verdict.SIMILAR
    counted = nation(**survey(70, 4) | {"survey": False})
    assert compare(area, counted, MAX).verdict is Verdict.BETTER


def test_the_lowest_value_is_in_the_first_band_where_rounding_says_the_one_below() -> None:
    # 17 / (17 / 7) is a hair more than 7 in binary.
    assert quantile_bands([float(n) for n in range(17)], 7)[0] == 1


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
    found = compare(area, nation(benchmark), MAX).verdict
    assert compare(area, nation(benchmark), MIN).verdict is swapped[found]


@given(numbers, numbers, st.integers(10, 1000), st.integers(10, 1000))
def test_two_survey_estimates_mirror_each_other(one: float, other: float, a: int, b: int) -> None:
    mirror = {
        Verdict.HIGHER: Verdict.LOWER,
        Verdict.LOWER: Verdict.HIGHER,
        Verdict.SIMILAR: Verdict.SIMILAR,
    }
    mine, theirs = survey(one, a / 100), survey(other, b / 100)
    found = compare(figure(**mine), nation(**theirs), NONE).verdict
    assert compare(figure(**theirs), nation(**mine), NONE).verdict is mirror[found]


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
    for found in (overlap_of(period, other), overlap_of(other, period)):
        assert (found.months, found.use, found.label) == (months, use, label)


@pytest.mark.parametrize(("period", "muted"), [(FY, True), (YEAR, False)])
def test_a_verdict_across_nine_to_eleven_months_is_muted(period: Period, *, muted: bool) -> None:
    found = compare(figure(75.0, interval=Interval(70, 80), period=period), nation(60.0), MAX)
    assert (found.verdict, found.muted) == (Verdict.BETTER, muted)


@pytest.mark.parametrize(
    ("z", "place"),
    [
        (1.9599, Funnel.INSIDE),
        (1.9601, Funnel.HIGH),
        (3.0902, Funnel.HIGH),
        (3.0903, Funnel.HIGH_STAND_OUT),
        (-1.9599, Funnel.INSIDE),
        (-1.9601, Funnel.LOW),
        (-3.0903, Funnel.LOW_STAND_OUT),
    ],
)
def test_a_funnel_has_four_edges(z: float, place: Funnel) -> None:
    assert funnel(5000 + 50 * z, 10_000, 0.5) is place


@pytest.mark.parametrize("average", [0.0, 1.0, 1.2])
def test_a_funnel_needs_an_average_with_spread(average: float) -> None:
    with pytest.raises(ValueError, match="average"):
        funnel(5, 10, average)


@given(st.integers(1, 400), st.integers(400, 5000), st.integers(5, 95))
def test_outside_the_funnel_is_where_wilsons_interval_misses_the_average(
    count: int, population: int, percent: int
) -> None:
    average = percent / 100
    interval = wilson(count, population)
    assume(min(abs(interval.lower - average), abs(interval.upper - average)) > 1e-9)
    inside = interval.lower <= average <= interval.upper
    assert (funnel(count, population, average) is Funnel.INSIDE) is inside


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0, 2.0, 3.0, 4.0], [1, 2, 3, 4]),
        ([1.0, 2.0, 3.0], [None, None, None]),
        ([4.0, None, 1.0, 3.0, float("nan"), 2.0], [4, None, 1, 3, None, 2]),
        ([4.0, None, 1.0, 3.0], [None, None, None, None]),
        ([1.0, 1.0, 1.0, 1.0], [1, 1, 1, 1]),
        ([4.0, 4.0, 4.0, 1.0], [2, 2, 2, 1]),
        ([], []),
    ],
)
def test_bands_need_as_many_values_as_there_are_bands(
    values: list[float | None], expected: list[int | None]
) -> None:
    assert quantile_bands(values, 4) == expected


@given(st.lists(numbers, min_size=5, max_size=60), st.integers(2, 5))
def test_bands_by_highest_first_are_the_bands_of_the_negatives(
    values: list[float], bands: int
) -> None:
    negatives: list[float | None] = [-value for value in values]
    assert quantile_bands(list(values), bands, highest_first=True) == quantile_bands(
        negatives, bands
    )


COUNTS = {calendar_year(2019 + n): TrendPoint(50 + 10 * n, 200) for n in range(5)}
VALUES = {
    calendar_year(2019 + n): TrendPoint(value=50.0 + n, interval=Interval(49.5 + n, 50.5 + n))
    for n in range(5)
}


def test_five_years_of_counts_have_a_trend() -> None:
    found = recent_trend(COUNTS)
    assert found == proportion_trend([50, 60, 70, 80, 90], [200] * 5)
    assert found.result is TrendResult.INCREASING


def test_five_years_of_values_with_intervals_have_a_trend() -> None:
    found = recent_trend(VALUES)
    assert found.result is TrendResult.INCREASING
    assert found.slope == pytest.approx(1)


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
            without(2021) | {rolling(date(2020, 7, 1), date(2021, 6, 30)): TrendPoint(70, 200)},
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
    found = recent_trend(points)
    assert found.result is TrendResult.UNKNOWN
    assert found.p_value is None
    assert reason in (found.reason or "")


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
    found = value_trend([50, 49.8, 49.6, 49.4, 60], limits)
    assert found.chi_squared is not None
    assert found.chi_squared > TREND_CHI_SQUARED
    assert (found.slopes_agree, found.result) == (False, TrendResult.NONE)


@given(st.lists(st.integers(1, 199), min_size=5, max_size=5))
def test_counting_the_rest_turns_the_trend_round(numerators: list[int]) -> None:
    turned = {
        TrendResult.INCREASING: TrendResult.DECREASING,
        TrendResult.DECREASING: TrendResult.INCREASING,
        TrendResult.NONE: TrendResult.NONE,
    }
    found = proportion_trend(numerators, [200] * 5)
    rest = proportion_trend([200 - count for count in numerators], [200] * 5)
    assert found.chi_squared == pytest.approx(rest.chi_squared, abs=1e-9)
    assume(abs((found.chi_squared or 0) - TREND_CHI_SQUARED) > 1e-6)
    assume(abs(found.slope or 0) > 1e-9)
    assert rest.result is turned[found.result]
