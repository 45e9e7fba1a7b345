"""Backups that are written by themselves: when one is due, and a failure that is told."""

from datetime import date
from pathlib import Path

import pytest

from data import backup_schedule
from data.database import backups
from data.store import Store
from tests.data.published import standing, upload, value

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "live" / "district.duckdb"
    store = Store(path, backups.folder(path))
    store.publish(upload(b"one"), {"kpi_value": value(10, rows=300)})
    return store


def test_a_backup_is_due_after_a_change_and_not_again_before_the_next(store: Store) -> None:
    assert backup_schedule.back_up_when_due(store, TODAY) == backups.path_of(store.path, TODAY)
    assert backup_schedule.back_up_when_due(store, TODAY) is None
    store.withdraw(1, "A. Analyst", "a test")
    assert backup_schedule.back_up_when_due(store, TODAY) == backups.path_of(store.path, TODAY)
    store.reinstate(1, "A. Analyst", "a test")
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
    told = backup_schedule.trouble(store)
    assert told is not None
    assert "The backup of 22 November 2026 failed" in told
    store.publish(upload(b"two"), {"kpi_value": value(12)})
    folder.unlink()
    assert backup_schedule.back_up_when_due(store, TODAY) is not None
    assert backup_schedule.trouble(store) is None
