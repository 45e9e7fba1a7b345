"""The files of a DuckLake are kept few, and nothing that is stored changes by it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from data import backup_schedule
from data.database import central_engines
from data.database.central_address import CentralAddress, central_address
from data.database.central_store import CentralStore
from data.store import Store
from tests import central
from tests.actors import ANALYST
from tests.central import LAKE, Postgres
from tests.data.published import standing, upload, value

pytestmark = central.needed

TODAY = date(2026, 11, 22)
SECRET = "A sentence that must be gone for good"
# Nothing commits a change of the catalogue, as where a server is killed before it did.
NO_COMMIT = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''killed''; END';
    CREATE TRIGGER refuse BEFORE INSERT ON ducklake_snapshot EXECUTE FUNCTION refuse()
"""
TWO_DAYS_LATER = """
    UPDATE ducklake_files_scheduled_for_deletion
    SET schedule_start = schedule_start - interval '2 days';
    UPDATE ducklake_snapshot SET snapshot_time = snapshot_time - interval '2 days'
"""


@pytest.fixture
def address(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> CentralAddress:
    monkeypatch.setattr(central_engines, "_MOST_FILES", 2)
    return postgres.address(LAKE)


@pytest.fixture
def server(address: CentralAddress, tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "copy.duckdb", None, CentralStore(address))
    yield store
    store.close()


def files(address: CentralAddress) -> set[Path]:
    return set(Path(str(address.figures)).rglob("*.parquet"))


def publish(store: Store, *figures: float) -> None:
    """Publish so often, which adds some small files each time."""
    for figure in figures:
        store.publish(ANALYST, upload(f"{figure}".encode()), {"kpi_value": value(figure)})


def test_after_a_backup_small_files_are_one_and_everybody_reads_the_same(
    server: Store, address: CentralAddress, postgres: Postgres, tmp_path: Path
) -> None:
    publish(server, 10, 20, 30)
    small = files(address)

    # It ends before it is committed: nothing has changed, and the log alone tells of it.
    postgres.ask(NO_COMMIT, address.database)
    assert backup_schedule.back_up_when_due(server, TODAY)
    postgres.ask("DROP FUNCTION refuse CASCADE", address.database)
    assert server.trouble() is None

    # Another server reads while it happens.
    server.withdraw(ANALYST, 1, "a test")
    with closing(CentralStore(address)) as reader, reader._reading() as cursor:
        assert cursor.execute("SELECT count(*) FROM upload").fetchall() == [(3,)]
        assert backup_schedule.back_up_when_due(server, TODAY)
        assert len(cursor.execute("SELECT content FROM upload_file").fetchall()) == 3
    assert small < files(address)

    postgres.ask(TWO_DAYS_LATER, address.database)
    publish(server, 40)
    assert backup_schedule.back_up_when_due(server, TODAY)
    assert not small & files(address)
    assert read_anew(address, tmp_path / "new") == standing(server) == [40]


@central.at_length
def test_what_is_erased_is_gone_from_merged_files(server: Store, address: CentralAddress) -> None:
    rows = {"kpi_value": value(10, rows=2).assign(note=SECRET)}
    number = server.publish(ANALYST, upload(SECRET.encode()), rows)
    publish(server, 20, 30)
    server.merge_central_files()
    assert any(SECRET.encode() in path.read_bytes() for path in files(address))
    server.withdraw(ANALYST, number, "a request")
    server.erase(ANALYST, number, "a request", confirmed=number)
    assert not any(SECRET.encode() in path.read_bytes() for path in files(address))


def read_anew(address: CentralAddress, folder: Path) -> list[float]:
    """What stands for a server that fills its copy from every file."""
    with closing(Store(folder / "copy.duckdb", None, CentralStore(address))) as store:
        return standing(store)


WRITERS = """
import os, sys
from pathlib import Path
from data.database import central_engines
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value
central_engines._MOST_FILES = 1
address, folder = central_address(sys.argv[1]), Path(sys.argv[2])
for name in range(int(sys.argv[3])):
    if os.fork():
        continue
    store = Store(folder / f"{name}.duckdb", None, CentralStore(address))
    for number in range(1000):
        content = f"killed {os.getpid()} {number}"
        store.publish(ANALYST, upload(content.encode()), {"kpi_value": value(number, rows=50)})
        print(content, flush=True)
        store.merge_central_files()
for _ in range(int(sys.argv[3])):
    os.wait()
"""


@central.at_length
def test_of_servers_that_begin_together_and_are_killed_while_they_merge_nothing_is_lost(
    postgres: Postgres, tmp_path: Path
) -> None:
    url, count = postgres.url(LAKE), 6
    command = [sys.executable, "-c", WRITERS, url, str(tmp_path), str(count)]
    acknowledged, killed, chance = list[str](), set[int](), random.Random(1)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writers:
        assert writers.stdout is not None
        for content in writers.stdout:
            acknowledged.append(content.strip())
            writer = int(content.split()[1])
            # It goes on to merge now, or waits for another one that does.
            if writer not in killed and len(acknowledged) >= 2 * len(killed) + 4:
                killed.add(writer)
                time.sleep(chance.uniform(0, 0.3))
                os.kill(writer, signal.SIGKILL)
    sql = """
        SELECT content, (SELECT count(*) FROM kpi_value AS v WHERE v.upload = file.upload)
        FROM upload_file AS file
    """
    central_store = CentralStore(central_address(url))
    with closing(Store(tmp_path / "reader.duckdb", None, central_store)) as store:
        stored = store.ask(sql)
    names = [bytes(content).decode() for content in stored["content"]]
    assert len(killed) == count
    assert set(acknowledged) <= set(names)
    assert len(names) == len(set(names))
    # At most one of each writer was under way.
    assert len(set(names) - set(acknowledged)) <= count
    assert set(stored.iloc[:, 1]) == {50}
