"""What became of every filled cell of a table of statistics, line by line."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.account import ABOVE, HEADING, LOADED, NO_TABLE, QUARANTINED, summed
from loaders.reading import Finding, Row, Severity
from loaders.workbook import Sheet, Workbook

_SAID_TWICE = "line that says the same as another"
_NOT_READ = "under headings that cannot be told apart"
_LINE = re.compile(r"[A-Z]+(\d+)")


@dataclass(frozen=True, slots=True)
class LinesRead:
    """A sheet with a table of statistics: its heading row, and the numbers of the lines read."""

    sheet: Sheet
    heading_row: int
    lines: frozenset[int]


def counted_lines(
    workbook: Workbook, read: Sequence[LinesRead], rows: Sequence[Row], findings: Sequence[Finding]
) -> Mapping[str, int]:
    """How many cells were loaded, quarantined and ignored, as loaders.account counts them."""
    loaded = {(row.sheet, _line(row.cell)) for row in rows}
    waiting = {
        (finding.sheet, _line(finding.cell))
        for finding in findings
        if finding.severity is Severity.QUARANTINE
    }
    refused = any(finding.severity is Severity.REJECT for finding in findings)
    of_sheet = {id(part.sheet): part for part in read}
    fates: Counter[str] = Counter()
    for sheet in workbook.sheets:
        part = of_sheet.get(id(sheet))
        for number in range(1, len(sheet.rows) + 1):
            fate = _place(part, number)
            if fate is None:
                key = (sheet.name, number)
                fate = QUARANTINED if key in waiting else LOADED if key in loaded else _SAID_TWICE
                fate = _NOT_READ if refused and fate is _SAID_TWICE else fate
            if fate:
                fates[fate] += len(sheet.filled_columns(number))
    return summed(fates)


def _place(part: LinesRead | None, number: int) -> str | None:
    """What a line is apart from a line of figures; None for one, empty for one nobody read."""
    if part is None:
        return NO_TABLE
    if number <= part.heading_row:
        return HEADING if number == part.heading_row else ABOVE
    return None if number in part.lines else ""


def _line(cell: str | None) -> int:
    found = _LINE.fullmatch(cell or "")
    return int(found[1]) if found else 0
