"""One row for each KPI and period: code, name, period, value, target, status, note."""

from collections.abc import Iterator, Sequence

from loaders.cells import Unreadable, read_value
from loaders.context import year_around
from loaders.headings import IDENTITY, Heading, Role
from loaders.kpi.kpi_codes import known_codes
from loaders.kpi.kpi_entries import Entry, rows_of
from loaders.kpi.kpi_rows import (
    agreeing,
    filled_cells,
    no_code,
    surroundings,
    unreadable,
    visible_sheets,
    whose,
)
from loaders.kpi.running_years import PARTS, RunningYears
from loaders.kpi.unread_columns import heading_findings
from loaders.layouts import Hints
from loaders.noticed import noticed
from loaders.period_forms import NotAPeriod
from loaders.periods import PeriodWords, find_period, read_period
from loaders.reading import Finding, Reading, Row, Severity
from loaders.tables import Column, Table, heading_rows, read_tables
from loaders.workbook import Sheet, Workbook

NAME = "KPI list, one row per KPI and period"
GENERAL = True


def recognises(workbook: Workbook) -> bool:
    """Whether a sheet has columns for KPI, period and value."""
    tables = (table for sheet in visible_sheets(workbook) for table in read_tables(sheet))
    return any(_is_kpi_list(table) for table in tables)


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every KPI's value, target, status and note, one row for each KPI and period."""
    findings = list(surroundings(workbook))
    rows: list[Row] = []
    for sheet in visible_sheets(workbook):
        first = next(iter(heading_rows(sheet)), 1)
        year = year_around(workbook, sheet, first, hints.period)
        rows.extend(_read_sheet(sheet, year, findings))
    agreed = agreeing(rows, findings)
    return Reading(NAME, agreed, findings, {"cells": filled_cells(workbook), "rows": len(agreed)})


def _is_kpi_list(table: Table) -> bool:
    periods = [c for c in table.of(Role.PERIOD, Role.YEAR) if c.period is None]
    return bool(periods and table.of(*IDENTITY) and table.of(Role.VALUE))


def _read_sheet(sheet: Sheet, year: int | None, findings: list[Finding]) -> Sequence[Row]:
    entries: list[Entry] = []
    for table in read_tables(sheet):
        if _is_kpi_list(table):
            findings.extend(heading_findings(table))
            entries.extend(_entries(table, year, findings))
    return [row for entry in entries for row in rows_of(entry, _years(entry, entries), findings)]


def _years(entry: Entry, entries: Sequence[Entry]) -> RunningYears:
    """How far the KPI's year has come, where its row says no more than `YTD`."""
    years = RunningYears()
    if any(column.heading.to_date for column, _, _ in entry.said):
        for other in entries:
            if other.kpi.code == entry.kpi.code:
                years.reached.update(p for p in other.figures if p.kind in PARTS)
    return years


def _entries(table: Table, year: int | None, findings: list[Finding]) -> Iterator[Entry]:
    value = table.of(Role.VALUE)[0]
    for row in table.body:
        reading = read_value(table.sheet, row, value.number)
        if reading is None:
            continue
        kpi = whose(table, row, known_codes())
        if kpi is None or isinstance(kpi, Finding):
            findings.append(kpi or no_code(table.sheet, (row, value.number)))
            continue
        said = _period(table, row, year, findings)
        if isinstance(reading, Unreadable):
            findings.append(unreadable(table, (row, value.number), reading))
        elif said:
            column = Column(
                value.number, Heading(Role.VALUE, said.period, said.to_date), value.text
            )
            yield Entry(
                kpi, table, row, said.period.financial_year, [(column, said.period, reading)]
            )


def _period(
    table: Table, row: int, year: int | None, findings: list[Finding]
) -> PeriodWords | None:
    """The period of a row, with the year beside it; a finding where there is none."""
    columns = (table.filled(row, role) for role in (Role.PERIOD, Role.YEAR))
    column = next(filter(None, columns), None) or table.of(Role.PERIOD, Role.YEAR)[0]
    cell = table.sheet.cell(row, column.number)
    try:
        if column.role is Role.PERIOD:
            year = _year(table, row) or year
        found = find_period(cell.value, number_format=cell.number_format, year=year)
        if found and found.to_date:
            return found
        read = read_period(cell.value, number_format=cell.number_format, year=year)
    except NotAPeriod as problem:
        findings.append(_bad_period(table, (row, column.number), problem))
        return None
    return PeriodWords(read)


def _year(table: Table, row: int) -> int | None:
    column = table.filled(row, Role.YEAR)
    value = table.sheet.value(row, column.number) if column else None
    return read_period(value).financial_year if value not in (None, "") else None


def _bad_period(table: Table, place: tuple[int, int], problem: NotAPeriod) -> Finding:
    finding = problem.finding
    return noticed(
        Severity.REJECT, finding.code, table.sheet, place, str(problem), None,
        "Correct the period, and give the file again.", finding.found,
    )  # fmt: skip
