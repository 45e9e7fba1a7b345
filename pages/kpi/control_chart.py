"""Is it more than usual variation? A KPI's control chart with its words and figures."""

from functools import partial

import streamlit as st

from charts.limits_chart import control_chart_of
from insights import control_chart_points
from insights.kpis import Kpi
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.xmr_chart import Showing
from pages.shared import html_tables, prepared_charts
from pages.shared.escaping import plain
from pages.shared.open_links import pictures
from pages.shared.table_downloads import file_name, table_downloads
from reports.page_tables import control_table


def variation(kpi: Kpi) -> None:
    """The control chart, or why there is none."""
    if kpi.analysis is None:
        return
    st.header("More than usual variation?", anchor=False)
    control = kpi.analysis.control
    if control is None:
        st.write(f"No control chart for {plain(kpi.analysis.uncharted)}.")
    elif control.showing is Showing.LINE:
        st.write("Too few periods yet: limits need eight since the last change, signals thirteen.")
    else:
        _chart(kpi, control)
        with st.expander(f"Figures and method of the control chart of {plain(kpi.code)}"):
            _figures(kpi, control)
            html_tables.note(control_chart_points.method(control))
            table = partial(control_table, kpi, control)
            table_downloads(f"control-{file_name(kpi.code)}", "this table", table)
            pictures("control", kpi.code, "This control chart")


def _chart(kpi: Kpi, control: KpiControlChart) -> None:
    sentence = control_chart_points.sentence(kpi, control)
    html_tables.quiet(sentence)
    html_tables.icons(control_chart_points.icons(kpi, control))
    prepared_charts.draw(control_chart_of(kpi, control), f"control-{kpi.code}")
    html_tables.quiet(control_chart_points.chart_key(kpi, control))


def _figures(kpi: Kpi, control: KpiControlChart) -> None:
    rows = [
        [row.period_label, row.figure, row.finding]
        for row in control_chart_points.rows(kpi, control)
    ]
    headings = ["Period", "Figure", "It is"]
    html_tables.table(f"Control chart of {kpi.code}", headings, rows, numeric=["Figure"])
