"""Plans on the pages: downloaded as a workbook, edited, looked at before, published, in History."""

from datetime import date

import pytest

from data import store as stores
from data.questions import stored_kpis, stored_uploads
from data.uploads import StoredFile
from insights import corporate_plans, due_figures
from tests.actors import analyst
from tests.insights.plan_kpis import kpi
from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import opened, text
from tests.pages.shipped import KPIS, NEXT_PLAN, OLD_PLAN, PLAN, PLAN_ROWS, UPLOADS
from tests.pages.upload.upload_page import published, with_file, with_files
from tests.plan_workbooks import NEW_KPI, add, downloaded, next_year, only, put

pytestmark = pytest.mark.usefixtures("fresh")


def upload(file: StoredFile) -> None:
    published(with_file(file.content, file.name))


def test_a_workbook_is_downloaded_for_each_plan_and_for_the_year_after() -> None:
    app = opened("upload")
    (choice,) = [box for box in app.selectbox if box.key == "plan-workbook"]
    assert choice.options == [
        f"{PLAN} as it stands",
        f"{OLD_PLAN} as it stands",
        f"{NEXT_PLAN}, begun as a copy of {PLAN}",
    ]
    for option in choice.options:
        choice.select(option).run()
        labels = [str(button.proto.label) for button in app.get("download_button")]
        assert "Download the workbook of the plan" in labels


def test_the_preview_says_what_would_change_and_which_status_would_turn() -> None:
    lead = put("KPIs", "SP 01", "Lead", "A. <b>Lead</b>")
    app = with_file(downloaded(lead, put("KPIs", "SP 01", "Polarity", "minimise")).content)
    page_text = text(app)
    assert f"What publishing would change: {PLAN_ROWS} rows of plans" in page_text
    assert f"1 changed, {PLAN_ROWS - 1} same." in page_text
    assert "Polarity: minimise (was maximise)<br>Lead: A. &lt;b&gt;Lead&lt;/b&gt;" in page_text
    assert "Affordable homes completed turns from on target to" in page_text


def test_a_lead_that_a_workbook_brings_is_on_the_pages_and_in_history() -> None:
    upload(downloaded(put("KPIs", "SP 01", "Lead", "A. Lead"), only("KPIs")))
    assert "A. Lead" in text(opened("kpi", kpi="SP 01"))
    history = text(opened("history"))
    assert f"{KPIS} rows of plans" in history
    assert "Lead: A. Lead (was nothing)" in history


def test_targets_of_the_workbook_are_published_with_it() -> None:
    target = {"Plan": "2024/25", "Code": "CP 01", "Period": "Q1 2024/25", "Target": 950}
    app = with_file(downloaded(add("Targets", target), only("KPIs", "Targets")).content)
    assert "What publishing would change: 1 KPI value" in text(app)
    published(app)
    targets = stored_kpis.targets(stores.shared(), PLAN)
    of_kpi = targets[(targets["code"] == "CP 01") & (targets["period"] == "Q1 2024/25")]
    assert list(of_kpi["target"]) == [950]


def test_the_pages_move_to_a_new_year_with_the_figures_of_the_one_before() -> None:
    file = next_year(put("Priorities", "place", "Name", "Places anew"))
    app = with_file(file.content)
    assert f"The pages move from the plan {PLAN} to the plan {NEXT_PLAN}." in text(app)
    published(app)
    overview = opened()
    assert "Places anew" in text(overview)
    assert {known.plan: bool(known.source) for known in corporate_plans.plans()} == {
        NEXT_PLAN: False, PLAN: True, OLD_PLAN: True,
    }  # fmt: skip
    assert "SP 01" in text(opened("kpi", kpi="SP 01"))
    number = int(stored_uploads.uploads(stores.shared())["upload"].max())
    stores.shared().withdraw(analyst("B. Analyst"), number, "too early")
    assert "Places anew" not in text(opened())


def test_a_workbook_and_a_file_of_figures_are_published_at_once() -> None:
    plan = downloaded(put("KPIs", "SP 01", "Lead", "A. Lead"), only("KPIs"))
    published(with_files(("plan.xlsx", plan.content), ("q1.xlsx", listed())))
    assert list(stored_uploads.uploads(stores.shared())["plan_rows"].head(2)) == [0, KPIS]


def test_a_wrong_cell_is_told_and_nothing_is_stored() -> None:
    app = with_file(downloaded(put("KPIs", "SP 01", "Unit", "houses")).content)
    assert "found houses under Unit; expected one of number;" in text(app)
    assert not [button for button in app.button if button.label.startswith("Publish")]
    assert len(stored_uploads.uploads(stores.shared())) == UPLOADS


def test_figures_are_due_from_the_day_that_the_plan_names() -> None:
    upload(downloaded(add("KPIs", NEW_KPI), only("KPIs")))
    assert quarters_due() == ["Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25"]
    upload(downloaded(put("Plans", PLAN, "Reporting from", "2025-01-01"), only("Plans")))
    assert quarters_due() == ["Q4 2024/25"]


def quarters_due() -> list[str]:
    missing = due_figures.dues(kpi("NEW 01"), date(2025, 5, 31))
    return [figure.period.label for figure in missing]
