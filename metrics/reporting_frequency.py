"""The rhythm that figures come in: a KPI's own, and the period that a report is for."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.status import is_number

PERIOD_OF_FREQUENCY = {
    "monthly": PeriodKind.MONTH,
    "quarterly": PeriodKind.QUARTER,
    "half-yearly": PeriodKind.HALF_YEAR,
    "annual": PeriodKind.FINANCIAL_YEAR,
}

SHARE_REPORTED = 0.25


def at_reporting_frequency(measure: KpiRules, figures: Sequence[KpiFigure]) -> Sequence[KpiFigure]:
    """The figures in the KPI's own rhythm, in period order.

    Where that has less than half as many values as the commonest rhythm, the commonest; without
    any value the states that stand in their place are counted so.
    """
    if len({figure.period.kind for figure in figures}) < 2:
        return sorted(figures, key=_from_to)
    kinds = Counter(figure.period.kind for figure in figures if is_number(figure.value))
    rhythm = _reporting_frequency(
        measure, kinds or Counter(figure.period.kind for figure in figures)
    )
    return sorted((f for f in figures if f.period.kind is rhythm), key=_from_to)


def _reporting_frequency(measure: KpiRules, kinds: Counter[PeriodKind]) -> PeriodKind | None:
    most = max(kinds.values(), default=0)
    own = PERIOD_OF_FREQUENCY.get(measure.frequency)
    if own and own in kinds and 2 * kinds[own] >= most:
        return own
    # Of two equally common the shorter period, whatever order the figures come in.
    return next((kind for kind in PeriodKind if kind in kinds and kinds[kind] == most), None)


def _from_to(figure: KpiFigure) -> tuple[date, date]:
    return figure.period.start, figure.period.end


def report_period_of(groups: Sequence[Sequence[KpiFigure]]) -> Period | None:
    """The period that the report is for; `groups` holds each KPI's figures, in any order.

    The last quarter with a value from at least a quarter of the KPIs that report quarters, so that
    one early or mistyped figure does not move the report; without quarters the last such month,
    without months the last year or other period with a value. None without any value.
    """
    by_kpi = [[f.period for f in group if is_number(f.value)] for group in groups]
    for kind in (PeriodKind.QUARTER, PeriodKind.MONTH):
        reporting = [found for periods in by_kpi if (found := _lengths(periods, kind))]
        if reporting:
            end, start = _last_shared(reporting)
            return Period(start, end, kind)
    return max((period for periods in by_kpi for period in periods), key=_when, default=None)


def _lengths(periods: Sequence[Period], kind: PeriodKind) -> set[tuple[date, date]]:
    return {_when(period) for period in periods if period.kind is kind}


def _last_shared(reporting: Sequence[set[tuple[date, date]]]) -> tuple[date, date]:
    counts = Counter(span for spans in reporting for span in spans)
    # Where KPIs hardly share a period, the most shared ones are the best there is.
    enough = min(len(reporting) * SHARE_REPORTED, max(counts.values()))
    return max(span for span, count in counts.items() if count >= enough)


def _when(period: Period) -> tuple[date, date]:
    return period.end, period.start
