"""Backups by themselves: one soon after a change, one file a day, and a failure that is told."""

import logging
from datetime import date
from pathlib import Path

import duckdb

from data.database import backups
from data.errors import StoreProblem
from data.store import Store

log = logging.getLogger("district")

# How often the running dashboard looks whether a backup is due.
EVERY_SECONDS = 600


def is_due(store: Store) -> bool:
    """Whether something was published, withdrawn or said since the newest backup."""
    changed, newest = store.changed_at(), backups.newest(store.path)
    return changed is not None and (newest is None or newest.made_at < changed)


def back_up_when_due(store: Store, day: date) -> Path | None:
    """Write the backup of the day if one is due; a failure is logged and told by `trouble`."""
    try:
        written = store.back_up(day) if is_due(store) else None
    except (StoreProblem, OSError, duckdb.Error) as problem:
        log.exception("The backup failed")
        _trouble[store.path] = f"The backup of {day.day} {day:%B %Y} failed. {problem}"
        return None
    _trouble.pop(store.path, None)
    return written


def trouble(store: Store) -> str | None:
    """What went wrong with the last backup, if it failed: a sentence for About and /health."""
    return _trouble.get(store.path)


_trouble: dict[Path, str] = {}
