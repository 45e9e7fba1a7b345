"""About: what the figures are, how they are judged, and where they come from."""

from collections.abc import Sequence

import streamlit as st

from data.questions import stored_plans, stored_statistics
from data.records import records
from insights import cache
from insights.formatting import count, day
from pages.shared import html_tables

NAMED_AT_MOST = 6


def render() -> None:
    """How to read the dashboard, the rules for statuses, and the sources."""
    st.title("About this dashboard")
    st.markdown(
        """
It shows the KPIs and key activities of the council's corporate plan, quarter by quarter, with the
published statistics about the district beside them. Every figure leads to its file, sheet, cell and
the person who published it.

**Status against target.** Green: the target is met. Amber: missed by no more than the KPI's
tolerance, which is 5 % of the target unless the KPI says otherwise. Red: missed by more. A KPI that
is counted up over the year is compared with the share of its yearly target that is due by then.
The status that officers reported is kept beside the computed one.

**Words in place of figures.** *Data only*: no target by design. *No target set*. *Not due*: a
yearly figure in mid-year. *Awaited*: due and missing. *Not applicable*. *Suppressed*: withheld by
the publisher. A missing figure is never shown as zero.

**Direction of travel.** Against the previous period and against the same period last year. Figures
that count up over the year are compared with last year only.

**Comparisons** name their area, statistic, period and date of publication. Better or worse is said
only where the published margin of error allows it.
"""
    )
    _sources()


def _sources() -> None:
    st.header("Sources of the published statistics")
    statistics = records(cache.ask(stored_statistics.statistics))
    names: dict[tuple[str, ...], list[str]] = {}
    for row in statistics:
        of_source = tuple(str(row[part]) for part in ("source", "publisher", "licence"))
        names.setdefault(of_source, []).append(str(row["name"]))
    rows: list[list[html_tables.Cell]] = [
        [html_tables.cited(source), html_tables.with_facts(publisher, licence), _named(named)]
        for (source, publisher, licence), named in names.items()
    ]
    caption = f"{count(len(statistics), 'statistic')} from {count(len(rows), 'source')}"
    html_tables.table(caption, ["Source", "Publisher and licence", "Statistics"], rows)
    st.header("Plans")
    plans: list[list[html_tables.Cell]] = [
        [row["plan"], row["title"], f"{day(row['starts'])} to {day(row['ends'])}", row["source"]]
        for row in records(cache.ask(stored_plans.plans))
    ]
    html_tables.table("Plans", ["Plan", "Title", "Runs", "Source"], plans)


def _named(statistics: Sequence[str]) -> str:
    """The names of some statistics; of many the first ones, as Compare areas offers them all."""
    if len(statistics) <= NAMED_AT_MOST:
        return "; ".join(statistics)
    others = len(statistics) - NAMED_AT_MOST
    return f"{'; '.join(statistics[:NAMED_AT_MOST])}; and {others} more, on Compare areas"
