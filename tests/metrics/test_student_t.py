import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.intervals import normal_quantile
from metrics.student_t import student_quantile


@pytest.mark.parametrize(
    ("degrees", "quantile"),
    [
        (1, 3.077684),
        (2, 1.885618),
        (3, 1.637744),
        (4, 1.533206),
        (5, 1.475884),
        (6, 1.439756),
        (9, 1.383029),
        (10, 1.372184),
        (15, 1.340606),
        (20, 1.325341),
        (30, 1.310415),
        (60, 1.295821),
        (120, 1.288646),
    ],
)
def test_quantiles_at_ninety_per_cent_are_those_of_the_tables(
    degrees: int, quantile: float
) -> None:
    assert student_quantile(0.9, degrees) == pytest.approx(quantile, abs=5e-7)


@pytest.mark.parametrize(
    ("probability", "degrees", "quantile"),
    [(0.975, 1, 12.706205), (0.975, 10, 2.228139), (0.995, 5, 4.032143), (0.75, 7, 0.711142)],
)
def test_quantiles_at_other_probabilities_are_those_of_the_tables(
    probability: float, degrees: int, quantile: float
) -> None:
    assert student_quantile(probability, degrees) == pytest.approx(quantile, abs=1e-6)


@given(st.floats(0.5, 0.9999))
def test_two_degrees_of_freedom_have_a_closed_form(probability: float) -> None:
    above = 2 * probability - 1
    exact = above * math.sqrt(2 / (1 - above**2))
    assert student_quantile(probability, 2) == pytest.approx(exact, rel=1e-9, abs=1e-12)


def test_half_lies_below_nothing() -> None:
    assert student_quantile(0.5, 7) == pytest.approx(0, abs=1e-12)


@given(st.integers(1, 199))
def test_more_figures_make_narrower_limits_but_never_the_normal_ones(degrees: int) -> None:
    here, next_one = student_quantile(0.9, degrees), student_quantile(0.9, degrees + 1)
    assert here > next_one > normal_quantile(0.8)


def test_past_two_hundred_degrees_it_stays() -> None:
    assert student_quantile(0.9, 10_000) == student_quantile(0.9, 200)


@pytest.mark.parametrize(("probability", "degrees"), [(0.4, 3), (1.0, 3), (0.9, 0)])
def test_no_quantile_without_freedom_or_a_probability(probability: float, degrees: int) -> None:
    with pytest.raises(ValueError, match="quantile"):
        student_quantile(probability, degrees)
