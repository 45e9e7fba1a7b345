"""Several servers on a central store: what a publish costs, and `kill -9` in the middle of it.

`python -m benchmarks.central [--kind plain|lake|s3] [--stored 0] [--kills 50] [--minutes 10]
[--seed 1] [--json]`: a publish is measured where so many uploads are stored already. Then two
processes publish without a pause, one after another is killed at a random instant and begun anew
with its copy, until so many were killed or so many minutes are over, and in the end a third reads
what is stored. Needs fork and PostgreSQL's programs; a lake on S3 an S3 server on this machine
(`make .venv-s3/.ready`).
"""

import argparse
import json
import os
import random
import signal
import statistics
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks import printing
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.store import Store
from data.uploads import Upload
from tests import central
from tests.actors import ANALYST
from tests.data.published import upload, value
from tests.s3 import s3_server

ROWS = 3200
KINDS = {"plain": central.PLAIN, "lake": central.LAKE, "s3": central.S3}
MEASURED = 8


@dataclass
class CentralCounts:
    """What the kills came to, and the seconds of a publish of 200 KPIs x 16 quarters."""

    kills: int = 0
    failed_by_itself: int = 0
    acknowledged: int = 0
    survived_unacknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    file_publish: float = 0.0
    publish: float = 0.0
    seen_by_the_other: float = 0.0
    seen_by_the_other_at_the_slowest: float = 0.0
    new_copy: float = 0.0
    publish_cpu: float = 0.0
    file_publish_cpu: float = 0.0


@dataclass
class StoredUploads:
    """What is stored: the name in each file, the rows of each upload, and rows of no upload."""

    names: list[str]
    rows: list[int]
    orphans: int


@dataclass(frozen=True)
class Killing:
    """How many writers are killed at most, in how many minutes, and the seed of the instants."""

    kills: int
    minutes: float
    seed: int


def run(kind: str, before: int, killing: Killing) -> CentralCounts:
    """Measure where so many uploads are stored before, kill writers, and count what is stored."""
    counts = CentralCounts()
    # Nothing is opened here: a child of a process with threads may not be forked.
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = stack.enter_context(central.postgres())
        on_s3 = stack.enter_context(s3_server()) if kind == "s3" else None
        url = postgres.url(KINDS[kind], on_s3)
        for part, measured in _in_child(lambda: _measured(url, folder, before)).items():
            setattr(counts, part, measured)
        names = _kill(url, folder, killing, counts)
        stored = StoredUploads(**_in_child(lambda: _stored(url, folder)))
        counts.acknowledged = len(names)
        counts.lost = len(set(names) - set(stored.names))
        counts.survived_unacknowledged = len(set(stored.names) - set(names)) - MEASURED
        counts.survived_unacknowledged -= before
        counts.doubled = len(stored.names) - len(set(stored.names))
        counts.torn = sum(rows != ROWS for rows in stored.rows) + stored.orphans
    return counts


def _kill(url: str, folder: Path, killing: Killing, counts: CentralCounts) -> list[str]:
    """Two writers at all times, of which one is killed and begun again: what they had published."""
    names: list[str] = []
    chance, until = random.Random(killing.seed), time.monotonic() + 60 * killing.minutes

    def begun(copy: int) -> tuple[int, int, int]:
        seed = chance.getrandbits(40)
        reading, child = _forked(lambda tell: _write(url, folder / f"{copy}.duckdb", seed, tell))
        return copy, reading, child

    writers = [begun(0), begun(1)]
    while writers:
        copy, reading, child = writers.pop(0)
        # It tells that it is open and then of each publish; a slow machine is given time for some.
        heard = b""
        for _ in range(chance.choice((1, 2, 2, 3))):
            heard += os.read(reading, 100_000)
        time.sleep(chance.uniform(0, 1.0))
        os.kill(child, signal.SIGKILL)
        while part := os.read(reading, 1_000_000):
            heard += part
        os.close(reading)
        _, status = os.waitpid(child, 0)
        counts.failed_by_itself += not os.WIFSIGNALED(status)
        counts.kills += 1
        lines = heard.decode().splitlines()
        names += [line.removesuffix(".") for line in lines if line.endswith(".")]
        if counts.kills + len(writers) < killing.kills and time.monotonic() < until:
            writers.append(begun(copy))
    return names


def _write(url: str, path: Path, seed: int, tell: Callable[[str], None]) -> None:
    store = Store(path, None, CentralStore(central_address(url)))
    tell("open\n")
    for number in range(1000):
        name = f"{seed}-{number}"
        store.publish(ANALYST, upload(name.encode()), {"kpi_value": value(number, rows=ROWS)})
        tell(f"{name}.\n")


def _measured(url: str, folder: Path, before: int) -> dict[str, float]:
    file = Store(folder / "file.duckdb")
    one, two = (
        Store(folder / f"measured-{name}.duckdb", None, CentralStore(central_address(url)))
        for name in (1, 2)
    )
    for store in (file, one) if before else ():
        store.publish_together(ANALYST, map(_earlier, range(before)))
    two.begin_following()
    while two.edition() != one.edition():
        time.sleep(0.1)
    seconds: dict[str, list[float]] = {"file": [], "one": [], "seen": [], "cpu": [], "file_cpu": []}
    for number in range(MEASURED):
        content = upload(f"measured {number}".encode())
        rows = {"kpi_value": value(number, rows=ROWS)}
        begun, cpu = time.monotonic(), time.process_time()
        file.publish(ANALYST, content, rows)
        seconds["file"].append(time.monotonic() - begun)
        seconds["file_cpu"].append(time.process_time() - cpu)
        begun, cpu = time.monotonic(), time.process_time()
        one.publish(ANALYST, content, rows)
        seconds["one"].append(time.monotonic() - begun)
        seconds["cpu"].append(time.process_time() - cpu)
        while two.edition() != one.edition():
            time.sleep(0.005)
        seconds["seen"].append(time.monotonic() - begun - seconds["one"][-1])
    begun = time.monotonic()
    third = Store(folder / "measured-3.duckdb", None, CentralStore(central_address(url)))
    new_copy = time.monotonic() - begun
    for store in (file, one, two, third):
        store.close()
    return {
        "file_publish": statistics.median(seconds["file"]),
        "publish": statistics.median(seconds["one"]),
        "seen_by_the_other": statistics.median(seconds["seen"]),
        "seen_by_the_other_at_the_slowest": max(seconds["seen"]),
        "new_copy": new_copy,
        "publish_cpu": statistics.median(seconds["cpu"]),
        "file_publish_cpu": statistics.median(seconds["file_cpu"]),
    }


def _earlier(number: int) -> tuple[Upload, Mapping[str, pd.DataFrame]]:
    rows = {"kpi_value": value(number, date(2000 + number % 20, 4, 1), rows=ROWS)}
    return upload(f"earlier {number}".encode()), rows


def _stored(url: str, folder: Path) -> dict[str, object]:
    store = Store(folder / "last.duckdb", None, CentralStore(central_address(url)))
    files = store.ask(
        """
        SELECT content, (SELECT count(*) FROM kpi_value WHERE kpi_value.upload = upload.upload) AS n
        FROM upload LEFT JOIN upload_file USING (upload)
        """
    )
    orphans = store.ask("SELECT DISTINCT upload FROM kpi_value ANTI JOIN upload USING (upload)")
    names = [bytes(content).decode() for content in files["content"]]
    store.close()
    return {"names": names, "rows": files["n"].tolist(), "orphans": len(orphans)}


def _in_child(work: Callable[[], object]) -> dict[str, Any]:
    """What a process of its own works out."""
    reading, child = _forked(lambda tell: tell(json.dumps(work())))
    answer = b""
    while part := os.read(reading, 1_000_000):
        answer += part
    os.close(reading)
    os.waitpid(child, 0)
    return dict(json.loads(answer))


def _forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return reading, child
    status = 1
    try:
        os.close(reading)
        work(lambda text: _tell(writing, text))
        status = 0
    except Exception:  # noqa: BLE001 - a child that fails tells why and ends
        traceback.print_exc()
    finally:
        os._exit(status)


def _tell(writing: int, text: str) -> None:
    rest = text.encode()
    while rest:
        rest = rest[os.write(writing, rest) :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=list(KINDS), default="plain")
    parser.add_argument("--stored", type=int, default=0, help="uploads before it is measured")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    killing = Killing(options.kills, options.minutes, options.seed)
    counts = run(options.kind, options.stored, killing)
    about = f"{options.kind}, {options.stored} uploads stored before, seed {options.seed}"
    printing.counts(asdict(counts), about, as_json=options.json)


if __name__ == "__main__":
    main()
