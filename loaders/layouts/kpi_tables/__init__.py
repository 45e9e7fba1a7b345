"""KPIs in any table: periods across or down, by code or by name, on one sheet or several."""

import re
from collections.abc import Mapping, Sequence
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
from loaders.layouts.kpi_tables.definitions import Definition, defines, definitions
from loaders.layouts.kpi_tables.kpi_entries import Entry, rows_of
from loaders.layouts.kpi_tables.one_row_per_period import entries_listed, is_list, years_of
from loaders.layouts.kpi_tables.periods_across import entries_across, is_across, is_of_kpis
from loaders.layouts.kpi_tables.sheet_reading import SheetReading
from loaders.layouts.kpi_tables.unread_columns import heading_findings
from loaders.parsing.normalise import plain
from loaders.reading import Reading, Row
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.heading_block import Merges
from loaders.tables.headings import Role
from loaders.tables.kpi_rows import agreeing
from loaders.tables.period_in_titles import period_around, titles_of
from loaders.tables.table import Column, Table, heading_rows, merged_cells, read_tables
from loaders.workbook import Sheet, Workbook
from metrics.period import Period

NAME = "KPI tables"
GENERAL = True

_ABOUT_TARGETS = frozenset((
    "pi", "pis", "kpi", "kpis", "performance", "indicator", "indicators", "target", "targets",
    "annual", "quarterly", "monthly", "for", "of", "the", "year", "sheet", "import", "data", "and",
))  # fmt: skip


def recognises(workbook: Workbook) -> bool:
    """Whether a sheet has KPIs down, with figures or targets by period."""
    tables = (table for s in visible_sheets(workbook) for table in read_tables(s, _any_year))
    return any(_is_kpi_table(table) for table in tables)


def takes(mapping: ColumnMapping) -> bool:
    """Whether columns named by hand are those of a table of KPIs."""
    return not mapping.of_areas


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every KPI's values, targets, status and note, one row for each KPI and period."""
    sheets = [_sheet(workbook, sheet, hints) for sheet in workbook.sheets]
    tables = [table for sheet in sheets for table in sheet.tables]
    defined = definitions(tables)
    findings: list[Finding] = []
    is_typed = workbook.format != "csv"
    rows = [
        row for sheet in sheets for row in _read_sheet(sheet, defined, findings, is_typed=is_typed)
    ]
    accounts = [sheet.account for sheet in sheets]
    findings = [*surroundings(accounts), *findings]
    agreed = agreeing(rows, findings)
    for account in accounts:
        account.quarantine_by(findings)
    counts = {"cells": filled_cells(workbook), "rows": len(agreed), **count_outcomes(accounts)}
    drawn = sheet_views(accounts, (*findings, *workbook.findings))
    return Reading(NAME, agreed, findings, counts, pictures=drawn)


@dataclass(slots=True)
class _Sheet:
    """A sheet with its tables, and by heading row the period that titles, name or giver say."""

    sheet: Sheet
    account: CellLedger
    tables: Sequence[Table] = ()
    periods: Mapping[int, Period | None] = field(default_factory=dict)


def _sheet(workbook: Workbook, sheet: Sheet, hints: Hints) -> _Sheet:
    account = CellLedger(sheet)
    if not sheet.visible:
        account.whole(HIDDEN_SHEET)
        return _Sheet(sheet, account)
    first = next(iter(heading_rows(sheet, hints.mappings)), 1)

    def around(row: int) -> Period | None:
        return period_around(workbook, sheet, row, hints.period, first)

    def year(row: int) -> int | None:
        period = around(row)
        return period.financial_year if period else None

    found = read_tables(sheet, year, hints.mappings)
    periods = {table.heading_row: around(table.heading_row) for table in found}
    tables = [_as_targets(workbook, table, first) for table in found]
    return _Sheet(sheet, account, tables, periods)


def _any_year(_: int) -> int:
    """So that a table of bare quarters is recognised, and then refused with a reason."""
    return 2000


def _read_sheet(
    read: _Sheet, defined: Mapping[str, Definition], findings: list[Finding], *, is_typed: bool
) -> Sequence[Row]:
    """The rows of a sheet; in one that `is_typed`, as CSV is not, a number as text is told."""
    page = SheetReading(read.sheet, read.account, findings, definitions=defined)
    page.merged = merged_cells(read.sheet)
    page.covered = _covered(page.merged)
    across: list[Entry] = []
    listed: list[Entry] = []
    for table in read.tables:
        page.around = read.periods[table.heading_row]
        if is_list(table) and is_of_kpis(table):
            findings.extend(heading_findings(table))
            listed.extend(entries_listed(page, table))
        elif is_across(table):
            findings.extend(heading_findings(table))
            across.extend(entries_across(page, table))
        elif defines(table):
            _account_for_definitions(page, table)
        else:
            _leave(page, table)
    _leave_rest(page, read.tables)
    if is_typed:
        page.end()
    return [
        *(row for entry in across for row in rows_of(entry, page.years, findings)),
        *(row for entry in listed for row in rows_of(entry, years_of(entry, listed), findings)),
    ]


def _covered(merged: Merges) -> Mapping[tuple[int, int], set[int]]:
    covered: dict[tuple[int, int], set[int]] = {}
    for (_, column), holder in merged.items():
        covered.setdefault(holder, set()).add(column)
    return covered


def _is_kpi_table(table: Table) -> bool:
    return is_across(table) or (is_list(table) and is_of_kpis(table))


def _as_targets(workbook: Workbook, table: Table, first: int) -> Table:
    """A table of targets by its sheet's name or title: what would be values are targets."""
    if table.of(Role.TARGET) or not _is_about_targets(workbook, table, first):
        return table
    return replace(table, columns=[_as_target(column) for column in table.columns], _of={})


def _as_target(column: Column) -> Column:
    if column.role is not Role.VALUE:
        return column
    return replace(column, heading=replace(column.heading, role=Role.TARGET))


def _is_about_targets(workbook: Workbook, table: Table, first: int) -> bool:
    titles = titles_of(workbook, table.sheet, table.heading_row, first)
    words = (set(re.sub(r"[\d/]+", " ", plain(title)).split()) for title in titles)
    return any(said <= _ABOUT_TARGETS and said & {"target", "targets"} for said in words)


def _account_for_definitions(page: SheetReading, table: Table) -> None:
    page.head(table)
    for row in table.body:
        page.account.add("definition of a KPI", table.cells(row))


def _leave(page: SheetReading, table: Table) -> None:
    """A table of another kind: it is told, and none of its cells is read."""
    page.account.add(OTHER_TABLE, table.every_cell())
    refused = [finding for finding in table.findings if finding.severity is Severity.REJECT]
    if refused:
        # Headings in doubt are why nothing of the table is known.
        page.findings.extend(refused)
        page.account.first_row = page.account.first_row or table.head.start
        return
    says = "a table that is not about KPIs' figures was not read"
    place = (table.heading_row, table.columns[0].number if table.columns else 1)
    page.findings.append(
        cell_finding(
            Severity.INFO, FindingCode.TABLE_NOT_READ, sheet=page.sheet, cell=place, problem=says
        )
    )


def _leave_rest(page: SheetReading, tables: Sequence[Table]) -> None:
    """What stands above the first table or, side by side, between two of them."""
    read = [table.head.start for table in tables if _is_kpi_table(table) or defines(table)]
    if read:
        page.account.first_row = min(filter(None, [*read, page.account.first_row]))
    first = min((table.head.start for table in tables), default=0)
    above = (cell for cell in page.sheet.filled() if not tables or cell.row < first)
    page.account.add(ABOVE if tables else NO_TABLE, above)
