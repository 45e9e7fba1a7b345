"""Where one KPI stands: its latest figure, status, target and directions, from its definition."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import overload

from metrics.applicable_target import applicable_target
from metrics.direction import Directions, directions
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.rag_summary import status_in_report
from metrics.reporting_frequency import PERIOD_OF_FREQUENCY, at_reporting_frequency
from metrics.status import Rag, State, boundaries, is_number, status_of
from metrics.year_to_date import ProfileMethod


@dataclass(frozen=True, slots=True)
class RatedOutturn:
    """A figure with the target it is rated by and its status.

    `target` to `target_upper` is a range; `amber` is where amber lies, in words; `method` says how
    a year-to-date target was worked out.
    """

    figure: KpiFigure
    target: float | None
    status: Rag | State
    _: KW_ONLY
    method: ProfileMethod | None = None
    amber: str | None = None
    target_upper: float | None = None


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
    yearly figure in mid-year as "not due", a missing one as "awaited".
    """

    reported: Period
    series: Sequence[RatedOutturn]
    latest: RatedOutturn | None
    status: Rag | State
    directions: Directions | None


def kpi_position(rules: KpiRules, figures: Sequence[KpiFigure], reported: Period) -> KpiPosition:
    """Rate a KPI's figures at its frequency and say where it stands in the report for a period.

    `figures` are the current figures in any order, later ones too; those of another frequency (a
    month of a quarterly KPI) are left aside.
    """
    at_frequency = at_reporting_frequency(rules, figures)
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
        _status_now(rules, statuses, latest, reported),
        _directions(rules, at_frequency, latest) if latest else None,
    )


def _rated_outturn(
    rules: KpiRules,
    figure: KpiFigure,
    figures: Sequence[KpiFigure],
    figures_at_frequency: Sequence[KpiFigure],
) -> RatedOutturn:
    target = applicable_target(rules, figure, figures, figures_at_frequency)
    if target.state and is_number(figure.value):
        return RatedOutturn(figure, None, target.state, method=target.method)
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
        figure, target.low, status, method=target.method, amber=amber, target_upper=target.high
    )


def _latest(figures: Sequence[KpiFigure], reported: Period) -> int | None:
    """Where the last figure with a value by the report's end is; the first after it without one."""
    valued = [i for i, figure in enumerate(figures) if is_number(figure.value)]
    by_then = (i for i in reversed(valued) if figures[i].period.end <= reported.end)
    return next(by_then, next(iter(valued), None))


def _status_now(
    rules: KpiRules, inside: Sequence[Rag | State], latest: RatedOutturn | None, reported: Period
) -> Rag | State:
    """How the KPI counts, by the statuses of its figures `inside` the period of the report."""
    if inside:
        # Months of a quarter count with the last one reported, even where a later one is awaited.
        return next((s for s in reversed(inside) if s is not State.AWAITED), State.AWAITED)
    if latest and latest.figure.period.kind is PeriodKind.FINANCIAL_YEAR:
        return status_in_report(latest.status, latest.figure.period, reported)
    kind = PERIOD_OF_FREQUENCY.get(rules.frequency)
    return State.NOT_DUE if kind is PeriodKind.FINANCIAL_YEAR else State.AWAITED


def _directions(rules: KpiRules, figures: Sequence[KpiFigure], latest: RatedOutturn) -> Directions:
    values = {figure.period: figure.value for figure in figures}
    return directions(values, latest.figure.period, rules.polarity, rules.decimals, rules.kind)
