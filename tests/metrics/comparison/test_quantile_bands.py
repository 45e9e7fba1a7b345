import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.quantile_bands import quantile_bands
from tests.metrics.comparison.benchmark_results import reference

numbers = st.decimals(1, 99, places=1).map(float)


@pytest.mark.parametrize("case", reference("quantiles"))
def test_quantile_bands_are_the_references(case: dict[str, list[float]]) -> None:
    assert quantile_bands(case["values"], 5) == case["quintile_low_is_1"]
    assert quantile_bands(case["values"], 4, highest_first=True) == case["quartile_high_is_1"]


def test_the_lowest_value_is_in_the_first_band_where_rounding_says_the_one_below() -> None:
    # 17 / (17 / 7) is a hair more than 7 in binary.
    assert quantile_bands([float(n) for n in range(17)], 7)[0] == 1


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
