"""A database file that is mostly empty blocks, written anew on a copy that takes its place."""

import logging
import shutil
from contextlib import closing
from pathlib import Path

import duckdb

from data.database import backups, connections, copies
from data.errors import StoreProblem

log = logging.getLogger("district")

# Files below this size are left as they are.
SMALLEST = 20_000_000
# Room that must be left on the disk beside the copy.
SPARE = 50_000_000


def is_worth_it(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether more than half of a database file is empty and the disk has room for a copy."""
    with connection.cursor() as cursor:
        ((block, used, free),) = cursor.execute(
            "SELECT block_size, used_blocks, free_blocks FROM pragma_database_size()"
        ).fetchall()
    room = shutil.disk_usage(path.parent).free - SPARE
    return path.stat().st_size >= SMALLEST and free > used and room > used * block


def compact(path: Path) -> None:
    """Write a database that nobody has open anew, without its empty blocks.

    It stays as it is where the copy cannot be written or does not hold the same.
    """
    copy = path.with_suffix(".compacting.duckdb")
    backups.remove(copy)
    before = path.stat().st_size
    try:
        _copy(path, copy)
    except (duckdb.Error, StoreProblem, OSError):
        log.warning("The database %s could not be made smaller", path, exc_info=True)
        backups.remove(copy)
        return
    copy.replace(path)
    log.info("The database %s: %d bytes became %d", path, before, path.stat().st_size)


def _copy(path: Path, copy: Path) -> None:
    with closing(connections.connected(path)) as connection:
        if backups.log_of(path).exists():
            # It would be replayed into what takes the place of the database.
            connection.execute("CHECKPOINT")
        live = copies.contents(connection)
        copies.copied(connection, copy)
    copies.verify(copy, live)
    if backups.log_of(path).exists():
        raise StoreProblem(f"The database {path} has a log still.")
