"""The figures of the compared areas as a table, with their source, and to download."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from data.records import Record
from insights.areas_over_time import AreasOverTime, areas_table
from insights.formatting import unit_words
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.shared.open_links import open_links
from pages.shared.table_downloads import table_downloads
from reports.data_table import DataTable, table_of_frame

# So many areas the open interface gives at once.
MOST_AREAS = 5
# So many periods stand open.
NEWEST = 6


def areas_by_period(code: str, areas: Sequence[str], compared: AreasOverTime) -> None:
    """A row for each period, the newest first, and a column for each area."""
    if not compared.rows:
        return
    st.header("Figures", anchor=False)
    definition = compared.definition
    caption = f"{definition['name']} ({unit_words(str(definition['unit']))})"
    headings = ["Period", *compared.areas]
    html_tables.table(caption, headings, compared.rows[:NEWEST], numeric=compared.areas)
    earlier = compared.rows[NEWEST:]
    if earlier:
        with st.expander(f"Earlier periods: {len(earlier)}"):
            html_tables.table(f"{caption}, earlier", headings, earlier, numeric=compared.areas)
    _source(definition)
    table = partial(_table, code, tuple(areas), caption)
    table_downloads(code, "these figures", table)
    open_links("statistics", "The latest figures", indicator=code, geo=",".join(areas[:MOST_AREAS]))


def _table(code: str, areas: Sequence[str], caption: str) -> DataTable:
    description = "Each figure of some areas with its file, cell and day of publication."
    return table_of_frame(caption, description, areas_table(code, areas))


def _source(definition: Record) -> None:
    """Who publishes it and under which licence, the source as a link, and how it is made."""
    facts = [definition.get(name) for name in ("publisher", "licence", "method", "caveat")]
    parts = [escaped(part) for part in facts if isinstance(part, str)]
    if isinstance(source := definition.get("source"), str):
        parts.insert(1, escaped(html_tables.cited(source)))
    st.html(Markup('<div class="dd-note">{}</div>').format(Markup("<br>").join(parts)))
