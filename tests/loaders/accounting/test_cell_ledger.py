import pytest

from loaders.accounting.cell_ledger import (
    ABOVE,
    COLUMN_NOT_READ,
    HEADING,
    HIDDEN_SHEET,
    NO_TABLE,
    CellLedger,
    CellOutcome,
    cell_place,
    count_outcomes,
    filled_cells,
    ledger_without_table,
    unaccounted,
)
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Reading
from loaders.workbook import CellPlace, CellValue, Sheet, Workbook

ROWS: list[list[CellValue]] = [["Title", None], ["Code", "Value"], ["SP 01", 42], [" \u00a0", None]]


def account() -> CellLedger:
    sheet = Sheet("KPIs", ROWS)
    kept = CellLedger(sheet)
    kept.add(ABOVE, sheet.filled_in(1))
    kept.add(HEADING, sheet.filled_in(2))
    kept.add(CellOutcome.LOADED, sheet.filled_in(3))
    return kept


def test_every_filled_cell_is_counted_once_with_what_became_of_it() -> None:
    assert count_outcomes([account()]) == {
        "loaded": 2,
        "quarantined": 0,
        "ignored": 3,
        f"ignored: {ABOVE}": 1,
        f"ignored: {HEADING}": 2,
    }


def test_white_space_alone_is_no_filled_cell() -> None:
    assert filled_cells(Workbook("k.xlsx", "xlsx", [Sheet("KPIs", ROWS)])) == 5


def test_the_first_word_about_a_cell_stands_and_a_quarantine_over_it() -> None:
    kept = account()
    kept.add(ABOVE, kept.sheet.filled())
    assert count_outcomes([kept])["loaded"] == 2
    doubt = Finding(Severity.QUARANTINE, FindingCode.JUMP, "Far more.", "KPIs", "B3")
    kept.quarantine_by([doubt, Finding(Severity.WARN, FindingCode.LATE, "Late.", "KPIs", "A3")])
    assert (count_outcomes([kept])["loaded"], count_outcomes([kept])["quarantined"]) == (1, 1)


def test_a_quarantine_on_another_sheet_is_no_quarantine_here() -> None:
    kept = account()
    kept.quarantine_by(
        [Finding(Severity.QUARANTINE, FindingCode.JUMP, "Far more.", "Others", "B3")]
    )
    assert count_outcomes([kept])["quarantined"] == 0


@pytest.mark.parametrize(("loaded", "is_sound"), [(2, True), (1, False), (3, False)])
def test_a_file_whose_cells_are_not_all_accounted_for_is_refused(
    loaded: int, is_sound: bool
) -> None:
    counts = {"cells": 5, "loaded": loaded, "quarantined": 1, "ignored": 2}
    finding = unaccounted("k.xlsx", Reading("KPI tables", (), (), counts))
    assert (finding is None) is is_sound
    if finding:
        assert (finding.severity, finding.code) == (Severity.REJECT, "unaccounted")
        assert "5 cells were seen" in finding.message


def test_a_cell_stands_over_its_row_and_that_over_the_sheet() -> None:
    ledger = CellLedger(Sheet("Table", [["a", "b"], ["c", "d"], ["e", "f"]]))
    ledger.whole("not told")
    ledger.set_rows(CellOutcome.LOADED, [2, 3])
    ledger.set_row(HEADING, 3)
    ledger.quarantine(CellPlace(2, 2))
    outcomes = [[ledger.outcome(CellPlace(row, column)) for column in (1, 2)] for row in (1, 2, 3)]
    assert outcomes == [["not told"] * 2, ["loaded", "quarantined"], [HEADING] * 2]
    assert count_outcomes([ledger]) == {
        "loaded": 1,
        "quarantined": 1,
        "ignored": 4,
        f"ignored: {HEADING}": 2,
        "ignored: not told": 2,
    }


def test_cells_of_a_sheet_that_was_entered_whole_are_not_entered_again() -> None:
    ledger = account()
    ledger.whole(HIDDEN_SHEET)
    ledger.add(NO_TABLE, ledger.sheet.filled())
    assert set(ledger.outcomes()) == {ABOVE, HEADING, CellOutcome.LOADED}
    hidden = CellLedger(ledger.sheet)
    hidden.whole(HIDDEN_SHEET)
    hidden.add(NO_TABLE, ledger.sheet.filled())
    assert hidden.outcomes() == {HIDDEN_SHEET: 5}


@pytest.mark.parametrize(("counts_whole_rows", "loaded"), [(False, 3), (True, 6)])
def test_of_a_loaded_row_the_columns_that_are_read_are_loaded(
    counts_whole_rows: bool, loaded: int
) -> None:
    sheet = Sheet("Table", [["a", "b"], ["c", "d"], ["e", "f"]])
    columns = frozenset({2})
    ledger = CellLedger(sheet, columns=columns, counts_whole_rows=counts_whole_rows)
    ledger.set_rows(CellOutcome.LOADED, [1, 2, 3])
    assert ledger.outcome(CellPlace(1, 1)) == COLUMN_NOT_READ
    assert ledger.outcome(CellPlace(1, 2)) == CellOutcome.LOADED
    assert ledger.outcomes()["loaded"] == loaded


def test_a_cell_that_is_not_entered_is_missing_from_the_counts() -> None:
    ledger = CellLedger(Sheet("Table", [["a"], ["b"]]))
    assert not ledger.is_read
    ledger.set_row(CellOutcome.LOADED, 1)
    assert ledger.is_read
    assert sum(count_outcomes([ledger]).values()) == 1


@pytest.mark.parametrize(("visible", "reason"), [(True, NO_TABLE), (False, HIDDEN_SHEET)])
def test_a_sheet_without_a_table_has_one_reason_for_all_its_cells(
    visible: bool, reason: str
) -> None:
    ledger = ledger_without_table(Sheet("Notes", [["a", "b"], ["c"]], visible=visible))
    assert ledger.outcomes() == {reason: 3}


@pytest.mark.parametrize(
    ("reference", "cell"), [("AB14", (14, 28)), ("A0", None), ("A1:B2", None), (None, None)]
)
def test_a_cells_address_is_its_row_and_column(
    reference: str | None, cell: tuple[int, int] | None
) -> None:
    assert cell_place(reference) == cell
