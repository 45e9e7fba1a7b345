import pytest

from loaders.accounting.cell_ledger import (
    ABOVE,
    HEADING,
    CellLedger,
    CellOutcome,
    count_outcomes,
    filled_cells,
    unaccounted,
)
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook

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
