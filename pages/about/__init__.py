"""About: what the figures are, how they are judged, and where they come from."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights import corporate_plans
from insights.formatting import count, day
from insights.method_notes import READING_NOTES
from insights.statistic_sources import statistic_sources
from pages.about.methods_text import methods
from pages.about.next_editions import next_editions
from pages.shared import html_tables, unexpected
from pages.shared.escaping import plain
from pages.shared.open_links import INTERFACE
from pages.shared.prepared_html import prepared_html

NAMED_AT_MOST = 6


def render() -> None:
    """How to read the dashboard, the rules for statuses, and the sources."""
    st.title("About this dashboard")
    html_tables.links(
        html_tables.link("Accessibility statement", "accessibility"),
        html_tables.link_outside("For other programs: the open interface", INTERFACE),
    )
    st.markdown(
        """
It shows the KPIs and key activities of the council's corporate plan, quarter by quarter. Published
statistics about the district stand beside them. Every figure leads to its file, sheet, cell and
the person who published it.
"""
    )
    for title, text in READING_NOTES.items():
        st.markdown(f"**{title}.** {plain(text)}")
    methods()
    with unexpected.on_its_own():
        next_editions()
    _sources()
    _plans()


def _sources() -> None:
    st.header("Sources of the published statistics")
    with st.expander("Every source with its publisher, licence and statistics"):
        st.html(_source_table())


@prepared_html
def _source_table() -> Markup:
    sources = statistic_sources()
    rows: list[list[html_tables.Cell]] = [
        [
            html_tables.cited(source.source),
            html_tables.with_facts(source.publisher, source.licence),
            _names(source.statistics),
        ]
        for source in sources
    ]
    figures = sum(source.with_figures for source in sources)
    known = sum(len(source.statistics) for source in sources)
    caption = (
        f"{count(figures, 'statistic')} with figures, {known:,} known, "
        f"from {count(len(sources), 'source')}"
    )
    headings = ["Source", "Publisher and licence", "Statistics"]
    return html_tables.table_html(caption, headings, rows)


def _plans() -> None:
    plans = corporate_plans.plans()
    if not plans:
        return
    st.header("Plans")
    rows: list[list[html_tables.Cell]] = [
        [plan.plan, plan.title, f"{day(plan.starts)} to {day(plan.ends)}", plan.source]
        for plan in plans
    ]
    html_tables.table(
        count(len(plans), "corporate plan"), ["Plan", "Title", "Runs", "Source"], rows
    )


def _names(statistics: Sequence[str]) -> str:
    """The names of some statistics; of many the first ones, as Compare areas offers them all."""
    others = len(statistics[NAMED_AT_MOST:])
    names = "; ".join(statistics[:NAMED_AT_MOST])
    return f"{names}; and {others} more, on Compare areas" if others else names
