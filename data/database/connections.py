"""Opening the database file: alone, locked down, and with a sentence where it cannot be opened."""

import errno
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import duckdb

from data.database import backups, permissions
from data.errors import InUse, StoreProblem

# After a fatal error the file opens again once the last question on the broken one has ended.
REOPEN_SECONDS = 10
# How a database answers that a fatal error ended and that somebody still holds.
_OPEN_STILL = (duckdb.FatalException, duckdb.ConnectionException)

# With common_subplan each question in which a view stands twice leaves a kilobyte behind, for good
# (DuckDB 1.5.5; benchmarks/README.md, Memory). None of ours is slower without it.
MEMORY_LIMIT = "2GB"
_CONFIGURATION = {"memory_limit": MEMORY_LIMIT, "disabled_optimizers": "common_subplan"}


def opened(path: Path, folders: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """The database of this process alone; besides its folder it may write in `folders` only.

    Raises StoreProblem where another process has it, or where it or its log is damaged.
    """
    connection = connected(path)
    try:
        _lock_down(connection, [path.parent, *folders])
    except duckdb.Error:
        connection.close()
        raise
    return connection


def opened_again(path: Path, folders: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """The database after a fatal error, as soon as nobody asks the broken one any more."""
    deadline = time.monotonic() + REOPEN_SECONDS
    while True:
        try:
            connection = opened(path, folders)
            connection.execute("SELECT 1 FROM schema_version").fetchall()
        except _OPEN_STILL:
            # While a question still holds the broken database, connecting gives that one again.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return connection


def connected(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A bare connection to a database file; StoreProblem as `opened` raises it."""
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config={**_CONFIGURATION})
        # A checkpoint is made where a copy stands by, and closing a database is no such place.
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    except _OPEN_STILL:
        raise
    except duckdb.Error as problem:
        holder = re.search(r"PID (\d+)", str(problem))
        if holder:
            raise InUse(
                f"The database {path} is in use by process {holder[1]}, most likely the running "
                "dashboard. Publish on its Upload page, withdraw and reinstate on its History "
                f"page. Backups are written to {backups.folder(path)} by themselves. For more, "
                f'stop it (Ctrl-C in its window, or "kill {holder[1]}") and try again.'
            ) from problem
        raise damaged(path, problem) from problem
    return connection


def damaged(path: Path, problem: duckdb.Error | OSError) -> StoreProblem:
    """What is wrong with a database that cannot be read, and what to do."""
    log = backups.log_of(path)
    if lacking := permissions.lacking(path):
        return StoreProblem(lacking)
    if isinstance(problem, OSError) and problem.errno != errno.ENOSPC:
        return StoreProblem(f"The database {path} could not be opened: {problem}.")
    if str(log) in str(problem):
        damage = f"The log {log} beside the database cannot be read: it is damaged."
    elif "No space left" in str(problem):
        return StoreProblem(
            f"The database {path} could not be opened: the disk is full. Free some space there "
            "and try again; nothing is lost."
        )
    else:
        damage = f"The database {path} cannot be read: it is damaged or is no database."
    newest = backups.newest(path)
    if newest is None:
        return StoreProblem(
            f"{damage} There is no backup in {backups.folder(path)}. Move the database away to "
            "start anew, or restore a copy of your own; README.md has the steps."
        )
    return StoreProblem(
        f"{damage} The latest backup is of {newest.day.day} {newest.day:%B %Y}: restore it with "
        f'"python -m loaders restore {newest.path}". The damaged files are kept.'
    )


def give_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go what the database remembers of blocks that are gone, and its cache; some 20 ms.

    It lists each block that could be put out of memory, those of questions long answered too, and
    looks through its eight lists only when memory runs short, or from 32,768 entries each. A limit
    that cannot be met makes it look; it is then refused, and the limit that counts stays.
    """
    with connection.cursor() as cursor, connection.cursor() as unmet:
        # An answer that nobody fetched cannot be put out of memory, so that no byte is refused.
        unmet.execute("SELECT range FROM range(3_000)")
        with suppress(duckdb.OutOfMemoryException):
            cursor.execute("SET memory_limit = '1B'")
        cursor.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")


def quoted(path: Path) -> str:
    """A path as a text in SQL."""
    return str(path).replace("'", "''")


def _lock_down(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    allowed = ", ".join(f"'{quoted(folder.resolve())}'" for folder in folders)
    connection.execute(f"SET allowed_directories = [{allowed}]")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    # The limit of memory alone may be set again: `give_back` needs it.
    connection.execute("SET allowed_configs = ['memory_limit']")
    connection.execute("SET lock_configuration = true")
