"""What is somebody's own: what is late is told once for all measures that share a period."""

from datetime import date

import pytest

from insights.area_of_owner import area_of_owner
from insights.due_figures import due_figures, oldest_of_each
from insights.ownership import activities_for, kpis_for

pytestmark = pytest.mark.usefixtures("only_read")

TODAY, LEAD = date(2026, 11, 27), "Head of Communities"


def test_measures_that_wait_for_the_same_period_stand_together_each_once() -> None:
    kpis = kpis_for(LEAD)
    area = area_of_owner(kpis, activities_for(LEAD), TODAY)
    periods = [group.first.period.label for group in area.late]
    assert periods == ["Q4 2024/25", "April 2025", "Q1 2025/26"]
    waiting = [figure.kpi.code for group in area.late for figure in group.figures]
    assert sorted(waiting) == sorted(f.kpi.code for f in oldest_of_each(due_figures(kpis, TODAY)))
    assert all(f.period == g.first.period for g in area.late for f in g.figures)
