"""Two app servers on one central store: what is published on one is read on the other at once."""

import shutil
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import httpx2
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.database import local_copy
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from tests import central
from tests.access.signing_in import Dashboard, serving_with_sign_in
from tests.browser.settling import settled
from tests.browser.test_sign_in_journey import sign_in
from tests.central import KINDS, S3, Postgres
from tests.server import serving

pytestmark = [central.needed, central.at_length]

# One figure in each file, which no other file has.
QUARTERS = ("Q4 2024/25", "Q3 2024/25", "Q2 2024/25", "Q1 2024/25", "Q4 2023/24")


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, postgres: Postgres) -> str:
    s3 = request.getfixturevalue("s3") if request.param == S3 else None
    return postgres.url(request.param, s3)


def test_what_one_server_publishes_is_read_on_the_other(
    page: Page, built: Path, url: str, tmp_path: Path
) -> None:
    one, two = Path(shutil.copy(built, tmp_path / "one.duckdb")), tmp_path / "two.duckdb"
    with closing(CentralStore(central_address(url))) as store:
        local_copy.hand_over(one, store)
    with (
        serving_with_sign_in(one, public_reading=False, **_store(url, one)) as dashboard,
        serving(two, **{**dashboard.settings, **_store(url, two)}) as second,
    ):
        other = second.replace("127.0.0.1", "localhost")
        assert httpx2.get(f"{other}/api/v1/uploads").status_code in {302, 303, 401}
        # A sign-in on one server counts on the other.
        sign_in(page, dashboard, "analyst")
        for number in range(3):
            _publish(page, dashboard.address, _export(tmp_path, number))
            begun = time.monotonic()
            # How long it takes is measured by benchmarks.central.
            while f"export-{number}.xlsx" not in _uploads(page, other).text:
                assert time.monotonic() < begun + 30
        tags = {_uploads(page, server).headers["etag"] for server in (dashboard.address, other)}
        assert len(tags) == 1
        _refuse_an_older_preview(page, dashboard, other, tmp_path)


def _refuse_an_older_preview(page: Page, dashboard: Dashboard, other: str, folder: Path) -> None:
    """What a preview on one server stands on is known on the other."""
    late = page.context.new_page()
    late.goto(f"{other}/upload")
    settled(late)
    late.locator("input[type=file]").set_input_files(_export(folder, 3))
    expect(late.get_by_text("Fit to publish")).to_be_visible()
    settled(late)
    _publish(page, dashboard.address, _export(folder, 4))
    late.get_by_role("button", name="Publish export-3.xlsx").click()
    expect(late.get_by_text("after this preview was made").first).to_be_visible()
    assert "export-3.xlsx" not in _uploads(page, other).text


def _publish(page: Page, address: str, export: Path) -> None:
    page.goto(f"{address}/upload")
    settled(page)
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text("Fit to publish")).to_be_visible()
    settled(page)
    page.get_by_role("button", name=f"Publish {export.name}").click()
    expect(page.get_by_text(f"{export.name} is published as upload")).to_be_visible()


def _uploads(page: Page, address: str) -> httpx2.Response:
    """What a server's interface says of uploads to whoever is signed in on the page."""
    cookie = "; ".join(f"{kept['name']}={kept['value']}" for kept in page.context.cookies())
    answer = httpx2.get(f"{address}/api/v1/uploads", headers={"Cookie": cookie})
    assert answer.status_code == 200
    return answer


def _export(folder: Path, number: int) -> Path:
    """A KPI export."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "KPIs"
    sheet.append(["Code", "Short Name", "Period", "Value", "Target"])
    sheet.append(["SP 01", "Affordable homes", QUARTERS[number], 123, 90])
    path = folder / f"export-{number}.xlsx"
    workbook.save(path)
    return path


def _store(url: str, copy: Path) -> Mapping[str, str]:
    return {"DISTRICT_DATABASE": url, "DISTRICT_LOCAL_COPY": str(copy)}
