"""The store: whole transactions, nothing lost, nothing twice."""

import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data import questions
from data.store import Store, StoredFile, StoreProblem, Upload


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "district.duckdb")


def upload(content: bytes = b"one", hints: str = "{}") -> Upload:
    return Upload((StoredFile("kpis.xlsx", content),), "KPI list", "A. Analyst", hints)


def value(figure: float, start: date = date(2024, 4, 1)) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "plan": "2024/25",
                "code": "SP 01",
                "period_kind": "quarter",
                "period_start": start,
                "period_end": date(start.year, start.month + 2, 28),
                "value": figure,
            }
        ]
    )


def standing(store: Store) -> list[float]:
    return list(questions.standing(store, "kpi_value")["value"])


def test_the_newest_upload_wins_and_withdrawing_it_brings_the_earlier_figure_back(
    store: Store,
) -> None:
    store.publish(upload(b"one"), {"kpi_value": value(10)})
    second = store.publish(upload(b"two"), {"kpi_value": value(12)})
    assert standing(store) == [12]
    store.withdraw(second, "A. Analyst", "wrong quarter")
    assert standing(store) == [10]


def test_a_blank_in_a_new_file_leaves_older_periods_standing(store: Store) -> None:
    store.publish(upload(b"one"), {"kpi_value": value(10)})
    store.publish(upload(b"two"), {"kpi_value": value(11, date(2024, 7, 1))})
    assert sorted(standing(store)) == [10, 11]


def test_a_blank_target_or_note_in_a_new_file_leaves_what_stands(store: Store) -> None:
    told: dict[str, Any] = {"target": 90.0, "reported_status": "OK", "note": "on time"}
    store.publish(upload(b"one"), {"kpi_value": value(10).assign(**told)})
    store.publish(upload(b"two"), {"kpi_value": value(10)})
    row = questions.standing(store, "kpi_value").iloc[0]
    assert {name: row[name] for name in told} == told
    assert row["upload"] == 2


def test_a_status_and_note_do_not_outlive_the_figure_they_were_written_about(store: Store) -> None:
    told: dict[str, Any] = {"target": 90.0, "reported_status": "OK", "note": "on time"}
    store.publish(upload(b"one"), {"kpi_value": value(10).assign(**told)})
    revised = store.publish(upload(b"two"), {"kpi_value": value(12)})
    row = questions.standing(store, "kpi_value").iloc[0]
    assert row["target"] == 90
    assert pd.isna(row["reported_status"])
    assert pd.isna(row["note"])
    store.withdraw(revised, "A. Analyst", "a test")
    assert questions.standing(store, "kpi_value").iloc[0]["note"] == "on time"


def test_a_new_target_that_is_data_only_replaces_a_number(store: Store) -> None:
    store.publish(upload(b"one"), {"kpi_value": value(10).assign(target=90.0)})
    store.publish(upload(b"two"), {"kpi_value": value(10).assign(target_state="data only")})
    row = questions.standing(store, "kpi_value").iloc[0]
    assert pd.isna(row["target"])
    assert row["target_state"] == "data only"


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_publishes_or_withdraws_without_a_name(store: Store, name: str) -> None:
    with pytest.raises(StoreProblem, match="name"):
        store.publish(Upload((StoredFile("a", b"1"),), "KPI list", name), {})
    number = store.publish(upload(), {})
    with pytest.raises(StoreProblem, match="name"):
        store.withdraw(number, name, "why")
    with pytest.raises(StoreProblem, match="reason"):
        store.withdraw(number, "A. Analyst", name)


def test_a_backup_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "district.duckdb", backup_folder=tmp_path / "nowhere")
    with pytest.raises(StoreProblem, match="no folder"):
        store.copy_to(tmp_path / "nowhere" / "copy.duckdb")


def test_the_same_bytes_twice_change_nothing(store: Store) -> None:
    first = store.publish(upload(), {"kpi_value": value(10)})
    again = store.publish(upload(), {"kpi_value": value(10)})
    assert first == again
    assert len(questions.uploads(store)) == 1


def test_the_same_bytes_may_be_published_again_after_a_withdrawal(store: Store) -> None:
    first = store.publish(upload(), {"kpi_value": value(10)})
    store.withdraw(first, "A. Analyst", "too early")
    assert store.publish(upload(), {"kpi_value": value(10)}) == first + 1
    assert standing(store) == [10]


def test_a_publish_that_fails_half_way_stores_nothing(store: Store) -> None:
    broken = pd.DataFrame([{"no_such_column": 1}])
    with pytest.raises(duckdb.Error):
        store.publish(upload(), {"kpi_value": value(10), "finding": broken})
    assert questions.uploads(store).empty
    assert standing(store) == []


def test_originals_come_back_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 100
    number = store.publish(upload(content), {})
    assert [file.content for file in store.files_of(number)] == [content]


@pytest.mark.parametrize(("number", "words"), [(7, "no upload 7"), (1, "withdrawn already")])
def test_what_cannot_be_withdrawn_is_said(store: Store, number: int, words: str) -> None:
    first = store.publish(upload(), {})
    store.withdraw(first, "A. Analyst", "test")
    with pytest.raises(StoreProblem, match=words):
        store.withdraw(number, "A. Analyst", "again")


def test_a_database_in_use_names_the_process(store: Store, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from data.store import Store, StoreProblem\n"
        f"try: Store(Path(r'{tmp_path / 'district.duckdb'}'))\n"
        "except StoreProblem as problem: print(problem)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert f"in use by process {os.getpid()}" in said


def test_a_file_that_is_no_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "district.duckdb"
    path.write_bytes(b"this is not a database, it is a text about one" * 400)
    with pytest.raises(StoreProblem, match="restore the latest backup"):
        Store(path)


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "district.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE something (a INTEGER)")
    with pytest.raises(StoreProblem, match="another version"):
        Store(path)


def test_files_outside_the_database_folder_cannot_be_read(store: Store) -> None:
    with pytest.raises(duckdb.Error):
        store.ask("SELECT * FROM read_text('/etc/hostname')")
    with pytest.raises(duckdb.Error):
        store.ask("SET enable_external_access = true")


def test_a_backup_is_a_complete_database(tmp_path: Path) -> None:
    store = Store(tmp_path / "live" / "district.duckdb", backup_folder=tmp_path / "backup")
    (tmp_path / "backup").mkdir()
    store.publish(upload(), {"kpi_value": value(10)})
    store.copy_to(tmp_path / "backup" / "copy.duckdb")
    assert standing(Store(tmp_path / "backup" / "copy.duckdb")) == [10]
    with pytest.raises(StoreProblem, match="there already"):
        store.copy_to(tmp_path / "backup" / "copy.duckdb")


def test_readers_in_many_threads_see_their_own_answers(store: Store) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        for _ in range(50):
            found = store.ask("SELECT ? AS number FROM range(100)", [number])["number"].unique()
            if list(found) != [number]:
                wrong.append(found)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_every_change_gives_a_new_edition(store: Store) -> None:
    editions = [store.edition()]
    number = store.publish(upload(), {})
    editions.append(store.edition())
    store.withdraw(number, "A. Analyst", "test")
    editions.append(store.edition())
    assert len(set(editions)) == 3
