"""The figures of the compared areas as a table, with their source, and to download."""

from collections.abc import Sequence

import streamlit as st

from data.records import Record
from insights.areas_over_time import AreasOverTime, areas_table
from insights.formatting import unit_words
from pages.shared import html_tables
from pages.shared.open_links import open_links
from reports.table_files import as_csv

# So many areas the open interface gives at once.
MOST_AREAS = 5


def areas_by_period(code: str, areas: Sequence[str], compared: AreasOverTime) -> None:
    """A row for each period, the newest first, and a column for each area."""
    st.header("Figures", anchor=False)
    definition = compared.definition
    caption = f"{definition['name']} ({unit_words(str(definition['unit']))})"
    headings = ["Period", *compared.areas]
    html_tables.table(caption, headings, compared.rows, numeric=compared.areas)
    _source(definition)
    content = as_csv(areas_table(code, areas))
    st.download_button("Download these figures", content, f"{code}.csv", "text/csv")
    open_links("statistics", "The latest of them", indicator=code, geo=",".join(areas[:MOST_AREAS]))


def _source(definition: Record) -> None:
    names = ("publisher", "source", "licence", "method", "caveat")
    parts = [definition.get(name) for name in names]
    html_tables.note("\n".join(part for part in parts if isinstance(part, str)))
