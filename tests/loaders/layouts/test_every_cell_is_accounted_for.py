"""Whatever words and figures stand on a sheet, in whatever order, no cell is lost."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.accounting.cell_ledger import unaccounted, with_totals
from loaders.accounting.sheet_view import ROWS_NOT_READ
from loaders.layouts import (
    Hints,
    defra_fly_tipping,
    defra_waste,
    key_activities,
    kpi_tables,
    mapped_statistics,
    plans_and_definitions,
)
from loaders.reading import Reading
from loaders.statistics.area_table import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
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
            reading = layout.read(workbook, Hints())
            assert unaccounted("kpis.xlsx", reading) is None
            assert_pictured_as_counted(reading)


BY_AREA = [
    "Year", "LA Name", "ONS Code", "Region", "Total Incidents", "Highway Incidents",
    "Household - total waste (tonnes)", "Percentage of household waste sent for reuse (Ex NI192)",
]  # fmt: skip
AREA_WORDS = [
    "Harborough", "E07000131", "*Total", "Total England (Provisional)", "East Midlands", "2022-23",
    "Unknown", ":", "1,204", "57%", "about 5", " ",
]  # fmt: skip
AREA_CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(), st.sampled_from(BY_AREA), st.sampled_from(AREA_WORDS), st.floats(-9, 9)
)
NAMED = ColumnMapping(
    ("area", "2022 23", "2023"),
    {0: Role.AREA, 1: Role.FIGURE, 2: Role.FIGURE},
    dict.fromkeys((1, 2), StatisticKey("homes", "Homes", "percent")),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(BY_AREA), min_size=3, max_size=6),
    st.lists(st.lists(AREA_CELLS, max_size=7), max_size=8),
)
def test_cells_of_tables_by_area_are_too(
    headings: list[CellValue], lines: list[list[CellValue]]
) -> None:
    rows: list[list[CellValue]] = [
        ["Fly-tipping"],
        headings,
        *lines,
        ["Area", "2022-23", "2023"],
        *lines,
    ]
    workbook = Workbook("areas.xlsx", "xlsx", [Sheet("Table", rows), Sheet("More", lines)])
    for layout in (defra_fly_tipping, defra_waste):
        if layout.recognises(workbook):
            read = layout.read(workbook, Hints())
            assert unaccounted("areas.xlsx", read) is None
            assert_pictured_as_counted(read)
    by_hand = mapped_statistics.read(workbook, Hints(mappings=[NAMED]))
    assert unaccounted("areas.xlsx", by_hand) is None
    assert_pictured_as_counted(by_hand)


def assert_pictured_as_counted(reading: Reading) -> None:
    """The pictures say the same of cells as the counts; of sheets not read they show the top."""
    outcomes = (
        outcome for picture in reading.pictures for row in picture.rows for outcome in row.outcomes
    )
    pictured = with_totals(Counter(filter(None, outcomes)))
    counted = Counter({name: reading.counts[name] for name in pictured})
    assert Counter(pictured) <= counted
    if all(picture.last_row <= ROWS_NOT_READ for picture in reading.pictures):
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
