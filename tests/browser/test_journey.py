"""The journey of an analyst and a manager, clicked through in Chromium."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A KPI export with one new figure."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "KPIs"
    sheet.append(["Code", "Short Name", "Period", "Value", "Target", "Status", "Note"])
    sheet.append(["SP 01", "Affordable homes", "Q4 2024/25", 123, 90, "OK", "<b>bold</b> *note*"])
    path = tmp_path / "export.xlsx"
    workbook.save(path)
    return path


def test_open_deep_link_filter_upload_publish_see_withdraw(
    page: Page, address: str, export: Path
) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
    expect(page.get_by_text("Illustrative data.")).to_be_visible()

    page.goto(f"{address}/kpi?kpi=SP+01")
    expect(page.get_by_role("heading", name="Affordable homes completed")).to_be_visible()
    expect(
        page.locator(
            "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
        ).first
    ).to_be_visible()
    expect(page.get_by_text("On target: 123 homes in 2024/25")).to_have_count(0)

    page.goto(f"{address}/activities")
    page.get_by_role("combobox", name="Show for").fill("Jolly")
    page.get_by_role("option", name="B. Jolly").click()
    expect(page.get_by_text("Showing CMT lead B. Jolly only").first).to_be_visible()
    expect(page).to_have_url(f"{address}/activities?for=B.+Jolly")

    page.get_by_test_id("stTopNavSection").filter(has_text="Manage data").click()
    page.get_by_role("menuitem", name="Upload").click()
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text("Fit to publish")).to_be_visible()
    expect(page.get_by_text("0 new, 1 changed, 0 same.")).to_be_visible()
    page.get_by_label("Your name").first.fill("A. Analyst")
    page.get_by_role("button", name="Publish export.xlsx").click()
    expect(page.get_by_text("export.xlsx is published as upload 4")).to_be_visible()

    page.goto(f"{address}/kpi?kpi=SP+01")
    expect(page.get_by_text("On target: 123 homes in 2024/25").first).to_be_visible()
    expect(page.get_by_role("list").get_by_text("<b>bold</b> *note*")).to_be_visible()

    page.goto(f"{address}/history?upload=4")
    page.get_by_label("Your name").first.fill("A. Analyst")
    page.get_by_label("Why").fill("only a test")
    page.get_by_role("button", name="Withdraw this upload").click()
    expect(page.get_by_text("Withdrawn on")).to_be_visible()

    page.goto(f"{address}/kpi?kpi=SP+01")
    expect(page.get_by_role("heading", name="Affordable homes completed")).to_be_visible()
    expect(page.get_by_text("On target: 123 homes in 2024/25")).to_have_count(0)


def test_going_back_in_the_browser_chooses_again_what_was_chosen_then(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/kpi?kpi=CP+06")
    expect(page.get_by_role("heading", name="Anti-social behaviour")).to_be_visible()
    another = page.get_by_role("combobox", name="Another measure")
    # It stands at the foot of a page that is still growing, and a box that moves forgets its words.
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    another.click()
    another.fill("CP 07")
    page.get_by_role("option", name="CP 07").click()
    expect(page.get_by_role("heading", name="Domestic violence")).to_be_visible()
    expect(page).to_have_url(f"{address}/kpi?kpi=CP+07")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Anti-social behaviour")).to_be_visible()
    expect(page).to_have_url(f"{address}/kpi?kpi=CP+06")


def test_a_damaged_file_is_refused_with_a_sentence_and_the_server_lives(
    page: Page, address: str, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04 this is no workbook" * 50)
    page.goto(f"{address}/upload")
    page.locator("input[type=file]").set_input_files(damaged)
    expect(page.get_by_text("Refused: nothing is stored.")).to_be_visible()
    expect(page.get_by_role("cell", name="damaged.xlsx").first).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
