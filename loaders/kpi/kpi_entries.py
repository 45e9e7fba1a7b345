"""One KPI's row of a table to rows of the store: periods, targets, status and note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.cells import CellReading
from loaders.headings import Role
from loaders.kpi.kpi_rows import Whose, status_at, with_target
from loaders.kpi.kpi_targets import target_for, targets_of
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
    targets = targets_of(entry.table, entry.row, entry.said, entry.latest, findings)
    rows: list[Row] = []
    for column, named, reading in entry.said:
        period = years.meant(named, entry.figures, to_date=column.heading.to_date)
        if period is None:
            findings.append(_no_month(entry.table, column))
            continue
        row = _row(entry, column, period, reading)
        target = target_for(targets, named, entry.said, entry.latest)
        rows.append(with_target(row, target.reading if target else None))
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


def _remarked(entry: Entry, rows: Sequence[Row]) -> Sequence[Row]:
    """Status and note belong to the latest figure, unless their heading names a period."""
    remarked = list(rows)
    for role, name in ((Role.STATUS, "reported_status"), (Role.NOTE, "note")):
        for period, text in _remarks(entry, role).items():
            index = _about(remarked, period)
            if index is not None:
                both = "; ".join(filter(None, (getattr(remarked[index], name), text)))
                said: dict[str, Any] = {name: both}
                remarked[index] = replace(remarked[index], **said)
    return remarked


def _remarks(entry: Entry, role: Role) -> Mapping[Period | None, str]:
    """What a row says under a role: of several columns for a period, the first that is filled."""
    remarks: dict[Period | None, str] = {}
    for column in entry.table.of(role):
        text = _remark(entry, column)
        if text:
            remarks.setdefault(column.period, text)
    return remarks


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
