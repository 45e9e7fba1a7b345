"""The published statistics beside a KPI."""

from datetime import date

import pytest

from insights.counterparts import published_counterparts, stand_outs
from loaders import publish
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
from tests.pages import shipped


@pytest.mark.usefixtures("only_read")
def test_years_known_from_both_stand_side_by_side_newest_first() -> None:
    same, context = published_counterparts(kpi("CON 15"))
    assert (same.name, same.counts_the_same) == ("Fly-tipping incidents", True)
    newest = same.years[0]
    assert (newest.year.label, newest.outturn, newest.published) == ("2022/23", 963, 317)
    # The sample's figures are made up, and nothing published is subtracted from those.
    assert (newest.difference, newest.vintage) == (None, date(2024, 3, 13))
    assert [year.year.label for year in same.years] == ["2022/23", "2021/22", "2020/21"]
    assert not context.counts_the_same
    assert not context.years


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
