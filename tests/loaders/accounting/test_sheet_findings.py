"""What a person should know about a file as a whole."""

import pytest

from loaders.accounting.cell_ledger import CellLedger
from loaders.accounting.sheet_findings import hidden_parts, surroundings, visible_sheets
from loaders.workbook import CellValue, Sheet, Workbook

ROWS: list[list[CellValue]] = [["Title"], ["Code", "Value"], ["SP 01", 42]]


def noticed(sheet: Sheet, first_row: int | None = 2) -> list[tuple[str, str | None]]:
    findings = surroundings([CellLedger(sheet, first_row)])
    return [(finding.code.value, finding.cell) for finding in findings]


def test_nothing_is_noticed_of_a_plain_sheet_that_was_read() -> None:
    assert noticed(Sheet("KPIs", ROWS)) == []


@pytest.mark.parametrize(("row", "expected"), [(1, [("illustrative", "A1")]), (2, [])])
def test_figures_are_illustrative_by_words_above_the_table(
    row: int, expected: list[tuple[str, str]]
) -> None:
    rows = [list(cells) for cells in ROWS]
    rows[row - 1][0] = "Illustrative figures"
    assert noticed(Sheet("KPIs", rows)) == expected


def test_hidden_rows_and_columns_that_hold_something_are_named() -> None:
    sheet = Sheet("KPIs", ROWS, hidden_rows=frozenset({3, 9}), hidden_columns=frozenset({2, 9}))
    assert noticed(sheet) == [("hidden_rows", "A3"), ("hidden_columns", "B1")]


def test_hidden_parts_are_named_of_a_workbook_of_any_layout() -> None:
    sheet = Sheet("Table 1", ROWS, hidden_rows=frozenset({3, 9}), hidden_columns=frozenset({2}))
    hidden = Sheet("Notes", ROWS, visible=False, hidden_rows=frozenset({1}))
    findings = hidden_parts(Workbook("a.xlsx", "excel", [sheet, hidden]))
    assert [(finding.code.value, finding.sheet) for finding in findings] == [
        ("hidden_rows", "Table 1"),
        ("hidden_columns", "Table 1"),
    ]
    assert "hold something: 3" in findings[0].message


@pytest.mark.parametrize(("visible", "code"), [(True, "sheet_not_read"), (False, "hidden_sheet")])
def test_a_sheet_that_was_not_read_is_named_with_the_reason(visible: bool, code: str) -> None:
    assert noticed(Sheet("KPIs", ROWS, visible=visible), None) == [(code, None)]


def test_hidden_sheets_are_not_read() -> None:
    sheets = [Sheet("Shown", ROWS), Sheet("Hidden", ROWS, visible=False)]
    assert visible_sheets(Workbook("k.xlsx", "xlsx", sheets)) == sheets[:1]
