"""Key activities: one report of one plan, its counts as choices, cards and table."""

import pytest
from streamlit.testing.v1.element_tree import ButtonGroup

from pages import activities
from tests.pages.app import opened, text
from tests.pages.shipped import OLD_PLAN, PLAN

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_current_plan_comes_first_and_says_that_it_has_no_report() -> None:
    page_text = text(opened("activities"))
    assert "21 activities" in page_text
    assert f"No report of the plan {PLAN}" in page_text
    assert f"activities?plan={OLD_PLAN.replace('/', '%2F')}" in page_text


def test_the_counts_of_a_report_are_choices() -> None:
    app = opened("activities", plan=OLD_PLAN)
    page_text = text(app)
    assert "37 activities in Q1 2019/20" in page_text
    assert f'<p class="dd-on-paper"><b>Earlier plan, {OLD_PLAN}: Q1 2019/20</b></p>' in page_text
    (pills,) = app.get("button_group")[:1]
    assert isinstance(pills, ButtonGroup)
    assert list(pills.options) == ["On track 32", "At risk 2", "Done 1", "Starts later 2"]
    assert page_text.count("<article") == 37


def test_a_choice_of_status_is_in_the_address() -> None:
    page_text = text(opened("activities", plan=OLD_PLAN, status="at risk"))
    assert page_text.count("<article") == 2
    assert "Implement the Smarter Services Action Plan" in page_text


def test_a_search_finds_what_progress_says() -> None:
    page_text = text(opened("activities", plan=OLD_PLAN, find="leisure centre"))
    assert "Promote a mix of leisure and recreation" in page_text
    assert page_text.count("<article") < 5


def test_a_search_that_finds_nothing_says_so() -> None:
    page_text = text(opened("activities", plan=OLD_PLAN, find="unicorns"))
    assert "No key activity fits these choices" in page_text


def test_activities_stand_under_their_outcomes_in_words() -> None:
    page_text = text(opened("activities", plan=OLD_PLAN))
    assert "<h2>Increased participation in physical activity</h2>" in page_text
    assert "CO 1" not in page_text


def test_the_table_has_a_row_for_each() -> None:
    page_text = text(opened("activities", plan=OLD_PLAN, view="Table"))
    assert page_text.count('<tr><th scope="row"') == 37
    assert "<article" not in page_text


def test_managers_see_the_activities_of_one_cmt_lead() -> None:
    page_text = text(opened("activities", plan=OLD_PLAN, **{"for": "B. Jolly"}))
    assert "1 activity in Q1 2019/20" in page_text
    assert page_text.count("<article") == 1


def test_one_activity_is_named_by_the_address() -> None:
    page_text = text(opened("activities", activity=f"{OLD_PLAN} 1"))
    assert page_text.count("<article") == 1
    assert "Show all key activities" in page_text
    assert "There is no such key activity" in text(opened("activities", activity="2031/32 99"))


def test_cards_that_fail_leave_the_rest_of_the_page_standing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = opened("activities", plan=OLD_PLAN)

    def failing(*_: object) -> None:
        raise ArithmeticError("a row that nobody expected")

    monkeypatch.setattr(activities, "_prepared", failing)
    app.run()
    (told,) = [error.value for error in app.error]
    # As text: its full stops stand behind a backslash, so that none begins a list.
    assert told.replace("\\", "").endswith("the rest of the page works.")
    assert "key-activities-2019-20-q1.xlsx" in text(app)
