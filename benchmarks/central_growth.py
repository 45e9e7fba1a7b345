"""What grows with what is stored in a central store, beside the embedded file in the same run.

`python -m benchmarks.central_growth [--kinds file plain lake] [--only uploads figures]
[--scales 1 100] [--uploads 10] [--figures 10000]`: as `benchmarks.growth`, on each kind of store,
filled with the same. On a central store a second server begins with nothing and is waited for after
each of some publishes on the first; then the same is measured there as of the file, with a copy
that came from the central store. It is of the processor, of the server alone and not of PostgreSQL,
but for what is "by the clock".
"""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median

from benchmarks import growth
from benchmarks.growth import Measured
from benchmarks.measured_stores import FILE, KINDS, MeasuredStore, StoreServers, store_servers
from data.actor import SHIPPED
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from data.store import Store

WHAT = ("uploads", "figures")
LOOKED_EVERY, SHOWN_AT_LAST = 0.002, 120.0


@dataclass(frozen=True)
class Reached:
    """What a second server met: seconds of the processor to begin, and seconds by the clock."""

    new_server: float = float("nan")
    publish_by_the_clock: float = float("nan")
    shown_by_the_other_after: float = float("nan")
    at_the_slowest: float = float("nan")


NAMES = [field.name.replace("_", " ") for kind in (Measured, Reached) for field in fields(kind)]


def reach(store: MeasuredStore) -> Reached:
    """Publish on one server and wait until another one, which began with nothing, shows it."""
    with closing(_opened(store, 1)) as publishing:
        to_begin, follower = growth.seconds(lambda: _opened(store, 2))
        with closing(follower):
            follower.begin_following()
            publishes, waits = list[float](), list[float]()
            for number in range(growth.TIMES):
                # Not those that were published before.
                published = growth.publish_small(publishing, 2 * growth.TIMES + number)
                publishes.append(published.by_the_clock)
                waits.append(_wait(follower, publishing.edition()))
    return Reached(to_begin, median(publishes), median(waits), max(waits))


def _opened(store: MeasuredStore, server: int) -> Store:
    assert store.url is not None
    opened = Store(store.copy(server), None, CentralStore(central_address(store.url)))
    opened.load_reference(SHIPPED)
    return opened


def _wait(store: Store, edition: str) -> float:
    """How many seconds pass until a store shows an edition."""
    begun = time.monotonic()
    while store.edition() != edition:
        if time.monotonic() > begun + SHOWN_AT_LAST:
            raise TimeoutError(f"{store.path} does not show what the other server published.")
        time.sleep(LOOKED_EVERY)
    return time.monotonic() - begun


def run(
    servers: StoreServers, kinds: Sequence[str], what: str, base: int, scales: Sequence[int]
) -> None:
    """Print what was measured of each kind with each multiple, and the last beside the first."""
    print(f"| {what} | store | {' | '.join(NAMES)} |")
    print(f"|{'---|' * (len(NAMES) + 2)}")
    rows = {
        scale: dict(zip(kinds, _measured(servers, kinds, what, base * scale), strict=True))
        for scale in scales
    }
    first, last = (rows[scale] for scale in (scales[0], scales[-1]))
    for kind in kinds:
        ratios = growth.ratios(first[kind], last[kind])
        growth.print_row(f"x{scales[-1] // scales[0]} | {kind}", ratios)
    print()


def _measured(
    servers: StoreServers, kinds: Sequence[str], what: str, count: int
) -> Sequence[Sequence[float]]:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled = folder / "filled.duckdb"
        growth.alone(growth.fill, filled, what, count)
        for kind in kinds:
            store = servers.filled(kind, filled, folder)
            reached = Reached() if kind == FILE else growth.alone(reach, store)
            measured = growth.alone(growth.measure, store.settings(1 if kind == FILE else 2))
            rows.append([*astuple(measured), *astuple(reached)])
            growth.print_row(f"{count:,} | {kind}", rows[-1])
    return rows


def main() -> None:
    """Read what is asked for from the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.central_growth")
    parser.add_argument("--kinds", choices=KINDS, nargs="+", default=["file", "plain", "lake"])
    parser.add_argument("--only", choices=WHAT, nargs="+", default=list(WHAT))
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 100])
    for what in WHAT:
        parser.add_argument(f"--{what}", type=int, default=growth.DEFAULT[what])
    options = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}\n", flush=True)
    with store_servers(options.kinds) as servers:
        for what in options.only:
            run(servers, options.kinds, what, getattr(options, what), options.scales)


if __name__ == "__main__":
    main()
