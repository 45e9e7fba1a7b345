"""What a figure is held against: its target, or the share of the year's that is due by then."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace

from metrics.decimals import as_decimal, same_figure
from metrics.derived_series import to_date
from metrics.direction import KpiKind
from metrics.forecast.increments import MONTHS_OF
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind, financial_year, previous
from metrics.status import State, is_number
from metrics.target_basis import TargetBasis, target_basis, totals_to_date
from metrics.year_to_date import ProfileMethod, ProfileTarget, year_to_date_target

History = Mapping[Period, float | None]


@dataclass(frozen=True, slots=True)
class ApplicableTarget:
    """The target a figure is held against, or the state that says why there is none.

    `share_of_year` marks a single period's part of a target for the whole year.
    """

    low: float | None
    high: float | None
    method: ProfileMethod | None = None
    state: State | None = None
    _: KW_ONLY
    share_of_year: bool = False


@dataclass(frozen=True, slots=True)
class YearsTargets:
    """The targets given for one financial year: `annual` for the whole, others by period."""

    annual: KpiFigure | None
    by_period: Sequence[KpiFigure]
    basis: TargetBasis

    def to_date(self, end: Callable[[KpiFigure], float | None]) -> History:
        """Those that count to date, of the low or the high `end` of each target."""
        targets = {figure.period: end(figure) for figure in self.by_period}
        if self.basis is TargetBasis.TO_DATE:
            return targets
        return totals_to_date(targets) if self.basis is TargetBasis.SINGLE_PERIODS else {}

    def whole(self, end: Callable[[KpiFigure], float | None]) -> float | None:
        """The target for the whole year: set for it, repeated in its periods, or at its end."""
        if self.annual is not None:
            return end(self.annual)
        if self.basis is TargetBasis.WHOLE_YEAR and self.by_period:
            return end(self.by_period[-1])
        at_the_end = {p.end.month: target for p, target in self.to_date(end).items()}
        return at_the_end.get(3)


def low_end(figure: KpiFigure) -> float | None:
    """The target, or the lower end of its range."""
    return figure.target


def high_end(figure: KpiFigure) -> float | None:
    """The upper end of a target that is a range."""
    return figure.range_end


def applicable_target(
    rules: KpiRules,
    figure: KpiFigure,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> ApplicableTarget:
    """The target for a figure; `figures_at_frequency` are those of its frequency.

    `figures` are all of the KPI's, those of other frequencies too. A year to date is held against
    what is due by then, and a single period of a count against its share of a target that is set
    for the year alone.
    """
    stated = ApplicableTarget(figure.target, figure.range_end)
    whole = figure.period.kind is PeriodKind.FINANCIAL_YEAR
    without = not is_number(figure.target) and figure.target_state is not None
    if whole or without or not rules.rated:
        return stated
    if rules.kind is KpiKind.CUMULATIVE:
        return _to_date(rules, figure, figures, figures_at_frequency)
    if rules.kind is KpiKind.DISCRETE:
        return _single_period(rules, figure, figures, figures_at_frequency) or stated
    return stated


def targets_of_year(
    figures: Sequence[KpiFigure], figures_at_frequency: Sequence[KpiFigure], year: int
) -> YearsTargets:
    """The targets given for a financial year of a KPI that counts up, and what each is for."""
    annual = annual_figure(figures, year)
    given = [
        figure
        for figure in figures_at_frequency
        if figure.period.financial_year == year
        and figure.period.kind is not PeriodKind.FINANCIAL_YEAR
        and is_number(figure.target)
    ]
    before = [f for f in figures if f.period.financial_year < year]
    basis = target_basis(
        {figure.period: figure.highest_target for figure in given},
        annual.highest_target if annual else None,
        _earlier_year(before, year),
        has_history=any(is_number(figure.value) for figure in before),
    )
    return YearsTargets(annual, given, basis)


def with_years_targets(
    rules: KpiRules, figures_at_frequency: Sequence[KpiFigure], figures: Sequence[KpiFigure]
) -> Sequence[KpiFigure]:
    """The figures of a rate or level, each with its year's target where it has none of its own.

    What is no flow has to meet the target of its year in every period. `figures` are all of the
    KPI's, in which the year's own target may stand.
    """
    if rules.kind not in (KpiKind.RATIO, KpiKind.SNAPSHOT):
        return figures_at_frequency
    annual = {
        figure.period.financial_year: figure
        for figure in figures
        if figure.period.kind is PeriodKind.FINANCIAL_YEAR and is_number(figure.target)
    }
    return [_with_target(figure, annual) for figure in figures_at_frequency]


def _with_target(figure: KpiFigure, annual: Mapping[int, KpiFigure]) -> KpiFigure:
    year = annual.get(figure.period.financial_year)
    if year is None or is_number(figure.target) or figure.target_state is not None:
        return figure
    return replace(figure, target=year.target, target_upper=year.target_upper)


def annual_figure(figures: Iterable[KpiFigure], year: int) -> KpiFigure | None:
    """The figure of a whole financial year that carries its target."""
    whole = financial_year(year)
    return next((f for f in figures if f.period == whole and is_number(f.target)), None)


def last_years_target(figures: Sequence[KpiFigure], year: int) -> float | None:
    """What the year before `year` asked for in all: the target of the period at its end."""
    end = financial_year(year - 1).end
    return _first_number(f.highest_target for f in figures if f.period.end == end)


def is_for_the_year(
    target: float | None, annual: float, figures_at_frequency: Sequence[KpiFigure]
) -> bool:
    """Whether a target beside one period is that of the year, written beside each of its periods.

    It is where it is the same number and, ours, nearer to what a whole year comes to than to what
    one period does: by the mean of the figures, as ratios.
    """
    values = [abs(figure.value) for figure in figures_at_frequency if is_number(figure.value)]
    if not (is_number(target) and values and same_figure(target, annual)):
        return False
    months = max(1, figures_at_frequency[-1].period.months)
    return abs(annual) > math.fsum(values) / len(values) * math.sqrt(12 / months)


def _earlier_year(before: Sequence[KpiFigure], year: int) -> float | None:
    """What the year before asked for, or what the last known year came to."""
    asked = last_years_target(before, year)
    ends = sorted((f for f in before if f.period.end.month == 3), key=lambda f: f.period.end)
    came_to = _first_number(figure.value for figure in reversed(ends))
    return came_to if asked is None else asked


def _to_date(
    rules: KpiRules,
    figure: KpiFigure,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> ApplicableTarget:
    targets = targets_of_year(figures, figures_at_frequency, figure.period.financial_year)
    if targets.basis is TargetBasis.UNCLEAR:
        unclear = State.TARGET_UNCLEAR if is_number(figure.target) else None
        return ApplicableTarget(None, None, state=unclear)
    history = {f.period: f.value for f in figures_at_frequency}

    def by_now(end: Callable[[KpiFigure], float | None]) -> ProfileTarget:
        given = targets.to_date(end)
        return year_to_date_target(targets.whole(end), figure.period, given, history)

    low, high = by_now(low_end), by_now(high_end)
    not_due = State.NOT_DUE in (low.state, high.state)
    state = State.NOT_DUE if not_due else None
    low_target, high_target = (_possible(rules, of_end) for of_end in (low, high))
    return ApplicableTarget(low_target, high_target, low.method, state)


def _possible(rules: KpiRules, target: ProfileTarget) -> float | None:
    """A target as it was given; one worked out ends where the KPI's possible range does."""
    if target.target is None or target.method is ProfileMethod.FROM_FILE:
        return target.target
    return rules.bounds.within(target.target)


def _single_period(
    rules: KpiRules,
    figure: KpiFigure,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> ApplicableTarget | None:
    """A period's share of the year's target; None where it has one of its own, or neither."""
    annual = annual_figure(figures, figure.period.financial_year)
    if annual is None or not is_number(annual.target) or figure.period.kind not in MONTHS_OF:
        return None
    repeated = is_for_the_year(figure.target, annual.target, figures_at_frequency)
    if is_number(figure.target) and not repeated:
        return None
    history = {f.period: f.value for f in to_date(rules, figures_at_frequency)}
    low = _share(annual.target, figure.period, history)
    high = _share(annual.range_end, figure.period, history) if annual.range_end else None
    state = low.state
    return ApplicableTarget(
        low.target, high.target if high else None, low.method, state, share_of_year=True
    )


def _share(annual: float | None, period: Period, history: History) -> ProfileTarget:
    """What one period has to add of a year's target; a profile of none is not due."""
    by_then = year_to_date_target(annual, period, {}, history)
    before = previous(period)
    first = before.financial_year < period.financial_year
    earlier = None if first else year_to_date_target(annual, before, {}, history).target
    if by_then.target is None:
        return by_then
    share = float(as_decimal(by_then.target) - as_decimal(earlier or 0.0))
    if annual and not share:
        return ProfileTarget(None, by_then.method, State.NOT_DUE, by_then.years)
    return ProfileTarget(share, by_then.method, None, by_then.years)


def _first_number(amounts: Iterable[float | None]) -> float | None:
    return next((amount for amount in amounts if is_number(amount)), None)
