"""Whatever words and figures stand on a sheet, in whatever order, no cell is lost."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.accounting.cell_ledger import unaccounted, with_totals
from loaders.accounting.sheet_view import ROWS_NOT_READ
from loaders.layouts import (
    Hints,
    Layout,
    dashboard_download,
    key_activities,
    kpi_tables,
    layout_for,
    layouts,
    ons_explore_local_statistics,
    plans_and_definitions,
    reference_statistics,
)
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.layouts.workbooks_of_layouts import WORKBOOKS


def named(layout: Layout) -> str:
    return layout.name


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
        if layout.recognises(workbook, Hints()):
            assert_accounted(workbook, layout.read(workbook, Hints()))


# Their lines are counted whole; that a column was not read shows in the view of the sheet alone.
COUNTED_BY_LINE = (
    dashboard_download.NAME,
    ons_explore_local_statistics.NAME,
    reference_statistics.NAME,
)
# A word of each publisher's own headings and lines, and what stands for a missing figure.
ANYTHING: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from([*HEADINGS, *WORDS]),
    st.sampled_from([
        "Year", "LA Name", "ONS Code", "Total Incidents", "Harborough", "E07000131", "*Total",
        "Total England (Provisional)", "2022-23", "Unknown", ":", "1,204", "57%", "about 5", "[x]",
        "mnemonic", "Date", "Category", "Plan", "Remove", "yes", "Median", "All ages", "x",
    ]),
    st.floats(-9, 9),
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 11), st.integers(0, 20), ANYTHING), max_size=6
)


@pytest.mark.parametrize("layout", layouts(), ids=named)
def test_every_layout_has_a_workbook_that_it_and_no_other_is_given(layout: Layout) -> None:
    for workbook, hints in WORKBOOKS[layout.name]:
        assert layout_for(workbook, hints) is layout
        reading = layout.read(workbook, hints)
        assert reading.rows or reading.plan_sheets
        assert_accounted(workbook, reading)


@pytest.mark.parametrize("layout", layouts(), ids=named)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), changes=CHANGES)
def test_whatever_is_typed_into_it_every_cell_is_accounted_for(
    layout: Layout, data: st.DataObject, changes: list[tuple[int, int, int, CellValue]]
) -> None:
    workbook, hints = data.draw(st.sampled_from(WORKBOOKS[layout.name]))
    changed = with_changes(workbook, changes)
    if hints.mappings or layout.recognises(changed, hints):
        assert_accounted(changed, layout.read(changed, hints))


def with_changes(workbook: Workbook, changes: list[tuple[int, int, int, CellValue]]) -> Workbook:
    """The workbook with other values in some cells; beyond its rows they make no new ones."""
    every_row = [[list(row) for row in sheet.rows] for sheet in workbook.sheets]
    for sheet, row, column, value in changes:
        rows = every_row[sheet % len(every_row)]
        if row < len(rows):
            rows[row].extend([None] * (column + 1 - len(rows[row])))
            rows[row][column] = value
    sheets = [
        replace(sheet, rows=rows, _filled={}, _columns={}, _facts={})
        for sheet, rows in zip(workbook.sheets, every_row, strict=True)
    ]
    return replace(workbook, sheets=sheets)


def assert_accounted(workbook: Workbook, reading: Reading) -> None:
    """No cell is lost, and what the views of sheets show of cells is what is counted."""
    assert unaccounted(workbook.file, reading) is None
    if reading.layout not in COUNTED_BY_LINE:
        assert_pictured_as_counted(reading)


def assert_pictured_as_counted(reading: Reading) -> None:
    """The views say the same of cells as the counts, where they show the sheet whole."""
    outcomes = (
        outcome for picture in reading.pictures for row in picture.rows for outcome in row.outcomes
    )
    pictured = with_totals(Counter(filter(None, outcomes)))
    counted = Counter({name: reading.counts[name] for name in pictured})
    assert Counter(pictured) <= counted
    if all(p.last_row <= ROWS_NOT_READ and p.width <= len(p.columns) for p in reading.pictures):
        assert sum(counted.values()) == sum(pictured.values())


PLAN_CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from(["Plan", "Code", "Position", "Name", "Description", "Remove", "Our notes"]),
    st.sampled_from(["Period", "Target", "2024/25", "place", "yes", "perhaps", "SP 01", "10-12"]),
    st.floats(-9, 9),
)
PLAN_SHEETS = st.builds(
    Sheet,
    st.sampled_from(["Priorities", "Targets", "Instructions", "Elsewhere"]),
    st.lists(st.lists(PLAN_CELLS, max_size=7), min_size=1, max_size=6),
    visible=st.booleans(),
    errors=st.sampled_from([frozenset(), frozenset({(2, 2)})]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PLAN_SHEETS, max_size=3, unique_by=lambda sheet: sheet.name))
def test_every_cell_of_a_workbook_of_plans_has_an_outcome(sheets: list[Sheet]) -> None:
    headings = ["Plan", "Code", "Period", "Target", "Remove"]
    for sheet in sheets:
        sheet.rows = [headings, *sheet.rows]
    reading = plans_and_definitions.read(Workbook("plan.xlsx", "xlsx", sheets), Hints())
    assert unaccounted("plan.xlsx", reading) is None
