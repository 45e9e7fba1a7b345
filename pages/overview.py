"""Overview: each priority at a glance, what is off target, what changed and how fresh it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights import corporate_plans, upload_history
from insights.attention import attention
from insights.corporate_plans import Priority
from insights.due_figures import due_figures
from insights.formatting import count, day
from insights.freshness import Freshness, freshness
from insights.kpis import Kpi, current_plan, kpis_of, summary_of
from insights.status_mismatches import StatusMismatch, status_mismatches
from insights.upload_history import PublishedUpload
from metrics.rag_summary import RagSummary
from metrics.words.kpi_wording import capital
from pages.priority import addresses
from pages.shared import as_of, attention_table, due_table, html_tables, illustrative, unexpected
from pages.shared.escaping import plain
from pages.shared.side_by_side import side_by_side

LAST_UPLOADS = 5


def render() -> None:
    """The priorities, what to worry about, the good news, and the last uploads."""
    plan = current_plan()
    kpis = kpis_of(plan)
    fresh = freshness(kpis)
    st.title("Overview")
    illustrative.illustrative(kpis)
    for section in (
        partial(_freshness, plan, fresh),
        partial(_priorities, plan, kpis),
        partial(_worries, kpis, is_reported=fresh is not None),
        partial(_mismatches, kpis),
        partial(due_table.listed, kpis, plan),
        _last_uploads,
    ):
        with unexpected.on_its_own():
            section()


def compute(today: date) -> None:
    """Work out what the page would show on a day, so that what fails is raised and not drawn."""
    plan = current_plan()
    kpis = kpis_of(plan)
    freshness(kpis)
    addresses([priority.code for priority in corporate_plans.priorities(plan)])
    summary_of(kpis)
    attention(kpis, today)
    status_mismatches(kpis)
    due_figures(kpis, today)
    upload_history.uploads()


def _freshness(plan: str, fresh: Freshness | None) -> None:
    if fresh is None:
        st.info("No KPI figure has been published yet. Upload brings them in.")
        return
    number = count(len(fresh.awaited), "KPI is", "KPIs are")
    awaited = f" {number} awaited: {', '.join(fresh.awaited)}." if fresh.awaited else ""
    st.markdown(
        f"**Plan {plain(plan)}, report for {plain(fresh.reported.label)}.** "
        f"Last KPI figures published {day(fresh.last_published)}.{plain(awaited)}"
    )


def _priorities(plan: str, kpis: Sequence[Kpi]) -> None:
    st.header("Priorities", anchor=False)
    known = corporate_plans.priorities(plan)
    pages = addresses([priority.code for priority in known])
    side_by_side(known, partial(_priority, kpis, pages), gap="small")


def _priority(kpis: Sequence[Kpi], pages: Mapping[str, str], priority: Priority) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(plain(priority.name), anchor=False)
        _counts(summary_of([kpi for kpi in kpis if priority.code in kpi.priorities]))
        html_tables.links(html_tables.link(f"See {priority.name}", pages[priority.code]))


def _counts(summary: RagSummary) -> None:
    rated = [("green", summary.green), ("amber", summary.amber), ("red", summary.red)]
    html_tables.bar([*rated, ("not rated", sum(summary.by_state.values()))])
    st.html(Markup(" ").join(html_tables.badge(word, number) for word, number in rated))
    st.write(f"{count(summary.total, 'KPI')}. {capital(summary.sentence)}.")


def _worries(kpis: Sequence[Kpi], *, is_reported: bool) -> None:
    """What is off target, getting worse or overdue, the gravest first; then the good news."""
    st.header("What should I worry about?", anchor=False)
    if not is_reported:
        st.write("Nothing can be judged before a figure is published. What is due is listed below.")
        return
    flagged = attention(kpis, as_of.today())
    if flagged.concerns:
        caption = f"{count(len(flagged.concerns), 'KPI')} to look at, the gravest first"
        attention_table.table(caption, flagged.concerns)
    else:
        st.write("No KPI is off target, getting worse or overdue in this report.")
    if flagged.successes:
        with st.expander(f"Good news: {count(len(flagged.successes), 'KPI')}"):
            attention_table.table("Getting better, or on course for the year", flagged.successes)


def _mismatches(kpis: Sequence[Kpi]) -> None:
    """Where a file reported another status than the one computed from its figure and target."""
    mismatches = status_mismatches(kpis)
    if not mismatches:
        return
    words = count(len(mismatches), "figure was", "figures were")
    with st.expander(f"Reported otherwise than computed: {words} reported with another status"):
        headings = ["KPI", "Period", "Reported", "Computed", "Tolerance"]
        rows = [_mismatch_cells(mismatch) for mismatch in reversed(mismatches)]
        html_tables.table("Neither overwrites the other", headings, rows)


def _mismatch_cells(mismatch: StatusMismatch) -> Sequence[html_tables.Cell]:
    kpi, rated = mismatch.kpi, mismatch.rated
    return [
        html_tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code),
        rated.figure.period.label,
        rated.figure.reported_status,
        html_tables.badge(str(rated.status)),
        rated.amber or "",
    ]


def _last_uploads() -> None:
    uploads = upload_history.uploads()[:LAST_UPLOADS]
    st.header("What changed", anchor=False)
    if not uploads:
        st.write("Nothing has been uploaded yet.")
        return
    headings = ["When", "What", "File", "Brought", "By"]
    html_tables.table("The last uploads", headings, [_upload_cells(upload) for upload in uploads])


def _upload_cells(upload: PublishedUpload) -> Sequence[html_tables.Cell]:
    change = upload.last_change
    return [day(change.moment), change.kind, upload.file, upload.contents, change.person]
