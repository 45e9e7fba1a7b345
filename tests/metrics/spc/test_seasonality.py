"""How strong a season is: from nothing to all of a series' movement."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.spc.seasonality import STRONG, is_seasonal, season_strength

QUARTERS = [10.0, 20.0, 15.0, 40.0]
NOISE = [1.0, -2.0, 0.5, 2.5, -1.5, -0.5, 2.0, 1.5, -1.0, 0.0, -2.5, 1.0]


@pytest.mark.parametrize(
    "values",
    [
        QUARTERS * 3,
        [value + 2 * at for at, value in enumerate(QUARTERS * 3)],
        [value + noise for value, noise in zip(QUARTERS * 3, NOISE, strict=True)],
        [None, 7.0, None, *QUARTERS * 3],
        [99.0, -99.0, 5.0, *QUARTERS * 3],
    ],
    ids=["alone", "on a trend", "with noise", "after a gap", "in the last whole years"],
)
def test_a_season_that_returns_every_year_is_strong(values: list[float | None]) -> None:
    assert is_seasonal(values, 4)


@pytest.mark.parametrize(
    "values",
    [
        NOISE,
        [5.0] * 12,
        [3.0 * at for at in range(12)],
        [0.1 + 0.1 * at for at in range(40)],
        [1e9 + 0.1 * at for at in range(40)],
        [0.0] * 40,
    ],
    ids=["noise", "level", "straight", "tenths", "large", "nothing"],
)
def test_noise_and_straight_lines_have_no_season(values: list[float]) -> None:
    assert not is_seasonal(values, 4)


def test_no_straight_line_has_a_season_for_rounding() -> None:
    levels_and_slopes = [
        (95.4, 0.8),
        (-41.3, 2.4),
        (31.8, -0.2),
        (76.0, -0.5),
        (-89.4, -2.5),
        (-18.5, -3.0),
    ]
    lines = [
        [a + b * at for at in range(count)] for a, b in levels_and_slopes for count in (12, 16, 20)
    ]
    assert not any(is_seasonal(line, 4) for line in lines)


@pytest.mark.parametrize(
    ("values", "season"),
    [
        (QUARTERS * 2 + QUARTERS[:3], 4),
        ([*QUARTERS, None, *QUARTERS * 2], 4),
        ([*QUARTERS * 3, None], 4),
        (QUARTERS * 3, 12),
        (QUARTERS * 3, 1),
        ([], 4),
        ([None] * 12, 4),
    ],
)
def test_under_three_whole_years_since_the_last_gap_say_nothing(
    values: list[float | None], season: int
) -> None:
    assert season_strength(values, season) == 0


def test_the_strength_is_the_share_of_variance_that_the_time_of_year_explains() -> None:
    season, rest = np.array([3.0, -1, -1, -1]), np.array(NOISE)
    strengths = [season_strength((np.tile(season, 3) * k + rest).tolist(), 4) for k in (0, 1, 4)]
    assert strengths[0] < strengths[1] < STRONG < strengths[2] < 1


def test_chance_alone_is_seldom_strong() -> None:
    noise = np.random.default_rng(5).normal(size=(400, 12))
    assert sum(is_seasonal(row.tolist(), 4) for row in noise) <= 0.03 * 400


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=12, max_size=30),
    st.sampled_from([2, 4]),
    st.floats(0.5, 100),
    st.floats(-1e6, 1e6),
)
def test_the_strength_lies_between_nothing_and_all_whatever_the_unit(
    values: list[float], season: int, times: float, more: float
) -> None:
    assert 0 <= season_strength(values, season) <= 1
    assert 0 <= season_strength([times * value + more for value in values], season) <= 1


@pytest.mark.filterwarnings("error")
def test_figures_too_large_for_their_squares_are_an_error_and_no_warning() -> None:
    with pytest.raises(OverflowError):
        season_strength([value * 1e300 for value in QUARTERS * 3], 4)
