"""A PostgreSQL of the tests' own, where Debian's is installed, and central stores in it."""

import fcntl
import getpass
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from data.database.central_address import CentralAddress, central_address
from tests.s3 import S3Server
from tests.server import free_port

PLAIN, LAKE, S3 = "plain PostgreSQL", "DuckLake", "DuckLake on S3"
# `make scale` runs every test of central stores on every kind, a usual run the sharpest of them.
AT_LENGTH = os.environ.get("DISTRICT_SCALE") == "1"
KINDS = (PLAIN, LAKE, S3) if AT_LENGTH else (PLAIN, LAKE)
_USER = "district"


def lacking() -> str | None:
    """What is not installed of what the tests of central stores need; None where all is there."""
    if _programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    packages = ("psycopg", "duckdb_extension_postgres_scanner", "duckdb_extension_ducklake")
    missing = [name for name in packages if find_spec(name) is None]
    return f"{', '.join(missing)} not installed (requirements-scale.txt)" if missing else None


@dataclass
class Postgres:
    """A running server on a port of this machine, with a folder for files."""

    folder: Path
    port: int
    stores: int = field(default=0)

    def url(self, kind: str, s3: S3Server | None = None) -> str:
        """The setting that names a new and empty central store."""
        self.stores += 1
        # Other workers have theirs here, too.
        name = f"store_{os.getpid()}_{self.stores}"
        self.ask(f"CREATE DATABASE {name}")
        postgres = f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"
        if kind == PLAIN:
            return postgres
        figures = s3.folder(name) if s3 else self.folder / "figures" / name
        return f"ducklake:{postgres}?figures={figures}"

    def address(self, kind: str, s3: S3Server | None = None) -> CentralAddress:
        """The address of a new and empty central store."""
        return central_address(self.url(kind, s3))

    @contextmanager
    def away(self, address: CentralAddress) -> Iterator[None]:
        """Let it be away for whoever uses a store: stopped, or closed to that store's users alone.

        The second where tests of other workers use it meanwhile.
        """
        if AT_LENGTH:
            self.stop()
            try:
                yield
            finally:
                self.start()
            return
        self.ask(f"ALTER DATABASE {address.database} WITH ALLOW_CONNECTIONS false")
        self.ask(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            f"WHERE datname = '{address.database}'"
        )
        try:
            yield
        finally:
            self.ask(f"ALTER DATABASE {address.database} WITH ALLOW_CONNECTIONS true")

    def ask(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Do one statement; its rows are returned."""
        import psycopg  # noqa: PLC0415 - is not installed everywhere

        conninfo = f"host=127.0.0.1 port={self.port} user={_USER} dbname={database}"
        with closing(psycopg.connect(conninfo, autocommit=True)) as connection:
            cursor = connection.execute(sql.encode())
            return list(cursor) if cursor.description else []

    def files_of(self, address: CentralAddress) -> Path:
        """The folder with the files of a store's tables."""
        ((number,),) = self.ask(f"SELECT oid FROM pg_database WHERE datname = '{address.database}'")
        return self.folder / "data" / "base" / str(number)

    def end_locks(self, address: CentralAddress) -> None:
        """End the connection of whoever has the lock of a store's writers."""
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database "
            f"WHERE locktype = 'advisory' AND datname = '{address.database}'"
        )

    def start(self) -> None:
        """Start it, again too, and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-w", "-l",
             str(self.folder / "log"), "start")  # fmt: skip

    def stop(self) -> None:
        """Stop it at once."""
        _run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def end(self) -> None:
        """Stop it and remove all that it had."""
        with suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new server, which is stopped and removed at the end."""
    server = _begun()
    try:
        yield server
    finally:
        server.end()


@contextmanager
def shared_postgres(folder: Path) -> Iterator[Postgres]:
    """The one server of all workers that share a folder: the first starts it, the last ends it."""
    state = folder / "postgres.json"
    with _alone(state):
        if state.exists():
            used = json.loads(state.read_text())
            server, users = Postgres(Path(used["folder"]), used["port"]), used["users"]
        else:
            server, users = _begun(), 0
        _note(state, server, users + 1)
    try:
        yield server
    finally:
        with _alone(state):
            users = json.loads(state.read_text())["users"] - 1
            _note(state, server, users)
            if not users:
                state.unlink()
                server.end()


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    with state.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _note(state: Path, server: Postgres, users: int) -> None:
    used = {"folder": str(server.folder), "port": server.port, "users": users}
    state.write_text(json.dumps(used))


def _begun() -> Postgres:
    # A socket's path is short, and the account of the server may enter no folder of pytest's.
    folder = Path(tempfile.mkdtemp(prefix="district-postgres-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    server = Postgres(folder, free_port())
    try:
        _run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", _USER, "--no-sync")
        server.start()
    except BaseException:
        server.end()
        raise
    return server


def _run(program: str, *arguments: str) -> None:
    folder = _programs()
    assert folder is not None
    # It does not run as root.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    subprocess.run(
        [str(folder / program), *arguments], check=True, cwd="/", stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        user=user if os.geteuid() == 0 else None,
    )  # fmt: skip


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    # Debian keeps them out of the way, by version.
    return next(
        (path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None
    )


needed = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))
at_length = pytest.mark.skipif(not AT_LENGTH, reason="make scale runs it")
