"""The figures of the compared areas as a table, with their source, and to download."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.areas_over_time import AreasOverTime, areas_over_time, areas_table
from insights.formatting import unit_words
from insights.selectable_statistics import selectable_statistics
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.shared.open_links import open_links
from pages.shared.prepared_html import prepared_html
from pages.shared.table_downloads import table_downloads
from reports.data_table import DataTable, table_of_frame

# So many areas the open interface gives at once.
MOST_AREAS = 5
# So many periods stand open.
NEWEST = 6


def areas_by_period(code: str, areas: tuple[str, ...], compared: AreasOverTime) -> None:
    """A row for each period, the newest first, and a column for each area."""
    if not compared.rows:
        return
    st.html(_figures(code, areas))
    table_downloads(code, "these figures", partial(_table, code, areas, _caption(compared)))
    open_links("statistics", "The latest figures", indicator=code, geo=",".join(areas[:MOST_AREAS]))


def _caption(compared: AreasOverTime) -> str:
    definition = compared.definition
    return f"{definition['name']} ({unit_words(str(definition['unit']))})"


@prepared_html
def _figures(code: str, areas: tuple[str, ...]) -> Markup:
    """The newest periods, those before them folded, and the source."""
    compared = areas_over_time(code, areas)
    earlier = compared.rows[NEWEST:]
    folded = Markup("")
    if earlier:
        table = _rows(compared, f"{_caption(compared)}, earlier", earlier)
        folded = html_tables.folded_html(f"Earlier periods: {len(earlier)}", table)
    newest = _rows(compared, _caption(compared), compared.rows[:NEWEST])
    return html_tables.headed("Figures", newest, folded, _source(code))


def _rows(compared: AreasOverTime, caption: str, rows: Sequence[Sequence[str]]) -> Markup:
    return html_tables.table_html(
        caption, ["Period", *compared.areas], rows, numeric=compared.areas
    )


def _table(code: str, areas: tuple[str, ...], caption: str) -> DataTable:
    description = "Each figure of some areas with its file, cell and day of publication."
    return table_of_frame(caption, description, areas_table(code, areas))


def _source(code: str) -> Markup:
    """Who publishes it and under which licence, the source as a link, and how it is made."""
    definition = selectable_statistics()[code]
    facts = [definition.get(name) for name in ("publisher", "licence", "method", "caveat")]
    parts = [escaped(part) for part in facts if isinstance(part, str)]
    if isinstance(source := definition.get("source"), str):
        parts.insert(1, escaped(html_tables.cited(source)))
    return Markup('<div class="dd-note">{}</div>').format(Markup("<br>").join(parts))
