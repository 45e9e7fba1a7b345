from collections.abc import Sequence

from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.sheet_tables import read_tables
from loaders.tables.table import Table
from loaders.workbook import CellValue, Sheet
from metrics.period import quarter

NO_CODES = KpiCodes({})
HEADINGS: list[CellValue] = ["Code", "Name", "Target", "Q1 2024/25"]
LINE: list[CellValue] = ["SP 01", "Homes", 40, 42]


def tables(*rows: Sequence[CellValue]) -> Sequence[Table]:
    return read_tables(Sheet("KPIs", rows), NO_CODES)


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
