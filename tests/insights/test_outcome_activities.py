"""Outcomes over their activities and measures."""

import pytest

from insights import corporate_plans
from insights.kpis import current_plan
from insights.outcome_activities import outcome_activities
from insights.ownership import answers_for, owner_roles
from insights.planned_activities import activities_of_priority

pytestmark = pytest.mark.usefixtures("only_read")
PRIORITIES = ["place", "health", "environment", "economy"]


@pytest.mark.parametrize("priority", PRIORITIES)
def test_every_outcome_and_every_activity_is_there_and_each_in_full_once(priority: str) -> None:
    plan = current_plan()
    listed = outcome_activities(plan, priority)
    outcomes = [item.outcome for item in listed if item.outcome]
    assert outcomes == list(corporate_plans.outcomes(plan, priority))
    in_full = [
        known.planned.title for item in listed for known in item.activities if known.is_first
    ]
    planned = [activity.title for activity in activities_of_priority(plan, priority)]
    assert sorted(in_full) == sorted(planned)


def test_an_outcome_has_the_measures_that_its_activities_name() -> None:
    leisure = outcome_activities(current_plan(), "health")[2]
    assert "Visits to the leisure centres" in {kpi.name for kpi in leisure.measures}


def test_somebodys_activities_stand_under_the_outcomes_that_have_any() -> None:
    plan = current_plan()
    everything = outcome_activities(plan, "place")
    for owner in owner_roles():
        under = outcome_activities(plan, "place", owner=owner)
        positions = {item.planned.position for group in under for item in group.activities}
        assert positions == {
            item.planned.position
            for group in everything
            for item in group.activities
            if answers_for(owner, item.card.activity)
        }
        assert all(group.activities for group in under)
