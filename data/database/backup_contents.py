"""What backups hold: whether one is of the same state as the database, or of less than another."""

from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import duckdb

from data.database import backups, connections, copies
from data.errors import StoreProblem


def with_changes(database: Path, changes: copies.Contents) -> Path | None:
    """The backup of the state that these changes led to, if there is one.

    A dated backup goes before one that was set beside another because it holds less.
    """
    dated = [backup.path for backup in backups.listed(database)]
    candidates = [*dated, *backups.holding_less(database)]
    return next((path for path in candidates if _changes_of(path) == changes), None)


def rows_missing(newer: Path, former: Path) -> Mapping[str, tuple[int, int]]:
    """Tables of what people brought that have fewer rows in a newer backup: rows before and now.

    Raises StoreProblem where one of them cannot be read.
    """
    before, after = _kept_rows(former), _kept_rows(newer)
    pairs = {table: (rows, after.get(table, 0)) for table, rows in before.items()}
    return {table: pair for table, pair in pairs.items() if pair[1] < pair[0]}


def holds_less(target: Path, aside: Path, missing: Mapping[str, tuple[int, int]]) -> str:
    """That the database holds less than the backup of the day, as a sentence."""
    rows = ", ".join(
        f"{table} {now} instead of {before}" for table, (before, now) in missing.items()
    )
    return (
        f"The database holds less than its backup of the same day {target} (rows: {rows}). That "
        f"backup stays as it is; what the database holds now is in {aside}. If something was lost, "
        f'restore it with "python -m loaders restore {target}".'
    )


def _changes_of(backup: Path) -> copies.Contents | None:
    try:
        status = backup.stat()
        return _read_changes(backup, status.st_mtime_ns, status.st_size)
    except (OSError, StoreProblem, duckdb.Error):
        # A backup that cannot be read is the backup of nothing.
        return None


@lru_cache(maxsize=100)
def _read_changes(backup: Path, _written: int, _size: int) -> copies.Contents:
    with closing(connections.connected(backup, read_only=True)) as connection:
        return copies.changes(connection)


def _kept_rows(backup: Path) -> Mapping[str, int]:
    with closing(connections.connected(backup, read_only=True)) as connection:
        return copies.kept_rows(connection)
