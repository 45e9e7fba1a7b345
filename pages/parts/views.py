"""One KPI, several views: as reported, what each period added, the year to date, whole years."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from metrics.direction import KpiKind
from metrics.figure import Figure, Measure
from metrics.rhythm import own_rhythm
from metrics.status import is_number
from metrics.views import added, to_date, whole_years
from metrics.wording import capital
from pages.parts import kpi_charts, tables
from pages.parts.filters import choose_one
from pages.parts.outturns import Kpi, figure_of
from pages.parts.trend_points import COLUMNS
from pages.parts.words import figure, plain, unit_words

AS_REPORTED = "as reported"
View = Callable[[Measure, Sequence[Figure]], Sequence[Figure]]


def chosen(kpi: Kpi) -> str:
    """The view that the address names, where the KPI has more than one."""
    known = [AS_REPORTED, *_views(kpi)]
    return choose_one("Show", known, "view", capital) if len(known) > 1 else AS_REPORTED


def view(kpi: Kpi, name: str) -> None:
    """The KPI's figures in another view: chart and table, without targets, which are for others."""
    shown = _views(kpi)[name]
    values = [one for one in shown if is_number(one.value)]
    tables.quiet(
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
        rows: list[list[tables.Cell]] = [
            [one.period.label, _said(kpi, one)] for one in reversed(shown)
        ]
        tables.table(description, ["Period", "Figure"], rows, numeric=["Figure"])


def _views(kpi: Kpi) -> Mapping[str, Sequence[Figure]]:
    """The views that show something which the figures as reported do not."""
    if kpi.insight is None:
        return {}
    measure = kpi.insight.measure
    own = own_rhythm(measure, [figure_of(record) for record in kpi.figures])
    years = [Figure(year, total) for year, total in whole_years(measure, own).items()]
    counts_up = measure.kind is KpiKind.CUMULATIVE
    found = {
        "what each period added": added(measure, own) if counts_up else (),
        "year to date": () if counts_up else to_date(measure, own),
        "whole years": years,
    }
    return {name: figures for name, figures in found.items() if figures}


def _part(one: Figure, name: str) -> str:
    """A year to date begins a new line every year."""
    return str(one.period.financial_year) if name == "year to date" else ""


def _said(kpi: Kpi, one: Figure) -> str:
    return figure(one.value, kpi.unit, kpi.decimals)
