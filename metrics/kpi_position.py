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
    """A figure with the target it is judged by and its status.

    `target` to `target_upper` is a range; `amber` is where amber lies, in words; `method` says how
    a year-to-date target was found.
    """

    figure: KpiFigure
    target: float | None
    status: Rag | State
    _: KW_ONLY
    method: ProfileMethod | None = None
    amber: str | None = None
    target_upper: float | None = None


class RatedOutturns(Sequence[RatedOutturn]):
    """Every figure in its rhythm, each judged when it is first read: few pages read them all."""

    def __init__(
        self, measure: KpiRules, figures: Sequence[KpiFigure], own: Sequence[KpiFigure]
    ) -> None:
        self._given = measure, figures, own
        self._judged: dict[int, RatedOutturn] = {}

    def __len__(self) -> int:
        return len(self._given[2])

    @overload
    def __getitem__(self, position: int) -> RatedOutturn: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[RatedOutturn]: ...

    def __getitem__(self, position: int | slice) -> RatedOutturn | Sequence[RatedOutturn]:
        if isinstance(position, slice):
            return [self[i] for i in range(*position.indices(len(self)))]
        measure, figures, own = self._given
        found = self._judged.get(position)
        if found is None:
            found = self._judged[position] = _judged(measure, own[position], figures, own)
        return found


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


def kpi_position(measure: KpiRules, figures: Sequence[KpiFigure], reported: Period) -> KpiPosition:
    """Judge a KPI's figures in its own rhythm and say where it stands in the report for a period.

    `figures` are the standing figures in any order, later ones too; those of another rhythm (a
    month of a quarterly KPI) are left aside.
    """
    own = at_reporting_frequency(measure, figures)
    series = RatedOutturns(measure, figures, own)
    position = _latest(own, reported)
    latest = None if position is None else series[position]
    inside = [i for i, f in enumerate(own) if reported.start <= f.period.end <= reported.end]
    statuses = [series[i].status for i in inside]
    return KpiPosition(
        reported,
        series,
        latest,
        _status_now(measure, statuses, latest, reported),
        _directions(measure, own, latest) if latest else None,
    )


def _judged(
    measure: KpiRules, figure: KpiFigure, figures: Sequence[KpiFigure], own: Sequence[KpiFigure]
) -> RatedOutturn:
    target = applicable_target(measure, figure, figures, own)
    if target.state and is_number(figure.value):
        return RatedOutturn(figure, None, target.state, method=target.method)
    status = status_of(
        figure.value,
        figure.state,
        target=target.low,
        target_upper=target.high,
        target_state=figure.target_state,
        polarity=measure.polarity,
        tolerance=measure.tolerance,
    )
    amber = None
    if is_number(target.low) and measure.rated:
        edges = boundaries(target.low, measure.polarity, measure.tolerance, target.high)
        amber = edges.words(measure.decimals)
    return RatedOutturn(
        figure, target.low, status, method=target.method, amber=amber, target_upper=target.high
    )


def _latest(own: Sequence[KpiFigure], reported: Period) -> int | None:
    """Where the last figure with a value by the report's end is; the first after it without one."""
    valued = (i for i, figure in enumerate(own) if is_number(figure.value))
    backwards = range(len(own) - 1, -1, -1)
    by_then = (
        i for i in backwards if own[i].period.end <= reported.end and is_number(own[i].value)
    )
    return next(by_then, next(valued, None))


def _status_now(
    measure: KpiRules, inside: Sequence[Rag | State], latest: RatedOutturn | None, reported: Period
) -> Rag | State:
    """How the KPI counts, by the statuses of its figures `inside` the period of the report."""
    if inside:
        # Months of a quarter count with the last one reported, even where a later one is awaited.
        return next((s for s in reversed(inside) if s is not State.AWAITED), State.AWAITED)
    if latest and latest.figure.period.kind is PeriodKind.FINANCIAL_YEAR:
        return status_in_report(latest.status, latest.figure.period, reported)
    own = PERIOD_OF_FREQUENCY.get(measure.frequency)
    return State.NOT_DUE if own is PeriodKind.FINANCIAL_YEAR else State.AWAITED


def _directions(measure: KpiRules, own: Sequence[KpiFigure], latest: RatedOutturn) -> Directions:
    values = {figure.period: figure.value for figure in own}
    return directions(
        values, latest.figure.period, measure.polarity, measure.decimals, measure.kind
    )
