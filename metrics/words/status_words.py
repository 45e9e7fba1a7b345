"""Where a KPI stands, in words: its status, its latest figure and period, and its target."""

from metrics.direction import KpiKind
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, PeriodKind
from metrics.status import Rag, State
from metrics.words.kpi_wording import Wording, capital
from metrics.year_to_date import ProfileMethod

_OF_METHOD = {
    ProfileMethod.POOLED: " (past years' pace)",
    ProfileMethod.STRAIGHT_LINE: " (straight line)",
}
_OF_TARGET = {
    State.NOT_DUE: "target not due yet",
    State.AWAITED: "target awaited",
    State.NOT_APPLICABLE: "target not applicable",
    State.SUPPRESSED: "target suppressed",
    State.NOT_COMPARABLE: "target not comparable",
}


def standing(insight: KpiAnalysis, latest: RatedOutturn, wording: Wording) -> str:
    """The status, and the latest figure with its period.

    `Red: 83.1% in Q2 2024/25`; where the report's own figure is missing, that first.
    """
    outturn = insight.position
    figure, status = _figure(insight, latest, wording), _status_words(latest)
    if outturn.status is latest.status:
        return f"{capital(status)}: {figure}"
    return f"{capital(str(outturn.status))} for {outturn.reported.label}; {figure}, {status}"


def _status_words(rated: RatedOutturn) -> str:
    """The colour, or why there is none: whether the figure or its target lacks something."""
    status = rated.status
    if isinstance(status, State) and not rated.figure.state:
        return _OF_TARGET.get(status, str(status))
    return str(status)


def _figure(insight: KpiAnalysis, latest: RatedOutturn, wording: Wording) -> str:
    period = latest.figure.period
    provisional = " (provisional)" if latest.figure.provisional else ""
    counted = _counted(insight, period)
    return f"{wording.outturn(latest)}{provisional}{counted} {_when(insight, latest)}"


def _counted(insight: KpiAnalysis, period: Period) -> str:
    if insight.measure.kind is not KpiKind.CUMULATIVE or period.months == 12:
        return ""
    return " for the whole year" if _ends_year(period) else " for the year to date"


def _when(insight: KpiAnalysis, latest: RatedOutturn) -> str:
    outturn, period = insight.position, latest.figure.period
    stale = outturn.status is not latest.status and isinstance(outturn.status, State)
    if period.end > outturn.reported.end:
        return f"when first reported {during(period)}"
    if stale or period.end < outturn.reported.start:
        return f"when last reported {during(period)}"
    return f"at {period.label}" if _counted(insight, period) else during(period)


def during(period: Period) -> str:
    """`in Q2 2024/25`, `on 30 June 2022`, `from May 2023 to April 2024`."""
    match period.kind:
        case PeriodKind.INSTANT:
            return f"on {period.label}"
        case PeriodKind.ACADEMIC_YEAR:
            return f"in academic year {period.label.removesuffix(' academic')}"
        case PeriodKind.YEAR_TO_DATE:
            return f"in {period.label}"
        case _:
            return f"from {period.label}" if " to " in period.label else f"in {period.label}"


def target(latest: RatedOutturn, wording: Wording) -> str | None:
    """The target that the status is by; for a year to date with the method it was found by."""
    if not isinstance(latest.status, Rag) or latest.target is None:
        return None
    aim = wording.target(latest.target, latest.target_upper)
    if latest.method is None or _ends_year(latest.figure.period):
        return f"target of {aim}"
    return f"target to date of {aim}{_OF_METHOD.get(latest.method, '')}"


def _ends_year(period: Period) -> bool:
    return period.months == 12 or period.end.month == 3
