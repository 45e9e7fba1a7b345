"""The folder of a DuckLake's files is one store's alone: a mark in it says whose.

An erasure deletes every file of the folder that its catalogue does not name. So a store is opened
on a folder, and deletes there, only where no mark but its own is in it, above it or below it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from data.database.central_address import S3, CentralAddress
from data.errors import StoreProblem

if TYPE_CHECKING:
    import psycopg

    Postgres = psycopg.Connection[tuple[Any, ...]]

# The name goes on with the identity of the catalogue; the content is its address, for people.
MARK = "district-store-"
# The same for every server and after a fail-over, another where a database was copied.
_IDENTITY = """
    SELECT system_identifier || '-' || oid FROM pg_control_system(), pg_database
    WHERE datname = current_database()
"""
_FILES = """
    SELECT path FROM ducklake_data_file UNION ALL SELECT path FROM ducklake_delete_file
    UNION ALL SELECT path FROM ducklake_files_scheduled_for_deletion
"""


def claim(
    connection: duckdb.DuckDBPyConnection, postgres: "Postgres", address: CentralAddress
) -> None:
    """Mark the folder of a store as its own, once; whoever has the lock of its writers calls it.

    Raises StoreProblem where it is another store's, where it has no mark and files that the
    catalogue does not know, or where the mark cannot be written; duckdb.Error where it cannot be
    listed.
    """
    mark = f"{address.figures}{MARK}{postgres.execute(_IDENTITY).fetchall()[0][0]}.txt"
    if _is_marked(connection, mark, address):
        return
    _refuse_unknown(connection, postgres, address)
    _write(connection, mark, address)
    # Another store may have looked in the same moment: whoever looks last sees both marks.
    try:
        marked = _is_marked(connection, mark, address)
    except StoreProblem:
        if not mark.startswith(S3):
            Path(mark).unlink(missing_ok=True)
        raise
    if not marked:
        raise _not_marked(address, "what was written is not there")


def _is_marked(connection: duckdb.DuckDBPyConnection, mark: str, address: CentralAddress) -> bool:
    """Whether the store's own mark is there. Raises StoreProblem where another is."""
    folder = str(address.figures)
    marks = _files(connection, f"{folder}**/{MARK}*")
    for above in _above(folder):
        try:
            marks += _files(connection, f"{above}{MARK}*")
        except duckdb.Error:
            # A key to this folder alone may not look there. The store above finds this mark.
            break
    other = next((path for path in marks if path != mark), None)
    if other is None:
        return bool(marks)
    raise StoreProblem(
        f"The folder {folder} is not that of {address} alone: {other} says that "
        f"{_owner(connection, other)} has its figures there. Each store needs a folder of its own, "
        "as an erasure deletes what the store does not know. Name an empty folder as figures=; if "
        "the other store is no more, delete that file and start again."
    )


def _refuse_unknown(
    connection: duckdb.DuckDBPyConnection, postgres: "Postgres", address: CentralAddress
) -> None:
    """Raise StoreProblem where a folder without a mark has files that the catalogue lacks."""
    ((begun,),) = postgres.execute("SELECT to_regclass('ducklake_data_file')").fetchall()
    # Their names hold a number that no two files share.
    known = {path.rsplit("/", 1)[-1] for (path,) in postgres.execute(_FILES)} if begun else set()
    files = _files(connection, f"{address.figures}**/*.parquet")
    unknown = [path for path in files if path.rsplit("/", 1)[-1] not in known]
    if unknown:
        raise StoreProblem(
            f"The folder {address.figures} says of no store that it is its own, and {address} does "
            f"not know {len(unknown)} of the files there, such as {unknown[0]}. An erasure would "
            "delete them. Name an empty folder as figures=, or move these files away if no store "
            "needs them."
        )


def _write(connection: duckdb.DuckDBPyConnection, mark: str, address: CentralAddress) -> None:
    owner = str(address).replace("'", "''")
    try:
        connection.execute(f"COPY (SELECT '{owner}') TO '{mark}' (FORMAT csv, HEADER false)")
    except duckdb.Error as problem:
        raise _not_marked(address, str(problem).strip().splitlines()[0].rstrip(".")) from problem


def _not_marked(address: CentralAddress, cause: str) -> StoreProblem:
    return StoreProblem(
        f"The folder {address.figures} could not be marked as that of {address}: {cause}. Let this "
        "server write there, and start it again."
    )


def _owner(connection: duckdb.DuckDBPyConnection, mark: str) -> str:
    """The address in a mark, as far as it can be read."""
    try:
        rows = connection.execute("SELECT content FROM read_text(?)", [mark]).fetchall()
    except duckdb.Error:
        return "another store"
    text = "".join(filter(str.isprintable, str(rows[0][0])))
    return text[:200] or "another store"


def _files(connection: duckdb.DuckDBPyConnection, pattern: str) -> list[str]:
    rows = connection.execute("SELECT file FROM glob(?) ORDER BY file", [pattern]).fetchall()
    return [str(path) for (path,) in rows]


def _above(folder: str) -> list[str]:
    """The folders that one is in, the nearest first; none above a bucket."""
    top = folder.index("/", len(S3) if folder.startswith(S3) else 0)
    ends = [at + 1 for at, sign in enumerate(folder[:-1]) if sign == "/" and at >= top]
    return [folder[:end] for end in reversed(ends)]
