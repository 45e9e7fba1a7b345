"""One file in full: its verdict, what waits for a person, its cells, what it would change."""

from collections.abc import Collection

import streamlit as st

from insights import cache
from insights.formatting import count
from insights.row_changes import row_changes
from loaders import publish
from loaders.check import Checked
from loaders.checks.decisions import Choice
from loaders.findings.codes import Severity
from loaders.publish import SubmittedFile
from loaders.reading import RowKind
from pages.shared import figure_changes, plan_changes, status_changes
from pages.shared.escaping import plain
from pages.upload import (
    decide_group,
    files_read,
    hidden_parts,
    map_columns,
    name_areas,
    name_unknown,
    publish_form,
    sheet_panel,
    warnings,
)
from pages.upload.verdict import findings, verdict, what_is_sure


def one_file(file: SubmittedFile, reading: Checked) -> None:
    """One file in full; `reading` is what was read of it, before any decision."""
    checked = decide_group.decided(reading, file.file.sha256)
    st.header(f"2. Check {plain(file.file.name)}", anchor=False)
    sure = what_is_sure(checked)
    is_published = _has_news(sure)
    verdict(checked, sure)
    hidden_parts.warn(checked)
    if publish.changes_nothing(cache.store(), checked):
        _nothing_changes(checked)
    elif is_published:
        _preview(file, sure, {row.code for row in (*reading.rows, *reading.unread)})
        _publish(file, sure)
    if reading.findings_of(Severity.REJECT):
        findings(checked, tuple(Severity))
    else:
        if reading.findings_of(Severity.QUARANTINE):
            step = "Decide what waits" if checked.undecided else "What was decided"
            st.header(f"{4 if is_published else 3}. {step}", anchor=False)
        name_unknown.ask(reading, file.file.sha256)
        name_areas.ask(reading, file.file.sha256)
        decide_group.ask(reading, file.file.sha256)
        warnings.ask(checked, file.file.sha256)
        findings(checked, (Severity.INFO,))
    sheet_panel.draw(checked)
    map_columns.offer(file, checked)


def _has_news(sure: Checked) -> bool:
    """Whether something of a file is sure and does not stand already."""
    return sure.publishable and not publish.changes_nothing(cache.store(), sure)


def _nothing_changes(checked: Checked) -> None:
    """That a download came back as it left; nothing is asked of it."""
    st.success(
        f"This is a download of this dashboard: {count(len(checked.rows), 'row')}, all as they "
        "stand. Nothing would change, so there is nothing to publish."
    )


def _publish(file: SubmittedFile, checked: Checked) -> None:
    """The name and the button; what was noticed below is counted beside them."""
    st.header("3. Publish", anchor=False)
    warned = checked.findings_of(Severity.WARN)
    if warned:
        st.write(f"{count(len(warned), 'warning stands', 'warnings stand')} below.")
    if any(decision.choice is Choice.LEAVE_OPEN for decision in checked.decisions):
        st.write("What waits can be decided in step 4, before or after you publish.")
    button = f"Publish {plain(file.file.name)}"
    publish_form.publish([(file, checked)], button, file.file.sha256)


def _preview(file: SubmittedFile, checked: Checked, in_file: Collection[str]) -> None:
    """What readers would see turn, then which figures and rows of plans would change.

    `in_file` are the codes of everything in the file, what waits for a decision among it.
    """
    frames = publish.preview(cache.store(), checked)
    plans = files_read.plans()
    if checked.plan_rows or RowKind.KPI_VALUE in frames:
        plans_to_be = plans.with_rows(checked.plan_rows) if checked.plan_rows else plans
        values, invented = frames.get(RowKind.KPI_VALUE), checked.illustrative
        status_changes.status_changes(values, plans_to_be, in_file, illustrative=invented)
    for table, frame in frames.items():
        changes = row_changes(frame)
        figure_changes.changes(RowKind(table), changes, file.file.name, file.file.sha256)
    if checked.plan_rows:
        number = sum(map(len, checked.plan_rows.values()))
        st.subheader(f"What publishing would change: {count(number, 'row')} of plans")
        plan_changes.changes(plans.texts, checked.plan_rows, file.file.sha256)
