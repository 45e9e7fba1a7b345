"""How the published counterparts of a KPI stand out."""

from collections.abc import Sequence

from data.questions import stored_kpis
from data.records import records
from insights import cache, district_statistics
from insights.kpis import Kpi
from metrics.comparison.benchmark import Comparison

RECENT_DAYS = 2 * 366  # an older statistic says nothing about the report


def stand_outs(kpi: Kpi, plan: str) -> Sequence[Comparison]:
    """How the published counterparts of a KPI stand at 99.8 %, those of the last two years."""
    reported = kpi.position.reported if kpi.position else None
    if reported is None:
        return ()
    found = records(cache.ask(stored_kpis.kpi_counterparts, plan, kpi.code))
    compared = (one for of in found for one in district_statistics.stand_outs(str(of["statistic"])))
    return [
        one.comparison
        for one in compared
        if (reported.end - one.comparison.period.end).days <= RECENT_DAYS
    ]
