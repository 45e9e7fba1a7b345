"""Key activities of a quarter: status, progress, next steps, lead and portfolio of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from loaders.accounting.cell_ledger import (
    ABOVE,
    HEADING,
    HIDDEN_SHEET,
    NO_TABLE,
    OTHER_TABLE,
    CellLedger,
    CellOutcome,
    count_outcomes,
    filled_cells,
)
from loaders.accounting.sheet_findings import surroundings, visible_sheets
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.parsing.normalise import plain, squeezed, text_of
from loaders.reading import Reading, Row, RowKind
from loaders.tables.activity_rows import agreeing_activities
from loaders.tables.headings import WORDS, Role
from loaders.tables.period_in_titles import period_around
from loaders.tables.role_words import table_words
from loaders.tables.sheet_tables import read_tables
from loaders.tables.table import Table
from loaders.tables.table_starts import heading_rows
from loaders.workbook import Cell, CellPlace, Sheet, Workbook
from metrics.period import Period

NAME = "Key activities"

STATUS_WORDS = frozenset((
    "green", "amber", "red", "blue", "complete", "completed", "start later in year",
    "starts later in year", "not started", "not due", "on hold", "deferred", "cancelled",
    "on track", "off track", "at risk", "no longer required", "closed",
))  # fmt: skip
_CODE = re.compile(
    r"\s*KA[\s.]*(?P<group>\d{1,2})[\s.]+(?P<number>\d{1,2})(?!\d)[\s.:\u2013\u2014-]*(?P<title>.*)",
    re.S | re.I,
)
_SECTION = re.compile(r"\s*CO\s?\d{1,2}\b", re.I)
_WORD = re.compile(r"[^\W\d_]{2}")
_SPLIT_WORD = re.compile(r"(?<=\w)-\s+(?=[a-z])(?!(?:and|or)\b)")
_TEXTS: Mapping[Role, str] = {
    Role.STATUS: "reported_status",
    Role.PROGRESS: "note",
    Role.NEXT_STEPS: "next_steps",
    Role.OWNER: "lead",
    Role.PORTFOLIO: "portfolio",
}
_KEPT = frozenset((Role.KEY_ACTIVITY, *_TEXTS))


def recognises(workbook: Workbook, hints: Hints) -> bool:
    """Whether a sheet has a column of key activities beside their progress or status."""
    sheets = (sheet for sheet in visible_sheets(workbook) if _names_activities(sheet))
    tables = (table for sheet in sheets for table in read_tables(sheet, hints.kpi_codes))
    return any(map(_is_activity_table, tables))


def read(workbook: Workbook, hints: Hints) -> Reading:
    """One row for each activity of the quarter that a title, a name or the giver says."""
    ledgers = [CellLedger(sheet) for sheet in workbook.sheets]
    doubts: list[Finding] = []
    rows: list[Row] = []
    for ledger in ledgers:
        _read_sheet(workbook, ledger, hints, rows, doubts)
    known = [row for row in rows if _has_known_status(row, doubts)]
    unique = agreeing_activities(known, doubts)
    for ledger in ledgers:
        ledger.quarantine_by(doubts)
    counts = {"cells": filled_cells(workbook), "rows": len(unique), **count_outcomes(ledgers)}
    findings = [*surroundings(ledgers), *doubts]
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(NAME, unique, findings, counts, pictures=views)


def code_of(text: str) -> tuple[str, str] | None:
    """Code and title of an activity's cell: `KA 01.3 Title` is KA.01.03 and Title."""
    parts = _CODE.fullmatch(text)
    if parts is None:
        return None
    code = f"KA.{int(parts['group']):02d}.{int(parts['number']):02d}"
    return code, _title(parts["title"])


def _names_activities(sheet: Sheet) -> bool:
    """Whether a heading row has the word; cheaper than reading the tables of a large workbook."""
    words = (text_of(value) for row in heading_rows(sheet) for value in sheet.rows[row - 1])
    return any(plain(word) in WORDS[Role.KEY_ACTIVITY] for word in words)


def _is_activity_table(table: Table) -> bool:
    return bool(
        table.columns_of(Role.KEY_ACTIVITY) and table.columns_of(Role.PROGRESS, Role.STATUS)
    )


def _read_sheet(
    workbook: Workbook, ledger: CellLedger, hints: Hints, rows: list[Row], findings: list[Finding]
) -> None:
    sheet = ledger.sheet
    every_table = read_tables(sheet, hints.kpi_codes) if sheet.visible else []
    tables = [table for table in every_table if _is_activity_table(table)]
    if not tables:
        ledger.whole(NO_TABLE if sheet.visible else HIDDEN_SHEET)
        return
    first = ledger.first_row = heading_rows(sheet)[0]
    period = period_around(workbook, sheet, first, hints.period, first)
    if period is None:
        findings.append(_no_period(sheet, first))
    for table in tables:
        findings.extend(table.findings)
        ledger.add(HEADING, table.head_cells())
        if period:
            ledger.named(table.head.stop - 1, table_words(table, _KEPT))
            _read_table(ledger, table, period, rows, findings)
    for table in [table for table in every_table if table not in tables or not period]:
        ledger.add(OTHER_TABLE if period else "without a period", table.every_cell())
    top = min(table.head.start for table in every_table)
    ledger.add(ABOVE, (cell for cell in sheet.filled() if cell.row < top))


def _read_table(
    ledger: CellLedger, table: Table, period: Period, rows: list[Row], findings: list[Finding]
) -> None:
    """Add a table's activities to the rows; it may begin by continuing the last of them."""
    for number in table.body:
        first, texts = _texts(table, number)
        activity = code_of(first)
        outcome: str = CellOutcome.LOADED
        if activity:
            rows.append(_row(table, number, period, activity, texts))
        elif not texts or _is_section(first, texts) or not _has_letters(first, texts):
            outcome = "words between the rows"
        elif texts.get("reported_status") or not rows or _SECTION.match(first):
            findings.append(_no_code(table, number, first or next(iter(texts.values()))))
            outcome = CellOutcome.QUARANTINED
        else:
            rows[-1] = _continued(rows[-1], first, texts)
        ledger.add(outcome, _kept_cells(table, number))
        ledger.add("column that is not kept", table.cells(number))


def _kept_cells(table: Table, row: int) -> Sequence[Cell]:
    kept = {column.number for column in table.columns_of(*_KEPT)}
    return [cell for cell in table.cells(row) if cell.column in kept]


def _is_section(first: str, texts: Mapping[str, str]) -> bool:
    """Whether a row only names an outcome, perhaps with its title split into the next cell."""
    has_status = plain(texts.get("reported_status", "")) in STATUS_WORDS
    has_person = "lead" in texts or "portfolio" in texts
    return bool(_SECTION.match(first)) and not has_status and not has_person


def _has_letters(first: str, texts: Mapping[str, str]) -> bool:
    return any(letter.isalpha() for text in (first, *texts.values()) for letter in text)


def _texts(table: Table, row: int) -> tuple[str, Mapping[str, str]]:
    """The first cell of a row, and the texts of its other columns by field, blank ones left out."""
    first = _typed(table, row, table.columns_of(Role.KEY_ACTIVITY)[0].number)
    texts = {
        name: _typed(table, row, column.number)
        for role, name in _TEXTS.items()
        if (column := table.filled_column(row, role))
    }
    return first, dict(_without_strays(texts, continues=code_of(first) is None))


def _without_strays(texts: Mapping[str, str], *, continues: bool) -> Iterator[tuple[str, str]]:
    """The texts; lead and portfolio without further lines that hold no word, as a scan leaves."""
    for name, text in texts.items():
        kept = _names(text, continues=continues) if name in ("lead", "portfolio") else text
        if kept:
            yield name, kept


def _names(text: str, *, continues: bool) -> str:
    first, *further = ["", *text.splitlines()] if continues else text.splitlines()
    return "\n".join(filter(None, (first, *filter(_WORD.search, further))))


def _typed(table: Table, row: int, column: int) -> str:
    value = table.sheet.value(row, column)
    return "" if value is None else str(value).strip()


def _row(
    table: Table, number: int, period: Period, activity: tuple[str, str], texts: Mapping[str, str]
) -> Row:
    cell = CellPlace(number, table.columns_of(Role.KEY_ACTIVITY)[0].number)
    code, title = activity
    return Row(
        RowKind.ACTIVITY_UPDATE,
        code,
        period,
        table.sheet.name,
        cell.address,
        name=title,
        reported_status=texts.get("reported_status"),
        note=texts.get("note"),
        next_steps=texts.get("next_steps"),
        lead=texts.get("lead"),
        portfolio=texts.get("portfolio"),
    )


def _continued(row: Row, first: str, texts: Mapping[str, str]) -> Row:
    """The row with what stands below it on the page, each text on a line of its own."""
    longer: dict[str, Any] = {
        name: "\n".join(filter(None, (getattr(row, name), text))) for name, text in texts.items()
    }
    return structs.replace(row, name=_title(f"{row.name} {first}"), **longer)


def _title(text: str) -> str:
    return _SPLIT_WORD.sub("-", squeezed(text))


def _has_known_status(row: Row, findings: list[Finding]) -> bool:
    if row.reported_status and plain(row.reported_status) in STATUS_WORDS:
        return True
    findings.append(_unknown_status(row))
    return False


def _unknown_status(row: Row) -> Finding:
    problem = f'"{row.reported_status or ""}" is not a status of {row.code}'
    expected = "Green, Amber, Red, Complete or Start Later in Year"
    action = "Correct the status."
    message = f"Sheet {row.sheet}, row of {row.cell}: {problem}; expected {expected}. {action}"
    return Finding(
        Severity.QUARANTINE,
        FindingCode.UNKNOWN_STATUS,
        message,
        row.sheet,
        row.cell,
        row.reported_status,
        expected,
        action,
    )


def _no_code(table: Table, row: int, text: str) -> Finding:
    cell = CellPlace(row, table.columns_of(Role.KEY_ACTIVITY)[0].number)
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.NO_CODE,
        sheet=table.sheet,
        cell=cell,
        problem=f'"{text[:60]}" belongs to no key activity',
        expected="a code such as KA.01.03 in the first cell",
        action="Write the activity's code before its title.",
        found=text,
    )


def _no_period(sheet: Sheet, heading_row: int) -> Finding:
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=sheet,
        cell=CellPlace(heading_row, 1),
        problem="neither a title, the sheet nor the file says for which quarter this is",
        expected="a title such as Quarter 1 2019/20",
        action="Write the quarter above the table, or choose it when you give the file.",
    )
