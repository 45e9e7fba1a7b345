"""A full disk: the publish fails with a sentence, and reading and all that stood are there.

Each case runs in a child process of its own. A small file system needs the right to mount one (root
on Linux); where the machine does not give it that case is skipped. The other case lets no file of
the child grow beyond a limit, which the database meets as the same kind of failed write. That is no
full disk, but it runs on every Unix.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.shared import ROOT

pytest.importorskip("resource", reason="file size limits are Unix's")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 120 MB."""
    with mounted(tmp_path / "small", 120) as folder:
        yield folder


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of a size; the test is skipped where nobody may mount one."""
    folder.mkdir()
    try:
        size = f"size={megabytes}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a small file system here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_small_file_system_that_fills_up_during_a_publish_loses_nothing(small_disk: Path) -> None:
    _loses_nothing(small_disk, "ballast", "No space left on device")


def test_files_that_may_grow_no_more_during_a_publish_lose_nothing(tmp_path: Path) -> None:
    _loses_nothing(tmp_path, "limit", "File too large")


def _loses_nothing(folder: Path, how: str, cause: str) -> None:
    command = [sys.executable, "-m", "benchmarks.full_disk", str(folder), how]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    *attempts, last = [json.loads(line) for line in ended.stdout.splitlines()]
    acknowledged, refused = [1], 0
    for attempt in attempts:
        outcome = attempt["outcome"]
        if isinstance(outcome, str):
            refused += 1
            assert cause in outcome
            assert "Nothing of it is stored" in outcome
        else:
            acknowledged += outcome
        # Asked while the disk was still full, without a restart: what was acknowledged, no more.
        assert attempt["stands"] == acknowledged
        assert attempt["wrong"] == []
    assert refused > 0
    assert "A fatal error closed the database; it is opened again" in ended.stderr
    assert last == {"last": acknowledged[-1] + 1, "stands": [*acknowledged, acknowledged[-1] + 1]}


FIRST_START = """
from data.questions import stored_plans, stored_uploads
from loaders import publish
from data.errors import StoreProblem
try:
    store = publish.ready()
    print(len(stored_plans.plans(store)), len(stored_uploads.uploads(store)))
except StoreProblem as problem:
    print(problem)
"""


def first_start(database: Path) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_START],
        cwd=ROOT,
        env={**os.environ, "DISTRICT_DATABASE": str(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_a_first_start_with_forty_megabytes_free_works_without_what_is_shipped(
    tmp_path: Path,
) -> None:
    with mounted(tmp_path / "small", 40) as folder:
        assert first_start(folder / "district.duckdb") == "2 0"
        moved = Path(shutil.copy(folder / "district.duckdb", tmp_path))
    # It is made up for once there is room.
    assert first_start(moved) == "2 3"


def test_a_first_start_on_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", 1) as folder:
        (folder / "ballast").write_bytes(bytes(shutil.disk_usage(folder).free))
        assert "the disk is full" in first_start(folder / "district.duckdb")
        assert [path.name for path in folder.iterdir()] == ["ballast"]
