"""About: what the figures are, how they are judged, and where they come from."""

import streamlit as st

from data import questions
from data.records import records
from pages.parts import reads, tables
from pages.parts.words import day


def render() -> None:
    """How to read the dashboard, the rules for statuses, and the sources."""
    st.title("About this dashboard")
    st.markdown(
        """
It shows the KPIs and key activities of the council's corporate plan, quarter by quarter, with the
published statistics about the district beside them. Every figure leads to its file, sheet, cell and
the person who published it.

**Status against target.** Green: the target is met. Amber: missed by no more than the KPI's
tolerance, which is 5 % of the target unless the KPI says otherwise. Red: missed by more. A KPI that
is counted up over the year is compared with the share of its yearly target that is due by then.
The status that officers reported is kept beside the computed one.

**Words in place of figures.** *Data only*: no target by design. *No target set*. *Not due*: a
yearly figure in mid-year. *Awaited*: due and missing. *Not applicable*. *Suppressed*: withheld by
the publisher. A missing figure is never shown as zero.

**Direction of travel.** Against the previous period and against the same period last year. Figures
that count up over the year are compared with last year only.

**Comparisons** name their area, statistic, period and date of publication. Better or worse is said
only where the published margin of error allows it.
"""
    )
    _sources()


def _sources() -> None:
    st.header("Sources of the published statistics")
    rows: list[list[tables.Cell]] = [
        [row["name"], row["publisher"], row["source"], row["licence"]]
        for row in records(reads.ask(questions.statistics))
    ]
    tables.table("Statistics", ["Statistic", "Publisher", "Source", "Licence"], rows)
    st.header("Plans")
    plans: list[list[tables.Cell]] = [
        [row["plan"], row["title"], f"{day(row['starts'])} to {day(row['ends'])}", row["source"]]
        for row in records(reads.ask(questions.plans))
    ]
    tables.table("Plans", ["Plan", "Title", "Runs", "Source"], plans)
