"""What publishing a file would change: counts, then the rows that are not the same."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from insights.formatting import count
from insights.row_changes import RowChange, RowChanges
from loaders.reading import RowKind
from pages.shared import html_tables
from pages.shared.cut_table import cut_table
from pages.shared.table_downloads import table_downloads
from reports.data_table import table_of_frame

KINDS = {
    RowKind.KPI_VALUE: "KPI value",
    RowKind.ACTIVITY_UPDATE: "activity update",
    RowKind.STATISTIC_VALUE: "statistical figure",
}
HEADINGS = [
    "What",
    "Period",
    "Change",
    "New",
    "Stands now or before",
    "Difference",
    "Sheet and cell",
]


def changes(kind: RowKind, row_changes: RowChanges, file: str, of_file: str) -> None:
    """Draw what would change in one table of the store by a file of this name.

    `of_file` tells one list on the page from another.
    """
    st.subheader(f"What publishing would change: {count(row_changes.size, KINDS[kind])}")
    st.write(f"{_counts(row_changes)}.")
    if not row_changes.changes:
        return
    with st.expander("See the rows"):
        key = f"{kind}-{of_file}"
        chosen = _chosen(row_changes, key)
        cut_table(chosen.changes, HEADINGS, _cells, numeric=["Difference"])
        about = f"What publishing {file} would change, beside what stands."
        table = partial(table_of_frame, "Changes", about, chosen.table)
        table_downloads(f"changes-{file}-{kind}", "these rows", table, f"changes-{key}")


def _counts(row_changes: RowChanges) -> str:
    counts = row_changes.counts
    words = ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("new", "changed", "same"))
    if "older" not in counts:
        return words
    return f"{words}, {counts['older']:,} older than what stands and so not shown"


def _chosen(row_changes: RowChanges, key: str) -> RowChanges:
    """The rows of the codes and kinds of change that the analyst picks; all of them at first."""
    which, how = st.columns(2)
    codes = which.multiselect(
        "Show only", row_changes.codes, key=f"codes-{key}", placeholder="Every code"
    )
    kinds = how.multiselect(
        "New or changed", row_changes.kinds, key=f"kinds-{key}", placeholder="Both"
    )
    return row_changes.only(codes, kinds)


def _cells(change: RowChange) -> Sequence[html_tables.Cell]:
    return [
        change.name,
        change.period_label,
        html_tables.badge(change.change),
        change.new,
        change.standing,
        change.difference,
        f"{change.sheet} {change.cell}",
    ]
