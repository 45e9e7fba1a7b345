"""Taking out for good what an upload brought, or one note: here, and in every backup that is kept.

That it was there stays on record: the upload's number, hashes, day and people, and the erasure.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.database import backups, connections, copies
from data.errors import StoreProblem
from data.reference_tables import UPLOADED_TABLES

log = logging.getLogger("district")

UPLOAD, NOTE = "upload", "note"
ERASED = "(erased)"
# What an upload brought, row by row.
_BROUGHT = (
    "finding", "kpi_value", "kpi_service", "activity_update", "statistic_value", *UPLOADED_TABLES,
)  # fmt: skip
# Where notes stand.
_NOTES = {"kpi_value": ("note",), "activity_update": ("note", "next_steps")}


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be taken out of an upload: everything, or a note word for word."""

    upload: int
    note: str | None = None

    @property
    def scope(self) -> str:
        """`upload` or `note`."""
        return UPLOAD if self.note is None else NOTE


def erase(cursor: duckdb.DuckDBPyConnection, erasure: Erasure) -> int:
    """Take it out of an open database; how many rows had it is returned.

    The files go with a note too: they hold it.
    """
    if erasure.note is None:
        rows = _erase_rows(cursor, erasure.upload)
    else:
        rows = _erase_note(cursor, erasure.upload, erasure.note)
        if not rows:
            return 0
    cursor.execute("UPDATE upload_file SET content = ''::BLOB WHERE upload = ?", [erasure.upload])
    cursor.execute("UPDATE upload SET hints = '{}' WHERE upload = ?", [erasure.upload])
    return rows


def erase_in_backups(database: Path, erasure: Erasure, fingerprint: str) -> Sequence[Path]:
    """Take it out of each file in the folder of the backups; those that could not be are returned.

    Each is written anew on a copy that takes its place. `fingerprint` is that of the upload, so
    that a backup of another database is left alone.
    """
    files = sorted(backups.folder(database).glob("*.duckdb"))
    return [path for path in files if not _rewritten(path, erasure, fingerprint)]


def _erase_rows(cursor: duckdb.DuckDBPyConnection, upload: int) -> int:
    tables = _tables(cursor)
    return sum(
        _changed(cursor, f"DELETE FROM {table} WHERE upload = ?", [upload])  # noqa: S608
        for table in _BROUGHT
        if table in tables
    )


def _erase_note(cursor: duckdb.DuckDBPyConnection, upload: int, note: str) -> int:
    rows = sum(
        _changed(
            cursor,
            f"UPDATE {table} SET {column} = ? WHERE upload = ? AND {column} = ?",  # noqa: S608
            [ERASED, upload, note],
        )
        for table, columns in _NOTES.items()
        for column in columns
    )
    cursor.execute(
        """
        DELETE FROM finding
        WHERE upload = $upload
            AND contains(concat_ws(' ', message, "found", expected, action), $note)
        """,
        {"upload": upload, "note": note},
    )
    return rows


def _changed(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: list[object]) -> int:
    ((rows,),) = cursor.execute(sql, parameters).fetchall()
    return int(rows)


def _tables(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    rows = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    return {name for (name,) in rows}


def _rewritten(backup: Path, erasure: Erasure, fingerprint: str) -> bool:
    copy = backup.with_suffix(".rewriting")
    backups.remove(copy)
    try:
        with closing(connections.connected(backup)) as connection:
            holds = connection.execute(
                "SELECT 1 FROM upload WHERE upload = ? AND fingerprint = ?",
                [erasure.upload, fingerprint],
            ).fetchall()
            if not holds:
                return True
            _in_one_transaction(connection, lambda: erase(connection, erasure))
            copies.copied(connection, copy)
            live = copies.contents(connection)
        copies.verify(copy, live)
    except (duckdb.Error, StoreProblem, OSError):
        log.exception("Nothing was erased in %s", backup)
        backups.remove(copy)
        return False
    copy.replace(backup)
    backup.chmod(backups.OWN_FILE)
    # What it had in a log of its own is in the copy, or was erased.
    backups.log_of(backup).unlink(missing_ok=True)
    return True


def _in_one_transaction(connection: duckdb.DuckDBPyConnection, work: Callable[[], object]) -> None:
    connection.begin()
    try:
        work()
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
