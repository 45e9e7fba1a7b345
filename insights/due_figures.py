"""Which figures of a KPI are due and overdue."""

from collections.abc import Sequence
from datetime import date

from data.records import Record
from insights.kpi_records import date_of, figure_of, rules_of
from insights.kpis import Kpi
from metrics.attention.due import Due, due


def dues(kpi: Kpi, plan: Record, today: date) -> Sequence[Due]:
    """The periods of a KPI that have ended without a figure, oldest first."""
    running = (date_of(plan["starts"]), date_of(plan["ends"]))
    figures = [figure_of(record) for record in kpi.figures]
    return due(rules_of(kpi.definition), figures, running, today)


def longest_overdue(kpi: Kpi, plan: Record, today: date) -> Due | None:
    """The figure that has been missing longest; None where nothing is late."""
    late = [one for one in dues(kpi, plan, today) if one.days_overdue(today) > 0]
    return max(late, key=lambda one: one.days_overdue(today), default=None)
