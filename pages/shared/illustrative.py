"""What stands around a page's content: notices that belong to what it shows."""

from collections.abc import Iterable

import streamlit as st

from insights.kpis import Kpi


def illustrative(kpis: Iterable[Kpi]) -> None:
    """Say so where any figure on the page is invented for illustration."""
    if any(kpi.illustrative for kpi in kpis):
        st.html(
            '<div class="dd-banner" role="note"><strong>Illustrative data.</strong> '
            "The KPI figures on this page were invented to show how the dashboard works. "
            "They are not the council's.</div>"
        )
