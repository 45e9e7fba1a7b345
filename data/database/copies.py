"""Complete copies of a database, written from within and compared with what they are copies of."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from data.database import connections
from data.errors import StoreProblem
from data.reference_tables import UPLOADED_TABLES

# What an upload brings rows to.
VALUE_TABLES = (
    "kpi_value",
    "kpi_service",
    "activity_update",
    "statistic_value",
    *UPLOADED_TABLES,
)
# What people brought and said: append-only, never updated, never deleted.
KEPT_TABLES = (
    "upload",
    "upload_file",
    "withdrawal",
    "reinstatement",
    "waiting",
    "approval",
    "erasure",
    "finding",
    "upload_step",
    "column_mapping",
    "alias",
    "kpi_event",
    "council_choice",
    *VALUE_TABLES,
)
# Every change of what people brought and said adds a row to one of these.
CHANGE_TABLES = (
    "upload",
    "withdrawal",
    "reinstatement",
    "approval",
    "erasure",
    "column_mapping",
    "alias",
    "kpi_event",
    "council_choice",
)

Contents = Mapping[str, tuple[int, int]]
Columns = Mapping[str, Mapping[str, str]]


def copied(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write all that a database holds into a new file (never by copying a live file)."""
    ((live,),) = connection.execute("SELECT current_database()").fetchall()
    connection.execute(f"ATTACH '{connections.quoted(target)}' AS copy_of_live")
    try:
        connection.execute(f'COPY FROM DATABASE "{live}" TO copy_of_live')
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


def contents(
    connection: duckdb.DuckDBPyConnection, older_columns: Columns | None = None
) -> Contents:
    """Rows and a hash of them all by table, whatever their order; every block is read for it.

    With `older_columns`, those of an older database, only what that had is hashed. Raises
    duckdb.Error where a block is damaged.
    """
    with connection.cursor() as cursor:
        return _rows_and_hashes(cursor, _tables(cursor), older_columns or {})


def columns(connection: duckdb.DuckDBPyConnection) -> Columns:
    """The columns of each table of the current database, with their types."""
    rows = connection.execute(
        """
        SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = current_database() AND NOT internal
        ORDER BY table_name, column_index
        """
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def changes(connection: duckdb.DuckDBPyConnection) -> Contents:
    """Rows and hash of each table that says what was published, withdrawn, reinstated and said.

    Two databases with the same are of the same state, whatever the clock said.
    """
    with connection.cursor() as cursor:
        return _rows_and_hashes(
            cursor, [name for name in _tables(cursor) if name in CHANGE_TABLES], {}
        )


def kept_rows(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """How many rows each table has of what people brought and said."""
    with connection.cursor() as cursor:
        return {
            name: _fetched(cursor, f'SELECT count(*) FROM "{name}"')[0][0]  # noqa: S608
            for name in _tables(cursor)
            if name in KEPT_TABLES
        }


def kept(all_contents: Contents) -> Contents:
    """Only what people brought and said, which outlives every change of the software."""
    return {table: rows for table, rows in all_contents.items() if table in KEPT_TABLES}


def _tables(cursor: duckdb.DuckDBPyConnection) -> Sequence[str]:
    rows = _fetched(
        cursor,
        """
        SELECT table_name FROM duckdb_tables()
        WHERE database_name = current_database() AND NOT internal ORDER BY table_name
        """,
    )
    return [name for (name,) in rows]


def _rows_and_hashes(
    cursor: duckdb.DuckDBPyConnection, tables: Sequence[str], older_columns: Columns
) -> Contents:
    if not tables:
        return {}
    asked = " UNION ALL ".join(
        f"SELECT '{name}', count(*), coalesce(bit_xor(hash(row)), 0) "  # noqa: S608
        f'FROM (SELECT {_listed(older_columns.get(name))} FROM "{name}") AS row'
        for name in tables
    )
    return {name: (int(rows), int(digest)) for name, rows, digest in _fetched(cursor, asked)}


def _listed(column_names: Iterable[str] | None) -> str:
    return ", ".join(f'"{name}"' for name in column_names) if column_names else "*"


def _fetched(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """All rows of an answer: one that is not fetched to its end keeps a transaction open."""
    return cursor.execute(sql).fetchall()
