"""What a table says of one KPI to rows of the store: periods, units, targets, status and note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.definitions import NOT_DEFINED, Definition
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity
from loaders.layouts.kpi_tables.kpi_targets import Said, Target, left_over, target_for, targets_of
from loaders.layouts.kpi_tables.kpi_units import with_unit
from loaders.layouts.kpi_tables.status_marks import colour_at, status_at
from loaders.layouts.kpi_tables.years_to_date import RunningYears
from loaders.parsing.cells import CellReading
from loaders.reading import Row, RowKind
from loaders.tables.headings import Role
from loaders.tables.kpi_rows import target_fields
from loaders.tables.table import Column, Table
from loaders.workbook import address
from metrics.period import Period, PeriodKind

_YEARS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.YEAR_TO_DATE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a table says of one KPI: its value cells, each under the period of its heading.

    `latest` is the last financial year that the table has values for; `period` is that of a row in
    a list or of a table of one period; `definition` is what the file says of the KPI; `coloured`
    are the columns whose cells' colours are the status.
    """

    kpi: KpiIdentity
    table: Table
    group: KpiBlock
    latest: int
    said: Said
    period: Period | None = None
    definition: Definition = NOT_DEFINED
    coloured: Sequence[Column] = ()

    @property
    def figures(self) -> Sequence[Period]:
        """The periods that the entry has numbers for."""
        return [period for _, period, reading in self.said if reading.value is not None]


def rows_of(entry: Entry, years: RunningYears, findings: list[Finding]) -> Sequence[Row]:
    """A row for every value or word of an entry; what could not be read joins the findings."""
    targets = targets_of(entry.table, entry.group, entry.said, entry.latest, findings, entry.period)
    rows: list[Row] = []
    for column, named, reading in entry.said:
        period = years.meant(named, entry.figures, to_date=column.heading.to_date)
        if period is None:
            findings.append(_no_month(entry.table, column))
            continue
        cell_row = entry.group.row
        said = with_unit(entry.table, cell_row, column, reading, entry.definition, findings)
        if said is not None:
            target = target_for(targets, named, entry.said, entry.latest)
            rows.append(_row(entry, column, period, said, target))
    left = left_over(targets, entry.said, entry.latest)
    rows.extend(
        _target_only(entry, target, target.period)
        for target in left
        if target.period and not target.reading.state
    )
    return _remarked(entry, rows)


def _row(
    entry: Entry, column: Column, period: Period, reading: CellReading, target: Target | None
) -> Row:
    sheet, place = entry.table.sheet, (entry.group.row, column.number)
    return _new(
        entry, period, place, target,
        value=reading.value,
        state=reading.state,
        unit=reading.unit,
        note=reading.note,
        reported_status=colour_at(sheet, *place) if column in entry.coloured else None,
        provisional=reading.provisional,
    )  # fmt: skip


def _target_only(entry: Entry, target: Target, period: Period) -> Row:
    """A target for a period of which nothing else is said."""
    unit = target.reading.unit or entry.definition.unit
    return _new(entry, period, target.place, target, unit=unit)


def _new(
    entry: Entry, period: Period, place: tuple[int, int], target: Target | None, **said: Any
) -> Row:
    table, row = entry.table, entry.group.named_at
    return Row(
        RowKind.KPI_VALUE,
        entry.kpi.code,
        period,
        table.sheet.name,
        address(*place),
        name=entry.kpi.name,
        lead=table.text(row, Role.OWNER) or None,
        portfolio=table.text(row, Role.PORTFOLIO) or None,
        polarity=entry.definition.polarity,
        **said,
        **(target_fields(target.reading) if target else {}),
    )


def _remarked(entry: Entry, rows: Sequence[Row]) -> Sequence[Row]:
    """Status and note belong to the latest figure, unless their heading names a period."""
    said: dict[int, dict[str, Any]] = {}
    for name, remarks in (("reported_status", _statuses(entry)), ("note", _notes(entry))):
        for period, text in remarks:
            index = _about(rows, period)
            if index is not None:
                of_row = said.setdefault(index, {})
                before = of_row.get(name) or getattr(rows[index], name)
                of_row[name] = "; ".join(filter(None, (before, text)))
    return [replace(row, **said[n]) if n in said else row for n, row in enumerate(rows)]


def _statuses(entry: Entry) -> Iterator[tuple[Period | None, str]]:
    sheet, row = entry.table.sheet, entry.group.row
    columns = entry.table.of(Role.STATUS)
    yield from _firsts((c.period, status_at(sheet, row, c.number)) for c in columns)
    for other in entry.group.rows_of(Role.STATUS):
        values = entry.table.of(Role.VALUE)
        yield from _firsts((c.period, status_at(sheet, other, c.number)) for c in values)


def _notes(entry: Entry) -> Iterator[tuple[Period | None, str]]:
    sheet, row = entry.table.sheet, entry.group.row
    yield from _firsts(
        (c.period, _typed(sheet.value(row, c.number))) for c in entry.table.of(Role.NOTE)
    )
    for other in entry.group.rows_of(Role.NOTE):
        values = entry.table.of(Role.VALUE)
        yield from _firsts((c.period, _typed(sheet.value(other, c.number))) for c in values)
    for cell in entry.group.comments:
        yield None, str(cell.value)


def _typed(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _firsts(
    said: Iterator[tuple[Period | None, str | None]],
) -> Iterator[tuple[Period | None, str]]:
    """Of several columns for a period the first that is filled."""
    seen: set[Period | None] = set()
    for period, text in said:
        if text and period not in seen:
            seen.add(period)
            yield period, text


def _about(rows: Sequence[Row], period: Period | None) -> int | None:
    """The row a remark is about: of two that end together, the shorter period's."""
    ranked = [
        (row.value is not None, row.period.end, row.period.kind not in _YEARS, -index)
        for index, row in enumerate(rows)
        if (row.value is not None or row.state) and (period is None or row.period == period)
    ]
    return -max(ranked)[-1] if ranked else None


def _no_month(table: Table, column: Column) -> Finding:
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=table.sheet,
        cell=(table.heading_row, column.number),
        problem=f'"{column.text}" does not say up to which month',
        expected="a heading such as 2019/20 to September",
        action="Name the last month in the heading, or give the quarters beside it.",
        found=column.text,
    )
