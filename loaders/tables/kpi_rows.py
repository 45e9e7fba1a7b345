"""What the shapes of KPI tables share: cells that cannot be read, targets, rows that must agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import CellReading, Unreadable
from loaders.parsing.normalise import text_of
from loaders.reading import Row
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period
from metrics.status import State


def unreadable(sheet: Sheet, cell: CellPlace, reading: Unreadable) -> Finding:
    """A cell that could not be read, as a finding that keeps its row from being published."""
    action = {
        FindingCode.ERROR_CELL: "Correct the formula, or clear the cell.",
        FindingCode.FORMULA_NOT_CALCULATED: "Open the file in Excel, save it, and give it again.",
    }.get(reading.code, "Write the figure as a number, or say why there is none (TBC, N/A).")
    message = f'"{reading.found}": {reading.reason}' if reading.found else reading.reason
    return cell_finding(
        Severity.QUARANTINE,
        reading.code,
        sheet=sheet,
        cell=cell,
        problem=message,
        expected="a figure or a word for its absence",
        action=action,
        found=reading.found,
    )


def no_code(sheet: Sheet, cell: CellPlace) -> Finding:
    """A figure whose row names no KPI."""
    figure = text_of(sheet.value(*cell))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.NO_CODE,
        sheet=sheet,
        cell=cell,
        problem=f'"{figure}" stands in a row without a KPI',
        expected="a code or a name in the same row",
        action="Name the KPI, or remove the figure.",
        found=figure,
    )


def target_fields(target: CellReading) -> Mapping[str, Any]:
    """A target as fields of a row: one value, both ends of a range, or the word in its place."""
    if target.state:
        return {"target_state": target.state}
    if target.value is None:
        return {"target": target.lower, "target_upper": target.upper}
    return {"target": target.value}


def agreeing(rows: Iterable[Row], findings: list[Finding]) -> Sequence[Row]:
    """One row for each KPI and period; rows that contradict each other become findings.

    A number stands over "awaited" and "not due" said of it elsewhere in the file.
    """
    kept: dict[tuple[str, Period], Row] = {}
    for row in rows:
        key = (row.code, row.period)
        first = kept.get(key)
        if first is None:
            kept[key] = row
        elif _contradicts(first, row):
            findings.append(_conflict(first, row))
        else:
            kept[key] = _together(first, row)
    return tuple(kept.values())


def _contradicts(first: Row, second: Row) -> bool:
    targets = [(r.target, r.target_upper) for r in (first, second) if r.target is not None]
    if len(targets) == 2 and targets[0] != targets[1]:
        return True
    figures = {(row.value, row.state) for row in (first, second) if not _open(row)}
    return len(figures) == 2


def _open(row: Row) -> bool:
    """Whether a row has no figure yet: another row of the file may bring it."""
    return row.value is None and row.state in (None, State.AWAITED, State.NOT_DUE)


def _together(first: Row, second: Row) -> Row:
    """Both rows as one: the one with a figure leads, the other fills what it leaves out."""
    lead, other = (second, first) if _rank(second) > _rank(first) else (first, second)
    gaps = {
        field.name: getattr(other, field.name)
        for field in fields(Row)
        if getattr(lead, field.name) is None and field.name not in ("value", "state")
    }
    return replace(lead, **gaps)


def _rank(row: Row) -> int:
    return 0 if row.value is None and row.state is None else 1 if _open(row) else 2


def _conflict(first: Row, second: Row) -> Finding:
    where = f"sheet {first.sheet}, cell {first.cell}"
    figure = f"{second.code} for {second.period.label}"
    here, before = _figure_text(second), _figure_text(first)
    conflict = f"{figure} is {here} here and {before} in {where}"
    action = "Correct one of the two, or remove it."
    message = f"Sheet {second.sheet}, cell {second.cell}: {conflict}. {action}"
    return Finding(
        Severity.REJECT,
        FindingCode.CONFLICT,
        message,
        second.sheet,
        second.cell,
        here,
        before,
        action,
    )


def _figure_text(row: Row) -> str:
    value = row.state if row.value is None else f"{row.value:.15g}"
    return f"{value} (target {row.target:.15g})" if row.target is not None else str(value)
