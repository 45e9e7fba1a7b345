"""Where one KPI stands: its latest figure, status, target and directions, from its definition."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.direction import Directions, KpiKind, directions
from metrics.period import Period, PeriodKind
from metrics.profile import ProfileMethod, ProfileTarget, year_to_date_target
from metrics.status import (
    DEFAULT_TOLERANCE,
    Polarity,
    Rag,
    State,
    Tolerance,
    boundaries,
    is_number,
    status_of,
)
from metrics.summary import status_in_report

PERIOD_OF_FREQUENCY = {
    "monthly": PeriodKind.MONTH,
    "quarterly": PeriodKind.QUARTER,
    "half-yearly": PeriodKind.HALF_YEAR,
    "annual": PeriodKind.FINANCIAL_YEAR,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a KPI is, as far as judging its figures needs it."""

    polarity: Polarity
    kind: KpiKind
    frequency: str
    decimals: int
    tolerance: Tolerance = DEFAULT_TOLERANCE

    @property
    def rated(self) -> bool:
        """Whether a target can be met or missed: a KPI without polarity is data only."""
        return self.polarity is not Polarity.NONE


@dataclass(frozen=True, slots=True)
class Figure:
    """One period's figure as reported: a value, or the state that stands in its place."""

    period: Period
    value: float | None
    state: str | None = None
    target: float | None = None
    target_upper: float | None = None
    target_state: str | None = None
    reported_status: str | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure with the target it is judged by and its status.

    `amber` is where amber lies, in words; `method` says how a year-to-date target was found.
    """

    figure: Figure
    target: float | None
    status: Rag | State
    method: ProfileMethod | None = None
    amber: str | None = None


@dataclass(frozen=True, slots=True)
class Outturn:
    """Where a KPI stands in the report for `reported`.

    `latest` is its last figure with a value; `status` how it counts in this report, which for a
    yearly figure in mid-year is "not due" and for a missing one "awaited".
    """

    reported: Period
    series: Sequence[Judged]
    latest: Judged | None
    status: Rag | State
    directions: Directions | None


def outturn(measure: Measure, figures: Sequence[Figure], reported: Period) -> Outturn:
    """Judge a KPI's figures in its own rhythm and say where it stands in the report for a period.

    `figures` are the standing figures up to that period, in any order; those of another rhythm
    (a month of a quarterly KPI) are left aside.
    """
    own = own_rhythm(measure, figures)
    series = tuple(_judged(measure, figure, own) for figure in own)
    valued = [judged for judged in series if is_number(judged.figure.value)]
    latest = valued[-1] if valued else None
    return Outturn(
        reported,
        series,
        latest,
        _status_now(measure, series, latest, reported),
        _directions(measure, own, latest) if latest else None,
    )


def own_rhythm(measure: Measure, figures: Sequence[Figure]) -> Sequence[Figure]:
    """The figures in the KPI's own rhythm, in period order; the commonest one when it has none."""
    kinds = Counter(figure.period.kind for figure in figures)
    own = PERIOD_OF_FREQUENCY.get(measure.frequency)
    if own not in kinds and kinds:
        own = kinds.most_common(1)[0][0]
    return sorted((f for f in figures if f.period.kind is own), key=lambda f: f.period)


def report_period(figures: Sequence[Figure]) -> Period | None:
    """The last quarter or month that any figure was reported for, or the last year without one."""
    valued = [figure.period for figure in figures if is_number(figure.value)]
    short = [period for period in valued if period.kind in (PeriodKind.QUARTER, PeriodKind.MONTH)]
    return max(short or valued, key=lambda period: (period.end, period.start), default=None)


def _judged(measure: Measure, figure: Figure, own: Sequence[Figure]) -> Judged:
    found = _target(measure, figure, own)
    if found.state and is_number(figure.value):
        return Judged(figure, None, found.state, found.method)
    status = status_of(
        figure.value,
        figure.state,
        found.target,
        figure.target_upper,
        figure.target_state,
        measure.polarity,
        measure.tolerance,
    )
    amber = None
    if is_number(found.target) and measure.rated:
        edges = boundaries(found.target, measure.polarity, measure.tolerance, figure.target_upper)
        amber = edges.words(measure.decimals)
    return Judged(figure, found.target, status, found.method, amber)


def _target(measure: Measure, figure: Figure, own: Sequence[Figure]) -> ProfileTarget:
    counted_up = measure.kind is KpiKind.CUMULATIVE and measure.rated
    if not counted_up or figure.period.months == 12 or not is_number(figure.target):
        return ProfileTarget(figure.target, None)
    year = figure.period.financial_year
    of_year = {f.period: f.target for f in own if f.period.financial_year == year}
    # One target for every quarter is the year's; one that rises through the year is each quarter's.
    rising = len({target for target in of_year.values() if is_number(target)}) > 1
    history: Mapping[Period, float | None] = {f.period: f.value for f in own}
    return year_to_date_target(figure.target, figure.period, of_year if rising else {}, history)


def _status_now(
    measure: Measure, series: Sequence[Judged], latest: Judged | None, reported: Period
) -> Rag | State:
    this_time = next((j for j in series if j.figure.period.end == reported.end), None)
    if this_time:
        return this_time.status
    if latest and latest.figure.period.kind is PeriodKind.FINANCIAL_YEAR:
        return status_in_report(latest.status, latest.figure.period, reported)
    own = PERIOD_OF_FREQUENCY.get(measure.frequency)
    return State.NOT_DUE if own is PeriodKind.FINANCIAL_YEAR else State.AWAITED


def _directions(measure: Measure, own: Sequence[Figure], latest: Judged) -> Directions:
    values = {figure.period: figure.value for figure in own}
    return directions(
        values, latest.figure.period, measure.polarity, measure.decimals, measure.kind
    )
