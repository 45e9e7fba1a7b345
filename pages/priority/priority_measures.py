"""The measures of a priority: a table, the worst first, and the chart of one of them."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.kpis import reported_period
from insights.measure_rows import (
    MeasureChoice,
    MeasureRow,
    chosen_rows,
    of_priority,
)
from pages.shared import as_of, html_tables, shown
from pages.shared.choices import CHOSEN_CHART, choose_one
from pages.shared.kpi_trend import trend
from pages.shared.measures_table import measures_table, worst_first_caption
from pages.shared.open_links import open_links_html
from pages.shared.prepared_html import prepared_html


def measures(code: str, page: str, rows: Sequence[MeasureRow]) -> None:
    """Which measures, their table, and beside it the chart of the one that is chosen."""
    if not rows:
        st.info("This priority has no measure.")
        return
    with st.container(key="beside"):
        table, chart = st.columns([0.66, 0.34], gap="medium")
    with table:
        choice = st.segmented_control(
            "Which measures",
            list(MeasureChoice),
            default=MeasureChoice.ALL,
            required=True,
            key="show",
            bind="query-params",
            label_visibility="collapsed",
        )
        html_tables.filtered_on_paper(choice.lower() if choice != MeasureChoice.ALL else None)
        files = open_links_html("kpis", "These measures", priority=code)
        st.html(html_tables.stacked(_table(code, page, MeasureChoice(choice)), files))
    with chart, st.container(key=CHOSEN_CHART):
        _chart(rows)


@prepared_html
def _table(code: str, page: str, choice: MeasureChoice) -> Markup:
    """The table as it is sent to everybody who makes this choice."""
    rows = of_priority(shown.measures(), code)
    fitting = chosen_rows(rows, choice)
    if not fitting:
        return Markup("<p>No measure of this priority {}.</p>").format(_none_of(choice))
    period = reported_period([row.kpi for row in rows])
    report = period.label if period else ""
    return measures_table(worst_first_caption(report), fitting, report, page)


def _none_of(choice: MeasureChoice) -> str:
    if choice is MeasureChoice.OFF_TARGET:
        return "is off target"
    return "changed its status since last quarter"


@as_of.fragment
def _chart(rows: Sequence[MeasureRow]) -> None:
    """The chart of the measure that is chosen, at first the one that stands worst."""
    kpis = {row.kpi.code: row.kpi for row in rows}
    charted = [row.kpi.code for row in rows if row.sparkline] or list(kpis)
    code = choose_one(
        "Chart of", list(kpis), "measure", lambda code: kpis[code].name, default=charted[0]
    )
    kpi = kpis[code]
    trend(kpi)
    html_tables.links(html_tables.link("Everything about this measure", "kpi", kpi=code))
