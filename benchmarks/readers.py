"""Two people who publish at once, and readers all the while: torn reads and lost updates.

`python -m benchmarks.readers [--publishes 100] [--readers 30] [--json]`: every upload brings the
same KPIs and periods with one figure in all its rows, so that a reader who sees two figures in one
answer has seen a part of an upload. Two writers publish each on what they last saw, and renew where
somebody else was faster.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import printing
from data.errors import BasisChanged
from data.questions import stored_uploads
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value

ROWS = 100
# How long a reader looks at an answer before the next question.
PAUSE = 0.2


@dataclass
class Counts:
    """What readers and writers met."""

    publishes: int = 0
    reads: int = 0
    torn: int = 0
    backwards: int = 0
    lost_updates: int = 0
    renewed: int = 0
    errors: int = 0
    slowest_read: float = 0.0
    seconds: float = 0.0


def run(path: Path, publishes: int, readers: int) -> Counts:
    """Two writers with so many publishes each, and readers until they are done."""
    store, counts, done = Store(path), Counts(), threading.Event()
    store.publish(ANALYST, upload(b"start"), {"kpi_value": value(0, rows=ROWS)})
    lock, begun = threading.Lock(), time.monotonic()
    reading = [
        threading.Thread(target=_read, args=(store, counts, lock, done)) for _ in range(readers)
    ]
    writing = [
        threading.Thread(target=_write, args=(store, counts, lock, f"writer {number}", publishes))
        for number in (1, 2)
    ]
    for thread in (*reading, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    done.set()
    for thread in reading:
        thread.join()
    counts.seconds = time.monotonic() - begun
    # Each publish raised the figure by one on what it was based on; a lost one would be missing.
    counts.lost_updates = counts.publishes - round(float(_figures(store)[0]))
    store.close()
    return counts


def _write(store: Store, counts: Counts, lock: threading.Lock, name: str, publishes: int) -> None:
    for number in range(publishes):
        while True:
            basis = store.edition()
            figure = _figures(store)[0] + 1
            content = f"{name} {number} {figure}".encode()
            try:
                store.publish(
                    ANALYST, upload(content), {"kpi_value": value(figure, rows=ROWS)}, basis
                )
            except BasisChanged:
                with lock:
                    counts.renewed += 1
                continue
            break
        with lock:
            counts.publishes += 1


def _read(store: Store, counts: Counts, lock: threading.Lock, done: threading.Event) -> None:
    last = 0.0
    while not done.is_set():
        begun = time.monotonic()
        try:
            figures = _figures(store)
        except Exception:  # noqa: BLE001 - counted, and none is allowed
            with lock:
                counts.errors += 1
            continue
        with lock:
            counts.reads += 1
            counts.torn += len(figures) != ROWS or len(set(figures)) != 1
            counts.backwards += figures[0] < last
            counts.slowest_read = max(counts.slowest_read, time.monotonic() - begun)
        last = figures[0]
        done.wait(PAUSE)


def _figures(store: Store) -> Sequence[float]:
    return stored_uploads.current_rows(store, "kpi_value")["value"].tolist()


def main() -> None:
    """Run and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=100, help="of each of the two writers")
    parser.add_argument("--readers", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.duckdb"
        counts = asdict(run(path, options.publishes, options.readers))
    printing.counts(counts, f"{options.readers} readers", as_json=options.json)


if __name__ == "__main__":
    main()
