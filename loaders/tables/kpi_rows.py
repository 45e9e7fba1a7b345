"""What the shapes of KPI tables share: cells that cannot be read, targets, rows that must agree."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import CellReading, Unreadable
from loaders.parsing.normalise import text_of
from loaders.reading import Row
from loaders.workbook import CellPlace, Sheet
from metrics.decimals import same_figure
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
    """One row for each KPI and period; rows that contradict each other are kept and wait.

    Each of these has a finding, so that a person keeps one of them. A number stands over "awaited"
    and "not due" said of it elsewhere in the file.
    """
    kept: dict[tuple[str, Period], list[Row]] = {}
    for row in rows:
        same = kept.setdefault((row.code, row.period), [])
        alike = [number for number, other in enumerate(same) if not _contradicts(other, row)]
        if alike:
            same[alike[0]] = _together(same[alike[0]], row)
        else:
            same.append(row)
    for same in kept.values():
        findings += [_conflict(same, row) for row in same if len(same) > 1]
    return tuple(row for same in kept.values() for row in same)


def _contradicts(first: Row, second: Row) -> bool:
    targets = [(r.target, r.target_upper) for r in (first, second) if r.target is not None]
    if len(targets) == 2 and not all(map(same_figure, *targets)):
        return True
    if _open(first) or _open(second):
        return False
    return first.state != second.state or not same_figure(first.value, second.value)


def _open(row: Row) -> bool:
    """Whether a row has no figure yet: another row of the file may bring it."""
    return row.value is None and row.state in (None, State.AWAITED, State.NOT_DUE)


def _together(first: Row, second: Row) -> Row:
    """Both rows as one: the one with a figure leads, the other fills what it leaves out."""
    lead, other = (second, first) if _rank(second) > _rank(first) else (first, second)
    gaps = {
        name: getattr(other, name)
        for name in Row.__struct_fields__
        if getattr(lead, name) is None and name not in ("value", "state")
    }
    return structs.replace(lead, **gaps)


def _rank(row: Row) -> int:
    return 0 if row.value is None and row.state is None else 1 if _open(row) else 2


def _conflict(rows: Sequence[Row], row: Row) -> Finding:
    others = [other for other in rows if other is not row]
    figure, here = f"{row.code} for {row.period.label}", _figure_text(row)
    elsewhere = " and ".join(
        f"{_figure_text(other)} in sheet {other.sheet}, cell {other.cell}" for other in others
    )
    action = "Keep one of them and leave the others out."
    message = f"Sheet {row.sheet}, cell {row.cell}: {figure} is {here} here and {elsewhere}. "
    return Finding(
        Severity.QUARANTINE,
        FindingCode.CONFLICT,
        message + action,
        row.sheet,
        row.cell,
        here,
        "; ".join(map(_figure_text, others)),
        action,
    )


def _figure_text(row: Row) -> str:
    value = row.state if row.value is None else f"{row.value:.15g}"
    return f"{value} (target {row.target:.15g})" if row.target is not None else str(value)
