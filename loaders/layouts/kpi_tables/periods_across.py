"""KPIs down, periods across: what committees print, and trackers month by month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock, read_body
from loaders.layouts.kpi_tables.kpi_entries import DatedReading, KpiEntry
from loaders.layouts.kpi_tables.sheet_context import SheetContext
from loaders.layouts.kpi_tables.sheet_record import SheetRecord
from loaders.layouts.kpi_tables.split_numbers import is_shifted, split_number
from loaders.layouts.kpi_tables.status_marks import coloured_values
from loaders.layouts.kpi_tables.years_to_date import RunningYears, running_years
from loaders.parsing.cells import CellReading, Unreadable, read_value
from loaders.parsing.normalise import text_of
from loaders.tables.columns import Column
from loaders.tables.headings import EARLIER, IDENTITY, Heading, Role
from loaders.tables.kpi_rows import unreadable
from loaders.tables.table import Table
from loaders.workbook import Cell, CellPlace
from metrics.period import Period, PeriodKind, quarter
from metrics.status import State

_AREA_CODE = re.compile(r"[EKNSW]\d{8}")
DatedColumns = Sequence[tuple[Column, Period]]


def is_across(table: Table) -> bool:
    """Whether a table has KPIs down, and values or targets across with no column of periods."""
    if any(c.period is None for c in table.columns_of(Role.PERIOD, Role.YEAR)):
        return False
    dated_targets = [c for c in table.columns_of(Role.TARGET) if c.period]
    return bool((table.columns_of(Role.VALUE) or dated_targets) and is_of_kpis(table))


def is_of_kpis(table: Table) -> bool:
    """Whether the rows are KPIs: national statistics list areas, other reports key activities."""
    if table.columns_of(Role.KEY_ACTIVITY) or not table.columns_of(*IDENTITY):
        return False
    codes = (table.text(row, role) for row in table.body[:5] for role in IDENTITY)
    return not any(_AREA_CODE.match(code) for code in codes)


def entries_across(context: SheetContext, table: Table, record: SheetRecord) -> Iterator[KpiEntry]:
    """What a table says, KPI by KPI; every cell of it is accounted for."""
    record.add_headings(table)
    body = read_body(table)
    columns = list(_dated_columns(table, context.period_around(table), record.findings))
    record.add_periods(table, columns)
    coloured = coloured_values(table, [block.row for block in body.blocks])
    if coloured:
        record.findings.append(_status_by_colour(table, coloured[0]))
    for block in body.blocks:
        entry = _entry(context, table, block, columns, record)
        if entry:
            yield structs.replace(entry, coloured=coloured)
    record.leave_rows(table, body)


def years_across(entries: Sequence[KpiEntry]) -> RunningYears:
    """The parts of years that a sheet has a figure for, or a word for one that is due."""
    none_due = (State.NOT_DUE, State.NOT_APPLICABLE)
    readings = (dated for entry in entries for dated in entry.readings)
    return running_years(d.period for d in readings if d.reading.state not in none_due)


def _dated_columns(
    table: Table, around: Period | None, findings: list[Finding]
) -> Iterator[tuple[Column, Period]]:
    """The columns with figures, each with its period; one without is a reason to refuse."""
    for column in table.columns_of(Role.VALUE):
        period = column.period or around
        if period:
            yield column, period
        else:
            findings.append(_no_period(table, column))
    earlier = _earlier_quarters(table, around) if around else {}
    for column in table.columns_of(*EARLIER):
        period = earlier.get(column)
        if period:
            yield replace(column, heading=Heading(Role.VALUE, period)), period
        elif _holds_figures(table, column):
            findings.append(_which_period(table, column))


def _earlier_quarters(table: Table, around: Period) -> Mapping[Column, Period]:
    """Columns of earlier quarters that hold figures and not arrows.

    `Last Year` may mean the whole year, unless it stands beside `Last Quarter`.
    """
    if around.kind is not PeriodKind.QUARTER:
        return {}
    year, number = around.financial_year, (around.start.month - 4) % 12 // 3 + 1
    before = quarter(year, number - 1) if number > 1 else quarter(year - 1, 4)
    last_quarter = _columns_with_figures(table, Role.LAST_QUARTER)
    roles = (Role.SAME_QUARTER_LAST_YEAR, *([Role.LAST_YEAR] if last_quarter else []))
    return dict.fromkeys(last_quarter, before) | dict.fromkeys(
        _columns_with_figures(table, *roles), quarter(year - 1, number)
    )


def _columns_with_figures(table: Table, *roles: Role) -> Sequence[Column]:
    return [column for column in table.columns_of(*roles) if _holds_figures(table, column)]


def _holds_figures(table: Table, column: Column) -> bool:
    readings = [read_value(table.sheet, row, column.number) for row in table.body]
    filled = [reading for reading in readings if reading is not None]
    figures = [r for r in filled if isinstance(r, CellReading) and r.value is not None]
    return bool(figures) and 2 * len(figures) >= len(filled)


def _entry(
    context: SheetContext,
    table: Table,
    block: KpiBlock,
    columns: DatedColumns,
    record: SheetRecord,
) -> KpiEntry | None:
    readings: list[DatedReading] = []
    failed: list[tuple[Column, Period, Unreadable]] = []
    for column, period in columns:
        reading = _value(context, table, block.row, column)
        if isinstance(reading, CellReading):
            readings.append(DatedReading(column, period, reading))
        elif reading:
            failed.append((column, period, reading))
    figures = [dated.column for dated in readings if dated.is_figure]
    figure_columns = [c.number for c in (*figures, *(column for column, _, _ in failed))]
    kpi = record.kpi_of(table, block, context.kpi_codes, figure_columns)
    if kpi is None:
        return None
    if not (readings or failed or _has_dated_target(table, block)):
        record.leave_without_figure(table, block, kpi)
        return None
    for column, _, problem in failed:
        cell = CellPlace(block.row, column.number)
        record.findings.append(unreadable(table.sheet, cell, problem))
    value_cells = _value_cells(table, block.row, columns)
    record.add_block(table, block, value_cells)
    # A table of one period has its targets for that period.
    is_of_one_period = any(c.period is None for c in table.columns_of(Role.VALUE))
    return KpiEntry(
        kpi=kpi,
        table=table,
        block=block,
        latest_year=max((period.financial_year for _, period in columns), default=0),
        readings=readings,
        period=context.period_around(table) if is_of_one_period else None,
        around=context.period_around(table),
        scale=context.scale,
        definition=context.definition_of(table, block, kpi),
        value_cells=value_cells,
        unread=[DatedReading(column, period, CellReading()) for column, period, _ in failed],
    )


def _value_cells(table: Table, row: int, columns: DatedColumns) -> Sequence[Cell]:
    numbers = {column.number for column, _ in columns}
    numbers.update(column.number for column in table.columns_of(Role.VALUE))
    return [cell for cell in table.cells(row) if cell.column in numbers]


def _has_dated_target(table: Table, block: KpiBlock) -> bool:
    if block.rows_of(Role.TARGET):
        return True
    dated = [column for column in table.columns_of(Role.TARGET) if column.period]
    return any(text_of(table.sheet.value(block.row, c.number)) for c in dated)


def _value(
    context: SheetContext, table: Table, row: int, column: Column
) -> CellReading | Unreadable | None:
    """A value cell; a word merged across several periods speaks for each of them."""
    cell = CellPlace(row, column.number)
    values = {value.number for value in table.columns_of(Role.VALUE)}
    if is_shifted(table, row):
        return split_number(table, cell)
    holder = context.merged.get(cell)
    reading = read_value(table.sheet, *(holder or cell))
    if holder:
        speaks = isinstance(reading, CellReading) and reading.state and holder.row == row
        return reading if speaks and holder.column in values else None
    is_figure = isinstance(reading, CellReading) and reading.value is not None
    if is_figure and context.covered.get(cell, set()) & values:
        text = text_of(table.sheet.value(*cell))
        return Unreadable(FindingCode.NOT_A_VALUE, "merged across several periods", text)
    return reading


def _status_by_colour(table: Table, column: Column) -> Finding:
    message = "no column says the status, so it was taken from the colours of the figures' cells"
    cell = CellPlace(table.heading_row, column.number)
    return cell_finding(
        Severity.INFO, FindingCode.STATUS_BY_COLOUR, sheet=table.sheet, cell=cell, problem=message
    )


def _which_period(table: Table, column: Column) -> Finding:
    cell = CellPlace(table.heading_row, column.number)
    return cell_finding(
        Severity.WARN,
        FindingCode.UNKNOWN_HEADING,
        sheet=table.sheet,
        cell=cell,
        problem=f'figures stand under "{column.text}", which does not say of which period, so they '
        "were not read",
        expected="a heading such as Q1 2019/20",
        action="Name the period if the figures count.",
        found=column.text,
    )


def _no_period(table: Table, column: Column) -> Finding:
    cell = CellPlace(table.heading_row, column.number)
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=table.sheet,
        cell=cell,
        problem=f'"{column.text}" does not say for which period',
        expected="a heading such as Q1 2019/20",
        action="Name the period in the heading or in a title, or choose it when you give the file.",
        found=column.text,
    )
