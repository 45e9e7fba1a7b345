"""The workbook to fill in, on the Upload page."""

import io

import openpyxl
import pytest

from data import store as stores
from data.actor import on_the_command_line
from data.questions import stored_kpis
from data.uploads import StoredFile
from loaders import publish
from pages.upload.template_download import _template
from tests.loaders.checks.small_workbooks import workbook
from tests.pages.app import opened
from tests.pages.shipped import PLAN


@pytest.mark.usefixtures("only_read")
def test_the_upload_page_offers_the_workbook_for_the_quarter_after_the_latest_report() -> None:
    (button,) = [b for b in opened("upload").get("download_button") if "fill in" in b.proto.label]
    assert button.proto.label.endswith("for Q1 2025/26")


@pytest.mark.usefixtures("only_read")
def test_it_has_the_kpis_of_the_newest_plan() -> None:
    kpis = stored_kpis.kpis(stores.shared())
    workbook = openpyxl.load_workbook(io.BytesIO(_template(2024, None)))
    first_columns = [sheet.iter_rows(4, max_col=1) for sheet in workbook.worksheets[1:]]
    codes = [str(row[0].value) for rows in first_columns for row in rows]
    assert sorted(codes) == sorted(kpis[kpis["plan"] == PLAN]["code"])


@pytest.mark.usefixtures("fresh")
def test_leads_and_targets_that_are_known_stand_in_it_and_last_years_where_wanted() -> None:
    rows = [
        ("Code", "CMT Lead", "Q1 2025/26", "Target"),
        ("CCS 06", "", "", ""),
        ("CON 10", "A. Lead", "3.1%", "5%"),
        ("CON 15", "A. Lead", 200, 210),
    ]
    store = stores.shared()
    file = publish.SubmittedFile(StoredFile("q1.xlsx", workbook(rows)))
    checked = publish.read(file, publish.plans(store))
    publish.publish(store, file, checked, on_the_command_line("A. Analyst"))

    def of(year: int, code: str, **choice: bool) -> tuple[object, ...]:
        content = _template(year, None, **choice)
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Quarterly"]
        return next(row[5:7] for row in sheet.iter_rows(4, values_only=True) if row[0] == code)

    assert of(2025, "CON 10") == ("A. Lead", 0.05)
    assert of(2025, "CON 15") == ("A. Lead", 210)
    assert of(2026, "CON 15") == ("A. Lead", None)
    assert of(2026, "CON 15", with_last_targets=True) == ("A. Lead", 210)
    # Targets of the shipped examples are invented, and stand in no workbook to fill in.
    assert of(2024, "CON 15")[1] is None
