"""Rows of statistics: what disagrees is left out and named, and the rest is counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_finding
from loaders.reading import Row
from metrics.period import Period


def agreed(rows: Iterable[Row], findings: list[Finding]) -> list[Row]:
    """The rows without repeats; where two disagree neither is kept and a finding names both."""
    held: dict[tuple[str, str | None, Period], Row] = {}
    disputed = set()
    for row in rows:
        key = (row.code, row.area, row.period)
        first = held.setdefault(key, row)
        if _figures(first) != _figures(row):
            disputed.add(key)
            findings.append(_disagreement(first, row))
    return [row for key, row in held.items() if key not in disputed]


def counts(rows: Sequence[Row], cells: int) -> Mapping[str, int]:
    """How many cells there were, how many rows came of them, and how many rows in each state."""
    states = Counter(row.state for row in rows if row.state)
    return {"cells": cells, "rows": len(rows), **states}


def _figures(row: Row) -> tuple[object, ...]:
    return row.value, row.state, row.lower, row.upper


def _disagreement(first: Row, second: Row) -> Finding:
    return figure_finding(
        Severity.QUARANTINE,
        FindingCode.LINES_DISAGREE,
        sheet=second.sheet,
        cell=second.cell,
        problem=(
            f"{second.code} of {second.area} for {second.period.label} is {_in_words(second)} here "
            f"and {_in_words(first)} in sheet {first.sheet}, cell {first.cell}"
        ),
        expected="one figure for one area and period",
        action="Keep the right line and remove the other.",
    )


def _in_words(row: Row) -> str:
    if row.value is None:
        return str(row.state)
    limits = "" if row.lower is None and row.upper is None else f" ({row.lower} to {row.upper})"
    return f"{row.value:g}{limits}"
