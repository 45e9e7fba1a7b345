"""Whether the file at the database's path is still the one that was opened, as long as it was."""

from dataclasses import dataclass
from pathlib import Path

from data.database import backups

_GONE, _REPLACED = "was moved or deleted", "was replaced by another"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A database file as the file system knows it, with the sizes of it and its log (0: none)."""

    device: int
    inode: int
    size: int
    log_size: int


def seen(database: Path) -> OpenFile:
    """The file that is at a database's path now. Raises OSError where there is none."""
    status = database.stat()
    return OpenFile(status.st_dev, status.st_ino, status.st_size, _size(backups.log_of(database)))


def difference(database: Path, opened: OpenFile) -> str | None:
    """What became of a database file since it was `opened` and last written, as a sentence."""
    change = _change(database, opened)
    return _sentence(database, change) if change else None


def _sentence(database: Path, change: str) -> str:
    newest = backups.newest(database)
    backup = (
        f'restore the newest backup with "python -m loaders restore {newest.path}"'
        if newest
        else f"there is no backup in {backups.folder(database)}"
    )
    return (
        f"The database file {database} {change} while the dashboard had it open. Nothing can be "
        "published; what is shown is what was stored before. Stop the dashboard, put the file "
        f"back or {backup}, and start it again."
    )


def cut_short(database: Path) -> str:
    """That a database file is shorter than what it holds, as a sentence."""
    return _sentence(database, "was cut short")


def replacement(database: Path, opened: OpenFile) -> str | None:
    """That another file or none is at the path of a database, as a sentence; sizes may differ."""
    try:
        now = seen(database)
    except OSError:
        return _sentence(database, _GONE)
    same = (now.device, now.inode) == (opened.device, opened.inode)
    return None if same else _sentence(database, _REPLACED)


def _change(database: Path, opened: OpenFile) -> str | None:
    try:
        now = seen(database)
    except OSError:
        return _GONE
    if (now.device, now.inode) != (opened.device, opened.inode):
        return _REPLACED
    if now.size < opened.size:
        return f"was cut from {opened.size:,} to {now.size:,} bytes"
    if now.log_size < opened.log_size:
        return "lost its log, which holds what was stored last,"
    return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
