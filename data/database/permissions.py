"""Whose files these are: made for this account alone, and which right is lacking on others."""

import getpass
import os
import stat
from pathlib import Path

# What others may not do with a file or folder that is made here.
PRIVATE = 0o077


def keep_private() -> None:
    """Let every file that this process makes from now on be 0600, every folder 0700."""
    os.umask(PRIVATE)


def lacking(database: Path) -> str | None:
    """Which right this process lacks on a database, its log or its folder, as a sentence."""
    log = database.with_name(f"{database.name}.wal")
    folder = _nearest_folder(database)
    if not _may(folder, os.W_OK | os.X_OK):
        return _sentence(database, folder)
    for path in (database, log):
        # exists() of a path that may not be looked at is an error, lexists() is none.
        if os.path.lexists(path) and not _may(path, os.R_OK | os.W_OK):
            return _sentence(database, path)
    return None


def _nearest_folder(database: Path) -> Path:
    """The folder of a database; while it is not made, the one that it will be made in."""
    return next(folder for folder in database.parents if os.path.lexists(folder))


def _may(path: Path, rights: int) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, rights, effective_ids=effective)


def _sentence(database: Path, path: Path) -> str:
    return (
        f"The database {database} cannot be opened: the account {_account()} may not read and "
        f"write {path}{_owner(path)}. Nothing is damaged. Give this account the right to read and "
        "write the file and its folder, and start again."
    )


def _account() -> str:
    try:
        return getpass.getuser() if os.name == "nt" else _name_of(os.geteuid())
    except (KeyError, OSError):
        return "of this process"


def _owner(path: Path) -> str:
    """Why: a file system for reading only, or whose it is and with which rights."""
    if os.name == "nt":
        return ""
    try:
        if os.statvfs(path).f_flag & os.ST_RDONLY:
            return ", which is on a file system that is mounted for reading only"
        status = path.stat()
    except OSError:
        return ""
    return (
        f", which belongs to {_name_of(status.st_uid)} with rights {stat.filemode(status.st_mode)}"
    )


def _name_of(user: int) -> str:
    import pwd  # noqa: PLC0415 - not there on Windows

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"number {user}"
