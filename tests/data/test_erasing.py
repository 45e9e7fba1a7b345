"""Erasing: gone from the database, its files and backups; that it was there stays on record."""

import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.actor import AccessRole, Actor, KnownBy
from data.database import backups
from data.errors import StoreProblem
from data.questions import stored_uploads
from data.store import Store
from data.uploads import StoredFile, Upload
from data.write_permission import NotAllowed
from loaders.rebuild import figures_hash, rebuild
from tests.actors import ANALYST
from tests.data.published import standing, value

# Random, so that nothing that compresses can hide it.
SECRET = os.urandom(4_000)
NOTE = f"Asked for by Jane Example, {os.urandom(60).hex()}"
DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two uploads, the second with what is to be erased, and a backup of both."""
    path = tmp_path / "district.duckdb"
    store = Store(path, backups.folder(path))
    first = Upload((StoredFile("one.csv", b"one"),), "KPI list")
    store.publish(ANALYST, first, {"kpi_value": value(10)})
    finding = pd.DataFrame([{"severity": "warn", "code": "x", "message": f"It says {NOTE}."}])
    second = Upload((StoredFile("two.csv", SECRET),), "KPI list")
    rows = {"kpi_value": value(12).assign(note=NOTE), "finding": finding}
    store.publish(ANALYST, second, rows)
    store.back_up(DAY)
    yield store
    store.close()


def files(store: Store) -> list[Path]:
    return [path for path in store.path.parent.rglob("*") if path.is_file()]


def holding(store: Store, content: bytes) -> set[str]:
    return {path.name for path in files(store) if content in path.read_bytes()}


def test_what_is_erased_is_in_no_file_of_the_database_or_its_backups(store: Store) -> None:
    store.withdraw(ANALYST, 2, "a person asked for it")
    backup = backups.path_of(store.path, DAY).name
    assert holding(store, SECRET) == {"district.duckdb", backup}
    assert store.erase(ANALYST, 2, "article 17", confirmed=2) == []
    assert holding(store, SECRET) == set()
    assert holding(store, NOTE.encode()) == set()
    assert standing(store) == [10]


def test_the_record_that_it_was_there_stays(store: Store) -> None:
    before = stored_uploads.uploads(store).set_index("upload").loc[2]
    store.withdraw(ANALYST, 2, "a person asked for it")
    store.erase(ANALYST, 2, "article 17", confirmed=2)
    after = stored_uploads.uploads(store).set_index("upload").loc[2]
    kept = ["file", "sha256", "fingerprint", "published_by", "published_at"]
    assert list(after[kept]) == list(before[kept])
    erasures = store.ask("SELECT upload, scope, erased_by, why FROM erasure")
    assert erasures.values.tolist() == [[2, "upload", "A. Analyst", "article 17"]]
    assert list(stored_uploads.erased(store)["upload"]) == [2]
    with pytest.raises(StoreProblem, match="was erased"):
        store.reinstate(ANALYST, 2, "it was right")


def test_one_note_goes_with_the_file_that_holds_it_and_the_figure_stays(store: Store) -> None:
    store.erase(ANALYST, 2, "article 17", confirmed=2, note=NOTE)
    assert holding(store, NOTE.encode()) == set()
    assert holding(store, SECRET) == set()
    assert standing(store) == [12]
    assert list(stored_uploads.current_rows(store, "kpi_value")["note"]) == ["(erased)"]
    # It stands with all its figures, and may be withdrawn; only its original is gone.
    assert stored_uploads.erased(store).empty
    assert store.erased() == {2}
    assert stored_uploads.findings(store, 2).empty


@pytest.mark.parametrize(
    ("confirmed", "note", "words"),
    [
        (2, None, "Withdraw it, then erase it"),
        (1, NOTE, "1 was given to confirm it"),
        (2, "Asked for", "has this very note"),
    ],
)
def test_it_is_not_erased_by_a_slip(
    store: Store, confirmed: int, note: str | None, words: str
) -> None:
    before = figures_hash(store)
    with pytest.raises(StoreProblem, match=words):
        store.erase(ANALYST, 2, "article 17", confirmed=confirmed, note=note)
    assert figures_hash(store) == before
    assert len(holding(store, SECRET)) == 2


def test_an_analyst_cannot_erase(store: Store) -> None:
    with pytest.raises(NotAllowed, match="to erase what an upload brought takes an administrator"):
        store.erase(Actor("A.", AccessRole.ANALYST, KnownBy.SIGNED_IN), 2, "why", confirmed=2)


def test_a_backup_that_cannot_be_rewritten_is_named(store: Store) -> None:
    damaged = backups.folder(store.path) / "district-2026-11-20.duckdb"
    damaged.write_bytes(SECRET)
    store.withdraw(ANALYST, 2, "a person asked for it")
    assert store.erase(ANALYST, 2, "article 17", confirmed=2) == [damaged]
    assert holding(store, SECRET) == {damaged.name}


def test_backups_after_it_hold_as_much_as_those_before(store: Store) -> None:
    store.withdraw(ANALYST, 2, "a person asked for it")
    store.erase(ANALYST, 2, "article 17", confirmed=2)
    assert store.back_up(DAY)


@pytest.mark.parametrize("note", [None, NOTE])
def test_a_rebuild_proves_the_rest(store: Store, note: str | None, tmp_path: Path) -> None:
    store.put_back(ANALYST, 3, Upload((StoredFile("a", b""),), "none"), {})
    store.withdraw(ANALYST, 1, "no original of these tests can be read again")
    store.erase(ANALYST, 1, "a test", confirmed=1)
    store.withdraw(ANALYST, 3, "no original of these tests can be read again")
    store.erase(ANALYST, 3, "a test", confirmed=3)
    if note is None:
        store.withdraw(ANALYST, 2, "a person asked for it")
    store.erase(ANALYST, 2, "article 17", confirmed=2, note=note)
    target = tmp_path / "again.duckdb"
    assert rebuild(store, target).uploads == 3
    again = Store(target)
    assert figures_hash(again) == figures_hash(store)
    assert again.erased() == {1, 2, 3}
    again.close()


def test_questions_are_answered_all_the_while(store: Store) -> None:
    ended, wrong = threading.Event(), []

    def ask() -> None:
        while not ended.is_set():
            if (figures := standing(store)) not in ([10], [12]):
                wrong.append(figures)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    store.withdraw(ANALYST, 2, "a person asked for it")
    store.erase(ANALYST, 2, "article 17", confirmed=2)
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert store.publish(ANALYST, Upload((StoredFile("x", b"x"),), "KPI list"), {}) == 3
