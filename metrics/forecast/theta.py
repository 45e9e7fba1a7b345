"""The Theta method: a seasonally adjusted series, smoothed, carried on at half its slope.

Assimakopoulos and Nikolopoulos (2000) in the form of Hyndman and Billah (2003), with the limits of
the R package forecast 8.20.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LIMITS_80 = NormalDist().inv_cdf(0.9)
# Two constants whose squared errors differ by less than a tenth are as good as each other.
AS_GOOD = 1.1
# Up to so few values the level starts at the first of them, as it does in the package.
FEW = 6
LEAST_ALPHA, MOST_ALPHA = 1e-4, 0.9999
# Ten years of months: what is older says nothing of the years to come.
MOST_VALUES = 120
ALPHAS = np.linspace(LEAST_ALPHA, MOST_ALPHA, 41)


@dataclass(frozen=True, slots=True)
class Path:
    """The values to come with their 80 % limits, one of each a period."""

    mean: Numbers
    lower: Numbers
    upper: Numbers

    def widened(self, factor: float) -> "Path":
        """The same values with limits so many times as far from them."""
        return Path(
            self.mean,
            self.mean - (self.mean - self.lower) * factor,
            self.mean + (self.upper - self.mean) * factor,
        )


@dataclass(frozen=True, slots=True)
class Season:
    """What each season of the year does to a value: times it, or else added to it.

    `figures` starts with the season of the series' first value.
    """

    figures: Numbers
    times: bool

    def removed(self, values: Numbers) -> Numbers:
        """The values as they would be without seasons."""
        seasons = self._each(0, len(values))
        return values / seasons if self.times else values - seasons

    def restored(self, values: Numbers, start: int) -> Numbers:
        """The rows of values, whose first is at position `start` of the series, with seasons."""
        seasons = self._each(start, values.shape[-1])
        return values * seasons if self.times else values + seasons

    def _each(self, start: int, count: int) -> Numbers:
        return self.figures[np.arange(start, start + count) % len(self.figures)]


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A series smoothed exponentially: its constant, its last level and its errors' variance."""

    alpha: float
    level: float
    variance: float


def season_of(values: Sequence[float] | Numbers, length: int) -> Season:
    """The seasons of a series by classical decomposition, none under two whole years.

    A centred moving average over `length` periods; each season's mean ratio to it, or its mean
    difference where not all values are above 0.
    """
    y = np.asarray(values, float)
    times = bool(y.min() > 0)
    if length < 2 or len(y) < 2 * length:
        return Season(np.array([1.0 if times else 0.0]), times)
    half = length // 2
    around = np.convolve(y, _weights_around(length), "valid")
    middle = y[half : half + len(around)]
    figures = _season_means(len(middle), half, length) @ (
        middle / around if times else middle - around
    )
    mean = figures.sum() / length
    return Season(figures / mean if times else figures - mean, times)


def smoothed(values: Sequence[float] | Numbers) -> Smoothed:
    """Simple exponential smoothing with the constant and first level of the least squared error.

    Up to six values the level starts at the first one. Raises ValueError without values.
    """
    y = np.asarray(values, float)
    if not len(y):
        raise ValueError("nothing to smooth")
    few = len(y) <= FEW
    errors = (_errors_by_alpha(len(y), few) @ y).reshape(-1, len(y))
    squares = np.einsum("ij,ij->i", errors, errors)
    return _smoothed(y, _lowest(squares, _alphas(few)), few=few)


def theta(values: Sequence[float] | Numbers, season: int, ahead: int) -> Path:
    """The next `ahead` values of a series with `season` periods a year, with 80 % limits.

    Of a longer series the last 120 values count. Raises ValueError with fewer than two.
    """
    y = np.asarray(values[-MOST_VALUES:], float)
    if len(y) < 2:
        raise ValueError("a slope needs two values")
    seasons = season_of(y, season)
    adjusted = seasons.removed(y)
    level, slope = smoothed(adjusted), float(_slope_weights(len(y)) @ adjusted)
    alpha, steps = max(level.alpha, 1e-10), np.arange(ahead)
    gone = (1 - (1 - alpha) ** len(y)) / alpha
    mean = np.asarray(level.level + slope / 2 * (steps + gone))
    spread = LIMITS_80 * math.sqrt(level.variance) * np.sqrt(1 + steps * alpha**2)
    return Path(*seasons.restored(np.array([mean, mean - spread, mean + spread]), len(y)))


def seasonal_naive(values: Sequence[float] | Numbers, season: int, ahead: int) -> Path:
    """The last year again, with 80 % limits from the changes between same periods.

    Raises ValueError without a whole year and one same period more.
    """
    y = np.asarray(values, float)
    if len(y) <= season:
        raise ValueError("a change needs the same period in two years")
    changes = y[season:] - y[:-season]
    mean = np.resize(y[-season:], ahead)
    years = np.arange(ahead) // season + 1
    spread = LIMITS_80 * math.sqrt(float(changes @ changes) / len(changes)) * np.sqrt(years)
    return Path(mean, mean - spread, mean + spread)


@lru_cache(maxsize=64)
def _weights_around(length: int) -> Numbers:
    """The weights of a centred moving average over a year of so many periods."""
    weights = np.ones(length + 1 - length % 2)
    # Of an even number of periods the two half ones make one.
    weights[[0, -1]] = 1 if length % 2 else 0.5
    average: Numbers = weights / length
    return average


@lru_cache(maxsize=256)
def _season_means(count: int, first: int, length: int) -> Numbers:
    """What turns `count` values, of which the first is of season `first`, into seasons' means."""
    of_season = (np.arange(first, first + count) % length) == np.arange(length)[:, None]
    means: Numbers = of_season / of_season.sum(1, keepdims=True)
    return means


@lru_cache(maxsize=256)
def _slope_weights(length: int) -> Numbers:
    """What turns a series into its least-squares slope over 0, 1, 2 and so on."""
    centred = np.arange(length) - (length - 1) / 2
    weights: Numbers = centred / (centred @ centred)
    return weights


def _alphas(few: bool) -> Numbers:  # noqa: FBT001
    return np.linspace(0.0, 1.0, len(ALPHAS)) if few else ALPHAS


@lru_cache(maxsize=32)
def _errors_by_alpha(length: int, few: bool) -> Numbers:  # noqa: FBT001
    """What turns a series into its one-step errors by each smoothing constant, one below another.

    The errors are linear in the values, and so is the first level of the least squared error.
    """
    alphas = _alphas(few)[:, None, None]
    lag = np.arange(length)[:, None] - np.arange(length)
    weights = alphas * (1 - alphas) ** np.maximum(lag - 1, 0)
    errors = np.eye(length) - np.where(lag > 0, weights, 0.0)
    # How much of the first level stays in each error.
    carried = (1 - alphas[:, :, 0]) ** np.arange(length)
    if few:
        errors[:, :, 0] -= carried
        return errors.reshape(-1, length)
    fitted = np.einsum("ai,aij->aj", carried, errors) / (carried**2).sum(1)[:, None]
    best: Numbers = errors - carried[:, :, None] * fitted[:, None, :]
    return best.reshape(-1, length)


def _lowest(squares: Numbers, alphas: Numbers) -> float:
    """The constant of the least squared error, between those tried by a parabola.

    Where a level that never moves is hardly better, the one that moves: it says the present.
    """
    i = int(squares.argmin())
    if i == 0:
        falls = np.flatnonzero(squares[1:] < squares[:-1]) + 1
        if len(falls) and squares[falls].min() <= AS_GOOD * squares[0]:
            i = int(falls[squares[falls].argmin()])
    if not 0 < i < len(alphas) - 1:
        return float(alphas[i])
    before, at, after = squares[i - 1 : i + 2]
    bend = before - 2 * at + after
    step = (before - after) / (2 * bend) if bend > 0 else 0.0
    return float(alphas[i] + step * (alphas[1] - alphas[0]))


def _smoothed(y: Numbers, alpha: float, *, few: bool) -> Smoothed:
    first = float(y[0]) if few else _first_level(y, alpha)
    level, squares = first, 0.0
    for value in y.tolist():
        error = value - level
        level += alpha * error
        squares += error * error
    # Two figures, the constant and the first level, were fitted to the series itself.
    return Smoothed(alpha, level, squares / (len(y) if few else len(y) - 2))


def _first_level(y: Numbers, alpha: float) -> float:
    level, weight, explained, whole = 0.0, 1.0, 0.0, 0.0
    for value in y.tolist():
        error = value - level
        level += alpha * error
        explained += weight * error
        whole += weight * weight
        weight *= 1 - alpha
    return explained / whole
