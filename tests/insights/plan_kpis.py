"""The KPIs of the newest plan in a test, by their codes."""

from dataclasses import replace
from typing import Any

from insights.kpis import Kpi, current_plan, kpis_of


def kpi(code: str) -> Kpi:
    """One KPI of the newest plan."""
    return next(known for known in kpis_of(current_plan()) if known.code == code)


def stored_otherwise(known: Kpi, **parts: Any) -> Kpi:
    """A KPI of which other things were stored; what was worked out of it stays."""
    return replace(known, stored=replace(known.stored, **parts))
