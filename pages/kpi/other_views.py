"""One KPI, several views: as reported, what each period added, the year to date, whole years."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from insights.formatting import figure, unit_words
from insights.kpi_records import figure_of
from insights.kpi_trend_points import COLUMNS
from insights.kpis import Kpi
from metrics.derived_series import added, to_date, whole_years
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.reporting_frequency import at_reporting_frequency
from metrics.status import is_number
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, kpi_charts
from pages.shared.choices import choose_one
from pages.shared.escaping import plain

AS_REPORTED = "as reported"
View = Callable[[KpiRules, Sequence[KpiFigure]], Sequence[KpiFigure]]


def chosen(kpi: Kpi) -> str:
    """The view that the address names, where the KPI has more than one."""
    known = [AS_REPORTED, *_views(kpi)]
    return choose_one("Show", known, "view", capital) if len(known) > 1 else AS_REPORTED


def view(kpi: Kpi, name: str) -> None:
    """The KPI's figures in another view: chart and table, without targets, which are for others."""
    shown = _views(kpi)[name]
    values = [one for one in shown if is_number(one.value)]
    html_tables.quiet(
        f"{capital(name)}, worked out from the figures as reported: nothing is counted twice."
    )
    points = [
        {"date": pd.Timestamp(one.period.start), "series": "Outturn", "part": _part(one, name),
         "step": False, "value": one.value, "provisional": one.provisional,
         "words": f"{one.period.label}: {_said(kpi, one)}"}
        for one in values
    ]  # fmt: skip
    description = f"{kpi.code} {kpi.name}, {name}"
    measure = f"{capital(unit_words(kpi.unit))}, {name}"
    frame = pd.DataFrame(points, columns=COLUMNS)
    kpi_charts.kpi_trend(frame, measure, description, f"view-{kpi.code}")
    with st.expander(f"Figures of {plain(kpi.code)}, {name}"):
        rows: list[list[html_tables.Cell]] = [
            [one.period.label, _said(kpi, one)] for one in reversed(shown)
        ]
        html_tables.table(description, ["Period", "Figure"], rows, numeric=["Figure"])


def _views(kpi: Kpi) -> Mapping[str, Sequence[KpiFigure]]:
    """The views that show something which the figures as reported do not."""
    if kpi.analysis is None:
        return {}
    rules = kpi.analysis.rules
    reported = at_reporting_frequency(rules, [figure_of(record) for record in kpi.figures])
    years = [KpiFigure(year, total) for year, total in whole_years(rules, reported).items()]
    counts_up = rules.kind is KpiKind.CUMULATIVE
    found = {
        "what each period added": added(rules, reported) if counts_up else (),
        "year to date": () if counts_up else to_date(rules, reported),
        "whole years": years,
    }
    return {name: figures for name, figures in found.items() if figures}


def _part(one: KpiFigure, name: str) -> str:
    """A year to date begins a new line every year."""
    return str(one.period.financial_year) if name == "year to date" else ""


def _said(kpi: Kpi, one: KpiFigure) -> str:
    return figure(one.value, kpi.unit, kpi.decimals)
