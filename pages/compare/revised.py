"""What a later edition published otherwise than the one before."""

from collections.abc import Sequence

import streamlit as st

from data.records import Record
from insights.areas_over_time import AreasOverTime, Revision
from insights.formatting import count, day
from insights.statistic_wording import figure_of
from pages.shared import html_tables


def revised(compared: AreasOverTime, revisions: Sequence[Revision]) -> None:
    """Each revised figure as it was and is, with the days of both editions."""
    if not revisions:
        return
    headings = ["What", "Was", "Is", "Difference"]
    rows = [_cells(compared.definition, revision) for revision in revisions]
    with st.expander(f"Revised since first published: {count(len(revisions), 'figure')}"):
        html_tables.table("The newest edition counts", headings, rows, numeric=["Difference"])


def _cells(definition: Record, revision: Revision) -> Sequence[html_tables.Cell]:
    return [
        f"{revision.area_name}, {revision.period_label}",
        f"{figure_of(definition, revision.old)} ({day(revision.old_vintage)})",
        f"{figure_of(definition, revision.new)} ({day(revision.new_vintage)})",
        figure_of(definition, revision.difference),
    ]
