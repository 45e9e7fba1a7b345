"""Key activities that a file reports twice: which of the rows disagree, and rows that are one."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, row_finding
from loaders.reading import Row

_STANDS = ("reported_status", "lead", "portfolio")
_JOINED = ("note", "next_steps")


def agreeing_activities(rows: Iterable[Row], findings: list[Finding]) -> Sequence[Row]:
    """One row for each activity and quarter; rows that contradict each other are kept and wait.

    Each of these has a finding, so that a person keeps one of them or makes them one.
    """
    kept: list[Row] = []
    for same in _by_activity(rows).values():
        distinct: list[Row] = []
        for row in same:
            alike = [n for n, other in enumerate(distinct) if not _contradicts(other, row)]
            if alike:
                distinct[alike[0]] = _filled(distinct[alike[0]], row)
            else:
                distinct.append(row)
        findings += [_conflict(distinct, row) for row in distinct if len(distinct) > 1]
        kept += distinct
    return kept


def joined_activities(rows: Iterable[Row], cells: Container[object]) -> Sequence[Row]:
    """The rows with those at the cells made one with all others of the same activity.

    The row at the cell keeps its status and people; the texts of the others follow its own.
    """
    kept: list[Row] = []
    for same in _by_activity(rows).values():
        leads = [row for row in same if (row.sheet, row.cell) in cells]
        kept += [_together(leads[0], same)] if leads else same
    return kept


def _by_activity(rows: Iterable[Row]) -> Mapping[object, Sequence[Row]]:
    by_activity: dict[object, list[Row]] = {}
    for row in rows:
        by_activity.setdefault((row.plan, row.code, row.period), []).append(row)
    return by_activity


def _contradicts(first: Row, second: Row) -> bool:
    pairs = [(getattr(first, name), getattr(second, name)) for name in (*_STANDS, *_JOINED)]
    return any(one and other and one != other for one, other in pairs)


def _filled(lead: Row, other: Row) -> Row:
    """A row with what it leaves blank as another has it."""
    texts: dict[str, Any] = {
        name: getattr(lead, name) or getattr(other, name) for name in (*_STANDS, *_JOINED)
    }
    return structs.replace(lead, **texts)


def _together(lead: Row, same: Sequence[Row]) -> Row:
    row = lead
    for other in same:
        row = _filled(row, other)
    in_order = [lead, *(other for other in same if other is not lead)]
    texts: dict[str, Any] = {}
    for name in _JOINED:
        each_once = dict.fromkeys(getattr(other, name) for other in in_order)
        texts[name] = "\n".join(filter(None, each_once)) or None
    return structs.replace(row, **texts)


def _conflict(rows: Sequence[Row], row: Row) -> Finding:
    others = " and ".join(
        f"{_status(other)} in sheet {other.sheet}, cell {other.cell}"
        for other in rows
        if other is not row
    )
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.CONFLICT,
        row=row,
        problem=f"{figure_of(row)} is {_status(row)} here and {others}",
        expected="each activity once",
        action="Keep one of them, or make them one with their texts joined.",
    )


def _status(row: Row) -> str:
    return f'"{row.reported_status}"' if row.reported_status else "without a status"
