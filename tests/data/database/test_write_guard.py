"""A copy stands by while something is written: what a crash tears is as it was before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.database import backups, write_guard
from data.errors import StoreProblem
from data.store import Store
from tests.actors import ANALYST, BY_A_TEST
from tests.data.published import standing, upload, value
from tests.shared import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("cp"), reason="the copy is made by cp")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one acknowledged figure."""
    path = tmp_path / "district.duckdb"
    store = Store(path)
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=200)})
    store.close()
    return path


def copies(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.glob("*.before-write*"))


def test_the_copy_is_there_while_something_is_written_and_not_after(path: Path) -> None:
    store = Store(path)
    with store.writing(*BY_A_TEST):
        assert copies(path) == ["district.duckdb.before-write"]
    assert copies(path) == []
    with pytest.raises(StoreProblem):
        store.withdraw(ANALYST, 7, "there is none")
    assert copies(path) == []
    with pytest.raises(duckdb.Error):
        store.publish(ANALYST, upload(b"two"), {"kpi_value": pd.DataFrame([{"no_such_column": 1}])})
    assert copies(path) == []


def killed_while_writing(path: Path) -> None:
    """A process that ends in the middle of a write, as by kill -9."""
    script = (
        "import os, sys; from pathlib import Path; from data.store import Store\n"
        "from tests.actors import BY_A_TEST\n"
        "with Store(Path(sys.argv[1])).writing(*BY_A_TEST) as cursor:\n"
        "    cursor.execute('INSERT INTO kpi_event (event) SELECT range FROM range(50)')\n"
        "    os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True)
    assert copies(path) == ["district.duckdb.before-write"]


def tear(path: Path, start: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(100_000))


@pytest.mark.parametrize("start", [4096, 12288 + 262144, 12288 + 3 * 262144])
def test_a_database_that_a_crash_tore_is_as_it_was_before_the_write(path: Path, start: int) -> None:
    killed_while_writing(path)
    tear(path, start)
    store = Store(path)
    assert standing(store) == [10] * 200
    assert copies(path) == []
    (aside,) = backups.folder(path).iterdir()
    assert "cut-short" in aside.name
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12, rows=200)})
    assert standing(store) == [12] * 200


def test_what_was_only_in_the_log_is_put_back_with_it(path: Path) -> None:
    """As after a full disk, when a commit was acknowledged whose checkpoint failed."""
    script = (
        "import duckdb, os, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute('INSERT INTO kpi_event (event) SELECT 7')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    killed_while_writing_with_a_log(path)
    tear(path, 12288 + 262144)
    backups.log_of(path).unlink(missing_ok=True)
    store = Store(path)
    assert list(store.ask("SELECT event FROM kpi_event")["event"]) == [7]
    assert standing(store) == [10] * 200


def killed_while_writing_with_a_log(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from data.store import Store\n"
        "from tests.actors import BY_A_TEST\n"
        "with Store(Path(sys.argv[1])).writing(*BY_A_TEST) as cursor: os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True)
    assert copies(path) == ["district.duckdb.before-write", "district.duckdb.before-write.wal"]


def test_a_database_that_a_crash_did_not_tear_stays_in_place(path: Path) -> None:
    killed_while_writing(path)
    store = Store(path)
    assert standing(store) == [10] * 200
    assert copies(path) == []
    assert not backups.folder(path).exists()


def test_damage_where_no_write_was_cut_short_is_not_taken_for_one(path: Path) -> None:
    tear(path, 12288)
    with pytest.raises(StoreProblem, match="damaged"):
        Store(path)


def test_putting_back_may_be_cut_short_itself(path: Path, tmp_path: Path) -> None:
    killed_while_writing(path)
    tear(path, 4096)
    for number in range(2):
        write_guard.put_back(path, tmp_path / f"aside-{number}.duckdb")
        tear(path, 4096)
    assert standing(Store(path)) == [10] * 200


def test_the_database_stays_this_processes_alone_after_a_write(path: Path) -> None:
    """Closing a file that is open elsewhere in a process ends that process's lock on it."""
    store = Store(path)
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    script = (
        "import sys; from pathlib import Path\n"
        "from data.errors import StoreProblem; from data.store import Store\n"
        "try: Store(Path(sys.argv[1]))\n"
        "except StoreProblem as problem: print(problem)"
    )
    command = [sys.executable, "-c", script, str(path)]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f"in use by process {os.getpid()}" in completed


def test_a_copy_that_is_damaged_too_is_put_back_once_however_often_it_is_tried(path: Path) -> None:
    killed_while_writing(path)
    for torn in (path, path.with_name(f"{path.name}.before-write")):
        tear(torn, 4096)
    for _ in range(3):
        with pytest.raises(StoreProblem, match="damaged"):
            Store(path)
    assert len(list(backups.folder(path).iterdir())) == 1
    assert path.exists()


def test_a_database_that_went_with_a_crash_is_put_back(path: Path) -> None:
    killed_while_writing(path)
    path.unlink()
    assert standing(Store(path)) == [10] * 200
