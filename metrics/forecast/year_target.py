"""The target for a whole financial year, worked out from the targets that a KPI's figures carry."""

from collections.abc import Sequence
from decimal import Decimal

from metrics.applicable_target import last_years_target
from metrics.direction import KpiKind
from metrics.forecast.increments import MONTHS_OF
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import financial_year
from metrics.status import as_decimal, is_number
from metrics.year_to_date import counts_to_date


def year_target(
    rules: KpiRules,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
    year: int,
) -> tuple[float | None, float | None]:
    """The target that a year's end is held against, and its upper end where it is a range.

    A yearly figure's target; for a KPI that counts up, the year's target that its periods carry,
    or the one for the year to date at its end; for one whose periods add up, the sum of the
    targets of all its periods. (None, None) where the year has none. `figures` are all of the
    KPI's, `figures_at_frequency` those of its reporting frequency. Exports write one target beside
    every column, so where periods add up a year's target that is also each period's is theirs.
    """
    end = financial_year(year).end
    yearly = [
        f for f in figures if f.period.months == 12 and f.period.end == end and is_number(f.target)
    ]
    with_target = [
        f for f in figures_at_frequency if f.period.financial_year == year and is_number(f.target)
    ]
    adds_up = rules.kind is KpiKind.DISCRETE
    if yearly and not (adds_up and any(f.target == yearly[-1].target for f in with_target)):
        return yearly[-1].target, yearly[-1].range_end
    if rules.kind is KpiKind.CUMULATIVE:
        last_years = last_years_target(figures, year)
        return _counted_up(with_target, last_years) if with_target else (None, None)
    if adds_up and with_target:
        return _summed(with_target)
    return None, None


def _counted_up(
    with_target: Sequence[KpiFigure], last_years: float | None
) -> tuple[float | None, float | None]:
    """The last target, unless the targets grow with the year and it is not over."""
    last = with_target[-1]
    grows = counts_to_date({f.period: f.highest_target for f in with_target}, last_years)
    if grows and last.period.end.month != 3:
        return None, None
    return last.target, last.range_end


def _summed(with_target: Sequence[KpiFigure]) -> tuple[float | None, float | None]:
    months = MONTHS_OF.get(with_target[0].period.kind)
    if months is None or len(with_target) < 12 // months:
        return None, None
    lows = [figure.target for figure in with_target if is_number(figure.target)]
    uppers = [figure.range_end for figure in with_target if figure.range_end is not None]
    return _sum(lows), _sum(uppers) if len(uppers) == len(lows) else None


def _sum(targets: Sequence[float]) -> float:
    """As typed: twelve tenths are 1.2."""
    return float(sum(map(as_decimal, targets), Decimal(0)))
