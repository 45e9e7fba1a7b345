"""Which backups the rule keeps, and where they are."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.database import backups

TODAY = date(2026, 11, 22)


def back(*days: int) -> set[date]:
    return {TODAY - timedelta(days=day) for day in days}


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        (back(), back()),
        (back(0), back(0)),
        # The last seven days that have one, whenever they were.
        (back(*range(7)), back(*range(7))),
        (back(*range(20, 27)), back(*range(20, 27))),
        # The 22nd is a Sunday: of the eighth day only a week speaks, as its newest.
        (back(*range(8)), back(*range(8))),
        (back(*range(9)), back(*range(8))),
        # Fourteen and 21 days back are the newest of the third and fourth week.
        (back(*range(30)), back(*range(8), 14, 21, 22)),
    ],
)
def test_kept_is_the_newest_of_each_of_the_last_days_weeks_and_months(
    days: set[date], kept: set[date]
) -> None:
    assert backups.kept_days(days) == kept


def test_after_years_of_daily_backups_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    kept = sorted(backups.kept_days(back(*range(1000))), reverse=True)
    assert len(kept) == 7 + 3 + 11
    assert kept[-1] == date(2025, 12, 31)


def test_what_is_kept_day_by_day_is_what_the_rule_keeps_of_all() -> None:
    """Removing each day what the rule does not keep loses nothing that it keeps later."""
    days = sorted(back(*range(800)))
    kept: set[date] = set()
    for day in days:
        kept = backups.kept_days(kept | {day})
    assert kept == backups.kept_days(days)


def test_backups_are_listed_newest_first_and_other_files_are_not_backups(tmp_path: Path) -> None:
    database = tmp_path / "district.duckdb"
    names = (
        "district-2026-11-21.duckdb",
        "district-2026-11-22.duckdb",
        "district-2026-11-23.partial",
        "district-before-restore-2026-11-22-1.duckdb",
        "other-2026-11-22.duckdb",
    )
    (tmp_path / "backups").mkdir()
    for name in names:
        (tmp_path / "backups" / name).touch()
    listed_names = [backup.path.name for backup in backups.listed(database)]
    assert listed_names == ["district-2026-11-22.duckdb", "district-2026-11-21.duckdb"]
    newest = backups.newest(database)
    assert newest is not None
    assert newest.day == TODAY


def test_a_folder_of_its_own_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_BACKUPS", str(tmp_path / "elsewhere"))
    assert backups.folder(tmp_path / "district.duckdb") == tmp_path / "elsewhere"
    assert backups.newest(tmp_path / "district.duckdb") is None


def test_what_is_kept_aside_never_takes_a_name_that_is_taken(tmp_path: Path) -> None:
    database = tmp_path / "district.duckdb"
    (tmp_path / "backups").mkdir()
    names = set()
    for _ in range(3):
        aside = backups.kept_aside(database, "before-restore", TODAY)
        aside.touch()
        names.add(aside.name)
    assert len(names) == 3


def test_servers_that_share_a_folder_for_backups_give_them_names_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_BACKUPS", str(tmp_path))
    copies = [tmp_path / name / "copy.duckdb" for name in ("one", "two")]
    for copy in copies:
        copy.parent.mkdir()
        backups.origin_of_copy(copy).write_text("{}")
    paths = [backups.path_of(copy, TODAY) for copy in copies]
    monkeypatch.setattr("socket.gethostname", lambda: "another.server")
    paths.append(backups.path_of(copies[0], TODAY))
    assert len(set(paths)) == 3
    assert "of-another-server" in paths[2].name
    for path in paths:
        path.touch()
    assert [backup.path for backup in backups.listed(copies[0])] == [paths[2]]
    # Of a database that is no copy the name is its own.
    assert backups.path_of(tmp_path / "district.duckdb", TODAY).stem == "district-2026-11-22"
