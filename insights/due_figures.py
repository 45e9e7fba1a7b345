"""Which figures of KPIs are due and overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights.kpi_records import date_of, figure_of, rules_of
from insights.kpis import Kpi, plan_record
from metrics.attention.due import Due, due
from metrics.period import Period


@dataclass(frozen=True, slots=True)
class DueFigure:
    """A figure of a KPI that is due by a day; `days_overdue` is 0 while it is awaited in time."""

    kpi: Kpi
    period: Period
    by: date
    days_overdue: int


def dues(kpi: Kpi, today: date) -> Sequence[Due]:
    """The periods of a KPI that have ended without a figure, oldest first."""
    plan = plan_record(kpi.plan)
    running = (date_of(plan["starts"]), date_of(plan["ends"]))
    figures = [figure_of(row) for row in kpi.figures]
    return due(rules_of(kpi.definition), figures, running, today)


def longest_overdue(kpi: Kpi, today: date) -> Due | None:
    """The figure that has been missing longest; None where nothing is late."""
    late = [missing for missing in dues(kpi, today) if missing.days_overdue(today) > 0]
    return max(late, key=lambda missing: missing.days_overdue(today), default=None)


def due_figures(kpis: Sequence[Kpi], today: date) -> Sequence[DueFigure]:
    """What is due and overdue of some KPIs, the latest first."""
    figures = [
        DueFigure(kpi, missing.period, missing.by, max(0, missing.days_overdue(today)))
        for kpi in kpis
        for missing in dues(kpi, today)
    ]
    return sorted(figures, key=lambda figure: -figure.days_overdue)
