"""A KPI as a chart with its words and its table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data import questions
from metrics.direction import KpiKind
from metrics.outturn import Judged
from metrics.period import previous
from metrics.status import Rag, decimals_needed, display_decimals, is_number
from pages.parts import charts, reads, tables
from pages.parts.outturns import Kpi
from pages.parts.words import capital, figure, plain, unit_words

STANDING = ["KPI", "Status", "Outturn", "Period", "Target", "Direction", "Against last year"]
NUMERIC = ["Outturn", "Target"]
HEADINGS = ["Period", "Outturn", "Target", "Status", "Reported as"]


def standing_cells(kpi: Kpi) -> list[tables.Cell]:
    """A KPI as a row of a table under the headings STANDING."""
    name = tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code)
    if kpi.outturn is None or kpi.outturn.latest is None:
        return [name, tables.badge(str(kpi.status)), "no figure", "", "", "", ""]
    latest, directions = kpi.outturn.latest, kpi.outturn.directions
    return [
        name,
        tables.badge(str(kpi.status)),
        outturn_words(kpi, latest),
        latest.figure.period.label,
        target_words(kpi, latest),
        tables.badge(str(directions.previous)) if directions else "",
        tables.badge(str(directions.same_last_year)) if directions else "",
    ]


def kpi_chart(kpi: Kpi) -> None:
    """The KPI's name, the finding, the chart, and the figures behind it."""
    st.subheader(f"{plain(kpi.code)} {plain(kpi.name)}", anchor=False)
    trend(kpi)


def trend(kpi: Kpi) -> None:
    """The finding, the chart, and the figures behind it."""
    tables.quiet(finding(kpi))
    series = kpi.outturn.series if kpi.outturn else ()
    frame = _points(kpi, series)
    if frame.empty:
        st.info("No figure has been published for this KPI yet. Upload brings them in.")
        return
    council = reads.ask(questions.plans).iloc[0]["council"]
    measure = f"{capital(unit_words(kpi.unit))}, {council}"
    charts.kpi_trend(frame, measure, f"{kpi.code} {kpi.name}. {finding(kpi)}", f"chart-{kpi.code}")
    with st.expander(f"Figures behind the chart of {plain(kpi.code)}"):
        figures_table(kpi)


def finding(kpi: Kpi) -> str:
    """What the latest figure says, in one sentence."""
    if not kpi.outturn or not kpi.outturn.latest:
        return "No figure yet."
    latest = kpi.outturn.latest
    text = f"{outturn_words(kpi, latest)} in {latest.figure.period.label}"
    if isinstance(latest.status, Rag):
        text += f": {latest.status}, target {target_words(kpi, latest)}"
        text += f" ({latest.method})" if latest.method else ""
    else:
        text += f": {latest.status}"
    if latest.figure.provisional:
        text += "; provisional"
    if kpi.outturn.status != latest.status:
        text += f". In {kpi.outturn.reported.label}: {kpi.outturn.status}"
    return f"{text}."


def outturn_words(kpi: Kpi, judged: Judged) -> str:
    """The figure in its unit, or the state that stands in its place."""
    value = judged.figure.value
    if not is_number(value):
        return str(judged.figure.state or "awaited")
    decimals = kpi.decimals
    if is_number(judged.target):
        decimals = display_decimals(value, judged.target, kpi.decimals, judged.status)
    return figure(value, kpi.unit, decimals)


def target_words(kpi: Kpi, judged: Judged) -> str:
    """The target in its unit, a range as `90 to 95`, or why there is none."""
    if not is_number(judged.target):
        return str(judged.figure.target_state or "no target set")
    words = figure(judged.target, kpi.unit, _places(judged.target, kpi.decimals))
    upper = judged.target_upper
    if is_number(upper):
        words += f" to {figure(upper, kpi.unit, _places(upper, kpi.decimals))}"
    return words


def figures_table(kpi: Kpi) -> None:
    """Every period's outturn, target and status, newest first."""
    series = kpi.outturn.series if kpi.outturn else ()
    rows: list[list[tables.Cell]] = [
        [
            judged.figure.period.label,
            outturn_words(kpi, judged) + (" (provisional)" if judged.figure.provisional else ""),
            target_words(kpi, judged),
            tables.badge(str(judged.status)),
            judged.figure.reported_status or "",
        ]
        for judged in reversed(series)
    ]
    tables.table(f"{kpi.code} {kpi.name}", HEADINGS, rows, numeric=["Outturn", "Target"])


def _points(kpi: Kpi, series: Sequence[Judged]) -> pd.DataFrame:
    """The chart's points; what counts up over the year starts a new line every year."""
    counts_up = kpi.definition["kind"] == KpiKind.CUMULATIVE
    points: list[dict[str, object]] = []
    gaps, last = 0, None
    for judged in series:
        period = judged.figure.period
        year = period.financial_year if counts_up else 0
        place = {"date": pd.Timestamp(period.start), "step": not counts_up, "provisional": False}
        if is_number(judged.target) and judged.target_upper is None:
            words = f"{period.label}: {target_words(kpi, judged)}"
            target = {"series": "Target", "part": f"target {year}", "value": judged.target}
            points.append({**place, **target, "words": words})
        if not is_number(judged.figure.value):
            continue
        gaps += last is not None and previous(period) != last
        last = period
        words = f"{period.label}: {outturn_words(kpi, judged)}, {judged.status}"
        outturn = {"series": "Outturn", "part": f"{year} {gaps}", "value": judged.figure.value}
        provisional = {"provisional": judged.figure.provisional}
        points.append({**place, **outturn, **provisional, "words": words})
    return pd.DataFrame(points)


def _places(value: float, decimals: int) -> int:
    """A target is shown as it was set; one worked out without end has the KPI's own decimals."""
    needed = decimals_needed(value, decimals)
    return decimals if needed is None else needed
