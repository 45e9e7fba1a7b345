"""Which figures of KPIs are due and overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from insights.formatting import count
from insights.kpi_records import date_of, figure_of, number, rules_of, word
from insights.kpis import Kpi, plan_record, plans_begun
from metrics.attention.due import Due, due
from metrics.period import Period, PeriodKind

_PERIODS = {
    PeriodKind.MONTH: ("month", "months"),
    PeriodKind.QUARTER: ("quarter", "quarters"),
    PeriodKind.HALF_YEAR: ("half-year", "half-years"),
    PeriodKind.FINANCIAL_YEAR: ("year", "years"),
}


@dataclass(frozen=True, slots=True)
class DueFigure:
    """A figure of a KPI that is due by a day; `days_overdue` is 0 while it is awaited in time."""

    kpi: Kpi
    period: Period
    by: date
    days_overdue: int


@dataclass(frozen=True, slots=True)
class LateGroup:
    """KPIs that lack the same figures: how many of each are late, since when, how old the last are.

    `owners` are the leads or services that answer for them, with their KPIs.
    """

    kpis: Sequence[Kpi]
    missing: Sequence[Period]
    last_end: date | None
    today: date

    @property
    def sentence(self) -> str:
        """`6 quarters without figures since March 2025; last figures are 20 months old`."""
        kind = self.missing[0].kind
        singular, plural = _PERIODS.get(kind, ("period", "periods"))
        number = count(len(self.missing), singular, plural)
        # Before the first missing period begins the last figures ended.
        since = self.missing[0].start - timedelta(days=1)
        words = f"{number} without figures since {since:%B %Y}"
        if self.last_end is None:
            return f"{words}; none was ever published"
        months = (
            (self.today.year - self.last_end.year) * 12 + self.today.month - self.last_end.month
        )
        return f"{words}; last figures are {count(months, 'month')} old"

    @property
    def owners(self) -> Mapping[str, Sequence[Kpi]]:
        """Who answers for them, in the order of KPIs."""
        by_owner: dict[str, list[Kpi]] = {}
        for kpi in self.kpis:
            by_owner.setdefault(owner_of(kpi), []).append(kpi)
        return by_owner


def owner_of(kpi: Kpi) -> str:
    """The lead of a KPI, else the service that reports it."""
    lead, service = word(kpi.definition["lead"]), word(kpi.definition["service"])
    return lead or service or "no owner named"


def dues(kpi: Kpi, today: date) -> Sequence[Due]:
    """The periods of a KPI that have ended without a figure, oldest first.

    From the start of its plan to the day before the plan that followed it began, else to today: a
    plan that has ended goes on being reported until another has begun. None of a KPI whose figures
    cannot be worked out: which of them it has is not known.
    """
    if kpi.problem:
        return ()
    starts = date_of(plan_record(kpi.plan)["starts"])
    followed = [begun for begun in plans_begun(today) if begun > starts]
    ends = min(followed) - timedelta(days=1) if followed else today
    figures = [figure_of(row) for row in kpi.figures]
    return due(rules_of(kpi.definition), figures, (starts, ends), today)


def longest_overdue(kpi: Kpi, today: date) -> Due | None:
    """The figure that has been missing longest; None where nothing is late."""
    late = [missing for missing in dues(kpi, today) if missing.days_overdue(today) > 0]
    return max(late, key=lambda missing: missing.days_overdue(today), default=None)


def late_in_report(kpi: Kpi, today: date) -> Due | None:
    """The figure missing longest of those that the report should have.

    What is missing since then is missing of every KPI alike, and is said once (late_groups).
    """
    if kpi.position is None:
        return longest_overdue(kpi, today)
    end = kpi.position.reported.end
    late = [missing for missing in dues(kpi, today) if missing.days_overdue(today) > 0]
    return next((missing for missing in late if missing.period.end <= end), None)


def late_groups(kpis: Sequence[Kpi], today: date) -> Sequence[LateGroup]:
    """The KPIs whose figures are late, those together that lack the same, most KPIs first."""
    by_missing: dict[tuple[tuple[Period, ...], date | None], list[Kpi]] = {}
    for kpi in kpis:
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


def due_figures(kpis: Sequence[Kpi], today: date) -> Sequence[DueFigure]:
    """What is due and overdue of some KPIs, the latest first."""
    figures = [
        DueFigure(kpi, missing.period, missing.by, max(0, missing.days_overdue(today)))
        for kpi in kpis
        for missing in dues(kpi, today)
    ]
    return sorted(figures, key=lambda figure: -figure.days_overdue)
