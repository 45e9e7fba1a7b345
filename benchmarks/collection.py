"""Many statistics at once: `python -m benchmarks.collection [FOLDER]`.

Publishes sixty files in one go, and opens the pages with and without them. FOLDER holds CSV files
with their JSON descriptions; without it the twenty published ONS files are taken whole, and twice
more in part under other names: the whole collection has sixty files and about 40 MB.
"""

import csv
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from data import store as stores
from data.uploads import StoredFile
from loaders import batch, publish
from loaders.check import Checked, Plans
from loaders.publish import SubmittedFile
from tests.actors import analyst

ROOT = Path(__file__).parent.parent
ONS = ROOT.parent / "shared/published/ons-explore-local-statistics"
COPIES, OPENINGS = 3, 5
PAGES = ("overview", "kpi", "district", "compare", "history", "upload")
OPEN = """
import sys, time
from tests.pages.app import opened
page, openings = sys.argv[1], int(sys.argv[2])
opened(page)
for _ in range(openings):
    began = time.perf_counter()
    opened(page)
    print(time.perf_counter() - began)
"""


def main(folder: Path | None = None) -> None:
    """Measure and print what was published, how fast, with how much memory, and the pages."""
    files = _files_of(folder) if folder else list(_copies())
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch) / "small.duckdb", Path(scratch) / "large.duckdb"
        _filled(small)
        stores.close_shared()
        store = _filled(large)
        read, seconds = _read(files)
        rows = sum(len(checked.rows) for _, checked in read)
        began = perf_counter()
        numbers = publish.publish_together(store, read, analyst("Benchmark"))
        published = perf_counter() - began
        stores.close_shared()
        megabytes = sum(len(file.content) for submitted in files for file in submitted.files) / 1e6
        print(
            f"{len(numbers)} files, {megabytes:.0f} MB, {rows:,} rows: read and checked in "
            f"{seconds:.1f} s, published in {published:.1f} s; peak memory of the server "
            f"{_peak():.0f} MB."
        )
        print("\n| page | shipped data | with the collection | ratio |\n|---|---|---|---|")
        for page in PAGES:
            before, after = _opening(small, page), _opening(large, page)
            print(f"| {page} | {before:.3f} s | {after:.3f} s | {after / before:.2f} |")


def _filled(path: Path) -> stores.Store:
    """A new store with what is shipped, as a first start makes it."""
    os.environ["DISTRICT_DATABASE"] = str(path)
    return publish.ready()


def _read(files: Sequence[SubmittedFile]) -> tuple[Sequence[tuple[SubmittedFile, Checked]], float]:
    began = perf_counter()
    readings = dict(batch.read(files, Plans()))
    read = [(submitted, readings[number]) for number, submitted in enumerate(files)]
    refused = [submitted.file.name for submitted, checked in read if not checked.publishable]
    if refused:
        raise SystemExit(f"Not fit to publish: {', '.join(refused)}")
    return read, perf_counter() - began


def _files_of(folder: Path) -> Sequence[SubmittedFile]:
    stored_files = [StoredFile(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    return publish.pair(stored_files)


def _copies() -> Iterator[SubmittedFile]:
    """The published files, and copies of two lines in five whose indicators have other names."""
    for submitted in _files_of(ONS):
        yield submitted
        for copy in range(2, COPIES + 1):
            yield SubmittedFile(_renamed(submitted.file, copy))


def _renamed(file: StoredFile, copy: int) -> StoredFile:
    """Two lines in five of a table, with a number behind the name of their indicator."""
    every = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    lines = [line for number, line in enumerate(every) if number % 5 < 2]
    table = io.StringIO()
    writer = csv.DictWriter(table, list(lines[0]))
    writer.writeheader()
    writer.writerows(line | {"indicator": f"{line['indicator']} {copy}"} for line in lines)
    return StoredFile(f"{copy}-{file.name}", table.getvalue().encode())


def _opening(database: Path, page: str) -> float:
    """Seconds until a page is drawn, warm, in a process of its own; the median of several."""
    completed = subprocess.run(
        [sys.executable, "-c", OPEN, page, str(OPENINGS)],
        cwd=ROOT,
        env=os.environ | {"DISTRICT_DATABASE": str(database)},
        capture_output=True,
        text=True,
        check=True,
    )
    return statistics.median(float(line) for line in completed.stdout.split())


def _peak() -> float:
    """The most memory held, in MB; kilobytes on Linux, bytes on a Mac."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
