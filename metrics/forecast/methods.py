"""The methods that a year's end is forecast by: which one the history allows, and how sure it is.

All work on increments: what each period adds to its year.
"""

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from metrics.forecast.increments import YearSoFar
from metrics.forecast.theta import Numbers, theta
from metrics.student_t import LIMIT_OF_80, student_quantile
from metrics.year_to_date import YEARS_POOLED

FEWEST_FOR_RANGE = 2
FEWEST_FOR_SHARE = 3


class Method(StrEnum):
    """How a year's end was forecast, as the screen names it."""

    OUTTURN = "the outturn itself"
    RUN_RATE = "simple run-rate"
    SAME_PERIODS = "remaining periods of the last complete year"
    LAST_YEAR = (
        "remaining periods of the last complete year, as they were and in proportion to this year"
    )
    SHARE = "share of the year reached by now in past years"
    THETA_AND_SHARE = (
        "mean of seasonal Theta and the share of the year reached by now in past years"
    )


def method_for(year: YearSoFar) -> Method | None:
    """The method that the history allows, None where a number would mislead."""
    years = len(year.past)
    if not year.periods_to_come:
        return Method.OUTTURN
    if years < 2 and year.periods_reported < 2:
        return None
    if not years:
        halfway = 2 * year.periods_reported >= year.periods_in_year
        return Method.RUN_RATE if halfway and year.total > 0 else None
    if not year.all_positive:
        return Method.SAME_PERIODS
    if years < FEWEST_FOR_SHARE:
        return Method.LAST_YEAR
    return Method.THETA_AND_SHARE if _two_years_unbroken(year) else Method.SHARE


def remaining_periods(method: Method, year: YearSoFar) -> list[float] | None:
    """What each period to come adds by a method, None where history is too short for it."""
    if method in (Method.OUTTURN, Method.RUN_RATE):
        return [year.total / year.periods_reported] * year.periods_to_come
    if not year.past:
        return None
    rest = year.last_year[year.periods_reported :]
    reached = math.fsum(year.last_year[: year.periods_reported])
    match method:
        case Method.SAME_PERIODS:
            return list(rest)
        case Method.LAST_YEAR:
            return [increment * (1 + year.total / reached) / 2 for increment in rest]
        case Method.SHARE:
            return _by_share(year)
        case _:
            return _by_theta_and_share(year) if _two_years_unbroken(year) else None


def prediction_limits(
    method: Method, year: YearSoFar, path: Sequence[float], *, to_date: bool
) -> list[tuple[float, float]] | None:
    """The 80 % limits of each period to come, or of the year to date at its end.

    None with fewer than two past years.
    """
    if len(year.past) < FEWEST_FOR_RANGE or not year.periods_to_come:
        return None
    values = year.total + np.cumsum(path) if to_date else np.asarray(path)
    if method in (Method.SHARE, Method.THETA_AND_SHARE):
        factors = _error_factors(year, to_date=to_date)
        ends = np.sort([values / factors, values * factors], axis=0)
        return [(lower, upper) for lower, upper in ends.T.tolist()]
    half = _half_width(year)
    if half is None:
        return None
    # What comes is taken to be off all one way, so that the year is off by the sum of it.
    halves = half * np.arange(1, year.periods_to_come + 1) if to_date else half
    return list(zip((values - halves).tolist(), (values + halves).tolist(), strict=True))


def _two_years_unbroken(year: YearSoFar) -> bool:
    return len(year.run) >= 2 * year.periods_in_year


def _by_share(year: YearSoFar) -> list[float]:
    latest = list(year.past.values())[-YEARS_POOLED:]
    pooled = [sum(increments) for increments in zip(*latest, strict=True)]
    scale = year.total / sum(pooled[: year.periods_reported])
    return [increment * scale for increment in pooled[year.periods_reported :]]


def _by_theta_and_share(year: YearSoFar) -> list[float]:
    ahead = theta(year.run, year.periods_in_year, year.periods_to_come).mean.tolist()
    return [(a + b) / 2 for a, b in zip(ahead, _by_share(year), strict=True)]


def _half_width(year: YearSoFar) -> float | None:
    """Half the range of a period: what the same period of two years differs by."""
    year_later = year.run[year.periods_in_year :]
    changes = [now - then for then, now in zip(year.run, year_later, strict=False)]
    if not changes:
        return None
    root_mean_square = math.sqrt(math.fsum(change**2 for change in changes) / len(changes))
    return student_quantile(LIMIT_OF_80, len(changes)) * root_mean_square


def _error_factors(year: YearSoFar, *, to_date: bool) -> Numbers:
    """How many times more or less each may be, from leaving out one past year after the other."""
    years = np.array(list(year.past.values()))
    reached = years[:, : year.periods_reported].sum(1)
    rest = years[:, year.periods_reported :]
    outturns = reached[:, None] + rest.cumsum(1) if to_date else rest
    others = (outturns.sum(0) - outturns) / (reached.sum() - reached)[:, None]
    errors = np.log(outturns / (reached[:, None] * others))
    quantile = student_quantile(LIMIT_OF_80, len(years))
    factors: Numbers = np.exp(quantile * np.sqrt((errors * errors).sum(0) / len(years)))
    return factors
