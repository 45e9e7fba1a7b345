"""A priority: its answer first, one tab worked out at a time, the gravest measure's chart."""

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from insights.district_rows import district_rows
from pages.priority import priority_district
from tests.pages.app import opened, text
from tests.pages.shipped import PLACE_KPIS

pytestmark = pytest.mark.usefixtures("only_read")
PRIORITIES = [f"priority-{code}" for code in ("place", "health", "environment", "economy")]
FEWEST_CHARTS = 4


def table_of(app: AppTest) -> str:
    return text(app).split('<div class="dd-measures">')[1].split("</table>")[0]


def chart_words(app: AppTest) -> str:
    return str(app.get("vega_lite_chart")[0].proto.alt)


def test_the_first_words_are_how_many_measures_are_on_target_and_what_changed() -> None:
    page_text = text(opened("priority-place"))
    assert "10 of 15 on target, 3 just off, 2 off target." in page_text
    assert "Since last quarter 2 got worse and 3 got better in status." in page_text
    assert 'role="img" aria-label="10 on target, 3 just off' in page_text


@pytest.mark.parametrize("page", PRIORITIES)
def test_a_priority_opens_with_one_chart_that_of_its_gravest_measure(page: str) -> None:
    app = opened(page)
    assert len(app.get("vega_lite_chart")) == 1
    table = table_of(app)
    gravest = table.split("kpi?kpi=")[1].split(">")[1].split("<")[0]
    assert chart_words(app).startswith(gravest.replace("&#39;", "'"))


def test_the_table_is_a_table_with_every_measure_and_a_picture_with_words() -> None:
    table = table_of(opened("priority-place"))
    assert table.count('<tr><th scope="row"') == PLACE_KPIS
    assert table.count('<img class="dd-spark"') == PLACE_KPIS
    assert 'alt="2022/23 to 2024/25: from' in table


def test_the_chart_of_a_chosen_measure_stands_in_the_address() -> None:
    assert chart_words(opened("priority-place", measure="SP 01")).startswith("Affordable homes")


@pytest.mark.parametrize(
    ("show", "inside", "outside"),
    [("Off target", "DM 02", "CCS 06"), ("Changed", "CCS 17", "DM 07/8")],
)
def test_a_choice_of_measures_is_in_the_address(show: str, inside: str, outside: str) -> None:
    table = table_of(opened("priority-place", show=show))
    assert inside in table
    assert outside not in table


def test_trends_are_pictures_of_every_measure_and_no_chart() -> None:
    app = opened("priority-place", tab="Trends")
    assert text(app).count('<img class="dd-multiple"') == PLACE_KPIS
    assert not app.get("vega_lite_chart")


def test_outcomes_stand_over_activities_in_words() -> None:
    page_text = text(opened("priority-health", tab="Outcomes and activities"))
    assert "<h2>More activity through active travel" in page_text
    assert "<h3>Support the most vulnerable in our communities</h3>" in page_text
    assert "No code printed" not in page_text


def test_the_district_is_compared_in_a_row_a_statistic_with_one_chart() -> None:
    app = opened("priority-health", tab="District", statistic="cigarette-smokers")
    page_text = text(app)
    assert page_text.count('<img class="dd-strip"') >= 8
    assert "better" in page_text
    assert len(app.get("vega_lite_chart")) == 1


@pytest.mark.parametrize("page", PRIORITIES)
@pytest.mark.parametrize("tab", ["Measures", "Trends", "Outcomes and activities", "District"])
def test_no_tab_has_more_than_four_charts(page: str, tab: str) -> None:
    charts = opened(page, tab=tab).get("vega_lite_chart")
    assert len(charts) <= FEWEST_CHARTS
    assert all(json.loads(chart.proto.spec)["layer"] for chart in charts)


def test_outcomes_say_of_these_activities_that_no_report_has_them() -> None:
    page_text = text(opened("priority-place", tab="Outcomes and activities"))
    assert "No report yet of the 8 activities of the plan 2024/25." in page_text
    assert "has been published yet" not in page_text


def test_a_statistic_without_words_of_comparison_has_an_empty_cell() -> None:
    row = replace(district_rows("place")[0], standing="", reason="")
    assert priority_district._word(row) == ""
