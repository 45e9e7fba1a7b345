from collections.abc import Sequence

from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.sheet_tables import read_tables
from loaders.tables.table import Table
from loaders.workbook import CellValue, Sheet

NO_CODES = KpiCodes({})
HEADINGS: list[CellValue] = ["Code", "Name", "Target", "Q1 2024/25"]
LINE: list[CellValue] = ["SP 01", "Homes", 40, 42]


def tables(*rows: Sequence[CellValue]) -> Sequence[Table]:
    return read_tables(Sheet("KPIs", rows), NO_CODES)


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
