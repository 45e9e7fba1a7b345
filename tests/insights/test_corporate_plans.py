"""Corporate plans, their priorities and outcomes."""

from datetime import date

import pytest

from insights import corporate_plans
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_newest_plan_stands_first_with_the_days_between_which_it_runs() -> None:
    newest, older = corporate_plans.plans()
    assert (newest.plan, older.plan) == (shipped.PLAN, shipped.OLD_PLAN)
    assert (newest.starts, newest.ends) == (date(2024, 4, 1), date(2025, 3, 31))


def test_a_plan_has_four_priorities_in_its_order() -> None:
    priorities = corporate_plans.priorities(shipped.PLAN)
    assert [priority.code for priority in priorities] == [
        "place",
        "health",
        "environment",
        "economy",
    ]
    assert corporate_plans.priority(shipped.PLAN, "health").name == "Healthier Lives"


def test_a_priority_has_its_own_outcomes() -> None:
    outcomes = corporate_plans.outcomes(shipped.PLAN, "place")
    assert [outcome.code for outcome in outcomes] == ["CO 1", "CO 2", "CO 3", "CO 4", "CO 5"]
    others = corporate_plans.outcomes(shipped.PLAN, "health")
    assert {outcome.code for outcome in outcomes}.isdisjoint(outcome.code for outcome in others)
