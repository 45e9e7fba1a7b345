"""The points of a KPI's trend chart."""

import pytest

from insights.kpi_trend_points import TrendSeries, points
from insights.kpis import current_plan, kpis_of

pytestmark = pytest.mark.usefixtures("fresh")


@pytest.mark.parametrize(("code", "least"), [("SP 05", 0), ("CP HW 03", 57)])
def test_amber_is_drawn_as_far_as_the_tolerance_and_not_below_nothing(
    code: str, least: float
) -> None:
    """SP 05 may miss its target by one, and is due less than one in the first quarter."""
    kpi = next(kpi for kpi in kpis_of(current_plan()) if kpi.code == code)
    amber = [point for point in points(kpi) if point.series is TrendSeries.AMBER]
    assert min(point.low or 0 for point in amber) == pytest.approx(least)
    assert all((point.low or 0) <= (point.high or 0) for point in amber)
