"""Complete copies of a database, written from within and compared with what they are copies of."""

from contextlib import closing
from pathlib import Path

import duckdb

from data import opening
from data.contents import Contents, contents
from data.problem import StoreProblem


def copied(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write all that a database holds into a new file (never by copying a live file)."""
    live = connection.execute("SELECT current_database()").fetchone()
    connection.execute(f"ATTACH '{opening.quoted(target)}' AS copy_of_live")
    try:
        connection.execute(f'COPY FROM DATABASE "{live[0] if live else "memory"}" TO copy_of_live')
        # Or else it would be in the copy's log, and a backup is one file.
        connection.execute("CHECKPOINT copy_of_live")
    finally:
        connection.execute("DETACH copy_of_live")


def verify(copy: Path, held: Contents) -> None:
    """Open a copy by itself and compare; StoreProblem where it does not hold the same."""
    with closing(opening.connected(copy, read_only=True)) as connection:
        found = contents(connection)
    if found != held:
        differ = ", ".join(sorted(table for table in held if found.get(table) != held[table]))
        raise StoreProblem(f"The copy {copy} does not hold what the database holds: {differ}.")
