"""Damaged files through the real limits: `python -m benchmarks.mutation [--files N] [--seed S]`.

Every file is read by the code of the child process in a process of its own, forked from this one
so that 20,000 take minutes. Each that ends abnormally, and every hundredth, is read once more as
the server reads it.
"""

import argparse
import contextlib
import os
import resource
import select
import signal
import statistics
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.mutators import mutators_for
from loaders.files.limits import LIMITS
from loaders.layouts import Hints, layouts
from loaders.reading import FileRefused
from loaders.sandbox import child, parent
from tests.examples import examples

SHARED = Path(__file__).parents[2] / "shared"
LARGEST = 500_000  # bytes; larger files take the time of many
EVERY = 100
# Refusals that no file should need: the reader ended badly, or lost count of its cells.
OUR_FAULT = ("could_not_be_read_safely", "unaccounted")
TRACEBACK = b"Traceback (most recent call last)"
KILOBYTES = 1 << 10 if sys.platform == "darwin" else 1


@dataclass(frozen=True, slots=True)
class Damaged:
    """A mutated file; `number` and the run's seed make it again."""

    number: int
    name: str
    how: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process of one file ended: `outcome` is `read`, a refusal's code, or the end."""

    outcome: str
    abnormal: bool
    seconds: float
    megabytes: float
    said: str = ""


@dataclass(slots=True)
class Tally:
    """What happened to all files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    abnormal: list[str] = field(default_factory=list)
    by_the_server: int = 0
    otherwise: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)


def main() -> None:
    """Mutate, read, and print what happened."""
    asked = arguments()
    sources = sorted(originals(), key=lambda source: source[0])
    layouts()  # imported once, so that every process has them
    tally = Tally()
    numbers = [asked.only] if asked.only is not None else range(asked.files)
    with contextlib.suppress(KeyboardInterrupt):  # what was counted until then is printed
        for number in numbers:
            take_note(tally, damaged(sources, asked.seed, number), asked.keep)
    print_figures(tally, len(sources))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="how many mutated files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of the one file to make and read")
    parser.add_argument("--keep", type=Path, help="a folder for files that end abnormally")
    return parser.parse_args()


def originals() -> Iterator[tuple[str, bytes]]:
    """The small files of ../shared/corpus and ../shared/published, and the example workbooks."""
    for folder in ("corpus", "published"):
        for path in (SHARED / folder).rglob("*"):
            if path.is_file() and 0 < path.stat().st_size <= LARGEST and path.suffix != ".md":
                yield path.relative_to(SHARED).as_posix(), path.read_bytes()
    for example in examples():
        content = example.content()
        if content:
            yield f"examples/{example.file}", content


def damaged(sources: Sequence[tuple[str, bytes]], seed: int, number: int) -> Damaged:
    """The mutated file of that number: the same for the same files, seed and number.

    Each folder gives as many as the others: the few examples are what the layouts recognise.
    """
    chance = Random(f"{seed} {number}")
    folders = sorted({name.split("/")[0] for name, _ in sources})
    folder = chance.choice(folders)
    name, content = chance.choice([source for source in sources if source[0].startswith(folder)])
    ways = mutators_for(content)
    how = chance.choice(sorted(ways))
    others = [other for _, other in chance.sample(sources, min(3, len(sources)))]
    return Damaged(number, name, how, ways[how](content, others, chance))


def take_note(tally: Tally, file: Damaged, keep: Path | None) -> None:
    """Read a file and add what happened; an abnormal end is confirmed as the server reads."""
    ended = read_apart(file)
    tally.outcomes[ended.outcome] += 1
    tally.seconds.append(ended.seconds)
    tally.megabytes = max(tally.megabytes, ended.megabytes)
    line = (
        f"number {file.number}, {file.name}, {file.how}: {ended.outcome} ({ended.said}), "
        f"{ended.seconds:.1f} s, {ended.megabytes:.0f} MB"
    )
    tally.slowest = sorted([*tally.slowest, (ended.seconds, line)], reverse=True)[:5]
    if ended.abnormal and keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{file.number}-{Path(file.name).name}").write_bytes(file.content)
    if ended.abnormal or file.number % EVERY == 0:
        compare(tally, file, ended, line)


def compare(tally: Tally, file: Damaged, ended: Ended, line: str) -> None:
    """Read a file as the server does, which must end the same way where the end was a normal one.

    Whatever this raises but a refusal would have reached the server, and ends this run.
    """
    tally.by_the_server += 1
    try:
        parent.read_bytes(Path(file.name).name, file.content)
        outcome = "read"
    except FileRefused as refused:
        outcome = f"refused: {refused.finding.code}"
    if ended.abnormal:
        tally.abnormal.append(f"{line}; as the server reads: {outcome}")
    elif outcome != ended.outcome:
        tally.otherwise.append(f"{line}; as the server reads: {outcome}")


def read_apart(file: Damaged) -> Ended:
    """Read a file in a forked process with the real limits, as long as it may take."""
    name = Path(file.name).name
    asked = parent.request(name, file.content, None, Hints(), LIMITS)
    with (
        tempfile.TemporaryFile() as request,
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaints,
    ):
        request.write(asked)
        request.seek(0)
        start = perf_counter()
        child = os.fork()
        if child == 0:
            answer_and_end(request.fileno(), answer.fileno(), complaints.fileno())
        status, used, in_time = ended_within(child, LIMITS.seconds)
        seconds = perf_counter() - start
        answer.seek(0)
        complaints.seek(0)
        outcome, abnormal, message = outcome_of(
            name, status, answer.read(), complaints.read(), in_time=in_time
        )
    return Ended(outcome, abnormal, seconds, used.ru_maxrss / 1024 / KILOBYTES, message)


def answer_and_end(request: int, answer: int, complaints: int) -> None:
    """In the forked process: what `python -m loaders.sandbox.child` does, then its end."""
    for ours, standard in ((request, 0), (answer, 1), (complaints, 2)):
        os.dup2(ours, standard)
    code = 1
    try:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - ends with us
        code = child.main()
    except BaseException:  # noqa: BLE001 - told on stderr, as the interpreter does
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def ended_within(child: int, seconds: float) -> tuple[int, resource.struct_rusage, bool]:
    """The child's status and what it used, killed when the time is up."""
    watched = os.pidfd_open(child)
    try:
        in_time = bool(select.select([watched], [], [], seconds)[0])
    finally:
        os.close(watched)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    return status, used, in_time


def outcome_of(
    name: str, status: int, answer: bytes, complaints: bytes, *, in_time: bool
) -> tuple[str, bool, str]:
    """The outcome, whether it is abnormal, and the last line of stderr."""
    last_line = (complaints.decode(errors="replace").strip().splitlines() or [""])[-1][:200]
    if not in_time:
        return "over the time", True, last_line
    if os.WIFSIGNALED(status):
        return f"ended by signal {signal.Signals(os.WTERMSIG(status)).name}", True, last_line
    if b"MemoryError" in complaints:
        return "over the memory", True, last_line
    if status or TRACEBACK in complaints:
        return "traceback", True, last_line
    try:
        parent.understood(name, answer)
    except FileRefused as refused:
        code = refused.finding.code
        return f"refused: {code}", code in OUR_FAULT, refused.finding.message
    return "read", False, last_line


def print_figures(tally: Tally, sources: int) -> None:
    """Everything counted, as Markdown."""
    ordered = sorted(tally.seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    over_time, over_memory = tally.outcomes["over the time"], tally.outcomes["over the memory"]
    print(f"{len(ordered):,} mutations of {sources} files.\n\n| outcome | files |\n|---|---|")
    for outcome, files in tally.outcomes.most_common():
        print(f"| {outcome} | {files:,} |")
    print(
        f"\n{tally.outcomes['traceback']} tracebacks, {over_time} time-outs, {over_memory} over "
        f"the memory. {tally.by_the_server} were read as the server reads too: "
        f"{len(tally.otherwise)} ended otherwise.\n"
        f"Highest memory of a child {tally.megabytes:.0f} MB; seconds a file: "
        f"p50 {statistics.median(ordered):.3f}, p99 {p99:.2f}, most {ordered[-1]:.2f}.\n"
    )
    print("\n".join([*tally.abnormal, *tally.otherwise]))
    print("\nThe slowest:", *(line for _, line in tally.slowest), sep="\n")


if __name__ == "__main__":
    main()
