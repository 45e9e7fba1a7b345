"""KPIs in any table: periods across or down, by code or by name, on one sheet or several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.accounting.cell_ledger import (
    ABOVE,
    HIDDEN_SHEET,
    NO_TABLE,
    OTHER_TABLE,
    CellLedger,
    count_outcomes,
    filled_cells,
)
from loaders.accounting.sheet_findings import surroundings, visible_sheets
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.layouts.kpi_tables.definitions import defines, definitions
from loaders.layouts.kpi_tables.entry_rows import rows_of
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry
from loaders.layouts.kpi_tables.numbers_as_text import numbers_as_text
from loaders.layouts.kpi_tables.one_row_per_period import entries_listed, is_list, years_of
from loaders.layouts.kpi_tables.periods_across import (
    entries_across,
    is_across,
    is_of_kpis,
    years_across,
)
from loaders.layouts.kpi_tables.sheet_context import SheetContext, sheet_context
from loaders.layouts.kpi_tables.sheet_record import SheetRecord
from loaders.layouts.kpi_tables.unread_columns import heading_findings
from loaders.parsing.normalise import plain
from loaders.reading import Reading, Row
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.heading_block import Column
from loaders.tables.headings import Role
from loaders.tables.kpi_rows import agreeing
from loaders.tables.period_in_titles import period_around, titles_of
from loaders.tables.table import Table, heading_rows, read_tables
from loaders.workbook import CellPlace, Sheet, Workbook
from metrics.period import Period

NAME = "KPI tables"
GENERAL = True

_ABOUT_TARGETS = frozenset((
    "pi", "pis", "kpi", "kpis", "performance", "indicator", "indicators", "target", "targets",
    "annual", "quarterly", "monthly", "for", "of", "the", "year", "sheet", "import", "data", "and",
))  # fmt: skip


def recognises(workbook: Workbook, hints: Hints) -> bool:
    """Whether a sheet has KPIs down, with figures or targets by period."""
    tables = (
        table
        for sheet in visible_sheets(workbook)
        for table in read_tables(sheet, hints.kpi_codes, _any_year)
    )
    return any(_is_kpi_table(table) for table in tables)


def takes(mapping: ColumnMapping) -> bool:
    """Whether columns named by hand are those of a table of KPIs."""
    return not mapping.of_areas


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every KPI's values, targets, status and note, one row for each KPI and period."""
    sheets = [_sheet_tables(workbook, sheet, hints) for sheet in workbook.sheets]
    tables = [table for sheet in sheets for table in sheet.tables]
    defined = definitions(tables, hints.kpi_codes)
    is_typed = workbook.format != "csv"
    findings: list[Finding] = []
    ledgers: list[CellLedger] = []
    rows: list[Row] = []
    for sheet in sheets:
        context = sheet_context(sheet.sheet, hints.kpi_codes, sheet.periods, defined)
        is_all = not any(other.has_kpis for other in sheets if other is not sheet)
        record = SheetRecord(CellLedger(sheet.sheet), findings, is_all)
        rows.extend(_read_sheet(context, sheet.tables, record, is_typed=is_typed))
        ledgers.append(record.ledger)
    findings = [*surroundings(ledgers), *findings]
    agreed = agreeing(rows, findings)
    for ledger in ledgers:
        ledger.quarantine_by(findings)
    counts = {"cells": filled_cells(workbook), "rows": len(agreed), **count_outcomes(ledgers)}
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(NAME, agreed, findings, counts, pictures=views)


@dataclass(frozen=True, slots=True)
class _SheetTables:
    """A sheet with its tables, and by heading row the period that titles, name or giver say."""

    sheet: Sheet
    tables: Sequence[Table] = ()
    periods: Mapping[int, Period | None] = field(default_factory=dict)

    @property
    def has_kpis(self) -> bool:
        """Whether a table of the sheet is read."""
        return any(map(_is_kpi_table, self.tables))


def _sheet_tables(workbook: Workbook, sheet: Sheet, hints: Hints) -> _SheetTables:
    if not sheet.visible:
        return _SheetTables(sheet)
    first = next(iter(heading_rows(sheet, hints.mappings)), 1)

    def around(row: int) -> Period | None:
        return period_around(workbook, sheet, row, hints.period, first)

    def year(row: int) -> int | None:
        period = around(row)
        return period.financial_year if period else None

    tables = read_tables(sheet, hints.kpi_codes, year, hints.mappings)
    periods = {table.heading_row: around(table.heading_row) for table in tables}
    return _SheetTables(sheet, [_as_targets(workbook, table, first) for table in tables], periods)


def _any_year(_: int) -> int:
    """So that a table of bare quarters is recognised, and then refused with a reason."""
    return 2000


def _read_sheet(
    context: SheetContext, tables: Sequence[Table], record: SheetRecord, *, is_typed: bool
) -> Sequence[Row]:
    """The rows of a sheet; in one that `is_typed`, as CSV is not, numbers as text are a finding."""
    if not context.sheet.visible:
        record.ledger.whole(HIDDEN_SHEET)
        return []
    entries = [entry for table in tables for entry in _entries(context, table, record)]
    _leave_rest(context.sheet, tables, record.ledger)
    value_cells = [cell for entry in entries for cell in entry.value_cells]
    as_text = numbers_as_text(context.sheet, value_cells) if is_typed else None
    if as_text:
        record.findings.append(as_text)
    listed = [entry for entry in entries if is_list(entry.table)]
    across = [entry for entry in entries if not is_list(entry.table)]
    years = years_across(across)
    in_order = [*((e, years) for e in across), *((e, years_of(e, listed)) for e in listed)]
    return [row for entry, years in in_order for row in rows_of(entry, years, record.findings)]


def _entries(context: SheetContext, table: Table, record: SheetRecord) -> Iterator[KpiEntry]:
    """What a table says of KPIs; every cell of it is accounted for, whatever its kind."""
    if _is_kpi_table(table):
        record.findings.extend(heading_findings(table))
        read_entries = entries_listed if is_list(table) else entries_across
        yield from read_entries(context, table, record)
    elif defines(table):
        _account_for_definitions(table, record)
    else:
        _leave(table, record)


def _is_kpi_table(table: Table) -> bool:
    return is_across(table) or (is_list(table) and is_of_kpis(table))


def _as_targets(workbook: Workbook, table: Table, first: int) -> Table:
    """A table of targets by its sheet's name or title: what would be values are targets."""
    if table.columns_of(Role.TARGET) or not _is_about_targets(workbook, table, first):
        return table
    return table.with_columns([_as_target(column) for column in table.columns])


def _as_target(column: Column) -> Column:
    if column.role is not Role.VALUE:
        return column
    return replace(column, heading=replace(column.heading, role=Role.TARGET))


def _is_about_targets(workbook: Workbook, table: Table, first: int) -> bool:
    titles = titles_of(workbook, table.sheet, table.heading_row, first)
    titles_words = (set(re.sub(r"[\d/]+", " ", plain(title)).split()) for title in titles)
    return any(words <= _ABOUT_TARGETS and words & {"target", "targets"} for words in titles_words)


def _account_for_definitions(table: Table, record: SheetRecord) -> None:
    record.add_headings(table)
    for row in table.body:
        record.ledger.add("definition of a KPI", table.cells(row))


def _leave(table: Table, record: SheetRecord) -> None:
    """A table of another kind: a finding says so, and none of its cells is read."""
    ledger = record.ledger
    ledger.add(OTHER_TABLE, table.every_cell())
    refused = [finding for finding in table.findings if finding.severity is Severity.REJECT]
    if refused and (record.is_all or is_of_kpis(table)):
        # Headings in doubt are why nothing of the table is known.
        record.findings.extend(refused)
        ledger.first_row = ledger.first_row or table.head.start
        return
    message = "a table that is not about KPIs' figures was not read"
    cell = CellPlace(table.heading_row, table.columns[0].number if table.columns else 1)
    record.findings.append(
        cell_finding(
            Severity.INFO, FindingCode.TABLE_NOT_READ, sheet=table.sheet, cell=cell, problem=message
        )
    )


def _leave_rest(sheet: Sheet, tables: Sequence[Table], ledger: CellLedger) -> None:
    """What stands above the first table or, side by side, between two of them."""
    if not tables:
        ledger.whole(NO_TABLE)
        return
    read = [table.head.start for table in tables if _is_kpi_table(table) or defines(table)]
    if read:
        ledger.first_row = min(filter(None, [*read, ledger.first_row]))
    first = min(table.head.start for table in tables)
    ledger.add(ABOVE, (cell for cell in sheet.filled() if cell.row < first))
