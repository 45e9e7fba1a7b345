"""A database file that is replaced, moved, cut short or loses its log under a running server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.database import backups
from data.errors import StoreProblem
from data.store import Store
from tests.actors import ANALYST, BY_A_TEST
from tests.data.published import standing, upload, value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "district.duckdb")
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=300)})
    return store


def replaced(path: Path) -> None:
    copy = path.with_name("copy.duckdb")
    shutil.copy(path, copy)
    copy.replace(path)


def moved(path: Path) -> None:
    path.rename(path.with_name("moved.duckdb"))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


CASES = [
    (replaced, "was replaced by another"),
    (moved, "was moved or deleted"),
    (cut, "was cut from"),
]


@pytest.mark.parametrize(("happen", "words"), CASES)
def test_nothing_is_published_into_a_file_that_is_not_there_any_more(
    store: Store, happen: Callable[[Path], None], words: str
) -> None:
    assert store.trouble() is None
    happen(store.path)
    edition = store.edition()
    with pytest.raises(StoreProblem, match=words) as refused:
        store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12, rows=300)})
    assert "Nothing can be published" in str(refused.value)
    assert store.trouble() == str(refused.value)
    assert store.edition() == edition
    # Readers go on with what was stored before.
    assert standing(store) == [10] * 300
    assert not list(store.path.parent.glob("*.before-write*"))


def test_a_file_that_is_replaced_in_the_middle_of_a_write_takes_nothing(store: Store) -> None:
    def write() -> None:
        with store.writing(*BY_A_TEST) as cursor:
            cursor.execute("INSERT INTO kpi_event (event) VALUES (1)")
            replaced(store.path)

    with pytest.raises(StoreProblem, match="was replaced"):
        write()
    assert store.ask("SELECT * FROM kpi_event").empty


def test_a_log_that_is_gone_with_what_it_held_is_told(tmp_path: Path) -> None:
    path = tmp_path / "district.duckdb"
    Store(path).close()
    # A commit whose checkpoint has not come, as after a full disk.
    script = (
        "import duckdb, os, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute('INSERT INTO kpi_event (event) SELECT 7')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    store = Store(path)
    assert backups.log_of(path).stat().st_size > 0
    backups.log_of(path).unlink()
    with pytest.raises(StoreProblem, match="lost its log"):
        store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    assert list(store.ask("SELECT event FROM kpi_event")["event"]) == [7]


def test_the_right_file_in_its_place_again_is_written_to_again(store: Store) -> None:
    aside = store.path.with_name("aside.duckdb")
    store.path.rename(aside)
    with pytest.raises(StoreProblem):
        store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    aside.rename(store.path)
    assert store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)}) == 2
    assert store.trouble() is None


def test_a_file_that_a_checkpoint_makes_shorter_is_no_trouble(store: Store) -> None:
    for number in range(20):
        store.publish(ANALYST, upload(os.urandom(300_000)), {"kpi_value": value(number, rows=300)})
        assert store.trouble() is None


def test_free_blocks_that_were_never_written_are_not_missed_and_used_ones_are(store: Store) -> None:
    for number in range(3):
        store.publish(ANALYST, upload(os.urandom(300_000)), {"kpi_value": value(number, rows=300)})
    ((block, total, used),) = store.ask(
        "SELECT block_size, total_blocks, used_blocks FROM pragma_database_size()"
    ).itertuples(index=False)
    assert used < total
    header = store.path.stat().st_size - block * total
    # As a crash in the middle of a checkpoint left it: the last free blocks are not in the file.
    os.truncate(store.path, header + block * used)
    store._refuse_lost_write(checkpointed=True)
    os.truncate(store.path, header + block * (used - 1))
    with pytest.raises(StoreProblem, match="was cut short"):
        store._refuse_lost_write(checkpointed=True)
