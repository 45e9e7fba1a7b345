"""The picture of an uploaded sheet in Chromium: links lead to cells, and nothing in it is alive."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.settling import settled
from tests.browser.test_accessibility import FITS, WIDTHS, assert_accessible
from tests.loaders.checks.small_workbooks import listed

HOSTILE = (
    ("</td></table><h1>Out</h1>", "<img src=x onerror=alert(1)>", "Q1 2024/25", 5, None, "", ""),
    ("DM 02", "\u202egnorts", "Q1 2024/25", "120%", None, "", "![x](https://a.org/x.png)"),
)
MANY = [("A section",)] * 120


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A list whose last rows are hostile, and wait for a decision."""
    path = tmp_path / "export.xlsx"
    path.write_bytes(listed(*MANY, *HOSTILE))
    return path


def test_a_finding_leads_to_its_cell_and_a_hostile_sheet_is_harmless(
    page: Page, address: str, export: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/upload")
    settled(page)
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_role("heading", name="What was read as what")).to_be_visible()
    settled(page)
    cell = page.locator("#cell-1-D124")
    expect(cell).not_to_be_in_viewport()
    page.get_by_role("link", name="KPIs D124", exact=True).click()
    expect(cell).to_be_in_viewport()
    expect(cell).to_be_focused()
    expect(cell.get_by_role("img", name="doubtful; a person decides")).to_be_visible()
    window = page.locator(".dd-window")
    expect(window.get_by_text("</td></table><h1>Out</h1>", exact=True)).to_have_count(1)
    expect(page.get_by_role("heading", name="Out", exact=True)).to_have_count(0)
    assert page.locator(".dd-window img, .dd-window h1, .dd-window script").count() == 0
    assert not [url for url in asked if "a.org" in url]
    assert_accessible(page)
    page.set_viewport_size({"width": min(WIDTHS), "height": 900})
    page.wait_for_function(FITS, arg=min(WIDTHS))
