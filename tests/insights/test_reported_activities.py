"""What officers report of key activities: chosen, counted and put together."""

import pytest

from insights.reported_activities import (
    NO_QUARTER,
    NOT_REPORTED,
    Facet,
    by_report,
    chosen,
    counts_by_status,
    facet_values,
    reported_activities,
)
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_reports_stand_before_activities_that_nothing_was_reported_of() -> None:
    reported, planned = by_report(reported_activities())
    assert (reported.plan, reported.quarter) == (shipped.OLD_PLAN, "Q1 2019/20")
    assert (planned.plan, planned.quarter) == (shipped.PLAN, NO_QUARTER)
    assert (len(reported.activities), len(planned.activities)) == (37, 21)
    assert {activity.status for activity in planned.activities} == {NOT_REPORTED}


def test_a_report_has_one_source_for_each_of_its_files() -> None:
    reported, planned = by_report(reported_activities())
    (source,) = reported.sources
    assert (source.file, source.published_by) == (
        "key-activities-2019-20-q1.xlsx",
        shipped.PUBLISHED_BY,
    )
    assert not planned.sources


def test_the_most_frequent_status_is_counted_first() -> None:
    counts = counts_by_status(reported_activities())
    assert counts[:2] == [("Green", 32), (NOT_REPORTED, 21)]
    assert sum(number for _, number in counts) == len(reported_activities())


@pytest.mark.parametrize(
    ("choices", "codes"),
    [
        ({Facet.LEAD: ["B. Jolly"]}, ["KA.11.04"]),
        ({Facet.PLAN: [shipped.OLD_PLAN], Facet.STATUS: ["Amber"], Facet.LEAD: ["B. Jolly"]}, []),
    ],
)
def test_an_activity_fits_every_choice(choices: dict[Facet, list[str]], codes: list[str]) -> None:
    assert [activity.code for activity in chosen(reported_activities(), choices)] == codes


def test_no_choice_fits_all_and_several_values_of_one_add_up() -> None:
    activities = reported_activities()
    assert list(chosen(activities, {Facet.STATUS: []})) == list(activities)
    amber_or_complete = chosen(activities, {Facet.STATUS: ["Amber", "Complete"]})
    assert len(amber_or_complete) == 3


def test_outcomes_of_two_plans_are_kept_apart() -> None:
    activities = reported_activities()
    outcomes = facet_values(activities, Facet.OUTCOME)
    assert f"{shipped.OLD_PLAN} CO 1" in outcomes
    assert f"{shipped.PLAN} CO 1" in outcomes
    assert len(set(outcomes)) == len(outcomes)
    of_old_plan = chosen(activities, {Facet.OUTCOME: [f"{shipped.OLD_PLAN} CO 2"]})
    assert {activity.plan for activity in of_old_plan} == {shipped.OLD_PLAN}


def test_everything_else_is_offered_in_the_order_of_letters() -> None:
    leads = facet_values(reported_activities(), Facet.LEAD)
    assert leads[:2] == ["A.M. Hawkins", "B. Jolly"]
    assert list(leads) == sorted(leads)
