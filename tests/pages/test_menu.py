"""The frame around every page: trouble of the database file is said on each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import store as stores
from loaders import publish
from tests.pages.app import opened
from tests.pages.test_pages import PAGES


@pytest.fixture(scope="module")
def replaced(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database whose file was replaced after it was opened."""
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("replaced")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(path))
        publish.ready()
        Path(shutil.copy(path, path.with_name("other.duckdb"))).replace(path)
        yield path
        stores.close_shared()


@pytest.mark.usefixtures("replaced")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_the_database_file_was_replaced_and_shows_what_it_has(
    page: str,
) -> None:
    app = opened(page)
    assert ["was replaced by another" in error.value for error in app.error] == [True]
    assert len(app.title) == 1
