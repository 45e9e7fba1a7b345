"""The published statistics beside a KPI."""

from datetime import date

import pytest

from data.uploads import StoredFile
from insights.counterparts import published_counterparts, stand_outs
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped


@pytest.mark.usefixtures("only_read")
def test_invented_years_stand_beside_no_published_ones() -> None:
    same, context = published_counterparts(kpi("CON 15"))
    assert (same.name, same.counts_the_same) == ("Fly-tipping incidents", True)
    assert not same.years
    assert not context.counts_the_same
    assert not context.years


@pytest.mark.usefixtures("fresh")
def test_years_known_from_both_stand_side_by_side_newest_first() -> None:
    years = (("2022/23", 300), ("2021/22", 352))
    figures = (
        ("CON 15", "", f"Q{quarter} {year}", total / 4)
        for year, total in years
        for quarter in range(1, 5)
    )
    file = SubmittedFile(StoredFile("tipping.xlsx", alone(*figures)))
    publish.publish(publish.ready(), file, publish.read(file, Plans()), ANALYST)
    same, _ = published_counterparts(kpi("CON 15"))
    newest, before = same.years
    assert (newest.year.label, newest.outturn, newest.published) == ("2022/23", 300, 317)
    assert (newest.difference, newest.vintage) == (-17, date(2024, 3, 13))
    assert before.year.label == "2021/22"


@pytest.mark.usefixtures("only_read")
def test_what_counts_another_thing_is_context_only() -> None:
    (view,) = published_counterparts(kpi("PM TP 10-12"))
    assert view.statistic is not None
    assert not view.counts_the_same
    assert not view.years


@pytest.mark.usefixtures("only_read")
def test_a_kpi_without_a_counterpart_has_none() -> None:
    assert not published_counterparts(kpi("CCS 06"))
    assert not stand_outs(kpi("CCS 06"))


@pytest.mark.usefixtures("fresh")
def test_a_counterpart_without_a_figure_for_the_district_has_its_name_alone() -> None:
    publish.ready().withdraw(ANALYST, shipped.STATISTICS, "a test")
    same, _ = published_counterparts(kpi("CON 15"))
    assert (same.name, same.statistic) == ("Fly-tipping incidents", None)
    assert not same.years
