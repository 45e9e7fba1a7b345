"""Every measure as one table, in an order that a reader chooses."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.formatting import count
from insights.kpis import reported_period
from insights.measure_rows import MeasureChoice, MeasureOrder, chosen_rows, in_order
from pages.shared import html_tables, illustrative, shown, unexpected
from pages.shared.measures_table import NO_REPORT, measures_table
from pages.shared.open_links import open_links
from pages.shared.prepared_html import prepared_html


def every_measure() -> None:
    """Which measures and in which order, and their table with a link to each."""
    illustrative.illustrative(row.kpi for row in shown.measures())
    with st.container(horizontal=True):
        choice = _chosen("Which measures", list(MeasureChoice), "show")
        order = _chosen("In the order of", list(MeasureOrder), "order")
    html_tables.filtered_on_paper(choice.lower() if choice != MeasureChoice.ALL else None)
    with unexpected.on_its_own():
        st.html(_table(MeasureChoice(choice), MeasureOrder(order)))
    open_links("kpis", "All measures")


def _chosen(label: str, options: Sequence[str], key: str) -> str:
    return st.segmented_control(
        label, options, default=options[0], required=True, key=key, bind="query-params"
    )


@prepared_html
def _table(choice: MeasureChoice, order: MeasureOrder) -> Markup:
    """The table as it is sent to everybody who makes these choices."""
    rows = shown.measures()
    period = reported_period([row.kpi for row in rows])
    fitting = in_order(chosen_rows(rows, choice), order)
    if not fitting:
        return Markup("<p>No measure fits these choices.</p>")
    report = period.label if period else ""
    return measures_table(
        f"{count(len(fitting), 'measure')}, {report or NO_REPORT}", fitting, report, is_dense=True
    )
