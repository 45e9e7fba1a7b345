"""KPIs down, periods across: what committees print, and trackers month by month."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock, read_body
from loaders.layouts.kpi_tables.kpi_entries import Entry
from loaders.layouts.kpi_tables.sheet_reading import SheetReading
from loaders.layouts.kpi_tables.status_marks import coloured_values
from loaders.parsing.cells import CellReading, Unreadable, read_value
from loaders.parsing.normalise import text_of
from loaders.tables.headings import EARLIER, IDENTITY, Heading, Role
from loaders.tables.kpi_rows import unreadable
from loaders.tables.table import Column, Table
from metrics import period as spans
from metrics.period import Period, PeriodKind
from metrics.status import State

_AREA_CODE = re.compile(r"[EKNSW]\d{8}")
Dated = Sequence[tuple[Column, Period]]


def is_across(table: Table) -> bool:
    """Whether a table has KPIs down, and values or targets across with no column of periods."""
    if any(c.period is None for c in table.of(Role.PERIOD, Role.YEAR)):
        return False
    figures = table.of(Role.VALUE) or [c for c in table.of(Role.TARGET) if c.period]
    return bool(figures and is_of_kpis(table))


def is_of_kpis(table: Table) -> bool:
    """Whether the rows are KPIs: national statistics list areas, other reports key activities."""
    if table.of(Role.KEY_ACTIVITY) or not table.of(*IDENTITY):
        return False
    codes = (table.text(row, role) for row in table.body[:5] for role in IDENTITY)
    return not any(_AREA_CODE.match(code) for code in codes)


def entries_across(page: SheetReading, table: Table) -> Iterator[Entry]:
    """What a table says, KPI by KPI; every cell of it is accounted for."""
    page.head(table)
    body = read_body(table)
    columns = list(_dated(page, table))
    page.dated(table, columns)
    coloured = coloured_values(table, [group.row for group in body.groups])
    if coloured:
        page.by_colour(table, coloured[0].number)
    for group in body.groups:
        entry = _entry(page, table, group, columns)
        if entry:
            yield replace(entry, coloured=coloured)
    page.leave_body(table, body)


def _dated(page: SheetReading, table: Table) -> Iterator[tuple[Column, Period]]:
    """The columns with figures, each with its period; one without is a reason to refuse."""
    for column in table.of(Role.VALUE):
        period = column.period or page.around
        if period:
            yield column, period
        else:
            page.findings.append(_no_period(table, column))
    earlier = dict(_earlier(table, page.around)) if page.around else {}
    for column in table.of(*EARLIER):
        quarter = earlier.get(column)
        if quarter:
            yield replace(column, heading=Heading(Role.VALUE, quarter)), quarter
        elif _holds_figures(table, column):
            page.findings.append(_which_period(table, column))


def _earlier(table: Table, around: Period) -> Iterator[tuple[Column, Period]]:
    """Columns of earlier quarters that hold figures and not arrows.

    `Last Year` may mean the whole year, unless it stands beside `Last Quarter`.
    """
    if around.kind is not PeriodKind.QUARTER:
        return
    year, number = around.financial_year, (around.start.month - 4) % 12 // 3 + 1
    before = spans.quarter(year, number - 1) if number > 1 else spans.quarter(year - 1, 4)
    last_quarter = [c for c in table.of(Role.LAST_QUARTER) if _holds_figures(table, c)]
    a_year_ago = table.of(Role.SAME_QUARTER_LAST_YEAR, *([Role.LAST_YEAR] if last_quarter else []))
    for column in last_quarter:
        yield column, before
    for column in a_year_ago:
        if _holds_figures(table, column):
            yield column, spans.quarter(year - 1, number)


def _holds_figures(table: Table, column: Column) -> bool:
    said = [read_value(table.sheet, row, column.number) for row in table.body]
    filled = [reading for reading in said if reading is not None]
    figures = [r for r in filled if isinstance(r, CellReading) and r.value is not None]
    return bool(figures) and 2 * len(figures) >= len(filled)


def _entry(page: SheetReading, table: Table, group: KpiBlock, columns: Dated) -> Entry | None:
    said = [(c, period, _value(page, table, group.row, c)) for c, period in columns]
    readings = [(c, p, reading) for c, p, reading in said if isinstance(reading, CellReading)]
    failed = [(c, reading) for c, _, reading in said if isinstance(reading, Unreadable)]
    figures = [c for c, _, reading in readings if reading.value is not None]
    kpi = page.kpi_of(table, group, [c.number for c in (*figures, *(c for c, _ in failed))])
    if kpi is None:
        return None
    if not (readings or failed or _has_dated_target(table, group)):
        page.without_figure(table, group, kpi)
        return None
    for column, problem in failed:
        page.findings.append(unreadable(table.sheet, (group.row, column.number), problem))
    for _, period, reading in readings:
        if reading.state not in (State.NOT_DUE, State.NOT_APPLICABLE):
            page.years.add_figure(period)
    told = {column.number for column in table.of(Role.VALUE)} | {c.number for c, _, _ in said}
    page.read(table, group, [cell for cell in table.cells(group.row) if cell.column in told])
    latest = max((period.financial_year for _, period in columns), default=0)
    # A table of one period has its targets for that period.
    of_one = page.around if any(c.period is None for c in table.of(Role.VALUE)) else None
    definition = page.definition_of(table, group, kpi)
    return Entry(kpi, table, group, latest, readings, of_one, definition)


def _has_dated_target(table: Table, group: KpiBlock) -> bool:
    rows = (group.row, *group.rows_of(Role.TARGET))
    dated = [column for column in table.of(Role.TARGET) if column.period]
    if any(text_of(table.sheet.value(row, c.number)) for row in rows for c in dated):
        return True
    return bool(group.rows_of(Role.TARGET))


def _value(
    page: SheetReading, table: Table, row: int, column: Column
) -> CellReading | Unreadable | None:
    """A value cell; a word merged across several periods speaks for each of them."""
    place = (row, column.number)
    values = {value.number for value in table.of(Role.VALUE)}
    holder = page.merged.get(place)
    reading = read_value(table.sheet, *(holder or place))
    if holder:
        speaks = isinstance(reading, CellReading) and reading.state and holder[0] == row
        return reading if speaks and holder[1] in values else None
    is_figure = isinstance(reading, CellReading) and reading.value is not None
    if is_figure and page.covered.get(place, set()) & values:
        found = text_of(table.sheet.value(*place))
        return Unreadable(FindingCode.NOT_A_VALUE, "merged across several periods", found)
    return reading


def _which_period(table: Table, column: Column) -> Finding:
    place = (table.heading_row, column.number)
    return cell_finding(
        Severity.WARN,
        FindingCode.UNKNOWN_HEADING,
        sheet=table.sheet,
        cell=place,
        problem=f'figures stand under "{column.text}", which does not say of which period, so they '
        "were not read",
        expected="a heading such as Q1 2019/20",
        action="Name the period if the figures count.",
        found=column.text,
    )


def _no_period(table: Table, column: Column) -> Finding:
    place = (table.heading_row, column.number)
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=table.sheet,
        cell=place,
        problem=f'"{column.text}" does not say for which period',
        expected="a heading such as Q1 2019/20",
        action="Name the period in the heading or in a title, or choose it when you give the file.",
        found=column.text,
    )
