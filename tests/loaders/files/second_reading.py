"""A second, independent reading of a workbook's values, by calamine, beside ours.

Run as `python -m tests.loaders.files.second_reading FILES`: for each a line of JSON with the cells
that differ. In a process of its own, because calamine can end the process that it runs in.
"""

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook

from loaders.files.limits import LIMITS
from loaders.files.opening import open_workbook
from loaders.reading import FileRefused
from loaders.workbook import CellValue, Sheet

ROOT = Path(__file__).parents[3]
# calamine fills the whole box of a sheet, however few of its cells hold anything.
LARGEST_BOX = 1_000_000
SECONDS = 60
SAME_MOMENT = timedelta(milliseconds=2)
ROUNDING = 1e-12


class Difference(NamedTuple):
    """A cell that the two read otherwise, with what each of them reads."""

    sheet: str
    row: int
    column: int
    ours: str
    theirs: str


class Compared(NamedTuple):
    """How a comparison ended, over how many filled cells, and what differs."""

    outcome: str
    cells: int = 0
    differs: Sequence[Difference] = ()


def compared(paths: Sequence[Path]) -> Mapping[Path, Compared]:
    """Compare one after another in a child process, and in another where calamine ended it.

    The outcome is "died" for the file at which it did.
    """
    comparisons: dict[Path, Compared] = {}
    while waiting := paths[len(comparisons) :]:
        command = (sys.executable, "-m", __name__, *map(str, waiting))
        limit = SECONDS * len(waiting)
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=limit)
        comparisons |= zip(waiting, map(_comparison, ended.stdout.splitlines()), strict=False)
        if ended.returncode:
            comparisons[paths[len(comparisons)]] = Compared("died")
    return comparisons


def _comparison(line: bytes) -> Compared:
    outcome, cells, differs = json.loads(line)
    return Compared(outcome, cells, [Difference(*cell) for cell in differs])


def compare(name: str, content: bytes) -> Compared:
    """Compare in this process."""
    try:
        sheets = open_workbook(name, content).sheets
    except FileRefused:
        return Compared("refused by us")
    if sum(len(s.rows) * max(map(len, s.rows), default=0) for s in sheets) > LARGEST_BOX:
        return Compared("too sparse for calamine")
    try:
        theirs = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = [_rows(theirs, sheet.name) for sheet in sheets]
    # Its panics are no Exception; whatever they are, they are what is counted here.
    except BaseException as error:  # noqa: BLE001
        return Compared("refused by calamine" if isinstance(error, Exception) else "panic")
    cells, differs = 0, []
    for sheet, read in zip(sheets, rows, strict=True):
        cells += sum(1 for _ in sheet.filled())
        differs += list(differences(sheet, read))
    return Compared("compared", cells, differs)


def _rows(book: CalamineWorkbook, sheet: str) -> Sequence[Sequence[object]]:
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def differences(sheet: Sheet, theirs: Sequence[Sequence[object]]) -> Iterator[Difference]:
    """Every cell of a sheet whose value is another one in the rows that calamine gave."""
    under = {
        (row, column)
        for top, left, bottom, right in sheet.merged
        for row in range(top, min(bottom, len(theirs)) + 1)
        for column in range(left, min(right, len(theirs[row - 1])) + 1)
        if (row, column) != (top, left)
    }
    for row in range(1, max(len(sheet.rows), len(theirs)) + 1):
        other = theirs[row - 1] if row <= len(theirs) else ()
        ours = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
        for column in range(1, max(len(ours), len(other)) + 1):
            read = other[column - 1] if column <= len(other) else None
            place = (row, column)
            # calamine knows no errors, and no formulas without a value.
            if place in sheet.errors or place in under:
                continue
            # It puts all runs of a text together, footnotes and what is struck out among them.
            if place in sheet.notes or place in sheet.struck or _has_status(sheet, place):
                continue
            value = sheet.value(*place)
            if value is None and place in sheet.formulas:
                continue
            if not _same(value, read):
                yield Difference(sheet.name, row, column, repr(value)[:60], repr(read)[:60])


def _has_status(sheet: Sheet, place: tuple[int, int]) -> bool:
    """Whether a raised p or r stands in brackets behind the text."""
    value = sheet.value(*place)
    return isinstance(value, str) and value.casefold().endswith((" [p]", " [r]"))


def _same(ours: CellValue, theirs: object) -> bool:
    mine, other = _plain(ours), _plain(theirs)
    if isinstance(mine, float) and isinstance(other, float):
        return abs(mine - other) <= ROUNDING * abs(mine)
    if isinstance(mine, timedelta) and isinstance(other, timedelta):
        return abs(mine - other) < SAME_MOMENT
    return type(mine) is type(other) and mine == other


def _plain(value: object) -> object:
    """What both can tell: text without spaces around it, numbers as such, moments on one line."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    return _since(value)


def _since(moment: object) -> object:
    """A date, time or duration as the time since Excel's first day, whichever type it came as."""
    first = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's clock has no zone
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None) - first
    if isinstance(moment, date):
        return datetime.combine(moment, time()) - first
    if isinstance(moment, time):
        return datetime.combine(first, moment) - first
    return moment


def main() -> int:
    """Compare the files that are named."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory, LIMITS.memory))
    for path in map(Path, sys.argv[1:]):
        # At once, as the next file may end the process.
        print(json.dumps(compare(path.name, path.read_bytes())), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
