"""KPIs whose published figures a workbook of plans would have read otherwise."""

from collections.abc import Iterator, Mapping

import pandas as pd

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.plans.current_plans import Plans
from loaders.plans.plan_rows import alike
from loaders.plans.plan_sheets import heading_of

# What a figure counts, and by what it is judged.
_MEANING = ("unit", "polarity", "kind", "frequency", "tolerance", "tolerance_kind")


def findings(
    rows: Mapping[str, pd.DataFrame], before: Plans, codes: frozenset[str]
) -> Iterator[Finding]:
    """KPIs that are judged otherwise than before, and codes that go on under another name.

    `rows` are those of the workbook (plan_rows), `before` the plans as they stand, and `codes`
    the KPIs of which figures are published.
    """
    if "kpi" not in rows:
        return
    stood = before.texts["kpi"].set_index(["plan", "code"])
    brought = rows["kpi"]
    for _, kpi in brought[~brought["removed"]].iterrows():
        key = (kpi["plan"], kpi["code"])
        if kpi["code"] not in codes:
            continue
        if key in stood.index:
            yield from _judged_otherwise(kpi, stood.loc[key])
        elif kpi["code"] in before.kpis:
            yield from _goes_on(kpi, before)


def _judged_otherwise(kpi: "pd.Series[str]", stood: "pd.Series[str]") -> Iterator[Finding]:
    differ = [heading_of(c) for c in _MEANING if not alike(stood[c], kpi[c])]
    if not differ:
        return
    problem = f"{kpi['code']} of {kpi['plan']} has published figures, "
    problem += f"and what changes is {', '.join(differ)}"
    action = "Look below at which statuses turn; for another KPI use another code."
    yield _warning(
        FindingCode.KPI_REDEFINED, kpi, problem, "figures that mean what they meant", action
    )


def _goes_on(kpi: "pd.Series[str]", before: Plans) -> Iterator[Finding]:
    """A new plan's KPI takes over the figures of the one with its code and unit."""
    stood = before.kpis[kpi["code"]]
    if kpi["unit"] == stood["unit"] and not alike(stood["name"], kpi["name"]):
        problem = f'{kpi["code"]} is called "{kpi["name"]}" and goes on with the figures of '
        problem += f'{stood["plan"]}, where it is called "{stood["name"]}"'
        action = "If it is another KPI, give it a code of its own."
        yield _warning(
            FindingCode.KPI_RENAMED, kpi, problem, "the same name, or another code", action
        )


def _warning(
    code: FindingCode, kpi: "pd.Series[str]", problem: str, expected: str, action: str
) -> Finding:
    sheet, cell = kpi["sheet"], kpi["cell"]
    message = f"Sheet {sheet}, cell {cell}: {problem}; expected {expected}. {action}"
    return Finding(Severity.WARN, code, message, sheet, cell, problem, expected, action)
