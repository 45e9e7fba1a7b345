"""What a second reading by calamine would add to every .xlsx, and what it would cost.

`python -m benchmarks.second_reading [MUTATED]`: every workbook beside the project, then that many
(500) made of them with a few odd numbers in their XML, the same ones in every run.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.mutators import packed, unpacked
from tests.loaders.files.second_reading import Compared, compared
from tests.shared import SHARED

MUTATED = 500
SEED = 7
SMALL, LARGE = 2_000, 60_000
READ_PARTS = re.compile(r"(worksheets/sheet\d+|sharedStrings|styles|workbook)\.xml$")
NUMBER = re.compile(rb'(?<=")\d+(?=")|(?<=<v>)\d+(?=</v>)')
ODD_NUMBERS = (b"7", b"42", b"4294967295", b"-1", b"99999999", b"1048576", b"0")


def main() -> int:
    """Print both tables."""
    paths = workbooks()
    if not paths:
        print("There are no workbooks beside the project (../shared).")
        return 1
    report("workbooks", [(path, compared([path])[path]) for path in paths])
    with tempfile.TemporaryDirectory() as folder:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else MUTATED
        made = mutated(paths, Path(folder), count)
        report("mutated", [(path, compared([path])[path]) for path in made])
    return 0


def workbooks() -> Sequence[Path]:
    """Every .xlsx and .xlsm of the collections."""
    return [p for f in ("corpus", "published") for p in sorted((SHARED / f).rglob("*.xls[xm]"))]


def report(title: str, compared: Sequence[tuple[Path, Compared]]) -> None:
    """How the comparisons ended, and the cells that differ."""
    outcomes = Counter(comparison.outcome for _, comparison in compared)
    cells = sum(comparison.cells for _, comparison in compared)
    differs = sum(len(comparison.differs) for _, comparison in compared)
    print(f"{title}: {len(compared)} files, {cells:,} cells, {differs} differ; {dict(outcomes)}")
    for path, comparison in compared:
        if comparison.differs:
            print(
                f"  {path.name}: {len(comparison.differs)}, such as {tuple(comparison.differs[0])}"
            )
        elif comparison.outcome == "died":
            print(f"  {path.name}: calamine ended the process")


def mutated(paths: Sequence[Path], folder: Path, count: int) -> Iterator[Path]:
    """Workbooks with a few odd attributes or texts in one part each, their archives whole."""
    chance = random.Random(SEED)
    usable = [path for path in paths if SMALL < path.stat().st_size < LARGE]
    for number in range(count):
        source = chance.choice(usable)
        path = folder / f"{number}-{source.name}"
        path.write_bytes(with_odd_counts(source.read_bytes(), chance))
        yield path


def with_odd_counts(content: bytes, chance: random.Random) -> bytes:
    """The same workbook with up to four of the numbers in a part replaced by odd ones."""
    parts = unpacked(content)
    names = sorted(name for name in parts if READ_PARTS.search(name))
    if names:
        name = chance.choice(names)
        for _ in range(chance.randint(1, 4)):
            parts[name] = with_odd_number(parts[name], chance)
    return packed(parts)


def with_odd_number(part: bytes, chance: random.Random) -> bytes:
    """One whole number replaced, in an attribute or a value."""
    matches = list(NUMBER.finditer(part))
    if not matches:
        return part
    place, written = chance.choice(matches), chance.choice(ODD_NUMBERS)
    return part[: place.start()] + written + part[place.end() :]


if __name__ == "__main__":
    sys.exit(main())
