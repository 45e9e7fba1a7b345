"""One KPI, several views: as reported, what each period added, the year to date, whole years."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from charts import trend_charts
from insights.cache import remembered
from insights.figure_wording import counted_in
from insights.formatting import figure
from insights.kpi_views import KpiSeriesView, KpiView, kpi_views
from insights.kpis import Kpi
from insights.year_end_lines import year_end_lines
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, prepared_charts
from pages.shared.escaping import plain
from pages.shared.kpi_trend import trend_chart
from pages.shared.prepared_html import prepared_html

# What the address calls the choice.
VIEW = "figures"


def chosen_view(kpi: Kpi) -> None:
    """The view that the address names, where the KPI has more than the figures as reported."""
    views = _views(kpi)
    view = _chosen([KpiView.AS_REPORTED, *views]) if views else KpiView.AS_REPORTED
    if view is KpiView.AS_REPORTED:
        trend_chart(kpi)
    else:
        _other_view(kpi, views[view])
    if lines := _year_end(kpi):
        st.html(lines)


@remembered
def _views(kpi: Kpi) -> Mapping[KpiView, KpiSeriesView]:
    return kpi_views(kpi)


@prepared_html
def _year_end(kpi: Kpi) -> Markup:
    lines = list(map(html_tables.quiet_html, year_end_lines(kpi)))
    return html_tables.stacked(*lines) if lines else Markup("")


def _chosen(views: Sequence[KpiView]) -> KpiView:
    chosen: KpiView = st.segmented_control(
        "Figures",
        views,
        default=views[0],
        required=True,
        key=VIEW,
        format_func=lambda view: plain(capital(view)),
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen


def _other_view(kpi: Kpi, series: KpiSeriesView) -> None:
    """The KPI's figures in another view: chart and table, without targets, which are for others."""
    html_tables.quiet(
        f"{capital(series.view)}, worked out from the figures as reported: "
        "nothing is counted twice."
    )
    description = f"{kpi.code} {kpi.name}, {series.view}"
    axis_title = f"{capital(counted_in(kpi))}, {series.view}"
    chart = trend_charts.timeline(series.points, axis_title, description)
    prepared_charts.draw(chart, f"view-{kpi.code}")
    with st.expander(f"Figures of {plain(kpi.code)}, {plain(series.view)}"):
        rows = [
            [known.period.label, figure(known.value, kpi.unit, kpi.decimals)]
            for known in reversed(series.figures)
        ]
        html_tables.table(description, ["Period", "Figure"], rows, numeric=["Figure"])
