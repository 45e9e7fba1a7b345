"""A report as a web page in a browser, opened as a file: charts answer, tables sort, none calls."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from charts.trend_charts import timeline
from insights.kpi_trend_points import USUAL_LAYERS, points, shown
from reports.web import as_web_page
from tests.insights.plan_kpis import kpi
from tests.pages.payloads import PAYLOADS, STEERING
from tests.reports.hostile_report import hostile_report


@pytest.mark.usefixtures("only_read")
def test_charts_answer_tables_sort_and_nothing_is_asked_for(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    kpi_points = points(kpi("CON 15"))
    chart = timeline(shown(kpi_points, USUAL_LAYERS), "Number", "Fly tipping reports by quarter.")
    file.write_bytes(as_web_page(hostile_report([*PAYLOADS, *STEERING], chart)))
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(file.as_uri())
    page.wait_for_selector("figure svg.marks")
    page.hover("figure svg.marks", position={"x": 300, "y": 150})
    page.wait_for_selector("figure svg.marks text:has-text('target')")
    column = page.locator("table").first.locator("tbody th")
    before = column.all_inner_texts()
    page.locator("thead button").first.click()
    assert column.all_inner_texts() != before
    assert sorted(column.all_inner_texts()) == sorted(before)
    assert complaints == []
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
