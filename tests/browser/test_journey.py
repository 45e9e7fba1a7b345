"""The journey of an analyst and a manager, clicked through in Chromium.

With SCREENSHOTS=folder in the environment, pictures of the steps of an upload are kept there too.
"""

import os
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.settling import choose, settled


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
    settled(page)
    lead = page.get_by_role("option", name="B. Jolly")
    choose(page, page.get_by_role("combobox", name="Show for"), "Jolly", lead)
    expect(page.get_by_text("Showing CMT lead B. Jolly only").first).to_be_visible()
    expect(page).to_have_url(f"{address}/activities?for=B.+Jolly")

    page.get_by_test_id("stTopNavSection").filter(has_text="Manage data").click()
    page.get_by_role("menuitem", name="Upload").click()
    expect(page.get_by_role("heading", name="1. Choose files")).to_be_visible()
    settled(page)
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text("Fit to publish")).to_be_visible()
    expect(page.get_by_text("1 new, 0 changed, 0 same.")).to_be_visible()
    settled(page)
    page.get_by_label("Your name").first.fill("A. Analyst")
    page.get_by_role("button", name="Publish export.xlsx").click()
    expect(page.get_by_text("export.xlsx is published as upload 4")).to_be_visible()

    page.goto(f"{address}/kpi?kpi=SP+01")
    expect(page.get_by_text("On target: 123 homes in 2024/25").first).to_be_visible()
    expect(page.get_by_role("list").get_by_text("<b>bold</b> *note*")).to_be_visible()

    page.goto(f"{address}/history?upload=4")
    settled(page)
    page.get_by_label("Your name").first.fill("A. Analyst")
    page.get_by_label("Why").fill("only a test")
    page.get_by_role("button", name="Withdraw this upload").click()
    expect(page.get_by_text("Withdrawn on")).to_be_visible()

    page.goto(f"{address}/kpi?kpi=SP+01")
    expect(page.get_by_role("heading", name="Affordable homes completed")).to_be_visible()
    expect(page.get_by_text("On target: 123 homes in 2024/25")).to_have_count(0)


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page at two widths, where a folder for it is named."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 4_000})
        settled(page)
        page.screenshot(path=Path(folder) / f"upload-{name}-{width}.png")
    page.set_viewport_size({"width": 1280, "height": 900})


def upload(page: Page, address: str, path: Path, content: str) -> None:
    """Give the Upload page a file, and wait until it is checked."""
    path.write_text(content)
    page.goto(f"{address}/upload")
    settled(page)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name=f"2. Check {path.name}")).to_be_visible()
    settled(page)


def test_a_row_is_named_once_and_a_table_that_was_read_wrongly_is_read_by_hand(
    page: Page, address: str, tmp_path: Path
) -> None:
    upload(page, address, tmp_path / "depot.csv", "Short Name,Q1 2025/26\nFly tips seen,231\n")
    keep(page, "1-unknown-row")
    page.get_by_label("Your name, kept with the answers").first.fill("A. Analyst")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="(CON 15)").click()
    expect(page.get_by_text("Fly tips seen is kept as")).to_be_visible()
    expect(page.get_by_text("Fit to publish")).to_be_visible()

    # The next file goes by what was said, until it is taken back.
    upload(page, address, tmp_path / "next.csv", "Short Name,Q2 2025/26\nFly tips seen,218\n")
    expect(page.get_by_text("Fit to publish")).to_be_visible()
    page.get_by_text("Names that were explained: 1 name").click()
    settled(page)
    page.get_by_role("button", name="Take it back").scroll_into_view_if_needed()
    keep(page, "2-known-row")
    form = page.locator("[data-testid=stForm]").filter(has_text="Take one back and it is asked")
    form.get_by_label("Your name").fill("A. Analyst")
    form.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="Say what these are: 1 name not known")).to_be_visible()

    # The target stands under Value: columns are named by hand.
    table = "Code,Period,Value,Target\nCON 15,Q1 2025/26,240,231\n"
    upload(page, address, tmp_path / "swapped.csv", table)
    page.get_by_text("Read as the wrong thing? Say what the columns hold").click()
    expect(page.get_by_role("button", name="Read it this way")).to_be_visible()
    settled(page)
    for column, role in ((r"\bC\W+Value", "Target"), (r"\bD\W+Target", "Value")):
        box = page.get_by_role("combobox", name=re.compile(column))
        choose(page, box, role, page.get_by_role("option", name=role, exact=True))
    keep(page, "3-columns-by-hand")
    form = page.locator("[data-testid=stForm]").filter(has_text="Name of the new statistic")
    form.get_by_label("Your name").fill("A. Analyst")
    form.get_by_role("button", name="Read it this way").click()
    expect(page.get_by_text("Read by columns named by hand")).to_be_visible()
    settled(page)
    page.get_by_label("Your name", exact=True).first.fill("A. Analyst")
    page.get_by_role("button", name="Publish swapped.csv").click()
    expect(page.get_by_text("swapped.csv is published as upload")).to_be_visible()
    keep(page, "4-published")
    page.goto(f"{address}/kpi?kpi=CON+15&quarter=Q1+2025%2F26")
    expect(page.get_by_text("231").first).to_be_visible()


def test_going_back_in_the_browser_chooses_again_what_was_chosen_then(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/kpi?kpi=CP+06")
    expect(page.get_by_role("heading", name="Anti-social behaviour")).to_be_visible()
    another = page.get_by_role("combobox", name="Another measure")
    settled(page)
    choose(page, another, "CP 07", page.get_by_role("option", name="CP 07"))
    expect(page.get_by_role("heading", name="Domestic violence")).to_be_visible()
    expect(page).to_have_url(f"{address}/kpi?kpi=CP+07")
    settled(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Anti-social behaviour")).to_be_visible()
    expect(page).to_have_url(f"{address}/kpi?kpi=CP+06")


def test_a_damaged_file_is_refused_with_a_sentence_and_the_server_lives(
    page: Page, address: str, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04 this is no workbook" * 50)
    page.goto(f"{address}/upload")
    settled(page)
    page.locator("input[type=file]").set_input_files(damaged)
    expect(page.get_by_text("Refused: nothing is stored.")).to_be_visible()
    expect(page.get_by_role("cell", name="damaged.xlsx").first).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
