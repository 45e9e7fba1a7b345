"""A workbook with every KPI to download, fill in and upload: the easy way."""

from datetime import date
from functools import partial

import streamlit as st

from data.questions import stored_kpis
from insights import cache
from insights.kpis import current_plan
from reports.template import reporting_year, template

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(today: date) -> None:
    """A sentence and the button that gives the workbook for the year that is being reported."""
    year = reporting_year(today)
    st.write(
        "No export at hand? This workbook has every KPI of the plan, ready to fill in; it comes "
        "back without questions."
    )
    st.download_button(
        f"Download the workbook to fill in for {year}/{(year + 1) % 100:02d}",
        partial(_template, year),
        f"kpis-{year}-{(year + 1) % 100:02d}.xlsx",
        EXCEL,
        key="to-fill-in",
    )


@cache.by_edition
def _template(year: int) -> bytes:
    store = cache.store()
    kpis = stored_kpis.kpis(store)
    return template(kpis[kpis["plan"] == current_plan()], year)
