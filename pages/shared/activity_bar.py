"""How the key activities of the current plan stand, as a sentence and a bar."""

from collections.abc import Sequence

import streamlit as st

from insights.activity_changes import ActivityChange, counts_sentence, status_counts
from insights.formatting import count
from insights.kpis import current_plan
from insights.reported_activities import ReportedActivity
from pages.shared import html_tables, shown
from pages.shared.escaping import escaped, plain


def draw() -> None:
    """The counts of the plan's latest report, and how many changed since the one before."""
    st.header("Key activities", anchor=False)
    changes = _changes()
    if not changes:
        st.write("No key activity of the current plan belongs to this choice.")
        return
    if not any(change.is_reported for change in changes):
        total = count(len(changes), "activity", "activities")
        st.write(f"No report yet of the {total} of the plan {plain(current_plan())}.")
    else:
        _counts(changes)
    html_tables.links(html_tables.link("See all key activities", "activities"))


def activities() -> Sequence[ReportedActivity]:
    """The activities that are counted."""
    return [change.now for change in _changes()]


def _changes() -> Sequence[ActivityChange]:
    return [change for change in shown.activities() if change.now.plan == current_plan()]


def _counts(changes: Sequence[ActivityChange]) -> None:
    html_tables.headline(escaped(counts_sentence(changes)))
    html_tables.bar(status_counts(changes))
