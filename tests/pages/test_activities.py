"""Key activities: one report of each plan, for whom and by plan, status and outcome."""

import pytest

from tests.pages.app import opened, text
from tests.pages.shipped import OLD_PLAN, PLAN

pytestmark = pytest.mark.usefixtures("only_read")


def test_managers_see_the_activities_of_one_cmt_lead() -> None:
    page_text = text(opened("activities", **{"for": "B. Jolly"}))
    assert "KA.11.04" in page_text
    assert "KA.01.01" not in page_text.split("<style>")[0]
    assert "**1 activity**: 1 Complete" in page_text


def test_a_plan_has_the_counts_of_its_own_report_and_the_current_plan_stands_first() -> None:
    page_text = text(opened("activities"))
    assert page_text.index("**21 activities**") < page_text.index("**37 activities**")
    assert "58 activities" not in page_text


def test_choices_of_activities_work_together() -> None:
    app = opened("activities", plan=OLD_PLAN, status="Amber")
    assert "**2 activities**: 2 Amber" in text(app)
    assert "**1 activity**: 1 Amber" in text(
        opened("activities", plan=OLD_PLAN, status="Amber", **{"for": "Corporate"})
    )


def test_choices_that_fit_nothing_say_so() -> None:
    app = opened("activities", plan=OLD_PLAN, outcome=f"{PLAN} CO 1")
    assert "No key activity fits" in text(app)


def test_one_activity_is_shown_alone_where_the_address_names_it() -> None:
    page_text = text(opened("activities", activity=f"{OLD_PLAN} 24"))
    assert "KA.07.02" in page_text
    assert "**1 activity**" in page_text


def test_outcomes_of_the_two_plans_are_kept_apart() -> None:
    page_text = text(opened("activities", outcome=f"{OLD_PLAN} CO 2"))
    assert "KA.02.01" in page_text
    assert f"Plan {PLAN}" not in page_text
