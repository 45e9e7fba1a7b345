"""The targets of a KPI's row: which periods each is for, and which are no match for the values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.kpi_tables.kpi_blocks import KpiBlock
from loaders.parsing.cells import CellReading, Unreadable, read_target
from loaders.parsing.normalise import text_of
from loaders.parsing.vocabulary import is_same_unit
from loaders.tables.headings import Role
from loaders.tables.kpi_rows import unreadable
from loaders.tables.table import Column, Table
from metrics.period import Period, PeriodKind
from metrics.status import State

Said = Sequence[tuple[Column, Period, CellReading]]

# A percentage above this is surely no fraction, so a target up to 1 beside it is on another scale.
_MORE_THAN_A_FRACTION = 1.5


@dataclass(frozen=True, slots=True)
class Target:
    """What a target cell says: where it stands, and the period it is for.

    `period` is the one that its heading or row names; None for the one printed target of a table.
    """

    place: tuple[int, int]
    period: Period | None
    reading: CellReading


def targets_of(  # noqa: PLR0913, PLR0917 (a row, what it says, and the period of a list's row)
    table: Table,
    group: KpiBlock,
    said: Said,
    latest: int,
    findings: list[Finding],
    period: Period | None = None,
) -> Sequence[Target]:
    """The targets of a KPI that match its values; the others join the findings.

    `period` is the one of a row in a list, where targets have no period of their own.
    """
    read = list(_read(table, group, period, findings))
    doubts = [_doubt(table, target, _measured(read, target, said, latest)) for target in read]
    findings.extend(doubt for doubt in doubts if doubt)
    return [target for target, doubt in zip(read, doubts, strict=True) if doubt is None]


def left_over(targets: Sequence[Target], said: Said, latest: int) -> Sequence[Target]:
    """Targets for periods of which nothing is said: those set for the years to come."""
    used = [target_for(targets, period, said, latest) for _, period, _ in said]
    return [target for target in targets if target.period and target not in used]


def target_for(targets: Sequence[Target], period: Period, said: Said, latest: int) -> Target | None:
    """The target for a period: its own, its year's, or the printed one in the current years."""
    own = (target for target in targets if target.period == period)
    of_year = (target for target in targets if target.period and _covers(target.period, period))
    printed = (target for target in targets if target.period is None)
    current = printed if period.financial_year in _printed_years(said, latest) else iter(())
    return next(own, None) or next(of_year, None) or next(current, None)


def _printed_years(said: Said, latest: int) -> frozenset[int]:
    """The table's latest year; also that of a row's latest figure where none is due since."""
    figures = [period.financial_year for _, period, reading in said if reading.value is not None]
    last = max(figures, default=latest)
    since = [reading.state for _, period, reading in said if period.financial_year > last]
    none_due = all(state == State.NOT_DUE for state in since)
    return frozenset((latest, last)) if none_due else frozenset((latest,))


def _covers(named: Period, period: Period) -> bool:
    is_year = named.kind is PeriodKind.FINANCIAL_YEAR
    return is_year and named.start <= period.start and period.end <= named.end


def _read(
    table: Table, group: KpiBlock, period: Period | None, findings: list[Finding]
) -> Iterator[Target]:
    """The first target cell that is filled, for each period that headings or the row name."""
    seen: set[Period | None] = set()
    for place, of in _places(table, group):
        reading = read_target(table.sheet, *place)
        if reading is None or (of or period) in seen:
            continue
        seen.add(of or period)
        if isinstance(reading, Unreadable):
            findings.append(unreadable(table.sheet, place, reading))
        else:
            yield Target(place, of or period, reading)


def _places(table: Table, group: KpiBlock) -> Iterator[tuple[tuple[int, int], Period | None]]:
    """Where the targets of a KPI stand: under their headings, or in a row of their own."""
    for row in (group.row, *group.rows_of(Role.TARGET)):
        for column in table.of(Role.TARGET):
            yield (row, column.number), column.period
    for row in group.rows_of(Role.TARGET):
        for column in table.of(Role.VALUE):
            yield (row, column.number), column.period


def _measured(
    targets: Sequence[Target], target: Target, said: Said, latest: int
) -> Sequence[CellReading]:
    """The figures that a target is for; the row's latest one where it is for none of them."""
    figures = [(period, reading) for _, period, reading in said if reading.value is not None]
    its_own = [r for period, r in figures if target_for(targets, period, said, latest) is target]
    last = max(figures, key=lambda figure: figure[0].end, default=None)
    return its_own or ([last[1]] if last else [])


def _doubt(table: Table, target: Target, figures: Sequence[CellReading]) -> Finding | None:
    place = target.place
    unit = target.reading.unit
    units = [figure.unit for figure in figures if figure.unit and unit]
    other = next((named for named in units if not is_same_unit(named, str(unit))), None)
    if other:
        return _unit_differs(table, place, str(unit), other)
    percents = [f.value for f in figures if f.unit == "percent" and f.value is not None]
    over = next((value for value in percents if value > _MORE_THAN_A_FRACTION), None)
    if over is not None and _is_bare_fraction(target.reading):
        return _bare_fraction(table, place, over)
    return None


def _is_bare_fraction(reading: CellReading) -> bool:
    """Whether a number without a unit may be a share of 1; nought is the same on both scales."""
    ends = [end for end in (reading.value, reading.lower, reading.upper) if end is not None]
    return bool(ends) and reading.unit is None and not reading.state and 0 < max(ends) <= 1


def _unit_differs(table: Table, place: tuple[int, int], unit: str, expected: str) -> Finding:
    found = text_of(table.sheet.value(*place))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.TARGET_UNIT_DIFFERS,
        sheet=table.sheet,
        cell=place,
        problem=f'the target "{found}" is in {unit}, while the value is in {expected}',
        expected=f"a target in {expected}",
        action="Write the target in the unit of the value, or correct the value's unit.",
        found=found,
    )


def _bare_fraction(table: Table, place: tuple[int, int], value: float) -> Finding:
    found = text_of(table.sheet.value(*place))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.BARE_FRACTION,
        sheet=table.sheet,
        cell=place,
        problem=f'the target "{found}" has no unit and may be a fraction, beside {value:.15g} %',
        expected="a target in percent",
        action="Format the target as a percentage, or write it with its sign, such as 90%.",
        found=found,
    )
