"""Key activities: choices by lead, plan, status and outcome."""

import pytest

from tests.pages.app import opened, text
from tests.pages.shipped import OLD_PLAN, PLAN

pytestmark = pytest.mark.usefixtures("only_read")


def test_managers_see_the_activities_of_one_cmt_lead() -> None:
    app = opened("activities", lead="B. Jolly")
    page_text = text(app)
    assert "KA.11.04" in page_text
    assert "KA.01.01" not in page_text
    assert "**1 activity**: 1 Complete" in page_text


def test_choices_of_activities_work_together() -> None:
    app = opened("activities", plan=OLD_PLAN, status="Amber")
    assert "**2 activities**: 2 Amber" in text(app)
    app.multiselect(key="portfolio").select("Corporate").run()
    assert "**1 activity**: 1 Amber" in text(app)


def test_choices_that_fit_nothing_say_so() -> None:
    app = opened("activities", plan=OLD_PLAN, status="Amber", lead="B. Jolly")
    assert "No key activity fits" in text(app)


def test_outcomes_of_the_two_plans_are_kept_apart() -> None:
    page_text = text(opened("activities", outcome=f"{OLD_PLAN} CO 2"))
    assert "KA.02.01" in page_text
    assert PLAN not in page_text.split(f"Plan {OLD_PLAN}")[0].split("**")[-1]
