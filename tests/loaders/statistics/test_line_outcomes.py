"""Files with a figure a line: each line is loaded, waits, or is left out with a reason."""

from collections.abc import Sequence

import pytest

from loaders.accounting.cell_ledger import ABOVE, HEADING, NO_TABLE, CellOutcome
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row, RowKind
from loaders.statistics.line_outcomes import (
    REPEATED,
    UNCLEAR_HEADINGS,
    LinesRead,
    line_ledgers,
    line_reading,
)
from loaders.workbook import CellPlace, Sheet, Workbook
from metrics.period import calendar_year

SHEET = Sheet("S", [["Title"], ["area", "value", "x"], ["a", 1, "-"], ["b", 2], ["b", 2], []])
TABLE = LinesRead(SHEET, 2, frozenset({3, 4, 5}), {1: "Area", 2: "Figure"})
WORKBOOK = Workbook("s.csv", "csv", [SHEET, Sheet("Notes", [["are here"]])])


def row(cell: str) -> Row:
    return Row(RowKind.STATISTIC_VALUE, "homes", calendar_year(2023), "S", cell, value=1.0)


def at(cell: str | None, severity: Severity) -> Finding:
    return Finding(severity, FindingCode.NOT_A_NUMBER, "It is odd.", "S", cell)


@pytest.mark.parametrize(
    ("findings", "outcomes"),
    [
        ([], (CellOutcome.LOADED, REPEATED, REPEATED)),
        ([at("B4", Severity.QUARANTINE)], (CellOutcome.LOADED, CellOutcome.QUARANTINED, REPEATED)),
        ([at("A3", Severity.QUARANTINE)], (CellOutcome.QUARANTINED, REPEATED, REPEATED)),
        ([at("A3", Severity.WARN)], (CellOutcome.LOADED, REPEATED, REPEATED)),
        ([at("A2", Severity.QUARANTINE)], (CellOutcome.LOADED, REPEATED, REPEATED)),
        ([at(None, Severity.REJECT)], (CellOutcome.LOADED, UNCLEAR_HEADINGS, UNCLEAR_HEADINGS)),
    ],
)
def test_a_line_has_one_outcome(findings: Sequence[Finding], outcomes: tuple[str, ...]) -> None:
    ledger, notes = line_ledgers(WORKBOOK, [TABLE], [row("B3")], findings)
    assert ledger.row_outcomes == {1: ABOVE, 2: HEADING, **dict(enumerate(outcomes, 3))}
    assert notes.outcome(CellPlace(1, 1)) == NO_TABLE


def test_a_line_is_counted_whole_and_shown_by_its_columns() -> None:
    reading = line_reading("a layout", WORKBOOK, [TABLE], [row("B3"), row("B4"), row("B5")], [])
    assert (reading.counts["cells"], reading.counts["loaded"]) == (12, 7)
    view = reading.pictures[0]
    assert view.rows[2].outcomes == ("loaded", "loaded", "column that is not read")
    assert view.read_as == {2: ("Area", "Figure", "not read")}


def test_columns_of_a_table_without_a_line_that_was_read_are_not_named() -> None:
    (view, _) = line_reading("a layout", WORKBOOK, [TABLE], [], []).pictures
    assert (view.is_read, view.read_as) == (False, {})
