"""Where one KPI stands: its latest figure, status, target and directions, from its definition."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import overload

from metrics.applicable_target import applicable_target, with_years_targets
from metrics.decimals import as_decimal
from metrics.direction import Directions, KpiKind, directions
from metrics.due_in_report import due_status, months_awaited
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period
from metrics.rag_summary import status_in_report
from metrics.reporting_frequency import at_reporting_frequency
from metrics.status import Polarity, Rag, State, boundaries, is_number, status_of
from metrics.year_to_date import ProfileMethod


@dataclass(frozen=True, slots=True)
class RatedOutturn:
    """A figure with the target it is rated by and its status.

    `target` to `target_upper` is a range; `amber` is where amber lies, in words; `method` says how
    a year-to-date target was worked out, and `share_of_year` that it is a single period's part of
    the year's. `revised` marks a year to date that fell below the one before.
    """

    figure: KpiFigure
    target: float | None
    status: Rag | State
    _: KW_ONLY
    method: ProfileMethod | None = None
    amber: str | None = None
    target_upper: float | None = None
    share_of_year: bool = False
    revised: bool = False


class RatedOutturns(Sequence[RatedOutturn]):
    """Every figure at the KPI's frequency, each rated when it is first read: few pages read all."""

    def __init__(
        self,
        rules: KpiRules,
        figures: Sequence[KpiFigure],
        figures_at_frequency: Sequence[KpiFigure],
    ) -> None:
        self._rules, self._figures, self._at_frequency = rules, figures, figures_at_frequency
        self._rated: dict[int, RatedOutturn] = {}

    def __len__(self) -> int:
        return len(self._at_frequency)

    @overload
    def __getitem__(self, position: int) -> RatedOutturn: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[RatedOutturn]: ...

    def __getitem__(self, position: int | slice) -> RatedOutturn | Sequence[RatedOutturn]:
        if isinstance(position, slice):
            return [self[i] for i in range(*position.indices(len(self)))]
        rated = self._rated.get(position)
        if rated is None:
            rated = self._rated[position] = _rated_outturn(
                self._rules, self._at_frequency[position], self._figures, self._at_frequency
            )
        return rated


@dataclass(frozen=True, slots=True)
class KpiPosition:
    """Where a KPI stands in the report for `reported`.

    `latest` is its last figure with a value by the report's end; `series` goes on after it.
    `status` is how it counts in this report: a month as the last one of the report's quarter, a
    yearly figure in mid-year as "not due", a missing one as "awaited", and as "no figure yet" where
    there never was one. `awaited` are the months of the report that a KPI reported by the month
    still owes it.
    """

    reported: Period
    series: Sequence[RatedOutturn]
    latest: RatedOutturn | None
    status: Rag | State
    directions: Directions | None
    awaited: tuple[Period, ...] = ()


def kpi_position(
    rules: KpiRules, figures: Sequence[KpiFigure], reported: Period, today: date | None = None
) -> KpiPosition:
    """Rate a KPI's figures at its frequency and say where it stands in the report for a period.

    `figures` are the current figures in any order, later ones too; those of another frequency than
    the latest figure by the report's end are left aside. `today` is the reader's day: what has
    ended by then without a figure is awaited, even where the report is for an earlier period.
    """
    at_frequency = with_years_targets(
        rules, at_reporting_frequency(rules, figures, reported.end), figures
    )
    series = RatedOutturns(rules, figures, at_frequency)
    position = _latest(at_frequency, reported)
    latest = None if position is None else series[position]
    statuses = [
        series[i].status
        for i, figure in enumerate(at_frequency)
        if reported.start <= figure.period.end <= reported.end
    ]
    return KpiPosition(
        reported,
        series,
        latest,
        _status_now(statuses, latest, reported, due_status(rules, figures, reported, today)),
        _directions(rules, at_frequency, latest) if latest else None,
        months_awaited(rules, figures, reported),
    )


def _rated_outturn(
    rules: KpiRules,
    figure: KpiFigure,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> RatedOutturn:
    target = applicable_target(rules, figure, figures, figures_at_frequency)
    revised = _is_revised_down(rules, figure, figures_at_frequency)
    if target.state and is_number(figure.value):
        return RatedOutturn(figure, None, target.state, method=target.method, revised=revised)
    status = status_of(
        figure.value,
        figure.state,
        target=target.low,
        target_upper=target.high,
        target_state=figure.target_state,
        polarity=rules.polarity,
        tolerance=rules.tolerance,
    )
    amber = None
    if is_number(target.low) and rules.rated:
        edges = boundaries(target.low, rules.polarity, rules.tolerance, target.high)
        amber = edges.words(rules.decimals)
    return RatedOutturn(
        figure,
        target.low,
        status,
        method=target.method,
        amber=amber,
        target_upper=target.high,
        share_of_year=target.share_of_year,
        revised=revised,
    )


def _latest(figures: Sequence[KpiFigure], reported: Period) -> int | None:
    """Where the last figure with a value by the report's end is; the first after it without one."""
    valued = [i for i, figure in enumerate(figures) if is_number(figure.value)]
    by_then = (i for i in reversed(valued) if figures[i].period.end <= reported.end)
    return next(by_then, next(iter(valued), None))


def _status_now(
    inside: Sequence[Rag | State],
    latest: RatedOutturn | None,
    reported: Period,
    without_figure: State,
) -> Rag | State:
    """How the KPI counts, by the statuses of its figures `inside` the period of the report."""
    if without_figure is State.NO_FIGURE:
        return without_figure
    if inside:
        # Months of a quarter count with the last one reported, even where a later one is awaited.
        return next((s for s in reversed(inside) if s is not State.AWAITED), State.AWAITED)
    if without_figure is State.NOT_DUE and latest and latest.figure.period.end < reported.start:
        return status_in_report(latest.status, latest.figure.period, reported)
    return without_figure


def _directions(rules: KpiRules, figures: Sequence[KpiFigure], latest: RatedOutturn) -> Directions:
    values = {figure.period: figure.value for figure in figures}
    return directions(
        values,
        latest.figure.period,
        rules.polarity,
        rules.decimals,
        rules.kind,
        target_range=_target_range(rules, latest),
    )


def _target_range(rules: KpiRules, rated: RatedOutturn) -> tuple[float, float] | None:
    """The range that is asked for; a KPI whose polarity is a range may have it as one value."""
    low, high = rated.target, rated.target_upper
    ranged = rules.polarity is Polarity.RANGE or is_number(high)
    if not (rules.rated and ranged and is_number(low)):
        return None
    return low, high if is_number(high) else low


def _is_revised_down(
    rules: KpiRules, figure: KpiFigure, figures_at_frequency: Sequence[KpiFigure]
) -> bool:
    """Whether a year to date is below an earlier one of its year, which was so revised."""
    if rules.kind is not KpiKind.CUMULATIVE or not is_number(figure.value):
        return False
    before = [
        as_decimal(earlier.value)
        for earlier in figures_at_frequency
        if is_number(earlier.value)
        and earlier.period.financial_year == figure.period.financial_year
        and earlier.period.end < figure.period.end
    ]
    return bool(before) and as_decimal(figure.value) < before[-1]
