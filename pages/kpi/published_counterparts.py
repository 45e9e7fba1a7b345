"""The published statistics beside a KPI: its years beside the same count, or context apart."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insights import areas
from insights.counterparts import CounterpartView, CounterpartYear, published_counterparts
from insights.district_statistics import Statistic
from insights.formatting import day, figure
from insights.kpis import Kpi
from insights.statistic_wording import figure_of
from pages.shared import comparison_table, html_tables
from pages.shared.escaping import plain
from pages.shared.folded import folded
from pages.shared.nothing_yet import nothing_yet
from pages.shared.statistic_panel import statistic_chart


def counterparts(kpi: Kpi) -> None:
    """Each published statistic that belongs beside a KPI, with its facts and no verdict on the KPI.

    One that counts the same thing stands beside the KPI's own years; any other is context.
    """
    views = published_counterparts(kpi)
    if views:
        title = f"In published statistics: {len(views)}"
        folded(title, "published", partial(_views, kpi, views))


def _views(kpi: Kpi, views: Sequence[CounterpartView]) -> None:
    for view in views:
        if view.statistic is None:
            st.subheader(plain(view.name), anchor=False)
            nothing_yet("No figure of it for the district is published here yet.")
        else:
            _counterpart(kpi, view, view.statistic)


def _counterpart(kpi: Kpi, view: CounterpartView, statistic: Statistic) -> None:
    statistic_chart(statistic, compared_below=True)
    html_tables.quiet(view.note)
    if view.counts_the_same:
        _years(kpi, statistic, view.years)
    comparison_table.table(statistic)


def _years(kpi: Kpi, statistic: Statistic, years: Sequence[CounterpartYear]) -> None:
    if kpi.illustrative:
        html_tables.quiet("Its own figures are invented, so they do not stand beside these.")
        return
    if not years:
        html_tables.quiet(
            "No year is known in full from both, so no figures stand beside each other."
        )
        return
    _, name = areas.home()
    numeric = [kpi.code, "As published", "Difference"]
    headings = ["Year", *numeric, "Published"]
    rows = [_cells(kpi, statistic, year) for year in years]
    html_tables.table(f"{kpi.code} beside {statistic.name}, {name}", headings, rows, numeric)


def _cells(kpi: Kpi, statistic: Statistic, year: CounterpartYear) -> Sequence[html_tables.Cell]:
    return [
        year.year.label,
        figure(year.outturn, kpi.unit, kpi.decimals),
        figure_of(statistic.definition, year.published),
        figure(year.difference, kpi.unit, kpi.decimals),
        day(year.vintage),
    ]
