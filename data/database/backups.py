"""Backups: dated copies of the database, where they are and which the rule keeps."""

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from data.database import acknowledged

# Of a copy of a file with other rights: reading and writing for its owner alone.
OWN_FILE = 0o600
# Names of what is written beside a backup of the same day that holds more.
HOLDS_LESS = "holds-less"
# Kept is the newest backup of each of the last so many days, weeks and months that have one.
DAYS, WEEKS, MONTHS = 7, 4, 12


@dataclass(frozen=True, slots=True)
class Backup:
    """A complete copy of the database, made on a day."""

    path: Path
    day: date

    @property
    def made_at(self) -> datetime:
        """When it was written (UTC)."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC).replace(tzinfo=None)


def folder(database: Path) -> Path:
    """Where the backups of a database are: DISTRICT_BACKUPS, or `backups` beside it."""
    return Path(os.environ.get("DISTRICT_BACKUPS") or database.parent / "backups").resolve()


def origin_of_copy(database: Path) -> Path:
    """The small file beside the copy of a central store that says what it is a copy of."""
    return database.with_name(f"{database.name}.central")


def series(database: Path) -> str:
    """What the names of a database's backups begin with: its own name.

    That of a server's copy of a central store has the server and its folder besides: the backups
    of all servers may be in one folder.
    """
    if not origin_of_copy(database).exists():
        return database.stem
    place = f"{socket.gethostname()}{database.resolve().parent}"
    return f"{database.stem}-of-{re.sub(r'[^A-Za-z0-9]+', '-', place).strip('-')}"


def path_of(database: Path, day: date) -> Path:
    """The file that holds the backup of a day."""
    return folder(database) / f"{series(database)}-{day.isoformat()}.duckdb"


def kept_aside(database: Path, why: str, day: date) -> Path:
    """A new name for a database that another takes the place of; no rule removes such a file."""
    name = f"{series(database)}-{why}-{day.isoformat()}"
    taken = {path.stem for path in folder(database).glob(f"{name}*")}
    number = next(number for number in range(1, len(taken) + 2) if f"{name}-{number}" not in taken)
    return folder(database) / f"{name}-{number}.duckdb"


def listed(database: Path) -> Sequence[Backup]:
    """The automatic backups of a database, the newest first."""
    name = re.compile(re.escape(series(database)) + r"-(\d{4}-\d{2}-\d{2})\.duckdb")
    matches = [(path, name.fullmatch(path.name)) for path in folder(database).glob("*.duckdb")]
    dated = [Backup(path, date.fromisoformat(match[1])) for path, match in matches if match]
    return sorted(dated, key=lambda backup: backup.day, reverse=True)


def newest(database: Path) -> Backup | None:
    """The latest automatic backup of a database, if there is one."""
    return next(iter(listed(database)), None)


def prune(database: Path, today: date) -> None:
    """Remove the backups that the rule does not keep.

    Those of days to come, which a clock that ran ahead has left, stay and push none out.
    """
    past = [backup for backup in listed(database) if backup.day <= today]
    kept = kept_days(backup.day for backup in past)
    for backup in past:
        if backup.day not in kept:
            backup.path.unlink(missing_ok=True)


def holding_less(database: Path) -> Sequence[Path]:
    """What was written beside a backup of the same day that holds more."""
    return sorted(folder(database).glob(f"{series(database)}-{HOLDS_LESS}-*.duckdb"))


def kept_days(days: Iterable[date]) -> set[date]:
    """The days whose backups stay: the newest of each of the last days, weeks and months."""
    rules: Sequence[tuple[int, Callable[[date], object]]] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    newest_first = sorted(set(days), reverse=True)
    return {day for count, span in rules for day in _newest_of_each(newest_first, count, span)}


def _newest_of_each(
    newest_first: Sequence[date], count: int, span: Callable[[date], object]
) -> Iterable[date]:
    newest_by_span: dict[object, date] = {}
    for day in newest_first:
        newest_by_span.setdefault(span(day), day)
    return list(newest_by_span.values())[:count]


def put_in_place(copy: Path, database: Path, aside: Path) -> None:
    """Let a copy beside the database take its place in one step; the former is kept as `aside`.

    Nobody may have either open. There is a whole database in place at every moment.
    """
    moved_aside(database, aside)
    copy.replace(database)
    # What was acknowledged was so of the former; the copy may hold less on purpose.
    acknowledged.forget(database)
    acknowledged.forget(copy)


def remove(database: Path) -> None:
    """Remove a database that is not needed, with its log and what was acknowledged of it."""
    for path in (database, log_of(database)):
        path.unlink(missing_ok=True)
    acknowledged.forget(database)


def moved_aside(database: Path, aside: Path) -> None:
    """Copy a database that nobody has open to `aside`, and move its logs beside it.

    The logs belong to it and would be replayed into what comes in its place.
    """
    aside.parent.mkdir(parents=True, exist_ok=True)
    if database.exists():
        shutil.copy2(database, aside)
        aside.chmod(OWN_FILE)
    for log in database.parent.glob(f"{database.name}.wal*"):
        shutil.move(log, aside.with_name(f"{aside.name}{log.name.removeprefix(database.name)}"))


def log_of(database: Path) -> Path:
    """The file with what was committed after the last checkpoint."""
    return database.with_name(f"{database.name}.wal")
