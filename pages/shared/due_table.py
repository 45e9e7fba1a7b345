"""How fresh the figures are: what is due or overdue, by KPI, lead and service."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insights.due_figures import (
    DueFigure,
    due_soon,
    late_by_owner,
    late_groups,
    oldest_of_each,
    total_late,
)
from insights.formatting import count, day
from insights.kpis import Kpi
from insights.ownership import OwnerRole, owners_of
from metrics.attention.due import DAYS_TO_REPORT
from pages.shared import as_of, html_tables
from pages.shared.escaping import plain
from pages.shared.open_links import calendar_link
from pages.shared.table_downloads import table_downloads
from reports.page_tables import due_table as all_due

OWED = ["CMT lead or service", "Measures", "Figures late", "Longest, in days"]
HEADINGS = ["KPI", "Period", "Due by", "Days overdue", "CMT lead", "Service"]


def listed(figures: Sequence[DueFigure], plan: str) -> None:
    """How many figures are late, who owes them, and the oldest of each measure; all as a file."""
    if not figures:
        st.write(
            f"Every KPI has its figures of the plan {plain(plan)} up to the last period that ended."
        )
        return
    for group in late_groups(_kpis(figures), as_of.today()):
        html_tables.quiet(f"{count(len(group.kpis), 'measure')}: {group.sentence}.")
    late = late_by_owner(figures)
    awaited = due_soon(figures)
    if late:
        words = count(total_late(late), "figure is", "figures are")
        more = f" {count(awaited, 'more is', 'more are')} due soon." if awaited else ""
        st.write(f"{words} late, the oldest by {count(late[0].longest_days, 'day')}.{more}")
        owners = count(len(late), "lead or service", "leads or services")
        with st.expander(f"Who owes them: {owners}"):
            rows: list[list[html_tables.Cell]] = [
                [row.owner, row.kpis, row.figures, row.longest_days] for row in late
            ]
            html_tables.table("The longest late first", OWED, rows, numeric=OWED[1:])
    oldest = oldest_of_each(figures)
    with st.expander(f"Which measures: {len(oldest)}"):
        html_tables.quiet(f"A figure is due {DAYS_TO_REPORT} days after its period ends.")
        cells = [_cells(figure) for figure in oldest]
        html_tables.table(
            "The oldest missing figure of each measure", HEADINGS, cells, numeric=["Days overdue"]
        )
        table_downloads("due", "all that is due", partial(all_due, figures))
    calendar_link()


def _kpis(figures: Sequence[DueFigure]) -> Sequence[Kpi]:
    """The measures that some figures are of, each once."""
    return list({figure.kpi.code: figure.kpi for figure in figures}.values())


def _cells(due: DueFigure) -> Sequence[str | int]:
    kpi = due.kpi
    return [
        f"{kpi.name} ({kpi.code})",
        due.period.label,
        day(due.by),
        due.days_overdue,
        "; ".join(owners_of(kpi, OwnerRole.LEAD).names),
        "; ".join(owners_of(kpi, OwnerRole.SERVICE).names),
    ]
