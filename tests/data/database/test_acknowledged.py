"""What was acknowledged and is not in the database that is opened is told."""

import shutil
from pathlib import Path

import pytest

from data.database import acknowledged
from data.database.acknowledged import Acknowledged
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "district.duckdb"


def published(path: Path, content: bytes) -> None:
    store = Store(path)
    store.publish(ANALYST, upload(content), {"kpi_value": value(10)})
    store.close()


def test_after_each_change_the_newest_upload_and_the_number_of_changes_are_kept(
    path: Path,
) -> None:
    store = Store(path)
    assert acknowledged.read(path) is None
    store.publish(ANALYST, upload(b"one"), {})
    store.publish(ANALYST, upload(b"two"), {})
    store.withdraw(ANALYST, 1, "a test")
    assert acknowledged.read(path) == Acknowledged(newest_upload=2, changes=3)


def test_an_older_copy_in_the_place_of_the_database_is_told(path: Path) -> None:
    published(path, b"one")
    older = Path(shutil.copy(path, path.with_name("older.duckdb")))
    published(path, b"two")
    shutil.copy(older, path)
    store = Store(path)
    trouble = store.trouble()
    assert trouble is not None
    assert "1 of 2 changes" in trouble
    assert "upload 1 as the newest where upload 2 was acknowledged" in trouble
    # It is said until somebody mends it, or goes on from there.
    store.publish(ANALYST, upload(b"three"), {})
    assert store.trouble() == trouble
    store.close()


def test_a_database_that_holds_what_was_acknowledged_or_more_is_no_trouble(path: Path) -> None:
    published(path, b"one")
    kept = acknowledged.path_of(path).read_text()
    published(path, b"two")
    assert Store(path).trouble() is None
    # As a crash leaves it between storing and acknowledging.
    acknowledged.path_of(path).write_text(kept)
    assert Store(path).trouble() is None


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"upload": 1}'])
def test_a_file_that_cannot_be_read_says_nothing(path: Path, content: str) -> None:
    published(path, b"one")
    acknowledged.path_of(path).write_text(content)
    assert Store(path).trouble() is None
