"""A copy of the database file beside it while something is written: it mends what a crash tears.

A process that was killed in the middle of a write has left files that did not open, with everything
in them (benchmarks/crashes.py; most likely a block half written by a checkpoint). So each write is
begun with a copy, and the copy is removed once the write is whole: one that is there at the start
says that a write was cut short, and nobody was told that it had been done.
"""

import os
import shutil
import subprocess
from pathlib import Path

from data.database import backups

# Without this program (Windows) there is no such copy, only the backups.
_COPY = shutil.which("cp")


def begin(database: Path) -> None:
    """Copy the database and its log as they are; nobody may be writing.

    By another process: closing a file that this one has open elsewhere ends its lock on it.
    Raises OSError where the disk does not take the copy.
    """
    if _COPY is None:
        return
    for source, target in _parts(database):
        if source.exists():
            _copied(source, target)
        else:
            target.unlink(missing_ok=True)


def end(database: Path) -> None:
    """Remove the copy: the write is whole, or nothing of it was done."""
    # The database's own copy goes first, for it says that there is something to put back.
    for _, target in reversed(_parts(database)):
        target.unlink(missing_ok=True)
    for partial in database.parent.glob(f"{database.name}.before-write*.partial"):
        partial.unlink(missing_ok=True)


def was_cut_short(database: Path) -> bool:
    """Whether a process ended in the middle of a write."""
    return _parts(database)[-1][1].exists()


def put_back(database: Path, aside: Path) -> None:
    """Put the copy in the place of a database that does not open, which is kept as `aside`.

    Nobody may have it open. The copy stays until `end`, so that this may be cut short too.
    """
    backups.moved_aside(database, aside)
    for source, target in _parts(database):
        if target.exists():
            _copied(target, source)


def _parts(database: Path) -> tuple[tuple[Path, Path], ...]:
    """The log and the database with their copies, the log first: a database alone is too old."""
    copy = database.with_name(f"{database.name}.before-write")
    return (
        (backups.log_of(database), copy.with_name(f"{copy.name}.wal")),
        (database, copy),
    )


def _copied(source: Path, target: Path) -> None:
    """Copy a file so that the target is whole or as it was."""
    # Of its own name, for the copying of a process that was killed may still go on.
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        copying = subprocess.run(  # noqa: S603 - our own paths
            [str(_COPY), str(source), str(partial)], capture_output=True, text=True, check=False
        )
        if copying.returncode:
            raise OSError(copying.stderr.strip())
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
