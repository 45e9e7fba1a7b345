"""A child process that publishes while its disk fills up, and tells what became of each publish.

`python -m benchmarks.full_disk FOLDER ballast`: FOLDER is a small file system; a file takes what is
left of it. `python -m benchmarks.full_disk FOLDER limit`: no file may grow any more.
"""

import json
import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from data.errors import StoreProblem
from data.store import Store
from data.uploads import Upload
from tests.actors import ANALYST
from tests.data.published import upload, value

MEGABYTE = 1_000_000
# How much room is left when the second of two uploads of three megabytes comes: from none, where
# the log does not fit, to more, where the log fits and the checkpoint does not.
LEFT = [megabytes * MEGABYTE for megabytes in (0, 2, 4, 7, 10, 13)]


def ballast(folder: Path, left: int) -> Callable[[], None]:
    """Fill the file system up to `left` bytes; what is returned takes the filling away."""
    path = folder / "ballast"
    path.write_bytes(bytes(max(0, shutil.disk_usage(folder).free - left)))
    return lambda: path.unlink(missing_ok=True)


def limit(folder: Path, left: int) -> Callable[[], None]:
    """Let no file of this process grow beyond the database and `left` bytes more."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    size = (folder / "district.duckdb").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(MEGABYTE, size - 3 * MEGABYTE) + left, hard))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def publish_into_full(
    store: Store, folder: Path, fill: Callable[[Path, int], Callable[[], None]], left: int
) -> dict[str, object]:
    """What two uploads at once became, what was asked while the disk was full, and how soon."""
    freed: list[Callable[[], None]] = []

    def two() -> Iterator[tuple[Upload, dict[str, object]]]:
        yield upload(os.urandom(3 * MEGABYTE)), {"kpi_value": value(10)}
        freed.append(fill(folder, left))
        yield upload(os.urandom(3 * MEGABYTE)), {"kpi_value": value(12)}

    slowest = Slowest(store)
    try:
        outcome: object = list(store.publish_together(ANALYST, two()))  # type: ignore[arg-type]
    except StoreProblem as problem:
        outcome = str(problem)
    stands = store.ask("SELECT upload FROM upload ORDER BY upload")["upload"].tolist()
    gap = slowest.stopped()
    for free in freed:
        free()
    return {"outcome": outcome, "stands": stands, "gap": gap, "wrong": slowest.wrong}


class Slowest:
    """A reader that asks all the time: the longest it had no answer, and what it got instead."""

    def __init__(self, store: Store) -> None:
        self.wrong: list[str] = []
        self._store, self._done, self._gap = store, threading.Event(), 0.0
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def stopped(self) -> float:
        """The longest time between two answers, in seconds."""
        self._done.set()
        self._thread.join()
        return self._gap

    def _ask(self) -> None:
        answered = time.monotonic()
        while not self._done.is_set():
            try:
                self._store.ask("SELECT count(*) FROM current_kpi_value")
            except Exception as problem:  # noqa: BLE001 - told to the test, which allows none
                self.wrong.append(repr(problem))
            self._gap = max(self._gap, time.monotonic() - answered)
            answered = time.monotonic()
            time.sleep(0.005)


def main(folder: Path, how: str) -> None:
    """Tell each attempt as a line of JSON, then what a new opening finds."""
    store = Store(folder / "district.duckdb")
    store.publish(ANALYST, upload(b"first"), {"kpi_value": value(8)})
    fill = {"ballast": ballast, "limit": limit}[how]
    for left in LEFT:
        print(json.dumps(publish_into_full(store, folder, fill, left)))
    last = store.publish(ANALYST, upload(b"last"), {"kpi_value": value(14)})
    store.close()
    again = Store(folder / "district.duckdb")
    stands = again.ask("SELECT upload FROM upload ORDER BY upload")["upload"].tolist()
    print(json.dumps({"last": last, "stands": stands}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
