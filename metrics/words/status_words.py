"""Where a KPI stands, in words: its status, its latest figure and period, and its target."""

from collections.abc import Sequence

from metrics.direction import KpiKind
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, PeriodKind
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


def standing(analysis: KpiAnalysis, latest: RatedOutturn, wording: Wording) -> str:
    """The status, and the latest figure with its period.

    `Red: 83.1% in Q2 2024/25`; where the report's figure is missing, that first.
    """
    position = analysis.position
    figure, status = _figure(analysis, latest, wording), _status_words(latest)
    if position.status is latest.status:
        return f"{capital(status)}: {figure}"
    return f"{capital(str(position.status))} for {position.reported.label}; {figure}, {status}"


def _status_words(rated: RatedOutturn) -> str:
    """The colour, or why there is none: whether the figure or its target lacks something."""
    status = rated.status
    if isinstance(status, State) and not rated.figure.state:
        return _TARGET_STATE_WORDS.get(status, str(status))
    return str(status)


def _figure(analysis: KpiAnalysis, latest: RatedOutturn, wording: Wording) -> str:
    period = latest.figure.period
    marks = ("provisional" * latest.figure.provisional, "revised down" * latest.revised)
    marked = ", ".join(filter(None, marks))
    marks_words = f" ({marked})" if marked else ""
    counted = _counted(analysis, period)
    stale = analysis.position.status is not latest.status
    awaited = "" if stale else awaited_words(analysis.position.awaited)
    missing = f" ({awaited})" if awaited else ""
    return f"{wording.outturn(latest)}{marks_words}{counted} {_when(analysis, latest)}{missing}"


def awaited_words(months: Sequence[Period]) -> str:
    """The months that a report still lacks: `June awaited`, `May and June awaited`, else empty."""
    names = [period.label.split(" ")[0] for period in months]
    return f"{' and '.join(names)} awaited" if names else ""


def _counted(analysis: KpiAnalysis, period: Period) -> str:
    if analysis.rules.kind is not KpiKind.CUMULATIVE or period.months == 12:
        return ""
    return " for the whole year" if _ends_year(period) else " for the year to date"


def _when(analysis: KpiAnalysis, latest: RatedOutturn) -> str:
    position, period = analysis.position, latest.figure.period
    stale = position.status is not latest.status and isinstance(position.status, State)
    if period.end > position.reported.end:
        return f"when first reported {during(period)}"
    if stale or period.end < position.reported.start:
        return f"when last reported {during(period)}"
    return f"at {period.label}" if _counted(analysis, period) else during(period)


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
