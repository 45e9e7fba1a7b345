"""The tables of a new database, and an older one upgraded on a copy that then takes its place."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data.database import backups, connections, copies
from data.errors import StoreProblem

SCHEMA = Path(__file__).with_name("schema.sql")
# Raised by every change of schema.sql; an older database gets what it lacks when it is opened.
SCHEMA_VERSION = 5


def version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The shape of the tables in a database, 0 for an empty one.

    Raises StoreProblem where this software does not know it.
    """
    tables = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE NOT internal")
    if tables.fetchone() == (0,):
        return 0
    try:
        found = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    except duckdb.CatalogException:
        found = None
    if not found or found[0] is None or found[0] > SCHEMA_VERSION:
        raise StoreProblem(
            f"The database {path} was written by another version of this software. Start the "
            "version that wrote it, or set DISTRICT_DATABASE to a new file."
        )
    return int(found[0])


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views that a database lacks, all or none."""
    connection.begin()
    try:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
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
    for left in (copy, copy.with_name(f"{copy.name}.wal")):
        left.unlink(missing_ok=True)
    with closing(connections.connected(path)) as connection:
        older = version(connection, path)
        before = copies.kept(copies.contents(connection))
        copies.copied(connection, copy)
    with closing(connections.connected(copy)) as connection:
        make(connection)
        after = copies.contents(connection)
    if before != {table: after.get(table) for table in before}:
        raise StoreProblem(
            f"The upgrade of {path} was stopped: the upgraded copy {copy} does not hold the same "
            "rows. The database is as it was; start the version that wrote it, and keep both files."
        )
    today = datetime.now(UTC).date()
    aside = backups.kept_aside(path, f"of-version-{older}", today)
    backups.put_in_place(copy, path, aside)
    return aside
