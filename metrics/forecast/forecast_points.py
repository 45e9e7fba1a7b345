"""The periods to come: what each is forecast to be, and within which limits."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.direction import KpiKind
from metrics.forecast.theta import LIMITS_80, theta
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.possible_range import Bounds
from metrics.reporting_frequency import at_reporting_frequency
from metrics.status import is_number
from metrics.student_t import LIMIT_OF_80, student_quantile
from metrics.year_to_date import part_of_year

FEWEST_VALUES = 8
REGULAR = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.FINANCIAL_YEAR)


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """What a period to come is forecast to be, with its 80 % limits where there are any."""

    period: Period
    point: float
    lower: float | None
    upper: float | None


def within(
    bounds: Bounds, period: Period, point: float, limits: tuple[float, float] | None
) -> ForecastPoint:
    """A forecast point, clipped to what is possible."""
    lower, upper = map(bounds.within, limits) if limits else (None, None)
    return ForecastPoint(period, bounds.within(point), lower, upper)


def next_values(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    ahead: int,
    possible: tuple[float | None, float | None] | None = None,
) -> tuple[ForecastPoint, ...]:
    """The next `ahead` values of a KPI that is no running total, by seasonal Theta.

    None of them with fewer than eight values, or two years of them, since the last gap. The 80 %
    limits are Theta's, widened for what was fitted to so few values. All end where the KPI's
    possible range does, unless `possible` says where.
    """
    figures = at_reporting_frequency(rules, figures)
    if rules.kind is KpiKind.CUMULATIVE or not figures:
        return ()
    if figures[-1].period.kind not in REGULAR:
        return ()
    run = unbroken(figures)
    season = 12 // figures[-1].period.months
    if len(run) < max(FEWEST_VALUES, 2 * season):
        return ()
    last = run[-1].period
    values = [figure.value for figure in run if is_number(figure.value)]
    path = theta(values, season, ahead).widened(_widening(len(values), season))
    bounds = Bounds(*possible) if possible else rules.bounds.of_reported(values)
    return tuple(
        within(bounds, after(last, step), float(mean), (float(lower), float(upper)))
        for step, (mean, lower, upper) in enumerate(
            zip(path.mean, path.lower, path.upper, strict=True), 1
        )
    )


def after(period: Period, step: int) -> Period:
    """The period of the same kind so many periods later; it is part of financial years."""
    number = ((period.end.month - 4) % 12 + 1) // period.months
    return part_of_year(period.financial_year, number + step, period.months)


def _widening(values: int, season: int) -> float:
    """How many times wider limits are that count what was fitted: two figures and the seasons.

    Ours: the package's limits take the seasons as known, and hold two thirds of what comes.
    """
    free = values - 2 - (season - 1)
    return student_quantile(LIMIT_OF_80, free) / LIMITS_80 * math.sqrt((values - 2) / free)


def unbroken(figures: Sequence[KpiFigure]) -> list[KpiFigure]:
    """The figures with a value from the last gap to the last value."""
    run: list[KpiFigure] = []
    for figure in reversed(figures):
        if is_number(figure.value) and (not run or after(figure.period, 1) == run[-1].period):
            run.append(figure)
        elif run:
            break
    return run[::-1]
