"""Whether a series has a strong season: how much of its movement the time of year explains.

Strength of season as in Wang, Smith and Hyndman (2006): 1 less the variance of the remainder over
that of season and remainder together; at 0.64 and above the R package forecast takes a seasonal
difference.
"""

from collections.abc import Sequence

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
    line = np.column_stack([np.ones(len(y)), np.arange(len(y))])
    seasons = np.tile(np.eye(season)[:, 1:], (years, 1))
    without, within = _variance(y, line), _variance(y, np.hstack([line, seasons]))
    # A straight line leaves a hair of movement, which is no season.
    flat = FLAT * float(np.abs(y).max()) ** 2
    return 0.0 if without <= flat else max(0.0, 1 - within / without)


def _variance(y: Numbers, columns: Numbers) -> float:
    """The variance of what a least-squares fit of some columns leaves."""
    fitted = columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    left = float(np.sum((y - fitted) ** 2))
    return left / (len(y) - columns.shape[1])


def _since_the_last_gap(values: Sequence[float | None]) -> list[float]:
    known: list[float] = []
    for value in reversed(values):
        if not is_number(value):
            break
        known.append(value)
    return known[::-1]
