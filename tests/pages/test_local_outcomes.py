"""Local outcomes: nothing is supplied; what a plan workbook brings is shown with its position."""

import io

import pytest
from openpyxl import load_workbook

from data import store as stores
from data.questions import stored_plans
from data.uploads import StoredFile
from insights.kpis import target_table
from loaders import publish
from loaders.publish import SubmittedFile
from reports.plan_workbook import plan_workbook
from tests.actors import ANALYST
from tests.pages.app import opened, text
from tests.pages.shipped import FIRST_KPI, PLAN

ROWS = [
    [PLAN, 1, "Health & <care>", "Adults with obesity", "adult-obesity-prevalence", None, "ours"],
    [PLAN, 2, "Health & <care>", "Calls answered", None, FIRST_KPI, None],
    [PLAN, 3, "Homes", "Empty homes", None, None, None],
]


@pytest.mark.usefixtures("only_read")
def test_nothing_is_supplied_and_the_page_says_how_to_fill_it_in() -> None:
    page_text = text(opened("local-outcomes"))
    assert "No outcome or metric has been filled in yet, and none is supplied." in page_text
    assert "On its sheet Local outcomes" in page_text


@pytest.mark.usefixtures("fresh")
def test_what_the_workbook_says_is_shown_with_the_position_and_tags_its_kpi() -> None:
    store = publish.ready()
    texts = stored_plans.reference_texts(store)
    content = plan_workbook(texts, target_table(PLAN), PLAN)
    book = load_workbook(io.BytesIO(content))
    for row in ROWS:
        book["Local outcomes"].append(row)
    out = io.BytesIO()
    book.save(out)
    submitted = SubmittedFile(StoredFile("plan.xlsx", out.getvalue()))
    checked = publish.read(submitted, publish.plans(store))
    publish.publish(store, submitted, checked, ANALYST)
    page_text = text(opened("local-outcomes"))
    assert "has a figure here for 2 of 3 metrics" in page_text
    obesity = page_text[page_text.index("Adults with obesity") :]
    assert "England" in obesity[: obesity.index("</tr>")]
    assert "ours" in obesity[: obesity.index("</tr>")]
    assert "(illustrative)" in page_text
    assert "Illustrative data." in page_text
    assert "not named yet" in page_text[page_text.index("Empty homes") :]
    assert "Local outcome: Health &amp; &lt;care&gt;, Calls answered" in text(
        opened("kpi", kpi=FIRST_KPI)
    )
    assert "Local outcome:" not in text(opened("kpi", kpi="CON 15"))


@pytest.mark.usefixtures("fresh")
def test_a_metric_that_names_an_unknown_statistic_is_refused_with_its_cell() -> None:
    store = publish.ready()
    texts = stored_plans.reference_texts(store)
    book = load_workbook(io.BytesIO(plan_workbook(texts, target_table(PLAN), PLAN)))
    book["Local outcomes"].append([PLAN, 1, "Homes", "Empty homes", "no-such-statistic"])
    out = io.BytesIO()
    book.save(out)
    checked = publish.read(
        SubmittedFile(StoredFile("plan.xlsx", out.getvalue())), publish.plans(store)
    )
    assert not checked.publishable
    assert any("no-such-statistic" in finding.message for finding in checked.findings)
    assert stores.shared().newest_upload() == 3
