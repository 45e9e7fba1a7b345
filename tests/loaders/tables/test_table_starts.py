from collections.abc import Sequence

import pytest

from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.sheet_tables import read_tables
from loaders.tables.table_starts import heading_rows
from loaders.workbook import CellValue, Sheet

NO_CODES = KpiCodes({})
HEADINGS: list[CellValue] = ["Code", "Name", "Target", "Q1 2024/25"]
LINE: list[CellValue] = ["SP 01", "Homes", 40, 42]
Rows = Sequence[Sequence[CellValue]]


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
