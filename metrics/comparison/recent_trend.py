"""The recent trend of five yearly figures: chi-squared for trend, or weighted least squares.

Method as in Fingertips of the public health observatories.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from metrics.comparison.intervals import Interval
from metrics.period import Period, PeriodKind
from metrics.status import is_number

TREND_POINTS = 5
TREND_CHI_SQUARED = 9.54953570608324


class TrendResult(StrEnum):
    """The recent trend of five yearly figures."""

    INCREASING = "Increasing"
    DECREASING = "Decreasing"
    NONE = "No significant change"
    UNKNOWN = "Cannot be calculated"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A year's figure: a count over its population, or a value with its 95% interval."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """A recent trend with its test; `reason` says why it could not be calculated."""

    result: TrendResult
    chi_squared: float | None = None
    slope: float | None = None
    slopes_agree: bool | None = None
    reason: str | None = None


def recent_trend(points: Mapping[Period, TrendPoint]) -> Trend:
    """The trend over the last five yearly figures, from their counts or else their intervals.

    Not calculated unless those five are whole years, each beginning as the one before ends.
    """
    periods = sorted(points)[-TREND_POINTS:]
    if len(periods) < TREND_POINTS or not _years_in_a_row(periods):
        return _no_trend("needs five yearly figures in a row, without gap or overlap")
    last = [points[period] for period in periods]
    counts = [(p.numerator, p.denominator) for p in last]
    if all(is_number(r) and is_number(n) for r, n in counts):
        return proportion_trend([r or 0 for r, _ in counts], [n or 0 for _, n in counts])
    values = [(p.value, p.interval) for p in last if is_number(p.value) and p.interval]
    if len(values) == TREND_POINTS:
        return value_trend([value for value, _ in values], [interval for _, interval in values])
    return _no_trend("needs counts or intervals for all five years")


def proportion_trend(numerators: Sequence[float], denominators: Sequence[float]) -> Trend:
    """The trend of five proportions: chi-squared for trend, slope of their logits by year."""
    r, n = np.asarray(numerators, float), np.asarray(denominators, float)
    if len(r) != TREND_POINTS or not np.all((r > 0) & (r < n)):
        return _no_trend("needs five counts, each above 0 and below its population")
    t = _years()
    total, events = n.sum(), r.sum()
    across = total * (r @ t) - events * (n @ t)
    spread = events * (total - events) * (total * (n @ t**2) - (n @ t) ** 2)
    return _trend(np.log(r / (n - r)), np.ones(TREND_POINTS), total * across**2 / spread)


def value_trend(values: Sequence[float], intervals: Sequence[Interval]) -> Trend:
    """The trend of five values with 95% intervals: weighted least squares by year."""
    errors = np.array([interval.standard_error for interval in intervals])
    if len(values) != TREND_POINTS or len(errors) != TREND_POINTS or not np.all(errors > 0):
        return _no_trend("needs five values, each with an interval wider than 0")
    y, t, w = np.asarray(values, float), _years(), errors**-2.0
    s0, s1, s2 = w.sum(), w @ t, w @ t**2
    return _trend(y, w, _slope(t, y, w) ** 2 * (s0 * s2 - s1**2) / s0)


def _years_in_a_row(periods: Sequence[Period]) -> bool:
    whole = all(p.months == 12 and p.kind is not PeriodKind.INSTANT for p in periods)
    pairs = itertools.pairwise(periods)
    return whole and all(b.start == a.end + timedelta(days=1) for a, b in pairs)


def _years() -> NDArray[np.float64]:
    return np.arange(1.0, TREND_POINTS + 1)


def _slope(t: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> float:
    centred = t - (w @ t) / w.sum()
    return float((w * centred) @ y / ((w * centred) @ centred))


def _trend(y: NDArray[np.float64], w: NDArray[np.float64], chi_squared: float) -> Trend:
    t = _years()
    slope = _slope(t, y, w)
    others = [_slope(np.delete(t, i), np.delete(y, i), np.delete(w, i)) for i in range(len(t))]
    # A slope of 0 may come out as a hair of either sign.
    flat = 1e-12 * float(np.abs(y).max())
    agree = all(other * math.copysign(1, slope) >= -flat for other in others)
    result = TrendResult.NONE
    if chi_squared > TREND_CHI_SQUARED and agree and abs(slope) > flat:
        result = TrendResult.INCREASING if slope > 0 else TrendResult.DECREASING
    return Trend(result, float(chi_squared), slope, agree)


def _no_trend(reason: str) -> Trend:
    return Trend(TrendResult.UNKNOWN, reason=reason)
