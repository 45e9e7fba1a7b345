"""One KPI's row of a table to rows of the store: periods, targets, status and note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.cells import CellReading, Unreadable, read_target
from loaders.headings import Role
from loaders.kpi.kpi_rows import Whose, status_at, unreadable, with_target
from loaders.kpi.running_years import RunningYears
from loaders.noticed import noticed
from loaders.reading import Finding, Row, RowKind, Severity
from loaders.tables import Column, Table
from loaders.workbook import address
from metrics.period import Period, PeriodKind

_YEARS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.YEAR_TO_DATE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One KPI's row in a table: what its value cells say, each under the period of its heading.

    `latest` is the last financial year that the table has values for.
    """

    kpi: Whose
    table: Table
    row: int
    latest: int
    said: Sequence[tuple[Column, Period, CellReading]]

    @property
    def figures(self) -> Sequence[Period]:
        """The periods that the row has numbers for."""
        return [period for _, period, reading in self.said if reading.value is not None]


def rows_of(entry: Entry, years: RunningYears, findings: list[Finding]) -> Sequence[Row]:
    """A row for every value or word of an entry; what could not be read joins the findings."""
    targets = _targets(entry, findings)
    rows: list[Row] = []
    for column, named, reading in entry.said:
        period = years.meant(named, entry.figures, to_date=column.heading.to_date)
        if period is None:
            findings.append(_no_month(entry.table, column))
            continue
        row = _row(entry, column, period, reading)
        rows.append(with_target(row, _target_for(targets, named, entry.latest)))
    return _remarked(entry, rows)


def _row(entry: Entry, column: Column, period: Period, reading: CellReading) -> Row:
    table, row = entry.table, entry.row
    return Row(
        RowKind.KPI_VALUE,
        entry.kpi.code,
        period,
        table.sheet.name,
        address(row, column.number),
        name=entry.kpi.name,
        value=reading.value,
        state=reading.state,
        unit=reading.unit,
        note=reading.note,
        lead=table.text(row, Role.OWNER) or None,
        portfolio=table.text(row, Role.PORTFOLIO) or None,
        provisional=reading.provisional,
    )


def _targets(entry: Entry, findings: list[Finding]) -> Sequence[tuple[Period | None, CellReading]]:
    targets: list[tuple[Period | None, CellReading]] = []
    for column in entry.table.of(Role.TARGET):
        place = (entry.row, column.number)
        reading = read_target(entry.table.sheet, *place)
        if isinstance(reading, Unreadable):
            findings.append(unreadable(entry.table, place, reading))
        elif reading:
            targets.append((column.period, reading))
    return targets


def _target_for(
    targets: Sequence[tuple[Period | None, CellReading]], period: Period, latest: int
) -> CellReading | None:
    """The target for a period: its own, its year's, or the printed one in the latest year."""
    own = (target for named, target in targets if named == period)
    of_year = (target for named, target in targets if named and _covers(named, period))
    printed = (target for named, target in targets if named is None)
    current = printed if period.financial_year == latest else iter(())
    return next(own, None) or next(of_year, None) or next(current, None)


def _covers(named: Period, period: Period) -> bool:
    is_year = named.kind is PeriodKind.FINANCIAL_YEAR
    return is_year and named.start <= period.start and period.end <= named.end


def _remarked(entry: Entry, rows: Sequence[Row]) -> Sequence[Row]:
    """Status and note belong to the latest figure, unless their heading names a period."""
    remarked = list(rows)
    for role, name in ((Role.STATUS, "reported_status"), (Role.NOTE, "note")):
        for column in entry.table.of(role):
            text = _remark(entry, column)
            index = _about(remarked, column.period)
            if text and index is not None:
                text = "; ".join(filter(None, (getattr(remarked[index], name), text)))
                said: dict[str, Any] = {name: text}
                remarked[index] = replace(remarked[index], **said)
    return remarked


def _remark(entry: Entry, column: Column) -> str | None:
    sheet, place = entry.table.sheet, (entry.row, column.number)
    if column.role is Role.STATUS:
        return status_at(sheet, *place)
    value = sheet.value(*place)
    return str(value) if value not in (None, "") else None


def _about(rows: Sequence[Row], period: Period | None) -> int | None:
    """The row a remark is about: of two that end together, the shorter period's."""
    ranked = [
        (row.value is not None, row.period.end, row.period.kind not in _YEARS, -index)
        for index, row in enumerate(rows)
        if period is None or row.period == period
    ]
    return -max(ranked)[-1] if ranked else None


def _no_month(table: Table, column: Column) -> Finding:
    return noticed(
        Severity.REJECT, "no_period", table.sheet, (table.heading_row, column.number),
        f'"{column.text}" does not say up to which month', "a heading such as 2019/20 to September",
        "Name the last month in the heading, or give the quarters beside it.", column.text,
    )  # fmt: skip
