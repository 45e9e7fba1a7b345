"""The command line: exit codes, the JSON format, and sentences for what a person can mend."""

import json
import re
from pathlib import Path

import pytest

from data import store as stores
from data.questions import stored_uploads
from data.store import Store
from loaders.__main__ import main
from loaders.rebuild import figures_hash
from tests.shared import ROOT, shared

SAMPLE = str(ROOT / "data" / "samples" / "illustrative-kpi-export.xlsx")
ACTIVITIES = str(ROOT / "data" / "samples" / "key-activities-2019-20-q1.xlsx")


def documented(heading: str) -> set[str]:
    """The names in one table of the format's description."""
    text = (ROOT / "docs" / "json-format.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}")[1].split("\n## ")[0]
    firsts = re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE)
    return {name for first in firsts for name in re.findall(r"`(\w+)`", first)}


def test_check_gives_the_documented_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", SAMPLE, ACTIVITIES, "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    sample, activities = (json.loads(line) for line in lines)
    assert set(sample) == documented("The object of a file")
    assert set(sample["rows"][0]) == documented("A row")
    assert set(sample["findings"][0]) == documented("A finding")
    assert sample["status"] == "publishable"
    assert len(activities["rows"]) == 37
    assert activities["rows"][0]["period"] == {
        "kind": "quarter", "start": "2019-04-01", "end": "2019-06-30", "label": "Q1 2019/20",
    }  # fmt: skip


def test_check_stores_nothing(fresh: Path) -> None:
    before = fresh.read_bytes()
    main(["check", SAMPLE])
    assert fresh.read_bytes() == before


def test_a_refused_file_ends_with_1_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("Shopping,Amount\nBread,2\n")
    assert main(["check", str(path)]) == 1
    assert "notes.csv: refused, nothing is stored" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["publish", SAMPLE], ["withdraw", "1", "--by", "A"], ["nonsense"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.xlsx"]) == 2
    assert "There is no file nowhere.xlsx" in capsys.readouterr().err


@pytest.mark.usefixtures("fresh")
def test_publish_uploads_withdraw_backup_and_rebuild(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = shared("published/ons-explore-local-statistics/gigabit-capable-broadband.csv")
    assert main(["publish", str(table), "--by", "A. Analyst"]) == 0
    assert "published as upload 4, 413 rows" in capsys.readouterr().out
    assert main(["publish", str(table), "--by", "A. Analyst"]) == 0
    assert "nothing changed: it stands already as upload 4" in capsys.readouterr().out
    assert main(["withdraw", "4", "--by", "A. Analyst", "--why", "a test"]) == 0
    assert main(["withdraw", "4", "--by", "A. Analyst", "--why", "a test"]) == 1
    assert "withdrawn already" in capsys.readouterr().err
    assert main(["rebuild"]) == 0
    assert "4 uploads were read again with identical figures" in capsys.readouterr().out
    assert main(["uploads"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("4  ")
    assert "withdrawn: a test" in listed
    assert "illustrative, " in listed or ", illustrative" in listed


def test_a_damaged_database_is_restored_and_rebuilt_from_the_backup_with_identical_figures(
    fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q1.csv"
    path.write_text("Code,Period,Value\nCP 01,Q1 2024/25,900\n")
    assert main(["publish", str(path), "--by", "A. Analyst"]) == 0
    assert main(["withdraw", "4", "--by", "A. Analyst", "--why", "a test"]) == 0
    assert main(["reinstate", "4", "--by", "A. Analyst", "--why", "it was right"]) == 0
    before = figures_hash(stores.shared())
    assert main(["backup"]) == 0
    stores.close_shared()
    with fresh.open("r+b") as file:
        file.write(bytes(20_000))
    capsys.readouterr()
    assert main(["uploads"]) == 1
    (backup,) = re.findall(r'"python -m loaders restore (.+?)"', capsys.readouterr().err)
    assert main(["backups"]) == 0
    assert backup in capsys.readouterr().out
    assert main(["restore", backup]) == 0
    assert "is restored" in capsys.readouterr().out
    assert main(["rebuild"]) == 0
    assert "4 uploads were read again with identical figures" in capsys.readouterr().out
    assert figures_hash(stores.shared()) == before


@pytest.mark.usefixtures("fresh")
def test_what_cannot_be_reinstated_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reinstate", "1", "--by", "A. Analyst", "--why", "a test"]) == 1
    assert "is not withdrawn" in capsys.readouterr().err


def test_backups_that_are_not_there_are_said_to_be_none(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backups"]) == 0
    assert "There is no backup in" in capsys.readouterr().out
    assert main(["restore", str(fresh.with_name("none.duckdb"))]) == 1
    assert "There is no backup" in capsys.readouterr().err


@pytest.mark.usefixtures("fresh")
def test_publish_leaves_out_what_waits_for_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q1.csv"
    path.write_text("Code,Period,Value\nCP 01,Q1 2024/25,900\nZZ 99,Q1 2024/25,5\n")
    publishing = ["publish", str(path), "--by", "A. Analyst"]
    assert main(publishing) == 1
    assert "1 wait for a decision" in capsys.readouterr().err
    assert main([*publishing, "--leave-out", ""]) == 1
    assert "Give a reason" in capsys.readouterr().err
    assert main([*publishing, "--leave-out", "not ours"]) == 0
    assert "published as upload 4, 1 rows, 1 left out." in capsys.readouterr().out


@pytest.mark.usefixtures("fresh")
def test_publish_compares_with_what_is_published_and_check_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "q1.csv", tmp_path / "q1-again.csv"
    first.write_text("Code,Period,Value\nCP 01,Q1 2024/25,900\n")
    second.write_text("Code,Period,Value\nCP 01,Q1 2024/25,905\n")
    assert main(["publish", str(first), "--by", "A. Analyst"]) == 0
    assert main(["check", str(second)]) == 0
    assert main(["publish", str(second), "--by", "A. Analyst"]) == 1
    assert "was 900, now 905" in capsys.readouterr().err


def test_backup_writes_a_complete_copy(fresh: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup" / "copy.duckdb"
    target.parent.mkdir()
    assert main(["backup", str(target)]) == 0
    assert len(stored_uploads.uploads(Store(target))) == 3
