"""Whose figure it is: codes that no plan knows, and the plan that an activity belongs to."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import row_finding
from loaders.parsing.normalise import plain
from loaders.plans.current_plans import Plans
from loaders.reading import Row, RowKind

_NEAR_CODE, _NEAR_NAME = 0.75, 0.6


def resolved(row: Row, plans: Plans) -> tuple[Row, Sequence[Finding]]:
    """The row with its plan and its KPI's own code; a finding where nothing is known of it.

    Statistics of every area are kept, known to the reference files or not.
    """
    if row.kind is RowKind.KPI_VALUE:
        return _kpi(row, plans)
    return _activity(row, plans) if row.kind is RowKind.ACTIVITY_UPDATE else (row, [])


def _kpi(row: Row, plans: Plans) -> tuple[Row, Sequence[Finding]]:
    kpi = plans.kpi_of(row.code, row.period)
    if kpi is None or not plans.has(row.plan, str(kpi["code"])):
        return row, [_unknown_kpi(row, plans)]
    plan = row.plan or str(kpi["plan"])
    return structs.replace(row, code=str(kpi["code"]), plan=plan), []


def _activity(row: Row, plans: Plans) -> tuple[Row, Sequence[Finding]]:
    plan = row.plan or plans.plan_in(row.period)
    if plan is None:
        return row, [_no_plan(row)]
    if (plan, row.code) not in plans.activities:
        return row, [_unknown_activity(row, plan, plans)]
    return structs.replace(row, plan=plan), []


def _unknown_kpi(row: Row, plans: Plans) -> Finding:
    if row.code in plans.part_of:
        whole = plans.part_of[row.code]
        expected = f"{whole}, which the plan reports as one figure"
        action = f"Report the figure under {whole}, or add {row.code} to the KPIs of the plan."
    else:
        perhaps = _perhaps_kpi(row.code, row.name or row.code, plans.names)
        expected = f"a KPI of a plan{perhaps}"
        action = "Correct the code, or add the KPI to the workbook of plans and publish that first."
    of_plan = f"the plan {row.plan}" if row.plan else "any plan"
    problem = f'"{row.code}" is not a KPI of {of_plan} (its figure is for {row.period.label})'
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.UNKNOWN_KPI,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _unknown_activity(row: Row, plan: str, plans: Plans) -> Finding:
    codes = tuple(sorted(code for of_plan, code in plans.activities if of_plan == plan))
    expected = f"a key activity of the plan {plan}{_perhaps(row.code, codes)}"
    action = "Correct the code, or the quarter if the report belongs to another plan."
    problem = f'"{row.code}" is not a key activity of the plan {plan}'
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.UNKNOWN_ACTIVITY,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _no_plan(row: Row) -> Finding:
    problem = f"No plan was running in {row.period.label}"
    action = "Correct the quarter, or add the plan to the workbook of plans and publish that first."
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.NO_PLAN,
        row=row,
        problem=problem,
        expected="a quarter within a plan",
        action=action,
    )


@lru_cache(maxsize=2_000)
def _perhaps_kpi(code: str, name: str, known: tuple[tuple[str, str], ...]) -> str:
    """The KPI whose code is near, otherwise the one whose name is; tables may have names alone."""
    by_code = _perhaps(code, tuple(of_kpi for of_kpi, _ in known))
    if by_code:
        return by_code
    names = {plain(of_kpi): (code, of_kpi) for code, of_kpi in known}
    near = get_close_matches(plain(name), list(names), n=1, cutoff=_NEAR_NAME)
    return f", perhaps {' '.join(names[near[0]])}" if near else ""


@lru_cache(maxsize=2_000)
def _perhaps(code: str, codes: tuple[str, ...]) -> str:
    near = get_close_matches(code, codes, n=1, cutoff=_NEAR_CODE)
    return f", perhaps {near[0]}" if near else ""
