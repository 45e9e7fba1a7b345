"""How much was acknowledged: a small file beside the database, so that what is lost is noticed.

A database whose log is lost, or an older copy in its place, opens without a complaint and holds
less. The file is written after each change that was told to be stored.
"""

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger("district")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a database held when a change was last acknowledged.

    `changes` counts what was ever published, withdrawn, reinstated and said.
    """

    newest_upload: int
    changes: int


def path_of(database: Path) -> Path:
    """The file beside a database."""
    return database.with_name(f"{database.name}.acknowledged")


def read(database: Path) -> Acknowledged | None:
    """What was acknowledged last; None where no such file is there or can be read."""
    try:
        return Acknowledged(**json.loads(path_of(database).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(database: Path, state: Acknowledged) -> None:
    """Keep what is acknowledged; a disk that does not take it is logged, the change is stored."""
    path = path_of(database)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        log.warning("How much is acknowledged could not be written to %s", path, exc_info=True)


def forget(database: Path) -> None:
    """Remove the file: another database is put in the place of the former on purpose."""
    path_of(database).unlink(missing_ok=True)


def loss(database: Path, held: Acknowledged) -> str | None:
    """What a database that was opened lacks of what was acknowledged, as a sentence."""
    last = read(database)
    if last is None or held.changes >= last.changes:
        return None
    return (
        f"The database {database} holds less than was published: {held.changes} of "
        f"{last.changes} changes, with upload {held.newest_upload} as the newest where upload "
        f"{last.newest_upload} was acknowledged. An older copy was put in its place, or its "
        "log was lost. Restore the newest backup, or publish again what the History page lacks."
    )
