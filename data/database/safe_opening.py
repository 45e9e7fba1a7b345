"""How a database is opened: whole, mended or upgraded, with a sentence where it cannot be."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data.database import (
    acknowledged,
    backups,
    compaction,
    connections,
    copies,
    permissions,
    schema,
    write_guard,
)
from data.database.acknowledged import Acknowledged
from data.errors import InUse, StoreProblem

log = logging.getLogger("district")

Opened = Callable[[Path, Sequence[Path]], duckdb.DuckDBPyConnection]
_DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, OSError)


def open_whole(path: Path, folders: Sequence[Path]) -> tuple[duckdb.DuckDBPyConnection, str | None]:
    """The open database, and what it lacks of what was acknowledged, as a sentence.

    Raises StoreProblem where it cannot be opened, or is lost while its backups stand; nothing half
    made is then left.
    """
    if lacking := permissions.lacking(path):
        raise StoreProblem(lacking)
    if not path.exists():
        _find_what_is_gone(path)
    is_new = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _opened(path, folders)
    except InUse:
        raise
    except BaseException as problem:
        if is_new:
            backups.remove(path)
        if isinstance(problem, _DISK_ERRORS):
            raise connections.damaged(path, problem) from problem
        raise


def open_mended(path: Path, folders: Sequence[Path], opened: Opened) -> duckdb.DuckDBPyConnection:
    """The open database; where a write tore it, as it was before that write."""
    try:
        return _verified(path, folders, opened)
    except InUse:
        raise
    except StoreProblem:
        if not write_guard.was_cut_short(path):
            raise
        _put_back(path)
    try:
        return _verified(path, folders, opened)
    except StoreProblem:
        # The copy is in place now and did not help: it is not put there again and again.
        write_guard.end(path)
        raise


def held(connection: duckdb.DuckDBPyConnection) -> Acknowledged:
    """How much a database holds."""
    changes = sum(rows for rows, _ in copies.changes(connection).values())
    with connection.cursor() as cursor:
        ((upload,),) = cursor.execute("SELECT coalesce(max(upload), 0) FROM upload").fetchall()
    return Acknowledged(int(upload), changes)


def _opened(path: Path, folders: Sequence[Path]) -> tuple[duckdb.DuckDBPyConnection, str | None]:
    """The database with the tables of this version: made in a new one, upgraded in an older."""
    connection = open_mended(path, folders, connections.opened)
    # What is cut short by now ended in a database that opens.
    write_guard.end(path)
    version = schema.version(connection, path)
    if not version:
        schema.make(connection)
        return connection, None
    loss = acknowledged.loss(path, held(connection))
    if loss:
        log.error(loss)
    if version < schema.SCHEMA_VERSION:
        connection.close()
        schema.upgrade(path)
    elif compaction.is_worth_it(connection, path):
        connection.close()
        compaction.compact(path)
    else:
        return connection, loss
    return connections.opened(path, folders), loss


def _find_what_is_gone(path: Path) -> None:
    """Put back what a crash took in the middle of a write; begin none where one is lost."""
    if write_guard.was_cut_short(path):
        _put_back(path)
    elif backups.newest(path) or acknowledged.read(path):
        raise StoreProblem(_lost(path))


def _put_back(path: Path) -> None:
    log.error("A write was cut short and tore the database; it is as it was before that")
    aside = backups.kept_aside(path, "cut-short", datetime.now(UTC).date())
    try:
        write_guard.put_back(path, aside)
    except OSError as problem:
        raise StoreProblem(
            f"The database {path} was torn by a write that was cut short, and its copy "
            f"{path}.before-write could not be put in its place: {problem.strerror or problem}. "
            "Both are kept: mend that, for example free some space, and start again."
        ) from problem


def _verified(path: Path, folders: Sequence[Path], opened: Opened) -> duckdb.DuckDBPyConnection:
    """The open database, of which every block was read, so that damage is told at once."""
    try:
        connection = opened(path, folders)
    except duckdb.Error as problem:
        raise connections.damaged(path, problem) from problem
    try:
        copies.contents(connection)
    except duckdb.Error as problem:
        connection.close()
        raise connections.damaged(path, problem) from problem
    return connection


def _lost(path: Path) -> str:
    newest = backups.newest(path)
    acknowledgement = acknowledged.path_of(path)
    if newest is None:
        return (
            f"The database {path} is not there, and there is no backup of it in "
            f"{backups.folder(path)}. Bring it back; or, to begin afresh on purpose, remove "
            f"{acknowledgement}."
        )
    also = f" and remove {acknowledgement}" if acknowledgement.exists() else ""
    return (
        f"The database {path} is not there, but there are backups of it. The newest is of "
        f'{newest.day.day} {newest.day:%B %Y}: restore it with "python -m loaders restore '
        f'{newest.path}". To begin afresh on purpose, move the backups in '
        f"{backups.folder(path)} away{also}."
    )
