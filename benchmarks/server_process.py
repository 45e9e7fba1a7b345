"""What the process of a server holds and how long it computed, as Linux counts it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.access import wire
from tests.server import serving

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A dashboard that runs: its address and its process."""

    address: str
    process: int

    def computed(self) -> float:
        """How many seconds its process has computed so far."""
        return computed(self.process)

    def held(self) -> "Held":
        """What its process holds now."""
        return held(self.process)


@contextmanager
def served(database: Path, **settings: str) -> Iterator[Server]:
    """Serve the dashboard on a database as `make run` does, in a process of its own."""
    with serving(database, ("access.serve", "--port", "{port}"), **settings) as address:
        log = database.with_suffix(".log").read_text(encoding="utf-8")
        yield Server(address, wire.process_of(log))


@dataclass(frozen=True)
class Held:
    """Memory in MB, and how many threads, open files and child processes there are."""

    memory_mb: float
    threads: int
    files: int
    children: int


def held(process: int) -> Held:
    """What a process holds now."""
    status = _words(process, "status")
    return Held(
        int(status["VmRSS"].split()[0]) / 1000,
        int(status["Threads"]),
        len(list(Path(f"/proc/{process}/fd").iterdir())),
        sum(parent_of(child) == process for child in processes()),
    )


def computed(process: int) -> float:
    """How many seconds a process has computed so far, without its children."""
    numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    user, system = numbers.split()[11:13]
    return (int(user) + int(system)) / TICKS


def family(process: int) -> list[int]:
    """A process and those that it began, and theirs."""
    children: dict[int, list[int]] = {}
    for child in processes():
        children.setdefault(parent_of(child), []).append(child)
    known = [process]
    for member in known:
        known += children.get(member, [])
    return known


def processes() -> list[int]:
    """Every process there is."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def parent_of(process: int) -> int:
    """Who began a process; 0 where it has ended meanwhile."""
    try:
        numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(numbers.split()[1])


def _words(process: int, name: str) -> dict[str, str]:
    lines = Path(f"/proc/{process}/{name}").read_text(encoding="utf-8").splitlines()
    return dict(line.split(":", 1) for line in lines if ":" in line)
