"""How fresh the figures are: what is due or overdue, by KPI, lead and service."""

from collections.abc import Sequence

import streamlit as st

from insights.due_figures import DueFigure, due_figures
from insights.formatting import count, day
from insights.kpi_records import word
from insights.kpis import Kpi
from metrics.attention.due import DAYS_TO_REPORT
from pages.shared import html_tables
from pages.shared.as_of import today
from pages.shared.escaping import plain
from reports.table_files import rows_as_csv

HEADINGS = ["KPI", "Period", "Due by", "Days overdue", "CMT lead", "Service"]


def listed(kpis: Sequence[Kpi], plan: str) -> None:
    """What is due and overdue as a table, and as a file to send round."""
    rows = [_cells(figure) for figure in due_figures(kpis, today())]
    if not rows:
        st.write(
            f"Every KPI has its figures of the plan {plain(plan)} up to the last period that ended."
        )
        return
    with st.expander(f"Due or overdue: {count(len(rows), 'figure')}"):
        html_tables.quiet(f"A figure is due {DAYS_TO_REPORT} days after its period ends.")
        html_tables.table("The latest first", HEADINGS, rows, numeric=["Days overdue"])
        content = rows_as_csv(HEADINGS, rows)
        st.download_button("Download what is due (CSV)", content, "due.csv", "text/csv")


def _cells(due: DueFigure) -> Sequence[str | int]:
    kpi = due.kpi
    return [
        f"{kpi.code} {kpi.name}",
        due.period.label,
        day(due.by),
        due.days_overdue,
        word(kpi.definition["lead"]) or "",
        word(kpi.definition["service"]) or "",
    ]
