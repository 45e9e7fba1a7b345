"""Where a KPI stands: its status, directions, and what officers wrote."""

import streamlit as st

from insights.forecast_method import forecast_words, method_words
from insights.kpis import Kpi
from metrics.kpi_position import RatedOutturn
from metrics.status import mismatch
from pages.shared import html_tables


def standing(kpi: Kpi) -> None:
    """Status, tolerance and directions of the latest figure; nothing before the first one."""
    if kpi.position is None or kpi.position.latest is None:
        return
    latest, directions = kpi.position.latest, kpi.position.directions
    facts: list[list[html_tables.Cell]] = [["Status", html_tables.badge(str(latest.status))]]
    if latest.amber:
        facts.append(["Tolerance", latest.amber])
    if directions:
        facts.append(["Against the previous period", html_tables.badge(str(directions.previous))])
        facts.append(["Against last year", html_tables.badge(str(directions.same_last_year))])
    if latest.figure.reported_status:
        facts.append(["Status reported in the file", _reported_status(latest)])
    if year_end := forecast_words(kpi):
        facts.append(["Year end", year_end])
        facts.append(["How that is worked out", method_words(kpi)])
    html_tables.table("Where it stands", ["What", "Now"], facts)


def latest_note(kpi: Kpi) -> None:
    """The newest note, with the period that it was reported with."""
    note = kpi.latest_note
    if note is None:
        return
    st.header("Latest note", anchor=False)
    html_tables.note(note.text)
    html_tables.quiet(f"Reported with {note.period_label}.")


def _reported_status(latest: RatedOutturn) -> str:
    reported = latest.figure.reported_status
    differs = " (differs from the computed status)" if mismatch(reported, latest.status) else ""
    return f"{reported}{differs}"
