"""The size of the file: a publish takes what it brings, and one that has grown is made small."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from data.database import backups, compaction, copies
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value

MEGABYTE = 1_000_000
PUBLISHES, BYTES = 40, 20_000


def test_a_file_loaded_from_disk_grows_by_what_is_published(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "district.duckdb"))
    store = Store(path)
    before = path.stat().st_size
    for number in range(PUBLISHES):
        store.publish(ANALYST, upload(os.urandom(BYTES)), {"kpi_value": value(number, rows=100)})
    grown = path.stat().st_size - before
    # With a transaction left open it is a megabyte for each.
    assert grown < PUBLISHES * BYTES + 6 * MEGABYTE


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A database of mostly empty blocks: what filled them was replaced and removed."""
    path = tmp_path / "district.duckdb"
    store = Store(path)
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=300)})
    store.close()
    with duckdb.connect(str(path)) as connection:
        filler = "SELECT hash(i)::TEXT AS text FROM range(3_000_000) AS numbers(i)"
        connection.execute(f"CREATE TABLE filler AS {filler}")
        connection.execute("CHECKPOINT")
        # Something behind the filler, so that the file is not cut at its end.
        connection.execute("CREATE TABLE behind AS SELECT hash(i) FROM range(300_000) AS n(i)")
        connection.execute("CHECKPOINT")
        connection.execute("DROP TABLE filler")
        connection.execute("CHECKPOINT")
    assert path.stat().st_size > compaction.SMALLEST
    return path


def test_a_file_that_is_mostly_empty_is_made_small_when_it_is_opened(grown: Path) -> None:
    before = grown.stat().st_size
    with duckdb.connect(str(grown)) as connection:
        held = copies.contents(connection)
    store = Store(grown)
    assert grown.stat().st_size < before / 2
    assert store.changes() == {table: held[table] for table in copies.CHANGE_TABLES}
    assert standing(store) == [10] * 300
    assert store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)}) == 2
    store.close()
    assert [path.name for path in grown.parent.glob("*compacting*")] == []
    assert not backups.log_of(grown).exists()


def test_it_stays_as_it_is_where_the_disk_has_no_room(
    grown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "SPARE", 10**18)
    before = grown.stat().st_size
    assert standing(Store(grown)) == [10] * 300
    assert grown.stat().st_size == before
