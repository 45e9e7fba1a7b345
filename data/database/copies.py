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


def verify(copy: Path, live: Contents) -> None:
    """Open a copy by itself and compare; StoreProblem where it does not hold the same."""
    with closing(connections.connected(copy, read_only=True)) as connection:
        copied_contents = contents(connection)
    if copied_contents != live:
        differing = (table for table in live if copied_contents.get(table) != live[table])
        raise StoreProblem(
            f"The copy {copy} does not hold what the database holds: "
            f"{', '.join(sorted(differing))}."
        )


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
    return {name: _rows_and_hash(connection, name) for (name,) in tables}


def kept(all_contents: Contents) -> Contents:
    """Only what people brought and said, which outlives every change of the software."""
    return {table: rows for table, rows in all_contents.items() if table in KEPT_TABLES}


def _rows_and_hash(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    answer = connection.execute(
        f'SELECT count(*), coalesce(bit_xor(hash(row)), 0) FROM "{table}" AS row'  # noqa: S608
    ).fetchone()
    return (int(answer[0]), int(answer[1])) if answer else (0, 0)
