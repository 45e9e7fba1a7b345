"""How fast files are read, beside pandas and openpyxl: `python -m benchmarks.reading`.

Ratios come first, as they hold on any machine; the seconds are those of the machine it ran on.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import pandas as pd
from openpyxl import Workbook, load_workbook

from loaders.check import Plans, check
from loaders.files.limits import LIMITS
from loaders.files.opening import open_workbook
from loaders.files.preparing import prepare_for_every_kind
from loaders.layouts import Hints
from loaders.sandbox import child, parent
from loaders.sandbox.wire_format import Read, Request, encoded_answer

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data/samples/illustrative-kpi-export.xlsx"
PUBLISHED = ROOT.parent / "shared/published"
LARGE = PUBLISHED / "population/mye22final.xlsx"
ONS = PUBLISHED / "ons-explore-local-statistics"
# Those that take longest of what publishers have.
LONGEST = (
    "mye22final.xlsx",
    "flytipping_la.ods",
    "Live_Table_122.ods",
    "Live_Tables_1006-1009.ods",
)
KPIS, QUARTERS, REPEATS, COMPUTED = 200, 16, 5, 7
Given = TypeVar("Given")

PANDAS = "import sys, pandas; pandas.read_excel(sys.argv[1], sheet_name=None, engine='openpyxl')"
OPENPYXL = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1], data_only=True)"
OURS = """
import gc, sys
from pathlib import Path
from loaders.files.opening import open_workbook
gc.disable()  # as loaders.sandbox.child does
path = Path(sys.argv[1])
open_workbook(path.name, path.read_bytes())
"""
# What the child process does with a file, and the seconds of computing that it takes.
ANSWERED = """
import gc, sys, time
from pathlib import Path
from loaders.files.limits import LIMITS
from loaders.layouts import Hints
from loaders.sandbox import child
from loaders.sandbox.wire_format import Request
child.fetch_what_every_file_needs()
gc.disable()
path = Path(sys.argv[1])
content, begun = path.read_bytes(), time.process_time()
child.answer(Request(path.name, len(content), None, 0, Hints(), LIMITS), content, None)
print(time.process_time() - begun)
"""
# The most memory that a process ever held: in kilobytes on Linux, in bytes on a Mac.
PEAK = """
import resource, sys
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(most / (1 << 20 if sys.platform == "darwin" else 1 << 10))
"""


@dataclass(frozen=True)
class Compared:
    """Two ways to do the same, in seconds or megabytes."""

    what: str
    ours: float
    peer: str
    theirs: float
    unit: str = "s"

    def line(self) -> str:
        """A row of the table: how many times more the peer takes, then both measures."""
        ratio = self.theirs / self.ours
        measures = f"{self.ours:.2f} {self.unit} | {self.theirs:.2f} {self.unit}"
        return f"| {self.what} | {self.peer} | {ratio:.1f} | {measures} |"


def main() -> None:
    """Measure, and print a table in Markdown with a sentence for what could not be measured."""
    remarks: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        made = write_kpi_list(Path(folder) / "kpi-list.xlsx")
        print_computing("KPI list, 200 x 16", made)
        compared = [imports(), *end_to_end("KPI list, 200 x 16", made)]
        compared += end_to_end("sample export", SAMPLE)
    if LARGE.exists():
        compared += reader_alone(LARGE)
    else:
        remarks.append(f"{LARGE.name} is not here, so the reader was not measured alone.")
    remarks.append(ons_files() if ONS.exists() else "The ONS files are not here and were not read.")
    print("| read | beside | peer / ours | ours | peer |")
    print("|---|---|---|---|---|")
    print("\n".join(row.line() for row in compared), "\n".join(remarks), sep="\n\n")
    print_longest()


def write_kpi_list(path: Path) -> Path:
    """A workbook with a row for each of 200 KPIs and 16 quarters."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Code", "Short Name", "Period", "Value", "Target", "Status", "Note"])
    for kpi in range(KPIS):
        for quarter in range(QUARTERS):
            year = 2021 + quarter // 4
            period = f"Q{quarter % 4 + 1} {year}/{(year + 1) % 100}"
            value = round(0.5 + ((kpi * 7 + quarter * 3) % 50) / 100, 3)
            name, note = f"Indicator number {kpi}", f"Note on quarter {quarter}."
            sheet.append([f"KP {kpi:03}", name, period, value, 0.9, "OK", note])
            sheet.cell(sheet.max_row, 4).number_format = "0.0%"
            sheet.cell(sheet.max_row, 5).number_format = "0%"
    book.save(path)
    return path


def end_to_end(what: str, path: Path) -> Sequence[Compared]:
    """Reading in the child process and checking, beside pandas in a fresh and a warm process."""
    plans, content = Plans(), path.read_bytes()

    def read_and_checked() -> None:
        checked = check(parent.read_bytes(path.name, content), plans)
        if not checked.rows:
            raise SystemExit(f"Nothing was read from {path.name}.")

    ours = median_seconds(read_and_checked)
    fresh = median_seconds(lambda: run(PANDAS, path))
    warm = median_seconds(lambda: pd.read_excel(path, sheet_name=None, engine="openpyxl"))
    opened = median_seconds(lambda: open_workbook(path.name, content))
    loaded = median_seconds(lambda: load_workbook(path, data_only=True))
    return [
        Compared(f"{what}: read and checked", ours, "pandas, fresh process", fresh),
        Compared(f"{what}: read and checked", ours, "pandas, warm process", warm),
        Compared(f"{what}: reader alone, warm", opened, "openpyxl, warm", loaded),
    ]


def print_computing(what: str, path: Path) -> None:
    """What computing a check takes, beside pandas: the least of seven, in forks of a warm process.

    Seconds of the processor alone, which other work on the machine changes least.
    """
    if not hasattr(os, "fork"):
        return
    content, plans, sample = path.read_bytes(), Plans(), SAMPLE.read_bytes()
    reading = parent.read_bytes(path.name, content)
    answer, asked = encoded_answer(Read(reading)), _request(path.name, content)
    # As the process is from which those that read are forked, and the server after its first file.
    child.fetch_what_every_file_needs()
    prepare_for_every_kind()
    child.answer(_request(SAMPLE.name, sample), sample, None)
    check(reading, plans)
    pd.read_excel(path, sheet_name=None, engine="openpyxl")
    tasks: Sequence[Callable[[], object]] = (
        partial(child.answer, asked, content, None),
        lambda: check(parent.understood(path.name, answer), plans),
        partial(pd.read_excel, path, sheet_name=None, engine="openpyxl"),
    )
    taken = [
        [_computed_in_a_fork(task, is_reading=task is tasks[0]) for task in tasks]
        for _ in range(COMPUTED)
    ]
    read, checked, peer = (min(of_task) for of_task in zip(*taken, strict=True))
    print(f"| {what}, computing | s |\n|---|---|")
    print(f"| opened and read, in its own process | {read:.2f} |")
    print(f"| answer understood, and checked | {checked:.2f} |\n| pandas, warm | {peer:.2f} |")
    print(f"| ours / pandas | {(read + checked) / peer:.2f} |\n", flush=True)


def _request(name: str, content: bytes) -> Request:
    return Request(name, len(content), None, 0, Hints(), LIMITS)


def _computed_in_a_fork(task: Callable[[], object], *, is_reading: bool) -> float:
    """Seconds that a task computes in a process of its own, which knows what this one does."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        if is_reading:
            gc.disable()  # as loaders.sandbox.child does
        begun = process_time()
        task()
        os.write(writing, repr(process_time() - begun).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as seconds:
        computed = float(seconds.read())
    os.waitpid(pid, 0)
    return computed


def imports() -> Compared:
    """A fresh process that imports the reader and does nothing, beside one with openpyxl."""
    ours = median_seconds(lambda: run("import loaders.files.opening", SAMPLE))
    theirs = median_seconds(lambda: run("import openpyxl", SAMPLE))
    return Compared("import in a fresh process", ours, "openpyxl", theirs)


def print_longest() -> None:
    """A table of the files that take longest, with what a file may take."""
    print("\n| file | by the clock | of | computing | of |\n|---|---|---|---|---|")
    for path in sorted(path for name in LONGEST for path in PUBLISHED.rglob(name)):
        clock, _ = timed(partial(parent.read_file, path))
        computing = float(run(ANSWERED, path))
        limits = f"{LIMITS.patience:.0f} s | {computing:.1f} s | {LIMITS.seconds:.0f} s"
        print(f"| {path.name} | {clock:.1f} s | {limits} |", flush=True)


def reader_alone(path: Path) -> Sequence[Compared]:
    """Our reader beside openpyxl, each once in a process of its own: time and peak memory."""
    ours, theirs = timed(lambda: run(OURS + PEAK, path)), timed(lambda: run(OPENPYXL + PEAK, path))
    return [
        Compared(f"{path.name}: reader alone", ours[0], "openpyxl", theirs[0]),
        Compared(
            f"{path.name}: peak memory", float(ours[1]), "openpyxl", float(theirs[1]), unit="MB"
        ),
    ]


def ons_files() -> str:
    """A sentence: how long all files of one kind took, one after the other, from start to end."""
    files, plans = sorted(ONS.glob("*.csv")), Plans()
    start = perf_counter()
    rows = sum(read_rows(path, plans) for path in files)
    seconds = perf_counter() - start
    return (
        f"{len(files)} ONS files, each read in a child process of its own and checked: "
        f"{rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} rows a second."
    )


def read_rows(path: Path, plans: Plans) -> int:
    """How many rows a file and the description beside it gave."""
    beside = path.with_suffix(".json")
    reading = parent.read_file(path, companion=beside if beside.exists() else None)
    return len(check(reading, plans).rows)


def median_seconds(task: Callable[[], object]) -> float:
    """The middle one of five runs."""
    return statistics.median(timed(task)[0] for _ in range(REPEATS))


def timed(task: Callable[[], Given]) -> tuple[float, Given]:
    """Seconds, and what the task gave."""
    start = perf_counter()
    given = task()
    return perf_counter() - start, given


def run(code: str, path: Path) -> str:
    """What Python code prints in a fresh process that is given the file's path."""
    command = (sys.executable, "-c", code, str(path))
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout


if __name__ == "__main__":
    main()
