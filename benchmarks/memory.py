"""Memory of a running dashboard while people publish and visit: is it given back?

`python -m benchmarks.memory [--publishes 200] [--visits 1000] [--every 20]`: the dashboard is
served by this process, which publishes small KPI exports one after another as the Upload page does;
between them another process visits the pages by websocket. After every so many publishes the memory
of this process is printed, with what of it the parts say they hold, before and after what is unused
is given back, as the dashboard does it every ten minutes. Needs Linux.
"""

import argparse
import ctypes
import gc
import multiprocessing
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import uvicorn

from access import unused_memory
from benchmarks.visits import visit
from data import store as stores
from data.uploads import StoredFile
from insights import cache, corporate_plans
from insights.kpis import current_plan
from loaders import publish
from loaders.publish import SubmittedFile
from tests.actors import analyst
from tests.server import free_port

PAGES = ("overview", "kpi", "activities", "district", "compare", "upload", "history", "about")
COLUMNS = (
    "publishes",
    "visits",
    "RSS",
    "RSS then",
    "in use",
    "free",
    "mapped",
    "Arrow",
    "DuckDB",
    "answers",
    "objects",
)
CODES = ("CP 01", "SP 01", "CCS 06")


class _Allocated(ctypes.Structure):
    """What glibc's mallinfo2() tells, in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks",
            "fordblks", "keepcost",
        )
    )  # fmt: skip


def run(publishes: int, visits: int, every: int) -> None:
    """Publish and visit so often, and print the memory after every so many publishes."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DISTRICT_DATABASE"] = str(Path(folder) / "district.duckdb")
        spawning = multiprocessing.get_context("spawn")
        with _served() as address, ProcessPoolExecutor(1, mp_context=spawning) as visitor:
            pages = _pages()
            visitor.submit(visit, address, pages).result()
            print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
            _print_memory(0, len(pages))
            made = 0
            for number in range(1, publishes + 1):
                _publish(number)
                due = visits * number // publishes
                asked = [pages[earlier % len(pages)] for earlier in range(made, due)]
                visitor.submit(visit, address, asked).result()
                made = due
                if number % every == 0:
                    _print_memory(number, len(pages) + made)


@contextmanager
def _served() -> Iterator[str]:
    """Serve the dashboard by this process and give its address once it answers."""
    port = free_port()
    options = uvicorn.Config("app:app", host="127.0.0.1", port=port, log_config=None)
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.1)
        if not thread.is_alive():
            raise SystemExit("The dashboard did not start.")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _pages() -> Sequence[str]:
    priorities = corporate_plans.priorities(current_plan())
    return [*PAGES, *(f"priority-{priority.code.lower()}" for priority in priorities)]


def export(number: int) -> SubmittedFile:
    """An export of three KPIs with a note of its own, so that it is no revision."""
    rows = [
        f"{code},Q{quarter} 2024/25,{40 + quarter}" for code in CODES for quarter in (1, 2, 3, 4)
    ]
    content = "\n".join(["Code,Period,Value,Note", *(f"{row},Report {number}" for row in rows)])
    return SubmittedFile(StoredFile(f"export-{number}.csv", content.encode()))


def _publish(number: int) -> None:
    submitted, store = export(number), stores.shared()
    checked = publish.read(submitted, publish.plans(store), publish.published(store))
    publish.publish(store, submitted, checked, analyst("Benchmark"))


def _print_memory(publishes: int, visits: int) -> None:
    gc.collect()
    before = resident()
    unused_memory.give_back(stores.shared())
    allocated = _allocated()
    megabytes = [
        before,
        resident(),
        allocated.uordblks,
        allocated.fordblks,
        allocated.hblkhd,
        pa.total_allocated_bytes(),
        _held_by_duckdb(),
        cache.bytes_held(),
    ]
    figures = [publishes, visits, *(round(size / 1e6) for size in megabytes), len(gc.get_objects())]
    print(f"| {' | '.join(f'{figure:,}' for figure in figures)} |", flush=True)


def resident() -> int:
    """How much memory this process has, in bytes."""
    match = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(match[1]) * 1024 if match else 0


def _allocated() -> _Allocated:
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = _Allocated
    allocated: _Allocated = library.mallinfo2()
    return allocated


def _held_by_duckdb() -> int:
    try:
        used = stores.shared().ask("SELECT sum(memory_usage_bytes) AS used FROM duckdb_memory()")
    except duckdb.Error:
        return 0
    return int(used["used"].iloc[0])


def main() -> None:
    """Read the numbers from the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--publishes", type=int, default=200)
    parser.add_argument("--visits", type=int, default=1000)
    parser.add_argument("--every", type=int, default=20)
    options = parser.parse_args()
    run(options.publishes, options.visits, options.every)


if __name__ == "__main__":
    main()
