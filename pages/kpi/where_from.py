"""Where a KPI's figures come from: each with its file, cell and person, and all to download."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.kpi_history import kpi_history, kpi_history_table
from insights.kpis import Kpi
from pages.shared.open_links import open_links
from pages.shared.prepared_html import prepared_html
from pages.shared.source_table import source_html, source_table
from pages.shared.table_downloads import file_name, table_downloads
from reports.data_table import DataTable, table_of_frame


def sources(kpi: Kpi) -> None:
    """Every figure ever published, newest first, illustrative and withdrawn ones marked."""
    # A part of the page by itself, as paper leaves it out: all of it is to be pressed or opened.
    with st.container(key="sources"):
        st.header("Where the figures come from", anchor=False)
        if not kpi_history(kpi):
            st.write("No file has brought a figure for this KPI.")
            return
        table_downloads(file_name(kpi.code), f"every figure of {kpi.code}", partial(_table, kpi))
        open_links(f"kpis/{kpi.code}", "Figures that count now", plan=kpi.plan)
        source_table(_figures(kpi))


@prepared_html
def _figures(kpi: Kpi) -> Markup:
    caption = f"{kpi.code}, newest first"
    return source_html(caption, kpi_history(kpi), "Period", "Published", has_state=True)


def _table(kpi: Kpi) -> DataTable:
    description = "Every figure that was published, those that were replaced or withdrawn too."
    return table_of_frame(f"Figures of {kpi.code}", description, kpi_history_table(kpi))
