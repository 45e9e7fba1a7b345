"""How fresh the figures are: what is due or overdue, by KPI, lead and service."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from insights.due_figures import dues
from insights.formatting import count, day
from insights.kpis import Kpi, plan_record
from metrics.attention.due import DAYS_TO_REPORT
from pages.shared import html_tables
from pages.shared.as_of import today
from reports.table_files import as_csv

HEADINGS = ["KPI", "Period", "Due by", "Days overdue", "CMT lead", "Service"]


def listed(kpis: Sequence[Kpi], plan: str) -> None:
    """What is due and overdue as a table, and as a file to send round."""
    now, stored = today(), plan_record(plan)
    rows: list[list[html_tables.Cell]] = [
        [f"{kpi.code} {kpi.name}", one.period.label, day(one.by),
         max(0, one.days_overdue(now)), _known(kpi.definition["lead"]),
         _known(kpi.definition["service"])]
        for kpi in kpis
        for one in dues(kpi, stored, now)
    ]  # fmt: skip
    if not rows:
        st.write(f"Every KPI has its figures of the plan {plan} up to the last period that ended.")
        return
    with st.expander(f"Due or overdue: {count(len(rows), 'figure')}"):
        html_tables.quiet(f"A figure is due {DAYS_TO_REPORT} days after its period ends.")
        ordered = sorted(rows, key=lambda row: -int(str(row[3])))
        html_tables.table("The latest first", HEADINGS, ordered, numeric=["Days overdue"])
        frame = pd.DataFrame(ordered, columns=HEADINGS)
        st.download_button("Download what is due (CSV)", as_csv(frame), "due.csv", "text/csv")


def _known(value: object) -> str:
    return value if isinstance(value, str) else ""
