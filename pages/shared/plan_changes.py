"""What a workbook of plans would change, or changed: counts, then the rows and their cells."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from insights.plan_row_changes import PlanRowChange, PlanRowChanges, as_table, plan_row_changes
from loaders.plans import plan_rows
from loaders.plans.plan_sheets import TITLES
from pages.shared import html_tables
from pages.shared.cut_table import cut_table
from pages.shared.escaping import plain
from pages.shared.table_downloads import table_downloads
from reports.data_table import table_of_frame


def changes(
    standing: Mapping[str, pd.DataFrame], rows: Mapping[str, pd.DataFrame], key: str
) -> None:
    """Draw what the rows make of the plans as they stand, both as loaders.plans.plan_rows has them.

    `key` tells one list on the page from another.
    """
    plan_changes = plan_row_changes(plan_rows.changes(standing, rows))
    st.write(f"{plain(plan_changes.summary)}.")
    if not plan_changes.differing:
        return
    with st.expander("See the rows of plans"):
        chosen = _chosen(plan_changes, key)
        cut_table(chosen, ["What", "Change", "Cells", "Sheet and cell"], _cells)
        about = "What a workbook of plans would change, beside what stands."
        table = partial(table_of_frame, "Changes of plans", about, as_table(chosen))
        table_downloads(f"plan-changes-{key}", "these rows", table)


def _chosen(plan_changes: PlanRowChanges, key: str) -> Sequence[PlanRowChange]:
    """The changes on the sheets that are picked; all of them at first."""
    by_title = {title: table for table, title in TITLES.items() if table in plan_changes.tables}
    picked = st.multiselect(
        "Only these sheets", list(by_title), key=f"sheets-{key}", placeholder="All"
    )
    return plan_changes.differing_in([by_title[title] for title in picked])


def _cells(change: PlanRowChange) -> Sequence[html_tables.Cell]:
    return [
        f"{TITLES[change.table]}: {change.row}",
        html_tables.badge(change.change),
        change.what,
        f"{change.sheet} {change.cell}",
    ]
