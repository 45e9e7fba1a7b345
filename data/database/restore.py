"""A backup put in the place of the database; what it takes the place of is kept."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb

from data.database import backups, connections, copies, schema
from data.errors import InUse, StoreProblem


def restore(backup: Path, database: Path, day: date) -> Path | None:
    """Put a copy of a backup in the database's place; where the former is kept now is returned.

    Raises StoreProblem where the backup cannot be read in full, or another process has the database
    open.
    """
    _refuse_unreadable(backup)
    if database.exists():
        _refuse_in_use(database)
    database.parent.mkdir(parents=True, exist_ok=True)
    copy = database.with_suffix(".restoring.duckdb")
    aside = backups.kept_aside(database, "before-restore", day)
    try:
        shutil.copy2(backup, copy)
        copy.chmod(backups.OWN_FILE)
        backups.put_in_place(copy, database, aside)
    except OSError as problem:
        copy.unlink(missing_ok=True)
        raise StoreProblem(
            f"The backup {backup} was not put in the place of {database}: {problem.strerror}. "
            "The database is as it was."
        ) from problem
    return aside if aside.exists() else None


def _refuse_unreadable(backup: Path) -> None:
    if not backup.is_file():
        raise StoreProblem(f"There is no backup {backup}; `backups` lists those there are.")
    try:
        with closing(connections.connected(backup, read_only=True)) as connection:
            empty = schema.version(connection, backup) == 0
            copies.contents(connection)
    except InUse:
        raise
    except (StoreProblem, duckdb.Error) as problem:
        raise StoreProblem(
            f"The backup {backup} cannot be read in full, so nothing was replaced: it is damaged "
            "or of a later version of this software. `backups` lists the others."
        ) from problem
    if empty:
        raise StoreProblem(f"The backup {backup} is empty, so nothing was replaced.")


def _refuse_in_use(database: Path) -> None:
    try:
        connections.connected(database).close()
    except InUse:
        raise
    except StoreProblem:
        # It is damaged, which is what a backup is for.
        return
