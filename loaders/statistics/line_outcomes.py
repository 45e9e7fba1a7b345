"""The ledgers of a file of statistics with a figure a line: what became of every line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.accounting.cell_ledger import (
    CellLedger,
    CellOutcome,
    count_outcomes,
    filled_cells,
    ledger_without_table,
)
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.reading import Reading, Row
from loaders.statistics.agreement import counts
from loaders.statistics.area_rows import NO_AREA
from loaders.tables.role_words import words_by_column
from loaders.workbook import Sheet, Workbook

REPEATED = "line that says the same as another"
UNCLEAR_HEADINGS = "under headings that cannot be told apart"
_ADDRESS = re.compile(r"[A-Z]+(\d+)")


@dataclass(frozen=True, slots=True)
class LinesRead:
    """A sheet with a table of statistics: its heading row, and the numbers of the lines read.

    `read_as` has by column, from 1, what it was read as, in words; `without_area` by its number
    each line that is left out, what stands there in place of an area.
    """

    sheet: Sheet
    heading_row: int
    lines: frozenset[int]
    read_as: Mapping[int, str] = field(default_factory=dict)
    without_area: Mapping[int, str] = field(default_factory=dict)


def line_reading(
    layout: str,
    workbook: Workbook,
    tables: Sequence[LinesRead],
    rows: Sequence[Row],
    findings: Sequence[Finding],
) -> Reading:
    """What a layout reads of its tables, every filled cell accounted for."""
    findings = [*findings, *map(_without_area, filter(lambda table: table.without_area, tables))]
    ledgers = line_ledgers(workbook, tables, rows, findings)
    counted = {**counts(rows, filled_cells(workbook)), **count_outcomes(ledgers)}
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(layout, rows, findings, counted, pictures=views)


def line_ledgers(
    workbook: Workbook,
    tables: Iterable[LinesRead],
    rows: Iterable[Row],
    findings: Sequence[Finding],
) -> Sequence[CellLedger]:
    """The ledger of every sheet, those of the tables with the outcome of each line.

    A line is loaded where a row came of it, and waits whole for a finding about a cell of it.
    """
    tables_by_sheet = {table.sheet.name: table for table in tables}
    refused = any(finding.severity is Severity.REJECT for finding in findings)
    ledgers = {
        name: _ledger(table, UNCLEAR_HEADINGS if refused else REPEATED)
        for name, table in tables_by_sheet.items()
    }
    for row in rows:
        ledgers[row.sheet].set_row(CellOutcome.LOADED, _line(row.cell))
    for finding in findings:
        line, table = _line(finding.cell), tables_by_sheet.get(finding.sheet or "")
        if finding.severity is Severity.QUARANTINE and table and line in table.lines:
            ledgers[table.sheet.name].set_row(CellOutcome.QUARANTINED, line)
    for name, table in tables_by_sheet.items():
        if ledgers[name].is_read:
            headed = table.sheet.filled_columns(table.heading_row)
            words = words_by_column(headed, table.read_as)
            ledgers[name].named(table.heading_row, words)
    return [ledgers.get(sheet.name) or ledger_without_table(sheet) for sheet in workbook.sheets]


def _ledger(table: LinesRead, otherwise: str) -> CellLedger:
    """The ledger of a table of which no line was read yet: each has another outcome."""
    columns = frozenset(table.read_as)
    ledger = CellLedger(table.sheet, columns=columns, counts_whole_rows=True)
    ledger.set_headings(table.heading_row, table.heading_row)
    ledger.set_rows(otherwise, table.lines)
    ledger.set_rows(NO_AREA, table.without_area)
    return ledger


def _without_area(table: LinesRead) -> Finding:
    """One finding for the lines of a table that have a word for none in place of an area."""
    lines, words = table.without_area, sorted(set(table.without_area.values()))
    listed = " or ".join(f'"{word}"' for word in words)
    left_out = "1 line has" if len(lines) == 1 else f"{len(lines):,} lines have"
    return cell_finding(
        Severity.INFO,
        FindingCode.NO_AREA,
        sheet=table.sheet,
        cell=None,
        problem=f"{left_out} {listed} for an area, and no figure was read there",
        action="Where one is an area, write its code and give the file again.",
        found=f"{len(lines):,}",
    )


def _line(cell: str | None) -> int:
    address = _ADDRESS.fullmatch(cell or "")
    return int(address[1]) if address else 0
