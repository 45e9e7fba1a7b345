"""A workbook of plans: what a council plans and measures, a sheet for each reference table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msgspec import structs

from data.reference_tables import KEYS
from loaders.accounting.cell_ledger import (
    ABOVE,
    COLUMN_NOT_READ,
    HEADING,
    HIDDEN_SHEET,
    NO_TABLE,
    CellLedger,
    CellOutcome,
    count_outcomes,
    filled_cells,
)
from loaders.accounting.first_rows import as_shown
from loaders.accounting.sheet_findings import surroundings, visible_sheets
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.parsing.cells import Unreadable, read_target
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import read_period
from loaders.plans.plan_sheets import (
    INSTRUCTIONS,
    REMOVE,
    TARGET_HEADINGS,
    TARGETS,
    YES,
    columns_by_heading,
    heading_of,
    table_named,
)
from loaders.reading import PlanSheet, Reading, Row, RowKind
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.kpi_rows import agreeing, target_fields, unreadable
from loaders.tables.role_words import words_by_column
from loaders.workbook import Cell, CellPlace, Sheet, Workbook, column_letters, is_blank

NAME = "Plans and definitions"

_LAST_HEADING_ROW = 20
_ADVICE = "advice"
_NO_TARGET = "in a row without a target"
_TARGET_COLUMNS = {plain(heading): plain(heading) for heading in TARGET_HEADINGS}
_NO = ("no", "n", "false", "0")
_READ_OF_TARGETS = ("plan", "code", "period", "target")


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading row of a sheet: its columns by name, and those whose heading is not known."""

    row: int
    columns: Mapping[str, int]
    unknown: Sequence[Cell]


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet is named as one of a plan's tables and has its headings, and no others."""
    heads = (_head_of_table(sheet) for sheet in visible_sheets(workbook))
    return any(head is not None and not head.unknown for head in heads)


def read(workbook: Workbook, hints: Hints) -> Reading:
    """The rows of every sheet as text, and the targets as figures without a value."""
    ledgers = [CellLedger(sheet) for sheet in workbook.sheets]
    findings: list[Finding] = []
    plan_sheets: list[PlanSheet] = []
    rows: list[Row] = []
    unread: list[Row] = []
    for ledger in ledgers:
        sheet = ledger.sheet
        if not sheet.visible:
            ledger.whole(HIDDEN_SHEET)
        elif plain(sheet.name) == plain(INSTRUCTIONS):
            ledger.first_row = 1
            ledger.whole(_ADVICE)
        elif head := _head_of_table(sheet):
            plan_sheets.append(_plan_sheet(ledger, head, findings))
        elif head := _head_of_targets(sheet):
            rows += _targets(ledger, head, hints.kpi_codes, findings, unread)
        else:
            ledger.whole(NO_TABLE)
    agreed = agreeing(rows, findings)
    for ledger in ledgers:
        ledger.quarantine_by(findings)
    counts = {"cells": filled_cells(workbook), "rows": len(agreed), **count_outcomes(ledgers)}
    findings = [*surroundings(ledgers), *findings]
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(
        NAME,
        agreed,
        findings,
        counts,
        pictures=views,
        plan_sheets=tuple(plan_sheets),
        unread_targets=unread,
    )


def _head_of_table(sheet: Sheet) -> _Head | None:
    table = table_named(sheet.name)
    if table is None:
        return None
    names = {**columns_by_heading(table), plain(REMOVE): REMOVE}
    return _head(sheet, names, KEYS[table])


def _head_of_targets(sheet: Sheet) -> _Head | None:
    if plain(sheet.name) != plain(TARGETS):
        return None
    return _head(sheet, _TARGET_COLUMNS, ("code", "period", "target"))


def _head(sheet: Sheet, names: Mapping[str, str], wanted: Sequence[str]) -> _Head | None:
    """The first row that has all the wanted columns; `names` are those of columns by heading."""
    for row in range(1, min(len(sheet.rows), _LAST_HEADING_ROW) + 1):
        columns: dict[str, int] = {}
        unknown: list[Cell] = []
        for cell in sheet.filled_in(row):
            column = names.get(plain(text_of(cell.value)))
            if column is None or column in columns:
                unknown.append(cell)
            else:
                columns[column] = cell.column
        if all(column in columns for column in wanted):
            return _Head(row, columns, unknown)
    return None


def _plan_sheet(ledger: CellLedger, head: _Head, findings: list[Finding]) -> PlanSheet:
    sheet = ledger.sheet
    read = {name: number for name, number in head.columns.items() if name != REMOVE}
    _account_for(ledger, head, set(head.columns.values()), findings)
    rows: dict[int, tuple[str, ...]] = {}
    removed: set[int] = set()
    for row in range(head.row + 1, len(sheet.rows) + 1):
        texts = tuple(_text(sheet, row, number, findings) for number in read.values())
        if any(texts):
            rows[row] = texts
            if REMOVE in head.columns and _is_to_be_removed(
                sheet, row, head.columns[REMOVE], findings
            ):
                removed.add(row)
    letters = {name: column_letters(number) for name, number in read.items()}
    table = table_named(sheet.name) or ""
    return PlanSheet(table, sheet.name, letters, rows, frozenset(removed))


def _account_for(ledger: CellLedger, head: _Head, read: set[int], findings: list[Finding]) -> None:
    """Every cell of the sheet has a fate; a column of an unknown heading is a warning."""
    sheet = ledger.sheet
    ledger.first_row = head.row
    words = {number: heading_of(name) for name, number in head.columns.items() if number in read}
    ledger.named(head.row, words_by_column(sheet.filled_columns(head.row), words))
    for cell in sheet.filled():
        if cell.row < head.row:
            outcome = ABOVE
        elif cell.row == head.row:
            outcome = HEADING
        else:
            outcome = CellOutcome.LOADED if cell.column in read else COLUMN_NOT_READ
        ledger.add(outcome, [cell])
    findings.extend(_unknown_heading(sheet, cell) for cell in head.unknown)


def _unknown_heading(sheet: Sheet, heading: Cell) -> Finding:
    text = text_of(heading.value)
    message = f'the column "{text}" is none of this sheet and was not read'
    cell = CellPlace(heading.row, heading.column)
    return cell_finding(
        Severity.WARN,
        FindingCode.UNKNOWN_HEADING,
        sheet=sheet,
        cell=cell,
        problem=message,
        found=text,
    )


def _text(sheet: Sheet, row: int, column: int, findings: list[Finding]) -> str:
    """A cell as text: a day as 2025-04-01, a number with all its digits, a percentage with its %.

    What is an error, or a formula that was never calculated, refuses the file.
    """
    cell = sheet.cell(row, column)
    is_error = (row, column) in sheet.errors
    if is_error or (cell.formula and cell.value is None):
        message = "the cell holds an error" if is_error else "the formula was never calculated"
        findings.append(
            cell_finding(
                Severity.REJECT,
                FindingCode.PLAN_ROW,
                sheet=sheet,
                cell=CellPlace(row, column),
                problem=message,
                expected="text, a number or a day",
                action="Correct it in Excel and save the workbook.",
                found=text_of(cell.value),
            )
        )
        return ""
    if isinstance(cell.value, date):
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return day.isoformat()
    return text_of(cell.value) if isinstance(cell.value, str) else as_shown(cell)


def _is_to_be_removed(sheet: Sheet, row: int, column: int, findings: list[Finding]) -> bool:
    """Whether a row is to be taken out; a word that is neither yes nor no refuses the file."""
    text = text_of(sheet.value(row, column))
    word = plain(text)
    if word and word not in YES and word not in _NO:
        message = f'"{text}" stands under {REMOVE}'
        findings.append(
            cell_finding(
                Severity.REJECT,
                FindingCode.PLAN_ROW,
                sheet=sheet,
                cell=CellPlace(row, column),
                problem=message,
                expected="yes, or nothing",
                action="Write yes to take the row out of the plan, or empty the cell.",
            )
        )
    return word in YES


def _targets(
    ledger: CellLedger,
    head: _Head,
    kpi_codes: KpiCodes,
    findings: list[Finding],
    unread: list[Row],
) -> Iterator[Row]:
    sheet = ledger.sheet
    for row in range(head.row + 1, len(sheet.rows) + 1):
        target = _target(sheet, head, row, kpi_codes, findings, unread)
        if target:
            yield target
        elif is_blank(sheet.value(row, head.columns["target"])):
            ledger.add(_NO_TARGET, sheet.filled_in(row))
    read = {head.columns[name] for name in _READ_OF_TARGETS if name in head.columns}
    _account_for(ledger, head, read, findings)


def _target(  # noqa: PLR0913, PLR0917 - a target is read by this many things
    sheet: Sheet,
    head: _Head,
    row: int,
    kpi_codes: KpiCodes,
    findings: list[Finding],
    unread: list[Row],
) -> Row | None:
    """The target in a row; None where the cell is empty, or holds what is none."""
    cell = CellPlace(row, head.columns["target"])
    reading = read_target(sheet, *cell)
    code = text_of(sheet.value(row, head.columns["code"]))
    if reading is None:
        return None
    if isinstance(reading, Unreadable):
        findings.append(unreadable(sheet, cell, reading))
    period_cell = sheet.cell(row, head.columns["period"])
    try:
        period = read_period(period_cell.value, number_format=period_cell.number_format)
    except NotAPeriod as problem:
        findings.append(
            cell_finding(
                Severity.QUARANTINE,
                FindingCode.BAD_PERIOD,
                sheet=sheet,
                cell=CellPlace(row, head.columns["period"]),
                problem=str(problem),
                found=code,
            )
        )
        return None
    plan = text_of(sheet.value(row, head.columns["plan"])) if "plan" in head.columns else ""
    target = Row(
        RowKind.KPI_VALUE,
        kpi_codes.resolve(code),
        period,
        sheet.name,
        cell.address,
        plan=plan or None,
    )
    if isinstance(reading, Unreadable):
        unread.append(target)
        return None
    return structs.replace(target, unit=reading.unit, **target_fields(reading))
