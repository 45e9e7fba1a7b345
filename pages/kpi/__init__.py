"""One KPI in full: trend, target, benchmark, note, definition, owner and sources."""

import streamlit as st

from insights.kpis import Kpi, current_plan, kpis_of
from pages.kpi.control_chart import variation
from pages.kpi.definition import definition
from pages.kpi.events import events
from pages.kpi.other_views import chosen_view
from pages.kpi.published_counterparts import counterparts
from pages.kpi.standing import latest_note, standing
from pages.kpi.where_from import sources
from pages.shared import illustrative, unexpected
from pages.shared.choices import choose_one
from pages.shared.escaping import plain

SECTIONS = (
    chosen_view,
    standing,
    variation,
    events,
    latest_note,
    counterparts,
    definition,
    sources,
)


def render() -> None:
    """The choice of a KPI, then everything that is known about it."""
    st.title("KPI in full")
    kpi = _chosen()
    illustrative.illustrative([kpi])
    st.header(f"{plain(kpi.code)} {plain(kpi.name)}", anchor=False)
    for section in SECTIONS:
        with unexpected.on_its_own():
            section(kpi)


def _chosen() -> Kpi:
    kpis = {kpi.code: kpi for kpi in kpis_of(current_plan())}
    return kpis[choose_one("KPI", list(kpis), "kpi", lambda code: f"{code} {kpis[code].name}")]
