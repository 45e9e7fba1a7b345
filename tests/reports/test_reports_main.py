"""The command line of reports: a file, or a sentence and an exit code."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from data import store as stores
from data.database import backups
from data.errors import UserError
from insights.kpis import current_plan
from reports.__main__ import REFUSED, USAGE, WRITTEN, _database, main

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


def test_a_report_of_the_newest_backup_leaves_the_database_alone(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "district.duckdb"
    database.write_bytes(b"open elsewhere")
    monkeypatch.setenv("DISTRICT_DATABASE", str(database))
    with pytest.raises(UserError, match="There is no backup in"), _database(from_backup=True):
        pass
    backup = backups.path_of(database, date(2026, 11, 26))
    backup.parent.mkdir()
    shutil.copy(planned, backup)
    with _database(from_backup=True):
        assert current_plan() == "2024/25"
        copy = stores.database_path()
    assert copy != database
    assert not copy.exists()
    assert stores.database_path() == database
    assert database.read_bytes() == b"open elsewhere"
