"""What a figure cannot be: a percentage beyond 100, a count below zero, of a time far ahead."""

from collections.abc import Iterator
from datetime import date

from data.admissible import EARLIEST
from data.records import Record
from loaders.checks.kpi_file import KpiFile, has_figure
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, number, row_finding
from loaders.reading import Row
from metrics.direction import KpiKind

# Figures end with next year; targets are set for longer, as a plan or a contract runs.
TARGET_YEARS_AHEAD = 10


def findings(file: KpiFile) -> Iterator[Finding]:
    """Figures out of their range and periods out of theirs."""
    for row in file.rows:
        yield from _value(row, file.kpi(row))
        yield from _target(row, file.kpi(row))
        yield from _not_whole(row, file.kpi(row))
        yield from _period(row, file.today)


def _value(row: Row, kpi: Record) -> Iterator[Finding]:
    if row.value is None:
        return
    is_ratio = kpi["kind"] == KpiKind.RATIO
    if kpi["unit"] == "percent" and is_ratio and not 0 <= row.value <= 100:
        problem = f"{figure_of(row)} is {number(row.value)} %, and it is a share of a whole"
        action = "Correct the figure. What may exceed 100 % is no ratio: say so in the plan."
        yield row_finding(
            Severity.QUARANTINE,
            FindingCode.PERCENT_OUT_OF_RANGE,
            row=row,
            problem=problem,
            expected=f"0 to 100 %{_perhaps(row.value)}",
            action=action,
        )
    if kpi["unit"] == "number" and not is_ratio and row.value < 0:
        problem = f"{figure_of(row)} is a count and {number(row.value)} is below zero"
        action = "Correct the figure."
        yield row_finding(
            Severity.QUARANTINE,
            FindingCode.NEGATIVE_COUNT,
            row=row,
            problem=problem,
            expected="zero or more",
            action=action,
        )


def _target(row: Row, kpi: Record) -> Iterator[Finding]:
    """A target that a share of a whole cannot reach."""
    is_share = kpi["unit"] == "percent" and kpi["kind"] == KpiKind.RATIO
    ends = [end for end in (row.target, row.target_upper) if end is not None]
    beyond = [end for end in ends if not 0 <= end <= 100]
    if not is_share or not beyond or row.unit not in (None, kpi["unit"]):
        return
    problem = f"the target of {figure_of(row)} is {number(beyond[0])} %, and it is a share"
    problem += " of a whole"
    yield row_finding(
        Severity.QUARANTINE,
        FindingCode.TARGET_OUT_OF_RANGE,
        row=row,
        problem=problem,
        expected=f"0 to 100 %{_perhaps(beyond[0])}",
        action="Correct the target.",
    )


def _perhaps(value: float) -> str:
    """What a number is if a percentage was multiplied by a hundred once too often."""
    return f", perhaps {number(value / 100)} %" if 100 < value <= 10_000 else ""


def _not_whole(row: Row, kpi: Record) -> Iterator[Finding]:
    """A number of things that are counted one by one, with a fraction of one."""
    is_count = kpi["unit"] == "number" and kpi["kind"] != KpiKind.RATIO and kpi["decimals"] == 0
    figures = {"figure": row.value, "target": row.target}
    if not is_count or row.unit not in (None, kpi["unit"]):
        return
    for what, value in figures.items():
        if value is None or _is_whole(value) or (what == "target" and has_figure(row)):
            continue
        problem = f"{figure_of(row)} is a count and its {what} is {number(value)}"
        yield row_finding(
            Severity.QUARANTINE,
            FindingCode.NOT_WHOLE,
            row=row,
            problem=problem,
            expected="a whole number",
            action="Correct it; a dot may stand for thousands in the file.",
        )


def _is_whole(value: float) -> bool:
    """Whether a number is whole but for the rounding of a sum."""
    return abs(value - round(value)) <= 1e-9 * max(1.0, abs(value))


def _period(row: Row, today: date) -> Iterator[Finding]:
    if row.value is not None and row.period.start > today:
        yield row_finding(
            Severity.QUARANTINE,
            FindingCode.IMPLAUSIBLE_PERIOD,
            row=row,
            problem=f"{figure_of(row)} is {number(row.value)}, and the period has not begun",
            expected="a figure of a period that has begun",
            action="Leave it out, or correct the period in the heading or the row.",
        )
        return
    last = today.year + (1 if has_figure(row) else TARGET_YEARS_AHEAD)
    if row.period.end.year <= last:
        return
    what = "a figure" if has_figure(row) else "a target"
    problem = f"{row.code} has {what} for {row.period.label}"
    expected = f"a period between {EARLIEST.year} and the end of {last}"
    action = "Correct the period in the heading or the row."
    yield row_finding(
        Severity.QUARANTINE,
        FindingCode.IMPLAUSIBLE_PERIOD,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )
