"""Tables by area as one reading: agreed rows, findings, and every filled cell accounted for."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from loaders.accounting.cell_ledger import (
    count_outcomes,
    filled_cells,
    ledger_without_table,
)
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.reading import Reading, Row
from loaders.statistics.agreement import agreed, counts
from loaders.statistics.area_rows import AreaRows, read_area_rows
from loaders.statistics.area_table import AreaTable
from loaders.statistics.publication_date import unknown_vintage
from loaders.tables.role_words import words_by_column
from loaders.workbook import Workbook

REPEATED_FIGURE = "figure that stands in another cell too"
_NAMES_SHOWN = 8


def area_reading(
    layout: str, workbook: Workbook, tables: Sequence[AreaTable], vintage: date | None
) -> Reading:
    """What a layout reads of its tables, one at most in a sheet."""
    parts = [read_area_rows(table, vintage) for table in tables]
    return combined_reading(layout, workbook, parts, vintage)


def combined_reading(
    layout: str, workbook: Workbook, parts: Sequence[AreaRows], vintage: date | None
) -> Reading:
    """The same of tables whose lines are read already."""
    findings = [finding for part in parts for finding in part.findings]
    rows = agreed((row for part in parts for _, row in part.rows), findings)
    _mark_rows_not_kept(parts, rows)
    findings += _without_area(parts)
    if vintage is None and rows:
        findings.append(unknown_vintage(parts[0].table.sheet))
    for part in parts:
        _name_columns(part)
    ledgers_by_sheet = {id(part.table.sheet): part.ledger for part in parts}
    ledgers = [
        ledgers_by_sheet.get(id(sheet)) or ledger_without_table(sheet) for sheet in workbook.sheets
    ]
    counted = {**counts(rows, filled_cells(workbook)), **count_outcomes(ledgers)}
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(layout, rows, findings, counted, pictures=views)


def _mark_rows_not_kept(parts: Sequence[AreaRows], rows: Sequence[Row]) -> None:
    """Mark the cells of rows that were not kept: repeats, and those that disagree."""
    if sum(len(part.rows) for part in parts) == len(rows):
        return
    kept = {(row.code, row.area, row.period): (row.sheet, row.cell) for row in rows}
    for part in parts:
        for cell, row in part.rows:
            kept_cell = kept.get((row.code, row.area, row.period))
            if kept_cell is None:
                part.ledger.quarantine(cell)
            elif kept_cell != (row.sheet, row.cell):
                part.ledger.set_cell(REPEATED_FIGURE, cell)


def _name_columns(part: AreaRows) -> None:
    """Say what the columns of a table were read as; of one without a line that was read nothing."""
    if part.ledger.is_read:
        first, last = part.table.heading_rows
        filled = map(part.table.sheet.filled_columns, range(first, last + 1))
        headed = (column for columns in filled for column in columns)
        part.ledger.named(last, words_by_column(headed, part.read_as))


def _without_area(parts: Sequence[AreaRows]) -> Sequence[Finding]:
    """One finding for all lines whose names are no area's: groups, and what is unallocated."""
    nameless = sum((part.nameless for part in parts), Counter[str]())
    names = [name for name in nameless if name]
    if not names:
        return []
    listed = ", ".join(f'"{name}"' for name in names[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    lines = sum(nameless[name] for name in names)
    problem = (
        f"{'1 line names' if lines == 1 else f'{lines:,} lines name'} a group, or a place that is "
        f"no area known for sure, and left out: {listed}{more}"
    )
    sheet = next(part.table.sheet for part in parts if any(part.nameless))
    return [
        cell_finding(
            Severity.INFO,
            FindingCode.NO_AREA,
            sheet=sheet,
            cell=None,
            problem=problem,
            action="Where one is an area, add it to data/reference/areas.csv.",
            found=f"{lines:,}",
        )
    ]
