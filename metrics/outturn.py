"""Where one KPI stands: its latest figure, status, target and directions, from its definition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.direction import Directions, KpiKind, directions
from metrics.period import Period, PeriodKind, financial_year
from metrics.profile import ProfileMethod, ProfileTarget, counts_to_date, year_to_date_target
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

SHARE_REPORTED = 0.25


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
class _Asked:
    """The target a figure is held against, or the state that says why there is none."""

    low: float | None
    high: float | None
    method: ProfileMethod | None = None
    state: State | None = None


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


def own_rhythm(measure: Measure, figures: Sequence[Figure]) -> Sequence[Figure]:
    """The figures in the KPI's own rhythm, in period order.

    Where that has less than half as many values as the commonest rhythm, the commonest; without
    any value the states that stand in their place are counted so.
    """
    kinds = Counter(figure.period.kind for figure in figures if is_number(figure.value))
    rhythm = _rhythm(measure, kinds or Counter(figure.period.kind for figure in figures))
    return sorted((f for f in figures if f.period.kind is rhythm), key=lambda f: f.period)


def _rhythm(measure: Measure, kinds: Counter[PeriodKind]) -> PeriodKind | None:
    most = max(kinds.values(), default=0)
    own = PERIOD_OF_FREQUENCY.get(measure.frequency)
    if own and own in kinds and 2 * kinds[own] >= most:
        return own
    # Of two equally common the shorter period, whatever order the figures come in.
    return next((kind for kind in PeriodKind if kind in kinds and kinds[kind] == most), None)


def report_period(figures: Sequence[Figure]) -> Period | None:
    """The period that a report of these figures is for, as `report_period_of` one KPI's."""
    return report_period_of([figures])


def report_period_of(groups: Sequence[Sequence[Figure]]) -> Period | None:
    """The period that the report is for; `groups` holds each KPI's figures, in any order.

    The last quarter with a value from at least a quarter of the KPIs that report quarters, so that
    one early or mistyped figure does not move the report; without quarters the last such month,
    without months the last year or other period with a value. None without any value.
    """
    by_kpi = [{f.period for f in group if is_number(f.value)} for group in groups]
    for kind in (PeriodKind.QUARTER, PeriodKind.MONTH):
        reporting = [found for periods in by_kpi if (found := _of_kind(periods, kind))]
        if reporting:
            return _last_shared(reporting)
    return max((period for periods in by_kpi for period in periods), key=_when, default=None)


def _of_kind(periods: set[Period], kind: PeriodKind) -> set[Period]:
    return {period for period in periods if period.kind is kind}


def _last_shared(reporting: Sequence[set[Period]]) -> Period:
    counts = Counter(period for periods in reporting for period in periods)
    # Where KPIs hardly share a period, the most shared ones are the best there is.
    enough = min(len(reporting) * SHARE_REPORTED, max(counts.values()))
    return max((period for period, count in counts.items() if count >= enough), key=_when)


def _when(period: Period) -> tuple[date, date]:
    return period.end, period.start


def _judged(
    measure: Measure, figure: Figure, figures: Sequence[Figure], own: Sequence[Figure]
) -> Judged:
    asked = _asked(measure, figure, figures, own)
    if asked.state and is_number(figure.value):
        return Judged(figure, None, asked.state, asked.method)
    status = status_of(
        figure.value,
        figure.state,
        asked.low,
        asked.high,
        figure.target_state,
        measure.polarity,
        measure.tolerance,
    )
    amber = None
    if is_number(asked.low) and measure.rated:
        edges = boundaries(asked.low, measure.polarity, measure.tolerance, asked.high)
        amber = edges.words(measure.decimals)
    return Judged(figure, asked.low, status, asked.method, amber, asked.high)


def _asked(
    measure: Measure, figure: Figure, figures: Sequence[Figure], own: Sequence[Figure]
) -> _Asked:
    counted_up = measure.kind is KpiKind.CUMULATIVE and measure.rated
    if not counted_up or figure.period.months == 12 or not is_number(figure.target):
        return _Asked(figure.target, _upper(figure))
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
    return _Asked(low.target, high.target, low.method, State.NOT_DUE if not_due else None)


def _annual_target(figures: Sequence[Figure], year: int) -> float | None:
    """The year's own target for all of it, or last year's: what the period at its end asks for."""
    whole = (f for f in figures if f.period.months == 12 and f.period.financial_year == year)
    before = (f for f in figures if f.period.end == financial_year(year - 1).end)
    return next((top for f in (*whole, *before) if is_number(top := _top(f))), None)


def _upper(figure: Figure) -> float | None:
    return figure.target_upper if is_number(figure.target_upper) else None


def _top(figure: Figure) -> float | None:
    upper = _upper(figure)
    return figure.target if upper is None else upper


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
