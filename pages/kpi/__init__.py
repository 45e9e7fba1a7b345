"""One KPI in full: trend, target, benchmark, note, definition, owner and sources."""

from collections.abc import Sequence

import streamlit as st

from insights.kpi_relations import neighbours
from insights.kpis import Kpi
from insights.search_index import exact_measure, nearest_measures
from pages.frame import brand
from pages.kpi.answer import answer, belongs_to
from pages.kpi.belongings import activities_named, belongings, limits
from pages.kpi.definition import definition
from pages.kpi.every_measure import every_measure
from pages.kpi.for_analysts import for_analysts
from pages.kpi.other_views import chosen_view
from pages.kpi.outcome_tags import outcome_tags
from pages.kpi.published_counterparts import counterparts
from pages.kpi.what_happened import what_happened
from pages.kpi.where_from import sources
from pages.shared import html_tables, illustrative, shown, unexpected
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.no_plan import needs_plan

KEY = "kpi"
SECTIONS = (
    outcome_tags,
    answer,
    chosen_view,
    what_happened,
    belongings,
    limits,
    counterparts,
    for_analysts,
    definition,
    sources,
)


@needs_plan("Measures", "there are no measures to show")
def render() -> None:
    """Every measure as a table; of the one that the address names everything that is known."""
    asked = str(st.query_params.get(KEY, "")).strip()
    kpis = {kpi.code: kpi for kpi in _offered(asked)}
    meant = exact_measure(asked)
    if not kpis or not asked or (asked not in kpis and meant is None):
        _no_single(asked, has_any=bool(kpis))
        return
    code = asked if asked in kpis else str(meant)
    _single(kpis[code])
    _neighbours(kpis[code], list(kpis.values()))
    # What is chosen here stands in the address before the page is drawn again.
    choose_one("Another measure", list(kpis), KEY, lambda c: _name(kpis[c]), code)


def _single(kpi: Kpi) -> None:
    """Everything about one measure: its name above, then section by section."""
    brand.name_page(kpi.name)
    st.title(plain(kpi.name), anchor=False)
    invented = illustrative.illustrative_html([kpi], activities_named(kpi))
    st.html(html_tables.stacked(belongs_to(kpi), invented))
    for section in SECTIONS:
        with unexpected.on_its_own():
            section(kpi)


def _neighbours(kpi: Kpi, kpis: Sequence[Kpi]) -> None:
    """Links to the measures before and after it in its priority."""
    ways = zip(("Previous measure", "Next measure"), neighbours(kpi, kpis), strict=True)
    links = [
        html_tables.link(f"{way}: {other.name}", KEY, kpi=other.code)
        for way, other in ways
        if other
    ]
    if links:
        html_tables.links(*links)


def _no_single(asked: str, *, has_any: bool) -> None:
    """Every measure; or why there is none, or none of that code."""
    st.title("Measures")
    if not has_any:
        st.info("No measure is shown for this choice. Show everyone to see them all.")
    elif asked:
        _unknown(asked)
    else:
        every_measure()


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
