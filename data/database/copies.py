"""Complete copies of a database, written from within and compared with what they are copies of."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from data.database import connections
from data.errors import StoreProblem
from data.reference_tables import UPLOADED_TABLES

# What people brought and said: append-only, never updated, never deleted.
KEPT_TABLES = (
    "upload",
    "upload_file",
    "withdrawal",
    "reinstatement",
    "finding",
    "kpi_value",
    "activity_update",
    "statistic_value",
    "column_mapping",
    "kpi_event",
    *UPLOADED_TABLES,
)

Contents = Mapping[str, tuple[int, int]]


def copied(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write all that a database holds into a new file (never by copying a live file)."""
    live = connection.execute("SELECT current_database()").fetchone()
    connection.execute(f"ATTACH '{connections.quoted(target)}' AS copy_of_live")
    try:
        connection.execute(f'COPY FROM DATABASE "{live[0] if live else "memory"}" TO copy_of_live')
        # Or else it would be in the copy's log, and a backup is one file.
        connection.execute("CHECKPOINT copy_of_live")
    finally:
        connection.execute("DETACH copy_of_live")


def verify(copy: Path, held: Contents) -> None:
    """Open a copy by itself and compare; StoreProblem where it does not hold the same."""
    with closing(connections.connected(copy, read_only=True)) as connection:
        found = contents(connection)
    if found != held:
        differ = ", ".join(sorted(table for table in held if found.get(table) != held[table]))
        raise StoreProblem(f"The copy {copy} does not hold what the database holds: {differ}.")


def contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    """Rows and a hash of them all by table, whatever their order; every block is read for it.

    Raises duckdb.Error where a block is damaged.
    """
    tables = connection.execute(
        """
        SELECT table_name FROM duckdb_tables()
        WHERE database_name = current_database() AND NOT internal ORDER BY table_name
        """
    ).fetchall()
    return {name: _of(connection, name) for (name,) in tables}


def kept(held: Contents) -> Contents:
    """Only what people brought and said, which outlives every change of the software."""
    return {table: rows for table, rows in held.items() if table in KEPT_TABLES}


def _of(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    found = connection.execute(
        f'SELECT count(*), coalesce(bit_xor(hash(held)), 0) FROM "{table}" AS held'  # noqa: S608
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)
