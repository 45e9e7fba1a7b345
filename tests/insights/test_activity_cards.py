"""Key activities in one report: each counted once, chosen, searched, under its outcome."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.activity_cards import (
    CHANGED,
    SILENT,
    ActivityCard,
    activity_cards,
    by_outcome,
    choices,
    chosen_cards,
    report_ends,
)
from insights.activity_changes import activity_changes
from insights.reported_activities import ReportedActivity, reported_activities
from tests.pages.shipped import OLD_PLAN, PLAN

QUARTERS = {"Q1": date(2024, 6, 30), "Q2": date(2024, 9, 30), "Q3": date(2024, 12, 31)}
STATUSES = ["Green", "Amber", "Red", "Complete", "Start Later in Year"]


def reported(position: int, quarter: str, status: str, progress: str = "") -> ReportedActivity:
    return ReportedActivity(
        plan="P", position=position, quarter=quarter, quarter_end=QUARTERS[quarter], code=None,
        title=f"Activity {position}", status=status, progress=progress, next_steps="", lead="L",
        portfolio="F", outcomes=(), file="f.xlsx", published_by="A", published_at=None,
    )  # fmt: skip


def cards(activities: list[ReportedActivity], until: date | None = None) -> list[ActivityCard]:
    return [ActivityCard(change, (), ()) for change in activity_changes(activities, until)]


@given(st.lists(st.sampled_from(STATUSES), min_size=3 * 58, max_size=3 * 58))
def test_58_activities_with_three_quarters_published_stay_58(statuses: list[str]) -> None:
    listed = [
        reported(number % 58, quarter, status)
        for number, (quarter, status) in enumerate(
            zip([q for q in QUARTERS for _ in range(58)], statuses, strict=True)
        )
    ]
    counts = choices(cards(listed))
    by_status = {word: n for word, n in counts.items() if word not in (CHANGED, SILENT)}
    assert sum(by_status.values()) == 58
    assert counts.get(CHANGED, 0) <= 58
    newest = [activity for activity in listed if activity.quarter == "Q3"]
    assert by_status.get("at risk", 0) == sum(a.status == "Amber" for a in newest)


def test_an_activity_without_news_is_one_that_says_nothing_or_the_same() -> None:
    listed = [
        reported(1, "Q1", "Green", "begun"), reported(1, "Q2", "Green", " begun "),
        reported(2, "Q1", "Green", "begun"), reported(2, "Q2", "Green", "done"),
        reported(3, "Q1", "Green", "begun"), reported(3, "Q2", "Amber", ""),
    ]  # fmt: skip
    counted = choices(cards(listed))
    assert counted == {"on track": 2, "at risk": 1, CHANGED: 2, SILENT: 2}


def test_a_report_of_an_other_quarter_is_that_quarter_s() -> None:
    listed = [reported(1, "Q1", "Green"), reported(1, "Q2", "Red")]
    assert choices(cards(listed, QUARTERS["Q1"]))["on track"] == 1


@pytest.mark.parametrize(
    ("words", "fits"),
    [("", True), ("LEISURE centre", True), ("centre leisure", True), ("leisure pool", False)],
)
def test_a_search_looks_for_every_word_in_the_whole_text(words: str, fits: bool) -> None:
    (card,) = cards([reported(1, "Q1", "Green", "The Leisure Centre reopened")])
    assert chosen_cards([card], None, words) == ([card] if fits else [])


def test_activities_that_serve_no_outcome_come_last() -> None:
    first, second = cards([reported(1, "Q1", "Green"), reported(2, "Q1", "Green")])
    groups = by_outcome([first, replace(second, outcomes=("More homes", "Better homes"))])
    assert [(group.outcome, len(group.cards)) for group in groups] == [("More homes", 1), ("", 1)]


def test_a_group_is_quiet_while_nothing_is_at_risk_and_nothing_changed() -> None:
    (calm,) = by_outcome(cards([reported(1, "Q1", "Green")]))
    (troubled,) = by_outcome(cards([reported(1, "Q1", "Amber")]))
    assert (calm.is_quiet, troubled.is_quiet) == (True, False)


@pytest.mark.usefixtures("only_read")
def test_every_activity_of_a_plan_has_one_card_with_its_outcomes_in_words() -> None:
    for plan in (PLAN, OLD_PLAN):
        listed = activity_cards(plan)
        positions = {a.position for a in reported_activities() if a.plan == plan}
        assert [card.activity.position for card in listed] == sorted(positions)
        assert not any(outcome.startswith("CO ") for card in listed for outcome in card.outcomes)


@pytest.mark.usefixtures("only_read")
def test_only_a_plan_with_reports_has_quarters() -> None:
    assert list(report_ends(OLD_PLAN)) == ["Q1 2019/20"]
    assert not report_ends(PLAN)
