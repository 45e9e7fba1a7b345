"""What a sign-in costs: people who are signed in beside as many who are not, in one run.

`python -m benchmarks.signed_in [--people 30] [--think 3] [--reruns 5] [--rounds 6] [--page ...]`:
two dashboards with the shipped data are served, one with sign-in by an OpenID provider on this
machine. Round by round people look at a page of the one and then of the other, in turn first, so
that what else the machine does meets both alike. The figure is the ratio of the medians.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.load import Person, visit_all
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
        sides = {unsigned: [""] * options.people, dashboard.address: cookies}
        print(
            f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {options.people} people"
        )
        print("| page | unsigned p50 ms | signed in p50 ms | ratio |\n|---|---|---|---|")
        for page in options.page:
            medians = _medians(sides, page, options)
            ratio = medians[dashboard.address] / medians[unsigned]
            words = " | ".join(f"{medians[address]:.1f}" for address in sides)
            print(f"| {page or 'overview'} | {words} | {ratio:.3f} |", flush=True)


def _medians(
    sides: dict[str, list[str]], page: str, options: argparse.Namespace
) -> dict[str, float]:
    """The median of all reruns of each side, in milliseconds."""
    seconds: dict[str, list[float]] = {address: [] for address in sides}
    for turn in range(-1, options.rounds):
        for address in sorted(sides, reverse=bool(turn % 2)):
            people = [Person(page, cookie) for cookie in sides[address]]
            asyncio.run(visit_all(address, people, options.reruns, options.think))
            # The first round works out what all others are shown.
            if turn >= 0:
                seconds[address] += [s for person in people for s in person.seconds[1:]]
    return {address: 1000 * statistics.median(took) for address, took in seconds.items()}


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
