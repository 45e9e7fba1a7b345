"""Every page: it draws on a fresh start, says what it must, and keeps text from files as text."""

import json

import pytest

from data import store as stores
from data.questions import stored_kpis, stored_statistics, stored_uploads
from tests.pages.app import opened, text
from tests.shared import ROOT

PRIORITIES = [f"priority-{code}" for code in ("place", "health", "environment", "economy")]
OTHERS = ["overview", "kpi", "activities", "district", "compare", "upload", "history", "about"]
PAGES = [*PRIORITIES, *OTHERS]
pytestmark = pytest.mark.usefixtures("only_read")


def test_every_page_module_is_in_the_menu_or_serves_the_priorities() -> None:
    modules = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert modules - {"__init__", "menu", "priority"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_on_a_fresh_start_with_one_title(page: str) -> None:
    app = opened(page)
    assert len(app.title) == 1
    assert not app.error


@pytest.mark.parametrize(
    "page",
    [*PRIORITIES, "overview", "kpi"],
)
def test_pages_that_show_sample_figures_say_that_they_are_illustrative(page: str) -> None:
    assert "Illustrative data." in text(opened(page))


def test_overview_counts_every_priority_with_its_denominator() -> None:
    said = text(opened())
    for name in ("Place", "Healthier Lives", "Environment and Sustainability"):
        assert name in said
    assert said.count(" rated") >= 4


@pytest.mark.parametrize(
    "page",
    [*PRIORITIES, "kpi", "district", "compare"],
)
def test_every_chart_has_a_description(page: str) -> None:
    charts = opened(page).get("vega_lite_chart")
    assert charts
    for chart in charts:
        spec = json.loads(chart.proto.spec)
        assert spec["layer"]
        assert len(chart.proto.alt) > 20


def test_every_kpi_of_the_plan_opens_by_its_address() -> None:
    kpis = stored_kpis.kpis(stores.shared())
    for code in kpis["code"]:
        app = opened("kpi", kpi=code)
        assert app.selectbox(key="kpi-choice").value == code


def test_an_address_with_an_unknown_kpi_shows_the_first_one() -> None:
    app = opened("kpi", kpi="NO 99")
    assert app.selectbox(key="kpi-choice").value == "CCS 06"


def test_managers_see_the_activities_of_one_cmt_lead() -> None:
    app = opened("activities", lead="B. Jolly")
    said = text(app)
    assert "KA.11.04" in said
    assert "KA.01.01" not in said
    assert "**1 activity**: 1 Complete" in said


def test_choices_of_activities_work_together() -> None:
    app = opened("activities", plan="2019/20", status="Amber")
    assert "**2 activities**: 2 Amber" in text(app)
    app.multiselect(key="portfolio").select("Corporate").run()
    assert "**1 activity**: 1 Amber" in text(app)


def test_choices_that_fit_nothing_say_so() -> None:
    app = opened("activities", plan="2019/20", status="Amber", lead="B. Jolly")
    assert "No key activity fits" in text(app)


def test_outcomes_of_the_two_plans_are_kept_apart() -> None:
    said = text(opened("activities", outcome="2019/20 CO 2"))
    assert "KA.02.01" in said
    assert "2024/25" not in said.split("Plan 2019/20")[0].split("**")[-1]


def test_the_profile_shows_a_slip_as_printed_with_the_check_beside_it() -> None:
    said = text(opened("district"))
    assert "18%" in said
    assert "15.8 %" in said
    assert "100,481" in said


def test_a_withdrawal_without_a_name_or_reason_is_asked_for_them() -> None:
    app = opened("history")
    app.button[0].click().run()
    assert "Give your name and the reason" in text(app)
    assert stored_uploads.uploads(stores.shared())["why"].isna().all()


def test_a_kpi_stands_beside_the_published_count_of_the_same_year() -> None:
    said = text(opened("kpi", kpi="CON 15"))
    assert "CON 15 beside Fly-tipping incidents, Harborough" in said
    assert "317" in said
    assert "13 March 2024" in said


def test_the_councils_own_emissions_are_never_compared_with_the_districts() -> None:
    said = text(opened("kpi", kpi="PM TP 10-12"))
    assert "The two are never compared." in said
    assert "PM TP 10-12 beside" not in said


def test_statuses_reported_otherwise_than_computed_are_listed() -> None:
    app = opened()
    assert "CON TPI 13" in text(app).split("Neither overwrites the other")[-1]
    assert any("1 figure was reported with another status" in one.label for one in app.expander)


def test_before_the_first_upload_overview_says_that_nothing_changed_yet() -> None:
    said = text(opened(as_of="2020-01-01"))
    assert "Nothing has been uploaded yet." in said
    assert "The last uploads" not in said


def test_a_figure_of_a_day_is_on_that_day() -> None:
    for said in (text(opened("district")), text(opened("compare")), text(opened("priority-place"))):
        assert " on 30 June 2022" in said
        assert " in 30 June" not in said


def test_the_profile_says_a_published_figure_once() -> None:
    said = text(opened("district"))
    row = said[said.index(">Happiness<") :]
    assert row[: row.index("</tr>")].count("2022/23") == 1
    row = said[said.index("Net additions to the housing stock in 2022/23") :]
    published = row[row.index('data-label="Published"') : row.index("</tr>")]
    assert ("2022/23" in published, "2024/25" in published) == (True, True)


def test_about_names_each_source_once_with_its_statistics() -> None:
    said = text(opened("about"))
    statistics = stored_statistics.statistics(stores.shared())
    assert f"{len(statistics)} statistics from {statistics['source'].nunique()} sources" in said
    assert said.count(">Personal well-being estimates</a>") == 1
    assert "Happiness; Life satisfaction; Feeling that life is worthwhile; Anxiety" in said
