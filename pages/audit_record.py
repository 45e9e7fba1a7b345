"""The audit record: who did what, when and from where; for administrators."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data import audit
from data.actor import AccessRole
from data.audit import Action
from data.audit_table import AuditEntry
from pages.shared import box_lengths, html_tables, signed_in
from pages.shared.choices import choose_many
from pages.shared.cut_table import cut_table
from pages.shared.table_downloads import table_downloads
from reports.data_table import DataColumn, DataTable

HEADINGS = ("When (UTC)", "What", "Who", "Role", "Known by", "From", "Reference", "Details")


def render() -> None:
    """The lines, newest first, by action and words; all that are chosen to download."""
    st.title("Audit record")
    if not signed_in.is_told(AccessRole.ADMINISTRATOR, "Reading the audit record"):
        return
    table = audit.kept()
    actions = choose_many("What", [action.value for action in Action], "actions", "stretch")
    words = st.text_input("Words in it", key="audit-words", max_chars=box_lengths.NAME)
    entries = table.entries(actions, words.strip()) if table else []
    if not entries:
        st.info("The record has no such line.")
        return
    html_tables.quiet("Nothing in it can be changed or taken out.")
    cut_table(entries, HEADINGS, _cells, noun="line")
    table_downloads("audit-record", "these lines", partial(_table, entries))


def _table(entries: Sequence[AuditEntry]) -> DataTable:
    columns = [DataColumn(heading) for heading in HEADINGS]
    rows = [_cells(entry) for entry in entries]
    return DataTable("Audit record", "The chosen lines of the audit record.", columns, rows)


def _cells(entry: AuditEntry) -> Sequence[html_tables.Cell]:
    return [
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        entry.action,
        entry.by or "not known",
        entry.role,
        entry.known_by,
        entry.address,
        entry.reference,
        entry.details_in_words,
    ]
