"""The workbook to fill in, on the Upload page."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from data import store as stores
from data.questions import stored_kpis
from pages.upload.template_download import _template
from reports.template import reporting_year
from tests.pages.app import opened
from tests.pages.shipped import PLAN

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_upload_page_offers_the_workbook_for_the_year_that_is_reported() -> None:
    year = reporting_year(datetime.now(UTC).date())
    (button,) = [b for b in opened("upload").get("download_button") if "fill in" in b.proto.label]
    assert button.proto.label.endswith(f"{year}/{(year + 1) % 100:02d}")


def test_it_has_the_kpis_of_the_newest_plan() -> None:
    kpis = stored_kpis.kpis(stores.shared())
    workbook = openpyxl.load_workbook(io.BytesIO(_template(2024, None)))
    first_columns = [sheet.iter_rows(4, max_col=1) for sheet in workbook.worksheets[1:]]
    codes = [str(row[0].value) for rows in first_columns for row in rows]
    assert sorted(codes) == sorted(kpis[kpis["plan"] == PLAN]["code"])
