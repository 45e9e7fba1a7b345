"""The published statistics beside a KPI: its years beside the same count, or context apart."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.questions import stored_kpis, stored_statistics
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.formatting import day, figure
from insights.kpi_records import figure_of, period_of, rules_of
from insights.kpis import Kpi
from metrics.derived_series import whole_years
from metrics.period import Period
from metrics.reporting_frequency import at_reporting_frequency
from pages.shared import comparison_table, html_tables, statistic_panel
from pages.shared.escaping import plain

SAME = "same"


def counterparts(kpi: Kpi, plan: str) -> None:
    """Each published statistic that belongs beside a KPI, with its facts and no verdict on the KPI.

    One that counts the same thing stands beside the KPI's own years; any other is context.
    """
    found = records(cache.ask(stored_kpis.kpi_counterparts, plan, kpi.code))
    if not found:
        return
    st.header("In published statistics", anchor=False)
    for one in found:
        shown = district_statistics.statistic(str(one["statistic"]))
        if shown is None:
            _nothing_here(one)
            continue
        statistic_panel.statistic_chart(shown, compared_below=True)
        html_tables.quiet(str(one["note"]))
        if one["relation"] == SAME:
            _years(kpi, shown.definition)
        comparison_table.table(shown.definition, shown.comparisons)


def _nothing_here(one: Record) -> None:
    definitions = cache.ask(stored_statistics.statistics).set_index("code")
    name = str(definitions.loc[str(one["statistic"]), "name"])
    st.subheader(plain(name), anchor=False)
    st.info("No figure of it for the district is published here yet. Upload brings it in.")


def _years(kpi: Kpi, definition: Record) -> None:
    home, name = areas.home()
    published = {
        period_of(row): row
        for row in records(district_statistics.values_of((str(definition["code"]),), (home,)))
        if pd.notna(row["value"])
    }
    rows: list[list[html_tables.Cell]] = [
        [
            year.label,
            figure(total, kpi.unit, kpi.decimals),
            district_statistics.figure_of(definition, published[year]["value"]),
            figure(total - float(str(published[year]["value"])), kpi.unit, kpi.decimals),
            day(published[year]["vintage"]),
        ]
        for year, total in _years_of(kpi).items()
        if year in published
    ]
    if not rows:
        html_tables.quiet(
            "No year is known in full from both, so no figures stand beside each other."
        )
        return
    caption = f"{kpi.code} beside {definition['name']}, {name}"
    headings = ["Year", kpi.code, "As published", "Difference", "Published"]
    html_tables.table(caption, headings, rows[::-1], numeric=headings[1:4])


def _years_of(kpi: Kpi) -> Mapping[Period, float]:
    rules = rules_of(kpi.definition)
    figures = [figure_of(row) for row in kpi.figures]
    return whole_years(rules, at_reporting_frequency(rules, figures))
