"""Where a KPI's figures come from: each with its file, cell and person, and all to download."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.kpi_history import kpi_history, kpi_history_table
from insights.kpis import Kpi
from pages.shared import html_tables
from pages.shared.open_links import open_links_html
from pages.shared.prepared_html import prepared_html
from pages.shared.source_table import folded_sources, source_html
from pages.shared.table_downloads import file_name, table_downloads
from reports.data_table import DataTable, table_of_frame

_HEADING = Markup('<h2 class="dd-on-screen">Where the figures come from</h2>')


def sources(kpi: Kpi) -> None:
    """Every figure ever published, newest first, illustrative and withdrawn ones marked."""
    # Paper leaves it out with its heading: all of it is to be pressed or opened.
    st.html(html_tables.stacked(_HEADING))
    if not kpi_history(kpi):
        html_tables.on_screen("No file has brought a figure for this KPI.")
        return
    table_downloads(file_name(kpi.code), f"every figure of {kpi.code}", partial(_table, kpi))
    st.html(_files_and_figures(kpi))


@prepared_html
def _files_and_figures(kpi: Kpi) -> Markup:
    words = "Figures that count now"
    files = open_links_html(f"kpis/{kpi.code}", words, plan=kpi.plan)
    parts = html_tables.stacked(files, folded_sources(_figures(kpi)))
    return Markup('<div class="dd-on-screen">{}</div>').format(parts)


def _figures(kpi: Kpi) -> Markup:
    caption = f"{kpi.code}, newest first"
    return source_html(caption, kpi_history(kpi), "Period", "Published", has_state=True)


def _table(kpi: Kpi) -> DataTable:
    description = "Every figure that was published, those that were replaced or withdrawn too."
    return table_of_frame(f"Figures of {kpi.code}", description, kpi_history_table(kpi))
