"""How a dashboard bears many people, who ask for its pages by websocket as browsers do.

`python -m benchmarks.load [--mode MODE] [--people N ...] [--think 5] [--seconds 60]`; the people
are one process, the dashboard is another on this machine, with the data that ships:

- pages: each page beside an empty page of the framework, and one with nothing but a menu and boxes
  as ours; `--together` opens it in one moment.
- mixed: people who look at mixed pages, click and go on, thinking so long in between.
- together: people who open one page within a second, for the first time in this edition and again.
- publishing: as mixed, while an analyst publishes 200 KPIs of 16 quarters on the page Upload.
- sessions: the memory of a session, and whether it is given back.
- day: a day of use in some minutes: visits in waves, files, publishes, downloads.

The time of a run is from asking until the last message, `script_finished`, is here; messages are
looked into after that, so that what the people compute is not in it. A browser tells which long
messages it knows.
`--server ADDRESS` measures a dashboard that runs already (pages only). `--store file plain lake
--servers 1 2` measures `mixed` and `publishing` on central stores too, with one server and with two
that the people are shared among; what PostgreSQL itself computes is not counted.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks import crowds, day, growth
from benchmarks.crowds import Crowd
from benchmarks.measured_stores import FILE, KINDS, store_servers
from benchmarks.server_process import Server, served
from benchmarks.visits import Person, visit_all
from tests.server import serving

EMPTY, FRAME = "empty page", "menu and boxes alone"
PAGES = (
    "", "priority-place", "priority-health", "kpi?kpi=CON+15", "my_area?for=Finance", "activities",
    "district", "compare", "history", "upload", "about",
)  # fmt: skip
FRAMEWORK = ("uvicorn", "--port", "{port}", "--log-level", "error", "--factory")
TOGETHER = ("", "priority-place", "kpi?kpi=CON+15", "district")
# Pages of KPIs whose every figure a publish brings.
PUBLISHED = ("search?q=Kept", "my_area")


@dataclass(frozen=True)
class Measured:
    """A page: milliseconds of its first run and of reruns, kilobytes, elements of the first run.

    `times_empty` and `times_frame` are how many times the p50 of reruns of the framework's empty
    page, and of its page with a menu and boxes as ours, its own is.
    """

    page: str
    first_p50: float
    rerun_p50: float
    rerun_p95: float
    first_kb: float
    rerun_kb: float
    elements: int
    slowest: float
    times_empty: float
    times_frame: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure in the mode that is asked for and print its table."""
    options = options_of(arguments)
    with tempfile.TemporaryDirectory() as folder:
        MODES[options.mode](Path(folder), options)
    return 0


def _pages(folder: Path, options: argparse.Namespace) -> None:
    with _servers(folder, options.server) as (ours, empty, frame):
        floors = [_measure(empty, "", options, EMPTY), _measure(frame, "", options, FRAME)]
        rows = floors + [_measure(ours, page, options) for page in options.page]
    bottom, framed = (floor.rerun_p50 for floor in floors)
    rows = [
        replace(row, times_empty=row.rerun_p50 / bottom, times_frame=row.rerun_p50 / framed)
        for row in rows
    ]
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
        return
    _print_about(f"{options.people[0]} people, {options.think:g} s to think, "
                 f"{options.reruns} reruns each")  # fmt: skip
    _print_heading("page", "rerun p50 ms", "x empty", "x frame", "p95 ms", "first p50 ms",
                   "slowest ms", "first kB", "rerun kB", "elements")  # fmt: skip
    for row in rows:
        print(
            f"| {row.page} | {row.rerun_p50:.1f} | {row.times_empty:.1f} "
            f"| {row.times_frame:.1f} | {row.rerun_p95:.1f} "
            f"| {row.first_p50:.0f} | {row.slowest:.0f} | {row.first_kb:.0f} | {row.rerun_kb:.0f} "
            f"| {row.elements} |"
        )


def _mixed(folder: Path, options: argparse.Namespace) -> None:
    path = folder / "filled.duckdb"
    growth.alone(growth.fill, path)
    _print_about(f"{options.think:g} s to think, {options.seconds:g} s, mixed pages")
    _print_heading("store", "servers", *Crowd.COLUMNS)
    for kind, servers in _served_stores(path, options, options.page):
        for people in options.people:
            crowd = crowds.mixed(servers, people, options.page, options.think, options.seconds)
            _print_crowd(crowd, kind, str(len(servers)))


def _together(folder: Path, options: argparse.Namespace) -> None:
    _print_about("all open one page within one second")
    _print_heading("page", "asked", *Crowd.COLUMNS)
    for people in options.people:
        # A server of its own: the first to ask for a page are the first of the edition.
        with served(folder / f"{people}.duckdb") as server:
            for page in options.page if options.page != PAGES else TOGETHER:
                for asked in ("first", "again"):
                    crowd = crowds.in_one_second(server, people, page)
                    _print_crowd(crowd, page or "overview", asked)


def _publishing(folder: Path, options: argparse.Namespace) -> None:
    path = folder / "filled.duckdb"
    growth.alone(growth.fill, path, growth.WITHOUT_FIGURES, crowds.KPIS)
    pages = (*options.page, *PUBLISHED)
    brought = f"{crowds.KPIS} KPIs x {crowds.QUARTERS} quarters"
    _print_about(
        f"{options.think:g} s to think, {options.publishes} times {brought} published and withdrawn"
    )
    _print_heading("store", "servers", *Crowd.COLUMNS)
    remarks = []
    for kind, servers in _served_stores(path, options, pages):
        for people in options.people:
            result = crowds.while_publishing(
                servers, people, pages, options.think, options.publishes
            )
            _print_crowd(result.crowd, kind, str(len(servers)))
            remarks.append(f"{kind}, {len(servers)}, {people} people: {result.words()}")
    print("", *remarks, sep="\n")


def _sessions(folder: Path, options: argparse.Namespace) -> None:
    with served(folder / "district.duckdb") as server:
        # What all of them share is there before.
        for _ in range(2):
            asyncio.run(visit_all(server.address, [Person(page) for page in options.page], 1, 1.0))
        time.sleep(day.UNTIL_LET_GO)
        _print_about("each with a page open and run three times more; then 40 s after they left")
        _print_heading(*day.SESSION_COLUMNS)
        for people in options.people:
            _print_row(*day.sessions(server, people, options.page))


def _day(folder: Path, options: argparse.Namespace) -> None:
    with served(folder / "district.duckdb") as server:
        _print_about(f"{options.waves} waves of {options.people[0]} visits")
        _print_heading(*day.COLUMNS)
        for row in day.waves(server, options.people[0], options.waves, options.page):
            _print_row(*row)


MODES: Mapping[str, Callable[[Path, argparse.Namespace], None]] = {
    "pages": _pages,
    "mixed": _mixed,
    "together": _together,
    "publishing": _publishing,
    "sessions": _sessions,
    "day": _day,
}
PEOPLE = {
    "pages": [5],
    "mixed": [30, 100, 150],
    "together": [30, 60],
    "publishing": [30],
    "sessions": [100, 100],
    "day": [100],
}


def _print_about(about: str) -> None:
    print(f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {about}\n")


def _print_heading(*columns: str) -> None:
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def _print_crowd(crowd: Crowd, *first: str) -> None:
    _print_row(*first, *crowd.cells())
    for error in dict.fromkeys(crowd.errors):
        print(f"{crowd.errors.count(error)} x {error}", file=sys.stderr)


def _print_row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _served_stores(
    filled: Path, options: argparse.Namespace, pages: Sequence[str]
) -> Iterator[tuple[str, Sequence[Server]]]:
    """Each kind of store with each number of servers on it, a file with one."""
    with store_servers(options.store) as stand_on:
        for kind in options.store:
            for number in options.servers if kind != FILE else [1]:
                folder = filled.parent / f"{kind}-{number}"
                folder.mkdir()
                store = stand_on.filled(kind, filled, folder)
                for later in range(2, number + 1):
                    store.begin_with_copy(later)
                with ExitStack() as stack:
                    servers = [
                        stack.enter_context(served(store.copy(each), **store.settings(each)))
                        for each in range(1, number + 1)
                    ]
                    # The first visitor of an edition works out what all others are shown.
                    for server in servers:
                        people = [Person(page) for page in pages]
                        asyncio.run(visit_all(server.address, people, 0, 1.0))
                    yield kind, servers


@contextmanager
def _servers(folder: Path, running: str | None) -> Iterator[tuple[str, str, str]]:
    """The addresses of the dashboard, of the empty page, and of the page with menu and boxes."""
    with framework(folder, "empty") as empty, framework(folder, "frame") as frame:
        if running:
            yield running, empty, frame
            return
        with serving(folder / "district.duckdb") as ours:
            yield ours, empty, frame


def framework(folder: Path, application: str) -> AbstractContextManager[str]:
    """The address of an application of benchmarks/empty_app.py, served as ours is."""
    command = (*FRAMEWORK, f"benchmarks.empty_app:{application}")
    return serving(folder / f"{application}.duckdb", command, health="/_stcore/health")


def _measure(address: str, page: str, options: argparse.Namespace, name: str = "") -> Measured:
    # The first visitor of an edition works out what all others are shown.
    asyncio.run(visit_all(address, [Person(page)], 1, 0.0, together=True))
    reruns = 0 if options.together else options.reruns
    think = 0.0 if options.together else options.think
    people = [Person(page) for _ in range(options.people[0])]
    asyncio.run(visit_all(address, people, reruns, think, together=options.together))
    firsts = [1000 * person.seconds[0] for person in people]
    later = [1000 * s for person in people for s in person.seconds[1:]] or firsts
    sizes = [size for person in people for size in person.bytes_received[1:]] or [0]
    p50 = statistics.median(later)
    return Measured(
        page=name or page or "overview",
        first_p50=statistics.median(firsts),
        rerun_p50=p50,
        rerun_p95=crowds.percentile(later, 0.95),
        first_kb=people[0].bytes_received[0] / 1000,
        rerun_kb=statistics.median(sizes) / 1000,
        elements=people[0].elements,
        slowest=max(*firsts, *later),
        times_empty=1.0,
        times_frame=1.0,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--mode", choices=MODES, default="pages")
    parser.add_argument("--people", type=int, nargs="+", help="one after another; by the mode")
    parser.add_argument("--think", type=float, help="seconds, on average; 5, or 1 for pages")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long people look (mixed)")
    parser.add_argument("--reruns", type=int, default=5, help="of each person (pages)")
    parser.add_argument("--publishes", type=int, default=4)
    parser.add_argument("--waves", type=int, default=5, help="of visits in a day")
    parser.add_argument("--store", choices=KINDS, nargs="+", default=[FILE])
    parser.add_argument("--servers", type=int, nargs="+", default=[1], help="of a central store")
    parser.add_argument("--page", nargs="*", default=PAGES)
    parser.add_argument("--together", action="store_true", help="all open it in one moment (pages)")
    parser.add_argument("--server", help="the address of a dashboard that runs already (pages)")
    parser.add_argument("--json", action="store_true", help="in place of the table (pages)")
    return parser


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What is asked for, with how many people and how much thinking the mode has by itself."""
    options = _parser().parse_args(arguments)
    options.people = options.people or PEOPLE[options.mode]
    if options.think is None:
        options.think = 1.0 if options.mode == "pages" else 5.0
    return options


if __name__ == "__main__":
    sys.exit(main())
