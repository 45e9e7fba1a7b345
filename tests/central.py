"""A PostgreSQL of the tests' own, where Debian's is installed, and central stores in it."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from data.database.central_address import CentralAddress, central_address

PLAIN, LAKE = KINDS = ("plain PostgreSQL", "DuckLake")
# `make scale` runs every test of central stores on both kinds, a usual run the sharpest of them.
AT_LENGTH = os.environ.get("DISTRICT_SCALE") == "1"
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

    def url(self, kind: str) -> str:
        """The setting that names a new and empty central store."""
        self.stores += 1
        name = f"store_{self.stores}"
        self.ask(f"CREATE DATABASE {name}")
        postgres = f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"
        if kind == PLAIN:
            return postgres
        return f"ducklake:{postgres}?figures={self.folder / 'figures' / name}"

    def address(self, kind: str) -> CentralAddress:
        """The address of a new and empty central store."""
        return central_address(self.url(kind))

    def ask(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Do one statement; its rows are returned."""
        import psycopg  # noqa: PLC0415 - is not installed everywhere

        conninfo = f"host=127.0.0.1 port={self.port} user={_USER} dbname={database}"
        with closing(psycopg.connect(conninfo, autocommit=True)) as connection:
            cursor = connection.execute(sql.encode())
            return list(cursor) if cursor.description else []

    def start(self) -> None:
        """Start it, again too, and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-w", "-l",
             str(self.folder / "log"), "start")  # fmt: skip

    def stop(self) -> None:
        """Stop it at once."""
        _run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new server, which is stopped and removed at the end."""
    # A socket's path is short, and the account of the server may enter no folder of pytest's.
    folder = Path(tempfile.mkdtemp(prefix="district-postgres-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    server = Postgres(folder, _free_port())
    try:
        _run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", _USER, "--no-sync")
        server.start()
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


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


def _free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


needed = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))
at_length = pytest.mark.skipif(not AT_LENGTH, reason="make scale runs it")
