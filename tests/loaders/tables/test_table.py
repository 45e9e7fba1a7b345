from collections.abc import Sequence

import pytest

from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.table import Table, heading_rows, read_tables
from loaders.workbook import CellValue, Sheet
from metrics.period import quarter

NO_CODES = KpiCodes({})
HEADINGS: list[CellValue] = ["Code", "Name", "Target", "Q1 2024/25"]
LINE: list[CellValue] = ["SP 01", "Homes", 40, 42]
Rows = Sequence[Sequence[CellValue]]


def tables(*rows: Sequence[CellValue]) -> Sequence[Table]:
    return read_tables(Sheet("KPIs", rows), NO_CODES)


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ([["A title"], HEADINGS, LINE], [2]),
        ([HEADINGS, LINE, ["Housing"], HEADINGS, LINE], [1, 4]),
        ([["Q1 2024/25", "Q2 2024/25", "Q3 2024/25"]], [1]),
        ([["Q1 2024/25", "Q2 2024/25"]], []),
        ([["Code", "Colour"], ["SP 01", "Blue"]], []),
        ([[None], ["words", 1, 2]], []),
    ],
)
def test_rows_that_name_what_is_below_them_are_headings(rows: Rows, numbers: list[int]) -> None:
    assert list(heading_rows(Sheet("KPIs", rows))) == numbers


def test_headings_named_by_hand_count_whatever_their_words_are() -> None:
    sheet = Sheet("KPIs", [["our ref", "we count"], ["SP 01", 42]])
    mapping = ColumnMapping(("our ref", "we count"), {0: Role.CODE, 1: Role.VALUE})
    assert list(heading_rows(sheet)) == []
    assert list(heading_rows(sheet, [mapping])) == [1]
    (table,) = read_tables(sheet, NO_CODES, mappings=[mapping])
    assert [column.role for column in table.columns] == [Role.CODE, Role.VALUE]


def test_a_table_knows_its_columns_rows_and_cells() -> None:
    (table,) = tables(["A title"], HEADINGS, LINE, [], ["SP 02", None, None, 43])
    assert (table.head, table.body, table.heading_row) == (range(2, 3), range(3, 6), 2)
    assert [column.number for column in table.columns_of(Role.VALUE, Role.TARGET)] == [3, 4]
    assert (table.text(3, Role.NAME), table.text(5, Role.NAME)) == ("Homes", "")
    filled = table.filled_column(5, Role.CODE)
    assert filled is not None
    assert filled.number == 1
    assert table.filled_column(5, Role.NAME) is None
    assert [cell.address for cell in table.cells(5)] == ["A5", "D5"]
    assert [cell.value for cell in table.head_cells()] == HEADINGS
    assert len(list(table.every_cell())) == 10


def test_other_columns_make_another_table() -> None:
    (table,) = tables(HEADINGS, LINE)
    assert table.columns_of(Role.NAME)
    fewer = table.with_columns(table.columns_of(Role.CODE))
    assert not fewer.columns_of(Role.NAME)
    assert len(fewer.columns_of(Role.CODE)) == 1


def test_tables_side_by_side_are_two() -> None:
    headings = ["Code", "Q1 2024/25", None, "Code", "Q1 2024/25"]
    first, second = tables(headings, ["SP 01", 1, None, "SP 02", 2])
    assert (first.text(2, Role.CODE), second.text(2, Role.CODE)) == ("SP 01", "SP 02")
    assert [cell.address for cell in second.cells(2)] == ["D2", "E2"]


def test_a_table_ends_where_one_of_another_kind_begins_behind_a_blank_row() -> None:
    first, second = tables(
        HEADINGS, LINE, [], ["Ward", "Officer", "Visits", "Calls"], ["North", "A. Person", 3, 4]
    )
    assert (first.body, second.head, second.body) == (range(2, 4), range(4, 5), range(5, 6))
    assert not second.columns


def test_the_year_of_a_bare_quarter_is_asked_for_its_row() -> None:
    sheet = Sheet("KPIs", [["Code", "Q1"], ["SP 01", 1], ["Code", "Q1"], ["SP 01", 2]])
    years = {1: 2023, 3: 2024}
    periods = [table.columns[1].period for table in read_tables(sheet, NO_CODES, years.get)]
    assert periods == [quarter(2023, 1), quarter(2024, 1)]


def test_a_heading_that_nobody_knows_is_passed_over_with_a_finding() -> None:
    (table,) = tables([*HEADINGS, "Colour"], [*LINE, "Blue"])
    assert {number: finding.cell for number, finding in table.passed_over.items()} == {5: "E1"}
