"""One KPI in full: trend, target, benchmark, note, definition, owner and sources."""

import pandas as pd
import streamlit as st

from data.questions import stored_kpis
from data.records import Record, records
from insights import cache
from insights.formatting import day, figure, unit_words
from insights.kpis import Kpi, current_plan, kpis_of
from metrics.status import is_number, mismatch
from pages.kpi import other_views
from pages.kpi.control_chart import variation
from pages.kpi.events import events
from pages.kpi.published_counterparts import counterparts
from pages.shared import html_tables, illustrative
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.kpi_trend import trend
from reports.table_files import as_csv

UNKNOWN = "not stated in the plan"


def render() -> None:
    """The choice of a KPI, then everything that is known about it."""
    plan = current_plan()
    kpis = {kpi.code: kpi for kpi in kpis_of(plan)}
    st.title("KPI in full")
    code = choose_one("KPI", list(kpis), "kpi", lambda code: f"{code} {kpis[code].name}")
    kpi = kpis[code]
    illustrative.illustrative([kpi])
    st.header(f"{plain(kpi.code)} {plain(kpi.name)}", anchor=False)
    shown = other_views.chosen(kpi)
    if shown == other_views.AS_REPORTED:
        trend(kpi)
    else:
        other_views.view(kpi, shown)
    _standing(kpi)
    variation(kpi)
    events(kpi, plan)
    _note(kpi)
    counterparts(kpi, plan)
    _definition(kpi, plan)
    _sources(kpi, plan)


def _standing(kpi: Kpi) -> None:
    if kpi.position is None or kpi.position.latest is None:
        return
    latest, directions = kpi.position.latest, kpi.position.directions
    facts: list[list[html_tables.Cell]] = [["Status", html_tables.badge(str(latest.status))]]
    if latest.amber:
        facts.append(["Tolerance", latest.amber])
    if directions:
        facts.append(["Against the previous period", html_tables.badge(str(directions.previous))])
        facts.append(["Against last year", html_tables.badge(str(directions.same_last_year))])
    reported = latest.figure.reported_status
    if reported:
        differs = " (differs from the computed status)" if mismatch(reported, latest.status) else ""
        facts.append(["Status reported in the file", f"{reported}{differs}"])
    html_tables.table("Where it stands", ["What", "Now"], facts)


def _note(kpi: Kpi) -> None:
    noted = [record for record in kpi.figures if isinstance(record["note"], str)]
    if not noted:
        return
    st.header("Latest note", anchor=False)
    html_tables.note(noted[-1]["note"])
    html_tables.quiet(f"Reported with {noted[-1]['period_label']}.")


def _definition(kpi: Kpi, plan: str) -> None:
    known = kpi.definition
    activities = records(cache.ask(stored_kpis.kpi_activities, plan, kpi.code))
    served = "; ".join(
        f"{row['code']} {row['title']}" if isinstance(row["code"], str) else str(row["title"])
        for row in activities
    )
    rows: list[list[html_tables.Cell]] = [
        ["Definition", _known(known["definition"])],
        ["Unit", unit_words(kpi.unit)],
        ["Good performance", _polarity(str(known["polarity"]))],
        ["Reported", str(known["frequency"])],
        ["Figures are", str(known["kind"])],
        ["Service", _known(known["service"])],
        ["CMT lead", _known(known["lead"])],
        ["Portfolio", _known(known["portfolio"])],
        ["Key activities it serves", served or "none names it"],
    ]
    st.header("Definition and owner", anchor=False)
    html_tables.table(f"{kpi.code} in the plan {plan}", ["What", "As stated"], rows)


def _sources(kpi: Kpi, plan: str) -> None:
    st.header("Where the figures come from", anchor=False)
    history = cache.ask(stored_kpis.kpi_history, plan, kpi.code)
    rows: list[list[html_tables.Cell]] = [
        [
            row["period_label"],
            _said(kpi, row),
            row["file"],
            f"{row['sheet']}, {row['cell']}",
            f"{day(row['published_at'])} by {row['published_by']}",
            "withdrawn" if row["withdrawn"] else "",
        ]
        for row in records(history)
    ]
    if not rows:
        st.write("No file has brought a figure for this KPI.")
        return
    st.download_button(
        f"Download the figures of {plain(kpi.code)} (CSV)",
        as_csv(_export(history)),
        f"{kpi.code.replace('/', '-')}.csv",
        "text/csv",
    )
    with st.expander("Every figure with its file, cell and person"):
        headings = ["Period", "Figure", "File", "Sheet and cell", "Published", "State"]
        html_tables.table(f"{kpi.code}, newest first", headings, rows, numeric=["Figure"])


def _export(history: pd.DataFrame) -> pd.DataFrame:
    columns = [
        "plan", "code", "period_label", "period_kind", "period_start", "period_end", "value",
        "state", "unit", "target", "reported_status", "note", "provisional", "file", "sheet",
        "cell", "published_by", "published_at", "illustrative", "withdrawn",
    ]  # fmt: skip
    return history[columns]


def _said(kpi: Kpi, row: Record) -> str:
    value = row["value"]
    return figure(value, kpi.unit, kpi.decimals) if is_number(value) else str(row["state"])


def _known(value: object) -> str:
    return value if isinstance(value, str) and value else UNKNOWN


def _polarity(polarity: str) -> str:
    words = {
        "maximise": "higher is better",
        "minimise": "lower is better",
        "range": "inside a range",
        "none": "neither higher nor lower is better",
    }
    return words[polarity]
