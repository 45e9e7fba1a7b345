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
        yield from _not_whole(row, file.kpi(row))
        yield from _period(row, file.today)


def _value(row: Row, kpi: Record) -> Iterator[Finding]:
    is_ratio = kpi["kind"] == KpiKind.RATIO
    shares = {"": row.value, "the target of ": row.target, "the upper target of ": row.target_upper}
    for what, value in shares.items() if kpi["unit"] == "percent" and is_ratio else ():
        if value is None or 0 <= value <= 100:
            continue
        problem = f"{what}{figure_of(row)} is {number(value)} %, and it is a share of a whole"
        action = "Correct the figure; a KPI that may exceed 100 is of another kind than ratio."
        yield row_finding(
            Severity.QUARANTINE,
            FindingCode.PERCENT_OUT_OF_RANGE,
            row=row,
            problem=problem,
            expected="0 to 100 %",
            action=action,
        )
    if row.value is not None and kpi["unit"] == "number" and not is_ratio and row.value < 0:
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
