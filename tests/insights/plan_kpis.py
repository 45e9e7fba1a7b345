"""The KPIs of the newest plan in a test, by their codes."""

from insights.kpis import Kpi, current_plan, kpis_of


def kpi(code: str) -> Kpi:
    """One KPI of the newest plan."""
    return next(known for known in kpis_of(current_plan()) if known.code == code)
