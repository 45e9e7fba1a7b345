"""How much of the disk has to be free before something is stored."""

import shutil
from pathlib import Path

from data.errors import DiskFull

# Bytes. Below this nothing is added: a full disk costs everybody seconds. Withdrawals, which take
# what is wrong off the pages, are tried all the same.
FREE_SPACE_FLOOR = 50_000_000


def refuse_when_full(database: Path) -> None:
    """Raise DiskFull where the disk of a database has too little room for another change of it."""
    free = shutil.disk_usage(database.parent).free
    # While something is written a copy of the database stands by.
    needed = FREE_SPACE_FLOOR + database.stat().st_size
    if free < needed:
        raise DiskFull(
            f"Only {free // 1_000_000} MB are free where the database is kept and "
            f"{needed // 1_000_000} MB are needed, so nothing was stored. "
            "Free some space and try again."
        )
