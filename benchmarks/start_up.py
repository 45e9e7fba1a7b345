"""What starting costs: the imports of app.py beside those of the libraries alone, and the disk.

`python -m benchmarks.start_up [--times 5]`: seconds of the processor of a fresh process that
imports app.py as the server does (`access/garbage.py`) or as `streamlit run` does, or only the
libraries that no page does without; then what requirements.txt takes on the disk, with what asks
for each. The image is the environment, the code and a base of Debian with Python.
"""

import argparse
import importlib.metadata
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
LIBRARIES = "import streamlit, pandas, altair, duckdb, pyarrow, uvicorn"
STARTS = {
    "app.py, as the server": "from access import garbage; garbage.pause(); import app",
    "app.py, searching for garbage": "import app",
    "the libraries, without a search": f"import gc; gc.disable(); {LIBRARIES}",
    "the libraries": LIBRARIES,
    "nothing": "pass",
}
# What takes less is summed up in one row.
SMALLEST_MB = 1.5


@dataclass(frozen=True, order=True)
class Installed:
    """A library with what it takes on the disk, and what asks for it."""

    megabytes: float
    name: str
    version: str
    needed_by: tuple[str, ...]


def print_imports(times: int) -> None:
    """Print how long the processor worked for each start, the median of so many."""
    print("| a fresh process imports | s |\n|---|---|")
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(times):
        for name, code in STARTS.items():
            taken[name].append(_seconds(code))
    for name, each in taken.items():
        print(f"| {name} | {median(each):.2f} |", flush=True)


def _seconds(code: str) -> float:
    before = _worked_by_children()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True)
    return _worked_by_children() - before


def _worked_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def installed() -> list[Installed]:
    """What requirements.txt names and is installed here, the largest first."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    # One that is pinned otherwise for another version of Python stands there twice.
    names = list(dict.fromkeys(re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)))
    needed_by = _needed_by(text)
    return sorted(_installed(names, needed_by), reverse=True)


def _needed_by(text: str) -> dict[str, tuple[str, ...]]:
    """Library to what asks for it, as the lock file says below each."""
    parts = re.split(r"^(?=[A-Za-z0-9_.-]+==)", text, flags=re.MULTILINE)[1:]
    asking = re.compile(r"^    #(?: via| {2,}) *([a-z][\w.-]*)", re.MULTILINE)
    return {part.split("==", 1)[0]: tuple(asking.findall(part)) for part in parts}


def _installed(names: list[str], needed_by: dict[str, tuple[str, ...]]) -> Iterator[Installed]:
    for name in names:
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            # For another system.
            continue
        paths = [Path(str(distribution.locate_file(file))) for file in distribution.files or ()]
        size = sum(path.stat().st_size for path in paths if path.exists())
        yield Installed(size / 1e6, name, distribution.version, needed_by.get(name, ()))


def print_sizes() -> None:
    """Print what each library takes, and all."""
    libraries = installed()
    large = [each for each in libraries if each.megabytes >= SMALLEST_MB]
    rest = libraries[len(large) :]
    print("\n| library | MB | asked for by |\n|---|---|---|")
    for each in large:
        print(
            f"| {each.name} {each.version} | {each.megabytes:.1f} | {', '.join(each.needed_by)} |"
        )
    print(f"| {len(rest)} more | {sum(each.megabytes for each in rest):.1f} | |")
    print(f"| all {len(libraries)} | {sum(each.megabytes for each in libraries):.0f} | |")


def main() -> None:
    """Read the numbers from the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start_up")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print_imports(options.times)
    print_sizes()


if __name__ == "__main__":
    main()
