"""What publishing would do to the report: which KPIs turn from one status to another."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from insights.formatting import count
from insights.kpis import current_plan, has_plan, kpis_of
from insights.report_after import ReportAfter, StatusChange, report_after
from insights.report_headline import begun_words
from loaders.plans.current_plans import Plans
from metrics.words.kpi_wording import capital
from metrics.words.status_words import on_target_words
from pages.shared import html_tables
from pages.shared.escaping import plain

NAMED = 3


def status_changes(
    values: pd.DataFrame | None,
    plans: Plans,
    waiting: Collection[str] = (),
    *,
    illustrative: bool,
) -> None:
    """Say what `values`, the preview of KPI values, would do to the report of the current plan.

    `plans` are the plans as they would stand, `waiting` the codes of KPIs that are in the file and
    wait for a decision; `illustrative` says that the values were invented.
    """
    if not has_plan():
        # Nothing is reported yet, so no status can turn.
        return
    plan = current_plan()
    _another_plan(plan, plans)
    codes = [kpi.code for kpi in kpis_of(plan) if plans.has(plan, kpi.code)]
    definitions = {code: plans.kpi(plan, code) for code in codes}
    report = report_after(plan, values, definitions, illustrative=illustrative)
    if report is not None:
        _report(report, waiting, plan, plans)


def _another_plan(plan: str, plans: Plans) -> None:
    then = plans.current(datetime.now(UTC).date())
    if then != plan:
        st.write(f"The pages move from the plan {plain(plan)} to the plan {plain(then)}.")


def _report(report: ReportAfter, waiting: Collection[str], plan: str, plans: Plans) -> None:
    """What readers would see turn, and then which KPIs the file leaves alone."""
    _turns(report)
    left_alone = [code for code in report.left_alone if code not in waiting]
    if left_alone:
        _left_alone([str(plans.kpi(plan, code)["name"]) for code in left_alone])


def _turns(report: ReportAfter) -> None:
    if report.reported is None:
        if report.first_real:
            _first_real(report)
        st.write("No figure is left that a report could be made of.")
        return
    reported = plain(report.reported.label)
    if report.reported_before is not None and report.moves:
        st.write(f"The report moves from {plain(report.reported_before.label)} to {reported}.")
    elif report.begun:
        st.write(
            f"The report stays {reported}: {plain(begun_words(report.begun))}, "
            "and a third, two at least, makes it the report. "
            "Once published it can be chosen as the quarter."
        )
    if not report.status_changes:
        st.write(f"No KPI's status in the report of {reported} would change.")
        return
    if report.first_real:
        _first_real(report)
    if report.turns:
        _sentence(report.turns)
    changed = count(len(report.status_changes), "KPI")
    with st.expander(f"Statuses after this file: {changed}"):
        rows = [_cells(change) for change in report.status_changes]
        html_tables.table(
            f"In the report for {report.reported.label}", ["KPI", "Now", "Then"], rows
        )


def _left_alone(names: Sequence[str]) -> None:
    """Which KPIs have figures for the file's periods and are not in it."""
    words = count(
        len(names),
        "KPI with figures for these periods is",
        "KPIs with figures for these periods are",
    )
    sentence = f"{words} not in this file, and so left as they are"
    if len(names) <= NAMED:
        st.write(f"{sentence}: {plain('; '.join(names))}.")
        return
    st.write(f"{sentence}.")
    with st.expander(f"Left as they are: {len(names)}"):
        st.write(f"{plain('; '.join(names))}.")


def _first_real(report: ReportAfter) -> None:
    """That invented years go, all of them: whoever knows the pages would look for them."""
    sentences = [
        "The pages show no invented figure beside the council's own.",
        f"Those of {count(len(report.first_real), 'measure')} leave them with this file.",
    ]
    if report.without_figure:
        has = count(report.without_figure, "measure then has", "measures then have")
        sentences.append(f"{has} no figure yet.")
    if report.without_figure < len(report.first_real):
        sentences.append("Charts and changes of the others begin with this file.")
    st.write(" ".join(sentences))


def _sentence(changes: Sequence[StatusChange]) -> None:
    words = capital("; ".join(change.sentence for change in changes[:NAMED]))
    st.write(f"{plain(words)}{' ...' if changes[NAMED:] else '.'}")


def _cells(change: StatusChange) -> Sequence[html_tables.Cell]:
    return [
        html_tables.with_facts(change.name, change.code),
        html_tables.badge(change.before_words),
        html_tables.badge(on_target_words(change.after)),
    ]
