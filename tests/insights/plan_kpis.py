"""The KPIs of the newest plan in a test, by their codes."""

from dataclasses import replace
from typing import Any

from insights.kpi_records import figure_of, rules_of
from insights.kpis import Kpi, current_plan, kpis_of
from metrics import period as spans
from metrics.kpi_analysis import kpi_analysis


def kpi(code: str) -> Kpi:
    """One KPI of the newest plan."""
    return next(known for known in kpis_of(current_plan()) if known.code == code)


def stored_otherwise(known: Kpi, **parts: Any) -> Kpi:
    """A KPI of which other things were stored; what was worked out of it stays."""
    return replace(known, stored=replace(known.stored, **parts))


def with_unplaced_target() -> Kpi:
    """SP 01 with one figure so far, and a target that may be its year's or to date."""
    known = kpi("SP 01")
    first = next(row for row in known.figures if row["period_label"] == "Q1 2024/25")
    figures = [{**first, "target": 90.0}]
    analysis = kpi_analysis(
        rules_of(known.definition), [figure_of(row) for row in figures], spans.quarter(2024, 1), []
    )
    return replace(
        stored_otherwise(known, figures=figures),
        reported=spans.quarter(2024, 1),
        analysis=analysis,
    )


def by_month_since(code: str) -> Kpi:
    """The KPI as it would be reported by the month from April 2025 on, for Q1 2025/26."""
    known = kpi(code)
    months = [
        {**known.figures[-1], "period_kind": "month", "value": 91.0, "target": None,
         "period_start": month.start, "period_end": month.end}
        for month in (spans.month(2025, number) for number in (4, 5, 6))
    ]  # fmt: skip
    figures, since = [*known.figures, *months], spans.quarter(2025, 1)
    analysis = kpi_analysis(
        rules_of(known.definition), [figure_of(row) for row in figures], since, [], since.end
    )
    return replace(stored_otherwise(known, figures=figures), reported=since, analysis=analysis)
