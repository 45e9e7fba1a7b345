"""The workbook to fill in, on the Upload page."""

import io

import openpyxl
import pytest

from data import store as stores
from data.questions import stored_kpis
from pages.upload.template_download import _template
from tests.pages.app import opened
from tests.pages.shipped import PLAN

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_upload_page_offers_the_workbook_for_the_quarter_after_the_latest_report() -> None:
    (button,) = [b for b in opened("upload").get("download_button") if "fill in" in b.proto.label]
    assert button.proto.label.endswith("for Q1 2025/26")


def test_it_has_the_kpis_of_the_newest_plan() -> None:
    kpis = stored_kpis.kpis(stores.shared())
    workbook = openpyxl.load_workbook(io.BytesIO(_template(2024, None)))
    first_columns = [sheet.iter_rows(4, max_col=1) for sheet in workbook.worksheets[1:]]
    codes = [str(row[0].value) for rows in first_columns for row in rows]
    assert sorted(codes) == sorted(kpis[kpis["plan"] == PLAN]["code"])
