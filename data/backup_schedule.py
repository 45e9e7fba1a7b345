"""Backups by themselves: one soon after a change, one file a day, and a failure that is told."""

import logging
import time
from datetime import date
from pathlib import Path

import duckdb

from data.database import backup_contents, backups
from data.errors import HoldsLess, StoreProblem
from data.store import Store

log = logging.getLogger("district")

# How often the running dashboard looks whether a backup is due.
EVERY_SECONDS = 600
# After how long a backup that is due is told of: it should have been written twice by then.
OVERDUE_SECONDS = 2 * EVERY_SECONDS


def is_due(store: Store) -> bool:
    """Whether something was published, withdrawn or said that no backup holds yet.

    What was published is compared, not the clock, which may have been put right since.
    """
    changes = store.changes()
    anything = any(rows for rows, _ in changes.values())
    return anything and backup_contents.with_changes(store.path, changes) is None


def back_up_when_due(store: Store, day: date) -> Path | None:
    """Write the backup of the day if one is due; a failure is logged and told by `trouble`.

    What publishes have left in many small files of a central store is merged after it.
    """
    try:
        if not is_due(store):
            _due_since.pop(store.path, None)
            return None
        written = store.back_up(day)
    except HoldsLess as problem:
        log.error(problem)
        _trouble[store.path] = str(problem)
        return None
    except (StoreProblem, OSError, duckdb.Error) as problem:
        log.exception("The backup failed")
        _trouble[store.path] = f"The backup of {day.day} {day:%B %Y} failed. {problem}"
        return None
    _trouble.pop(store.path, None)
    store.merge_central_files()
    return written


def trouble(store: Store) -> str | None:
    """What is wrong with the backups, as a sentence for About and /health.

    The last one failed or holds less than another, or what was published is in none for long.
    """
    return _trouble.get(store.path) or _set_beside(store) or overdue(store, time.monotonic())


def overdue(store: Store, now: float) -> str | None:
    """That a backup has been due for long, at a time of the monotonic clock in seconds."""
    if not is_due(store):
        _due_since.pop(store.path, None)
        return None
    if now - _due_since.setdefault(store.path, now) < OVERDUE_SECONDS:
        return None
    newest = backups.newest(store.path)
    which = f"the newest, {newest.path}, is older than that" if newest else "there is none"
    return (
        f"What was published last is in no backup: {which}. Write one with the dashboard's own "
        'timer by starting it again, or stop it and use "python -m loaders backup".'
    )


def _set_beside(store: Store) -> str | None:
    """That the state of now stands only in a file beside a backup that holds more."""
    path = backup_contents.with_changes(store.path, store.changes())
    if path is None or path not in backups.holding_less(store.path):
        return None
    return (
        f"The database holds less than a backup of the day on which {path} was written beside it. "
        "If something was lost, restore the backup of that day; `python -m loaders backups` lists "
        "them."
    )


_trouble: dict[Path, str] = {}
# Since when a backup is due, by the monotonic clock.
_due_since: dict[Path, float] = {}
