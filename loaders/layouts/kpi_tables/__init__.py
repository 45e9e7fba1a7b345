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
    turned_back,
)
from loaders.accounting.sheet_findings import surroundings, visible_sheets
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts import Hints
from loaders.layouts.kpi_tables.definitions import defines, definitions
from loaders.layouts.kpi_tables.entry_rows import rows_of
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry, NotRead
from loaders.layouts.kpi_tables.numbers_as_text import decimal_commas, numbers_as_text
from loaders.layouts.kpi_tables.one_row_per_period import entries_listed, is_list, years_of
from loaders.layouts.kpi_tables.periods_across import (
    entries_across,
    is_across,
    is_of_kpis,
    years_across,
)
from loaders.layouts.kpi_tables.row_areas import area_of_table, with_area_columns
from loaders.layouts.kpi_tables.sheet_context import SheetContext, sheet_context
from loaders.layouts.kpi_tables.sheet_record import SheetRecord
from loaders.layouts.kpi_tables.unread_columns import heading_findings, without_word_targets
from loaders.parsing.normalise import plain
from loaders.parsing.periods import CalendarYear, period_in
from loaders.reading import Reading, Row
from loaders.tables.column_mapping import ColumnMapping, signature_of
from loaders.tables.columns import Column
from loaders.tables.headings import Role
from loaders.tables.kpi_in_titles import with_kpi_column
from loaders.tables.kpi_rows import agreeing
from loaders.tables.period_in_titles import CoverPeriod, period_around, period_on_cover, titles_of
from loaders.tables.sheet_tables import read_tables
from loaders.tables.table import Table
from loaders.tables.table_starts import heading_rows
from loaders.tables.turned_sheets import turned, turned_by_hand
from loaders.workbook import CellPlace, Sheet, Workbook
from metrics.period import Period, PeriodKind

NAME = "KPI tables"
GENERAL = True

# How else a sheet may be read in which no KPIs stand down.
_OTHER_WAYS = (with_kpi_column, turned)
_ABOUT_TARGETS = frozenset((
    "pi", "pis", "kpi", "kpis", "performance", "indicator", "indicators", "target", "targets",
    "annual", "quarterly", "monthly", "for", "of", "the", "year", "sheet", "import", "data", "and",
))  # fmt: skip


def recognises(workbook: Workbook, hints: Hints) -> bool:
    """Whether a sheet has KPIs down, with figures or targets by period."""
    sheets = visible_sheets(workbook)
    tables = (t for sheet in sheets for t in read_tables(sheet, hints.kpi_codes, _any_year))
    if any(_is_kpi_table(table) for table in tables):
        return True
    other_ways = filter(None, (way(s, hints.kpi_codes) for s in sheets for way in _OTHER_WAYS))
    others = (t for sheet in other_ways for t in read_tables(sheet, hints.kpi_codes, _any_year))
    return any(_is_kpi_table(table) for table in others)


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
    not_read = NotRead()
    for sheet in sheets:
        context = sheet_context(sheet.sheet, hints.kpi_codes, sheet.periods, defined, sheet.titles)
        is_all = not any(other.has_kpis for other in sheets if other is not sheet)
        other = area_of_table(sheet.titles, hints.kpi_codes.area)
        record = SheetRecord(CellLedger(sheet.sheet), findings, not_read, is_all, other)
        rows.extend(_read_sheet(context, sheet.tables, record, is_typed=is_typed))
        is_turned = sheet.sheet is not sheet.original
        ledgers.append(turned_back(record.ledger, sheet.original) if is_turned else record.ledger)
        if is_turned:
            findings.append(_told_turned(sheet))
        if sheet.cover:
            findings.append(_told_by_cover(sheet, sheet.cover))
    findings = [*surroundings(ledgers), *findings]
    agreed = agreeing(rows, findings)
    for ledger in ledgers:
        ledger.quarantine_by(findings)
    counts = {"cells": filled_cells(workbook), "rows": len(agreed), **count_outcomes(ledgers)}
    views = sheet_views(ledgers, (*findings, *workbook.findings))
    return Reading(
        NAME,
        agreed,
        findings,
        counts,
        pictures=views,
        unread=not_read.figures,
        unread_targets=not_read.targets,
    )


@dataclass(frozen=True, slots=True)
class _SheetTables:
    """A sheet with its tables, and by heading row the period that titles, name or giver say.

    `original` is the sheet as it stands in the file, where `sheet` has its rows for columns;
    `cover` says of which period figures are, where nothing on the sheet does.
    """

    sheet: Sheet
    original: Sheet
    tables: Sequence[Table] = ()
    periods: Mapping[int, Period | None] = field(default_factory=dict)
    titles: Sequence[str] = ()
    cover: CoverPeriod | None = None

    @property
    def has_kpis(self) -> bool:
        """Whether a table of the sheet is read."""
        return any(map(_is_kpi_table, self.tables))


def _sheet_tables(workbook: Workbook, sheet: Sheet, hints: Hints) -> _SheetTables:
    if not sheet.visible:
        return _SheetTables(sheet, sheet)
    by_hand = _turned_by_hand(sheet, hints.mappings)
    if by_hand is not None:
        return _tables_of(workbook, by_hand, sheet, replace(hints, mappings=()))
    read = _tables_of(workbook, sheet, sheet, hints)
    ways = () if read.has_kpis else (way(sheet, hints.kpi_codes) for way in _OTHER_WAYS)
    others = (_tables_of(workbook, other, sheet, hints) for other in ways if other)
    return next((tables for tables in others if tables.has_kpis), read)


def _turned_by_hand(sheet: Sheet, mappings: Sequence[ColumnMapping]) -> Sheet | None:
    """The sheet turned where a person said that columns of it are KPIs; None where nobody did."""
    across = {mapping.signature: mapping for mapping in mappings if mapping.of_kpis_across}
    rows = enumerate(sheet.rows, 1) if across else ()
    headed = ((row, across.get(signature_of(values))) for row, values in rows)
    turned_sheets = (turned_by_hand(sheet, row, mapping) for row, mapping in headed if mapping)
    return next(filter(None, turned_sheets), None)


def _tables_of(workbook: Workbook, sheet: Sheet, original: Sheet, hints: Hints) -> _SheetTables:
    """The tables of a sheet; what stands above them is looked for in the sheet of the file."""
    first = next(iter(heading_rows(sheet, hints.mappings)), 1)
    cover = period_on_cover(workbook, original)

    def around(row: int, on_cover: Period | None = cover and cover.period) -> Period | None:
        place = sheet.place(row, 1).row
        top = sheet.place(first, 1).row
        return period_around(workbook, original, place, hints.period, top, on_cover=on_cover)

    def year(row: int) -> int | None:
        period = around(row)
        if period and period.kind is PeriodKind.CALENDAR_YEAR:
            return CalendarYear(period.financial_year)
        return period.financial_year if period else None

    tables = read_tables(sheet, hints.kpi_codes, year, hints.mappings)
    periods = {table.heading_row: around(table.heading_row) for table in tables}
    top = sheet.place(first, 1).row
    titles = list(titles_of(workbook, original, top, top))[:-1]
    areas = [with_area_columns(table, hints.kpi_codes.area) for table in tables]
    as_targets = [without_word_targets(_as_targets(workbook, t, first)) for t in areas]
    if cover:
        rest = [table for table in tables if around(table.heading_row, None) is None]
        undated = read_tables(sheet, hints.kpi_codes, _no_year, hints.mappings) if rest else ()
        cover = cover if any(_needs_period(table, undated) for table in rest) else None
    return _SheetTables(sheet, original, as_targets, periods, titles, cover)


def _needs_period(table: Table, undated: Sequence[Table]) -> bool:
    """Whether figures of a table are of the period around it; `undated` are tables read without."""
    if not _is_kpi_table(table):
        return False
    if is_list(table):
        column = next((c for c in table.columns_of(Role.PERIOD) if c.period is None), None)
        texts = {table.text(row, Role.PERIOD) for row in table.body} if column else {""}
        bare = (t for t in texts if period_in(t) is None and period_in(t, _any_year(0)))
        return any(bare) and not table.columns_of(Role.YEAR)
    columns = [(c.number, c.period) for c in table.columns_of(Role.VALUE)]
    alone = [
        (column.number, column.period)
        for other in undated
        if other.heading_row == table.heading_row
        for column in other.columns_of(Role.VALUE)
    ]
    return columns != alone or not all(period for _, period in columns)


def _told_by_cover(sheet: _SheetTables, cover: CoverPeriod) -> Finding:
    return cell_finding(
        Severity.WARN,
        FindingCode.PERIOD_ON_COVER,
        sheet=cover.sheet,
        cell=cover.cell,
        problem=f'figures of the sheet "{sheet.sheet.name}" that name no period were read as those '
        f"of {cover.period.label}, which stands here",
        action="Check that it is theirs, or name the period above the table.",
        found=cover.period.label,
    )


def _told_turned(sheet: _SheetTables) -> Finding:
    if sheet.sheet.turned_at is None:
        return cell_finding(
            Severity.INFO,
            FindingCode.NAME_ABOVE,
            sheet=sheet.sheet,
            cell=(1, 1),
            problem="figures without a KPI of their own belong to the KPI that the sheet or title "
            "names",
        )
    message = "KPIs stand side by side and periods below each other, and were read so"
    if any(map(_has_one_target, sheet.tables)):
        message += (
            ". The target names no period, so it is taken as that of every period of its year"
        )
    return cell_finding(
        Severity.INFO, FindingCode.TURNED_TABLE, sheet=sheet.sheet, cell=(1, 1), problem=message
    )


def _has_one_target(table: Table) -> bool:
    """Whether a target that names no period stands beside figures of several."""
    undated = [column for column in table.columns_of(Role.TARGET) if column.period is None]
    return bool(undated) and len(table.columns_of(Role.VALUE)) > 1


def _no_year(_: int) -> None:
    """So that no heading is of the year around its table."""


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
    by_table = [(is_list(table), list(_entries(context, table, record))) for table in tables]
    entries = [entry for _, of_table in by_table for entry in of_table]
    _leave_rest(context.sheet, tables, record.ledger)
    value_cells = [cell for entry in entries for cell in entry.value_cells]
    as_text = numbers_as_text(context.sheet, value_cells) if is_typed else None
    as_noticed = (as_text, decimal_commas(context.sheet, value_cells))
    record.findings.extend(filter(None, as_noticed))
    listed = [entry for of_list, of_table in by_table if of_list for entry in of_table]
    across = [entry for of_list, of_table in by_table if not of_list for entry in of_table]
    years = years_across(across)
    in_order = [*((e, years) for e in across), *((e, years_of(e, listed)) for e in listed)]
    return [
        row
        for entry, years in in_order
        for row in rows_of(entry, years, record.findings, record.not_read)
    ]


def _entries(context: SheetContext, table: Table, record: SheetRecord) -> Iterator[KpiEntry]:
    """What a table says of KPIs; every cell of it is accounted for, whatever its kind."""
    if _is_kpi_table(table):
        record.findings.extend(heading_findings(table))
        read_entries = entries_listed if is_list(table) else entries_across
        yield from read_entries(context, table, record)
        record.tell_others(table)
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
    for row in range(1, first):
        ledger.add(ABOVE, sheet.filled_in(row))
