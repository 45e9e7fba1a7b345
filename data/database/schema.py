"""The tables of a new database, and an older one upgraded on a copy that then takes its place."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data.database import backups, connections, copies
from data.errors import StoreProblem
from data.reference_tables import KEYS, PLAN_TABLES, UPLOADED_TABLES

SCHEMA, VIEWS = (Path(__file__).with_name(name) for name in ("schema.sql", "views.sql"))
# Raised by every change of what `script` gives; an older database gets what it lacks when opened.
SCHEMA_VERSION = 12


def script() -> str:
    """The statements that make every table and view, or those that a database lacks."""
    return "\n".join(
        [
            SCHEMA.read_text(encoding="utf-8"),
            *map(_uploaded_table, PLAN_TABLES),
            *map(_current_view, PLAN_TABLES),
            _PLAN_ROW,
            VIEWS.read_text(encoding="utf-8"),
        ]
    )


def _uploaded_table(table: str) -> str:
    """What workbooks brought of a table of plans.

    A row takes the place of the row with the same key, in the files or in an earlier workbook, or
    takes it away. A new column of the table in schema.sql is added to this one too: see _ADDED.
    """
    return f"""
        CREATE TABLE IF NOT EXISTS uploaded_{table} AS
        SELECT 0 AS upload, false AS removed, {table}.*, '' AS sheet, '' AS cell
        FROM {table} WHERE false;
        {_ADDED.get(table, "")}
    """  # noqa: S608 - our own names


# Columns that workbooks of earlier versions did not have.
_ADDED = {"plan": "ALTER TABLE uploaded_plan ADD COLUMN IF NOT EXISTS reporting_from DATE;"}


def _current_view(table: str) -> str:
    """The rows of a table of plans as they stand: of each key the newest, if it was not removed."""
    return f"""
        CREATE OR REPLACE VIEW current_{table} AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('{table}', 'uploaded_{table}')
            QUALIFY row_number() OVER (
                PARTITION BY {", ".join(KEYS[table])} ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    """  # noqa: S608 - our own names


# The upload of each row that workbooks brought of plans.
_PLAN_ROW = "CREATE OR REPLACE VIEW plan_row AS {};".format(
    " UNION ALL ".join(f"SELECT upload FROM {table}" for table in UPLOADED_TABLES)  # noqa: S608
)


def version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The shape of the tables in a database, 0 for an empty one.

    Raises StoreProblem where this software does not know it.
    """
    # Fetched to the end: a half read answer on the open connection is a transaction without end,
    # and then no checkpoint gives back the blocks that were replaced.
    tables = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE NOT internal")
    if tables.fetchall() == [(0,)]:
        return 0
    try:
        ((newest,),) = connection.execute("SELECT max(version) FROM schema_version").fetchall()
    except duckdb.CatalogException:
        newest = None
    if newest is None or newest > SCHEMA_VERSION:
        raise StoreProblem(
            f"The database {path} was written by another version of this software. Start the "
            "version that wrote it, or set DISTRICT_DATABASE to a new file."
        )
    return int(newest)


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views that a database lacks, all or none."""
    connection.begin()
    try:
        connection.execute(script())
        connection.execute("INSERT INTO schema_version VALUES (?)", [SCHEMA_VERSION])
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    connection.execute("CHECKPOINT")


def upgrade(path: Path) -> Path:
    """Upgrade a database that nobody has open, on a copy; the kept former one is returned.

    Raises StoreProblem where the copy does not hold the same rows; the database is then as it was.
    """
    copy = path.with_suffix(".upgrading.duckdb")
    backups.remove(copy)
    try:
        older, before, after = _upgraded_copy(path, copy)
    except BaseException:
        backups.remove(copy)
        raise
    if before != {table: after.get(table) for table in before}:
        raise StoreProblem(
            f"The upgrade of {path} was stopped: the upgraded copy {copy} does not hold the same "
            "rows. The database is as it was; start the version that wrote it, and keep both files."
        )
    today = datetime.now(UTC).date()
    aside = backups.kept_aside(path, f"of-version-{older}", today)
    backups.put_in_place(copy, path, aside)
    return aside


def _upgraded_copy(path: Path, copy: Path) -> tuple[int, copies.Contents, copies.Contents]:
    """Upgrade a copy; the version before is returned, and what is held before and after.

    New columns are empty in the rows that are there, and are not compared.
    """
    with closing(connections.connected(path)) as connection:
        older, columns = version(connection, path), copies.columns(connection)
        kept = {table: names for table, names in columns.items() if table in copies.KEPT_TABLES}
        before = copies.kept(copies.contents(connection))
        copies.copied(connection, copy)
    with closing(connections.connected(copy)) as connection:
        make(connection)
        return older, before, copies.contents(connection, kept)
