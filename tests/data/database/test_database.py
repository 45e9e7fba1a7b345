"""An open database: alone with its file, asked by many threads, refused with a sentence."""

import ctypes
import gc
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from data.database import connections
from data.errors import StoreProblem
from data.store import Store
from tests.actors import ANALYST, BY_A_TEST
from tests.data.published import standing, upload, value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "district.duckdb")


def test_a_backup_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "district.duckdb", backup_folder=tmp_path / "nowhere")
    with pytest.raises(StoreProblem, match="no folder"):
        store.copy_to(tmp_path / "nowhere" / "copy.duckdb")


def test_a_database_in_use_names_the_process(store: Store, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\n"
        "from data.errors import StoreProblem; from data.store import Store\n"
        f"try: Store(Path(r'{tmp_path / 'district.duckdb'}'))\n"
        "except StoreProblem as problem: print(problem)"
    )
    completed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert f"in use by process {os.getpid()}" in completed
    assert "Upload page" in completed
    assert f"kill {os.getpid()}" in completed
    assert str(tmp_path / "backups") in completed


def test_a_file_that_is_no_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "district.duckdb"
    path.write_bytes(b"this is not a database, it is a text about one" * 400)
    with pytest.raises(StoreProblem, match=r"damaged or is no database.*no backup in"):
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


@pytest.mark.parametrize(
    "setting",
    [
        "enable_external_access = true",
        "allowed_directories = ['/']",
        "allowed_configs = ['memory_limit', 'threads']",
        "threads = 1",
    ],
)
def test_settings_cannot_be_changed(store: Store, setting: str) -> None:
    with pytest.raises(duckdb.Error, match=r"locked|enable_external_access"):
        store.ask(f"SET {setting}")


def test_a_backup_is_a_complete_database(tmp_path: Path) -> None:
    store = Store(tmp_path / "live" / "district.duckdb", backup_folder=tmp_path / "backup")
    (tmp_path / "backup").mkdir()
    store.publish(ANALYST, upload(), {"kpi_value": value(10)})
    store.copy_to(tmp_path / "backup" / "copy.duckdb")
    assert standing(Store(tmp_path / "backup" / "copy.duckdb")) == [10]
    with pytest.raises(StoreProblem, match="there already"):
        store.copy_to(tmp_path / "backup" / "copy.duckdb")


def test_readers_in_many_threads_see_their_own_answers(store: Store) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        for _ in range(50):
            numbers = store.ask("SELECT ? AS number FROM range(100)", [number])["number"].unique()
            if list(numbers) != [number]:
                wrong.append(numbers)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_every_change_gives_a_new_edition(store: Store) -> None:
    editions = [store.edition()]
    number = store.publish(ANALYST, upload(), {})
    editions.append(store.edition())
    store.withdraw(ANALYST, number, "test")
    editions.append(store.edition())
    store.reinstate(ANALYST, number, "test")
    editions.append(store.edition())
    assert len(set(editions)) == 4


needs_mallinfo = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="asks glibc what memory is in use"
)


class _Allocated(ctypes.Structure):
    """What glibc's mallinfo2() tells; `in_use` is the eighth figure, in bytes."""

    _fields_ = tuple((f"figure_{number}", ctypes.c_size_t) for number in range(10))

    @property
    def in_use(self) -> int:
        return int(self.figure_7)


def in_use_after(store: Store, question: str, times: int) -> int:
    """Bytes that the C library has handed out once a question was asked so often."""
    allocated = ctypes.CDLL(None).mallinfo2
    allocated.restype = _Allocated
    for _ in range(times):
        store.ask(question)
    store.give_back()
    gc.collect()
    return int(allocated().in_use)


@needs_mallinfo
@pytest.mark.parametrize(
    "question",
    [
        # A kilobyte each with the optimiser common_subplan.
        "SELECT * FROM kpi_goes_on",
        # Four kilobytes each, until the database looks through its lists of blocks.
        "SELECT count(*) FROM range(200) JOIN range(200) AS other USING (range)",
    ],
)
def test_questions_leave_no_memory_behind(store: Store, question: str) -> None:
    # The lists themselves keep the room of the longest that they were, and other threads of the
    # process take some now and then: a question that leaves memory behind does so in each round.
    rounds = [in_use_after(store, question, 200) for _ in range(5)]
    assert min(after - before for before, after in pairwise(rounds)) < 200 * 300


def test_giving_memory_back_leaves_the_limit_and_the_answers_as_they_were(store: Store) -> None:
    limit = "SELECT current_setting('memory_limit') AS memory_limit"
    before = store.ask(limit)["memory_limit"].item()
    numbers = [store.publish(ANALYST, upload(), {})]
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(store.ask, "SELECT upload FROM upload") for _ in range(50)]
        store.give_back()
    assert all(answer.result()["upload"].tolist() == numbers for answer in answers)
    assert store.ask(limit)["memory_limit"].item() == before


def test_a_file_that_was_written_anew_is_read_though_it_did_not_open_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise duckdb.IOException("Too many open files")

    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    with monkeypatch.context() as patch:
        patch.setattr(connections, "opened_again", fail)
        with pytest.raises(duckdb.IOException):
            store.rewrite()
    assert standing(store) == [10]
    assert store.trouble() is None


def test_a_change_is_known_from_before_its_commit_to_whoever_began_to_ask_earlier(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, answers = store.newest_edition(), []
    noted = store._note_state
    with ThreadPoolExecutor(1) as reader:

        def while_it_is_noted() -> None:
            answers.append(reader.submit(store.has_changed_since, before))
            noted()

        with store.writing(*BY_A_TEST) as cursor:
            cursor.execute("INSERT INTO kpi_event (event) SELECT 7")
            assert not store.has_changed_since(before)
            monkeypatch.setattr(store, "_note_state", while_it_is_noted)
    assert [answer.result() for answer in answers] == [True]
    assert not store.has_changed_since(store.newest_edition())
    with pytest.raises(duckdb.Error), store.writing(*BY_A_TEST) as cursor:
        cursor.execute("INSERT INTO no_such_table SELECT 7")
    assert not store.has_changed_since(store.newest_edition())
