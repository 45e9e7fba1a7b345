"""What is held of each published statistic, how old it is, and where the next edition will be."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.formatting import count, day
from insights.held_statistics import HeldStatistic, held_statistics, overdue, sources_not_held
from pages.shared import as_of, html_tables
from pages.shared.nothing_yet import nothing_yet
from pages.shared.prepared_html import prepared_html

COLUMNS = ["Statistic", "What is held", "Latest", "Published", "How often", "Next edition"]


def next_editions() -> None:
    """A sentence, the calendar to download, and the list, what is expected first at the top."""
    st.header("Keeping the statistics up to date")
    today = as_of.chosen() or datetime.now(UTC).date()
    statistics = held_statistics(today)
    if not statistics:
        nothing_yet("No statistic has been published yet.")
        return
    late = overdue(statistics)
    st.write(
        f"Of {count(len(statistics), 'statistic')} {len(late)} may have a newer edition by now. "
        "The name leads to the publisher's page. Upload reads the file as it is published."
    )
    st.download_button(
        "Download the next editions as a calendar",
        partial(_calendar, statistics, today),
        "next-editions.ics",
        "text/calendar",
        on_click="ignore",
    )
    with st.expander("Every statistic: what is held, how old, and when the next edition comes"):
        st.html(_held(today))
    if sources_not_held():
        with st.expander("Statistics of which no edition is held, and where to get them"):
            st.html(_not_held())


def _calendar(statistics: Sequence[HeldStatistic], today: date) -> bytes:
    # What writes calendars takes long to load, and few ask for one.
    from reports.edition_calendar import edition_calendar  # noqa: PLC0415

    return edition_calendar(statistics, today)


@prepared_html
def _held(today: date) -> Markup:
    caption = "Published statistics, the next edition first"
    rows = [_cells(statistic) for statistic in held_statistics(today)]
    return html_tables.table_html(caption, COLUMNS, rows)


@prepared_html
def _not_held() -> Markup:
    """What files would bring that nobody has uploaded, with the page to fetch each from."""
    caption = "Uploading one of these files brings its statistics"
    rows = [
        [html_tables.cited(missing.source), "; ".join(missing.names), missing.cadence]
        for missing in sources_not_held()
    ]
    return html_tables.table_html(caption, ["Published as", "Statistics", "How often"], rows)


def _cells(statistic: HeldStatistic) -> Sequence[html_tables.Cell]:
    beside = ", ".join(statistic.comparators)
    return [
        html_tables.cited(f"{statistic.name}: {statistic.link}"),
        html_tables.with_facts(statistic.held, f"Published for {beside}"),
        statistic.latest,
        day(statistic.vintage),
        statistic.cadence,
        statistic.standing,
    ]
