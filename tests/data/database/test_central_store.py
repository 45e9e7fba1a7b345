"""Several servers on one central store: what one publishes the others read, whole and once."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from data import store as stores
from data.actor import SHIPPED
from data.database import local_copy
from data.database.central_address import CentralAddress, central_address
from data.database.central_store import CentralStore
from data.errors import BasisChanged, StoreProblem
from data.store import Store
from loaders import __main__ as command_line
from loaders import rebuild
from tests import central
from tests.actors import ANALYST
from tests.central import KINDS, LAKE, PLAIN, Postgres
from tests.data.published import standing, upload, value
from tests.server import serving

pytestmark = central.needed

Server = Callable[[str], Store]
SECRET = "A sentence that must be gone for good"


@pytest.fixture(params=KINDS if central.AT_LENGTH else [PLAIN])
def address(request: pytest.FixtureRequest, postgres: Postgres) -> CentralAddress:
    return postgres.address(request.param)


@pytest.fixture
def server(address: CentralAddress, tmp_path: Path) -> Iterator[Server]:
    """Opens the store of a server by its name, as often as asked."""
    opened: list[Store] = []

    def open_server(name: str) -> Store:
        opened.append(Store(tmp_path / name / "copy.duckdb", None, CentralStore(address)))
        return opened[-1]

    yield open_server
    for store in opened:
        store.close()


# What stands in files of another kind is tried on both in every run.
on_both = pytest.mark.parametrize("address", KINDS, indirect=True)


@on_both
def test_what_one_server_writes_the_others_read(server: Server) -> None:
    one, two = server("one"), server("two")
    first = one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=3)})
    two.follow()
    assert standing(two) == [10, 10, 10]
    # The second goes on where the first was, whichever server it came to.
    second = two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20, rows=3)})
    two.withdraw(ANALYST, first, "the wrong quarter")
    one.follow()
    assert (first, second) == (1, 2)
    assert standing(one) == [20, 20, 20]
    assert one.files_of(second)[0].content == b"two"
    with one.as_of(date(2000, 1, 1)):
        assert standing(one) == []
    assert one.changes() == two.changes()
    assert one.edition() == two.edition()
    # The same bytes stand already, though another server published them.
    assert one.publish(ANALYST, upload(b"two"), {}) == second


@central.at_length
def test_a_preview_from_before_another_server_published_is_refused(server: Server) -> None:
    one, two = server("one"), server("two")
    basis = two.edition()
    one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    with pytest.raises(BasisChanged):
        two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)}, basis)
    assert standing(two) == [10]


def test_what_is_erased_is_gone_from_every_copy_and_from_the_central_store(
    server: Server, address: CentralAddress, postgres: Postgres, tmp_path: Path
) -> None:
    one, two = server("one"), server("two")
    rows = {"kpi_value": value(10, rows=2).assign(note=SECRET)}
    one.publish(ANALYST, upload(SECRET.encode()), rows)
    two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
    postgres.ask("CHECKPOINT")
    folder = Path(address.figures) if address.figures else postgres.folder / "data" / "base"
    places = [folder, tmp_path / "one", tmp_path / "two"]
    assert all(_holds(SECRET, place) for place in places)
    two.withdraw(ANALYST, 1, "a request")
    two.erase(ANALYST, 1, "a request", confirmed=1)
    one.follow()
    postgres.ask("CHECKPOINT")
    assert [place for place in places if _holds(SECRET, place)] == []
    assert standing(one) == standing(two) == [20]


def test_a_writer_that_lost_its_lock_stores_nothing(server: Server, postgres: Postgres) -> None:
    one, two = server("one"), server("two")
    lock = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    with one.alone():
        postgres.ask(lock)
        with pytest.raises(StoreProblem, match="does not answer"):
            one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    assert standing(one) == []
    assert two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)}) == 1
    one.follow()
    assert standing(one) == [20]


def test_what_is_not_read_back_is_not_acknowledged(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = server("one")
    commit = CentralStore._writing

    # Every write ends without having been committed.
    monkeypatch.setattr(CentralStore, "_writing", CentralStore._reading)
    with pytest.raises(StoreProblem, match="does not give back"):
        one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    assert standing(one) == []
    monkeypatch.setattr(CentralStore, "_writing", commit)
    assert one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)}) == 1


@central.at_length
def test_a_lost_damaged_or_older_copy_is_filled_from_the_central_store(
    server: Server, tmp_path: Path
) -> None:
    one = server("one")
    one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    one.close()
    older = tmp_path / "older.duckdb"
    shutil.copy(one.path, older)
    again = server("one")
    again.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
    again.close()
    for break_it in (
        one.path.unlink,
        lambda: one.path.write_bytes(b"no database" * 1000),
        lambda: shutil.copy(older, one.path),
    ):
        break_it()
        mended = server("one")
        assert (standing(mended), mended.trouble()) == ([20], None)
        mended.close()


@central.at_length
def test_a_file_that_is_no_copy_is_left_as_it_is(address: CentralAddress, tmp_path: Path) -> None:
    own = Store(tmp_path / "district.duckdb")
    own.publish(ANALYST, upload(), {"kpi_value": value(10)})
    own.close()
    with pytest.raises(StoreProblem, match="database of its own and no copy"):
        Store(own.path, None, CentralStore(address))
    assert standing(Store(own.path)) == [10]


def test_without_postgresql_pages_are_read_and_nothing_is_published(
    server: Server, postgres: Postgres
) -> None:
    one, two = server("one"), server("two")
    one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    two.begin_following()
    _wait_for(lambda: standing(two) == [10])
    postgres.stop()
    try:
        _wait_for(lambda: two.trouble() is not None)
        assert "nothing can be published" in str(two.trouble())
        assert standing(two) == [10]
        with pytest.raises(StoreProblem, match="does not answer"):
            two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
        assert standing(two) == [10]
    finally:
        postgres.start()
    _wait_for(lambda: two.trouble() is None)
    two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
    one.follow()
    assert standing(one) == [20]


@central.at_length
def test_a_backup_is_restored_for_every_server(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file's backup, too: that is how a dashboard moves to a central store."""
    file = Store(tmp_path / "district.duckdb")
    file.load_reference(SHIPPED)
    file.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    backup = tmp_path / "backup.duckdb"
    file.copy_to(backup)
    url = postgres.url(LAKE)
    monkeypatch.setenv("DISTRICT_DATABASE", url)
    monkeypatch.setenv("DISTRICT_LOCAL_COPY", str(tmp_path / "one" / "copy.duckdb"))
    other = Store(tmp_path / "two" / "copy.duckdb", None, stores.central())
    other.publish(ANALYST, upload(b"before"), {"kpi_value": value(99)})
    assert command_line.main(["restore", str(backup)]) == command_line.DONE
    other.follow()
    assert standing(other) == [10]
    other.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
    assert command_line.main(["backup", str(tmp_path / "again.duckdb")]) == command_line.DONE
    other.close()
    assert standing(Store(tmp_path / "again.duckdb")) == [20]


@central.at_length
def test_app_servers_show_what_another_published(
    built: Path, postgres: Postgres, tmp_path: Path
) -> None:
    url = postgres.url(LAKE)
    database = Path(shutil.copy(built, tmp_path / "publisher.duckdb"))
    local_copy.hand_over(database, CentralStore(central_address(url)))
    publisher = Store(database, None, CentralStore(central_address(url)))
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                serving(
                    tmp_path / f"{name}.duckdb",
                    DISTRICT_DATABASE=url,
                    DISTRICT_LOCAL_COPY=str(tmp_path / f"{name}.duckdb"),
                )
            )
            for name in ("one", "two")
        ]
        assert not any("kpis.xlsx" in _changes(server) for server in servers)
        publisher.publish(ANALYST, upload(b"of another server"), {"kpi_value": value(10)})
        _wait_for(lambda: all("kpis.xlsx" in _changes(server) for server in servers))
    publisher.close()


def _changes(server: str) -> str:
    with urllib.request.urlopen(f"{server}/feeds/changes.atom") as answer:
        return str(answer.read().decode())


@central.at_length
def test_a_rebuild_reaches_every_server(
    built: Path, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.url(PLAIN)
    monkeypatch.setenv("DISTRICT_DATABASE", url)
    copy = Path(shutil.copy(built, tmp_path / "copy.duckdb"))
    monkeypatch.setenv("DISTRICT_LOCAL_COPY", str(copy))
    local_copy.hand_over(copy, CentralStore(central_address(url)))
    other = Store(tmp_path / "two" / "copy.duckdb", None, stores.central())
    before = (other.changes(), rebuild.figures_hash(other))
    assert command_line.main(["rebuild"]) == command_line.DONE
    kept = local_copy.path_of(other.path).read_text()
    other.follow()
    assert (other.changes(), rebuild.figures_hash(other)) == before
    # All was replaced, and the copy with it.
    assert local_copy.path_of(other.path).read_text() != kept
    other.close()


WRITER = """
import sys
from pathlib import Path
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value
store = Store(Path(sys.argv[2]), None, CentralStore(central_address(sys.argv[1])))
for number in range(1000):
    name = f"{sys.argv[3]}-{number}"
    store.publish(ANALYST, upload(name.encode()), {"kpi_value": value(number, rows=50)})
    print(name, flush=True)
"""


@pytest.mark.parametrize("kind", KINDS if central.AT_LENGTH else [PLAIN])
def test_of_two_writers_that_are_killed_nothing_is_lost_doubled_or_torn(
    kind: str, postgres: Postgres, tmp_path: Path
) -> None:
    url = postgres.url(kind)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(tmp_path / f"{name}.duckdb"), name],
            stdout=subprocess.PIPE, text=True,
        )
        for name in ("one", "two")
    ]  # fmt: skip
    acknowledged: list[str] = []
    for writer in writers:
        assert writer.stdout is not None
        acknowledged += [writer.stdout.readline().strip() for _ in range(2)]
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += writer.stdout.read().split()
        writer.wait()
    store = Store(tmp_path / "third.duckdb", None, CentralStore(central_address(url)))
    sql = """
        SELECT upload, content, (SELECT count(*) FROM kpi_value AS v WHERE v.upload = file.upload)
        FROM upload_file AS file JOIN upload USING (upload)
    """
    stored = store.ask(sql)
    store.close()
    names = [bytes(content).decode() for content in stored["content"]]
    assert set(acknowledged) <= set(names)
    assert len(acknowledged) >= 4
    assert len(names) == len(set(names)) == stored["upload"].nunique()
    assert set(stored.iloc[:, 2]) == {50}
    # At most one of each writer was under way.
    assert len(set(names) - set(acknowledged)) <= 2


def _holds(text: str, folder: Path) -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
