"""Backups put back; what a damaged database says at the start."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.database import backups, restore
from data.errors import StoreProblem
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value
from tests.shared import ROOT

TODAY = date(2026, 11, 22)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "live" / "district.duckdb"


@pytest.fixture
def store(path: Path) -> Store:
    store = Store(path, backups.folder(path))
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=300)})
    return store


def damage(path: Path, start: int, length: int = 4096) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\x5a" * length)


def log_of_a_killed_process(path: Path) -> Path:
    """A log with a change in it, as a process leaves it that is killed before its checkpoint."""
    script = (
        "import duckdb, os, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute('INSERT INTO kpi_event (event) SELECT range FROM range(50)')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    log = path.with_name(f"{path.name}.wal")
    assert log.stat().st_size > 0
    return log


@pytest.mark.parametrize("place", ["beginning", "figures", "cut", "log"])
def test_damage_is_told_at_the_start_with_the_latest_backup_which_brings_everything_back(
    store: Store, place: str
) -> None:
    backup, path = store.back_up(TODAY), store.path
    store.close()
    if place == "log":
        log = log_of_a_killed_process(path)
        damage(log, 60, 64)
    elif place == "cut":
        os.truncate(path, path.stat().st_size // 3)
    else:
        # The first blocks say what is where; the blocks of the rows follow.
        for start in [0] if place == "beginning" else range(12288, path.stat().st_size, 262144):
            damage(path, start + 1000)
    with pytest.raises(StoreProblem) as refusal:
        Store(path)
    words = str(refusal.value)
    assert "damaged" in words
    assert str(path) in words
    assert f"python -m loaders restore {backup}" in words
    assert "22 November 2026" in words
    if place == "log":
        assert str(log) in words
    kept = restore.restore(backup, path, TODAY)
    assert len(standing(Store(path))) == 300
    assert kept is not None
    assert kept.exists()
    assert backup.exists()


def test_damage_without_a_backup_says_that_there_is_none(store: Store) -> None:
    path = store.path
    store.close()
    damage(path, 1000)
    with pytest.raises(StoreProblem, match="no backup in"):
        Store(path)


def test_a_backup_is_not_put_in_the_place_of_a_database_that_is_in_use(store: Store) -> None:
    backup = store.back_up(TODAY)
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from data.database import restore; from data.errors import StoreProblem\n"
        "try: restore.restore(Path(sys.argv[1]), Path(sys.argv[2]), date(2026, 11, 22))\n"
        "except StoreProblem as problem: print(problem)"
    )
    command = [sys.executable, "-c", script, str(backup), str(store.path)]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f"in use by process {os.getpid()}" in completed
    assert len(standing(store)) == 300


@pytest.mark.parametrize("how", ["missing", "damaged", "empty", "another program's"])
def test_a_backup_that_cannot_be_read_in_full_replaces_nothing(store: Store, how: str) -> None:
    backup = store.back_up(TODAY)
    if how == "missing":
        backup.unlink()
    elif how == "damaged":
        for start in range(12288, backup.stat().st_size, 262144):
            damage(backup, start + 1000)
    elif how == "empty":
        backup.write_bytes(b"")
    else:
        backup.write_bytes(b"this is not a database" * 1000)
    path = store.path
    store.close()
    with pytest.raises(StoreProblem, match="backup"):
        restore.restore(backup, path, TODAY)
    assert len(standing(Store(path))) == 300


def test_a_database_that_is_gone_is_restored(store: Store) -> None:
    backup, path = store.back_up(TODAY), store.path
    store.close()
    path.unlink()
    assert restore.restore(backup, path, TODAY) is None
    assert len(standing(Store(path))) == 300
