"""About: what the figures are, how they are judged, and where they come from."""

from collections.abc import Sequence

import streamlit as st

from insights import corporate_plans
from insights.formatting import count, day
from insights.statistic_sources import statistic_sources
from pages.about.methods_text import methods
from pages.about.next_editions import next_editions
from pages.shared import html_tables, unexpected
from pages.shared.open_links import INTERFACE

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
It shows the KPIs and key activities of the council's corporate plan, quarter by quarter, with the
published statistics about the district beside them. Every figure leads to its file, sheet, cell and
the person who published it.

**Status against target.** On target (green): the target is met. Just off target (amber): missed by
no more than the KPI's tolerance, which is 5 % of the target unless the KPI says otherwise. Off
target (red): missed by more. A KPI that
is counted up over the year is compared with the share of its yearly target that is due by then.
The status that officers reported is kept beside the computed one.

**Words in place of figures.** *Data only*: no target by design. *No target set*. *Not due*: a
yearly figure in mid-year. *Awaited*: due and missing. *Not applicable*. *Suppressed*: withheld by
the publisher. *Not worked out*: a figure is there that nothing can be made of.
A missing figure is never shown as zero.

**Direction of travel.** Against the previous period and against the same period last year. Figures
that count up over the year are compared with last year only.

**Comparisons** name their area, statistic, period and date of publication. Better or worse is said
only where the published margin of error allows it.
"""
    )
    methods()
    with unexpected.on_its_own():
        next_editions()
    _sources()
    _plans()


def _sources() -> None:
    st.header("Sources of the published statistics")
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
    with st.expander("Every source with its publisher, licence and statistics"):
        html_tables.table(caption, ["Source", "Publisher and licence", "Statistics"], rows)


def _plans() -> None:
    st.header("Plans")
    rows: list[list[html_tables.Cell]] = [
        [plan.plan, plan.title, f"{day(plan.starts)} to {day(plan.ends)}", plan.source]
        for plan in corporate_plans.plans()
    ]
    html_tables.table("Plans", ["Plan", "Title", "Runs", "Source"], rows)


def _names(statistics: Sequence[str]) -> str:
    """The names of some statistics; of many the first ones, as Compare areas offers them all."""
    others = len(statistics[NAMED_AT_MOST:])
    names = "; ".join(statistics[:NAMED_AT_MOST])
    return f"{names}; and {others} more, on Compare areas" if others else names
