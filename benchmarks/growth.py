"""What grows with what is stored: publishing, starting, pages, memory, the file, its backup.

`python -m benchmarks.growth [--scales 1 10] [--only figures] [--figures 10000] [--uploads 10]
[--kpis 5] [--areas 300]`: for each of these a database with once, ten times ... as many of it
beside what ships, filled by one process and measured by another. Times are of the processor, of the
process and of those that it starts, so that other work on the machine counts little.
"""

import argparse
import math
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar

import pandas as pd

from benchmarks.memory import export, resident
from data import store as stores
from data.store import Store
from data.uploads import StoredFile, Upload
from loaders import publish
from tests.actors import ANALYST
from tests.pages.app import opened

T = TypeVar("T")
DEFAULT = {"figures": 10_000, "uploads": 10, "kpis": 5, "areas": 300}
PLAN, QUARTERS = "2024/25", 16
# So many figures come with one upload, and so many bytes are the original of a small one.
ROWS, ORIGINAL_BYTES = 100_000, 20_000
AREAS, YEARS, TIMES = 50, 100, 5


@dataclass(frozen=True)
class Measured:
    """What was measured of one database: seconds of the processor, and MB."""

    start: float
    overview: float
    overview_again: float
    overview_after_publish: float
    district_again: float
    publish: float
    written_mb: float
    backup: float
    file_mb: float
    memory_mb: float


def fill(path: Path, what: str | None = None, count: int = 0) -> None:
    """Begin a database as a first start does, and add so many of something."""
    os.environ["DISTRICT_DATABASE"] = str(path)
    store = publish.ready()
    if what:
        {**KINDS, WITHOUT_FIGURES: _kpis_without_figures}[what](store, count)
    stores.close_shared()


@dataclass(frozen=True)
class SmallPublish:
    """What a small publish took: seconds of the processor and by the clock, bytes written."""

    seconds: float
    by_the_clock: float
    written: int


def measure(settings: Mapping[str, str]) -> Measured:
    """Open a store that nobody has open and do what is done every day."""
    os.environ.update(settings)
    start, store = seconds(publish.ready)
    publishes = [publish_small(store, number) for number in range(TIMES)]
    overview, _ = seconds(opened)
    district = opened("district")
    page = opened()
    again = [seconds(page.run)[0] for _ in range(TIMES)]
    district_again = [seconds(district.run)[0] for _ in range(TIMES)]
    publish_small(store, TIMES)
    after_publish, _ = seconds(page.run)
    memory = resident()
    backup, _ = seconds(lambda: store.back_up(datetime.now(UTC).date()))
    stores.close_shared()
    return Measured(
        start,
        overview,
        median(again),
        after_publish,
        median(district_again),
        median(each.seconds for each in publishes),
        median(each.written for each in publishes) / 1e6,
        backup,
        store.path.stat().st_size / 1e6,
        memory / 1e6,
    )


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    """How long the processor worked for it, here and in processes that ended meanwhile."""
    before = _worked()
    answer = work()
    return _worked() - before, answer


def _worked() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _written() -> int:
    """Bytes that this process and those that ended have written to files."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])


def publish_small(store: Store, number: int) -> SmallPublish:
    """Publish a small export that was read and checked before."""
    submitted = export(number)
    checked = publish.read(submitted, publish.plans(store), publish.published(store))
    before, begun = _written(), time.monotonic()
    taken, _ = seconds(lambda: publish.publish(store, submitted, checked, ANALYST))
    return SmallPublish(taken, time.monotonic() - begun, _written() - before)


def _figures(store: Store, count: int) -> None:
    """Figures of statistics that nobody shows, of fifty areas in a hundred years."""
    _add_statistics(store, count, AREAS)


def _areas(store: Store, count: int) -> None:
    """Figures of so many areas, a hundred of each."""
    _add_statistics(store, count * YEARS, count)


def _add_statistics(store: Store, rows: int, areas: int) -> None:
    numbers = pd.Series(range(rows))
    year = 1995 + numbers // areas % YEARS
    frame = pd.DataFrame(
        {
            "code": "kept-" + (numbers // (areas * YEARS)).astype(str),
            "area": "E99" + (numbers % areas).astype(str).str.zfill(6),
            "name": "An area",
            "period_kind": "year",
            "period_start": pd.to_datetime({"year": year, "month": 1, "day": 1}).dt.date,
            "period_end": pd.to_datetime({"year": year, "month": 12, "day": 31}).dt.date,
            "period_label": year.astype(str),
            "value": numbers / 7,
        }
    )
    for first in range(0, rows, ROWS):
        part = frame.iloc[first : first + ROWS]
        store.publish(ANALYST, _upload(f"figures {first}"), {"statistic_value": part})


def _uploads(store: Store, count: int) -> None:
    """Small exports of the same figures, each with an original of 20 kB."""
    frame = _kpi_values(["SP 01", "CP 01", "CCS 06"])
    uploads = ((_upload(f"upload {number}"), {"kpi_value": frame}) for number in range(count))
    store.publish_together(ANALYST, uploads)


def codes_of(count: int) -> Sequence[str]:
    """The codes of KPIs that are added."""
    return [f"KEPT {number:05}" for number in range(count)]


def _kpis(store: Store, count: int) -> None:
    """KPIs of the current plan with four years of quarters each."""
    rows = {"uploaded_kpi": _definitions(count), "kpi_value": _kpi_values(codes_of(count))}
    store.publish(ANALYST, _upload("kpis"), rows)


def _kpis_without_figures(store: Store, count: int) -> None:
    store.publish(ANALYST, _upload("kpis"), {"uploaded_kpi": _definitions(count)})


def _definitions(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "plan": PLAN,
            "code": codes_of(count),
            "position": range(1000, 1000 + count),
            "name": [f"Kept as number {number}" for number in range(count)],
            "unit": "number",
            "decimals": 0,
            "polarity": "maximise",
            "frequency": "quarterly",
            "kind": "discrete",
            "definition": "Made to be counted.",
            "removed": False,
        }
    )


def _kpi_values(codes: Sequence[str]) -> pd.DataFrame:
    # Before those that are published later: those would be corrections.
    quarters = pd.period_range("2019Q2", periods=QUARTERS, freq="Q")
    return pd.DataFrame(
        [
            {
                "plan": PLAN,
                "code": code,
                "period_kind": "quarter",
                "period_start": quarter.start_time.date(),
                "period_end": quarter.end_time.date(),
                "value": float(40 + number % 9),
                "provisional": False,
            }
            for code in codes
            for number, quarter in enumerate(quarters)
        ]
    )


def _upload(name: str) -> Upload:
    return Upload((StoredFile(f"{name}.csv", os.urandom(ORIGINAL_BYTES)),), "Growth")


KINDS: Mapping[str, Callable[[Store, int], None]] = {
    "figures": _figures,
    "uploads": _uploads,
    "kpis": _kpis,
    "areas": _areas,
}
WITHOUT_FIGURES = "kpis without figures"


def run(what: str, base: int, scales: Sequence[int]) -> None:
    """Print what was measured with each multiple of something, and the last beside the first."""
    names = [field.name for field in fields(Measured)]
    print(f"| {what} | {' | '.join(name.replace('_', ' ') for name in names)} |")
    print(f"|{'---|' * (len(names) + 1)}")
    rows = []
    for scale in scales:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "district.duckdb"
            alone(fill, path, what, base * scale)
            measured = alone(measure, {"DISTRICT_DATABASE": str(path)})
        rows.append([getattr(measured, name) for name in names])
        print_row(f"{base * scale:,}", rows[-1])
    print_row(f"x{scales[-1] // scales[0]}", ratios(rows[0], rows[-1]))
    print()


def ratios(first: Sequence[float], last: Sequence[float]) -> Sequence[float]:
    """How many times the first each last one is; none where the first is 0."""
    return [b / a if a else math.nan for a, b in zip(first, last, strict=True)]


def print_row(about: str, numbers: Sequence[float]) -> None:
    """Print a row of a table, with empty cells for what is no number."""
    cells = [
        "" if math.isnan(number) else f"{number:.2f}" if number < 10 else f"{number:.0f}"
        for number in numbers
    ]
    print(f"| {about} | {' | '.join(cells)} |", flush=True)


def alone(work: Callable[..., T], *arguments: object) -> T:
    """What a function gives in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def main() -> None:
    """Read the numbers from the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--only", choices=KINDS, nargs="+", default=list(KINDS))
    for what, count in DEFAULT.items():
        parser.add_argument(f"--{what}", type=int, default=count)
    options = parser.parse_args()
    for what in options.only:
        run(what, getattr(options, what), options.scales)


if __name__ == "__main__":
    main()
