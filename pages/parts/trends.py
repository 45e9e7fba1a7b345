"""A KPI as a chart with its words and its table."""

import pandas as pd
import streamlit as st

from metrics.sentence import sentence
from metrics.wording import capital
from pages.parts import kpi_charts, tables, trend_points
from pages.parts.figure_words import outturn_words, target_words, wording
from pages.parts.outturns import Kpi, current_plan, plan_record
from pages.parts.words import day, plain, unit_words

STANDING = ["KPI", "Status", "Outturn", "Period", "Target", "Direction", "Against last year"]
NUMERIC = ["Outturn", "Target"]
HEADINGS = ["Period", "Outturn", "Target", "Status", "Reported as"]


def standing_cells(kpi: Kpi) -> list[tables.Cell]:
    """A KPI as a row of a table under the headings STANDING."""
    name = tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code)
    if kpi.outturn is None or kpi.outturn.latest is None:
        return [name, tables.badge(str(kpi.status)), tables.unbroken("no figure"), "", "", "", ""]
    latest, directions = kpi.outturn.latest, kpi.outturn.directions
    return [
        name,
        tables.badge(str(kpi.status)),
        tables.unbroken(outturn_words(kpi, latest)),
        tables.unbroken(latest.figure.period.label),
        tables.unbroken(target_words(kpi, latest)),
        tables.badge(str(directions.previous)) if directions else "",
        tables.badge(str(directions.same_last_year)) if directions else "",
    ]


def kpi_chart(kpi: Kpi) -> None:
    """The KPI's name, the finding, the chart, and the figures behind it."""
    st.subheader(f"{plain(kpi.code)} {plain(kpi.name)}", anchor=False)
    trend(kpi)


def trend(kpi: Kpi) -> None:
    """The finding, the chart, what happened, and the figures behind it."""
    tables.quiet(finding(kpi))
    frame = trend_points.points(kpi)
    if frame.empty:
        st.info("No figure has been published for this KPI yet. Upload brings them in.")
        return
    council = plan_record(current_plan())["council"]
    measure = f"{capital(unit_words(kpi.unit))}, {council}"
    description = f"{kpi.code} {kpi.name}. {finding(kpi)}"
    kpi_charts.kpi_trend(frame, measure, description, f"chart-{kpi.code}")
    _key(kpi, frame)
    with st.expander(f"Figures behind the chart of {plain(kpi.code)}"):
        figures_table(kpi)


def _key(kpi: Kpi, frame: pd.DataFrame) -> None:
    """What stands in the chart beside lines: shaded bands, hollow points, numbered days."""
    series = set(frame["series"])
    said = [
        words
        for words, shown in (
            ("shaded orange: amber", "Amber" in series),
            ("hollow: provisional", bool(frame["provisional"].any())),
            ("dotted, shaded blue: forecast with its 80 % interval", "Forecast" in series),
        )
        if shown
    ]
    if said:
        tables.quiet(f"{capital('; '.join(said))}.")
    for number, event in enumerate(kpi.events, 1):
        tables.quiet(f"{number}  {day(event['day'])}: {event['words']}")


def finding(kpi: Kpi) -> str:
    """What the KPI's figures say, in one plain sentence or two."""
    return sentence(kpi.insight, wording(kpi)) if kpi.insight else "No figure yet."


def figures_table(kpi: Kpi) -> None:
    """Every period's outturn, target and status, newest first."""
    series = kpi.outturn.series if kpi.outturn else ()
    rows: list[list[tables.Cell]] = [
        [
            tables.unbroken(judged.figure.period.label),
            outturn_words(kpi, judged) + (" (provisional)" if judged.figure.provisional else ""),
            target_words(kpi, judged),
            tables.badge(str(judged.status)),
            judged.figure.reported_status or "",
        ]
        for judged in reversed(series)
    ]
    tables.table(f"{kpi.code} {kpi.name}", HEADINGS, rows, numeric=["Outturn", "Target"])
