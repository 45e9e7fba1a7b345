"""The copy that a server has of a central store: an ordinary database file, which can be lost."""

import json
import logging
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from data.database import (
    acknowledged,
    backups,
    connections,
    permissions,
    safe_opening,
    schema,
    transfer,
    write_guard,
)
from data.database.central_address import CentralAddress
from data.database.central_store import CentralStore
from data.errors import InUse, StoreProblem

log = logging.getLogger("district")


@dataclass(frozen=True, slots=True)
class CopyOrigin:
    """What a file is a copy of: the address of a central store, and its generation."""

    address: str
    generation: str


def generation(database: Path, address: str) -> str | None:
    """The generation that a file is a copy of; None where it is no copy of this address."""
    try:
        origin = CopyOrigin(
            **json.loads(backups.origin_of_copy(database).read_text(encoding="utf-8"))
        )
    except (OSError, ValueError, TypeError):
        return None
    return origin.generation if origin.address == address else None


def note(database: Path, address: str, of_generation: str) -> None:
    """Keep what a file is a copy of."""
    path = backups.origin_of_copy(database)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(asdict(CopyOrigin(address, of_generation))), encoding="utf-8")
    partial.replace(path)


def opened(
    database: Path, folders: Sequence[Path], address: CentralAddress
) -> duckdb.DuckDBPyConnection:
    """The open copy: empty where there was none or a damaged one.

    Raises StoreProblem where another process has it, where it may not be written, or where it is
    no copy but a database of its own.
    """
    if lacking := permissions.lacking(database):
        raise StoreProblem(lacking)
    if not database.exists():
        _begin_anew(database)
    elif not backups.origin_of_copy(database).exists():
        raise StoreProblem(
            f"{database} is a database of its own and no copy of {address}. Name another file as "
            'DISTRICT_LOCAL_COPY, or bring there what it holds: "python -m loaders restore" takes '
            "a backup of it."
        )
    # What it lacks is filled in from the central store.
    acknowledged.forget(database)
    try:
        return safe_opening.open_whole(database, folders)[0]
    except InUse:
        raise
    except StoreProblem:
        log.warning("The copy %s cannot be read and is made anew", database, exc_info=True)
    _begin_anew(database)
    return safe_opening.open_whole(database, folders)[0]


def hand_over(database: Path, central: CentralStore) -> None:
    """Store what a file holds in the place of all that a central store holds; it is its copy then.

    Nobody may have the file open. Raises StoreProblem where it does not become stored.
    """
    connection, _ = safe_opening.open_whole(database, [])
    with closing(connection), connection.cursor() as cursor, central.exclusive():
        central.prepare(transfer.kept_columns(cursor))
        state = central.replace(cursor)
    note(database, str(central.address), state.generation)


def _begin_anew(database: Path) -> None:
    database.parent.mkdir(parents=True, exist_ok=True)
    backups.remove(database)
    write_guard.end(database)
    backups.origin_of_copy(database).write_text("{}", encoding="utf-8")
    with closing(connections.connected(database)) as connection:
        schema.make(connection)
