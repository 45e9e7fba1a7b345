"""Robust spread: one wild figure moves neither the middle nor the measure."""

import pytest

from metrics.robust_spread import SIGMA_OF_MAD, mad, robust_sigmas


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1.0], 0), ([1.0, 2.0, 3.0], 1), ([1.0, 2.0, 3.0, 1000.0], 1), ([5.0, 5.0, 5.0, 9.0], 0)],
)
def test_the_mad_is_the_middle_of_the_distances_from_the_middle(
    values: list[float], expected: float
) -> None:
    assert mad(values) == expected


def test_no_values_have_no_spread() -> None:
    with pytest.raises(ValueError, match="no values"):
        mad([])


def test_sigmas_are_counted_from_the_median_and_have_no_sign() -> None:
    others = [8.0, 9.0, 10.0, 11.0, 12.0]
    assert robust_sigmas(10 + 2 * SIGMA_OF_MAD, others) == pytest.approx(2)
    assert robust_sigmas(10 - 2 * SIGMA_OF_MAD, others) == pytest.approx(2)


@pytest.mark.parametrize("others", [[], [7.0], [5.0, 5.0, 5.0, 9.0]])
def test_without_spread_there_is_nothing_to_measure_by(others: list[float]) -> None:
    assert robust_sigmas(100, others) is None
