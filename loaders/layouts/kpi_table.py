"""KPIs down, periods across: the export of the performance system as committees print it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.cells import CellReading, Unreadable, read_value
from loaders.context import period_around, year_around
from loaders.heading_block import Merges
from loaders.headings import IDENTITY, Role
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
from loaders.kpi.running_years import RunningYears
from loaders.kpi.unread_columns import heading_findings
from loaders.layouts import Hints
from loaders.noticed import noticed
from loaders.reading import Finding, Reading, Row, Severity
from loaders.tables import Column, Table, heading_rows, merged_cells, read_tables
from loaders.workbook import Sheet, Workbook
from metrics.period import Period
from metrics.status import State

NAME = "KPI table, periods across"
GENERAL = True

_ANY_YEAR = 2000  # so that a table of bare quarters is recognised, and then refused with a reason
_AREA_CODE = re.compile(r"[EKNSW]\d{8}")


def recognises(workbook: Workbook) -> bool:
    """Whether a sheet has KPIs down, and values across with no column of periods."""
    sheets = visible_sheets(workbook)
    return any(_is_kpi_table(table) for sheet in sheets for table in read_tables(sheet, _ANY_YEAR))


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every KPI's values, targets, status and note, one row for each KPI and period."""
    findings = list(surroundings(workbook))
    rows: list[Row] = []
    for sheet in visible_sheets(workbook):
        rows.extend(_read_sheet(workbook, sheet, hints, findings))
    agreed = agreeing(rows, findings)
    return Reading(NAME, agreed, findings, {"cells": filled_cells(workbook), "rows": len(agreed)})


@dataclass(slots=True)
class _Page:
    """A sheet while it is read."""

    sheet: Sheet
    findings: list[Finding]
    years: RunningYears = field(default_factory=RunningYears)
    merged: Merges = field(default_factory=dict)


def _read_sheet(
    workbook: Workbook, sheet: Sheet, hints: Hints, findings: list[Finding]
) -> Sequence[Row]:
    first = next(iter(heading_rows(sheet)), 1)
    year = year_around(workbook, sheet, first, hints.period)
    page = _Page(sheet, findings, merged=merged_cells(sheet))
    entries: list[Entry] = []
    for table in read_tables(sheet, year):
        is_kpi_table = _is_kpi_table(table)
        findings.extend(heading_findings(table) if is_kpi_table else table.findings)
        if is_kpi_table:
            around = period_around(workbook, sheet, table.heading_row, hints.period)
            entries.extend(_entries(page, table, around))
    return [row for entry in entries for row in rows_of(entry, page.years, findings)]


def _is_kpi_table(table: Table) -> bool:
    has_periods_down = any(c.period is None for c in table.of(Role.PERIOD, Role.YEAR))
    if has_periods_down or table.of(Role.KEY_ACTIVITY):
        return False
    return bool(table.of(*IDENTITY) and table.of(Role.VALUE)) and not _lists_areas(table)


def _lists_areas(table: Table) -> bool:
    """National statistics list areas down; their codes are no KPIs."""
    codes = (table.text(row, role) for row in table.body[:5] for role in IDENTITY)
    return any(_AREA_CODE.match(code) for code in codes)


def _entries(page: _Page, table: Table, around: Period | None) -> Iterator[Entry]:
    columns = [(column, column.period or around) for column in table.of(Role.VALUE)]
    dated = [(column, period) for column, period in columns if period]
    page.findings.extend(_no_period(table, column) for column, period in columns if not period)
    for row in table.body:
        entry = _entry(page, table, row, dated)
        if entry:
            yield entry


def _entry(
    page: _Page, table: Table, row: int, columns: Sequence[tuple[Column, Period]]
) -> Entry | None:
    said = [(c, period, _value(page, table, row, c)) for c, period in columns]
    readings = [(c, p, reading) for c, p, reading in said if isinstance(reading, CellReading)]
    failed = [(c, reading) for c, _, reading in said if isinstance(reading, Unreadable)]
    if not readings and not failed:
        return None
    kpi = whose(table, row, known_codes())
    if isinstance(kpi, Finding):
        page.findings.append(kpi)
        return None
    if kpi is None:
        figures = [c for c, _, reading in readings if reading.value is not None]
        page.findings.extend(no_code(table.sheet, (row, c.number)) for c in figures[:1])
        return None
    for column, problem in failed:
        page.findings.append(unreadable(table, (row, column.number), problem))
    for _, period, reading in readings:
        if reading.state not in (State.NOT_DUE, State.NOT_APPLICABLE):
            page.years.add_figure(period)
    latest = max(period.financial_year for _, period in columns)
    return Entry(kpi, table, row, latest, readings)


def _value(page: _Page, table: Table, row: int, column: Column) -> CellReading | Unreadable | None:
    """A value cell; a word merged across several periods speaks for each of them."""
    place = (row, column.number)
    values = {value.number for value in table.of(Role.VALUE)}
    holder = page.merged.get(place)
    reading = read_value(table.sheet, *(holder or place))
    if holder:
        speaks = isinstance(reading, CellReading) and reading.state and holder[0] == row
        return reading if speaks and holder[1] in values else None
    if isinstance(reading, CellReading) and reading.value is not None:
        covers = {cell[1] for cell, held in page.merged.items() if held == place}
        if covers & values:
            return Unreadable("not_a_value", "merged across several periods", f"{reading.value:g}")
    return reading


def _no_period(table: Table, column: Column) -> Finding:
    place = (table.heading_row, column.number)
    return noticed(
        Severity.REJECT, "no_period", table.sheet, place,
        f'"{column.text}" does not say for which period', "a heading such as Q1 2019/20",
        "Name the period in the heading or in a title, or choose it when you give the file.",
        column.text,
    )  # fmt: skip
