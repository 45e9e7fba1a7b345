"""What a sign-in costs: people who are signed in beside as many who are not, in one run.

`python -m benchmarks.signed_in [--people 30] [--think 3] [--reruns 5] [--rounds 6] [--page ...]`:
two dashboards with the shipped data are served, one with sign-in by an OpenID provider on this
machine. Round by round people look at a page of the one and then of the other, in turn first, so
that what else the machine does meets both alike. Told are the medians of reruns, and how much
computing time the server took for each, which other work changes little. Linux only.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import server_process
from benchmarks.visits import Person, visit_all
from tests.access import wire
from tests.access.signing_in import serving_with_sign_in, signed_in
from tests.server import serving


def main() -> None:
    """Measure and print a row for each page."""
    options = _parser().parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "unsigned.duckdb") as unsigned,
        serving_with_sign_in(Path(folder) / "signed.duckdb") as dashboard,
    ):
        cookies = [signed_in(dashboard, "viewer").cookie for _ in range(options.people)]
        sides = [
            Side(unsigned, Path(folder) / "unsigned.log", [""] * options.people),
            Side(dashboard.address, dashboard.log, cookies),
        ]
        print(
            f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {options.people} people"
        )
        print("| page | what | unsigned ms | signed in ms | ratio |\n|---|---|---|---|---|")
        for page in options.page:
            _look(sides, page, options)
            for what in ("wall, median", "computing, mean"):
                before, after = (side.milliseconds()[what] for side in sides)
                ratio = f"{after / before:.3f}"
                name = page or "overview"
                print(f"| {name} | {what} | {before:.1f} | {after:.1f} | {ratio} |", flush=True)


@dataclass
class Side:
    """A dashboard, its log, the cookies of those who look at it, and what their runs took."""

    address: str
    log: Path
    cookies: Sequence[str]
    seconds: list[float] = field(default_factory=list)
    computing: float = 0.0
    runs: int = 0

    def milliseconds(self) -> dict[str, float]:
        """What a run took."""
        return {
            "wall, median": 1000 * statistics.median(self.seconds),
            "computing, mean": 1000 * self.computing / self.runs,
        }

    def computed(self) -> float:
        """How many seconds the server has computed so far."""
        log = self.log.read_text(encoding="utf-8")
        return server_process.computed(wire.process_of(log))


def _look(sides: Sequence[Side], page: str, options: argparse.Namespace) -> None:
    """Let the people of each side look at a page, round by round."""
    for side in sides:
        side.seconds, side.computing, side.runs = [], 0.0, 0
    for turn in range(-1, options.rounds):
        for side in sides[:: 1 if turn % 2 else -1]:
            people = [Person(page, cookie) for cookie in side.cookies]
            before = side.computed()
            asyncio.run(visit_all(side.address, people, options.reruns, options.think))
            # The first round works out what all others are shown.
            if turn >= 0:
                side.seconds += [s for person in people for s in person.seconds[1:]]
                side.computing += side.computed() - before
                side.runs += sum(len(person.seconds) for person in people)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.signed_in")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--think", type=float, default=3.0, help="seconds, on average")
    parser.add_argument("--reruns", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--page", nargs="*", default=["", "kpi?kpi=SP+01", "history"])
    return parser


if __name__ == "__main__":
    main()
