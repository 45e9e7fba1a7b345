from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.comparison.intervals import wilson
from metrics.comparison.quantile_bands import Funnel, funnel, quantile_bands
from tests.metrics.benchmark_results import reference

# The benchmark that the reference funnel pooled includes areas kept out of the file: the pooled
# rate of those in it is 0.2985, and every reference result follows from any in 0.3038 to 0.3068.
FUNNEL_AVERAGE = 0.305
numbers = st.decimals(1, 99, places=1).map(float)


@pytest.mark.parametrize("case", reference("quantiles"))
def test_quantile_bands_are_the_references(case: dict[str, list[float]]) -> None:
    assert quantile_bands(case["values"], 5) == case["quintile_low_is_1"]
    assert quantile_bands(case["values"], 4, highest_first=True) == case["quartile_high_is_1"]


@pytest.mark.parametrize("case", reference("funnel_proportion"))
def test_places_on_a_funnel_are_the_references(case: dict[str, Any]) -> None:
    assert funnel(case["num"], case["den"], FUNNEL_AVERAGE) == case["significance"]


def test_the_lowest_value_is_in_the_first_band_where_rounding_says_the_one_below() -> None:
    # 17 / (17 / 7) is a hair more than 7 in binary.
    assert quantile_bands([float(n) for n in range(17)], 7)[0] == 1


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
