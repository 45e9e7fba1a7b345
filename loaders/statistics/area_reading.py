"""Tables by area as one reading: agreed rows, findings, and every filled cell accounted for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from loaders.accounting.cell_ledger import (
    ABOVE,
    COLUMN_NOT_READ,
    HEADING,
    HIDDEN_SHEET,
    LOADED,
    NO_TABLE,
    QUARANTINED,
    READ,
    summed,
)
from loaders.accounting.sheet_view import SheetOutcomes, sheet_views, words_of
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.reading import Reading, Row, SheetView
from loaders.statistics.agreement import agreed, counts
from loaders.statistics.area_rows import LinesOfAreas, lines_of_areas
from loaders.statistics.area_table import AreaTable
from loaders.statistics.publication_date import unknown_vintage
from loaders.workbook import Sheet, Workbook

SAID_TWICE = "figure that stands in another cell too"
_NAMES_SHOWN = 8


def reading_of(
    layout: str, workbook: Workbook, tables: Sequence[AreaTable], vintage: date | None
) -> Reading:
    """What a layout reads of the tables that it found, one at most in a sheet."""
    parts = [lines_of_areas(table, vintage) for table in tables]
    return reading_of_parts(layout, workbook, parts, vintage)


def reading_of_parts(
    layout: str, workbook: Workbook, parts: Sequence[LinesOfAreas], vintage: date | None
) -> Reading:
    """The same of tables whose lines are read already."""
    findings = [finding for part in parts for finding in part.findings]
    rows = agreed((row for part in parts for _, row in part.rows), findings)
    _tell_apart(parts, rows)
    findings += _without_area(parts)
    if vintage is None and rows:
        findings.append(unknown_vintage(parts[0].table.sheet))
    counted = {**counts(rows, 0), **_counted(workbook, parts)}
    return Reading(layout, rows, findings, counted, pictures=_pictures(workbook, parts, findings))


def _tell_apart(parts: Sequence[LinesOfAreas], rows: Sequence[Row]) -> None:
    """Mark the cells of rows that were not kept: repeats, and those that disagree."""
    if sum(len(part.rows) for part in parts) == len(rows):
        return
    kept = {(row.code, row.area, row.period): (row.sheet, row.cell) for row in rows}
    for part in parts:
        for place, row in part.rows:
            standing = kept.get((row.code, row.area, row.period))
            if standing is None:
                part.cells[place] = QUARANTINED
            elif standing != (row.sheet, row.cell):
                part.cells[place] = SAID_TWICE


def _counted(workbook: Workbook, parts: Sequence[LinesOfAreas]) -> Mapping[str, int]:
    """All filled cells, and how many were loaded, quarantined and ignored, as cell_ledger."""
    of_sheet = {id(part.table.sheet): part for part in parts}
    fates: Counter[str] = Counter()
    cells = 0
    for sheet in workbook.sheets:
        part = of_sheet.get(id(sheet))
        for number in range(1, len(sheet.rows) + 1):
            columns = sheet.filled_columns(number)
            cells += len(columns)
            if part is None:
                fates[NO_TABLE if sheet.visible else HIDDEN_SHEET] += len(columns)
            else:
                _count_line(fates, part, number, columns)
    return {"cells": cells, **summed(+fates)}


def _count_line(
    fates: Counter[str], part: LinesOfAreas, number: int, columns: Sequence[int]
) -> None:
    """Count a line's cells: those with a fate of their own, those read, and the rest."""
    first, last = part.table.heading_rows
    if number <= last:
        fates[ABOVE if number < first else HEADING] += len(columns)
        return
    fate = part.lines[number]
    of_cells: Counter[str] = Counter()
    if part.cells:
        of_cells.update(filter(None, (part.cells.get((number, c)) for c in columns)))
    read = len(part.columns.intersection(columns)) if fate == LOADED else len(columns)
    fates.update(of_cells)
    fates[fate] += read - of_cells.total()
    fates[COLUMN_NOT_READ] += len(columns) - read


def _pictures(
    workbook: Workbook, parts: Sequence[LinesOfAreas], findings: Sequence[Finding]
) -> Sequence[SheetView]:
    of_sheet = {id(part.table.sheet): part for part in parts}
    drawn = (_as_read(sheet, of_sheet.get(id(sheet))) for sheet in workbook.sheets)
    return sheet_views(drawn, (*findings, *workbook.findings))


def _as_read(sheet: Sheet, part: LinesOfAreas | None) -> SheetOutcomes:
    if part is None:
        fate = NO_TABLE if sheet.visible else HIDDEN_SHEET
        return SheetOutcomes(sheet, is_read=False, fate=lambda _row, _column: fate)
    if READ.isdisjoint(part.lines.values()):
        return SheetOutcomes(sheet, is_read=False, fate=partial(_fate, part))
    first, last = part.table.heading_rows
    headed = (column for row in range(first, last + 1) for column in sheet.filled_columns(row))
    return SheetOutcomes(sheet, True, partial(_fate, part), {last: words_of(headed, part.read_as)})


def _fate(part: LinesOfAreas, row: int, column: int) -> str:
    """What became of a filled cell, as _count_line() counts it."""
    first, last = part.table.heading_rows
    if row <= last:
        return ABOVE if row < first else HEADING
    fate = part.cells.get((row, column)) or part.lines[row]
    return COLUMN_NOT_READ if fate == LOADED and column not in part.columns else fate


def _without_area(parts: Sequence[LinesOfAreas]) -> Sequence[Finding]:
    """One finding for all lines whose names are no area's: groups, and what is unallocated."""
    nameless = sum((part.nameless for part in parts), Counter[str]())
    named = [name for name in nameless if name]
    if not named:
        return []
    shown = ", ".join(f'"{name}"' for name in named[:_NAMES_SHOWN])
    more = f" and {len(named) - _NAMES_SHOWN} more" if len(named) > _NAMES_SHOWN else ""
    lines = sum(nameless[name] for name in named)
    says = (
        f"{'1 line names' if lines == 1 else f'{lines:,} lines name'} a group, or a place that is "
        f"no area known for sure, and left out: {shown}{more}"
    )
    sheet = next(part.table.sheet for part in parts if any(part.nameless))
    action = "Where one is an area, add it to data/reference/areas.csv."
    return [
        cell_finding(
            Severity.INFO,
            FindingCode.NO_AREA,
            sheet=sheet,
            cell=None,
            problem=says,
            action=action,
            found=f"{lines:,}",
        )
    ]
