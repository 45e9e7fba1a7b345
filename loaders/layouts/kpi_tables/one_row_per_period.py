"""One row for each KPI and period: code, name, period, value, target, status, note."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from loaders.accounting.cell_ledger import CellOutcome
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import Definition
from loaders.layouts.kpi_tables.kpi_blocks import Body, KpiBlock, read_body
from loaders.layouts.kpi_tables.kpi_entries import DatedReading, KpiEntry
from loaders.layouts.kpi_tables.sheet_context import SheetContext
from loaders.layouts.kpi_tables.sheet_record import SheetRecord
from loaders.layouts.kpi_tables.split_numbers import is_shifted, split_number
from loaders.layouts.kpi_tables.years_to_date import RunningYears, running_years
from loaders.parsing.cells import CellReading, Unreadable, read_value
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.period_patterns import NotAPeriod, what_to_do
from loaders.parsing.periods import (
    PeriodWords,
    bare_month,
    find_period,
    goes_from_april,
    goes_from_january,
    period_in,
    read_period,
    says_financial,
)
from loaders.tables.columns import Column
from loaders.tables.headings import IDENTITY, Heading, Role
from loaders.tables.kpi_rows import unreadable
from loaders.tables.month_headings import month_ended
from loaders.tables.table import Table
from loaders.workbook import Cell, CellPlace, CellValue, Sheet
from metrics.period import Period, PeriodKind, quarter

_APRIL, _JANUARY = 4, 1
_ENOUGH_ROWS = 200
_ISO_MONTH = re.compile(r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])")
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = ("quarter", "qtr", "q")
_CALENDAR_QUARTER = re.compile(
    r"(?:Q|Quarter )(?P<number>[1-4]),? (?P<year>\d{4})"
    r"|(?P<early>\d{4}) (?:Q|Quarter )(?P<late>[1-4])",
    re.IGNORECASE,
)


def is_list(table: Table) -> bool:
    """Whether a table has columns for KPI and period, and one for values or targets."""
    periods = [c for c in table.columns_of(Role.PERIOD, Role.YEAR) if c.period is None]
    figures = table.columns_of(Role.VALUE, Role.TARGET)
    return bool(periods and table.columns_of(*IDENTITY) and figures)


def years_of(entry: KpiEntry, entries: Sequence[KpiEntry]) -> RunningYears:
    """How far the KPI's year has come, where its row says no more than `YTD`."""
    if not any(dated.column.heading.to_date for dated in entry.readings):
        return RunningYears()
    same_kpi = (other for other in entries if other.kpi.code == entry.kpi.code)
    return running_years(figure.period for other in same_kpi for figure in other.figures)


def entries_listed(context: SheetContext, table: Table, record: SheetRecord) -> Iterator[KpiEntry]:
    """What a list says, row by row; every cell of it is accounted for."""
    record.add_headings(table)
    body = read_body(table)
    record.findings.extend(filter(None, (_names_above(table, body), _years_begin(table))))
    for column in table.columns_of(Role.VALUE)[1:]:
        _leave_column(table, column, record)
    for block in body.blocks:
        entry = _entry(context, table, block, record)
        if entry:
            yield entry
    record.leave_rows(table, body)


def _leave_column(table: Table, column: Column, record: SheetRecord) -> None:
    """A second column of figures, whose period is neither the row's for sure nor another."""
    if record.leave_column(table, column, "second column of figures in a list"):
        message = f'the figures under "{column.text}" were not read: each row has one period'
        cell = CellPlace(table.heading_row, column.number)
        record.findings.append(
            cell_finding(
                Severity.WARN,
                FindingCode.UNKNOWN_HEADING,
                sheet=table.sheet,
                cell=cell,
                problem=message,
                found=column.text,
            )
        )


def _entry(
    context: SheetContext, table: Table, block: KpiBlock, record: SheetRecord
) -> KpiEntry | None:
    column = next(iter(table.columns_of(Role.VALUE)), None)
    reading = _value(table, block.row, column) if column else None
    figure_columns = [column.number] if column and reading is not None else []
    kpi = record.kpi_of(table, block, context.kpi_codes, figure_columns)
    if kpi is None:
        return None
    if reading is None and not _has_target(table, block.row):
        record.leave_without_figure(table, block, kpi)
        return None
    definition = context.definition_of(table, block, kpi)
    period = _period(context, table, block.row, definition, record)
    if period is None:
        record.leave_block(table, block, CellOutcome.QUARANTINED)
        return None
    value_cells = _value_cells(table, block.row, column)
    record.add_block(table, block, value_cells)
    dated = list(_readings(column, period, reading))
    if column and isinstance(reading, Unreadable):
        cell = CellPlace(block.row, column.number)
        record.findings.append(unreadable(table.sheet, cell, reading))
    is_read = isinstance(reading, CellReading)
    return KpiEntry(
        kpi=kpi,
        table=table,
        block=block,
        latest_year=period.period.financial_year,
        scale=context.scale,
        readings=dated if is_read else [],
        period=period.period,
        definition=definition,
        value_cells=value_cells,
        unread=[] if is_read else dated,
    )


def _value_cells(table: Table, row: int, column: Column | None) -> Sequence[Cell]:
    is_filled = column is not None and column.number in table.filled(row)
    return [table.sheet.cell(row, column.number)] if column and is_filled else []


def _value(table: Table, row: int, column: Column) -> CellReading | Unreadable | None:
    if is_shifted(table, row):
        return split_number(table, CellPlace(row, column.number))
    return read_value(table.sheet, row, column.number)


def _has_target(table: Table, row: int) -> bool:
    targets = table.columns_of(Role.TARGET)
    return any(text_of(table.sheet.value(row, target.number)) for target in targets)


def _readings(
    column: Column | None, words: PeriodWords, reading: CellReading | Unreadable | None
) -> Iterator[DatedReading]:
    """What the value cell of a row says; a reading of nothing where it cannot be read."""
    if column and reading is not None:
        heading = Heading(Role.VALUE, words.period, words.to_date)
        read = reading if isinstance(reading, CellReading) else CellReading()
        yield DatedReading(Column(column.number, heading, column.text), words.period, read)


def _period(
    context: SheetContext, table: Table, row: int, definition: Definition, record: SheetRecord
) -> PeriodWords | None:
    """The period of a row, with the year beside it; a finding where there is none."""
    columns = (table.filled_column(row, role) for role in (Role.PERIOD, Role.YEAR))
    column = next(filter(None, columns), None) or table.columns_of(Role.PERIOD, Role.YEAR)[0]
    try:
        return _in_year(_read(context, table, row, column), definition)
    except NotAPeriod as problem:
        cell = CellPlace(row, column.number)
        january = _calendar_quarter(text_of(table.sheet.value(*cell)), definition)
        if january:
            return PeriodWords(january)
        record.findings.append(_bad_period(table, cell, problem))
        record.ledger.quarantine(cell)
        return None


def _read(context: SheetContext, table: Table, row: int, column: Column) -> PeriodWords:
    value = table.sheet.value(row, column.number)
    number_format = table.sheet.formats.get((row, column.number), "General")
    around = context.period_around(table)
    year = around.financial_year if around else None
    typed = _numbered(column, value)
    if _are_iso_months(table.sheet, column.number, table.body):
        typed = f"{text_of(typed)[:4]}-{text_of(typed)[-2:]}-01/P1M"
    if column.role is Role.PERIOD and table.columns_of(Role.YEAR):
        year = _year(table, row) or year
        typed = _in_calendar_year(table, row, column, typed)
    ended = month_ended(value, column.text)
    return PeriodWords(ended) if ended else _words_of(typed, number_format, year)


# A list has few periods, each in many rows.
@lru_cache(maxsize=4096, typed=True)
def _words_of(typed: CellValue, number_format: str, year: int | None) -> PeriodWords:
    words = find_period(typed, number_format=number_format, year=year)
    if words and words.to_date:
        return words
    return PeriodWords(read_period(typed, number_format=number_format, year=year))


@lru_cache(maxsize=64)
def _are_iso_months(sheet: Sheet, column: int, body: range) -> bool:
    """Whether a column has months as `2025-04` or `202504`, and no years with a slip: `2010-12`.

    Most of them are no years, and two are of one year or follow each other.
    """
    values = (sheet.value(row, column) for row in body[:_ENOUGH_ROWS])
    texts = {text_of(value) for value in values} - {""}
    if not all(map(_ISO_MONTH.fullmatch, texts)) or 2 * sum(map(_is_year, texts)) >= len(texts):
        return False
    months = sorted((int(text[:4]), int(text[-2:])) for text in texts)
    return any(
        year == next_year or (number, next_number, next_year - year) == (12, 1, 1)
        for (year, number), (next_year, next_number) in pairwise(months)
    )


def _is_year(text: str) -> bool:
    period = period_in(text)
    return period is not None and period.kind is PeriodKind.FINANCIAL_YEAR


def _numbered(column: Column, value: CellValue) -> CellValue:
    """A number from 1 to 4 under `Quarter` is that quarter."""
    is_number = text_of(value) in ("1", "2", "3", "4")
    return f"Q{text_of(value)}" if is_number and plain(column.text) in _QUARTER else value


def _in_year(words: PeriodWords, definition: Definition) -> PeriodWords:
    """A quarter of a financial year, which a KPI whose year begins elsewhere does not have."""
    begins_elsewhere = definition.year_start not in (None, _APRIL)
    if begins_elsewhere and words.period.kind is PeriodKind.QUARTER:
        reason = "is a quarter of a KPI whose year does not begin in April"
        raise NotAPeriod(words.period.label, reason, "its months, such as January to March 2024")
    return words


def _calendar_quarter(typed: str, definition: Definition) -> Period | None:
    """`Q1 2024` of a KPI whose collection year begins in January: January to March 2024."""
    if definition.year_start != _JANUARY:
        return None
    parts = _CALENDAR_QUARTER.fullmatch(typed.strip())
    if parts is None:
        return None
    number, year = int(parts["number"] or parts["late"]), int(parts["year"] or parts["early"])
    return quarter(year - 1, 4) if number == 1 else quarter(year, number - 1)


def _year(table: Table, row: int) -> int | None:
    column = table.filled_column(row, Role.YEAR)
    value = table.sheet.value(row, column.number) if column else None
    return read_period(value).financial_year if value not in (None, "") else None


def _names_above(table: Table, body: Body) -> Finding | None:
    rows = list(body.names_above)
    if not rows:
        return None
    return cell_finding(
        Severity.WARN,
        FindingCode.NAME_ABOVE,
        sheet=table.sheet,
        cell=CellPlace(rows[0], table.columns[0].number),
        problem=f"{len(rows):,} rows name no KPI, and were read as other periods of the one above",
        action="Check that none of them is of another KPI, or a total.",
    )


def _years_begin(table: Table) -> Finding | None:
    """That parts of years of four digits were read as of one of two years that may be meant."""
    period, year = (next(iter(table.columns_of(role)), None) for role in (Role.PERIOD, Role.YEAR))
    if period is None or year is None:
        return None
    for row in table.body[:_ENOUGH_ROWS]:
        typed = _numbered(period, table.sheet.value(row, period.number))
        number = text_of(table.sheet.value(row, year.number))
        if not _CALENDAR_YEAR.fullmatch(number) or not isinstance(typed, str):
            continue
        begins = period_in(typed, year=int(number))
        if begins is None or period_in(typed) is not None:
            continue
        calendar = period_in(f"{typed} {number}") if bare_month(typed) else None
        if calendar == begins:
            # April to December are of that year in either way.
            continue
        is_calendar = _in_calendar_year(table, row, period, typed) != typed
        if is_calendar and _are_calendar_years(table, period.number):
            continue
        read_as, other = (calendar, begins) if is_calendar else (begins, calendar)
        problem = f'"{typed}" beside {number} was read as {read_as.label if read_as else typed}'
        return cell_finding(
            Severity.WARN,
            FindingCode.YEAR_BEGINS,
            sheet=table.sheet,
            cell=CellPlace(row, year.number),
            problem=problem + (f", not as {other.label}" if other else ""),
            action="If another year is meant, write it as 2025/26.",
            found=number,
        )
    return None


def _in_calendar_year(table: Table, row: int, column: Column, typed: CellValue) -> CellValue:
    """`January` beside 2026 with its year, unless it is the year in which a financial one begins.

    It is where the heading says so, or the months under one of the years go from April to March.
    """
    years = table.filled_column(row, Role.YEAR)
    number = text_of(table.sheet.value(row, years.number)) if years else ""
    if years is None or bare_month(typed) is None or not _CALENDAR_YEAR.fullmatch(number):
        return typed
    if says_financial(years.text):
        return typed
    runs = _months_by_year(table.sheet, column.number, years.number, table.body)
    return typed if any(map(goes_from_april, runs)) else f"{text_of(typed)} {number}"


def _are_calendar_years(table: Table, column: int) -> bool:
    """Whether the months under one of the years go from January into spring or later."""
    years = table.columns_of(Role.YEAR)
    runs = _months_by_year(table.sheet, column, years[0].number, table.body) if years else ()
    return any(map(goes_from_january, runs))


@lru_cache(maxsize=64)
def _months_by_year(sheet: Sheet, column: int, years: int, body: range) -> Sequence[Sequence[int]]:
    """The months of a column beside each year, each once, in the order of the rows."""
    months: dict[str, dict[int, None]] = {}
    for row in body:
        number = bare_month(sheet.value(row, column))
        if number:
            months.setdefault(text_of(sheet.value(row, years)), {})[number] = None
    return [list(numbers) for numbers in months.values()]


def _bad_period(table: Table, cell: CellPlace, problem: NotAPeriod) -> Finding:
    finding = problem.finding
    return cell_finding(
        Severity.QUARANTINE,
        finding.code,
        sheet=table.sheet,
        cell=cell,
        problem=str(problem),
        expected=None,
        action=what_to_do(problem, "Correct the period, and give the file again."),
        found=finding.found,
    )
