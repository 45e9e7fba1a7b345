"""Backups that are written by themselves: when one is due, and a failure that is told."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data import backup_schedule
from data.database import backups
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "live" / "district.duckdb"
    store = Store(path, backups.folder(path))
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=300)})
    return store


def test_a_backup_is_due_after_a_change_and_not_again_before_the_next(store: Store) -> None:
    assert backup_schedule.back_up_when_due(store, TODAY) == backups.path_of(store.path, TODAY)
    assert backup_schedule.back_up_when_due(store, TODAY) is None
    store.withdraw(ANALYST, 1, "a test")
    assert backup_schedule.back_up_when_due(store, TODAY) == backups.path_of(store.path, TODAY)
    store.reinstate(ANALYST, 1, "a test")
    assert backup_schedule.is_due(store)
    assert len(backups.listed(store.path)) == 1


def test_an_empty_database_is_not_backed_up(tmp_path: Path) -> None:
    assert not backup_schedule.is_due(Store(tmp_path / "new.duckdb"))


def test_backups_that_the_rule_does_not_keep_are_removed_and_the_rest_opens(store: Store) -> None:
    for day in range(1, 12):
        store.back_up(date(2026, 11, day))
    listed = backups.listed(store.path)
    # 11 November 2026 is a Wednesday: the seven days, and the Sunday of two weeks before.
    assert [backup.day.day for backup in listed] == [11, 10, 9, 8, 7, 6, 5, 1]
    assert {len(standing(Store(backup.path))) for backup in listed} == {300}


def test_a_backup_that_fails_is_told_and_fails_nothing_else(store: Store) -> None:
    # A file where the folder should be.
    folder = backups.folder(store.path)
    folder.write_text("in the way")
    assert backup_schedule.back_up_when_due(store, TODAY) is None
    trouble = backup_schedule.trouble(store)
    assert trouble is not None
    assert "The backup of 22 November 2026 failed" in trouble
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    folder.unlink()
    assert backup_schedule.back_up_when_due(store, TODAY) is not None
    assert backup_schedule.trouble(store) is None


AHEAD = datetime.fromisoformat("2030-11-22T09:00")


def test_an_upload_of_a_clock_that_ran_ahead_is_backed_up_once(store: Store) -> None:
    store.publish(ANALYST, upload(b"ahead", AHEAD), {"kpi_value": value(12)})
    assert backup_schedule.back_up_when_due(store, AHEAD.date()) is not None
    assert not backup_schedule.is_due(store)
    store.publish(ANALYST, upload(b"right again"), {"kpi_value": value(14)})
    # The newest backup by its name is still that of the clock that ran ahead.
    assert backup_schedule.back_up_when_due(store, TODAY) == backups.path_of(store.path, TODAY)
    assert not backup_schedule.is_due(store)
    backup = Store(backups.path_of(store.path, TODAY))
    assert sorted(standing(backup)) == sorted(standing(store))


def test_what_is_published_with_a_clock_a_year_behind_is_backed_up(store: Store) -> None:
    assert backup_schedule.back_up_when_due(store, TODAY) is not None
    behind = TODAY - timedelta(days=365)
    store.publish(
        ANALYST,
        upload(b"late", datetime.fromisoformat("2025-11-22T09:00")),
        {"kpi_value": value(12)},
    )
    assert backup_schedule.back_up_when_due(store, behind) == backups.path_of(store.path, behind)
    assert len(backups.listed(store.path)) == 2


def test_backups_of_days_to_come_push_out_none_of_today(store: Store) -> None:
    for day in range(1, 30):
        store.back_up(AHEAD.date() + timedelta(days=day))
    store.back_up(TODAY)
    assert backups.path_of(store.path, TODAY).exists()


def test_a_backup_that_is_due_for_long_is_told(store: Store) -> None:
    assert backup_schedule.overdue(store, 1000.0) is None
    soon, later = (1000.0 + backup_schedule.OVERDUE_SECONDS + extra for extra in (-1, 1))
    assert backup_schedule.overdue(store, soon) is None
    overdue = backup_schedule.overdue(store, later)
    assert overdue is not None
    assert "in no backup: there is none" in overdue
    backup_schedule.back_up_when_due(store, TODAY)
    assert backup_schedule.overdue(store, later) is None


def test_as_many_changes_of_another_kind_are_no_backup_of_these(store: Store) -> None:
    """As after an older backup was restored and something else was published."""
    backup = store.back_up(TODAY)
    store.close()
    backup.rename(backup.with_name("kept"))
    other = Store(store.path.parent.parent / "other" / "district.duckdb")
    other.publish(ANALYST, upload(b"another"), {"kpi_value": value(10, rows=300)})
    kept = backups.folder(other.path)
    kept.mkdir()
    (backup.with_name("kept")).rename(kept / backup.name)
    assert backup_schedule.is_due(other)
