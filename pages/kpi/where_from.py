"""Where a KPI's figures come from: each with its file, cell and person, and all to download."""

import streamlit as st

from insights.kpi_history import kpi_history, kpi_history_table
from insights.kpis import Kpi
from pages.shared.escaping import plain
from pages.shared.open_links import open_links
from pages.shared.source_table import source_table
from reports.table_files import as_csv


def sources(kpi: Kpi) -> None:
    """Every figure ever published, newest first, withdrawn ones marked."""
    st.header("Where the figures come from", anchor=False)
    figures = kpi_history(kpi)
    if not figures:
        st.write("No file has brought a figure for this KPI.")
        return
    st.download_button(
        f"Download the figures of {plain(kpi.code)} (CSV)",
        as_csv(kpi_history_table(kpi)),
        f"{kpi.code.replace('/', '-')}.csv",
        "text/csv",
    )
    open_links(f"kpis/{kpi.code}", "Figures that stand", plan=kpi.plan)
    source_table(f"{kpi.code}, newest first", figures, "Period", "Published", has_state=True)
