"""Key activities: what officers report of each, by plan, quarter, status, lead and portfolio."""

from collections.abc import Sequence

import streamlit as st

from insights import reported_activities
from insights.formatting import count, day
from insights.reported_activities import ActivityReport, Facet, ReportedActivity
from pages.shared import html_tables
from pages.shared.choices import choose_many

HEADINGS = (
    "Key activity",
    "Status",
    "Progress",
    "Next steps",
    "CMT lead",
    "Portfolio",
    "Outcomes",
)
CHOICES = {
    Facet.PLAN: "Plan",
    Facet.QUARTER: "Quarter",
    Facet.STATUS: "Status",
    Facet.LEAD: "CMT lead",
    Facet.PORTFOLIO: "Portfolio",
    Facet.OUTCOME: "Outcome",
}


def render() -> None:
    """The choices, the counts by status, and every activity that fits."""
    st.title("Key activities")
    activities = _chosen()
    if not activities:
        st.info("No key activity fits these choices. Take one away to see more.")
        return
    _counts(activities)
    for report in reported_activities.by_report(activities):
        _report(report)


def _chosen() -> Sequence[ReportedActivity]:
    activities = reported_activities.reported_activities()
    with st.container(horizontal=True):
        choices = {
            facet: choose_many(label, reported_activities.facet_values(activities, facet), facet)
            for facet, label in CHOICES.items()
        }
    return reported_activities.chosen(activities, choices)


def _counts(activities: Sequence[ReportedActivity]) -> None:
    by_status = reported_activities.counts_by_status(activities)
    words = ", ".join(f"{number} {status}" for status, number in by_status)
    st.markdown(f"**{count(len(activities), 'activity', 'activities')}**: {words}.")


def _report(report: ActivityReport) -> None:
    cells = [_cells(activity) for activity in report.activities]
    headings, rows = without_empty_columns(HEADINGS, cells)
    html_tables.table(f"Plan {report.plan}, {report.quarter}", headings, rows)
    for source in report.sources:
        html_tables.quiet(
            f"From {source.file}, published {day(source.published_at)} by {source.published_by}."
        )


def _cells(activity: ReportedActivity) -> Sequence[html_tables.Cell]:
    return [
        activity.name,
        html_tables.badge(activity.status),
        activity.progress,
        activity.next_steps,
        activity.lead,
        activity.portfolio,
        "; ".join(activity.outcomes),
    ]


def without_empty_columns(
    headings: Sequence[str], rows: Sequence[Sequence[html_tables.Cell]]
) -> tuple[Sequence[str], Sequence[Sequence[html_tables.Cell]]]:
    """The table without columns in which no row says anything."""
    kept = [column for column in range(len(headings)) if any(row[column] for row in rows)]
    return [headings[column] for column in kept], [[row[c] for c in kept] for row in rows]
