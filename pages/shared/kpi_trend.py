"""A KPI as a chart with its words and its table."""

from collections.abc import Sequence

import streamlit as st

from insights import kpi_trend_points
from insights.figure_wording import outturn_words, target_words, wording
from insights.formatting import day, unit_words
from insights.kpi_trend_points import KpiPoint
from insights.kpis import Kpi, current_plan, plan_record
from metrics.kpi_position import RatedOutturn
from metrics.words.kpi_sentence import sentence
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, kpi_charts
from pages.shared.escaping import plain

STANDING = ["KPI", "Status", "Outturn", "Period", "Target", "Direction", "Against last year"]
NUMERIC = ["Outturn", "Target"]
HEADINGS = ["Period", "Outturn", "Target", "Status", "Reported as"]


def standing_cells(kpi: Kpi) -> Sequence[html_tables.Cell]:
    """A KPI as a row of a table under the headings STANDING."""
    name = html_tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code)
    if kpi.position is None or kpi.position.latest is None:
        return [
            name,
            html_tables.badge(str(kpi.status)),
            html_tables.unbroken("no figure"),
            "",
            "",
            "",
            "",
        ]
    latest, directions = kpi.position.latest, kpi.position.directions
    return [
        name,
        html_tables.badge(str(kpi.status)),
        html_tables.unbroken(outturn_words(kpi, latest)),
        html_tables.unbroken(latest.figure.period.label),
        html_tables.unbroken(target_words(kpi, latest)),
        html_tables.badge(str(directions.previous)) if directions else "",
        html_tables.badge(str(directions.same_last_year)) if directions else "",
    ]


def kpi_chart(kpi: Kpi) -> None:
    """The KPI's name, the finding, the chart, and the figures behind it."""
    st.subheader(f"{plain(kpi.code)} {plain(kpi.name)}", anchor=False)
    trend(kpi)


def trend(kpi: Kpi) -> None:
    """The finding, the chart, what happened, and the figures behind it."""
    html_tables.quiet(finding(kpi))
    points = kpi_trend_points.points(kpi)
    if not points:
        st.info("No figure has been published for this KPI yet. Upload brings them in.")
        return
    council = plan_record(current_plan())["council"]
    axis_title = f"{capital(unit_words(kpi.unit))}, {council}"
    description = f"{kpi.code} {kpi.name}. {finding(kpi)}"
    kpi_charts.kpi_trend(points, axis_title, description, f"chart-{kpi.code}")
    _key(kpi, points)
    with st.expander(f"Figures behind the chart of {plain(kpi.code)}"):
        figures_table(kpi)


def _key(kpi: Kpi, points: Sequence[KpiPoint]) -> None:
    """What stands in the chart beside lines: shaded bands, hollow points, numbered days."""
    entries = kpi_trend_points.chart_key(points)
    if entries:
        html_tables.quiet(f"{capital('; '.join(entries))}.")
    for number, event in enumerate(kpi.events, 1):
        html_tables.quiet(f"{number}  {day(event['day'])}: {event['words']}")


def finding(kpi: Kpi) -> str:
    """What the KPI's figures say, in one plain sentence or two."""
    return sentence(kpi.analysis, wording(kpi)) if kpi.analysis else "No figure yet."


def figures_table(kpi: Kpi) -> None:
    """Every period's outturn, target and status, newest first."""
    series = kpi.position.series if kpi.position else ()
    rows = [_figure_cells(kpi, rated) for rated in reversed(series)]
    html_tables.table(f"{kpi.code} {kpi.name}", HEADINGS, rows, numeric=["Outturn", "Target"])


def _figure_cells(kpi: Kpi, rated: RatedOutturn) -> Sequence[html_tables.Cell]:
    provisional = " (provisional)" if rated.figure.provisional else ""
    return [
        html_tables.unbroken(rated.figure.period.label),
        f"{outturn_words(kpi, rated)}{provisional}",
        target_words(kpi, rated),
        html_tables.badge(str(rated.status)),
        rated.figure.reported_status or "",
    ]
