"""One KPI in full: trend, target, benchmark, note, definition, owner and sources."""

from collections.abc import Sequence

import streamlit as st

from insights.kpis import Kpi
from insights.search_index import exact_measure, nearest_measures
from pages.frame import brand
from pages.kpi.control_chart import variation
from pages.kpi.definition import definition
from pages.kpi.events import events
from pages.kpi.every_measure import every_measure
from pages.kpi.other_views import chosen_view
from pages.kpi.outcome_tags import outcome_tags
from pages.kpi.published_counterparts import counterparts
from pages.kpi.standing import latest_note, standing
from pages.kpi.where_from import sources
from pages.shared import html_tables, illustrative, shown, unexpected
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.no_plan import needs_plan

KEY = "kpi"
SECTIONS = (
    outcome_tags,
    chosen_view,
    standing,
    variation,
    events,
    latest_note,
    counterparts,
    definition,
    sources,
)


@needs_plan("Measures")
def render() -> None:
    """Every measure as a table; of the one that the address names everything that is known."""
    st.title("Measures")
    asked = str(st.query_params.get(KEY, "")).strip()
    kpis = {kpi.code: kpi for kpi in _offered(asked)}
    if not kpis:
        st.info("No measure is shown for this choice. Show everyone to see them all.")
        return
    if not asked:
        every_measure()
        return
    meant = exact_measure(asked)
    if asked and asked not in kpis and meant is None:
        _unknown(asked)
        return
    kpi = kpis[choose_one("KPI", list(kpis), KEY, lambda code: _name(kpis[code]), meant)]
    brand.name_page(kpi.name)
    illustrative.illustrative([kpi])
    st.header(f"{plain(kpi.code)} {plain(kpi.name)}", anchor=False)
    for section in SECTIONS:
        with unexpected.on_its_own():
            section(kpi)


def _offered(asked: str) -> Sequence[Kpi]:
    """The KPIs that are shown; all of them where the address names one that is somebody else's."""
    chosen = shown.kpis()
    meant = exact_measure(asked) or asked
    return chosen if not asked or any(kpi.code == meant for kpi in chosen) else shown.all_kpis()


def _unknown(asked: str) -> None:
    st.warning(f"There is no measure {plain(asked)}. Did you mean one of these?")
    nearest = nearest_measures(asked)
    rows = [[html_tables.link(entry.name, "kpi", kpi=entry.key), entry.key] for entry in nearest]
    html_tables.table("The nearest measures", ["Measure", "Code"], rows)


def _name(kpi: Kpi) -> str:
    return f"{kpi.code} {kpi.name}"
