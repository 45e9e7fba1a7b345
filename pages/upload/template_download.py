"""A workbook with every KPI to download, fill in and upload: the easy way."""

from datetime import date
from functools import partial

import streamlit as st

from insights.cache import remembered
from insights.kpis import current_plan, has_plan, report_quarters
from insights.template_facts import kpis_to_fill_in, targets_to_fill_in
from pages.shared.escaping import plain
from reports.template_years import template_years, to_fill_in_next

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(today: date) -> None:
    """A sentence, and the button that gives the workbook for a year or the quarter due next.

    Before the council's first plan there are no KPIs to fill in, and so neither of them.
    """
    if not has_plan():
        return
    st.write(
        "No export at hand? Download this workbook with every measure of the plan, fill it in, and "
        "upload it."
    )
    choices = template_years(today)
    latest = next(iter(report_quarters(current_plan())), None)
    due_next = list(choices).index(to_fill_in_next(latest, today))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Year or quarter", list(choices), due_next, key="to-fill-in-for", width=200
        )
        with_last = st.checkbox(
            "Fill in last year's target where there is none yet", key="to-fill-in-last-targets"
        )
        st.download_button(
            f"Download the workbook to fill in for {plain(name)}",
            partial(_template, *choices[name], with_last_targets=with_last),
            f"kpis-{name.replace('/', '-').replace(' ', '-')}.xlsx",
            EXCEL,
            key="to-fill-in",
        )


@remembered
def _template(year: int, quarter: int | None, *, with_last_targets: bool = False) -> bytes:
    """The workbook with the leads and targets that are known, last year's where that is wanted."""
    # What writes workbooks takes a tenth of a second to load.
    from reports.template import template  # noqa: PLC0415

    targets = targets_to_fill_in(year, with_last=with_last_targets)
    return template(kpis_to_fill_in(), year, quarter, targets)
