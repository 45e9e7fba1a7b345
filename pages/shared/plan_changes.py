"""What a workbook of plans would change, or changed: counts, then the rows and their cells."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from data.records import records
from insights.formatting import count
from loaders.plans import plan_rows
from loaders.plans.plan_sheets import TITLES
from pages.shared import html_tables
from reports.table_files import as_workbook

SHOWN = 200
_KINDS = ("new", "changed", "removed", "same")


def changes(
    standing: Mapping[str, pd.DataFrame], rows: Mapping[str, pd.DataFrame], key: str
) -> None:
    """Draw what the rows make of the plans as they stand, both as loaders.plans.plan_rows has them.

    `key` tells one list on the page from another.
    """
    found = plan_rows.changes(standing, rows)
    counted = found["change"].value_counts()
    words = ", ".join(f"{counted.get(kind, 0):,} {kind}" for kind in _KINDS if kind in counted)
    st.write(f"{words}.")
    differing = found[found["change"] != "same"]
    if differing.empty:
        return
    with st.expander("See the rows of plans"):
        titles = [title for table, title in TITLES.items() if table in set(differing["table"])]
        picked = st.multiselect("Only these sheets", titles, key=f"sheets-{key}", placeholder="All")
        wanted = differing["table"].map(TITLES).isin(picked) | (not picked)
        _table(differing[wanted])
        st.download_button(
            "Download these rows as a workbook",
            partial(as_workbook, differing[wanted], "Changes"),
            "plan-changes.xlsx",
            key=f"download-plan-{key}",
        )


def _table(found: pd.DataFrame) -> None:
    rows: list[list[html_tables.Cell]] = [
        [
            f"{TITLES[row['table']]}: {row['row']}",
            html_tables.badge(row["change"]),
            row["what"],
            f"{row['sheet']} {row['cell']}",
        ]
        for row in records(found.head(SHOWN))
    ]
    cut = len(found) > SHOWN
    caption = f"The first {SHOWN} of {len(found):,}" if cut else count(len(rows), "row")
    html_tables.table(caption, ["What", "Change", "Cells", "Sheet and cell"], rows)
