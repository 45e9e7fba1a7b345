import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.forecast.theta import Path, season_of, seasonal_naive, smoothed, theta
from tests.shared import SHARED, shared

VECTORS = "vectors/forecast.json"
TOLERANCE = 0.02
POSITIVE = st.lists(st.floats(1, 1000), min_size=8, max_size=20)
ANY = st.lists(st.floats(-1000, 1000), min_size=8, max_size=20)


def reference() -> list[Any]:
    """The reference cases; where the file is absent, one that its test skips on."""
    path = SHARED / VECTORS
    if not path.exists():
        return [pytest.param({}, id="absent")]
    return [pytest.param(case, id=case["id"]) for case in json.loads(path.read_text())["cases"]]


def assert_is(path: Path, expected: dict[str, list[float]]) -> None:
    for ours, theirs in (("mean", "mean"), ("lower", "lower80"), ("upper", "upper80")):
        assert getattr(path, ours) == pytest.approx(expected[theirs], rel=TOLERANCE)


@pytest.mark.parametrize("case", reference())
def test_seasons_are_the_packages(case: dict[str, Any]) -> None:
    shared(VECTORS)
    figures = season_of(case["values"], case["m"]).figures
    assert figures == pytest.approx(case["seasonal_figure_multiplicative"], rel=1e-9)


@pytest.mark.parametrize("case", reference())
def test_seasonal_naive_and_its_limits_are_the_packages(case: dict[str, Any]) -> None:
    shared(VECTORS)
    assert_is(seasonal_naive(case["values"], case["m"], case["h"]), case["snaive"])


@pytest.mark.parametrize("case", reference())
def test_the_smoothed_level_is_the_packages(case: dict[str, Any]) -> None:
    shared(VECTORS)
    adjusted = season_of(case["values"], case["m"]).removed(np.array(case["values"], float))
    expected = case["ses_on_adjusted"]["mean"]
    assert [smoothed(adjusted).level] * case["h"] == pytest.approx(expected, rel=TOLERANCE)


@pytest.mark.parametrize("case", reference())
def test_theta_and_its_limits_are_the_packages(case: dict[str, Any]) -> None:
    shared(VECTORS)
    expected = case["theta_on_adjusted_times_season"]
    assert_is(theta(case["values"], case["m"], case["h"]), expected)


def squared_errors(values: Sequence[float], alpha: float, level: float) -> float:
    total = 0.0
    for value in values:
        total += (value - level) ** 2
        level += alpha * (value - level)
    return total


@given(ANY, st.floats(0.0001, 0.9999), st.floats(-1000, 1000))
def test_no_constant_and_first_level_beat_the_smoothed_ones_by_a_tenth(
    values: list[float], alpha: float, level: float
) -> None:
    ours = smoothed(values).variance * (len(values) - 2)
    hair = 1e-6 + 1e-3 * sum(value**2 for value in values)
    assert ours <= 1.1 * squared_errors(values, alpha, level) + hair


def least_squared_error(values: Sequence[float], alpha: float) -> float:
    """With the best first level: the least of a parabola, which three levels tell."""
    at_0, at_1, at_2 = (squared_errors(values, alpha, level) for level in (0.0, 1.0, 2.0))
    bend, slope = (at_2 - 2 * at_1 + at_0) / 2, (4 * at_1 - at_2 - 3 * at_0) / 2
    return at_0 - slope**2 / (4 * bend)


def test_the_constant_is_found_between_those_that_are_tried() -> None:
    values = [10.0, 12.0, 11.0, 13.0, 12.0, 15.0, 13.0, 14.0, 18.0, 17.0, 16.0, 19.0]
    best = min(range(1, 1000), key=lambda i: least_squared_error(values, i / 1000)) / 1000
    assert 0.1 < best < 0.9
    assert smoothed(values).alpha == pytest.approx(best, abs=0.002)


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=6), st.floats(0, 1))
def test_few_values_start_at_the_first_of_them(values: list[float], alpha: float) -> None:
    ours = smoothed(values).variance * len(values)
    hair = 1e-6 + 1e-3 * sum(value**2 for value in values)
    assert ours <= 1.1 * squared_errors(values, alpha, values[0]) + hair


def test_a_step_is_followed_and_noise_is_not() -> None:
    step, noise = [10.0] * 8 + [20.0] * 8, [10.0, 12.0] * 8
    assert smoothed(step).alpha == pytest.approx(0.9999)
    assert smoothed(step).level == pytest.approx(20, abs=1e-3)
    assert smoothed(noise).alpha < 0.1
    assert smoothed(noise).level == pytest.approx(11, abs=0.2)


@pytest.mark.parametrize("length", [0, 1])
def test_too_short_a_series_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="two values"):
        theta([1.0] * length, 4, 1)


def test_nothing_is_not_smoothed() -> None:
    with pytest.raises(ValueError, match="nothing"):
        smoothed([])


def test_a_change_needs_more_than_a_year() -> None:
    with pytest.raises(ValueError, match="two years"):
        seasonal_naive([1.0] * 4, 4, 1)


@pytest.mark.parametrize(("values", "seasonal"), [(7, False), (8, True)])
def test_seasons_need_two_whole_years(values: int, seasonal: bool) -> None:
    figures = season_of([10.0, 20.0, 30.0, 40.0, 10.0, 20.0, 30.0, 40.0][:values], 4).figures
    assert (len(figures) == 4) == seasonal
    assert list(figures) == pytest.approx([0.4, 0.8, 1.2, 1.6] if seasonal else [1])


@pytest.mark.parametrize("least", [0.0, -5.0])
def test_seasons_are_added_where_not_all_values_are_above_zero(least: float) -> None:
    season = season_of([least, 20.0, 30.0, 40.0] * 3, 4)
    mean = (least + 90) / 4
    assert not season.times
    assert list(season.figures) == pytest.approx(
        [least - mean, 20 - mean, 30 - mean, 40 - mean], abs=1e-9
    )


def test_an_odd_number_of_seasons_needs_no_half_periods() -> None:
    assert list(season_of([1.0, 2.0, 3.0] * 3, 3).figures) == pytest.approx([0.5, 1, 1.5])


@pytest.mark.parametrize("season", [1, 2, 4, 12])
def test_a_year_that_repeats_goes_on_repeating(season: int) -> None:
    year = [float(10 + 7 * number % 5) for number in range(season)]
    path = theta(year * 4, season, season)
    for part in (path.mean, path.lower, path.upper):
        assert list(part) == pytest.approx(year)


def test_a_trend_goes_on_at_half_its_slope() -> None:
    path = theta([float(value) for value in range(10, 30)], 1, 3)
    assert np.diff(path.mean) == pytest.approx([0.5, 0.5])
    assert path.mean[0] == pytest.approx(29.5, abs=0.01)


def test_forecasts_start_in_the_season_after_the_last_value() -> None:
    values = [10.0, 20.0, 30.0, 40.0] * 3 + [10.0]
    assert list(theta(values, 4, 3).mean) == pytest.approx([20, 30, 40], rel=1e-6)


def test_of_a_long_series_the_last_ten_years_of_months_count() -> None:
    late = [math.sin(i) + 5 for i in range(120)]
    assert list(theta([1000.0] * 60 + late, 12, 3).mean) == list(theta(late, 12, 3).mean)


@given(POSITIVE, st.floats(0.01, 100))
def test_theta_does_not_depend_on_the_unit(values: list[float], scale: float) -> None:
    plain, scaled = theta(values, 4, 4), theta([scale * value for value in values], 4, 4)
    assert list(scaled.mean) == pytest.approx(list(scale * plain.mean), rel=1e-5, abs=1e-6 * scale)


@given(ANY)
def test_the_limits_hold_the_mean_and_widen(values: list[float]) -> None:
    # Added seasons, so that the limits widen by the step alone.
    path = theta([0.0, *values], 4, 8)
    assert np.all(path.lower <= path.mean)
    assert np.all(path.mean <= path.upper)
    widths = path.upper - path.lower
    assert np.all(np.diff(widths) >= -1e-9 * (1 + np.abs(widths[:-1])))


@given(ANY, st.floats(0, 5))
def test_widened_limits_lie_so_many_times_as_far_out(values: list[float], factor: float) -> None:
    path = theta(values, 4, 4)
    wider = path.widened(factor)
    assert list(wider.mean) == list(path.mean)
    widths, expected = wider.upper - wider.lower, factor * (path.upper - path.lower)
    assert list(widths) == pytest.approx(list(expected), rel=1e-6, abs=1e-6)
