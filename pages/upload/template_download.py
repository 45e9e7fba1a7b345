"""A workbook with every KPI to download, fill in and upload: the easy way."""

from datetime import date
from functools import partial

import streamlit as st

from insights.cache import by_edition
from insights.kpis import current_plan, has_plan, kpi_table
from pages.shared.escaping import plain
from reports.next_year import year_name
from reports.template import reporting_year, template

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(today: date) -> None:
    """A sentence and the button that gives the workbook for the year that is being reported.

    Before the council's first plan there are no KPIs to fill in, and so neither of them.
    """
    if not has_plan():
        return
    year = reporting_year(today)
    name = year_name(year)
    st.write(
        "No export at hand? This workbook has every KPI of the plan, ready to fill in; it comes "
        "back without questions."
    )
    st.download_button(
        f"Download the workbook to fill in for {plain(name)}",
        partial(_template, year),
        f"kpis-{name.replace('/', '-')}.xlsx",
        EXCEL,
        key="to-fill-in",
    )


@by_edition
def _template(year: int) -> bytes:
    return template(kpi_table(current_plan()), year)
