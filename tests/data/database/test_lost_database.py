"""A database that is gone: no new one is begun in silence, and no backup is written over."""

from datetime import date
from pathlib import Path

import pytest

from data import backup_schedule
from data.database import acknowledged, backups
from data.database.restore import restore
from data.errors import HoldsLess, StoreProblem
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value

TODAY = date(2026, 11, 22)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database with one figure was, whose backup of the day is there."""
    path = tmp_path / "live" / "district.duckdb"
    store = Store(path, backups.folder(path))
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=3)})
    store.back_up(TODAY)
    store.close()
    path.unlink()
    return path


def test_a_start_without_the_database_is_refused_where_backups_stand(path: Path) -> None:
    acknowledged.forget(path)
    with pytest.raises(StoreProblem) as refused:
        Store(path, backups.folder(path))
    words = str(refused.value)
    assert f"{path} is not there" in words
    assert "22 November 2026" in words
    assert f"python -m loaders restore {backups.path_of(path, TODAY)}" in words
    assert f"To begin afresh on purpose, move the backups in {backups.folder(path)} away." in words
    assert [file.name for file in path.parent.iterdir()] == ["backups"]


def test_the_restored_database_opens_with_everything(path: Path) -> None:
    restore(backups.path_of(path, TODAY), path, TODAY)
    assert standing(Store(path, backups.folder(path))) == [10] * 3


def test_a_start_afresh_on_purpose_takes_what_the_sentence_says(path: Path) -> None:
    backups.folder(path).rename(path.parent.parent / "away")
    with pytest.raises(StoreProblem, match="no backup of it") as refused:
        Store(path, backups.folder(path))
    assert str(acknowledged.path_of(path)) in str(refused.value)
    acknowledged.path_of(path).unlink()
    assert standing(Store(path, backups.folder(path))) == []


def test_a_backup_is_not_replaced_by_one_that_holds_less(path: Path) -> None:
    good = backups.path_of(path, TODAY)
    before = good.read_bytes()
    elsewhere = good.rename(path.parent / "elsewhere.duckdb")
    acknowledged.forget(path)
    store = Store(path, backups.folder(path))
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    elsewhere.rename(good)
    with pytest.raises(HoldsLess) as refusal:
        store.back_up(TODAY)
    assert "kpi_value 1 instead of 3" in str(refusal.value)
    assert good.read_bytes() == before
    (beside,) = backups.holding_less(path)
    assert standing(Store(beside)) == [12]


def test_a_backup_that_holds_less_is_written_once_and_told_for_as_long_as_it_is_so(
    path: Path,
) -> None:
    good = backups.path_of(path, TODAY)
    elsewhere = good.rename(path.parent / "elsewhere.duckdb")
    acknowledged.forget(path)
    store = Store(path, backups.folder(path))
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    elsewhere.rename(good)
    for _ in range(3):
        assert backup_schedule.back_up_when_due(store, TODAY) is None
    assert len(backups.holding_less(path)) == 1
    trouble = backup_schedule.trouble(store)
    assert trouble is not None
    assert "holds less" in trouble
    assert str(good) in trouble
    # The next day has a backup of its own, and the good one of the day before stays.
    store.publish(ANALYST, upload(b"three"), {"kpi_value": value(14)})
    assert backup_schedule.back_up_when_due(store, date(2026, 11, 23)) is not None
    assert backup_schedule.trouble(store) is None
    assert good.exists()


def test_a_database_that_cannot_be_made_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.database import schema  # noqa: PLC0415 - patched here alone

    broken = tmp_path / "views.sql"
    broken.write_text("SELECT nothing_of_the_kind;")
    monkeypatch.setattr(schema, "VIEWS", broken)
    path = tmp_path / "live" / "district.duckdb"
    with pytest.raises(Exception, match="nothing_of_the_kind"):
        Store(path)
    assert list(path.parent.iterdir()) == []
