"""How often figures come: a KPI's reporting frequency, and the period that a report is for."""

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


def at_reporting_frequency(rules: KpiRules, figures: Sequence[KpiFigure]) -> Sequence[KpiFigure]:
    """The figures at the KPI's reporting frequency, in period order.

    Where that has less than half as many values as the commonest kind of period, the commonest;
    without any value the states that stand in their place are counted so.
    """
    if len({figure.period.kind for figure in figures}) < 2:
        return sorted(figures, key=_from_to)
    kinds = Counter(figure.period.kind for figure in figures if is_number(figure.value))
    kind = _kind_reported(rules, kinds or Counter(figure.period.kind for figure in figures))
    return sorted((f for f in figures if f.period.kind is kind), key=_from_to)


def _kind_reported(rules: KpiRules, kinds: Counter[PeriodKind]) -> PeriodKind | None:
    most = max(kinds.values(), default=0)
    defined = PERIOD_OF_FREQUENCY.get(rules.frequency)
    if defined and defined in kinds and 2 * kinds[defined] >= most:
        return defined
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
        reporting = [ends for periods in by_kpi if (ends := _ends_of_kind(periods, kind))]
        if reporting:
            end, start = _last_shared(reporting)
            return Period(start, end, kind)
    every = [period for periods in by_kpi for period in periods]
    return max(every, key=_end_and_start, default=None)


def _ends_of_kind(periods: Sequence[Period], kind: PeriodKind) -> set[tuple[date, date]]:
    return {_end_and_start(period) for period in periods if period.kind is kind}


def _last_shared(reporting: Sequence[set[tuple[date, date]]]) -> tuple[date, date]:
    counts = Counter(period for periods in reporting for period in periods)
    # Where KPIs hardly share a period, the most shared ones are the best there is.
    enough = min(len(reporting) * SHARE_REPORTED, max(counts.values()))
    return max(period for period, count in counts.items() if count >= enough)


def _end_and_start(period: Period) -> tuple[date, date]:
    return period.end, period.start
