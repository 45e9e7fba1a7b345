"""A workbook with every KPI to download, fill in and upload: the easy way."""

from datetime import date
from functools import partial

import streamlit as st

from insights.cache import by_edition
from insights.kpis import current_plan, has_plan, kpi_table
from pages.shared.escaping import plain
from reports.template import template, template_years

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(today: date) -> None:
    """A sentence and the button that gives the workbook for a year or a quarter.

    Before the council's first plan there are no KPIs to fill in, and so neither of them.
    """
    if not has_plan():
        return
    st.write(
        "No export at hand? This workbook has every KPI of the plan, ready to fill in; it comes "
        "back without questions."
    )
    choices = template_years(today)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Year or quarter", list(choices), key="to-fill-in-for", width=200)
        st.download_button(
            f"Download the workbook to fill in for {plain(name)}",
            partial(_template, *choices[name]),
            f"kpis-{name.replace('/', '-').replace(' ', '-')}.xlsx",
            EXCEL,
            key="to-fill-in",
        )


@by_edition
def _template(year: int, quarter: int | None) -> bytes:
    return template(kpi_table(current_plan()), year, quarter)
