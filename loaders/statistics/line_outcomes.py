"""What became of every filled cell of a table of statistics, line by line."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.accounting.cell_ledger import (
    ABOVE,
    COLUMN_NOT_READ,
    HEADING,
    LOADED,
    NO_TABLE,
    QUARANTINED,
    READ,
    summed,
)
from loaders.accounting.sheet_view import SheetOutcomes, sheet_views, words_of
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.reading import Row, SheetView
from loaders.workbook import Sheet, Workbook

_SAID_TWICE = "line that says the same as another"
_NOT_READ = "under headings that cannot be told apart"
_LINE = re.compile(r"[A-Z]+(\d+)")
FateOfLine = Callable[[Sheet, int], str]


@dataclass(frozen=True, slots=True)
class LinesRead:
    """A sheet with a table of statistics: its heading row, and the numbers of the lines read.

    `read_as` has by column, from 1, what it was read as, in words.
    """

    sheet: Sheet
    heading_row: int
    lines: frozenset[int]
    read_as: Mapping[int, str] = field(default_factory=dict)


def fates_of_lines(
    read: Sequence[LinesRead], rows: Sequence[Row], findings: Sequence[Finding]
) -> FateOfLine:
    """What became of every line: a function of its sheet and number; empty for one nobody read."""
    loaded = {(row.sheet, _line(row.cell)) for row in rows}
    waiting = {
        (finding.sheet, _line(finding.cell))
        for finding in findings
        if finding.severity is Severity.QUARANTINE
    }
    refused = any(finding.severity is Severity.REJECT for finding in findings)
    of_sheet = {id(part.sheet): part for part in read}

    def fate(sheet: Sheet, number: int) -> str:
        place = _place(of_sheet.get(id(sheet)), number)
        if place is not None:
            return place
        key = (sheet.name, number)
        if key in waiting:
            return QUARANTINED
        return LOADED if key in loaded else _NOT_READ if refused else _SAID_TWICE

    return fate


def counted_lines(workbook: Workbook, fate: FateOfLine) -> Mapping[str, int]:
    """How many cells were loaded, quarantined and ignored, as cell_ledger counts them."""
    fates: Counter[str] = Counter()
    for sheet in workbook.sheets:
        for number in range(1, len(sheet.rows) + 1):
            said = fate(sheet, number)
            if said:
                fates[said] += len(sheet.filled_columns(number))
    return summed(fates)


def pictured_lines(
    workbook: Workbook, read: Sequence[LinesRead], fate: FateOfLine, findings: Sequence[Finding]
) -> Sequence[SheetView]:
    """A picture of every sheet, with what the columns of those that were read hold."""
    of_sheet = {id(part.sheet): part for part in read}
    drawn = (_as_read(sheet, of_sheet.get(id(sheet)), fate) for sheet in workbook.sheets)
    return sheet_views(drawn, (*findings, *workbook.findings))


def _as_read(sheet: Sheet, part: LinesRead | None, fate: FateOfLine) -> SheetOutcomes:
    if part is None or not any(fate(sheet, line) in READ for line in part.lines):
        return SheetOutcomes(sheet, is_read=False, fate=lambda row, _column: fate(sheet, row))

    def of_cell(row: int, column: int) -> str:
        said = fate(sheet, row)
        return COLUMN_NOT_READ if said == LOADED and column not in part.read_as else said

    words = words_of(sheet.filled_columns(part.heading_row), part.read_as)
    return SheetOutcomes(sheet, True, of_cell, {part.heading_row: words})


def _place(part: LinesRead | None, number: int) -> str | None:
    """What a line is apart from a line of figures; None for one, empty for one nobody read."""
    if part is None:
        return NO_TABLE
    if number <= part.heading_row:
        return HEADING if number == part.heading_row else ABOVE
    return None if number in part.lines else ""


def _line(cell: str | None) -> int:
    found = _LINE.fullmatch(cell or "")
    return int(found[1]) if found else 0
