"""Targets: one of nothing, and one other than the published."""

from collections.abc import Iterator, Sequence

from data.records import Record
from insights.formatting import figure
from loaders.checks.kpi_file import KpiFile
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, row_finding
from loaders.reading import Row
from metrics.decimals import same_figure
from metrics.direction import KpiKind
from metrics.status import Polarity


def findings(file: KpiFile) -> Iterator[Finding]:
    """A KPI's target of nothing, once, and each change of its published target."""
    for rows in file.by_kpi.values():
        zero = [row for row in rows if row.target == 0 and _is_odd_zero(row, file.kpi(row))]
        if zero:
            yield _target_zero(zero[-1])
        yield from _changes(file, rows)


def _is_odd_zero(row: Row, kpi: Record) -> bool:
    """Whether nothing is no target to aim at; a year to date may have nothing due so early."""
    is_low_end = row.target_upper is not None
    is_to_date = kpi["kind"] == KpiKind.CUMULATIVE and row.period.months < 12
    return not (kpi["polarity"] == Polarity.MINIMISE or is_low_end or is_to_date)


def _target_zero(row: Row) -> Finding:
    problem = f"the target of {figure_of(row)} is 0"
    action = 'Write the target, or "No target" where there is none.'
    return row_finding(
        Severity.WARN,
        FindingCode.TARGET_ZERO,
        row=row,
        problem=problem,
        expected="a target above 0",
        action=action,
    )


def _changes(file: KpiFile, rows: Sequence[Row]) -> Iterator[Finding]:
    """One warning for each change of a target, at the newest period that it is for."""
    changed: dict[tuple[float | None, ...], list[Row]] = {}
    for row in rows:
        before = file.published_figure(row)
        new = (row.target, row.target_upper)
        old = (before.target, before.target_upper) if before else (None, None)
        differs = not all(map(same_figure, new, old))
        if row.target is not None and old[0] is not None and differs:
            changed.setdefault((*old, *new), []).append(row)
    unit = str(file.kpi(rows[0])["unit"])
    for (low, high, *_), alike in changed.items():
        yield _target_changed(alike, _range(low, high, unit), unit)


def _target_changed(alike: Sequence[Row], before: str, unit: str) -> Finding:
    newest = alike[-1]
    periods = ", ".join(row.period.label for row in alike)
    target = _range(newest.target, newest.target_upper, unit)
    problem = f"the target of {newest.code} for {periods} is {target}"
    action = "Check that the target was meant to change."
    expected = f"{before} as published"
    return row_finding(
        Severity.WARN,
        FindingCode.TARGET_CHANGED,
        row=newest,
        problem=problem,
        expected=expected,
        action=action,
    )


def _range(low: float | None, high: float | None, unit: str) -> str:
    return figure(low, unit) if high is None else f"{figure(low, unit)} to {figure(high, unit)}"
