"""One priority of the plan: its KPIs, outcomes, key activities and district context."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain, count

import streamlit as st

from insights import corporate_plans
from insights.district_statistics import statistics_of
from insights.kpis import Kpi, kpis_of, summary_of
from insights.planned_activities import (
    ActivityLine,
    LineKind,
    PlannedActivity,
    activities_of_priority,
)
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, illustrative, unexpected
from pages.shared.escaping import plain
from pages.shared.kpi_trend import NUMERIC, STANDING, kpi_chart, standing_cells
from pages.shared.side_by_side import side_by_side
from pages.shared.statistic_panel import statistic_chart

LINE_KINDS = {
    LineKind.SUB_ACTION: "Sub-actions",
    LineKind.SERVICE_OUTPUT: "Service outputs",
    LineKind.CUSTOMER_OUTPUT: "Customer outputs",
    LineKind.COMMUNITY_OUTCOME: "Community outcomes",
}


def addresses(codes: Sequence[str]) -> Mapping[str, str]:
    """Where each priority's page is, by code; whatever the codes are, no two share an address.

    A code alone could be the address of something else.
    """
    by_code: dict[str, str] = {}
    for position, code in enumerate(codes, 1):
        slug = re.sub(r"[^A-Za-z0-9_-]+", "-", code).strip("-")
        wanted = f"priority-{slug or position}"
        taken = {address.lower() for address in by_code.values()}
        numbered = (f"{wanted}-{number}" for number in count(2))
        by_code[code] = next(a for a in chain([wanted], numbered) if a.lower() not in taken)
    return by_code


def render(plan: str, code: str) -> None:
    """The priority's name and aim, then its KPIs, outcomes, activities and context."""
    priority = corporate_plans.priority(plan, code)
    kpis = [kpi for kpi in kpis_of(plan) if code in kpi.priorities]
    st.title(plain(priority.name))
    html_tables.quiet(priority.description)
    illustrative.illustrative(kpis)
    for section in (
        partial(_kpis, kpis),
        partial(_trends, kpis),
        partial(_outcomes, plan, code),
        partial(_activities, plan, code),
        partial(_context, code),
    ):
        with unexpected.on_its_own():
            section()


def _kpis(kpis: Sequence[Kpi]) -> None:
    st.header("KPIs", anchor=False)
    st.write(f"{capital(summary_of(kpis).sentence)}.")
    rows = [standing_cells(kpi) for kpi in kpis]
    html_tables.table("Every KPI of this priority", STANDING, rows, numeric=NUMERIC)


def _trends(kpis: Sequence[Kpi]) -> None:
    charted = [kpi for kpi in kpis if kpi.position and kpi.position.latest]
    st.header("Trends against target", anchor=False)
    if not charted:
        st.info("No KPI of this priority has a figure yet. Upload brings them in.")
    side_by_side(charted, kpi_chart)


def _outcomes(plan: str, code: str) -> None:
    rows = [[outcome.code, outcome.title] for outcome in corporate_plans.outcomes(plan, code)]
    st.header("Critical outcomes", anchor=False)
    html_tables.table("What the plan wants to achieve", ["Outcome", "What"], rows)


def _activities(plan: str, code: str) -> None:
    st.header("Key activities", anchor=False)
    for activity in activities_of_priority(plan, code):
        named = activity.code or "No code printed"
        with st.expander(f"{plain(named)}: {plain(activity.title)}"):
            _activity(activity)


def _activity(activity: PlannedActivity) -> None:
    if activity.outcomes:
        st.write(f"Contributes to {plain(', '.join(activity.outcomes))}.")
    rows: list[list[html_tables.Cell]] = [
        [LINE_KINDS[line.kind], line.text, _kpi_link(line)] for line in activity.lines
    ]
    html_tables.table("What it consists of", ["Kind", "What", "KPI"], rows)


def _kpi_link(line: ActivityLine) -> html_tables.Cell:
    return html_tables.link(line.kpi, "kpi", kpi=line.kpi) if line.kpi else ""


def _context(code: str) -> None:
    statistics = statistics_of(code)
    st.header("The district in published statistics", anchor=False)
    if not statistics:
        st.info("No published statistic of this priority has a figure yet. Upload brings them in.")
    side_by_side(statistics, statistic_chart)
