"""Overview: each priority at a glance, what is off target, what changed and how fresh it is."""

from collections.abc import Sequence

import streamlit as st

from data.questions import stored_plans, stored_uploads
from data.records import records
from insights import attention, cache, due_figures
from insights.counterparts import stand_outs
from insights.formatting import count, day
from insights.kpis import Kpi, current_plan, kpis_of, plan_record, reported_period, summary_of
from metrics.attention.attention_list import good_news, needs_attention
from metrics.rag_summary import RagSummary
from metrics.status import State, mismatch
from metrics.words.kpi_wording import capital
from pages.history import brought
from pages.priority import address
from pages.shared import as_of, attention_table, due_table, html_tables, illustrative
from pages.shared.escaping import plain


def render() -> None:
    """The priorities, what to worry about, the good news, and the last uploads."""
    plan = current_plan()
    kpis = kpis_of(plan)
    st.title("Overview")
    illustrative.illustrative(kpis)
    _freshness(plan, kpis)
    _priorities(plan, kpis)
    _worries(plan, kpis)
    _mismatches(kpis)
    due_table.listed(kpis, plan)
    _changes()


def _freshness(plan: str, kpis: Sequence[Kpi]) -> None:
    reported = reported_period(kpis)
    if reported is None:
        st.info("No KPI figure has been published yet. Upload brings them in.")
        return
    late = [kpi.code for kpi in kpis if kpi.status is State.AWAITED]
    awaited = (
        f" {count(len(late), 'KPI is', 'KPIs are')} awaited: {', '.join(late)}." if late else ""
    )
    newest = max(figure["published_at"] for kpi in kpis for figure in kpi.figures)
    st.markdown(
        f"**Plan {plain(plan)}, report for {plain(reported.label)}.** "
        f"Last KPI figures published {day(newest)}.{plain(awaited)}"
    )


def _priorities(plan: str, kpis: Sequence[Kpi]) -> None:
    priorities = records(cache.ask(stored_plans.priorities, plan))
    st.header("Priorities", anchor=False)
    for pair in (priorities[i : i + 2] for i in range(0, len(priorities), 2)):
        for column, priority in zip(st.columns(2), pair, strict=False):
            with column, st.container(border=True, height="stretch"):
                of_priority = [kpi for kpi in kpis if priority["code"] in kpi.priorities]
                st.subheader(plain(priority["name"]), anchor=False)
                _counts(summary_of(of_priority))
                html_tables.links(
                    html_tables.link(f"See {priority['name']}", address(priority["code"]))
                )


def _counts(summary: RagSummary) -> None:
    rated = [("green", summary.green), ("amber", summary.amber), ("red", summary.red)]
    html_tables.bar([*rated, ("not rated", summary.total - summary.rated)])
    badges = " ".join(html_tables.badge(word, number).html for word, number in rated)
    st.html(badges)
    st.write(f"{count(summary.total, 'KPI')}. {capital(summary.sentence)}.")


def _worries(plan: str, kpis: Sequence[Kpi]) -> None:
    """What is off target, getting worse or overdue, the gravest first; then the good news."""
    by_code = {kpi.code: kpi for kpi in kpis}
    stored, today = plan_record(plan), as_of.today()
    listed = [
        attention.subject(
            kpi, due_figures.longest_overdue(kpi, stored, today), stand_outs(kpi, plan), today
        )
        for kpi in kpis
    ]
    st.header("What should I worry about?", anchor=False)
    if reported_period(kpis) is None:
        st.write("Nothing can be judged before a figure is published. What is due is listed below.")
        return
    found = needs_attention(listed)
    if found:
        caption = f"{count(len(found), 'KPI')} to look at, the gravest first"
        attention_table.table(caption, found, by_code)
    else:
        st.write("No KPI is off target, getting worse or overdue in this report.")
    good = good_news(listed)
    if good:
        with st.expander(f"Good news: {count(len(good), 'KPI')}"):
            attention_table.table("Getting better, or on course for the year", good, by_code)


def _mismatches(kpis: Sequence[Kpi]) -> None:
    """Where a file reported another status than the one computed from its figure and target."""
    rows: list[list[html_tables.Cell]] = [
        [
            html_tables.link(f"{kpi.code} {kpi.name}", "kpi", kpi=kpi.code),
            rated.figure.period.label,
            rated.figure.reported_status,
            html_tables.badge(str(rated.status)),
            rated.amber or "",
        ]
        for kpi in kpis
        for rated in (kpi.position.series if kpi.position else ())
        if mismatch(rated.figure.reported_status, rated.status)
    ]
    if rows:
        words = count(len(rows), "figure was", "figures were")
        with st.expander(f"Reported otherwise than computed: {words} reported with another status"):
            headings = ["KPI", "Period", "Reported", "Computed", "Tolerance"]
            html_tables.table("Neither overwrites the other", headings, rows[::-1])


def _changes() -> None:
    st.header("What changed", anchor=False)
    uploads = records(cache.ask(stored_uploads.uploads).head(5))
    rows: list[list[html_tables.Cell]] = []
    for upload in uploads:
        withdrawn = isinstance(upload["withdrawn_by"], str)
        when = upload["withdrawn_at"] if withdrawn else upload["published_at"]
        who = upload["withdrawn_by"] if withdrawn else upload["published_by"]
        rows.append(
            [
                day(when),
                "withdrawn" if withdrawn else "published",
                upload["file"],
                brought(upload),
                who,
            ]
        )
    if not rows:
        st.write("Nothing has been uploaded yet.")
        return
    html_tables.table("The last uploads", ["When", "What", "File", "Brought", "By"], rows)
