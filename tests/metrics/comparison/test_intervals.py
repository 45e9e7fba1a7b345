import math
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.intervals import (
    CONFIDENCE,
    STAND_OUT_CONFIDENCE,
    chi_squared_quantile,
    rate_interval,
    wilson,
)
from tests.metrics.comparison.benchmark_results import reference, same


@pytest.mark.parametrize(("key", "confidence"), [("95_0", 0.95), ("99_8", 0.998)])
@pytest.mark.parametrize("case", reference("wilson_percent"))
def test_wilson_intervals_are_the_references(
    case: dict[str, float], key: str, confidence: float
) -> None:
    interval = wilson(case["x"], case["n"], confidence)
    assert same(100 * interval.lower, case[f"lower{key}cl"])
    assert same(100 * interval.upper, case[f"upper{key}cl"])


@pytest.mark.parametrize(("key", "confidence"), [("95_0", 0.95), ("99_8", 0.998)])
@pytest.mark.parametrize("case", reference("rate_per_1000"))
def test_rate_intervals_are_the_references(
    case: dict[str, float], key: str, confidence: float
) -> None:
    interval = rate_interval(case["x"], case["n"], confidence)
    assert same(1000 * interval.lower, case[f"lower{key}cl"])
    assert same(1000 * interval.upper, case[f"upper{key}cl"])


def poisson_upper_tail(events: int, mean: float) -> float:
    return 1 - math.fsum(
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(events)
    )


@pytest.mark.parametrize("degrees", [2, 4, 10, 18, 20, 100])
@pytest.mark.parametrize("probability", [0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999])
def test_a_chi_squared_quantile_is_where_the_poisson_sum_says(
    degrees: int, probability: float
) -> None:
    quantile = chi_squared_quantile(probability, degrees)
    assert poisson_upper_tail(degrees // 2, quantile / 2) == pytest.approx(probability, rel=1e-10)


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
    mirrored, rest = wilson(count, population), wilson(population - count, population)
    assert mirrored.lower == pytest.approx(1 - rest.upper, abs=1e-12)
    assert mirrored.upper == pytest.approx(1 - rest.lower, abs=1e-12)


@given(st.integers(0, 40), st.integers(1, 10**6))
def test_a_wider_confidence_holds_the_narrower_interval(count: int, exposure: int) -> None:
    wide = rate_interval(count, exposure, STAND_OUT_CONFIDENCE)
    narrow = rate_interval(count, exposure)
    assert wide.lower <= narrow.lower <= count / exposure < narrow.upper < wide.upper


# The benchmark that the reference funnel pooled includes areas kept out of the file: the pooled
# rate of those in it is 0.2985, and every reference result follows from any in 0.3038 to 0.3068.
FUNNEL_AVERAGE = 0.305
FUNNEL_WORDS = {CONFIDENCE: "0.025", STAND_OUT_CONFIDENCE: "0.001"}


def funnel_significance(count: float, population: float) -> str:
    """The place on a funnel plot by which of the two Wilson intervals misses the average."""
    significance = "Not significant"
    for confidence, tail in FUNNEL_WORDS.items():
        interval = wilson(count, population, confidence)
        if not interval.lower <= FUNNEL_AVERAGE <= interval.upper:
            significance = f"{'High' if interval.lower > FUNNEL_AVERAGE else 'Low'} ({tail})"
    return significance


@pytest.mark.parametrize("case", reference("funnel_proportion"))
def test_both_intervals_of_a_proportion_miss_an_average_where_the_references_do(
    case: dict[str, Any],
) -> None:
    assert funnel_significance(case["num"], case["den"]) == case["significance"]
