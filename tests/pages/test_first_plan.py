"""A council without a plan: the empty workbook, filled in and dropped, opens every page of KPIs."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data import store as stores
from data.actor import SHIPPED
from data.questions import stored_plans
from data.uploads import StoredFile
from loaders import publish
from loaders.check import Checked
from loaders.publish import SubmittedFile
from reports.first_plan import first_plan, no_targets
from reports.plan_workbook import plan_workbook
from tests.actors import ANALYST
from tests.pages.app import opened, text

PLAN = "2026/27"
CITY = [PLAN, "city", 1, "The city", "A city to live in."]
BINS = {
    "Plan": PLAN, "Code": "B 1", "Position": 1, "Name": "Bins emptied", "Unit": "percent",
    "Decimals": 1, "Polarity": "maximise", "Frequency": "quarterly", "Kind": "ratio",
    "Definition": "Bins emptied on the day, of all.",
}  # fmt: skip


@pytest.fixture
def belfast(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Belfast's dashboard, with no figure at all."""
    path = Path(shutil.copy(planned, tmp_path / "district.duckdb"))
    monkeypatch.setenv("DISTRICT_DATABASE", str(path))
    monkeypatch.setenv("COUNCIL", "Belfast")
    monkeypatch.setattr(publish, "_fill", lambda store: store.load_reference(SHIPPED))
    yield
    stores.close_shared()


def workbook(area: str) -> SubmittedFile:
    """The empty workbook as the Upload page gives it, filled in."""
    texts = stored_plans.reference_texts(publish.ready())
    tables = first_plan(texts, area, "Belfast", 2026)
    book = load_workbook(io.BytesIO(plan_workbook(tables, no_targets(), PLAN)))
    book["Priorities"].append(CITY)
    headings = [cell.value for cell in book["KPIs"][1]]
    book["KPIs"].append([BINS.get(str(heading)) for heading in headings])
    book["KPI summary"].append([PLAN, "city", 1, "B 1", "Bins emptied"])
    out = io.BytesIO()
    book.save(out)
    return SubmittedFile(StoredFile("plan.xlsx", out.getvalue()))


def checked(submitted: SubmittedFile) -> Checked:
    return publish.read(submitted, publish.plans(publish.ready()))


@pytest.mark.usefixtures("belfast")
def test_the_upload_page_offers_the_empty_workbook_and_no_samples() -> None:
    app = opened("upload")
    labels = [getattr(button, "label", "") for button in app.get("download_button")]
    assert "Download the empty plan workbook" in labels
    assert not any("illustrative" in label for label in labels)
    assert "Belfast has no plan here yet." in text(app)


@pytest.mark.usefixtures("belfast")
def test_the_first_plan_opens_the_pages_of_kpis() -> None:
    assert "has no corporate plan here yet" in text(opened("overview"))
    submitted = workbook("N09000003")
    publish.publish(publish.ready(), submitted, checked(submitted), ANALYST)
    assert "has no corporate plan here yet" not in text(opened("overview"))
    assert "Bins emptied" in text(opened("kpi", kpi="B 1"))
    page = opened("priority-city")
    assert len(page.title) == 1
    # Its workbook does not say where the plan was published.
    assert "The plan has them in full" not in text(page)


@pytest.mark.usefixtures("belfast")
def test_a_plan_of_another_council_is_refused_with_its_cell() -> None:
    submitted = workbook("E07000131")
    reading = checked(submitted)
    assert not reading.publishable
    (refusal,) = [finding.message for finding in reading.findings if "E07000131" in finding.message]
    assert "Sheet Plans, cell D2: found E07000131 under Area" in refusal
    assert "N09000003, the area of Belfast, which this dashboard is for" in refusal
