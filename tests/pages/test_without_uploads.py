"""Pages without figures: each draws, and a withdrawn upload's figures are on none of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import store as stores
from data.questions import stored_uploads
from data.store import Store
from tests.actors import ANALYST
from tests.pages.app import failures, opened, text
from tests.pages.shipped import PLACE_KPIS
from tests.pages.test_pages import PAGES


@pytest.fixture(scope="module")
def emptied(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database of which every upload is withdrawn."""
    path = tmp_path_factory.mktemp("emptied") / "district.duckdb"
    shutil.copy(built, path)
    store = Store(path)
    for upload in stored_uploads.uploads(store)["upload"]:
        store.withdraw(ANALYST, int(upload), "to see the empty pages")
    store.close()
    yield path
    stores.close_shared()


@pytest.fixture
def without_uploads(emptied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That database as this process's, to be read only."""
    monkeypatch.setenv("DISTRICT_DATABASE", str(emptied))


@pytest.mark.usefixtures("without_uploads")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_on_a_store_without_any_upload(page: str) -> None:
    app = opened(page)
    assert len(app.title) == 1
    assert "Illustrative data." not in text(app)


@pytest.mark.usefixtures("without_uploads")
def test_overview_without_a_figure_judges_nothing() -> None:
    page_text = text(opened())
    assert "No KPI figure has been published yet." in page_text
    assert "Needs attention" not in page_text
    assert "on target" not in page_text.split("<style>")[0]


@pytest.mark.usefixtures("without_uploads")
def test_a_priority_without_figures_says_so_in_place_of_charts() -> None:
    page_text = text(opened("priority-place"))
    assert "No figure has been published for this measure yet." in page_text
    assert f"None rated: {PLACE_KPIS} without a figure yet." in page_text
    district = text(opened("priority-place", tab="District"))
    assert "No published statistic of this priority has a figure yet." in district


@pytest.mark.usefixtures("fresh")
def test_withdrawing_an_upload_takes_its_figures_off_the_pages() -> None:
    store = stores.shared()
    uploads = stored_uploads.uploads(store)
    sample = uploads[uploads["illustrative"]].iloc[0]
    app = opened("history", upload=str(sample["upload"]))
    app.text_input(key="withdraw_by").input("A. Analyst")
    app.text_input(key="withdraw_why").input("real figures are here")
    app.button[0].click().run()
    assert not failures(app)
    assert "withdrawn" in text(app)
    assert "No KPI figure has been published yet" in text(opened())
