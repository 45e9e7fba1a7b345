"""A published statistic on a page: its sentence, its chart, its figures and source."""

import streamlit as st

from data.records import Record
from insights.district_statistics import Statistic, measure
from insights.formatting import unit_words
from pages.shared import charts, comparison_table, html_tables
from pages.shared.escaping import plain


def statistic_chart(shown: Statistic, *, compared_below: bool = False) -> None:
    """The finding as words, the trend beside England or the UK, and the figures behind it.

    With `compared_below` the comparisons stand below the figures, not among them.
    """
    st.subheader(plain(shown.name), anchor=False)
    html_tables.quiet(shown.sentence)
    if shown.points.groupby("series").size().max() > 1:
        description = f"{shown.name}. {shown.sentence}"
        charts.area_trend(
            shown.points,
            measure(shown.definition),
            description,
            f"statistic-{shown.definition['code']}",
        )
        if shown.points["low"].notna().any():
            html_tables.quiet(f"Shaded: the 95 % interval of {shown.areas[0]}'s figures.")
    with st.expander(f"Figures and source of {plain(shown.name)}"):
        if not compared_below:
            comparison_table.table(shown.definition, shown.comparisons)
        unit = unit_words(str(shown.definition["unit"]))
        headings = ["Period", *shown.areas]
        html_tables.table(f"{shown.name} ({unit})", headings, shown.rows, numeric=shown.areas)
        _source(shown.definition)


def _source(definition: Record) -> None:
    parts = [f"{definition['publisher']}: {definition['source']}.", f"{definition['licence']}."]
    parts += [str(definition[name]) for name in ("method", "caveat") if definition[name]]
    html_tables.note("\n".join(parts))
