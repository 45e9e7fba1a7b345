"""What a database holds, as a count and a hash a table: to find damage, and to compare copies."""

from collections.abc import Mapping

import duckdb

from data.reference_shape import UPLOADED_TABLES

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
