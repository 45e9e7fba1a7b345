"""Which figures of KPIs are due and overdue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import pandas as pd

from insights.cache import remembered
from insights.corporate_plans import plans
from insights.formatting import age, count
from insights.kpi_records import date_of, figure_of, number, rules_of
from insights.kpis import Kpi, plan_record
from insights.ownership import answering
from metrics.attention.due import Due, due
from metrics.period import Period, PeriodKind
from metrics.status import State

_PERIODS = {
    PeriodKind.MONTH: ("month",),
    PeriodKind.QUARTER: ("quarter",),
    PeriodKind.HALF_YEAR: ("half-year",),
    PeriodKind.FINANCIAL_YEAR: ("year",),
}


@dataclass(frozen=True, slots=True)
class DueFigure:
    """A figure of a KPI that is due by a day.

    `days_overdue` is 0 while it is awaited in time, and of a KPI that has no figure yet.
    """

    kpi: Kpi
    period: Period
    by: date
    days_overdue: int

    @property
    def is_first(self) -> bool:
        """Whether the KPI has no figure yet: nothing of it is late."""
        return _has_not_begun(self.kpi)


@dataclass(frozen=True, slots=True)
class LateFigures:
    """What somebody owes: how many figures of how many KPIs, and the days of the oldest."""

    owner: str
    kpis: int
    figures: int
    longest_days: int


@dataclass(frozen=True, slots=True)
class LateGroup:
    """KPIs that lack the same figures: which periods, and when their last figures ended."""

    kpis: Sequence[Kpi]
    missing: Sequence[Period]
    last_end: date | None
    today: date

    @property
    def sentence(self) -> str:
        """`6 quarters without figures since March 2025; last figures are 20 months old`.

        Where figures came after the first missing one, that one is named.
        """
        number = count(len(self.missing), *_PERIODS.get(self.missing[0].kind, ("period",)))
        # Before the first missing period begins the last figures ended.
        since = self.missing[0].start - timedelta(days=1)
        words = f"{number} without figures since {since:%B %Y}"
        if self.last_end is None:
            return f"{words}; none published so far"
        if self.last_end > since:
            words = f"{number} without figures, the first {self.missing[0].label}"
        return f"{words}; last figures are {age(self.last_end, self.today)} old"

    @property
    def owners(self) -> Mapping[str, int]:
        """How many of them each lead or service answers for."""
        return Counter(map(answering, self.kpis))


def _has_not_begun(kpi: Kpi) -> bool:
    return kpi.status is State.NO_FIGURE


@remembered
def dues(kpi: Kpi, today: date) -> Sequence[Due]:
    """The periods of a KPI that have ended without a figure, oldest first.

    None of a KPI whose figures cannot be worked out: which of them it has is not known.
    """
    if kpi.problem:
        return ()
    running = (_reporting_from(kpi.plan), _in_force_until(kpi.plan, today))
    figures = [figure_of(row) for row in kpi.figures]
    return due(rules_of(kpi.definition), figures, running, today)


def _reporting_from(plan: str) -> date:
    """The first day for which a plan's figures are due: its own setting, else its first day."""
    record = plan_record(plan)
    chosen = record["reporting_from"]
    return date_of(record["starts"] if pd.isna(chosen) else chosen)


def _in_force_until(plan: str, today: date) -> date:
    """The last day for which a plan's figures are due: to its end, and on until another begins."""
    starts = date_of(plan_record(plan)["starts"])
    successors = [row.starts for row in plans() if starts < row.starts <= today]
    return min(successors) - timedelta(days=1) if successors else today


def longest_overdue(kpi: Kpi, today: date) -> Due | None:
    """The figure of its report that has been missing longest; None where nothing is late.

    What a later report owes is said of the report as a whole, not of each KPI.
    """
    if _has_not_begun(kpi):
        return None
    reported = kpi.reported.end if kpi.reported else today
    late = [
        missing
        for missing in dues(kpi, today)
        if missing.days_overdue(today) > 0 and missing.period.end <= reported
    ]
    return max(late, key=lambda missing: missing.days_overdue(today), default=None)


def due_figures(kpis: Sequence[Kpi], today: date) -> Sequence[DueFigure]:
    """What is due and overdue of some KPIs, the latest first."""
    figures = [
        DueFigure(
            kpi,
            missing.period,
            missing.by,
            0 if _has_not_begun(kpi) else max(0, missing.days_overdue(today)),
        )
        for kpi in kpis
        for missing in dues(kpi, today)
    ]
    return sorted(figures, key=lambda figure: -figure.days_overdue)


def late_groups(kpis: Sequence[Kpi], today: date) -> Sequence[LateGroup]:
    """The KPIs whose figures are late, those together that lack the same, most KPIs first."""
    by_missing: dict[tuple[tuple[Period, ...], date | None], list[Kpi]] = {}
    for kpi in kpis:
        if _has_not_begun(kpi):
            continue
        late = tuple(due.period for due in dues(kpi, today) if due.days_overdue(today) > 0)
        if late:
            by_missing.setdefault((late, _last_end(kpi)), []).append(kpi)
    groups = [
        LateGroup(members, missing, last_end, today)
        for (missing, last_end), members in by_missing.items()
    ]
    return sorted(groups, key=lambda group: -len(group.kpis))


def _last_end(kpi: Kpi) -> date | None:
    ends = [date_of(row["period_end"]) for row in kpi.figures if number(row["value"]) is not None]
    return max(ends, default=None)


def late_by_owner(figures: Sequence[DueFigure]) -> Sequence[LateFigures]:
    """The late ones of some figures by who answers for them: the CMT lead, else the service."""
    late = [(answering(figure.kpi), figure) for figure in figures if figure.days_overdue]
    late.sort(key=lambda owed: owed[0])
    rows = [
        LateFigures(
            owner,
            len({figure.kpi.code for figure in owed}),
            len(owed),
            max(figure.days_overdue for figure in owed),
        )
        for owner, group in groupby(late, key=lambda owed: owed[0])
        for owed in [[figure for _, figure in group]]
    ]
    return sorted(rows, key=lambda row: (-row.longest_days, -row.figures, row.owner))


def due_soon(figures: Sequence[DueFigure]) -> int:
    """How many of some figures are awaited and not late yet, but those of KPIs without any."""
    return sum(not figure.days_overdue and not figure.is_first for figure in figures)


def without_figure(figures: Sequence[DueFigure]) -> int:
    """How many KPIs some figures would be the first of."""
    return len({figure.kpi.code for figure in figures if figure.is_first})


def oldest_of_each(figures: Sequence[DueFigure]) -> Sequence[DueFigure]:
    """The figure of each KPI that has been missing longest, the longest first."""
    oldest: dict[str, DueFigure] = {}
    for figure in sorted(figures, key=lambda figure: figure.by):
        oldest.setdefault(figure.kpi.code, figure)
    return sorted(oldest.values(), key=lambda figure: -figure.days_overdue)


def total_late(rows: Sequence[LateFigures]) -> int:
    """How many figures are late in all."""
    return sum(row.figures for row in rows)
