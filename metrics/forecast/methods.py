"""The rungs that a year's end is forecast by: which one the history allows, and how sure it is.

All work on flows: what each period adds to its year.
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


def method_for(known: YearSoFar) -> Method | None:
    """The rung of the ladder that the history allows, None where a number would mislead."""
    years = len(known.past)
    if not known.left:
        return Method.OUTTURN
    if years < 2 and known.known < 2:
        return None
    if not years:
        halfway = 2 * known.known >= known.of
        return Method.RUN_RATE if halfway and known.so_far > 0 else None
    if not known.all_positive:
        return Method.SAME_PERIODS
    if years < FEWEST_FOR_SHARE:
        return Method.LAST_YEAR
    return Method.THETA_AND_SHARE if _seasons_known(known) else Method.SHARE


def remaining_periods(method: Method, known: YearSoFar) -> list[float] | None:
    """What each period to come adds by a method, None where history is too short for it."""
    if method in (Method.OUTTURN, Method.RUN_RATE):
        return [known.so_far / known.known] * known.left
    if not known.past:
        return None
    rest, reached = known.last_year[known.known :], math.fsum(known.last_year[: known.known])
    match method:
        case Method.SAME_PERIODS:
            return list(rest)
        case Method.LAST_YEAR:
            return [flow * (1 + known.so_far / reached) / 2 for flow in rest]
        case Method.SHARE:
            return _by_share(known)
        case _:
            return _by_theta_and_share(known) if _seasons_known(known) else None


def prediction_limits(
    method: Method, known: YearSoFar, path: Sequence[float], *, to_date: bool
) -> list[tuple[float, float]] | None:
    """The 80 % limits of each period to come, or of the year to date at its end.

    None with fewer than two past years.
    """
    if len(known.past) < FEWEST_FOR_RANGE or not known.left:
        return None
    values = known.so_far + np.cumsum(path) if to_date else np.asarray(path)
    if method in (Method.SHARE, Method.THETA_AND_SHARE):
        factors = _relative(known, to_date=to_date)
        ends = np.sort([values / factors, values * factors], axis=0)
        return [(lower, upper) for lower, upper in ends.T.tolist()]
    half = _change(known)
    if half is None:
        return None
    # What comes is taken to be off all one way, so that the year is off by the sum of it.
    halves = half * np.arange(1, known.left + 1) if to_date else half
    return list(zip((values - halves).tolist(), (values + halves).tolist(), strict=True))


def _seasons_known(known: YearSoFar) -> bool:
    return len(known.run) >= 2 * known.of


def _by_share(known: YearSoFar) -> list[float]:
    pooled = [sum(flows) for flows in zip(*list(known.past.values())[-YEARS_POOLED:], strict=True)]
    scale = known.so_far / sum(pooled[: known.known])
    return [flow * scale for flow in pooled[known.known :]]


def _by_theta_and_share(known: YearSoFar) -> list[float]:
    ahead = theta(known.run, known.of, known.left).mean.tolist()
    return [(a + b) / 2 for a, b in zip(ahead, _by_share(known), strict=True)]


def _change(known: YearSoFar) -> float | None:
    """Half the range of a period: what the same period of two years differs by."""
    changes = [now - then for then, now in zip(known.run, known.run[known.of :], strict=False)]
    if not changes:
        return None
    root_mean_square = math.sqrt(math.fsum(change**2 for change in changes) / len(changes))
    return student_quantile(LIMIT_OF_80, len(changes)) * root_mean_square


def _relative(known: YearSoFar, *, to_date: bool) -> Numbers:
    """How many times more or less each may be, from leaving out one past year after the other."""
    years = np.array(list(known.past.values()))
    reached = years[:, : known.known].sum(1)
    rest = years[:, known.known :]
    told = reached[:, None] + rest.cumsum(1) if to_date else rest
    others = (told.sum(0) - told) / (reached.sum() - reached)[:, None]
    errors = np.log(told / (reached[:, None] * others))
    quantile = student_quantile(LIMIT_OF_80, len(years))
    factors: Numbers = np.exp(quantile * np.sqrt((errors * errors).sum(0) / len(years)))
    return factors
