"""How fast pages are, beside an empty page of the framework, as browsers ask for them.

`python -m benchmarks.load --people 10 --think 5 [--reruns 5] [--page kpi?kpi=SP+01 ...] [--json]`:
two servers are started on this machine, ours with the shipped data and one with an empty page. Each
person opens a page by the websocket that a browser opens, waits for every element, thinks, and runs
it again, telling the server as a browser does which long messages are known already. The time of a
rerun is from asking to the last message. `--together` has all people open each page in the same
moment, once. `--server ADDRESS` measures a dashboard that runs already.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.access.signing_in import visiting
from tests.server import serving

EMPTY = "empty page"
PAGES = (
    "", "priority-place", "priority-health", "kpi?kpi=CON+15", "my_area?for=Finance", "activities",
    "district", "compare", "history", "upload", "about",
)  # fmt: skip
EMPTY_SERVER = ("uvicorn", "benchmarks.empty_app:app", "--port", "{port}", "--log-level", "error")


@dataclass
class Person:
    """Somebody with a page open: its address, what the browser keeps, how long each run took.

    `cookie` is that of a sign-in, where people sign in.
    """

    page: str
    cookie: str = ""
    known: set[str] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    bytes_received: list[int] = field(default_factory=list)
    elements: int = 0


@dataclass(frozen=True)
class Measured:
    """A page: milliseconds of its first run and of reruns, kilobytes, elements of the first run.

    `times_empty` is how many times the p50 of the empty page's reruns its own is.
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every page and print a row of each."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, _servers(Path(folder), options.server) as servers:
        ours, empty = servers
        baseline = _measure(empty, "", options, None)
        rows = [baseline] + [_measure(ours, page, options, baseline) for page in options.page]
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
        return 0
    print(
        f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {options.people} people, "
        f"{options.think} s to think, {options.reruns} reruns each"
    )
    print("| page | rerun p50 ms | x empty | p95 ms | first p50 ms | slowest ms | first kB "
          "| rerun kB | elements |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        print(
            f"| {row.page} | {row.rerun_p50:.1f} | {row.times_empty:.1f} | {row.rerun_p95:.1f} "
            f"| {row.first_p50:.0f} | {row.slowest:.0f} | {row.first_kb:.0f} | {row.rerun_kb:.0f} "
            f"| {row.elements} |"
        )
    return 0


@contextmanager
def _servers(folder: Path, running: str | None) -> Iterator[tuple[str, str]]:
    """The addresses of the dashboard and of the empty page."""
    empty = serving(folder / "empty.duckdb", EMPTY_SERVER, health="/_stcore/health")
    with empty as empty_address:
        if running:
            yield running, empty_address
            return
        with serving(folder / "district.duckdb") as ours:
            yield ours, empty_address


def _measure(
    address: str, page: str, options: argparse.Namespace, baseline: Measured | None
) -> Measured:
    # The first visitor of an edition works out what all others are shown.
    asyncio.run(_all(address, page, 1, 1, 0.0, together=True))
    reruns = 0 if options.together else options.reruns
    think = 0.0 if options.together else options.think
    people = asyncio.run(
        _all(address, page, options.people, reruns, think, together=options.together)
    )
    firsts = [1000 * person.seconds[0] for person in people]
    later = [1000 * s for person in people for s in person.seconds[1:]] or firsts
    sizes = [size for person in people for size in person.bytes_received[1:]] or [0]
    p50 = statistics.median(later)
    return Measured(
        page=EMPTY if baseline is None else page or "overview",
        first_p50=statistics.median(firsts),
        rerun_p50=p50,
        rerun_p95=_p95(later),
        first_kb=people[0].bytes_received[0] / 1000,
        rerun_kb=statistics.median(sizes) / 1000,
        elements=people[0].elements,
        slowest=max(*firsts, *later),
        times_empty=p50 / baseline.rerun_p50 if baseline else 1.0,
    )


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


async def _all(  # noqa: PLR0913 (the same)
    address: str, page: str, number: int, reruns: int, think: float, *, together: bool
) -> list[Person]:
    people = [Person(page) for _ in range(number)]
    await visit_all(address, people, reruns, think, together=together)
    return people


async def visit_all(
    address: str, people: Sequence[Person], reruns: int, think: float, *, together: bool = False
) -> None:
    """Let people look at a page at once and run it again so often; each keeps how long it took."""
    begin = asyncio.Event()
    visits = [
        asyncio.create_task(_visit(address, person, reruns, think, begin, together))
        for person in people
    ]
    # All connections stand before the first one asks.
    await asyncio.sleep(0.5)
    begin.set()
    await asyncio.gather(*visits)


async def _visit(  # noqa: PLR0913, PLR0917 (where, who, how often, how slowly, when)
    address: str,
    person: Person,
    reruns: int,
    think: float,
    begin: asyncio.Event,
    together: bool,  # noqa: FBT001
) -> None:
    async with visiting(address, person.cookie) as connection:
        await begin.wait()
        chance = random.Random(id(person))
        if not together:
            await asyncio.sleep(chance.uniform(0, think))
        script = ""
        for turn in itertools.count():
            script = await _run(connection, person, script)
            if turn == reruns:
                return
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)


async def _run(connection: websockets.ClientConnection, person: Person, script: str) -> str:
    """Ask for the page once and take all its messages; the page's own hash for the next time."""
    name, _, query = person.page.partition("?")
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.cached_message_hashes.extend(person.known)
    if script:
        asked.rerun_script.page_script_hash = script
    else:
        asked.rerun_script.page_name = name
    begun, size, elements = time.perf_counter(), 0, 0
    await connection.send(asked.SerializeToString())
    while True:
        received = await connection.recv()
        assert isinstance(received, bytes)
        size += len(received)
        message = ForwardMsg.FromString(received)
        kind = message.WhichOneof("type")
        if message.hash and message.metadata.cacheable:
            person.known.add(message.hash)
        if kind in ("delta", "ref_hash"):
            elements += 1
            if kind == "delta":
                problem = message.delta.new_element.exception.message
                assert not problem, problem
        elif kind == "new_session":
            script = message.new_session.page_script_hash
        elif kind == "navigation":
            script = message.navigation.page_script_hash or script
        elif kind == "script_finished":
            break
    person.seconds.append(time.perf_counter() - begun)
    person.bytes_received.append(size)
    person.elements = person.elements or elements
    return script


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--people", type=int, default=5)
    parser.add_argument("--think", type=float, default=1.0, help="seconds, on average")
    parser.add_argument("--reruns", type=int, default=5)
    parser.add_argument("--page", nargs="*", default=PAGES)
    parser.add_argument("--together", action="store_true", help="all open it in one moment")
    parser.add_argument("--server", help="the address of a dashboard that runs already")
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
