"""Files are made for this account alone; one that it may not write is told as that."""

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.database import acknowledged, backups, write_guard
from data.store import Store
from tests.actors import ANALYST, BY_A_TEST
from tests.data.published import upload, value
from tests.shared import ROOT

NOBODY = 65534
pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights of files are Unix's")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "live" / "district.duckdb"
    store = Store(path, backups.folder(path))
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    store.back_up(date(2026, 11, 22))
    store.close()
    return path


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_database_copies_and_backups_are_for_this_account_alone(path: Path) -> None:
    store = Store(path)
    with store.writing(*BY_A_TEST):
        during = list(path.parent.glob("*.before-write"))
        assert [rights(copy) for copy in during] == [0o600]
    files = [path, acknowledged.path_of(path), *backups.folder(path).iterdir()]
    assert len(files) == 3
    assert {rights(file) for file in files} == {0o600}
    assert {rights(folder) for folder in (path.parent, backups.folder(path))} == {0o700}


def test_what_others_could_read_is_private_in_its_copies(path: Path) -> None:
    path.chmod(0o644)
    store = Store(path)
    with store.writing(*BY_A_TEST):
        (copy,) = path.parent.glob("*.before-write")
        assert rights(copy) == 0o600
    store.close()
    aside = backups.folder(path) / "aside.duckdb"
    backups.moved_aside(path, aside)
    assert rights(aside) == 0o600


OPENED_TIMES = 5
# A process that may not write everywhere, as root may: it gives up being root once all is loaded.
SCRIPT = f"""
import os, sys
from datetime import date
from pathlib import Path
from data.errors import StoreProblem
from data.store import Store
if os.geteuid() == 0:
    os.setuid({NOBODY})
for _ in range({OPENED_TIMES}):
    try:
        Store(Path(sys.argv[1]))
    except StoreProblem as problem:
        print(problem)
"""


def as_somebody_else(path: Path) -> list[str]:
    command = [sys.executable, "-c", SCRIPT, str(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def given_away(path: Path) -> None:
    """Let whoever the process becomes own the folders, so that only the tested right is lacking."""
    if os.geteuid() == 0:
        for part in (path, path.parent, backups.folder(path), *path.parent.iterdir()):
            os.chown(part, NOBODY, NOBODY)
        for folder in path.parent.parents:
            if rights(folder) & 0o011 != 0o011 and folder != Path("/"):
                folder.chmod(rights(folder) | 0o011)


@pytest.mark.parametrize("lacking", ["file", "folder"])
def test_a_file_or_folder_that_may_not_be_written_is_no_damage(path: Path, lacking: str) -> None:
    given_away(path)
    part = path if lacking == "file" else path.parent
    part.chmod(0o400 if lacking == "file" else 0o500)
    lines = as_somebody_else(path)
    assert len(lines) == OPENED_TIMES
    assert f"may not read and write {part}, which belongs to" in lines[0]
    assert stat.filemode(part.stat().st_mode) in lines[0]
    assert "Nothing is damaged" in lines[0]
    assert "restore" not in lines[0]


def test_a_file_that_may_not_be_written_leaves_no_copies_however_often_it_is_opened(
    path: Path,
) -> None:
    write_guard.begin(path)
    given_away(path)
    path.chmod(0o400)
    before = sorted(backups.folder(path).iterdir())
    as_somebody_else(path)
    assert sorted(backups.folder(path).iterdir()) == before
