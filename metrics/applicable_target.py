"""What a figure is held against: its target, or for a year to date what is due by then."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import financial_year
from metrics.status import State, is_number
from metrics.year_to_date import ProfileMethod, ProfileTarget, counts_to_date, year_to_date_target


@dataclass(frozen=True, slots=True)
class ApplicableTarget:
    """The target a figure is held against, or the state that says why there is none."""

    low: float | None
    high: float | None
    method: ProfileMethod | None = None
    state: State | None = None


def applicable_target(
    measure: KpiRules, figure: KpiFigure, figures: Sequence[KpiFigure], own: Sequence[KpiFigure]
) -> ApplicableTarget:
    """The target for a figure; `own` are those of its rhythm, `figures` all of the KPI's.

    A year to date is held against the share of the year's target that is due by then.
    """
    counted_up = measure.kind is KpiKind.CUMULATIVE and measure.rated
    if not counted_up or figure.period.months == 12 or not is_number(figure.target):
        return ApplicableTarget(figure.target, _upper(figure))
    year = figure.period.financial_year
    aimed = [f for f in own if f.period.financial_year == year and is_number(f.target)]
    to_date = counts_to_date({f.period: _top(f) for f in aimed}, _annual_target(figures, year))
    history = {f.period: f.value for f in own}
    # A target for the year may be revised within it: the latest one counts for every period.
    latest = aimed[-1]

    def by_now(annual: float | None, given: float | None) -> ProfileTarget:
        own_targets = {figure.period: given} if to_date else {}
        return year_to_date_target(annual, figure.period, own_targets, history)

    low = by_now(latest.target, figure.target)
    high = by_now(_upper(latest), _upper(figure))
    not_due = State.NOT_DUE in (low.state, high.state)
    return ApplicableTarget(low.target, high.target, low.method, State.NOT_DUE if not_due else None)


def _annual_target(figures: Sequence[KpiFigure], year: int) -> float | None:
    """The year's own target for all of it, or last year's: what the period at its end asks for."""
    last_end = financial_year(year - 1).end
    whole = (f for f in figures if f.period.financial_year == year and f.period.months == 12)
    before = (f for f in figures if f.period.end == last_end)
    return next((top for f in (*whole, *before) if is_number(top := _top(f))), None)


def _upper(figure: KpiFigure) -> float | None:
    return figure.target_upper if is_number(figure.target_upper) else None


def _top(figure: KpiFigure) -> float | None:
    upper = _upper(figure)
    return figure.target if upper is None else upper
