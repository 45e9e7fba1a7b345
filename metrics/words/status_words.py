"""Where a KPI stands, in words: its status, its latest figure and period, and its target."""

from collections.abc import Mapping, Sequence

from metrics.direction import Direction, KpiKind
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, PeriodKind, financial_year
from metrics.status import Rag, State
from metrics.words.kpi_wording import Wording, capital
from metrics.year_to_date import ProfileMethod

_METHOD_WORDS = {
    ProfileMethod.POOLED: " (past years' pace)",
    ProfileMethod.STRAIGHT_LINE: " (straight line)",
}
_TARGET_STATE_WORDS = {
    State.NOT_DUE: "target not due yet",
    State.AWAITED: "target awaited",
    State.NOT_APPLICABLE: "target not applicable",
    State.SUPPRESSED: "target suppressed",
    State.NOT_COMPARABLE: "target not comparable",
    State.TARGET_UNCLEAR: "target unclear, for the year or to date",
}

ON_TARGET_WORDS: Mapping[Rag | State, str] = {
    Rag.GREEN: "on target",
    Rag.AMBER: "just off",
    Rag.RED: "off target",
    State.AWAITED: "figure late",
    State.NO_TARGET: "no target",
    State.DATA_ONLY: "for information",
    State.NOT_DUE: "not due yet",
}

DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.IMPROVING: "better",
    Direction.WORSENING: "worse",
    Direction.INCREASING: "higher",
    Direction.DECREASING: "lower",
    Direction.NO_CHANGE: "same",
    Direction.NO_COMPARISON: "not compared",
}


def direction_words(direction: Direction) -> str:
    """Which way a figure went, as readers say it: `better`, `lower`."""
    return DIRECTION_WORDS[direction]


def on_target_words(status: Rag | State) -> str:
    """A status as readers say it: `off target`, `figure late`; others as they are."""
    return ON_TARGET_WORDS.get(status, str(status))


def standing(
    analysis: KpiAnalysis, latest: RatedOutturn, wording: Wording, against: str = ""
) -> str:
    """The status, and the latest figure with its period and what it is held `against`.

    `Off target: 83.1% in Q2 2024/25, 6.9 percentage points below the target of 90.0%`; where the
    report's figure is missing, that first.
    """
    position = analysis.position
    figure, status = _figure(analysis, latest, wording), _status_words(latest)
    if position.status is latest.status:
        return f"{capital(status)}: {figure}{against}"
    missing = capital(_words(position.status))
    return f"{missing} for {position.reported.label}; {figure}{against}: {status}"


def _words(status: Rag | State) -> str:
    """A status in readers' words, as a part of a sentence: of a report that is over no `yet`."""
    if status is State.NOT_DUE:
        return str(status)
    if status is State.BEGINS_LATER:
        return "no figure"
    return f"{on_target_words(status)}{' target' if status is Rag.AMBER else ''}"


def _status_words(rated: RatedOutturn) -> str:
    """The status, or why there is none: whether the figure or its target lacks something."""
    status = rated.status
    if isinstance(status, State) and not rated.figure.state:
        return _TARGET_STATE_WORDS.get(status) or _words(status)
    return _words(status)


def _figure(analysis: KpiAnalysis, latest: RatedOutturn, wording: Wording) -> str:
    marks = ("provisional" * latest.figure.provisional, "revised down" * latest.revised)
    marked = ", ".join(filter(None, marks))
    marks_words = f" ({marked})" if marked else ""
    stale = analysis.position.status is not latest.status
    awaited = "" if stale else awaited_words(analysis.position.awaited)
    missing = f" ({awaited})" if awaited else ""
    return f"{wording.outturn(latest)}{marks_words} {_when(analysis, latest)}{missing}"


def awaited_words(months: Sequence[Period]) -> str:
    """The months that a report still lacks: `June awaited`, `May and June awaited`, else empty."""
    names = [period.label.split(" ")[0] for period in months]
    return f"{' and '.join(names)} awaited" if names else ""


def _when(analysis: KpiAnalysis, latest: RatedOutturn) -> str:
    position, period = analysis.position, latest.figure.period
    stale = position.status is not latest.status and isinstance(position.status, State)
    when = _to_date(period) if analysis.rules.kind is KpiKind.CUMULATIVE else during(period)
    if period.end > position.reported.end:
        return f"when first reported {when}"
    if stale or period.end < position.reported.start:
        return f"when last reported {when}"
    return when


def _to_date(period: Period) -> str:
    """`in the year to Q2 2024/25`; at its end `in 2024/25`."""
    if _ends_year(period):
        return f"in {financial_year(period.financial_year).label}"
    if period.kind is PeriodKind.YEAR_TO_DATE:
        return during(period)
    return f"in the year to {period.label}"


def during(period: Period) -> str:
    """`in Q2 2024/25`, `in the year to mid-November 2022`, `from May 2023 to April 2024`."""
    match period.kind:
        case PeriodKind.INSTANT:
            return f"on {period.label}"
        case PeriodKind.ACADEMIC_YEAR:
            return f"in academic year {period.label.removesuffix(' academic')}"
        case PeriodKind.YEAR_TO_DATE:
            return f"in {period.label}"
        case _:
            if period.label.startswith("year to "):
                return f"in the {period.label}"
            return f"from {period.label}" if " to " in period.label else f"in {period.label}"


def target_words(latest: RatedOutturn, wording: Wording) -> str | None:
    """The target that the status rests on; for a year to date with how it was worked out."""
    if not isinstance(latest.status, Rag) or latest.target is None:
        return None
    amount = wording.target_of(latest)
    if latest.share_of_year and latest.method:
        return f"target of {amount}, a share of the year's{_METHOD_WORDS[latest.method]}"
    if latest.method is None or _ends_year(latest.figure.period):
        return f"target of {amount}"
    return f"target to date of {amount}{_METHOD_WORDS.get(latest.method, '')}"


def _ends_year(period: Period) -> bool:
    return period.months == 12 or period.end.month == 3
