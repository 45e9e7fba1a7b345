"""One row for each KPI and period: code, name, period, value, target, status, note."""

import re
from collections.abc import Iterator, Sequence

from loaders.accounting.cell_ledger import CellOutcome
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import Definition
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock, read_body
from loaders.layouts.kpi_tables.kpi_entries import Entry
from loaders.layouts.kpi_tables.sheet_reading import SheetReading
from loaders.layouts.kpi_tables.years_to_date import PARTS, RunningYears
from loaders.parsing.cells import CellReading, Unreadable, read_value
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import PeriodWords, find_period, read_period
from loaders.tables.headings import IDENTITY, Heading, Role
from loaders.tables.kpi_rows import unreadable
from loaders.tables.table import Column, Table
from loaders.workbook import CellPlace, CellValue
from metrics import period as spans
from metrics.period import Period, PeriodKind

_APRIL, _JANUARY = 4, 1
_QUARTER = ("quarter", "qtr", "q")
_CALENDAR_QUARTER = re.compile(
    r"(?:Q|Quarter )(?P<number>[1-4]),? (?P<year>\d{4})"
    r"|(?P<early>\d{4}) (?:Q|Quarter )(?P<late>[1-4])",
    re.IGNORECASE,
)


def is_list(table: Table) -> bool:
    """Whether a table has columns for KPI and period, and one for values or targets."""
    periods = [c for c in table.of(Role.PERIOD, Role.YEAR) if c.period is None]
    return bool(periods and table.of(*IDENTITY) and table.of(Role.VALUE, Role.TARGET))


def years_of(entry: Entry, entries: Sequence[Entry]) -> RunningYears:
    """How far the KPI's year has come, where its row says no more than `YTD`."""
    years = RunningYears()
    if any(column.heading.to_date for column, _, _ in entry.said):
        for other in entries:
            if other.kpi.code == entry.kpi.code:
                years.reached.update(p for p in other.figures if p.kind in PARTS)
    return years


def entries_listed(page: SheetReading, table: Table) -> Iterator[Entry]:
    """What a list says, row by row; every cell of it is accounted for."""
    page.head(table)
    body = read_body(table)
    for column in table.of(Role.VALUE)[1:]:
        _leave_column(page, table, column)
    for group in body.groups:
        entry = _entry(page, table, group)
        if entry:
            yield entry
    page.leave_body(table, body)


def _leave_column(page: SheetReading, table: Table, column: Column) -> None:
    """A second column of figures, whose period is neither the row's for sure nor another."""
    if page.leave_column(table, column, "second column of figures in a list"):
        says = f'the figures under "{column.text}" were not read: each row has one period'
        place = (table.heading_row, column.number)
        page.findings.append(
            cell_finding(
                Severity.WARN,
                FindingCode.UNKNOWN_HEADING,
                sheet=page.sheet,
                cell=place,
                problem=says,
                found=column.text,
            )
        )


def _entry(page: SheetReading, table: Table, group: KpiBlock) -> Entry | None:
    column = next(iter(table.of(Role.VALUE)), None)
    place = (group.row, column.number) if column else None
    reading = read_value(table.sheet, *place) if place else None
    has_target = any(
        text_of(table.sheet.value(group.row, target.number)) for target in table.of(Role.TARGET)
    )
    kpi = page.kpi_of(table, group, [place[1]] if place and reading is not None else [])
    if kpi is None:
        return None
    if reading is None and not has_target:
        page.without_figure(table, group, kpi)
        return None
    definition = page.definition_of(table, group, kpi)
    said = _period(page, table, group.row, definition)
    if said is None:
        page.leave(table, group, CellOutcome.QUARANTINED)
        return None
    page.read(table, group, [c for c in table.cells(group.row) if place and c.column == place[1]])
    if isinstance(reading, Unreadable) and place:
        page.findings.append(unreadable(table.sheet, place, reading))
    return Entry(
        kpi, table, group, said.period.financial_year, list(_said(column, said, reading)),
        said.period, definition,
    )  # fmt: skip


def _said(
    column: Column | None, said: PeriodWords, reading: CellReading | Unreadable | None
) -> Iterator[tuple[Column, Period, CellReading]]:
    if column and isinstance(reading, CellReading):
        heading = Heading(Role.VALUE, said.period, said.to_date)
        yield Column(column.number, heading, column.text), said.period, reading


def _period(
    page: SheetReading, table: Table, row: int, definition: Definition
) -> PeriodWords | None:
    """The period of a row, with the year beside it; a finding where there is none."""
    columns = (table.filled(row, role) for role in (Role.PERIOD, Role.YEAR))
    column = next(filter(None, columns), None) or table.of(Role.PERIOD, Role.YEAR)[0]
    place = (row, column.number)
    try:
        return _in_year(_read(page, table, place, column), definition)
    except NotAPeriod as problem:
        january = _calendar_quarter(text_of(table.sheet.value(*place)), definition)
        if january:
            return PeriodWords(january)
        page.findings.append(_bad_period(table, place, problem))
        page.account.quarantine(CellPlace(*place))
        return None


def _read(page: SheetReading, table: Table, place: tuple[int, int], column: Column) -> PeriodWords:
    cell = table.sheet.cell(*place)
    year = page.around.financial_year if page.around else None
    if column.role is Role.PERIOD:
        year = _year(table, place[0]) or year
    words = _numbered(column, cell.value)
    found = find_period(words, number_format=cell.number_format, year=year)
    if found and found.to_date:
        return found
    return PeriodWords(read_period(words, number_format=cell.number_format, year=year))


def _numbered(column: Column, value: CellValue) -> CellValue:
    """A number from 1 to 4 under `Quarter` is that quarter."""
    is_number = text_of(value) in ("1", "2", "3", "4")
    return f"Q{text_of(value)}" if is_number and plain(column.text) in _QUARTER else value


def _in_year(said: PeriodWords, definition: Definition) -> PeriodWords:
    """A quarter of a financial year, which a KPI whose year begins elsewhere does not have."""
    begins_elsewhere = definition.year_start not in (None, _APRIL)
    if begins_elsewhere and said.period.kind is PeriodKind.QUARTER:
        reason = "is a quarter of a KPI whose year does not begin in April"
        raise NotAPeriod(said.period.label, reason, "its months, such as January to March 2024")
    return said


def _calendar_quarter(typed: str, definition: Definition) -> Period | None:
    """`Q1 2024` of a KPI whose collection year begins in January: January to March 2024."""
    if definition.year_start != _JANUARY:
        return None
    found = _CALENDAR_QUARTER.fullmatch(typed.strip())
    if found is None:
        return None
    number, year = int(found["number"] or found["late"]), int(found["year"] or found["early"])
    return spans.quarter(year - 1, 4) if number == 1 else spans.quarter(year, number - 1)


def _year(table: Table, row: int) -> int | None:
    column = table.filled(row, Role.YEAR)
    value = table.sheet.value(row, column.number) if column else None
    return read_period(value).financial_year if value not in (None, "") else None


def _bad_period(table: Table, place: tuple[int, int], problem: NotAPeriod) -> Finding:
    finding = problem.finding
    return cell_finding(
        Severity.QUARANTINE,
        finding.code,
        sheet=table.sheet,
        cell=place,
        problem=str(problem),
        action="Correct the period, and give the file again.",
        found=finding.found,
    )
