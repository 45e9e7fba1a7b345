"""The target for a whole financial year, worked out from the targets that a KPI's figures carry."""

from collections.abc import Sequence
from decimal import Decimal

from metrics.direction import KpiKind
from metrics.forecast.increments import MONTHS_OF
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import financial_year
from metrics.status import as_decimal, is_number
from metrics.year_to_date import counts_to_date


def year_target(
    measure: KpiRules, figures: Sequence[KpiFigure], own: Sequence[KpiFigure], year: int
) -> tuple[float | None, float | None]:
    """The target that a year's end is held against, and its upper end where it is a range.

    A yearly figure's target; for a KPI that counts up, the year's target that its periods carry,
    or the one for the year to date at its end; for one whose periods add up, the sum of the
    targets of all its periods. (None, None) where the year has none. `own` are the figures of one
    rhythm, `figures` all of the KPI's. Exports write one target beside every column, so where
    periods add up a year's target that is also each period's is theirs.
    """
    whole = financial_year(year)
    yearly = [f for f in figures if f.period.months == 12 and f.period.end == whole.end]
    aimed = [f for f in own if f.period.financial_year == year and is_number(f.target)]
    named = [f for f in yearly if is_number(f.target)]
    adds_up = measure.kind is KpiKind.DISCRETE
    if named and not (adds_up and any(f.target == named[-1].target for f in aimed)):
        return named[-1].target, _upper(named[-1])
    if measure.kind is KpiKind.CUMULATIVE:
        return _counted_up(aimed, _last_years(figures, year)) if aimed else (None, None)
    if adds_up and aimed:
        return _summed(aimed)
    return None, None


def _counted_up(
    aimed: Sequence[KpiFigure], last_years: float | None
) -> tuple[float | None, float | None]:
    """The last target, unless the targets grow with the year and it is not over."""
    last = aimed[-1]
    grows = counts_to_date({f.period: _top(f) for f in aimed}, last_years)
    if grows and last.period.end.month != 3:
        return None, None
    return last.target, _upper(last)


def _last_years(figures: Sequence[KpiFigure], year: int) -> float | None:
    """What last year asked for in all, by which a lone target is known to be a part of the year's.

    The same figure as `metrics.applicable_target` judges by.
    """
    end = financial_year(year - 1).end
    return next((top for f in figures if f.period.end == end and is_number(top := _top(f))), None)


def _summed(aimed: Sequence[KpiFigure]) -> tuple[float | None, float | None]:
    months = MONTHS_OF.get(aimed[0].period.kind)
    if months is None or len(aimed) < 12 // months:
        return None, None
    lows = [figure.target for figure in aimed if is_number(figure.target)]
    uppers = [upper for figure in aimed if (upper := _upper(figure)) is not None]
    return _sum(lows), _sum(uppers) if len(uppers) == len(lows) else None


def _sum(targets: Sequence[float]) -> float:
    """As typed: twelve tenths are 1.2."""
    return float(sum(map(as_decimal, targets), Decimal(0)))


def _upper(figure: KpiFigure) -> float | None:
    return figure.target_upper if is_number(figure.target_upper) else None


def _top(figure: KpiFigure) -> float | None:
    upper = _upper(figure)
    return figure.target if upper is None else upper
