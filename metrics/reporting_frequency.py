"""How often figures come: a KPI's reporting frequency, and the period that a report is for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind, month, quarter
from metrics.status import is_number

PERIOD_OF_FREQUENCY = {
    "monthly": PeriodKind.MONTH,
    "quarterly": PeriodKind.QUARTER,
    "half-yearly": PeriodKind.HALF_YEAR,
    "annual": PeriodKind.FINANCIAL_YEAR,
}

MONTHS_OF_FREQUENCY = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.FINANCIAL_YEAR: 12,
}

# A quarter is reported once one in so many of the KPIs that are due for it have a figure. A KPI
# that never had one is due for nothing: a council may begin with few of its plan. Where several are
# due, one alone makes no report.
ONE_IN, AT_LEAST = 3, 2

_KINDS = tuple(PeriodKind)


def at_reporting_frequency(
    rules: KpiRules, figures: Sequence[KpiFigure], until: date | None = None
) -> Sequence[KpiFigure]:
    """The figures at the frequency of the latest one, in period order.

    The latest is the one with a value whose period ends last, by the day `until` where there is
    any by then; of several that end together the one at the KPI's defined frequency, else the
    finest. How many figures of other frequencies there are plays no part. Without any value the
    states that stand in their place are taken so.
    """
    if len({figure.period.kind for figure in figures}) < 2:
        return sorted(figures, key=_from_to)
    valued = [figure for figure in figures if is_number(figure.value)] or figures
    by_then = [figure for figure in valued if until is None or figure.period.end <= until]
    kind = _latest_kind(rules, by_then or valued)
    return sorted((f for f in figures if f.period.kind is kind), key=_from_to)


def _latest_kind(rules: KpiRules, figures: Sequence[KpiFigure]) -> PeriodKind:
    end = max(figure.period.end for figure in figures)
    last = [figure.period for figure in figures if figure.period.end == end]
    defined = PERIOD_OF_FREQUENCY.get(rules.frequency)
    if defined and any(period.kind is defined for period in last):
        return defined
    return min(last, key=lambda period: (period.months, _KINDS.index(period.kind))).kind


def _from_to(figure: KpiFigure) -> tuple[date, date]:
    return figure.period.start, figure.period.end


def report_period_of(
    groups: Sequence[Sequence[KpiFigure]], rules: Sequence[KpiRules] = ()
) -> Period | None:
    """The period that the report is for; `groups` holds each KPI's figures, in any order.

    The latest quarter for which at least a third of the KPIs that are due for it have a figure, and
    two of several, of the whole quarter or of a month in it, so that one early or mistyped figure
    does not move the report. A KPI without any figure is due for none. `rules` are those of the
    KPIs, in the same order, and say how often each is due; without them as often as it ever
    reported. Where nothing comes by the quarter the last month that as many have, else the last
    period with a value. None without any value.
    """
    return next(iter(report_periods_of(groups, rules)), None)


def report_periods_of(
    groups: Sequence[Sequence[KpiFigure]], rules: Sequence[KpiRules] = ()
) -> Sequence[Period]:
    """Every period that there is a report for, the newest first, by the rule of report_period_of.

    `groups` and `rules` as there.
    """
    by_kpi = [{f.period for f in group if is_number(f.value)} for group in groups]
    frequencies = [PERIOD_OF_FREQUENCY.get(kpi.frequency) for kpi in rules]
    kinds = frequencies or [_finest(periods) for periods in by_kpi]
    for kind in (PeriodKind.QUARTER, PeriodKind.MONTH):
        if kind in kinds:
            reported = _reported(kind, by_kpi, kinds)
            if reported:
                return reported
    every = {period for periods in by_kpi for period in periods}
    return sorted(every, key=_end_and_start, reverse=True)[:1]


@dataclass(frozen=True, slots=True)
class BegunReport:
    """A period after the latest report that too few KPIs have figures of, yet: `reported` of `due`.

    A third of those that are due, and two of several, make it the report.
    """

    period: Period
    reported: int
    due: int

    def includes(self, period: Period) -> bool:
        """Whether a period lies within it, as a month does in its quarter."""
        return self.period.start <= period.start and period.end <= self.period.end


def begun_report(
    groups: Sequence[Sequence[KpiFigure]], rules: Sequence[KpiRules]
) -> BegunReport | None:
    """The first period after the latest report that some KPIs have figures of; None without any.

    `groups` and `rules` as in report_period_of.
    """
    latest = report_period_of(groups, rules)
    if latest is None or latest.kind not in (PeriodKind.QUARTER, PeriodKind.MONTH):
        return None
    by_kpi = [{f.period for f in group if is_number(f.value)} for group in groups]
    due = _due(by_kpi, [PERIOD_OF_FREQUENCY.get(kpi.frequency) for kpi in rules])
    later = {p: n for p, n in _counts(latest.kind, due).items() if p.end > latest.end}
    if not later:
        return None
    period = min(later, key=_end_and_start)
    return BegunReport(period, later[period], _due_for(period, due))


def _finest(periods: Iterable[Period]) -> PeriodKind | None:
    kinds = {period.kind for period in periods}
    return next((kind for kind in MONTHS_OF_FREQUENCY if kind in kinds), None)


def _reported(
    kind: PeriodKind, by_kpi: Sequence[Set[Period]], kinds: Sequence[PeriodKind | None]
) -> Sequence[Period]:
    """The periods of a kind that enough of the KPIs due for it have a figure for, newest first."""
    due = _due(by_kpi, kinds)
    counts = _counts(kind, due)
    # Where KPIs hardly share a period, the most shared ones are the best there is.
    most = max(counts.values(), default=0)
    enough = [p for p, n in counts.items() if n == most or _are_enough(n, _due_for(p, due))]
    return sorted(enough, key=_end_and_start, reverse=True)


def _are_enough(reported: int, due: int) -> bool:
    return ONE_IN * reported >= due and reported >= min(AT_LEAST, due)


def _due(
    by_kpi: Sequence[Set[Period]], kinds: Sequence[PeriodKind | None]
) -> Sequence[tuple[int, Set[Period]]]:
    """Of each KPI that comes by the month or seldomer, how many months apart, and its periods.

    Those without any period are left out.
    """
    return [
        (MONTHS_OF_FREQUENCY[frequency], periods)
        for frequency, periods in zip(kinds, by_kpi, strict=True)
        if frequency and periods
    ]


def _counts(kind: PeriodKind, due: Sequence[tuple[int, Set[Period]]]) -> Mapping[Period, int]:
    """How many KPIs have a figure of each period of a kind, or of a part of it."""
    months = MONTHS_OF_FREQUENCY[kind]
    return Counter(
        reported
        for kpi_months, periods in due
        for reported in {
            _reported_in(period, months) for period in periods if _at(period, kpi_months)
        }
    )


def _at(period: Period, months: int) -> bool:
    """Whether a figure is at the frequency of its KPI, or finer; a year to date is any."""
    return period.kind is PeriodKind.YEAR_TO_DATE or period.months <= months


def _reported_in(period: Period, months: int) -> Period:
    """The quarter or month in which a period ends."""
    year, number = period.financial_year, (period.end.month - 4) % 12
    return quarter(year, number // 3 + 1) if months == 3 else month(year, 4 + number)


def _due_for(reported: Period, due: Sequence[tuple[int, Set[Period]]]) -> int:
    """How many KPIs are due for a quarter or month: those of which a period ends with it."""
    in_year = (reported.end.month - 4) % 12 + 1
    return sum(kpi_months <= reported.months or in_year % kpi_months == 0 for kpi_months, _ in due)


def _end_and_start(period: Period) -> tuple[date, date]:
    return period.end, period.start
