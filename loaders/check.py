"""Is this file fit to publish? Its rows against the plans, with every doubt as a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache

import pandas as pd

from data import reference
from data.records import Record, records
from loaders.figure_words import is_same_unit
from loaders.reading import Finding, Reading, Row, RowKind, Severity

STOPS_A_PUBLISH = (Severity.REJECT, Severity.QUARANTINE)


@dataclass(frozen=True)
class Plans:
    """The reference tables that rows are checked against: table name to frame."""

    tables: Mapping[str, pd.DataFrame] = field(default_factory=reference.tables)

    @cached_property
    def kpis(self) -> Mapping[str, Record]:
        """Every KPI by code, the newest plan that has it; aliases lead to the same KPI."""
        newest_last = self.tables["kpi"].merge(self.tables["plan"][["plan", "starts"]], on="plan")
        kpis = records(newest_last.sort_values("starts"))
        by_alias = {alias: kpi for kpi in kpis for alias in _listed(kpi["aliases"])}
        return by_alias | {str(kpi["code"]): kpi for kpi in kpis}

    @cached_property
    def part_of(self) -> Mapping[str, str]:
        """Single codes to the range that the plan reports them under: PM TP 11 to PM TP 10-12."""
        kpis = records(self.tables["kpi"])
        return {member: str(kpi["code"]) for kpi in kpis for member in _listed(kpi["members"])}

    @cached_property
    def activities(self) -> frozenset[tuple[str, str]]:
        """Every (plan, code) of a key activity that has a code."""
        coded = self.tables["activity"].dropna(subset=["code"])
        return frozenset(zip(coded["plan"], coded["code"], strict=True))

    def plan_of(self, row: Row) -> str | None:
        """The plan that was running in the row's period."""
        for plan in records(self.tables["plan"]):
            if plan["starts"] <= row.period.start <= plan["ends"]:
                return str(plan["plan"])
        return None


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading whose rows know their plan, with the findings of both reader and check."""

    layout: str
    rows: Sequence[Row]
    findings: Sequence[Finding]
    counts: Mapping[str, int]

    @property
    def publishable(self) -> bool:
        """Whether nothing found stops a publish."""
        return bool(self.rows) and not any(f.severity in STOPS_A_PUBLISH for f in self.findings)

    @property
    def illustrative(self) -> bool:
        """Whether the file says of itself that its figures are invented."""
        return any(finding.code == "illustrative" for finding in self.findings)


def check(reading: Reading, plans: Plans) -> Checked:
    """Judge a reading against the plans: rows get their plan and unit, doubts become findings."""
    rows: list[Row] = []
    findings = list(reading.findings)
    for row in reading.rows:
        resolved, doubts = _CHECKS[row.kind](row, plans)
        rows.append(resolved)
        findings.extend(doubts)
    if not rows and not any(f.severity is Severity.REJECT for f in findings):
        findings.append(_nothing_to_publish(reading))
    counts = dict(reading.counts) | {"rows": len(rows)}
    return Checked(reading.layout, rows, findings, counts)


def _check_kpi(row: Row, plans: Plans) -> tuple[Row, Sequence[Finding]]:
    kpi = plans.kpis.get(row.code)
    if kpi is None:
        return row, [_unknown_kpi(row, plans)]
    unit = row.unit or _text(kpi["unit"])
    resolved = replace(row, code=str(kpi["code"]), plan=row.plan or str(kpi["plan"]), unit=unit)
    return resolved, [*_unit_doubts(row, kpi), *_sign_doubts(row, kpi)]


def _check_activity(row: Row, plans: Plans) -> tuple[Row, Sequence[Finding]]:
    plan = row.plan or plans.plan_of(row)
    if plan is None:
        return row, [_no_plan(row)]
    if (plan, row.code) not in plans.activities:
        return row, [_unknown_activity(row, plan, plans)]
    return replace(row, plan=plan), []


def _check_statistic(row: Row, _: Plans) -> tuple[Row, Sequence[Finding]]:
    # Every area is kept, known to the reference files or not, for later comparisons.
    return row, []


_CHECKS = {
    RowKind.KPI_VALUE: _check_kpi,
    RowKind.ACTIVITY_UPDATE: _check_activity,
    RowKind.STATISTIC_VALUE: _check_statistic,
}


def _unknown_kpi(row: Row, plans: Plans) -> Finding:
    if row.code in plans.part_of:
        whole = plans.part_of[row.code]
        expected = f"{whole}, which the plan reports as one figure"
        action = f"Report the figure under {whole}, or add {row.code} to data/reference/kpis.csv."
    else:
        expected = f"a KPI of a plan{_perhaps(row.code, tuple(plans.kpis))}"
        action = "Correct the code, or add the KPI to data/reference/kpis.csv."
    return _doubt(row, "unknown_kpi", f'"{row.code}" is not a KPI of any plan', expected, action)


def _unknown_activity(row: Row, plan: str, plans: Plans) -> Finding:
    codes = tuple(sorted(code for of_plan, code in plans.activities if of_plan == plan))
    expected = f"a key activity of the plan {plan}{_perhaps(row.code, codes)}"
    action = "Correct the code, or the quarter if the report belongs to another plan."
    found = f'"{row.code}" is not a key activity of the plan {plan}'
    return _doubt(row, "unknown_activity", found, expected, action)


@lru_cache(maxsize=2_000)
def _perhaps(code: str, codes: tuple[str, ...]) -> str:
    near = get_close_matches(code, codes, n=1, cutoff=0.75)
    return f", perhaps {near[0]}" if near else ""


def _no_plan(row: Row) -> Finding:
    found = f"No plan was running in {row.period.label}"
    action = "Correct the quarter, or add the plan to data/reference/plans.csv."
    return _doubt(row, "no_plan", found, "a quarter within a plan", action)


def _unit_doubts(row: Row, kpi: Record) -> Sequence[Finding]:
    if row.value is None:
        return []
    defined = _text(kpi["unit"])
    if defined == "percent" and row.unit is None and 0 < abs(row.value) <= 1:
        found = f"{row.code} is a percentage and {row.value:g} could be {row.value:g} % or "
        return [
            _doubt(
                row,
                "bare_fraction",
                f"{found}{row.value * 100:g} %",
                "a percent sign or a percent number format",
                "Format the cell as a percentage, or write the figure with a % sign.",
            )
        ]
    if row.unit is None or is_same_unit(row.unit, defined):
        return []
    found = f"{row.code} is counted in {defined} but this figure is in {row.unit}"
    action = "Correct the figure, or the KPI's unit in data/reference/kpis.csv."
    return [_doubt(row, "unit_differs", found, defined, action)]


def _sign_doubts(row: Row, kpi: Record) -> Sequence[Finding]:
    counted = _text(kpi["unit"]) == "number" and _text(kpi["kind"]) != "ratio"
    if not counted or row.value is None or row.value >= 0:
        return []
    found = f"{row.code} is a count and {row.value:g} is below zero"
    return [_doubt(row, "negative_count", found, "zero or more", "Correct the figure.")]


def _doubt(row: Row, code: str, found: str, expected: str, action: str) -> Finding:
    message = f"Sheet {row.sheet}, cell {row.cell}: {found}; expected {expected}. {action}"
    return Finding(Severity.QUARANTINE, code, message, row.sheet, row.cell, found, expected, action)


def _nothing_to_publish(reading: Reading) -> Finding:
    return Finding(
        Severity.REJECT,
        "no_rows",
        f"Read as {reading.layout}, but no figure was found in it. "
        "Give a file that has at least one figure under its headings.",
    )


def _listed(text: object) -> Sequence[str]:
    return [part.strip() for part in _text(text).split(";") if part.strip()] if _text(text) else []


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
