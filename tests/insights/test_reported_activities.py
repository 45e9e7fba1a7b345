"""What officers report of key activities, quarter by quarter."""

import pytest

from insights.reported_activities import NO_QUARTER, NOT_REPORTED, reported_activities, sources
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_reports_stand_before_activities_that_nothing_was_reported_of() -> None:
    reported, planned = reported_activities()[:37], reported_activities()[37:]
    assert {(a.plan, a.quarter) for a in reported} == {(shipped.OLD_PLAN, "Q1 2019/20")}
    assert {(a.plan, a.quarter) for a in planned} == {(shipped.PLAN, NO_QUARTER)}
    assert len(planned) == 21
    assert {activity.status for activity in planned} == {NOT_REPORTED}


def test_a_report_has_one_source_for_each_of_its_files() -> None:
    (source,) = sources(reported_activities())
    assert (source.file, source.published_by) == (
        "key-activities-2019-20-q1.xlsx",
        shipped.PUBLISHED_BY,
    )
    assert not sources(reported_activities()[37:])
