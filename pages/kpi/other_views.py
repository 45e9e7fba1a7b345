"""One KPI, several views: as reported, what each period added, the year to date, whole years."""

import streamlit as st

from insights.formatting import figure, unit_words
from insights.kpi_views import KpiSeriesView, KpiView, kpi_views
from insights.kpis import Kpi
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, prepared_charts, trend_charts
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.kpi_trend import trend


def chosen_view(kpi: Kpi) -> None:
    """The view that the address names, where the KPI has more than the figures as reported."""
    views = kpi_views(kpi)
    names = [str(view) for view in (KpiView.AS_REPORTED, *views)]
    name = choose_one("Show", names, "view", capital) if views else KpiView.AS_REPORTED
    if name == KpiView.AS_REPORTED:
        trend(kpi)
    else:
        _other_view(kpi, views[KpiView(name)])


def _other_view(kpi: Kpi, series: KpiSeriesView) -> None:
    """The KPI's figures in another view: chart and table, without targets, which are for others."""
    html_tables.quiet(
        f"{capital(series.view)}, worked out from the figures as reported: "
        "nothing is counted twice."
    )
    description = f"{kpi.code} {kpi.name}, {series.view}"
    axis_title = f"{capital(unit_words(kpi.unit))}, {series.view}"
    chart = trend_charts.timeline(series.points, axis_title, description)
    prepared_charts.draw(chart, f"view-{kpi.code}")
    with st.expander(f"Figures of {plain(kpi.code)}, {plain(series.view)}"):
        rows = [
            [known.period.label, figure(known.value, kpi.unit, kpi.decimals)]
            for known in reversed(series.figures)
        ]
        html_tables.table(description, ["Period", "Figure"], rows, numeric=["Figure"])
