"""Several servers on one central store: what one publishes the others read, whole and once."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data import database_setting
from data.actor import SHIPPED
from data.database import backups, local_copy
from data.database.central_address import CentralAddress, central_address
from data.database.central_link import CentralLink
from data.database.central_store import CentralStore
from data.database.writers_lock import writers_lock
from data.errors import BasisChanged, StoreProblem
from data.store import Store
from loaders import __main__ as command_line
from loaders import rebuild
from tests import central
from tests.actors import ANALYST
from tests.central import KINDS, LAKE, PLAIN, S3, Postgres
from tests.data.published import standing, upload, value

pytestmark = central.needed

Server = Callable[[str], Store]
SECRET = "A sentence that must be gone for good"


@pytest.fixture(scope="module", params=KINDS if central.AT_LENGTH else [PLAIN])
def url(request: pytest.FixtureRequest, postgres: Postgres) -> str:
    """A central store; the tests of this file follow one another in it."""
    return postgres.url(
        request.param, request.getfixturevalue("s3") if request.param == S3 else None
    )


@pytest.fixture(scope="module")
def address(url: str) -> CentralAddress:
    return central_address(url)


@pytest.fixture(scope="module")
def folder(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the servers have their copies."""
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(scope="module")
def pair(address: CentralAddress, folder: Path) -> Iterator[tuple[Store, Store]]:
    """Two servers, open for all of these tests: to open one takes as long as most of them."""
    one, two = (_opened(folder / name, address) for name in ("one", "two"))
    yield one, two
    one.close()
    two.close()


@pytest.fixture
def server(address: CentralAddress, tmp_path: Path) -> Iterator[Server]:
    """Opens the store of another server by its name, as often as asked."""
    opened: list[Store] = []

    def open_server(name: str) -> Store:
        opened.append(_opened(tmp_path / name, address))
        return opened[-1]

    yield open_server
    for store in opened:
        store.close()


def _opened(folder: Path, address: CentralAddress) -> Store:
    return Store(folder / "copy.duckdb", None, CentralStore(address))


# What stands in files of another kind is tried on both in every run.
on_both = pytest.mark.parametrize("url", KINDS, indirect=True)


@on_both
def test_what_one_server_writes_the_others_read(pair: tuple[Store, Store]) -> None:
    one, two = pair
    first = one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10, rows=3)})
    two.follow()
    assert standing(two) == [10, 10, 10]
    # The second goes on where the first was, whichever server it came to.
    second = two.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
    two.withdraw(ANALYST, first, "the wrong quarter")
    one.follow()
    assert (first, second) == (1, 2)
    assert standing(one) == [20]
    assert one.files_of(second)[0].content == b"two"
    with one.as_of(date(2000, 1, 1)):
        assert standing(one) == []
    assert one.changes() == two.changes()
    assert one.edition() == two.edition()
    # The same bytes stand already, though another server published them.
    assert one.publish(ANALYST, upload(b"two"), {}) == second


def test_what_others_stored_is_shown_before_the_file_is_put_in_order(
    pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair
    shown: list[bool] = []

    def put_in_order(link: CentralLink, connection: object) -> None:
        shown.append(two.edition() == one.edition() and two._is_settled.is_set())

    monkeypatch.setattr(CentralLink, "tidy", put_in_order)
    one.publish(ANALYST, upload(b"shown at once"), {"kpi_value": value(15)})
    two.follow()
    assert shown == [True]


def test_a_server_follows_where_postgresql_gives_it_no_further_connection(
    postgres: Postgres, tmp_path: Path
) -> None:
    address = postgres.address(PLAIN)
    account = f"account_of_{address.database}"
    postgres.ask(f"CREATE ROLE {account} LOGIN")
    postgres.ask(f"ALTER DATABASE {address.database} OWNER TO {account}")
    with (
        closing(_opened(tmp_path / "one", replace(address, user=account))) as follower,
        closing(_opened(tmp_path / "two", address)) as other,
    ):
        other.publish(ANALYST, upload(b"one change"), {"kpi_value": value(16)})
        follower.follow()
        connections = len(_backends(postgres, address, account))
        postgres.ask(f"ALTER ROLE {account} CONNECTION LIMIT {connections}")
        follower.begin_following()
        other.publish(ANALYST, upload(b"another change"), {"kpi_value": value(17)})
        _wait_for(lambda: standing(follower) == [17])
        assert follower.trouble() is None


def test_a_server_that_stops_leaves_no_thread_and_no_connection(
    postgres: Postgres, tmp_path: Path
) -> None:
    """Whoever waits to publish is told so in a sentence."""
    address, others = postgres.address(PLAIN), _followers()
    server = _opened(tmp_path / "one", address)
    server.begin_following()
    refused: list[Exception] = []

    def publish() -> None:
        try:
            server.publish(ANALYST, upload(b"too late"), {"kpi_value": value(36)})
        except (StoreProblem, duckdb.Error) as problem:
            refused.append(problem)

    with writers_lock(address).held():
        waiting = threading.Thread(target=publish)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        server.close()
    waiting.join(20)
    assert [type(problem) for problem in refused] == [StoreProblem]
    assert "The dashboard was stopped" in str(refused[0])
    assert _followers() == others
    _wait_for(lambda: not _backends(postgres, address))


def test_a_server_stops_though_postgresql_does_not_answer_it(
    postgres: Postgres, tmp_path: Path
) -> None:
    address, others = postgres.address(PLAIN), _followers()
    server = _opened(tmp_path / "one", address)
    assert server._link is not None
    asked = server._link.store._asked.info.backend_pid
    server.begin_following()
    stopping = threading.Thread(target=server.close)
    os.kill(asked, signal.SIGSTOP)
    try:
        # Meanwhile it asks.
        time.sleep(0.5)
        stopping.start()
        # The server of the pages gives up after five seconds.
        stopping.join(4.9)
        assert not stopping.is_alive()
    finally:
        os.kill(asked, signal.SIGCONT)
        stopping.join(20)
    _wait_for(lambda: not _backends(postgres, address) and _followers() == others)


def _backends(
    postgres: Postgres, address: CentralAddress, account: str | None = None
) -> list[tuple[object, ...]]:
    """The connections to a store, or those of one account."""
    whose = f"AND usename = '{account}'" if account else ""
    return postgres.ask(
        f"SELECT pid FROM pg_stat_activity WHERE datname = '{address.database}' {whose}"
    )


def _followers() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "central store"}


@central.at_length
def test_a_preview_from_before_another_server_published_is_refused(
    pair: tuple[Store, Store],
) -> None:
    one, two = pair
    basis = two.edition()
    one.publish(ANALYST, upload(b"first"), {"kpi_value": value(10)})
    with pytest.raises(BasisChanged):
        two.publish(ANALYST, upload(b"too late"), {"kpi_value": value(20)}, basis)
    assert standing(two) == [10]


def test_what_is_erased_is_gone_from_every_copy_and_from_the_central_store(
    pair: tuple[Store, Store], address: CentralAddress, folder: Path, postgres: Postgres,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """Readers do not wait until a copy that follows is written anew."""
    one, two = pair
    rows = {"kpi_value": value(10, rows=2).assign(note=SECRET)}
    number = one.publish(ANALYST, upload(SECRET.encode()), rows)
    two.publish(ANALYST, upload(b"after it"), {"kpi_value": value(20)})
    places = [folder / "one", folder / "two"]
    if not address.figures:
        places.append(postgres.files_of(address))
    elif not address.figures.startswith("s3://"):
        places.append(Path(address.figures))
    s3 = request.getfixturevalue("s3") if len(places) == 2 else None

    def holding() -> list[object]:
        postgres.ask("CHECKPOINT")
        held: list[object] = [place for place in places if _holds(SECRET, place)]
        in_bucket = s3.files(str(address.figures)) if s3 else []
        return [*held, *(s3 for file in in_bucket if SECRET.encode() in file)]

    assert len(set(map(str, holding()))) == 3
    two.withdraw(ANALYST, number, "a request")
    two.erase(ANALYST, number, "a request", confirmed=number)
    settled: list[bool] = []
    rewrite = Store.rewrite

    def rewritten(store: Store) -> None:
        settled.append(store._is_settled.is_set())
        rewrite(store)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "rewrite", rewritten)
        one.follow()
    assert settled == [True]
    assert holding() == []
    assert standing(one) == standing(two) == [20]


def test_a_writer_that_lost_its_lock_stores_nothing(
    pair: tuple[Store, Store], address: CentralAddress, postgres: Postgres
) -> None:
    one, two = pair
    before = standing(one)
    with one.alone():
        postgres.end_locks(address)
        with pytest.raises(StoreProblem, match="does not answer"):
            one.publish(ANALYST, upload(b"without a lock"), {"kpi_value": value(11)})
    assert standing(one) == before
    two.publish(ANALYST, upload(b"with a lock"), {"kpi_value": value(21)})
    one.follow()
    assert standing(one) == standing(two) == [21]


def test_what_is_not_read_back_is_not_acknowledged(
    pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = pair
    before = standing(one)
    commit = CentralStore._writing

    # Every write ends without having been committed.
    monkeypatch.setattr(CentralStore, "_writing", CentralStore._reading)
    with pytest.raises(StoreProblem, match="does not give back"):
        one.publish(ANALYST, upload(b"not committed"), {"kpi_value": value(12)})
    assert standing(one) == before
    monkeypatch.setattr(CentralStore, "_writing", commit)
    one.publish(ANALYST, upload(b"not committed"), {"kpi_value": value(12)})
    assert standing(one) == [12]


@central.at_length
def test_a_lost_damaged_or_older_copy_is_filled_from_the_central_store(
    server: Server, tmp_path: Path
) -> None:
    one = server("one")
    one.publish(ANALYST, upload(b"kept aside"), {"kpi_value": value(14)})
    one.close()
    older = tmp_path / "older.duckdb"
    shutil.copy(one.path, older)
    again = server("one")
    again.publish(ANALYST, upload(b"stored since"), {"kpi_value": value(24)})
    again.close()
    for break_it in (
        one.path.unlink,
        lambda: one.path.write_bytes(b"no database" * 1000),
        lambda: shutil.copy(older, one.path),
    ):
        break_it()
        mended = server("one")
        assert (standing(mended), mended.trouble()) == ([24], None)
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
    pair: tuple[Store, Store], address: CentralAddress, postgres: Postgres
) -> None:
    one, two = pair
    one.publish(ANALYST, upload(b"before it was away"), {"kpi_value": value(13)})
    two.begin_following()
    _wait_for(lambda: standing(two) == [13])
    with postgres.away(address):
        _wait_for(lambda: two.trouble() is not None)
        assert "nothing can be published" in str(two.trouble())
        assert standing(two) == [13]
        with pytest.raises(StoreProblem, match="does not answer"):
            two.publish(ANALYST, upload(b"while it was away"), {"kpi_value": value(23)})
        assert standing(two) == [13]
    _wait_for(lambda: two.trouble() is None)
    two.publish(ANALYST, upload(b"while it was away"), {"kpi_value": value(23)})
    one.follow()
    assert standing(one) == [23]


def test_a_copy_is_closed_where_its_start_fails(
    address: CentralAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.duckdb"
    with monkeypatch.context() as patch:
        patch.setattr(CentralStore, "prepare", _refuse_to)
        with pytest.raises(StoreProblem, match="a later version"):
            Store(path, None, CentralStore(address))
    # One that is open in this process is opened no second time with other settings.
    duckdb.connect(path, config={"threads": 1}).close()


def _refuse_to(store: CentralStore, columns: object = None) -> None:
    raise StoreProblem("It was written by a later version of this software.")


def test_what_is_restored_stands_where_files_cannot_be_cleaned_after_it(
    postgres: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = Store(tmp_path / "district.duckdb")
    file.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    file.close()
    monkeypatch.setattr(CentralStore, "purge", _refuse_to)
    with closing(CentralStore(postgres.address(PLAIN))) as store:
        local_copy.hand_over(file.path, store)
        assert local_copy.generation(file.path, str(store.address))
    assert "could not be cleaned" in caplog.text


def test_a_server_notices_that_an_empty_store_was_restored(
    postgres: Postgres, tmp_path: Path
) -> None:
    empty, address = Store(tmp_path / "district.duckdb"), postgres.address(PLAIN)
    empty.close()
    with closing(_opened(tmp_path / "one", address)) as one:
        one.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
        before = one.newest_edition()
        with closing(CentralStore(address)) as store:
            local_copy.hand_over(empty.path, store)
        one.follow()
        assert standing(one) == []
        assert one.has_changed_since(before)


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
    other = Store(tmp_path / "two" / "copy.duckdb", None, database_setting.central_store())
    other.publish(ANALYST, upload(b"before"), {"kpi_value": value(99)})
    assert command_line.main(["restore", str(backup)]) == command_line.DONE
    other.follow()
    assert standing(other) == [10]
    other.publish(ANALYST, upload(b"two"), {"kpi_value": value(20)})
    assert command_line.main(["backup", str(tmp_path / "again.duckdb")]) == command_line.DONE
    other.close()
    assert standing(Store(tmp_path / "again.duckdb")) == [20]


@central.at_length
def test_a_rebuild_reaches_every_server(
    built: Path, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.url(PLAIN)
    monkeypatch.setenv("DISTRICT_DATABASE", url)
    copy = Path(shutil.copy(built, tmp_path / "copy.duckdb"))
    monkeypatch.setenv("DISTRICT_LOCAL_COPY", str(copy))
    local_copy.hand_over(copy, CentralStore(central_address(url)))
    other = Store(tmp_path / "two" / "copy.duckdb", None, database_setting.central_store())
    before = (other.changes(), rebuild.figures_hash(other))
    assert command_line.main(["rebuild"]) == command_line.DONE
    kept = backups.origin_of_copy(other.path).read_text()
    other.follow()
    assert (other.changes(), rebuild.figures_hash(other)) == before
    # All was replaced, and the copy with it.
    assert backups.origin_of_copy(other.path).read_text() != kept
    other.close()


WRITERS = """
import os, sys
from pathlib import Path
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value
address, folder = central_address(sys.argv[1]), Path(sys.argv[2])
for name in ("one", "two"):
    if os.fork():
        continue
    store = Store(folder / f"{name}.duckdb", None, CentralStore(address))
    for number in range(1000):
        content = f"killed {os.getpid()} {number}"
        store.publish(ANALYST, upload(content.encode()), {"kpi_value": value(number, rows=50)})
        print(content, flush=True)
os.wait(), os.wait()
"""


def test_of_two_writers_that_are_killed_nothing_is_lost_doubled_or_torn(
    url: str, tmp_path: Path, pair: tuple[Store, Store]
) -> None:
    # Forked where nothing is open yet, so that one process imports for both.
    command = [sys.executable, "-c", WRITERS, url, str(tmp_path)]
    acknowledged, killed = list[str](), set[int]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writers:
        assert writers.stdout is not None
        for content in writers.stdout:
            acknowledged.append(content.strip())
            writer = int(content.split()[1])
            if writer not in killed and len(acknowledged) >= 2 * len(killed) + 2:
                killed.add(writer)
                os.kill(writer, signal.SIGKILL)
    sql = """
        SELECT upload, content, (SELECT count(*) FROM kpi_value AS v WHERE v.upload = file.upload)
        FROM upload_file AS file JOIN upload USING (upload)
        WHERE starts_with(decode(content), 'killed')
    """
    pair[0].follow()
    stored = pair[0].ask(sql)
    names = [bytes(content).decode() for content in stored["content"]]
    assert set(acknowledged) <= set(names)
    assert len(killed) == 2
    assert len(acknowledged) >= 4
    assert len(names) == len(set(names)) == stored["upload"].nunique()
    assert set(stored.iloc[:, 2]) == {50}
    # At most one of each writer was under way.
    assert len(set(names) - set(acknowledged)) <= 2


# A second server, which publishes as soon as it may write. It tells when it waits for that, when it
# shows what the other one did meanwhile, what it saw when it wrote, and what stands after all.
WAITING = """
import sys, threading, time
from pathlib import Path
from data.actor import SHIPPED
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.database.writers_lock import writers_lock
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value

address = central_address(sys.argv[1])
store = Store(Path(sys.argv[2]), None, CentralStore(address))
if "with plans" in sys.argv:
    store.load_reference(SHIPPED)
store.begin_following()

def tell(*words):
    print(*words, max(standing(store), default="nothing"), flush=True)

def write():
    with store.alone():
        councils = store.ask("SELECT area FROM council ORDER BY rowid DESC LIMIT 1")["area"]
        tell("writes", *councils)
        store.publish(ANALYST, upload(b"waited for"), {"kpi_value": value(33)})

store.follow()
before, owner = store.edition(), writers_lock(address)._owner
print("begun", flush=True)
sys.stdin.readline()
writer = threading.Thread(target=write)
writer.start()
# Who waits for another server has this lock.
while owner.acquire(blocking=False):
    owner.release()
    time.sleep(0.01)
print("waits", flush=True)
shown = store.wait_for_change(before, 20)
tell("shows" if shown else "does not show")
writer.join(60)
tell("wrote")
store.close()
"""


@dataclass(frozen=True)
class SecondServer:
    """Another process with its own copy of a store."""

    process: "subprocess.Popen[str]"

    def go_on(self) -> None:
        """Let it write, which it waits for."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def line(self) -> str:
        """The next line that it tells; none once it has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def _second_server(url: str, copy: Path, *options: str) -> Iterator[SecondServer]:
    """One that has begun."""
    command = [sys.executable, "-c", WAITING, url, str(copy), *options]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            second = SecondServer(process)
            assert second.line() == "begun"
            yield second
        finally:
            process.kill()


def test_a_server_that_waits_to_publish_shows_what_another_publishes(
    url: str, pair: tuple[Store, Store], tmp_path: Path
) -> None:
    one, _ = pair
    with _second_server(url, tmp_path / "copy.duckdb") as second:
        with one.alone():
            second.go_on()
            assert second.line() == "waits"
            one.publish(ANALYST, upload(b"meanwhile"), {"kpi_value": value(32)})
            assert second.line() == "shows 32.0"
        assert second.line() == "writes 32.0"
        assert second.line() == "wrote 33.0"
    one.follow()
    assert max(standing(one)) == 33


def test_a_server_that_is_backed_up_keeps_no_other_from_publishing(
    pair: tuple[Store, Store],
) -> None:
    one, two = pair

    def publish(store: Store, content: bytes, figure: float) -> threading.Thread:
        rows = {"kpi_value": value(figure)}
        work = threading.Thread(target=lambda: store.publish(ANALYST, upload(content), rows))
        work.start()
        return work

    # As its backup does.
    with one._lock:
        waiting = publish(one, b"after the backup", 34)
        waiting.join(0.5)
        other = publish(two, b"during the backup", 35)
        other.join(20)
        assert (waiting.is_alive(), other.is_alive()) == (True, False)
    waiting.join(20)
    two.follow()
    assert max(standing(two)) == 34
    # One that begins while somebody waits.
    with two.alone():
        waiting = publish(one, b"after another backup", 37)
        waiting.join(0.5)
        one._lock.acquire()
    try:
        other = publish(two, b"during another backup", 38)
        other.join(20)
        assert (waiting.is_alive(), other.is_alive()) == (True, False)
    finally:
        one._lock.release()
    waiting.join(20)
    two.follow()
    assert max(standing(two)) == 37


@central.at_length
def test_the_plans_of_a_council_that_another_server_chose_are_there_before_anything_is_written(
    postgres: Postgres, tmp_path: Path
) -> None:
    """Whoever takes the choice over and whoever waits to publish do not wait for each other."""
    url = postgres.url(PLAIN)
    with closing(_opened(tmp_path / "one", central_address(url))) as one:
        one.load_reference(SHIPPED)
        with _second_server(url, tmp_path / "copy.duckdb", "with plans") as second:
            with one.alone():
                second.go_on()
                assert second.line() == "waits"
                one.choose_council(ANALYST, "N09000003")
                assert second.line() == "shows nothing"
            assert second.line() == "writes N09000003 nothing"
            assert second.line() == "wrote 33.0"


@central.at_length
def test_the_plans_of_a_council_that_another_server_chose_wait_for_nobody_who_writes(
    postgres: Postgres, tmp_path: Path
) -> None:
    address = postgres.address(PLAIN)
    with (
        closing(_opened(tmp_path / "one", address)) as one,
        closing(_opened(tmp_path / "two", address)) as two,
    ):
        for store in (one, two):
            store.load_reference(SHIPPED)
        with one.alone():
            one.choose_council(ANALYST, "N09000003")
            following = threading.Thread(target=two.follow)
            following.start()
            following.join(20)
            assert not following.is_alive()
            assert two.ask("FROM council ORDER BY rowid DESC LIMIT 1")["area"][0] == "N09000003"
            assert two.ask("FROM plan").equals(one.ask("FROM plan"))


# Two servers, each of which follows, publishes in two threads, copies itself and merges files.
BUSY = """
import os, sys, threading
from pathlib import Path
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value

address, folder = central_address(sys.argv[1]), Path(sys.argv[2])

def serve(name):
    store = Store(folder / f"{name}.duckdb", None, CentralStore(address))
    store.begin_following()

    def publish(writer):
        for number in range(4):
            content = f"busy {name} {writer} {number}"
            store.publish(ANALYST, upload(content.encode()), {"kpi_value": value(number, rows=50)})

    def keep_in_order():
        for number in range(4):
            store.copy_to(folder / f"{name}-{number}.duckdb")
            store.merge_central_files()
            store.give_back()

    work = [lambda: publish(1), lambda: publish(2), keep_in_order]
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()

for name in ("one", "two"):
    if not os.fork():
        serve(name)
        os._exit(0)
sys.exit(max(os.wait()[1] for _ in range(2)))
"""


def test_servers_that_follow_publish_and_keep_order_at_once_never_wait_for_each_other(
    url: str, tmp_path: Path, pair: tuple[Store, Store]
) -> None:
    command = [sys.executable, "-c", BUSY, url, str(tmp_path)]
    with subprocess.Popen(command, start_new_session=True) as servers:
        try:
            assert servers.wait(180) == 0
        except subprocess.TimeoutExpired:
            os.killpg(servers.pid, signal.SIGKILL)
            raise
    pair[0].follow()
    sql = """
        SELECT decode(content) AS content,
            (SELECT count(*) FROM kpi_value AS v WHERE v.upload = file.upload) AS figures
        FROM upload_file AS file WHERE starts_with(decode(content), 'busy')
    """
    stored = pair[0].ask(sql)
    every = {f"busy {name} {w} {n}" for name in ("one", "two") for w in (1, 2) for n in range(4)}
    assert sorted(stored["content"]) == sorted(every)
    assert set(stored["figures"]) == {50}


def _holds(text: str, folder: Path) -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
