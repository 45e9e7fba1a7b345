"""How the figures of the tiles changed in five years."""

import streamlit as st

from insights.profile_tiles import FiveYearChange, five_year_changes
from pages.shared import html_tables

HEADINGS = ["Statistic", "Before", "Latest", "Change", "Its nation"]


def five_years() -> None:
    """A row for each statistic with both figures in one series."""
    changes = five_year_changes()
    if not changes:
        st.write("No statistic of the tiles has a figure five years apart in one series.")
        return
    rows = [_cells(change) for change in changes]
    html_tables.table("Figures of one series, as they are printed", HEADINGS, rows)


def _cells(change: FiveYearChange) -> list[html_tables.Cell]:
    return [change.name, change.before, change.now, change.change, change.nation_change]
