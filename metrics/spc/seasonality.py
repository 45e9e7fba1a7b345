"""Whether a series has a strong season: how much of its movement the time of year explains.

Strength of season as in Wang, Smith and Hyndman (2006): 1 less the variance of the remainder over
that of season and remainder together; at 0.64 and above the R package forecast takes a seasonal
difference.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from metrics.status import is_number

STRONG = 0.64
FEWEST_YEARS = 3
FLAT = 1e-18
Numbers = NDArray[np.float64]


def is_seasonal(values: Sequence[float | None], season: int) -> bool:
    """Whether the last whole years of a series, three at least, are strongly seasonal."""
    return season_strength(values, season) >= STRONG


def season_strength(values: Sequence[float | None], season: int) -> float:
    """From 0 (none) to 1; 0 with fewer than three whole years since the last missing value.

    `season` is how many values make a year. The trend is a straight line, and variances are over
    their degrees of freedom, both ours: with three years of quarters chance alone explains a third.
    """
    known = _since_the_last_gap(values)
    years = len(known) // season
    if season < 2 or years < FEWEST_YEARS:
        return 0.0
    y = np.array(known[-years * season :], dtype=float)
    # A straight line leaves a hair of movement, which is no season. Before the squares, so that a
    # figure too large for them is an OverflowError and no warning.
    flat = FLAT * float(np.abs(y).max()) ** 2
    line, both = _bases(years, season)
    without, within = _variance(y, line), _variance(y, both)
    return 0.0 if without <= flat else max(0.0, 1 - within / without)


@lru_cache(maxsize=256)
def _bases(years: int, season: int) -> tuple[Numbers, Numbers]:
    """Orthonormal columns that span a straight line, and a line with a level for each season."""
    count = years * season
    line = np.column_stack([np.ones(count), np.arange(count, dtype=float)])
    seasons = np.tile(np.eye(season)[:, 1:], (years, 1))
    return np.linalg.qr(line).Q, np.linalg.qr(np.hstack([line, seasons])).Q


def _variance(y: Numbers, basis: Numbers) -> float:
    """The variance of what a least-squares fit leaves."""
    remainder = float(np.square(y - basis @ (basis.T @ y)).sum())
    degrees: int = len(y) - basis.shape[1]
    return remainder / degrees


def _since_the_last_gap(values: Sequence[float | None]) -> list[float]:
    known: list[float] = []
    for value in reversed(values):
        if not is_number(value):
            break
        known.append(value)
    return known[::-1]
