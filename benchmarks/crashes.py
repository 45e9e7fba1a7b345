"""`kill -9` at random instants while a process publishes, withdraws and reinstates.

`python -m benchmarks.crashes [--kills 1000] [--seed 1] [--json]`: one process writes without a
pause and tells what it began and what was acknowledged; it is killed, another opens the database
and tells what it finds, and the next writer first tries again what was under way. Needs fork.
"""

import argparse
import json
import os
import random
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from benchmarks import printing
from data.database import backups
from data.errors import StoreProblem
from data.store import Store
from data.uploads import StoredFile, Upload
from tests.actors import ANALYST
from tests.data.published import value

KILLS_A_DATABASE = 50
ROWS = 200
# What lies in the database before, so that opening and checkpoints have something to do.
BEFORE_ROWS, BEFORE_BYTES = 20_000, 5_000_000
BEFORE = "before"


@dataclass
class Known:
    """What was acknowledged: whether each file stands, by name; and what was under way."""

    stands: dict[str, bool] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    under_way: tuple[str, str] | None = None


@dataclass
class Counts:
    """What a thousand kills came to."""

    kills: int = 0
    failed_by_itself: int = 0
    acknowledged: int = 0
    damaged: int = 0
    mended: int = 0
    lost: int = 0
    partial: int = 0
    twice: int = 0
    under_way: int = 0
    survived_unacknowledged: int = 0
    inside_checkpoint: int = 0
    while_opening: int = 0
    slowest_reopen: float = 0.0
    median_reopen: float = 0.0


def run(kills: int, seed: int) -> Counts:
    """Kill so many writers, a new database every fifty, and count what came of it."""
    counts, chance, reopened = Counts(), random.Random(seed), list[float]()
    while counts.kills < kills:
        with tempfile.TemporaryDirectory() as folder:
            path, known = Path(folder) / "district.duckdb", Known()
            _in_child(lambda path=path: _prepare(path))  # type: ignore[misc]
            for _ in range(min(KILLS_A_DATABASE, kills - counts.kills)):
                _kill_one(path, known, chance, counts)
                try:
                    contents = json.loads(_in_child(lambda path=path: _look(path)))  # type: ignore[misc]
                except RuntimeError:
                    counts.damaged += 1
                    break
                reopened.append(contents["seconds"])
                counts.mended += contents["mended"]
                _compare(contents, known, counts)
    counts.slowest_reopen, counts.median_reopen = max(reopened), statistics.median(reopened)
    return counts


def _kill_one(path: Path, known: Known, chance: random.Random, counts: Counts) -> None:
    """Let one process write until it is killed, and note what it had said before."""
    opening = chance.random() < 0.1
    again, seed = known.under_way, chance.random()
    reading, child = _forked(lambda tell: _write(path, known, again, random.Random(seed), tell))
    # It tells that it is open, then of each act twice; a slow machine is given time for some.
    heard = "" if opening else _heard(reading, lines=1 + 2 * chance.randrange(3))
    time.sleep(chance.uniform(0, 0.12 if opening else 0.25))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    counts.kills += 1
    # A writer that was not killed met an error: its traceback is above.
    counts.failed_by_itself += not os.WIFSIGNALED(status)
    counts.while_opening += opening
    _note(heard + os.read(reading, 1_000_000).decode(), known, counts)
    os.close(reading)
    log = path.with_name(f"{path.name}.wal")
    in_log = log.exists() and log.stat().st_size > 0
    # Between commit and acknowledgement there is only the checkpoint, which empties the log.
    counts.inside_checkpoint += in_log and known.under_way is not None


def _note(heard: str, known: Known, counts: Counts) -> None:
    for line in heard.splitlines():
        if not line.endswith("."):
            continue
        marker, act, name, number = line.rstrip(".").split(" ")
        if marker == "begun":
            known.under_way = (act, name)
        else:
            known.under_way = None
            known.stands[name], known.numbers[name] = act != "withdraw", int(number)
            counts.acknowledged += 1


def _compare(contents: dict[str, list[dict[str, int]]], known: Known, counts: Counts) -> None:
    """Count what is lost, in part or twice; what was under way may be there or not, but whole."""
    uploads: dict[str, list[dict[str, int]]] = {}
    for upload in contents["uploads"]:
        uploads.setdefault(str(upload["file"]), []).append(upload)
        counts.partial += upload["rows"] != ROWS or upload["files"] != 1
    counts.partial += int(str(contents["orphans"]))
    counts.twice += sum(len(same) > 1 for same in uploads.values())
    act, name = known.under_way or ("", "")
    counts.under_way += known.under_way is not None
    for file, stands in known.stands.items():
        if file != name:
            counts.lost += file not in uploads or bool(uploads[file][0]["stands"]) != stands
    if known.under_way is None:
        return
    now = bool(uploads[name][0]["stands"]) if name in uploads else None
    before = known.stands.get(name)
    after = act != "withdraw"
    counts.lost += now not in (before, after)
    counts.survived_unacknowledged += now == after != before


def _write(
    path: Path,
    known: Known,
    again: tuple[str, str] | None,
    chance: random.Random,
    tell: Callable[[str], None],
) -> None:
    store = Store(path)
    tell("open\n")
    for act, name in _acts(known, again, chance):
        tell(f"begun {act} {name} 0.\n")
        number = _do(store, act, name, known)
        known.stands[name], known.numbers[name] = act != "withdraw", number
        tell(f"done {act} {name} {number}.\n")


def _acts(
    known: Known, again: tuple[str, str] | None, chance: random.Random
) -> Iterator[tuple[str, str]]:
    if again:
        yield again
    while True:
        wanted = chance.choices(["publish", "withdraw", "reinstate"], [6, 3, 2])[0]
        names = [name for name, stands in known.stands.items() if stands == (wanted == "withdraw")]
        if wanted == "publish" or not names:
            yield "publish", f"{chance.getrandbits(60)}.xlsx"
        else:
            yield wanted, chance.choice(names)


def _do(store: Store, act: str, name: str, known: Known) -> int:
    if act == "publish":
        return store.publish(ANALYST, _upload(name, name.encode() * 1000), {"kpi_value": _ROWS})
    number = known.numbers[name]
    # Tried again after a crash that came when it was done, it is refused with a sentence.
    with suppress(StoreProblem):
        (store.withdraw if act == "withdraw" else store.reinstate)(ANALYST, number, "a test")
    return number


def _upload(name: str, content: bytes) -> Upload:
    return Upload((StoredFile(name, content),), "KPI list")


_ROWS = value(10, rows=ROWS)


def _prepare(path: Path) -> str:
    store = Store(path)
    before = _upload(BEFORE, random.Random(1).randbytes(BEFORE_BYTES))
    store.publish(ANALYST, before, {"kpi_value": pd.concat([_ROWS] * (BEFORE_ROWS // ROWS))})
    store.close()
    return "{}"


def _look(path: Path) -> str:
    """Open the database as a new process does, and tell every upload in it."""
    begun = time.monotonic()
    before = _kept_aside(path)
    store = Store(path)
    store.ask("SELECT count(*) FROM current_kpi_value")
    seconds = time.monotonic() - begun
    uploads = store.ask(
        """
        SELECT upload, file, upload IN (SELECT upload FROM standing_upload) AS stands,
               (SELECT count(*) FROM kpi_value AS k WHERE k.upload = upload.upload) AS rows,
               (SELECT count(*) FROM upload_file AS f
                WHERE f.upload = upload.upload AND octet_length(content) > 0) AS files
        FROM upload WHERE file <> ?
        """,
        [BEFORE],
    )
    orphans = store.ask(
        """
        SELECT (SELECT count(*) FROM kpi_value WHERE upload NOT IN (SELECT upload FROM upload))
             + (SELECT count(*) FROM upload_file WHERE upload NOT IN (SELECT upload FROM upload))
             AS orphans
        """
    )["orphans"].iloc[0]
    store.close()
    contents = {"uploads": json.loads(uploads.to_json(orient="records")), "orphans": int(orphans)}
    return json.dumps(contents | {"seconds": seconds, "mended": _kept_aside(path) - before})


def _kept_aside(path: Path) -> int:
    """How often a torn database was put right so far."""
    return len(list(backups.folder(path).glob("*cut-short*.duckdb")))


def _in_child(work: Callable[[], str]) -> str:
    """What a child process answers; a database is never open in the process that forks."""
    reading, child = _forked(lambda tell: tell(work()))
    heard = b""
    while part := os.read(reading, 1_000_000):
        heard += part
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError("A child process failed; its traceback is above.")
    return heard.decode()


def _forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return reading, child
    status = 1
    try:
        os.close(reading)
        work(lambda words: _tell(writing, words.encode()))
        status = 0
    finally:
        if status:
            import traceback  # noqa: PLC0415 - only where something failed

            traceback.print_exc()
        os._exit(status)


def _tell(writing: int, words: bytes) -> None:
    while words:
        words = words[os.write(writing, words) :]


def _heard(reading: int, lines: int) -> str:
    """The first lines that a writer tells; fewer where it ends before."""
    answer = b""
    while answer.count(b"\n") < lines and (part := os.read(reading, 1)):
        answer += part
    return answer.decode()


def main() -> None:
    """Run and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    counts = asdict(run(options.kills, options.seed))
    printing.counts(counts, f"seed {options.seed}", as_json=options.json)


if __name__ == "__main__":
    main()
