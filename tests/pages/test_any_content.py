"""Whatever the rules admit is drawn: no file can take a page from everybody."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from data import store as stores
from data.admissible import LATEST
from data.records import records
from data.reference_tables import PLAN_TABLES
from data.store import Store
from data.uploads import StoredFile, Upload
from insights.kpis import current_plan, kpi_table, kpis_of
from loaders import frames, publish
from loaders.check import Checked, check, decide
from loaders.checks.decisions import Choice, all_acceptable, decided_alike
from loaders.findings.codes import Severity
from loaders.reading import Reading
from pages import menu, overview
from pages.upload import files_read, plan_download
from reports.template import template
from tests.actors import ANALYST
from tests.pages.any_content import COUNCIL, Content, contents, plan_sheets
from tests.pages.app import opened

PAGES = ("overview", "activities", "district", "compare", "upload", "history", "about")

# It has no KPI, so that any other plan is the one that pages show.
LAST_PLAN = {
    "plan": "last", "title": "The last plan", "council": "A council", "area": COUNCIL,
    "starts": str(LATEST), "ends": str(LATEST),
}  # fmt: skip


@pytest.fixture(scope="module")
def without_plans(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with published statistics and the last plan, this process's for the module."""
    path = tmp_path_factory.mktemp("any-content") / "district.duckdb"
    shutil.copy(built, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(path))
        store = publish.ready()
        shipped = publish.plans(store).texts
        taken_out = {table: _as_cells(shipped[table]) for table in PLAN_TABLES}
        sheets = plan_sheets({"plan": [LAST_PLAN]}, taken_out)
        _publish(store, Reading("plans taken out", (), plan_sheets=sheets))
        yield path
        stores.close_shared()


def _as_cells(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{name: str(cell) for name, cell in row.items()} for row in records(frame.fillna(""))]


def _publish(store: Store, reading: Reading) -> int:
    """Publish what was read, every doubt accepted, or left out where it cannot be."""
    checked = _settled(check(reading, publish.plans(store), publish.published(store)))
    assert not checked.findings_of(Severity.REJECT)
    findings = frames.findings_frame(checked.findings_in_words("A. Analyst"))
    name = f"{store.newest_upload()}.xlsx"
    upload = Upload((StoredFile(name, name.encode()),), reading.layout)
    return store.publish(ANALYST, upload, publish.rows_of(checked) | {"finding": findings})


def _settled(checked: Checked) -> Checked:
    decisions = [
        decision
        for finding in checked.undecided
        for decision in decided_alike(
            [finding],
            Choice.ACCEPT if all_acceptable([finding], checked.rows) else Choice.LEAVE_OUT,
            "as it is",
        )
    ]
    return decide(checked, decisions)


@settings(
    # A few of many rows each; `make explore` looks for more.
    max_examples=settings().max_examples // 33,
    # Without the phase that explains, which traces every line, and the one that shrinks.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[*HealthCheck],
)
@given(content=contents())
def test_whatever_is_admitted_is_drawn_on_every_page(without_plans: Path, content: Content) -> None:
    store = publish.ready()
    number = _publish(store, content.reading())
    try:
        assert current_plan() == content.tables["plan"][0]["plan"]
        overview.compute(datetime.now(UTC).date())
        for page in (*PAGES, *_priority_pages(), "kpi"):
            app = opened(page)
            assert not app.error, page
            assert len(app.title) == 1
        for kpi in kpis_of(current_plan()):
            assert not opened("kpi", kpi=kpi.code).error
        _downloads()
    finally:
        store.withdraw(ANALYST, number, "the next example")


def _priority_pages() -> Sequence[str]:
    addresses = [path for _, _, path in menu.current_priority_pages()]
    assert addresses
    return addresses


def _downloads() -> None:
    """What is made when it is wanted is made for any content too."""
    assert template(kpi_table(current_plan()), 2024)
    for plan, copied_from in plan_download._choices().values():
        assert plan_download._workbook(plan, copied_from)
    files_read.plans()
