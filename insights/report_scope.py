"""Which report: of which quarter and plan, for everybody, one priority, or who answers for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from data.errors import UserError
from insights.activity_cards import ActivityCard, activity_cards, report_ends
from insights.cache import remembered
from insights.corporate_plans import CorporatePlan, Priority, plans, priorities
from insights.kpis import Kpi, current_plan, has_plan, kpis_of, report_quarters
from insights.measure_rows import MeasureRow, measure_rows
from insights.ownership import owner_roles
from insights.planned_activities import activities_of_priority
from metrics.period import Period, financial_year_of, quarter

T = TypeVar("T")
LATEST = "latest"
_TYPED = re.compile(r"(?P<year>\d{4}/\d{2})[- ](?P<quarter>Q[1-4])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """A report that there is: of a plan for a period."""

    plan: str
    period: Period


@dataclass(frozen=True, slots=True)
class ReportScope:
    """A report for somebody on a day; without `owner` and `priority` it is the whole."""

    plan: str
    period: Period
    today: date
    owner: str | None = None
    priority: Priority | None = None

    @property
    def kpi_plan(self) -> str:
        """The plan whose KPIs are reported: the report's own, else the current one."""
        return self.plan if kpis_of(self.plan) else current_plan()

    @property
    def words(self) -> str:
        """`Everything`, `Finance, portfolio`, `Place`."""
        parts = [self.priority.name] if self.priority else []
        if self.owner:
            parts.append(f"{self.owner}, {owner_roles()[self.owner].words}")
        return "; ".join(parts) or "Everything"

    @property
    def rows(self) -> Sequence[MeasureRow]:
        """Its measures, the worst first; none where no KPI has a figure of the period."""
        if self.period not in report_quarters(self.kpi_plan):
            return ()
        return _of_priority(self, _rows(self))

    @property
    def kpis(self) -> Sequence[Kpi]:
        """The same measures as KPIs."""
        return [row.kpi for row in self.rows]

    @property
    def cards(self) -> Sequence[ActivityCard]:
        """Its key activities as the plan's latest report by then has them, in the plan's order."""
        cards = activity_cards(self.plan, self.period.end, self.owner)
        if self.priority is None:
            return cards
        planned = activities_of_priority(self.plan, self.priority.code)
        positions = {activity.position for activity in planned}
        return [card for card in cards if card.activity.position in positions]

    @property
    def priorities(self) -> Sequence[Priority]:
        """The priorities of the KPIs' plan that it is about."""
        if self.priority is not None:
            return [self.priority] if self.priority.plan == self.kpi_plan else []
        known = priorities(self.kpi_plan)
        served = {code for kpi in self.kpis for code in kpi.priorities}
        return known if self.owner is None else [row for row in known if row.code in served]


def report_scope(
    typed: str, today: date, owner: str | None = None, priority: str | None = None
) -> ReportScope:
    """The report of a quarter, typed as `2019/20-Q1`, `Q1 2019/20` or `latest`, for somebody.

    Raises UserError with what is nearest where the quarter, name or priority is not known.
    """
    reports = reports_there_are()
    known = {report.period.label.casefold(): report for report in reports}
    label = _label(typed).casefold()
    if label == LATEST and reports:
        label = reports[0].period.label.casefold()
    if label not in known:
        newest = next((f"the newest is of {report.period.label}" for report in reports), None)
        there = newest or "none has been published yet"
        raise UserError(f'There is no report of "{typed}"; {there}.')
    report = known[label]
    return ReportScope(
        report.plan,
        report.period,
        today,
        _only(owner, {name.casefold(): name for name in owner_roles()}, "lead or portfolio"),
        _only(priority, {row.code.casefold(): row for row in priorities(report.plan)}, "priority"),
    )


@remembered
def reports_there_are() -> Sequence[QuarterlyReport]:
    """Every period that figures or activities were reported for, the newest first.

    A period is of the plan that ran in it, where that has a report, else of the current plan.
    """
    if not has_plan():
        return ()
    reports: dict[str, QuarterlyReport] = {}
    for plan in plans():
        for period in _periods(plan):
            runs = plan.starts <= period.start and period.end <= plan.ends
            if runs or period.label not in reports:
                reports[period.label] = QuarterlyReport(plan.plan, period)
    return sorted(reports.values(), key=lambda report: report.period.end, reverse=True)


def _periods(plan: CorporatePlan) -> Sequence[Period]:
    of_activities = [
        quarter(financial_year_of(end), (end.month - 4) % 12 // 3 + 1)
        for end in report_ends(plan.plan).values()
    ]
    known = {period.label: period for period in (*report_quarters(plan.plan), *of_activities)}
    return list(known.values())


def _label(typed: str) -> str:
    match = _TYPED.fullmatch(typed.strip())
    return f"{match['quarter'].upper()} {match['year']}" if match else typed.strip()


def _only(typed: str | None, known: Mapping[str, T], what: str) -> T | None:
    if typed is None:
        return None
    if typed.casefold() in known:
        return known[typed.casefold()]
    near = get_close_matches(typed.casefold(), list(known), n=1, cutoff=0)
    nearest = f'; the nearest is "{near[0]}"' if near else ""
    raise UserError(f'There is no {what} "{typed}"{nearest}.')


def _rows(scope: ReportScope) -> Sequence[MeasureRow]:
    """The rows as pages have them, which ask for the latest report without its period."""
    plan = None if scope.kpi_plan == current_plan() else scope.kpi_plan
    latest = report_quarters(scope.kpi_plan)[0]
    return measure_rows(
        scope.today, None if scope.period == latest else scope.period, scope.owner, plan
    )


def _of_priority(scope: ReportScope, rows: Sequence[MeasureRow]) -> Sequence[MeasureRow]:
    if scope.priority is None:
        return rows
    code = scope.priority.code if scope.priority.plan == scope.kpi_plan else None
    return [row for row in rows if code in row.kpi.priorities]
