"""How fresh the KPI figures are: the period reported, the newest publication, what is awaited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from insights.kpis import Kpi, reported_period
from metrics.period import Period
from metrics.status import State


@dataclass(frozen=True, slots=True)
class Freshness:
    """The latest report: its period, when figures were last published, the KPIs awaited."""

    reported: Period
    last_published: datetime
    awaited: Sequence[str]


def freshness(kpis: Sequence[Kpi]) -> Freshness | None:
    """How fresh the figures of some KPIs are; None before the first figure."""
    reported = reported_period(kpis)
    if reported is None:
        return None
    last_published = max(row["published_at"] for kpi in kpis for row in kpi.figures)
    awaited = [kpi.code for kpi in kpis if kpi.status is State.AWAITED]
    return Freshness(reported, last_published, awaited)
