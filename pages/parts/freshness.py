"""How fresh the figures are: what is due or overdue, by KPI, lead and service."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from data.records import Record
from loaders.checks.plans import measure_of
from metrics.due import DAYS_TO_REPORT, Due, due
from pages.parts import tables
from pages.parts.outturns import Kpi, date_of, figure_of, plan_record
from pages.parts.words import count, day
from reports.table import as_csv

LOOKED_AT = "looked_at"
HEADINGS = ["KPI", "Period", "Due by", "Days overdue", "CMT lead", "Service"]


def dues(kpi: Kpi, plan: Record, today: date) -> Sequence[Due]:
    """The periods of a KPI that have ended without a figure, oldest first."""
    running = (date_of(plan["starts"]), date_of(plan["ends"]))
    figures = [figure_of(record) for record in kpi.figures]
    return due(measure_of(kpi.definition), figures, running, today)


def longest_overdue(kpi: Kpi, plan: Record, today: date) -> Due | None:
    """The figure that has been missing longest; None where nothing is late."""
    late = [one for one in dues(kpi, plan, today) if one.days_overdue(today) > 0]
    return max(late, key=lambda one: one.days_overdue(today), default=None)


def today() -> date:
    """The day that is looked at: the day it is, in UTC, or one in the past."""
    looked_at: date | None = st.session_state.get(LOOKED_AT)
    return looked_at or datetime.now(UTC).date()


def listed(kpis: Sequence[Kpi], plan: str) -> None:
    """What is due and overdue as a table, and as a file to send round."""
    now, stored = today(), plan_record(plan)
    rows: list[list[tables.Cell]] = [
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
        tables.quiet(f"A figure is due {DAYS_TO_REPORT} days after its period ends.")
        ordered = sorted(rows, key=lambda row: -int(str(row[3])))
        tables.table("The latest first", HEADINGS, ordered, numeric=["Days overdue"])
        frame = pd.DataFrame(ordered, columns=HEADINGS)
        st.download_button("Download what is due (CSV)", as_csv(frame), "due.csv", "text/csv")


def _known(value: object) -> str:
    return value if isinstance(value, str) else ""
