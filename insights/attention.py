"""A KPI as the list of what needs attention judges it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from insights.figure_wording import wording
from insights.kpis import Kpi
from metrics.attention.due import Due
from metrics.attention.reasons import KpiForReview
from metrics.comparison.benchmark import Comparison


def subject(
    kpi: Kpi, oldest: Due | None, stand_outs: Sequence[Comparison], today: date
) -> KpiForReview:
    """A KPI as the list judges it; `oldest` is the figure that has been missing longest."""
    says = KpiForReview(kpi.code, kpi.analysis, kpi.status, wording(kpi), comparisons=stand_outs)
    if oldest is None:
        return says
    return replace(says, days_overdue=oldest.days_overdue(today), overdue_for=oldest.period)
