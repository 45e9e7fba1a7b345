"""The targets of a KPI's row: which periods each is for, and which are no match for the values."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry
from loaders.layouts.kpi_tables.kpi_units import in_full, unit_stated
from loaders.parsing.cells import CellReading, Unreadable, read_target
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.numbers import read_text
from loaders.parsing.vocabulary import POWERS_OF_TEN, is_same_unit
from loaders.tables.columns import Column
from loaders.tables.headings import Role
from loaders.tables.kpi_rows import unreadable
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period, PeriodKind, financial_year
from metrics.status import State

_ANNUAL = re.compile(r"\b(?:annual|full year|year end)\b")
# `85% (target 90%)`; `85 (target 2026)` may name the year in which it is to be met.
_TARGET_BESIDE = re.compile(
    r"target\s?[:=]?\s?(?:of\s)?(?P<target>(?!\s*(?:19|20)\d\d$).+)", re.IGNORECASE
)
# A percentage above this is surely no fraction, so a target up to 1 beside it is on another scale.
_MORE_THAN_A_FRACTION = 1.5


class Target(msgspec.Struct, frozen=True):
    """What a target cell says: where it stands, and the period it is for.

    `period` is the one that its heading or row names; None for the one printed target of a table.
    What stands under a heading that says annual, or a year, is for that year as a whole.
    """

    cell: CellPlace
    period: Period | None
    reading: CellReading


def targets_of(entry: KpiEntry, findings: list[Finding], doubted: list[Target]) -> Sequence[Target]:
    """The targets of a KPI that match its values; the others join the findings, and `doubted`."""
    targets = list(_read(entry, findings, doubted))
    matching: list[Target] = []
    for target in targets:
        doubt = _doubt(entry, target, targets)
        if doubt:
            findings.append(doubt)
            doubted.append(target)
        else:
            matching.append(target)
    return matching


def _in_full(entry: KpiEntry, target: Target, column: Column | None = None) -> Target:
    """A target in the thousands that its heading says, or that its figures are in."""
    values = [dated.column for dated in entry.readings] or entry.table.columns_of(Role.VALUE)
    stated = unit_stated(entry, column) if column else None
    stated = stated or next((unit_stated(entry, value) for value in values), None)
    if stated is None or stated not in POWERS_OF_TEN:
        return target
    return structs.replace(
        target, reading=in_full(entry.table.sheet, target.cell, target.reading, stated)
    )


def unused_targets(entry: KpiEntry, targets: Sequence[Target]) -> Sequence[Target]:
    """Targets for periods of which nothing is said: of whole years, and of those to come."""
    used = [target_for(entry, targets, reading.period) for reading in entry.readings]
    return [target for target in targets if target.period and target not in used]


def target_for(entry: KpiEntry, targets: Sequence[Target], period: Period) -> Target | None:
    """The target for a period: its own, or the printed one in the current years.

    None where there is only one for the whole year: what a part of it is held against is worked
    out from all figures (metrics.applicable_target).
    """
    for target in targets:
        if target.period is period or target.period == period:
            return target
    if any(target.period and _covers(target.period, period) for target in targets):
        return None
    printed = next((target for target in targets if target.period is None), None)
    is_current = printed and period.financial_year in _printed_years(entry)
    return printed if is_current else None


def _printed_years(entry: KpiEntry) -> frozenset[int]:
    """The table's latest year; also that of a row's latest figure where none is due since."""
    years = [figure.period.financial_year for figure in entry.figures]
    last = max(years, default=entry.latest_year)
    since = [dated for dated in entry.readings if dated.period.financial_year > last]
    none_due = all(dated.reading.state == State.NOT_DUE for dated in since)
    return frozenset((entry.latest_year, last)) if none_due else frozenset((entry.latest_year,))


def _covers(named: Period, period: Period) -> bool:
    is_year = named.kind is PeriodKind.FINANCIAL_YEAR
    return is_year and named.start <= period.start and period.end <= named.end


def _read(entry: KpiEntry, findings: list[Finding], doubted: list[Target]) -> Iterator[Target]:
    """The first target cell that is filled, for each period that headings or the row name."""
    sheet = entry.table.sheet
    seen: set[Period | None] = set()
    for row, column in _target_cells(entry):
        cell = CellPlace(row, column.number)
        period = column.period or _year_meant(entry, column) or entry.period
        reading = read_target(sheet, *cell)
        if reading is None or period in seen:
            continue
        seen.add(period)
        if isinstance(reading, Unreadable):
            findings.append(unreadable(sheet, cell, reading))
            doubted.append(Target(cell, period, CellReading()))
        else:
            heading = column if column.role is Role.TARGET else None
            yield _in_full(entry, Target(cell, period, reading), heading)
    for dated in entry.readings if None not in seen else ():
        beside = _TARGET_BESIDE.fullmatch(dated.reading.note or "")
        reading = read_text(beside["target"]) if beside and dated.period not in seen else None
        if isinstance(reading, CellReading):
            cell = CellPlace(entry.block.row, dated.column.number)
            yield _in_full(entry, Target(cell, dated.period, reading))


def _year_meant(entry: KpiEntry, column: Column) -> Period | None:
    """The year of a target whose heading says annual without one, beside parts of the year."""
    if column.role is not Role.TARGET or not _says_annual(column.text):
        return None
    if any(dated.period.months >= 12 for dated in entry.readings):
        return None
    return financial_year(entry.period.financial_year if entry.period else entry.latest_year)


@lru_cache(maxsize=1024)
def _says_annual(heading: str) -> bool:
    return _ANNUAL.search(plain(heading)) is not None


def _target_cells(entry: KpiEntry) -> Iterator[tuple[int, Column]]:
    """Rows and columns of a KPI's targets: under their headings, or in a row of their own."""
    rows_of_targets = entry.block.rows_of(Role.TARGET)
    for row in (entry.block.row, *rows_of_targets):
        for column in entry.table.columns_of(Role.TARGET):
            yield row, column
    for row in rows_of_targets:
        for column in entry.table.columns_of(Role.VALUE):
            yield row, column


def _figures_of(
    entry: KpiEntry, target: Target, targets: Sequence[Target]
) -> Sequence[CellReading]:
    """The figures that a target is for; the row's latest one where it is for none of them."""
    figures = entry.figures
    meant = [f.reading for f in figures if target_for(entry, targets, f.period) is target]
    last = max(figures, key=lambda figure: figure.period.end, default=None)
    return meant or ([last.reading] if last else [])


def _doubt(entry: KpiEntry, target: Target, targets: Sequence[Target]) -> Finding | None:
    sheet, unit = entry.table.sheet, target.reading.unit
    figures = _figures_of(entry, target, targets)
    if unit:
        in_cells = [figure.unit for figure in figures if figure.unit]
        units = in_cells or filter(None, [_unit_of_figures(entry)])
        other = next((named for named in units if not is_same_unit(named, unit)), None)
        return _unit_differs(sheet, target.cell, unit, other) if other else None
    percents = [f.value for f in figures if f.unit == "percent" and f.value is not None]
    over = next((value for value in percents if value > _MORE_THAN_A_FRACTION), None)
    if over is not None and _is_bare_fraction(target.reading):
        return _bare_fraction(sheet, target.cell, over)
    return None


def _unit_of_figures(entry: KpiEntry) -> str | None:
    """The unit of figures whose cells name none: as the file says, else as the plans do."""
    values = [dated.column for dated in entry.readings] or entry.table.columns_of(Role.VALUE)
    named = next(filter(None, (unit_stated(entry, value) for value in values)), None)
    stated = named or entry.definition.unit
    of_scale, _ = POWERS_OF_TEN.get(stated or "", (stated, 0))
    # A file that says no more than `number` may have any.
    return of_scale if of_scale and of_scale != "number" else entry.definition.planned


def _is_bare_fraction(reading: CellReading) -> bool:
    """Whether a number without a unit may be a share of 1; nought is the same on both scales."""
    ends = [end for end in (reading.value, reading.lower, reading.upper) if end is not None]
    return bool(ends) and reading.unit is None and not reading.state and 0 < max(ends) <= 1


def _unit_differs(sheet: Sheet, cell: CellPlace, unit: str, expected: str) -> Finding:
    text = text_of(sheet.value(*cell))
    counted = "a plain number" if expected == "number" else f"in {expected}"
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.TARGET_UNIT_DIFFERS,
        sheet=sheet,
        cell=cell,
        problem=f'the target "{text}" is in {unit}, while the value is {counted}',
        expected=f"a target that is {counted}",
        action="Write the target in the unit of the value, or correct the value's unit.",
        found=text,
    )


def _bare_fraction(sheet: Sheet, cell: CellPlace, value: float) -> Finding:
    text = text_of(sheet.value(*cell))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.BARE_FRACTION,
        sheet=sheet,
        cell=cell,
        problem=f'the target "{text}" has no unit and may be a fraction, beside {value:.15g} %',
        expected="a target in percent",
        action="Format the target as a percentage, or write it with its sign, such as 90%.",
        found=text,
    )
