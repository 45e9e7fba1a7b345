"""The target for a whole financial year, worked out from the targets that a KPI's figures carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.applicable_target import (
    annual_figure,
    high_end,
    is_for_the_year,
    low_end,
    targets_of_year,
)
from metrics.decimals import as_decimal, same_figure
from metrics.direction import KpiKind
from metrics.forecast.increments import MONTHS_OF
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.status import is_number
from metrics.target_basis import TargetBasis


@dataclass(frozen=True, slots=True)
class YearTarget:
    """What a year's end is held against; `upper` is the end of a range.

    `summed` marks the sum of its periods' targets, which nobody set for the year.
    """

    target: float | None = None
    upper: float | None = None
    summed: bool = False


NO_YEAR_TARGET = YearTarget()


def year_target(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
    year: int,
) -> YearTarget:
    """The target that a year's end is held against.

    A yearly figure's target; for a KPI that counts up, the year's target that its periods carry,
    or the one for the year to date at its end; for one whose periods add up, the sum of the
    targets of all its periods. `figures` are all of the KPI's, `figures_at_frequency` those of its
    reporting frequency. Exports write one target beside every column, so where periods add up a
    year's target that is also each period's is theirs, unless it is of the size of a year.
    """
    annual = annual_figure(figures, year)
    given = _given(figures_at_frequency, year)
    if annual and not _is_each_periods(rules, annual, given, figures_at_frequency):
        return YearTarget(annual.target, annual.range_end)
    if rules.kind is KpiKind.CUMULATIVE:
        targets = targets_of_year(figures, figures_at_frequency, year)
        summed = targets.basis is TargetBasis.SINGLE_PERIODS
        low = targets.whole(low_end)
        return YearTarget(low, targets.whole(high_end), summed and low is not None)
    return _summed(given) if rules.kind is KpiKind.DISCRETE and given else NO_YEAR_TARGET


def _given(figures_at_frequency: Sequence[KpiFigure], year: int) -> Sequence[KpiFigure]:
    return [
        figure
        for figure in figures_at_frequency
        if figure.period.financial_year == year
        and figure.period.months < 12
        and is_number(figure.target)
    ]


def _is_each_periods(
    rules: KpiRules,
    annual: KpiFigure,
    given: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> bool:
    """Whether a year's target is that of each period, written beside the year too."""
    if rules.kind is not KpiKind.DISCRETE or not is_number(annual.target):
        return False
    same = any(same_figure(figure.target, annual.target) for figure in given)
    return same and not is_for_the_year(annual.target, annual.target, figures_at_frequency)


def _summed(with_target: Sequence[KpiFigure]) -> YearTarget:
    months = MONTHS_OF.get(with_target[0].period.kind)
    if months is None or len(with_target) < 12 // months:
        return NO_YEAR_TARGET
    lows = [figure.target for figure in with_target if is_number(figure.target)]
    uppers = [figure.range_end for figure in with_target if figure.range_end is not None]
    return YearTarget(_sum(lows), _sum(uppers) if len(uppers) == len(lows) else None, summed=True)


def _sum(targets: Sequence[float]) -> float:
    """As typed: twelve tenths are 1.2."""
    return float(sum(map(as_decimal, targets), Decimal(0)))
