"""How the key activities of the current plan stand, as a sentence and a bar."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.activity_changes import ActivityChange, counts_sentence, status_counts
from insights.formatting import count
from insights.kpis import current_plan
from insights.reported_activities import ReportedActivity
from pages.shared import html_tables, shown
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html


def draw() -> None:
    """The counts of the plan's latest report, and how many changed since the one before."""
    st.html(_bar())


@prepared_html
def _bar() -> Markup:
    changes = _changes()
    heading = "Key activities"
    if not changes:
        none = Markup("<p>No key activity of the current plan belongs to this choice.</p>")
        return html_tables.headed(heading, none)
    way = html_tables.links_html(html_tables.link("See all key activities", "activities"))
    return html_tables.headed(heading, standing_html(changes, current_plan()), way)


def standing_html(changes: Sequence[ActivityChange], plan: str) -> Markup:
    """How some activities of a plan stand: a sentence and a bar, or that no report has them."""
    if any(change.is_reported for change in changes):
        return html_tables.stacked(
            html_tables.headline_html(escaped(counts_sentence(changes))),
            html_tables.bar_html(status_counts(changes)),
        )
    total = count(len(changes), "activity", "activities")
    return Markup("<div>No report yet of the {} of the plan {}.</div>").format(total, plan)


def activities() -> Sequence[ReportedActivity]:
    """The activities that are counted."""
    return [change.now for change in _changes()]


def _changes() -> Sequence[ActivityChange]:
    return [change for change in shown.activities() if change.now.plan == current_plan()]
