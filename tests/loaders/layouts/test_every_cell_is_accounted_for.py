"""Whatever words and figures stand on a sheet, in whatever order, no cell is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.layouts import Hints, key_activities, kpi_tables
from loaders.workbook import CellValue, Sheet, Workbook

HEADINGS = [
    "Code", "Name", "Short Name", "Target", "Q1 2024/25", "Q2 2024/25", "2024/25", "Status", "Note",
    "Period", "Value", "Actual", "Year", "Q1", "Last Quarter", "Data Type", "Key Activities",
    "Progress",
]  # fmt: skip
WORDS = [
    "SP 01", "CP 01 Crimes", "Crimes reported", "Total", "Target", "a) part", "TBC", "x y",
    "Measured annually", "This was fewer than in the year before.", "Source: here", "Housing",
    "10-12", "90%", "£5", "KA.01.03 Title", "Green", " ", "Percentage",
]  # fmt: skip
CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(), st.sampled_from(HEADINGS), st.sampled_from(WORDS), st.floats(-9, 9)
)
SHEETS = st.builds(
    Sheet,
    st.just("KPIs"),
    st.lists(st.lists(CELLS, max_size=7), min_size=1, max_size=9),
    merged=st.lists(
        st.builds(
            lambda top, left, down, across: (top, left, top + down, left + across),
            st.integers(1, 6), st.integers(1, 5), st.integers(0, 2), st.integers(0, 3),
        ),
        max_size=1,
    ),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(SHEETS)
def test_cells_are_loaded_quarantined_or_ignored(sheet: Sheet) -> None:
    workbook = Workbook("kpis.xlsx", "xlsx", [sheet])
    for layout in (key_activities, kpi_tables):
        if layout.recognises(workbook):
            counts = layout.read(workbook, Hints()).counts
            told = counts["loaded"] + counts["quarantined"] + counts["ignored"]
            assert counts["cells"] == told
