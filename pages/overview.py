"""Overview: each priority at a glance, what is off target, what changed and how fresh it is."""

from collections.abc import Sequence

import streamlit as st

from data import questions
from data.records import records
from metrics.status import Rag, State
from metrics.summary import RagSummary
from pages.history import brought
from pages.parts import frame, reads, tables
from pages.parts.outturns import Kpi, current_plan, kpis_of, reported_period, summary_of
from pages.parts.trends import NUMERIC, STANDING, standing_cells
from pages.parts.words import count, day, plain
from pages.priority import address


def render() -> None:
    """The priorities, the KPIs that are red or amber, and the last uploads."""
    plan = current_plan()
    kpis = kpis_of(plan)
    st.title("Overview")
    frame.illustrative(kpis)
    _freshness(plan, kpis)
    _priorities(plan, kpis)
    _off_target(plan, kpis)
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
    priorities = records(reads.ask(questions.priorities, plan))
    st.header("Priorities", anchor=False)
    for pair in (priorities[i : i + 2] for i in range(0, len(priorities), 2)):
        for column, priority in zip(st.columns(2), pair, strict=False):
            with column, st.container(border=True, height="stretch"):
                of_priority = [kpi for kpi in kpis if priority["code"] in kpi.priorities]
                st.subheader(plain(priority["name"]), anchor=False)
                _counts(summary_of(of_priority))
                tables.links(tables.link(f"See {priority['name']}", address(priority["code"])))


def _counts(summary: RagSummary) -> None:
    rated = [("green", summary.green), ("amber", summary.amber), ("red", summary.red)]
    tables.bar([*rated, ("not rated", summary.total - summary.rated)])
    badges = " ".join(tables.badge(word, number).html for word, number in rated)
    st.html(badges)
    st.write(f"{count(summary.total, 'KPI')}. {summary.sentence}.")


def _off_target(plan: str, kpis: Sequence[Kpi]) -> None:
    st.header("Red or amber now", anchor=False)
    names = dict(reads.ask(questions.priorities, plan)[["code", "name"]].to_numpy())
    rows: list[list[tables.Cell]] = []
    for status in (Rag.RED, Rag.AMBER):
        rows.extend(_row(kpi, names) for kpi in kpis if kpi.status is status)
    if not rows:
        st.write("No KPI is red or amber in this report.")
        return
    caption = f"{count(len(rows), 'KPI')} off target, red first"
    tables.table(caption, [*STANDING, "Priority"], rows, numeric=NUMERIC)


def _row(kpi: Kpi, names: dict[str, str]) -> list[tables.Cell]:
    return [*standing_cells(kpi), ", ".join(names[code] for code in kpi.priorities)]


def _changes() -> None:
    st.header("What changed", anchor=False)
    uploads = records(reads.ask(questions.uploads).head(5))
    rows: list[list[tables.Cell]] = []
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
    tables.table("The last uploads", ["When", "What", "File", "Brought", "By"], rows)
