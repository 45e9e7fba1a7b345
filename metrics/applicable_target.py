"""What a figure is held against: its target, or for a year to date what is due by then."""

from collections.abc import Iterable, Sequence
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
    rules: KpiRules,
    figure: KpiFigure,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> ApplicableTarget:
    """The target for a figure; `figures_at_frequency` are those of its frequency.

    `figures` are all of the KPI's, those of other frequencies too. A year to date is held
    against the share of the year's target that is due by then.
    """
    counted_up = rules.kind is KpiKind.CUMULATIVE and rules.rated
    if not counted_up or figure.period.months == 12 or not is_number(figure.target):
        return ApplicableTarget(figure.target, figure.range_end)
    year = figure.period.financial_year
    with_target = [
        f for f in figures_at_frequency if f.period.financial_year == year and is_number(f.target)
    ]
    targets = {f.period: f.highest_target for f in with_target}
    to_date = counts_to_date(targets, _annual_target(figures, year))
    history = {f.period: f.value for f in figures_at_frequency}
    # A target for the year may be revised within it: the latest one counts for every period.
    latest = with_target[-1]

    def by_now(annual: float | None, target: float | None) -> ProfileTarget:
        target_to_date = {figure.period: target} if to_date else {}
        return year_to_date_target(annual, figure.period, target_to_date, history)

    low = by_now(latest.target, figure.target)
    high = by_now(latest.range_end, figure.range_end)
    not_due = State.NOT_DUE in (low.state, high.state)
    return ApplicableTarget(low.target, high.target, low.method, State.NOT_DUE if not_due else None)


def last_years_target(figures: Sequence[KpiFigure], year: int) -> float | None:
    """What the year before `year` asked for in all: the target of the period at its end.

    By it a lone target is known to be for the whole year or for a part of it.
    """
    end = financial_year(year - 1).end
    return _first_target(f for f in figures if f.period.end == end)


def _annual_target(figures: Sequence[KpiFigure], year: int) -> float | None:
    """The target that a figure of the whole year has, or else last year's."""
    whole = _first_target(
        f for f in figures if f.period.financial_year == year and f.period.months == 12
    )
    return last_years_target(figures, year) if whole is None else whole


def _first_target(figures: Iterable[KpiFigure]) -> float | None:
    targets = (figure.highest_target for figure in figures)
    return next((target for target in targets if is_number(target)), None)
