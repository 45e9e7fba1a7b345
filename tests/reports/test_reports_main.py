"""The command line of reports: a file, or a sentence and an exit code."""

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from data import database_setting
from data.database import backups
from reports.__main__ import REFUSED, USAGE, WRITTEN, main

QUARTER = "2019/20-Q1"


def test_a_report_is_written_and_named(
    only_read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    assert main(["quarter", QUARTER, "--out", str(out), "--for", "Finance"]) == WRITTEN
    written = out / "performance-report-2019-20-q1-finance.docx"
    assert capsys.readouterr().out.strip() == str(written)
    assert [path.name for path in out.iterdir()] == [written.name]
    assert len(Document(io.BytesIO(written.read_bytes())).tables) > 2


def test_what_cannot_be_is_a_sentence(
    only_read: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quarter", "2040/41-Q1", "--out", str(tmp_path)]) == REFUSED
    assert "the newest is of Q4 2024/25" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(SystemExit) as ended:
        main(["quarter", QUARTER])
    assert ended.value.code == USAGE


def test_beside_a_running_dashboard_the_report_is_of_its_newest_backup(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database, out = tmp_path / "district.duckdb", tmp_path / "out"
    shutil.copy(built, database)
    monkeypatch.setenv("DISTRICT_DATABASE", str(database))
    command = ["brief", "latest", "--out", str(out), "--priority", "economy"]
    with held_open_elsewhere(database):
        assert main(command) == REFUSED
        assert "There is no backup in" in capsys.readouterr().err
        backup = backups.path_of(database, date(2026, 11, 26))
        backup.parent.mkdir()
        shutil.copy(built, backup)
        assert main(command) == WRITTEN
        written, why = capsys.readouterr()
    name = "brief-2024-25-q4-prosperous-local-economy.docx"
    assert Path(written.strip()) == out / name
    assert "this is of its backup of" in why
    assert [path.name for path in out.iterdir()] == [name]
    assert database_setting.database_path() == database
    # And with the database free, or told to, without a word.
    assert main([*command, "--from-backup"]) == WRITTEN
    assert capsys.readouterr().err == ""


@contextmanager
def held_open_elsewhere(database: Path) -> Iterator[None]:
    """The database, open in another process as a dashboard has it."""
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdout.readline()
    try:
        yield
    finally:
        process.communicate(b"\n", timeout=20)
