"""Where one KPI stands: its latest figure, status, target and directions, from its definition."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.asked import asked
from metrics.direction import Directions, directions
from metrics.figure import Figure, Measure
from metrics.period import Period, PeriodKind
from metrics.profile import ProfileMethod
from metrics.rhythm import PERIOD_OF_FREQUENCY, own_rhythm
from metrics.status import Rag, State, boundaries, is_number, status_of
from metrics.summary import status_in_report


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure with the target it is judged by and its status.

    `target` to `target_upper` is a range; `amber` is where amber lies, in words; `method` says how
    a year-to-date target was found.
    """

    figure: Figure
    target: float | None
    status: Rag | State
    method: ProfileMethod | None = None
    amber: str | None = None
    target_upper: float | None = None


@dataclass(frozen=True, slots=True)
class Outturn:
    """Where a KPI stands in the report for `reported`.

    `latest` is its last figure with a value by the report's end; `series` goes on after it.
    `status` is how it counts in this report: a month as the last one of the report's quarter, a
    yearly figure in mid-year as "not due", a missing one as "awaited".
    """

    reported: Period
    series: Sequence[Judged]
    latest: Judged | None
    status: Rag | State
    directions: Directions | None


def outturn(measure: Measure, figures: Sequence[Figure], reported: Period) -> Outturn:
    """Judge a KPI's figures in its own rhythm and say where it stands in the report for a period.

    `figures` are the standing figures in any order, later ones too; those of another rhythm (a
    month of a quarterly KPI) are left aside.
    """
    own = own_rhythm(measure, figures)
    series = tuple(_judged(measure, figure, figures, own) for figure in own)
    latest = _latest(series, reported)
    return Outturn(
        reported,
        series,
        latest,
        _status_now(measure, series, latest, reported),
        _directions(measure, own, latest) if latest else None,
    )


def _judged(
    measure: Measure, figure: Figure, figures: Sequence[Figure], own: Sequence[Figure]
) -> Judged:
    target = asked(measure, figure, figures, own)
    if target.state and is_number(figure.value):
        return Judged(figure, None, target.state, target.method)
    status = status_of(
        figure.value,
        figure.state,
        target.low,
        target.high,
        figure.target_state,
        measure.polarity,
        measure.tolerance,
    )
    amber = None
    if is_number(target.low) and measure.rated:
        edges = boundaries(target.low, measure.polarity, measure.tolerance, target.high)
        amber = edges.words(measure.decimals)
    return Judged(figure, target.low, status, target.method, amber, target.high)


def _latest(series: Sequence[Judged], reported: Period) -> Judged | None:
    """The last figure with a value by the report's end; the first one after it where none was."""
    valued = [judged for judged in series if is_number(judged.figure.value)]
    by_then = [judged for judged in valued if judged.figure.period.end <= reported.end]
    return next(iter(by_then[-1:] or valued[:1]), None)


def _status_now(
    measure: Measure, series: Sequence[Judged], latest: Judged | None, reported: Period
) -> Rag | State:
    inside = [j.status for j in series if reported.start <= j.figure.period.end <= reported.end]
    if inside:
        # Months of a quarter count with the last one reported, even where a later one is awaited.
        return next((s for s in reversed(inside) if s is not State.AWAITED), State.AWAITED)
    if latest and latest.figure.period.kind is PeriodKind.FINANCIAL_YEAR:
        return status_in_report(latest.status, latest.figure.period, reported)
    own = PERIOD_OF_FREQUENCY.get(measure.frequency)
    return State.NOT_DUE if own is PeriodKind.FINANCIAL_YEAR else State.AWAITED


def _directions(measure: Measure, own: Sequence[Figure], latest: Judged) -> Directions:
    values = {figure.period: figure.value for figure in own}
    return directions(
        values, latest.figure.period, measure.polarity, measure.decimals, measure.kind
    )
