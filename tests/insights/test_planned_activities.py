"""The key activities of a plan: their lines, and the KPIs and outcomes they serve."""

import pytest

from insights.planned_activities import LineKind, activities_of_kpi, activities_of_priority
from tests.insights.plan_kpis import kpi
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_a_priority_has_its_activities_with_their_lines_by_kind() -> None:
    activities = activities_of_priority(shipped.PLAN, "place")
    assert len(activities) == 8
    first = activities[0]
    assert first.code is None
    assert first.name == first.title
    assert first.outcomes == ("CO 4",)
    kinds = [line.kind for line in first.lines]
    assert kinds == sorted(kinds, key=list(LineKind).index)
    assert set(kinds) == set(LineKind)
    assert [line.kpi for line in first.lines if line.kpi][:2] == ["CCS 06", "CCS 10"]


def test_a_kpi_is_served_by_the_activities_that_name_it() -> None:
    (activity,) = activities_of_kpi(kpi("SP 01"))
    assert activity.name == "KA.01.07 Monitor the adopted Harborough Local Plan (2011-2031)"
    (without_code,) = activities_of_kpi(kpi("CON 15"))
    assert without_code.name == "Reduce environmental crime through education and enforcement"
