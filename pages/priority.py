"""One priority of the plan: its KPIs, outcomes, key activities and district context."""

from collections.abc import Sequence

import streamlit as st

from data.questions import stored_activities, stored_plans
from data.records import Record, records
from insights import cache, district_statistics
from insights.kpis import Kpi, kpis_of, summary_of
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, illustrative, statistic_panel
from pages.shared.escaping import plain
from pages.shared.kpi_trend import NUMERIC, STANDING, kpi_chart, standing_cells


def address(code: str) -> str:
    """Where a priority's page is; a code alone could be the address of something else."""
    return f"priority-{code}"


def render(plan: str, code: str) -> None:
    """The priority's name and aim, then its KPIs, outcomes, activities and context."""
    priorities = cache.ask(stored_plans.priorities, plan)
    priority = records(priorities[priorities["code"] == code])[0]
    kpis = [kpi for kpi in kpis_of(plan) if code in kpi.priorities]
    st.title(plain(priority["name"]))
    html_tables.quiet(str(priority["description"]))
    illustrative.illustrative(kpis)
    _kpis(kpis)
    _outcomes(plan, code)
    _activities(plan, code)
    _context(code)


def _kpis(kpis: Sequence[Kpi]) -> None:
    st.header("KPIs", anchor=False)
    st.write(f"{capital(summary_of(kpis).sentence)}.")
    rows = [standing_cells(kpi) for kpi in kpis]
    html_tables.table("Every KPI of this priority", STANDING, rows, numeric=NUMERIC)
    charted = [kpi for kpi in kpis if kpi.position and kpi.position.latest]
    st.header("Trends against target", anchor=False)
    if not charted:
        st.info("No KPI of this priority has a figure yet. Upload brings them in.")
    for pair in (charted[i : i + 2] for i in range(0, len(charted), 2)):
        for column, kpi in zip(st.columns(2, gap="large"), pair, strict=False):
            with column:
                kpi_chart(kpi)


def _outcomes(plan: str, code: str) -> None:
    outcomes = cache.ask(stored_plans.outcomes, plan)
    rows: list[list[html_tables.Cell]] = [
        [row["code"], row["title"]] for row in records(outcomes[outcomes["priority"] == code])
    ]
    st.header("Critical outcomes", anchor=False)
    html_tables.table("What the plan wants to achieve", ["Outcome", "What"], rows)


def _activities(plan: str, code: str) -> None:
    listed = cache.ask(stored_activities.activities)
    of_priority = listed[(listed["plan"] == plan) & (listed["priority"] == code)]
    lines = cache.ask(stored_activities.activity_lines, plan)
    st.header("Key activities", anchor=False)
    for activity in records(of_priority):
        named = activity["code"] if isinstance(activity["code"], str) else "No code printed"
        with st.expander(f"{plain(named)}: {plain(activity['title'])}"):
            if activity["outcomes"]:
                st.write(f"Contributes to {activity['outcomes'].replace('; ', ', ')}.")
            _lines(records(lines[lines["activity"] == activity["position"]]))


KINDS = (
    ("sub_action", "Sub-actions"),
    ("service_output", "Service outputs"),
    ("customer_output", "Customer outputs"),
    ("community_outcome", "Community outcomes"),
)


def _lines(lines: Sequence[Record]) -> None:
    rows: list[list[html_tables.Cell]] = [
        [words, str(line["text"]), _kpi_link(line["kpi"])]
        for kind, words in KINDS
        for line in lines
        if line["kind"] == kind
    ]
    html_tables.table("What it consists of", ["Kind", "What", "KPI"], rows)


def _kpi_link(code: object) -> html_tables.Cell:
    return html_tables.link(code, "kpi", kpi=code) if isinstance(code, str) else ""


def _context(code: str) -> None:
    statistics = district_statistics.statistics_of(code)
    st.header("The district in published statistics", anchor=False)
    if not statistics:
        st.info("No published statistic of this priority has a figure yet. Upload brings them in.")
    for pair in (statistics[i : i + 2] for i in range(0, len(statistics), 2)):
        for column, statistic in zip(st.columns(2, gap="large"), pair, strict=False):
            with column:
                statistic_panel.statistic_chart(statistic)
