"""A published statistic on a page: its sentence, its chart, its figures and source."""

import streamlit as st

from data.records import Record
from insights.district_statistics import Statistic
from insights.formatting import unit_words
from insights.statistic_wording import axis_title
from pages.shared import charts, comparison_table, html_tables
from pages.shared.escaping import plain
from pages.shared.open_links import pictures


def statistic_chart(statistic: Statistic, *, compared_below: bool = False) -> None:
    """The finding as words, the trend beside England or the UK, and the figures behind it.

    With `compared_below` the comparisons stand below the figures, not among them.
    """
    st.subheader(plain(statistic.name), anchor=False)
    html_tables.quiet(statistic.sentence)
    if statistic.is_trend:
        _trend(statistic)
    for known in statistic.breaks:
        html_tables.quiet(known.sentence)
    with st.expander(f"Figures and source of {plain(statistic.name)}"):
        if not compared_below:
            comparison_table.table(statistic)
        _figures(statistic)
        _source(statistic.definition)
        pictures("statistic", statistic.code, "This chart")


def _trend(statistic: Statistic) -> None:
    description = f"{statistic.name}. {statistic.sentence}"
    title, key = axis_title(statistic.definition), f"statistic-{statistic.code}"
    charts.area_trend(statistic.points, title, description, key)
    if statistic.has_interval:
        html_tables.quiet(f"Shaded: the 95% interval of {statistic.areas[0]}'s figures.")


def _figures(statistic: Statistic) -> None:
    unit = unit_words(str(statistic.definition["unit"]))
    headings = ["Period", *statistic.areas]
    caption = f"{statistic.name} ({unit})"
    html_tables.table(caption, headings, statistic.rows, numeric=statistic.areas)


def _source(definition: Record) -> None:
    parts = [f"{definition['publisher']}: {definition['source']}.", f"{definition['licence']}."]
    parts += [str(definition[name]) for name in ("method", "caveat") if definition[name]]
    html_tables.note("\n".join(parts))
