"""What a table says of one KPI to rows of the store: periods, units, targets, status and note."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.kpi_entries import DatedReading, KpiEntry, NotRead
from loaders.layouts.kpi_tables.kpi_targets import Target, target_for, targets_of, unused_targets
from loaders.layouts.kpi_tables.kpi_units import with_unit
from loaders.layouts.kpi_tables.status_marks import colour_at, status_at
from loaders.layouts.kpi_tables.years_to_date import RunningYears, running_years
from loaders.parsing.cells import CellReading
from loaders.reading import Row, RowKind
from loaders.tables.columns import Column
from loaders.tables.headings import Role, says_provisional
from loaders.tables.kpi_rows import target_fields
from loaders.tables.table import Table
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period, PeriodKind
from metrics.status import Rag, State, reported_status

_YEARS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.YEAR_TO_DATE)
# A text and the period that its heading names, None for one that is about the latest figure.
Remark = tuple[Period | None, str]


def rows_of(
    entry: KpiEntry, years: RunningYears, findings: list[Finding], not_read: NotRead
) -> Sequence[Row]:
    """A row for every value or word of an entry; what is wrong with one joins the findings.

    Rows whose figure or target could not be read join `not_read`.
    """
    doubted: list[Target] = []
    targets = targets_of(entry, findings, doubted)
    readings = [*entry.readings, *entry.unread]
    for target in doubted:
        not_read.targets.extend(_rows_of_doubted(entry, target, readings, years))
    findings.extend(_two_statuses(entry))
    rows = _with_remarks(entry, list(_value_rows(entry, readings, years, targets, findings)))
    not_read.figures.extend(row for row in rows if not _is_read(row))
    of_targets = (
        _row_of_target(entry, target, target.period)
        for target in unused_targets(entry, targets)
        if target.period and not target.reading.state
    )
    return [*filter(_is_read, rows), *of_targets]


def _value_rows(
    entry: KpiEntry,
    readings: Sequence[DatedReading],
    years: RunningYears,
    targets: Sequence[Target],
    findings: list[Finding],
) -> Iterator[Row]:
    row_periods = [figure.period for figure in entry.figures]
    for column, named, reading in readings:
        period = years.period_of(named, row_periods, to_date=column.heading.to_date)
        period = period or _to_date_around(entry, named)
        if period is None:
            no_month = _no_month(entry.table, column)
            if no_month not in findings:
                findings.append(no_month)
            continue
        figure = with_unit(entry, column, reading, findings)
        yield _row_of_value(entry, column, period, figure, target_for(entry, targets, named))


def _to_date_around(entry: KpiEntry, year: Period) -> Period | None:
    """The year to the end of the quarter or month that the table is about; None without one."""
    parts = running_years(filter(None, [entry.around]))
    return parts.period_of(year, (), to_date=True)


def _row_of_value(
    entry: KpiEntry, column: Column, period: Period, reading: CellReading, target: Target | None
) -> Row:
    sheet, cell = entry.table.sheet, CellPlace(entry.block.row, column.number)
    return _row(
        entry,
        period,
        cell,
        target,
        value=reading.value,
        state=reading.state,
        unit=reading.unit,
        note=reading.note,
        reported_status=colour_at(sheet, cell) if column in entry.coloured else None,
        provisional=reading.provisional or says_provisional(column.text),
    )


def _rows_of_doubted(
    entry: KpiEntry, target: Target, readings: Sequence[DatedReading], years: RunningYears
) -> Iterator[Row]:
    """The periods that a target is for once somebody says what it is; its unit is the figures'."""
    row_periods = [figure.period for figure in entry.figures]
    meant = [
        years.period_of(named, row_periods, to_date=column.heading.to_date)
        for column, named, _ in readings
        if target_for(entry, [target], named) is target
    ]
    for period in dict.fromkeys(filter(None, meant or [target.period])):
        yield _row(entry, period, target.cell, target)


def _row_of_target(entry: KpiEntry, target: Target, period: Period) -> Row:
    """A target for a period of which nothing else is said."""
    unit = target.reading.unit or entry.definition.unit
    return _row(entry, period, target.cell, target, unit=unit)


def _row(
    entry: KpiEntry, period: Period, cell: CellPlace, target: Target | None, **fields: Any
) -> Row:
    table, row = entry.table, entry.block.name_row
    return Row(
        RowKind.KPI_VALUE,
        entry.kpi.code,
        period,
        table.sheet.name,
        table.sheet.place(*cell).address,
        name=entry.kpi.name,
        lead=table.text(row, Role.OWNER) or None,
        portfolio=table.text(row, Role.PORTFOLIO) or None,
        service=table.text(row, Role.SERVICE) or None,
        polarity=entry.definition.polarity,
        **fields,
        **(target_fields(target.reading) if target else {}),
    )


def _with_remarks(entry: KpiEntry, rows: Sequence[Row]) -> Sequence[Row]:
    """Status and note belong to the latest figure read, unless their heading names a period."""
    texts: dict[int, dict[str, list[str]]] = {}
    for name, remarks in (("reported_status", _statuses(entry)), ("note", _notes(entry))):
        for period, text in remarks:
            index = _row_about(rows, period)
            if index is not None:
                texts.setdefault(index, {}).setdefault(name, []).append(text)
    return [
        _with_texts(row, texts[index]) if index in texts else row for index, row in enumerate(rows)
    ]


def _with_texts(row: Row, texts: Mapping[str, Sequence[str]]) -> Row:
    """The row with texts behind what stands in its fields."""
    joined: dict[str, Any] = {
        name: "; ".join(filter(None, (getattr(row, name), *added))) for name, added in texts.items()
    }
    return structs.replace(row, **joined)


def _statuses(entry: KpiEntry) -> Iterator[Remark]:
    sheet, row = entry.table.sheet, entry.block.row
    columns = entry.table.columns_of(Role.STATUS)
    marks = [(c.period, status_at(sheet, CellPlace(row, c.number))) for c in columns]
    if len(marks) > 1:
        # A sign says nothing where a word stands beside it.
        in_words = {period for period, mark in marks if mark and any(map(str.isalpha, mark))}
        marks = [
            (period, mark)
            for period, mark in marks
            if period not in in_words or (mark and any(map(str.isalpha, mark)))
        ]
    yield from _first_by_period(marks)
    for other in entry.block.rows_of(Role.STATUS):
        values = entry.table.columns_of(Role.VALUE)
        yield from _first_by_period(
            (c.period, status_at(sheet, CellPlace(other, c.number))) for c in values
        )


def _two_statuses(entry: KpiEntry) -> Iterator[Finding]:
    """That columns for one period say two statuses of a KPI, and which of them counts."""
    sheet, row = entry.table.sheet, entry.block.row
    columns = entry.table.columns_of(Role.STATUS)
    if len(columns) < 2:
        return
    counted = dict(_statuses(entry))
    typed: dict[Period | None, dict[Rag | State, tuple[CellPlace, str]]] = {}
    for column in columns:
        cell = CellPlace(row, column.number)
        mark = status_at(sheet, cell)
        status = reported_status(mark)
        if mark and isinstance(status, Rag | State):
            typed.setdefault(column.period, {}).setdefault(status, (cell, mark))
    for period, statuses in typed.items():
        (cell, mark), *others = statuses.values()
        if others:
            also = " and ".join(f'"{text}" in {sheet.place(*at).address}' for at, text in others)
            yield cell_finding(
                Severity.WARN,
                FindingCode.SECOND_HEADING,
                sheet=sheet,
                cell=cell,
                problem=f'the status is "{mark}" here and {also}; "{counted[period]}" counts',
                action="Correct the status that is wrong.",
                found=mark,
            )


def _notes(entry: KpiEntry) -> Iterator[Remark]:
    sheet, row = entry.table.sheet, entry.block.row
    columns = entry.table.columns_of(Role.NOTE)
    yield from _first_by_period((c.period, _typed(sheet, row, c)) for c in columns)
    for other in entry.block.rows_of(Role.NOTE):
        values = entry.table.columns_of(Role.VALUE)
        yield from _first_by_period((c.period, _typed(sheet, other, c)) for c in values)
    for cell in entry.block.comments:
        yield None, str(cell.value)


def _typed(sheet: Sheet, row: int, column: Column) -> str | None:
    value = sheet.value(row, column.number)
    is_withdrawn = (row, column.number) in sheet.withdrawn
    return None if value in (None, "") or is_withdrawn else str(value)


def _first_by_period(texts: Iterable[tuple[Period | None, str | None]]) -> Iterator[Remark]:
    """Of several columns for a period the first that is filled."""
    seen: set[Period | None] = set()
    for period, text in texts:
        if text and period not in seen:
            seen.add(period)
            yield period, text


def _row_about(rows: Sequence[Row], period: Period | None) -> int | None:
    """The row a remark is about: of two that end together, the shorter period's.

    A figure goes before a state, and what was read before what could not be.
    """
    if len(rows) == 1:
        return 0 if period is None or rows[0].period == period else None
    ranked = [
        (
            _is_read(row),
            row.value is not None,
            row.period.end,
            row.period.kind not in _YEARS,
            -index,
        )
        for index, row in enumerate(rows)
        if period is None or row.period == period
    ]
    return -max(ranked)[-1] if ranked else None


def _is_read(row: Row) -> bool:
    return row.value is not None or row.state is not None


def _no_month(table: Table, column: Column) -> Finding:
    cell = CellPlace(table.heading_row, column.number)
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=table.sheet,
        cell=cell,
        problem=f'"{column.text}" does not say up to which month',
        expected="a heading such as 2019/20 to September",
        action="Name the last month in the heading, or its quarter when you give the file.",
        found=column.text,
    )
